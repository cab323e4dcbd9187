"""Which variants may push a function off the top, guessed from a few scenarios."""

from __future__ import annotations

import numpy as np

from .engine import Sums

MOST = np.log(1000.0)  # change of a loss that a guess can see


def guess(base: Sums, short: Sums, headline: str) -> tuple[np.ndarray, np.ndarray]:
    """What every function avoids in the long baseline, and the change of its logarithm by the variant.

    Both were simulated with the same random numbers: what the variant multiplies a loss by in the first scenarios is taken
    for what it multiplies the whole by. Where the first scenarios have no loss to compare, what appears is added.

    :param base: the baseline, all blocks
    :param short: the variant, its first blocks
    """
    whole = np.maximum(base.mean(headline), 0.0)
    part = np.maximum(base.first(len(short.counted)).mean(headline), 0.0)
    seen = np.maximum(short.mean(headline), 0.0)
    change = np.zeros_like(whole)
    compared = part > 0
    with np.errstate(divide="ignore"):
        change[compared] = np.log(seen[compared] / part[compared])
        added = ~compared & (seen > 0)
        change[added] = np.log((whole[added] + seen[added]) / np.maximum(whole[added], 1.0))
    return whole, np.clip(change, -MOST, MOST)


def margins(whole: np.ndarray, change: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """By how much each function stays among the first `top` (logarithm of a ratio of losses; below 0: it does not).

    What multiplies all losses alike changes no place, and does not count.

    :returns: as guessed, and at worst: when what changes between it and each other is between half and twice as large as it
        looked, whichever hurts
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        behind = np.log(whole)[None, :] - np.log(whole)[:, None]  # [this, other]
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
