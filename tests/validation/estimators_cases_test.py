"""Estimators on losses drawn from laws whose risk measures are known, through `hadome metrics`; also tables by hand."""

import json
import math
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

HADOME = os.environ["HADOME"]
DRAWS = 1_000_000
SCALE = 1_000_000


def metrics(path: Path, *options: str) -> dict:
    done = subprocess.run([HADOME, "metrics", str(path), "--json", *options], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def write_losses(path: Path, losses) -> Path:
    path.write_text("loss\n" + "\n".join(map(str, losses)) + "\n")
    return path


def compound_poisson(random, rate, severities):
    """Sums of a Poisson number of severities. `severities(n)` draws n of them."""
    counts = random.poisson(rate, DRAWS)
    starts = np.concatenate(([0], np.cumsum(severities(counts.sum()))))
    ends = np.cumsum(counts)
    return starts[ends] - starts[ends - counts]


def losses_of(case: str, random) -> np.ndarray:
    match case:
        case "compound, few sizes":
            return compound_poisson(random, 2.0, lambda n: random.choice([1.0, 2.0, 4.0], n, p=[0.5, 0.3, 0.2]))
        case "compound, exponential":
            return compound_poisson(random, 1.5, lambda n: random.exponential(10.0, n))
        case "exponential":
            return random.exponential(10.0, DRAWS)
        case "lognormal":
            return random.lognormal(0.0, 1.0, DRAWS)
        case "wide lognormal":
            return random.lognormal(2.0, 1.5, DRAWS)
        case "pareto":
            return 1.0 + random.pareto(2.5, DRAWS)
        case "rare":
            return np.where(random.random(DRAWS) < 0.004, random.exponential(10.0, DRAWS), 0.0)
        case "one source":
            return 12.0 * random.poisson(0.5, DRAWS)
        case "two sources":
            return 6.0 * random.poisson(1.0, DRAWS)
    raise ValueError(case)


# level, VaR, TVaR (Rockafellar and Uryasev 2000), standard error of TVaR times sqrt(n) where it is finite and known
EXACT = {
    "compound, few sizes": [(0.95, 10, 11.8366109132, None), (0.99, 13, 15.0279786560, None), (0.999, 17, 19.1825833821, None)],
    "compound, exponential": [(0.90, 38.5956379178, 54.4309715019, None), (0.99, 74.6794229593, 89.2498339077, None),
                              (0.999, 108.0628842440, 121.9601741553, None)],
    "exponential": [(0.99, 46.0517018599, 56.0517018599, 141.067360)],
    "lognormal": [(0.99, 10.2404736563, 15.2279603009, None)],
    "wide lognormal": [(0.99, 242.1413898347, 464.9923763699, None)],
    "pareto": [(0.99, 6.3095734448, 10.5159557413, None)],
    "rare": [(0.99, 0.0, 4.0, 89.3532316)],
    "one source": [(0.99, 36.0, 38.3267655775, None)],
    "two sources": [(0.99, 24.0, 26.6092617401, None)],
}
# mean, variance
MOMENTS = {"compound, few sizes": (3.8, 9.8), "exponential": (10.0, 100.0), "one source": (6.0, 72.0), "two sources": (6.0, 36.0)}


def widened(estimate):
    """The 95 % interval as wide as 4.5 standard errors would be; a unit for rounding."""
    value, factor = estimate["value"], 4.5 / 1.96
    return value - factor * (value - estimate["low"]) - 1, value + factor * (estimate["high"] - value) + 1


@pytest.mark.parametrize("case", EXACT)
def test_risk_measures_of_known_laws(case, tmp_path):
    random = np.random.Generator(np.random.Philox(key=list(EXACT).index(case)))
    losses = np.rint(losses_of(case, random) * SCALE).astype(np.int64)
    levels = [str(level) for level, *_ in EXACT[case]]
    found = metrics(write_losses(tmp_path / "losses.csv", losses), "--tail", ",".join(levels))
    assert found["scenarios"] == DRAWS and found["effective_scenarios"] == pytest.approx(DRAWS, rel=1e-12)
    assert found["mean"]["value"] == pytest.approx(sum(map(int, losses)) / DRAWS, rel=1e-15)
    for tail, (level, var, tvar, constant) in zip(found["tails"], EXACT[case], strict=True):
        assert tail["level"] == level and tail["certified"] == (tail["tail_scenarios"] >= 1000)
        low, high = widened(tail["var"])
        assert low <= var * SCALE <= high
        error = tail["tvar"]["standard_error"]
        assert abs(tail["tvar"]["value"] - tvar * SCALE) <= 4.5 * error
        if constant:
            assert error * math.sqrt(DRAWS) == pytest.approx(constant * SCALE, rel=0.1)
    if case in MOMENTS:
        mean, variance = MOMENTS[case]
        assert abs(found["mean"]["value"] - mean * SCALE) <= 4.5 * found["mean"]["standard_error"]
        assert found["mean"]["standard_error"] == pytest.approx(math.sqrt(variance / DRAWS) * SCALE, rel=0.01)
        assert found["standard_deviation"] == pytest.approx(math.sqrt(variance) * SCALE, rel=0.01)


@pytest.mark.parametrize(("n", "level", "low", "high"), [(1000, 0.95, 936, 964), (10_000, 0.99, 9880, 9920)])
def test_intervals_of_order_statistics(n, level, low, high, tmp_path):
    shuffled = np.random.Generator(np.random.Philox(key=n)).permutation(np.arange(1, n + 1))
    tail = metrics(write_losses(tmp_path / "losses.csv", shuffled), "--tail", str(level))["tails"][0]
    assert (tail["var"]["low"], tail["var"]["high"]) == (low, high)


def test_strata_with_known_shares(tmp_path):
    """Half of the effort on a hundredth of the years: the weights bring the law back, and strata take their variance out."""
    random = np.random.Generator(np.random.Philox(key=99))
    half = DRAWS // 2
    ordinary = random.exponential(1.0, half)
    severe = 100.0 + random.exponential(10.0, half)
    path = tmp_path / "losses.csv"
    with path.open("w") as file:
        file.write("stratum,weight,loss\n")
        for name, weight, losses in (("ordinary", 0.99, ordinary), ("severe", 0.01, severe)):
            file.writelines(f"{name},{weight},{loss!r}\n" for loss in losses.tolist())
    found = metrics(path, "--tail", "0.995")
    assert found["strata"] == 2
    exact_mean = 0.99 * 1.0 + 0.01 * 110.0
    exact_error = math.sqrt((0.99**2 * 1.0 + 0.01**2 * 100.0) / half)
    assert abs(found["mean"]["value"] - exact_mean) <= 4.5 * exact_error
    assert found["mean"]["standard_error"] == pytest.approx(exact_error, rel=0.02)
    assert found["standard_deviation"] == pytest.approx(
        math.sqrt(0.99 * 2.0 + 0.01 * (110.0**2 + 100.0) - exact_mean**2), rel=0.01)
    tail = found["tails"][0]  # the worse half of the severe stratum: memoryless beyond its median
    median = 100.0 + 10.0 * math.log(2.0)
    assert tail["var"]["low"] - 0.05 <= median <= tail["var"]["high"] + 0.05
    assert abs(tail["tvar"]["value"] - (median + 10.0)) <= 4.5 * tail["tvar"]["standard_error"]
    exact_tail_error = 0.01 / 0.005 * math.sqrt((0.5 * 200.0 - (0.5 * 10.0) ** 2) / half)
    assert tail["tvar"]["standard_error"] == pytest.approx(exact_tail_error, rel=0.02)
    assert tail["effective_tail_scenarios"] == pytest.approx(half / 2, rel=0.02)


def test_table_by_hand(tmp_path):
    path = tmp_path / "losses.csv"
    path.write_text("scenario,loss,weight\n7,10,1\n3,0,2\n5,40,1\n")
    found = metrics(path, "--tail", "0.5", "--tail", "0.75")
    assert found["mean"]["value"] == 12.5
    deviations = [2 * -12.5, -2.5, 27.5]
    assert found["mean"]["standard_error"] == pytest.approx(math.sqrt(1.5 * sum(d * d for d in deviations)) / 4, rel=1e-14)
    assert found["effective_scenarios"] == pytest.approx(16 / 6, rel=1e-14)
    assert [tail["var"]["value"] for tail in found["tails"]] == [0, 10]
    assert [tail["tvar"]["value"] for tail in found["tails"]] == pytest.approx([25, 40], rel=1e-14)
    assert [tail["certified"] for tail in found["tails"]] == [False, False]


def test_rows_in_any_order_give_the_same_bytes(tmp_path):
    random = np.random.Generator(np.random.Philox(key=5))
    rows = [f"{number % 400},{loss!r},s{number % 400 % 3}" for number, loss in enumerate(random.lognormal(0, 3, 2000).tolist())]
    said = set()
    for turn in range(3):
        path = tmp_path / f"{turn}.csv"
        path.write_text("scenario,loss,stratum\n" + "\n".join(random.permutation(rows)) + "\n")
        said.add(subprocess.run([HADOME, "metrics", str(path), "--events"], check=True, capture_output=True, text=True).stdout)
    assert len(said) == 1


def test_events_and_scenarios_left_out(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("loss,scenario\n5,4\n7,4\n10,1\n")
    found = metrics(path, "--events", "--scenarios", "100", "--tail", "0.98")
    assert found["mean"]["value"] == pytest.approx(0.22, rel=1e-14)
    assert found["probability_of_loss"]["value"] == pytest.approx(0.02, rel=1e-14)
    assert found["tails"][0]["var"]["value"] == 0
    same = metrics(write_losses(tmp_path / "whole.csv", ["12", "10"] + ["0"] * 98), "--tail", "0.98")
    assert {k: v for k, v in found.items() if k != "occurrence_exceedance"} == same
    many = tmp_path / "many.csv"
    many.write_text("loss,scenario\n" + "".join(f"5,{n}\n7,{n}\n" for n in range(40)))
    curves = metrics(many, "--events", "--scenarios", "50")
    assert curves["aggregate_exceedance"][0]["loss"] == 12
    assert curves["occurrence_exceedance"][0]["loss"] == 7


BAD = {
    "": "the file is empty",
    "loss\n": "no rows",
    "loss,scenario\n1,1\n2,1\n": ":3:1: scenario 1 stands on line 2 too",
    "los\n1\n": ":1:1: unknown column 'los'",
    "scenario\n1\n": "no column 'loss'",
    "loss\nnan\n": ":2:1: 'nan'",
    "loss\n1e999\n": ":2:1: '1e999'",
    "loss\n3 MJPY\n": ":2:1: '3 MJPY'",
    "loss,weight\n1,-1\n": ":2:3: '-1'; a weight is not negative",
    "loss,weight\n1,0\n": "no weight above 0",
    "loss,scenario\n1,1.5\n": ":2:3: '1.5'; a whole number",
    "loss\n1,2\n": ":2:3: row has 2 cells",
    "loss,stratum\n1,\n": ":2:3: the cell is empty",
    "loss,loss\n1,1\n": "stands twice",
}


@pytest.mark.parametrize("text", BAD)
def test_bad_tables_are_refused_with_the_place(text, tmp_path):
    path = tmp_path / "losses.csv"
    path.write_text(text)
    done = subprocess.run([HADOME, "metrics", str(path)], capture_output=True, text=True)
    assert done.returncode == 2 and BAD[text] in done.stderr and done.stdout == ""


def test_all_errors_at_once(tmp_path):
    path = tmp_path / "losses.csv"
    path.write_text("loss\n" + "x\n" * 5)
    done = subprocess.run([HADOME, "metrics", str(path)], capture_output=True, text=True)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 5
    path.write_text("loss\n" + "x\n" * 500)
    said = subprocess.run([HADOME, "metrics", str(path)], capture_output=True, text=True).stderr.splitlines()
    assert len(said) == 101 and ":101:1: and perhaps more" in said[-1]


@pytest.mark.parametrize("options", [["--tail", "1"], ["--tail", "0"], ["--tail", "nan"], ["--scenarios", "1"], ["--events"]])
def test_bad_options(options, tmp_path):
    path = write_losses(tmp_path / "losses.csv", [1, 2])
    assert subprocess.run([HADOME, "metrics", str(path), *options], capture_output=True).returncode == 2


def test_one_scenario_has_no_error(tmp_path):
    found = metrics(write_losses(tmp_path / "losses.csv", [4]))
    assert found["mean"]["value"] == 4 and found["mean"]["standard_error"] is None
