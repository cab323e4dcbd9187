"""How large the loss of a scenario can be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .. import tables
from ..charts.exceedance import Curve, Words, exceedance
from ..format import Unit
from .language import Language
from .ranking import VAR_LEVEL

# Points of the table, as far as the run has them.
PROBABILITIES = (0.5, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0001)
CURVES = (("aep", "all_causes", "all_causes"), ("aep", "it_caused", "it_caused"), ("oep", "all_causes", "oep"))


def section(lang: Language) -> dict[str, Any]:
    """Curves, what they say in two sentences, and their points."""
    points = tables.exceedance(lang.results)
    curves = {
        key: points[(points.curve == curve) & (points.headline == headline)].sort_values("probability", ascending=False)
        for curve, headline, key in CURVES
        if headline in lang.headlines
    }
    if np.array_equal(curves["oep"].loss, curves["all_causes"].loss):
        del curves["oep"]  # never more than one event
    unit = lang.numbers.column_unit(points.loss.max())
    say = lang.texts
    return {
        "leads": [_lead(lang, headline) for headline in lang.headlines],
        "chart": _chart(lang, curves, unit),
        "legend": [{"class": key, "label": _name(lang, key)} for key in curves],
        "caption": say("curve.caption", unit=lang.column(unit, average=False)),
        "heads": [_name(lang, key) for key in curves],
        "rows": _rows(lang, curves, unit),
        "sources": lang.sources("/metrics/aep", "/metrics/oep", "/metrics/var", "/metrics/tvar"),
    }


def _name(lang: Language, key: str) -> Any:
    return lang.texts("curve.single" if key == "all_causes" and len(lang.headlines) == 1 else f"curve.{key}")


def _tail(lang: Language) -> tuple[int, float]:
    """Of the levels of the run the one that the text speaks of: its position, and the probability beyond it."""
    levels = lang.results["metrics"].tail_level.values
    at = int(abs(levels - VAR_LEVEL).argmin())
    return at, 1 - float(levels[at])


def _lead(lang: Language, headline: str) -> Any:
    data, numbers = lang.results["metrics"].sel(headline=headline), lang.numbers
    at, p = _tail(lang)
    amount, interval = numbers.estimate(*(float(data[n][at]) for n in ("var", "var_low", "var_high")))
    tail, tail_interval = numbers.estimate(
        *(float(data[n][at]) for n in ("tvar", "tvar_low", "tvar_high", "tvar_error"))
    )
    return lang.texts(
        "curve.lead",
        headline=lang.headline(headline),
        probability=numbers.percent(p),
        thirty=lang.thirty(p),
        amount=amount,
        interval=interval,
        tail_mean=tail,
        tail_interval=tail_interval,
    )


def _chart(lang: Language, curves: dict[str, pd.DataFrame], unit: Unit) -> Any:
    say, numbers, (_, p) = lang.texts, lang.numbers, _tail(lang)
    words = Words(
        title=say("curve.chart_title"),
        description=say("curve.chart_description", curves=lang.join([_name(lang, key) for key in curves])),
        loss_axis=say("curve.loss_axis", unit=lang.column(unit, average=False)),
        probability_axis=say("curve.probability_axis"),
        marked=say("curve.marked", probability=numbers.percent(p), thirty=lang.thirty(p)),
        loss_tick=lambda loss: numbers.tick(loss, unit),
        probability_tick=numbers.percent,
    )
    drawn = [
        Curve(key, *(c[name].tolist() for name in ("probability", "loss", "low", "high"))) for key, c in curves.items()
    ]
    return exceedance(drawn, words, mark=p)


def _rows(lang: Language, curves: dict[str, pd.DataFrame], unit: Unit) -> list[dict[str, Any]]:
    rows = []
    for p in PROBABILITIES:
        at = [c[(c.probability / p - 1).abs() < 1e-9] for c in curves.values()]
        if any(point.empty for point in at):
            continue
        cells = [
            {
                "value": lang.numbers.in_unit(v.loss, unit, (v.high - v.low) / 3.92),
                "interval": lang.numbers.interval(v.low, v.high, unit),
            }
            for v in (point.iloc[0] for point in at)
        ]
        rows.append({"probability": lang.numbers.percent(p), "thirty": lang.thirty(p), "cells": cells})
    return rows
