"""How many goals of each challenge and place are on track, out of how many (rule 34).

A goal that serves two challenges is counted under both, so the rows may not be added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, THE_THREE
from indicators.strategy.beside import say
from indicators.strategy.load import Strategy
from indicators.strategy.model import Goal, Milestone, StatusClass
from indicators.strategy.relations import challenges_of, milestone_state, places_of
from indicators.strategy.status import Status, status
from indicators.strategy.words import rests_on_few

if TYPE_CHECKING:
    from indicators.library import Library


@dataclass(frozen=True, slots=True)
class Cell:
    """The goals of one challenge and place by class, and the milestones of its plans."""

    place: str
    #: ids, in the order of the files
    goals: tuple[str, ...] = ()
    #: how many goals are of each class; a class without any is not there
    classes: Mapping[StatusClass, int] | None = None
    milestones: tuple[str, ...] = ()
    done: int = 0
    late: int = 0
    #: how many of the goals are judged on the fewest values that allow it
    few: int = 0

    def count(self, verdict: StatusClass) -> int:
        """How many goals are of a class."""
        return (self.classes or {}).get(verdict, 0)

    @property
    def total(self) -> int:
        """The denominator: every goal, whether or not it can be assessed."""
        return len(self.goals)

    @property
    def cannot(self) -> int:
        """How many goals cannot be assessed yet."""
        return self.count("cannot")

    @property
    def on_the_way(self) -> int:
        """How many goals are reached or on track."""
        return self.count("reached") + self.count("on_track")


@dataclass(frozen=True, slots=True)
class Row:
    """A challenge with a cell for every place of :func:`columns`; `challenge` is its id.

    The row of "" holds goals and milestones that belong to no challenge, and is there only if any
    do.
    """

    challenge: str
    cells: tuple[Cell, ...]


def goal_status(library: Library, goal: str, as_of: date | None = None) -> Status:
    """The status of a goal, computed once per release. Raises KeyError for an unknown goal."""
    found = library.strategy.goals[goal]
    return library.keep(
        ("goal status", goal, as_of),
        lambda: status(library, found, as_of),
        lasting=as_of is None,
    )


def columns(strategy: Strategy) -> tuple[str, ...]:
    """The three counties, Norra Mellansverige, then any other place of a goal or milestone."""
    places = dict.fromkeys((*THE_THREE, NORRA_MELLANSVERIGE))
    places |= dict.fromkeys(goal.place for goal in strategy.goals.values())
    for milestone in strategy.milestones.values():
        places |= dict.fromkeys(places_of(milestone, strategy))
    return tuple(places)


def matrix(
    library: Library, as_of: date | None = None, today: date | None = None
) -> tuple[Row, ...]:
    """A row a challenge, in the strategy's order, with the figures known on a day.

    Milestones stand as they were on `as_of`, else `today` (the day of the clock where not given).
    """
    strategy, catalogue = library.strategy, library.catalogue
    day = as_of or today or date.today()
    serve: dict[str, tuple[list[Goal], list[Milestone]]]
    serve = {code: ([], []) for code in (*strategy.challenges, "")}
    for goal in strategy.goals.values():
        for code in challenges_of(goal, strategy, catalogue) or ("",):
            serve[code][0].append(goal)
    for milestone in strategy.milestones.values():
        for code in challenges_of(milestone, strategy, catalogue) or ("",):
            serve[code][1].append(milestone)
    if serve[""] == ([], []):
        del serve[""]
    return tuple(
        Row(
            code,
            tuple(
                _cell(library, place, goals, milestones, as_of, day) for place in columns(strategy)
            ),
        )
        for code, (goals, milestones) in serve.items()
    )


def _cell(
    library: Library,
    place: str,
    goals: list[Goal],
    milestones: list[Milestone],
    as_of: date | None,
    day: date,
) -> Cell:
    mine = tuple(goal.id for goal in goals if goal.place == place)
    found = [goal_status(library, goal, as_of) for goal in mine]
    due = [item for item in milestones if place in places_of(item, library.strategy)]
    states = Counter(milestone_state(item, day) for item in due)
    return Cell(
        place,
        mine,
        Counter(one.assessment.verdict for one in found),
        tuple(item.id for item in due),
        states["done"],
        states["late"],
        sum(map(rests_on_few, found)),
    )


def cell_words(cell: Cell, language: str) -> str:
    """ "7 av 12 på väg, 3 kan inte bedömas", then the milestones; "inget mål satt" for no goal."""
    goals = goal_words(cell, language)
    return "; ".join(part for part in (goals, milestone_words(cell, language)) if part)


def goal_words(cell: Cell, language: str) -> str:
    """The goals of a cell with their denominator; how many are judged on little or not at all."""
    if not cell.total:
        return say()("no_goal", language)
    reached = cell.count("reached")
    some = say()("count_reached" if reached == 1 else "count_reached_many", language, n=reached)
    goals = say()(
        "count_goals",
        language,
        n=cell.on_the_way,
        total=cell.total,
        reached=f" {some}" if reached else "",
    )
    if cell.cannot:
        goals = say()("count_cannot", language, goals=goals, n=cell.cannot)
    if cell.few:
        key = "count_few" if cell.few == 1 else "count_few_many"
        goals = say()(key, language, goals=goals, n=cell.few)
    return goals


def milestone_words(cell: Cell, language: str) -> str:
    """ "2 av 3 milstolpar klara, 1 försenad"; "" where the cell has no milestone."""
    total = len(cell.milestones)
    if not total:
        return ""
    key = "milestone_one" if total == 1 else "milestone" if cell.done == 1 else "milestones"
    words = say()(key, language, n=cell.done, total=total)
    if cell.late:
        late = "milestone_late" if cell.late == 1 else "milestones_late"
        words += say()(late, language, n=cell.late)
    return words
