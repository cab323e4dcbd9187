"""The course of a study: the baseline, a short look at every variant, a long one at those that may change the top."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Iterator

import numpy as np

from ..tables import HEADLINES
from .dump import Dump, Place
from .engine import BAD_INPUT, Engine, Look, Ranked, write_text
from .errors import EngineError, StudyError
from .inputs import Collection, Input
from .screening import guess, margins

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
    confirmed: dict[str, Ranked] = field(default_factory=dict)  # by headline, where it was run in full
    given_up: int = 0

    @property
    def name(self) -> str:
        return f"{self.input.name}+{self.change}"


@dataclass(frozen=True)
class Plan:
    """What a folder is a study of."""

    input: str  # digest of the model
    factor: float
    grouping: tuple[str, ...]
    screen: int  # scenarios of the short look
    scenarios: int  # of a run in full
    top: int

    #: Runs that differ in these cannot stand in one study; more scenarios, or another number of places, go on with it.
    FIXED = ("input", "factor", "grouping")


@dataclass
class Findings:
    plan: Plan
    short: Look  # the baseline, from the first scenarios
    base: Look  # from all
    headlines: tuple[str, ...]  # those in which something is avoided, and that differ
    leading: dict[str, list[int]]  # headline -> functions of the top, in order
    variants: list[Variant]

    def verdict(self, variant: Variant, headline: str, function: int) -> str:
        """ "removes" when even the first place that it may have lies beyond the top, "may_remove" when its place does."""
        found = variant.confirmed[headline]
        if found.first[function] > self.plan.top:
            return "removes"
        return "may_remove" if found.place[function] > self.plan.top else "stays"


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


def open_folder(folder: Path, plan: Plan) -> None:
    """Makes the folder of a study, or finds that it holds the same one.

    :raises StudyError: when it holds another
    """
    if not 1 <= plan.screen < plan.scenarios:
        raise StudyError(
            f"{plan.scenarios} scenarios are too few beside {plan.screen} of the short look; a run in full tells more than "
            "it; ask for more with --scenarios, or for fewer with --screen"
        )
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / PLAN).exists():
        there = read_plan(folder)
        other = [name for name in Plan.FIXED if getattr(there, name) != getattr(plan, name)]
        if other:
            raise StudyError(
                f"{folder}: holds a study of another {' and '.join(other)}; places of different studies cannot be "
                "compared; choose another folder with -o"
            )
    elif any(folder.iterdir()):
        raise StudyError(f"{folder}: holds something else; a study has a folder of its own; choose another with -o")
    write_text(folder / PLAN, json.dumps(asdict(plan), indent=1) + "\n")


def read_plan(folder: Path) -> Plan:
    """What a folder is a study of.

    :raises StudyError: when it is none
    """
    try:
        plan = json.loads((folder / PLAN).read_text("utf-8"))
        return Plan(**plan | {"grouping": tuple(plan["grouping"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudyError(f"{folder / PLAN}: no plan of a study; {error}; name the folder of one, or begin another") from error


class Study:
    """Runs what is missing, and reads what is there."""

    def __init__(self, engine: Engine, dump: Dump, folder: Path, plan: Plan) -> None:
        self.engine, self.dump, self.folder, self.plan = engine, dump, folder, plan

    def baseline(self, variants: list[Variant]) -> Findings:
        short, base = (self._look(None, scenarios) for scenarios in (self.plan.screen, self.plan.scenarios))
        means = {name: base.ranked[name].mean for name in HEADLINES}
        shown = [name for name in HEADLINES if (means[name] > 0).any()]
        if len(shown) == 2 and np.array_equal(means[shown[0]], means[shown[1]]):
            shown = shown[1:]
        if not shown:
            raise StudyError("no function avoids any loss here; nothing is ranked; run more scenarios, or give functions a value")
        leading = {}
        for name in shown:
            order = np.argsort(-means[name], kind="stable")
            leading[name] = [int(at) for at in order[: self.plan.top] if means[name][at] > 0]
        return Findings(self.plan, short, base, tuple(shown), leading, variants)

    def screen(self, findings: Findings, variant: Variant) -> None:
        """A short look: whether it may push a function off the top."""
        try:
            seen = self._look(variant, self.plan.screen)
        except EngineError as error:
            if error.code != BAD_INPUT:
                raise
            variant.impossible = str(error).splitlines()[0]
            return
        self._check_engine(findings.base, seen)
        for headline in findings.headlines:
            whole, part, now = (look.ranked[headline].mean for look in (findings.base, findings.short, seen))
            guessed, worst = margins(whole, guess(whole, part, now), self.plan.top)
            leading = findings.leading[headline]
            variant.margin = min(variant.margin, float(guessed[leading].min()))
            variant.suspect |= bool((worst[leading] < 0).any())

    def confirm(self, findings: Findings, variant: Variant) -> None:
        """All scenarios of the baseline, simulated with the variant."""
        look = self._look(variant, self.plan.scenarios)
        self._check_engine(findings.base, look)
        variant.given_up = look.given_up
        variant.confirmed = {headline: look.ranked[headline] for headline in findings.headlines}

    def _look(self, variant: Variant | None, scenarios: int) -> Look:
        folder = self.folder / "runs" / (variant.name if variant else "baseline")
        return self.engine.look(text_of(self.dump, variant, self.plan.factor), folder, scenarios)

    def _check_engine(self, base: Look, other: Look) -> None:
        if other.engine != base.engine:
            raise StudyError(
                f"{self.folder}: made by two engines, {base.engine[:12]} and {other.engine[:12]}; their places cannot be "
                "compared; go on with the first, or choose another folder with -o"
            )


def suspects(variants: list[Variant], most: int | None) -> Iterator[Variant]:
    """The likeliest first, `most` of them."""
    found = sorted((v for v in variants if v.suspect), key=lambda v: v.margin)
    yield from found[:most]
