"""Which variants may push a function off the top, guessed from a few scenarios."""

from __future__ import annotations

import numpy as np

MOST = np.log(1000.0)  # change of a loss that a guess can see


def guess(whole: np.ndarray, part: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """The change of the logarithm of what every function avoids, by the variant.

    Both were simulated with the same random numbers: what the variant multiplies a loss by in the first scenarios is taken
    for what it multiplies the whole by. Where the first scenarios have no loss to compare, what appears is added.

    :param whole: what each function avoids in the baseline, on average over all scenarios
    :param part: over the first ones
    :param seen: over the first ones of the variant
    """
    change = np.zeros_like(whole)
    compared, added = part > 0, (part <= 0) & (seen > 0)
    with np.errstate(divide="ignore"):
        change[compared] = np.log(np.maximum(seen[compared], 0.0) / part[compared])
    level = np.maximum(whole[added], 0.0)
    change[added] = np.log((level + seen[added]) / np.maximum(level, 1.0))
    return np.clip(change, -MOST, MOST)


def margins(whole: np.ndarray, change: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """By how much each function stays among the first `top` (logarithm of a ratio of losses; below 0: it does not).

    What multiplies all losses alike changes no place, and does not count.

    :returns: as guessed, and at worst: when what changes between it and each other is between half and twice as large as it
        looked, whichever hurts
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.log(np.maximum(whole, 0.0))
        behind = level[None, :] - level[:, None]  # [this, other]
    shift = change[None, :] - change[:, None]
    return _margins(behind + shift, top), _margins(behind + np.maximum(shift / 2, shift * 2), top)


def _margins(behind: np.ndarray, top: int) -> np.ndarray:
    """Above the top-th of those that come nearest, or lead."""
    found = np.full(len(behind), np.inf)
    for at, row in enumerate(behind):
        others = np.delete(row, at)
        others = np.sort(np.where(np.isnan(others), -np.inf, others))[::-1]
        found[at] = -others[top - 1]
    return found
