import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import pandas as pd
import pytest
import xxhash

from hadome.cli import main

ANALYSIS = Path(__file__).parents[1]


def run(*arguments: object) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(ANALYSIS)}
    return subprocess.run(
        [sys.executable, "-m", "hadome", *map(str, arguments)], capture_output=True, text=True, env=environment
    )


def test_report_from_the_command_line(run_directory, tmp_path):
    done = run("report", run_directory, "-o", tmp_path / "r.html", "--lang", "ja")
    assert (done.returncode, done.stderr) == (0, "")
    assert "銀行間決済" in (tmp_path / "r.html").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_report_stands_beside_the_results_by_default(run_directory):
    assert main(["report", str(run_directory)]) == 0
    assert (run_directory / "report.html").is_file()


def test_tables_are_csv(run_directory, tmp_path):
    assert main(["tables", str(run_directory), "-o", str(tmp_path / "t")]) == 0
    ranking = pd.read_csv(tmp_path / "t" / "ranking_it_caused.csv", index_col="candidate")
    assert ranking.ja.iloc[0] == "中央給電指令・系統制御"
    assert {"headlines.csv", "exceedance.csv", "origin_by_sector.csv", "outages.csv"} <= {
        p.name for p in (tmp_path / "t").iterdir()
    }


def test_bad_input_is_one_line_and_exit_code_2(tmp_path):
    done = run("report", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "no results.h5" in done.stderr
    assert run("report", tmp_path / "nowhere").returncode == 2
    assert run("report").returncode == 2
    assert run("report", tmp_path, "--lang", "fr").returncode == 2


def test_a_place_that_cannot_be_written_is_exit_code_74(run_directory, tmp_path, capsys):
    assert main(["report", str(run_directory), "-o", str(tmp_path / "missing" / "r.html")]) == 74
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_results_links_and_devices_are_never_overwritten(run_directory, tmp_path, capsys):
    before = (run_directory / "results.h5").read_bytes()
    link = tmp_path / "link.html"
    link.symlink_to(run_directory / "results.h5")
    run_file = tmp_path / "run.toml"
    run_file.write_text("[run]")
    for target in (run_directory / "results.h5", link, tmp_path, run_file):
        assert main(["report", str(run_directory), "-o", str(target)]) == 2
        assert "not written" in capsys.readouterr().err
    assert (run_directory / "results.h5").read_bytes() == before
    assert run_file.read_text() == "[run]"


def test_damaged_results_are_told_in_one_line(run_directory, tmp_path, capsys):
    whole = (run_directory / "results.h5").read_bytes()
    for size in (0, 7, 600, len(whole) // 2, len(whole) - 1):
        (tmp_path / "results.h5").write_bytes(whole[:size])
        assert main(["report", str(tmp_path)]) in (2, 74)
        assert len(capsys.readouterr().err.splitlines()) == 1
    shutil.copy(run_directory / "results.h5", tmp_path / "results.h5")
    with h5py.File(tmp_path / "results.h5", "r+") as file:
        del file["metrics/mean"]
    assert main(["report", str(tmp_path)]) == 74
    assert "damaged" in capsys.readouterr().err


def test_results_are_held_against_the_digest_of_the_run(run_directory, tmp_path, capsys):
    copied = tmp_path / "results.h5"
    shutil.copy(run_directory / "results.h5", copied)
    digest = xxhash.xxh3_128_hexdigest(copied.read_bytes())
    (tmp_path / "provenance.json").write_text(json.dumps({"results_digest": digest}))
    assert main(["report", str(tmp_path), "-o", str(tmp_path / "page.html")]) == 0
    with h5py.File(copied, "r+") as file:  # nothing that HDF5 would notice
        file["metrics/mean"][:] = file["metrics/mean"][:] * 1000
    (tmp_path / "page.html").unlink()
    capsys.readouterr()
    assert main(["report", str(tmp_path), "-o", str(tmp_path / "page.html")]) == 74
    assert f"damaged; its digest is {xxhash.xxh3_128_hexdigest(copied.read_bytes())}" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()
    for broken in ("", "{}", "[1]", "{"):
        (tmp_path / "provenance.json").write_text(broken)
        assert main(["report", str(tmp_path)]) == 74
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_too_few_years_are_told(run_directory, tmp_path, capsys):
    shutil.copy(run_directory / "results.h5", tmp_path / "results.h5")
    with h5py.File(tmp_path / "results.h5", "r+") as file:
        file.attrs["scenarios"] = 19
    assert main(["report", str(tmp_path)]) == 2
    assert "too few scenarios" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["report", "tables"])
def test_help(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert "DIR" in capsys.readouterr().out
