#!/usr/bin/env python3
"""Counts of maximum JMA intensity that the shipped earthquake sources give, beside the counts of JMA in 2009-2018.

An independent reading of configs/japan/earthquakes.csv: the engine evaluates shaking at the prefectural capitals only,
while the counts of JMA are maxima over several thousand stations, so this script shakes a grid of land points with the
same formulas (Si and Midorikawa 1999, Fujimoto and Midorikawa 2006, Midorikawa et al. 1999).
"""

import argparse
import csv
import pathlib

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


def distance(source, magnitude, points, random):
    """Closest distance of each point to one rupture [km], as the engine takes it."""
    length = 10.0 ** (0.5 * magnitude - 1.85)
    a = np.array([float(source["lon"]), float(source["lat"])])
    b = np.array([float(source["lon2"]), float(source["lat2"])])
    depth = float(str(source["depth"]).split()[0])  # km
    if source["geometry"] == "area":
        epicentre = a + (b - a) * random.random(2)
        reach = np.linalg.norm(to_km(points, epicentre), axis=1)
        return np.maximum(np.hypot(reach, depth) - length / 2.0, 3.0)
    origin = (a + b) / 2.0
    start, end = to_km(a, origin), to_km(b, origin)
    share = min(1.0, length / np.linalg.norm(end - start))
    first = (1.0 - share) * random.random()
    start, end = start + first * (end - start), start + (first + share) * (end - start)
    sites = to_km(points, origin)
    t = np.clip((sites - start) @ (end - start) / np.sum((end - start) ** 2), 0.0, 1.0)
    return np.hypot(np.linalg.norm(sites - start - t[:, None] * (end - start), axis=1), depth)


def magnitude_of(source, random):
    low, high = float(source["magnitude_low"]), float(source["magnitude_high"])
    u = random.random()
    if source["magnitudes"] == "uniform":
        return low + (high - low) * u
    slope = float(source["b_value"]) * np.log(10.0)
    return low - np.log1p(u * np.expm1(-slope * (high - low))) / slope


def strongest(source, points, random):
    """Magnitude and largest intensity on land of one event."""
    mj = magnitude_of(source, random)
    mw = mj - 0.171
    m = min(mw, 8.3)
    depth = float(str(source["depth"]).split()[0])  # km
    r = distance(source, mw, points, random)
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
    return mj, 2.68 + 1.72 * log_pgv.max()


def rates(sources, years, spacing):
    """Of rows of earthquakes.csv: events a year by class of the largest intensity on land, standard errors of these, events
    a year by magnitude, those of the first by source, and the number of events drawn."""
    random = np.random.default_rng(1)
    points = land(spacing)
    counts, variances = {name: 0.0 for name, _ in CLASSES}, {name: 0.0 for name, _ in CLASSES}
    magnitudes = {5.5: 0, 6.0: 0, 6.5: 0, 7.0: 0, 8.0: 0}
    by_source, events = {}, 0
    for source in sources:
        rate = float(source["rate"].split()[0])
        # the same number of events of every source, weighted: rare sources would be noise otherwise
        trials = max(200, min(int(rate * years), 4000))
        events += trials
        hits = {name: 0 for name, _ in CLASSES}
        for _ in range(trials):
            mj, intensity = strongest(source, points, random)
            for name, bound in CLASSES:
                hits[name] += intensity >= bound
            for bound in magnitudes:
                magnitudes[bound] += rate / trials * (mj >= bound)
        by_source[source["id"]] = {name: rate * hits[name] / trials for name, _ in CLASSES}
        for name, _ in CLASSES:
            share = hits[name] / trials
            counts[name] += rate * share
            variances[name] += rate**2 * share * (1.0 - share) / trials
    errors = {name: variance**0.5 for name, variance in variances.items()}
    return counts, errors, magnitudes, by_source, events


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", default=root / "configs/japan/earthquakes.csv")
    parser.add_argument("--years", type=int, default=3000)
    parser.add_argument("--spacing", type=float, default=15.0, help="of the land points [km]")
    parser.add_argument("--by-source", action="store_true")
    options = parser.parse_args()

    with open(options.sources, encoding="utf-8", newline="") as file:
        sources = list(csv.DictReader(file))
    counts, errors, magnitudes, by_source, events = rates(sources, options.years, options.spacing)
    if options.by_source:
        for source, hits in by_source.items():
            print(source.ljust(22), *(f"{hits[name]:8.4f}" for name, _ in CLASSES))
    print(f"{events} events; a year with at least this largest intensity (model, standard error, JMA 2009-2018):")
    for name, _ in CLASSES:
        print(f"  {name:>2}  {counts[name]:7.3f}  {errors[name]:7.3f}  {JMA_2009_2018[name] / 10.0:6.1f}")
    print("events a year of at least this magnitude:", ", ".join(f"M{m}: {n:.2f}" for m, n in magnitudes.items()))


if __name__ == "__main__":
    main()
