"""Footprints of event sets from the output of other hazard programs: docs/event_sets.md.

    python3 -m hadome.footprints openquake GMF.csv --sites SITES.csv --years Y --measure pga > set.csv
    python3 -m hadome.footprints oasis FOOTPRINT.csv --areas AREAS.csv --bins BINS.csv --occurrence OCC.csv --periods N --measure wind > set.csv
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

COLUMNS = ("event", "rate", "region", "measure", "intensity", "share")
#: Column of OpenQuake's exported ground-motion fields: g and cm/s there as here.
OPENQUAKE = {"pga": "gmv_PGA", "pgv": "gmv_PGV"}


class Footprint(NamedTuple):
    """One row of a file of footprints."""

    event: str
    rate: float
    region: str
    measure: str
    intensity: float
    share: float = 1.0


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file; OpenQuake writes a line of comment before the header."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def from_openquake(fields: Iterable[dict[str, str]], region_of: dict[str, str], years: float, measure: str) -> Iterator[Footprint]:
    """Ground-motion fields as exported (`gmf-data`): a row an event and site.

    Each event happened once in `years`, the effective time of the calculation, so its rate is 1 / years. Of several sites in
    one region each stands for an equal part of the region's ground: their geometric mean is taken, for intensities are lognormal.
    Sites without a region are left out.
    """
    logs: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in fields:
        site = row.get("custom_site_id") or row["site_id"]
        value = float(row[OPENQUAKE[measure]])
        if site in region_of and value > 0:
            logs[row["event_id"], region_of[site]].append(math.log(value))
    for (event, region), values in logs.items():
        yield Footprint(event, 1 / years, region, measure, math.exp(sum(values) / len(values)))


def from_oasis(
    cells: Iterable[dict[str, str]],
    region_of: dict[str, str],
    intensity_of: dict[str, float],
    occurrences: Iterable[dict[str, str]],
    periods: int,
    measure: str,
) -> Iterator[Footprint]:
    """Oasis footprints: a row an event, area peril and bin of intensity, with the probability of the bin.

    Rates are occurrences by number of periods. Of an area peril the mean intensity over its bins is taken; of the area perils of
    a region those that are struck are its exposed share, at their mean intensity.
    """
    counts = Counter(row["event_id"] for row in occurrences)
    areas_in = Counter(region_of.values())
    mean: dict[tuple[str, str], float] = defaultdict(float)
    for row in cells:
        if row["areaperil_id"] in region_of:
            mean[row["event_id"], row["areaperil_id"]] += float(row["probability"]) * intensity_of[row["intensity_bin_id"]]
    struck: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (event, area), intensity in mean.items():
        if intensity > 0 and counts[event]:
            struck[event, region_of[area]].append(intensity)
    for (event, region), values in struck.items():
        share = len(values) / areas_in[region]
        yield Footprint(event, counts[event] / periods, region, measure, sum(values) / len(values), share)


def write(footprints: Iterable[Footprint], out: TextIO) -> None:
    """As a file that an event set can name."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(footprints))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="hadome.footprints", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    openquake = kinds.add_parser("openquake")
    openquake.add_argument("--sites", type=Path, required=True, help="columns site_id and region")
    openquake.add_argument("--years", type=float, required=True, help="effective time of the calculation")
    openquake.add_argument("--measure", choices=sorted(OPENQUAKE), required=True)
    oasis = kinds.add_parser("oasis")
    oasis.add_argument("--areas", type=Path, required=True, help="columns areaperil_id and region")
    oasis.add_argument("--bins", type=Path, required=True, help="columns intensity_bin_id and intensity")
    oasis.add_argument("--occurrence", type=Path, required=True)
    oasis.add_argument("--periods", type=int, required=True)
    oasis.add_argument("--measure", choices=["pga", "pgv", "depth", "wind"], required=True)
    for kind in (openquake, oasis):
        kind.add_argument("footprint", type=Path)
    options = parser.parse_args(arguments)
    cells = rows_of(options.footprint)
    if options.kind == "openquake":
        regions = {row["site_id"]: row["region"] for row in rows_of(options.sites)}
        footprints = from_openquake(cells, regions, options.years, options.measure)
    else:
        regions = {row["areaperil_id"]: row["region"] for row in rows_of(options.areas)}
        bins = {row["intensity_bin_id"]: float(row["intensity"]) for row in rows_of(options.bins)}
        footprints = from_oasis(cells, regions, bins, rows_of(options.occurrence), options.periods, options.measure)
    write(footprints, sys.stdout)


if __name__ == "__main__":
    main()
