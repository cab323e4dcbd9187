"""What every section needs to speak: sentences, numbers, and the labels of the model."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from markupsafe import Markup, escape

from .. import tables
from ..format import Numbers, Unit
from ..reader import Results
from ..texts import Texts

THREAT_TABLES = ("unintended", "worm", "earthquake")
YEARS = 30  # beside every probability in a year stands the one in so many years


class Language:
    """One language, for the results of one run."""

    def __init__(self, results: Results, lang: str) -> None:
        self.results, self.lang = results, lang
        self.texts, self.numbers = Texts(lang), Numbers(lang)

    @cached_property
    def functions(self) -> dict[str, str]:
        return tables.labels(self.results, "function", self.lang)

    @cached_property
    def short_functions(self) -> dict[str, str]:
        """Without what stands in brackets at the end, as far as the rest still tells functions apart."""
        short = {name: re.sub(r"\s*[(（][^()（）]*[)）]$", "", label) for name, label in self.functions.items()}
        times = Counter(short.values())
        return {name: label if label and times[label] == 1 else self.functions[name] for name, label in short.items()}

    @cached_property
    def sectors(self) -> dict[str, str]:
        return tables.labels(self.results, "sector", self.lang)

    @cached_property
    def regions(self) -> dict[str, str]:
        return tables.labels(self.results, "region", self.lang)

    @cached_property
    def sector_of(self) -> dict[str, str]:
        """Function to the label of its sector."""
        return {name: self.sectors[sector] for name, sector in tables.function_sectors(self.results).items()}

    def title(self) -> str:
        """Of the model in this language, else of the run."""
        return self.results.settings.get("model", {}).get(self.lang) or self.results.attrs.get("title", "")

    def threats(self) -> Markup:
        """What was simulated, as far as the input names sources: "unintended failures, worms and earthquakes"."""
        there = set(tables.basis(self.results).table)
        names = [self.texts(f"tables.{table}").lower() for table in THREAT_TABLES if table in there]
        return self.join(names) if names else self.texts("page.threats_unknown")

    def join(self, names: list[Markup | str]) -> Markup:
        """A list in a sentence: "a, b and c"."""
        shown = [escape(name) for name in names]
        if len(shown) < 2:
            return Markup("").join(shown)
        return self.texts("list_separator").join(shown[:-1]) + self.texts("list_last") + shown[-1]

    def thirty(self, probability: float) -> str:
        """Probability that it happens in `YEARS` years."""
        return self.numbers.percent(1 - (1 - probability) ** YEARS, digits=1)

    def sources(self, *paths: str) -> Markup:
        """The footnote that names the datasets behind a figure."""
        code = Markup(", ").join(Markup("<code>{}</code>").format(path) for path in paths)
        return self.texts("page.sources", paths=code)

    def column(self, unit: Unit, *, a_year: bool) -> str:
        return (unit.column_year if a_year else unit.column).replace(" ", "\u00a0")
