"""`python3 -m hadome.sensitivity`."""

from __future__ import annotations

import argparse
import fcntl
import shutil
import signal
import sys
from pathlib import Path
from typing import IO

from ..errors import ResultsError
from . import pages
from .dump import Dump
from .engine import BAD_INPUT, STOPPED, Engine
from .errors import EngineError, StudyError
from .inputs import CONFIDENCES, GROUPINGS, JUDGED, Collection, collect
from .progress import Progress
from .study import Findings, Plan, Study, open_folder, suspects, variants_of

IO_ERROR = 74
SCREEN = 200
MOST_CONFIRMED = 24


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _study(options)
    except KeyboardInterrupt:
        print("hadome.sensitivity: stopped; the same command goes on where it was", file=sys.stderr)
        return STOPPED
    except EngineError as error:
        print(error, file=sys.stderr)
        return error.code
    except ResultsError as error:
        print(f"hadome.sensitivity: {error}", file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(
            f"hadome.sensitivity: {error.filename or options.output}: cannot write or read; {error.strerror or error}; "
            "check the place and its permissions",
            file=sys.stderr,
        )
        return IO_ERROR
    return 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hadome.sensitivity",
        description="Which judged inputs, halved or doubled, would remove a function from the top of the ranking.",
        epilog="Can be stopped at any time; the same command goes on.",
    )
    parser.add_argument("run", type=Path, metavar="RUN.toml", help="run file")
    parser.add_argument("--hadome", type=Path, default=Path("hadome"), metavar="PROGRAM", help="the engine (default: hadome)")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder of the study")
    parser.add_argument("--factor", type=_above_one, default=2.0, help="by which inputs are multiplied and divided (default: 2)")
    parser.add_argument("--top", type=_positive, default=10, help="places that are looked at (default: 10)")
    parser.add_argument(
        "--scenarios",
        type=_positive,
        metavar="N",
        help="of the baseline and of runs in full (default: the run file's)",
    )
    parser.add_argument(
        "--screen", type=_positive, default=SCREEN, metavar="N", help=f"scenarios of the short look (default: {SCREEN})"
    )
    parser.add_argument(
        "--confirm",
        type=_not_negative,
        default=MOST_CONFIRMED,
        metavar="N",
        help=f"at most so many variants are run in full, the likeliest first (default: {MOST_CONFIRMED})",
    )
    parser.add_argument("--by", choices=GROUPINGS, default="sector", help="how finely inputs are told apart (default: sector)")
    parser.add_argument("--only", metavar="TEXT", help="inputs with this in their names, such as dependency.strength+medical")
    parser.add_argument(
        "--confidence",
        choices=CONFIDENCES,
        action="append",
        help=f"of the rows that are varied; can be given several times (default: {JUDGED})",
    )
    parser.add_argument("--threads", type=_positive, metavar="T", help="of the engine (default: its own choice)")
    parser.add_argument("--list", action="store_true", help="only print the names of the inputs")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is below 1")
    return number


def _not_negative(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is below 0")
    return number


def _above_one(text: str) -> float:
    number = float(text)
    if not 1 < number <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not above 1 and at most 1000")
    return number


def _study(options: argparse.Namespace) -> None:
    program = shutil.which(options.hadome)
    if program is None:
        raise StudyError(f"{options.hadome}: no program; it is needed to run variants; build it and name it with --hadome")
    engine = Engine(Path(program).absolute(), options.threads)
    dump = Dump(engine.dump(options.run))
    confidences = tuple(options.confidence or [JUDGED])
    collection = _chosen(collect(dump, confidences, options.by), options, confidences)
    if options.list:
        for item in collection.inputs:
            print(item.name)
        return
    functions = len(dump.rows("function"))
    if functions <= options.top:
        raise StudyError(
            f"{options.run}: has {functions} functions; none can leave the first {options.top}; ask for fewer with --top"
        )
    scenarios = options.scenarios or int(dump.rows("run")[0]["scenarios"])
    grouping = (options.by, *confidences)
    plan = Plan(dump.digest, options.factor, grouping, options.screen, scenarios, options.top)
    open_folder(options.output, plan)
    with _lock(options.output):
        _run(options, Study(engine, dump, options.output, plan), collection)


def _chosen(collection: Collection, options: argparse.Namespace, confidences: tuple[str, ...]) -> Collection:
    if not collection.inputs:
        raise StudyError(
            f"{options.run}: no input to vary; no row with a figure is marked {' or '.join(confidences)}; give rows a "
            "confidence, or choose others with --confidence"
        )
    chosen = [item for item in collection.inputs if not options.only or options.only in item.name]
    if not chosen:
        raise StudyError(f"{options.only}: in the name of no input; --list prints them all; correct --only")
    return Collection(chosen, collection.rows, collection.left_alone)


def _lock(folder: Path) -> IO[str]:
    """Falls with the process, however that ends."""
    file = (folder / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise StudyError(f"{folder}: another study is at work here; wait for it, or choose another with -o") from error
    return file


def _run(options: argparse.Namespace, study: Study, collection: Collection) -> None:
    progress = Progress(options.quiet)
    variants = variants_of(collection, study.dump, options.factor)
    progress.part("baseline", 1)
    progress(f"{study.plan.scenarios} scenarios")
    findings = study.baseline(variants)
    progress.part("short look", len(variants))
    for variant in variants:
        progress(variant.name)
        study.screen(findings, variant)
    _write(findings, collection, study, options)
    chosen = list(suspects(variants, options.confirm))
    progress.part("in full", len(chosen))
    for variant in chosen:
        progress(variant.name)
        study.confirm(findings, variant)
        _write(findings, collection, study, options)
    for path in _write(findings, collection, study, options):
        print(path)


def _write(findings: Findings, collection: Collection, study: Study, options: argparse.Namespace) -> list[Path]:
    return pages.write(findings, collection, study.dump, options.output)
