"""The short form of bench/kill_runs.py: ten kills, the same every time as far as the machine goes along."""

import pathlib
import tempfile

import kill_runs


def test_ten_kills_lose_nothing():
    with tempfile.TemporaryDirectory(dir=kill_runs.scratch_parent(), prefix="hadome-kills-") as parent:
        records, failures = kill_runs.campaign(pathlib.Path(parent), kills=10, seed=11, scenarios=25000)
    print(kill_runs.table(records))
    assert not failures, "\n".join(failures)
    assert len(records) == 10
    assert sum(record.hit != "finished" for record in records) >= 5, "kills came too late to say anything"
