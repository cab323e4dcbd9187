#!/usr/bin/env python3
"""Counts of maximum JMA intensity that the shipped earthquake sources give, beside the counts of JMA in 2009-2018.

An independent reading of configs/japan/earthquakes.csv and of the aftershocks in model.toml: the engine evaluates shaking
at the prefectural capitals only, while the counts of JMA are maxima over several thousand stations, so this script shakes
a grid of land points, as dense as those stations, with the same formulas (Si and Midorikawa 1999, Fujimoto and
Midorikawa 2006, Midorikawa et al. 1999).
"""

import argparse
import csv
import pathlib
import tomllib
from dataclasses import dataclass

import numpy as np

# Rough outlines of the main islands, (longitude, latitude) in degrees: good to about 10 km.
ISLANDS = [
    [(140.0, 41.5), (140.9, 41.8), (141.0, 42.3), (143.2, 42.0), (143.5, 42.6), (145.5, 43.2), (145.2, 44.2),
     (143.0, 44.5), (141.7, 45.4), (141.6, 43.4), (140.4, 43.3), (139.9, 42.5)],
    [(140.3, 41.1), (141.4, 41.4), (142.0, 39.6), (141.0, 38.3), (141.0, 37.0), (140.6, 36.0), (140.85, 35.7),
     (139.85, 34.95), (139.7, 35.25), (138.8, 34.65), (138.2, 34.6), (137.0, 34.6), (136.9, 34.3), (135.8, 33.5),
     (135.1, 34.2), (135.2, 34.65), (134.0, 34.5), (132.5, 34.2), (131.0, 33.95), (130.9, 34.4), (132.6, 35.4),
     (134.2, 35.55), (135.9, 35.7), (136.1, 36.2), (136.7, 37.3), (137.3, 37.5), (137.1, 36.8), (138.3, 37.2),
     (139.4, 38.2), (140.0, 39.7), (139.9, 40.6)],
    [(132.1, 33.4), (132.8, 34.0), (134.5, 34.25), (134.7, 33.85), (134.2, 33.3), (133.5, 33.5), (133.0, 32.8),
     (132.4, 33.0)],
    [(130.9, 33.9), (131.7, 33.6), (131.9, 33.0), (131.4, 31.6), (131.0, 31.1), (130.2, 31.3), (130.2, 32.2),
     (129.8, 32.7), (129.7, 33.3), (130.4, 33.7)],
]
CLASSES = [("5-", 4.5), ("5+", 5.0), ("6-", 5.5), ("6+", 6.0), ("7", 6.5)]
JMA_2009_2018 = {"5-": 179, "5+": 68, "6-": 24, "6+": 10, "7": 4}  # events of that class or above in ten years
D_PGV = {"crustal": 0.0, "interface": -0.02, "intraslab": 0.12}
BETWEEN_EVENT_SHARE = 0.3
VS30 = 300.0
SPACING = 9.3  # [km]: some 4 400 stations (from memory) on 378 000 km2
DAYS = {"h": 1.0 / 24.0, "d": 1.0}
SEQUENCES = 10  # one main shock in so many has its aftershocks drawn, counted so many times


@dataclass(frozen=True)
class Rupture:
    """A straight line in km about `origin` (lon, lat); a point where only the epicentre is known."""

    origin: np.ndarray
    start: np.ndarray
    end: np.ndarray
    length: float
    is_line: bool


def inside(points, polygon):
    x, y = points[:, 0], points[:, 1]
    hit = np.zeros(len(points), bool)
    for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1]):
        cross = (y1 > y) != (y2 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            hit ^= cross & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return hit


def land(step_km):
    """Points of the main islands (lon, lat), about `step_km` apart."""
    lats = np.arange(31.0, 45.6, step_km / 111.2)
    grid = np.concatenate([
        np.column_stack([lons := np.arange(129.5, 145.8, step_km / (111.2 * np.cos(np.radians(lat)))),
                         np.full(len(lons), lat)]) for lat in lats])
    return grid[np.any([inside(grid, island) for island in ISLANDS], axis=0)]


def to_km(lonlat, origin):
    """Plane coordinates about `origin`: good to a percent over the few hundred kilometres that matter."""
    return (np.asarray(lonlat) - origin) * 111.2 * np.array([np.cos(np.radians(origin[1])), 1.0])


def rupture_of(source, magnitude, random):
    """One rupture of a source, of moment magnitude `magnitude`."""
    length = 10.0 ** (0.5 * magnitude - 1.85)
    a = np.array([float(source["lon"]), float(source["lat"])])
    b = np.array([float(source["lon2"]), float(source["lat2"])])
    if source["geometry"] == "area":
        return Rupture(a + (b - a) * random.random(2), np.zeros(2), np.zeros(2), length, False)
    origin = (a + b) / 2.0
    start, end = to_km(a, origin), to_km(b, origin)
    share = min(1.0, length / np.linalg.norm(end - start))
    first = (1.0 - share) * random.random()
    return Rupture(origin, start + first * (end - start), start + (first + share) * (end - start), length, True)


def distance(rupture, depth, points):
    """Closest distance of each point to a rupture [km], as the engine takes it."""
    sites = to_km(points, rupture.origin)
    if not rupture.is_line:
        reach = np.linalg.norm(sites - rupture.start, axis=1)
        return np.maximum(np.hypot(reach, depth) - rupture.length / 2.0, 3.0)
    along = rupture.end - rupture.start
    t = np.clip((sites - rupture.start) @ along / np.sum(along**2), 0.0, 1.0)
    return np.hypot(np.linalg.norm(sites - rupture.start - t[:, None] * along, axis=1), depth)


def magnitude_between(low, high, b_value, random):
    """Of Gutenberg and Richter, truncated at both ends."""
    slope = b_value * np.log(10.0)
    return low - np.log1p(random.random() * np.expm1(-slope * (high - low))) / slope


def magnitude_of(source, random):
    low, high = float(source["magnitude_low"]), float(source["magnitude_high"])
    if source["magnitudes"] == "uniform":
        return low + (high - low) * random.random()
    return magnitude_between(low, high, float(source["b_value"]), random)


def depth_of(source):
    return float(str(source["depth"]).split()[0])  # km


def intensity_on_land(source, mw, rupture, points, random):
    """Largest intensity of one earthquake among the points."""
    m, depth = min(mw, 8.3), depth_of(source)
    r = distance(rupture, depth, points)
    log_pgv = (0.58 * m + 0.0038 * depth + D_PGV[source["type"]] - 1.29
               - np.log10(r + 0.0028 * 10.0 ** (0.5 * m)) - 0.002 * r)
    if source["type"] == "crustal":
        sigma = np.where(r <= 20.0, 0.23, 0.20)
    else:
        sigma = np.interp(10.0 ** log_pgv, [25.0, 50.0], [0.20, 0.15])
    share = BETWEEN_EVENT_SHARE
    log_pgv = log_pgv + sigma * (np.sqrt(share) * random.standard_normal()
                                 + np.sqrt(1.0 - share) * random.standard_normal(len(r)))
    log_pgv += 2.367 - 0.852 * np.log10(VS30)
    return 2.68 + 1.72 * log_pgv.max()


def days(text, otherwise):
    number, unit = str(otherwise if text is None else text).split()
    return float(number) * DAYS[unit]


def aftershock_intensities(source, main, rupture, settings, points, random):
    """Largest intensities of the aftershocks of one main shock (docs/threats.md)."""
    low, b = float(settings.get("magnitude_low", 5.0)), float(settings.get("b_value", 0.91))
    p, c, duration = float(settings.get("p", 1.08)), days(settings.get("c"), "0.05 d"), days(settings.get("duration"), "90 d")
    if main < float(settings.get("threshold", 6.0)):
        return []
    times = (c ** (1.0 - p) - (duration + c) ** (1.0 - p)) / (p - 1.0)
    mean = 10.0 ** float(settings["productivity"]) * (10.0 ** (b * (main - low)) - 1.0) * times
    found = []
    for _ in range(random.poisson(mean)):
        radius = rupture.length / (4.0 if rupture.is_line else 2.0) * np.sqrt(random.random())
        turn = 2.0 * np.pi * random.random()
        place = (rupture.start + (rupture.end - rupture.start) * random.random()
                 + radius * np.array([np.cos(turn), np.sin(turn)]))
        mw = magnitude_between(low, main, b, random) - 0.171
        point = Rupture(rupture.origin, place, place, 10.0 ** (0.5 * mw - 1.85), False)
        found.append(intensity_on_land(source, mw, point, points, random))
    return found


def rates(sources, years, spacing, aftershocks=None):
    """Of rows of earthquakes.csv: events a year by class of the largest intensity on land, standard errors of these, main
    shocks a year by magnitude, the first by source, and the number of main shocks drawn. `aftershocks`: the model's table."""
    random = np.random.default_rng(1)
    points = land(spacing)
    bounds = np.array([bound for _, bound in CLASSES])
    counts, variances = np.zeros(len(CLASSES)), np.zeros(len(CLASSES))
    magnitudes = {5.0: 0, 5.5: 0, 6.0: 0, 6.5: 0, 7.0: 0, 8.0: 0}
    by_source, events = {}, 0
    for source in sources:
        rate = float(source["rate"].split()[0])
        # the same number of events of every source, weighted: rare sources would be noise otherwise
        trials = max(200, min(int(rate * years), 4000))
        events += trials
        hits = np.zeros((trials, len(CLASSES)))
        for trial in range(trials):
            mj = magnitude_of(source, random)
            rupture = rupture_of(source, mj - 0.171, random)
            hits[trial] = intensity_on_land(source, mj - 0.171, rupture, points, random) >= bounds
            if aftershocks and "productivity" in aftershocks and trial % SEQUENCES == 0:
                for intensity in aftershock_intensities(source, mj, rupture, aftershocks, points, random):
                    hits[trial] += SEQUENCES * (intensity >= bounds)
            for bound in magnitudes:
                magnitudes[bound] += rate / trials * (mj >= bound)
        by_source[source["id"]] = dict(zip([name for name, _ in CLASSES], rate * hits.mean(axis=0)))
        counts += rate * hits.mean(axis=0)
        variances += rate**2 * hits.var(axis=0) / trials
    names = [name for name, _ in CLASSES]
    return dict(zip(names, counts)), dict(zip(names, np.sqrt(variances))), magnitudes, by_source, events


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default=root / "configs/japan/model.toml", type=pathlib.Path)
    parser.add_argument("--years", type=int, default=3000)
    parser.add_argument("--spacing", type=float, default=SPACING, help="of the land points [km]")
    parser.add_argument("--by-source", action="store_true")
    options = parser.parse_args()

    model = tomllib.loads(options.model.read_text(encoding="utf-8"))
    with open(options.model.parent / model["tables"]["earthquake"], encoding="utf-8", newline="") as file:
        sources = list(csv.DictReader(file))
    counts, errors, magnitudes, by_source, events = rates(sources, options.years, options.spacing, model.get("aftershocks"))
    if options.by_source:
        for source, hits in by_source.items():
            print(source.ljust(22), *(f"{hits[name]:8.4f}" for name, _ in CLASSES))
    print(f"{events} main shocks; a year with at least this largest intensity (model, standard error, JMA 2009-2018):")
    for name, _ in CLASSES:
        print(f"  {name:>2}  {counts[name]:7.3f}  {errors[name]:7.3f}  {JMA_2009_2018[name] / 10.0:6.1f}")
    print("main shocks a year of at least this magnitude:", ", ".join(f"M{m}: {n:.2f}" for m, n in magnitudes.items()))


if __name__ == "__main__":
    main()
