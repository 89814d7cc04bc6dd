"""Lines over time as Excel's own chart, one for all places.

Excel draws a cell of text as zero. Each unbroken stretch of a line is therefore a series of its own
over cells with numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from data.model import period_position
from layouts import theme
from layouts.exports.xlsx_table import (
    MOST_ROWS,
    Table,
    is_named,
    marker,
    pale_point,
    reference,
    value_axis,
)
from layouts.figures.scale import value_range
from layouts.figures.text import ends
from layouts.figures.traces import MANY_POINTS, MEAN_WIDTH, paler
from layouts.tables import Grid, Row

DASHES = {
    "solid": "solid",
    "dash": "dash",
    "dot": "round_dot",
    "longdash": "long_dash",
    "dashdot": "dash_dot",
    "longdashdot": "long_dash_dot",
}
#: Excel takes no more series in a chart
MOST_SERIES = 255
NO_LINE = {"none": True}


def all_years(periods: Sequence[str]) -> bool:
    """Tell whether the time axis is one of years."""
    return all(period.isdigit() for period in periods)


def period_number(period: str, periods: Sequence[str]) -> int:
    """A period on Excel's axis: the year itself, or the day it starts where some are shorter."""
    if all_years(periods):
        return int(period)
    place = period_position(period)
    year = int(place + 1e-9)
    start = date(year, round((place - year) * 12) + 1, 1)
    return (start - date(1899, 12, 30)).days  # Excel's day 0


def stretches(row: Row) -> Iterator[list[int]]:
    """The columns of each unbroken stretch of a line, in time order.

    A stretch ends where the series is cut and at a suppressed value; a period that the series
    does not have (a year between two surveys) does not end it.
    """
    marks = row.cells[0].series.marks if row.cells else ()
    position = {mark.period: index for index, mark in enumerate(marks)}
    stretch: list[int] = []
    for column, cell in enumerate(row.cells):
        index = position.get(cell.mark.period)
        if index is None:
            continue
        if stretch and (index in cell.series.cuts or cell.value is None):
            yield stretch
            stretch = []
        if cell.value is not None:
            stretch.append(column)
    if stretch:
        yield stretch


def pieces(row: Row) -> list[tuple[list[int], bool]]:
    """The columns of each series that a line becomes, and whether it is joined.

    Single values that nothing joins are one series together: there may be dozens of them.
    """
    found = list(stretches(row))
    joined = [(columns, True) for columns in found if len(columns) > 1]
    single = [columns[0] for columns in found if len(columns) == 1]
    return [*joined, (single, False)] if single else joined


def lines(table: Table) -> tuple[Any, set[int]]:
    """The chart over time, Excel's scatter with joined points, whose axis is true time.

    Returns also the rows that are in it.
    """
    chart = table.book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    rows = _drawn(table.grid)
    drawn = [row.cells[0].series for _, row in rows]
    looks = theme.styles(drawn, by_sex=len({one.sex for one in drawn}) > 1)
    unnamed: list[int] = []
    count = 0
    for (index, row), look in zip(rows, looks, strict=True):
        for part, (columns, joined) in enumerate(pieces(row)):
            shifted = [table.left + column for column in columns]
            chart.add_series(
                {
                    "name": table.name_of(index),
                    "categories": reference(table.name, [table.head], shifted),
                    "values": reference(table.name, [table.top + index], shifted),
                    **(_mean(look, joined) if row.mean else _values(look, row, columns, joined)),
                }
            )
            if part or not is_named(row):
                unnamed.append(count)
            count += 1
    chart.set_legend({"position": "bottom", "delete_series": unnamed})
    chart.show_blanks_as("gap")
    _axes(chart, table)
    return chart, {index for index, _ in rows}


def time_axis(chart: Any, table: Table, until: int = 0) -> None:
    """The axis of time, from the first period to the last, or to the year `until` if it is later.

    Where the axis is one of years, each of its ticks is a whole year.
    """
    periods = table.grid.periods
    numbers = [period_number(period, periods) for period in periods]
    chart.set_x_axis(
        {
            "num_format": "0" if all_years(periods) else "yyyy-mm",
            "num_font": {"color": theme.MUTED},
            "line": {"color": theme.GUIDE},
            "min": min(numbers),
            "max": max(max(numbers), min(numbers) + 1, until),
            "major_gridlines": {"visible": False},
            "label_position": "low",
            **({"minor_tick_mark": "none"} if all_years(periods) else {}),
        }
    )


def _axes(chart: Any, table: Table) -> None:
    spec = table.spec
    time_axis(chart, table)
    values = ends([mark for one in spec.series for mark in one.marks])
    low, _, cut = value_range(values, zero=spec.from_zero or spec.signed)
    least = {} if cut or low < 0 else {"min": 0}
    chart.set_y_axis(value_axis(spec, spec.unit) | least)


def _values(look: theme.Style, row: Row, columns: Sequence[int], joined: bool) -> dict[str, Any]:
    """How a stretch of values looks."""
    line = {
        "color": look.colour,
        "width": look.width * 0.75,
        "dash_type": DASHES[look.dash],
    }
    return {
        "line": line if joined else NO_LINE,
        "marker": marker(look, size=3 if len(row.cells) > MANY_POINTS else 6),
        "points": [pale_point(row.cells[column], look) for column in columns],
    }


def _mean(look: theme.Style, joined: bool) -> dict[str, Any]:
    """How a rolling mean looks: thin and pale beside its values, a dash where it has one only."""
    colour = paler(look.colour)
    lone = {"type": "long_dash", "size": 7, "border": {"color": colour}}
    line = {"color": colour, "width": MEAN_WIDTH * 0.75, "dash_type": "solid"}
    return {
        "line": line if joined else NO_LINE,
        "marker": {"type": "none"} if joined else lone,
    }


def _drawn(grid: Grid) -> list[tuple[int, Row]]:
    """The rows to draw, with their place in the table: all, or the named ones of a crowd."""
    rows = list(enumerate(grid.rows))
    if len(rows) <= MOST_ROWS and sum(len(pieces(row)) for _, row in rows) <= MOST_SERIES:
        return rows
    named = [item for item in rows if is_named(item[1])]
    kept, room = [], MOST_SERIES
    for item in (named or rows)[:MOST_ROWS]:
        room -= len(pieces(item[1]))
        if room < 0:
            break
        kept.append(item)
    return kept
