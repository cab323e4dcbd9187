import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import h5py
import numpy as np
import pytest
from conftest import FUNCTIONS, Writer, write_results

import hadome
from hadome import report, tables
from hadome.format import Numbers
from hadome.texts import INSTEAD, LANGUAGES, Texts, flat, load

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
    english, japanese = (flat(load(lang)) for lang in ("en", "ja"))
    assert english.keys() == japanese.keys()
    for key in english:
        assert fields(english[key]) == fields(japanese[key]) or key.startswith("instead."), key


def test_what_stands_instead_of_a_sentence_needs_no_more_than_it():
    for lang in LANGUAGES:
        catalogue = load(lang)
        for table in catalogue.pop("instead").values():
            for key, sentence in flat(table).items():
                assert fields(sentence) <= fields(flat(catalogue)[key]) | ALWAYS | MORE.get(key, set()), key


def fields(sentence):
    return set(re.findall(r"{(\w+)}", sentence))


ALWAYS = {"one", "ones", "span"}
MORE = {"page.subtitle": {"threats", "scenarios"}, "headline.all_causes_scope": {"threats"}}
# No scenario of these kinds is a year, and nothing is said of one.
OF_YEARS = re.compile(r"\byears?\b|\byearly\b|\bannual|\ba\.a\.|/yr|return period of|年")
NOT_YEARS = sorted(INSTEAD.keys() - {"year"})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", NOT_YEARS)
def test_no_sentence_speaks_of_years_where_a_scenario_is_none(lang, kind):
    texts = Texts(lang, kind)
    assert {key: texts.raw(key) for key in texts.keys() if OF_YEARS.search(texts.raw(key))} == {}
    assert any(OF_YEARS.search(Texts(lang).raw(key)) for key in texts.keys())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ranking", [True, False])
@pytest.mark.parametrize("kind", NOT_YEARS)
def test_no_report_speaks_of_years_where_a_scenario_is_none(tmp_path, lang, kind, ranking):
    with hadome.open(write_results(tmp_path / "results.h5", kind=kind, ranking=ranking)) as results:
        text = report.render(results, lang)
    assert not OF_YEARS.findall(text)
    for sign in ("{", "}"):
        assert sign not in text.split("</style>")[1]
    assert not Outline(text).open
    said = {
        "period": {"en": "200,000 simulated periods of 90\u00a0days each with unintended", "ja": "90日間の期間200,000通り"},
        "given": {"en": "200,000 possible courses of the given events,", "ja": "起こりうる経過200,000通り"},
        "given_and_drawn": {
            "en": "over 60\u00a0days, in which unintended failures and worms also strike at random",
            "ja": "60日間に無作為に起こる非意図的要因、ワーム",
        },
    }
    assert said[kind][lang] in text
    shares = {"en": {"period": "Share of the periods"}, "ja": {"period": "期間の割合"}}
    assert shares[lang].get(kind, {"en": "Share of the courses", "ja": "経過の割合"}[lang]) in text


def test_a_report_of_years_speaks_of_years(page):
    lang, text = page
    for said in {
        "en": ("Annual average loss", "JPY\u00a0bn\u00a0a\u00a0year", "about 26\u00a0% in 30 years", "unintended failures and earthquakes"),
        "ja": ("年間期待損失額", "億円/年", "30年間では約26%", "非意図的要因、地震"),
    }[lang]:
        assert said in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["given", "given_and_drawn"])
def test_given_events_are_told_once_each(tmp_path, lang, kind):
    with hadome.open(write_results(tmp_path / "results.h5", kind=kind)) as results:
        text = report.render(results, lang)
        assert "return_period" not in results.exceedance()
    table = text.split('class="plain given"')[1].split("</table>")[0]
    shock, aftershock = {"en": ("The shock", "Aftershock"), "ja": ("本震", "余震")}[lang]
    assert table.count(shock) == table.count(aftershock) == 1 and table.count("<tr>") == 3
    assert {"en": "4\u00a0d", "ja": "4日"}[lang] in table and {"en": "50\u00a0%", "ja": "50%"}[lang] in table
    assert {"en": "there are no return periods", "ja": "再現期間もありません"}[lang] in text


def test_without_the_input_given_events_have_their_names(tmp_path):
    path = write_results(tmp_path / "results.h5", kind="given")
    with h5py.File(path, "r+") as file:
        file["input"][()] = "not kept"
    with hadome.open(path) as results:
        table = report.render(results, "ja").split('class="plain given"')[1].split("</table>")[0]
    assert "aftershock" in table and "nan" not in table


def test_files_from_before_the_kind_was_kept_speak_of_years(tmp_path):
    path = write_results(tmp_path / "results.h5")
    with h5py.File(path, "r+") as file:
        del file.attrs["scenario_kind"], file.attrs["drawn_sources"]
    with hadome.open(path) as results:
        assert "Annual average loss" in report.render(results, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("share", "said"), [(0.0, "no_it"), (1.0, "only_it")])
def test_a_headline_that_says_nothing_is_left_out(tmp_path, lang, share, said):
    path = write_results(tmp_path / "results.h5")
    with h5py.File(path, "r+") as file:
        for group in ("metrics", "ranking"):
            for dataset in file[group].values():
                if dataset.ndim and dataset.shape[0] == 2:
                    dataset[0] = dataset[1] * share if dataset.dtype.kind == "f" else dataset[1]
    with hadome.open(path) as results:
        text = report.render(results, lang)
    assert str(Texts(lang)(f"headline.{said}")) in text
    assert str(Texts(lang)("headline.it_caused")) not in text and 'class="curve it_caused"' not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_second_curve_that_is_the_first_is_left_out(tmp_path, lang):
    path = write_results(tmp_path / "results.h5", kind="given")
    with h5py.File(path, "r+") as file:
        for suffix in ("", "_low", "_high"):
            file[f"metrics/oep{suffix}"][...] = file[f"metrics/aep{suffix}"][1]
    with hadome.open(path) as results:
        text = report.render(results, lang)
    assert 'class="curve oep"' not in text and 'class="curve all_causes"' in text


def test_what_has_no_loss_is_named_and_not_drawn(tmp_path):
    path = write_results(tmp_path / "results.h5", kind="given")
    with h5py.File(path, "r+") as file:
        for name, at in (("threat", (0, 1)), ("kind", (1, 2)), ("sector", (1, 3))):
            for suffix in ("mean", "error"):
                values = file[f"metrics/by_{name}_{suffix}"][:]
                values[list(at)] = 0.0
                file[f"metrics/by_{name}_{suffix}"][...] = values
        for dataset in ("causes/threat_sector_mean", "outage/cascade_size"):
            values = file[dataset][:]
            values[:2] = 0
            file[dataset][...] = values
    with hadome.open(path) as results:
        text = report.render(results, "en")
    assert "No loss is booked in Finance and Railways." in text
    assert "Cyber attack" not in text and "Control systems (OT)" not in text
    assert "Classes without any loss in this run are left out." in text


@pytest.mark.skipif("HADOME" not in os.environ, reason="HADOME names no engine")
def test_a_shipped_stress_test_from_run_to_report(tmp_path):
    run_file = Path(__file__).parents[2] / "configs" / "stress" / "chuetsu.toml"
    command = [os.environ["HADOME"], "run", run_file, "-o", tmp_path / "run", "--scenarios", "60", "--progress", "none"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    assert "average loss of a course of the given events" in said and not OF_YEARS.search(said)
    with hadome.open(tmp_path / "run") as results:
        pages = {lang: report.render(results, lang) for lang in LANGUAGES}
    for lang, text in pages.items():
        assert not OF_YEARS.findall(text.replace("新潟県中越地震(2004年)", ""))
        section = text.split('id="trajectories"')[1].split("</section>")[0]
        assert section.count("<svg") == 7 + 2  # sectors, and regions that fall
        assert {"en": "rest of Niigata", "ja": "新潟県の他の地域"}[lang] in section
        assert text.index('id="trajectories"') < text.index('id="curve"')


@pytest.mark.skipif("HADOME" not in os.environ, reason="HADOME names no engine")
def test_what_classes_of_threat_cost_together(tmp_path):
    """Two classes of which each can be borne alone by one of the users: what they cost together is shared half and half."""
    run_file = Path(__file__).parents[2] / "tests" / "validation" / "cases" / "threat_sets.toml"
    command = [os.environ["HADOME"], "run", run_file, "-o", tmp_path / "run", "--scenarios", "4000", "--progress", "none"]
    subprocess.run(command, check=True, capture_output=True)
    with hadome.open(tmp_path / "run") as results:
        classes, sets = tables.attribution(results), tables.interplay(results)
        pages = {lang: report.render(results, lang) for lang in LANGUAGES}
        numbers = Numbers("en")
        together = sets.loc["unintended+cyber"]
        unit = numbers.column_unit(classes.booked.max())
        said = [numbers.in_unit(classes.shapley[name], unit, classes.shapley_error[name]) for name in ("unintended", "cyber")]
        amount = numbers.money(together.interplay, together.interplay_error)
    assert classes.alone["cyber"] == 0 < classes.shapley["cyber"]
    assert classes.shapley["cyber"] == pytest.approx(together.interplay / 2, rel=1e-12)
    assert classes.shapley.sum() == pytest.approx(classes.booked.sum(), rel=1e-12)
    for lang, heading in (("en", "What the classes of threat cost together"), ("ja", "脅威の種類が重なって生む損失")):
        part = pages[lang].split(heading)[1].split("<h3>")[0]
        assert part.count("<tr>") == 1 + 2 + 1 + 1  # heads, two classes, one set
        assert {"en": "Disaster", "ja": "災害"}[lang] not in part
    english = pages["en"].split("What the classes of threat cost together")[1].split("<h3>")[0]
    assert f"Unintended failure and Cyber attack cost <strong>{amount}</strong> more together than apart" in english
    assert [row.split("</td>")[0] for row in re.findall(r'<td class="barcell">.*?</td>\s*<td class="number">(.*)', english)][:2] == said
    written = tables.write_csv(hadome.open(tmp_path / "run"), tmp_path / "tables")
    assert {"attribution.csv", "interplay.csv"} <= {path.name for path in written}


def test_a_run_without_attribution_says_nothing_of_it(page):
    assert "attribution" not in page[1] and "cost together" not in page[1]


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
        writer.put("observe/region_mean", mean[:, 1:3], ["time", "region"], "1")
        flat_region = np.ones((4, 5))
        by_region = np.stack([quantiles[:, 1], flat_region], axis=1)
        writer.put("observe/region_quantile", by_region, ["time", "region", "quantile"], "1")
        function_mean = np.ones((4, len(FUNCTIONS)))
        function_mean[:, 2] = [0.001, 0.25, 0.998, 1.0]
        writer.put("observe/function_mean", function_mean, ["time", "function"], "1")
        writer.put("outage/given_up", 12, [], "1")
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_trajectories_show_every_sector_and_region_that_falls(tmp_path, lang):
    with hadome.open(observed_results(tmp_path)) as results:
        page = report.render(results, lang)
    section = page.split('id="trajectories"')[1].split("</section>")[0].replace("&nbsp;", "\u00a0")
    assert section.count("<svg") == 4  # of three sectors one lets its quantiles fall alone; of two regions one stands
    assert {"en": "Lowest mean: 20\u00a0% at 0", "ja": "0時間後に20%"}[lang] in section
    assert {"en": "30\u00a0d", "ja": "30日"}[lang] in section
    assert {"en": "at these times: Osaka.", "ja": "常に通常どおり：大阪府。"}[lang] in section
    drawings = re.findall(r"<svg.*?</svg>", section, re.S)
    assert all(drawing.count("<circle") == 4 for drawing in drawings)
    for drawing in drawings:
        ElementTree.fromstring(drawing)
        assert len(re.findall(r'class="tick"[^>]*text-anchor="middle"', drawing)) == 4  # no time without its label
    assert 'href="#trajectories"' in page and not Outline(page).open
    assert {"en": "12 of 200,000 scenarios", "ja": "200,000シナリオのうち12"}[lang] in page


def test_functions_that_fall_stand_in_a_table_of_whole_percents(tmp_path):
    with hadome.open(observed_results(tmp_path)) as results:
        section = report.render(results, "en").split('id="trajectories"')[1].split("</section>")[0]
    assert re.findall(r"<td [^>]*>(.*?)</td>", section) == ["&lt;1", "25", "&gt;99", "100"]
    assert "Functions that are at full service at all these times are left out." in section


def test_without_observed_times_there_are_no_trajectories(page):
    assert "trajectories" not in page[1]
    assert {"en": "given up", "ja": "打ち切り"}[page[0]] not in page[1]
