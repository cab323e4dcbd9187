"""What was assumed, and what is not known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .. import tables
from .language import Language
from .ranking import VAR_LEVEL

CONFIDENCES = ("sourced", "derived", "judgement", "unstated")


def assumed(lang: Language) -> dict[str, Any]:
    basis = tables.basis(lang.results)
    basis["confidence"] = basis.confidence.where(basis.confidence.isin(CONFIDENCES), "unstated")
    return {"settings": _settings(lang), "basis": _basis(lang, basis) if len(basis) else None}


def _settings(lang: Language) -> list[tuple[Any, Any]]:
    results, say, numbers = lang.results, lang.texts, lang.numbers
    run, sizes = results.settings.get("run", {}), results["axes"].sizes
    candidates = (
        say("assumed.candidates_functions", count=sizes["candidate"])
        if "candidate" in sizes
        else say("assumed.candidates_none")
    )
    levels = [say("assumed.tail_level", share=numbers.percent(1 - v)) for v in results["axes"].tail_level.values]
    rows = [
        ("scenarios", numbers.count(results.attrs["scenarios"])),
        ("horizon", say("assumed.horizon_value", hours=numbers.count(results.attrs["horizon_hours"]))),
        ("run_off", _hours(lang, run.get("run_off", "")) if run.get("tail") != "censor" else ""),
        ("candidates", candidates),
        ("tail_levels", lang.join(levels)),
        (
            "model_size",
            say(
                "assumed.model_size_value",
                functions=sizes["function"],
                sectors=sizes["sector"],
                nodes=numbers.count(sizes["node"]),
                regions=sizes["region"],
            ),
        ),
        ("seed", results.attrs["seed"]),
        ("version", f"{results.attrs['hadome_version']} ({str(results.attrs.get('git_sha', ''))[:12]})"),
        ("digest", results.attrs["input_digest"]),
    ]
    return [(say(f"assumed.{key}"), value) for key, value in rows if value not in (None, "")]


def _hours(lang: Language, duration: str) -> str:
    """A duration of the resolved input, which writes them all in hours: "17520 h"."""
    number, _, unit = duration.partition(" ")
    if unit != "h":
        return duration
    return str(lang.texts("assumed.horizon_value", hours=lang.numbers.count(float(number))))


def _basis(lang: Language, basis: pd.DataFrame) -> dict[str, Any]:
    say, numbers = lang.texts, lang.numbers
    counts = basis.groupby("table", sort=False).confidence.value_counts().unstack(fill_value=0)
    counts = counts.reindex(columns=list(CONFIDENCES), fill_value=0)
    shown = [c for c in CONFIDENCES if c != "unstated" or counts[c].any()]
    judged = basis[basis.confidence == "judgement"]
    rows = [
        {
            "name": _table_name(lang, name),
            "counts": [numbers.count(row[c]) for c in shown],
            "total": numbers.count(row.sum()),
        }
        for name, row in counts.iterrows()
    ]
    return {
        "lead": say(
            "assumed.basis_lead",
            total=numbers.count(len(basis)),
            judgement=numbers.count(len(judged)),
            share=numbers.percent(len(judged) / len(basis)) if len(judged) else "0",
        ),
        "heads": [say(f"assumed.{c}") for c in shown],
        "rows": rows,
        "totals": [numbers.count(counts[c].sum()) for c in shown],
        "total": numbers.count(len(basis)),
        "list_title": say("assumed.list", count=numbers.count(len(judged))),
        "list": [
            {"table": _table_name(lang, name), "entries": [_entry(lang, entry) for entry in group.entry]}
            for name, group in judged.groupby("table", sort=False)
        ],
        "sources": lang.sources("/basis/table", "/basis/confidence"),
    }


def _entry(lang: Language, entry: str) -> str:
    """An entry by the labels of what it joins: "mobile core / backbone"."""
    return " / ".join(lang.functions.get(name) or lang.sectors.get(name) or name for name in entry.split(" / "))


def _table_name(lang: Language, name: str) -> Any:
    return lang.texts(f"tables.{name}") if f"tables.{name}" in lang.texts.keys() else name


def unknown(lang: Language, studied: bool = False) -> dict[str, Any]:
    """The two kinds of not knowing, apart.

    :param studied: the report shows what the ranking rests on
    """
    say, basis = lang.texts, tables.basis(lang.results)
    judged = lang.numbers.count((basis.confidence == "judgement").sum())
    stated = (
        say("unknown.ignorance_basis", judgement=judged, total=lang.numbers.count(len(basis)))
        if len(basis)
        else say("unknown.ignorance_basis_absent")
    )
    sampling = [line for headline in lang.headlines for line in _sampling(lang, headline)]
    return {
        "sampling": [*sampling, say("unknown.sampling_halve")],
        "ignorance": [
            stated,
            say(f"unknown.ignorance_{'studied' if studied else 'one' if 'ranking' in lang.results else 'unranked'}"),
            *filter(None, [say("unknown.likelihood")]),
            say("unknown.ignorance_model"),
            *lang.results.settings.get("model", {}).get(f"left_out_{lang.lang}", []),
        ],
        "sources": lang.sources("/metrics/mean_error", "/metrics/tail_scenarios", "/basis/confidence"),
    }


def _sampling(lang: Language, headline: str) -> list[Any]:
    data, say = lang.results["metrics"].sel(headline=headline), lang.texts
    title, lines = lang.headline(headline), []
    relative = float(data.mean_error) / float(data["mean"]) if float(data["mean"]) > 0 else np.nan
    if np.isfinite(relative):
        lines.append(say("unknown.sampling_mean", headline=title, relative=lang.numbers.percent(relative)))
    at = int(abs(data.tail_level.values - VAR_LEVEL).argmin())
    key = "unknown.sampling_tail" if bool(data.tail_certified[at]) else "unknown.sampling_tail_few"
    lines.append(
        say(
            key,
            headline=title,
            count=lang.numbers.count(float(data.tail_scenarios[at])),
            share=lang.numbers.percent(1 - float(data.tail_level.values[at])),
        )
    )
    return lines
