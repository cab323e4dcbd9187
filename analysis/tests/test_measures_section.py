"""The section of the report on measures, of a file whose figures can be checked by hand."""

import re

import pytest
from conftest import write_results

import hadome
from hadome import report
from hadome.texts import LANGUAGES

COST = {"en": "Cost,", "ja": "費用<br>"}


def section(tmp_path, lang, kind="year", measures=True):
    with hadome.open(write_results(tmp_path / "results.h5", kind=kind, measures=measures)) as results:
        page = report.render(results, lang)
    found = re.search(r'<section id="measures".*?</section>', page, re.DOTALL)
    return found[0] if found else None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_measures_stand_by_what_a_yen_saves(tmp_path, lang):
    text = section(tmp_path, lang)
    assert COST[lang] in text
    ratios = re.findall(r"<td class=\"number\">([\d.]+)<small>[^<]*</small></td>\s*</tr>", text)
    assert [float(ratio) for ratio in ratios] == pytest.approx([2.0, 0.97], abs=0.01)  # 88 by 44, 3 by 3.1
    assert "25%" in text.replace("&nbsp;", "").replace("\u00a0", "").replace(" ", "")  # of what is saved, where it is paid
    assert text.index("banks &amp; ministry") < text.index("<small>banks</small>")


def test_only_what_surely_pays_is_said_to(tmp_path):
    assert "Of 2 measures, <strong>1</strong> save more" in section(tmp_path, "en")
    assert "of 1 it cannot be said" in section(tmp_path, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_courses_of_given_events_have_no_price_and_periods_have_one(tmp_path, lang):
    assert COST[lang] not in section(tmp_path, lang, "given")
    period = section(tmp_path, lang, "period")
    assert COST[lang] in period
    assert {"en": "annuity", "ja": "割引率"}[lang] in period, "a price is explained where one is told"


def test_nothing_stands_where_no_measure_was_asked_for(tmp_path):
    assert section(tmp_path, "en", measures=False) is None
