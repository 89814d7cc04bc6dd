"""What changed beside charts: status of goals, entries of tables, messages to read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from indicators.meeting.change_model import Change, Sides, say
from indicators.meeting.content import SlideContent, SlideTable
from indicators.meeting.field_goal import goals_of
from indicators.meeting.model import Meeting, Slide
from indicators.meeting.watch import watched
from indicators.strategy.counts import goal_status
from indicators.strategy.model import Goal
from indicators.strategy.words import class_word, reason_words

if TYPE_CHECKING:
    from indicators.library import Library

#: pages that speak of every goal
OF_ALL_GOALS = ("", "/", "/mal", "/strategi")
#: pages whose tables are figures; those of goals are told by their status
OF_FIGURES = ("county", "")


def goals_shown(library: Library, content: SlideContent) -> tuple[Goal, ...]:
    """The goals that a slide speaks of."""
    if content.slide.path.rstrip("/") in OF_ALL_GOALS:
        return tuple(library.strategy.goals.values())
    return goals_of(content, library)


def status_changed(
    library: Library, goal: Goal, then: date, now: date | None, language: str
) -> Change | None:
    """The change of a goal's class between two days, None where it is the same."""
    new = goal_status(library, goal.id, now)
    name = goal.name[language]
    told = class_word(new.assessment.verdict, language)
    reason = reason_words(new, language)
    if goal.decided_on > then:
        if now is not None and goal.decided_on > now:
            return None
        return Change("status", name, say()("not_decided", language), told, reason)
    old = goal_status(library, goal.id, then)
    if old.assessment.verdict == new.assessment.verdict:
        return None
    return Change("status", name, class_word(old.assessment.verdict, language), told, reason)


def tables_changed(library: Library, sides: Sides) -> Iterator[Change]:
    """Entries of a slide's own tables that read otherwise, and rows that came or went."""
    page = sides.now.slide.path.strip("/").split("/")[0]
    if page not in OF_FIGURES:
        return
    then = {table.caption: table for table in sides.then.tables}
    # the goals' own table stands first on Läget, and is told by their status
    goals = 1 if not page and library.strategy.goals else 0
    for table in sides.now.tables[goals:]:
        before = then.get(table.caption)
        if before is not None and before.header == table.header:
            yield from _rows(before, table, sides.language)


def _rows(before: SlideTable, table: SlideTable, language: str) -> Iterator[Change]:
    old, new = ({row[0]: row for row in one.rows} for one in (before, table))
    for name in dict.fromkeys((*new, *old)):
        if name not in old or name not in new:
            texts = [say()("came" if name not in old else "went", language)]
            side = new.get(name) or old[name]
            value = side[1] if len(side) > 1 else ""
            pair = (texts[0], value) if name not in old else (value, texts[0])
            yield Change("cell", f"{table.caption}: {name}", *pair)
            continue
        for column, head in enumerate(table.header):
            if column and old[name][column] != new[name][column]:
                about = say()("in_table", language, table=table.caption, row=name, column=head)
                yield Change("cell", about, old[name][column], new[name][column])


def sentences_stale(
    library: Library, meeting: Meeting, slide: Slide, content: SlideContent
) -> Iterator[Change]:
    """The numbers of a slide's message that must be read again."""
    if not slide.confirmed:
        return
    for one in watched(slide, content, library, meeting.language):
        if one.stale:
            yield Change("sentence", content.message or slide.message, one.said, one.now)
