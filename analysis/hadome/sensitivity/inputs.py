"""The judged inputs of a model, in groups small enough to be told apart and few enough to be run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterator

from .dump import Dump, Place
from .figures import LEFT_ALONE, VARIED, Figure, Kind, multiplied, spread

GROUPINGS = ("sector", "function")
JUDGED = "judgement"
UNSTATED = "unstated"  # rows without a confidence
CONFIDENCES = (JUDGED, UNSTATED, "derived", "sourced")
ALL = "*"  # of a group that is a whole column

#: What the rows of a table are grouped by: (axis of the label, key of the row or of the row that it names).
_BY_OWN_KEY = {
    "store": ("store", "id"),
    "sector": ("sector", "id"),
    "region": ("area", "area"),
    "crew_pool": ("crew_pool", "id"),
    "coupling": ("coupling", "id"),
    "platform_use": ("platform", "platform"),
    "platform_defect": ("platform", "platform"),
    "worm": ("platform", "platform"),
    "campaign": ("campaign", "id"),
    "sharing": ("sharing", "id"),
    "earthquake": ("type", "type"),
    "tsunami": ("earthquake", "earthquake"),
    "storm": ("storm", "id"),
    "footprint": ("event_set", "event_set"),
    "fragility": ("fragility", "class"),
    "event": ("event", "id"),
}
#: Keys that several rows of one entry share.
_ENTRIES = {"dependency": ("consumer", "group"), "fragility": ("class",), "event": ("id",)}
_BY_FUNCTIONS = {"function": ["id"], "unintended": ["function"], "cyber_target": ["function"], "cyber_link": ["from", "to"]}


@dataclass(frozen=True)
class Input:
    """Figures of one kind that are halved and doubled together."""

    table: str
    key: str
    spread: bool  # of the law's scatter, not of its size
    role: str  # of dependencies: operation, repair; else ""
    group: tuple[tuple[str, str], ...]  # (axis, name): ("sector", "power"); empty: the whole column
    figure: Figure
    places: list[Place] = field(default_factory=list, compare=False)

    @property
    def name(self) -> str:
        """Unique in a model, and fit for a file."""
        parts = [self.table, self.role if self.role == "repair" else "", self.key, "spread" if self.spread else ""]
        return "+".join([".".join(filter(None, parts)), *(name for _, name in self.group)])

    def changes(self, dump: Dump, factor: float) -> dict[Place, Any]:
        """The figures that differ once all are multiplied."""
        found = {}
        for place in self.places:
            before = dump.value(place)
            whole = self.spread and self.figure.kind is not Kind.SPREAD  # of a law
            after = spread(before, factor) if whole else multiplied(before, self.figure.kind, factor)
            if after is not before:
                found[place] = after
        return found


@dataclass(frozen=True)
class Collection:
    inputs: list[Input]
    rows: dict[str, int]  # table -> judged rows
    left_alone: dict[str, int]  # "table.key" -> judged figures with no size to halve


def collect(dump: Dump, confidences: tuple[str, ...] = (JUDGED,), by: str = "sector") -> Collection:
    """Judged figures by group, in the order of the model.

    Rows are judged as wholes: a row has the confidence of its weakest figure, and an entry of several rows (a group of
    suppliers, a fragility class, an event) that of its weakest row. Tables without rows (ground motion, aftershocks) state no
    confidence and count as judged.

    :param by: "sector", or "function" for smaller groups
    """
    inputs: dict[str, Input] = {}
    rows: dict[str, int] = {}
    left_alone: dict[str, int] = {}
    for table, number, row in _judged(dump, confidences):
        rows[table] = rows.get(table, 0) + 1
        for key, value in row.items():
            figure = VARIED.get(table, {}).get(key)
            if figure is None:
                if _is_left_alone(table, key):
                    left_alone[f"{table}.{key}"] = left_alone.get(f"{table}.{key}", 0) + 1
                continue
            if not _has_effect(figure, row, value):
                continue
            for candidate in _inputs_of(dump, by, table, key, row, value, figure):
                inputs.setdefault(candidate.name, candidate).places.append(Place(table, number, key))
    return Collection(list(inputs.values()), rows, left_alone)


def _judged(dump: Dump, confidences: tuple[str, ...]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for table in VARIED:
        single = table in ("ground_motion", "aftershocks")
        rows = dump.rows(table)
        entries = [_entry(table, number, row) for number, row in enumerate(rows)]
        judged = {e for e, row in zip(entries, rows) if single or row.get("confidence", UNSTATED) in confidences}
        for number, row in enumerate(rows):
            if entries[number] in judged:
                yield table, number, row


def _entry(table: str, number: int, row: dict[str, Any]) -> tuple[Any, ...]:
    """Rows that must agree, or rise in order, are one entry, and judged when one of them is."""
    if table in _ENTRIES:
        return tuple(row.get(key) for key in _ENTRIES[table])
    return (number,)


def _is_left_alone(table: str, key: str) -> bool:
    return any({key, f"{table}.{key}"} & keys for keys in LEFT_ALONE.values())


def _has_effect(figure: Figure, row: dict[str, Any], value: Any) -> bool:
    if figure.only is not None:
        key, wanted = figure.only
        if key not in row or (wanted and row[key] != wanted):
            return False
    return figure.neutral is None or value != figure.neutral


def _inputs_of(
    dump: Dump, by: str, table: str, key: str, row: dict[str, Any], value: Any, figure: Figure
) -> Iterator[Input]:
    """Those that a figure belongs to: its size, and the spread of its law. What no factor changes (0, "never") is none."""
    role = str(row.get("role", "")) if table == "dependency" else ""
    scatters = figure.kind is Kind.SPREAD
    if any(multiplied(value, figure.kind, factor) is not value for factor in (0.5, 2.0)):
        yield Input(table, key, scatters, role, _group(dump, by, table, row, figure.together), figure)
    if not scatters and spread(value, 2.0) is not value:
        yield Input(table, key, True, role, (), figure)


def _group(dump: Dump, by: str, table: str, row: dict[str, Any], together: str) -> tuple[tuple[str, str], ...]:
    if together == "column":
        return ()
    if table == "dependency":
        consumer = _of_function(dump, by, row["consumer"])
        if together == "consumer" and by == "sector":
            return (consumer,)
        entry = _entry(table, 0, row)
        first = next(other for other in dump.rows(table) if _entry(table, 0, other) == entry)
        return (consumer, _of_function(dump, by, first["supplier"]))
    if table in _BY_FUNCTIONS:
        return tuple(_of_function(dump, by, row[key]) for key in _BY_FUNCTIONS[table])
    if table in _BY_OWN_KEY:
        axis, key = _BY_OWN_KEY[table]
        if by == "function" and table in ("earthquake", "region"):
            axis, key = table, "id"
        return ((axis, str(row.get(key, ALL))),)
    return ()


def _of_function(dump: Dump, by: str, function: str) -> tuple[str, str]:
    return ("function", function) if by == "function" else ("sector", dump.row("function", function)["sector"])
