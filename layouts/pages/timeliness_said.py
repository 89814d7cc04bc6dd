"""The sentences on top of Läget om data, computed from the facts and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators import formats
from indicators.model import Selection
from indicators.period_ends import following
from indicators.timeliness import Timeliness
from layouts.elements import Element, h, link
from layouts.pages import timeliness_words as words
from layouts.pages.goal_words import name_of
from layouts.pages.overview import compare_address
from layouts.pages.timeliness import say

if TYPE_CHECKING:
    from indicators.library import Library

#: how far ahead the sentence looks, in months; a steering group meets about twice a year
AHEAD = 6
NAMED = 4
#: figures this many years old are still called fresh: yearly statistics come within two years
FRESH = 2


def said(library: Library, facts: Sequence[Timeliness], selection: Selection, day: date) -> Element:
    """How many are fresh, what comes within half a year, which goals get a value next."""
    language = selection.language
    texts = [fresh(facts, day, language), soon(facts, day, language), cannot(facts, language)]
    return h(
        "section",
        h("p", " ".join(text for text in texts if text), cls="told"),
        *_goals(library, facts, selection, day),
        h("p", say()("counted", language), cls="small"),
        cls="timeliness-said",
    )


def fresh(facts: Sequence[Timeliness], day: date, language: str) -> str:
    """How many have values for the year before last or later."""
    year = day.year - FRESH
    return say()(
        "fresh",
        language,
        count=sum(fact.ended.year >= year for fact in facts),
        total=len(facts),
        year=year,
        oldest=min(facts, key=lambda fact: fact.ended).ended.year,
    )


def soon(facts: Sequence[Timeliness], day: date, language: str) -> str:
    """What is announced or expected within half a year, by name, the nearest first."""
    until = following(str(day)[:7], AHEAD)
    found = in_order([fact for fact in facts if "" < fact.coming.month <= until])
    month = formats.period(until, language)
    if not found:
        return say()("coming_none", language, month=month)
    announced = sum(fact.coming.state == "announced" for fact in found)
    names = [fact.indicator.name[language] for fact in found[:NAMED]]
    if len(found) > NAMED:
        names.append(say()("and_more", language, count=len(found) - NAMED))
    fields = {
        "month": month,
        "expected": len(found) - announced,
        "names": formats.listing(names, language),
    }
    if not announced:
        return say()("coming_expected", language, **fields)
    return say()("coming", language, announced=announced, **fields)


def cannot(facts: Sequence[Timeliness], language: str) -> str:
    """For how many no expectation can be had because no day of publication is known."""
    count = sum(fact.coming.state == "unknown" for fact in facts)
    return say()("cannot", language, count=count, total=len(facts)) if count else ""


def in_order(facts: Sequence[Timeliness]) -> list[Timeliness]:
    """The facts with a day to come, the nearest first."""
    dated = [(fact.coming.day, fact) for fact in facts if fact.coming.day is not None]
    return [fact for _, fact in sorted(dated, key=lambda pair: pair[0])]


def _goals(
    library: Library, facts: Sequence[Timeliness], selection: Selection, day: date
) -> list[Element]:
    """The goals in the order in which they get a new value."""
    language, goals = selection.language, library.strategy.goals
    if not goals:
        return [h("p", say()("goals_none", language))]
    lines = [
        h(
            "li",
            link(name_of(goal, language), compare_address(fact.indicator, selection)),
            f" ({geographies()[goal.place].short(language)}): "
            + words.coming(fact.coming, language, day),
        )
        for fact in in_order(facts)
        for goal in library.strategy.goals_of(fact.indicator.id)
    ]
    about = library.strategy.about
    example = say()("example", language) if about is not None and about.example else None
    if not lines:
        text = say()("goals_cannot", language, total=len(goals))
        return [h("p", " ".join(part for part in (text, example) if part))]
    rest = len(goals) - len(lines)
    left = say()("goals_rest", language, count=rest, total=len(goals)) if rest else None
    after = " ".join(part for part in (left, example) if part)
    return [
        h("p", say()("goals_next", language)),
        h("ul", *lines, cls="plain"),
        *([h("p", after)] if after else []),
    ]
