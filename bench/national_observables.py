#!/usr/bin/env python3
"""Observables of the national model beside the record: makes the tables of docs/validation.md.

    build/release/hadome run configs/japan/losses.toml -o out/losses
    python3 bench/national_observables.py --hadome build/release/hadome out/losses --write docs/validation.md

What is on record, its sources, the bands, and how each figure is counted stand in observables.csv (read by record.py).
All figures but losses are counted in scenarios that are replayed: the worst ones, and a random sample of the others.
"""

import argparse
import concurrent.futures
import pathlib
import sys

import h5py
import numpy as np

import japan_intensity
import japan_storms
import measures
import national_model
import observables_table
import record
import sampling
import stories
from observables_table import Figure

FEWEST = 5  # values of which a mean has an interval
SERVICES = ("power.distribution", "water.distribution", "gas.distribution", "ict.mobile_access", "ict.fixed_access",
            "rail.passenger_conventional")


def missing(observable, model):
    """Why the model cannot say anything about it; empty when it can."""
    tables = [name for name in observable.requires if name not in model.tables]
    if tables:
        return f"no {', '.join(tables)} in the model"
    named = ",".join(observable.arguments.get(key, "") for key in ("functions", "function")).strip(",")
    functions = [name for name in named.split(",") if name and name not in model.sector]
    if functions:
        return f"no function {', '.join(functions)}"
    sectors = {observable.arguments[key] for key in ("sector", "outside", "roots") if key in observable.arguments}
    if not sectors <= set(model.sector.values()):
        return f"no sector {', '.join(sorted(sectors - set(model.sector.values())))}"
    return ""


class Counts:
    """What the observables count in the replayed scenarios, story by story."""

    def __init__(self, observables, model):
        self.observables, self.model = observables, model
        self.above = {observable.id: [] for observable in observables if observable.compute in measures.TALLIES}
        self.below = {name: [] for name in self.above}
        self.values = {observable.id: [] for observable in observables if observable.compute in measures.COLLECTIONS}
        self.reached = {observable.id: set() for observable in observables if observable.compute == "sectors_reached"}
        self.reaching = dict.fromkeys(self.reached, 0)  # events that were looked at

    def add(self, story):
        for observable in self.observables:
            if observable.id in self.above:
                above, below = measures.TALLIES[observable.compute](self.model, story, observable.arguments)
                self.above[observable.id].append(float(above))
                self.below[observable.id].append(float(below))
            elif observable.id in self.values:
                found = measures.COLLECTIONS[observable.compute](self.model, story, observable.arguments)
                self.values[observable.id].append(found)
            elif observable.id in self.reached:
                found, events = measures.reached_sectors(self.model, story, observable.arguments)
                self.reached[observable.id] |= found
                self.reaching[observable.id] += events


def tally(observable, sample, counts):
    above, below = np.array(counts.above[observable.id]), np.array(counts.below[observable.id])
    weights = sample.weights()
    if observable.compute == "share_of_hours":  # of amounts: a scenario is one trial, by its amount
        estimate = sampling.share(sample, above, below, np.count_nonzero(below), sampling.worth(weights * below))
    elif observable.compute in measures.SHARES:
        events = below.astype(int)
        estimate = sampling.share(sample, above, below, events.sum(), sampling.worth(np.repeat(weights, events)))
    elif observable.compute in ("minutes", "interruptions"):
        estimate = sampling.ratio(sample, above, below, len(above))
    else:
        estimate = sampling.rate(sample, above)
    return Figure(observable, estimate, "" if estimate else "none of it happened in the sample")


def collection(observable, sample, counts):
    """One recorded value among the simulated ones, or their mean where the record is a mean."""
    lists = counts.values[observable.id]
    values = np.array([value for found in lists for value in found])
    if not len(values):
        return Figure(observable, None, "none of it happened in the sample")
    below = np.array([len(found) for found in lists], float)
    if observable.rule != "central":
        found = sampling.ratio(sample, np.array([sum(found) for found in lists], float), below, len(values))
        if len(values) < FEWEST:
            found = sampling.Estimate(found.value, 0.0, np.inf, len(values))
        return Figure(observable, found)
    (_, recorded), = observable.periods.values()
    above = np.array([sum(value <= recorded.value for value in found) for found in lists], float)
    weights = np.repeat(sample.weights(), [len(found) for found in lists])
    return Figure(observable, sampling.share(sample, above, below, len(values), sampling.worth(weights)), "",
                  tuple(sampling.weighted_quantile(values, weights, level) for level in (0.05, 0.5, 0.95)))


def figures_of(observables, model, sample, counts, drawn_alone):
    """One figure an observable, in their order. `drawn_alone`: kind -> (rate, standard error, events) by its arguments, of
    what is drawn without the engine."""
    result = []
    for observable in observables:
        why = missing(observable, model)
        if why:
            result.append(Figure(observable, None, why))
        elif observable.compute in measures.TALLIES:
            result.append(tally(observable, sample, counts))
        elif observable.compute in measures.COLLECTIONS:
            result.append(collection(observable, sample, counts))
        elif observable.compute in drawn_alone:
            rate, error, events = drawn_alone[observable.compute](observable.arguments)
            half = record.Z * error
            result.append(Figure(observable, sampling.Estimate(rate, max(0.0, rate - half), rate + half, events)))
        elif observable.compute == "sectors_reached":
            found, events = len(counts.reached[observable.id]), counts.reaching[observable.id]
            result.append(Figure(observable, sampling.Estimate(found, found, found, events) if events else None,
                                 "none of it happened in the sample"))
        else:
            raise ValueError(f"observable '{observable.id}': nobody knows how to compute '{observable.compute}'")
    return result


def intensity_of(tables, years):
    """Shakes land points once, when first asked."""
    cache = {}

    def of(arguments):
        if not cache:
            counts, errors, _, _, events = japan_intensity.rates(tables.get("earthquake", []), years, japan_intensity.SPACING,
                                                                 tables.get("aftershocks"))
            cache.update({key: (counts[key], errors[key], events) for key in counts})
        return cache[arguments["class"]]

    return of


def landfalls_of(tables, tracks):
    """Draws tracks of storms, when asked."""
    capitals = {region["id"]: (region["lat"], region["lon"]) for region in tables["region"] if "lat" in region}

    def of(_):
        found = japan_storms.rates(tables["storm"], capitals, tracks)
        return found.landfalls, found.error, tracks * len(tables["storm"])

    return of


def losses_of(file, population):
    """Lines of a table of what no record exists for, from all years of the run."""
    trillion = 1e12
    lines = ["| | |", "|---|---|"]
    names, metrics = national_model.names, file["/metrics"]
    for i, headline in enumerate(names(file["/axes/headline"])):
        low, high = metrics["mean_low"][i] / trillion, metrics["mean_high"][i] / trillion
        lines.append(f"| annual average loss, {headline.replace('_', ' ')} [JPY tn] "
                     f"| {metrics['mean'][i] / trillion:.3f} ({low:.3f} to {high:.3f}) |")
    for title, key, axis in (("by threat", "by_threat", "threat"), ("by sector where it is lost", "by_sector", "sector")):
        parts = [f"{name} {mean / 1e9:.1f} ({record.Z * error / 1e9:.1f})" for name, mean, error in
                 zip(names(file[f"/axes/{axis}"]), metrics[f"{key}_mean"][()], metrics[f"{key}_error"][()])]
        lines.append(f"| {title} [JPY bn], half a 95 % interval in brackets | {', '.join(parts)} |")
    sector = np.array(names(file["/axes/sector"]))[file["/axes/function_sector"][()]]
    origin = file["/causes/origin_sector_mean"][()].sum(axis=1) / 1e9
    sums = sorted(((origin[sector == name].sum(), name) for name in set(sector)), reverse=True)
    begins = ", ".join(f"{name} {value:.1f}" for value, name in sums if value > 0.0)
    lines.append(f"| by sector where it begins [JPY bn] | {begins} |")
    functions, hours = names(file["/axes/function"]), file["/outage/person_hours"][()]
    minutes = ", ".join(f"{name} {60.0 * hours[functions.index(name)] / population:.1f}" for name in SERVICES if name in functions)
    lines.append(f"| minutes without service, a person, all threats in all years | {minutes or 'none'} |")
    edges = file["/axes/bin"][()]
    for threat, sizes in zip(names(file["/axes/threat"]), file["/outage/cascade_size"][()]):
        if sizes.sum():
            none, few = sizes[edges < 1].sum() / sizes.sum(), sizes[(edges >= 1) & (edges < 16)].sum() / sizes.sum()
            lines.append(f"| nodes reached beyond those hit, {threat} | none {100 * none:.0f} %, 1 to 15 {100 * few:.0f} %, "
                         f"16 or more {100 * (1 - none - few):.0f} % |")
    return lines


def replay_all(options, sample, counts):
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        step = 4 * options.jobs  # few at a time: a story has some megabytes
        for start in range(0, len(sample.scenarios), step):
            part = sample.scenarios[start:start + step]
            for replayed in [pool.submit(stories.replay, options.hadome, options.run, int(number)) for number in part]:
                counts.add(stories.read(replayed.result()))
            print(f"\r{start + len(part)} of {len(sample.scenarios)} scenarios replayed", end="", file=sys.stderr)
    print(file=sys.stderr)


def made_from(file, sample, worst):
    attributes, replayed = file.attrs, len(sample.scenarios)
    worst = min(worst, sample.years)
    return (f"Made from {sample.years} years of \"{attributes['title']}\" (seed {attributes['seed']}, input "
            f"{attributes['input_digest']}, engine {attributes['git_sha'][:7]}), of which {replayed} were replayed: the "
            f"{worst} worst and {replayed - worst} others at random.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hadome", required=True, help="the engine of the run")
    parser.add_argument("run", type=pathlib.Path, help="directory of a finished run, with all rows of its scenario table")
    parser.add_argument("--worst", type=int, default=100, help="scenarios of the largest losses to replay")
    parser.add_argument("--others", type=int, default=400, help="scenarios to replay of the rest")
    parser.add_argument("--jobs", type=int, default=1, help="replays at a time")
    parser.add_argument("--intensity-years", type=int, default=3000)
    parser.add_argument("--tracks", type=int, default=2000, help="of each source of storms, for landfalls")
    parser.add_argument("--write", type=pathlib.Path, help="document to be made new between its markers")
    options = parser.parse_args()

    observables = record.load()
    with h5py.File(options.run / "results.h5") as file:
        if file.attrs["scenario_table"] != "all" or file.attrs["scenario_kind"] != "year":
            parser.error("the run needs scenarios of a year and a row of each (scenario_table = \"all\")")
        tables = national_model.resolved_input(file)
        model = national_model.read(tables)
        whole = file["/scenarios/given_up"][()] == 0
        sample = sampling.draw(file["/axes/scenario"][()][whole], file["/scenarios/loss"][()][whole], options.worst,
                               options.others, seed=1)
        possible = [observable for observable in observables if not missing(observable, model)]
        counts = Counts(possible, model)
        replay_all(options, sample, counts)
        figures = figures_of(observables, model, sample, counts,
                             {"intensity": intensity_of(tables, options.intensity_years),
                              "landfalls": landfalls_of(tables, options.tracks)})
        page = observables_table.page(figures, made_from(file, sample, options.worst), losses_of(file, model.population))
    if options.write:
        text = options.write.read_text(encoding="utf-8")
        options.write.write_text(observables_table.replaced(text, page), encoding="utf-8")
    else:
        print(page)


if __name__ == "__main__":
    main()
