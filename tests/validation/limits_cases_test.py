"""Scenarios that ask for much, and for too much."""

import math
import os
import subprocess

from running import ERRORS, MILLION, load, run, run_changed


def test_a_scenario_that_takes_too_much_work_is_counted_and_left_out():
    case = load("lag")
    case["run"]["work_limit"] = 3
    results = run_changed(case)
    assert results["outage/given_up"] == 1
    assert results["axes/given_up"].tolist() == [0]


def test_the_batch_goes_on_beside_scenarios_that_are_given_up():
    results = run("given_up")
    given_up = results["outage/given_up"]
    binomial = math.sqrt(0.3 * 0.7 * results.scenarios)
    assert abs(given_up - 0.3 * results.scenarios) < ERRORS * binomial
    assert results["axes/give_up"].tolist() == [b"too_large", b"too_much_work", b"too_many_changes"]
    assert results["outage/given_up_by"].tolist() == [0, given_up, 0]
    # The others are whole, and every figure is of them alone.
    marked = results["scenarios/given_up"]
    assert set(marked) == {0, 2} and (marked == 2).sum() == given_up
    assert set(results.losses()[marked == 0]) == {2 * MILLION}
    assert results.total() == (2.0, 0.0)
    assert "raise it, or look for what never ends" in results.log


def test_a_million_events_in_one_scenario():
    """An outage of T hours after each of the events of a Poisson process: down for a share 1 - exp(-rate T)."""
    results = run("million_events")
    down = 8760 * -math.expm1(-1e6 / 8760 * 0.001)
    for node in ("plant@A", "user@A"):
        assert abs(results.hours(node) / down - 1) < 0.005  # five standard errors


def test_a_chain_of_many_functions():
    """Losses by pairs of functions would not fit; all else is there, and adds up."""
    count = 20_000
    names = [f"f{k}" for k in range(count)]
    case = {
        "run": {"scenarios": 1, "seed": 1, "threats": []},
        "ranking": {"candidates": "none"},
        "sector": [{"id": "s"}],
        "region": [{"id": "R"}],
        "function": [{"id": name, "sector": "s", "value": "1 MJPY/h"} for name in names],
        "dependency": [{"consumer": b, "supplier": a} for a, b in zip(names, names[1:])],
        "event": [{"id": "outage", "function": names[0], "restoration": "1 h"}],
    }
    results = run_changed(case)
    assert results.losses().tolist() == [count * MILLION]
    assert results["causes/origin_sector_mean"][0] == count * MILLION
    assert "origin_affected_mean" not in results.file["causes"]
    subprocess.run([os.environ["HADOME"], "verify", str(results.directory)], check=True, stdout=subprocess.DEVNULL)
