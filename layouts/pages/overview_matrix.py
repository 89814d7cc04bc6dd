"""How many goals are on the way, by challenge and place: a table of counts with denominators.

Each cell has a tile a goal, with the symbol of its class, and the count in words (rules 30, 34).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import settings, to_query
from indicators.strategy.counts import (
    Cell,
    Row,
    goal_status,
    goal_words,
    matrix,
    milestone_words,
)
from indicators.strategy.model import STATUS_CLASSES
from indicators.strategy.words import SYMBOLS, class_word, rests_on_few
from indicators.strategy.words import say as strategy_words
from layouts.elements import Element, h, link

if TYPE_CHECKING:
    from datetime import date

    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "overview.toml"
STRATEGY, GOALS = "/strategi", "/mal"


def say() -> Phrases:
    """The phrases of the overview, read at first use."""
    return phrases(WORDS)


def goals_section(library: Library, selection: Selection, day: date) -> Element | None:
    """The goals at a glance; one quiet line where none is set, None without any strategy."""
    strategy, language = library.strategy, selection.language
    if not strategy.goals:
        return _none_set(selection) if strategy.challenges else None
    example = strategy_words()("example", language) if _example(library) else None
    return h(
        "section",
        h("h2", say()("goals", language), id="goals-head"),
        h("p", say()("goals_sum", language, words=_sum(library, selection)), cls="goals-sum"),
        h("p", say()("goals_today", language), cls="small") if selection.as_of else None,
        h("p", example, cls="notice") if example else None,
        _table(library, selection, day),
        _classes(library, selection),
        aria_labelledby="goals-head",
        cls="goals",
    )


def _none_set(selection: Selection) -> Element:
    """One line; the yardstick stands on the page of the goals, with what it is not."""
    language, query = selection.language, to_query(settings(selection))
    links = [
        link(say()("to_strategy", language), STRATEGY + query),
        link(say()("to_yardstick", language), GOALS + query),
    ]
    return h("p", h("span", say()("goals_none", language)), *links, cls="goals-none")


def _example(library: Library) -> bool:
    about = library.strategy.about
    return about is not None and about.example


def _sum(library: Library, selection: Selection) -> str:
    """Every goal counted once, whatever number of challenges it serves."""
    goals = tuple(library.strategy.goals)
    found = [goal_status(library, goal, selection.as_of) for goal in goals]
    counted = Counter(one.assessment.verdict for one in found)
    few = sum(map(rests_on_few, found))
    return goal_words(Cell("", goals, counted, few=few), selection.language)


def _table(library: Library, selection: Selection, day: date) -> Element:
    language, rows = selection.language, matrix(library, selection.as_of, day)
    heads = [
        h(
            "th",
            geographies()[cell.place].short(language),
            scope="col",
            role="columnheader",
            cls="home" if cell.place == selection.home else None,
        )
        for cell in rows[0].cells
    ]
    corner = h("th", say()("column_challenge", language), scope="col", role="columnheader")
    return h(
        "div",
        h(
            "table",
            h("caption", say()("goals_caption", language), cls="unseen"),
            h("thead", h("tr", corner, *heads, role="row"), role="rowgroup"),
            h("tbody", *(_row(library, row, selection) for row in rows), role="rowgroup"),
            cls=f"goals-matrix of-{min(len(heads), 6)}",
            role="table",
        ),
        cls="goals-frame",
    )


def _row(library: Library, row: Row, selection: Selection) -> Element:
    return h(
        "tr",
        h("th", *_challenge(library, row, selection.language), scope="row", role="rowheader"),
        *(_cell(row.challenge, cell, selection) for cell in row.cells),
        role="row",
    )


def _challenge(library: Library, row: Row, language: str) -> list[Element]:
    if not row.challenge:
        return [h("span", say()("no_challenge", language))]
    found = library.strategy.challenges[row.challenge]
    number = h("span", str(found.number), cls="number", aria_hidden="true")
    name = h("a", found.name[language], href=f"#tema-{found.id}")
    return [number, name] if found.number else [name]


def _cell(challenge: str, cell: Cell, selection: Selection) -> Element:
    language = selection.language
    place = geographies()[cell.place].short(language)
    if not cell.goals and not cell.milestones:
        words = h("span", say()("no_goal_here", language), cls="none")
        return h("td", words, role="cell", data_label=place, cls="without")
    parts = [_tiles(cell), h("span", goal_words(cell, language))] if cell.goals else []
    to = strategy_address(challenge, cell.place, selection)
    by_class = h("span", f". {classes_words(cell, language)}", cls="unseen")
    return h(
        "td",
        h("div", *parts[:1], link([*parts[1:], by_class], to)) if parts else None,
        _milestones(cell, to, language),
        role="cell",
        data_label=place,
        cls="place home" if cell.place == selection.home else "place",
    )


def _milestones(cell: Cell, to: str, language: str) -> Element | None:
    words = milestone_words(cell, language)
    if not words:
        return None
    return h("div", h("span", words) if cell.goals else link(words, to), cls="milestones-sum")


def _tiles(cell: Cell) -> Element:
    """A tile a goal, the best class first."""
    tiles = [
        h("span", SYMBOLS[verdict], cls=f"tile {verdict}")
        for verdict in STATUS_CLASSES
        for _ in range(cell.count(verdict))
    ]
    return h("div", *tiles, cls="tiles", aria_hidden="true")


def classes_words(cell: Cell, language: str) -> str:
    """Every class of a cell with its count, e.g. "på väg: 2, för långsamt: 1"."""
    return ", ".join(
        f"{class_word(verdict, language)}: {count}"
        for verdict in STATUS_CLASSES
        if (count := cell.count(verdict))
    )


def strategy_address(challenge: str, place: str, selection: Selection) -> str:
    """Where the strategy's page shows a place, at a challenge."""
    chosen = replace(settings(selection), filters=(f"lan:{place}",))
    return STRATEGY + to_query(chosen) + (f"#utmaning-{challenge}" if challenge else "")


def _classes(library: Library, selection: Selection) -> Element:
    """What the symbols mean: those that any goal has."""
    language = selection.language
    had = {
        goal_status(library, goal, selection.as_of).assessment.verdict
        for goal in library.strategy.goals
    }
    items = [
        h(
            "li",
            h("span", SYMBOLS[verdict], cls=f"tile {verdict}", aria_hidden="true"),
            h("span", class_word(verdict, language)),
        )
        for verdict in STATUS_CLASSES
        if verdict in had
    ]
    return h(
        "div",
        h("ul", *items, cls="legend", aria_label=say()("goals_legend", language)),
        h("p", say()("goals_note", language), cls="small"),
        cls="goals-legend",
    )
