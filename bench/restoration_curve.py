#!/usr/bin/env python3
"""Simulated restoration curves beside the recorded ones of recorded_restoration.csv: tables of docs/validation.md.

    python3 bench/restoration_curve.py --hadome build/release/hadome hokkaido_2018
    python3 bench/restoration_curve.py --hadome build/release/hadome chuetsu
"""

import argparse
import csv
import pathlib

import numpy as np

import trajectories

RECORD = pathlib.Path(__file__).resolve().parent / "recorded_restoration.csv"
QUANTILES = (0.5, 0.8, 0.9, 0.95)


def recorded(stress):
    """{node: ([h], [share restored])} of one stress test."""
    curves = {}
    with open(RECORD, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["stress"] == stress:
                hours, shares = curves.setdefault(row["node"], ([], []))
                hours.append(float(row["hours"]))
                shares.append(float(row["restored"]))
    return curves


def band_of(seen, node):
    """5 % and 95 % quantiles over scenarios by time, where the node is its function's only one; they are kept of functions."""
    function = node.split("@")[0]
    if sum(name.split("@")[0] == function for name in seen.nodes) != 1:
        return None
    return [seen.quantiles[function][:, int(np.argmin(abs(seen.levels - level)))] for level in (0.05, 0.95)]


def time_of(hours, shares, level):
    """When the curve reaches `level` for good, straight between its points [h]; inf if it does not."""
    hours, shares = np.asarray(hours), np.minimum.accumulate(np.asarray(shares)[::-1])[::-1]
    after = np.flatnonzero(shares >= level)
    if not after.size:
        return np.inf
    i = after[0]
    if i == 0:
        return hours[0]
    return hours[i - 1] + (hours[i] - hours[i - 1]) * (level - shares[i - 1]) / (shares[i] - shares[i - 1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hadome", required=True, help="the engine")
    parser.add_argument("--scenarios", type=int)
    parser.add_argument("stress", help="name of the stress test")
    options = parser.parse_args()

    curves = recorded(options.stress)
    if not curves:
        parser.error(f"nothing is recorded for '{options.stress}'")
    points = sorted({hour for hours, _ in curves.values() for hour in hours} | set(trajectories.grid(2160.0)))
    seen = trajectories.run(options.hadome, trajectories.STRESS / f"{options.stress}.toml", points, options.scenarios)
    for node, (hours, shares) in curves.items():
        model, band = seen.nodes[node], band_of(seen, node)
        print(f"\n{node}\n\n| hours | recorded | model, mean | model, 5 to 95 % | difference |\n|---:|---:|---:|---:|---:|")
        for hour, share in zip(hours, shares):
            at = int(np.argmin(abs(seen.hours - hour)))
            width = "not kept" if band is None else f"{band[0][at]:.2f} to {band[1][at]:.2f}"
            print(f"| {hour:g} | {share:.3f} | {model[at]:.3f} | {width} | {model[at] - share:+.3f} |")
        print("\n| share restored | recorded [h] | model [h] | ratio |\n|---:|---:|---:|---:|")
        for level in QUANTILES if len(hours) > 1 else shares:
            real, simulated = time_of([0.0, *hours], [0.0, *shares], level), time_of(seen.hours, model, level)
            if np.isfinite(real):
                print(f"| {level:g} | {real:.1f} | {simulated:.1f} | {simulated / real:.2f} |")


if __name__ == "__main__":
    main()
