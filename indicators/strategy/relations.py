"""What belongs to what in a strategy, and where it has white spots: questions, no figures.

Belonging is many-to-many: a goal may serve several challenges and areas, and is then found under
each of them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from data.geography import geographies
from indicators.catalogue import Catalogue
from indicators.strategy.load import Strategy
from indicators.strategy.model import Activity, Area, Challenge, Goal, Milestone, Plan
from indicators.strategy.sections import indicators_of

if TYPE_CHECKING:
    from indicators.library import Library

Item = Goal | Milestone | Activity
#: "undated" is not done and has no day by which it is to be done
MilestoneState = Literal["done", "late", "waiting", "undated"]


def areas_of(item: Item, strategy: Strategy) -> tuple[str, ...]:
    """The areas that an item names; where it names none, those that name its indicators."""
    if item.areas:
        return tuple(code for code in strategy.areas if code in item.areas)
    mine = set(_indicators(item))
    return tuple(code for code, area in strategy.areas.items() if mine & set(area.indicators))


def challenges_of(item: Item, strategy: Strategy, catalogue: Catalogue) -> tuple[str, ...]:
    """The challenges that an item names; else those of its areas and of its indicators.

    In the strategy's order; empty where nothing ties the item to a challenge.
    """
    own = set(() if isinstance(item, Activity) else item.challenges)
    if not own:
        for area in areas_of(item, strategy):
            own |= set(strategy.areas[area].challenges)
        for code in strategy.challenges:
            if set(_indicators(item)) & set(indicators_of(code, catalogue, strategy)):
                own.add(code)
    return tuple(code for code in strategy.challenges if code in own)


def _indicators(item: Item) -> tuple[str, ...]:
    if isinstance(item, Goal):
        return (item.indicator,)
    return item.indicators if isinstance(item, Activity) else ()


def _within(item: Item, group: Area | Challenge, strategy: Strategy, catalogue: Catalogue) -> bool:
    if isinstance(group, Area):
        return group.id in areas_of(item, strategy)
    return group.id in challenges_of(item, strategy, catalogue)


def goals_in(group: Area | Challenge, strategy: Strategy, catalogue: Catalogue) -> tuple[Goal, ...]:
    """The goals of an area or a challenge, in the order of the files."""
    return tuple(g for g in strategy.goals.values() if _within(g, group, strategy, catalogue))


def milestones_in(
    group: Area | Challenge, strategy: Strategy, catalogue: Catalogue
) -> tuple[Milestone, ...]:
    """The milestones of an area or a challenge, in the order of the files."""
    return tuple(m for m in strategy.milestones.values() if _within(m, group, strategy, catalogue))


def activities_in(
    group: Area | Challenge, strategy: Strategy, catalogue: Catalogue
) -> tuple[Activity, ...]:
    """The activities of an area or a challenge, in the order of the files."""
    return tuple(a for a in strategy.activities.values() if _within(a, group, strategy, catalogue))


def places_of(item: Milestone | Activity, strategy: Strategy) -> tuple[str, ...]:
    """The places that an activity names, else those of the plan that it stands in."""
    if isinstance(item, Activity) and item.places:
        return item.places
    plan = strategy.plans.get(item.plan)
    return plan.places if plan else ()


def activities_beside(goal: Goal, strategy: Strategy) -> tuple[Activity, ...]:
    """The activities that stand beside a goal as context, never as a cause (rule 33).

    They share the goal's indicator or one of its areas, and a place: the goal's own, one within it
    or one that it lies in.
    """
    return tuple(a for a in strategy.activities.values() if _beside(a, goal, strategy))


def _beside(activity: Activity, goal: Goal, strategy: Strategy) -> bool:
    shared = set(areas_of(goal, strategy)) & set(areas_of(activity, strategy))
    if goal.indicator not in activity.indicators and not shared:
        return False
    return any(_meet(place, goal.place) for place in places_of(activity, strategy))


def _meet(one: str, other: str) -> bool:
    """Tell whether two places are one, or one lies within the other."""
    return one in _upward(other) or other in _upward(one)


def _upward(place: str) -> list[str]:
    """The place, and all that it lies in."""
    found = [place]
    while (parent := geographies()[found[-1]].parent) and parent not in found:
        found.append(parent)
    return found


def owners(strategy: Strategy) -> tuple[str, ...]:
    """Everyone who owns an activity or a milestone, in alphabetical order."""
    named = [item.owner for item in strategy.activities.values()]
    named += [item.owner for item in strategy.milestones.values() if item.owner]
    return tuple(sorted(set(named), key=str.casefold))


def areas_without_goals(strategy: Strategy, plan: Plan) -> tuple[Area, ...]:
    """White spot: the areas that a plan takes up without any goal of its own in them."""
    aimed = {
        area
        for goal in strategy.goals.values()
        if goal.plan == plan.id
        for area in areas_of(goal, strategy)
    }
    taken = plan.areas or tuple(strategy.areas)
    return tuple(a for code, a in strategy.areas.items() if code in taken and code not in aimed)


def goals_without_data(library: Library, as_of: date | None = None) -> tuple[Goal, ...]:
    """White spot: the goals whose place has no value at all since the base year."""
    from indicators.strategy.counts import goal_status

    return tuple(
        goal
        for goal in library.strategy.goals.values()
        if goal_status(library, goal.id, as_of).assessment.reason == "not_published"
    )


def activities_without_goal(strategy: Strategy) -> tuple[Activity, ...]:
    """White spot: the activities that stand beside no goal."""
    return tuple(
        activity
        for activity in strategy.activities.values()
        if not any(_beside(activity, goal, strategy) for goal in strategy.goals.values())
    )


def milestone_state(milestone: Milestone, today: date) -> MilestoneState:
    """Where a milestone stands on a day: what was done later had not been done by then."""
    if milestone.done and (milestone.done_on is None or milestone.done_on <= today):
        return "done"
    if milestone.due is None:
        return "undated"
    return "late" if milestone.due < today else "waiting"
