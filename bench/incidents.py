#!/usr/bin/env python3
"""Recorded incidents beside what the model gives: the tables of docs/incidents.md.

    python3 bench/incidents.py --hadome build/release/hadome                    # all of them
    python3 bench/incidents.py --hadome build/release/hadome kddi_2022 tokyo_2006
    python3 bench/incidents.py --summary --hadome build/release/hadome          # how often the record lies within
    python3 bench/incidents.py --durations                                      # each duration beside the other cases
"""

import argparse
import csv
import math
import pathlib
import statistics
from dataclasses import dataclass

import numpy as np

import gauges

INCIDENTS = pathlib.Path(__file__).resolve().parent.parent / "configs/incidents"
LOW, HIGH = 0.05, 0.95


@dataclass
class Compared:
    record: dict  # row of records.csv
    mean: float
    median: float
    low: float
    high: float
    place: float  # share of the courses below the record; of kind `fell`: share of the courses in which it falls
    given: "Compared | None" = None  # the same once the recorded durations are put in
    put_in: bool = False  # this record is one of these durations


def rows(name):
    with open(INCIDENTS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def from_the_others(cases):
    """Median and sigma of the lognormal duration of one more case, from the durations [h] of these."""
    logarithms = [math.log(hours) for hours in cases]
    return (math.exp(statistics.mean(logarithms)),
            statistics.stdev(logarithms) * math.sqrt(1.0 + 1.0 / len(logarithms)))


def without(cases, name, incident):
    """Median, sigma and number of the cases of a class that are not of this incident."""
    others = [float(case["hours"]) for case in cases if case["class"] == name and case["incident"] != incident]
    return *from_the_others(others), len(others)


def student(x, freedom):
    """Cumulative distribution of Student's t."""
    angle = np.linspace(-math.pi / 2.0, math.atan(x / math.sqrt(freedom)), 20001)  # t = sqrt(freedom) tan(angle)
    density = np.cos(angle) ** (freedom - 1)
    area = np.sum((density[1:] + density[:-1]) / 2.0) * (angle[1] - angle[0])
    return float(area * math.gamma((freedom + 1) / 2.0) / math.gamma(freedom / 2.0) / math.sqrt(math.pi))


def print_durations():
    """Every case of an incident beside what the others of its class say, with sigma known and with sigma estimated."""
    print("| class | case | other cases | median [h] | sigma | recorded [h] | at, as in the run files | at, Student |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    cases, places = rows("durations.csv"), []
    for case in cases:
        if case["incident"]:
            median, sigma, count = without(cases, case["class"], case["incident"])
            far = (math.log(float(case["hours"])) - math.log(median)) / sigma
            places.append((statistics.NormalDist().cdf(far), student(far, count - 1)))
            print(f"| {case['class']} | {case['case']} | {count} | {figure(median)} | {sigma:.2f} | "
                  f"{figure(float(case['hours']))} | {place(places[-1][0])} | {place(places[-1][1])} |")
    normal, wide = (sum(LOW <= found <= HIGH for found in column) for column in zip(*places))
    print(f"\nof {len(places)} cases {normal} lie within 5 to 95 % of what the run files draw, {wide} by Student")


def gauge_of(record):
    if record["kind"] in ("hours", "fell"):
        return gauges.Gauge(record["id"], record["function"], level=float(record["level"]))
    if record["kind"] == "amount":
        return gauges.Gauge(record["id"], record["function"], rate=float(record["rate"]), calendar=record["calendar"])
    return None


def place_of(values, record):
    """Share of the values below the record, half of those equal to it."""
    return (np.count_nonzero(values < record) + 0.5 * np.count_nonzero(values == record)) / len(values)


def compared(record, seen):
    value, kind = float(record["value"]), record["kind"]
    if kind == "share":  # of states five quantiles are kept
        at = int(np.argmin(abs(seen.hours - float(record["at"]))))
        curve = seen.quantiles[record["function"]][at]
        if curve[0] == curve[-1]:
            place = 0.5 if math.isclose(curve[0], value, abs_tol=5e-4) else float(curve[0] < value)
        else:
            place = float(np.interp(value, curve, seen.levels, left=0.0, right=1.0))
        middle = float(curve[int(np.argmin(abs(seen.levels - 0.5)))])
        mean = float(seen.mean[record["function"]][at])
        return Compared(record, mean, middle, float(curve[0]), float(curve[-1]), place)
    values = seen.loss / 1e9 if kind == "loss" else seen.readings[record["id"]]
    if kind == "fell":
        share = np.count_nonzero(values) / len(values)
        return Compared(record, share, share, share, share, share)
    return Compared(record, float(values.mean()), *map(float, np.quantile(values, (0.5, LOW, HIGH))),
                    place_of(values, value))


def compare(hadome, incident, records, scenarios=None, seed=None):
    """The records of one incident beside a run of its file, and beside one with the recorded durations put in."""
    mine = [record for record in records if record["incident"] == incident]
    given = [row for row in rows("given_durations.csv") if row["incident"] == incident]
    restorations = {row["struck"]: row["restoration"] for row in given}
    put_in = {row["record"] for row in given}

    def run(change):
        seen = gauges.run(hadome, INCIDENTS / f"{incident}.toml", [gauge for gauge in map(gauge_of, mine) if gauge],
                          [float(record["at"]) for record in mine if record["at"]], scenarios, seed, change)
        return [compared(record, seen) for record in mine]

    results = run(None)
    if given:
        for result, other in zip(results, run(lambda dump: gauges.with_restorations(dump, restorations))):
            result.given, result.put_in = other, result.record["id"] in put_in
    return results


def figure(value):
    if value == 0.0:
        return "0"
    return f"{float(f'{value:.3g}'):,.0f}".replace(",", " ") if abs(value) >= 1000 else f"{value:.3g}"


def recorded(record):
    return f"{float(record['value']):,.10g}".replace(",", " ")


def place(share):
    if share < 0.005:
        return "below all"
    return "above all" if share > 0.995 else f"{100 * share:.0f} %"


def with_durations(result):
    """What the model gives once the recorded durations are put in."""
    if result.given is None:
        return "–"
    if result.put_in:
        return "put in"
    if result.given.low == result.given.high:
        return figure(result.given.median)
    return f"{figure(result.given.median)} ({figure(result.given.low)} to {figure(result.given.high)})"


def print_figures(results):
    print("| incident | observable | recorded | model, mean | median | 5 to 95 % | record at | | "
          "with the recorded duration |\n|---|---|---:|---:|---:|---:|---:|---|---:|")
    for result in results:
        record = result.record
        if record["kind"] == "fell":
            continue
        unit = f" {record['unit']}" if record["unit"] else ""
        print(f"| {record['incident']} | {record['what']} | {recorded(record)}{unit} | "
              f"{figure(result.mean)} | {figure(result.median)} | {figure(result.low)} to {figure(result.high)} | "
              f"{place(result.place)} | {record['used']} | {with_durations(result)} |")


def as_recorded(result):
    """Whether a function falls, or stands, in at least half of the courses as it did."""
    return (result.mean >= 0.5) == (float(result.record["value"]) == 1.0)


def print_links(results):
    """Who falls and who stands, a line an incident."""
    print("| incident | recorded and found | not as recorded |\n|---|---|---|")
    for incident in dict.fromkeys(result.record["incident"] for result in results):
        links = [r for r in results if r.record["incident"] == incident and r.record["kind"] == "fell"]
        found = "; ".join(r.record["what"] for r in links if as_recorded(r))
        missed = "; ".join(f"{r.record['what']}: falls in {100 * r.mean:.0f} % of the courses"
                           + (f", {100 * r.given.mean:.0f} % with the recorded duration" if r.given else "")
                           for r in links if not as_recorded(r))
        if links:
            print(f"| {incident} | {found} | {missed} |")


def print_summary(results):
    """How often the record lies within; figures by how they were come by."""
    print(f"{len({result.record['incident'] for result in results})} incidents\n")
    print("| figures | number | within 5 to 95 % | within the middle half | record below the median | above it |")
    print("|---|---:|---:|---:|---:|---:|")
    figures = [result for result in results if result.record["kind"] != "fell"]
    for used in ("predicted", "judged", "rate given"):
        mine = [result.place for result in figures if result.record["used"] == used]
        print(f"| {used} | {len(mine)} | {sum(LOW <= p <= HIGH for p in mine)} | "
              f"{sum(0.25 <= p <= 0.75 for p in mine)} | {sum(p < 0.5 for p in mine)} | {sum(p > 0.5 for p in mine)} |")
    links = [result for result in results if result.record["kind"] == "fell"]
    print(f"\nof {len(links)} links {sum(map(as_recorded, links))} fall or stand as recorded in at least half of the "
          "courses")
    followed = [result.given.median / float(result.record["value"]) for result in figures
                if result.given and not result.put_in and result.record["kind"] != "loss"
                and result.record["used"] != "given"]
    print(f"with the recorded durations put in, {len(followed)} figures that follow are {min(followed):.2g} to "
          f"{max(followed):.2g} times the record, "
          f"{sum(0.5 <= ratio <= 2.0 for ratio in followed)} within a factor of two")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("incidents", nargs="*", help="run files in configs/incidents; absent: all with a record")
    parser.add_argument("--hadome", help="the engine")
    parser.add_argument("--scenarios", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--summary", action="store_true", help="count how often the record lies within, no tables")
    parser.add_argument("--durations", action="store_true", help="print what the other cases say of each duration")
    options = parser.parse_args()
    if options.durations:
        print_durations()
        return
    if not options.hadome:
        parser.error("--hadome is needed to run anything")
    records = rows("records.csv")
    known = list(dict.fromkeys(record["incident"] for record in records))
    unknown = set(options.incidents) - set(known)
    if unknown:
        parser.error(f"nothing is recorded for {', '.join(sorted(unknown))}")
    results = [result for incident in options.incidents or known
               for result in compare(options.hadome, incident, records, options.scenarios, options.seed)]
    if options.summary:
        print_summary(results)
        return
    print_figures(results)
    print()
    print_links(results)


if __name__ == "__main__":
    main()
