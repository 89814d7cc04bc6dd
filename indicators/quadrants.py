"""Level against Riket and change against Riket's: which of the four words a place has earned.

The rule: an axis on which a place lies within its threshold says "near" or "no certain
difference"; only a place beyond both thresholds has a word of its own. A threshold is the sum of
the errors of all values that went into the number (first order, as in
:func:`indicators.measures.error_of`), and at least half of the last decimal shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from indicators.framing import noise_of
from indicators.measures import error_of
from indicators.model import Direction, Indicator, Selection
from indicators.spec import Mark
from indicators.values import Values

Word = Literal[
    "ahead", "losing", "catching", "behind",
    "near_better", "near_worse", "better_same", "worse_same",
    "higher_above", "higher_below", "lower_above", "lower_below",
    "near_above", "near_below", "higher_same", "lower_same",
    "near_same", "one_firm",
]  # fmt: skip
#: words that speak of progress, which a jump that one firm may account for is never called
PROGRESS: tuple[Word, ...] = ("ahead", "catching", "near_better")
#: (level, change) with -1 worse or lower, 0 within the threshold, 1 better or higher
_JUDGED: dict[tuple[int, int], Word] = {
    (1, 1): "ahead", (1, -1): "losing", (-1, 1): "catching", (-1, -1): "behind",
    (0, 1): "near_better", (0, -1): "near_worse", (1, 0): "better_same", (-1, 0): "worse_same",
    (0, 0): "near_same",
}  # fmt: skip
_PLAIN: dict[tuple[int, int], Word] = {
    (1, 1): "higher_above", (1, -1): "higher_below",
    (-1, 1): "lower_above", (-1, -1): "lower_below",
    (0, 1): "near_above", (0, -1): "near_below", (1, 0): "higher_same", (-1, 0): "lower_same",
    (0, 0): "near_same",
}  # fmt: skip


def quadrant_word(
    level: float, change: float, level_error: float, change_error: float, direction: Direction
) -> Word:
    """The word for a place whose level and change differ so much from Riket's.

    A difference no larger than its error is none. With the direction "none" the words tell
    higher from lower and judge neither.
    """
    better = -1 if direction == "down" else 1
    found = side(level, level_error) * better, side(change, change_error) * better
    return (_PLAIN if direction == "none" else _JUDGED)[found]


def side(difference: float, error: float) -> int:
    """1 for a difference above its error, −1 for one below minus it, else 0."""
    # a hair wider than the error: 0.1 + 0.2 must not beat 0.3 by the dust of floats
    if abs(difference) <= error + 1e-9 * max(1.0, error):
        return 0
    return 1 if difference > 0 else -1


def in_points(indicator: Indicator) -> bool:
    """True where level and change are differences in the unit and not per cent of a value.

    Percentages differ by percentage points; a score has no zero that a share could be taken of.
    """
    return indicator.percent or indicator.no_index


def excess(value: float, base: float) -> float | None:
    """How many per cent `value` is above `base`; undefined for a base that is not positive."""
    return (value / base - 1) * 100 if base > 0 else None


def level_error(own: Mark, reference: Mark, indicator: Indicator) -> float:
    """The error of a level against the reference's, which errs too, to first order."""
    noise = noise_of(indicator)
    here, there = (noise if m.margin is None else m.margin for m in (own, reference))
    if in_points(indicator):
        return here + there
    scale = abs(reference.value or 1.0)
    return 100 * (here / scale + abs(own.value or 0.0) * there / scale**2)


def change_error(values: Values, code: str, selection: Selection, indicator: Indicator) -> float:
    """The error of a place's change in the quadrant's unit: both ends err."""
    asked = replace(selection, measure="change" if in_points(indicator) else "index")
    return error_of(values, code, asked, indicator, noise_of(indicator))


def visible(error: float, decimals: int) -> float:
    """`error`, or half of the last decimal shown where that is more: "0,0" is no difference."""
    return max(error, 0.5 * 10.0**-decimals)


def rebased(values: Values) -> bool:
    """True where all places have one and the same value in some period, as an index 2015 = 100.

    The levels of such a series tell how far each place has come from its own start, and cannot be
    held against each other.
    """
    for marks in values.by_period.values():
        found = [mark.value for mark in marks.values() if mark.value is not None]
        if len(found) > 2 and all(value == found[0] for value in found):
            return True
    return False
