"""Läget om data: how fresh every indicator is and when its next value comes (rule 4).

The page is for whoever sets the day of a meeting. What is announced and what we reckon ourselves
stand apart everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.resolve import not_understood
from indicators.selection import settings, to_query
from layouts.elements import Element, h, inert, link
from layouts.shell import address, notices

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

PATH = "/lage-data"
NAME = "timeliness"
#: reached from Data och källor, Läget and Strategi: the menu is for what one uses every day
IN_MENU = False
WORDS = Path(__file__).parents[1] / "words" / "timeliness.toml"
SORTS = ("next", "latest", "lag")


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """The file of the facts; the page itself waits for no answer."""
    from layouts.pages import timeliness_csv

    timeliness_csv.register(app.server, library, app.config.requests_pathname_prefix)


def day_of(selection: Selection, today: date | None = None) -> date:
    """The day the page speaks of: the chosen one, today where none is or it has not come yet."""
    today = today or date.today()
    return min(selection.as_of or today, today)


def layout(
    library: Library,
    selection: Selection,
    unknown: tuple[tuple[str, str], ...],
    today: date | None = None,
) -> list[Element]:
    """The page for a selection's language, day, order and challenge; `today` is for tests."""
    language = selection.language
    known, strange = _filters(library, selection.filters)
    chosen = replace(settings(selection), filters=known)
    day = day_of(selection, today)
    told = [
        *not_understood(unknown, language),
        *(say()("unknown_filter", language, code=code[:40]) for code in strange),
    ]
    page = library.keep(("timeliness", chosen, day), lambda: _page(library, chosen, day))
    return [*notices(told, language), *page]


def _filters(library: Library, asked: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The order and the challenge that an address asks for, and what in it does not exist."""
    possible = {f"sort:{name}" for name in SORTS}
    possible |= {f"challenge:{section.id}" for section in library.sections()}
    kinds: dict[str, str] = {}
    for code in asked:
        if code in possible:
            kinds.setdefault(code.partition(":")[0], code)
    known = tuple(sorted(kinds.values()))
    return known, tuple(code for code in asked if code not in known)


def _page(library: Library, selection: Selection, day: date) -> list[Element]:
    from indicators.timeliness import timeliness
    from layouts.pages import timeliness_calendar, timeliness_said, timeliness_table

    language = selection.language
    facts = timeliness(library, day, selection.as_of)
    head = [
        h("h1", title(language)),
        h("p", say()("intro", language), cls="lead"),
        *_then(selection),
    ]
    if not facts:
        return [*head, h("p", say()("nothing", language), cls="empty")]
    return [
        *head,
        inert(
            timeliness_said.said(library, facts, selection, day),
            timeliness_calendar.calendar(facts, selection, day),
            timeliness_table.section(library, facts, selection, day),
            _method(selection),
        ),
    ]


def _then(selection: Selection) -> list[Element]:
    """That an earlier day is shown, and the way back."""
    if selection.as_of is None:
        return []
    words, back = say(), PATH + to_query(replace(selection, as_of=None))
    return [
        h(
            "p",
            h("b", words("as_of", selection.language, date=selection.as_of)),
            " ",
            h("a", words("follow", selection.language), href=back),
            cls="lead notice",
            role="status",
        )
    ]


def _method(selection: Selection) -> Element:
    language = selection.language
    return h(
        "section",
        h("h2", say()("method", language), id="metod"),
        *(h("p", say()(f"method_{number}", language)) for number in range(1, 5)),
        h("p", link(say()("to_sources", language), address("/data", selection))),
        cls="prose timeliness-method",
    )
