"""Länsprofil: one county against the others on every indicator, to be read and printed.

The page owns ``/county/<code>`` for every county; ``/county`` alone shows the home county.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import RIKET, THE_THREE, counties, geographies
from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.resolve import not_understood
from indicators.selection import settings, to_query
from indicators.strategy.sections import Section
from layouts import shell, small_charts
from layouts.elements import Element, h, inert, link
from layouts.meeting.button import add_button, said
from layouts.profile import colours_of

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library
    from indicators.profile import Profile

PATH = "/county"
NAME = "county"
WORDS = Path(__file__).parents[1] / "words" / "county.toml"


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def title_at(path: str, language: str) -> str:
    """The page's name at a path: the county it is about, if there is such a county."""
    code = path.removeprefix(f"{PATH}/")
    if code not in counties():
        return title(language)
    return say()("heading", language, county=geographies()[code].short(language))


def owns(path: str) -> bool:
    """Tell whether a path is one of this page's: ``/county`` or ``/county/<anything>``."""
    return path == PATH or path.startswith(f"{PATH}/")


def menu_path(selection: Selection) -> str:
    """Where the menu leads: the profile of the home county."""
    return f"{PATH}/{selection.home}"


def register(app: Dash, library: Library) -> None:
    """Nothing on this page waits for an answer: there are no callbacks."""


def layout_at(
    path: str, library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The profile of the county that a path names, or plain words and a way on."""
    chosen = settings(selection)
    language = chosen.language
    code = chosen.home if path == PATH else path.removeprefix(f"{PATH}/")
    if code not in counties():
        return [
            *shell.missing_page(path, chosen),
            h("p", say()("unknown", language)),
            _links(counties(), "", chosen),
        ]
    with colours_of(chosen.home):
        page = library.keep(("county", code, chosen), lambda: _page(library, code, chosen))
    return [*shell.notices(not_understood(unknown, language), language), *page]


def _page(library: Library, code: str, selection: Selection) -> list[Element]:
    # what a profile is computed and told with is read in when someone asks for one
    from indicators.profile import profile
    from layouts.pages.county_foot import method, regional, sources
    from layouts.pages.county_lists import lists

    language = selection.language
    found = profile(library, code, selection.as_of)
    name = geographies()[code].short(language)
    parts: list[Element] = [
        h("h1", say()("heading", language, county=name)),
        *_intro(code, selection),
        _choice(code, selection),
        h("div", add_button(language, f"{PATH}/{code}", "county"),
          data_meeting_words=said(language), cls="actions"),
    ]  # fmt: skip
    if not found.rows and not found.regional:
        words = say()("none_then", language, date=selection.as_of)
        return [*parts, h("p", words, cls="empty")]
    tables = [_section(library, section, found, selection)
              for section in library.sections()]  # fmt: skip
    return [
        *parts,
        inert(
            lists(found, selection),
            _legend(code, language),
            *(section for section in tables if section is not None),
            *regional(found, selection),
            *method(language),
            *sources(library, found, selection),
            cls="county-profile",
        ),
    ]


def _intro(code: str, selection: Selection) -> list[Element]:
    language = selection.language
    if selection.as_of is None:
        return [h("p", say()("intro", language), cls="lead")]
    latest = replace(selection, as_of=None)
    words = h("b", say()("as_of", language, date=selection.as_of))
    way = link(say()("follow", language), f"{PATH}/{code}" + to_query(latest))
    return [h("p", words, way, cls="lead notice", role="status")]


def _choice(code: str, selection: Selection) -> Element:
    """The three counties at hand, all 21 folded beneath them."""
    language = selection.language
    return h(
        "nav",
        _links(THE_THREE, code, selection),
        h(
            "details",
            h("summary", say()("all_counties", language)),
            _links(counties(), code, selection),
            cls="more",
        ),
        aria_label=say()("counties", language),
        cls="county-choice",
    )


def _links(codes: tuple[str, ...], current: str, selection: Selection) -> Element:
    language, places = selection.language, geographies()
    items = [
        h(
            "li",
            link(
                places[code].short(language),
                f"{PATH}/{code}" + to_query(settings(selection)),
                **({"aria_current": "page"} if code == current else {}),
            ),
        )
        for code in codes
    ]
    return h("ul", *items, cls="sets")


def _legend(code: str, language: str) -> Element:
    places = geographies()
    shown = [
        (small_charts.key(code, "home"), places[code].short(language)),
        (small_charts.key(RIKET, "reference"), places[RIKET].short(language)),
        (small_charts.key_other(), say()("legend_others", language)),
    ]
    items = [
        h("li", h("img", src=small_charts.picture(svg), alt="", width=14, height=22),
          h("span", name))
        for svg, name in shown
    ]  # fmt: skip
    # in the tables the mark is spoken with its words
    survey = h("span", say()("survey", language), cls="caution mark")
    items.append(h("li", survey, aria_hidden="true"))
    return h("ul", *items, cls="legend", aria_label=say()("legend", language))


def _section(
    library: Library, theme: Section, found: Profile, selection: Selection
) -> Element | None:
    from layouts.pages.county_cells import heads, row_of

    language = selection.language
    mine = set(theme.indicators)
    rows = [row for row in found.rows if row.indicator.id in mine]
    number = h("span", str(theme.number), cls="number", aria_hidden="true")
    heading = h("h2", number if theme.number else None, h("span", theme.name[language]))
    if not rows:
        if theme.empty is None:
            return None
        return h("section", heading, h("p", theme.empty[language], cls="empty"), cls="theme")
    county = geographies()[found.code].short(language)
    caption = say()("table", language, theme=theme.name[language], county=county)
    head = [h("th", name, scope="col", role="columnheader")
            for name in heads(found.code, language)]  # fmt: skip
    table = h(
        "table",
        h("caption", caption, cls="unseen"),
        h("thead", h("tr", *head, role="row"), role="rowgroup"),
        h("tbody", *(row_of(row, found.code, selection) for row in rows), role="rowgroup"),
        cls="profile",
        role="table",
    )
    return h("section", heading, table, cls="theme")
