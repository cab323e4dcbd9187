"""Exceedance curves: loss against the probability to exceed it in a year, rarer to the right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable, Sequence

from markupsafe import Markup

from .svg import decade_ticks, element, nice_ticks, path

WIDTH, HEIGHT = 1000, 400
LEFT, RIGHT, TOP, BOTTOM = 92, 24, 16, 58
LOG_FROM = 30.0  # a loss axis that spans more than this is logarithmic
DEEPEST = 1e-4  # of the largest loss: a logarithmic axis starts no lower


@dataclass(frozen=True)
class Curve:
    """One curve by falling probability; losses in JPY."""

    class_: str
    probability: Sequence[float]
    loss: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True)
class Words:
    """Text of the chart."""

    title: str
    description: str
    loss_axis: str
    probability_axis: str
    marked: str
    loss_tick: Callable[[float], str]
    probability_tick: Callable[[float], str]


class _LossAxis:
    def __init__(self, losses: list[float]) -> None:
        positive = [v for v in losses if v > 0] or [1.0]
        top, bottom = max(positive), max(min(positive), max(positive) * DEEPEST)
        self.log = top / bottom > LOG_FROM
        if self.log:
            self.low, self.high = bottom, top * 1.15
            ticks = decade_ticks(self.low, self.high)
            self.ticks = ticks if len(ticks) > 2 else sorted(ticks + [3 * t for t in ticks if 3 * t <= self.high])
        else:
            self.low, self.high = 0.0, top * 1.04
            self.ticks = nice_ticks(0.0, self.high)

    def __call__(self, loss: float) -> float:
        loss = max(loss, self.low)
        share = (
            math.log(loss / self.low) / math.log(self.high / self.low)
            if self.log
            else (loss - self.low) / (self.high - self.low)
        )
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def exceedance(curves: list[Curve], words: Words, mark: float | None) -> Markup:
    """The chart, with one probability marked by a line.

    :param mark: the probability [1/yr] that the text beside the chart speaks of
    """
    probabilities = sorted({p for c in curves for p in c.probability}, reverse=True)
    first, last = probabilities[0], probabilities[-1]
    span = math.log(first / last) or 1.0
    y = _LossAxis([v for c in curves for v in (*c.loss, *c.high)])

    def x(p: float) -> float:
        return LEFT + math.log(first / p) / span * (WIDTH - LEFT - RIGHT)

    parts = [element("title", words.title, id="ep-title"), element("desc", words.description, id="ep-desc")]
    parts += _axes(probabilities, x, y, words)
    for curve in curves:
        upper = [(x(p), y(v)) for p, v in zip(curve.probability, curve.high) if math.isfinite(v)]
        lower = [(x(p), y(v)) for p, v in zip(curve.probability, curve.low) if math.isfinite(v)]
        if upper and lower:
            parts.append(element("path", class_=f"band {curve.class_}", d=path(upper + lower[::-1], closed=True)))
    for curve in curves:
        line = [(x(p), y(v)) for p, v in zip(curve.probability, curve.loss) if v >= y.low and v > 0]
        if line:
            parts.append(element("path", class_=f"curve {curve.class_}", d=path(line)))
    if mark is not None and last <= mark <= first:
        at = x(mark)
        right = at > WIDTH * 0.7
        parts += [
            element("line", class_="mark", x1=at, x2=at, y1=TOP, y2=HEIGHT - BOTTOM),
            element(
                "text",
                words.marked,
                class_="marktext",
                x=at + (-8 if right else 8),
                y=HEIGHT - BOTTOM - 10,
                text_anchor="end" if right else "start",
            ),
        ]
    return element(
        "svg", *parts, class_="chart", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_labelledby="ep-title ep-desc"
    )


def _axes(probabilities: list[float], x: Callable[[float], float], y: _LossAxis, words: Words) -> list[Markup]:
    floor = HEIGHT - BOTTOM
    parts = []
    for tick in y.ticks:
        at = y(tick)
        parts += [
            element("line", class_="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=at, y2=at),
            element("text", words.loss_tick(tick), class_="tick", x=LEFT - 10, y=at + 4, text_anchor="end"),
        ]
    taken = -math.inf
    for p in probabilities:
        at = x(p)
        parts.append(element("line", class_="base", x1=at, x2=at, y1=floor, y2=floor + 5))
        if at - taken >= 62:
            parts.append(
                element("text", words.probability_tick(p), class_="tick", x=at, y=floor + 20, text_anchor="middle")
            )
            taken = at
    parts += [
        element("line", class_="base", x1=LEFT, x2=WIDTH - RIGHT, y1=floor, y2=floor),
        element("text", words.probability_axis, class_="axis", x=WIDTH - RIGHT, y=HEIGHT - 12, text_anchor="end"),
        element(
            "text", words.loss_axis, class_="axis", transform=f"translate(16 {TOP}) rotate(-90)", text_anchor="end"
        ),
    ]
    return parts
