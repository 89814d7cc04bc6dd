"""The calendar of Läget om data: month by month what is announced and what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from indicators import formats
from indicators.model import Selection
from indicators.period_ends import following
from indicators.timeliness import Coming, Timeliness
from layouts.elements import Element, h, link
from layouts.pages import timeliness_words as words
from layouts.pages.overview import compare_address
from layouts.pages.timeliness import say
from layouts.pages.timeliness_said import in_order

MONTHS = 18


def by_month(facts: Sequence[Timeliness], day: date) -> dict[str, list[Timeliness]]:
    """Every month of the next eighteen with what comes in it.

    What was expected less than a month ago and has not come stands in the month of the day.
    """
    months: dict[str, list[Timeliness]] = {}
    month = str(day)[:7]
    for _ in range(MONTHS):
        months[month] = []
        month = following(month, 1)
    for fact in in_order(facts):
        due = max(fact.coming.month, str(day)[:7])
        if due in months:
            months[due].append(fact)
    return months


def calendar(facts: Sequence[Timeliness], selection: Selection, day: date) -> Element:
    """The calendar as a table, a body for each quarter."""
    language = selection.language
    months = by_month(facts, day)
    first, *_, last = months
    span = formats.period_range(first, last, language)
    heads = (say()(f"column_{name}", language) for name in ("month", "announced", "expected"))
    bodies = [
        _quarter(quarter, list(some), months, selection, day)
        for quarter, some in groupby(months, key=quarter_of)
    ]
    return h(
        "section",
        h("h2", say()("calendar", language), id="kalender"),
        h(
            "div",
            h(
                "table",
                h("caption", say()("calendar_caption", language, span=span)),
                h("thead", h("tr", *(h("th", name, scope="col") for name in heads))),
                *bodies,
                cls="coming",
            ),
            cls="scroll",
        ),
        *_later(facts, last, language),
        cls="timeliness-calendar",
    )


def quarter_of(month: str) -> str:
    """``2027-Q1`` for ``2027-03``."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _quarter(
    quarter: str,
    some: list[str],
    months: dict[str, list[Timeliness]],
    selection: Selection,
    day: date,
) -> Element:
    language = selection.language
    name = say()("quarter", language, number=quarter[-1], year=quarter[:4])
    if not any(months[month] for month in some):
        empty = h("td", say()("calendar_empty", language), colSpan=2, cls="none")
        return h("tbody", h("tr", h("th", name, scope="row", cls="quarter"), empty))
    rows = [
        h(
            "tr",
            h("th", formats.period(month, language), scope="row"),
            _cell("announced", months[month], selection, day),
            _cell("expected", months[month], selection, day),
        )
        for month in some
    ]
    head = h("tr", h("th", name, scope="rowgroup", colSpan=3, cls="quarter"))
    return h("tbody", head, *rows)


def _cell(state: str, facts: Sequence[Timeliness], selection: Selection, day: date) -> Element:
    language = selection.language
    label = say()(f"column_{state}", language)
    mine = [fact for fact in facts if fact.coming.state == state]
    if not mine:
        return h("td", formats.MISSING, cls="none", data_label=label)
    items = []
    for fact in mine:
        text = _entry(fact.coming, language, day)
        items.append(
            h(
                "li",
                h("span", words.SYMBOLS[state] + " ", aria_hidden="true"),
                link(
                    fact.indicator.name[language],
                    compare_address(fact.indicator, selection),
                ),
                f", {text}" if text else None,
            )
        )
    return h("td", h("ul", *items, cls="plain"), data_label=label)


def _entry(coming: Coming, language: str, day: date) -> str:
    """What the month itself does not say of an entry."""
    if coming.state == "announced":
        return say()("entry_announced", language, day=coming.day)
    if coming.month < str(day)[:7]:
        return say()("entry_past", language, month=formats.period(coming.month, language))
    return say()("entry_most", language) if coming.at_most else ""


def _later(facts: Sequence[Timeliness], last: str, language: str) -> list[Element]:
    names = [
        f"{fact.indicator.name[language]} ({formats.period(fact.coming.month, language)})"
        for fact in in_order(facts)
        if fact.coming.month > last
    ]
    if not names:
        return []
    return [h("p", say()("calendar_later", language, names=formats.listing(names, language)),
              cls="small")]  # fmt: skip
