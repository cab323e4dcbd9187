"""Trajectories of a stress test on a finer grid of times than its run file asks for. Used by stress_order.py,
restoration_curve.py and tests/stress."""

import pathlib
import re
import subprocess
import tempfile
from dataclasses import dataclass

import h5py
import numpy as np

STRESS = pathlib.Path(__file__).resolve().parent.parent / "configs/stress"


@dataclass
class Trajectories:
    """Mean operability over scenarios, by time [h]; quantiles of functions by scenario."""

    hours: np.ndarray
    nodes: dict
    functions: dict
    quantiles: dict  # function -> [time, quantile]
    levels: np.ndarray  # of the quantiles
    loss: np.ndarray  # [JPY] of each scenario

    def medians(self):
        """Median operability of functions over scenarios, by time."""
        middle = int(np.argmin(abs(self.levels - 0.5)))
        return {name: values[:, middle] for name, values in self.quantiles.items()}


def substituted(text, key, value):
    """The run file with another value of a key that stands on a line of its own, once."""
    text, count = re.subn(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
    if count != 1:
        raise ValueError(f"'{key} = ' stands on {count} lines, not on one")
    return text


def names(dataset):
    return [value.decode() if isinstance(value, bytes) else value for value in dataset[()]]


def run(hadome, run_file, hours, scenarios=None, seed=None, change=None):
    """Runs the stress test with states kept at `hours` and reads them; `change`, if any, is made to its text first.

    Raises subprocess.CalledProcessError, its stderr kept, when the engine fails; ValueError when the run file has no one
    line for a key.
    """
    text = pathlib.Path(run_file).read_text(encoding="utf-8")
    text = substituted(text, "times", "[" + ", ".join(f'"{hour:.10g} h"' for hour in hours) + "]")
    if scenarios is not None:
        text = substituted(text, "scenarios", scenarios)
    if seed is not None:
        text = substituted(text, "seed", seed)
    if change is not None:
        text = change(text)
    with tempfile.TemporaryDirectory() as directory:
        copy = pathlib.Path(directory) / "run.toml"
        copy.write_text(text, encoding="utf-8")
        subprocess.run([hadome, "run", copy, "-o", copy.parent / "out", "--progress", "none"], check=True,
                       capture_output=True, text=True)
        return read(copy.parent / "out/results.h5")


def read(results):
    with h5py.File(results) as file:
        nodes, functions = names(file["/axes/node"]), names(file["/axes/function"])
        return Trajectories(
            hours=file["/axes/time"][()],
            nodes=dict(zip(nodes, file["/observe/node_mean"][()].T)),
            functions=dict(zip(functions, file["/observe/function_mean"][()].T)),
            quantiles={name: file["/observe/function_quantile"][:, i, :] for i, name in enumerate(functions)},
            levels=file["/axes/quantile"][()],
            loss=file["/scenarios/loss"][()],
        )


def first_below(hours, values, level):
    """First time at which the trajectory is below `level` [h]; inf if never."""
    below = np.flatnonzero(values < level)
    return hours[below[0]] if below.size else np.inf


def back_at(hours, values, level):
    """First time from which on the trajectory is never below `level` again [h]; inf if it still is at the end."""
    below = np.flatnonzero(values < level)
    if not below.size:
        return hours[0]
    return hours[below[-1] + 1] if below[-1] + 1 < len(hours) else np.inf


def grid(until):
    """Half hours for five days, then ever longer steps to `until` [h]: 2 h to the ninth day, 6 h to the 39th, then days."""
    return np.concatenate([np.arange(0.0, min(until, 120.0), 0.5), np.arange(120.0, min(until, 216.0), 2.0),
                           np.arange(216.0, min(until, 936.0), 6.0), np.arange(936.0, until + 1e-9, 24.0)])
