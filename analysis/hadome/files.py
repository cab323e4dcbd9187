"""Writing files whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import ResultsError

RESULTS = "results.h5"
PROVENANCE = "provenance.json"
PAGE = b"<!DOCTYPE html>"  # what a page replaces


def write_whole(path: Path, text: str) -> None:
    """Writes aside, then renames: no reader ever sees half a file."""
    if path.name == RESULTS or (path.exists() and not path.is_file()) or path.is_symlink():
        raise ResultsError(
            f"{path}: not written; it is results, a folder, a link or a device; choose another name with -o"
        )
    if path.exists() and not _is_page(path):
        raise ResultsError(f"{path}: not written; it is there, and is no page of HTML; choose another name with -o")
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(PAGE)) == PAGE
