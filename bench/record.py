"""What is on record of the national model's observables, and the bands that a simulated figure is held against.

`observables.csv` has one row an observable. What was observed stands in two columns, before 2016 and since, as one of

    11;18;15      counts of single years            8/24        8 in 24 years
    35 of 131     a share                           0.13..0.16  a range of published values         20   one value

The column `band` says how wide the record's interval is taken; it was written before anything was simulated:

    poisson F     95 % interval of the rate (Garwood 1936), for counts of single years widened by their dispersion where
                  that exceeds Poisson's; then each end by the factor F, for what is counted alike by name only
    share M       95 % interval of a share (Wilson 1927), or the range as it is, plus and minus M
    factor F      the value or range, each end by the factor F
    central P     the value lies within the central share P of the simulated values
    none          nothing is compared: the model leaves out most of what is counted
"""

import csv
import math
import pathlib
from dataclasses import dataclass

TABLE = pathlib.Path(__file__).resolve().parent / "observables.csv"
ROLES = ("input", "calibration", "check", "scope")
USED = ("none", "before", "since", "both")
RULES = ("poisson", "share", "factor", "central", "none")
Z = 1.959963984540054  # of a two-sided 95 % interval


@dataclass(frozen=True)
class Observed:
    """One period's record: the value, and the 95 % interval that its own counts give (the value itself without counts)."""

    value: float
    low: float
    high: float
    kind: str  # rate, share, range, value
    count: int = 0  # of a rate: events
    years: float = 0.0
    dispersion: float = 1.0  # of yearly counts: variance over mean, at least 1


@dataclass(frozen=True)
class Observable:
    id: str
    group: str
    what: str
    unit: str
    role: str
    periods: dict  # "before", "since" -> (label of the period, Observed); only those with a record
    rule: str
    slack: float
    used: str
    compute: str
    arguments: dict
    requires: tuple
    source: str
    confidence: str
    note: str

    def band(self, period):
        """Interval in which the simulated figure should lie; None where nothing is compared."""
        if period not in self.periods or self.rule in ("none", "central"):
            return None
        return band(self.periods[period][1], self.rule, self.slack)


def poisson_interval(count, years):
    """95 % interval of a rate after so many events in so many years (Garwood 1936)."""
    low = 0.0 if count == 0 else root(lambda mean: 1.0 - poisson_cdf(count - 1, mean), 0.025, count)
    return low / years, root(lambda mean: 1.0 - poisson_cdf(count, mean), 0.975, count + 1) / years


def poisson_cdf(count, mean):
    if mean == 0.0:
        return 1.0
    return math.fsum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1.0)) for k in range(count + 1))


def root(rising, level, guess):
    """Where the rising function of a positive number reaches `level`."""
    low, high = 0.0, 2.0 * guess + 10.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return 0.5 * (low + high)


def share_interval(share, count):
    """95 % interval of a share seen in `count` trials, not necessarily a whole number of them (Wilson 1927)."""
    if not count:
        return 0.0, 1.0
    centre = (share + Z * Z / (2.0 * count)) / (1.0 + Z * Z / count)
    half = Z / (1.0 + Z * Z / count) * math.sqrt(share * (1.0 - share) / count + Z * Z / (4.0 * count * count))
    return max(0.0, centre - half), min(1.0, centre + half)


def of_years(counts):
    """Mean of yearly counts with Garwood's interval of their sum, widened where they vary more than Poisson's would."""
    mean = sum(counts) / len(counts)
    low, high = poisson_interval(sum(counts), len(counts))
    variance = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
    dispersion = max(1.0, variance / mean) if mean else 1.0
    wider = math.sqrt(dispersion)
    return Observed(mean, max(0.0, mean - wider * (mean - low)), mean + wider * (high - mean), "rate", sum(counts),
                    len(counts), dispersion)


def foreseen(before, since):
    """95 % interval for the rate of the later record, from the earlier one alone.

    The later count is negative binomial, given the earlier one and Jeffreys' prior for the rate; where yearly counts vary
    more than Poisson's, the interval is widened about the earlier rate as theirs is.
    """
    size, odds = before.count + 0.5, before.years / (before.years + since.years)
    cumulated, count, limits = 0.0, 0, []
    for level in (0.025, 0.975):
        while True:
            log = (math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1.0) + size * math.log(odds)
                   + count * math.log1p(-odds))
            if cumulated + math.exp(log) >= level:
                limits.append(count / since.years)
                break
            cumulated += math.exp(log)
            count += 1
    wider = math.sqrt(max(before.dispersion, since.dispersion))
    if wider == 1.0:
        return tuple(limits)
    return max(0.0, before.value - wider * (before.value - limits[0])), before.value + wider * (limits[1] - before.value)


def observed(text):
    """Reads one cell of the record."""
    text = text.strip()
    if ";" in text:
        return of_years([int(part) for part in text.split(";")])
    if "/" in text:
        count, years = int(text.split("/")[0]), float(text.split("/")[1])
        return Observed(count / years, *poisson_interval(count, years), "rate", count, years)
    if " of " in text:
        part, whole = map(int, text.split(" of "))
        return Observed(part / whole, *share_interval(part / whole, whole), "share")
    if ".." in text:
        low, high = map(float, text.split(".."))
        return Observed(0.5 * (low + high), low, high, "range")
    return Observed(float(text), float(text), float(text), "value")


def band(record, rule, slack):
    if rule in ("poisson", "factor"):
        return record.low / slack, record.high * slack
    return max(0.0, record.low - slack), min(1.0, record.high + slack)


def parse_compute(text):
    """`kind key=value ...` as the kind and its arguments."""
    kind, *pairs = text.split()
    return kind, dict(pair.split("=", 1) for pair in pairs)


def load(path=TABLE):
    """All observables. Raises ValueError, with the row, for what cannot be read."""
    with open(path, encoding="utf-8", newline="") as file:
        return [checked(row) for row in csv.DictReader(file)]


def checked(row):
    try:
        rule, _, slack = row["band"].partition(" ")
        kind, arguments = parse_compute(row["compute"])
        periods = {period: (row[f"{period}_period"], observed(row[period])) for period in ("before", "since")
                   if row[period]}
        if row["role"] not in ROLES or row["used"] not in USED or rule not in RULES:
            raise ValueError("unknown role, use or band")
        if rule == "poisson" and any(record.kind != "rate" for _, record in periods.values()):
            raise ValueError("a Poisson band needs counts")
        return Observable(row["id"], row["group"], row["what"], row["unit"], row["role"], periods, rule,
                          float(slack or 0.0), row["used"], kind, arguments, tuple(row["requires"].split()),
                          row["source"], row["confidence"], row["note"])
    except (KeyError, ValueError) as error:
        raise ValueError(f"observable '{row.get('id')}': {error}") from error
