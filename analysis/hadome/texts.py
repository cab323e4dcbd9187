"""The sentences of the report, whole, per language: `catalogue/<language>.toml`.

The sentences of a catalogue speak of years. What a scenario of the run is (`Results.scenario_kind`) decides once, here,
which of its tables `instead` put other sentences in their place.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from markupsafe import Markup

LANGUAGES = ("en", "ja")
#: What a scenario is, and the tables of `instead` whose sentences hold for it, the later before the earlier.
INSTEAD = {
    "year": (),
    "period": ("scenarios", "period"),
    "given": ("scenarios", "given"),
    "given_and_drawn": ("scenarios", "given", "given_and_drawn"),
}


class Texts:
    """Looks sentences up by dotted key and fills in values; markup in values is escaped, in sentences it is not.

    :param kind: what a scenario is, a key of `INSTEAD`
    """

    def __init__(self, lang: str, kind: str = "year") -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"language {lang!r}; known: {', '.join(LANGUAGES)}")
        self.lang = lang
        self.standing: dict[str, Any] = {}  # values that every sentence may name
        catalogue = load(lang)
        instead = catalogue.pop("instead")
        self._texts = flat(catalogue)
        for table in INSTEAD[kind]:
            self._texts |= flat(instead[table])

    def __call__(self, key: str, /, **values: Any) -> Markup:
        return Markup(self._texts[key]).format(**self.standing, **values)

    def keys(self) -> set[str]:
        """All dotted keys."""
        return set(self._texts)

    def raw(self, key: str) -> str:
        """A sentence with nothing filled in."""
        return self._texts[key]


def load(lang: str) -> dict[str, Any]:
    """A catalogue as it stands."""
    source = resources.files(__package__) / "catalogue" / f"{lang}.toml"
    return tomllib.loads(source.read_text("utf-8"))


def flat(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Sentences by dotted key."""
    found: dict[str, str] = {}
    for name, item in tree.items():
        found |= flat(item, f"{prefix}{name}.") if isinstance(item, dict) else {prefix + name: item}
    return found
