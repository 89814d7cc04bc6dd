"""The page Siffrans historia: what stands on it, and plain words where no number is meant."""

from __future__ import annotations

import re
from typing import Any

import pytest

from data.geography import NORRA_MELLANSVERIGE
from indicators.library import Library
from indicators.model import Selection
from indicators.selection import from_query
from layouts import shell
from layouts.elements import to_html
from layouts.history_links import history_address, history_query
from layouts.pages import PAGES, history

NBSP, THIN, MINUS = "\u00a0", "\u202f", "\u2212"


def page(library: Library, query: str) -> str:
    return to_html(history.layout(library, *from_query(query)))


def rows(html: str) -> list[list[str]]:
    """The cells of the first table, row by row, as text."""
    table = re.search(r"<table.*?</table>", html, re.DOTALL)
    assert table is not None
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", table[0], re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>",
                                                                       row, re.DOTALL)]
        for row in found
    ]  # fmt: skip


def test_the_page_names_the_number_and_lists_its_publications_the_latest_first(
    library: Library,
) -> None:
    html = page(library, "?indikator=rd_business&platser=20&period=2017")
    assert "<h1>Siffrans historia: Företagens FoU, miljoner kronor, Dalarna 2017</h1>" in html
    head, newest, oldest = rows(html)
    assert head == ["Publicerad", "Värde", "Ändring", "Ändring i procent", "Hämtad",
                    "Trolig orsak"]  # fmt: skip
    assert newest[0] == "2020-10-29"
    assert newest[1].startswith(f"1{THIN}323{NBSP}mnkr")
    assert newest[2:5] == [f"{MINUS}21{NBSP}mnkr", f"{MINUS}1,6{NBSP}%", "2026-11-23"]
    assert oldest[0] == "2018-11-21"
    assert oldest[2:4] == ["–", "–"]


def test_a_suppressed_value_keeps_its_reason_and_is_no_number(library: Library) -> None:
    _, _, oldest = rows(page(library, "?indikator=rd_business&platser=21&period=2011"))
    assert oldest[1] == "saknas: sekretess"


def test_percentages_change_in_points_alone(library: Library) -> None:
    head, newest, _ = rows(page(library, "?indikator=gerd&platser=SE32&period=2023"))
    assert "Ändring i procent" not in head
    assert newest[0] == "senast 2026-05-31"
    assert newest[2] == f"+0,06{NBSP}procentenheter"


def test_a_ratio_shows_the_histories_of_both_parts(library: Library) -> None:
    html = page(library, "?indikator=ghg_intensity&platser=21&period=2019")
    assert html.count("<table") == 3
    assert "Täljare: " in html
    assert "Nämnare: Bruttoregionprodukt, län" in html


def test_norra_mellansverige_links_its_counties_and_names_its_weights(library: Library) -> None:
    html = page(library, "?indikator=rd_per_inhabitant&platser=SE31&period=2019")
    for code in ("20", "21", "17"):
        there = f"/historia?indikator=rd_per_inhabitant&amp;platser={code}&amp;period=2019"
        assert f'href="{there}"' in html
    assert "medelfolkmängd" in html
    assert "/data#population_average" in html


def test_neighbours_are_linked_with_their_values(library: Library) -> None:
    html = page(library, "?indikator=rd_business&platser=20&period=2017")
    assert f"1{THIN}405{NBSP}mnkr → 1{THIN}422{NBSP}mnkr" in html
    assert "platser=17&amp;period=2017" in html
    assert f"673{NBSP}mnkr → ingår inte" in html


def test_the_way_back_shows_the_number_among_the_usual_places(library: Library) -> None:
    html = page(library, "?indikator=rd_business&platser=09&period=2017")
    back = re.search(r'href="(/jamfor[^"]*)"', html)
    assert back is not None
    selection, unknown = from_query(back[1].partition("?")[2].replace("&amp;", "&"))
    assert unknown == ()
    assert selection.indicator == "rd_business"
    assert selection.places[-1] == "09"
    assert {"20", "21", "17"} <= set(selection.places)
    html = page(library, "?indikator=rd_business&platser=20&period=2017")
    assert 'href="/jamfor?indikator=rd_business"' in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Ingen siffra är vald"),
        ("?indikator=nonsense", "”nonsense” finns inte"),
        ("?indikator=rd_business", "ingen plats som panelen känner"),
        ("?indikator=rd_business&platser=xx", "ingen plats som panelen känner"),
        ("?indikator=rd_business&platser=20&period=1999", "inget värde för Dalarna 1999"),
        ("?indikator=rd_business&platser=DE11&period=2017", "inga värden för Stuttgart"),
        ("?indikator=unemployment_bas&platser=SE31&period=2020", "räknas inte"),
    ],
)
def test_where_no_number_is_meant_there_are_plain_words_and_a_way_on(
    library: Library, query: str, said: str
) -> None:
    html = page(library, query)
    assert said in html
    assert html.count("<h1>") == 1
    assert 'href="/historia?' in html or 'href="/jamfor' in html
    assert "<table" not in html


def test_what_an_address_leaves_open_is_said(library: Library) -> None:
    html = page(library, "?indikator=rd_business&platser=20,21&rost=7")
    assert "Här visas Dalarna" in html
    assert "Här visas den senaste, 2019" in html
    assert "rost" in html
    html = page(library, "?indikator=matching_rate&platser=20&period=2020&uppdelning=kon")
    assert "Här visas kvinnor" in html
    assert ", kvinnor, Dalarna 2020</h1>" in html


def test_an_earlier_day_is_said_and_can_be_left(library: Library) -> None:
    html = page(library, "?indikator=rd_business&platser=20&period=2017&dag=2019-06-01")
    assert "Visar det som var känt 2019-06-01" in html
    assert len(rows(html)) == 2
    now = "/historia?indikator=rd_business&amp;platser=20&amp;period=2017"
    assert f'href="{now}"' in html


def test_the_page_is_whole_in_english(library: Library) -> None:
    html = page(library, "?indikator=rd_business&platser=20&period=2017&sprak=en")
    assert "History of a number: Business R&amp;D, SEK million, Dalarna 2017" in html
    for word in ("Publicerad", "Värde", "Trolig", "sekretess", "enligt"):
        assert word not in re.sub(r"Läst i|Utgifter för[^<]*", "", html), word


def test_what_an_address_holds_is_never_markup(library: Library) -> None:
    for query in ("?indikator=<b>", "?indikator=rd_business&platser=20&period=<b>"):
        assert "<b>" not in page(library, query).replace("<b> ", "")


def test_it_is_reached_from_numbers_and_not_from_the_menu() -> None:
    assert history in PAGES
    menu = shell.header(PAGES, "/historia", Selection())[1]
    assert "/historia" not in to_html(menu)
    assert to_html(menu).count(">Jämför<") == 1


@pytest.mark.parametrize("sex", ["total", "women", "men"])
def test_an_address_leads_to_the_number_and_keeps_the_readers_settings(sex: Any) -> None:
    selection = Selection(indicator="matching_rate", language="en", home="21",
                          places=("20", "21"), measure="index", breakdown="sex")  # fmt: skip
    there, unknown = from_query(history_address(selection, "17", "2020", sex).partition("?")[2])
    assert unknown == ()
    assert (there.indicator, there.places, there.period) == ("matching_rate", ("17",), "2020")
    assert there.breakdown == (None if sex == "total" else sex)
    assert (there.language, there.home, there.measure) == ("en", "21", "value")


def test_the_tables_share_of_an_address_is_completed_by_the_script() -> None:
    selection = Selection(indicator="rd_business", places=("20", NORRA_MELLANSVERIGE))
    assert history_query(selection) == "?indikator=rd_business"
    whole = "/historia" + history_query(selection) + "&platser=20&period=2017"
    assert whole == history_address(selection, "20", "2017")
