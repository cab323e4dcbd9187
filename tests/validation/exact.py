"""Exact answers of the cases, worked out here and independently of the program."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

NORMAL = NormalDist()


def matrix_exponential(matrix: np.ndarray) -> np.ndarray:
    """By scaling, a Taylor series and squaring."""
    squarings = max(0, math.ceil(math.log2(max(1e-300, np.abs(matrix).sum(axis=1).max()))) + 1)
    small = matrix / 2.0**squarings
    term = result = np.eye(len(matrix))
    for order in range(1, 30):
        term = term @ small / order
        result = result + term
    for _ in range(squarings):
        result = result @ result
    return result


def machine_repair(machines: int, crews: int, failure: float, repair: float, time: float) -> tuple[np.ndarray, np.ndarray]:
    """Number of machines down, from none: its distribution at `time`, and the expected time in each state until then."""
    size = machines + 1
    rates = np.zeros((size, size))
    for down in range(machines):
        rates[down, down + 1] = (machines - down) * failure
        rates[down + 1, down] = min(down + 1, crews) * repair
    rates -= np.diag(rates.sum(axis=1))
    block = np.block([[rates, np.eye(size)], [np.zeros((size, 2 * size))]])
    exponential = matrix_exponential(block * time)
    return exponential[0, :size], exponential[0, size:]


def downtime_moments(failure: float, repair: float, time: float) -> tuple[float, float]:
    """Mean and variance of the time down in [0, time] of one function that fails only while up (Van Loan 1978)."""
    rates = np.array([[-failure, failure], [repair, -repair]])
    down = np.diag([0.0, 1.0])
    block = np.zeros((6, 6))
    block[0:2, 0:2] = block[2:4, 2:4] = rates
    block[0:2, 2:4] = block[2:4, 4:6] = down
    exponential = matrix_exponential(block * time)
    mean = machine_repair(1, 1, failure, repair, time)[1][1]
    return mean, 2.0 * exponential[0, 4:6].sum() - mean**2


def integral(function, low: float, high: float, pieces: int = 2000) -> float:
    """Simpson's rule."""
    x = np.linspace(low, high, 2 * pieces + 1)
    y = np.array([function(one) for one in x])
    return (high - low) / (6.0 * pieces) * (y[0] + y[-1] + 4.0 * y[1::2].sum() + 2.0 * y[2:-1:2].sum())


def union_down(rate: float, survival_integral, time: float) -> float:
    """P(down) at a time of a function whose outages arrive with a rate and may overlap (M/G/infinity from empty)."""
    return 1.0 - math.exp(-rate * survival_integral(time))


def excess_of_lognormal(median: float, sigma: float, over: float) -> float:
    """E[(T - over)+]"""
    z = math.log(median / over) / sigma
    return median * math.exp(sigma**2 / 2.0) * NORMAL.cdf(z + sigma) - over * NORMAL.cdf(z)


def capacity_distribution(units: list[tuple[int, int, float]]) -> np.ndarray:
    """P(unavailable MW = i) of (number, MW, forced outage rate), by convolution."""
    distribution = np.array([1.0])
    for number, size, rate in units:
        for _ in range(number):
            longer = np.zeros(len(distribution) + size)
            longer[: len(distribution)] += distribution * (1.0 - rate)
            longer[size:] += distribution * rate
            distribution = longer
    return distribution


def restored(days: float, mean: float, deviation: float) -> float:
    """P(mended by then) after a normal time clipped at 0."""
    return NORMAL.cdf((days - mean) / deviation)


def restored_steps(days: float, mean: float, deviation: float, steps: int) -> float:
    """The same in equal steps, step k at the quantile (k - 1/2) / steps."""
    at = [max(0.0, mean + deviation * NORMAL.inv_cdf((k - 0.5) / steps)) for k in range(1, steps + 1)]
    return sum(one <= days for one in at) / steps
