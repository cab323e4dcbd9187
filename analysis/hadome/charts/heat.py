"""Colours of a heat map: one hue from paper to deep blue, whose lightness alone carries the order."""

from __future__ import annotations

import math

PAPER, DEEP = (247, 250, 252), (16, 62, 108)
DECADES = 3.0  # below a thousandth of the largest figure a cell is paper


def strength(value: float, largest: float) -> float:
    """0 (paper) to 1 (the largest figure), logarithmic: losses span decades."""
    if value <= 0 or largest <= 0:
        return 0.0
    return min(max(1 + math.log10(value / largest) / DECADES, 0.0), 1.0)


def style(value: float, largest: float) -> str:
    """CSS of a cell."""
    return shade(strength(value, largest))


def shade(s: float) -> str:
    """CSS of a cell of strength 0 to 1; the text turns white where the ground is dark (contrast at least 4.5)."""
    ground = ",".join(str(round(p + (d - p) * s)) for p, d in zip(PAPER, DEEP))
    return f"background:rgb({ground});color:{'#fff' if s > 0.58 else '#16202b'}"
