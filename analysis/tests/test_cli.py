import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

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


@pytest.mark.parametrize("command", ["report", "tables"])
def test_help(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert "DIR" in capsys.readouterr().out
