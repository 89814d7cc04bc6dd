"""A county's profile on a slide: strengths, weaknesses and biggest changes, or every measure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.geography import RIKET, counties, geographies
from indicators import formats, naming
from indicators.citing import TOLD
from indicators.meeting.content import SlideContent, SlideTable, say
from indicators.meeting.facts import IndicatorFacts, facts, producers, published
from indicators.meeting.model import Slide
from indicators.model import Selection
from indicators.profile import Profile, profile
from indicators.profile.lists import Entry, Picked
from indicators.profile.rows import ProfileRow, RegionRow
from indicators.profile.told import (
    change_words,
    counted,
    difference,
    distance_words,
    figure,
    level_words,
    measure_name,
    one_firm,
    place_words,
    reason,
    riket_words,
    turn_words,
)
from indicators.selection import settings, to_query
from indicators.strategy.narrowed import slug

if TYPE_CHECKING:
    from indicators.library import Library

#: columns of numbers in the lists and in the tables of every measure
NUMBERS = frozenset({1, 2, 3, 4, 5})


def county(library: Library, slide: Slide, asked: Selection, _today: date) -> SlideContent:
    """The profile of the county that the path names, the home county where it names none."""
    language = asked.language
    parts = slide.path.strip("/").split("/")
    code = asked.home if len(parts) == 1 else "/".join(parts[1:])
    if code not in counties():
        text = say()("missing_county", language, code=code[:40])
        return SlideContent(slide, text, missing=text)
    name = geographies()[code].short(language)
    title = say()("county_title", language, county=name)
    address = f"/county/{code}" + to_query(settings(asked))
    found = profile(library, code, asked.as_of)
    if not found.rows and not found.regional:
        text = say()("county_none_then", language, date=asked.as_of)
        return SlideContent(slide, title, missing=text, address=address)
    whole = slide.part == "table"
    shown = _listed(found)
    rows: Sequence[ProfileRow | RegionRow] = (*found.rows, *found.regional) if whole else shown
    about = facts(library, [row.indicator.id for row in rows], asked)
    return SlideContent(
        slide,
        title,
        subtitle=say()("county_all" if whole else "county_lists", language),
        tables=_whole(library, found, language) if whole else _lists(found, language),
        lines=(counted(found, language),),
        cautions=_cautions(rows, found, asked, whole),
        source=source(about, language),
        processing=say()("county_processing", language),
        explanation=say()("county_explanation", language),
        alt=say()("county_alt", language, county=name),
        background=_background(found, language),
        address=address,
        file_name=f"lansprofil_{slug(name)}",
        facts=about,
    )


def source(about: Sequence[IndicatorFacts], language: str) -> str:
    """The producers of many indicators, and from when to when the figures were published."""
    text = formats.sentence("; ".join(producers(about))) if about else ""
    days = published(about)
    if days is None:
        return text
    key = "published_on" if days[0] == days[1] else "published_between"
    return f"{text} {say()(key, language, first=days[0], last=days[1])}"


def _listed(found: Profile) -> list[ProfileRow]:
    """The rows of the three lists, each once."""
    entries = (*found.strengths.shown, *found.weaknesses.shown, *found.turns.shown)
    return list({id(entry.row): entry.row for entry in entries}.values())


def _lists(found: Profile, language: str) -> tuple[SlideTable, ...]:
    county = geographies()[found.code].short(language)
    riket = geographies()[RIKET].short(language)
    heads = (say()("column_measure", language), county, riket,
             say()("column_place", language), say()("column_distance", language))  # fmt: skip
    turn_heads = (say()("column_measure", language), say()("column_earlier", language),
                  say()("column_later", language), say()("column_change", language),
                  say()("column_typical", language))  # fmt: skip
    levels = (("strengths", found.strengths), ("weaknesses", found.weaknesses))
    return (
        *(
            _list(say()(name, language), heads, picked, [_level(e, language) for e in picked.shown])
            for name, picked in levels
        ),
        _list(say()("turns", language), turn_heads, found.turns,
              [_turn(entry, language) for entry in found.turns.shown]),
    )  # fmt: skip


def _list(
    caption: str, heads: tuple[str, ...], picked: Picked, rows: list[tuple[str, ...]]
) -> SlideTable:
    return SlideTable(caption, heads, tuple(rows), NUMBERS & set(range(len(heads))))


def _level(entry: Entry, language: str) -> tuple[str, ...]:
    row = entry.row
    return (
        measure_name(row.indicator, row.sex, language),
        _own(row, language),
        riket_words(row, language),
        place_words(row.band, len(row.distribution), row.indicator, language),
        distance_words(row, language),
    )


def _turn(entry: Entry, language: str) -> tuple[str, ...]:
    row, move = entry.row, entry.row.moved.move
    assert move is not None and move.typical is not None
    earlier, later = move.change.earlier, move.change.later
    return (
        measure_name(row.indicator, row.sex, language),
        _dated(earlier.value, earlier.period, row, language),
        _dated(later.value, later.period, row, language),
        difference(move.change.difference, row.indicator, language),
        difference(move.typical, row.indicator, language),
    )


def _dated(value: float | None, period: str, row: ProfileRow | RegionRow, language: str) -> str:
    when = formats.period(period, language)
    return say()("value_in", language, value=figure(value, row.indicator, language), period=when)


def _whole(library: Library, found: Profile, language: str) -> tuple[SlideTable, ...]:
    """A table a challenge or theme, then the measures of the region that there are only there."""
    county = geographies()[found.code].short(language)
    heads = (say()("column_measure", language), county, geographies()[RIKET].short(language),
             say()("column_place", language), say()("column_distance", language),
             say()("column_change", language))  # fmt: skip
    tables = []
    for section in library.sections():
        mine = [row for row in found.rows if row.indicator.id in section.indicators]
        if mine:
            rows = tuple(_row(row, language) for row in mine)
            tables.append(SlideTable(section.name[language], heads, rows, NUMBERS))
    if found.regional:
        tables.append(_regional(found, language))
    return tuple(tables)


def _row(row: ProfileRow, language: str) -> tuple[str, ...]:
    unit = row.indicator.unit[language]
    return (
        f"{measure_name(row.indicator, row.sex, language)} ({unit})",
        _own(row, language),
        riket_words(row, language),
        place_words(row.band, len(row.distribution), row.indicator, language),
        distance_words(row, language),
        "; ".join(
            part for part in (change_words(row, language), one_firm(row, True, language)) if part
        ),
    )


def _own(row: ProfileRow, language: str) -> str:
    """The county's value with its period and its status in words, or why it is missing."""
    if row.mark.value is None:
        when = formats.period(row.period, language)
        return say()("value_in", language, value=reason(row.mark, language), period=when)
    told = [naming.say()(f"status_{letter}", language) for letter in TOLD
            if letter in row.mark.status]  # fmt: skip
    if row.margin_unpublished:
        told.append(say()("uncertainty_unpublished", language))
    return ", ".join([_dated(row.mark.value, row.period, row, language), *told])


def _regional(found: Profile, language: str) -> SlideTable:
    region = geographies()[geographies()[found.code].parent].short(language)
    heads = (say()("column_measure", language), region, say()("column_reference", language),
             say()("column_place", language))  # fmt: skip
    rows = tuple(_region_row(row, language) for row in found.regional)
    caption = say()("county_regional", language, region=region)
    return SlideTable(caption, heads, rows, frozenset({1, 2, 3}))


def _region_row(row: RegionRow, language: str) -> tuple[str, ...]:
    beside = own = say()("not_published", language)
    if row.mark is not None:
        own = _dated(row.mark.value, row.mark.period, row, language)
        if row.margin_unpublished:
            own = f"{own}, {say()('uncertainty_unpublished', language)}"
    if row.reference is not None and row.reference_mark is not None:
        value = figure(row.reference_mark.value, row.indicator, language)
        beside = f"{geographies()[row.reference].short(language)} {value}"
    name = measure_name(row.indicator, row.sex, language)
    place = place_words(row.band, row.of, row.indicator, language)
    return (f"{name} ({row.indicator.unit[language]})", own, beside, place)


def _cautions(
    rows: Sequence[ProfileRow | RegionRow], found: Profile, asked: Selection, whole: bool
) -> tuple[str, ...]:
    """What limits the figures: the day, warnings, single firms, and what may belong there too.

    Where every measure is shown, its own cells say what single firms and surveys may do to it.
    """
    language = asked.language
    told = [say()("county_as_of", language, date=asked.as_of)] if asked.as_of else []
    if not whole:
        told.append(say()("county_turns_note", language))
    shared: dict[str, list[str]] = {}
    for row in rows:
        parts = [row.indicator.warning[language]] if row.indicator.warning else []
        if isinstance(row, ProfileRow) and not whole:
            parts.append(one_firm(row, False, language))
        for part in filter(None, parts):
            shared.setdefault(part, []).append(measure_name(row.indicator, row.sex, language))
    told += [
        say()("shared_caution", language, text=text[:1].upper() + text[1:],
              names=formats.listing(list(dict.fromkeys(names)), language))
        for text, names in shared.items()
    ]  # fmt: skip
    return (*told, *(() if whole else _open(found, language)))


def _open(found: Profile, language: str) -> tuple[str, ...]:
    """The measures that meet every condition but that their uncertainty is known."""
    names = [
        measure_name(row.indicator, row.sex, language)
        for picked in (found.strengths, found.weaknesses, found.turns)
        for row in picked.open
    ]
    names = list(dict.fromkeys(names))
    if not names:
        return ()
    return (say()("county_open", language, names=formats.listing(names, language)),)


def _background(found: Profile, language: str) -> tuple[str, ...]:
    """The entries of the lists as sentences, for the speaker."""
    told = []
    lists = (("strengths", found.strengths, level_words), ("weaknesses", found.weaknesses,
             level_words), ("turns", found.turns, turn_words))  # fmt: skip
    for name, picked, tell in lists:
        heading = say()(name, language)
        for entry in picked.shown:
            row = entry.row
            measure = measure_name(row.indicator, row.sex, language)
            told.append(f"{heading}: {measure}. {tell(row, language)}")
        rest = [row for entry in picked.left for row in (entry.row, *entry.also)]
        rest += [row for entry in picked.shown for row in entry.also]
        if rest:
            names = [measure_name(row.indicator, row.sex, language) for row in rest]
            more = say()("county_also", language, names=formats.listing(names, language))
            told.append(f"{heading}. {more}")
    return tuple(told)
