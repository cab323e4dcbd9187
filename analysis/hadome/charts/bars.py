"""Bars for the cells of tables. The figures stand beside them, so that bars are hidden from screen readers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from .svg import element

HEIGHT = 18  # [px]
THICKNESS = 10


@dataclass(frozen=True)
class Scale:
    """From values to percent of a bar's width."""

    low: float
    high: float

    @classmethod
    def covering(cls, values: list[float]) -> Scale:
        finite = [0.0, *filter(math.isfinite, values)]  # a run of one scenario knows no errors
        low, high = min(finite), max(finite)
        return cls(low, high if high > low else low + 1.0)

    def __call__(self, value: float) -> float:
        # one percent of air keeps the caps of whiskers inside
        return 1 + 98 * (value - self.low) / (self.high - self.low)


def bar(scale: Scale, value: float, low: float | None = None, high: float | None = None, class_: str = "") -> Markup:
    """A bar from zero, with its interval as a whisker."""
    zero, end = scale(0.0), scale(value)
    middle = HEIGHT / 2
    parts = [
        element(
            "rect",
            class_=f"bar {class_}".strip(),
            x=f"{min(zero, end):.2f}%",
            width=f"{abs(end - zero):.2f}%",
            y=(HEIGHT - THICKNESS) / 2,
            height=THICKNESS,
        ),
        element("line", class_="base", x1=f"{zero:.2f}%", x2=f"{zero:.2f}%", y1=0, y2=HEIGHT),
    ]
    if low is not None and high is not None and math.isfinite(low) and math.isfinite(high):
        left, right = f"{scale(low):.2f}%", f"{scale(high):.2f}%"
        parts += [element("line", class_="whisker", x1=left, x2=right, y1=middle, y2=middle)]
        parts += [element("line", class_="whisker", x1=x, x2=x, y1=middle - 4, y2=middle + 4) for x in (left, right)]
    return element("svg", *parts, class_="cellbar", width="100%", height=HEIGHT, aria_hidden="true", focusable="false")


def stack(parts: list[tuple[str, float]], total: float) -> Markup:
    """Parts of a sum side by side: (class, value); the full width is `total`."""
    rects, at = [], 0.0
    for class_, value in parts:
        width = 100 * value / total if total > 0 else 0.0
        rects.append(
            element(
                "rect",
                class_=f"bar {class_}",
                x=f"{at:.2f}%",
                width=f"{width:.2f}%",
                y=(HEIGHT - THICKNESS) / 2,
                height=THICKNESS,
            )
        )
        at += width
    return element("svg", *rects, class_="cellbar", width="100%", height=HEIGHT, aria_hidden="true", focusable="false")
