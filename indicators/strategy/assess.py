"""How a goal's status is computed: pure, from points and a decided path to a class.

The method is that of ``docs/malstatus.md``: the slope of all clean points since the base year,
robust to one outlier, held against the pace that the path asks for, with a band of noise (rule 29).
The same question always gives the same assessment, so whoever has downloaded the question can
compute it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from data.model import period_position
from indicators.strategy.model import StatusClass
from indicators.strategy.robust import Slope, theil_sen

#: fewer clean points are no slope (rule 29)
FEWEST = 3
#: a hair: what the arithmetic of floating point loses
HAIR = 1e-9

#: why a status cannot be assessed
Reason = Literal[
    "no_target", "not_published", "no_base", "break", "origin", "few", "one_firm", "points_only"
]
#: level, direction and pace are three things (rule 30); this is the direction
Way = Literal["toward", "away", "unsure"]


@dataclass(frozen=True, slots=True)
class Point:
    """A clean value: `margin` is None where none is published."""

    period: str
    value: float
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """All that an assessment rests on. The first of `points` is the base, the last the newest."""

    points: tuple[Point, ...]
    target_period: str
    target_value: float
    #: "up" where higher values are wanted
    direction: Literal["up", "down"]
    #: values to be reached on the way: (period, value) in time order
    path: tuple[tuple[str, float], ...] = ()
    on_track: float = 0.95
    slow: float = 0.60
    #: how far a value without a margin can err, in the unit
    noise: float = 0.0
    #: steps that one firm may stand behind lie between the points (rule 10)
    jumped: bool = False
    #: set where no points can be had, or may not be compared
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer, every number of it per year or in the unit; None where it cannot be had."""

    verdict: StatusClass
    reason: Reason | None = None
    points: int = 0
    slope: Slope | None = None
    way: Way | None = None
    #: newest value less base value, and the years between
    change: float | None = None
    years: float | None = None
    #: how far base and newest value can err together: less than this is no change
    band: float | None = None
    #: the path's value at the newest period
    expected: float | None = None
    #: change a year that the path asks for: from the base until now, and from now to the target
    needed: float | None = None
    needed_left: float | None = None
    #: observed pace ÷ needed pace
    ratio: float | None = None
    #: target less newest value
    left: float | None = None
    #: the target's year has come
    due: bool = False


def assess(question: Question) -> Assessment:
    """The status of a goal. Never raises for a question that :mod:`status` can build."""
    points = question.points
    if question.reason is not None or not points:
        return Assessment("cannot", question.reason or "not_published", len(points))
    sign = 1.0 if question.direction == "up" else -1.0
    base, newest = points[0], _judged(question)
    left = question.target_value - newest.value
    known = _level(question, base, newest)
    if sign * left <= HAIR * max(1.0, abs(question.target_value)):
        return _with(known, "reached", _slope(points))
    if len(points) < FEWEST:
        return _with(known, "cannot", None, "few")
    slope = _slope(points)
    assert slope is not None and known.years is not None and known.band is not None
    sure = slope.low * slope.high > 0 and abs(slope.slope) * known.years > known.band
    way: Way = "unsure" if not sure else "toward" if sign * slope.slope > 0 else "away"
    found = _with(known, _class(question, known, slope, way, sign), slope, None, way)
    if question.jumped:
        return _with(found, "cannot", slope, "one_firm", way)
    return found


def _judged(question: Question) -> Point:
    """The value that is held against the target: that of its year where this has come."""
    exact = [point for point in question.points if point.period == question.target_period]
    return exact[0] if exact else question.points[-1]


def _level(question: Question, base: Point, newest: Point) -> Assessment:
    years = period_position(newest.period) - period_position(base.period)
    end = period_position(question.target_period)
    ahead = end - period_position(newest.period)
    left = question.target_value - newest.value
    expected = path_value(question, newest.period)
    return Assessment(
        "cannot",
        None,
        len(question.points),
        change=newest.value - base.value,
        years=years,
        band=sum(question.noise if p.margin is None else p.margin for p in (base, newest)),
        expected=expected,
        needed=(expected - base.value) / years if years else None,
        needed_left=left / ahead if ahead > 0 else None,
        left=left,
        due=ahead <= 0,
    )


def path_value(question: Question, period: str) -> float:
    """The path's value in a period: straight lines from base over the points of the path."""
    stops = [(question.points[0].period, question.points[0].value), *question.path]
    stops.append((question.target_period, question.target_value))
    at = period_position(period)
    places = [(period_position(name), value) for name, value in stops]
    for (x0, y0), (x1, y1) in pairwise(places):
        if at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    return question.target_value


def _slope(points: Sequence[Point]) -> Slope | None:
    if len(points) < FEWEST:
        return None
    places = [period_position(point.period) for point in points]
    return theil_sen(places, [point.value for point in points])


def _class(
    question: Question, known: Assessment, slope: Slope, way: Way, sign: float
) -> StatusClass:
    assert known.needed is not None and known.expected is not None and known.band is not None
    newest = _judged(question).value
    if sign * known.needed <= HAIR and sign * (newest - known.expected) >= -known.band:
        return "on_track"  # the path asks for no change yet, and the value is on it
    if way == "unsure":
        return "no_sure_change"
    if way == "away":
        return "wrong_way"
    if sign * known.needed <= HAIR or known.due:
        return "too_slow"
    ratio = slope.slope / known.needed
    if ratio >= question.on_track - HAIR:
        return "on_track"
    return "too_slow" if ratio >= question.slow - HAIR else "far_too_slow"


def _with(
    known: Assessment,
    verdict: StatusClass,
    slope: Slope | None,
    reason: Reason | None = None,
    way: Way | None = None,
) -> Assessment:
    asked = known.needed if known.needed and not known.due else None
    return Assessment(
        verdict, reason, known.points, slope, way, known.change, known.years, known.band,
        known.expected, known.needed, known.needed_left,
        slope.slope / asked if slope and asked else None, known.left, known.due,
    )  # fmt: skip
