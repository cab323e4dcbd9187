"""Where losses start and whom they reach."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import tables
from ..charts import heat
from ..charts.bars import Scale, bar, stack
from ..format import Unit, grouped
from .language import Language

ORIGINS = 15
SMALLEST = 1e-4  # of the largest cell: what is less is only said to be less


def section(lang: Language) -> dict[str, Any]:
    by_threat, by_kind = tables.by_threat(lang.results), tables.by_kind(lang.results)
    some_zero = any(len(_not_zero(table)) < len(table) for table in (by_threat, by_kind))
    return {
        "threats": _means(lang, _not_zero(by_threat), "threat"),
        "kinds": _means(lang, _not_zero(by_kind), "kind"),
        "zero_classes": lang.texts("causes.zero_classes") if some_zero else "",
        "sectors": _sectors(lang),
        "matrix": _matrix(lang),
        "threat_sources": lang.sources("/metrics/by_threat_mean", "/outage/events", "/metrics/by_kind_mean"),
    }


def _not_zero(table: pd.DataFrame) -> pd.DataFrame:
    """Without rows of exactly 0, unless all are."""
    some = table[(table["mean"] != 0) | (table.error > 0)]
    return some if len(some) else table


def _means(lang: Language, table: pd.DataFrame, group: str) -> dict[str, Any]:
    unit, scale = lang.numbers.column_unit(table["mean"].max()), Scale.covering(list(table.high))
    numbers, rows = lang.numbers, []
    for name, row in table.iterrows():
        rows.append(
            {
                "name": lang.texts(f"{group}.{name}"),
                "bar": bar(scale, row["mean"], row.low, row.high, str(name)),
                "mean": numbers.in_unit(row["mean"], unit, row.error),
                "interval": numbers.interval(row.low, row.high, unit, row.error),
                "share": numbers.percent(row.share),
                "events": numbers.rounded(row.events) if "events" in row else None,
            }
        )
    return {"rows": rows, "caption": lang.texts(f"causes.{group}_caption", unit=lang.column(unit, average=True))}


def _sectors(lang: Language) -> dict[str, Any]:
    table, split = tables.by_sector(lang.results), tables.threat_by_sector(lang.results)
    none = [lang.sectors[name] for name in table.index.difference(_not_zero(table).index, sort=False)]
    table = _not_zero(table).sort_values("mean", ascending=False, kind="stable")
    split = split.loc[split.sum(axis=1) > 0]
    if len(split) < 2:
        split = split.iloc[:0]  # one class says nothing beside its total
    unit, scale = lang.numbers.column_unit(table["mean"].max()), Scale.covering(list(table.high))
    numbers, rows = lang.numbers, []
    for name, row in table.iterrows():
        parts, whole = split[name], split[name].sum()
        rows.append(
            {
                "name": lang.sectors[name],
                "bar": bar(scale, row["mean"], row.low, row.high),
                "mean": numbers.in_unit(row["mean"], unit, row.error),
                "interval": numbers.interval(row.low, row.high, unit, row.error),
                "share": numbers.percent(row.share),
                "split": stack([(t, v) for t, v in parts.items()], whole),
                "parts": [numbers.percent(v / whole) if whole > 0 else "–" for v in parts],
            }
        )
    return {
        "rows": rows,
        "none": lang.texts("causes.sector_none", names=lang.join(none)) if none else "",
        "caption": lang.texts("causes.sector_caption" if len(split) else "causes.sector_caption_one", unit=lang.column(unit, average=True)),
        "threats": [{"class": t, "label": lang.texts(f"threat.{t}")} for t in split.index],
        "sources": lang.sources("/metrics/by_sector_mean", "/metrics/by_sector_error", "/causes/threat_sector_mean"),
    }


def _matrix(lang: Language) -> dict[str, Any]:
    """The origins with most loss, one row each, and one row for all others; sectors that bear nothing are left out."""
    table = tables.origin_by_sector(lang.results)
    table = table.loc[:, table.sum() > 0]
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    shown, rest = table.loc[order[:ORIGINS]], table.loc[order[ORIGINS:]]
    shown = shown[shown.sum(axis=1) > 0]
    largest, total = float(table.to_numpy().max(initial=0.0)), float(table.to_numpy().sum())
    unit = lang.numbers.column_unit(max(table.sum(axis=1).max(), 0.0) if len(table) else 0.0)
    rows = [
        _matrix_row(lang, lang.functions[name], row, unit, largest) | {"sector": lang.sector_of[name]}
        for name, row in shown.iterrows()
    ]
    if rest.to_numpy().sum() > 0:
        label = lang.texts("causes.rest", count=int((rest.sum(axis=1) > 0).sum()))
        rows.append(_matrix_row(lang, label, rest.sum(), unit, largest))
    return {
        "columns": [lang.sectors[name] for name in table.columns],
        "rows": rows,
        "totals": [_amount(lang, v, unit, largest) for v in table.sum()],
        "total": _amount(lang, total, unit, largest),
        "caption": lang.texts("causes.matrix_caption", unit=lang.column(unit, average=True)),
        "sources": lang.sources("/causes/origin_sector_mean"),
    }


def _matrix_row(lang: Language, name: Any, row: pd.Series, unit: Unit, largest: float) -> dict[str, Any]:
    cells = [{"text": _amount(lang, v, unit, largest), "style": heat.style(v, largest)} for v in row]
    return {"name": name, "sector": "", "cells": cells, "total": _amount(lang, row.sum(), unit, largest)}


def _amount(lang: Language, value: float, unit: Unit, largest: float) -> str:
    """Two digits; tiny figures as less than a round one, so that a wide range stays readable."""
    if value == 0:
        return "·"
    exponent = 0
    while 10.0**exponent > largest / unit.factor * SMALLEST * 10:
        exponent -= 1
    least = 10.0**exponent
    if abs(value) / unit.factor < least:
        return f"<{grouped(least, -exponent)}"
    return lang.numbers.in_unit(value, unit)
