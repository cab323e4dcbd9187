"""The national model against its own page: what everything down for an hour costs, how long its tables are."""

import csv
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from running import run_changed

ROOT = Path(__file__).parents[2]
JAPAN = ROOT / "configs" / "japan"
HOURS_OF_A_YEAR = 8760.0
HOURS_OF_A_WEEK = 168
GIGA = 1e9


def table(name: str) -> list[dict]:
    with (JAPAN / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def page() -> str:
    """The page about the model, which breaks its lines where it likes."""
    return " ".join((ROOT / "docs" / "japan.md").read_text("utf-8").split())


def stated(pattern: str) -> float:
    return float(re.search(pattern, page()).group(1))


def resolved_model() -> dict:
    """The model with its tables in one file."""
    command = [os.environ["HADOME"], "validate", str(JAPAN / "run.toml"), "--dump"]
    return tomllib.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_an_hour_without_anything():
    """Every function is out of order for a week, so that every hour of the week counts once. What costs more the longer it lasts
    is left at the price of its first hours."""
    case = resolved_model()
    case["run"].update(scenarios=1, seed=1, horizon=f"{HOURS_OF_A_WEEK} h", tail="censor", threats=[])
    case["run"].pop("run_off", None)
    case["ranking"] = {"candidates": "none"}
    for function in case["function"]:
        function.pop("escalation", None)
    case["event"] = [{"id": "all", "function": function["id"], "restoration": "never"} for function in case["function"]]
    results = run_changed(case)
    assert set(results["outage/hours"]) == {float(HOURS_OF_A_WEEK)}, "each node for the whole week"
    loss = results.losses()[0] / HOURS_OF_A_WEEK / GIGA
    assert loss == pytest.approx(stated(r"Everything down for an hour costs ([\d.]+) GJPY"), abs=0.05)

    # 595.8 TJPY in FY2022: the prefectures' products, of FY2020, only divide it.
    (product,) = (row["value"].split() for row in table("functions") if row["id"] == "society.business_production")
    assert product == [f"{595.8e3 / HOURS_OF_A_YEAR:.1f}", "GJPY/h"]
    multiple = stated(r"([\d.]+) times the gross domestic product of that hour")
    assert loss / float(product[0]) == pytest.approx(multiple, abs=0.005)

    names = [row["id"] for row in table("sectors")]
    sectors = {name: results.sector_losses(name)[0] / HOURS_OF_A_WEEK / GIGA for name in names}
    of_users = stated(r"gross product, ([\d.]+) GJPY/h") + stated(r"`society.household_life` \(([\d.]+) GJPY/h")
    assert sectors["society"] == pytest.approx(of_users, abs=0.1)
    assert loss - sectors["society"] == pytest.approx(stated(r"own margin \(([\d.]+) GJPY/h together"), abs=0.05)


def test_rows_of_the_tables():
    """The page says how many rows each table has."""
    lines = re.findall(r"\| (`\w+\.csv`(?:, `\w+\.csv`)*) \| (\d+(?:, \d+)*) \|", page())
    counted = {}
    for files, rows in lines:
        names = re.findall(r"`(\w+)\.csv`", files)
        assert [len(table(name)) for name in names] == [int(count) for count in rows.split(", ")], files
        counted.update(dict.fromkeys(names))
    assert set(counted) == {path.stem for path in JAPAN.glob("*.csv")}


def test_every_row_has_its_basis():
    """Every row says where its figures come from, and how far they can be trusted."""
    for path in JAPAN.glob("*.csv"):
        for row in table(path.stem):
            assert row["source"] and row["confidence"] in ("sourced", "derived", "judgement"), (path.name, row)
