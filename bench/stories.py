"""One replayed scenario, read from `hadome replay --json`: who was without what, how long, because of which event."""

import json
import subprocess
from dataclasses import dataclass, field

WHOLE = 2.0**36  # deficit of a node that is fully down
HOUR = 3.6e6  # [ms]
CHANGES = {"worse", "held", "better", "nominal"}


@dataclass(frozen=True)
class Piece:
    """A node with one deficit because of one damage."""

    begin: float  # [h]
    end: float
    node: str
    deficit: float  # 0 to 1
    damage: int


@dataclass
class Event:
    number: int
    threat: str
    source_kind: str
    source: str
    onset: float  # [h]
    magnitude: float | None
    loss: float  # [JPY]
    struck: set = field(default_factory=set)  # nodes that it damaged
    reached: set = field(default_factory=set)  # nodes that lost something to it without being damaged
    pieces: dict = field(default_factory=dict)  # function -> pieces

    def functions_struck(self):
        return {function_of(node) for node in self.struck}


@dataclass
class Story:
    events: list
    damages: list  # (event, node, hours from onset to mended, or None)
    damage_node: dict  # number of a damage -> node; those that did not happen are not there
    rises: list  # (node, event, rise of its deficit)


def function_of(node):
    return node.split("@")[0]


def replay(hadome, directory, scenario):
    """The replay of one scenario as the engine writes it."""
    done = subprocess.run([hadome, "replay", directory, "--scenario", str(scenario), "--json"], check=True,
                          capture_output=True)
    return json.loads(done.stdout)


def read(replayed):
    """Raises ValueError when the document is not a replay of a version that is known."""
    if replayed.get("format") != "hadome-replay" or replayed.get("format_version") != 1:
        raise ValueError("not a replay of format version 1")
    events = [Event(row["event"], row["threat"], row["source_kind"], row["source"], row["onset"] / HOUR, row["magnitude"],
                    float(row["loss"])) for row in replayed["events"]]
    by_number = {event.number: event for event in events}
    rows = replayed["damages"]
    mended, dropped = {}, set()
    for entry in replayed["entries"]:
        if entry["kind"] == "mended":
            mended[entry["damage"]] = entry["waited"] / HOUR
        elif entry["kind"] == "dropped":
            dropped.add(entry["damage"])
    for row in rows:
        by_number[row["event"]].struck.add(row["node"])
    for row in replayed["reach"]:
        by_number[row["event"]].reached.add(row["node"])
    rises = []
    for node, changes in changes_by_node(replayed["entries"]).items():
        add_pieces(node, changes, by_number, replayed["end"], rises)
    return Story(events, [(by_number[row["event"]], row["node"], mended.get(row["damage"])) for row in rows
                          if row["damage"] not in dropped], {row["damage"]: row["node"] for row in rows}, rises)


def changes_by_node(entries):
    found = {}
    for entry in entries:
        if entry["kind"] in CHANGES:
            found.setdefault(entry["node"], []).append(entry)
    return found


def add_pieces(node, changes, events, end, rises):
    """Cuts one node's history into pieces of one deficit and one root, and notes where it got worse."""
    for entry, after in zip(changes, [*changes[1:], None]):
        if entry["after"] > entry["before"]:
            rises.append((node, events[entry["event"]], (entry["after"] - entry["before"]) / WHOLE))
        until = end if after is None else after["time"]
        if entry["after"] > 0 and until > entry["time"]:
            piece = Piece(entry["time"] / HOUR, until / HOUR, node, entry["after"] / WHOLE, entry["damage"])
            events[entry["event"]].pieces.setdefault(function_of(node), []).append(piece)


def course(pieces, amounts):
    """What is lost of a function over time: [(begin, end, sum of amount x deficit)], by time; `amounts` by node."""
    steps = {}
    for piece in pieces:
        lost = piece.deficit * amounts[piece.node]
        steps[piece.begin] = steps.get(piece.begin, 0.0) + lost
        steps[piece.end] = steps.get(piece.end, 0.0) - lost
    times = sorted(steps)
    lost, result = 0.0, []
    for begin, end in zip(times, times[1:]):
        lost += steps[begin]
        result.append((begin, end, max(lost, 0.0)))
    return result


def hours_above(steps, threshold):
    """Hours in which at least `threshold` was lost; with threshold 0 those in which anything was."""
    return sum(end - begin for begin, end, lost in steps if lost >= threshold * (1.0 - 1e-12) and lost > 0.0)


def peak(steps):
    return max((lost for _, _, lost in steps), default=0.0)


def time_back(steps, onset, level):
    """Hours from the onset until `level` of the largest loss is back for good."""
    bound = (1.0 - level) * peak(steps)
    return max((end for _, end, lost in steps if lost > bound), default=onset) - onset
