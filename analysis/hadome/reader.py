"""Opens a results file: labelled arrays by group, tables, attributes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Iterator

import h5py
import numpy as np
import pandas as pd
import xarray as xr

from . import lazy, tables
from .digest import check_digest
from .errors import ResultsError
from .files import RESULTS

FORMAT = "hadome-results"
FORMAT_VERSION = 1
REQUIRED = ("axes", "metrics", "causes", "outage")


def open(path: str | Path) -> Results:
    """Opens the results of a run.

    :param path: the directory of the run, or its results file
    :raises ResultsError: when there is none, it is not what the run wrote, or no results file that this version can read
    """
    return Results(path)


class Results:
    """The results of one run, read only and lazily: `results["metrics"]` costs nothing until its values are used.

    Groups: metrics, causes, outage, ranking, scenarios, basis, axes (`docs/results.md` lists what is in them). Money is
    JPY; `scenario_kind` says whether a scenario is a year. Usable in a `with` statement; arrays not yet loaded are gone once the file is closed.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = _results_file(Path(path))
        check_digest(self.path)
        self._file = _open_checked(self.path)
        #: Root attributes: format_version, hadome_version, git_sha, input_digest, seed, scenarios, title, horizon_hours,
        #: scenario_kind, drawn_sources, scenario_table
        self.attrs: dict[str, Any] = {name: _plain(value) for name, value in self._file.attrs.items()}

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<hadome.Results {self.attrs.get('title')!r}, {self.attrs.get('scenarios')} scenarios: {self.path}>"

    def close(self) -> None:
        self._file.close()

    @property
    def groups(self) -> list[str]:
        return [name for name, item in self._file.items() if isinstance(item, h5py.Group)]

    def __contains__(self, group: str) -> bool:
        return group in self.groups

    def __getitem__(self, group: str) -> xr.Dataset:
        """The datasets of a group, with the labels of every axis as coordinates: `mean(headline)` in `metrics`, say.

        Labels in English and Japanese stand along the same axis: `function`, `function_en`, `function_ja`.
        """
        if group not in self:
            raise KeyError(f"{self.path}: no group /{group}; there are {', '.join(self.groups)}")
        data = {name: lazy.variable(item) for name, item in _datasets(self._file[group])}
        used = {dim for item in data.values() for dim in item.dims}
        labels = {} if group == "axes" else self._labels(used)
        return xr.Dataset({k: v for k, v in data.items() if k not in labels}, labels, dict(self._file[group].attrs))

    def _labels(self, used: set[str]) -> dict[str, xr.Variable]:
        axes = ((name, lazy.variable(item)) for name, item in _datasets(self._file["axes"]))
        return {name: item for name, item in axes if set(item.dims) <= used}

    @property
    def scenario_kind(self) -> str:
        """What one scenario is: a `year` or other `period` of threats drawn at random, or a course of `given` events, or
        of those beside random threats (`given_and_drawn`). Files from before the attribute was kept speak of years."""
        return self.attrs.get("scenario_kind", "year")

    @property
    def scenario_table(self) -> str:
        """Of which scenarios `results["scenarios"]` has rows: `all`, `tail` or `none`.

        Rows are named by the number of their scenario, `results["scenarios"].loss.sel(scenario=4711)`: in a tail the numbers
        have gaps. Its attributes `loss_beyond` and `loss_it_beyond` say where the tails begin [JPY]. Files from before the
        attribute was kept have all rows or none.
        """
        return self.attrs.get("scenario_table", "all" if "scenarios" in self else "none")

    @property
    def drawn_sources(self) -> list[str]:
        """What is drawn at random: of unintended, platform_defect, worm, campaign, earthquake, aftershock, tsunami, storm,
        event_set."""
        return [name for name in self.attrs.get("drawn_sources", "").split(";") if name]

    @property
    def input_text(self) -> str:
        """The resolved input as TOML, or a short notice where the run was told not to embed it."""
        return self._file["input"].asstr()[()] if "input" in self._file else ""

    @property
    def settings(self) -> dict[str, Any]:
        """The input's tables `run`, `ranking`, `output`, `model` and `event`; empty when the input is not embedded."""
        try:
            parsed = tomllib.loads(self.input_text)
        except tomllib.TOMLDecodeError:
            return {}
        return {name: parsed[name] for name in ("run", "ranking", "output", "model", "event") if name in parsed}

    def ranking(self, headline: str) -> pd.DataFrame:
        """Candidates by falling `delta_mean`; see :func:`hadome.tables.ranking`."""
        return tables.ranking(self, headline)

    def exceedance(self) -> pd.DataFrame:
        """Exceedance curves in long form; see :func:`hadome.tables.exceedance`."""
        return tables.exceedance(self)

    def origin_by_sector(self) -> pd.DataFrame:
        """Average loss by origin function x affected sector; see :func:`hadome.tables.origin_by_sector`."""
        return tables.origin_by_sector(self)

    def by_threat(self) -> pd.DataFrame:
        """Average loss by root threat class; see :func:`hadome.tables.by_threat`."""
        return tables.by_threat(self)

    def by_sector(self) -> pd.DataFrame:
        """Average loss by affected sector; see :func:`hadome.tables.by_sector`."""
        return tables.by_sector(self)

    def outages(self) -> pd.DataFrame:
        """Outage hours and episodes of every node; see :func:`hadome.tables.outages`."""
        return tables.outages(self)

    def basis(self) -> pd.DataFrame:
        """Where every figure of the input comes from; see :func:`hadome.tables.basis`."""
        return tables.basis(self)


def _results_file(path: Path) -> Path:
    if path.is_dir():
        if not (path / RESULTS).is_file():
            raise ResultsError(
                f"{path}: no results; the directory has no {RESULTS}; run `hadome run RUN.toml -o {path}` to its end"
            )
        return path / RESULTS
    if not path.is_file():
        raise ResultsError(f"{path}: no such file or directory; name the directory of a finished run")
    return path


def _open_checked(path: Path) -> h5py.File:
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        reason = str(error).splitlines()[0]
        raise ResultsError(f"{path}: cannot be read as HDF5; {reason}; name a file written by `hadome run`") from error
    found = _plain(file.attrs.get("format", ""))
    version = _plain(file.attrs.get("format_version", 0))
    missing = [name for name in REQUIRED if name not in file]
    if found == FORMAT and version <= FORMAT_VERSION and not missing:
        return file
    file.close()
    if found != FORMAT:
        raise ResultsError(
            f"{path}: not a Hadome results file; its attribute `format` is {found!r}, "
            f"not {FORMAT!r}; name a file written by `hadome run`"
        )
    if version <= FORMAT_VERSION:
        raise ResultsError(f"{path}: incomplete; no group /{missing[0]}; run the scenarios again")
    raise ResultsError(
        f"{path}: format version {version}; this package reads up to {FORMAT_VERSION}; "
        "use the package that came with the engine which wrote it"
    )


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode()
    return value.item() if isinstance(value, np.generic) else value


def _datasets(group: h5py.Group) -> Iterator[tuple[str, h5py.Dataset]]:
    return ((name, item) for name, item in group.items() if isinstance(item, h5py.Dataset))
