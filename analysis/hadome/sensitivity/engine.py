"""Runs of the engine that can be stopped at any time, and what they say of every function."""

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
from .errors import EngineError, StudyError

LOOKS = "looks.json"
BAD_INPUT, STOPPED = 2, 75  # exit codes
PATIENCE = 30  # [s] that a stopped engine has for its checkpoint


@dataclass(frozen=True)
class Ranked:
    """Functions under one headline: loss that each would avoid [JPY a scenario], its place, and the places that it may have."""

    mean: np.ndarray
    place: np.ndarray
    first: np.ndarray
    last: np.ndarray


@dataclass(frozen=True)
class Look:
    """A ranking from so many scenarios."""

    engine: str  # commit
    functions: list[str]
    given_up: int  # scenarios
    ranked: dict[str, Ranked]  # by headline


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

    def look(self, text: str, folder: Path, scenarios: int) -> Look:
        """The ranking of a variant from its first scenarios.

        What the folder has is read. A run that was stopped goes on from its checkpoint, and one that has fewer scenarios
        is made longer.

        :param text: a run file that stands alone
        """
        path = folder / LOOKS
        known = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if str(scenarios) not in known:
            self._simulate(text, folder, scenarios)
            known[str(scenarios)] = _read(folder / "run" / RESULTS)
            write_text(path, json.dumps(known))
        found = known[str(scenarios)]
        ranked = {name: Ranked(*(np.array(found[name][part]) for part in _PARTS)) for name in HEADLINES}
        return Look(found["engine"], found["functions"], found["given_up"], ranked)

    def _simulate(self, text: str, folder: Path, scenarios: int) -> None:
        run, number = folder / "run", ["--scenarios", str(scenarios)]
        if run.exists():
            try:
                if not (run / RESULTS).exists():
                    self._call(["resume", str(run), *self._options])
                self._call(["resume", str(run), *number, *self._options])
                return
            except EngineError as error:
                if error.code != BAD_INPUT or (run / RESULTS).exists():
                    raise
                shutil.rmtree(run)  # stopped before anything could be kept
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "run.toml").write_text(text, "utf-8")
        self._call(["run", str(folder / "run.toml"), "-o", str(run), *number, *self._options])

    def _call(self, arguments: list[str]) -> str:
        try:
            process = subprocess.Popen(
                [str(self.program), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        except OSError as error:
            raise EngineError(
                f"{self.program}: cannot be started; {error.strerror}; name the program hadome with --hadome", BAD_INPUT
            ) from error
        try:
            out, said = process.communicate()
        except KeyboardInterrupt:
            process.terminate()
            try:
                process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
        if process.returncode == STOPPED or process.returncode < 0:
            raise KeyboardInterrupt  # somebody stopped the engine, and so means us
        if process.returncode:
            raise EngineError(said.strip() or f"{self.program}: exit code {process.returncode}", process.returncode)
        return out


_PARTS = ("delta_mean", "rank", "rank_low", "rank_high")


def _read(path: Path) -> dict:
    with Results(path) as results:
        ranking = results["ranking"]
        functions = [str(name) for name in ranking.candidate.values]
        if set(functions) != {str(name) for name in results["axes"].function.values}:
            raise StudyError(
                f"{path}: ranks other candidates than functions; places of functions alone cannot be read from it; use the "
                "engine that this package came with"
            )
        return {
            "engine": str(results.attrs.get("git_sha", "")),
            "functions": functions,
            "given_up": int(results["outage"].given_up),
        } | {
            headline: {part: ranking[part].sel(headline=headline).values.tolist() for part in _PARTS}
            for headline in HEADLINES
        }


def write_text(path: Path, text: str) -> None:
    """Aside, then by rename: no reader sees half a file."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8", newline="")
    os.replace(part, path)
