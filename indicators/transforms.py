"""Calculations on values: ratio of two series, index, change, gap to a reference.

Frames have one row a place and period with columns ``geo, period, value, status,
margin, origin``.
Marks are the same values of one place in time order. Missing stays missing with its reason, and
nothing here reaches across a break (rules 1 and 8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from data.model import MISSING_STATUS, Break
from indicators.spec import Mark

COLUMNS = ["geo", "period", "value", "status", "margin", "origin"]


@lru_cache(maxsize=1 << 12)
def join_status(*letters: str, derived: bool = False) -> str:
    """The union of status letters, sorted; ``A`` only where nothing else is to be said."""
    union = set("".join(letters)) - {"A"} | ({"Z"} if derived else set())
    return "".join(sorted(union)) or "A"


def missing_status(status: str) -> str:
    """Only the letters that say why a value is missing; not published where none does."""
    return "".join(sorted(set(status) & MISSING_STATUS)) or "O"


def ratio(
    numerator: pd.DataFrame,
    denominator: pd.DataFrame,
    scale: float,
    rounding: tuple[float, float] = (0.0, 0.0),
) -> pd.DataFrame:
    """`numerator` ÷ `denominator` × `scale`, place by place and period by period.

    Only keys that both frames hold are kept. `rounding` is half the unit each source rounds to;
    where it is not zero the margin is the largest error it can cause, to first order:
    |ratio| × (r₁/|numerator| + r₂/|denominator|).
    """
    both = numerator.merge(denominator, on=["geo", "period"], suffixes=("", "_d"))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = both["value"] / both["value_d"].where(both["value_d"] != 0) * scale
        margin = value.abs() * (
            rounding[0] / both["value"].abs() + rounding[1] / both["value_d"].abs()
        )
    pairs = zip(both["status"], both["status_d"], value.isna(), strict=True)
    both["status"] = [
        missing_status(a + b) if gone else join_status(a, b, derived=True) for a, b, gone in pairs
    ]
    both["origin"] += both["origin_d"]
    both["value"] = value
    both["margin"] = margin.where(value.notna()) if any(rounding) else np.nan
    return both[COLUMNS]


def marks_by_place(frame: pd.DataFrame) -> dict[str, tuple[Mark, ...]]:
    """The values of each place in time order."""
    ordered = frame.sort_values(["geo", "period"])
    places: dict[str, list[Mark]] = {}
    columns = (ordered[name].tolist() for name in COLUMNS)
    for geo, period, value, status, margin, origin in zip(*columns, strict=True):
        mark = Mark(
            period,
            # NaN is the one number that differs from itself; asking numpy costs ten times as much
            None if value != value else value,
            status,
            None if margin != margin else margin,
            origin,
        )
        places.setdefault(geo, []).append(mark)
    return {geo: tuple(marks) for geo, marks in places.items()}


def crosses_break(first: str, last: str, breaks: Sequence[Break]) -> bool:
    """Tell whether a break lies between two periods (a break concerns its own period and later)."""
    if not breaks:
        return False
    first, last = min(first, last), max(first, last)
    return any(first < item.period <= last for item in breaks)


def same_stretch(marks: Sequence[Mark], base: str, breaks: Sequence[Break]) -> frozenset[str]:
    """The periods of `marks` that may be compared with `base`: no break lies between them.

    A break is one of the dataset's or a mark's own (status B), which concerns that place alone.
    """
    own = [mark.period for mark in marks if "B" in mark.status]
    if not own and not breaks:
        return frozenset(mark.period for mark in marks)
    return frozenset(
        mark.period
        for mark in marks
        if not crosses_break(base, mark.period, breaks)
        and not any(min(base, mark.period) < period <= max(base, mark.period) for period in own)
    )


def last_stretch(marks: Sequence[Mark], breaks: Sequence[Break]) -> tuple[Mark, ...]:
    """The marks with a value after the last break: the longest stretch up to the newest value."""
    valued = [mark for mark in marks if mark.value is not None]
    if not valued:
        return ()
    within = same_stretch(marks, valued[-1].period, breaks)
    return tuple(mark for mark in valued if mark.period in within)


def relative(
    marks: Sequence[Mark],
    base: str,
    breaks: Sequence[Break],
    compute: Callable[[float, float], float | None],
) -> tuple[Mark, ...]:
    """`compute(value, value at base)` for each mark that may be compared with `base`.

    Marks beyond a break are missing with status M (not applicable); where the base has no value
    all are missing, with its reason. The result is derived (Z).
    """
    start = next((mark for mark in marks if mark.period == base), None)
    if start is None or start.value is None:
        why = missing_status(start.status) if start else "O"
        return tuple(Mark(mark.period, None, why) for mark in marks)
    within = same_stretch(marks, base, breaks)
    return tuple(
        _with(mark, compute(mark.value, start.value), start.status)
        if mark.value is not None and mark.period in within
        else _without(mark)
        for mark in marks
    )


def against(
    marks: Sequence[Mark],
    reference: Mapping[str, Mark],
    compute: Callable[[float, float], float | None],
) -> tuple[Mark, ...]:
    """`compute(value, the reference's value)` period by period; missing where either is."""
    result = []
    for mark in marks:
        other = reference.get(mark.period)
        if mark.value is None or other is None or other.value is None:
            result.append(_without(mark))
        else:
            result.append(_with(mark, compute(mark.value, other.value), other.status))
    return tuple(result)


def as_index(value: float, base: float) -> float | None:
    """`value` where `base` is 100; undefined for a base of zero."""
    return value / base * 100 if base else None


def difference(value: float, base: float) -> float | None:
    """`value` − `base`, in the same unit."""
    return value - base


def _with(mark: Mark, value: float | None, other_status: str) -> Mark:
    if value is None:
        return _without(mark)
    status = join_status(mark.status, other_status, derived=True)
    return Mark(mark.period, value, status, origin=mark.origin)


def _without(mark: Mark) -> Mark:
    if mark.value is None:
        return Mark(mark.period, None, missing_status(mark.status))
    return Mark(mark.period, None, "M")
