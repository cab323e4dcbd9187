"""How operability falls and comes back: one small chart, the times at equal distances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from markupsafe import Markup

from .svg import element, path

WIDTH, HEIGHT = 400, 160
LEFT, RIGHT, TOP, BOTTOM = 50, 18, 10, 26
LEVELS = (0.0, 0.5, 1.0)
DOT = 2.6  # radius of an observation
TICK_ROOM = 40  # between labels of times


@dataclass(frozen=True)
class Trajectory:
    """Mean operability at each time, and (low, high) bands of scenarios from the widest to the narrowest."""

    times: Sequence[str]
    mean: Sequence[float]
    bands: Sequence[tuple[Sequence[float], Sequence[float]]]


def trajectory(course: Trajectory, name: str, level_tick) -> Markup:
    """:param level_tick: writes an operability beside its axis"""
    floor, count = HEIGHT - BOTTOM, len(course.times)

    def x(k: int) -> float:
        return LEFT + (k / (count - 1) if count > 1 else 0.5) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return floor - value * (floor - TOP)

    parts = [element("title", name)]
    for level in LEVELS:
        parts += [
            element("line", class_="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=y(level), y2=y(level)),
            element("text", level_tick(level), class_="tick", x=LEFT - 6, y=y(level) + 4, text_anchor="end"),
        ]
    for low, high in course.bands:
        upper = [(x(k), y(value)) for k, value in enumerate(high)]
        lower = [(x(k), y(value)) for k, value in enumerate(low)]
        parts.append(element("path", class_="band all_causes", d=path(upper + lower[::-1], closed=True)))
    line = [(x(k), y(value)) for k, value in enumerate(course.mean)]
    parts.append(element("path", class_="curve all_causes", d=path(line if count > 1 else line * 2)))
    parts += [element("circle", class_="dot all_causes", cx=at, cy=level, r=DOT) for at, level in line]
    taken = float("-inf")
    for k, time in enumerate(course.times):
        parts.append(element("line", class_="base", x1=x(k), x2=x(k), y1=floor, y2=floor + 4))
        if x(k) - taken >= TICK_ROOM:
            parts.append(element("text", time, class_="tick", x=x(k), y=floor + 17, text_anchor="middle"))
            taken = x(k)
    return element("svg", *parts, class_="chart", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=name)
