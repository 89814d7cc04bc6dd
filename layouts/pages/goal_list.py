"""The list of all goals, and the neutral yardstick of the leading indicators."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.geography import THE_THREE, geographies
from indicators import formats, naming
from indicators.model import Indicator, Selection
from indicators.selection import to_query
from indicators.strategy.beside import say as beside_words
from indicators.strategy.counts import goal_status
from indicators.strategy.model import Goal
from indicators.strategy.sections import Section
from indicators.strategy.words import say as status_words
from indicators.strategy.yardstick import Yardstick, yardstick, yardstick_word
from layouts import shell
from layouts.elements import Child, Element, h, inert, link
from layouts.meeting.button import add_button, said
from layouts.pages.goal_words import (
    dated,
    name_of,
    of_whom,
    say,
    status_mark,
    table,
)

if TYPE_CHECKING:
    from indicators.library import Library

PATH = "/mal"
#: shapes of the yardstick, other ones than those of a goal's status
YARDS = {"at_or_better": "◆", "nearing": "→", "leaving": "←", "no_sure_change": "≈", "cannot": "○"}


def goal_address(goal: str, selection: Selection) -> str:
    """The page of a goal, with the user's settings."""
    return shell.address(f"{PATH}/{goal}", selection)


def goals_page(library: Library, selection: Selection) -> list[Element]:
    """All goals with their status, then the yardstick, which is no goal."""
    from layouts.pages.goal import as_of_notice

    language, strategy = selection.language, library.strategy
    head: list[Element] = [h("h1", say()("title", language))]
    if strategy.about is not None and strategy.about.example and strategy.goals:
        head.append(h("p", status_words()("example", language), cls="notice"))
    head += as_of_notice("as_of_list", PATH, selection)
    if strategy.goals:
        head.append(h("p", say()("list_lead", language), cls="lead"))
        head.append(h("p", counted(library, selection), cls="goal-counted"))
        head.append(h("div", add_button(language, PATH, "goals"), cls="actions",
                      data_meeting_words=said(language)))  # fmt: skip
        listed = inert(goals_table(library, selection))
    else:
        listed = h("p", say()("list_none", language), cls="empty goal-empty")
    strategy_link = link(say()("to_strategy", language), shell.address("/strategi", selection))
    return [
        *head,
        listed,
        h("p", strategy_link, cls="goal-list-foot"),
        inert(*_yardstick(library, selection)),
    ]


def counted(library: Library, selection: Selection) -> str:
    """How many goals are reached or on track, of how many (rule 34)."""
    found = [
        goal_status(library, goal, selection.as_of).assessment.verdict
        for goal in library.strategy.goals
    ]
    return say()(
        "counted",
        selection.language,
        all=len(found),
        reached=sum(verdict in ("reached", "on_track") for verdict in found),
        cannot=found.count("cannot"),
    )


def goals_table(library: Library, selection: Selection) -> Element:
    """The goals plan by plan: place, base, newest value, target, status with symbol and word."""
    language, strategy = selection.language, library.strategy
    names = ("goal", "plan", "place", "newest", "target", "status")
    order = {plan: number for number, plan in enumerate(strategy.plans)}
    goals = sorted(strategy.goals.values(), key=lambda goal: order[goal.plan])
    return table(
        say()("list_table", language),
        [say()(f"column_{name}", language) for name in names],
        [_row(library, goal, selection) for goal in goals],
        cls="goal-list",
    )


def _row(library: Library, goal: Goal, selection: Selection) -> list[Child]:
    language = selection.language
    found = goal_status(library, goal.id, selection.as_of)
    indicator, newest = found.indicator, found.newest
    value = formats.MISSING if newest is None else (
        dated(newest.value, newest.period, indicator, language)
    )  # fmt: skip
    return [
        link(name_of(goal, language), goal_address(goal.id, selection)),
        library.strategy.plans[goal.plan].name[language],
        of_whom(goal, language),
        value,
        dated(goal.target_value, goal.target_period, indicator, language),
        status_mark(found, language),
    ]


def _yardstick(library: Library, selection: Selection) -> list[Element]:
    """How the three counties stand against Riket: neutral, labelled so, and never a goal."""
    language = selection.language
    tables = [
        part
        for section in library.sections()
        if section.challenge and (part := _yardstick_table(library, section, selection))
    ]
    if not tables:
        return []
    return [
        h(
            "section",
            h("h2", say()("yardstick", language), id="mattstock"),
            h("p", say()("yardstick_lead", language), cls="lead"),
            *tables,
            cls="goal-section yardstick",
            aria_labelledby="mattstock",
        )
    ]


def _yardstick_table(library: Library, section: Section, selection: Selection) -> Element | None:
    language = selection.language
    available = library.available()
    rows = [
        [_indicator(available[code], selection), *cells]
        for code in section.indicators
        if code in available
        and available[code].leading
        and available[code].level == "county"
        and (cells := _cells(library, available[code], selection))
    ]
    if not rows:
        return None
    caption = say()("yardstick_table", language, section=section.name[language])
    heads = [say()("yardstick_indicator", language)]
    heads += [geographies()[code].short(language) for code in THE_THREE]
    number = f"{section.number} · " if section.number else ""
    return h(
        "div",
        h("h3", number + section.name[language]),
        table(caption, heads, rows, cls="yardsticks"),
    )


def _indicator(indicator: Indicator, selection: Selection) -> Child:
    """The indicator's name, and which way is better (rule 18)."""
    asked, language = replace(selection, indicator=indicator.id), selection.language
    name = link(indicator.name[language], "/jamfor" + to_query(asked))
    if indicator.direction == "none":
        return name
    way = naming.say()(f"direction_{indicator.direction}", language)
    return [name, h("span", way, cls="sub")]


def _cells(library: Library, indicator: Indicator, selection: Selection) -> list[Child]:
    """A cell for each of the three counties; none where the yardstick says nothing of any."""
    sex = indicator.breakdowns[0]
    found = [yardstick(library, indicator.id, code, sex, selection.as_of) for code in THE_THREE]
    if all(one.gap is None for one in found):
        return []
    return [_measured(one, selection.language) for one in found]


def _measured(found: Yardstick, language: str) -> Element:
    """The word of the yardstick, the gap to Riket and its period, and why it tells no way."""
    symbol = h("span", YARDS[found.word], cls="status-symbol", aria_hidden="true")
    word = yardstick_word(found, language)
    if found.gap is None:
        told = beside_words()(f"yardstick_because_{found.reason}", language) if found.reason else ""
    else:
        unit = beside_words()("points" if found.points else "percent_of_riket", language)
        gap = formats.with_unit(found.gap, 1, language, unit, signed=True)
        when = formats.period(found.period, language)
        told = say()("value_in", language, value=gap, period=when)
        if found.reason:
            told += ". " + formats.sentence(
                beside_words()(f"yardstick_because_{found.reason}", language)
            )
    sub = h("span", told, cls="sub") if told else None
    return h("span", symbol, h("span", word), sub, cls="status-mark")
