"""Strengths, weaknesses and biggest changes of a county, each a sentence bound to its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indicators.model import Selection
from indicators.profile import Profile
from indicators.profile.lists import Entry, Picked
from indicators.profile.rows import ProfileRow
from indicators.profile.told import counted, level_words, measure_name, one_firm, turn_words
from layouts.elements import Child, Element, h, link
from layouts.pages.county_cells import county_address, say


def lists(found: Profile, selection: Selection) -> Element:
    """The three lists side by side, and how many measures could be assessed."""
    return h(
        "div",
        h(
            "div",
            _list("strength", found.strengths, found.code, selection, level_words),
            _list("weakness", found.weaknesses, found.code, selection, level_words),
            _list("turns", found.turns, found.code, selection, turn_words),
            cls="profile-lists",
        ),
        h("p", counted(found, selection.language), cls="small"),
    )


def _list(
    name: str,
    picked: Picked,
    code: str,
    selection: Selection,
    tell: Callable[[ProfileRow, str], str],
) -> Element:
    language = selection.language
    items = [_entry(entry, code, selection, tell) for entry in picked.shown]
    rest = [row for entry in picked.left for row in (entry.row, *entry.also)]
    return h(
        "section",
        h("h2", say()(f"list_{name}", language)),
        h("p", say()("turns_note", language), cls="small") if name == "turns" else None,
        h("ol", *items) if items else h("p", say()("list_empty", language), cls="none"),
        _names("more_entries", rest, code, selection),
        _names("open_entries", picked.open, code, selection),
    )


def _entry(
    entry: Entry, code: str, selection: Selection, tell: Callable[[ProfileRow, str], str]
) -> Element:
    language, row = selection.language, entry.row
    name = measure_name(row.indicator, row.sex, language)
    return h(
        "li",
        link(name, county_address(row, code, selection)),
        h("span", tell(row, language), cls="entry-text"),
        _caution(row, tell, language),
        _names("also", entry.also, code, selection),
    )


def _caution(
    row: ProfileRow, tell: Callable[[ProfileRow, str], str], language: str
) -> Element | None:
    words = one_firm(row, tell is turn_words, language)
    return h("span", words, cls="caution") if words else None


def _names(key: str, rows: Sequence[ProfileRow], code: str, selection: Selection) -> Element | None:
    """A sentence that names measures, each a link to its comparison."""
    if not rows:
        return None
    language, mark = selection.language, "\u0000"
    before, after = say()(key, language, names=mark).split(mark)
    parts: list[Child] = [before]
    for row in rows:
        name = measure_name(row.indicator, row.sex, language)
        parts += [link(name, county_address(row, code, selection)), ", "]
    return h("p", *parts[:-1], after, cls="small")
