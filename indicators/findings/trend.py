"""Which way a clean stretch goes, and how far, robust to a single odd value.

The slope is that of Theil and Sen: the median of the slopes of all pairs (Sen, P. K. (1968),
*Estimates of the regression coefficient based on Kendall's tau*, JASA 63, 1379–1389).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median
from typing import Literal

from indicators.findings.words import beyond, limit, reaches

#: (position in years, value) in time order
Points = Sequence[tuple[float, float]]
Way = Literal["up", "down", "varies", "none"]


@dataclass(frozen=True, slots=True)
class Trend:
    """`way` a stretch goes; `total` is last less first, `slope` per year, `agreement` the share of
    pairs that go the way of the total, `size` how much of the change is sure (zero if no way)."""

    way: Way
    total: float
    slope: float
    agreement: float
    size: float


def trend(points: Points, error: float) -> Trend:
    """The way of three or more points, where two values can err by `error` together.

    ``none``: no two values can be told apart. ``up`` or ``down``: first and last can be told
    apart, enough of all pairs agree, the Theil–Sen slope has the same sign, and no single step
    against the way is as large as the whole change. Otherwise ``varies``.
    """
    values = [value for _, value in points]
    total = values[-1] - values[0]
    slope = theil_sen(points)
    agreement = agreeing(values, total, error)
    if not beyond(max(values) - min(values), error):
        return Trend("none", total, slope, agreement, 0.0)
    rising = total > 0
    against = max((b - a) * (-1 if rising else 1) for a, b in pairwise(values))
    clear = (
        beyond(total, error)
        and reaches(agreement, limit("agreement"))
        and slope * total > 0
        and against < abs(total)
    )
    if not clear:
        return Trend("varies", total, slope, agreement, 0.0)
    span = points[-1][0] - points[0][0]
    size = min(abs(total) - error, abs(slope) * span)
    return Trend("up" if rising else "down", total, slope, agreement, size)


def theil_sen(points: Points) -> float:
    """The median slope of all pairs of points, per year."""
    return median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2))


def agreeing(values: Sequence[float], total: float, error: float) -> float:
    """The share of all pairs that go the way of `total`; a pair within the error counts half."""
    pairs = list(combinations(values, 2))
    points = 0.0
    for earlier, later in pairs:
        if not beyond(later - earlier, error):
            points += 0.5
        elif (later > earlier) == (total > 0):
            points += 1.0
    return points / len(pairs)
