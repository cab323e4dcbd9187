"""The tables of docs/validation.md from observables and their simulated figures."""

import math
from dataclasses import dataclass

from record import Observable, foreseen
from sampling import Estimate

BEGIN, END = "<!-- observables: made by bench/national_observables.py -->", "<!-- observables: end -->"
HEADINGS = {"telecommunications": "Telecommunications", "finance": "Finance", "transport": "Transport",
            "government": "Government", "medical": "Hospitals", "cyber": "Cyber", "power": "Power", "water": "Water",
            "gas": "Gas", "disasters": "Disasters", "reach": "Reach", "scenarios": "Official scenarios"}
SPREADS = ("incidents", "restoration")  # groups of which a distribution is compared with one recorded value


@dataclass(frozen=True)
class Figure:
    """What was simulated of one observable; `estimate` is None where nothing was, and `why` says so.

    For one recorded value in a distribution the estimate is the share of simulated values that do not exceed it.
    """

    observable: Observable
    estimate: Estimate | None
    why: str = ""
    quantiles: tuple = ()  # 5 %, 50 %, 95 % of simulated values


def number(value):
    if value == 0.0:
        return "0"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(low, high):
    return f"{number(low)} to {number(high)}"


def verdict(estimate, band):
    """in: the figure lies in the band; open: only its interval reaches into it, or too little was seen; else where it lies."""
    if band is None or estimate is None:
        return ""
    low, high = band
    if low <= estimate.value <= high and math.isfinite(estimate.high) and (estimate.count or estimate.high <= high):
        return "in"
    if estimate.low <= high and estimate.high >= low:
        return "open"
    return "below" if estimate.value < low else "above"


def central(estimate, share):
    """The same for a recorded value: where it lies among the simulated ones."""
    place = verdict(estimate, (0.5 - share / 2.0, 0.5 + share / 2.0))
    return {"below": "record shorter", "above": "record longer"}.get(place, place)


def seen_before(observable, period):
    return observable.used in (period, "both")


def marked(text, observable, period):
    """In brackets what the model was made with: no test of it."""
    return f"({text})" if text and seen_before(observable, period) else text


def record_cell(observable, period):
    if period not in observable.periods:
        return ""
    label, record = observable.periods[period]
    value = span(record.low, record.high) if record.kind == "range" else number(record.value)
    limits = observable.band(period)
    return f"{value}, {label}" + (f"; {span(*limits)}" if limits else "")


def simulated_cell(figure):
    if figure.estimate is None:
        return f"not simulated: {figure.why}"
    estimate = figure.estimate
    if estimate.low == estimate.high or not math.isfinite(estimate.high):
        return f"{number(estimate.value)} (n = {estimate.count})"
    return f"{number(estimate.value)} ({span(estimate.low, estimate.high)}; n = {estimate.count})"


def table(figures):
    lines = ["| observable | role | record before 2016; band | since 2016; band | simulated (95 %; n) | before | since |",
             "|---|---|---|---|---|---|---|"]
    group = None
    for figure in figures:
        observable = figure.observable
        if observable.group != group:
            group = observable.group
            lines.append(f"| **{HEADINGS.get(group, group)}** | | | | | | |")
        verdicts = [marked(verdict(figure.estimate, observable.band(period)), observable, period)
                    for period in ("before", "since")]
        unit = "" if observable.unit == "1" else f" [{observable.unit}]"
        lines.append(f"| {observable.what}{unit} | {observable.role} | {record_cell(observable, 'before')} "
                     f"| {record_cell(observable, 'since')} | {simulated_cell(figure)} | {verdicts[0]} | {verdicts[1]} |")
    return lines


def spread_table(figures):
    lines = ["| record | role | year | recorded [h] | simulated median (5 to 95 %) [h] "
             "| share of simulated not longer (95 %; n) | |", "|---|---|---|---:|---:|---|---|"]
    for figure in figures:
        observable = figure.observable
        (period, (year, record)), = observable.periods.items()
        if figure.estimate is None:
            middle, place, found = "", f"not simulated: {figure.why}", ""
        else:
            low, median, high = figure.quantiles
            middle, place = f"{number(median)} ({span(low, high)})", simulated_cell(figure)
            found = marked(central(figure.estimate, observable.slack), observable, period)
        lines.append(f"| {observable.what} | {observable.role} | {year} | {number(record.value)} | {middle} | {place} "
                     f"| {found} |")
    return lines


def foreseen_table(figures):
    """What a rate fitted to the record before 2016 foresees of the record since, whatever was simulated."""
    lines = ["| record | before 2016 | since 2016 | foreseen from before, 95 % | |", "|---|---|---|---|---|"]
    for observable in (figure.observable for figure in figures):
        if observable.rule == "poisson" and len(observable.periods) == 2:
            (earlier, before), (later, since) = observable.periods["before"], observable.periods["since"]
            low, high = foreseen(before, since)
            place = "in" if low <= since.value <= high else "below" if since.value < low else "above"
            lines.append(f"| {observable.what} [{observable.unit}] | {number(before.value)}, {earlier} "
                         f"| {number(since.value)}, {later} | {span(low, high)} | {place} |")
    return lines


def summary(figures):
    """How many comparisons came out how: with records that the model was made with, and with those kept for checking."""
    counts = {True: {}, False: {}}
    for figure in figures:
        observable = figure.observable
        for period in observable.periods:
            if observable.rule == "none":
                continue
            if figure.estimate is None:
                found = "not simulated"
            elif observable.rule == "central":
                found = central(figure.estimate, observable.slack)
            else:
                found = verdict(figure.estimate, observable.band(period))
            key = found if found in ("in", "open", "not simulated") else "out"
            side = counts[seen_before(observable, period)]
            side[key] = side.get(key, 0) + 1
    order = ("in", "open", "out", "not simulated")
    return {used: ", ".join(f"{side[key]} {key}" for key in order if key in side) or "none" for used, side in counts.items()}


def page(figures, made_from, losses):
    """Everything between the two markers."""
    counts = summary(figures)
    lines = [BEGIN, "", made_from, "",
             f"Comparisons with records kept for checking: {counts[False]}. With records that the model was made with: "
             f"{counts[True]}.", ""]
    lines += table([figure for figure in figures if figure.observable.group not in SPREADS])
    for group, title in zip(SPREADS, ("Durations of recorded incidents among the simulated ones",
                                      "Restoration after recorded disasters among the simulated ones")):
        rows = [figure for figure in figures if figure.observable.group == group]
        if rows:
            lines += ["", f"**{title}.**", "", *spread_table(rows)]
    lines += ["", "**What a fit to the record before 2016 foresees of the record since.**", "", *foreseen_table(figures)]
    lines += ["", "**Figures without a record.**", "", *losses, "", END]
    return "\n".join(lines)


def replaced(text, new):
    """The document with what stands between the markers made new. Raises ValueError without exactly one pair of markers."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise ValueError("the document does not have one pair of markers")
    return text[:text.index(BEGIN)] + new + text[text.index(END) + len(END):]
