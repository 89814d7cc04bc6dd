"""How a goal's status is computed: pure, from points and a decided path to a class.

The method is that of ``docs/malstatus.md``: the slope of all clean points since the base year,
robust to one outlier, held against the pace that the path asks for, with a band of noise (rule 29).
The same question always gives the same assessment, so whoever has downloaded the question can
compute it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from data.model import period_position
from indicators.strategy.model import StatusClass
from indicators.strategy.robust import Slope, theil_sen

#: fewer clean points are no slope (rule 29)
FEWEST = 3
#: what the arithmetic of floating point loses, as a share of the largest number of the question
HAIR = 1e-10

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
    """All that an assessment rests on. The first of `points` is the base, the last the newest.

    Points after the target's year may stand among them; the assessment makes no use of those.
    """

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
    """The answer, every number of it per year or in the unit; None where it cannot be had.

    The value judged is the newest, or once the target's year has come that year's (the first one
    after it, where that year has none): what happened later changes nothing.
    """

    verdict: StatusClass
    reason: Reason | None = None
    #: clean points used: from the base to the value judged
    points: int = 0
    slope: Slope | None = None
    way: Way | None = None
    #: the value judged less the base value, and the years between
    change: float | None = None
    years: float | None = None
    #: how far base and the value judged can err together: less than this is no change
    band: float | None = None
    #: the path's value at the period judged
    expected: float | None = None
    #: change a year that the path asks for: from the base until now, and from now to the target
    needed: float | None = None
    needed_left: float | None = None
    #: observed pace ÷ needed pace, None where the path has asked for no change so far
    ratio: float | None = None
    #: target less the value judged
    left: float | None = None
    #: the target's year has come
    due: bool = False


def assess(question: Question) -> Assessment:
    """The status of a goal. Never raises for a question that :mod:`status` can build."""
    if question.reason is not None or not question.points:
        return Assessment("cannot", question.reason or "not_published", len(question.points))
    points, sign = used(question), _sign(question)
    known = _level(question, points)
    places = [period_position(point.period) for point in points]
    if len(points) >= FEWEST:
        known = replace(known, slope=theil_sen(places, [point.value for point in points]))
        known = replace(known, way=_way(question, known), ratio=_ratio(question, known))
    assert known.left is not None
    if sign * known.left <= dust(question):
        return replace(known, verdict="reached")
    if known.slope is None:
        return replace(known, reason="few")
    if question.jumped:
        return replace(known, reason="one_firm")
    return replace(known, verdict=_class(question, known, points[-1].value))


def used(question: Question) -> tuple[Point, ...]:
    """The points that the assessment rests on: from the base to the value judged."""
    end = period_position(question.target_period)
    for index, point in enumerate(question.points):
        if index and period_position(point.period) >= end:
            return question.points[: index + 1]
    return question.points


def dust(question: Question) -> float:
    """How far apart two numbers of the question must be to differ at all, in its unit.

    A share of its largest number, so that units do not matter.
    """
    numbers = [point.value for point in question.points]
    numbers += [question.target_value, *(value for _, value in question.path)]
    return HAIR * max(map(abs, numbers))


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


def _sign(question: Question) -> float:
    return 1.0 if question.direction == "up" else -1.0


def _level(question: Question, points: Sequence[Point]) -> Assessment:
    base, judged = points[0], points[-1]
    start, now = period_position(base.period), period_position(judged.period)
    end = period_position(question.target_period)
    left = question.target_value - judged.value
    expected = path_value(question, judged.period)
    asked = min(now, end) - start
    return Assessment(
        "cannot",
        None,
        len(points),
        change=judged.value - base.value,
        years=now - start,
        band=sum(question.noise if p.margin is None else p.margin for p in (base, judged)),
        expected=expected,
        needed=(expected - base.value) / asked if asked else None,
        needed_left=left / (end - now) if end > now else None,
        left=left,
        due=end <= now,
    )


def _way(question: Question, known: Assessment) -> Way:
    """The direction, sure where the whole interval and the change beyond the noise agree."""
    slope, years, least = known.slope, known.years, dust(question)
    assert slope is not None and years is not None and known.band is not None
    beyond = abs(slope.slope) * years > known.band + least
    if beyond and min(slope.low, slope.high) * years > least:
        return "toward" if question.direction == "up" else "away"
    if beyond and max(slope.low, slope.high) * years < -least:
        return "away" if question.direction == "up" else "toward"
    return "unsure"


def _asks(question: Question, known: Assessment) -> bool:
    """Tell whether the path has asked for any change in the wanted way since the base."""
    assert known.needed is not None and known.years is not None
    return _sign(question) * known.needed * known.years > dust(question)


def _ratio(question: Question, known: Assessment) -> float | None:
    assert known.slope is not None and known.needed is not None
    return known.slope.slope / known.needed if _asks(question, known) else None


def _class(question: Question, known: Assessment, judged: float) -> StatusClass:
    assert known.expected is not None and known.band is not None and known.slope is not None
    assert known.needed is not None and known.years is not None
    sign, least = _sign(question), dust(question)
    if not _asks(question, known) and not known.due:
        # no change is asked for yet: to hold the path, or the target where that is easier, is to
        # be on the way
        floor = min(sign * known.expected, sign * question.target_value)
        if sign * judged >= floor - known.band - least:
            return "on_track"
    if known.way == "unsure":
        return "no_sure_change"
    if known.way == "away":
        return "wrong_way"
    if known.ratio is None:
        return "too_slow"

    def keeps(share: float) -> bool:
        """The observed pace is at least `share` of the needed one, but for dust."""
        assert known.slope is not None and known.needed is not None and known.years is not None
        return sign * (known.slope.slope - share * known.needed) * known.years >= -least

    if keeps(question.on_track) and not known.due:
        return "on_track"
    return "too_slow" if keeps(question.slow) else "far_too_slow"
