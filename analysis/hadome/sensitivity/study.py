"""The course of a study: the baseline, a short look at every variant, a long one at those that may change the top."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator

import numpy as np

from ..tables import HEADLINES
from .dump import Dump, Place
from .engine import BAD_INPUT, Engine, Sums, write_text
from .errors import EngineError, StudyError
from .inputs import Collection, Input
from .places import Places, places
from .screening import guess, margins

BLOCKS = 30  # of the scenarios: as many as give an interval that is not much wider for their number
LEAST_BLOCKS = 5
CHANGES = ("halved", "doubled")
PLAN = "plan.json"
#: What results must not keep, and what must be in them.
SETTINGS = {
    Place("ranking", 0, "candidates"): "functions",
    Place("attribution", 0, "threats"): "none",
    Place("observe", 0, "times"): [],
    Place("output", 0, "scenario_table"): "none",
    Place("output", 0, "embed_input"): False,
}


@dataclass
class Variant:
    """One input, halved or doubled."""

    input: Input
    change: str
    figures: int = 0  # that differ
    impossible: str = ""  # why the engine refuses it
    margin: float = np.inf  # of the function nearest to leaving the top, as guessed
    suspect: bool = False  # it may push one off the top
    confirmed: dict[str, Places] = field(default_factory=dict)  # headline -> places
    mean: dict[str, np.ndarray] = field(default_factory=dict)  # headline -> loss avoided, JPY a scenario
    given_up: int = 0

    @property
    def name(self) -> str:
        return f"{self.input.name}+{self.change}"


@dataclass(frozen=True)
class Scale:
    """How much is simulated."""

    block: int  # scenarios
    blocks: int
    screen: int  # blocks of the short look

    @property
    def scenarios(self) -> int:
        return self.block * self.blocks


@dataclass
class Findings:
    scale: Scale
    factor: float
    top: int
    base: Sums
    headlines: tuple[str, ...]  # those in which something is avoided, and that differ
    places: dict[str, Places]  # of the baseline
    leading: dict[str, list[int]]  # headline -> functions of the top, in order
    variants: list[Variant]

    def verdict(self, variant: Variant, headline: str, function: int) -> str:
        """ "removes" when even the first place that it may have lies beyond the top, "may_remove" when its place does."""
        found = variant.confirmed[headline]
        if found.first[function] > self.top:
            return "removes"
        return "may_remove" if found.place[function] > self.top else "stays"


def variants_of(collection: Collection, dump: Dump, factor: float) -> list[Variant]:
    """Two for each input, but for those that change nothing: what is 1 already and cannot be more."""
    found = []
    for item in collection.inputs:
        for change in CHANGES:
            changes = item.changes(dump, _factor(factor, change))
            if changes:
                found.append(Variant(item, change, figures=len(changes)))
    return found


def text_of(dump: Dump, variant: Variant | None, factor: float) -> str:
    """A run file of the variant, or of the baseline; the same but for the variant's figures."""
    changes = {} if variant is None else variant.input.changes(dump, _factor(factor, variant.change))
    return dump.changed(SETTINGS | changes)


def _factor(factor: float, change: str) -> float:
    return factor if change == "doubled" else 1 / factor


def open_folder(folder: Path, dump: Dump, factor: float, grouping: list[str], scenarios: int, blocks: int, top: int) -> Scale:
    """Makes the folder of a study, or finds that it holds the same one, which keeps its size of blocks.

    :param scenarios: rounded down to whole blocks
    :raises StudyError: when it holds another
    """
    plan = {"input": dump.digest, "factor": factor, "grouping": grouping}
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / PLAN).exists():
        there = read_plan(folder)
        block = there["block"]
        other = [name for name in plan if there.get(name) != plan[name]]
        if other:
            raise StudyError(
                f"{folder}: holds a study of another {' and '.join(other)}; sums of different studies cannot be compared; "
                "choose another folder with -o"
            )
    elif any(folder.iterdir()):
        raise StudyError(f"{folder}: holds something else; a study has a folder of its own; choose another with -o")
    else:
        block = scenarios // blocks
    if block < 1 or scenarios // block < LEAST_BLOCKS:
        raise StudyError(
            f"{scenarios} scenarios are too few; a study compares {blocks} blocks of them; ask for more with --scenarios"
        )
    text = json.dumps(plan | {"block": block, "blocks": scenarios // block, "top": top}, indent=1)
    write_text(folder / PLAN, text + "\n")
    return Scale(block, scenarios // block, 1)


def read_plan(folder: Path) -> dict[str, Any]:
    """What a folder is a study of: input (a digest), factor, grouping, block, blocks, top.

    :raises StudyError: when it is none
    """
    try:
        plan = json.loads((folder / PLAN).read_text("utf-8"))
        return plan | {name: int(plan[name]) for name in ("block", "blocks", "top")} | {"factor": float(plan["factor"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudyError(f"{folder / PLAN}: no plan of a study; {error}; name the folder of one, or begin another") from error


class Study:
    """Runs what is missing, and reads what is there."""

    def __init__(self, engine: Engine, dump: Dump, folder: Path, scale: Scale, factor: float) -> None:
        self.engine, self.dump, self.folder, self.scale, self.factor = engine, dump, folder, scale, factor

    def baseline(self, top: int, variants: list[Variant]) -> Findings:
        base = self._sums(None, self.scale.blocks)
        means = {name: base.mean(name) for name in HEADLINES}
        shown = [name for name in HEADLINES if (means[name] > 0).any()]
        if len(shown) == 2 and np.array_equal(means[shown[0]], means[shown[1]]):
            shown = shown[1:]
        if not shown:
            raise StudyError("no function avoids any loss here; nothing is ranked; run more scenarios, or give functions a value")
        leading = {}
        for name in shown:
            order = sorted(range(len(base.functions)), key=lambda at: -means[name][at])
            leading[name] = [at for at in order[:top] if means[name][at] > 0]
        return Findings(
            self.scale,
            self.factor,
            top,
            base,
            tuple(shown),
            {name: places(base.avoided[name]) for name in shown},
            leading,
            variants,
        )

    def screen(self, findings: Findings, variant: Variant) -> None:
        """A short look: whether it may push a function off the top."""
        try:
            short = self._sums(variant, self.scale.screen)
        except EngineError as error:
            if error.code != BAD_INPUT:
                raise
            variant.impossible = str(error).splitlines()[0]
            return
        self._check_engine(findings.base, short)
        for headline in findings.headlines:
            guessed, worst = margins(*guess(findings.base, short, headline), findings.top)
            leading = findings.leading[headline]
            variant.margin = min(variant.margin, float(guessed[leading].min()))
            variant.suspect |= bool((worst[leading] < 0).any())

    def confirm(self, findings: Findings, variant: Variant) -> None:
        """All scenarios of the baseline, simulated with the variant."""
        sums = self._sums(variant, self.scale.blocks)
        self._check_engine(findings.base, sums)
        variant.given_up = self.scale.scenarios - int(sums.counted.sum())
        for headline in findings.headlines:
            variant.confirmed[headline] = places(sums.avoided[headline])
            variant.mean[headline] = sums.mean(headline)

    def _sums(self, variant: Variant | None, blocks: int) -> Sums:
        folder = self.folder / "runs" / (variant.name if variant else "baseline")
        return self.engine.sums(text_of(self.dump, variant, self.factor), folder, self.scale.block, blocks)

    def _check_engine(self, base: Sums, other: Sums) -> None:
        if other.engine != base.engine:
            raise StudyError(
                f"{self.folder}: made by two engines, {base.engine[:12]} and {other.engine[:12]}; their sums cannot be "
                "compared; go on with the first, or choose another folder with -o"
            )


def suspects(variants: list[Variant], most: int | None) -> Iterator[Variant]:
    """The likeliest first, `most` of them."""
    found = sorted((v for v in variants if v.suspect), key=lambda v: v.margin)
    yield from found[:most]
