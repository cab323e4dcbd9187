"""What the ranking rests on: the judged inputs that would push a function out of the top, from a study of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import ResultsError
from ..sensitivity.dump import Dump
from ..sensitivity.study import read_plan
from ..sensitivity.words import Words
from .language import Language

LISTED = 6  # inputs in a cell


def section(lang: Language, folder: Path | None) -> dict[str, Any] | None:
    """None without a study.

    :raises ResultsError: when it is of another model, or not far enough
    """
    if folder is None:
        return None
    plan = read_plan(folder)
    text = lang.results.input_text
    if "[run]" not in text:
        raise ResultsError(
            f"{lang.results.path}: keeps no input; whether {folder} is a study of it cannot be known; run it with "
            "embed_input = true, or leave out --sensitivity"
        )
    dump = Dump(text)
    if plan.input != dump.digest:
        raise ResultsError(
            f"{folder}: a study of another input than that of {lang.results.path}; its places would stand beside a "
            "ranking that they are not of; run hadome.sensitivity with the run file of these results"
        )
    places, inputs = (_table(folder / name) for name in ("places.csv", "inputs.csv"))
    words, numbers = Words(lang.lang, dump), lang.numbers
    names = dict(zip(inputs.input, inputs[lang.lang]))
    says = _Says(lang, words, names, plan.factor)
    states = inputs.state.value_counts()
    return {
        "lead": lang.texts(
            "rests.lead",
            inputs=numbers.count(inputs.input.nunique()),
            scenarios=numbers.count(plan.scenarios),
            factor=f"{says.factor:g}",
            top=plan.top,
        ),
        "columns": [_column(lang, places, headline, says) for headline in lang.headlines],
        "note": lang.texts(
            "rests.note",
            confirmed=numbers.count(states.get("confirmed", 0)),
            waiting=numbers.count(states.get("waiting", 0)),
            variants=numbers.count(len(inputs)),
        ),
    }


def _table(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise ResultsError(f"{path}: cannot be read; {error}; let hadome.sensitivity finish its short look first") from error


class _Says:
    """Inputs in words."""

    def __init__(self, lang: Language, words: Words, names: dict[str, str], factor: float) -> None:
        self.lang, self.words, self.names, self.factor = lang, words, names, factor

    def __call__(self, rows: pd.DataFrame) -> list[dict[str, str]]:
        rows = rows.sort_values(["place", "input", "change"], ascending=[False, True, True])
        said = [
            {
                "what": self.words.changed(self.names[row.input], row.change, self.factor),
                "to": self.lang.texts("rests.to", place=row.place, first=row.first_place, last=row.last_place),
            }
            for row in rows.head(LISTED).itertuples()
        ]
        if len(rows) > LISTED:
            said.append({"what": self.words("page.more", count=len(rows) - LISTED), "to": ""})
        return said


def _column(lang: Language, places: pd.DataFrame, headline: str, says: _Says) -> dict[str, Any]:
    own = places[(places.headline == headline) & (places.among_top_before == 1)]
    rows = []
    for before in own[own.input == ""].sort_values("place", kind="stable").itertuples():
        of = own[own.function == before.function]
        rows.append(
            {
                "place": lang.texts("rests.place", place=before.place, first=before.first_place, last=before.last_place),
                "name": lang.short_functions.get(before.function, before.function),
                "removes": says(of[of.verdict == "removes"]),
                "may_remove": says(of[of.verdict == "may_remove"]),
            }
        )
    return {"title": lang.headline(headline), "caption": lang.texts("rests.caption", headline=lang.headline(headline)), "rows": rows}
