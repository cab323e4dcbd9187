"""Which figures of a model can be halved and doubled, and what that means for each of them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(Enum):
    """What it means to multiply a figure by a factor."""

    SIZE = "size"  # a rate, a duration, an amount: multiplied
    FRACTION = "fraction"  # multiplied, at most 1
    LEFT = "left"  # what is left of a whole: what is lost is multiplied, and at most all is lost
    EXCESS = "excess"  # a factor on something else: its distance from 1 is multiplied
    COUNT = "count"  # whole numbers: rounded up, at least 1
    LOG10 = "log10"  # a decimal logarithm: what it stands for is multiplied
    SPREAD = "spread"  # how much a draw scatters: multiplied; of all rows of a column at once


@dataclass(frozen=True)
class Figure:
    kind: Kind
    only: tuple[str, str] | None = None  # (key, value): it has an effect only in rows that say so; value "": that say anything
    neutral: float | None = None  # value at which it has no effect, whatever it would be multiplied by
    together: str = ""  # rows varied at once: "column", "consumer" (of dependencies); else the groups of the table


SIZE, FRACTION, LEFT, EXCESS = Figure(Kind.SIZE), Figure(Kind.FRACTION), Figure(Kind.LEFT), Figure(Kind.EXCESS)
COUNT, SPREAD = Figure(Kind.COUNT), Figure(Kind.SPREAD, together="column")
BY_CONSUMER = Figure(Kind.SIZE, together="consumer")
MULTIPLIER, SHARE_OF_TIME = Figure(Kind.SIZE, neutral=1), Figure(Kind.FRACTION, neutral=1)
IF_DRAWN = Figure(Kind.SIZE, only=("productivity", ""))
DAMAGE = {"capacity_left": LEFT, "detection": SIZE, "restoration": SIZE}
COME = {"rate": SIZE, "rate_cv": SPREAD}  # how often events come

#: Table -> key -> figure. Laws of draws (lognormal(...)) have their spread varied apart, for all rows of a column.
VARIED: dict[str, dict[str, Figure]] = {
    "sector": {"staffing": MULTIPLIER},
    "region": {"population": SIZE, "product": SIZE, "vs30": SIZE},
    "function": {
        "value": SIZE,
        "staffing": MULTIPLIER,
        "min_speed": Figure(Kind.FRACTION, together="column"),
        "threshold": FRACTION,
        "escalation": EXCESS,
    },
    "store": {"capacity": SIZE, "refill": SIZE, "start_failure": FRACTION},
    "dependency": {
        "strength": FRACTION,
        "theta": Figure(Kind.FRACTION, only=("combine", "k_of_n")),
        "lag": BY_CONSUMER,
        "buffer": BY_CONSUMER,
        "refill": BY_CONSUMER,
        "start_failure": Figure(Kind.FRACTION, together="consumer"),
    },
    "crew_pool": {"crews": COUNT},
    "unintended": COME | DAMAGE,
    "platform_use": {"exposure": FRACTION, "patched": FRACTION},
    "platform_defect": COME | DAMAGE | {"share": FRACTION},
    "worm": {"rate": SIZE, "infection_rate": SIZE, "containment": SIZE} | DAMAGE,
    "campaign": {
        "rate": SIZE,
        "targets": COUNT,
        "success": FRACTION,
        "displacement": FRACTION,
        "lateral": FRACTION,
        "duration": SIZE,
        "containment": SIZE,
    }
    | DAMAGE,
    "cyber_target": {"attractiveness": SIZE, "success": FRACTION},
    "cyber_link": {"probability": FRACTION, "delay": SIZE},
    "sharing": {
        "delay": SIZE,
        "immunity": FRACTION,
        "detection_factor": SHARE_OF_TIME,
        "restoration_factor": SHARE_OF_TIME,
    },
    "earthquake": {"rate": SIZE, "b_value": Figure(Kind.SIZE, only=("magnitudes", "gutenberg_richter"), together="column")},
    "tsunami": {"depth": SIZE, "growth": SIZE, "sigma": SPREAD, "share": FRACTION, "delay": SIZE},
    "storm": COME
    | {
        "speed": SIZE,
        "deficit": SIZE,
        "decay": SIZE,
        "radius": SIZE,
        "shape": SIZE,
        "surface_factor": FRACTION,
        "asymmetry": FRACTION,
        "rain": SIZE,
        "rain_range": SIZE,
    },
    "flood": {"rain": SIZE, "beta": SPREAD, "depth": SIZE, "share": FRACTION, "delay": SIZE},
    "footprint": {"rate": SIZE, "intensity": SIZE, "share": FRACTION},
    "fragility": {
        "median": SIZE,
        "beta": SPREAD,
        "site_spread": SPREAD,
        "capacity_left": LEFT,
        "restoration": SIZE,
    },
    "event": {"probability": FRACTION, "chance": FRACTION, "pga": SIZE, "pgv": SIZE, "depth": SIZE, "wind": SIZE} | DAMAGE,
    "ground_motion": {"between_event_share": FRACTION, "correlation_range": SIZE},
    "aftershocks": {"productivity": Figure(Kind.LOG10), "b_value": IF_DRAWN, "p": IF_DRAWN, "c": IF_DRAWN, "duration": IF_DRAWN},
    "coupling": {"factor": EXCESS, "lasts": SIZE, "regions": COUNT},
}

#: Figures that are not varied: no half of them makes sense, or it would change nothing that is ranked. Key or table.key.
LEFT_ALONE: dict[str, set[str]] = {
    "places and dates": {"lat", "lon", "lat2", "lon2", "heading", "length", "at"},
    "depths of sources": {"earthquake.depth"},
    "magnitudes": {"magnitude_low", "magnitude_high", "reference_magnitude", "aftershocks.threshold"},
    "shares that sum to one": {"dependency.share", "priority_shares"},
    "factors whose mean is held": {"calendar.factor", "season.factor", "otherwise"},
    "steps and ranks": {"staircase", "curve_steps", "k", "priority", "refill_priority"},
    "limits of the computation": {"cutoff_distance", "quantum_bits"},
    "people, who are counted and not ranked": {"people"},
}

LAW = re.compile(r"(\w+)\((.*)\)")
QUANTITY = re.compile(r"([-+0-9.eE]+)( .*)?")
SIZES = {"value", "low", "high", "mean", "sd", "median", "scale", "smallest", "values"}  # parameters of laws
SPREADS = {"sigma": 1, "shape": -1}  # of them, with the power of the factor: a larger shape scatters less


def multiplied(value: Any, kind: Kind, factor: float) -> Any:
    """A figure as it stands in the resolved input, multiplied; the same object where that changes nothing."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return _if_other(value, _number(float(value), kind, factor))
    if isinstance(value, list):
        changed = [_pair(text, factor) if kind is Kind.EXCESS else text for text in value]
        return changed if changed != value else value
    if (law := LAW.fullmatch(value)) is not None:
        return _law(value, law[1], law[2], kind, factor)
    return _if_other(value, _quantity(value, kind, factor))


def spread(value: Any, factor: float) -> Any:
    """A law of draws with its spread multiplied; the same object where it has none."""
    law = LAW.fullmatch(value) if isinstance(value, str) else None
    if law is None:
        return value
    parameters = dict(part.split("=", 1) for part in law[2].split(", "))
    for name, power in SPREADS.items():
        if name in parameters:
            parameters[name] = _quantity(parameters[name], Kind.SIZE, factor**power)
    return _if_other(value, _written(law[1], parameters))


def _if_other(value: Any, changed: Any) -> Any:
    return value if changed == value else changed


def _number(value: float, kind: Kind, factor: float) -> float | int:
    if kind is Kind.COUNT:
        return max(1, math.ceil(value * factor))
    if kind is Kind.FRACTION:
        return min(1.0, value * factor)
    if kind is Kind.LEFT:
        return max(0.0, 1.0 - factor * (1.0 - value))
    if kind is Kind.EXCESS:
        return 1.0 + factor * (value - 1.0)
    if kind is Kind.LOG10:
        return value + math.log10(factor)
    return value * factor


def _quantity(text: str, kind: Kind, factor: float) -> str:
    """ "12 h"; text that is no quantity ("never") stays."""
    found = QUANTITY.fullmatch(text)
    if found is None:
        return text
    before = float(found[1])
    after = _number(before, kind, factor)
    return text if after == before else f"{after!r}{found[2] or ''}"


def _pair(text: str, factor: float) -> str:
    """ "24 h=2": the factor from an age on."""
    age, _, number = text.partition("=")
    return f"{age}={_number(float(number), Kind.EXCESS, factor)!r}"


def _law(value: str, name: str, inside: str, kind: Kind, factor: float) -> str:
    parameters = dict(part.split("=", 1) for part in inside.split(", "))
    for key, text in parameters.items():
        # what scatters about a mean shrinks with it, also where the mean is what is left
        own = Kind.SIZE if key == "sd" else kind
        if key in SIZES:
            parameters[key] = ";".join(_quantity(one, own, factor) for one in text.split(";"))
    return _if_other(value, _written(name, parameters))


def _written(name: str, parameters: dict[str, str]) -> str:
    return f"{name}({', '.join(f'{key}={text}' for key, text in parameters.items())})"
