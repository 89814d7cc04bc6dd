"""Numbers, names and marks of goals in words: the same on the page, in the list and the files."""

from __future__ import annotations

import re
from pathlib import Path

from data.geography import geographies
from indicators import formats, naming
from indicators.model import Indicator
from indicators.phrases import Phrases, phrases
from indicators.strategy.model import Goal, StatusClass
from indicators.strategy.status import Status
from indicators.strategy.words import SYMBOLS, class_word
from indicators.strategy.words import name_of as name_of
from layouts.elements import Child, Element, h

WORDS = Path(__file__).parents[1] / "words" / "goal.toml"


def say() -> Phrases:
    """The phrases of goals' pages, read at first use."""
    return phrases(WORDS)


def figure(value: float | None, indicator: Indicator, language: str) -> str:
    """A value with its short unit."""
    symbol = indicator.symbol[language] if indicator.symbol else ""
    return formats.with_unit(value, indicator.decimals, language, symbol)


def difference(value: float, indicator: Indicator, language: str, signed: bool = True) -> str:
    """A difference with its unit; between percentages it is percentage points."""
    return _change(value, indicator.decimals, indicator, language, signed)


def rate(value: float, indicator: Indicator, language: str) -> str:
    """A change per year: one decimal more than the values have, for it is a part of them."""
    return _change(value, indicator.decimals + 1, indicator, language, True)


def _change(value: float, decimals: int, indicator: Indicator, language: str, signed: bool) -> str:
    symbol = indicator.symbol[language] if indicator.symbol else ""
    if indicator.percent:
        symbol = naming.say()("symbol_points", language)
    text = formats.number(value, decimals, language, signed=signed)
    return f"{text}{formats.NBSP}{formats.unit_word(text, symbol)}".rstrip(formats.NBSP)


#: a day, or years from and to
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}–\d{2,4}")


def unbroken(line: Child) -> list[Child]:
    """The parts of a line of text, days and spans of years within which no line is broken."""
    parts = line if isinstance(line, tuple) else (line,)
    return [
        piece for part in parts for piece in (_pieces(part) if isinstance(part, str) else [part])
    ]


def _pieces(text: str) -> list[Child]:
    found: list[Child] = []
    at = 0
    for hit in _WHOLE.finditer(text):
        found += [text[at : hit.start()], h("span", hit[0], cls="whole")]
        at = hit.end()
    return [piece for piece in (*found, text[at:]) if piece]


def measured(goal: Goal, indicator: Indicator, language: str) -> str:
    """The indicator's name, and the sex where the goal is of one."""
    name = indicator.name[language]
    if goal.breakdown == "total":
        return name
    return f"{name}, {naming.say()(goal.breakdown, language)}"


def place(goal: Goal, language: str) -> str:
    """The short name of the goal's place."""
    return geographies()[goal.place].short(language)


def of_whom(goal: Goal, language: str) -> str:
    """The goal's place, and the sex where the goal is of one: "Värmland, kvinnor"."""
    name = place(goal, language)
    if goal.breakdown == "total":
        return name
    return f"{name}, {naming.say()(goal.breakdown, language)}"


def dated(value: float | None, period: str, indicator: Indicator, language: str) -> str:
    """A value with its period: "4,7 % (2022)"."""
    when = formats.period(period, language)
    return say()("value_in", language, value=figure(value, indicator, language), period=when)


def class_mark(verdict: StatusClass, language: str) -> list[Element]:
    """The symbol of a class and its word, told apart without colour."""
    return [
        h("span", SYMBOLS[verdict], cls="status-symbol", aria_hidden="true"),
        h("span", class_word(verdict, language)),
    ]


def status_mark(found: Status, language: str) -> Element:
    """A status in a cell: symbol, word, and why there is no assessment or what it rests on."""
    from indicators.strategy.words import few_words, reason_words

    verdict = found.assessment.verdict
    reason = reason_words(found, language) or few_words(found, language)
    more = h("span", reason, cls="sub") if reason else None
    return h("span", *class_mark(verdict, language), more, cls=f"status-mark status-{verdict}")


def scroll(table: Element, label: str) -> Element:
    """A table that scrolls by itself where the screen is narrow, by keyboard too."""
    return h("div", table, cls="scroll", tabIndex="0", role="region", aria_label=label)


def table(caption: str, heads: list[str], rows: list[list[Child]], cls: str = "") -> Element:
    """A table whose rows begin with their header cell.

    Its parts have their roles said, for on a narrow screen the style sheet may lay them out anew.
    """
    body = [
        h(
            "tr",
            h("th", row[0], scope="row", role="rowheader"),
            *(
                h("td", cell, role="cell", data_label=head)
                for head, cell in zip(heads[1:], row[1:], strict=True)
            ),
            role="row",
        )
        for row in rows
    ]
    head = h("tr", *(h("th", name, scope="col", role="columnheader") for name in heads), role="row")
    return scroll(
        h(
            "table",
            h("caption", caption, cls="unseen"),
            h("thead", head, role="rowgroup"),
            h("tbody", *body, role="rowgroup"),
            cls=f"t goal-table {cls}".strip(),
            role="table",
        ),
        caption,
    )


def section(name: str, language: str, *parts: Element | None) -> Element:
    """A section of the page under its heading."""
    heading = h("h2", say()(name, language), id=f"mal-{name}")
    return h("section", heading, *parts, cls=f"goal-section goal-{name}",
             aria_labelledby=f"mal-{name}")  # fmt: skip
