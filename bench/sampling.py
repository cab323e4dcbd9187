"""Estimates from a sample of replayed scenarios: the worst of a run are all replayed, of the others some.

Scenarios of a run are a sample of years, and the replayed ones a stratified sample of that sample (two-phase sampling,
Neyman 1938): both errors count.
"""

from dataclasses import dataclass

import numpy as np

from record import Z, poisson_interval, share_interval


@dataclass(frozen=True)
class Sample:
    """Numbers of the scenarios to replay, and what each stands for."""

    scenarios: np.ndarray
    stratum: np.ndarray  # of each replayed scenario
    sizes: np.ndarray  # scenarios of the run in each stratum

    @property
    def years(self):
        return int(self.sizes.sum())

    def weights(self):
        """Years of the run for which each replayed one stands."""
        return (self.sizes / np.bincount(self.stratum, minlength=len(self.sizes)))[self.stratum]


@dataclass(frozen=True)
class Estimate:
    value: float
    low: float
    high: float
    count: int  # of what was counted or measured in the sample


def draw(numbers, losses, worst, others, seed):
    """The `worst` scenarios by loss and `others` of the rest at random; all where there are no more."""
    order = np.argsort(losses, kind="stable")[::-1]
    top, rest = order[:worst], order[worst:]
    chosen = np.random.default_rng(seed).permutation(rest)[:others]
    strata = [part for part in ((top, len(top)), (chosen, len(rest))) if len(part[0])]
    return Sample(np.concatenate([numbers[part] for part, _ in strata]),
                  np.concatenate([np.full(len(part), i) for i, (part, _) in enumerate(strata)]),
                  np.array([size for _, size in strata]))


def mean_and_variance(sample, values):
    """Mean over the run's years, and the variance of that as an estimate of all years'."""
    shares = sample.sizes / sample.years
    mean, variance, spread = 0.0, 0.0, 0.0
    parts = [values[sample.stratum == i] for i in range(len(shares))]
    mean = sum(share * part.mean() for share, part in zip(shares, parts))
    for share, size, part in zip(shares, sample.sizes, parts):
        within = part.var(ddof=1) if len(part) > 1 else 0.0
        variance += share**2 * within / len(part) * (1.0 - len(part) / size)
        spread += share * (within + (part.mean() - mean) ** 2)
    return mean, variance + spread / sample.years


def ratio(sample, above, below, count):
    """Sum of `above` over the sum of `below`, both by year, of what is not negative; None when `below` is nothing."""
    base, _ = mean_and_variance(sample, below)
    if base == 0.0:
        return None
    value, variance = linearised(sample, above, below, base)
    wider = np.exp(Z * np.sqrt(variance) / value) if value > 0.0 else 1.0  # on a logarithmic scale, for few are skewed
    return Estimate(value, value / wider, value * wider, count)


def linearised(sample, above, below, base):
    value = mean_and_variance(sample, above)[0] / base
    return value, mean_and_variance(sample, (above - value * below) / base)[1]


def share(sample, above, below, count, trials):
    """The same where `above` is a part of `below`; the weighted trials are worth `trials` equal ones at most."""
    base, _ = mean_and_variance(sample, below)
    if base == 0.0:
        return None
    value, variance = linearised(sample, above, below, base)
    value = min(max(value, 0.0), 1.0)
    worth = min(trials, value * (1.0 - value) / variance) if variance > 0.0 else trials
    return Estimate(value, *share_interval(value, worth), count)


def worth(weights):
    """How many equal trials weighted ones are worth (Kish 1965)."""
    weights = np.asarray(weights, float)
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0


def rate(sample, counts):
    """Events a year. Where none was seen, the interval is that of the stratum that was replayed most thinly."""
    found = int(counts.sum())
    if found == 0:
        return Estimate(0.0, 0.0, poisson_interval(0, sample.years / sample.weights().max())[1], 0)
    return ratio(sample, counts.astype(float), np.ones(len(counts)), found)


def weighted_quantile(values, weights, level):
    order = np.argsort(values)
    reached = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(values)[order][min(int(np.searchsorted(reached, level * reached[-1])), len(values) - 1)])
