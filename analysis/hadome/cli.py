"""`python3 -m hadome report` and `python3 -m hadome tables`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import report, tables
from .errors import ResultsError
from .reader import Results
from .texts import LANGUAGES

BAD_INPUT, IO_ERROR = 2, 74  # as the engine's exit codes


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        with Results(options.run) as results:
            options.action(results, options)
    except ResultsError as error:
        print(f"hadome: {error}", file=sys.stderr)
        return BAD_INPUT
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
    page.set_defaults(action=_report)

    csv = commands.add_parser("tables", help="tables as CSV")
    csv.add_argument("run", type=Path, metavar="DIR", help="directory of the run, or its results.h5")
    csv.add_argument("-o", "--output", type=Path, help="folder to write into (default: DIR/tables)")
    csv.set_defaults(action=_tables)
    return parser


def _report(results: Results, options: argparse.Namespace) -> None:
    path = options.output or results.path.parent / "report.html"
    report.write(results, path, options.lang)
    print(path)


def _tables(results: Results, options: argparse.Namespace) -> None:
    for path in tables.write_csv(results, options.output or results.path.parent / "tables"):
        print(path)
