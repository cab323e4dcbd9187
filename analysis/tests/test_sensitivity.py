"""The study as a whole on a model whose ranking is known in closed form, through the real engine."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import h5py
import numpy as np
import pytest

from hadome.cli import main as report
from hadome.sensitivity.cli import main

HADOME = os.environ.get("HADOME")
pytestmark = pytest.mark.skipif(HADOME is None, reason="HADOME names no engine")
ANALYSIS = Path(__file__).parents[1]

# Rates [1/a] times 10 h times 1 MJPY/h: what a function avoids if it is never hit. Nobody needs anybody, so halving a rate, a
# repair or a value halves what its own function avoids. Of `d` nothing is judged, and `e` is far behind.
RATES = {"a": 8.0, "b": 5.0, "c": 4.5, "d": 3.0, "e": 0.02}
JUDGED = ("a", "b", "c", "e")
TOP, SCREEN = 2, 800
RATES_ALONE = ("--only", "rate+")  # every call of the engine costs its start


def model() -> str:
    rows = ["[run]", "scenarios = 4000", "seed = 7", "[model]", 'title = "Five"', '[[region]]\nid = "R"']
    for name, rate in RATES.items():
        confidence = "judgement" if name in JUDGED else "sourced"
        rows.append(f'[[sector]]\nid = "s{name}"\nen = "Sector {name}"\nja = "分野{name}"\nconfidence = "sourced"')
        rows.append(
            f'[[function]]\nid = "{name}"\nsector = "s{name}"\nen = "Function {name}"\nvalue = "1 MJPY/h"\nconfidence = "sourced"'
        )
        rows.append(
            f'[[unintended]]\nid = "fault.{name}"\nfunction = "{name}"\ncause = "equipment"\nrate = {rate}\n'
            f'capacity_left = 0\nrestoration = "10 h"\nconfidence = "{confidence}"'
        )
    return "\n".join(rows) + "\n"


def command(run_file: Path, folder: Path, *more: object, program: object = HADOME) -> list[str]:
    fixed = ["--hadome", program, "-o", folder, "--top", TOP, "--screen", SCREEN, "--threads", 1, "--quiet"]
    return [str(part) for part in (run_file, *fixed, *more)]


@pytest.fixture(scope="module")
def run_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "run.toml"
    path.write_text(model(), "utf-8")
    return path


@pytest.fixture(scope="module")
def study(run_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study") / "s"
    assert main(command(run_file, folder, *RATES_ALONE)) == 0
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def removals(folder: Path) -> set[tuple[str, str, str]]:
    """(function of the top, input, change) that is said to remove it."""
    found = rows(folder / "places.csv")
    return {(r["function"], r["input"], r["change"]) for r in found if r["verdict"] == "removes" and r["among_top_before"] == "1"}


def test_finds_exactly_the_inputs_that_remove(study):
    """a 8, b 5, c 4.5, d 3: halved, a falls behind c, and b behind c and d; doubled, c pushes b off; e never does."""
    halved = {(name, f"unintended.rate+s{name}", "halved") for name in "ab"}
    assert removals(study) == halved | {("b", "unintended.rate+sc", "doubled")}


def test_places_and_losses_are_those_of_the_closed_form(study):
    for row in rows(study / "places.csv"):
        if not row["input"]:
            continue
        name, of = row["function"], row["input"].split("+")[1]
        changed = 1.0 if of != f"s{name}" else {"halved": 0.5, "doubled": 2.0}[row["change"]]
        mean = RATES[name] * 10e6
        # Poisson counts: 4.5 standard errors of their mean over the scenarios
        for loss, factor in ((row["loss_avoided_before"], 1.0), (row["loss_avoided"], changed)):
            error = 4.5 * 10e6 * max(factor, 1.0) * (RATES[name] * max(factor, 1.0) / 4000) ** 0.5
            assert abs(float(loss) - factor * mean) < error, row
        assert int(row["first_place"]) <= int(row["place"]) <= int(row["last_place"])


def test_what_cannot_matter_is_passed_over(study):
    states = {(r["input"], r["change"]): r["state"] for r in rows(study / "inputs.csv")}
    assert len(states) == 2 * len(JUDGED)
    assert {state for (name, _), state in states.items() if name.endswith("+se")} == {"passed_over"}
    assert all(states[key] == "confirmed" for _, *key in removals(study) for key in [tuple(key)])


def test_the_baseline_is_the_run_itself(study, run_file, tmp_path):
    subprocess.run([HADOME, "run", run_file, "-o", tmp_path / "run", "--progress", "none"], check=True, capture_output=True)
    with h5py.File(tmp_path / "run" / "results.h5") as file:
        names = [name.decode() for name in file["axes/candidate"][()]]
        mean = file["ranking/delta_mean"][1]  # all causes
    before = {r["function"]: float(r["loss_avoided_before"]) for r in rows(study / "places.csv")}
    np.testing.assert_allclose([before[name] for name in names], mean, rtol=0, atol=0.51)


def test_the_report_shows_a_study_of_its_own_input(study, run_file, tmp_path, capsys):
    more = tmp_path / "more.toml"  # other scenarios and another title are the same model
    more.write_text(model().replace("scenarios = 4000", 'title = "Once more"\nscenarios = 300'), "utf-8")
    subprocess.run([HADOME, "run", more, "-o", tmp_path / "run", "--progress", "none"], check=True, capture_output=True)
    for lang, said in (("en", "rates of unintended failures in Sector b, halved"), ("ja", "分野bの非意図的障害の発生率を半分に")):
        page = tmp_path / f"{lang}.html"
        assert report(["report", str(tmp_path / "run"), "-o", str(page), "--lang", lang, "--sensitivity", str(study)]) == 0
        part = page.read_text("utf-8").split('id="rests"')[1].split("</section>")[0]
        assert said in part and part.count("<tr>") == 1 + TOP
        assert page.read_text("utf-8").index('href="#rests"') > 0
    plain = tmp_path / "plain.html"
    assert report(["report", str(tmp_path / "run"), "-o", str(plain)]) == 0
    assert 'id="rests"' not in plain.read_text("utf-8") and 'href="#rests"' not in plain.read_text("utf-8")
    other = tmp_path / "other.toml"
    other.write_text(model().replace("rate = 3.0", "rate = 3.5").replace("scenarios = 4000", "scenarios = 300"), "utf-8")
    subprocess.run([HADOME, "run", other, "-o", tmp_path / "other", "--progress", "none"], check=True, capture_output=True)
    capsys.readouterr()
    assert report(["report", str(tmp_path / "other"), "--sensitivity", str(study)]) == 2
    assert "a study of another input" in capsys.readouterr().err
    assert report(["report", str(tmp_path / "run"), "--sensitivity", str(tmp_path)]) == 2
    assert "no plan of a study" in capsys.readouterr().err


def test_pages_name_the_inputs_in_both_languages(study):
    english, japanese = ((study / name).read_text("utf-8") for name in ("sensitivity.md", "sensitivity.ja.md"))
    line = next(line for line in english.splitlines() if "Function b" in line)
    assert line.startswith("| 2 (2–2) | Function b | rates of unintended failures in Sector b, halved (to 4, 4–4)")
    assert line.endswith("; rates of unintended failures in Sector c, doubled (to 3, 3–3) | none found |")
    assert "分野bの非意図的障害の発生率を半分に（4位へ、4〜4）" in japanese
    assert "Losses caused by IT failure" not in english or "## Losses of all causes" in english
    for text in (english, japanese):
        assert "{" not in text and "4,000" in text


def test_a_finished_study_asks_nothing_more_of_the_engine(study, run_file, tmp_path):
    before = {name: (study / name).read_bytes() for name in ("places.csv", "inputs.csv", "sensitivity.md")}
    program, log = logging_engine(tmp_path)
    assert main(command(run_file, study, *RATES_ALONE, program=program)) == 0
    assert [line.split()[0] for line in log.read_text().splitlines()] == ["validate"]
    assert all((study / name).read_bytes() == text for name, text in before.items())


def logging_engine(folder: Path) -> tuple[Path, Path]:
    """The engine, which notes how it was called."""
    program, log = folder / "hadome.sh", folder / "calls"
    program.write_text(f'#!/bin/sh\necho "$@" >>"{log}"\nexec "{HADOME}" "$@"\n')
    program.chmod(0o755)
    return program, log


def test_stopped_at_any_time_it_goes_on(study, run_file, tmp_path):
    """Stopped every few runs: the same tables in the end, and no more than one run begun again for each stop."""
    program, log = logging_engine(tmp_path)
    folder, stops = tmp_path / "s", 0
    environment = os.environ | {"PYTHONPATH": str(ANALYSIS)}
    arguments = [sys.executable, "-m", "hadome.sensitivity", *command(run_file, folder, *RATES_ALONE, program=program)]
    while True:
        calls = len(log.read_text().splitlines()) if log.exists() else 0
        process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and (not log.exists() or len(log.read_text().splitlines()) < calls + 5):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        said = process.communicate()[1]
        if process.returncode == 0:
            break
        assert process.returncode == 75 and "stopped; the same command goes on" in said
        stops += 1
        assert stops < 50
    assert stops > 2
    for name in ("places.csv", "inputs.csv", "sensitivity.md", "sensitivity.ja.md"):
        assert (folder / name).read_bytes() == (study / name).read_bytes(), name
    runs = [line for line in log.read_text().splitlines() if not line.startswith("validate")]
    looks = 2 + sum(2 if r["state"] == "confirmed" else 1 for r in rows(study / "inputs.csv"))
    assert looks <= len(runs) <= looks + 2 * stops  # a resume that finds nothing, and the run that takes its place


def test_another_study_is_kept_out(study, run_file, tmp_path, capsys):
    assert main(command(run_file, study, "--factor", 3)) == 2
    assert "another factor" in capsys.readouterr().err
    other = tmp_path / "run.toml"
    other.write_text(model().replace("seed = 7", "seed = 8"), "utf-8")
    assert main(command(other, study)) == 2
    assert "another input" in capsys.readouterr().err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").write_text("")
    assert main(command(run_file, tmp_path / "full")) == 2
    assert "holds something else" in capsys.readouterr().err


def test_errors_say_what_to_do(run_file, tmp_path, capsys):
    def said(*arguments: object) -> str:
        assert main([str(a) for a in arguments]) == 2
        text = capsys.readouterr().err
        assert len(text.splitlines()) == 1
        return text

    assert "build it and name it with --hadome" in said(run_file, "--hadome", "/nowhere/hadome", "-o", tmp_path / "s")
    broken = tmp_path / "broken.toml"
    broken.write_text(model().replace('value = "1 MJPY/h"', 'value = "1 MJPY/kg"', 1), "utf-8")
    assert f"{broken.name}:" in said(*command(broken, tmp_path / "s"))  # in the words of the engine
    unmarked = tmp_path / "unmarked.toml"
    unmarked.write_text(re.sub(r'confidence = "\w+"', "", model()), "utf-8")
    assert "give rows a confidence" in said(*command(unmarked, tmp_path / "s"))
    assert "--list prints them all" in said(*command(run_file, tmp_path / "s", "--only", "nothing"))
    assert "too few" in said(*command(run_file, tmp_path / "s", "--scenarios", SCREEN))
    assert "fewer with --top" in said(run_file, "--hadome", HADOME, "-o", tmp_path / "t", "--quiet")
    assert not (tmp_path / "s").exists() or not (tmp_path / "s" / "places.csv").exists()


def test_what_the_engine_refuses_is_told_and_the_rest_goes_on(tmp_path):
    """A coefficient of variation is at most 10: the engine says so of its double, and the study goes on."""
    run_file = tmp_path / "run.toml"
    text = model().replace('id = "fault.a"', 'id = "fault.a"\nrate_cv = 8')
    run_file.write_text(text, "utf-8")
    assert main(command(run_file, tmp_path / "s", "--only", "rate_cv", "--confirm", 0)) == 0
    found = {r["change"]: r for r in rows(tmp_path / "s" / "inputs.csv")}
    assert found["doubled"]["state"] == "impossible" and "rate_cv" in found["doubled"]["reason"]
    assert found["halved"]["state"] in ("passed_over", "waiting")
    assert "The engine refuses 1 variants" in (tmp_path / "s" / "sensitivity.md").read_text("utf-8")


def test_more_scenarios_extend_a_study(run_file, tmp_path):
    folder = tmp_path / "s"
    assert main(command(run_file, folder, "--scenarios", 1000, "--only", "rate+sb")) == 0
    program, log = logging_engine(tmp_path)
    assert main(command(run_file, folder, "--scenarios", 1200, "--only", "rate+sb", program=program)) == 0
    calls = log.read_text().splitlines()
    assert sum(line.startswith("resume") for line in calls) == 2 and not any(line.startswith("run") for line in calls)
    assert main(command(run_file, tmp_path / "other", "--scenarios", 1200, "--only", "rate+sb")) == 0
    one, other = ({r["function"]: r["loss_avoided_before"] for r in rows(f / "places.csv")} for f in (folder, tmp_path / "other"))
    assert one == other
