"""The report: one HTML file that fetches nothing."""

from __future__ import annotations

from pathlib import Path

import jinja2
from markupsafe import Markup

from . import __version__
from .files import write_whole
from .reader import Results
from .sections import (
    assumptions,
    attribution,
    causes,
    curve,
    given,
    measures,
    ranking,
    rests,
    trajectories,
    unfolds,
)
from .sections.language import Language

# Templates and the sections that each has.
PARTS = {
    "ranking": ("ranking",),
    "measures": ("measures",),
    "loss": ("curve", "causes", "unfolds"),
    "trajectories": ("trajectories",),
    "assumptions": ("assumed", "rests", "unknown", "all"),
}
# What happens hour by hour comes first where events are given: that is what was asked.
PARTS_OF_A_STRESS_TEST = ("ranking", "measures", "trajectories", "loss", "assumptions")


def render(results: Results, lang: str = "en", study: Path | None = None) -> str:
    """The report as HTML text.

    :param lang: "en" or "ja"
    :param study: folder of a sensitivity study of the same model
    """
    language = Language(results, lang)
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    style, _, _ = environment.loader.get_source(environment, "report.css")
    full = ranking.full_list(language)
    observed = trajectories.section(language)
    events = given.section(language)
    first = ranking.first_screen(language)
    absent = {"all"} if not full else set()
    absent |= {"trajectories"} if observed is None else set()
    resting = rests.section(language, study)
    absent |= {"rests"} if resting is None else set()
    weighed = measures.section(language)
    absent |= {"measures"} if weighed is None else set()
    order = PARTS_OF_A_STRESS_TEST if events else PARTS
    parts = [part for part in order if part not in absent]
    return environment.get_template("report.html.j2").render(
        lang=lang,
        t=language.texts,
        style=Markup(style),
        title=language.title(),
        parts=parts,
        sections=[
            (name, first["nav"] if name == "ranking" else language.texts(f"nav.{name}"))
            for part in parts
            for name in PARTS[part]
            if name not in absent
        ],
        subtitle=language.texts(
            "page.subtitle",
            scenarios=language.numbers.count(results.attrs["scenarios"]),
            threats=language.threats(),
        ),
        footer=language.texts(
            "page.footer", version=__version__, digest=results.attrs["input_digest"], seed=results.attrs["seed"]
        ),
        ranking=first,
        measures=weighed,
        given=events,
        curve=curve.section(language),
        causes=causes.section(language),
        attribution=attribution.section(language),
        unfolds=unfolds.section(language),
        trajectories=observed,
        assumed=assumptions.assumed(language),
        rests=resting,
        unknown=assumptions.unknown(language, studied=resting is not None),
        full=full,
    )


def write(results: Results, path: Path, lang: str = "en", study: Path | None = None) -> None:
    """Writes the report to `path`, whole or not at all."""
    write_whole(path, render(results, lang, study))
