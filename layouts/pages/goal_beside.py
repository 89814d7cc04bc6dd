"""What stands beside a goal's status: activities as context, earlier days, the ways onward."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from data.geography import RIKET, geographies
from indicators import formats
from indicators.model import Selection
from indicators.selection import settings, to_query
from indicators.strategy.counts import goal_status
from indicators.strategy.model import Activity, Goal
from indicators.strategy.relations import activities_beside, areas_of
from indicators.strategy.status import Status
from indicators.values import used_series
from layouts import shell
from layouts.elements import Child, Element, h, link
from layouts.pages.goal_words import dated, measured, say, section, status_mark, table

if TYPE_CHECKING:
    from indicators.library import Library

PATH = "/mal"
#: earlier days that are listed, the newest first
MOST_DAYS = 8


def sections(library: Library, found: Status, selection: Selection) -> list[Element]:
    """Activities, history where anything has been published, and the ways onward."""
    told = [
        activities(library, found.goal, selection.language),
        history(library, found.goal, selection),
        onward(library, found, selection),
    ]
    return [part for part in told if part is not None]


def activities(library: Library, goal: Goal, language: str) -> Element:
    """The activities beside the goal: context, not cause (rule 33)."""
    beside = activities_beside(goal, library.strategy)
    if not beside:
        none = h("p", say()("activities_none", language), cls="none")
        return section("activities", language, none)
    heads = [say()(f"activity_{name}", language) for name in ("name", "owner", "when", "state")]
    rows: list[list[Child]] = [
        [
            _name(one, language),
            one.owner,
            when(one, language),
            say()(f"state_{one.state}", language),
        ]
        for one in beside
    ]
    return section(
        "activities",
        language,
        h("p", say()("activities_lead", language), cls="lead"),
        table(say()("activities_table", language), heads, rows),
    )


def _name(activity: Activity, language: str) -> Child:
    if not activity.link:
        return activity.name[language]
    return h("a", activity.name[language], href=activity.link, rel="noreferrer")


def when(activity: Activity, language: str) -> str:
    """The time of an activity: from its start, and to its end where that is known."""
    start = formats.period(activity.start, language)
    if activity.end is None:
        return say()("activity_from", language, start=start)
    return formats.period_range(activity.start, activity.end, language)


def release_days(library: Library, goal: Goal, until: date | None = None) -> tuple[date, ...]:
    """The days on which a dataset of the goal's indicator brought something, the newest first."""
    indicator = library.catalogue.indicators[goal.indicator]
    found = {
        date.fromisoformat(row["effective"][:10])
        for ref in used_series(indicator)
        for row in library.all_releases(ref.dataset)
    }
    return tuple(sorted((day for day in found if until is None or day <= until), reverse=True))


def history(library: Library, goal: Goal, selection: Selection) -> Element | None:
    """The status as the figures of each earlier day give it, each a link to that day's page."""
    language = selection.language
    days = release_days(library, goal, selection.as_of)
    if not days:
        return None
    heads = [say()(f"history_{name}", language) for name in ("day", "newest", "status")]
    rows = [_day(library, goal, day, selection) for day in days[:MOST_DAYS]]
    older = len(days) - MOST_DAYS
    more = say()("history_more", language, count=older)
    return section(
        "history",
        language,
        h("p", say()("history_lead", language), cls="lead"),
        table(say()("history_table", language), heads, rows),
        h("p", more, cls="small") if older > 0 else None,
    )


def _day(library: Library, goal: Goal, day: date, selection: Selection) -> list[Child]:
    language = selection.language
    found = goal_status(library, goal.id, day)
    newest = found.newest
    value = formats.MISSING if newest is None else (
        dated(newest.value, newest.period, found.indicator, language)
    )  # fmt: skip
    there = shell.address(f"{PATH}/{goal.id}", replace(selection, as_of=day))
    return [link(str(day), there), value, status_mark(found, language)]


def onward(library: Library, found: Status, selection: Selection) -> Element:
    """Links to the comparison of the indicator, to the strategy and to the goal's areas."""
    language, goal = selection.language, found.goal
    links: list[Element] = []
    if found.newest is not None:
        values = library.values(goal.indicator, goal.breakdown, selection.as_of)
        codes = dict.fromkeys((goal.place, RIKET))
        places = tuple(code for code in codes if values.latest(code) is not None)
        sex = None if goal.breakdown == "total" else goal.breakdown
        asked = replace(settings(selection), indicator=goal.indicator, places=places, breakdown=sex)
        names = [geographies()[code].short(language) for code in places]
        words = say()(
            "to_compare",
            language,
            indicator=measured(goal, found.indicator, language),
            places=formats.listing(names, language),
        )
        links.append(link(words, "/jamfor" + to_query(asked)))
    links.append(link(say()("to_strategy", language), shell.address("/strategi", selection)))
    links += [_area(library, code, selection) for code in areas_of(goal, library.strategy)]
    return section("onward", language, h("ul", *(h("li", one) for one in links), cls="plain"))


def _area(library: Library, code: str, selection: Selection) -> Element:
    """Strategi with only what belongs to an area."""
    name = library.strategy.areas[code].name[selection.language]
    there = replace(settings(selection), filters=(f"omrade:{code}",))
    words = say()("to_area", selection.language, area=name)
    return link(words, "/strategi" + to_query(there))
