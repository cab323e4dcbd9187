"""Measures as the engine values them, against exact answers and against the changed models simulated by themselves."""

import functools
import math

import numpy as np
import pytest

from ranking_cases_test import MITIGATIONS, mitigated
from running import MILLION, Results, error_constant, load, near, run, run_changed, same

# Key, operation and figure of each mitigation; the row is that of a plant.
CHANGES = {
    "harden": ("event.probability", "scale", 0.7),
    "faster": ("event.restoration", "scale", 0.75),
    "backup": ("dependency.buffer", "add", "6 h"),
    "nothing": ("event.probability", "scale", 1.0),
}


def change(measure: str, plant: str) -> dict:
    parameter, operation, value = CHANGES[measure]
    chosen = {"functions": [f"user.{plant}"]} if measure == "backup" else {"entries": [plant]}
    return {"measure": f"{plant}.{measure}", "parameter": parameter, "operation": operation, "value": value} | chosen


@functools.cache
def ranked() -> Results:
    case = load("ranking_oracle")
    case["ranking"]["candidates"] = "both"
    pairs = [*MITIGATIONS, ("B", "nothing")]
    case["measure"] = [{"id": f"{plant}.{measure}", "payer_sectors": ["a"], "opex": "1 MJPY/a"} for plant, measure in pairs]
    case["measure_change"] = [change(measure, plant) for plant, measure in pairs]
    case["run"]["scenarios"] = run("ranking_oracle").scenarios
    return run_changed(case)


@pytest.mark.parametrize("plant, measure", MITIGATIONS)
def test_each_is_worth_what_its_model_saves_to_the_last_yen(plant, measure):
    results, name = ranked(), f"{plant}.{measure}"
    saved = run("ranking_oracle").losses() - mitigated(plant, measure)
    assert results.ranking("delta_mean", name) == pytest.approx(int(saved.sum()) / len(saved), rel=1e-14)
    assert results.ranking("delta_mean_error", name) == pytest.approx(saved.std(ddof=1) / math.sqrt(len(saved)), rel=1e-9)
    assert results.ranking("resimulated", name) >= np.count_nonzero(saved)
    mean, cvar = MITIGATIONS[plant, measure]
    for key, exact in (("delta_mean", mean), ("delta_tvar", cvar)):
        near((results.ranking(key, name) / MILLION, results.ranking(f"{key}_error", name) / MILLION), exact)


def test_ranks_count_functions_and_measures_alike():
    results = ranked()
    names = [name.decode() for name in results["axes/candidate"]]
    kinds = [kind.decode() for kind in results["axes/candidate_kind"]]
    assert kinds == ["function"] * 8 + ["measure"] * 13
    order = sorted(names, key=lambda name: -results.ranking("delta_mean", name))
    assert [results.ranking("rank", name) for name in order[:16]] == list(range(1, 17)), "4 plants, 12 measures"
    assert {results.ranking("rank", name) for name in order[16:]} == {17}, "4 users, and a measure that changes nothing"


def test_a_measure_that_changes_nothing_is_worth_exactly_nothing():
    for key in ("delta_mean", "delta_mean_error", "delta_tvar", "delta_tvar_error", "resimulated", "inside_mean"):
        assert ranked().ranking(key, "B.nothing") == 0.0, key


def test_a_measure_that_cannot_matter_is_not_simulated():
    """A longer buffer matters where its plant fails, in a share p of scenarios."""
    results = ranked()
    assert abs(results.ranking("resimulated", "C.backup") / results.scenarios - 0.12) < 0.01


def test_what_payers_save_themselves():
    results = ranked()
    for name in ("A.harden", "A.faster", "A.backup"):
        assert results.ranking("inside_mean", name) == results.ranking("delta_mean", name)
        assert results.ranking("inside_mean_error", name) == results.ranking("delta_mean_error", name)
    assert results.ranking("inside_mean", "B.harden") == 0.0


def test_courses_of_given_events_have_no_cost():
    assert math.isnan(ranked()["ranking/cost"][-1]) and math.isnan(ranked().ranking("benefit_cost", "A.harden"))


YEARS = 100_000
FAILURES = 3.0  # a year, at each of two nodes that divide the rate 1 : 3
SAVED = {"all": 0.5 * FAILURES, "east": 0.5 * FAILURES * 0.75}


@functools.cache
def yearly(discount_rate: float) -> Results:
    """Failures of 1 h that cost 1 MJPY each; halved everywhere, or in the region with three quarters of them."""
    halve = {"parameter": "unintended.rate", "operation": "scale", "value": 0.5}
    return run_changed(
        {
            "sector": [{"id": "s"}],
            "region": [{"id": "West", "population": 1}, {"id": "East", "population": 3}],
            "function": [{"id": "f", "sector": "s", "value": "1 MJPY/h"}],
            "unintended": [
                {"id": "u", "function": "f", "cause": "equipment", "rate": FAILURES, "rate_split": "population", "restoration": "1 min"}
            ],
            "measure": [
                {"id": "all", "payer": "the town", "payer_sectors": ["s"], "capex": "1 MJPY", "life": "10 a", "opex": "20 kJPY/a"},
                {"id": "east", "capex": "0.1 MJPY", "life": "5 a"},
            ],
            "measure_change": [{"measure": "all"} | halve, {"measure": "east", "regions": ["East"]} | halve],
            "ranking": {"candidates": "measures", "discount_rate": discount_rate},
            "run": {"scenarios": YEARS, "seed": 1},
        }
    )


def test_a_halved_rate_saves_half_and_half_of_where_it_is_halved():
    results = yearly(0.04)
    minute = 1.0 / 60.0
    for name, saved in SAVED.items():
        mean, error = (results.ranking(key, name) / MILLION for key in ("delta_mean", "delta_mean_error"))
        near((mean, error), saved * minute)
        # What is spared is a Poisson number of minutes: overlaps of two failures of a minute are 1e-5 of them.
        error_constant(error, results.scenarios, math.sqrt(saved) * minute)


@pytest.mark.parametrize("rate", [0.0, 0.04])
def test_costs_are_annuities(rate):
    results = yearly(rate)
    annuity = [rate / (1.0 - (1.0 + rate) ** -life) if rate else 1.0 / life for life in (10, 5)]
    costs = [1e6 * annuity[0] + 20e3, 0.1e6 * annuity[1]]
    for name, cost, exact in zip(SAVED, results["ranking/cost"], costs):
        same(cost, exact, 1e-12)
        for key in ("", "_error", "_low", "_high"):
            same(results.ranking(f"benefit_cost{key}", name), results.ranking(f"delta_mean{key}", name) / exact, 1e-12)
    assert [payer.decode() for payer in results["ranking/payer"]] == ["the town", ""]
    assert results.ranking("inside_mean", "all") == results.ranking("delta_mean", "all")
    assert results.ranking("inside_mean", "east") == 0.0
