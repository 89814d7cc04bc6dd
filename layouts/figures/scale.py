"""Axes and label places: round ticks, periods on the time axis, labels that never overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from data.model import period_position
from indicators import formats


def nice_ticks(low: float, high: float, target: int = 6) -> list[float]:
    """Round, evenly spaced ticks from at or below `low` to at or above `high`."""
    size = max(abs(low), abs(high))
    if not high - low > max(size * 1e-6, 1e-12):
        # one value, or the dust of floating point: it stands in the middle of a small axis
        low, high = (low - size * 0.05, high + size * 0.05) if size > 1e-9 else (0.0, 1.0)
    rough = (high - low) / target
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(s * size for s in (1, 2, 2.5, 5, 10) if s * size >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first == last:
        last += 1
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]


def tick_texts(ticks: Sequence[float], language: str, signed: bool = False) -> list[str]:
    """The ticks as people write them, all with as many decimals as their step needs."""
    step = Decimal(f"{ticks[1] - ticks[0]:.6g}").normalize() if len(ticks) > 1 else Decimal(1)
    decimals = max(0, -int(step.as_tuple().exponent))
    return [formats.number(tick, decimals, language, signed) for tick in ticks]


def value_range(
    values: Sequence[float], zero: bool, near_zero: float = 0.4
) -> tuple[float, float, bool]:
    """Lowest and highest value of an axis, and whether it was cut above zero.

    Zero is taken in when asked for, and when the lowest value is at most `near_zero` of the
    highest, since a short cut gains nothing.
    """
    low, high = min(values), max(values)
    if zero or low <= 0 <= high or 0 < low <= near_zero * high or 0 > high >= near_zero * low:
        return min(low, 0.0), max(high, 0.0), False
    return low, high, True


def period_ticks(
    periods: Sequence[str], language: str, most: int = 6
) -> tuple[list[float], list[str]]:
    """Positions and texts on a time axis: the last period, and those far enough apart before it.

    Months and quarters are named on two lines ("jan" over "2020"), at the turn of the year where
    there are several.
    """
    wanted = sorted(set(periods), key=period_position)
    turns = [period for period in wanted if period.endswith(("-01", "-Q1"))]
    if len(turns) >= 3:
        wanted = turns
    if not wanted:
        return [], []
    span = period_position(wanted[-1]) - period_position(wanted[0])
    kept = [wanted[-1]]
    for period in reversed(wanted[:-1]):
        if period_position(kept[-1]) - period_position(period) >= span / most - 1e-6:
            kept.append(period)
    kept.reverse()
    texts = [formats.period(period, language) for period in kept]
    return [period_position(period) for period in kept], [_two_lines(text) for text in texts]


def _two_lines(text: str) -> str:
    head, space, year = text.rpartition(formats.NBSP)
    return f"{head}<br>{year}" if space else text


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres for labels so that none overlap, each as near its wanted centre as the others allow.

    Neighbours that collide are merged into blocks placed at the mean of their wishes (pool
    adjacent violators: Ayer et al. 1955, Ann. Math. Stat. 26(4)), so that the sum of squared
    moves is least. All stay within `low` and `high` if together they fit there.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    blocks: list[_Block] = []
    for index in order:
        blocks.append(_Block([index], sizes[index], wanted[index] - sizes[index] / 2))
        blocks[-1].settle(low, high)
        while len(blocks) > 1 and blocks[-2].top + blocks[-2].size > blocks[-1].top:
            last = blocks.pop()
            blocks[-1].take(last)
            blocks[-1].settle(low, high)
    centres = [0.0] * len(wanted)
    for block in blocks:
        top = block.top
        for index in block.members:
            centres[index] = top + sizes[index] / 2
            top += sizes[index]
    return centres


class _Block:
    """Labels that stand close upon each other; `wish` is the sum of the tops they would like."""

    def __init__(self, members: list[int], size: float, wish: float) -> None:
        self.members, self.size, self.wish, self.top = members, size, wish, wish

    def take(self, other: _Block) -> None:
        # the other's wishes, seen from this block's top: its labels stand below ours
        self.wish += other.wish - len(other.members) * self.size
        self.members = self.members + other.members
        self.size += other.size

    def settle(self, low: float, high: float) -> None:
        self.top = max(low, min(self.wish / len(self.members), high - self.size))
