"""The four measures of the comparison: value, index, gap to the reference, change since a base."""

from __future__ import annotations

from collections.abc import Iterable

from data.model import period_position
from indicators.model import MEASURES, Indicator, Measure, Selection
from indicators.spec import Mark
from indicators.transforms import (
    against,
    as_index,
    crosses_break,
    difference,
    last_stretch,
    relative,
)
from indicators.values import Values, reference_place


def measured(
    values: Values,
    code: str,
    selection: Selection,
    indicator: Indicator,
    first: str = "",
    last: str = "9999",
) -> tuple[Mark, ...]:
    """The marks of a place in the selection's measure, from period to period, in time order."""
    marks = values.places.get(code, ())
    if selection.measure != "value":
        marks = _measured(
            _within(marks, first, last, selection),
            values,
            selection,
            indicator,
        )
    return _within(marks, first, last)


def _within(
    marks: tuple[Mark, ...], first: str, last: str, selection: Selection | None = None
) -> tuple[Mark, ...]:
    """The marks from period to period, and those that other periods' measures rest on.

    These are, where there is a `selection`, its base, and the place's own breaks.
    """
    if not marks or (first <= marks[0].period and marks[-1].period <= last):
        return marks
    if selection is None:
        return tuple([mark for mark in marks if first <= mark.period <= last])
    base = selection.base
    return tuple(
        [m for m in marks if first <= m.period <= last or m.period == base or "B" in m.status]
    )


def _measured(
    marks: tuple[Mark, ...], values: Values, selection: Selection, indicator: Indicator
) -> tuple[Mark, ...]:
    if selection.measure == "value":
        return marks
    if selection.measure == "gap":
        reference = reference_place(values)
        found = ((mark.period, values.mark(reference or "", mark.period)) for mark in marks)
        other = {period: mark for period, mark in found if mark is not None}
        return against(marks, other, difference if indicator.percent else as_index)
    compute = as_index if selection.measure == "index" else difference
    return relative(marks, selection.base or "", values.breaks, compute)


def measured_in(
    period: str, values: Values, code: str, selection: Selection, indicator: Indicator
) -> Mark | None:
    """The mark of a place in the selection's measure in one period, or None if there is none."""
    mark = values.mark(code, period)
    if selection.measure == "value" or mark is None:
        return mark
    needed = {} if selection.measure == "gap" else values.own_breaks.get(code, {})
    if selection.measure != "gap" and (base := values.mark(code, selection.base or "")):
        needed = needed | {base.period: base}
    marks = (needed | {period: mark}).values()
    found = _measured(
        tuple(sorted(marks, key=lambda one: one.period)), values, selection, indicator
    )
    return next(one for one in found if one.period == period)


def numbers_in(
    period: str, values: Values, codes: Iterable[str], selection: Selection, indicator: Indicator
) -> list[float]:
    """The numbers of :func:`measured_in` alone, of those `codes` that have one: a distribution.

    The rules are those of :mod:`indicators.transforms`, without the marks that they make.
    """
    measure, base = selection.measure, selection.base or ""
    marks = values.by_period.get(period, {})
    own = {code: marks[code].value for code in codes if code in marks}
    if measure == "value":
        return [value for value in own.values() if value is not None]
    points = measure == "change" or (measure == "gap" and indicator.percent)
    compute = difference if points else as_index
    if measure == "gap":
        reference = values.mark(reference_place(values) or "", period)
        other = reference.value if reference else None
        pairs = [(value, other) for value in own.values()]
    elif crosses_break(base, period, values.breaks):
        return []
    else:
        bases = values.by_period.get(base, {})
        first, last = min(base, period), max(base, period)
        pairs = [
            (value, bases[code].value)
            for code, value in own.items()
            if code in bases
            and not any(first < each <= last for each in values.own_breaks.get(code, ()))
        ]
    found = [compute(a, b) for a, b in pairs if a is not None and b is not None]
    return [number for number in found if number is not None]


def error_of(
    values: Values, code: str, selection: Selection, indicator: Indicator, noise: float
) -> float:
    """The error of a place's measured value in the selection's period, to first order.

    `noise` is that of a value without a margin. A gap errs as its value does, for the reference is
    one and the same for all places; an index and a change err at both ends.
    """

    def error(mark: Mark) -> float:
        return noise if mark.margin is None else mark.margin

    own = values.mark(code, selection.period or "")
    if own is None or own.value is None:
        return noise
    if selection.measure == "gap" and not indicator.percent:
        reference = values.mark(reference_place(values) or "", own.period)
        scale = abs(reference.value or 1.0) if reference else 1.0
        return error(own) / scale * 100
    base = values.mark(code, selection.base or "")
    if selection.measure in ("value", "gap") or base is None or base.value is None:
        return error(own)
    if selection.measure == "change":
        return error(own) + error(base)
    scale = abs(base.value or 1.0)
    return 100 * (error(own) / scale + abs(own.value) * error(base) / scale**2)


def possible_measures(indicator: Indicator, values: Values) -> tuple[Measure, ...]:
    """The measures that make sense for an indicator with these values.

    No index where rebasing says nothing; no gap where Riket is missing or the number grows with
    the place; no index or change over less than two periods, or where periods may not be joined.
    """
    refused: set[Measure] = set()
    if indicator.no_index:
        refused.add("index")
    if indicator.points_only or not values.base_periods:
        refused |= {"index", "change"}
    if indicator.extensive or reference_place(values) is None:
        refused.add("gap")
    return tuple(measure for measure in MEASURES if measure not in refused)


def default_base(values: Values, places: tuple[str, ...], start: str | None) -> str | None:
    """The first period of the last clean stretch within the range that all `places` share."""
    options = values.base_periods
    firsts = []
    for code in places:
        stretch = [m.period for m in last_stretch(values.places.get(code, ()), values.breaks)]
        stretch = [period for period in stretch if period >= (start or "")]
        if len(stretch) > 1:
            firsts.append(stretch[0])
    wanted = max(firsts, default=None)
    if wanted in options:
        return wanted
    later = [period for period in options if period >= (wanted or start or "")]
    return later[0] if later else (options[-1] if options else None)


def change_before(marks: tuple[Mark, ...], monthly: bool) -> tuple[Mark, Mark] | None:
    """The last value and the one it is compared with, in one clean stretch; None if there is none.

    A monthly series is compared with the same month a year earlier, because seasons differ.
    """
    valued = [mark for mark in marks if mark.value is not None]
    if len(valued) < 2:
        return None
    last = valued[-1]
    if not monthly:
        return valued[-2], last
    year_earlier = period_position(last.period) - 1
    for mark in valued:
        if abs(period_position(mark.period) - year_earlier) < 0.01:
            return mark, last
    return None
