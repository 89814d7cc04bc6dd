"""Läget: every indicator by challenge, the three counties side by side, readable at a glance.

No chart library is loaded here: lines and strips are inline pictures with their words beside them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from indicators.model import Indicator, Selection
from indicators.overview import OverviewRow, overview_row
from indicators.phrases import Phrases, phrases
from indicators.resolve import not_understood
from indicators.selection import settings, to_query
from indicators.strategy.sections import Section
from layouts import small_charts
from layouts.elements import Element, h, inert, link
from layouts.meeting.button import add_button, said
from layouts.pages.overview_cells import group_cells, indicator_cell, standing_cell, strip_cell
from layouts.profile import colours_of
from layouts.shell import address, notices

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library
    from indicators.strategy.model import Milestone

PATH = "/"
NAME = "overview"
WORDS = Path(__file__).parents[1] / "words" / "overview.toml"


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """Nothing on this page waits for an answer: there are no callbacks."""


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page for a selection's language, home county and day."""
    chosen = settings(selection)
    # milestones fall due as the days pass
    day = chosen.as_of or date.today()
    with colours_of(chosen.home):
        page = library.keep(("overview", chosen, day), lambda: _page(library, chosen, day))
    return [*notices(not_understood(unknown, chosen.language), chosen.language), *page]


def _page(library: Library, selection: Selection, day: date) -> list[Element]:
    from layouts.pages.overview_matrix import goals_section

    sections = [_section(library, section, selection, day) for section in library.sections()]
    goals = goals_section(library, selection, day)
    return [
        h(
            "div",
            h("div", h("h1", title(selection.language)), *_intro(selection), _add(selection)),
            _legend(selection),
            cls="page-head",
        ),
        *([inert(goals)] if goals else []),
        _column_heads(selection),
        inert(*sections, _onward(selection)),
    ]


def _onward(selection: Selection) -> Element:
    """Where whoever wants to know when the figures come goes on."""
    to = address("/lage-data", selection)
    return h("p", link(say()("to_timeliness", selection.language), to), cls="onward")


def _add(selection: Selection) -> Element:
    """The button that puts the page into the meeting."""
    button = add_button(selection.language, PATH, "overview")
    return h("div", button, data_meeting_words=said(selection.language), cls="actions")


def _intro(selection: Selection) -> list[Element]:
    language = selection.language
    if selection.as_of is None:
        return [h("p", say()("intro", language), cls="lead")]
    latest = replace(selection, as_of=None)
    return [
        h(
            "p",
            h("b", say()("as_of", language, date=selection.as_of)),
            link(say()("follow", language), PATH + to_query(latest)),
            cls="lead notice",
            role="status",
        )
    ]


def _legend(selection: Selection) -> Element:
    language, places = selection.language, geographies()

    def item(svg: str, name: str) -> Element:
        image = h("img", src=small_charts.picture(svg), alt="", width=14, height=22)
        return h("li", image, h("span", name))

    items = [
        item(small_charts.key(code, "compared"), places[code].short(language)) for code in THE_THREE
    ]
    items.append(
        item(
            small_charts.key(NORRA_MELLANSVERIGE, "group"),
            places[NORRA_MELLANSVERIGE].short(language),
        )
    )
    items.append(item(small_charts.key(RIKET, "reference"), places[RIKET].short(language)))
    items.append(item(small_charts.key_other(), say()("legend_others", language)))
    return h(
        "div",
        h("ul", *items, cls="legend", aria_label=say()("legend", language)),
        h("p", say()("legend_hollow", language), cls="small"),
        cls="legend-box",
    )


def _names(selection: Selection) -> list[str]:
    """The column heads, in order; the same for all tables of the page."""
    language, places = selection.language, geographies()
    return [
        say()("column_indicator", language),
        *(places[code].short(language) for code in THE_THREE),
        say()("column_north", language),
        places[RIKET].short(language),
        say()("column_strip", language),
    ]


def _column_heads(selection: Selection) -> Element:
    """The heads seen once, above all tables; each table has its own for those who listen."""
    cells = [
        h("span", name, cls="home" if code == selection.home else None)
        for name, code in zip(_names(selection), ("", *THE_THREE, "", "", ""), strict=True)
    ]
    return h("div", *cells, cls="column-heads", aria_hidden="true")


def _section(library: Library, theme: Section, selection: Selection, day: date) -> Element:
    language = selection.language
    milestones: tuple[Milestone, ...] = ()
    if library.strategy.milestones:
        from layouts.pages.overview_milestones import milestone_list, of_challenge

        milestones = of_challenge(library, theme.challenge)
    number = h("span", str(theme.number), cls="number", aria_hidden="true")
    heading = h("h2", number if theme.number else None, h("span", theme.name[language]))
    indicators = [
        item for code in theme.indicators if (item := library.available().get(code)) is not None
    ]
    rows = {
        item.id: overview_row(library, item, selection.as_of)
        for item in indicators
        if library.values(item.id, item.breakdowns[0], selection.as_of).periods
    }
    leading = [rows[item.id] for item in indicators if item.leading and item.id in rows]
    others = [rows[item.id] for item in indicators if not item.leading and item.id in rows]
    parts: list[Element | None] = [
        heading,
        h("p", theme.lead[language], cls="section-lead"),
    ]
    if theme.empty and not rows and not milestones:
        parts.append(h("p", theme.empty[language], cls="empty"))
    if not rows and not theme.empty and not milestones and selection.as_of:
        parts.append(h("p", say()("none_then", language, date=selection.as_of), cls="empty"))
    if leading:
        caption = say()("table_leading", language, theme=theme.name[language])
        parts.append(_table(leading, caption, selection))
    if others:
        parts.append(_more(others, theme, selection))
    if milestones:
        parts.append(milestone_list(milestones, library.strategy.plans, day, language))
    return h("section", *parts, id=f"tema-{theme.id}", cls="theme")


def _more(rows: list[OverviewRow], theme: Section, selection: Selection) -> Element:
    language = selection.language
    key = "more_one" if len(rows) == 1 else "more"
    caption = say()("table_more", language, theme=theme.name[language])
    summary = h("summary", say()(key, language, count=len(rows)))
    return h("details", summary, _table(rows, caption, selection), cls="more")


def _table(rows: list[OverviewRow], caption: str, selection: Selection) -> Element:
    heads = [h("th", name, scope="col", role="columnheader") for name in _names(selection)]
    return h(
        "table",
        h("caption", caption, cls="unseen"),
        h("thead", h("tr", *heads, role="row"), cls="unseen", role="rowgroup"),
        h("tbody", *(_row(row, selection) for row in rows), role="rowgroup"),
        cls="standing",
        role="table",
    )


def _row(row: OverviewRow, selection: Selection) -> Element:
    address = compare_address(row.indicator, selection)
    cells = [indicator_cell(row, selection, address)]
    if row.standings:
        cells += [standing_cell(row, standing, selection) for standing in row.standings]
    else:
        words = say()("no_counties", selection.language)
        cells.append(h("td", h("p", words), colSpan=3, role="cell", cls="none"))
    cells += [*group_cells(row, selection, address), strip_cell(row, selection)]
    return h("tr", *cells, role="row", cls=None if row.standings else "region")


def compare_address(indicator: Indicator, selection: Selection) -> str:
    """Where the comparison of an indicator stands, with the user's settings kept."""
    return "/jamfor" + to_query(replace(settings(selection), indicator=indicator.id))
