"""The ranking of functions and of mitigations, against exact answers (cases/ranking_oracle.toml)."""

import functools
import math

import numpy as np
import pytest

from running import ERRORS, MILLION, error_constant, load, losses_of, near, near_share, row, run, run_changed, same

PLANTS = {"A": (0.5, 24, 10, 0), "B": (0.8, 6, 30, 2), "C": (0.12, 120, 8, 24), "D": (0.6, 12, 15, 4)}
# Reductions of mean and CVaR.99, by reduction of the mean
MITIGATIONS = {
    ("B", "backup"): (65.222521, 73.9074),
    ("A", "harden"): (36.000000, 42.2789),
    ("B", "faster"): (33.933027, 42.2614),
    ("B", "harden"): (30.954153, 34.3419),
    ("D", "backup"): (30.448775, 34.8527),
    ("A", "faster"): (30.000000, 44.3284),
    ("C", "harden"): (28.295335, 337.7924),
    ("C", "faster"): (28.141574, 798.7106),
    ("A", "backup"): (26.543906, 30.9831),
    ("D", "faster"): (25.449770, 32.5424),
    ("D", "harden"): (23.215614, 26.4533),
    ("C", "backup"): (4.599933, 47.6675),
}


def saved(probability: float, mean: float, value: float, buffer: float) -> float:
    return probability * value * mean * math.exp(-buffer / mean)


def test_total():
    results = run("ranking_oracle")
    n = results.scenarios
    assert sum(saved(*plant) for plant in PLANTS.values()) == pytest.approx(394.8836730192, abs=1e-9)
    near(results.total(), 394.8836730192)
    error_constant(results.total()[1], n, math.sqrt(263763.3045837))
    losses = results.losses() / MILLION
    fourth = ((losses - losses.mean()) ** 4).mean()
    near((losses.var(ddof=1), math.sqrt((fourth - losses.var() ** 2) / n)), 263763.3045837)
    near_share((losses == 0).mean(), 0.1096965373, n)
    place = results.position("headline", "all_causes")
    near_share((losses > 2557.3831731).mean(), 0.01, n)
    assert results["metrics/var_low"][place, 0] <= results["metrics/var"][place, 0] <= results["metrics/var_high"][place, 0]
    near((results["metrics/tvar"][place, 0] / MILLION, results["metrics/tvar_error"][place, 0] / MILLION), 3513.0550941)


def test_functions_as_candidates():
    results = run("ranking_oracle")
    n = results.scenarios
    for name, plant in PLANTS.items():
        candidate = f"plant.{name}"
        mean, error = (results.ranking(key, candidate) / MILLION for key in ("delta_mean", "delta_mean_error"))
        near((mean, error), saved(*plant))
        # of the difference: p q v^2 2 m^2 - (p q v m)^2 with q = exp(-B / m)
        probability, duration, value, buffer = plant
        second = probability * math.exp(-buffer / duration) * 2.0 * (value * duration) ** 2
        error_constant(error, n, math.sqrt(second - saved(*plant) ** 2))
        near_share(results.ranking("resimulated", candidate) / n, probability, n)
    assert [results.ranking("rank", f"plant.{name}") for name in "ABCD"] == [1, 2, 3, 4]


def test_a_function_that_nothing_reaches_changes_nothing():
    results = run("ranking_oracle")
    for name in PLANTS:
        for key in ("delta_mean", "delta_mean_error", "delta_tvar", "delta_tvar_error", "resimulated"):
            assert results.ranking(key, f"user.{name}") == 0.0, key


@functools.cache
def mitigated(plant: str, measure: str) -> np.ndarray:
    """Losses of the same scenarios with one figure changed."""
    case = load("ranking_oracle")
    case["ranking"]["candidates"] = "none"
    probability, mean, _, buffer = PLANTS[plant]
    event = row(case, "event", plant)
    if measure == "harden":
        event["probability"] = probability * 0.7
    elif measure == "faster":
        event["restoration"] = f"exponential(mean={mean * 0.75} h)"
    elif measure == "backup":
        (rule,) = (one for one in case["dependency"] if one["consumer"] == f"user.{plant}")
        rule["buffer"] = f"{buffer + 6} h"
    else:
        assert measure == "nothing"
        event["probability"] = probability * 1.0
    case["run"]["scenarios"] = run("ranking_oracle").scenarios
    return losses_of(case)


def tail(losses: np.ndarray) -> tuple[float, np.ndarray]:
    """VaR.99 and the excesses over it."""
    rank = math.ceil(len(losses) * 0.99 * (1.0 - 1e-15))
    at_risk = np.partition(losses, rank - 1)[rank - 1]
    return at_risk, np.maximum(losses - at_risk, 0.0)


def estimate(values: np.ndarray) -> tuple[float, float]:
    return values.mean(), values.std(ddof=1) / math.sqrt(len(values))


@functools.cache
def reductions(plant: str, measure: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Of the mean and of CVaR.99, each with its standard error."""
    before, after = run("ranking_oracle").losses() / MILLION, mitigated(plant, measure) / MILLION
    (v, x), (w, y) = tail(before), tail(after)
    cvar, error = estimate((x - y) / 0.01)
    return estimate(before - after), (cvar + v - w, error)


@pytest.mark.parametrize("plant, measure", MITIGATIONS)
def test_mitigation(plant, measure):
    mean, cvar = MITIGATIONS[plant, measure]
    probability, duration, value, buffer = PLANTS[plant]
    changed = {
        "harden": (probability * 0.7, duration, value, buffer),
        "faster": (probability, duration * 0.75, value, buffer),
        "backup": (probability, duration, value, buffer + 6),
    }[measure]
    assert saved(*PLANTS[plant]) - saved(*changed) == pytest.approx(mean, abs=1e-6)
    by_mean, by_cvar = reductions(plant, measure)
    near(by_mean, mean)
    near(by_cvar, cvar)
    assert (mitigated(plant, measure) <= run("ranking_oracle").losses()).all(), "the same fate, never worse"


def test_order_of_mitigations():
    """Wherever two neighbours lie apart by more than the errors, they stand in the right order; the CVaR winner is C faster."""
    for kind in (0, 1):
        ordered = sorted(MITIGATIONS, key=lambda one: -MITIGATIONS[one][kind])
        for better, worse in zip(ordered, ordered[1:]):
            (a, error_a), (b, error_b) = reductions(*better)[kind], reductions(*worse)[kind]
            if MITIGATIONS[better][kind] - MITIGATIONS[worse][kind] > 2.0 * ERRORS * math.hypot(error_a, error_b):
                assert a > b, (better, worse)
    assert max(MITIGATIONS, key=lambda one: reductions(*one)[1][0]) == ("C", "faster")
    assert max(MITIGATIONS, key=lambda one: reductions(*one)[0][0]) == ("B", "backup")


def test_a_null_mitigation_changes_nothing():
    assert (mitigated("B", "nothing") == run("ranking_oracle").losses()).all()
    (mean, error), (cvar, cvar_error) = reductions("B", "nothing")
    assert (mean, error, cvar, cvar_error) == (0.0, 0.0, 0.0, 0.0)


def test_function_that_is_not_hit_saves_exactly_zero_and_its_plant_saves_the_deterministic_loss():
    """Without chance: one outage of 10 h behind 4 h costs 6 h x 1 GJPY, all of it saved by the plant."""
    case = {
        "sector": [{"id": "s"}],
        "region": [{"id": "R"}],
        "function": [{"id": "plant", "sector": "s"}, {"id": "user", "sector": "s", "value": "1 GJPY/h"}],
        "dependency": [{"consumer": "user", "supplier": "plant", "buffer": "4 h"}],
        "event": [{"id": "e", "function": "plant", "restoration": "10 h"}],
        "run": {"scenarios": 1000, "seed": 1, "horizon": "1 h", "threats": []},
    }
    results = run_changed(case)
    same(results.ranking("delta_mean", "plant"), 6e9)
    same(results.ranking("delta_tvar", "plant"), 6e9)
    assert results.ranking("delta_mean_error", "plant") == 0.0
    assert results.ranking("delta_mean", "user") == 0.0 and results.ranking("resimulated", "user") == 0
