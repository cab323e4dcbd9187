"""Further exact answers with chance in them; the figures stand in the comments of the files in cases/."""

import math

import numpy as np
import pytest

import exact
from running import MILLION, near, near_share, run


def test_battery_then_generator_that_may_not_start():
    results = run("store_chain")
    near(results.sector("chain"), 24.0 * (0.3 * math.exp(-4.0 / 24.0) + 0.7 * math.exp(-1.0)))
    near(results.sector("battery"), 24.0 * math.exp(-1.0 / 6.0))
    near(results.sector("generator"), 24.0 * (0.3 + 0.7 * math.exp(-20.0 / 24.0)))


def test_a_start_is_drawn_once_for_each_outage():
    results = run("start_per_outage")
    n = results.scenarios
    twice, double = (results.sector_losses(name) / MILLION for name in ("twice", "double"))
    assert set(twice) == {0.0, 10.0, 20.0} and set(double) == {0.0, 15.0}
    for loss, probability in ((0.0, 0.49), (10.0, 0.42), (20.0, 0.09)):
        near_share((twice == loss).mean(), probability, n)
    near_share((double == 15.0).mean(), 0.3, n)
    # Two consumers of different mains have draws of their own.
    near_share(((twice == 20.0) & (double == 15.0)).mean(), 0.09 * 0.3, n)


def test_given_events_and_chances_are_binomial():
    results = run("binomial")
    n = results.scenarios
    down = results.losses() / MILLION
    for k in range(11):
        probability = 0.4 * math.comb(10, k) * 0.25**k * 0.75 ** (10 - k) + (0.6 if k == 0 else 0.0)
        if n * probability >= 20.0:
            near_share((down == k).mean(), probability, n)
    near(results.total(), 0.4 * 2.5)


def test_events_of_one_of_exclude_each_other():
    results = run("one_of")
    n = results.scenarios
    losses = results.losses() / MILLION
    assert set(losses) == {0.0, 1.0, 2.0, 4.0, 8.0, 9.0, 10.0, 12.0}
    for loss, probability in ((0, 0.1), (1, 0.2), (2, 0.3), (4, 0.4)):
        near_share((losses == loss).mean(), 0.5 * probability, n)
        near_share((losses == loss + 8).mean(), 0.5 * probability, n)


def test_observed_means_and_quantiles():
    results = run("observe")
    n = results.scenarios
    later = 10.0 * math.log(2.0)
    near((1.0 - results.deficit("f@R", 0.0), math.sqrt(1.0 / 12.0 / n)), 0.5)
    # half one, half uniform: E x^2 = 1/2 + 1/6
    near((1.0 - results.deficit("f@R", later), math.sqrt((2.0 / 3.0 - 0.75**2) / n)), 0.75)
    levels = results["axes/quantile"]
    quantiles = results["observe/function_quantile"][:, results.position("function", "f"), :]
    for level, first, second in zip(levels, *quantiles):
        # Operability is kept in thousandths.
        assert abs(first - level) <= 4.5 * math.sqrt(level * (1.0 - level) / n) + 5e-4 + 1e-3
        assert abs(second - min(1.0, 2.0 * level)) <= 4.5 * 2.0 * math.sqrt(level * (1.0 - level) / n) + 5e-4 + 1e-3


def test_worm_and_its_window():
    def out(s: float) -> float:
        return min(4.0, 7.0 - s) + 1.0

    density = lambda s: 0.1 * math.exp(-0.1 * s) * out(s)  # noqa: E731
    others = exact.integral(density, 0.0, 3.0) + exact.integral(density, 3.0, 7.0)
    expected = 0.5 * (5.0 + 2.0 * others)
    results = run("worm")
    near(results.total(), expected)
    near((sum(results.hours(f"server@R.{k}") for k in (1, 2, 3)), results.total()[1]), expected)
    infected = 0.5 * (1.0 + 2.0 * -math.expm1(-0.7))
    damages = results["outage/damages"][results.position("threat", "cyber")]
    # 0 < variance of the damages a year <= .5 x 9
    near((damages, math.sqrt(4.5 / results.scenarios)), infected)


def test_a_warning_reaches_the_second_of_two_nodes():
    def hours(s: float) -> float:
        """From the fall to the end of the repair, of a vault that falls at s: immunity is a matter of weights."""
        known = min(s + 6.0, 14.0)
        if known > 9.0:
            warned = max(9.0, s)
            known = warned + 0.5 * (known - warned)
        return known - s + 2.0

    density = lambda s: 0.8 * 0.1 * math.exp(-0.1 * s) * hours(s)  # noqa: E731
    falls = 0.8 * (-math.expm1(-0.9) + 0.4 * (math.exp(-0.9) - math.exp(-1.4)))
    before = exact.integral(density, 0.0, 3.0) + exact.integral(density, 3.0, 8.0) + exact.integral(density, 8.0, 9.0)
    results = run("sharing")
    near(results.total(), 0.1 * (before + 0.4 * exact.integral(density, 9.0, 14.0)))
    damages = results["outage/damages"][results.position("threat", "cyber")]
    # Variance of the damages a year: rate x E n^2 = .1 (1 + 3 falls).
    near((damages, math.sqrt(0.1 * (1.0 + 3.0 * falls) / results.scenarios)), 0.1 * (1.0 + falls))


def test_attackers_choose_by_attractiveness_and_are_displaced():
    results = run("attractiveness")
    near(results.sector("s"), 4.0 / 8.0 + 3.0 / 8.0 * 0.25 * 4.0 / 5.0)
    near(results.sector("u"), 1.0 / 8.0 + 3.0 / 8.0 * 0.25 * 1.0 / 5.0)
    assert results.sector("t") == (0.0, 0.0)


def test_parts_add_up():
    """In every scenario of every case with a table, sectors and threats add up to the loss."""
    for case in ("one_of", "start_per_outage", "ranking_oracle"):
        results = run(case)
        assert (results["scenarios/loss_by_sector"].sum(axis=1) == results.losses()).all()
        assert (results["scenarios/loss_by_threat"].sum(axis=1) == results.losses()).all()
        high, low = results["metrics/sum"][results.position("headline", "all_causes")]
        assert (int(high) << 64) + int(low) == sum(map(int, results.losses()))


@pytest.mark.parametrize("case", ["only_while_up", "ranking_oracle", "worm"])
def test_means_are_those_of_the_table(case):
    results = run(case)
    losses = results.losses() / MILLION
    value, error = results.total()
    assert value == pytest.approx(losses.mean(), rel=1e-12)
    assert error == pytest.approx(losses.std(ddof=1) / math.sqrt(len(losses)), rel=1e-9)
    assert np.isfinite(error) and error > 0.0
