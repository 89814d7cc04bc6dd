"""A goal on a slide: its chart with path and fan, its status in parts; or the list of all goals."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators import formats, naming
from indicators.citing import source
from indicators.meeting.content import SlideContent, SlideTable, say
from indicators.meeting.facts import facts
from indicators.meeting.goal_lines import figure, lines, status_words, verdict_words
from indicators.meeting.model import Slide
from indicators.model import Indicator, Selection
from indicators.selection import settings, to_query
from indicators.spec import ChartSpec
from indicators.strategy.chart import chart_selection, chart_spec
from indicators.strategy.counts import Cell, goal_status, goal_words
from indicators.strategy.model import Goal
from indicators.strategy.plausible import plausible, plausible_words
from indicators.strategy.projection import projection_words
from indicators.strategy.status import Status
from indicators.strategy.steps import steps
from indicators.strategy.words import name_of, rests_on_few
from indicators.strategy.words import say as strategy_words

if TYPE_CHECKING:
    from indicators.library import Library


def goal(library: Library, slide: Slide, asked: Selection, today: date) -> SlideContent:
    """The goal that the path names, all goals where it names none, else a named placeholder."""
    name = "/".join(slide.path.strip("/").split("/")[1:])
    if not name:
        return _all(library, slide, asked)
    if name not in library.strategy.goals:
        text = say()("missing_goal", asked.language, goal=name[:60])
        return SlideContent(slide, text, missing=text)
    return _one(library, slide, goal_status(library, name, asked.as_of), asked, today)


def _one(
    library: Library, slide: Slide, found: Status, asked: Selection, today: date
) -> SlideContent:
    goal, language, chosen = found.goal, asked.language, settings(asked)
    spec = chart_spec(library, found, chosen)
    selection = chart_selection(library, goal, chosen)
    about = say()("goal_about", language, indicator=measured(goal, found.indicator, language),
                  place=geographies()[goal.place].short(language))  # fmt: skip
    unit = formats.sentence(found.indicator.unit[language])
    told = spec.targets[0].told if spec and spec.targets else ""
    compared = plausible(library, found)
    return SlideContent(
        slide,
        name_of(goal, language),
        subtitle=f"{about}. {unit}",
        chart=spec,
        selection=selection,
        lines=tuple(
            line
            for line in (
                *lines(found, language, today),
                _within_reach(
                    plausible_words(compared, found, language) if compared else "", language
                ),
                told,
            )
            if line
        ),
        cautions=(*_cautions(library, found, asked), *_notes(spec, told)),
        source=spec.source if spec else _source(library, goal, chosen),
        processing=spec.processing if spec else "",
        explanation=spec.explanation if spec else "",
        alt=spec.alt if spec else "",
        background=_background(library, found, language),
        address=f"/mal/{goal.id}" + to_query(chosen),
        notices=() if spec else (say()("goal_no_chart", language),),
        file_name=f"mal_{goal.id}",
        facts=facts(library, [goal.indicator], asked),
    )


def measured(goal: Goal, indicator: Indicator, language: str) -> str:
    """The indicator's name, and the sex where the goal is of one."""
    name = indicator.name[language]
    if goal.breakdown == "total":
        return name
    return f"{name}, {naming.say()(goal.breakdown, language)}"


def _notes(spec: ChartSpec | None, told: str) -> list[str]:
    """The chart's cautions without its own goal, which stands among the lines."""
    return [note for note in spec.notes if note != told] if spec else []


def _within_reach(words: str, language: str) -> str:
    return say()("goal_within_reach", language, words=words) if words else ""


def _source(library: Library, goal: Goal, chosen: Selection) -> str:
    """Where the figures would come from, though there is none to show yet."""
    if goal.indicator not in library.available():
        return ""
    asked = Selection(indicator=goal.indicator, breakdown=goal.breakdown,
                      language=chosen.language, as_of=chosen.as_of)  # fmt: skip
    return source(library.material(asked))


def _cautions(library: Library, found: Status, asked: Selection) -> tuple[str, ...]:
    """That the goal is an example or younger than the figures, and that a fan is no forecast."""
    from indicators.strategy.projection import projection

    language, goal = asked.language, found.goal
    told = [example(library, language)]
    if asked.as_of is not None:
        told.append(say()("goal_as_of", language, date=asked.as_of))
        if goal.decided_on > asked.as_of:
            told.append(say()("goal_decided_later", language, date=goal.decided_on))
    told.append(projection_words(found, projection(found), language))
    return tuple(text for text in told if text)


def example(library: Library, language: str) -> str:
    """Said wherever goals of an example strategy stand; "" where the strategy is real."""
    about = library.strategy.about
    shown = about is not None and about.example
    return strategy_words()("example", language) if shown else ""


def _background(library: Library, found: Status, language: str) -> tuple[str, ...]:
    """Definition, the analysts' verdicts with their grounds (rule 32), and every step."""
    from indicators.meeting.content_compare import background
    from indicators.strategy.verdicts import opinions

    return (
        *background(found.indicator, language),
        *(verdict_words(one, language) for one in opinions(library, found.goal)),
        *(f"{step.label}: {step.text}" for step in steps(found, language)),
    )


def _all(library: Library, slide: Slide, asked: Selection) -> SlideContent:
    """Every goal with its newest value, its target and its status."""
    language, goals = asked.language, library.strategy.goals
    title = say()("goals_title", language)
    address = "/mal" + to_query(settings(asked))
    if not goals:
        text = say()("goals_none", language)
        return SlideContent(slide, title, missing=text, address=address)
    found = {name: goal_status(library, name, asked.as_of) for name in goals}
    classes = Counter(one.assessment.verdict for one in found.values())
    few = sum(map(rests_on_few, found.values()))
    shown = facts(library, [goal.indicator for goal in goals.values()], asked)
    told = [example(library, language)]
    if asked.as_of is not None:
        told.append(say()("goals_as_of", language, date=asked.as_of))
    from indicators.meeting.content_county import source as many_sources

    return SlideContent(
        slide,
        title,
        tables=(goals_table(library, list(found.values()), language),),
        lines=(summed(Cell("", tuple(goals), classes, few=few), language),),
        cautions=tuple(text for text in told if text),
        source=many_sources(shown, language),
        processing=say()("status_processing", language),
        address=address,
        file_name="mal",
        facts=shown,
    )


def summed(cell: Cell, language: str) -> str:
    """The goals of a cell in a sentence, with their denominator (rule 34)."""
    return say()("goals_sum", language, words=goal_words(cell, language))


def goals_table(library: Library, found: list[Status], language: str) -> SlideTable:
    """A row a goal: plan, place, newest value, target, status in words."""
    heads = tuple(say()(f"column_{name}", language)
                  for name in ("goal", "plan", "where", "newest", "target", "status"))  # fmt: skip
    order = {plan: number for number, plan in enumerate(library.strategy.plans)}
    rows = [
        (
            name_of(one.goal, language),
            library.strategy.plans[one.goal.plan].name[language],
            of_whom(one.goal, language),
            _newest(one, language),
            dated(one.goal.target_value, one.goal.target_period, one.indicator, language),
            status_words(one, language),
        )
        for one in sorted(found, key=lambda one: order[one.goal.plan])
    ]
    return SlideTable(say()("goals_title", language), heads, tuple(rows), frozenset({3, 4}))


def of_whom(goal: Goal, language: str) -> str:
    """The goal's place, and the sex where the goal is of one: "Värmland, kvinnor"."""
    name = geographies()[goal.place].short(language)
    if goal.breakdown == "total":
        return name
    return f"{name}, {naming.say()(goal.breakdown, language)}"


def dated(value: float | None, period: str, indicator: Indicator, language: str) -> str:
    """A value with its period: "4,7 % (2022)"."""
    when = formats.period(period, language)
    return say()("value_in", language, value=figure(value, indicator, language), period=when)


def _newest(found: Status, language: str) -> str:
    newest = found.newest
    if newest is None:
        return formats.MISSING
    return dated(newest.value, newest.period, found.indicator, language)
