"""Fields of goals: what is to be reached and by when, and how it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators import formats
from indicators.meeting.field_asked import Asked, example
from indicators.meeting.field_facts import day_of, goal_of
from indicators.meeting.field_reading import Reading, parts
from indicators.meeting.field_words import Refused, say
from indicators.strategy.counts import goal_status
from indicators.strategy.model import Goal
from indicators.strategy.targets import goals_in
from indicators.strategy.words import class_word, reason_words
from indicators.telling.spans import of_one_sex

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.content import SlideContent


def goals_of(content: SlideContent, library: Library) -> tuple[Goal, ...]:
    """The goals that a slide is about: its own, or those of the places and sex that it shows."""
    own = goal_of(content, library)
    if own is not None:
        return (own,)
    chart, chosen = content.chart, content.selection
    if chart is None or chosen is None or chosen.indicator is None:
        return ()
    if chart.targets:
        return tuple(library.strategy.goals[line.goal] for line in chart.targets)
    shown = dict.fromkeys(one.code for one in chart.series)
    return tuple(goals_in(library.material(of_one_sex(chosen)), chosen, shown))


def read_goal(content: SlideContent, library: Library, asked: Asked, language: str) -> Reading:
    """What a field of a goal says now. Raises :class:`Refused` with the reason."""
    goal = _goal(content, library, asked, language)
    day = day_of(content)
    if day is not None and goal.decided_on > day:
        raise Refused("not_decided", day=str(day))
    indicator = library.catalogue.indicators[goal.indicator]
    about = library.strategy.about
    marks = (say()("mark_example", language),) if about is not None and about.example else ()
    key = replace(asked, goal=goal.id, place="").key
    if asked.kind == "target":
        symbol = indicator.symbol[language] if indicator.symbol else ""
        value, decimals = goal.target_value, indicator.decimals
        period = formats.period(goal.target_period, language)
        core, unit = parts(value, decimals, language, symbol)
        tail = say()("by", language, period=period)
        state = goal.target_period
        return Reading(key, "target", goal.place, core, value, decimals, unit, tail, marks, state)
    found = goal_status(library, goal.id, day)
    verdict = found.assessment.verdict
    reason = reason_words(found, language)
    told = (*([reason] if reason else []), *marks)
    return Reading(key, "status", goal.place, class_word(verdict, language), marks=told,
                   state=f"{verdict} {found.assessment.reason or ''}".strip())  # fmt: skip


def _goal(content: SlideContent, library: Library, asked: Asked, language: str) -> Goal:
    # without a view nobody knows of which day the meeting is
    if not content.address and content.selection is None:
        raise Refused("no_view")
    if asked.goal:
        return library.strategy.goals[asked.goal]
    found = [one for one in goals_of(content, library) if asked.place in ("", one.place)]
    if not found:
        raise Refused("no_goal")
    if len(found) > 1:
        raise Refused("many_goals", example=example(asked.kind, language, "", found[0].id))
    return found[0]
