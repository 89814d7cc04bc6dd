"""The page Visa hur: addresses, code and citation of a view, and plain words where none is."""

from __future__ import annotations

import re
from html import unescape

import pytest

from indicators.citation import citation
from indicators.library import Library
from indicators.model import Selection
from indicators.rebuild.code import program
from indicators.rebuild.python import Python
from indicators.selection import from_query
from layouts.elements import to_html
from layouts.pages import PAGES, show_how
from layouts.show_how_link import show_how_address, show_how_link


def page(library: Library, query: str) -> str:
    """The page as HTML, with what the browser puts in place in it."""
    html = to_html(show_how.layout(library, *from_query(query)))
    inner = re.search(r'data-html="([^"]*)"', html)
    assert inner is not None
    return html.replace(inner[0], "") + unescape(inner[1])


def block(html: str, name: str) -> str:
    """The text of a block that can be copied."""
    found = re.search(rf'<code id="{name}"[^>]*>(.*?)</code>', html, re.DOTALL)
    assert found is not None
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


def test_the_code_on_the_page_is_the_program(library: Library) -> None:
    html = page(library, "?indikator=rd_business&matt=index")
    selection = library.resolve(*from_query("?indikator=rd_business&matt=index")).selection
    (made,) = show_how.recipes_of(library, selection)
    assert block(html, "python-1") == program(made, Python())
    compile(block(html, "python-1"), "page", "exec")
    assert "library(httr2)" in block(html, "r-1")
    assert "Görs inte om här: tidsseriebrott" in html


def test_every_block_has_a_button_that_copies_it_and_says_so(library: Library) -> None:
    html = page(library, "?indikator=grp")
    blocks = re.findall(r'<code id="([^"]+)"', html)
    assert blocks == re.findall(r'data-copy="([^"]+)"', html)
    assert len(blocks) == 5
    assert html.count('role="status"') == len(blocks)
    labels = re.findall(r'aria-label="(Kopiera: [^"]+)"', html)
    assert len(set(labels)) == len(blocks)


def test_an_address_that_can_be_opened_is_a_link(library: Library) -> None:
    html = page(library, "?indikator=gerd&platser=SE31,SE32")
    there = re.search(r'href="(https://ec.europa.eu/[^"]*rd_e_gerdreg[^"]*)"', html)
    assert there is not None
    address = unescape(there[1])
    assert "geo=SE31&geo=SE32" in address
    assert "unit=PC_GDP" in address
    assert "sinceTimePeriod=" in address


def test_figures_read_from_files_are_said_to_be(library: Library) -> None:
    html = page(library, "?indikator=rd_business")
    assert "Vyns siffror är lästa ur scb.se, Utgifter för egen FoU efter region" in html
    assert "publicerad 2020-10-29, hämtad 2026-11-23" in html


def test_without_a_service_the_sources_own_page_stands_and_no_address_of_our_making(
    library: Library,
) -> None:
    html = page(library, "?indikator=ris_innovation_index")
    dataset = library.datasets["ris2023"]
    assert "Panelen har ingen fråga till ett öppet API" in html
    assert f'href="{dataset.landing_page}"' in html
    assert str(dataset.table) in html
    assert dataset.origins["a"].reference in html
    outside = set(re.findall(r'href="(https?://[^"]+)"', html))
    assert outside == {dataset.landing_page}
    assert "Det finns ingen kod att visa" in html
    assert re.findall(r'<code id="([^"]+)"', html) == ["cite-sv", "cite-en"]


def test_the_panels_own_file_of_the_view_is_among_the_addresses(library: Library) -> None:
    html = page(library, "?indikator=rd_business&platser=20&till=2015")
    assert 'href="/ladda-ner/csv?indikator=rd_business&amp;platser=20&amp;till=2015"' in html


def test_the_citation_names_producer_table_route_and_the_datas_own_dates(
    library: Library,
) -> None:
    selection = library.resolve(Selection(indicator="rd_per_inhabitant", places=("20",)), ())
    first, *_, last = citation(library, selection.selection, "sv")
    assert first == (
        "SCB (via Kolada): FoU-utgifter per invånare efter sektor och län, tabell N85085, "
        "N85086, N85087. Publiceringsdag ej angiven, hämtad 2026-11-23."
    )
    assert last.startswith("Visas i Omställningspanelen som ”FoU-utgifter per invånare")
    english = citation(library, selection.selection, "en")
    assert english[0].startswith("Statistics Sweden (SCB) (via Kolada): ")
    for text in (*english, first, last):
        assert "uppdaterad" not in text
        assert "updated" not in text


def test_the_citation_of_a_ratio_names_both_datasets(library: Library) -> None:
    selection = library.resolve(Selection(indicator="ghg_intensity"), ()).selection
    lines = citation(library, selection, "sv")
    assert [line.split(":")[0] for line in lines[:2]] == ["SCB", "SCB"]
    assert any(line.startswith("Bearbetning: ") for line in lines)


def test_each_citation_leads_to_the_view_in_its_language(library: Library) -> None:
    html = page(library, "?indikator=rd_business&platser=20&sprak=en")
    links = re.findall(r'<a href="(/jamfor[^"]*)" data-absolute', html)
    assert [from_query(unescape(one).partition("?")[2])[0].language for one in links] == [
        "sv", "en",
    ]  # fmt: skip
    assert {from_query(unescape(one).partition("?")[2])[0].places for one in links} == {("20",)}


def test_two_indicators_are_shown_each_for_itself(library: Library) -> None:
    query = "?indikator=rd_per_inhabitant_business&vy=samband&mot=grp_per_employed"
    html = page(library, query)
    assert "Görs inte om här: vyns jämförelse" in html
    assert 'id="python-1"' in html
    assert 'id="python-2"' in html
    assert "N85085" in block(html, "python-1")
    assert "N03701" in block(html, "python-2")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_indicator_and_view_can_be_shown(library: Library, language: str) -> None:
    for name in library.available():
        html = page(library, f"?indikator={name}&sprak={language}")
        assert html.count("<h1>") == 1
        code = re.findall(r'<code id="(?:python|r)-[^"]*"[^>]*>(.*?)</code>', html, re.DOTALL)
        assert len(code) in (0, 2)
        # words that are to be looked up stand in the body of a question, never in the code
        assert "‹" not in "".join(code)
    for view in ("rangordning", "tva_tidpunkter", "niva_forandring", "karta", "smadiagram"):
        html = page(library, f"?indikator=rd_per_inhabitant&vy={view}&sprak={language}")
        compile(block(html, "python-1"), view, "exec")


def test_what_is_not_understood_is_said_and_the_rest_shown(library: Library) -> None:
    html = page(library, "?indikator=finns_inte&rost=7")
    assert "rost" in html
    assert "finns_inte" in html
    assert html.count("<h1>") == 1


def test_it_takes_the_comparisons_own_address() -> None:
    selection = Selection(indicator="grp", places=("20", "21"), measure="index", base="2012")
    address = show_how_address(selection)
    assert from_query(address.partition("?")[2]) == (selection, ())
    assert to_html(show_how_link(selection)).startswith("<a ")
    assert show_how in PAGES
