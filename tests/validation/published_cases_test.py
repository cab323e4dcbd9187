"""Cases of the literature, each from its file in cases/, which names the source. See running.py for what is accepted."""

import math

import numpy as np
import pytest

import exact
from running import MILLION, error_constant, load, near, near_share, run, run_changed, same

UNIT = 2.0**-36


@pytest.mark.parametrize(
    "system, matrix, own",
    [
        ("hj2", [[0, 0.8], [0.2, 0]], [0, 0.6]),
        ("hj3", [[0, 0, 0.3], [0.4, 0, 0], [0.2, 0.6, 0]], [0, 0, 0.12]),
        ("lh2", [[0.15, 0.5], [0.1, 0.05]], [0, 0.1]),
        ("diim", [[0, 0.4], [0.3, 0]], [0.1, 0]),
    ],
)
def test_input_output_equilibrium(system, matrix, own):
    expected = {
        "hj2": [4 / 7, 5 / 7],
        "hj3": [9 / 217, 18 / 1085, 30 / 217],
        "lh2": [20 / 303, 34 / 303],
        "diim": [0.1136363636, 0.0340909091],
    }[system]
    inverse = np.linalg.inv(np.eye(len(own)) - np.array(matrix))
    q = inverse @ np.array(own)
    assert q == pytest.approx(expected, abs=1e-10)
    # A unit of the quantum, one a group, one of the own deficit and half of one in each strength: docs/model.md, Quantum.
    bound = inverse @ np.array([UNIT * (2 + 2 * np.count_nonzero(row)) for row in np.array(matrix)])
    results = run("input_output")
    for k, value in enumerate(q):
        node = f"{system}.{k + 1}@R"
        assert abs(results.deficit(node, 1.0) - value) <= bound[k]
        assert abs(results.hours(node) / 100.0 - value) <= bound[k]


@pytest.mark.parametrize(
    "case, probability", [("two_of_three", 0.028), ("series_parallel", 1.0 - 0.7225), ("beta_factor", 0.03781248)]
)
def test_reliability(case, probability):
    results = run(case)
    near(results.total(), probability)
    error_constant(results.total()[1], results.scenarios, math.sqrt(probability * (1.0 - probability)))
    assert set(results.losses()) == {0, 1_000_000}


@pytest.mark.parametrize("hours, expected", [(3, 16.8647820696), (24, 6.4182134585), (72, 1.6046975411)])
def test_buffer(hours, expected):
    assert exact.excess_of_lognormal(12.0, 1.0, hours) == pytest.approx(expected, abs=1e-9)
    near(run("buffer").sector(f"b{hours}"), expected)


def test_buffer_and_value():
    results = run("buffer_and_value")
    n = results.scenarios
    near(results.total(), 25.7951271807)
    error_constant(results.total()[1], n, math.sqrt(5525.4419371))
    losses = results.losses() / MILLION
    p = 0.3 * math.exp(-1.0 / 3.0)
    near_share((losses > 0).mean(), p, n)
    # Standard error of a sample variance sqrt((m4 - var^2) / n), with E X^k = p k! 120^k.
    moments = [p * math.factorial(k) * 120.0**k for k in range(5)]
    m = moments[1]
    fourth = moments[4] - 4.0 * m * moments[3] + 6.0 * m**2 * moments[2] - 3.0 * m**4
    near((losses.var(ddof=1), math.sqrt((fourth - 5525.4419371**2) / n)), 5525.4419371)
    place = results.position("headline", "all_causes")
    same(results["metrics/sd"][place] / MILLION, losses.std(ddof=1))
    # VaR: P(X > x) = p exp(-x / 120); its standard error is sqrt(a (1 - a) / n) over the density (1 - a) / 120.
    near((results["metrics/var"][place, 0] / MILLION, math.sqrt(0.99 * 0.01 / n) / (0.01 / 120.0)), 368.1436857995)
    near((results["metrics/tvar"][place, 0] / MILLION, results["metrics/tvar_error"][place, 0] / MILLION), 488.1436857995)
    # (X - v)+ / (1 - a) with Exp(120) in the tail: 120 sqrt(2 / (1 - a) - 1).
    error_constant(results["metrics/tvar_error"][place, 0] / MILLION, n, 120.0 * math.sqrt(2.0 / 0.01 - 1.0))


UNION = {
    # expected open time in [0, t] of a duration that is fixed at .1 yr, uniform on (0, .2) yr, exponential of mean .1 yr
    "fixed": (lambda t: min(t, 0.1), 0.2468696749, "f"),
    "uniform": (lambda t: 0.1 if t > 0.2 else t - t * t / 0.4, 0.2429308532, "u"),
    "exponential": (lambda t: 0.1 * -math.expm1(-10.0 * t), 0.2351737143, "e"),
}


@pytest.mark.parametrize("law", UNION)
def test_union_of_overlapping_damages(law):
    open_time, expected, node = UNION[law]
    down = lambda t: exact.union_down(3.0, open_time, t)  # noqa: E731
    parts = [exact.integral(down, a, b) for a, b in ((0.0, 0.1), (0.1, 0.2), (0.2, 1.0))]
    assert sum(parts) == pytest.approx(expected, abs=1e-10)
    results = run("union")
    value, error = results.sector(law)
    near((value / 8760.0, error / 8760.0), expected)
    assert down(0.5) == pytest.approx(0.2591817793, abs=2e-3 if law == "exponential" else 1e-10)
    near_share(results.deficit(f"{node}@R", 4380.0), down(0.5), results.scenarios)


def test_fails_only_while_up():
    mean, variance = exact.downtime_moments(4.0, 20.0, 1.0)
    assert (mean, variance) == pytest.approx((0.1597222222, 0.0106577932), abs=1e-9)
    results = run("only_while_up")
    n = results.scenarios
    value, error = results.total()
    near((value / 8760.0, error / 8760.0), mean)
    error_constant(error / 8760.0, n, math.sqrt(variance))
    years = results.losses() / MILLION / 8760.0
    fourth = ((years - years.mean()) ** 4).mean()
    near((years.var(ddof=1), math.sqrt((fourth - years.var() ** 2) / n)), variance)
    up = exact.machine_repair(1, 1, 4.0, 20.0, 0.05)[0][0]
    assert up == pytest.approx(0.8835323687, abs=1e-10)
    near_share(1.0 - results.deficit("f@R", 438.0), up, n)
    # It fails 4 times a year of time up; what arrives while it is down is dropped, and all arrivals are Poisson.
    episodes, dropped = results["outage/episodes"][0], results["outage/dropped"] / n
    near((episodes, math.sqrt(4.0 / n)), 4.0 * (1.0 - mean))
    near((episodes + dropped, math.sqrt(4.0 / n)), 4.0)


@pytest.mark.parametrize(
    "crews, published",
    [(1, (0.1472483450, 0.7320699688, 0.0208945625)), (2, None), (3, (0.1280991741, 0.7513148162, 0.0106018867))],
)
def test_crews(crews, published):
    at_end, times = exact.machine_repair(3, crews, 3.0, 30.0, 0.5)
    years, all_up, two_down = times @ np.arange(4), at_end[0], times[2:].sum()
    if published:
        assert (years, all_up, two_down) == pytest.approx(published, abs=1e-9)
    if crews == 1:
        results = run("crews")
    else:
        case = load("crews")
        case["crew_pool"][0]["crews"] = crews
        case["run"]["scenarios"] = run("crews").scenarios
        results = run_changed(case)
    for sector, expected in (("machines", years), ("two", two_down)):
        value, error = results.sector(sector)
        near((value / 8760.0, error / 8760.0), expected)
    near_share(1.0 - results.deficit("any_down@R", 4380.0), all_up, results.scenarios)


def test_generation_adequacy():
    units = [(2, 40, 0.03), (1, 10, 0.02), (1, 20, 0.025), (2, 5, 0.01), (1, 40, 0.02), (4, 20, 0.015)]
    distribution = exact.capacity_distribution(units)
    results = run("generation_adequacy")
    n = results.scenarios
    out = results.losses() / MILLION
    assert np.abs(out - np.round(out / 5.0) * 5.0).max() < 1e-6, "only sums of units are out"
    checked = 0
    for load_mw in range(5, 241, 5):  # P(available < L): more than 240 - L is out
        shortage = distribution[240 - load_mw + 1 :].sum()
        share = (out > 240.0 - load_mw + 0.5).mean()
        if n * shortage < 20.0:  # too rare for a standard error; no more than a Poisson count of it
            assert share * n <= 20.0 + ERRORS_OF_FEW
            continue
        near_share(share, shortage, n)
        checked += 1
    assert checked >= 15
    near(results.total(), distribution @ np.arange(len(distribution)))
    # The same from the exceedance curve: what is out with probability p lies between the neighbouring steps.
    place = results.position("headline", "all_causes")
    for probability, value in zip(results["axes/probability"], results["metrics/aep"][place] / MILLION):
        spread = 5.0 * math.sqrt(probability / n)
        beyond = lambda x: distribution[math.floor(x) + 1 :].sum()  # noqa: E731
        assert beyond(value + 1e-6) <= probability + spread and beyond(value - 1.0) >= probability - spread


ERRORS_OF_FEW = 4.5 * math.sqrt(20.0)

STATES = [(0.364409, 1.0, 0.5), (0.386813, 3.0, 1.5), (0.120125, 7.0, 3.5), (0.016086, 30.0, 15.0)]
FUNCTIONALITY = {1: 0.335675, 3: 0.686150, 7: 0.923376, 30: 0.991957, 90: 0.999999}


def functionality(days: float, part=exact.restored, *steps: int) -> float:
    return 0.112567 + sum(p * part(days, mean, deviation, *steps) for p, mean, deviation in STATES)


@pytest.mark.parametrize("node", ["drawn@R", "shaken@R"])
def test_restoration_of_substations_by_states(node):
    results = run("substation_states")
    n = results.scenarios
    for days, expected in FUNCTIONALITY.items():
        assert functionality(days) == pytest.approx(expected, abs=1e-6)
        near_share(1.0 - results.deficit(node, 24.0 * days), functionality(days), n)


def test_restoration_of_substations_by_curves():
    results = run("substation_curve")
    for days, expected in FUNCTIONALITY.items():
        value = 1.0 - results.deficit("class@R", 24.0 * days)
        assert abs(value - expected) <= 5e-4 + 1e-6
        # Medians are given to twelve digits, and states below 2^-36 are nothing.
        assert abs(value - functionality(days, exact.restored_steps, 1000)) <= 1e-9
        assert abs(1.0 - results.deficit("state3@R", 24.0 * days) - exact.restored_steps(days, 7.0, 3.5, 1000)) <= 1e-9
