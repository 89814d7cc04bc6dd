"""Länsprofil as a page: its paths, its sentences and cells, what it says where nothing can be."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pytest

from data.geography import counties, geographies
from indicators import formats
from indicators.library import Library
from indicators.model import Selection
from indicators.profile import profile
from indicators.profile.change import Moved
from indicators.profile.rules import rules
from indicators.profile.told import counted, difference, figure, reason, size, turn_words
from indicators.selection import from_query
from indicators.spec import Mark
from indicators.values import used_series
from layouts import routing, shell
from layouts.elements import to_html
from layouts.pages import PAGES, county, overview
from layouts.pages.county_cells import row_of
from layouts.small_charts import QUIET
from layouts.theme import GREY, style
from tests.indicators.test_profile import BASE, move

LANGUAGES = ("sv", "en")
SV = Selection()


def page(library: Library, path: str = "/county/20", **chosen: Any) -> list[Any]:
    return county.layout_at(path, library, Selection(**chosen), ())


def markup(tree: Any) -> str:
    """The page as HTML, also what is sent as text."""
    if isinstance(tree, list):
        return "".join(markup(part) for part in tree)
    held = tree["props"].get("data-html")
    return held if held is not None else to_html(tree)


def said(library: Library, path: str = "/county/20", **chosen: Any) -> str:
    """All words of the page, as read."""
    return text_of(markup(page(library, path, **chosen)))


def text_of(html: str) -> str:
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


# --- paths -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "owned"),
    [
        ("/county", True), ("/county/", True), ("/county/20", True), ("/county/20/", True),
        ("/county/99", True), ("/county/20/extra", True), ("/countyx", False), ("/", False),
    ],
)  # fmt: skip
def test_the_page_owns_its_family_of_paths(path: str, owned: bool) -> None:
    assert (routing.page_at(PAGES, path) is county) is owned


def test_other_pages_own_their_own_path_alone() -> None:
    assert routing.page_at(PAGES, "/") is overview
    assert routing.page_at(PAGES, "/data/20") is None
    for one in PAGES:
        assert [other for other in PAGES if shell.owns(other, one.PATH)] == [one]


@pytest.mark.parametrize("code", counties())
def test_every_county_has_a_profile_that_can_be_sent(library: Library, code: str) -> None:
    found = page(library, f"/county/{code}")
    json.dumps(found)
    name = geographies()[code].short("sv")
    assert f"<h1>{name}: länsprofil</h1>" in markup(found)
    assert not re.search(r"\b(None|nan|NaN|inf)\b|\{|\}", text_of(markup(found)))


@pytest.mark.parametrize("home", ["20", "21", "17"])
def test_without_a_county_the_home_county_is_shown(library: Library, home: str) -> None:
    assert page(library, "/county", home=home) == page(library, f"/county/{home}", home=home)
    assert routing.drawn(county, "/county/", library, Selection(home=home), ()) == page(
        library, "/county", home=home
    )
    assert county.menu_path(Selection(home=home)) == f"/county/{home}"


@pytest.mark.parametrize("code", ["99", "SE31", "00", "20/extra", "<script>", "2"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_county_is_no_such_page_with_a_way_on(library, code, language) -> None:
    html = markup(page(library, f"/county/{code}", language=language))
    assert shell.say()("missing_title", language) in html and "<script>" not in html
    for other in counties():
        assert f'href="/county/{other}' in html
    assert county.title_at(f"/county/{code}", language) == county.title(language)


def test_the_document_is_called_after_the_county() -> None:
    assert routing.title_of(county, "/county/17/", "sv") == "Värmland: länsprofil"
    assert routing.title_of(county, "/county/01", "en") == "Stockholm: county profile"
    assert routing.title_of(overview, "/", "sv") == overview.title("sv")


def test_the_menu_leads_to_the_home_county_and_marks_the_page() -> None:
    chosen = Selection(home="21", language="en")
    html = "".join(to_html(part) for part in shell.header(PAGES, "/county/14", chosen))
    marked = re.findall(r'<a[^>]*aria-current="page"[^>]*>([^<]*)</a>', html)
    assert marked == ["County profile"]
    assert 'href="/county/21?sprak=en&amp;hem=21"' in html
    # the language changes, the county stays
    assert 'href="/county/14?hem=21"' in html


def test_all_counties_are_one_link_away_and_settings_follow(library: Library) -> None:
    html = markup(page(library, "/county/03", home="17", language="en"))
    links = re.findall(r'href="(/county/\d\d)(\?[^"]*)"', html)
    assert [path[-2:] for path, _ in links] == ["20", "21", "17", *counties()]
    assert {unescape(query) for _, query in links} == {"?sprak=en&hem=17"}
    assert len(re.findall(r'aria-current="page"', html)) == 1


# --- words and numbers -----------------------------------------------------------------------


def test_dalarnas_lists_read_as_sentences(library: Library) -> None:
    text = said(library).replace("\u00a0", " ").replace("\u202f", " ")
    assert (
        "Varuexport i procent av BRP 39,9 % (2019), Riket 25,2 %. Plats 2 av 21, "
        "1,4 standardavvikelser över Riket; högre är bättre." in text
    )
    assert (
        "Anställda vars yrke matchar utbildningen 68,9 % (2020), länens median 70,5 %. "
        "Plats 16 av 21, 1,1 standardavvikelser under medianen; högre är bättre." in text
    )
    assert (
        "Växthusgasutsläpp per miljon kronor BRP 10,9 ton/mnkr (2020), Riket 7,7 ton/mnkr. Plats "
        "16 av 21, 1,1 standardavvikelser över Riket; lägre är bättre. kan bero på" in text
    )
    assert (
        "Varuexport per invånare 20–64 år Från 218 718 kr (2014) till 302 129 kr (2019) i löpande "
        "priser, +83 411 kr. Medianen av länens förändringar är +34 530 kr; avvikelsen är "
        "1,7 standardavvikelser. kan bero på enskilda företag" in text
    )
    assert "FoU-utgifter per invånare" in text.partition("Största")[0].partition("Kan höra hit")[2]


def test_the_count_names_what_could_not_be_assessed(library: Library) -> None:
    found = profile(library, "20")
    text = counted(found, "sv")
    assert text.startswith("Av 32 mått för län kan 14 bedömas: styrkor 3, svagheter 5")
    others = [int(number) for number in re.findall(r"(\d+)(?=[,.])", text.partition("Övriga")[2])]
    assert sum(others) == 32 - 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_praises_or_blames(library: Library, language: str) -> None:
    text = said(library, language=language).casefold()
    for word in ("framsteg", "förbättr", "försämr", "progress", "improve", "worsen", "tyvärr"):
        assert word not in text, word
    drawn = set(
        re.findall(r"#[0-9A-Fa-f]{3,6}\b", unquote(markup(page(library, language=language))))
    )
    assert drawn == {
        GREY,
        QUIET,
        "#fff",
        style("20", "home").colour,
        style("00", "reference").colour,
    }


@pytest.mark.parametrize("code", ["20", "21", "17", "14"])
def test_every_number_of_a_row_stands_in_its_cells(library: Library, code: str) -> None:
    for row in profile(library, code).rows:
        text = text_of(to_html(row_of(row, code, SV)))
        indicator, found = row.indicator, row.moved.move
        assert formats.period(row.period, "sv") in text
        assert figure(row.mark.value, indicator, "sv") in text or row.mark.value is None
        if row.mark.value is None:
            assert reason(row.mark, "sv") in text
        if row.riket is not None and row.riket.value is not None:
            assert figure(row.riket.value, indicator, "sv") in text
        assert not row.band or f"{row.band} av {len(row.distribution)}" in text
        if row.level is not None and row.level.apart:
            assert size(row.level.distance, "sv") in text
        if found is not None and found.change.kind != "same":
            assert difference(found.change.difference, indicator, "sv") in text
            assert f"sedan {formats.period(found.change.earlier.period, 'sv')}" in text
            assert ("kan bero på enskilda företag" in text) is found.one_firm


def cells(row) -> str:
    return text_of(to_html(row_of(row, "20", SV)))


def test_what_cannot_be_computed_says_why() -> None:
    missing = replace(BASE, mark=Mark("2020", None, "Q"), level=None, band="")
    assert "sekretess" in cells(missing) and "värde saknas" in cells(missing)
    few = replace(BASE, level=None, band="", distribution={"20": 16.0, "21": 1.0})
    assert "för få län har värde (2 av 21)" in cells(few)
    grows = replace(BASE, level=None, indicator=BASE.indicator.model_copy(
        update={"extensive": True}))  # fmt: skip
    assert "växer med länets storlek" in cells(grows)
    assert "länen skiljer sig för lite åt" in cells(replace(BASE, level=None))
    near = replace(BASE, level=replace(BASE.level, apart=False))
    assert "ingen säker skillnad" in cells(near)
    for missing_change, words in (
        ("break", "räknas inte: brott 2020"),
        ("points", "får inte bindas samman"),
        ("origin", "ur en annan publikation"),
        ("short", "inget tidigare värde"),
    ):
        row = replace(BASE, moved=Moved(missing=missing_change, broken="2020"))
        assert words in cells(row)
    same = move(0.0, kind="same")
    assert "ingen säker förändring sedan 2015" in cells(replace(BASE, moved=Moved(same)))
    zero = replace(same, change=replace(same.change, difference=0.0))
    assert "oförändrat sedan 2015" in cells(replace(BASE, moved=Moved(zero)))


def test_provisional_uncertain_and_unreviewed_values_are_named() -> None:
    row = replace(BASE, mark=Mark("2020", 16.0, "PU", 0.4), unreviewed=True, riket=None)
    text = cells(replace(row, latest=Mark("2021", 17.0)))
    for words in ("preliminärt värde", "osäkert värde", "± 0,4", "ännu inte granskat",
                  "ej publicerat", "länets senaste: 17,0 (2021)"):  # fmt: skip
        assert words in text
    assert "osäkerhet ej redovisad" in cells(replace(BASE, margin_unpublished=True))


def test_a_small_distance_is_not_said_to_be_none() -> None:
    assert size(0.04, "sv") == "mindre än 0,1" and size(-0.06, "sv") == "0,1"
    assert size(-1.25, "en") == "1.2"


def test_a_strip_tells_what_it_shows_and_riket_is_not_among_sums(library: Library) -> None:
    by_name = {row.indicator.id: row for row in profile(library, "20").rows}
    html = unquote(to_html(row_of(by_name["unemployment_bas"], "20", SV)))
    told = re.search(r'alt="([^"]*)"', html)[1]
    level = library.values("unemployment_bas").by_period["2022"]
    low = min(counties(), key=lambda code: level[code].value)
    high = max(counties(), key=lambda code: level[code].value)
    names = [geographies()[code].short("sv") for code in (low, high)]
    assert told == (
        f"21 län 2022: från 3,3 ({names[0]}) till 7,5 ({names[1]}). Dalarna 4,7. Riket 5,2."
    )
    # the axis, twenty other counties, Riket; Dalarna is a square
    svg = unescape(html)
    assert svg.count("<path") == 22 and svg.count("<rect") == 1
    sums = unquote(to_html(row_of(by_name["exports_goods"], "20", SV)))
    assert "Dalarna 46" in sums and "Riket" not in re.search(r'alt="([^"]*)"', sums)[1]


@pytest.mark.parametrize("code", ["14", "20", "09"])
def test_links_lead_to_comparisons_that_need_no_excuse(library: Library, code: str) -> None:
    html = unescape(markup(page(library, f"/county/{code}", home="17")))
    links = set(re.findall(r'href="/jamfor(\?[^"]+)"', html))
    region = geographies()[code].parent
    seen = set()
    for query in links:
        chosen, unknown = from_query(query)
        assert not unknown and chosen.home == "17"
        assert library.resolve(chosen).notices == (), query
        county_level = library.available()[chosen.indicator].level == "county"
        group = "lan" if county_level else "riksomraden"
        assert chosen.places[-1] == group
        assert set(chosen.places) <= ({code, "00", group} if county_level else {region, group})
        assert chosen.breakdown in (None, "women", "men")
        seen.add(chosen.indicator)
    assert seen == set(library.available())
    assert f"?indikator=unemployment_bas&platser={code},00,lan&hem=17" in links


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_and_all_sources_stand_on_the_page(library: Library, language: str) -> None:
    text = said(library, language=language)
    for rule in rules().rule:
        value = formats.number(rule.value, int(rule.value != int(rule.value)), language)
        assert rule.reason[language].format(value=value) in text
    used = {
        ref.dataset
        for row in (*profile(library, "20").rows, *profile(library, "20").regional)
        for ref in used_series(row.indicator)
    }
    assert len(used) > 20
    for name in used:
        dataset = library.datasets[name]
        assert dataset.producer[language] in text and dataset.name[language] in text
        dated = library.dated(name, Selection(language=language))
        assert formats.sentence(dated) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_region_is_said_to_be_a_region(library: Library, language: str) -> None:
    text = said(library, "/county/12", language=language)
    name = geographies()["SE22"].short(language)
    lead = county.say()("regional_lead", language, region=name,
                        county=geographies()["12"].short(language))  # fmt: skip
    assert lead in text


def test_a_regions_rows_hold_its_own_value_period_reference_and_place(library: Library) -> None:
    html = markup(page(library)).partition("Bara för riksområden")[2]
    body = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)[1]
    found = [text_of(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
    regional = profile(library, "20").regional
    assert len(found) == len(regional) > 20
    for text, row in zip(found, regional, strict=True):
        assert row.indicator.name.sv in text and row.indicator.unit.sv in text
        assert figure(row.mark.value, row.indicator, "sv") in text
        assert formats.period(row.mark.period, "sv") in text
        if row.reference is None:
            assert "ej publicerat" in text
        else:
            assert figure(row.reference_mark.value, row.indicator, "sv") in text
            assert geographies()[row.reference].short("sv") in text
        place = f"{row.band} av {row.of}"
        if row.indicator.direction == "none":
            place = f"nr {place} uppifrån"
        assert text.endswith(place)
        assert ("osäkerhet ej redovisad" in text) is row.margin_unpublished


def test_tables_have_heads_and_a_caption(library: Library) -> None:
    html = markup(page(library))
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert len(tables) == 7
    for table in tables:
        assert table.count("<caption") == 1 and 'scope="col"' in table and 'scope="row"' in table
        heads = len(re.findall(r"<th\b", table.partition("</thead>")[0]))
        for row in re.findall(r"<tr.*?</tr>", table.partition("<tbody")[2], re.DOTALL):
            assert len(re.findall(r"<t[hd]\b", row)) == heads


def test_headings_stand_in_order(library: Library) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", markup(page(library)))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_an_earlier_day_is_said_and_can_be_left(library: Library) -> None:
    html = markup(page(library, as_of=date(2019, 1, 1)))
    assert "Länet som det var känt 2019-01-01." in html and 'href="/county/20"' in html
    nothing = said(library, as_of=date(1990, 1, 1))
    assert "Inga länsvärden var publicerade 1990-01-01." in nothing and "Styrkor" not in nothing


def test_the_page_is_drawn_once_and_what_is_not_understood_is_said(library: Library) -> None:
    first, again = page(library), page(library)
    assert all(one is other for one, other in zip(first, again, strict=True))
    told = county.layout_at("/county/20", library, SV, (("matt", "langd"),))
    assert told[1:] == first and "langd" in markup(told[:1])


def test_a_turn_in_current_prices_says_so(library) -> None:
    """A rise of money over the years is partly inflation, and the sentence says in what prices."""
    said = 0
    for code in ("20", "21", "17"):
        found = profile(library, code)
        for entry in found.turns.shown:
            text = turn_words(entry.row, "sv")
            in_money = "löpande priser" in entry.row.indicator.unit.sv
            assert ("i löpande priser" in text) == in_money
            said += in_money
    assert said
