"""The shipped stress tests through the real command: functions fall and come back in the recorded order.

What is recorded and what is chosen is told in docs/stress_tests.md. Called by ctest with HADOME in the environment and
bench/ on the path.
"""

import os
import re

import numpy as np
import pytest
import trajectories

SCENARIOS = 300
FALLEN = 0.9  # mean operability below which a function counts as fallen


@pytest.fixture(scope="module", params=[None, 7], ids=["own_seed", "other_seed"])
def seed(request):
    return request.param


def run(name, seed, until=2160.0, extra=(), change=None):
    hours = sorted({*trajectories.grid(until), *extra})
    return trajectories.run(os.environ["HADOME"], trajectories.STRESS / f"{name}.toml", hours, SCENARIOS, seed, change)


def falls(seen, values, level=FALLEN):
    return trajectories.first_below(seen.hours, values, level)


def back(seen, values, level=FALLEN):
    return trajectories.back_at(seen.hours, values, level)


@pytest.fixture(scope="module")
def chuetsu(seed):
    return run("chuetsu", seed)


@pytest.fixture(scope="module")
def bank(seed):
    return run("bank_core", seed)


@pytest.fixture(scope="module")
def hokkaido(seed):
    return run("hokkaido_2018", seed, extra=(10.5, 30.9, 40.9, 42.9, 63.9))


CHAIN = ["power.distribution", "government.network", "logistics.fuel_delivery", "telecom.mobile", "telecom.fixed",
         "logistics.freight", "medical.emergency"]


def test_chuetsu_median_falls_in_the_recorded_order(chuetsu):
    medians = chuetsu.medians()
    times = [falls(chuetsu, medians[function]) for function in CHAIN]
    assert times[0] == 0.0
    assert all(a < b for a, b in zip(times, times[1:])), dict(zip(CHAIN, times))
    assert times[-1] <= 24.0  # the whole chain within the first day


def test_chuetsu_mean_falls_in_the_recorded_order_at_ojiya(chuetsu):
    # In the mean a few generators that fail to start bring fixed lines down with the batteries, at the same time as
    # base stations: the two are one link of the chain here.
    times = [falls(chuetsu, chuetsu.nodes[f"{function}@Ojiya"]) for function in CHAIN]
    power, network, fuel, mobile, fixed, freight, emergency = times
    assert 0.0 == power < network < fuel < min(mobile, fixed), dict(zip(CHAIN, times))
    assert max(mobile, fixed) < freight < emergency <= 24.0, dict(zip(CHAIN, times))


def test_chuetsu_order_shows_at_the_times_that_the_run_file_observes(chuetsu):
    # At 0, 1, 6, 12 and 24 h: blackout; then the network; then fuel and base stations; then freight; then care.
    medians = chuetsu.medians()
    fallen = {}
    for hour in (0.0, 1.0, 6.0, 12.0, 24.0):
        at = int(np.flatnonzero(chuetsu.hours == hour)[0])
        fallen[hour] = [function for function in CHAIN if medians[function][at] < FALLEN]
    assert fallen[0.0] == CHAIN[:1]
    assert fallen[1.0] == CHAIN[:2]
    assert fallen[6.0] == CHAIN[:4]
    assert fallen[12.0] == CHAIN[:6]
    assert fallen[24.0] == CHAIN


def roads_whole(text):
    """The same main shock without damage to roads."""
    rows = text.split("[[event]]")
    changed = [re.sub(r"^capacity_left = .*$", "capacity_left = 1", row, flags=re.MULTILINE)
               if 'function = "logistics.roads"' in row else row for row in rows]
    assert sum(a != b for a, b in zip(rows, changed)) == 3
    return "[[event]]".join(changed)


def test_chuetsu_telephones_fail_for_want_of_fuel(chuetsu, seed):
    # Stores outlive the fuel by hours; with roads whole fuel comes and exchanges and fixed lines stand.
    medians = chuetsu.medians()
    fuel, fixed, exchange = (falls(chuetsu, medians[name])
                             for name in ("logistics.fuel_delivery", "telecom.fixed", "telecom.exchange"))
    assert fuel < 6.0 < fixed < 15.0 < exchange < 48.0
    supplied = run("chuetsu", seed, until=216.0, change=roads_whole)
    medians = supplied.medians()
    for name in ("logistics.fuel_delivery", "telecom.fixed", "telecom.exchange"):
        assert falls(supplied, medians[name]) == np.inf, name
    assert falls(supplied, medians["power.distribution"]) == 0.0


def test_chuetsu_comes_back_in_order(chuetsu):
    def node(function):
        return back(chuetsu, chuetsu.nodes[f"{function}@Ojiya"])

    assert node("power.distribution") < node("water.supply")
    # Whoever waits for power is not back before it; emergency care not before the freight that feeds it.
    assert node("government.network") >= node("power.distribution") - 24.0
    assert node("medical.emergency") <= node("water.supply")
    assert np.isfinite(node("society.households"))


def test_chuetsu_power_is_back_about_when_it_was(chuetsu):
    power = chuetsu.nodes["power.distribution@Ojiya"]
    for level, recorded in ((0.5, 75.6), (0.8, 120.0), (0.9, 195.0)):
        assert recorded / 2 < back(chuetsu, power, level) < recorded * 2


def test_chuetsu_outside_the_area_nothing_falls(chuetsu):
    for name, values in chuetsu.nodes.items():
        if name.endswith("@Niigata"):
            assert falls(chuetsu, values) == np.inf, name


def test_bank_is_felt_in_the_recorded_order(bank):
    at_once = ["bank.core", "bank.atm", "bank.internet", "bank.counter"]
    assert [falls(bank, bank.functions[name]) for name in at_once] == [0.0] * len(at_once)
    later = ["bank.direct_debit", "bank.transfer", "users.payroll"]
    times = [falls(bank, bank.functions[name]) for name in later]
    assert 0.0 < times[0] and all(a < b for a, b in zip(times, times[1:])), dict(zip(later, times))
    assert times[0] <= 24.0  # debits of the first day are late
    assert times[2] <= 96.0  # salaries among the unprocessed by the fourth day of 2011


def test_bank_comes_back_online_within_days_and_clears_the_backlog_in_weeks(bank):
    online = back(bank, bank.functions["bank.atm"])
    backlog = back(bank, bank.functions["bank.direct_debit"])
    assert 14.0 <= online <= 56.0  # 28 h in 2021
    assert 180.0 <= backlog <= 1440.0  # 180 h in 2011, 720 h in 2002; the mean of both kinds hangs on the long ones
    assert back(bank, bank.functions["users.payroll"]) <= backlog + 72.0


def test_bank_leaves_interbank_settlement_standing(bank):
    for name in ("interbank.zengin", "interbank.boj_net"):
        values = bank.functions[name]
        assert FALLEN <= values.min() < 1.0


def test_hokkaido_is_black_then_back_within_days(hokkaido):
    supply = hokkaido.nodes["power.supply@Hokkaido"]
    assert supply[0] == 0.0
    assert 0.0 < falls(hokkaido, hokkaido.nodes["telecom.fixed@Hokkaido"])  # battery first
    # Half was back at 35 h, 90 % at 56 h. Restart times here are another blackout's, and too short: docs/validation.md.
    for level, recorded in ((0.5, 35.2), (0.9, 56.4)):
        assert recorded / 3 < back(hokkaido, supply, level) < recorded * 3
