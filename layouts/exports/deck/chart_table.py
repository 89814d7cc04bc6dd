"""A chart's figures as its workbook holds them: rows of categories, columns of series.

Everything that draws or updates a native chart reads :class:`ChartTable`; how it looks is not told
here. A gap is None and has neither a cell nor a point, for a program would draw a text as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from indicators.model import ViewId
from indicators.spec import ChartSpec, Mark, Series
from layouts.figures import crowd_to_background
from layouts.figures.text import has_value

#: what a series is: figures, their rolling mean, a decided target, where a trend leads with its
#: ends, a break in the series, an event, or the points that a trend line is fitted to
Part = Literal["values", "mean", "target", "fan", "fan_end", "break", "event", "trend"]
#: PowerPoint draws no more than 255; others are left out, and the slide says so
MOST_SERIES = 240


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series of a native chart.

    `key` is the same for the same series in every edition: the place's code, then ``/women`` or
    ``/men``, ``/2`` for the stretch after a break, ``/mean`` for a rolling mean; ``target:<goal>``,
    ``fan``, ``break:<period>``, ``event:<period>``, ``others``, ``trend``. `values` stand in the
    table's rows from `first` on; `xs` are those to the right, where the chart has points.
    """

    key: str
    name: str
    values: tuple[float | None, ...]
    part: Part = "values"
    margins: tuple[float | None, ...] = ()
    first: int = 0
    xs: tuple[float | None, ...] = ()
    x_margins: tuple[float | None, ...] = ()
    #: the series of the spec and its marks, row by row, where it has any
    of: Series | None = field(default=None, compare=False)
    marks: tuple[Mark | None, ...] = field(default=(), compare=False)

    @property
    def last(self) -> int:
        """The index of the newest value; -1 where there is none."""
        found = [index for index, value in enumerate(self.values) if value is not None]
        return found[-1] if found else -1


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of one native chart.

    `categories` are the rows' names: periods or places as they are read, `codes` their codes.
    `number_format` and `x_format` are Excel's. With points (`is_points`) a row holds a place's
    value to the right and its value upwards, headed by `x_heading` and `heading`.
    """

    heading: str
    categories: tuple[str, ...]
    codes: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    number_format: str
    x_heading: str = ""
    x_format: str = ""
    #: a line goes on over rows in which it has no value, rather than being parted there
    joined: bool = False
    #: places with values that the chart leaves out
    left_out: tuple[str, ...] = ()

    @property
    def is_points(self) -> bool:
        """Tell whether the chart shows points by two values, not categories."""
        return bool(self.x_format)


def chart_data(spec: ChartSpec) -> ChartTable | None:
    """The figures of the native chart of `spec`.

    None where no single native chart shows it: nothing to draw, a map of tiles, or small multiples
    (each of :func:`panel_specs` is a chart).
    """
    make = MAKERS.get(spec.kind)
    if make is None or not drawable(spec):
        return None
    return make()(crowd_to_background(spec))


def drawable(spec: ChartSpec) -> bool:
    """Tell whether there is anything to draw."""
    return not spec.empty and any(has_value(mark) for one in spec.series for mark in one.marks)


def panel_specs(spec: ChartSpec) -> list[tuple[str, ChartSpec]]:
    """Small multiples as a chart a place, with the references in each; the code of the place."""
    drawn = [one for one in spec.series if any(has_value(mark) for mark in one.marks)]
    reference = [one for one in drawn if one.role == "reference"]
    inner = [one for one in drawn if one.role != "reference"]
    if not inner:
        inner, reference = reference, []
    found = []
    for code in dict.fromkeys(one.code for one in inner):
        own = [one for one in inner if one.code == code]
        targets = tuple(target for target in spec.targets if target.code == code)
        name = own[0].name
        panel = replace(
            spec, kind="over_time", title=name, series=(*own, *reference), targets=targets,
            fan=spec.fan if targets and spec.targets[:1] == targets[:1] else (), events=(),
            alt=f"{name}. {spec.title}.",
        )  # fmt: skip
        found.append((code, panel))
    return found


def value_of(mark: Mark | None) -> float | None:
    """The number of a mark, None where it has none."""
    return mark.value if mark is not None and has_value(mark) else None


def margins_of(marks: tuple[Mark | None, ...]) -> tuple[float | None, ...]:
    """The margins of `marks`; () where none has any."""
    found = tuple(None if value_of(mark) is None or mark is None else mark.margin for mark in marks)
    return found if any(margin is not None for margin in found) else ()


def by_code(series: tuple[ChartSeries, ...]) -> Iterator[tuple[str, ChartSeries]]:
    """The series of places with their codes."""
    for one in series:
        if one.of is not None:
            yield one.of.code, one


def _lines() -> Callable[[ChartSpec], ChartTable]:
    from layouts.exports.deck.table_lines import lines

    return lines


def _bars() -> Callable[[ChartSpec], ChartTable]:
    from layouts.exports.deck.table_places import bars

    return bars


def _pairs() -> Callable[[ChartSpec], ChartTable]:
    from layouts.exports.deck.table_places import pairs

    return pairs


def _points() -> Callable[[ChartSpec], ChartTable]:
    from layouts.exports.deck.table_points import points

    return points


MAKERS: dict[ViewId, Callable[[], Callable[[ChartSpec], ChartTable]]] = {
    "over_time": _lines,
    "ranking": _bars,
    "two_points": _pairs,
    "quadrant": _points,
    "scatter": _points,
}
