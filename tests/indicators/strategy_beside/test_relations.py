"""What belongs to what, and where the white spots are."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.strategy import relations
from indicators.strategy.load import Strategy
from tests.indicators.strategy_beside import made

FIGURES = made.yearly({"20": [1, 2, 3]})
MEASURED = made.challenge("measured", themes=["synthetic"])
OTHER = made.challenge("other")
THIRD = made.challenge("third")
IN_OTHER = made.area("in_other", challenges=["other"])
NAMING = made.area("naming", indicators=["synthetic"], challenges=["third"])
EMPTY = made.area("empty")
GROUPS = (MEASURED, OTHER, THIRD, IN_OTHER, NAMING, EMPTY, made.plan())
CATALOGUE = made.library(FIGURES).catalogue


@pytest.mark.parametrize(
    ("item", "areas", "challenges"),
    [
        (made.goal(challenges=["third"]), ("naming",), ("third",)),
        (made.goal(areas=["in_other"]), ("in_other",), ("measured", "other")),
        (made.goal(), ("naming",), ("measured", "third")),
        (made.goal(areas=["empty"]), ("empty",), ("measured",)),
        (made.milestone("m", challenges=["other"]), (), ("other",)),
        (made.milestone("m", areas=["in_other", "empty"]), ("in_other", "empty"), ("other",)),
        (made.milestone("m"), (), ()),
        (made.activity("a", indicators=["synthetic"]), ("naming",), ("measured", "third")),
        (made.activity("a", areas=["in_other"]), ("in_other",), ("other",)),
        (made.activity("a"), (), ()),
    ],
)
def test_an_items_own_areas_and_challenges_come_first(
    item: relations.Item, areas: tuple[str, ...], challenges: tuple[str, ...]
) -> None:
    strategy = made.strategy(*GROUPS)
    assert relations.areas_of(item, strategy) == areas
    assert relations.challenges_of(item, strategy, CATALOGUE) == challenges


def test_items_are_found_under_each_group_that_they_serve() -> None:
    goal, bound = made.goal("g", areas=["in_other"]), made.goal("h", challenges=["third"])
    done = made.milestone("m", areas=["in_other"])
    work = made.activity("a", indicators=["synthetic"])
    strategy = made.strategy(*GROUPS, goal, bound, done, work)
    assert relations.goals_in(IN_OTHER, strategy, CATALOGUE) == (goal,)
    assert relations.goals_in(OTHER, strategy, CATALOGUE) == (goal,)
    assert relations.goals_in(MEASURED, strategy, CATALOGUE) == (goal,)
    assert relations.goals_in(THIRD, strategy, CATALOGUE) == (bound,)
    assert relations.milestones_in(OTHER, strategy, CATALOGUE) == (done,)
    assert relations.milestones_in(NAMING, strategy, CATALOGUE) == ()
    assert relations.activities_in(MEASURED, strategy, CATALOGUE) == (work,)


@pytest.mark.parametrize(
    ("changes", "beside"),
    [
        ({"indicators": ["synthetic"], "places": ["20"]}, True),
        ({"indicators": ["synthetic"], "places": ["21"]}, False),
        ({"indicators": ["synthetic"], "places": ["SE31"]}, True),  # the region holds the county
        ({"indicators": ["synthetic"]}, True),  # the plan's place
        ({"areas": ["in_other"], "places": ["20"]}, True),
        ({"areas": ["empty"], "places": ["20"]}, False),
        ({"places": ["20"]}, False),
    ],
)
def test_activities_beside_a_goal_share_its_matter_and_its_place(
    changes: dict[str, list[str]], beside: bool
) -> None:
    goal, activity = made.goal(areas=["in_other"]), made.activity("a", **changes)
    strategy = made.strategy(*GROUPS, goal, activity)
    assert relations.activities_beside(goal, strategy) == ((activity,) if beside else ())
    assert relations.activities_without_goal(strategy) == (() if beside else (activity,))


def test_an_activity_in_a_county_stands_beside_a_goal_of_the_region() -> None:
    goal = made.goal(place="SE31")
    near = made.activity("near", indicators=["synthetic"], places=["17"])
    far = made.activity("far", indicators=["synthetic"], places=["01"])
    strategy = made.strategy(*GROUPS, goal, near, far)
    assert relations.activities_beside(goal, strategy) == (near,)


def test_areas_without_goals_are_those_that_the_plan_takes_up() -> None:
    own = made.plan("own", areas=["in_other", "empty"])
    goals = (made.goal("g", areas=["naming"]), made.goal("h", plan="own", areas=["empty"]))
    strategy = made.strategy(*GROUPS, own, *goals)
    assert relations.areas_without_goals(strategy, strategy.plans["p"]) == (IN_OTHER, EMPTY)
    assert relations.areas_without_goals(strategy, own) == (IN_OTHER,)


def test_goals_without_data() -> None:
    goals = (made.goal("with"), made.goal("without", place="21"), made.goal("late"))
    late = made.goal("late", base_period="2016")
    library = made.library(FIGURES, *goals[:2], late)
    assert [goal.id for goal in relations.goals_without_data(library)] == ["without", "late"]


def test_owners_once_each_in_alphabetical_order() -> None:
    strategy = made.strategy(
        made.activity("a", owner="Region B"),
        made.activity("b", owner="almi"),
        made.milestone("m", owner="Region B"),
        made.milestone("n"),
    )
    assert relations.owners(strategy) == ("almi", "Region B")


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "undated"),
        ({"due": "2026-11-22"}, "late"),
        ({"due": "2026-11-23"}, "waiting"),
        ({"due": "2020-01-01", "done": True}, "done"),
        ({"due": "2020-01-01", "done": True, "done_on": "2026-11-23"}, "done"),
        ({"due": "2020-01-01", "done": True, "done_on": "2026-11-24"}, "late"),
        ({"done": True, "done_on": "2026-11-24"}, "undated"),
    ],
)
def test_the_state_of_a_milestone_on_a_day(changes: dict[str, object], state: str) -> None:
    found = relations.milestone_state(made.milestone("m", **changes), date(2026, 11, 23))
    assert found == state


def test_an_empty_strategy_has_no_answer_to_anything() -> None:
    library = made.library(FIGURES)
    assert relations.owners(Strategy()) == ()
    assert relations.activities_without_goal(Strategy()) == ()
    assert relations.areas_without_goals(Strategy(), made.plan()) == ()
    assert relations.goals_without_data(library) == ()
    assert relations.areas_of(made.goal(), Strategy()) == ()
    assert relations.challenges_of(made.goal(), Strategy(), CATALOGUE) == ()
