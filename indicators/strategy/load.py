"""A strategy from its folder of TOML files, cross-checked; every fault is reported at once.

Any file may hold any of the tables, so a region may keep one file a plan or one file a kind.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from data.errors import Fault, InputFault
from data.geography import geographies
from data.model import period_position
from data.records import read_toml, validation_faults
from indicators.catalogue import Catalogue
from indicators.strategy.model import (
    About,
    Activity,
    Area,
    Challenge,
    Goal,
    Milestone,
    Plan,
)

FOLDER = Path(__file__).parent
OWN_FOLDER = "STRATEGY_DIR"
#: table -> its record and the field of :class:`Strategy` that holds it
TABLES: dict[str, tuple[type[BaseModel], str]] = {
    "challenge": (Challenge, "challenges"),
    "area": (Area, "areas"),
    "plan": (Plan, "plans"),
    "goal": (Goal, "goals"),
    "milestone": (Milestone, "milestones"),
    "activity": (Activity, "activities"),
}

Record = TypeVar("Record", Challenge, Area, Plan, Goal, Milestone, Activity)


@dataclass(frozen=True)
class Strategy:
    """Everything of a strategy by id, in the order of the files; empty where there is none."""

    about: About | None = None
    challenges: Mapping[str, Challenge] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    goals: Mapping[str, Goal] = field(default_factory=dict)
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)

    def goals_of(self, indicator: str) -> tuple[Goal, ...]:
        """The goals that an indicator has, in any plan."""
        return tuple(goal for goal in self.goals.values() if goal.indicator == indicator)


def folder() -> Path:
    """The folder that the environment names in ``STRATEGY_DIR``, else the panel's own."""
    own = os.environ.get(OWN_FOLDER, "").strip()
    return Path(own) if own else FOLDER


def load_strategy(catalogue: Catalogue, read: Path | None = None) -> Strategy:
    """Read and cross-check a strategy. Raises :class:`InputFault` with every fault."""
    read = read or folder()
    faults: list[Fault] = []
    if not read.is_dir():
        raise InputFault([Fault(str(read), OWN_FOLDER, "expected a folder, found none")])
    found: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    stands: dict[tuple[str, str], tuple[str, str]] = {}
    about: About | None = None
    for path in sorted(read.glob("*.toml")):
        for table, value in read_toml(path, faults).items():
            if table == "strategy":
                if about is not None:
                    faults.append(Fault(path.name, table, "stands twice, expected once"))
                about = _record(About, value, path.name, table, faults) or about
            elif table not in TABLES:
                known = ", ".join(["strategy", *TABLES])
                faults.append(Fault(path.name, table, f"unknown table, expected one of {known}"))
            elif not isinstance(value, list):
                faults.append(Fault(path.name, table, f"expected tables [[{table}]]"))
            else:
                _listed(table, value, path.name, found, stands, faults)
    strategy = Strategy(about, **{name: found[table] for table, (_, name) in TABLES.items()})
    for table, name, problem in problems(strategy, catalogue):
        file, where = stands[(table, name)]
        faults.append(Fault(file, f"{where} {name}", problem))
    if faults:
        raise InputFault(faults)
    return strategy


def _listed(
    table: str,
    records: list[Any],
    file: str,
    found: dict[str, dict[str, Any]],
    stands: dict[tuple[str, str], tuple[str, str]],
    faults: list[Fault],
) -> None:
    model = TABLES[table][0]
    for number, values in enumerate(records, start=1):
        where = f"{table}[{number}]"
        record = cast("Any", _record(model, values, file, where, faults))
        if record is None:
            continue
        if record.id in found[table]:
            faults.append(Fault(file, where, f"id {record.id} stands twice"))
        found[table][record.id] = record
        stands[(table, record.id)] = (file, where)


Model = TypeVar("Model", bound=BaseModel)


def _record(
    model: type[Model], values: Any, file: str, where: str, faults: list[Fault]
) -> Model | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults += [
            Fault(file, f"{where}.{fault.where}", fault.problem)
            for fault in validation_faults(error, file)
        ]
        return None


def problems(strategy: Strategy, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """What does not fit together, as (table, id, problem): references, periods, directions."""
    for table, (_, name) in TABLES.items():
        for record in getattr(strategy, name).values():
            for problem in _references(record, strategy, catalogue):
                yield table, record.id, problem
    for goal in strategy.goals.values():
        for problem in _goal_problems(goal, catalogue):
            yield "goal", goal.id, problem
    for milestone in strategy.milestones.values():
        if milestone.done_on is not None and not milestone.done:
            yield "milestone", milestone.id, "done_on: a day, but done is not true"
    for activity in strategy.activities.values():
        if activity.end and period_position(activity.end) < period_position(activity.start):
            yield "activity", activity.id, "end: is before start"


def _references(record: Any, strategy: Strategy, catalogue: Catalogue) -> Iterator[str]:
    known: dict[str, Any] = {
        "plan": strategy.plans,
        "areas": strategy.areas,
        "challenges": strategy.challenges,
        "indicator": catalogue.indicators,
        "indicators": catalogue.indicators,
        "themes": catalogue.themes,
        "place": geographies(),
        "places": geographies(),
    }
    for key, ids in known.items():
        value = getattr(record, key, None)
        if value is None:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            if one not in ids:
                yield f"{key}: unknown {one!r}"


def _goal_problems(goal: Goal, catalogue: Catalogue) -> Iterator[str]:
    periods = [goal.base_period, *(point.period for point in goal.path), goal.target_period]
    places = [period_position(period) for period in periods]
    if places != sorted(set(places)):
        yield "base_period, path, target_period: expected later and later periods"
    if len({period[4:] for period in periods}) > 1:
        yield "base_period, path, target_period: expected years, or one month or quarter in all"
    if goal.thresholds.slow > goal.thresholds.on_track:
        yield "thresholds: slow is above on_track"
    indicator = catalogue.indicators.get(goal.indicator)
    if indicator is None:
        return
    if goal.breakdown not in indicator.breakdowns:
        yield f"breakdown: {goal.indicator} has only {', '.join(indicator.breakdowns)}"
    direction = goal.direction or indicator.direction
    if direction == "none":
        yield f"direction: {goal.indicator} has none of its own, expected up or down"
