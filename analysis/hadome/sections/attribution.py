"""What each class of threat costs, alone and together with others."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import tables
from ..charts.bars import Scale, bar
from .language import Language

JOINT = "+"  # in the name of a set of classes


def section(lang: Language) -> dict[str, Any] | None:
    """None where the run did not ask for it, or where one class at most costs anything."""
    if "attribution" not in lang.results:
        return None
    classes = tables.attribution(lang.results)
    classes = classes[(classes.shapley != 0) | (classes.shapley_error > 0)]
    if len(classes) < 2:
        return None
    sets = tables.interplay(lang.results)
    together = sets[[JOINT in name and set(name.split(JOINT)) <= set(classes.index) for name in sets.index]]
    return {
        "lead": _lead(lang, together),
        "classes": _classes(lang, classes),
        "sets": _sets(lang, together),
        "given": _given(lang, sets.loc["none"]),
        "sources": lang.sources("/attribution/loss", "/attribution/interplay", "/attribution/shapley"),
    }


def _lead(lang: Language, together: pd.DataFrame) -> Any:
    """Whether the classes cost more together: by the largest interplay that is not within its error of nothing."""
    clear = together[(together.interplay_low > 0) | (together.interplay_high < 0)]
    if clear.empty:
        return lang.texts("attribution.lead_none")
    name = clear.interplay.abs().idxmax()
    row = clear.loc[name]
    low, high = sorted((abs(row.interplay_low), abs(row.interplay_high)))
    amount, interval = lang.numbers.estimate(abs(row.interplay), low, high, row.interplay_error)
    key = "attribution.lead_more" if row.interplay > 0 else "attribution.lead_less"
    return lang.texts(key, names=_names(lang, name), amount=amount, interval=interval)


def _names(lang: Language, name: str) -> Any:
    return lang.join([lang.texts(f"threat.{one}") for one in name.split(JOINT)])


def _classes(lang: Language, classes: pd.DataFrame) -> dict[str, Any]:
    unit, numbers = lang.numbers.column_unit(classes[["booked", "alone", "shapley"]].max().max()), lang.numbers
    whole = classes.shapley.sum()
    scale = Scale.covering([*classes.shapley_low, *classes.shapley_high])
    return {
        "caption": lang.texts("attribution.class_caption", unit=lang.column(unit, average=True)),
        "rows": [
            {
                "name": lang.texts(f"threat.{name}"),
                "booked": numbers.in_unit(row.booked, unit, row.booked_error),
                "alone": numbers.in_unit(row.alone, unit, row.alone_error),
                "bar": bar(scale, row.shapley, row.shapley_low, row.shapley_high, str(name)),
                "shapley": numbers.in_unit(row.shapley, unit, row.shapley_error),
                "interval": numbers.interval(row.shapley_low, row.shapley_high, unit, row.shapley_error),
                "share": numbers.percent(row.shapley / whole) if whole > 0 and row.shapley >= 0 else "–",
            }
            for name, row in classes.iterrows()
        ],
    }


def _sets(lang: Language, together: pd.DataFrame) -> dict[str, Any]:
    unit, numbers = lang.numbers.column_unit(together.interplay.abs().max()), lang.numbers
    scale = Scale.covering([*together.interplay_low, *together.interplay_high])
    return {
        "caption": lang.texts("attribution.set_caption", unit=lang.column(unit, average=True)),
        "rows": [
            {
                "name": _names(lang, name),
                "bar": bar(scale, row.interplay, row.interplay_low, row.interplay_high),
                "interplay": numbers.in_unit(row.interplay, unit, row.interplay_error),
                "interval": numbers.interval(row.interplay_low, row.interplay_high, unit, row.interplay_error),
            }
            for name, row in together.iterrows()
        ],
    }


def _given(lang: Language, none: pd.Series) -> Any:
    """What given events cost by themselves, which belongs to no class."""
    if none.loss == 0:
        return ""
    amount, interval = lang.numbers.estimate(none.loss, none.loss_low, none.loss_high, none.loss_error)
    return lang.texts("attribution.given", amount=amount, interval=interval)
