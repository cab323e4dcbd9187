"""Which functions to protect: the first screen, and the full list at the end."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from .. import tables
from ..charts.bars import Scale, bar
from ..format import Unit
from .language import Language

SHOWN = 10
NAMED = 3  # of those that may be first, in a sentence
VAR_LEVEL = 0.99


def first_screen(lang: Language) -> dict[str, Any]:
    """One column a headline: its average loss, its tail, and the top of its ranking, if there is one."""
    ranked, say = ranks_functions(lang), lang.texts
    datasets = ["/metrics/mean", "/metrics/var"] + (["/ranking/delta_mean", "/ranking/delta_tvar"] if ranked else [])
    return {
        "title": say("ranking.title" if ranked else "summary.title"),
        "nav": say("nav.ranking" if ranked else "nav.summary"),
        "explain": say("ranking.explain") if ranked else "",
        "columns": [_column(lang, headline) for headline in lang.headlines],
        "note": _note(lang),
        "sources": lang.sources(*datasets),
    }


def ranks_functions(lang: Language) -> bool:
    """Whether the run asked which functions to protect."""
    return bool((tables.candidate_kinds(lang.results) == "function").any())


def _note(lang: Language) -> Markup:
    kinds = set(tables.candidate_kinds(lang.results))
    if "function" not in kinds:
        return lang.texts("ranking.measures_only" if kinds else "ranking.absent")
    return lang.texts("ranking.ties") + (lang.texts("ranking.with_measures") if "measure" in kinds else "")


def _column(lang: Language, headline: str) -> dict[str, Any]:
    say = lang.texts
    column = {
        "headline": headline,
        "title": lang.headline(headline),
        "scope": say(f"headline.{headline}_scope", threats=lang.threats()),
        "facts": _facts(lang, headline),
        "it_share": say(f"headline.{lang.it_share}") if lang.it_share else "",
    }
    if not ranks_functions(lang):
        return column | {"lead": "", "rows": []}
    table = tables.ranking(lang.results, headline)
    level = float(lang.results["ranking"].delta_tvar.attrs.get("tail_level", VAR_LEVEL))
    top = table[table.delta_mean > 0].head(SHOWN)
    units = lang.numbers.column_unit(top.delta_mean.max() if len(top) else 0.0), lang.numbers.column_unit(
        top.delta_tvar.abs().max() if len(top) else 0.0
    )
    share, zeros = lang.numbers.percent(1 - level), int(table.no_effect.sum())
    note = "tail_note" if bool(lang.results["ranking"].tail_certified.sel(headline=headline)) else "tail_uncertified"
    return column | {
        "lead": _lead(lang, table),
        "caption": say("ranking.caption", headline=column["title"]),
        "avoided": say("ranking.avoided", unit=lang.column(units[0], average=True)),
        "tail": say("ranking.tail", share=share, unit=lang.column(units[1], average=False)),
        "rows": _rows(lang, top, units, headline),
        "note": say(f"ranking.{note}", share=share),
        "zero": say("ranking.zero", count=zeros, total=len(table)) if zeros else "",
    }


def _facts(lang: Language, headline: str) -> list[dict[str, Any]]:
    data, say, numbers = lang.results["metrics"].sel(headline=headline), lang.texts, lang.numbers
    mean, interval = numbers.estimate(*(float(data[n]) for n in ("mean", "mean_low", "mean_high", "mean_error")))
    at = int(abs(data.tail_level.values - VAR_LEVEL).argmin())
    level = float(data.tail_level.values[at])
    var, var_interval = numbers.estimate(*(float(data[n][at]) for n in ("var", "var_low", "var_high")))
    p = 1 - level
    return [
        {
            "label": say("ranking.mean"),
            "value": say("ranking.mean_value", amount=mean),
            "interval": say("ranking.interval", interval=interval),
        },
        {
            "label": say("ranking.var", probability=numbers.percent(p), thirty=lang.thirty(p)),
            "value": var,
            "interval": say("ranking.interval", interval=var_interval),
        },
    ]


def _lead(lang: Language, table: pd.DataFrame) -> Markup:
    say, effective = lang.texts, table[~table.no_effect]
    if effective.empty:
        return say("ranking.lead_none")
    first = effective.iloc[0]
    leaders = effective[effective.rank_low == effective.rank_low.min()]  # measures may stand before functions
    if len(leaders) == 1:
        amount, interval = lang.numbers.estimate(
            first.delta_mean, first.delta_mean_low, first.delta_mean_high, first.delta_mean_error
        )
        return say("ranking.lead_one", name=_name(lang, first.name), amount=amount, interval=interval)
    key = "ranking.lead_tied" if len(leaders) <= NAMED else "ranking.lead_tied_more"
    return say(key, count=len(leaders), names=lang.join([_name(lang, name) for name in leaders.index[:NAMED]]))


def _rows(lang: Language, top: pd.DataFrame, units: tuple[Unit, Unit], headline: str) -> list[dict[str, Any]]:
    scale = Scale.covering([*top.delta_mean, *top.delta_mean_low, *top.delta_mean_high])
    numbers, rows = lang.numbers, []
    for row in top.itertuples():
        rows.append(
            {
                "place": place(lang, row),
                "name": _name(lang, row.Index),
                "sector": lang.sectors.get(row.sector, ""),
                "bar": bar(scale, row.delta_mean, row.delta_mean_low, row.delta_mean_high, headline),
                "avoided": numbers.in_unit(row.delta_mean, units[0], row.delta_mean_error),
                "interval": numbers.interval(row.delta_mean_low, row.delta_mean_high, units[0], row.delta_mean_error),
                "tail": numbers.in_unit(row.delta_tvar, units[1], row.delta_tvar_error),
                "tail_interval": numbers.interval(
                    row.delta_tvar_low, row.delta_tvar_high, units[1], row.delta_tvar_error
                ),
            }
        )
    return rows


def _name(lang: Language, candidate: str) -> str:
    return lang.short_functions.get(candidate, candidate)


def place(lang: Language, row: Any) -> str:
    """ "3", or "2–5" where others cannot be told apart."""
    if row.rank_low == row.rank_high:
        return str(row.rank_low)
    return str(lang.texts("unfolds.range", first=row.rank_low, last=row.rank_high))


def full_list(lang: Language) -> dict[str, Any] | None:
    """Every candidate for every headline, by its place for all causes."""
    if not ranks_functions(lang):
        return None
    by_headline = {name: tables.ranking(lang.results, name) for name in lang.headlines}
    unit = lang.numbers.column_unit(max(t.delta_mean.abs().max() for t in by_headline.values()))
    rows = []
    for name, row in by_headline["all_causes"].iterrows():
        cells = [_cell(lang, by_headline[headline].loc[name], unit) for headline in lang.headlines]
        rows.append({"name": row[lang.lang], "sector": lang.sectors.get(row.sector, ""), "cells": cells})
    return {
        "caption": lang.texts("all.caption", unit=lang.column(unit, average=True)),
        "rows": rows,
        "headlines": [lang.headline(name) for name in lang.headlines],
        "zero": lang.texts("ranking.zero_cell"),
        "negative": lang.texts("all.negative") if any((t.delta_mean < 0).any() for t in by_headline.values()) else "",
        "sources": lang.sources("/ranking/delta_mean", "/ranking/delta_mean_low", "/ranking/delta_mean_high"),
    }


def _cell(lang: Language, row: pd.Series, unit: Unit) -> dict[str, Any]:
    if row.no_effect:
        return {"no_effect": True}
    numbers, error = lang.numbers, row.delta_mean_error
    return {
        "no_effect": False,
        "place": place(lang, row),
        "value": numbers.in_unit(row.delta_mean, unit, error),
        "interval": numbers.interval(row.delta_mean_low, row.delta_mean_high, unit, error),
    }
