"""A results file in the schema of docs/results.md, small enough to check by hand."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

TEXT = h5py.string_dtype()
SECTORS = [
    ("power", "Power", "電力"),
    ("finance", "Finance", "金融"),
    ("medical", "Medical care", "医療"),
    ("rail", "Railways", "鉄道"),
]
FUNCTIONS = [
    ("power.grid_control", 0, "Central load-dispatch and control centres", "中央給電指令・系統制御"),
    ("power.distribution", 0, "Distribution", "配電"),
    ("finance.interbank", 1, "Inter-bank settlement <main & backup>", "銀行間決済"),
    ("finance.atm", 1, "Cash machines", "ATM"),
    ("medical.hospital", 2, "Disaster base hospitals", "災害拠点病院"),
    ("rail.freight", 3, "Rail freight", "鉄道貨物"),
]
REGIONS = [("Tokyo", "Tokyo", "東京都"), ("Osaka", "Osaka", "大阪府")]
PROBABILITIES = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
INPUT = """[run]
title = "Six functions"
scenarios = 200000
run_off = "17520 h"
[model]
en = "Six functions"
ja = "六つの機能"
"""
EVENTS = """[[event]]
id = "shock"
en = "The shock"
ja = "本震"
at = "0 h"
probability = 1
[[event]]
id = "shock"
en = "The shock"
ja = "本震"
at = "0 h"
probability = 1
[[event]]
id = "aftershock"
en = "Aftershock"
ja = "余震"
at = "96 h"
probability = 0.5
"""
# What is drawn at random and how long a scenario is [h], by what it is.
KINDS = {
    "year": ("unintended;earthquake", 8760.0),
    "period": ("unintended", 2160.0),
    "given": ("", 1440.0),
    "given_and_drawn": ("unintended;worm", 1440.0),
}
# [JPY/yr]: one clear leader, two that overlap, one alone, two without effect
DELTA = np.array([4.2e11, 9.1e10, 8.8e10, 3.0e9, 0.0, 0.0])
DELTA_ERROR = np.array([6.1e9, 4.0e9, 4.4e9, 2.2e8, 0.0, 0.0])
# Two candidates may be measures instead: one pays, of the other it cannot be said. Functions have no price.
KINDS_OF_CANDIDATES = {False: ["function"] * 6, True: ["function"] * 2 + ["measure"] * 2 + ["function"] * 2}
PRICES = {False: np.full(6, np.nan), True: np.array([np.nan, np.nan, 4.4e10, 3.1e9, np.nan, np.nan])}
BY_THREAT = np.array([2.1e11, 0.6e11, 9.1e11])


class Writer:
    """Datasets with scales, units and descriptions, as the engine writes them."""

    def __init__(self, file: h5py.File) -> None:
        self.file = file

    def axis(self, name: str, values) -> None:
        self.put(f"axes/{name}", values, []).make_scale(name)

    def put(self, path: str, values, axes: list[str], units: str = "JPY", **attributes) -> h5py.Dataset:
        values = np.asarray(values)
        text = values.dtype.kind == "U"
        dataset = self.file.create_dataset(
            path, data=values.astype(object) if text else values, dtype=TEXT if text else None
        )
        for number, axis in enumerate(axes):
            dataset.dims[number].attach_scale(self.file[f"axes/{axis}"])
        dataset.attrs.update({"units": units, "description": f"what {path} is", **attributes})
        return dataset


def write_results(
    path: Path, *, ranking: bool = True, format_version: int = 1, kind: str = "year", measures: bool = False
) -> Path:
    drawn, hours = KINDS[kind]
    given = kind.startswith("given")
    with h5py.File(path, "w") as file:
        file.attrs.update(
            {
                "format": "hadome-results",
                "format_version": format_version,
                "hadome_version": "0.1.0",
                "git_sha": "0123456789abcdef",
                "input_digest": "d1ce" * 8,
                "seed": np.uint64(7),
                "scenarios": 200000,
                "title": "Six functions",
                "horizon_hours": hours,
                "scenario_kind": kind,
                "drawn_sources": drawn,
                "scenario_table": "tail",
            }
        )
        file.create_dataset("input", data=INPUT + (EVENTS if given else ""), dtype=TEXT)
        writer = Writer(file)
        _axes(writer, ranking, measures)
        _metrics(writer)
        _causes_and_outage(writer)
        _tail_rows(writer)
        if ranking:
            _ranking(writer, PRICES[measures and not given])
        _basis(writer)
        if given:
            writer.axis("source", ["unintended:atm_change", "event:shock", "event:aftershock"])
            writer.put("axes/source_kind", ["unintended", "event", "event"], ["source"], "")
            writer.put("causes/source_mean", [0.0, 1.1e12, 8e10], ["source"])
    return path


def _axes(writer: Writer, ranking: bool, measures: bool) -> None:
    for name, rows in (("sector", SECTORS), ("function", FUNCTIONS), ("region", REGIONS)):
        writer.axis(name, [r[0] for r in rows])
        writer.put(f"axes/{name}_en", [r[-2] for r in rows], [name])
        writer.put(f"axes/{name}_ja", [r[-1] for r in rows], [name])
    writer.put("axes/function_sector", [f[1] for f in FUNCTIONS], ["function"])
    writer.axis("affected_function", [f[0] for f in FUNCTIONS])
    nodes = [(f, r) for f in range(len(FUNCTIONS)) for r in range(len(REGIONS))]
    writer.axis("node", [f"{FUNCTIONS[f][0]}@{REGIONS[r][0]}" for f, r in nodes])
    writer.put("axes/node_function", [f for f, _ in nodes], ["node"])
    writer.put("axes/node_region", [r for _, r in nodes], ["node"])
    for name, values in (
        ("threat", ["unintended", "cyber", "disaster"]),
        ("damage_kind", ["physical", "ot", "it"]),
        ("headline", ["it_caused", "all_causes"]),
        ("tail_level", [0.95, 0.99]),
        ("word", ["high", "low"]),
        ("probability", PROBABILITIES),
        ("return_period", [1 / p for p in PROBABILITIES]),
        ("bin", [0, 1, 3, 5, 9]),
    ):
        writer.axis(name, values)
    if ranking:
        writer.axis("candidate", [f[0] for f in FUNCTIONS])
        writer.put("axes/candidate_en", [f[2] for f in FUNCTIONS], ["candidate"])
        writer.put("axes/candidate_ja", [f[3] for f in FUNCTIONS], ["candidate"])
        writer.put("axes/candidate_kind", KINDS_OF_CANDIDATES[measures], ["candidate"], "")


def _metrics(writer: Writer) -> None:
    mean, error = np.array([2.7e11, 1.18e12]), np.array([2.4e9, 3.1e10])
    for name, values in (
        ("mean", mean),
        ("mean_error", error),
        ("mean_low", mean - 1.96 * error),
        ("mean_high", mean + 1.96 * error),
        ("sd", error * 447),
    ):
        writer.put(f"metrics/{name}", values, ["headline"], "JPY/yr")
    tail = np.array([[1.1e12, 3.3e12], [4.9e12, 2.2e13]])
    for name in ("var", "tvar"):
        value = tail * (1.9 if name == "tvar" else 1)
        for suffix, factor in (("", 1), ("_low", 0.96), ("_high", 1.05), ("_error", 0.022)):
            if name + suffix != "var_error":
                writer.put(f"metrics/{name}{suffix}", value * factor, ["headline", "tail_level"])
    writer.put("metrics/tail_scenarios", [[10000, 2000], [10000, 2000]], ["headline", "tail_level"], "1")
    writer.put("metrics/tail_certified", [[1, 1], [1, 0]], ["headline", "tail_level"], "1")
    curve = np.array([1 / p for p in PROBABILITIES]) ** 1.3
    for suffix, factor in (("", 1), ("_low", 0.9), ("_high", 1.12)):
        writer.put(f"metrics/aep{suffix}", np.outer([6e9, 5e10], curve) * factor, ["headline", "probability"])
        oep = writer.put(f"metrics/oep{suffix}", 4e10 * curve * factor, ["probability"])
        oep.dims[0].attach_scale(writer.file["axes/return_period"])
    for name, axis, values in (
        ("sector", "sector", [6e11, 2e11, 3.7e11, 1e10]),
        ("threat", "threat", BY_THREAT),
        ("kind", "damage_kind", [9e11, 3e10, 2.5e11]),
    ):
        writer.put(f"metrics/by_{name}_mean", values, [axis], "JPY/yr")
        writer.put(f"metrics/by_{name}_error", np.asarray(values) * 0.02, [axis], "JPY/yr")


def _causes_and_outage(writer: Writer) -> None:
    origin = np.outer([5e11, 2e11, 4e11, 1e9, 3e7, 0.0], [0.6, 0.1, 0.3, 0.0001])
    writer.put("causes/origin_sector_mean", origin, ["function", "sector"], "JPY/yr")
    writer.put("causes/threat_sector_mean", np.outer(BY_THREAT, [0.5, 0.2, 0.29, 0.01]), ["threat", "sector"], "JPY/yr")
    writer.put("causes/direct", 2.0e11, [], "JPY/yr")
    writer.put("causes/cascaded", 9.8e11, [], "JPY/yr")
    hours = np.array([1.2, 3.4, 0.5, 12.0, 0.01, 0.02, 0.3, 0.4, 5.5, 6.6, 0.0, 0.0])
    writer.put("outage/hours", hours, ["node"], "h/yr")
    writer.put("outage/episodes", hours / 4, ["node"], "1/yr")
    writer.put("outage/unfinished_by_node", np.array([12, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]), ["node"], "1")
    writer.put("outage/person_hours", [0.0, 8.8e7, 1.2e4, 5.0e6, 1.0e6, 0.0], ["function"], "person h/yr")
    writer.put("outage/cascade_size", [[500000, 90000, 60000, 9990, 10], [30000, 9000, 2000, 999, 1], [5000, 4000, 3000, 2000, 2000]], ["threat", "bin"], "1")
    writer.put("outage/unfinished", 12, [], "1")
    writer.put("outage/events", [3.3, 0.21, 0.08], ["threat"], "1/yr")
    writer.put("outage/damages", [3.3, 2.5, 60.0], ["threat"], "1/yr")


def _tail_rows(writer: Writer) -> None:
    """Three scenarios of a tail: the second lost beyond the threshold of IT alone."""
    writer.axis("scenario", [3, 4711, 199999])
    writer.put("scenarios/loss", [6 * 10**12, 10**12, 9 * 10**12], ["scenario"])
    writer.put("scenarios/loss_it", [0, 10**12, 2 * 10**12], ["scenario"])
    writer.put("scenarios/loss_by_sector", np.arange(12).reshape(3, 4), ["scenario", "sector"])
    writer.file["scenarios"].attrs.update({"loss_beyond": 5 * 10**12, "loss_it_beyond": 9 * 10**11})


def _ranking(writer: Writer, prices: np.ndarray) -> None:
    factor = np.array([[0.5], [1.0]])
    for name, value, error in (("mean", DELTA, DELTA_ERROR), ("tvar", DELTA * 20, DELTA_ERROR * 30)):
        for suffix, values in (
            ("", value),
            ("_error", error),
            ("_low", value - 1.96 * error),
            ("_high", value + 1.96 * error),
        ):
            writer.put(f"ranking/delta_{name}{suffix}", factor * values, ["headline", "candidate"], tail_level=0.99)
    for prefix in ("", "tvar_"):
        for name, values in {
            "rank": [1, 2, 3, 4, 5, 5],
            "rank_low": [1, 2, 2, 4, 5, 5],
            "rank_high": [1, 3, 3, 4, 6, 6],
            "tied_group": [1, 2, 2, 3, 4, 4],
        }.items():
            writer.put(f"ranking/{prefix}{name}", [values] * 2, ["headline", "candidate"], "1")
        writer.put(f"ranking/{prefix}p_top_k", [[1, 0.7, 0.3, 0, 0, 0]] * 2, ["headline", "candidate"], "1", k=2.0)
        distance = DELTA[0] - DELTA
        distance[0] = DELTA[1] - DELTA[0]
        for suffix, change in (("", 0.0), ("_low", -2e10), ("_high", 2e10)):
            writer.put(f"ranking/{prefix}best_distance{suffix}", [distance + change] * 2, ["headline", "candidate"])
    writer.put("ranking/tail_certified", [1, 0], ["headline"], "1")
    writer.put("ranking/payer", ["", "", "banks & ministry", "banks", "", ""], ["candidate"], "")
    writer.put("ranking/cost", prices, ["candidate"], "JPY/yr")
    for suffix, values in (
        ("", DELTA),
        ("_error", DELTA_ERROR),
        ("_low", DELTA - 1.96 * DELTA_ERROR),
        ("_high", DELTA + 1.96 * DELTA_ERROR),
    ):
        writer.put(f"ranking/benefit_cost{suffix}", factor * values / prices, ["headline", "candidate"], "1")
        writer.put(f"ranking/inside_mean{suffix}", factor * values / 4, ["headline", "candidate"])
    writer.put("ranking/resimulated", [[20000, 90000, 5000, 400, 0, 3]] * 2, ["headline", "candidate"], "1")


def _basis(writer: Writer) -> None:
    rows = [
        ("function", "power.grid_control", "statistics", "sourced"),
        ("function", "rail.freight", "", ""),
        ("unintended", "atm_change", "judged", "judgement"),
        ("dependency", "power to rail", "from a table", "derived"),
    ]
    writer.axis("basis", list(range(len(rows))))
    for number, name in enumerate(("table", "entry", "source", "confidence")):
        writer.put(f"basis/{name}", [r[number] for r in rows], ["basis"], "")


@pytest.fixture(scope="session")
def run_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("run")
    write_results(directory / "results.h5")
    return directory
