"""Where a place is if its clean trend holds: a projection, no forecast, never beyond the target."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from statistics import median

from data.model import period_position
from indicators import formats
from indicators.spec import FanPoint
from indicators.strategy.assess import Point
from indicators.strategy.beside import FEWEST_95, say, written
from indicators.strategy.robust import Slope, Z
from indicators.strategy.status import Status

#: half of all normally distributed values lie within so many standard deviations of their middle
HALF_WITHIN = 0.6744897501960817


def projection(status: Status) -> tuple[FanPoint, ...]:
    """The trend from the newest clean value's period to the target's, in the series' own step.

    The values lie on the Theil–Sen line of the clean points, so the first of them is the line's
    height at the newest period and not the newest value itself. Low and high are the lines of the
    slope's interval, which like the line itself go through the medians of the points, less and
    plus the spread of the residuals. All in the indicator's unit, and within :func:`bounds`.
    Empty where the status cannot be assessed, where the target is reached, and where its year has
    come.
    """
    found, points = status.assessment, status.question.points
    if found.verdict in ("cannot", "reached") or found.due or found.slope is None:
        return ()
    least, most = bounds(status)
    spread = residual_spread(points, found.slope, status.question.noise)
    lines = (
        _fan_point(period, points, found.slope, spread)
        for period in _periods(points, status.question.target_period)
    )
    return tuple(
        FanPoint(period, *(min(max(number, least), most) for number in numbers))
        for period, *numbers in lines
    )


def bounds(status: Status) -> tuple[float, float]:
    """Between what the projection stays: no value below zero, no share above a hundred per cent.

    Only where the clean points themselves and the target keep to that.
    """
    numbers = [*(p.value for p in status.question.points), status.question.target_value]
    least = 0.0 if min(numbers) >= 0 else -inf
    return least, 100.0 if status.indicator.percent and max(numbers) <= 100 else inf


def residual_spread(points: tuple[Point, ...], slope: Slope, noise: float) -> float:
    """How far a value lies from the line, 19 times of 20 if the residuals are normal.

    The median distance from the line, which one outlier cannot move, scaled to 1.96 standard
    deviations; at least what the newest value can err.
    """
    far = [abs(p.value - slope.intercept - slope.slope * period_position(p.period)) for p in points]
    newest = points[-1].margin
    return max(median(far) / HALF_WITHIN * Z, noise if newest is None else newest)


def _fan_point(period: str, points: tuple[Point, ...], slope: Slope, spread: float) -> FanPoint:
    at = period_position(period)
    middle = median(period_position(point.period) for point in points)
    height = slope.intercept + slope.slope * middle
    value, low, high = (
        height + pace * (at - middle) for pace in (slope.slope, slope.low, slope.high)
    )
    return FanPoint(period, value, low - spread, high + spread)


def _periods(points: tuple[Point, ...], target: str) -> list[str]:
    """The newest period, those that follow in the series' step, and the target's.

    Clean points are of one season, so the step is whole years; it is the shortest between points.
    """
    newest, season = points[-1].period, points[-1].period[4:]
    years = [int(point.period[:4]) for point in points]
    step = min(later - earlier for earlier, later in pairwise(years))
    ahead = (f"{year}{season}" for year in range(years[-1], int(target[:4]) + 1, step))
    end = period_position(target)
    return [newest, *(p for p in ahead if newest < p and period_position(p) < end), target]


def projection_words(status: Status, fan: tuple[FanPoint, ...], language: str) -> str:
    """Where the trend leads, beside the target, and that it is no forecast; "" without a fan."""
    if not fan:
        return ""
    end, indicator = fan[-1], status.indicator
    low, high = written(end.low, indicator, language), written(end.high, indicator, language)
    fields = {
        "period": formats.period(end.period, language),
        "target": written(status.question.target_value, indicator, language),
    }
    if low == high:
        said = say()("projection_about", language, value=low, **fields)
    else:
        said = say()("projection", language, low=low, high=high, **fields)
    number = len(status.question.points)
    if number >= FEWEST_95:
        return said
    return f"{said} {say()('projection_few', language, n=number)}"
