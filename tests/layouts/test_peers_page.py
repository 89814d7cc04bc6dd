"""Lika län: the page says what was computed, every weight is a link, no outcome is shown."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import counties, geographies
from indicators import formats
from indicators.library import Library
from indicators.model import Selection
from indicators.peers import Comparison, compare, comparison, peer_codes
from indicators.places import place_sets
from indicators.selection import PILOTS, from_query
from indicators.structure import LEVELS, columns, places, variables
from layouts.elements import to_html
from layouts.exports.peers_csv import COLUMNS, distances_csv
from layouts.pages import peers, peers_pilots, peers_tables, peers_variables

LANGUAGES = ("sv", "en")


def opened(tree: Any) -> Any:
    """The page with its ready HTML text taken as part of it."""
    if isinstance(tree, list):
        return "".join(opened(child) for child in tree)
    if isinstance(tree, dict) and "data-html" in tree["props"]:
        return tree["props"]["data-html"]
    if isinstance(tree, dict) and "children" in tree["props"]:
        children = tree["props"]["children"]
        held = opened(children if isinstance(children, list) else [children])
        outer = to_html(tree | {"props": {**tree["props"], "children": "§"}})
        return outer.replace("§", held)
    return to_html(tree)


def page(library: Library, query: str = "") -> str:
    return unescape(opened(peers.layout(library, *from_query(query))))


def tables(html: str) -> list[list[list[str]]]:
    """Every table as rows of cells; between a value and what stands below it is a |."""

    class Reader(HTMLParser):
        found: list[list[list[str]]] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if tag == "table":
                self.found = [*self.found, []]
            elif tag == "tr":
                self.found[-1].append([])
            elif tag in ("td", "th"):
                self.found[-1][-1].append("")
                self.inside = True
            elif tag == "span" and getattr(self, "inside", False):
                self.found[-1][-1][-1] += "|"

        def handle_endtag(self, tag: str) -> None:
            if tag in ("td", "th"):
                self.inside = False

        def handle_data(self, data: str) -> None:
            if getattr(self, "inside", False):
                self.found[-1][-1][-1] += data

    reader = Reader()
    reader.feed(html)
    return reader.found


def row_of(found: Comparison, number: int, language: str) -> list[str]:
    """A row written by hand from the comparison."""
    one = found.ranked[number]
    cells = [
        str(number + 1),
        peers_tables.place_name(one.code, language),
        formats.number(one.distance, 2, language),
    ]
    for column, difference in zip(found.columns, one.differences, strict=True):
        mark = column.marks.get(one.code)
        if mark is None or mark.value is None:
            cells.append("|saknas" if language == "sv" else "|missing")
            continue
        text = formats.number(mark.value, column.decimals, language)
        cells.append(f"{text}|{formats.number(difference, 2, language, signed=True)}")
    return cells


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("weights", ["", "befolkning:0,utbildning:2"])
def test_the_table_shows_what_was_computed(library: Library, language: str, weights: str) -> None:
    query = f"?sprak={language}" + (f"&vikter={weights}" if weights else "")
    found = comparison(library, "county", "20", from_query(query)[0].weights)
    rows = [row for row in tables(page(library, query))[0] if row[0].isdigit()]
    assert rows == [row_of(found, number, language) for number in range(20)]


def test_every_european_region_compared_has_its_row(library: Library) -> None:
    found = comparison(library, "nuts2", "20")
    _, near, rest, _ = tables(page(library))
    rows = [row for row in (*near, *rest) if row[0].isdigit()]
    assert len(rows) == len(found.ranked)
    for number, row in enumerate(rows):
        share = formats.with_unit(100 * found.ranked[number].shared, 0, "sv", "%")
        assert row == [*row_of(found, number, "sv"), share]


@pytest.mark.parametrize("home", ["20", "21", "17"])
def test_the_peers_are_named_and_headed_as_such(library: Library, home: str) -> None:
    html = page(library, f"?hem={home}")
    codes = peer_codes(library, "county", home, ())
    names = [geographies()[code].short() for code in codes]
    assert f"Lika län, närmast först: {formats.listing(names, 'sv')}." in html
    rows = tables(html)[0]
    first = rows.index(["Lika län"]) + 1
    assert [row[1] for row in rows[first : first + 5]] == names
    assert rows[first + 5] == ["Övriga län"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_the_page_is_left_unfilled(library: Library, language: str) -> None:
    for query in ("", "&vikter=befolkning:3", "&vikter=x", "&dag=2026-11-24"):
        html = page(library, f"?sprak={language}{query}")
        assert not re.search(r"\{\w+\}", re.sub(r"<img[^>]*>", "", html))


def test_the_page_says_that_structure_alone_chose(library: Library) -> None:
    assert "Lika län väljs på struktur, innan något resultat har visats." in page(library)


def test_no_outcome_is_shown(library: Library) -> None:
    """The columns are the variables of structure and nothing else."""
    found = tables(page(library))
    names = {one.name.sv for level in LEVELS for one in variables(level)}
    for table in found[:2]:
        heads = {text.partition("|")[0].removesuffix(", kvinnor").removesuffix(", män")
                 for text in table[0]}  # fmt: skip
        assert heads - {"Nr", "Län", "Region", "Avstånd", "Andel av vikten"} <= names
    assert not any(char.isdigit() for row in found[3][1:] for char in row[3])


# Weights


def links(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<a[^>]*href="(/lika[^"]*)"[^>]*>([^<]+)</a>', html)


def test_every_weight_is_a_link_to_an_address_that_holds_it(library: Library) -> None:
    html = page(library, "?vikter=befolkning:2")
    found = {text: set() for text in ("Räknas inte", "Vanlig", "Dubbel")}
    for address, text in links(html):
        query, _, anchor = address.partition("#")
        if text in found:
            weights = from_query(query.partition("?")[2])[0].weights
            name = anchor.rpartition("-")[2]
            number = {"Räknas inte": f"{name}:0", "Dubbel": f"{name}:2"}.get(text)
            assert (number in weights) if number else not any(w.startswith(name) for w in weights)
            assert name == "befolkning" or "befolkning:2" in weights
            assert f'id="{anchor}"' in html
            found[text].add(anchor)
    assert len(found["Vanlig"]) == 8 and found["Vanlig"] == found["Dubbel"] == found["Räknas inte"]


def test_the_weight_that_holds_is_marked(library: Library) -> None:
    html = page(library, "?vikter=industri:0")
    card = html.partition('id="vikt-lan-industri"')[0].rpartition("<li")[2]
    card += html.partition('id="vikt-lan-industri"')[2].partition("</ul>")[0]
    marked = re.findall(r'<a[^>]*aria-current="true"[^>]*>([^<]+)</a>', card)
    assert marked == ["Räknas inte"]
    assert 'role="group"' in card and 'aria-label="Vikt för Industrins andel"' in card


def test_a_weight_without_a_link_is_said(library: Library) -> None:
    assert "Vikten är 0,50, från adressen." in page(library, "?vikter=industri:0.5")


def test_the_way_back_to_equal_weights_stands_only_where_it_leads_somewhere(
    library: Library,
) -> None:
    assert "Återställ alla vikter" in page(library, "?vikter=industri:2")
    assert "Återställ alla vikter" not in page(library)


def test_weights_that_cannot_be_used_are_told(library: Library) -> None:
    html = page(library, "?vikter=fou:2,industri:2")
    assert "Vikten ”fou:2” i adressen går inte att använda" in html
    assert "”industri:2”" not in html


def test_with_no_weight_at_all_the_page_says_so(library: Library) -> None:
    words = ",".join(f"{one.id}:0" for one in variables("county"))
    html = page(library, f"?vikter={words}")
    assert "Ingen variabel räknas, så inget avstånd kan beräknas." in html
    assert peers.heading(comparison(library, "county", "20"), "sv") in html


@given(weights=st.lists(st.sampled_from(["befolkning:0", "industri:7", "utbildning:2", "x:1"])))
def test_any_weights_give_a_page(library: Library, weights: list[str]) -> None:
    assert "<h1>Lika län och regioner</h1>" in page(library, "?vikter=" + ",".join(weights))


def test_setting_a_weight_keeps_the_others_and_the_settings() -> None:
    chosen = Selection(home="17", language="en", weights=("industri:2", "befolkning:0"))
    address = peers_variables.weighted(chosen, "industri", 1.0)
    assert from_query(address.partition("?")[2])[0] == replace(chosen, weights=("befolkning:0",))


# Onwards


def test_the_comparison_gets_home_peers_and_weights(library: Library) -> None:
    html = page(library, "?hem=17&vikter=industri:2")
    address = re.search(r'href="(/jamfor\?[^"]+)"[^>]*>Jämför Värmland med dem', html)
    assert address is not None
    chosen, unknown = from_query(address[1].partition("?")[2])
    assert not unknown
    assert chosen.places == ("17", "lika", "00") and chosen.weights == ("industri:2",)
    resolved = library.resolve(chosen).selection
    assert resolved.peers == peer_codes(library, "county", "17", ("industri:2",))


def test_the_regions_are_compared_in_an_indicator_that_knows_them(library: Library) -> None:
    html = page(library)
    address = re.search(r'href="(/jamfor\?[^"]+)"[^>]*>Jämför Norra Mellansverige med dem', html)
    assert address is not None
    chosen = from_query(address[1].partition("?")[2])[0]
    resolved = library.resolve(chosen)
    drawn = {item.code for item in library.view(resolved.selection).series}
    assert drawn == {"SE31", *peer_codes(library, "nuts2", "20", ())}


def test_the_pilots_are_listed_with_what_each_indicator_knows(library: Library) -> None:
    html = page(library)
    for place in place_sets()[PILOTS].places:
        assert f"{place.name.sv} ({place.code})" in html
    rows = {row[0]: row[1:] for row in tables(html)[3][1:]}
    assert len(rows) == len(peers_pilots.european(library))
    assert rows["Hög- och medelhögteknologisk industri"] == [
        "3 / 12",
        "Grand Est (3 av 3 delar), Hauts-de-France (2 av 2 delar), Sachsen (3 av 3 delar)",
        "Kantabrien, Östra och norra Finland, Greater Manchester, Litauen, Slovenien, Vallonien",
    ]


def test_what_is_missing_is_said(library: Library) -> None:
    html = page(library).partition('id="saknas"')[2]
    for words in ("Befolkningstäthet", "Andel 65 år och äldre", "Försörjningskvot"):
        assert words in html


def test_another_day_says_that_likeness_rests_on_the_latest(library: Library) -> None:
    html = page(library, f"?dag={date(2026, 11, 24)}")
    assert "Likheten räknas alltid på de senaste siffrorna" in html


@pytest.mark.parametrize("query", ["", "?vikter=befolkning:2"])
def test_no_id_stands_twice(library: Library, query: str) -> None:
    found = re.findall(r'(?<![\w-])id="([^"]+)"', page(library, query))
    assert found and len(found) == len(set(found))


def test_a_place_abroad_is_named_with_its_country() -> None:
    assert peers_tables.place_name("BE33", "sv") == "Prov. Liège (Belgien)"
    assert peers_tables.place_name("SE21", "sv") == "Småland med öarna"
    assert peers_tables.place_name("20", "en") == "Dalarna"


def test_any_two_places_lie_about_1_4_apart(library: Library) -> None:
    """The page says so: over all pairs of n places the mean square is 2n ÷ (n − 1)."""
    held = columns(library, "county", "20")
    squares = [
        one.distance**2
        for home in counties()
        for one in compare("county", home, held, {}, places("county")).ranked
    ]
    assert sum(squares) / len(squares) == pytest.approx(2 * 21 / 20)
    assert "omkring 1,4" in page(library)


# The file


@pytest.mark.parametrize("level", LEVELS)
def test_the_file_holds_the_distances_unrounded(library: Library, level: Any) -> None:
    found = comparison(library, level, "20", ("utbildning:2",))
    selection = Selection(weights=("utbildning:2",))
    text = distances_csv(library, found, selection, "https://panel/lika").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    assert tuple(header) == COLUMNS
    read = [dict(zip(header, row, strict=True)) for row in rows]
    assert len(read) == (1 + len(found.ranked)) * len(found.columns)
    distances = {row["place_code"]: row["distance_decimal_point"] for row in read}
    assert distances.pop(found.home) == ""
    assert {code: float(text) for code, text in distances.items()} == {
        one.code: one.distance for one in found.ranked
    }
    for row in read:
        column = next(
            one for one in found.columns
            if (one.variable.id, one.breakdown) == (row["variable"], row["sex"])
        )  # fmt: skip
        mark = column.marks.get(row["place_code"])
        expected = mark.value if mark is not None else None
        value = row["value_decimal_point"]
        assert (float(value) if value else None) == expected
        assert row["source"] and row["period"] == column.period


def test_the_file_names_its_coding_once(library: Library) -> None:
    from app import create_app

    client = create_app(library).server.test_client()
    for address in ("/ladda-ner/lika/lan", "/ladda-ner/csv?indikator=rd_share_of_grp"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
