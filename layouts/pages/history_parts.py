"""The rest of Siffrans historia: neighbours that were revised, releases, breaks, the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indicators import formats
from indicators.history import History
from indicators.history.neighbours import Held, Revised, revised
from indicators.history.words import decimals, missing
from indicators.model import Indicator, Selection
from indicators.naming import place_name
from indicators.naming import say as chart_say
from indicators.phrases import Phrases, phrases
from layouts.elements import Element, h, link
from layouts.history_links import history_address
from layouts.pages.history_computed import about

if TYPE_CHECKING:
    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "history.toml"
#: neighbours that are listed; the others are counted
LISTED = 12


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def neighbours(library: Library, selection: Selection, history: History) -> list[Element]:
    """Other periods of the place, and other places in the period, that were revised."""
    language, indicator = selection.language, history.indicator
    every = revised(library, selection, history)
    period = formats.period(history.period, language)
    place = place_name(history.geo, language, indicator)
    lists = []
    for key, none, found in (
        ("other_periods", "none_periods",
         [one for one in every if one.geo == history.geo and one.period != history.period][::-1]),
        ("other_places", "none_places",
         [one for one in every if one.period == history.period and one.geo != history.geo]),
    ):  # fmt: skip
        name = say()(key, language, **({"place": place} if key == "other_periods" else
                                       {"period": period}))  # fmt: skip
        body = [h("p", say()(none, language), cls="small")]
        if found:
            body = _listed(found, selection, history, key == "other_periods")
        lists.append(h("section", h("h3", name), *body))
    return [h("h2", say()("neighbours", language)), h("div", *lists, cls="halves")]


def _listed(
    found: list[Revised], selection: Selection, history: History, periods: bool
) -> list[Element]:
    """The neighbours as links with their value before and now; the rest folded."""
    items = []
    for one in found:
        language = selection.language
        label = formats.period(one.period, language) if periods else (
            place_name(one.geo, language, history.indicator)
        )  # fmt: skip
        there = history_address(selection, one.geo, one.period, history.sex)
        told = _from_to(one, history.indicator, language)
        items.append(h("li", h("a", label, href=there), f": {told}" if told else None))
    shown = [h("ul", *items[:LISTED], cls="plain")]
    if len(items) > LISTED:
        count = formats.number(len(items) - LISTED, 0, selection.language)
        more = say()("all_of_them", selection.language, count=count)
        shown.append(h("details", h("summary", more), h("ul", *items[LISTED:], cls="plain"),
                       cls="more"))  # fmt: skip
    return shown


def _from_to(one: Revised, indicator: Indicator, language: str) -> str:
    if one.before is None:
        return ""
    places = decimals(
        (one.before.value, one.now.value if one.now else None), indicator.decimals
    )  # fmt: skip
    now = (
        say()("gone", language) if one.now is None else _held(one.now, places, indicator, language)
    )
    before = _held(one.before, places, indicator, language)
    return say()("from_to", language, before=before, now=now)


def _held(one: Held, places: int, indicator: Indicator, language: str) -> str:
    if one.value is None:
        return missing(one.status, language)
    symbol = indicator.symbol[language] if indicator.symbol else ""
    return formats.with_unit(one.value, places, language, symbol)


def releases(library: Library, selection: Selection, history: History) -> list[Element]:
    """Every release of the datasets behind the number, with notes, and the breaks of the series."""
    language = selection.language
    last = str(selection.as_of or "9999")
    sections = []
    for dataset in history.datasets:
        brought = {one.known for part in history.parts if part.dataset.id == dataset.id
                   for one in part.versions}  # fmt: skip
        items = []
        for row in library.all_releases(dataset.id)[::-1]:
            known = row["effective"][:10]
            if known > last:
                continue
            dates = library.published_words(dataset.id, row["published"], language)
            collected = chart_say()("collected", language, date=row["fetched"][:10])
            text = formats.sentence(f"{dates}, {collected}")
            note = row.get(f"note_{language}", "")
            mark = say()("this_number", language) if known in brought else ""
            items.append(
                h("li", text, f" {formats.sentence(note)}" if note else None,
                  h("b", f" {formats.sentence(mark)}") if mark else None)
            )  # fmt: skip
        sections.append(
            h("section", h("h3", dataset.name[language]), h("ul", *items),
              h("p", link(say()("to_dataset", language), about(dataset.id, selection))))
        )  # fmt: skip
    return [h("h2", say()("releases", language)), *sections, *_breaks(history, language)]


def _breaks(history: History, language: str) -> list[Element]:
    """The breaks of the series used, and what they do not say."""
    told = dict.fromkeys(
        f"{formats.period(item.period, language)}: {item.text[language]}"
        for part in history.parts
        if part.role != "weight"
        for item in part.dataset.breaks
        if item.concerns(part.ref.measure, frozenset(one.origin for one in part.versions))
    )
    if not told:
        return []
    return [
        h("h2", say()("breaks", language)),
        h("ul", *(h("li", text) for text in told)),
        h("p", say()("breaks_text", language), cls="small"),
    ]


def rules(language: str) -> Element:
    """By what rules the likely reason is given."""
    return h("details", h("summary", say()("rules", language)),
             h("p", say()("rules_text", language)), cls="words")  # fmt: skip
