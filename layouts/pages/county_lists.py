"""Strengths, weaknesses and biggest changes of a county, each a sentence bound to its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.geography import RIKET, geographies
from indicators import formats, naming
from indicators.findings.case import CURRENT_PRICES
from indicators.model import Selection
from indicators.profile import Profile
from indicators.profile.lists import ASSESSED, Entry, Picked, Standing
from indicators.profile.rows import ProfileRow
from layouts.elements import Child, Element, h, link
from layouts.pages.county_cells import (
    county_address,
    difference,
    figure,
    measure_name,
    say,
    size,
)

#: the order in which it is said why a measure cannot be assessed
REASONS: tuple[Standing, ...] = (
    "unsure", "no_direction", "size", "missing", "few", "no_spread", "unreviewed"
)  # fmt: skip


def lists(found: Profile, selection: Selection) -> Element:
    """The three lists side by side, and how many measures could be assessed."""
    return h(
        "div",
        h(
            "div",
            _list("strength", found.strengths, found.code, selection, _level),
            _list("weakness", found.weaknesses, found.code, selection, _level),
            _list("turns", found.turns, found.code, selection, _turn),
            cls="profile-lists",
        ),
        h("p", counted(found, selection.language), cls="small"),
    )


def counted(found: Profile, language: str) -> str:
    """How many measures are strengths, weaknesses or neither, of how many (rule 34)."""
    counts = found.counts
    known = {name: counts.get(name, 0) for name in ASSESSED}
    assessed = sum(known.values())
    text = say()("counted", language, all=len(found.rows), assessed=assessed, **known)
    rest = len(found.rows) - assessed
    if not rest:
        return text
    reasons = [say()(f"why_{name}", language, count=counts[name])
               for name in REASONS if counts.get(name)]  # fmt: skip
    return f"{text} {say()('not_counted', language, count=rest, reasons=', '.join(reasons))}"


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
    """One firm can be the county, also where a level is high or low (rule 10)."""
    move = row.moved.move
    told = row.indicator.one_firm if tell is _level else move is not None and move.one_firm
    return h("span", say()("one_firm", language), cls="caution") if told else None


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


def _level(row: ProfileRow, language: str) -> str:
    """The level of a strength or weakness, in figures."""
    indicator, level = row.indicator, row.level
    assert level is not None
    riket = geographies()[RIKET].short(language)
    known = level.against == "riket"
    return say()(
        "entry_level",
        language,
        value=figure(row.mark.value, indicator, language),
        period=formats.period(row.period, language),
        reference=riket if known else say()("median", language),
        reference_in=riket if known else say()("median_short", language),
        other=figure(level.compared, indicator, language),
        place=say()("same_place", language, band=row.band, count=len(row.distribution)),
        distance=size(level.distance, language),
        side=say()("over" if level.distance > 0 else "under", language),
        direction=naming.say()(f"direction_{indicator.direction}", language),
    )


def _turn(row: ProfileRow, language: str) -> str:
    """A change in figures: both ends, the difference, and that of the other counties."""
    indicator, move = row.indicator, row.moved.move
    assert move is not None and move.typical is not None and move.distance is not None
    earlier, later = move.change.earlier, move.change.later
    priced = CURRENT_PRICES in indicator.unit.sv  # part of such a change is inflation (rule 19)
    return say()(
        "entry_turn",
        language,
        prices=say()("in_current_prices", language) if priced else "",
        first=figure(earlier.value, indicator, language),
        first_period=formats.period(earlier.period, language),
        last=figure(later.value, indicator, language),
        last_period=formats.period(later.period, language),
        difference=difference(move.change.difference, indicator, language),
        typical=difference(move.typical, indicator, language),
        distance=size(move.distance, language),
    )
