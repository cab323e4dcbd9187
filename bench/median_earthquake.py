#!/usr/bin/env python3
"""The national model shaken by one earthquake of a known kind, beside what was recorded or officially expected.

Every prefectural capital gets the median shaking of its distance (Si and Midorikawa 1999, as in the engine, without residuals); what
breaks, and for how long, is drawn.

    python3 bench/median_earthquake.py --hadome build/release/hadome kumamoto     # also kobe, nankai, tokyo
"""

import argparse
import csv
import pathlib
import subprocess
import tempfile

import h5py
import numpy as np

from japan_intensity import to_km
from restoration_curve import time_of

# type, Mw, the two ends of the rupture (lon, lat), depth [km], the prefecture that is read (none: people of the country).
CASES = {
    "kobe": ("crustal", 7.1, (134.95, 34.58), (135.33, 34.80), 12.0, "Hyogo"),
    "kumamoto": ("crustal", 7.1, (130.62, 32.62), (131.00, 32.92), 11.0, "Kumamoto"),
    "nankai": ("interface", 8.8, (138.2, 35.15), (132.0, 33.4), 25.0, None),
    "tokyo": ("interface", 7.3, (139.65, 35.5), (139.85, 35.5), 35.0, None),
}
D_PGV = {"crustal": 0.0, "interface": -0.02}
D_PGA = {"crustal": 0.0, "interface": 0.01}
# Shares of what was lost that were back: hours after which 50, 80, 90 % were.
RECORD = {
    ("kobe", "power.distribution"): (14.2, 53.6, 67.0),
    ("kumamoto", "power.distribution"): (15.2, 28.3, 70.9),
    ("kumamoto", "water.distribution"): (57.2, 517.0, 1347.0),
    ("kumamoto", "gas.distribution"): (222.0, 299.0, 324.0),
}
# Cabinet Office 2013, Nankai and Tokyo: customers at 1.77 people each, or people, by hours [million].
EXPECTED = {
    ("nankai", "power.distribution"): {0.0: 48.0, 168.0: 1.6},
    ("nankai", "water.distribution"): {0.0: 34.4, 720.0: 4.6},
}
FUNCTIONS = ("power.distribution", "water.distribution", "gas.distribution", "ict.mobile_access", "ict.fixed_access")
HOURS = [0.0, 1.0, 3.0, 6.0, 9.0, 12.0, 18.0, 24.0, 30.0, 36.0, 42.0, 48.0, 60.0, 72.0, 96.0, 120.0, 144.0, 168.0, 240.0, 336.0,
         504.0, 720.0, 1080.0, 1440.0, 2160.0]


def shaking(case, region):
    """PGA [g] at Vs 600 m/s and PGV [cm/s] at the surface of a region; none beyond 250 km."""
    kind, mw, start, end, depth, _ = CASES[case]
    m = min(mw, 8.3)
    origin = (np.array(start) + np.array(end)) / 2.0
    a, b, site = (to_km(point, origin) for point in (start, end, (float(region["lon"]), float(region["lat"]))))
    t = np.clip((site - a) @ (b - a) / np.sum((b - a) ** 2), 0.0, 1.0)
    r = np.hypot(np.linalg.norm(site - a - t * (b - a)), depth)
    if r > 250.0:
        return None
    pgv = 0.58 * m + 0.0038 * depth + D_PGV[kind] - 1.29 - np.log10(r + 0.0028 * 10.0 ** (0.5 * m)) - 0.002 * r
    pga = 0.50 * m + 0.0043 * depth + D_PGA[kind] + 0.61 - np.log10(r + 0.0055 * 10.0 ** (0.5 * m)) - 0.003 * r
    site_factor = 2.367 - 0.852 * np.log10(float(region["vs30"]))
    return 10.0 ** pga / 980.665, 10.0 ** (pgv + site_factor)


def run_file(model, case, regions, scenarios):
    lines = [f'[run]\nmodel = "{model}/model.toml"\nscenarios = {scenarios}\nseed = 1\nstarts = "mon 06:00"\nthreats = []',
             '[ranking]\ncandidates = "none"', f'[observe]\ntimes = {[f"{hour} h" for hour in HOURS]}']
    for region in regions:
        for measure, value in zip(("pga", "pgv"), shaking(case, region) or ()):
            lines.append(f'[[event]]\nid = "earthquake"\nthreat = "disaster"\n{measure} = {value:.4f}\nregions = ["{region["id"]}"]')
    return "\n".join(lines) + "\n"


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hadome", required=True, help="the engine")
    parser.add_argument("--model", default=root / "configs/japan", type=pathlib.Path)
    parser.add_argument("--scenarios", type=int, default=200)
    parser.add_argument("case", choices=CASES)
    options = parser.parse_args()

    with open(options.model / "regions.csv", encoding="utf-8", newline="") as file:
        regions = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory)
        (path / "run.toml").write_text(run_file(options.model.resolve(), options.case, regions, options.scenarios), "utf-8")
        subprocess.run([options.hadome, "run", path / "run.toml", "-o", path / "out", "--progress", "none"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with h5py.File(path / "out/results.h5") as results:
            nodes = [name.decode() for name in results["/axes/node"][()]]
            lost = 1.0 - results["/observe/node_mean"][()]
            loss = results["/metrics/mean"][1] / 1e12
    only = CASES[options.case][5]
    people = {row["id"]: float(row["population"]) for row in regions if only in (None, row["id"])}
    print(f"{options.case}: {', '.join(people) if only else 'the country'}; mean loss JPY {loss:.2f} tn")
    for function in FUNCTIONS:
        weights = np.array([people.get(node.split("@")[1].split(".")[0], 0.0) * (node.split("@")[0] == function) for node in nodes])
        curve = lost @ weights / 1e6
        print(f"  {function:20s} people without it [million]: " + ", ".join(
            f"{HOURS[i]:g} h {curve[i]:.2f}" for i in range(len(HOURS)) if HOURS[i] in (0.0, 24.0, 72.0, 168.0, 720.0)))
        peak = int(np.argmax(curve))
        back = [time_of(np.array(HOURS[peak:]), 1.0 - curve[peak:] / curve[peak], level) for level in (0.5, 0.8, 0.9)]
        record = RECORD.get((options.case, function))
        print(" " * 23 + "50, 80, 90 % back after " + ", ".join(f"{hour:.0f} h" for hour in back)
              + (f"; recorded {', '.join(f'{hour:.0f} h' for hour in record)}" if record else ""))
        for hour, value in EXPECTED.get((options.case, function), {}).items():
            print(" " * 23 + f"officially expected at {hour:g} h: {value:.1f} million")


if __name__ == "__main__":
    main()
