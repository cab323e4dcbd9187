"""Footprints from the output of other hazard programs."""

import csv
import math

import pytest
from hadome import footprints


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(capsys.readouterr().out.splitlines()))


def test_ground_motion_fields_of_openquake(tmp_path, capsys):
    (tmp_path / "gmf.csv").write_text(
        "#,,,generated\nevent_id,gmv_PGA,gmv_PGV,custom_site_id\n0,0.2,10,a\n0,0.8,40,b\n0,0.5,5,sea\n1,0.1,0,a\n1,0.0,0,c\n"
    )
    (tmp_path / "sites.csv").write_text("site_id,region\na,Tokyo\nb,Tokyo\nc,Osaka\n")
    footprints.main(
        ["openquake", str(tmp_path / "gmf.csv"), "--sites", str(tmp_path / "sites.csv"), "--years", "5000", "--measure", "pga"]
    )
    rows = written(capsys)
    assert [(row["event"], row["region"]) for row in rows] == [("0", "Tokyo"), ("1", "Tokyo")]
    assert float(rows[0]["intensity"]) == pytest.approx(math.sqrt(0.2 * 0.8))
    assert {float(row["rate"]) for row in rows} == {1 / 5000}
    assert list(rows[0]) == list(footprints.COLUMNS)


def test_footprints_of_oasis(tmp_path, capsys):
    (tmp_path / "footprint.csv").write_text(
        "event_id,areaperil_id,intensity_bin_id,probability\n7,1,1,0.25\n7,1,2,0.75\n7,3,2,1\n8,1,2,1\n"
    )
    (tmp_path / "areas.csv").write_text("areaperil_id,region\n1,Tokyo\n2,Tokyo\n3,Osaka\n")
    (tmp_path / "bins.csv").write_text("intensity_bin_id,intensity\n1,20\n2,40\n")
    (tmp_path / "occurrence.csv").write_text("event_id,period_no,occ_year,occ_month,occ_day\n7,1,1,9,1\n7,4,4,8,1\n")
    options = [f"--{name}={tmp_path / name}.csv" for name in ("areas", "bins", "occurrence")]
    footprints.main(["oasis", str(tmp_path / "footprint.csv"), *options, "--periods=100", "--measure=wind"])
    rows = written(capsys)
    # Event 8 never occurs.
    assert [(row["event"], row["region"], float(row["intensity"]), float(row["share"])) for row in rows] == [
        ("7", "Osaka", 40.0, 1.0),
        ("7", "Tokyo", 35.0, 0.5),
    ]
    assert {float(row["rate"]) for row in rows} == {0.02}
