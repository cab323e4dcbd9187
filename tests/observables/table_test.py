"""Verdicts, tables and the markers of the document; and the whole script on a small run of the engine."""

import os
import pathlib
import subprocess
import sys

import national_observables
import observables_table
import pytest
import record
from observables_table import Figure
from sampling import Estimate

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = {"id": "x", "group": "power", "what": "faults", "unit": "1/a", "role": "check", "before_period": "2000-2009",
       "before": "20/10", "since_period": "2016-2024", "since": "18/9", "band": "poisson 1", "used": "before",
       "compute": "sources sector=power threats=unintended", "requires": "", "source": "s", "confidence": "sourced", "note": ""}


def observable(**change):
    return record.checked({**ROW, **change})


@pytest.mark.parametrize("estimate,expected", [
    (Estimate(2.0, 1.9, 2.1, 5), "in"), (Estimate(1.0, 0.9, 1.1, 5), "below"), (Estimate(1.0, 0.5, 1.5, 5), "open"),
    (Estimate(9.0, 8.0, 9.9, 5), "above"), (Estimate(9.0, 2.5, 29.0, 5), "open"), (None, "")])
def test_verdicts(estimate, expected):
    assert observables_table.verdict(estimate, (1.2, 3.1)) == expected


def test_nothing_seen_is_open_unless_the_sample_is_large_enough():
    assert observables_table.verdict(Estimate(0.0, 0.0, 0.5, 0), (0.0, 0.1)) == "open"
    assert observables_table.verdict(Estimate(0.0, 0.0, 0.05, 0), (0.0, 0.1)) == "in"


def test_too_few_values_for_an_interval_are_open():
    few = Estimate(2.0, 0.0, float("inf"), 1)
    assert observables_table.verdict(few, (1.2, 3.1)) == observables_table.verdict(few, (5.0, 6.0)) == "open"
    assert observables_table.simulated_cell(Figure(observable(), few)) == "2 (n = 1)"


def test_a_recorded_value_among_the_simulated():
    assert observables_table.central(Estimate(0.5, 0.4, 0.6, 9), 0.9) == "in"
    assert observables_table.central(Estimate(1.0, 0.96, 1.0, 90), 0.9) == "record longer"
    assert observables_table.central(Estimate(0.01, 0.0, 0.04, 90), 0.9) == "record shorter"
    assert observables_table.central(Estimate(1.0, 0.7, 1.0, 9), 0.9) == "open"


def test_what_the_model_was_made_with_is_in_brackets_and_counted_apart():
    figure = Figure(observable(), Estimate(2.0, 1.9, 2.1, 40))
    line = observables_table.table([figure])[-1]
    assert line.endswith("| (in) | in |"), line
    assert "2, 2000-2009; 1.22 to 3.09" in line and "2 (1.9 to 2.1; n = 40)" in line
    assert observables_table.summary([figure]) == {True: "1 in", False: "1 in"}
    absent = Figure(observable(), None, "no storm in the model")
    assert "not simulated: no storm in the model" in observables_table.table([absent])[-1]
    assert observables_table.summary([absent]) == {True: "1 not simulated", False: "1 not simulated"}


def test_only_what_stands_between_the_markers_is_replaced():
    begin, end = observables_table.BEGIN, observables_table.END
    new = f"{begin}\nnew\n{end}"
    assert observables_table.replaced(f"a\n{begin}\nold\n{end}\nb", new) == f"a\n{new}\nb"
    for wrong in ("", begin, f"{end}{begin}", f"{begin}{end}{begin}{end}"):
        with pytest.raises(ValueError):
            observables_table.replaced(wrong, new)


def test_the_shipped_document_has_the_markers():
    text = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    assert "inside" in observables_table.replaced(text, "inside")


MODEL = """
[run]
title = "Two towns"
scenarios = 60
seed = 3
[ranking]
candidates = "none"
[[sector]]
id = "power"
[[sector]]
id = "finance"
[[region]]
id = "North"
population = 60000
[[region]]
id = "South"
population = 40000
[[function]]
id = "power.distribution"
sector = "power"
people = 1
[[function]]
id = "finance.bank"
sector = "finance"
sites = ["North"]
value = "1 MJPY/h"
[[dependency]]
consumer = "finance.bank"
supplier = "power.distribution"
buffer = "3 h"
[[unintended]]
id = "feeder"
function = "power.distribution"
cause = "equipment"
rate = "2 /a"
capacity_left = 0.5
restoration = "10 h"
"""

TABLE = [
    {"id": "rate", "compute": "events functions=power.distribution threats=unintended people=20000 hours=5", "before": "40/10"},
    {"id": "minutes", "compute": "minutes function=power.distribution threats=unintended", "band": "factor 1.5", "before": "1200",
     "since": ""},
    {"id": "length", "compute": "duration functions=power.distribution threats=unintended share=0.1", "band": "central 0.9",
     "before": "12", "since": "", "group": "incidents"},
    {"id": "reach", "compute": "sectors_reached sector=power", "band": "factor 1", "before": "1..1", "since": ""},
    {"id": "bank", "compute": "events functions=finance.bank threats=unintended share=0.1 hours=3.9", "before": "20/10"},
    {"id": "storms", "compute": "storms", "requires": "storm"},
    {"id": "unknown", "compute": "events functions=water.mains threats=unintended share=0"},
]


def test_the_whole_script_on_a_small_run(tmp_path, monkeypatch):
    """Two towns, one feeder each, two faults a year and feeder, each of half the town for ten hours: all can be worked out."""
    (tmp_path / "run.toml").write_text(MODEL, encoding="utf-8")
    engine = os.environ["HADOME"]
    subprocess.run([engine, "run", tmp_path / "run.toml", "-o", tmp_path / "out", "--progress", "none"], check=True, capture_output=True)
    rows = [observable(**row) for row in TABLE]
    monkeypatch.setattr(national_observables.record, "load", lambda: rows)
    caught = []
    monkeypatch.setattr(national_observables.observables_table, "page",
                        lambda figures, made_from, losses: caught.append((figures, made_from, losses)) or "page")
    document = tmp_path / "page.md"
    document.write_text(f"before {observables_table.BEGIN} old {observables_table.END} after", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["x", "--hadome", engine, str(tmp_path / "out"), "--worst", "10", "--others", "20",
                                      "--write", str(document)])
    national_observables.main()
    assert document.read_text(encoding="utf-8") == "before page after"
    (figures, made_from, losses), = caught
    found = {figure.observable.id: figure for figure in figures}
    assert "60 years" in made_from and "30 were replayed" in made_from and any("annual average" in line for line in losses)
    rate, minutes = found["rate"].estimate, found["minutes"].estimate
    assert rate.low <= 4.0 <= rate.high  # 30 000 and 20 000 people: both count
    assert minutes.low <= 60.0 * 10.0 * 0.5 * 2.0 <= minutes.high
    assert found["length"].quantiles == (pytest.approx(10.0), pytest.approx(10.0), pytest.approx(10.0))
    assert found["length"].estimate.value == 1.0
    assert found["reach"].estimate.value == 1.0
    assert found["bank"].estimate.low <= 2.0 <= found["bank"].estimate.high  # North only: four hours, once three hours of store have hidden a half for six
    assert (found["storms"].estimate, found["storms"].why) == (None, "no storm in the model")
    assert (found["unknown"].estimate, found["unknown"].why) == (None, "no function water.mains")


def test_a_mean_of_few_values_has_no_interval():
    """One earthquake of the sort in the sample: its loss says nothing of others'."""
    model = national_observables.national_model.read({"sector": []})
    rows = [observable(id="loss", compute="loss source=fault magnitude=7..8", band="factor 2", before="9", since="")]
    numbers = national_observables.np.arange(10)
    sample = national_observables.sampling.draw(numbers, 1.0 * numbers, worst=10, others=0, seed=1)
    for number, interval in ((1, False), (6, True)):
        counts = national_observables.Counts(rows, model)
        counts.values["loss"] = [[float(8 + i)] if i < number else [] for i in range(10)]
        figure, = national_observables.figures_of(rows, model, sample, counts, None)
        assert figure.estimate.count == number
        assert bool(figure.estimate.high < float("inf")) is interval
