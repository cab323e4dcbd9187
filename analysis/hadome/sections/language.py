"""What every section needs to speak: sentences, numbers, and the labels of the model."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property

from markupsafe import Markup, escape

from .. import tables
from ..format import Numbers, Unit
from ..reader import Results
from ..texts import Texts

DAYS_FROM = 72.0  # [h] from here on times are written in days
YEARS = 30  # beside every probability in a year stands the one in so many years


class Language:
    """One language, for the results of one run."""

    def __init__(self, results: Results, lang: str) -> None:
        self.results, self.lang = results, lang
        self.numbers = Numbers(lang)
        self.texts = Texts(lang, results.scenario_kind)
        self.texts.standing = {word: self.texts(f"words.{word}") for word in ("one", "ones")}
        self.texts.standing["span"] = self._span()

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
        """What is drawn at random: "unintended failures, worms and earthquakes"."""
        names = [self.texts(f"tables.{kind}").lower() for kind in self.results.drawn_sources]
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

    def column(self, unit: Unit, *, average: bool) -> str:
        """Above a column of money: of averages over scenarios, or of amounts."""
        text = self.texts("words.average", unit=unit.column) if average else unit.column
        return text.replace(" ", "\u00a0")

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """Those that differ: loss caused by IT is left out where it is none of the loss, or all of it."""
        return tables.HEADLINES if self.it_share is None else ("all_causes",)

    @cached_property
    def it_share(self) -> str | None:
        """ "no_it" or "only_it" where that is so exactly, else None."""
        it_caused, all_causes = (float(self.results["metrics"]["mean"].sel(headline=name)) for name in tables.HEADLINES)
        return "no_it" if it_caused == 0 else "only_it" if it_caused == all_causes else None

    def headline(self, name: str) -> Markup:
        return self.texts(f"headline.{name}" if len(self.headlines) > 1 else "headline.single")

    def time(self, hours: float) -> Markup:
        """A time since the beginning: "6 h", "3 d"."""
        return self._duration("words.{}", hours)

    def tick(self, hours: float) -> Markup:
        """The same beside an axis, where room is little."""
        return self._duration("words.tick_{}", hours)

    def _span(self) -> Markup:
        """The time in which events begin: "60 days"."""
        return self._duration("words.span_{}", float(self.results.attrs["horizon_hours"]))

    def _duration(self, key: str, hours: float) -> Markup:
        days = hours / 24
        if hours >= DAYS_FROM and math.isclose(days, round(days)):
            return self.texts(key.format("days"), count=f"{round(days):,}")
        return self.texts(key.format("hours"), count=f"{hours:,g}")
