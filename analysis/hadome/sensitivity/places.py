"""Which place a function has, and which places it may have."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Places:
    """Of every function: its place by the mean, and the first and last that it may have. 1 = most loss avoided."""

    place: np.ndarray
    first: np.ndarray
    last: np.ndarray


def places_of(mean: np.ndarray) -> np.ndarray:
    """One plus the number of functions that avoid more; equal ones share a place."""
    return 1 + (mean[None, :] > mean[:, None]).sum(axis=1)


def places(sums: np.ndarray) -> Places:
    """From sums by block, of equal numbers of scenarios.

    Two functions are told apart when Student's interval of their difference, block by block, leaves out 0; the level is
    divided by the number of others (Bonferroni), so that each function's range of places holds with `CONFIDENCE`. Blocks of
    the same scenarios go into both, so that what strikes both cancels.

    :param sums: [block, function]
    """
    blocks, functions = sums.shape
    mean = sums.mean(axis=0)
    others = max(functions - 1, 1)
    reach = student_quantile(1 - (1 - CONFIDENCE) / (2 * others), blocks - 1)
    difference = sums[:, :, None] - sums[:, None, :]  # [block, this, other]
    error = difference.std(axis=0, ddof=1) / math.sqrt(blocks)
    centre = difference.mean(axis=0)
    behind = (centre + reach * error < 0) & (centre < 0)  # this surely avoids less than the other
    return Places(places_of(mean), 1 + behind.sum(axis=1), functions - behind.sum(axis=0))


def student_quantile(probability: float, freedom: int) -> float:
    """Of Student's t with so many degrees of freedom, for probabilities above one half: bisection of its distribution."""
    low, high = 0.0, 1.0
    while student_distribution(high, freedom) < probability:
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_distribution(middle, freedom) < probability else (low, middle)
    return high


def student_distribution(t: float, freedom: int) -> float:
    """P(T <= t) for t >= 0, as a finite sum over the angle atan(t / sqrt(freedom)) (Abramowitz and Stegun 26.7.3, 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    cosine = math.cos(angle)
    if freedom % 2:
        term, total = cosine, 0.0
        for k in range(1, freedom - 1, 2):
            total += term
            term *= cosine**2 * (k + 1) / (k + 2)
        within = 2 / math.pi * (angle + math.sin(angle) * total)
    else:
        term, total = 1.0, 0.0
        for k in range(0, freedom - 1, 2):
            total += term
            term *= cosine**2 * (k + 1) / (k + 2)
        within = math.sin(angle) * total
    return (1 + within) / 2
