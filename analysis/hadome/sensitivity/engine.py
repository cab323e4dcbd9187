"""Runs of the engine that can be stopped at any time, and what each block of their scenarios says of every function."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..files import RESULTS
from ..reader import Results
from ..tables import HEADLINES
from .errors import EngineError

BLOCKS = "blocks.json"
BAD_INPUT, STOPPED = 2, 75  # exit codes


@dataclass(frozen=True)
class Sums:
    """Loss that every function would avoid, added up over the scenarios of each block."""

    engine: str  # commit
    functions: list[str]
    avoided: dict[str, np.ndarray]  # headline -> [block, function], JPY
    counted: np.ndarray  # [block] scenarios that were not given up

    def first(self, blocks: int) -> Sums:
        """The first blocks alone."""
        return Sums(self.engine, self.functions, {name: sums[:blocks] for name, sums in self.avoided.items()}, self.counted[:blocks])

    def mean(self, headline: str) -> np.ndarray:
        """[function], JPY a scenario."""
        return self.avoided[headline].sum(axis=0) / max(int(self.counted.sum()), 1)


class Engine:
    """The program `hadome`."""

    def __init__(self, program: Path, threads: int | None = None) -> None:
        self.program = program
        self._options = ["--progress", "none", *(["--threads", str(threads)] if threads else [])]

    def dump(self, run_file: Path) -> str:
        """The resolved input.

        :raises EngineError: with the words of the engine when there are errors
        """
        return self._call(["validate", str(run_file), "--dump"])

    def sums(self, text: str, folder: Path, block: int, blocks: int) -> Sums:
        """Of so many blocks of so many scenarios each; runs those that are missing in `folder`.

        A run is made longer block by block, so that the differences are those of each block. What stands in the folder
        is a run and the sums that were read from it; whatever was stopped, at most one block is simulated again.

        :param text: a run file that stands alone
        """
        known = _read(folder / BLOCKS)
        if known is None:
            shutil.rmtree(folder, ignore_errors=True)  # a first block that was stopped
            folder.mkdir(parents=True)
            (folder / "run.toml").write_text(text, "utf-8")
            known = []
        run = folder / "run"
        while len(known) < blocks:
            scenarios = str(block * (len(known) + 1))
            if known:
                self._call(["resume", str(run), "--scenarios", scenarios, *self._options])
            else:
                self._call(["run", str(folder / "run.toml"), "-o", str(run), "--scenarios", scenarios, *self._options])
            known.append(_cumulated(run / RESULTS))
            write_text(folder / BLOCKS, json.dumps(known))
        return _differences(known).first(blocks)

    def _call(self, arguments: list[str]) -> str:
        try:
            done = subprocess.run([str(self.program), *arguments], capture_output=True, text=True)
        except OSError as error:
            raise EngineError(
                f"{self.program}: cannot be started; {error.strerror}; name the program hadome with --hadome", BAD_INPUT
            ) from error
        if done.returncode == STOPPED or done.returncode < 0:
            raise KeyboardInterrupt  # somebody stopped the engine, and so means us
        if done.returncode:
            raise EngineError(done.stderr.strip() or f"{self.program}: exit code {done.returncode}", done.returncode)
        return done.stdout


def _cumulated(path: Path) -> dict:
    """Sums over all scenarios of a run: means times their number, which is exact to the last digits of a double."""
    with Results(path) as results:
        axes, ranking = results["axes"], results["ranking"]
        functions = [str(name) for name in axes.function.values]
        counted = int(results.attrs["scenarios"]) - int(results["outage"].given_up)
        own = ranking.delta_mean.sel(candidate=functions)
        return {
            "engine": str(results.attrs.get("git_sha", "")),
            "functions": functions,
            "counted": counted,
            "avoided": {name: [float(v) * counted for v in own.sel(headline=name).values] for name in HEADLINES},
        }


def _differences(known: list[dict]) -> Sums:
    counted = np.diff([0] + [one["counted"] for one in known])
    functions = known[-1]["functions"]
    avoided = {
        name: np.diff(np.array([[0.0] * len(functions)] + [one["avoided"][name] for one in known]), axis=0)
        for name in HEADLINES
    }
    return Sums(known[-1]["engine"], functions, avoided, counted)


def _read(path: Path) -> list[dict] | None:
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def write_text(path: Path, text: str) -> None:
    """Aside, then by rename: no reader sees half a file."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8", newline="")
    os.replace(part, path)
