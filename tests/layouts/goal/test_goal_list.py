"""The list of all goals, and the neutral yardstick, which is never counted as a goal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from app import create_app
from data.geography import geographies
from indicators import formats
from indicators.library import Library
from indicators.model import Selection
from indicators.strategy.counts import goal_status
from indicators.strategy.load import FOLDER, load_strategy
from indicators.strategy.words import SYMBOLS, class_word
from indicators.strategy.yardstick import yardstick, yardstick_word
from layouts.pages import goal
from layouts.pages.goal_list import YARDS, counted
from layouts.pages.goal_words import name_of
from tests.layouts.goal.pages import (
    GOALS,
    LANGUAGES,
    example,
    html_of,
    text_of,
    with_strategy,
)


@pytest.fixture(scope="module")
def goals(library: Library) -> Library:
    """The embedded figures under the example strategy."""
    return example(library)


@pytest.fixture(scope="module")
def shipped(library: Library) -> Library:
    """The embedded figures under the strategy that the panel ships: no goals."""
    return with_strategy(library, load_strategy(library.catalogue, FOLDER))


def listed(library: Library, language: str = "sv") -> list:  # type: ignore[type-arg]
    return goal.layout_at("/mal", library, replace(Selection(), language=language), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_can_be_added_to_a_meeting_where_there_are_goals(
    goals: Library, shipped: Library, language: str
) -> None:
    assert '"data-meeting-add": "/mal"' in html_of(listed(goals, language))
    assert "data-meeting-words" in html_of(listed(goals, language))
    assert "data-meeting-add" not in html_of(listed(shipped, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_is_a_row_with_place_target_and_status(goals, language) -> None:
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", html_of(listed(goals, language)))
    for name in GOALS:
        found = goal_status(goals, name)
        record, verdict = found.goal, found.assessment.verdict
        row = next(text_of(row) for row in rows if f"/mal/{name}" in row)
        for words in (
            name_of(record, language),
            goals.strategy.plans[record.plan].name[language],
            geographies()[record.place].short(language),
            formats.period(record.target_period, language),
            f"{SYMBOLS[verdict]} {class_word(verdict, language)}",
        ):
            assert words in row
        if found.newest is not None:
            assert f"({formats.period(found.newest.period, language)})" in row


def test_the_count_names_its_denominator(goals) -> None:
    classes = [goal_status(goals, name).assessment.verdict for name in GOALS]
    good = classes.count("reached") + classes.count("on_track")
    said = counted(goals, Selection())
    assert said in text_of(listed(goals))
    assert re.findall(r"\d+", said) == [str(good), str(len(GOALS)), str(classes.count("cannot"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_goals_the_list_says_so_and_shows_the_yardstick(shipped, language) -> None:
    assert not shipped.strategy.goals
    said, html = text_of(listed(shipped, language)), html_of(listed(shipped, language))
    assert {"sv": "Inget mål satt", "en": "No goal set"}[language] in said
    label = {"sv": "Måttstock: nå Riket – inte ett mål",
             "en": "Yardstick: reach the level of Sweden – not a goal"}[language]  # fmt: skip
    assert label in said
    assert "/mal/" not in html
    assert {"sv": "Exempel. Målen", "en": "Example. The goals"}[language] not in said


def test_the_yardstick_has_shapes_and_words_of_its_own(shipped) -> None:
    said = text_of(listed(shipped))
    for code, item in shipped.available().items():
        if not item.leading or item.level != "county" or item.name["sv"] not in said:
            continue
        for place in ("20", "21", "17"):
            found = yardstick(shipped, code, place, item.breakdowns[0])
            assert f"{YARDS[found.word]} {yardstick_word(found, 'sv')}" in said
            if found.gap is not None:
                assert formats.number(found.gap, 1, "sv", signed=True) in said
    judged = {shape for name, shape in SYMBOLS.items() if name not in ("cannot", "no_sure_change")}
    assert not judged & set(YARDS.values())


def test_every_table_has_a_caption_and_header_cells(goals) -> None:
    html = html_of(listed(goals)) + html_of(
        goal.layout_at(f"/mal/{GOALS[0]}", goals, Selection(), ())
    )
    tables = re.findall(r"<table.*?</table>", html, re.S)
    assert len(tables) > 6
    for table in tables:
        assert "<caption" in table and 'scope="col"' in table and 'scope="row"' in table


def test_goals_are_pages_of_the_panel_but_not_in_the_menu(goals) -> None:
    client = create_app(goals).server.test_client()
    for path in ("/mal", f"/mal/{GOALS[0]}", "/mal/finns-inte"):
        assert client.get(path).status_code == 200
    assert goal.IN_MENU is False and goal.owns("/mal/x") and not goal.owns("/malen")


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "vilar på bara 3 värden"), ("en", "rests on only 3 values")]
)
def test_a_status_on_three_values_says_so(goals, language, words) -> None:
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", html_of(listed(goals, language)))
    said = {name for name in GOALS for row in rows if f"/mal/{name}" in row and words in row}
    # SCB has published unemployment in the new register for 2020, 2021 and 2022; Värmland is there
    assert said == {"dalarna_unemployment", "gavleborg_unemployment"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_yardstick_says_which_way_is_better(shipped, language) -> None:
    said = text_of(html_of(listed(shipped, language)))
    ways = {"sv": ("lägre är bättre", "högre är bättre"), "en": ("lower is better", "higher is")}
    lower, higher = ways[language]
    names = {code: item.name[language] for code, item in shipped.available().items()}
    assert f"{names['unemployment_bas']} {lower}" in said
    assert f"{names['exports_goods_share_of_grp']} {higher}" in said
