"""The resolved input of a run (`hadome validate --dump`) as lines whose figures can be replaced, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from typing import Any, Iterator, Mapping, NamedTuple

SETTINGS = ("run", "ranking", "attribution", "observe", "output")  # tables that say what is made of a model
HEAD = re.compile(r"\[\[?(\w+)\]\]?")
KEY = re.compile(r"(\w+) = ")


class Place(NamedTuple):
    """Where a figure stands."""

    table: str
    row: int
    key: str


class Dump:
    """One key a line, as the engine writes it. A variant differs in the lines that were asked for, and in no other byte."""

    def __init__(self, text: str) -> None:
        self.text = text
        parsed = tomllib.loads(text)
        #: table -> its rows; tables without rows of their own (ground motion) have one
        self.tables: dict[str, list[dict[str, Any]]] = {
            name: found if isinstance(found, list) else [found] for name, found in parsed.items()
        }
        self._lines = text.split("\n")
        self._line_of = dict(self._places())

    def _places(self) -> Iterator[tuple[Place, int]]:
        rows: dict[str, int] = {}
        table = ""
        for number, line in enumerate(self._lines):
            if head := HEAD.fullmatch(line):
                table = head[1]
                rows[table] = rows.get(table, -1) + 1
            elif key := KEY.match(line):
                yield Place(table, rows[table], key[1]), number

    @property
    def digest(self) -> str:
        """Of what the ranking depends on: not how many scenarios were drawn, what is kept of them and how they are called."""
        run = {key: value for key, value in self.rows("run")[0].items() if key not in ("scenarios", "title", "tail_levels")}
        kept = {name: rows for name, rows in self.tables.items() if name not in SETTINGS} | {"run": [run]}
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.tables.get(table, [])

    def row(self, table: str, name: str) -> dict[str, Any]:
        """The row of an id; empty where there is none."""
        return next((row for row in self.rows(table) if row.get("id") == name), {})

    def value(self, place: Place) -> Any:
        return self.tables[place.table][place.row][place.key]

    def changed(self, values: Mapping[Place, Any]) -> str:
        """The text with other values at these places; a place that has no line yet gets one."""
        lines, added = list(self._lines), {}
        for place, value in values.items():
            line = f"{place.key} = {json.dumps(value, ensure_ascii=False)}"
            if place in self._line_of:
                lines[self._line_of[place]] = line
            else:
                added.setdefault(f"[{place.table}]", []).append(line)
        return "\n".join(text for line in lines for text in (line, *added.get(line, [])))
