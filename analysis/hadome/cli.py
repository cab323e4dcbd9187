"""`python3 -m hadome report` and `python3 -m hadome tables`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from . import report, tables
from .errors import DamagedResultsError, ResultsError
from .reader import Results
from .texts import LANGUAGES

BAD_INPUT, IO_ERROR = 2, 74  # as the engine's exit codes
FEWEST_FOR_REPORT = 20  # below, the exceedance curve has no two points


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        with Results(options.run) as results:
            options.action(results, options)
    except ResultsError as error:
        print(f"hadome: {error}", file=sys.stderr)
        return IO_ERROR if isinstance(error, DamagedResultsError) else BAD_INPUT
    except (KeyError, IndexError, AttributeError, TypeError, ValueError, RuntimeError) as error:
        # What falls over while reading is most often a file that is not what it says; the data carries no checksums.
        if "HADOME_TRACEBACK" in os.environ:
            raise
        print(
            f"hadome: {options.run}: the results cannot be read; {type(error).__name__}: {error}; "
            "most likely the file is damaged or was changed by hand: take a sound copy or run again; if it is sound, this "
            "is a fault of the report (HADOME_TRACEBACK=1 shows where)",
            file=sys.stderr,
        )
        return IO_ERROR
    except OSError as error:
        print(
            f"hadome: {error.filename or options.run}: cannot write or read; {error.strerror or error}; "
            "check the place and its permissions",
            file=sys.stderr,
        )
        return IO_ERROR
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hadome", description="Report and tables from the results of a run.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    page = commands.add_parser("report", help="one HTML file for planners")
    page.add_argument("run", type=Path, metavar="DIR", help="directory of the run, or its results.h5")
    page.add_argument("-o", "--output", type=Path, help="file to write (default: DIR/report.html)")
    page.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default: en)")
    page.add_argument(
        "--sensitivity", type=Path, metavar="STUDY", help="folder of a study by python3 -m hadome.sensitivity, to be shown"
    )
    page.set_defaults(action=_report)

    csv = commands.add_parser("tables", help="tables as CSV")
    csv.add_argument("run", type=Path, metavar="DIR", help="directory of the run, or its results.h5")
    csv.add_argument("-o", "--output", type=Path, help="folder to write into (default: DIR/tables)")
    csv.set_defaults(action=_tables)
    return parser


def _require(results: Results, scenarios: int, what: str) -> None:
    there = int(results.attrs["scenarios"])
    if there < scenarios:
        raise ResultsError(
            f"{results.path}: too few scenarios for {what}; it has {there}, and {scenarios} are the least that says "
            "anything; run more with --scenarios"
        )


def _report(results: Results, options: argparse.Namespace) -> None:
    _require(results, FEWEST_FOR_REPORT, "a report")
    path = options.output or results.path.parent / "report.html"
    report.write(results, path, options.lang, options.sensitivity)
    print(path)


def _tables(results: Results, options: argparse.Namespace) -> None:
    _require(results, 1, "tables")
    for path in tables.write_csv(results, options.output or results.path.parent / "tables"):
        print(path)
