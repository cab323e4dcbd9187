"""Holds a results file against the table in docs/results.md: every dataset in both, its axes, unit and description; and
every group opens in xarray on its own, with all its dimensions labelled."""

import sys

import h5py
import xarray

OPTIONAL = ("/ranking", "/axes/candidate", "/scenarios", "/axes/scenario", "/observe", "/axes/time", "/axes/quantile",
            "/axes/return_period", "/attribution", "/axes/threat_set", "/axes/affected_function", "/causes/origin_affected_mean")


def cells(text: str) -> list[str]:
    return [] if text == "–" else [item.strip() for item in text.split(",")]


def documented(path: str) -> dict[str, tuple[list[str], str]]:
    """Axes and unit by dataset. `/a/b, c, _d` stands for /a/b, /a/c, /a/b_d."""
    datasets = {}
    with open(path, encoding="utf-8") as lines:
        rows = [line.strip().strip("|").split("|") for line in lines if line.startswith("| /")]
    for names, axes, units, _ in ([cell.strip() for cell in row] for row in rows):
        first = cells(names)[0]
        group = first.rsplit("/", 1)[0]
        paths = [
            name if name.startswith("/") else first + name if name.startswith("_") else f"{group}/{name}"
            for name in cells(names)
        ]
        listed = cells(units) or [""]
        listed = listed if len(listed) == len(paths) else listed * len(paths)
        datasets |= {name: (cells(axes), unit) for name, unit in zip(paths, listed)}
    return datasets


def axes_of(dataset: h5py.Dataset) -> list[str]:
    """A scale lies along itself; a second scale along the axis that it is attached beside."""
    if dataset.attrs.get("CLASS") == b"DIMENSION_SCALE":
        name = dataset.name.rsplit("/", 1)[1]
        return ["probability" if name == "return_period" else name]
    for dimension in dataset.dims:
        if not len(dimension):
            return ["an axis without a scale"]
    return [dimension[len(dimension) - 1].name.rsplit("/", 1)[1] for dimension in dataset.dims]


def visit(group: h5py.Group, found: dict[str, h5py.Dataset]) -> None:
    """Datasets by the path that they are met at first."""
    known = {hash(item.id) for item in found.values()}
    for item in group.values():
        if isinstance(item, h5py.Group):
            visit(item, found)
        elif hash(item.id) not in known:
            found[item.name] = item


def unlabelled(results: str, groups: list[str]) -> list[str]:
    wrong = []
    for group in groups:
        with xarray.open_dataset(results, engine="h5netcdf", group=group) as data:
            bare = set(data.load().dims) - set(data.coords)
            wrong += [f"/{group}: no labels along {name} in xarray" for name in sorted(bare)]
    return wrong


def main(document: str, results: str) -> int:
    wrong = []
    expected = documented(document)
    with h5py.File(results) as file:
        found = {}
        for group in ["/axes", "/"]:  # axes first: elsewhere they are links
            visit(file[group], found)
        missing = {
            name for name in expected.keys() - found.keys() if not any(name.startswith(start) for start in OPTIONAL)
        }
        wrong += [f"{name}: documented, not written" for name in sorted(missing)]
        wrong += [f"{name}: written, not documented" for name in sorted(found.keys() - expected.keys())]
        years = file.attrs["scenario_kind"] == "year"
        if years and "/axes/return_period" not in found:
            wrong.append("/axes/return_period: not written, though a scenario is a year")
        for name in sorted(expected.keys() & found.keys()):
            said = (axes_of(found[name]), found[name].attrs["units"])
            axes, unit = expected[name]
            if said != (axes, unit if years else unit.removesuffix("/yr")):
                wrong.append(f"{name}: {said} in the file, {expected[name]} in {document}")
            if not found[name].attrs["description"]:
                wrong.append(f"{name}: no description")
        groups = [name for name, item in file.items() if isinstance(item, h5py.Group)]
    wrong += unlabelled(results, groups)
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
