"""A goal's status from the library's figures: which points are clean, and what follows from them.

Clean are the values from the base year on of one origin, in the base's own season, on this side of
every break, reviewed, and of the base's own definition (rules 6, 8, 29).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol, cast

from data.geography import RIKET, geographies, swedish_regions
from indicators.catalogue import Catalogue
from indicators.compare import jumps
from indicators.framing import noise_of
from indicators.model import Direction, Indicator
from indicators.spec import Mark, Sex
from indicators.strategy.assess import Assessment, Point, Question, Reason, assess
from indicators.strategy.beside import parts_of
from indicators.strategy.model import Goal
from indicators.values import Values


class Shelf(Protocol):
    """What a status asks of the library."""

    catalogue: Catalogue

    def values(self, indicator: str, sex: Sex = "total", as_of: date | None = None) -> Values: ...
    def awaiting(self, indicator: Indicator) -> frozenset[tuple[str, str]]: ...


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A value since the base year that is not among the clean points, and why."""

    period: str
    value: float | None
    #: "missing", "season", "definition", "review", "origin" or "break"
    why: str


@dataclass(frozen=True, slots=True)
class Status:
    """A goal with its question and assessment, and what stands beside them."""

    goal: Goal
    indicator: Indicator
    question: Question
    assessment: Assessment
    left_out: tuple[LeftOut, ...] = ()
    #: the period of the break that forbids an assessment
    break_at: str = ""
    #: the newest value of the place, clean or not, and Riket's of the same period
    newest: Mark | None = None
    riket: Mark | None = None
    as_of: date | None = None


def direction_of(goal: Goal, indicator: Indicator) -> Direction:
    """The way that is wanted: the goal's own, else the indicator's."""
    return goal.direction or indicator.direction


def status(library: Shelf, goal: Goal, as_of: date | None = None) -> Status:
    """The status of a goal with the figures known on a day (today's where none is named).

    Raises ValueError where neither goal nor indicator says which way is wanted; the loader refuses
    such a goal.
    """
    indicator = library.catalogue.indicators[goal.indicator]
    direction = direction_of(goal, indicator)
    if direction == "none":
        raise ValueError(f"goal {goal.id}: {indicator.id} has no direction, expected up or down")
    values = library.values(indicator.id, goal.breakdown, as_of)
    marks = [m for m in values.places.get(goal.place, ()) if m.period >= goal.base_period]
    valued = [mark for mark in marks if mark.value is not None]
    newest = valued[-1] if valued else None
    points, left_out, reason, break_at = _clean(library, goal, indicator, values, marks)
    question = Question(
        points=tuple(Point(m.period, cast("float", m.value), m.margin) for m in points),
        target_period=goal.target_period,
        target_value=goal.target_value,
        direction=direction,
        path=tuple((point.period, point.value) for point in goal.path),
        on_track=goal.thresholds.on_track,
        slow=goal.thresholds.slow,
        noise=noise_of(indicator),
        jumped=indicator.one_firm and bool(jumps(points)),
        reason=reason,
    )
    riket = values.mark(RIKET, newest.period) if newest else None
    return Status(
        goal, indicator, question, assess(question), left_out, break_at, newest,
        riket if riket is not None and riket.value is not None else None, as_of,
    )  # fmt: skip


def _clean(
    library: Shelf, goal: Goal, indicator: Indicator, values: Values, marks: list[Mark]
) -> tuple[list[Mark], tuple[LeftOut, ...], Reason | None, str]:
    """The clean points, what was left out, and why there can be no assessment, if so.

    Where there can be none because of a break or another origin, the points are those on the base's
    own side: nothing may be computed that reaches across.
    """
    valued = [mark for mark in marks if mark.value is not None]
    if not valued:
        return [], (), "not_published", ""
    if indicator.points_only:
        return [], (), "points_only", ""
    base = next((mark for mark in valued if mark.period == goal.base_period), None)
    if base is None:
        return [], (), "no_base", ""
    parts = parts_of(goal.place, values)
    awaiting = library.awaiting(indicator)
    season = [mark for mark in valued if mark.period[4:] == base.period[4:]]
    found = _break_after(base, season[-1].period, parts, values)
    points: list[Mark] = []
    left_out: list[LeftOut] = []
    for mark in marks:
        awaits = any((part, mark.period) in awaiting for part in parts)
        why = _why_left_out(mark, base, awaits)
        why = why or ("break" if found and mark.period >= found else "")
        if why:
            left_out.append(LeftOut(mark.period, mark.value, why))
        else:
            points.append(mark)
    if base not in points:  # awaits review
        return [], tuple(left_out), "no_base", ""
    if found:
        return points, tuple(left_out), "break", found
    later = [item for item in left_out if item.period > points[-1].period]
    other = [item.period for item in later if item.why == "origin"]
    if other:
        return points, tuple(left_out), "origin", other[0]
    # a definition that has changed for good is a break, whatever it is called
    changed = [item.period for item in later if item.why == "definition"]
    return points, tuple(left_out), "break" if changed else None, min(changed, default="")


def _why_left_out(mark: Mark, base: Mark, awaits: bool) -> str:
    if mark.value is None:
        return "missing"
    if mark.period[4:] != base.period[4:]:
        return "season"
    if mark.origin != base.origin:
        return "origin"
    if ("D" in mark.status) != ("D" in base.status):
        return "definition"
    return "review" if awaits else ""


def _break_after(base: Mark, last: str, parts: tuple[str, ...], values: Values) -> str:
    """The first break after the base, up to the last period: the dataset's or the place's own.

    A value's own break (status B) counts even where the value itself is left out or missing, and a
    part's break is one of the whole. A break at the base itself lies before all that is compared.
    """
    place = parts[0]
    swedish = place == RIKET or geographies()[place].parent in (RIKET, *swedish_regions())
    falls = [item.period for item in values.breaks] if swedish else []
    falls += [period for part in parts for period in values.own_breaks.get(part, {})]
    return min((period for period in falls if base.period < period <= last), default="")
