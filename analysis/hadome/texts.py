"""The sentences of the report, whole, per language: `catalogue/<language>.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from markupsafe import Markup

LANGUAGES = ("en", "ja")


class Texts:
    """Looks sentences up by dotted key and fills in values; markup in values is escaped, in sentences it is not."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"language {lang!r}; known: {', '.join(LANGUAGES)}")
        self.lang = lang
        source = resources.files(__package__) / "catalogue" / f"{lang}.toml"
        self._texts = tomllib.loads(source.read_text("utf-8"))

    def __call__(self, key: str, /, **values: Any) -> Markup:
        found: Any = self._texts
        for part in key.split("."):
            found = found[part]
        return Markup(found).format(**values)

    def keys(self) -> set[str]:
        """All dotted keys."""
        return set(_flat(self._texts, ""))


def _flat(tree: dict[str, Any], prefix: str) -> list[str]:
    nested = [_flat(v, f"{prefix}{k}.") if isinstance(v, dict) else [f"{prefix}{k}"] for k, v in tree.items()]
    return [key for keys in nested for key in keys]
