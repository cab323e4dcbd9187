#!/usr/bin/env python3
"""Prints the first observables of a finished run of the national model: the figures of docs/validation.md.

    python3 bench/first_observables.py out/japan/results.h5
    python3 bench/first_observables.py out/ordinary/results.h5      # of configs/japan/ordinary.toml
"""

import argparse

import h5py
import numpy as np

GDP = 595.8e12  # [JPY/yr], FY2022
TELECOM = ("ict.mobile_core", "ict.mobile_access", "ict.fixed_access", "ict.backbone")


def names(dataset):
    return [value.decode() if isinstance(value, bytes) else value for value in dataset[()]]


def trillion(value):
    return f"{value / 1e12:8.3f} tn JPY"


def loss_of_year(file):
    mean, error = file["/metrics/mean"][()], file["/metrics/mean_error"][()]
    for i, headline in enumerate(names(file["/axes/headline"])):
        print(f"annual average loss, {headline:11s} {trillion(mean[i])} (+- {error[i] / 1e12:.3f}), "
              f"{100.0 * mean[i] / GDP:.3f} % of GDP")
    for label, means, axis in (("threat", "by_threat_mean", "threat"), ("kind of root damage", "by_kind_mean", "damage_kind"),
                               ("sector where it is lost", "by_sector_mean", "sector")):
        print(f"  by {label}: ", ", ".join(
            f"{name} {value / 1e12:.3f}" for name, value in zip(names(file[f"/axes/{axis}"]), file[f"/metrics/{means}"][()])))
    direct, cascaded = file["/causes/direct"][()], file["/causes/cascaded"][()]
    print(f"  at the node that was hit {100.0 * direct / (direct + cascaded):.1f} %, elsewhere "
          f"{100.0 * cascaded / (direct + cascaded):.1f} %")
    all_causes = names(file["/axes/headline"]).index("all_causes")
    for i, probability in enumerate(file["/axes/probability"][()]):
        if any(abs(probability - p) < 1e-9 for p in (0.5, 0.1, 0.01, 0.001)):
            print(f"  exceeded with {100.0 * probability:5.1f} % a year: {trillion(file['/metrics/aep'][all_causes, i])}")
    for i, level in enumerate(file["/axes/tail_level"][()]):
        print(f"  TVaR {level:.3f}: {trillion(file['/metrics/tvar'][all_causes, i])}")


def outages(file):
    threats = names(file["/axes/threat"])
    print("events a year:  ", ", ".join(f"{t} {v:.2f}" for t, v in zip(threats, file["/outage/events"][()])))
    print("damages a year: ", ", ".join(f"{t} {v:.2f}" for t, v in zip(threats, file["/outage/damages"][()])))
    functions = names(file["/axes/function"])
    regions = names(file["/axes/region"])
    of_function = file["/axes/node_function"][()]
    hours, episodes = file["/outage/hours"][()], file["/outage/episodes"][()]
    person_hours = dict(zip(functions, file["/outage/person_hours"][()]))
    population = person_hours_base(file, functions, regions)
    for name in ("power.distribution", "water.distribution", "ict.mobile_access", "society.household_life"):
        print(f"  {name:24s} {60.0 * person_hours[name] / population:8.2f} min a person and year")
    print("nodes leaving nominal, and full-outage hours, by function and year:")
    for i, name in enumerate(functions):
        mine = of_function == i
        print(f"  {name:30s} {episodes[mine].sum():9.2f} {hours[mine].sum():10.3f} h   ({mine.sum()} nodes)")


def person_hours_base(file, functions, regions):
    """People of the model, read from the resolved input."""
    import tomllib
    text = file["/input"][()]
    model = tomllib.loads(text.decode() if isinstance(text, bytes) else text)
    return sum(float(region["population"]) for region in model["region"])


def cascades(file):
    print("events by nodes reached beyond those hit:")
    edges = file["/axes/bin"][()]
    for threat, sizes in zip(names(file["/axes/threat"]), file["/outage/cascade_size"][()]):
        print(f"  {threat:11s} " + ", ".join(
            f"{int(low)}+: {100.0 * count / sizes.sum():.1f} %" for low, count in zip(edges, sizes) if count))


def origins(file, count=15):
    functions = names(file["/axes/function"])
    matrix = file["/causes/origin_affected_mean"][()]
    order = np.argsort(matrix.sum(axis=1))[::-1][:count]
    print("loss by origin function:")
    for i in order:
        print(f"  {functions[i]:30s} {trillion(matrix[i].sum())}")


def reach(file):
    sectors = names(file["/axes/sector"])
    of_function = file["/axes/function_sector"][()]
    matrix = file["/causes/origin_sector_mean"][()]
    print("sectors that lose something by origin sector (bn JPY a year; rows: origin):")
    print(" " * 12 + "".join(f"{name[:10]:>11s}" for name in sectors))
    for i, name in enumerate(sectors):
        print(f"{name[:11]:12s}" + "".join(f"{v / 1e9:11.3f}" for v in matrix[of_function == i].sum(axis=0)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results")
    options = parser.parse_args()
    with h5py.File(options.results) as file:
        print(f"{file.attrs['title']}: {file.attrs['scenarios']} scenario-years, seed {file.attrs['seed']}")
        loss_of_year(file)
        outages(file)
        cascades(file)
        origins(file)
        reach(file)


if __name__ == "__main__":
    main()
