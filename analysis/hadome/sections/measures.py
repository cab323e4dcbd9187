"""What could be done: what each measure would save beside what it costs, and for whom."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from markupsafe import Markup

from .. import tables
from ..charts.bars import Scale, bar
from .language import Language
from .ranking import place

PAYS = 1.0  # benefit by cost from which a measure pays by what is counted here


def section(lang: Language) -> dict[str, Any] | None:
    """Measures by what a yen spent on them saves, for all causes; nothing where none was asked for."""
    kinds = tables.candidate_kinds(lang.results)
    if not (kinds == "measure").any():
        return None
    table = tables.ranking(lang.results, "all_causes", "measure")
    priced = bool(table.cost.notna().any())
    if priced:
        table = table.sort_values("benefit_cost", ascending=False, kind="stable", na_position="last")
    numbers, say = lang.numbers, lang.texts
    unit = numbers.column_unit(max(table.delta_mean.abs().max(), table.cost.abs().max() if priced else 0.0))
    scale = Scale.covering([*table.delta_mean, *table.delta_mean_low, *table.delta_mean_high])
    return {
        "lead": _lead(lang, table),
        "caption": say("measures.caption"),
        "avoided": say("ranking.avoided", unit=lang.column(unit, average=True)),
        "cost": say("measures.cost", unit=lang.column(unit, average=True)),
        "priced": priced,
        "rows": [_row(lang, row, unit, scale) for row in table.itertuples()],
        "note": say("measures.note"),
        "sources": lang.sources(
            "/ranking/delta_mean", "/ranking/cost", "/ranking/benefit_cost", "/ranking/inside_mean", "/ranking/payer"
        ),
    }


def _lead(lang: Language, table: pd.DataFrame) -> Markup:
    pays = table[table.benefit_cost_low > PAYS]
    open_ = table[(table.benefit_cost_low <= PAYS) & (table.benefit_cost_high >= PAYS)]
    return lang.texts("measures.lead", count=len(table), pays=len(pays), open=len(open_))


def _row(lang: Language, row: Any, unit: Any, scale: Scale) -> dict[str, Any]:
    numbers = lang.numbers
    ratio, ratio_interval = "–", ""
    if math.isfinite(row.benefit_cost):
        ratio = numbers.plain(row.benefit_cost, row.benefit_cost_error)
        ratio_interval = numbers.plain_interval(row.benefit_cost_low, row.benefit_cost_high, row.benefit_cost_error)
    return {
        "place": "–" if row.no_effect else place(lang, row),
        "name": getattr(row, lang.lang),
        "payer": row.payer,
        "no_effect": row.no_effect,
        "bar": bar(scale, row.delta_mean, row.delta_mean_low, row.delta_mean_high, "all_causes"),
        "avoided": numbers.in_unit(row.delta_mean, unit, row.delta_mean_error),
        "interval": numbers.interval(row.delta_mean_low, row.delta_mean_high, unit, row.delta_mean_error),
        "cost": numbers.in_unit(row.cost, unit),
        "ratio": ratio,
        "ratio_interval": ratio_interval,
        "inside": numbers.percent(row.inside_mean / row.delta_mean)
        if row.delta_mean > 0 and row.inside_mean >= 0
        else "–",
    }
