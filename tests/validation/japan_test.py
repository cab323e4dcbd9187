"""The national model against its own page: what everything down for an hour costs."""

import csv
import re
from pathlib import Path

import pytest

from running import run_changed

ROOT = Path(__file__).parents[2]
JAPAN = ROOT / "configs" / "japan"
HOURS_OF_A_YEAR = 8760.0
GIGA = 1e9


def table(name: str) -> list[dict]:
    with (JAPAN / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def stated(pattern: str) -> float:
    """A figure on the page, which breaks its lines where it likes."""
    page = " ".join((ROOT / "docs" / "japan.md").read_text("utf-8").split())
    return float(re.search(pattern, page).group(1))


def test_an_hour_without_anything():
    """Every function is out of order for its first hour, and mended: what stores hold, nothing needs then."""
    functions = [row["id"] for row in table("functions")]
    events = [{"id": "all", "function": function, "restoration": "1 h"} for function in functions]
    options = {"model": str(JAPAN / "model.toml"), "scenarios": 1, "seed": 1, "horizon": "2 h", "threats": []}
    results = run_changed({"run": options, "ranking": {"candidates": "none"}, "event": events})
    assert results["outage/unfinished"] == 0
    assert set(results["outage/hours"]) == {1.0}, "each node for the whole hour, and no longer"
    loss = results.losses()[0] / GIGA
    assert loss == pytest.approx(stated(r"Everything down for an hour costs ([\d.]+) GJPY"), abs=0.05)

    # 595.8 TJPY in FY2022: the prefectures' products, of FY2020, only divide it.
    (product,) = (row["value"].split() for row in table("functions") if row["id"] == "society.business_production")
    assert product == [f"{595.8e3 / HOURS_OF_A_YEAR:.1f}", "GJPY/h"]
    multiple = stated(r"([\d.]+) times the gross domestic product of that hour")
    assert loss / float(product[0]) == pytest.approx(multiple, abs=0.005)

    sectors = {name: results.sector_losses(name)[0] / GIGA for name in (row["id"] for row in table("sectors"))}
    of_users = stated(r"gross product, ([\d.]+) GJPY/h") + stated(r"`society.household_life` \(([\d.]+) GJPY/h")
    assert sectors["society"] == pytest.approx(of_users, abs=0.1)
    assert loss - sectors["society"] == pytest.approx(stated(r"own margin \(([\d.]+) GJPY/h together"), abs=0.05)
