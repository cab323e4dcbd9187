"""Inputs and functions in the words of a language."""

from __future__ import annotations

from typing import Any

from ..texts import flat, load
from .dump import Dump
from .inputs import ALL, Input

LANGUAGES = ("en", "ja")


class Words:
    """Sentences of one language, and the labels that the model gives."""

    def __init__(self, lang: str, dump: Dump) -> None:
        self.lang, self._dump = lang, dump
        self._texts = flat(load(f"sensitivity.{lang}"))

    def __call__(self, key: str, /, *arguments: Any, **values: Any) -> str:
        return self._texts[key].format(*arguments, **values)

    def label(self, axis: str, name: str) -> str:
        """What the model calls a row; its id where it says nothing."""
        if name == ALL:
            return self("everything")
        if axis in ("type", "coupling"):  # words of the engine, which the model does not label
            return self(f"{axis}.{name}")
        return self._dump.row(axis, name).get(self.lang) or name

    def input(self, item: Input) -> str:
        """Without what is done to it: "strength with which medical needs power"."""
        table = f"{item.table}.repair" if item.role == "repair" else item.table
        law = item.spread and f"input.{table}.all.{item.key}" in self._texts
        labels = [self.label(*part) for part in item.group]
        what = self(f"input.{table}{'.all' if law else ''}.{item.key}", *labels)
        if item.figure.together == "consumer" and len(labels) > 1:  # told apart by supplier after all
            what = self("against.of", what=what, supplier=labels[1])
        return self("spread.of", what=what) if item.spread else what

    def change(self, item: Input, change: str, factor: float) -> str:
        """What is done to an input: "strength with which medical needs power, halved"."""
        return self.changed(self.input(item), change, factor)

    def changed(self, what: str, change: str, factor: float) -> str:
        if factor == 2:
            return self(f"change.{change}", what=what)
        return self("change.divided" if change == "halved" else "change.multiplied", what=what, factor=f"{factor:g}")
