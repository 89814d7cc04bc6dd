"""How two measures go together over places: correlation with its interval, and what carries it.

Pure: numbers in, numbers out. The method is that of any textbook, e.g. Snedecor & Cochran,
Statistical Methods, 8th ed. 1989, chapter 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, copysign, sqrt, tanh
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

#: an interval needs more values than this: the standard error is 1/√(n − 3)
TOO_FEW = 3
CONFIDENCE = 0.95
#: decimals in which a correlation is told; what is claimed must show in the figures told
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's `r` over `n` pairs, and its interval from `low` to `high`."""

    r: float
    low: float
    high: float
    n: int

    @property
    def sign(self) -> int:
        """1 or −1 where the interval, as told in two decimals, keeps clear of zero, else 0."""
        return int(round(self.low, DECIMALS) > 0) - int(round(self.high, DECIMALS) < 0)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A pair on which the conclusion rests: its index, and the correlation `without` it."""

    index: int
    without: Correlation


def correlation(x: Sequence[float], y: Sequence[float]) -> Correlation | None:
    """Pearson's r with a 95 % interval by Fisher's z; None for three pairs or fewer.

    z = artanh r is near normal with standard error 1/√(n − 3) (Fisher 1921, Metron 1). None as
    well where one of the two does not vary.
    """
    n = len(x)
    if n <= TOO_FEW:
        return None
    dx, dy = _centred(x), _centred(y)
    return _with_interval(float(dx @ dx), float(dy @ dy), float(dx @ dy), n, _dust(x), _dust(y))


def rank_correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Spearman's ρ: Pearson's r of the ranks, ties at their mean rank. None as for r."""
    found = correlation(_ranks(x), _ranks(y))
    return found.r if found else None


def trend(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """Slope and intercept of the line with the least squares of vertical distances.

    Raises :class:`ZeroDivisionError` where `x` does not vary.
    """
    dx, dy = _centred(x), _centred(y)
    slope = float(dx @ dy) / float(dx @ dx)
    return slope, float(np.mean(y)) - slope * float(np.mean(x))


def carriers(x: Sequence[float], y: Sequence[float]) -> tuple[Carrier, ...]:
    """The pairs without which the conclusion is another, the one that moves r the most first.

    The conclusion is the correlation's :attr:`~Correlation.sign`. Each pair is left out in turn
    (jackknife: Quenouille 1956, Biometrika 43): a sum of squares without one pair is the whole
    sum less n/(n − 1) of that pair's own square.
    """
    whole = correlation(x, y)
    n = len(x)
    if whole is None or n - 1 <= TOO_FEW:
        return ()
    dx, dy = _centred(x), _centred(y)
    part = n / (n - 1)
    squares = zip(
        (float(dx @ dx) - part * dx * dx).tolist(),
        (float(dy @ dy) - part * dy * dy).tolist(),
        (float(dx @ dy) - part * dx * dy).tolist(),
        strict=True,
    )
    dust = _dust(x), _dust(y)
    left = (_with_interval(*sums, n - 1, *dust) for sums in squares)
    found = [
        (index, correlation(_without(x, index), _without(y, index)))
        for index, without in enumerate(left)
        if without is not None and without.sign != whole.sign
    ]
    # what is told is computed anew: beside one huge value the difference of sums loses digits
    changed = [
        Carrier(index, exact)
        for index, exact in found
        if exact is not None and exact.sign != whole.sign
    ]
    return tuple(sorted(changed, key=lambda one: -abs(one.without.r - whole.r)))


def _without(values: Sequence[float], index: int) -> list[float]:
    return [*values[:index], *values[index + 1 :]]


def _centred(values: Sequence[float]) -> Numbers:
    found = np.asarray(values, dtype=np.float64)
    centred: Numbers = found - found.mean()
    return centred


def _dust(values: Sequence[float]) -> float:
    """A sum of squares at most this large is no variation but the dust of floating point."""
    largest = max(abs(value) for value in values)
    return len(values) * (1e-13 * largest) ** 2


def _with_interval(
    xx: float, yy: float, xy: float, n: int, dust_x: float, dust_y: float
) -> Correlation | None:
    if xx <= dust_x or yy <= dust_y:
        return None
    r = max(-1.0, min(1.0, xy / sqrt(xx) / sqrt(yy)))
    if 1 - abs(r) < 1e-12:  # on a straight line but for the dust of floating point
        exact = copysign(1.0, r)
        return Correlation(exact, exact, exact, n)
    reach = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) / sqrt(n - TOO_FEW)
    return Correlation(r, tanh(atanh(r) - reach), tanh(atanh(r) + reach), n)


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values at the mean of their places."""
    found = np.asarray(values, dtype=np.float64)
    _, place, counts = np.unique(found, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: Numbers = last - (counts - 1) / 2
    ranks: list[float] = mean[place].tolist()
    return ranks
