"""Two periods of a place: whether they may be compared, the change, and where to start from.

Nothing here reaches across a break, and a place's own break (status B) is its own alone. Values of
different publications are not compared either, as no line over time joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from indicators.compare import jumps
from indicators.spec import Mark
from indicators.transforms import crosses_break, relative, same_stretch
from indicators.values import Values

#: why a place has no change between two periods; "" where it has one
Why = Literal["", "missing", "break", "own_break", "publication"]


def value_in(values: Values, code: str, period: str) -> Mark:
    """The mark of a place in a period; not published where the series has no such cell."""
    return values.mark(code, period) or Mark(period, None, "O")


def between(values: Values, code: str, base: str, period: str) -> tuple[Mark, ...]:
    """The marks of a place from `base` to `period`, in time order."""
    return tuple(mark for mark in values.places.get(code, ()) if base <= mark.period <= period)


def why_no_change(values: Values, code: str, base: str, period: str) -> Why:
    """Why the values of a place in two periods may not be compared; "" where they may."""
    earlier, later = value_in(values, code, base), value_in(values, code, period)
    if earlier.value is None or later.value is None:
        return "missing"
    if crosses_break(base, period, values.breaks):
        return "break"
    if period not in same_stretch(between(values, code, base, period), base, values.breaks):
        return "own_break"
    return "" if earlier.origin == later.origin else "publication"


def change_between(
    values: Values,
    code: str,
    base: str,
    period: str,
    compute: Callable[[float, float], float | None],
) -> Mark:
    """`compute(later, earlier)` of a place; missing with its reason where there is none.

    Beyond a break the status is M (not applicable). A change belongs to no one period, and its
    mark has none; its margin is not set.
    """
    if why_no_change(values, code, base, period) == "publication":
        return Mark("", None, "M")
    # of the years between, only those with a break of their own matter
    needed = tuple(
        mark
        for mark in between(values, code, base, period)
        if mark.period in (base, period) or "B" in mark.status
    )
    marks = relative(needed, base, values.breaks, compute)
    if not marks or marks[-1].period != period:
        return Mark("", None, "O")
    found = marks[-1]
    # a break at the base itself lies before the change, not within it
    status = found.status if found.value is None else found.status.replace("B", "") or "A"
    return found._replace(period="", status=status)


def has_jump(values: Values, code: str, base: str, period: str) -> bool:
    """Tell whether a jump that one firm may account for lies between two periods (rule 10)."""
    return bool(jumps(between(values, code, base, period)))


def comparable_bases(values: Values, code: str, period: str) -> tuple[str, ...]:
    """The periods before `period` that the place's value may be compared with, earliest first."""
    return tuple(
        base
        for base in values.base_periods
        if base < period and not why_no_change(values, code, base, period)
    )


def same_season(first: str, second: str) -> bool:
    """Tell whether two periods are the same month or quarter of their years, or whole years."""
    return first.partition("-")[2] == second.partition("-")[2]


def first_base(
    values: Values,
    homes: Sequence[str],
    reference: str | None,
    level: frozenset[str],
    period: str,
    start: str = "",
) -> str | None:
    """Where a comparison with `period` starts unless the reader says otherwise.

    The first period that the first of `homes` with any such period may be compared with, and in
    which at least half as many places of `level` have values as in any other. Periods from `start`
    on are preferred, so are those of the same season, because seasons differ, and those that the
    `reference` may be compared with too. Without any such period: the last one before `period`,
    across a break; None where there is nothing before it.
    """
    for code in homes:
        wanted = list(comparable_bases(values, code, period))
        for fits in (
            lambda base: base >= start,
            lambda base: same_season(base, period),
            lambda base: reference is None or not why_no_change(values, reference, base, period),
        ):
            wanted = [base for base in wanted if fits(base)] or wanted
        counts = {base: len(level & values.valued[base]) for base in wanted}
        most = max(counts.values(), default=0)
        found = next((base for base in wanted if counts[base] * 2 >= most), None)
        if found is not None:
            return found
    return next((base for base in reversed(values.base_periods) if base < period), None)
