#!/usr/bin/env python3
"""What a single event costs.

Runs the national model with only one class of threat (or one source) made so rare that nearly every year with an event
has just one, and reads the years that had one.

    python3 bench/one_event.py --hadome build/hadome --threat unintended
    python3 bench/one_event.py --hadome build/hadome --threat disaster --source nankai --magnitude 9.0
"""

import argparse
import csv
import pathlib
import shutil
import subprocess
import tempfile

import h5py
import numpy as np

EVENTS_A_YEAR = 0.05
TABLES = {"unintended": "unintended.csv", "cyber": "worms.csv", "disaster": "earthquakes.csv"}


def replace_rates(path, rate_of, magnitude=None):
    """Writes the table again with `rate_of(row)` [1/yr] in place of the rate, where that is not None.

    Rows that still happen are given the one magnitude asked for.
    """
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        fields, rows = reader.fieldnames, list(reader)
    for row in rows:
        rate = rate_of(row)
        if rate is not None:
            row["rate"] = f"{rate!r} /a"
        if rate and magnitude is not None:
            row.update(magnitudes="uniform", magnitude_low=magnitude, magnitude_high=magnitude, b_value="")
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def keep_only(path, keep, total_rate, magnitude):
    """The rates of the rows kept add up to `total_rate`, those of the others are 0."""
    def rate(row):
        return float(row["rate"].split()[0]) if keep(row["id"]) else 0.0

    with open(path, encoding="utf-8", newline="") as file:
        total = sum(rate(row) for row in csv.DictReader(file)) or 1.0
    replace_rates(path, lambda row: rate(row) * total_rate / total, magnitude)


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hadome", required=True, help="the engine")
    parser.add_argument("--model", default=root / "configs/japan", type=pathlib.Path)
    parser.add_argument("--threat", choices=TABLES, required=True)
    parser.add_argument("--source", help="only this row of the table")
    parser.add_argument("--magnitude", type=float)
    parser.add_argument("--scenarios", type=int, default=40000)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as directory:
        copy = pathlib.Path(directory) / "model"
        shutil.copytree(options.model, copy)
        for threat, table in TABLES.items():
            keep_only(copy / table, lambda name: threat == options.threat and options.source in (None, name),
                      EVENTS_A_YEAR, options.magnitude)
        (copy / "one.toml").write_text(f'[run]\nmodel = "model.toml"\nscenarios = {options.scenarios}\nseed = 1\n'
                                       '[ranking]\ncandidates = "none"\n', encoding="utf-8")
        subprocess.run([options.hadome, "run", copy / "one.toml", "-o", copy / "out", "--progress", "none"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with h5py.File(copy / "out/results.h5") as file:
            events = file["/scenarios/events"][()].sum(axis=1)
            loss = file["/scenarios/loss"][()][events == 1] / 1e9
    what = options.source or options.threat
    print(f"{what}: {len(loss)} years with one event, {np.count_nonzero(events > 1)} with more")
    print("  loss of one event [bn JPY]: mean {:.3f}, median {:.3f}, 90 % {:.3f}, 99 % {:.3f}, largest {:.1f}".format(
        loss.mean(), *np.quantile(loss, [0.5, 0.9, 0.99]), loss.max()))


if __name__ == "__main__":
    main()
