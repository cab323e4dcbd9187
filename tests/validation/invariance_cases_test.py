"""What must not change a single yen, in a model that uses most mechanisms (cases/rich.toml)."""

import numpy as np

from running import load, run, run_changed


def changed(case: dict):
    case["run"]["scenarios"] = run("rich").scenarios
    return run_changed(case)


def test_the_model_is_worth_the_test():
    results = run("rich")
    losses = results.losses()
    assert len(np.unique(losses)) > 0.9 * (losses > 0).sum() > 0.5 * len(losses)
    assert (results["outage/hours"] > 0.0).all(), "all nodes are hit or reached"
    assert results["outage/unfinished"] == 0


def test_two_days_later():
    case = load("rich")
    for event in case["event"]:
        event["at"] = f"{int(event['at'].removesuffix(' h')) + 48} h"
    later = changed(case)
    assert (later.losses() == run("rich").losses()).all()
    assert (later["outage/hours"] == run("rich")["outage/hours"]).all()


def test_rows_in_reverse():
    case = load("rich")
    for table, rows in case.items():
        if isinstance(rows, list):
            case[table] = rows[::-1]
    other = changed(case)
    assert (other.losses() == run("rich").losses()).all()
    for node in (name.decode() for name in run("rich")["axes/node"]):
        assert other.hours(node) == run("rich").hours(node), node
    for sector in ("power", "ict", "care"):
        assert other.sector(sector) == run("rich").sector(sector)


def test_rows_that_reach_nobody():
    """A function, its threats and its crews beside the model leave the fate of all others alone."""
    case = load("rich")
    case["function"].insert(1, {"id": "aside", "sector": "ict", "value": 0})
    case["dependency"].insert(0, {"consumer": "aside", "supplier": "grid", "buffer": "2 h", "start_failure": 0.5})
    case["event"].insert(0, {"id": "aside", "at": "25 h", "function": "aside", "chance": 0.5, "damage": "physical", "restoration": "30 h"})
    case["crew_pool"].insert(0, {"id": "aside", "crews": 1, "policy": "by_value", "functions": ["aside"], "damage": "physical"})
    assert (changed(case).losses() == run("rich").losses()).all()


def test_labels_and_other_forms_of_the_same_figures():
    case = load("rich")
    case["event"][0]["restoration"] = {"dist": "lognormal", "median": "900 min", "sigma": 1.0}
    case["store"][2]["capacity"] = "1 d"
    case["function"][0]["en"] = "The grid"
    assert (changed(case).losses() == run("rich").losses()).all()
