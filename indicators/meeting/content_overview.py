"""Läget on a slide: the goals by challenge and place, and where the leading indicators stand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from indicators import formats, naming
from indicators.citing import TOLD
from indicators.meeting.content import SlideContent, SlideTable, say
from indicators.meeting.content_county import source
from indicators.meeting.content_goal import example, summed
from indicators.meeting.facts import facts
from indicators.meeting.goal_lines import figure
from indicators.meeting.model import Slide
from indicators.model import Indicator, Selection
from indicators.overview import OverviewRow, Standing, overview_row
from indicators.selection import settings, to_query
from indicators.strategy.counts import Cell, cell_words, goal_status, matrix
from indicators.strategy.words import rests_on_few

if TYPE_CHECKING:
    from indicators.library import Library


def overview(library: Library, slide: Slide, asked: Selection, today: date) -> SlideContent:
    """The goals at a glance where any are set, then the leading indicators, a table a challenge.

    Where the slide's part is ``table``, every indicator.
    """
    language, known = asked.language, library.catalogue.indicators
    tables, shown = [], []
    for section in library.sections():
        rows = [
            overview_row(library, known[code], asked.as_of)
            for code in section.indicators
            if (slide.part == "table" or known[code].leading) and _has(library, code, asked)
        ]
        if rows:
            shown += [row.indicator.id for row in rows]
            tables.append(_table(section.name[language], rows, language))
    about = facts(library, shown, asked)
    title, address = say()("overview_title", language), "/" + to_query(settings(asked))
    if not tables:
        text = say()("overview_none_then", language, date=asked.as_of or today)
        return SlideContent(slide, title, missing=text, address=address)
    goals = library.strategy.goals
    told = [say()("overview_as_of", language, date=asked.as_of)] if asked.as_of else []
    told += [example(library, language), say()("goals_twice", language)] if goals else []
    cautions = [*told, *_warnings([known[code] for code in shown], language)]
    return SlideContent(
        slide,
        title,
        subtitle=say()("overview_lead", language),
        tables=(*((_goals(library, asked, today),) if goals else ()), *tables),
        lines=(_sum(library, asked),) if goals else (),
        cautions=tuple(text for text in cautions if text),
        source=source(about, language),
        processing=say()("overview_processing", language),
        alt=say()("overview_alt", language),
        address=address,
        file_name="laget",
        facts=about,
    )


def _has(library: Library, code: str, asked: Selection) -> bool:
    """Whether an indicator had any value on the day."""
    item = library.catalogue.indicators[code]
    if code not in library.available():
        return False
    return bool(library.values(code, item.breakdowns[0], asked.as_of).periods)


def _sum(library: Library, asked: Selection) -> str:
    """Every goal counted once, whatever number of challenges it serves."""
    goals = tuple(library.strategy.goals)
    found = [goal_status(library, goal, asked.as_of) for goal in goals]
    classes = Counter(one.assessment.verdict for one in found)
    few = sum(map(rests_on_few, found))
    return summed(Cell("", goals, classes, few=few), asked.language)


def _goals(library: Library, asked: Selection, today: date) -> SlideTable:
    language, known = asked.language, library.strategy.challenges
    found = matrix(library, asked.as_of, today)
    heads = (say()("column_challenge", language),
             *(geographies()[cell.place].short(language) for cell in found[0].cells))  # fmt: skip
    rows = tuple(
        (
            known[row.challenge].name[language]
            if row.challenge
            else say()("no_challenge", language),
            *(formats.sentence(cell_words(cell, language)).rstrip(".") for cell in row.cells),
        )
        for row in found
    )
    return SlideTable(say()("overview_goals", language), heads, rows)


def _table(caption: str, rows: list[OverviewRow], language: str) -> SlideTable:
    places = (*THE_THREE, NORRA_MELLANSVERIGE)
    heads = (
        say()("column_indicator", language),
        *(geographies()[code].short(language) for code in places),
        say()("column_reference", language),
    )
    return SlideTable(
        caption, heads, tuple(_row(row, language) for row in rows), frozenset({1, 2, 3, 4, 5})
    )


def _row(row: OverviewRow, language: str) -> tuple[str, ...]:
    indicator = row.indicator
    name = indicator.name[language]
    if indicator.breakdowns[0] != "total":
        name = f"{name}, {naming.say()(indicator.breakdowns[0], language)}"
    mine = [_value(one, indicator, language) for one in row.standings]
    if indicator.level == "nuts2":
        mine = [say()("regions_only", language)] * len(THE_THREE)
    reference = say()("not_published", language)
    if row.reference is not None:
        reference = _value(row.reference, indicator, language)
        if row.reference.code != RIKET:
            reference = f"{geographies()[row.reference.code].short(language)} {reference}"
    return (f"{name} ({indicator.unit[language]})", *mine, _group(row, language), reference)


def _group(row: OverviewRow, language: str) -> str:
    if row.group.mark is None and row.indicator.aggregation.method == "refused":
        return say()("not_computed", language)
    return _value(row.group, row.indicator, language)


def _value(standing: Standing, indicator: Indicator, language: str) -> str:
    """The newest value with its own period (rule 3), and what is said of it."""
    mark = standing.mark
    if mark is None:
        return say()("not_published", language)
    when = formats.period(mark.period, language)
    told = [naming.say()(f"status_{letter}", language) for letter in TOLD
            if letter in mark.status]  # fmt: skip
    value = say()("value_in", language, value=figure(mark.value, indicator, language), period=when)
    return ", ".join([value, *told])


def _warnings(shown: list[Indicator], language: str) -> list[str]:
    return [
        formats.sentence(f"{item.name[language]}: {item.warning[language]}")
        for item in shown
        if item.warning is not None
    ]
