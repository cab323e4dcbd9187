"""The resolved input of a run, as far as figures of a run need it: who is served where, what is struck by what."""

import tomllib
from dataclasses import dataclass


def names(dataset):
    return [value.decode() if isinstance(value, bytes) else value for value in dataset[()]]


def resolved_input(file):
    """The input that a results file carries."""
    text = file["/input"][()]
    return tomllib.loads(text.decode() if isinstance(text, bytes) else text)


@dataclass(frozen=True)
class NationalModel:
    tables: frozenset  # names of the tables that have rows
    population: float
    sector: dict  # function -> sector
    people: dict  # function -> node -> people served there
    weight: dict  # function -> node -> its share of the function; sums to 1
    cause: dict  # id of an unintended cause or defective release -> its kind
    source_function: dict  # id of an unintended cause -> function struck
    earthquake_type: dict  # id of a source of earthquakes -> crustal, interface, intraslab

    def of_sector(self, sector):
        return [function for function, of in self.sector.items() if of == sector]


def nodes_of(function, regions, seats):
    """{node: (region, capacity)} of a function's sites as the dump writes them."""
    sites = function["sites"]
    if sites == ["*"]:
        places = {region: (region, 1.0) for region in regions}
    elif sites == ["area"]:
        places = {seat: (seat, 1.0) for seat in seats}
    else:
        parts = [site.partition("=") for site in sites]
        places = {place: (place.split(".")[0], float(capacity or 1.0)) for place, _, capacity in parts}
    return {f"{function['id']}@{place}": found for place, found in places.items()}


def shares(values):
    total = sum(values.values())
    return {name: value / total for name, value in values.items()} if total else {name: 0.0 for name in values}


def read(tables):
    """From the resolved input of a run."""
    regions = {region["id"]: float(region.get("population", 0.0)) for region in tables.get("region", [])}
    area_of = {region["id"]: region.get("area") for region in tables.get("region", [])}
    seats = {area["seat"]: sum(people for region, people in regions.items() if area_of[region] == area["id"])
             for area in tables.get("area", []) if "seat" in area}
    people, weight = {}, {}
    for function in tables.get("function", []):
        nodes = nodes_of(function, regions, seats)
        total = {}
        for region, capacity in nodes.values():
            total[region] = total.get(region, 0.0) + capacity
        served = float(function.get("people", 0.0))
        people[function["id"]] = {node: served * regions[region] * capacity / total[region]
                                  for node, (region, capacity) in nodes.items()}
        # capacities where they tell the sites apart, else who lives there
        alike = len({capacity for _, capacity in nodes.values()}) == 1
        lives = seats if function["sites"] == ["area"] else regions
        weight[function["id"]] = shares({node: lives[region] if alike else capacity
                                         for node, (region, capacity) in nodes.items()})
    unintended = tables.get("unintended", [])
    return NationalModel(
        tables=frozenset(name for name, rows in tables.items() if isinstance(rows, list) and rows),
        population=sum(regions.values()),
        sector={function["id"]: function["sector"] for function in tables.get("function", [])},
        people=people,
        weight=weight,
        cause={row["id"]: row.get("cause") for row in unintended}
        | {row["id"]: "software_defect" for row in tables.get("platform_defect", [])},
        source_function={row["id"]: row.get("function") for row in unintended},
        earthquake_type={row["id"]: row.get("type") for row in tables.get("earthquake", [])},
    )
