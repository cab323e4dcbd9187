import h5py
import numpy as np
import pytest
from conftest import DELTA, FUNCTIONS, PROBABILITIES, write_results

import hadome
from hadome import tables


@pytest.fixture(scope="module")
def results(run_directory):
    with hadome.open(run_directory) as opened:
        yield opened


def test_opens_a_directory_or_its_file(run_directory):
    for path in (run_directory, run_directory / "results.h5", str(run_directory)):
        with hadome.open(path) as results:
            assert results.attrs["title"] == "Six functions"
            assert results.attrs["scenarios"] == 200000 and isinstance(results.attrs["scenarios"], int)


def test_every_axis_is_labelled(results):
    aep = results["metrics"].aep
    assert aep.dims == ("headline", "probability")
    assert aep.sel(headline="all_causes", probability=0.01).item() == pytest.approx(5e10 * 100**1.3)
    assert aep.attrs == {"units": "JPY", "description": "what metrics/aep is"}


def test_a_second_scale_does_not_rename_the_axis(results):
    assert results["metrics"].oep.dims == ("probability",)


def test_labels_in_both_languages_stand_along_the_axis(results):
    origin = results["causes"].origin_sector_mean
    assert origin.sel(function="rail.freight").function_ja.item() == "鉄道貨物"
    assert list(origin.sector_en.values[:2]) == ["Power", "Finance"]


def test_rows_of_a_tail_are_chosen_by_the_number_of_their_scenario(results):
    rows = results["scenarios"]
    assert results.scenario_table == "tail"
    assert rows.loss.sel(scenario=4711).item() == 10**12
    assert rows.loss_by_sector.sel(scenario=199999, sector="finance").item() == 9
    assert (rows.loss > rows.attrs["loss_beyond"]).values.tolist() == [True, False, True]
    with pytest.raises(KeyError):
        rows.loss.sel(scenario=4)


def test_older_files_have_all_rows_or_none(tmp_path):
    path = write_results(tmp_path / "results.h5")
    for table in ("all", "none"):
        with h5py.File(path, "r+") as file:
            file.attrs.pop("scenario_table", None)
            if table == "none":
                del file["scenarios"]
        with hadome.open(path) as older:
            assert older.scenario_table == table


def test_arrays_are_read_only_when_used(run_directory):
    results = hadome.open(run_directory)
    metrics = results["metrics"]
    results.close()
    with pytest.raises(Exception, match="(?i)closed|invalid"):
        metrics.aep.values.sum()


def test_unknown_group_names_those_there_are(results):
    with pytest.raises(KeyError, match="metrics"):
        results["metric"]


def test_settings_come_from_the_embedded_input(results):
    assert results.settings["run"]["run_off"] == "17520 h"
    assert results.settings["model"]["ja"] == "六つの機能"


def test_ranking_falls_with_the_places_that_intervals_leave_open(results):
    table = results.ranking("all_causes")
    assert list(table.index) == [f[0] for f in FUNCTIONS]
    assert list(table.delta_mean) == list(DELTA)
    assert list(zip(table.rank_low, table.rank_high)) == [(1, 1), (2, 3), (2, 3), (4, 4), (5, 6), (5, 6)]
    assert list(table.tied_group) == [1, 2, 2, 3, 4, 4]
    assert list(table.no_effect) == [False] * 4 + [True] * 2
    assert table.loc["finance.atm", "sector"] == "finance"


def test_exceedance_is_long_form(results):
    table = results.exceedance()
    assert len(table) == 3 * len(PROBABILITIES)
    one = table[(table.curve == "oep") & (table.probability == 0.01)].iloc[0]
    assert (one.low, one.loss, one.high) == pytest.approx(np.array([0.9, 1, 1.12]) * 4e10 * 100**1.3)
    assert one.return_period == pytest.approx(100)


def test_outages_join_function_and_region(results):
    table = results.outages()
    assert table.loc["power.distribution@Osaka", ["function", "region", "hours"]].tolist() == [
        "power.distribution",
        "Osaka",
        12.0,
    ]


def test_threats_have_shares_and_intervals(results):
    table = results.by_threat()
    assert table.share.sum() == pytest.approx(1)
    assert (table.low < table["mean"]).all() and (table["mean"] < table.high).all()
    assert table.loc["cyber", "events"] == 0.21


def test_basis(results):
    assert results.basis().confidence.tolist() == ["sourced", "", "judgement", "derived"]


def test_errors_say_what_is_wrong(tmp_path):
    with pytest.raises(hadome.ResultsError, match="no such file"):
        hadome.open(tmp_path / "nowhere")
    with pytest.raises(hadome.ResultsError, match="no results.h5"):
        hadome.open(tmp_path)
    (tmp_path / "text.h5").write_text("no HDF5")
    with pytest.raises(hadome.ResultsError, match="cannot be read as HDF5"):
        hadome.open(tmp_path / "text.h5")
    with h5py.File(tmp_path / "other.h5", "w") as other:
        other.attrs["format"] = "something else"
    with pytest.raises(hadome.ResultsError, match="not a Hadome results file"):
        hadome.open(tmp_path / "other.h5")
    with h5py.File(tmp_path / "part.h5", "w") as part:
        part.attrs.update({"format": "hadome-results", "format_version": 1})
    with pytest.raises(hadome.ResultsError, match="incomplete"):
        hadome.open(tmp_path / "part.h5")
    with pytest.raises(hadome.ResultsError, match="format version 2"):
        hadome.open(write_results(tmp_path / "newer.h5", format_version=2))
