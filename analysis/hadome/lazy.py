"""HDF5 datasets as lazily read xarray variables.

The axes of a results file stand in `/axes`, beside the groups that use them. netCDF's rules look for dimensions only in
a group and its parents, so that its readers do not find them there; HDF5's dimension scales, read here, know no such
limit.
"""

from __future__ import annotations

import h5py
import numpy as np
from xarray import Variable
from xarray.backends import BackendArray
from xarray.core import indexing

# Scales that give an axis a second set of labels, never its name.
SECOND_SCALES = frozenset({"return_period"})


class LazyArray(BackendArray):
    """One dataset; what is asked for is read when it is asked for. Text is `str`, never `bytes`."""

    def __init__(self, dataset: h5py.Dataset) -> None:
        self.is_text = h5py.check_string_dtype(dataset.dtype) is not None
        self.dataset = dataset.asstr() if self.is_text else dataset
        self.shape = dataset.shape
        self.dtype = np.dtype(object) if self.is_text else dataset.dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> np.ndarray:
        # h5py takes slices and one list of rising indices
        support = indexing.IndexingSupport.OUTER_1VECTOR
        return indexing.explicit_indexing_adapter(key, self.shape, support, self._read)

    def _read(self, key: tuple) -> np.ndarray:
        return self.dataset[key]


def base_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def dimensions(dataset: h5py.Dataset) -> tuple[str, ...]:
    """Names of the axes of a dataset, after their dimension scales."""
    if h5py.h5ds.is_scale(dataset.id) and not any(len(dim) for dim in dataset.dims):
        return (base_name(dataset.name),)
    names = []
    for number, dim in enumerate(dataset.dims):
        attached = [base_name(scale.name) for scale in dim.values()]
        first_names = [name for name in attached if name not in SECOND_SCALES]
        names.append((first_names or attached or [f"{base_name(dataset.name)}_{number}"])[0])
    return tuple(names)


def variable(dataset: h5py.Dataset) -> Variable:
    """The dataset with its axes, description and units."""
    attributes = {name: dataset.attrs[name] for name in dataset.attrs if not _is_machinery(name)}
    data = indexing.LazilyIndexedArray(LazyArray(dataset))
    return Variable(dimensions(dataset), data, attributes, fastpath=True)


def _is_machinery(attribute: str) -> bool:
    return attribute in {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"} or attribute.startswith("_")
