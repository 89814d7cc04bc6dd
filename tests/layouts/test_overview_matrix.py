"""The overview's goals by challenge and place, and the milestones that no statistic measures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from data.registry import load_datasets
from data.store import Store
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.model import Selection
from indicators.selection import from_query
from indicators.strategy.counts import Cell, matrix
from indicators.strategy.load import load_strategy
from indicators.strategy.model import STATUS_CLASSES
from indicators.strategy.words import SYMBOLS
from layouts.elements import to_html
from layouts.pages import overview
from layouts.pages.overview_matrix import classes_words, goals_section, strategy_address
from layouts.pages.overview_milestones import SYMBOLS as MARKS
from layouts.pages.overview_milestones import counted, milestone_list, of_challenge

ROOT = Path(__file__).parents[2]
OTHER, EXAMPLE = ROOT / "tests/other_strategy", ROOT / "docs/examples/strategi"
DAY = date(2026, 11, 23)
SV, EN = Selection(), Selection(language="en")


def over(seeded: Path, folder: Path | None) -> Iterator[Library]:
    datasets = load_datasets()
    catalogue = load_catalogue(datasets)
    with Store(f"sqlite:///{seeded}") as store:
        yield Library(catalogue, datasets, store, load_strategy(catalogue, folder))


@pytest.fixture(scope="module")
def other(seeded: Path) -> Iterator[Library]:
    yield from over(seeded, OTHER)


@pytest.fixture(scope="module")
def shipped(seeded: Path) -> Iterator[Library]:
    yield from over(seeded, None)


@pytest.fixture(scope="module")
def example(seeded: Path) -> Iterator[Library]:
    yield from over(seeded, EXAMPLE)


def text_of(html: str) -> str:
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def section(library: Library, selection: Selection = SV) -> str:
    found = goals_section(library, selection, DAY)
    assert found is not None
    return to_html(found)


def page(library: Library, selection: Selection = SV) -> str:
    """The overview as HTML."""
    parts: list[Any] = overview.layout(library, selection, ())
    return "".join(part["props"].get("data-html") or to_html(part) for part in parts)


# --- the matrix --------------------------------------------------------------------------------


def test_a_cell_says_how_many_of_how_many_and_how_many_cannot_be_assessed(other: Library) -> None:
    shown = text_of(section(other))
    assert "2 av 4 på väg, 1 kan inte bedömas" in shown
    assert "0 av 1 på väg, 1 kan inte bedömas" in shown
    assert "1 av 2 milstolpar klar, 1 försenad" in shown
    assert "2 of 4 on track, 1 cannot be assessed" in text_of(section(other, EN))


@pytest.mark.parametrize("name", ["other", "example"])
def test_there_is_a_tile_a_goal_and_the_words_say_the_same(name, request) -> None:
    library = request.getfixturevalue(name)
    html = section(library)
    rows = re.findall(r"<tr.*?</tr>", html, re.S)[1:]
    found = matrix(library, None, DAY)
    assert len(rows) == len(found)
    for html_row, row in zip(rows, found, strict=True):
        cells = re.findall(r"<td.*?</td>", html_row, re.S)
        for html_cell, cell in zip(cells, row.cells, strict=True):
            tiles = re.findall(r'class="tile (\w+)">(.)<', html_cell)
            assert len(tiles) == cell.total
            assert [SYMBOLS[one] for one, _ in tiles] == [symbol for _, symbol in tiles]
            for verdict in STATUS_CLASSES:
                assert [one for one, _ in tiles].count(verdict) == cell.count(verdict)
            if cell.total:
                assert classes_words(cell, "sv") in text_of(html_cell)


def test_the_classes_are_listed_from_the_best() -> None:
    cell = Cell("20", ("a", "b", "c"), {"cannot": 1, "reached": 2})
    assert classes_words(cell, "sv") == "nått: 2, kan inte bedömas än: 1"
    assert classes_words(cell, "en") == "reached: 2, cannot be assessed yet: 1"


def test_the_table_has_caption_and_header_cells(other: Library) -> None:
    html = section(other)
    assert html.count("<caption") == 1
    assert html.count('scope="col"') == 5 and html.count('scope="row"') == 3
    assert 'aria-labelledby="goals-head"' in html and 'id="goals-head"' in html


def test_a_cell_leads_to_the_strategy_narrowed_to_its_place(other: Library) -> None:
    addresses = [unescape(one) for one in re.findall(r'href="(/strategi[^"]*)"', section(other))]
    assert addresses
    for address in addresses:
        query = address.partition("#")[0].partition("?")[2]
        selection, unknown = from_query(query)
        assert unknown == () and len(selection.filters) == 1
        assert selection.filters[0].startswith("lan:")
    kept = strategy_address("x", "17", Selection(language="en", home="21", as_of=date(2024, 1, 2)))
    selection, _ = from_query(kept.partition("?")[2].partition("#")[0])
    assert (selection.language, selection.home, selection.as_of) == ("en", "21", date(2024, 1, 2))


def test_an_example_says_so(other: Library, shipped: Library) -> None:
    assert "påhittade" in text_of(section(other))
    assert "påhittade" not in text_of(section(shipped))


def test_without_goals_there_is_one_quiet_line_and_no_table(shipped: Library) -> None:
    html = section(shipped)
    assert "<table" not in html
    assert text_of(html).startswith("Inget mål är satt.")
    assert 'href="/strategi"' in html and 'href="/mal"' in html
    assert "Ingen milstolpe är inlagd ännu" in text_of(page(shipped))


def test_an_earlier_day_is_kept_in_the_links(shipped: Library) -> None:
    html = section(shipped, Selection(as_of=date(2024, 5, 1)))
    assert 'href="/strategi?dag=2024-05-01"' in html


# --- milestones --------------------------------------------------------------------------------


def test_milestones_stand_in_the_section_of_their_challenge(example: Library) -> None:
    html = page(example)
    found = html[html.index('id="tema-coordination"') :]
    shown = text_of(found[: found.index("</section>")])
    assert "Ingen milstolpe är inlagd ännu" not in shown
    assert "1 av 4 klar" in shown
    assert "■ klar" in shown and "! försenad" in shown
    assert "senast 2026-06-30 · Exempelorganisation B" in shown
    assert "inget datum är satt · ingen ansvarig angiven" in shown


def test_a_milestone_without_challenge_belongs_to_those_of_its_areas(other: Library) -> None:
    assert [item.id for item in of_challenge(other, "lifelong_work")] == ["guidance"]
    assert [item.id for item in of_challenge(other, "open_counties")] == [
        "open_data", "shared_labs",
    ]  # fmt: skip
    assert of_challenge(other, "climate_economy") == () == of_challenge(other, None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 11, 1), "0 av 2 klara, 2 väntar"),
        (date(2023, 11, 2), "1 av 2 klar, 1 väntar"),
        (date(2024, 12, 31), "1 av 2 klar, 1 väntar"),
        (date(2025, 1, 1), "1 av 2 klar, 1 försenad"),
    ],
)
def test_a_milestone_is_late_the_day_after_its_day(other: Library, day, expected) -> None:
    found = of_challenge(other, "open_counties")
    shown = text_of(to_html(milestone_list(found, other.strategy.plans, day, "sv")))
    assert expected in shown


def test_the_count_bends_its_words() -> None:
    assert counted(["done", "done", "late", "late", "undated"], "sv") == (
        "2 av 5 klara, 2 försenade, 1 utan datum"
    )
    assert counted(["late"], "en") == "0 of 1 done, 1 late"


def test_each_state_has_its_own_mark_and_none_of_a_goals() -> None:
    assert len(set(MARKS.values())) == 4
    assert set(MARKS.values()).isdisjoint(SYMBOLS.values())


def test_the_page_is_drawn_anew_when_the_day_changes(other: Library, monkeypatch) -> None:
    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return cls.now

    monkeypatch.setattr(overview, "date", Clock)
    Clock.now = date(2024, 12, 31)
    before = page(other)
    Clock.now = date(2025, 1, 1)
    assert "försenad" not in text_of(before) and "försenad" in text_of(page(other))


def test_no_chart_library_is_asked_for(example: Library) -> None:
    parts = overview.layout(example, SV, ())
    assert "Graph" not in json.dumps(parts)
