"""Gauges: functions added to a run to read a quantity of every scenario. Used by incidents.py and tests/incidents.

Results keep losses by scenario and sector. A gauge is a function in a sector of its own whose loss is the quantity: the
hours during which a function is below a level, or a rate times its deficit. Gauges need a function and supply none, so
nothing else changes but the total loss and the counts of dependents by which a crew pool may choose.
"""

import pathlib
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass

import h5py
import numpy as np

UNIT = 1_000_000  # [JPY] that stand for one unit of what a gauge reads


@dataclass
class Gauge:
    """Hours below `level` if it is given, else `rate` units an hour times the deficit, in the hours of `calendar`."""

    name: str
    function: str  # or function@Region
    level: float | None = None
    rate: float = 1.0
    calendar: str | None = None


@dataclass
class Seen:
    readings: dict  # name of the gauge -> its reading in every scenario
    loss: np.ndarray  # [JPY] of every scenario, without gauges
    hours: np.ndarray  # at which states are kept
    mean: dict  # function -> mean operability by time
    quantiles: dict  # function -> [time, quantile] of operability
    levels: np.ndarray  # of the quantiles


def written(gauge, region):
    """The rows of one gauge, as TOML."""
    function, _, place = gauge.function.partition("@")
    scope = f"named:{place}" if place else "all"
    law = 'law = "leontief"' if gauge.level is None else f'law = "threshold"\nthreshold = {1.0 - gauge.level:.12g}'
    calendar = f'calendar = "{gauge.calendar}"\n' if gauge.calendar else ""
    return (f'[[sector]]\nid = "gauge.{gauge.name}"\n'
            f'[[function]]\nid = "gauge.{gauge.name}"\nsector = "gauge.{gauge.name}"\nsites = ["{region}"]\n{law}\n'
            f'value = "{gauge.rate * UNIT:.12g} JPY/h"\n{calendar}'
            f'[[dependency]]\nconsumer = "gauge.{gauge.name}"\nsupplier = "{function}"\nscope = "{scope}"\n')


def with_gauges(dump, gauges, hours):
    """A dumped run file with gauges and with states kept at `hours`; ValueError when a gauge is of nothing."""
    model = tomllib.loads(dump)
    known = {row["id"] for row in model["function"]}
    regions = [row["id"] for row in model["region"]]
    for gauge in gauges:
        function, _, place = gauge.function.partition("@")
        if function not in known or (place and place not in regions):
            raise ValueError(f"gauge '{gauge.name}': there is no '{gauge.function}'")
    lines = dump.split("\n")
    begin = lines.index("[observe]")
    end = next(i for i in range(begin + 1, len(lines)) if not lines[i].strip() or lines[i].startswith("["))
    times = "times = [" + ", ".join(f'"{hour:.10g} h"' for hour in hours) + "]" if len(hours) else ""
    lines[begin + 1:end] = [times]
    return "\n".join(lines) + "\n" + "".join(written(gauge, regions[0]) for gauge in gauges)


def with_restorations(dump, restorations):
    """A dumped run file with other work of repair for what given events strike: {function or platform: law}."""
    blocks = dump.split("[[event]]")
    left = set(restorations)
    for i, block in enumerate(blocks[1:], start=1):
        row = tomllib.loads(block.split("\n\n[")[0])
        struck = row.get("function", row.get("platform"))
        if struck in restorations:
            line = next(line for line in block.split("\n") if line.startswith("restoration = "))
            blocks[i] = block.replace(line, f'restoration = "{restorations[struck]}"')
            left.discard(struck)
    if left:
        raise ValueError(f"no given event strikes {', '.join(sorted(left))}")
    return "[[event]]".join(blocks)


def names(dataset):
    return [value.decode() if isinstance(value, bytes) else value for value in dataset[()]]


def read(results, gauges):
    with h5py.File(results) as file:
        if file["/outage/given_up"][()]:
            raise ValueError("scenarios were given up")
        sectors = {name: i for i, name in enumerate(names(file["/axes/sector"]))}
        by_sector = file["/scenarios/loss_by_sector"][()]
        readings = {gauge.name: by_sector[:, sectors[f"gauge.{gauge.name}"]] / UNIT for gauge in gauges}
        own = [i for name, i in sectors.items() if not name.startswith("gauge.")]
        observed = "/observe" in file
        functions = names(file["/axes/function"]) if observed else []
        return Seen(readings=readings, loss=by_sector[:, own].sum(axis=1),
                    hours=file["/axes/time"][()] if observed else np.empty(0),
                    mean={name: file["/observe/function_mean"][:, i] for i, name in enumerate(functions)},
                    quantiles={name: file["/observe/function_quantile"][:, i, :] for i, name in enumerate(functions)},
                    levels=file["/axes/quantile"][()] if observed else np.empty(0))


def run(hadome, run_file, gauges, hours=(), scenarios=None, seed=None, change=None):
    """Runs `run_file` with gauges; `change`, if any, is made to its dump first.

    Raises subprocess.CalledProcessError, its stderr kept, when the engine fails.
    """
    dump = subprocess.run([hadome, "validate", run_file, "--dump"], check=True, capture_output=True, text=True).stdout
    if change is not None:
        dump = change(dump)
    extra = [*(["--scenarios", str(scenarios)] if scenarios is not None else []),
             *(["--seed", str(seed)] if seed is not None else [])]
    with tempfile.TemporaryDirectory() as directory:
        copy = pathlib.Path(directory) / "run.toml"
        copy.write_text(with_gauges(dump, gauges, sorted(set(hours))), encoding="utf-8")
        subprocess.run([hadome, "run", copy, "-o", copy.parent / "out", "--progress", "none", *extra], check=True,
                       capture_output=True, text=True)
        return read(copy.parent / "out/results.h5", gauges)
