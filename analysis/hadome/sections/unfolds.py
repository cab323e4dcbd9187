"""How failures spread, and which functions are out longest."""

from __future__ import annotations

from typing import Any

from .. import tables
from ..charts.bars import Scale, bar
from .language import Language

SHOWN = 10


def section(lang: Language) -> dict[str, Any]:
    return {"cascade": _cascade(lang), "outages": _outages(lang)}


def _cascade(lang: Language) -> dict[str, Any]:
    table, causes, numbers = tables.cascade_sizes(lang.results), lang.results["causes"], lang.numbers
    years, unfinished = int(table["scenarios"].sum()), int(lang.results["outage"].unfinished)
    if table["scenarios"].any():
        table = table.loc[: table["scenarios"].to_numpy().nonzero()[0][-1]]
    direct, cascaded = float(causes.direct), float(causes.cascaded)
    scale, rows = Scale.covering(list(table.share)), []
    for row in table.to_dict("records"):
        rows.append(
            {
                "label": _range(lang, row["from"], row["to"]),
                "bar": bar(scale, row["share"]),
                "years": numbers.count(row["scenarios"]),
                "share": numbers.percent(row["share"]) if row["share"] else "0",
            }
        )
    share = cascaded / (direct + cascaded) if direct + cascaded > 0 else 0.0
    return {
        "lead": lang.texts(
            "unfolds.cascade_lead", none=numbers.percent(table.share.iloc[0]), cascaded=numbers.percent(share)
        ),
        "rows": rows,
        "unfinished": lang.texts("unfolds.unfinished", count=numbers.count(unfinished), total=numbers.count(years))
        if unfinished
        else "",
        "sources": lang.sources("/outage/cascade_size", "/outage/unfinished", "/causes/direct", "/causes/cascaded"),
    }


def _range(lang: Language, first: int, last: int) -> str:
    if last < 0:
        return str(lang.texts("unfolds.open", first=lang.numbers.count(first)))
    if first == last:
        return lang.numbers.count(first)
    return str(lang.texts("unfolds.range", first=lang.numbers.count(first), last=lang.numbers.count(last)))


def _outages(lang: Language) -> dict[str, Any]:
    table = tables.outages_by_function(lang.results)
    table = table[table.hours > 0].sort_values("hours", ascending=False, kind="stable").head(SHOWN)
    scale, numbers, rows = Scale.covering(list(table.hours)), lang.numbers, []
    for name, row in table.iterrows():
        rows.append(
            {
                "name": lang.functions[name],
                "sector": lang.sectors[row.sector],
                "bar": bar(scale, row.hours),
                "hours": numbers.rounded(row.hours),
                "worst": lang.regions[row.worst_region] if row.places > 1 else "–",
                "worst_hours": numbers.rounded(row.worst_hours) if row.places > 1 else "–",
                "episodes": numbers.rounded(row.episodes),
                "person_hours": numbers.people_hours(row.person_hours) if row.person_hours > 0 else "–",
            }
        )
    return {"rows": rows, "sources": lang.sources("/outage/hours", "/outage/episodes", "/outage/person_hours")}
