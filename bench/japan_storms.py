#!/usr/bin/env python3
"""Typhoons that the shipped storm sources bring, beside the normals of JMA: landfalls and approaches a year.

An independent reading of configs/japan/storms.csv: tracks are drawn as the engine draws them (docs/threats.md), on a
sphere. A storm makes land where its centre crosses the outline of a main island while it is still a typhoon (17.2 m/s);
it approaches a region where it comes within 300 km of one of its capitals.
"""

import argparse
import csv
import pathlib
import re
import tomllib

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


def track(source, random):
    """Points of one track [unit vectors] and the storm's largest wind at each [m/s]."""
    a = vector(number(source["lat"]), number(source["lon"]))
    b = vector(number(source.get("lat2") or source["lat"]), number(source.get("lon2") or source["lon"]))
    entry = between(a, b, random.random())
    heading = np.radians(drawn(source["heading"], random))
    speed = drawn(source["speed"], random)
    deficit, shape = drawn(source["deficit"], random), drawn(source["shape"], random)
    east = np.array([-entry[1], entry[0], 0.0]) / np.hypot(entry[0], entry[1])
    toward = np.cos(heading) * np.cross(entry, east) + np.sin(heading) * east
    way = np.arange(0.0, number(source["length"]) + STEP, STEP)
    points = np.cos(way / EARTH)[:, None] * entry + np.sin(way / EARTH)[:, None] * toward
    hours = way / (3.6 * speed) if speed > 0.0 else np.zeros(len(way))
    deficits = deficit * np.exp(-hours / number(source["decay"])) if number(source["decay"]) > 0.0 else np.full(len(way), deficit)
    return points, np.sqrt(100.0 * shape * deficits / (np.e * DENSITY)) * number(source["surface_factor"])


def makes_land(points, winds):
    lonlat = np.column_stack([np.degrees(np.arctan2(points[:, 1], points[:, 0])), np.degrees(np.arcsin(points[:, 2]))])
    on_land = np.any([inside(lonlat, island) for island in ISLANDS], axis=0)
    # the first point on land decides: what made land as a typhoon and weakened there has made land
    return bool(on_land.any()) and winds[np.argmax(on_land)] >= TYPHOON


def rates(sources, capitals, tracks=2000):
    """A year: landfalls with their standard error, approaches by region, approaches of any, and landfalls by source.
    `capitals`: region -> (lat, lon)."""
    random = np.random.default_rng(1)
    places = {name: np.array([vector(*capitals[region]) for region in regions if region in capitals])
              for name, (_, regions) in NORMALS.items()}
    landfalls, variance, approaches, any_approach, by_source = 0.0, 0.0, dict.fromkeys(places, 0.0), 0.0, {}
    for source in sources:
        rate, hits = number(source["rate"]), 0
        for _ in range(tracks):
            points, winds = track(source, random)
            hits += makes_land(points, winds)
            # what is no typhoon any more approaches nobody
            near = {name: bool((np.arccos(np.clip(points[winds >= TYPHOON] @ where.T, -1.0, 1.0)) * EARTH <= NEAR).any())
                    for name, where in places.items()}
            any_approach += rate / tracks * any(near.values())
            for name, found in near.items():
                approaches[name] += rate / tracks * found
        share = hits / tracks
        by_source[source["id"]] = rate * share
        landfalls += rate * share
        variance += rate**2 * share * (1.0 - share) / tracks
    return landfalls, variance**0.5, approaches, any_approach, by_source


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
    landfalls, error, approaches, any_approach, by_source = rates(rows["storm"], capitals, options.tracks)
    print(f"landfalls a year: {landfalls:.2f} (standard error {error:.2f}; JMA 2.87 in 2001-2015); by source:",
          ", ".join(f"{name} {rate:.2f}" for name, rate in by_source.items()))
    print(f"approaches to any region a year: {any_approach:.2f} (JMA 11.4 in 1981-2010)")
    for name, rate in approaches.items():
        print(f"  {name:<14}{rate:6.2f}  normal {NORMALS[name][0]:5.1f}")


if __name__ == "__main__":
    main()
