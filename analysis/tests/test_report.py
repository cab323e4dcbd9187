import os
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import h5py
import numpy as np
import pytest
from conftest import Writer, write_results

import hadome
from hadome import report
from hadome.texts import LANGUAGES, Texts

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Outline(HTMLParser):
    """Checks that elements nest; collects tags, ids, links to ids and attributes that would fetch something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.fetched: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name == "href" and value.startswith("#"):
                self.targets.append(value[1:])
            elif name in ("src", "href", "srcset", "data", "action", "xlink:href"):
                self.fetched.append(value)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request, run_directory):
    with hadome.open(run_directory) as results:
        return request.param, report.render(results, request.param)


def test_speaks_its_language(page):
    lang, text = page
    assert f'<html lang="{lang}">' in text
    assert {"en": "Central load-dispatch and control centres", "ja": "中央給電指令・系統制御"}[lang] in text
    assert {"en": "no difference in any simulated year (exactly 0)", "ja": "計算したどの年でも差なし（厳密に0）"}[lang] in text
    assert {"en": "2–3", "ja": "2〜3"}[lang] in text  # places of the two that cannot be told apart
    assert {"en": "of those simulated", "ja": "計算対象とした"}[lang] in text
    assert {"en": "about 26\u00a0% in 30 years", "ja": "30年間では約26%"}[lang] in text


def test_fetches_nothing(page):
    _, text = page
    outline = Outline(text)
    assert not outline.fetched and not outline.open
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(outline.tags)
    assert not re.search(r"https?:|url\(|@import", text)


def test_ids_are_unique_and_links_lead_somewhere(page):
    outline = Outline(page[1])
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.targets and set(outline.targets) <= set(outline.ids)


def test_labels_are_escaped(page):
    lang, text = page
    assert "<main & backup>" not in text
    assert lang == "ja" or "Inter-bank settlement &lt;main &amp; backup&gt;" in text


def test_charts_are_well_formed_and_have_names(page):
    charts = re.findall(r"<svg.*?</svg>", page[1], re.S)
    assert len(charts) > 10
    named = [ElementTree.fromstring(chart) for chart in charts]
    assert all(
        chart.get("aria-hidden") or chart.get("aria-labelledby") or "curve" in chart[0].get("class") for chart in named
    )


def test_tables_have_captions_and_headers(page):
    for table in re.findall(r"<table.*?</table>", page[1], re.S):
        assert "<caption" in table and 'scope="row"' in table


def test_every_section_names_its_datasets(page):
    for dataset in (
        "/ranking/delta_mean",
        "/metrics/aep",
        "/causes/origin_sector_mean",
        "/outage/cascade_size",
        "/basis/confidence",
    ):
        assert f"<code>{dataset}</code>" in page[1]


def test_never_says_what_the_wording_forbids(page):
    for phrase in ("100-year", "100年に1度", "予想損失", "費用対効果", ">0.00<", "確実"):
        assert phrase not in page[1]


def test_both_catalogues_say_the_same_things():
    english, japanese = Texts("en"), Texts("ja")
    assert english.keys() == japanese.keys()
    for key in english.keys():
        fields = [set(re.findall(r"{(\w+)}", _raw(texts, key))) for texts in (english, japanese)]
        assert fields[0] == fields[1], key


def _raw(texts: Texts, key: str) -> str:
    class Same(dict):
        def __missing__(self, name):
            return "{" + name + "}"

    found = texts._texts
    for part in key.split("."):
        found = found[part]
    return found.format_map(Same())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_run_without_ranking_says_so(tmp_path, lang):
    with hadome.open(write_results(tmp_path / "results.h5", ranking=False)) as results:
        text = report.render(results, lang)
    assert {"en": "ranked no candidates", "ja": "順位付けを行っていません"}[lang] in text
    assert 'href="#all"' not in text


@pytest.mark.parametrize(("value", "error"), [(0.0, 0.0), (1e9, float("nan"))])
def test_runs_without_loss_or_without_errors_have_a_report(tmp_path, value, error):
    path = write_results(tmp_path / "results.h5")
    with h5py.File(path, "r+") as file:
        for group in ("metrics", "causes", "outage", "ranking"):
            for name, dataset in file[group].items():
                if dataset.dtype.kind == "f":
                    dataset[...] = error if name.endswith(("error", "low", "high", "sd")) else value
    with hadome.open(path) as results:
        text = report.render(results, "en")
    assert not re.search(r"\bnan\b", text)
    assert ("No function has an effect" in text) == (value == 0)


@pytest.mark.skipif("HADOME_RESULTS" not in os.environ, reason="HADOME_RESULTS names no run of the engine")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_reports_on_a_run_of_the_engine(lang):
    with hadome.open(os.environ["HADOME_RESULTS"]) as results:
        text = report.render(results, lang)
        first = results.ranking("all_causes").index[0]
        assert (
            results["axes"][f"function_{lang}"].values[list(results["axes"].function.values).index(first)].split("(")[0]
            in text
        )
    assert len(text.encode()) < 5_000_000
    assert not Outline(text).fetched


def observed_results(tmp_path):
    """Two sectors fall and come back, one never falls, one has no functions."""
    path = write_results(tmp_path / "results.h5")
    hours, levels = [0.0, 6.0, 72.0, 720.0], [0.05, 0.25, 0.5, 0.75, 0.95]
    mean = np.array([[0.2, 0.5, 1.0, np.nan], [0.4, 0.3, 1.0, np.nan], [0.9, 0.8, 1.0, np.nan], [1.0] * 3 + [np.nan]])
    quantiles = np.clip(mean[:, :, None] + np.array([-0.2, -0.1, 0.0, 0.1, 0.2]), 0.0, 1.0)
    with h5py.File(path, "r+") as file:
        writer = Writer(file)
        writer.axis("time", hours)
        writer.axis("quantile", levels)
        writer.put("observe/sector_mean", mean, ["time", "sector"], "1")
        writer.put("observe/sector_quantile", quantiles, ["time", "sector", "quantile"], "1")
        writer.put("outage/given_up", 12, [], "1")
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_trajectories_show_every_sector_that_was_observed(tmp_path, lang):
    with hadome.open(observed_results(tmp_path)) as results:
        page = report.render(results, lang)
    section = page.split('id="trajectories"')[1].split("</section>")[0]
    assert section.count("<svg") == 3
    assert {"en": "Lowest mean: 20\u00a0% after 0", "ja": "0時間後に20%"}[lang] in section.replace("&nbsp;", "\u00a0")
    assert {"en": "30\u00a0d", "ja": "30日"}[lang] in section.replace("&nbsp;", "\u00a0")
    assert 'href="#trajectories"' in page and not Outline(page).open
    for drawing in re.findall(r"<svg.*?</svg>", section, re.S):
        ElementTree.fromstring(drawing)
    assert {"en": "12 of 200,000 scenarios", "ja": "200,000シナリオのうち12"}[lang] in page


def test_without_observed_times_there_are_no_trajectories(page):
    assert "trajectories" not in page[1]
    assert {"en": "given up", "ja": "打ち切り"}[page[0]] not in page[1]
