#!/usr/bin/env python3
"""Typhoons that the shipped storm sources bring, beside the normals of JMA: landfalls and approaches a year.

An independent reading of configs/japan/storms.csv: tracks are drawn as the engine draws them (docs/threats.md), on a
sphere. A storm makes land where its centre crosses the outline of a main island while it is still a typhoon (17.2 m/s);
it approaches a region where it comes within 300 km of one of its capitals. Winds at capitals are those of the engine.
"""

import argparse
import csv
import pathlib
import re
import tomllib
from dataclasses import dataclass

import numpy as np

from japan_intensity import ISLANDS, inside

EARTH = 6371.0088  # [km]
NEAR = 300.0  # [km]
STEP = 25.0  # [km] along the track
DENSITY = 1.15  # [kg/m3]
TYPHOON = 17.2  # [m/s]
NORMALS = {  # approaches a year 1991-2020, JMA, from memory
    "Okinawa": (7.7, ["Okinawa"]),
    "Kyushu south": (3.9, ["Kagoshima", "Miyazaki"]),
    "Kyushu north": (3.8, ["Fukuoka", "Saga", "Nagasaki", "Kumamoto", "Oita", "Yamaguchi"]),
    "Shikoku": (3.3, ["Tokushima", "Kagawa", "Ehime", "Kochi"]),
    "Chugoku": (3.0, ["Tottori", "Shimane", "Okayama", "Hiroshima"]),
    "Kinki": (3.4, ["Shiga", "Kyoto", "Osaka", "Hyogo", "Nara", "Wakayama"]),
    "Tokai": (3.5, ["Gifu", "Shizuoka", "Aichi", "Mie"]),
    "Kanto-Koshin": (3.3, ["Ibaraki", "Tochigi", "Gunma", "Saitama", "Chiba", "Tokyo", "Kanagawa", "Yamanashi", "Nagano"]),
    "Hokuriku": (2.8, ["Niigata", "Toyama", "Ishikawa", "Fukui"]),
    "Tohoku": (2.7, ["Aomori", "Iwate", "Miyagi", "Akita", "Yamagata", "Fukushima"]),
    "Hokkaido": (1.9, ["Hokkaido"]),
}


# [m/s] ten-minute mean that is exceeded once in about fifty years on open ground (basic wind speed of the building code,
# notification 1454 of 2000), from memory.
FIFTY_YEARS = {"Okinawa": 46, "Kagoshima": 38, "Kochi": 38, "Wakayama": 34, "Fukuoka": 34, "Hiroshima": 32, "Osaka": 34,
               "Aichi": 34, "Shizuoka": 32, "Tokyo": 34, "Chiba": 36, "Niigata": 30, "Miyagi": 30, "Aomori": 34, "Hokkaido": 32}
ROTATION = 7.292115e-5  # of the earth [rad/s]


def drawn(text, random, unit_scale=1.0):
    """One value of a distribution as the tables write it."""
    law = re.fullmatch(r"(\w+)\((.*)\)", str(text))
    if not law:
        return unit_scale * number(text)
    kind, parts = law[1], {key.strip(): number(value) for key, _, value in (part.partition("=") for part in law[2].split(","))}
    if kind == "uniform":
        value = random.uniform(parts["low"], parts["high"])
    elif kind == "lognormal":
        value = parts["median"] * np.exp(parts["sigma"] * random.standard_normal())
    elif kind == "normal":
        value = max(0.0, random.normal(parts["mean"], parts["sd"]))
    else:
        raise ValueError(f"distribution '{text}' is not known here")
    return unit_scale * value


def number(text):
    return float(str(text).split()[0])


def vector(lat, lon):
    lat, lon = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def between(a, b, share):
    """The point at a share of the arc from a to b."""
    angle = np.arccos(np.clip(a @ b, -1.0, 1.0))
    if angle == 0.0:
        return a
    return (np.sin((1.0 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle)


@dataclass(frozen=True)
class Storm:
    """One drawn storm, by points of its track."""

    points: np.ndarray  # unit vectors
    right: np.ndarray  # to the right of the way, by point
    deficits: np.ndarray  # [hPa]
    speed: float  # [m/s]
    radius: float  # [km]
    shape: float
    surface_factor: float
    asymmetry: float

    def largest_wind(self):
        """[m/s] anywhere at each point, without the speed of the centre."""
        return self.surface_factor * np.sqrt(100.0 * self.shape * self.deficits / (np.e * DENSITY))

    def winds(self, places):
        """Largest wind [m/s] at each place (Holland 1980, docs/threats.md)."""
        away = EARTH * np.arccos(np.clip(self.points @ places.T, -1.0, 1.0))  # by point, place
        away = np.maximum(away, 1e-3)
        x = (self.radius / away) ** self.shape
        turning = 500.0 * away * np.abs(2.0 * ROTATION * places[:, 2])
        pressure = 100.0 * self.shape * self.deficits[:, None] * x * np.exp(-x) / DENSITY
        gradient = np.sqrt(pressure + turning**2) - turning
        most = np.sqrt(100.0 * self.shape * self.deficits / (np.e * DENSITY))
        side = (self.right @ places.T) * EARTH / away
        return (self.surface_factor * gradient + self.asymmetry * self.speed * side * gradient / most[:, None]).max(axis=0)


def storm_of(source, random):
    """One storm of a source."""
    a = vector(number(source["lat"]), number(source["lon"]))
    b = vector(number(source.get("lat2") or source["lat"]), number(source.get("lon2") or source["lon"]))
    entry = between(a, b, random.random())
    heading = np.radians(drawn(source["heading"], random))
    speed, radius = drawn(source["speed"], random), drawn(source["radius"], random)
    deficit, shape = drawn(source["deficit"], random), drawn(source["shape"], random)
    east = np.array([-entry[1], entry[0], 0.0]) / np.hypot(entry[0], entry[1])
    toward = np.cos(heading) * np.cross(entry, east) + np.sin(heading) * east
    way = np.arange(0.0, number(source["length"]) + STEP, STEP)
    points = np.cos(way / EARTH)[:, None] * entry + np.sin(way / EARTH)[:, None] * toward
    hours, decay = way / (3.6 * max(speed, 0.1)), number(source["decay"])
    deficits = deficit * np.exp(-hours / decay) if decay > 0.0 else np.full(len(way), deficit)
    right = np.tile(np.cross(toward, entry), (len(way), 1))
    return Storm(points, right, deficits, speed, radius, shape, number(source["surface_factor"]), number(source["asymmetry"]))


def makes_land(storm):
    points, winds = storm.points, storm.largest_wind()
    lonlat = np.column_stack([np.degrees(np.arctan2(points[:, 1], points[:, 0])), np.degrees(np.arcsin(points[:, 2]))])
    on_land = np.any([inside(lonlat, island) for island in ISLANDS], axis=0)
    # the first point on land decides: what made land as a typhoon and weakened there has made land
    return bool(on_land.any()) and winds[np.argmax(on_land)] >= TYPHOON


@dataclass
class Rates:
    """A year."""

    landfalls: float
    error: float  # standard error of these
    by_source: dict
    approaches: dict  # by part of the country
    any_approach: float
    fifty_years: dict  # [m/s] by region: the largest wind of a storm that is exceeded once in fifty years


def rates(sources, capitals, tracks=2000):
    """Of rows of storms.csv. `capitals`: region -> (lat, lon)."""
    random = np.random.default_rng(1)
    places = {name: np.array([vector(*capitals[region]) for region in regions if region in capitals]).reshape(-1, 3)
              for name, (_, regions) in NORMALS.items()}
    all_places, winds, weights = np.array([vector(*place) for place in capitals.values()]), [], []
    found, variance = Rates(0.0, 0.0, {}, dict.fromkeys(places, 0.0), 0.0, {}), 0.0
    for source in sources:
        rate, hits = number(source["rate"]), 0
        for _ in range(tracks):
            storm = storm_of(source, random)
            hits += makes_land(storm)
            # what is no typhoon any more approaches nobody
            typhoon = storm.points[storm.largest_wind() >= TYPHOON]
            near = {name: bool((np.arccos(np.clip(typhoon @ where.T, -1.0, 1.0)) * EARTH <= NEAR).any())
                    for name, where in places.items()}
            found.any_approach += rate / tracks * any(near.values())
            for name, comes in near.items():
                found.approaches[name] += rate / tracks * comes
            winds.append(storm.winds(all_places))
            weights.append(rate / tracks)
        share = hits / tracks
        found.by_source[source["id"]] = rate * share
        found.landfalls += rate * share
        variance += rate**2 * share * (1.0 - share) / tracks
    found.error = variance**0.5
    winds, weights = np.array(winds), np.array(weights)
    for i, region in enumerate(capitals):
        order = np.argsort(-winds[:, i])
        found.fifty_years[region] = winds[order[np.searchsorted(np.cumsum(weights[order]), 0.02)], i]
    return found


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default=root / "configs/japan/model.toml", type=pathlib.Path)
    parser.add_argument("--tracks", type=int, default=2000)
    options = parser.parse_args()

    folder, tables = options.model.parent, tomllib.loads(options.model.read_text(encoding="utf-8"))["tables"]
    rows = {}
    for table in ("storm", "region"):
        with open(folder / tables[table], encoding="utf-8", newline="") as file:
            rows[table] = list(csv.DictReader(file))
    capitals = {region["id"]: (float(region["lat"]), float(region["lon"])) for region in rows["region"]}
    found = rates(rows["storm"], capitals, options.tracks)
    print(f"landfalls a year: {found.landfalls:.2f} (standard error {found.error:.2f}; JMA 2.87 in 2001-2015); by source:",
          ", ".join(f"{name} {rate:.2f}" for name, rate in found.by_source.items()))
    print(f"approaches to any region a year: {found.any_approach:.2f} (JMA 11.4 in 1981-2010)")
    for name, rate in found.approaches.items():
        print(f"  {name:<14}{rate:6.2f}  normal {NORMALS[name][0]:5.1f}")
    print("wind once in fifty years [m/s] (building code):",
          ", ".join(f"{region} {found.fifty_years[region]:.0f} ({code})" for region, code in FIFTY_YEARS.items()))


if __name__ == "__main__":
    main()
