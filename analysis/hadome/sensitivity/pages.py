"""What a study found: two tables as CSV, and a page in Markdown for each language."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Iterable, Iterator

from .dump import Dump
from .engine import Ranked, write_text
from .inputs import Collection
from .study import Findings, Variant
from .words import LANGUAGES, Words

LISTED = 12  # inputs in a cell, or variants in a list
PLACES = (
    *("headline", "function", "input", "change", "verdict", "place", "first_place", "last_place"),
    *("place_before", "first_place_before", "last_place_before", "loss_avoided", "loss_avoided_before", "among_top_before"),
)
INPUTS = ("input", "en", "ja", "change", "state", "figures", "margin", "given_up", "reason")


def write(findings: Findings, collection: Collection, dump: Dump, folder: Path) -> list[Path]:
    """Writes each whole or not at all, and returns their paths."""
    words = {lang: Words(lang, dump) for lang in LANGUAGES}
    texts = {"places.csv": _csv(PLACES, _places(findings)), "inputs.csv": _csv(INPUTS, _inputs(findings, words))}
    for lang in LANGUAGES:
        name = "sensitivity.md" if lang == "en" else f"sensitivity.{lang}.md"
        texts[name] = page(findings, collection, dump, words[lang])
    for name, text in texts.items():
        write_text(folder / name, text)
    return [folder / name for name in texts]


def _csv(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return "".join(lines)


class _Lines:
    """A file that is a list."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _places(findings: Findings) -> Iterator[list[Any]]:
    """Every function as things are (without an input), and under every variant that was run in full."""
    for headline in findings.headlines:
        found = findings.base.ranked[headline]
        for at, name in enumerate(findings.base.functions):
            places = (found.place[at], found.first[at], found.last[at])
            leads = int(at in findings.leading[headline])
            yield [headline, name, "", "", "", *places, *places, *[f"{found.mean[at]:.0f}"] * 2, leads]
    for variant in findings.variants:
        for headline, found in variant.confirmed.items():
            base = findings.base.ranked[headline]
            for at, name in enumerate(findings.base.functions):
                yield [
                    *(headline, name, variant.input.name, variant.change, findings.verdict(variant, headline, at)),
                    *(found.place[at], found.first[at], found.last[at]),
                    *(base.place[at], base.first[at], base.last[at]),
                    *(f"{found.mean[at]:.0f}", f"{base.mean[at]:.0f}", int(at in findings.leading[headline])),
                ]


def _inputs(findings: Findings, words: dict[str, Words]) -> Iterator[list[Any]]:
    for variant in findings.variants:
        names = [words[lang].input(variant.input) for lang in LANGUAGES]
        given_up = variant.given_up if variant.confirmed else ""
        margin = "" if variant.impossible else f"{variant.margin:.4f}"
        yield [
            *(variant.input.name, *names, variant.change, state(variant)),
            *(variant.figures, margin, given_up, variant.impossible),
        ]


def state(variant: Variant) -> str:
    if variant.impossible:
        return "impossible"
    if variant.confirmed:
        return "confirmed"
    return "waiting" if variant.suspect else "passed_over"


def page(findings: Findings, collection: Collection, dump: Dump, words: Words) -> str:
    """In Markdown."""
    model, run = dump.rows("model")[0], dump.rows("run")[0]
    title = model.get(words.lang) or model.get("title") or run.get("title", "")
    figures = {"title": title, "scenarios": f"{findings.plan.scenarios:,}", "top": findings.plan.top}
    lead = "page.lead" if findings.plan.factor == 2 else "page.factor"
    lines = [f"# {words('page.title')}", "", words(lead, factor=f"{findings.plan.factor:g}", **figures), ""]
    lines += [words("page.read", top=findings.plan.top), ""]
    for headline in findings.headlines:
        lines += [f"## {words(f'headline.{headline}')}", "", *_table(findings, headline, words), ""]
    lines += [f"## {words('coverage.title')}", "", *(f"- {line}" for line in _coverage(findings, collection, words)), ""]
    lines.append(words("page.footer", engine=findings.base.engine[:12]))
    return "\n".join(lines) + "\n"


def _table(findings: Findings, headline: str, words: Words) -> Iterator[str]:
    yield "| " + " | ".join(words(f"table.{key}") for key in ("place", "function", "removes", "may_remove")) + " |"
    yield "|---|---|---|---|"
    base = findings.base.ranked[headline]
    for at in findings.leading[headline]:
        place = f"{base.place[at]} ({_range(words, base, at)})"
        name = words.label("function", findings.base.functions[at])
        cells = [_removers(findings, headline, at, verdict, words) for verdict in ("removes", "may_remove")]
        yield "| " + " | ".join(text.replace("|", "\\|") for text in (place, name, *cells)) + " |"


def _range(words: Words, places: Ranked, at: int) -> str:
    return words("range", low=places.first[at], high=places.last[at])


def _removers(findings: Findings, headline: str, at: int, verdict: str, words: Words) -> str:
    """The inputs of a cell, those that push it farthest first."""
    confirmed = [v for v in findings.variants if v.confirmed and findings.verdict(v, headline, at) == verdict]
    confirmed.sort(key=lambda v: (-v.confirmed[headline].place[at], v.name))
    said = []
    for variant in confirmed[:LISTED]:
        found = variant.confirmed[headline]
        what = words.change(variant.input, variant.change, findings.plan.factor)
        said.append(words("table.to", what=what, place=found.place[at], range=_range(words, found, at)))
    if len(confirmed) > LISTED:
        said.append(words("page.more", count=len(confirmed) - LISTED))
    return words("separator").join(said) or words("page.none")


def _coverage(findings: Findings, collection: Collection, words: Words) -> Iterator[str]:
    by_state: dict[str, list[Variant]] = {"passed_over": [], "confirmed": [], "waiting": [], "impossible": []}
    for variant in findings.variants:
        by_state[state(variant)].append(variant)
    figures = sum(len(item.places) for item in collection.inputs)
    yield words("coverage.inputs", inputs=len(collection.inputs), figures=f"{figures:,}", variants=len(findings.variants))
    short = f"{findings.plan.screen:,}"
    yield words("coverage.screened", scenarios=short, count=len(by_state["passed_over"]), top=findings.plan.top)
    changing = [v for v in by_state["confirmed"] if any(_changes(findings, v))]
    yield words("coverage.confirmed", count=len(by_state["confirmed"]), changing=len(changing))
    if waiting := sorted(by_state["waiting"], key=lambda v: v.margin):
        yield words("coverage.waiting", count=len(waiting)) + " " + _listed(waiting, findings, words)
    if impossible := by_state["impossible"]:
        yield words("coverage.impossible", count=len(impossible)) + " " + _listed(impossible, findings, words)
    if given_up := [v for v in by_state["confirmed"] if v.given_up]:
        yield words("coverage.given_up", count=len(given_up))
    if collection.left_alone:
        yield words("coverage.left_alone", names=words("list_separator").join(f"`{name}`" for name in collection.left_alone))
    yield words("coverage.one")


def _changes(findings: Findings, variant: Variant) -> Iterator[bool]:
    for headline in findings.headlines:
        for at in findings.leading[headline]:
            yield findings.verdict(variant, headline, at) != "stays"


def _listed(variants: list[Variant], findings: Findings, words: Words) -> str:
    said = [words.change(v.input, v.change, findings.plan.factor) for v in variants[:LISTED]]
    if len(variants) > LISTED:
        said.append(words("page.more", count=len(variants) - LISTED))
    return words("separator").join(said)
