#!/usr/bin/env python3
"""What a source of earthquakes contributes: runs the national model with and without it, under the same seed.

    python3 bench/leave_out.py --hadome build/release/hadome nankai south_kanto
"""

import argparse
import pathlib
import shutil
import subprocess
import tempfile

import h5py

import national_model
from national_model import names
from one_event import replace_rates


def minutes_and_loss(hadome, model, output):
    subprocess.run([hadome, "run", model / "losses.toml", "-o", output, "--progress", "none"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with h5py.File(output / "results.h5") as file:
        functions = names(file["/axes/function"])
        hours = file["/outage/person_hours"][()][functions.index("power.distribution")]
        loss = file["/metrics/mean"][()][names(file["/axes/headline"]).index("all_causes")]
        model = national_model.read(national_model.resolved_input(file))
        return 60.0 * hours / model.population, loss


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hadome", required=True, help="the engine")
    parser.add_argument("sources", nargs="+", help="rows of earthquakes.csv, left out one after another")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as directory:
        copy = pathlib.Path(directory) / "model"
        shutil.copytree(root / "configs/japan", copy)
        left_out = []
        for source in [None, *options.sources]:
            if source:
                left_out.append(source)
                replace_rates(copy / "earthquakes.csv", lambda row: 0.0 if row["id"] in left_out else None)
            minutes, loss = minutes_and_loss(options.hadome, copy, copy / f"out{len(left_out)}")
            print(f"without {', '.join(left_out) or 'nothing'}: {minutes:.1f} min of power interruption a customer and year, "
                  f"JPY {loss / 1e12:.3f} tn a year")


if __name__ == "__main__":
    main()
