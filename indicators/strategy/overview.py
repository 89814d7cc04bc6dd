"""The strategy as one list of rows, from which its map and its table are both drawn.

Many-to-many: an item stands in a row for every challenge and area that it belongs to, and is
counted once, by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from indicators.catalogue import Catalogue
from indicators.strategy import relations
from indicators.strategy.load import Strategy
from indicators.strategy.model import Activity, Goal, Milestone
from indicators.strategy.relations import MilestoneState as MilestoneState
from indicators.strategy.relations import milestone_state as milestone_state
from indicators.strategy.sections import indicators_of
from indicators.strategy.status import Status

ItemKind = Literal["goal", "milestone", "activity"]
ITEM_KINDS: tuple[ItemKind, ...] = ("goal", "milestone", "activity")
#: what stands in a row: an item, or what is known where none is; "no_goal" is a white spot,
#: "elsewhere" an area whose goals of the plan stand under another challenge, "outside" an area that
#: the plan does not take up, "no_area" a challenge without areas
RowKind = Literal["goal", "milestone", "activity", "no_goal", "elsewhere", "outside", "no_area"]
MILESTONE_STATES: tuple[MilestoneState, ...] = ("done", "late", "waiting", "undated")
#: ids of a challenge and an area; "" where an item belongs to none
Stand = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A goal, milestone or activity, as far as lists and filters ask."""

    kind: ItemKind
    id: str
    plan: str
    places: tuple[str, ...]
    #: who answers for it: who decided a goal, who owns a milestone or an activity
    owner: str
    #: a goal's class, a milestone's state, an activity's state
    status: str
    #: (challenge, area) that it belongs to, in the strategy's order
    stands: tuple[Stand, ...]
    #: of a goal: the activities on its indicator; of an activity: the goals on its indicators
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table and one node of the map; `id` is the item's, "" where there is none."""

    challenge: str
    area: str
    plan: str
    kind: RowKind
    id: str = ""


@dataclass(frozen=True, slots=True)
class WhiteSpots:
    """What is missing, each with all that it was sought among (rule 34)."""

    #: challenges that no indicator measures, and those without an area
    unmeasured: tuple[str, ...]
    without_area: tuple[str, ...]
    #: (area, plan) without a goal, of so many that the plans take up
    empty: tuple[tuple[str, str], ...]
    taken_up: int
    #: goals whose place has no value since the base year
    without_data: tuple[str, ...]
    #: activities that stand beside no goal
    loose: tuple[str, ...]


def items(
    strategy: Strategy,
    catalogue: Catalogue,
    status_of: Callable[[Goal], Status],
    today: date,
) -> tuple[Item, ...]:
    """Every goal, milestone and activity once, in the order of the files."""
    under = {goal.id: on_indicator(goal, strategy) for goal in strategy.goals.values()}

    def stands(item: Goal | Milestone | Activity) -> tuple[Stand, ...]:
        areas = relations.areas_of(item, strategy)
        return _stands(areas, relations.challenges_of(item, strategy, catalogue), strategy)

    found = [
        Item(
            "goal", goal.id, goal.plan, (goal.place,), goal.decided_by,
            status_of(goal).assessment.verdict, stands(goal), under[goal.id],
        )
        for goal in strategy.goals.values()
    ]  # fmt: skip
    found += [
        Item(
            "milestone", item.id, item.plan, relations.places_of(item, strategy),
            item.owner or "", milestone_state(item, today), stands(item),
        )
        for item in strategy.milestones.values()
    ]  # fmt: skip
    found += [
        Item(
            "activity", item.id, item.plan, relations.places_of(item, strategy), item.owner,
            item.state, stands(item),
            tuple(goal for goal, activities in under.items() if item.id in activities),
        )
        for item in strategy.activities.values()
    ]  # fmt: skip
    return tuple(found)


def on_indicator(goal: Goal, strategy: Strategy) -> tuple[str, ...]:
    """The activities that stand beside a goal by its very indicator, see :mod:`relations`.

    That they stand beside each other says nothing of cause (rule 33).
    """
    return tuple(
        item.id
        for item in relations.activities_beside(goal, strategy)
        if goal.indicator in item.indicators
    )


def _stands(
    areas: tuple[str, ...], challenges: tuple[str, ...], strategy: Strategy
) -> tuple[Stand, ...]:
    """Where an item stands: its areas under its challenges.

    An area that no challenge of the item has stands under its own challenges; a challenge that no
    area of the item has stands without an area.
    """
    found: list[Stand] = []
    for area in areas:
        own = strategy.areas[area].challenges
        under = [name for name in own if name in challenges] or own
        found += [(name, area) for name in under] or [("", area)]
    reached = {challenge for challenge, _ in found}
    found += [(name, "") for name in challenges if name not in reached]
    return tuple(stand for stand in grid(strategy) if stand in (found or [("", "")]))


def grid(strategy: Strategy) -> tuple[Stand, ...]:
    """Every (challenge, area) that an item can stand at, in the strategy's order."""
    found: list[Stand] = []
    for challenge in strategy.challenges:
        found += [
            (challenge, area.id) for area in strategy.areas.values() if challenge in area.challenges
        ]
        found.append((challenge, ""))
    found += [("", area.id) for area in strategy.areas.values() if not area.challenges]
    return (*found, ("", ""))


def takes_up(strategy: Strategy, plan: str, area: str) -> bool:
    """Tell whether a plan takes up an area: all of them where it names none."""
    return not strategy.plans[plan].areas or area in strategy.plans[plan].areas


def rows(
    strategy: Strategy,
    everything: tuple[Item, ...],
    shown: frozenset[tuple[str, str]],
    plans: tuple[str, ...],
    areas: tuple[str, ...] = (),
    blanks: bool = True,
) -> tuple[Row, ...]:
    """The rows of `plans`, with the items `shown` as (kind, id), in the order of the grid.

    Only `areas` where any are named. Without `blanks` a place without any item has no row.
    """
    found: list[Row] = []
    for challenge, area in grid(strategy):
        if areas and area not in areas:
            continue
        for plan in plans:
            here = [
                Row(challenge, area, plan, item.kind, item.id)
                for item in everything
                if item.plan == plan
                and (item.kind, item.id) in shown
                and (challenge, area) in item.stands
            ]
            # an activity that hangs on the indicator of a goal right here is drawn there
            goals = {row.id for row in here if row.kind == "goal"}
            hang = {item.id for item in everything if goals.intersection(item.beside)}
            here = [row for row in here if row.kind != "activity" or row.id not in hang]
            blank = None
            if blanks and area and not any(row.kind == "goal" for row in here):
                blank = Row(challenge, area, plan, _blank(strategy, everything, area, plan))
            if blank is not None and not (here and blank.kind != "no_goal"):
                found.append(blank)
            found += here
        standing = any(row.challenge == challenge for row in found)
        if blanks and challenge and not area and not areas and not standing:
            found.append(Row(challenge, "", "", "no_area"))
    return tuple(found)


def _blank(strategy: Strategy, everything: tuple[Item, ...], area: str, plan: str) -> RowKind:
    if has_goal(everything, area, plan):
        return "elsewhere"
    return "no_goal" if takes_up(strategy, plan, area) else "outside"


def has_goal(everything: tuple[Item, ...], area: str, plan: str) -> bool:
    """Tell whether a plan has a goal in an area, under any challenge."""
    return any(
        item.kind == "goal" and item.plan == plan and area in {name for _, name in item.stands}
        for item in everything
    )


def groups(found: tuple[Row, ...]) -> Iterator[tuple[str, dict[str, dict[str, list[Row]]]]]:
    """The rows as challenge -> area -> plan, for what is drawn by nesting."""
    for challenge in dict.fromkeys(row.challenge for row in found):
        areas: dict[str, dict[str, list[Row]]] = {}
        for row in found:
            if row.challenge == challenge:
                areas.setdefault(row.area, {}).setdefault(row.plan, []).append(row)
        yield challenge, areas


def white_spots(
    strategy: Strategy, catalogue: Catalogue, status_of: Callable[[Goal], Status]
) -> WhiteSpots:
    """Every white spot of the whole strategy, whatever is filtered."""
    claimed = {name for area in strategy.areas.values() for name in area.challenges}
    return WhiteSpots(
        tuple(name for name in strategy.challenges if not indicators_of(name, catalogue, strategy)),
        tuple(name for name in strategy.challenges if name not in claimed),
        tuple(
            (area.id, plan.id)
            for plan in strategy.plans.values()
            for area in relations.areas_without_goals(strategy, plan)
        ),
        sum(takes_up(strategy, plan, area) for plan in strategy.plans for area in strategy.areas),
        tuple(
            goal.id
            for goal in strategy.goals.values()
            if status_of(goal).assessment.reason == "not_published"
        ),
        tuple(item.id for item in relations.activities_without_goal(strategy)),
    )
