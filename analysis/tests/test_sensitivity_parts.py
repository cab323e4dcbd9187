"""Parts of a sensitivity study: what a half of each figure is, how inputs are grouped, and what a short look guesses."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from hadome.sensitivity.dump import Dump, Place
from hadome.sensitivity.figures import LEFT_ALONE, VARIED, Kind, multiplied, spread
from hadome.sensitivity.inputs import collect
from hadome.sensitivity.screening import guess, margins
from hadome.sensitivity.words import LANGUAGES, Words
from hadome.texts import flat, load

ROOT = Path(__file__).parents[2]
HADOME = os.environ.get("HADOME")


@pytest.mark.parametrize(
    ("before", "kind", "half", "twice"),
    [
        ("12 h", Kind.SIZE, "6.0 h", "24.0 h"),
        (0.4, Kind.FRACTION, 0.2, 0.8),
        (0.85, Kind.FRACTION, 0.425, 1.0),
        (0.75, Kind.LEFT, 0.875, 0.5),
        ("uniform(low=0.25, high=0.75)", Kind.LEFT, "uniform(low=0.625, high=0.875)", "uniform(low=0.0, high=0.5)"),
        ("normal(mean=0.75, sd=0.1)", Kind.LEFT, "normal(mean=0.875, sd=0.05)", "normal(mean=0.5, sd=0.2)"),
        ("lognormal(median=4 h, sigma=1)", Kind.SIZE, "lognormal(median=2.0 h, sigma=1)", "lognormal(median=8.0 h, sigma=1)"),
        ("empirical(values=1 h;3 h)", Kind.SIZE, "empirical(values=0.5 h;1.5 h)", "empirical(values=2.0 h;6.0 h)"),
        (3, Kind.COUNT, 2, 6),
        (3.0, Kind.EXCESS, 2.0, 5.0),
        (["24 h=2", "72 h=5"], Kind.EXCESS, ["24 h=1.5", "72 h=3.0"], ["24 h=3.0", "72 h=9.0"]),
    ],
)
def test_what_half_and_twice_of_a_figure_is(before, kind, half, twice):
    assert multiplied(before, kind, 0.5) == half
    assert multiplied(before, kind, 2.0) == twice


def test_a_logarithm_is_added_to():
    assert multiplied(-1.0, Kind.LOG10, 10.0) == pytest.approx(0.0)


@pytest.mark.parametrize("before", [0, "0 h", "never", "fixed(value=0 h)"])
def test_what_has_no_half_stays_the_same_object(before):
    assert multiplied(before, Kind.SIZE, 2.0) is before
    assert spread(before, 2.0) is before


def test_spread_widens_every_law():
    assert spread("lognormal(median=4 h, sigma=1)", 2.0) == "lognormal(median=4 h, sigma=2.0)"
    assert spread("weibull(scale=4 h, shape=1)", 2.0) == "weibull(scale=4 h, shape=0.5)"  # a smaller shape scatters more


def numeric_keys() -> set[str]:
    """Of every table of the model, as the engine's schemas name them."""
    text = "".join((ROOT / "src" / "input" / name).read_text("utf-8") for name in ("schema.cpp", "schemas.cpp", "disaster_schemas.cpp"))
    text = re.sub(r"run_schemas\(\) \{.*?^\}", "", text, flags=re.DOTALL | re.MULTILINE)
    kinds = "quantity|number|distribution|restoration|integer|pairs|numbers"
    keys = set(re.findall(rf'(?:{kinds})_field\("(\w+)"', text))
    return keys


def test_every_figure_of_the_schemas_is_varied_or_left_alone_for_a_reason():
    left = set().union(*LEFT_ALONE.values())
    varied = {key for table in VARIED.values() for key in table}
    keys = numeric_keys()
    assert len(keys) > 80  # else the schemas are read wrongly
    assert keys - varied - {name.split(".")[-1] for name in left} == set()
    assert varied - keys == set()


def dumps() -> list[Path]:
    shipped = [ROOT / "configs" / name / "run.toml" for name in ("minimal", "tutorial", "japan")]
    return [*shipped, *sorted((ROOT / "configs" / "stress").glob("*.toml")), *sorted((ROOT / "tests/validation/cases").glob("*.toml"))]


@pytest.mark.skipif(HADOME is None, reason="HADOME names no engine")
def test_every_figure_of_the_shipped_models_is_known_and_an_unchanged_dump_is_the_dump():
    figure, tables, left = re.compile(r"[-+0-9.]+( \S+)?|\w+\(.*=.*\)"), set(), set().union(*LEFT_ALONE.values())
    skipped = {"run", "ranking", "attribution", "observe", "output", "model", "calendar", "season", "measure", "measure_change", "portfolio"}
    for path in dumps():
        done = subprocess.run([HADOME, "validate", path, "--dump"], capture_output=True, text=True)
        if done.returncode:  # models that one case builds by hand
            continue
        dump = Dump(done.stdout)
        assert dump.changed({}) == done.stdout
        for table, rows in dump.tables.items():
            for row in [] if table in skipped else rows:
                tables.add(table)
                for key, value in row.items():
                    text = str(value)
                    number = not isinstance(value, (bool, list)) and figure.fullmatch(text) and key not in ("id", "en", "ja", "source", "note")
                    assert not number or key in VARIED.get(table, {}) or {key, f"{table}.{key}"} & left, (path, table, key)
        for item in collect(dump, ("judgement", "unstated", "derived", "sourced")).inputs:
            for factor in (0.5, 2.0):
                changed = dump.changed(item.changes(dump, factor)).split("\n")
                differ = sum(a != b for a, b in zip(changed, done.stdout.split("\n"), strict=True))
                assert differ == len(item.changes(dump, factor))
    assert len(tables) > 20


DUMP = """[run]
scenarios = 10

[observe]

[[coupling]]
id = "degraded_unintended"
factor = 3
confidence = "judgement"

[[function]]
id = "p.a"
sector = "p"
min_speed = 0.05
value = "0 JPY/h"
confidence = "judgement"

[[function]]
id = "q.b"
sector = "q"
min_speed = 0.05
value = "5 JPY/h"
confidence = "sourced"

[[dependency]]
consumer = "q.b"
supplier = "p.a"
group = "g"
combine = "k_of_n"
theta = 0.5
role = "operation"
strength = 0.4
confidence = "judgement"

[[dependency]]
consumer = "q.b"
supplier = "q.b"
group = "g"
combine = "k_of_n"
theta = 0.5
role = "operation"
strength = 0.4
confidence = "sourced"

[[dependency]]
consumer = "q.b"
supplier = "p.a"
group = "h"
combine = "mean"
theta = 1
role = "repair"
strength = 1
confidence = "derived"

[[fragility]]
class = "c"
beta = 0.5
median = 0.3
restoration = "lognormal(median=4 h, sigma=1)"
confidence = "sourced"

[[fragility]]
class = "c"
beta = 0.5
median = 0.6
restoration = "4 h"
confidence = "judgement"
"""


def names(dump: Dump, *arguments) -> dict[str, int]:
    return {item.name: len(item.places) for item in collect(dump, *arguments).inputs}


def test_inputs_are_judged_entries_in_groups():
    """A group of suppliers and a fragility class are judged when one of their rows is; a value of 0 has no half."""
    dump = Dump(DUMP)
    assert names(dump) == {
        "function.min_speed": 1,
        "dependency.theta+q+p": 2,
        "dependency.strength+q+p": 2,
        "fragility.beta.spread": 2,
        "fragility.median+c": 2,
        "fragility.restoration+c": 2,
        "fragility.restoration.spread": 1,
        "coupling.factor+degraded_unintended": 1,
    }
    assert "dependency.strength+q.b+p.a" in names(dump, ("judgement",), "function")
    assert names(dump, ("derived",)) == {"dependency.repair.strength+q+p": 1}


def test_a_variant_differs_in_its_figures_alone():
    dump = Dump(DUMP)
    item = next(item for item in collect(dump).inputs if item.name == "fragility.median+c")
    changed = dump.changed(item.changes(dump, 2.0))
    assert changed == DUMP.replace("median = 0.3", "median = 0.6").replace("median = 0.6\nrestoration = \"4 h", "median = 1.2\nrestoration = \"4 h")
    added = dump.changed({Place("observe", 0, "times"): ["6 h"]})
    assert added == DUMP.replace("[observe]\n", '[observe]\ntimes = ["6 h"]\n')


def test_every_input_has_words_in_both_languages():
    """Whatever is varied, by sector and by function, at its size and at its spread."""
    for lang in LANGUAGES:
        texts = flat(load(f"sensitivity.{lang}"))
        for table, figures in VARIED.items():
            for key in figures:
                assert f"input.{table}.{key}" in texts, (lang, table, key)
    english, japanese = (flat(load(f"sensitivity.{lang}")) for lang in LANGUAGES)
    assert english.keys() == japanese.keys()
    fields = re.compile(r"{(\w+)}")
    for key in english:
        assert set(fields.findall(english[key])) == set(fields.findall(japanese[key])), key


def test_words_of_inputs():
    dump = Dump(DUMP)
    said = [Words("en", dump).input(item) for item in collect(dump).inputs]
    assert "increase of unintended failures of what runs degraded" in said
    assert "dependence of q on p" in said and "scatter of time to repair in all fragility classes" in said
    function = collect(dump, ("judgement",), "function").inputs
    assert "dependence of q.b on p.a" in [Words("en", dump).input(item) for item in function]


def test_a_short_look_guesses_from_the_ratio_under_the_same_draws():
    """The first scenarios saw a tenth of what the baseline loses: what is halved there is halved on the whole."""
    whole, part = np.array([10.0, 8.0, 9.0, 1.0]), np.array([1.0, 8.0, 1.0, 0.0])
    change = guess(whole, part, np.array([0.5, 8.0, 1.0, 0.0]))
    assert change.tolist() == pytest.approx([np.log(0.5), 0.0, 0.0, 0.0])
    guessed, worst = margins(whole, change, 2)
    # 5 beside the second of 8 and 9; at worst 2.5
    assert guessed[0] == pytest.approx(np.log(5 / 8)) and worst[0] == pytest.approx(np.log(2.5 / 8))
    # function 2 stays second whatever happens to function 0
    assert worst[2] > 0


def test_a_short_look_adds_what_the_baseline_did_not_see():
    whole, nothing = np.array([100.0, 50.0, 10.0]), np.zeros(3)
    assert guess(whole, nothing, np.array([0.0, 0.0, 90.0])).tolist() == pytest.approx([0.0, 0.0, np.log(10.0)])


def test_a_short_look_without_change_suspects_nobody():
    """However close the places are: what no draw shows to change is not a cause of removal."""
    base = np.array([1.0, 1.0001, 0.9999, 3.0])
    _, worst = margins(base, guess(base, base, base), 2)
    assert (worst[[1, 3]] > 0).all() and (worst[[0, 2]] < 0).all()


def test_what_multiplies_all_alike_is_no_suspect():
    base = np.array([1.0, 0.9, 0.8, 0.1])
    guessed, worst = margins(base, guess(base, base, 2 * base), 2)
    np.testing.assert_allclose(guessed[:2], [np.log(1 / 0.8), np.log(0.9 / 0.8)])
    np.testing.assert_allclose(worst, guessed)
