"""Made-up goals, and libraries that hold them: synthetic, or over the embedded figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from indicators.library import Library
from indicators.strategy.load import Strategy
from indicators.strategy.model import Activity, Area, Challenge, Goal, Milestone, Plan
from tests.indicators import synthetic

DECIDED: dict[str, Any] = {
    "plan": "p",
    "name": "påhittad",
    "decided_by": "Påhittade nämnden",
    "decided_on": date(2020, 1, 1),
}


def goal(name: str = "g", **changes: Any) -> Goal:
    """A made-up goal of the synthetic indicator: from 2011 to the value 20 in 2020, in Dalarna."""
    record: dict[str, Any] = DECIDED | {
        "id": name,
        "indicator": "synthetic",
        "place": "20",
        "base_period": "2011",
        "target_period": "2020",
        "target_value": 20.0,
        "document": "påhittad",
    }
    return Goal.model_validate(record | changes)


def milestone(name: str, **changes: Any) -> Milestone:
    """A made-up milestone, not done and without a day."""
    return Milestone.model_validate(DECIDED | {"id": name} | changes)


def activity(name: str, **changes: Any) -> Activity:
    """A made-up activity of the plan, under way since 2021."""
    record = {"id": name, "plan": "p", "name": "påhittad", "owner": "Påhittad", "start": "2021"}
    return Activity.model_validate(record | {"state": "ongoing"} | changes)


def plan(name: str = "p", *places: str, **changes: Any) -> Plan:
    """A made-up plan, of Dalarna unless said otherwise."""
    record = {"id": name, "name": "påhittad", "places": places or ("20",)}
    return Plan.model_validate(record | changes)


def challenge(name: str, **changes: Any) -> Challenge:
    """A made-up challenge."""
    return Challenge.model_validate({"id": name, "name": "påhittad", "lead": "påhittad"} | changes)


def area(name: str, **changes: Any) -> Area:
    """A made-up area."""
    return Area.model_validate({"id": name, "name": "påhittad"} | changes)


def strategy(*records: Any) -> Strategy:
    """A strategy of any records, in their order."""
    kinds = {
        "challenges": Challenge,
        "areas": Area,
        "plans": Plan,
        "goals": Goal,
        "milestones": Milestone,
        "activities": Activity,
    }
    return Strategy(
        None,
        **{name: {r.id: r for r in records if isinstance(r, kind)} for name, kind in kinds.items()},
    )


def library(figures: pd.DataFrame, *records: Any, about: Any = None, **changes: Any) -> Library:
    """A library over synthetic figures, with a strategy; `changes` are to the indicator."""
    item = synthetic.indicator(**changes)
    made, _ = synthetic.library_of(figures, item, **(about or {}))
    made.strategy = strategy(*records)
    return made


def yearly(places: dict[str, list[float | None]], first: int = 2011, step: int = 1) -> pd.DataFrame:
    """Synthetic observations, a value a year from `first` on."""
    return synthetic.rows(
        *(
            (place, str(first + step * index), value, "A" if value is not None else "O")
            for place, values in places.items()
            for index, value in enumerate(values)
        )
    )
