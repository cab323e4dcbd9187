"""One mechanism at a time, without chance: exact values, worked out by hand in the comments of the files in cases/."""

import math

import pytest

from running import MILLION, load, near, run, run_changed, same


def hours(case: str, expected: dict[str, float]) -> None:
    results = run(case)
    for function, value in expected.items():
        assert results.hours(f"{function}@R") == pytest.approx(value, rel=1e-9, abs=1e-12), function


def test_laws_and_combinations():
    expected = {
        "leontief": 0.25, "linear": 0.7, "product": 0.55, "tripped": 1.0, "not_tripped": 0.2,
        "mean": 0.4375, "any": 0.25, "all": 0.5, "strict": 0.5, "lenient": 0.0,
    }  # fmt: skip
    hours("laws", {function: 2.0 * q for function, q in expected.items()})
    for function, q in expected.items():
        assert run("laws").deficit(f"{function}@R", 1.0) == pytest.approx(q, abs=1e-10), function
        assert run("laws").deficit(f"{function}@R", 2.0) == 0.0, "what settles at an instant counts at it"


def test_stores_with_delivery_of_fuel():
    hours("fuel", {"full": 5.0, "half": 0.0, "three": 0.0, "none": 20.0, "late": 10.0})


def test_scarce_fuel_goes_first_to_those_of_the_first_class():
    expected = {"hospital": 0.0, "office": 5.0, "equal": 1.25, "poor_hospital": 5.0, "poor_office": 20.0, "listed": 4.0}
    hours("fuel_priority", expected)


def test_refill():
    hours("refill", {"slow": 5.0, "at_once": 4.0, "partly": 18.5, "idle": 14.0})


def test_pooled_and_per_site():
    hours("pooled_and_per_site", {"pooled": 3.0, "per_site": 12.0, "chain": 6.0, "pulse": 12.0})


def test_priority():
    expected = {"hospital": (0.0, 0.5), "telecom": (0.5, 1.0), "rest": (1.0, 1.0), "equal": (0.5, 0.875)}
    for function, (at_1, at_11) in expected.items():
        assert run("priority").deficit(f"{function}@R", 1.0) == at_1
        assert run("priority").deficit(f"{function}@R", 11.0) == at_11


def test_lag():
    hours("lag", {"plant": 3.0 + 1.0 / 60.0, "user": 3.0 + 1.0 / 60.0, "next": 1.0})
    down = {3.4999: (0, 0), 3.5: (1, 0), 6.4999: (1, 0), 6.5: (0, 1), 7.4999: (0, 1), 7.5: (0, 0), 11.505: (1, 0)}
    for time, (user, following) in down.items():
        assert run("lag").deficit("user@R", time) == user, time
        assert run("lag").deficit("next@R", time) == following, time


def test_delayed_loop():
    results = run("lag_loop")
    assert results.hours("a@R") == pytest.approx(4.0 / 3.0, abs=1e-9)
    assert results.hours("b@R") == pytest.approx(2.0 / 3.0, abs=1e-9)
    assert [results.deficit("a@R", time) for time in (4.5, 6.5, 100.0)] == [0.25, 0.0, 0.0]
    assert [results.deficit("b@R", time) for time in (4.5, 6.5, 100.0)] == [0.0, 0.125, 0.0]
    assert results["outage/unfinished"] == 0


def test_repair_that_needs_what_it_mends():
    hours("interplay", {"power": 19.996, "telecom": 15.992, "water": 11.996})


def test_pools_of_crews():
    results = run("crew_pools")
    total = lambda pool: sum(results.hours(f"{pool}.{s}@{r}") for s in "st" for r in "AB")  # noqa: E731
    assert (total("region"), total("pool"), total("both")) == (30.0, 50.0, 30.0)
    assert results.hours("held.s@A.1") + results.hours("held.s@A.2") == 12.5
    assert (results.hours("hidden.s@A"), results.hours("hidden.t@A")) == (10.0, 5.0)


def test_classes_that_are_not_drawn():
    case = load("union")
    case["run"] |= {"threats": ["cyber", "disaster"], "scenarios": 100}
    assert run_changed(case).total()[0] == 0.0


def test_staircases_curves_and_permanent_damage():
    expected = {"whole": 4.9, "part": 3.675, "waited": 6.9, "worse": 7.1, "curve": 4.0, "forever": 48.0}
    hours("staircase", expected)


def test_speed_of_repair():
    expected = {"half": 12.5, "both": 13.75, "blocked": 14.375, "it_only": 10.0, "part": 11.25, "steps": 10.0}
    hours("repair_speed", expected | {"telecom": 5.0, "roads": 5.0, "half_telecom": 2.5, "bystander": 0.0})


def test_order_of_crews():
    """By (a, b): when they are mended, less their onsets at .5 h and 2 h."""
    first_a, first_b = (15, 20), (20, 15)
    mended = {"fifo": first_a, "value": first_b, "dependents": first_b, "roles": first_b, "explicit": first_b, "two": (6, 11)}
    for policy, (a, b) in mended.items():
        hours("crew_order", {f"{policy}.a": a - 0.5, f"{policy}.b": b - 2.0, f"{policy}.c": 10.0})
    x, y = (run("crew_order").hours(f"kinds.{one}@R") for one in "xy")
    assert sorted((x, y)) == [5.0, 10.0]
    hours("crew_order", {"kinds.p": 5.0, "kinds.q": 5.0})


def test_no_policy_would_do_for_another():
    """The case is worth something only if each pool would serve in another order by any other policy."""
    asked = {pool["id"]: pool for pool in load("crew_order")["crew_pool"] if pool["id"] in ("fifo", "value", "dependents", "roles", "explicit")}
    for other in ("fifo", "by_value", "by_dependents", "explicit"):
        case = load("crew_order")
        for pool in case["crew_pool"]:
            if pool["id"] in asked:
                pool |= {"policy": other, "order": [f"{pool['id']}.a"]} if other == "explicit" else {"policy": other, "order": []}
                if other == "explicit" and pool["id"] == "fifo":
                    pool["order"] = ["fifo.b"]
        results = run_changed(case)
        for name, pool in asked.items():
            if pool["policy"] != other:
                assert results.hours(f"{name}.a@R") != run("crew_order").hours(f"{name}.a@R"), (name, other)


def test_repeated_damages():
    hours("repeat", {"overlap": 22.0, "ignore": 20.0, "waiting": 18.0, "kinds": 15.0})
    assert run("repeat")["outage/dropped"] == 3


def test_value_over_time():
    expected = {"calendar": 15.375, "week": 288.0, "escalation": 260.0, "half": 76.0, "again": 72.0, "both": 21.375}
    for sector, value in expected.items():
        same(run("value_over_time").sector(sector)[0] / 1000.0, value)


def test_compound_losses():
    results = run("compound")
    assert [results.sector(name)[0] for name in ("user", "own", "same", "half")] == [12.0, 8.0, 10.0, 10.0]
    assert results["metrics/compound_mean"] / MILLION == 6.0 + 3.0 + 4.0
    by_threat = dict(zip((name.decode() for name in results["axes/threat"]), results["metrics/by_threat_mean"] / MILLION))
    # user: cyber 10, disaster 2; own: disaster 8, for all of it is more than half; same: cyber 10;
    # half: its own fault for 8 h, then the disaster by half, 4 h x .5
    assert by_threat == {"unintended": 8.0, "cyber": 20.0, "disaster": 12.0}


def test_sets_of_threats():
    results = run("threat_sets")
    hours = 8760.0
    unintended = hours * (1 - (1 - math.exp(-0.7)) / 0.7)
    cyber = hours * (1 - (1 - math.exp(-0.5)) / 0.5)
    both = unintended + cyber - hours * (1 - (1 - math.exp(-1.2)) / 1.2)
    sets = [name.decode() for name in results["axes/threat_set"]]
    loss, interplay = ({name: (value / MILLION, error / MILLION) for name, value, error in
                        zip(sets, results[f"attribution/{what}"], results[f"attribution/{what}_error"])}
                       for what in ("loss", "interplay"))
    for name, exact in {"unintended": unintended, "unintended+cyber": unintended + both}.items():
        near(loss[name], exact)
    near(interplay["unintended+cyber"], both)
    assert loss["none"] == loss["cyber"] == loss["disaster"] == loss["cyber+disaster"] == (0.0, 0.0)
    assert loss["unintended+disaster"] == loss["unintended"] == interplay["unintended"]
    assert loss["unintended+cyber+disaster"] == loss["unintended+cyber"] == results.total()
    assert all(value == (0.0, 0.0) for name, value in interplay.items() if "disaster" in name)
    value, error = results["attribution/shapley"] / MILLION, results["attribution/shapley_error"] / MILLION
    near((value[0], error[0]), unintended + both / 2)
    near((value[1], error[1]), both / 2)
    assert (value[2], error[2]) == (0.0, 0.0)
    assert value.sum() == pytest.approx(results.total()[0], rel=1e-12)
    # Scenarios with both classes need two parts and nothing at all, those with one the latter.
    share = (1 - math.exp(-0.7)) * (1 - math.exp(-0.5)), 1 - math.exp(-1.2)
    assert results["attribution/simulated"] / results.scenarios == pytest.approx(share[1] + 2 * share[0], rel=0.01)


def test_black_start():
    hours("black_start", dict.fromkeys(("power", "fuel", "user"), 8.0) | dict.fromkeys("xyz", 4.0))


def test_black_start_of_a_path():
    results = run("black_start_path")
    assert [results.hours(f"v@{region}") for region in "abcd"] == [10.0] * 4


def test_people():
    results = run("people")
    by_function = {name: results["outage/person_hours"][results.position("function", name)] for name in ("water", "gas")}
    assert by_function == {"water": 5000.0, "gas": 4800.0}
    by_region = {name: results["outage/person_hours_union"][results.position("region", name)] for name in ("town", "village")}
    assert by_region == {"town": 7600.0, "village": 1000.0}
    assert results["metrics/people_mean"] == 8600.0


@pytest.mark.parametrize("tail, run_off, hours_down, unfinished", [("run_off", 50, 10, 0), ("run_off", 5, 7, 1), ("censor", 50, 2, 0)])
def test_tail(tail, run_off, hours_down, unfinished):
    case = load("tail")
    case["run"] |= {"tail": tail, "run_off": f"{run_off} h"}
    results = run_changed(case)
    assert results.total()[0] == 1000.0 * hours_down
    assert results.hours("f@R") == pytest.approx(hours_down, rel=1e-9)
    assert results["outage/unfinished"] == unfinished
    assert results["outage/unfinished_by_node"].sum() == unfinished
