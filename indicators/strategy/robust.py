"""A slope that one outlier cannot move: Theil and Sen's, with Sen's interval.

Theil 1950 (Proc. Kon. Ned. Akad. v. Wetensch. A 53); Sen 1968 (J. Am. Stat. Assoc. 63), without
ties in time, which a series of one place has not. Equal values are not corrected for: the interval
is then a little too wide, never too narrow, and a better value can never make it wider.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import median

#: 97.5th percentile of the standard normal distribution: a two-sided interval of 95 %
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Slope:
    """Change per year with its interval, and the line's height where the time is zero."""

    slope: float
    low: float
    high: float
    intercept: float


def theil_sen(x: Sequence[float], y: Sequence[float]) -> Slope:
    """The median of the slopes between all pairs of points, and Sen's interval of 95 %.

    `x` is in years and rises. With five points or fewer the interval is the whole range of the
    slopes, for no narrower one can be had. The line goes through the medians of `x` and of `y`.
    Raises ValueError for fewer than two points.
    """
    if len(x) < 2:
        raise ValueError("a slope needs two points")
    slopes = sorted((y[j] - y[i]) / (x[j] - x[i]) for i, j in combinations(range(len(x)), 2))
    count, points = len(slopes), len(x)
    spread = Z * sqrt(points * (points - 1) * (2 * points + 5) / 18)
    # Sen's ranks (N - C) / 2 and (N + C) / 2 + 1 count from one
    low = max(round((count - spread) / 2) - 1, 0)
    high = min(round((count + spread) / 2), count - 1)
    middle = median(slopes)
    return Slope(middle, slopes[low], slopes[high], median(y) - middle * median(x))
