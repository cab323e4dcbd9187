"""Typhoons and intensities that are drawn without the engine."""

import math

import japan_intensity
import japan_storms
import numpy as np
import pytest

# From the sea south of Kyushu due north over Kagoshima, without chance.
STORM = {"id": "north", "rate": "2 /a", "lat": "28", "lon": "130.6", "heading": "0", "speed": "10", "length": "1200 km",
         "deficit": "60", "decay": "0 h", "radius": "80 km", "shape": "1.2", "surface_factor": "0.7", "asymmetry": "0"}
CAPITALS = {"Kagoshima": (31.56, 130.558), "Hokkaido": (43.06, 141.35)}
FAULT = {"id": "fault", "type": "crustal", "rate": "0.5 /a", "magnitudes": "uniform", "magnitude_low": "7", "magnitude_high": "7",
         "geometry": "area", "lat": "36.0", "lon": "138.5", "lat2": "36.0", "lon2": "138.5", "depth": "10"}


@pytest.mark.parametrize("change,landfalls", [({}, 2.0), ({"heading": "180"}, 0.0), ({"deficit": "8"}, 0.0), ({"lon": "128"}, 0.0)])
def test_landfalls(change, landfalls):
    assert japan_storms.rates([{**STORM, **change}], CAPITALS, tracks=3).landfalls == landfalls


def test_what_weakens_out_at_sea_makes_no_land():
    assert japan_storms.rates([{**STORM, "decay": "3 h"}], CAPITALS, tracks=1).landfalls == 0.0


def test_approaches_by_part_of_the_country():
    found = japan_storms.rates([STORM], CAPITALS, tracks=2)
    assert (found.approaches["Kyushu south"], found.approaches["Hokkaido"], found.any_approach) == (2.0, 0.0, 2.0)


def test_wind_at_the_radius_of_maximum_wind():
    storm = japan_storms.storm_of(STORM, np.random.default_rng(1))
    east = japan_storms.vector(28.0, 130.6 + math.degrees(80.0 / 6371.0088) / math.cos(math.radians(28.0)))
    turning = 0.5 * 80e3 * 2.0 * 7.292115e-5 * math.sin(math.radians(28.0))
    gradient = math.sqrt(1.2 * 6000.0 / (math.e * 1.15) + turning**2) - turning
    assert storm.winds(np.array([east]))[0] == pytest.approx(0.7 * gradient, rel=2e-3)
    moving = japan_storms.storm_of({**STORM, "asymmetry": "0.5"}, np.random.default_rng(1))
    share = gradient / math.sqrt(1.2 * 6000.0 / (math.e * 1.15))
    assert moving.winds(np.array([east]))[0] == pytest.approx(0.7 * gradient + 0.5 * 10.0 * share, rel=2e-3)


def test_distributions_as_the_tables_write_them():
    random = np.random.default_rng(1)
    assert japan_storms.drawn("80 km", random) == 80.0
    assert 1.0 <= japan_storms.drawn("uniform(low=1, high=1.5)", random) <= 1.5
    assert np.median([japan_storms.drawn("lognormal(median=80 km, sigma=0.4)", random) for _ in range(4000)]) == pytest.approx(80, rel=0.03)
    with pytest.raises(ValueError):
        japan_storms.drawn("cauchy(median=1)", random)


def test_aftershocks_add_earthquakes_that_are_felt():
    settings = {"productivity": -2.47, "b_value": 0.915, "p": 0.88, "c": "0.432 h", "threshold": 6, "magnitude_low": 5,
                "duration": "2160 h"}
    alone = japan_intensity.rates([FAULT], 400, 30.0)[0]
    followed = japan_intensity.rates([FAULT], 400, 30.0, settings)[0]
    assert alone["5-"] <= 0.5 + 1e-12 < followed["5-"]
    assert japan_intensity.rates([FAULT], 400, 30.0, {**settings, "threshold": 7.5})[0] == alone
    assert japan_intensity.rates([FAULT], 400, 30.0, {"threshold": 6})[0] == alone  # without productivity there are none


def test_number_of_aftershocks():
    """N = 10^a (10^(b (M - low)) - 1) I(T), with I by the midpoint rule."""
    settings = {"productivity": -1.0, "b_value": 1.0, "p": 1.1, "c": "1.2 h", "threshold": 6, "magnitude_low": 5, "duration": "30 d"}
    step = 30.0 / 200000
    times = sum((step * (k + 0.5) + 0.05) ** -1.1 * step for k in range(200000))
    random = np.random.default_rng(2)
    rupture = japan_intensity.rupture_of(FAULT, 6.829, random)
    points = np.array([[138.5, 36.0]])
    counts = [len(japan_intensity.aftershock_intensities(FAULT, 7.0, rupture, settings, points, random)) for _ in range(400)]
    expected = 0.1 * (10.0**2 - 1.0) * times
    assert np.mean(counts) == pytest.approx(expected, abs=4.0 * math.sqrt(expected / 400))
