"""Lines over time as a table: a row a period, a column a line, a line parted where it is cut."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import gcd

from data.model import period_position
from indicators import formats
from indicators.smoothing import mean_series
from indicators.spec import ChartSpec, Mark, Series, TargetLine
from layouts.exports.deck.chart_table import (
    MOST_SERIES,
    ChartSeries,
    ChartTable,
    margins_of,
    value_of,
)
from layouts.exports.deck.number_forms import form_of
from layouts.exports.deck.words import say
from layouts.figures.lines import ORDER, value_axis
from layouts.figures.targets import path_within, target_values, targets_in
from layouts.figures.text import has_value, label_name, words
from layouts.figures.traces import BAND_POINTS

#: roles whose margins are drawn where every value has one; more would cover each other
BANDED = ("home", "reference")
#: an axis is not filled with more periods than this
MOST_PERIODS = 600
#: periods a year by their sign
A_YEAR = {"": 1, "Q": 4, "M": 12}


def lines(spec: ChartSpec) -> ChartTable:
    """The table of an ``over_time`` spec: others first, ours last and so on top."""
    drawn = [one for one in spec.series if any(has_value(mark) for mark in one.marks)]
    others = [one for one in drawn if one.role == "others"]
    named = sorted(
        (one for one in drawn if one.role != "others"), key=lambda one: ORDER.index(one.role)
    )
    targets = targets_in(spec, named or others)
    periods = time_axis(spec, drawn, targets)
    rows = {round(period_position(period), 4): row for row, period in enumerate(periods)}
    several = len({one.code for one in drawn}) > 1
    joined = any(_skips(one, rows) for one in drawn) or bool(targets or spec.fan)
    kept, left_out = [], []
    room = MOST_SERIES - 2 * len(targets) - 3 - len(spec.breaks)
    for one in [*reversed(named), *others]:
        pieces = list(_pieces(spec, one, rows, several, joined))
        if len(pieces) > room:
            left_out.append(one.name)
            continue
        room -= len(pieces)
        kept.append((one, pieces))
    behind = [piece for one, pieces in kept if one.role == "others" for piece in pieces]
    front = [
        piece for one, pieces in reversed(kept) if one.role != "others" for piece in pieces
    ]  # fmt: skip
    series = (
        *_marks_of_time(spec, drawn, targets, rows, periods),
        *behind,
        *_targets(spec, targets, named, rows),
        *_fan(spec, rows),
        *front,
    )
    return ChartTable(
        heading=words("period", spec.language),
        categories=tuple(formats.period(period, spec.language) for period in periods),
        codes=tuple(periods),
        series=series,
        number_format=form_of(spec, spec.language),
        joined=joined,
        left_out=tuple(dict.fromkeys(left_out)),
    )


def time_axis(
    spec: ChartSpec, drawn: Sequence[Series], targets: Iterable[TargetLine] = ()
) -> list[str]:
    """The periods of the axis, evenly spaced in time: those that nobody has a value of are rows.

    It reaches to the last target, of which nothing else of the figures knows.
    """
    ours = {*spec.periods, *(mark.period for one in drawn for mark in one.marks)}
    signs = {_sign(period) for period in ours}
    beyond = [target.period for target in targets] + [point.period for point in spec.fan]
    if len(signs) > 1:
        return sorted({*ours, *beyond}, key=period_position)
    sign = signs.pop() if signs else ""
    numbers = sorted({round(period_position(period) * A_YEAR[sign]) for period in {*ours, *beyond}})
    step = gcd(*(after - before for before, after in itertools.pairwise(numbers))) or 1
    if (numbers[-1] - numbers[0]) / step > MOST_PERIODS:
        return [_code(number, sign) for number in numbers]
    return [_code(number, sign) for number in range(numbers[0], numbers[-1] + 1, step)]


def _sign(period: str) -> str:
    return "" if period.isdigit() else "Q" if "Q" in period else "M"


def _code(number: int, sign: str) -> str:
    year, part = divmod(number, A_YEAR[sign])
    if not sign:
        return str(number)
    return f"{year}-Q{part + 1}" if sign == "Q" else f"{year}-{part + 1:02}"


def _row(period: str, rows: Mapping[float, int]) -> int | None:
    return rows.get(round(period_position(period), 4))


def stretches(one: Series) -> Iterator[list[Mark]]:
    """The values that a line joins, stretch by stretch: it ends at a cut and at a missing value."""
    found: list[Mark] = []
    for index, mark in enumerate(one.marks):
        if found and (index in one.cuts or not has_value(mark)):
            yield found
            found = []
        if has_value(mark):
            found.append(mark)
    if found:
        yield found


def _skips(one: Series, rows: Mapping[float, int]) -> bool:
    """Tell whether a stretch passes over rows: a survey every second year among yearly figures."""
    for stretch in stretches(one):
        at = [row for row in (_row(mark.period, rows) for mark in stretch) if row is not None]
        if any(after - before > 1 for before, after in itertools.pairwise(at)):
            return True
    return False


def _pieces(
    spec: ChartSpec, one: Series, rows: Mapping[float, int], several: bool, joined: bool
) -> Iterator[ChartSeries]:
    """The series that a line becomes: one, or several where nothing but that would part it.

    In a chart that joins over empty rows every stretch is a series; else an empty row parts them.
    """
    key = one.code if one.sex == "total" else f"{one.code}/{one.sex}"
    name = label_name(one, spec.language, several)
    if one.smoothed:
        mean = mean_series(one, spec.smoothing)
        marks = _in_rows(mean.marks, rows)
        yield ChartSeries(
            f"{key}/mean", f"{name}, {spec.smoothing}", tuple(map(value_of, marks)), "mean",
            of=one, marks=marks,
        )  # fmt: skip
    groups: list[list[Mark]] = []
    for stretch in stretches(one):
        apart = (
            groups
            and (_row(stretch[0].period, rows) or 0) - (_row(groups[-1][-1].period, rows) or 0) > 1
        )
        if groups and apart and not joined:
            groups[-1] += stretch
        else:
            groups.append(list(stretch))
    broad = sum(mark.margin is not None for mark in one.marks) >= BAND_POINTS
    bare = broad and one.role not in BANDED
    for number, group in enumerate(groups, start=1):
        marks = _in_rows(group, rows)
        own = name
        if number < len(groups):
            # the newest stretch has the plain name, the earlier ones say how far they reach
            first, last = group[0].period, group[-1].period
            own = f"{name} {formats.period_range(first, last, spec.language)}"
        yield ChartSeries(
            key if number == 1 else f"{key}/{number}",
            own,
            tuple(map(value_of, marks)),
            margins=() if bare or one.role == "others" else margins_of(marks),
            of=one,
            marks=marks,
        )


def _in_rows(marks: Iterable[Mark], rows: Mapping[float, int]) -> tuple[Mark | None, ...]:
    found: list[Mark | None] = [None] * len(rows)
    for mark in marks:
        row = _row(mark.period, rows)
        if row is not None and has_value(mark):
            found[row] = mark
    return tuple(found)


def _sparse(points: Mapping[int, float], count: int) -> tuple[float | None, ...]:
    return tuple(points.get(row) for row in range(count))


def _targets(
    spec: ChartSpec,
    targets: Sequence[TargetLine],
    named: Sequence[Series],
    rows: Mapping[float, int],
) -> Iterator[ChartSeries]:
    for target in targets:
        own = [one for one in named if one.code == target.code]
        of_sex = [one for one in own if label_name(one, spec.language) == target.name]
        path = {rows[at]: value for place, value in path_within(spec, target)
                if (at := round(place, 4)) in rows}  # fmt: skip
        name = f"{target.name}, {target.label}"
        yield ChartSeries(f"target:{target.goal}/{target.name}", name,
                          _sparse(path, len(rows)), "target", of=(of_sex or own)[0])  # fmt: skip


def _fan(spec: ChartSpec, rows: Mapping[float, int]) -> Iterator[ChartSeries]:
    if not spec.fan or not spec.targets:
        return
    name = say("fan", spec.language)
    for key, words_, get in (
        ("fan/low", say("fan_low", spec.language), lambda point: point.low),
        ("fan/high", say("fan_high", spec.language), lambda point: point.high),
        ("fan", name, lambda point: point.value),
    ):
        at = {
            row: get(point) for point in spec.fan if (row := _row(point.period, rows)) is not None
        }
        part = "fan" if key == "fan" else "fan_end"
        yield ChartSeries(key, words_, _sparse(at, len(rows)), part)  # type: ignore[arg-type]


def _marks_of_time(
    spec: ChartSpec,
    drawn: Sequence[Series],
    targets: Sequence[TargetLine],
    rows: Mapping[float, int],
    periods: Sequence[str],
) -> Iterator[ChartSeries]:
    """Breaks at the height of the axis, from where a dashed line falls; events at its foot."""
    ticks, _ = value_axis(spec, drawn, beyond=target_values(spec, targets))
    known = [period_position(mark.period) for one in drawn for mark in one.marks if has_value(mark)]
    for period in dict.fromkeys(item.period for item in spec.breaks):
        start = period_position(period)
        after = [row for row, code in enumerate(periods) if period_position(code) >= start]
        if not after or min(known) >= start or max(known) < start:
            continue
        name = say("break", spec.language, period=formats.period(period, spec.language))
        yield ChartSeries(f"break:{period}", name, _sparse({after[0]: ticks[-1]}, len(rows)),
                          "break")  # fmt: skip
    for number, event in enumerate(spec.events, start=1):
        row = _row(event.period, rows)
        if row is None:
            earlier = [at for at, code in enumerate(periods)
                       if period_position(code) <= period_position(event.period)]  # fmt: skip
            row = earlier[-1] if earlier else None
        if row is not None:
            yield ChartSeries(f"event:{event.period}/{number}", str(number),
                              _sparse({row: ticks[0]}, len(rows)), "event")  # fmt: skip
