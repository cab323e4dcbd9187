"""Runs a case of `cases/` through the real command and reads its results. Used by the tests beside it.

The program is named by the environment variable HADOME. HADOME_VALIDATION_SCENARIOS asks for another number of scenarios in
the cases that draw at random (their files say one million).
"""

from __future__ import annotations

import atexit
import copy
import functools
import json
import math
import os
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

import h5py
import numpy as np

CASES = Path(__file__).parent / "cases"
ERRORS = 4.5  # standard errors that an estimate may be off
MILLION = 1e6  # stochastic cases lose MJPY, so that rounding to whole yen stays far below a standard error

_place = Path(tempfile.mkdtemp(prefix="hadome-validation-"))
atexit.register(shutil.rmtree, _place, ignore_errors=True)
_numbers = iter(range(10**9))


class Results:
    """What a finished run wrote."""

    def __init__(self, directory: Path, log: str) -> None:
        self.directory = directory
        self.log = log
        self.file = h5py.File(directory / "results.h5")
        self.scenarios = int(self.file.attrs["scenarios"])

    def __getitem__(self, path: str):
        return self.file[path][()]

    def position(self, axis: str, name: str) -> int:
        return [value.decode() for value in self[f"axes/{axis}"]].index(name)

    def total(self) -> tuple[float, float]:
        """Mean loss and its standard error, all causes [MJPY]."""
        place = self.position("headline", "all_causes")
        return self["metrics/mean"][place] / MILLION, self["metrics/mean_error"][place] / MILLION

    def sector(self, name: str) -> tuple[float, float]:
        """The same of a sector."""
        place = self.position("sector", name)
        return self["metrics/by_sector_mean"][place] / MILLION, self["metrics/by_sector_error"][place] / MILLION

    def losses(self) -> np.ndarray:
        """Loss of each scenario [JPY]."""
        return self["scenarios/loss"].astype(np.int64)

    def sector_losses(self, name: str) -> np.ndarray:
        return self["scenarios/loss_by_sector"][:, self.position("sector", name)].astype(np.int64)

    def hours(self, node: str) -> float:
        """Mean full-outage-equivalent hours of a node in a scenario."""
        return float(self["outage/hours"][self.position("node", node)])

    def deficit(self, node: str, hours: float) -> float:
        """Mean inoperability of a node at an observed time."""
        times = self["axes/time"]
        (place,) = np.flatnonzero(np.abs(times - hours) < 1e-6)
        return 1.0 - float(self["observe/node_mean"][place, self.position("node", node)])

    def ranking(self, name: str, candidate: str) -> float:
        headline = self.position("headline", "all_causes")
        return float(self[f"ranking/{name}"][headline, self.position("candidate", candidate)])


def losses_of(case: dict) -> np.ndarray:
    """Loss of each scenario of a case that was changed; what the run wrote is removed."""
    results = run_changed(case)
    losses = results.losses()
    results.file.close()
    shutil.rmtree(results.directory)
    return losses


def load(name: str) -> dict:
    """A case as it stands in its file, to be changed."""
    return copy.deepcopy(_loaded(name))


@functools.cache
def _loaded(name: str) -> dict:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))


@functools.cache
def run(name: str) -> Results:
    """Runs a case from its file."""
    scenarios = _loaded(name)["run"]["scenarios"]
    other = os.environ.get("HADOME_VALIDATION_SCENARIOS")
    return _run(CASES / f"{name}.toml", int(other) if other and scenarios == 1_000_000 else scenarios)


def run_changed(case: dict) -> Results:
    """Runs a case that was changed."""
    path = _place / f"changed{next(_numbers)}.toml"
    path.write_text(to_toml(case), "utf-8")
    return _run(path, case["run"]["scenarios"])


def _run(path: Path, scenarios: int) -> Results:
    directory = _place / f"run{next(_numbers)}"
    command = [os.environ["HADOME"], "run", str(path), "-o", str(directory), "--progress", "none"]
    done = subprocess.run([*command, "--scenarios", str(scenarios)], capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return Results(directory, done.stdout + done.stderr)


def to_toml(value: dict) -> str:
    """A file of inline tables, a row on a line. Numbers keep all their digits, and text in JSON is text in TOML."""
    return "".join(f"{key} = {_rows(part)}\n" for key, part in value.items())


def _rows(value) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_inline(row)},\n" for row in value) + "]"
    return _inline(value)


def _inline(value) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def row(case: dict, table: str, entry: str) -> dict:
    """The row of a table with an id."""
    (found,) = (one for one in case[table] if one["id"] == entry)
    return found


def near(estimate: tuple[float, float], exact: float) -> None:
    """The estimate lies within 4.5 of its reported standard errors."""
    value, error = estimate
    assert error > 0.0
    assert abs(value - exact) <= ERRORS * error, f"{value} +- {error}, exact {exact}"


def near_share(share: float, exact: float, n: int) -> None:
    """A share of scenarios, whose standard error is known."""
    near((share, math.sqrt(exact * (1.0 - exact) / n)), exact)


def error_constant(error: float, n: int, exact: float) -> None:
    """Reported standard error x sqrt(n) lies within 10 % of what it should be."""
    assert abs(error * math.sqrt(n) - exact) <= 0.1 * exact, f"{error * math.sqrt(n)}, exact {exact}"


def same(value: float, exact: float, relative: float = 1e-9) -> None:
    assert abs(value - exact) <= relative * abs(exact), f"{value}, exact {exact}"
