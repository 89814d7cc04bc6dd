"""Which of a slide's numbers a number typed by hand is: the slide's data, read as fields are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from data.geography import RIKET
from indicators import formats
from indicators.meeting.field_asked import Asked
from indicators.meeting.field_facts import OF_COLUMNS, Facts, facts_of
from indicators.meeting.field_goal import goals_of
from indicators.meeting.field_reading import Reading, parts
from indicators.meeting.field_typed import Typed, named_before, periods_in, places_in, typed_in
from indicators.meeting.field_words import Refused
from indicators.meeting.fields import reading
from indicators.spec import Sex

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.content import SlideContent

#: places of a chart whose numbers are looked for; Europe's regions are hundreds
MOST_PLACES = 60
#: periods of a message that numbers are looked for in
MOST_PERIODS = 6
#: decimals of a correlation
FACT_DECIMALS = 2
#: a place in a ranking as tables write it: "2–4 av 21"
_PLACED = re.compile(r"(\d+(?:–\d+)?)\s(?:av|of)\s\d+")
PER_CENT = ("procent", "per cent")


def matched(
    message: str, content: SlideContent, library: Library, language: str
) -> list[tuple[Typed, list[Reading]]]:
    """The numbers typed in a message that are the slide's, each with what it can stand for.

    Where several places have the value it is the one named nearest before it in the sentence; where
    none of them is named, all.
    """
    typed = list(typed_in(message))
    if not typed:
        return []
    named = places_in(message)
    ranked = any(one.sort == "rank" for one in typed)
    about = (content.slide.path, content.slide.part, content.address, content.selection, language,
             ranked, tuple(code for _, code in named), periods_in(message))  # fmt: skip
    known = library.keep(
        ("meeting numbers", about),
        lambda: tuple(_candidates(message, content, library, language, ranked)),
    )
    found = []
    for one in typed:
        fits = next((tier for tier in _tiers(one, known) if tier), [])
        for code in named_before(message, one.start, named):
            own = [reading for reading in fits if reading.place == code]
            if own:
                fits = own
                break
        if fits:
            found.append((one, fits))
    return found


def _tiers(one: Typed, known: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The readings that a number can be, those most likely meant first.

    What follows the newest figures goes before what is of a period that the message names: a
    sentence about the newest must be read again when there are newer ones.
    """
    fits = [now for now in known if is_said(one, now)]
    differs = one.signed or one.sort == "points"
    level = [now for now in fits if now.kind not in ("change", "gap", "column")]
    # a value that has a sign of its own is as likely meant as a difference
    apart = [now for now in fits if now not in level or now.core[:1] in ("+", formats.MINUS)]
    for group in (apart, level) if differs else (level, apart):
        yield [now for now in group if now.state]
        yield group


def is_said(one: Typed, now: Reading) -> bool:
    """Tell whether a typed number says what `now` says."""
    if one.sort == "rank" or now.kind == "rank":
        if one.sort != now.kind:
            return False
        bounds = [part for part in now.core.replace(formats.NBSP, " ").split() if part[0].isdigit()]
        ends = tuple(float(end) for end in bounds[0].split("–"))
        said = tuple(number for number, _ in one.numbers)
        return said in (ends, ends[:1])
    if one.sort == "percent" and now.unit not in PER_CENT and now.kind not in ("cell", "column"):
        return False
    if one.sort == "points" and now.unit in PER_CENT:
        return False
    return now.value is not None and one.is_said_of(now.value, now.decimals)


def _candidates(
    message: str, content: SlideContent, library: Library, language: str, ranked: bool
) -> Iterator[Reading]:
    """Every number of the slide that a message can hold."""
    for goal in goals_of(content, library):
        yield from _read(Asked("target", goal=goal.id), content, library, language)
    yield from _cells(content)
    yield from _facts(content)
    try:
        facts = facts_of(content, library, language)
    except Refused:
        return
    for asked in _asked(message, facts, ranked):
        yield from _read(asked, content, library, language)
    yield from _columns(facts)


def _read(
    asked: Asked, content: SlideContent, library: Library, language: str
) -> Iterator[Reading]:
    with suppress(Refused):
        yield reading(asked, content, library, language)


def _asked(message: str, facts: Facts, ranked: bool) -> Iterator[Asked]:
    """The fields that would say each number of a view."""
    drawn = [one.code for one in facts.spec.series] if facts.spec else []
    near = [one.code for one in facts.spec.series if one.role != "others"] if facts.spec else []
    named = [code for _, code in places_in(message)]
    held = facts.material.any.places
    places = [code for code in dict.fromkeys((facts.subject, *named, RIKET, *near, *drawn))
              if code in held][:MOST_PLACES]  # fmt: skip
    periods = [one for one in periods_in(message) if one in facts.material.any.by_period]
    periods = periods[:MOST_PERIODS]
    if facts.spec is not None and facts.spec.kind in OF_COLUMNS and facts.selection.base:
        periods = list(dict.fromkeys((*periods, facts.selection.base)))
    for code in places:
        for sex in facts.material.values:
            yield Asked("value", code, sex=sex)
            yield from (Asked("value", code, period, sex=sex) for period in periods)
            if facts.spec is not None and facts.spec.kind == "scatter":
                yield Asked("value", code, indicator="*")
            if ranked:
                yield Asked("rank", code, sex=sex)
                yield from (Asked("rank", code, period, sex=sex) for period in periods)
            yield from _differences(code, sex, periods)


def _differences(code: str, sex: Sex, periods: Sequence[str]) -> Iterator[Asked]:
    """Change and gap, also in the periods that the message names; in the unit and per cent."""
    ordered = sorted(periods)
    spans = [(first, last) for i, first in enumerate(ordered) for last in ordered[i + 1 :]]
    for percent in (False, True):
        yield Asked("change", code, sex=sex, percent=percent)
        yield from (Asked("change", code, one, "", sex, percent=percent) for one in ordered)
        yield from (Asked("change", code, *span, sex, percent=percent) for span in spans)
        yield Asked("gap", code, sex=sex, percent=percent)
        yield from (Asked("gap", code, one, sex=sex, percent=percent) for one in ordered)


def _columns(facts: Facts) -> Iterator[Reading]:
    """The numbers of a chart whose columns are its own: level and pace against Riket."""
    spec = facts.spec
    if spec is None or spec.kind != "quadrant":
        return
    for one in spec.series:
        for index, (mark, column) in enumerate(zip(one.marks, spec.columns, strict=True)):
            if mark.value is not None and index:
                core, unit = parts(
                    mark.value, column.decimals, facts.language, column.symbol, column.signed
                )
                key = f"column.{one.code}.{index}"
                state = f"{facts.selection.base}-{facts.selection.period}"
                yield Reading(
                    key, "column", one.code, core, mark.value, column.decimals, unit, state=state
                )


def _facts(content: SlideContent) -> Iterator[Reading]:
    """The correlation that a chart of two indicators rests on."""
    spec = content.chart
    if spec is None or spec.kind != "scatter" or "r" not in spec.facts:
        return
    value = spec.facts["r"]
    core = formats.number(value, FACT_DECIMALS, spec.language)
    yield Reading("fact.r", "fact", "", core, value, FACT_DECIMALS, state=spec.periods[0])


def _cells(content: SlideContent) -> Iterator[Reading]:
    """The first number of each cell of the slide's own tables, named by its row."""
    for number, table in enumerate(content.tables):
        for row in table.rows:
            name = "".join(letter for letter in row[0] if letter not in ";@|")[:60]
            for column in sorted(table.numbers):
                if 0 < column < len(row) and (found := _cell(row[column])) is not None:
                    key = f"cell.{number}.{column}.{name}"
                    yield replace(found, key=key, state="now")


def _cell(text: str) -> Reading | None:
    if placed := _PLACED.match(text):
        return Reading("", "rank", "", placed[1], float(placed[1].partition("–")[0]))
    one = next(typed_in(text), None)
    if one is not None and one.sort != "rank":
        value, decimals = one.numbers[0]
        unit = PER_CENT[0] if one.sort == "percent" else ""
        return Reading("", "cell", "", one.raw, value, decimals, unit)
    return None


def readings_of(
    keys: Iterable[str], content: SlideContent, library: Library, language: str
) -> list[Reading]:
    """What the numbers named by `keys` say now; those that say nothing are left out."""
    found: list[Reading] = []
    drawn: dict[str, Reading] | None = None
    for key in keys:
        if key.startswith(("cell.", "fact.", "column.")):
            drawn = _drawn(content, library, language) if drawn is None else drawn
            found += [drawn[key]] if key in drawn else []
        elif (asked := Asked.of(key)) is not None:
            found += _read(asked, content, library, language)
    return found


def _drawn(content: SlideContent, library: Library, language: str) -> dict[str, Reading]:
    """The numbers of tables and of the chart's own columns, by key."""
    found = [*_cells(content), *_facts(content)]
    with suppress(Refused):
        found += _columns(facts_of(content, library, language))
    return {one.key: one for one in found}
