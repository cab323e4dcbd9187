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
    threats = [name for name in table.columns[2:] if table[name].any()] or list(table.columns[2:])
    counts = table[threats]
    if counts.to_numpy().any():
        table = table.loc[: counts.any(axis=1).to_numpy().nonzero()[0][-1]]
    shares = table[threats] / counts.sum().clip(lower=1)
    scale = Scale.covering(list(shares.to_numpy().ravel()))

    def cell(share: float, threat: str) -> dict[str, Any]:
        return {"bar": bar(scale, share, class_=threat), "share": numbers.percent(share) if share > 0 else "0"}

    rows = [
        {
            "label": _range(lang, *table.loc[i, ["from", "to"]]),
            "cells": [cell(shares.loc[i, threat], threat) for threat in threats],
        }
        for i in table.index
    ]
    direct, cascaded = float(causes.direct), float(causes.cascaded)
    share = cascaded / (direct + cascaded) if direct + cascaded > 0 else 0.0
    none = counts.iloc[0].sum() / max(counts.to_numpy().sum(), 1)
    unfinished, years = int(lang.results["outage"].unfinished), int(lang.results.attrs["scenarios"])
    return {
        "lead": lang.texts("unfolds.cascade_lead", none=numbers.percent(none), cascaded=numbers.percent(share)),
        "threats": [
            {
                "name": lang.texts(f"threat.{threat}"),
                "events": lang.texts("unfolds.events", count=numbers.count(counts[threat].sum())),
            }
            for threat in threats
        ],
        "rows": rows,
        "unfinished": lang.texts("unfolds.unfinished", count=numbers.count(unfinished), total=numbers.count(years))
        if unfinished
        else "",
        "given_up": _given_up(lang),
        "sources": lang.sources("/outage/cascade_size", "/outage/unfinished", "/causes/direct", "/causes/cascaded"),
    }


def _given_up(lang: Language) -> str:
    """A warning, empty without scenarios that were given up."""
    outage, numbers = lang.results["outage"], lang.numbers
    count = int(outage.given_up) if "given_up" in outage else 0
    if count == 0:
        return ""
    total = numbers.count(int(lang.results.attrs["scenarios"]))
    return str(lang.texts("unfolds.given_up", count=numbers.count(count), total=total))


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
