"""Estimates from the worst scenarios and a sample of the others."""

import numpy as np
import pytest
import sampling
from record import poisson_interval, share_interval

LOSSES = np.array([5.0, 1.0, 9.0, 3.0, 2.0, 8.0, 0.0, 4.0])


def test_draw_takes_the_worst_and_some_of_the_rest():
    numbers = np.arange(8) + 100
    sample = sampling.draw(numbers, LOSSES, worst=2, others=3, seed=1)
    assert list(sample.scenarios[:2]) == [102, 105]
    assert len(set(sample.scenarios)) == 5
    assert list(sample.sizes) == [2, 6]
    assert list(sample.weights()) == [1.0, 1.0, 2.0, 2.0, 2.0]
    assert sampling.draw(numbers, LOSSES, worst=20, others=3, seed=1).years == 8


def test_all_replayed_leaves_the_error_of_the_run_alone():
    sample = sampling.draw(np.arange(8), LOSSES, worst=3, others=8, seed=1)
    values = LOSSES[sample.scenarios]
    mean, variance = sampling.mean_and_variance(sample, values)
    assert mean == pytest.approx(LOSSES.mean())
    # strata of 3 and 5, each spread about its own mean as estimated without bias
    top, rest = np.array([9.0, 8.0, 5.0]), np.array([4.0, 3.0, 2.0, 1.0, 0.0])
    spread = (3 * (top.var(ddof=1) + (top.mean() - 4.0) ** 2) + 5 * (rest.var(ddof=1) + (rest.mean() - 4.0) ** 2)) / 8
    assert variance == pytest.approx(spread / 8)


def test_stratified_mean_and_its_interval_hold_in_repetition():
    """Heavy tails, of which the worst are replayed: intervals hold the truth about as often as they say."""
    random = np.random.default_rng(7)
    truth, held, means = np.exp(0.5), 0, []
    for _ in range(400):
        values = random.lognormal(0.0, 1.0, 1000)
        sample = sampling.draw(np.arange(1000), values, worst=50, others=150, seed=random.integers(1 << 30))
        found = sampling.ratio(sample, values[sample.scenarios], np.ones(200), 200)
        held += found.low <= truth <= found.high
        means.append(found.value)
    assert 0.92 <= held / 400 <= 0.98
    assert np.mean(means) == pytest.approx(truth, abs=4.0 * np.std(means) / 20.0)


def test_ratio_and_share_by_hand():
    sample = sampling.Sample(np.arange(4), np.array([0, 0, 1, 1]), np.array([2, 6]))
    above, below = np.array([2.0, 0.0, 1.0, 0.0]), np.array([2.0, 2.0, 1.0, 3.0])
    assert sampling.ratio(sample, above, below, 8).value == pytest.approx((2 + 3) / (4 + 12))
    part = sampling.share(sample, above, below, 8, trials=4.0)
    assert part.value == pytest.approx(5 / 16)
    assert 0.0 < part.low < 5 / 16 < part.high < 1.0
    assert sampling.ratio(sample, above, np.zeros(4), 0) is None
    assert sampling.share(sample, above, np.zeros(4), 0, 0.0) is None


def test_share_is_never_surer_than_its_trials():
    """All seen alike: the interval is that of as many trials as the weights are worth, not of nothing."""
    sample = sampling.Sample(np.arange(3), np.array([0, 1, 1]), np.array([1, 200]))
    ones = np.ones(3)
    weights = sample.weights()
    assert sampling.worth(weights) == pytest.approx(201.0**2 / (1.0 + 2.0 * 100.0**2))
    assert sampling.share(sample, ones, ones, 3, sampling.worth(weights)).low == pytest.approx(
        share_interval(1.0, sampling.worth(weights))[0])


    halves = sampling.Sample(np.arange(6), np.array([0, 0, 0, 1, 1, 1]), np.array([200, 200]))
    above = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])  # alike within strata: 400 years would seem to be known
    found = sampling.share(halves, above, np.ones(6), 6, trials=6.0)
    assert (found.low, found.high) == pytest.approx(share_interval(0.5, 6.0))


def test_rate_without_an_event_ends_where_one_would_have_shown():
    sample = sampling.Sample(np.arange(6), np.array([0, 0, 1, 1, 1, 1]), np.array([2, 398]))
    found = sampling.rate(sample, np.zeros(6))
    assert (found.value, found.low, found.count) == (0.0, 0.0, 0)
    assert found.high == pytest.approx(poisson_interval(0, 400.0 / 99.5)[1])
    assert sampling.rate(sample, np.array([1, 1, 2, 0, 0, 0])).value == pytest.approx((2 + 2 * 99.5) / 400.0)


def test_weighted_quantile():
    assert sampling.weighted_quantile([3.0, 1.0, 2.0], [1.0, 1.0, 1.0], 0.5) == 2.0
    assert sampling.weighted_quantile([3.0, 1.0, 2.0], [10.0, 1.0, 1.0], 0.5) == 3.0
