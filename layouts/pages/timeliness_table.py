"""The table of Läget om data: every indicator by challenge, or all of them in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from indicators import formats
from indicators.model import Selection
from indicators.selection import to_query
from indicators.strategy.sections import Section
from indicators.timeliness import Timeliness
from layouts.elements import Element, h, link
from layouts.pages import timeliness_words as words
from layouts.pages.overview import compare_address
from layouts.pages.timeliness import PATH, SORTS, say
from layouts.shell import address

if TYPE_CHECKING:
    from indicators.library import Library

COLUMNS = ("column_indicator", "column_latest", "column_lag", "column_last", "column_next")
ANCHOR = "alla"
#: pixels of a screen on which the tables of the challenges begin folded
FOLD_BELOW = "800"


def section(
    library: Library, facts: Sequence[Timeliness], selection: Selection, day: date
) -> Element:
    """The choice of order and challenge, the tables, and the file."""
    language = selection.language
    file = "/ladda-ner/lage-data" + to_query(selection)
    return h(
        "section",
        h("h2", say()("all", language), id=ANCHOR),
        _choices(library, facts, selection),
        *_tables(library, facts, selection, day),
        h("p", h("a", say()("download", language), href=file, download="")),
        cls="timeliness-table",
    )


def arranged(
    library: Library, facts: Sequence[Timeliness], selection: Selection
) -> list[tuple[Section | None, list[Timeliness]]]:
    """The facts of each table: one a section, or one for all where an order is chosen."""
    wanted = _chosen(selection, "challenge")
    by_id = {fact.indicator.id: fact for fact in facts}
    groups: list[tuple[Section | None, list[Timeliness]]] = [
        (one, [by_id[code] for code in one.indicators if code in by_id])
        for one in library.sections()
        if wanted in ("", one.id)
    ]
    order = _chosen(selection, "sort")
    if not order:
        return [group for group in groups if group[1]]
    rows = [fact for _, some in groups for fact in some]
    keys = {
        "next": lambda fact: fact.coming.day or date.max,
        "latest": lambda fact: fact.ended,
        "lag": lambda fact: -(fact.lag or 0),
    }
    return [(None, sorted(rows, key=keys[order]))] if rows else []


def _chosen(selection: Selection, kind: str) -> str:
    found = (code for code in selection.filters if code.startswith(f"{kind}:"))
    return next(found, "").partition(":")[2]


def _choices(library: Library, facts: Sequence[Timeliness], selection: Selection) -> Element:
    """Plain links: the order and the challenge stand in the address."""
    language = selection.language
    order, wanted = _chosen(selection, "sort"), _chosen(selection, "challenge")
    held = {fact.indicator.id for fact in facts}
    orders = [(name, say()(f"sort_{name or 'challenge'}", language)) for name in ("", *SORTS)]
    shown = [
        (one.id, one.name[language])
        for one in library.sections()
        if not held.isdisjoint(one.indicators)
    ]
    return h(
        "div",
        _links("sort", orders, order, selection),
        _links("filter", [("", say()("filter_all", language)), *shown], wanted, selection),
        cls="timeliness-choices",
    )


def _links(
    what: str, choices: list[tuple[str, str]], current: str, selection: Selection
) -> Element:
    kind = "sort" if what == "sort" else "challenge"
    others = tuple(code for code in selection.filters if not code.startswith(f"{kind}:"))
    items = []
    for code, name in choices:
        filters = tuple(sorted((*others, f"{kind}:{code}"))) if code else others
        href = PATH + to_query(replace(selection, filters=filters)) + f"#{ANCHOR}"
        marked = {"aria_current": "true"} if code == current else {}
        # an ordinary link: what only narrows a list is no other page to the router
        items.append(h("li", h("a", name, href=href, **marked)))
    label = say()(what, selection.language)
    heading = h("p", label, cls="choice-head", aria_hidden="true")
    return h("div", heading, h("ul", *items, cls="sets"), role="group", aria_label=label)


def _tables(
    library: Library, facts: Sequence[Timeliness], selection: Selection, day: date
) -> list[Element]:
    parts: list[Element] = []
    language = selection.language
    for one, rows in arranged(library, facts, selection):
        if one is None:
            parts.append(_table(say()("all", language), rows, selection, day))
            continue
        name = one.name[language]
        number = h("span", str(one.number), cls="number", aria_hidden="true")
        heading = h("h3", number if one.number else None, h("span", name))
        key = "rows_one" if len(rows) == 1 else "rows"
        count = h("span", say()(key, language, n=len(rows)), cls="small")
        # sixty indicators one below the other are too far to scroll on a telephone
        parts.append(
            h(
                "details",
                h("summary", heading, count),
                _table(name, rows, selection, day),
                open=True,
                data_fold_below=FOLD_BELOW,
                cls="timeliness-section",
            )
        )
    return parts


def _table(name: str, rows: Sequence[Timeliness], selection: Selection, day: date) -> Element:
    language = selection.language
    caption = say()("table_caption", language, name=name)
    heads = [h("th", say()(key, language), scope="col", role="columnheader") for key in COLUMNS]
    return h(
        "table",
        h("caption", caption, cls="unseen"),
        h("thead", h("tr", *heads, role="row"), role="rowgroup"),
        h("tbody", *(_row(fact, selection, day) for fact in rows), role="rowgroup"),
        cls="timeliness",
        role="table",
    )


def _row(fact: Timeliness, selection: Selection, day: date) -> Element:
    language = selection.language
    name = link(fact.indicator.name[language], compare_address(fact.indicator, selection))
    if fact.days < 0:
        age = say()("not_ended", language, day=fact.ended)
    else:
        age = say()("since_end", language, days=formats.number(fact.days, 0, language))
    latest = formats.period(fact.latest, language)
    late, counted = words.lag(fact, language)
    last, known = words.published(fact.last, language)
    return h(
        "tr",
        h("th", name, scope="row", role="rowheader"),
        _cell(1, language, h("span", latest, cls="number-cell"), age),
        _cell(2, language, late, counted),
        _cell(3, language, last, known),
        _next(fact, selection, day),
        role="row",
    )


def _cell(column: int, language: str, text: Element | str, below: str) -> Element:
    sub = h("span", below, cls="sub") if below else None
    return h("td", text, sub, role="cell", data_label=say()(COLUMNS[column], language))


def _next(fact: Timeliness, selection: Selection, day: date) -> Element:
    """What is next, how that is known, and what should have come; the way to the dataset."""
    language = selection.language
    symbol = words.SYMBOLS.get(fact.coming.state)
    text = words.coming(fact.coming, language, day)
    late = words.overdue(fact, language)
    parts: list[Element | None] = [
        h("span", symbol + " ", aria_hidden="true") if symbol else None,
        h("span", text, cls="when" if fact.coming.day else "when none"),
    ]
    if how := words.how(fact, language):
        parts.append(h("span", how, cls="sub"))
    if late:
        target = address("/data", selection) + (f"#{fact.fetched[0]}" if fact.fetched else "")
        parts.append(h("span", link(late, target), cls="caution"))
    return h("td", *parts, role="cell", data_label=say()("column_next", language))
