"""Whether results are the bytes that the run wrote: the digest in the provenance beside them."""

from __future__ import annotations

import json
from pathlib import Path

import xxhash

from .errors import DamagedResultsError, ResultsError
from .files import PROVENANCE

BLOCK = 1 << 22  # bytes


def check_digest(results: Path) -> None:
    """Before anything interprets them: damaged HDF5 may crash its reader. Results without a provenance pass.

    :raises DamagedResultsError: when the digest is another, or the provenance cannot be read
    """
    provenance = results.parent / PROVENANCE
    if not provenance.exists():
        return
    try:
        expected = json.loads(provenance.read_text("utf-8"))["results_digest"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedResultsError(
            f"{provenance}: no digest of the results can be read; {error or type(error).__name__}; "
            "restore it, or move the results alone to another directory"
        ) from error
    found = _digest_of(results)
    if found != expected:
        raise DamagedResultsError(
            f"{results}: damaged; its digest is {found}, {PROVENANCE} says {expected}; run the scenarios again"
        )


def _digest_of(path: Path) -> str:
    digest = xxhash.xxh3_128()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise ResultsError(f"{path}: cannot be read; {error.strerror}; name the directory of a finished run") from error
    return digest.hexdigest()
