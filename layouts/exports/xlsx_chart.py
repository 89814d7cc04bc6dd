"""The native chart beside a table: it points at the table's own cells, and never at a missing one.

Excel draws a cell of text as zero. Each unbroken stretch of a line is therefore a series of its own
over cells with numbers, and a bar chart takes only the rows that have a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from data.model import period_position
from indicators.model import ChartSpec
from layouts import theme
from layouts.figure_scale import value_range
from layouts.figure_text import ends, hollow
from layouts.tables import Cell, Grid, Row

DASHES = {
    "solid": "solid",
    "dash": "dash",
    "dot": "round_dot",
    "longdash": "long_dash",
    "dashdot": "dash_dot",
    "longdashdot": "long_dash_dot",
}
#: Excel takes at most 255 series in a chart; with more rows than this only named places are drawn
MOST_ROWS = 40

SYMBOLS = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "triangle-down": "triangle",
    "x": "x",
    "cross": "plus",
    "star": "star",
    "pentagon": "square",
    "hexagon": "circle",
}


#: pixels of a row that nobody has made higher
ROW_HEIGHT = 20


def insert_chart(
    book: Any, sheet: Any, name: str, spec: ChartSpec, grid: Grid, top: int, left: int
) -> int:
    """Put the chart of `spec` to the right of its table, whose values start at `top`, `left`.

    Returns the first row below the chart.
    """
    if not any(cell.value is not None for cell in grid.cells):
        return top
    place = left - 1 - int(grid.dated)
    over_time = spec.kind == "over_time"
    if over_time:
        chart, height = _lines(book, name, spec, grid, (top, left, place)), 400
    else:
        chart, height = _bars(book, name, grid, (top, left, place)), 120 + 20 * len(grid.rows)
    chart.set_title({"name": spec.title, "name_font": {"size": 12, "color": theme.INK}})
    height = min(height, 1600)
    chart.set_size({"width": 760 if over_time else 620, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    column = left + len(grid.columns) + 1
    sheet.insert_chart(
        top - 1, column, chart, {"description": spec.alt or spec.title, "object_position": 2}
    )
    return top + height // ROW_HEIGHT + 1


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


def reference(name: str, rows: Sequence[int], columns: Sequence[int]) -> str:
    """Excel's address of some cells of one row, or of one column, in as few areas as possible."""
    from xlsxwriter.utility import xl_range_abs

    along_row = len(rows) == 1
    wanted = columns if along_row else rows
    runs: list[list[int]] = []
    for index in wanted:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    sheet = "'" + name.replace("'", "''") + "'!"
    areas = [
        sheet
        + (
            xl_range_abs(rows[0], run[0], rows[0], run[-1])
            if along_row
            else xl_range_abs(run[0], columns[0], run[-1], columns[0])
        )
        for run in runs
    ]
    return "=" + (areas[0] if len(areas) == 1 else f"({','.join(areas)})")


def _lines(book: Any, name: str, spec: ChartSpec, grid: Grid, corner: tuple[int, int, int]) -> Any:
    """Lines over time: Excel's scatter with joined points, whose axis is true time."""
    top, left, place = corner
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    rows = _drawn(grid)
    drawn = [row.cells[0].series for _, row in rows]
    looks = theme.styles(drawn, by_sex=len({one.sex for one in drawn}) > 1)
    unnamed: list[int] = []
    count = 0
    for (index, row), look in zip(rows, looks, strict=True):
        for part, columns in enumerate(stretches(row)):
            shifted = [left + column for column in columns]
            chart.add_series(
                {
                    "name": [name, top + index, place],
                    "categories": reference(name, [top - 1], shifted),
                    "values": reference(name, [top + index], shifted),
                    "line": {
                        "color": look.colour,
                        "width": look.width * 0.75,
                        "dash_type": DASHES[look.dash],
                    },
                    "marker": _marker(look, look.colour),
                    "points": [_point(row.cells[column], look) for column in columns],
                }
            )
            if part or row.cells[0].series.role == "others":
                unnamed.append(count)
            count += 1
    chart.set_legend({"position": "bottom", "delete_series": unnamed})
    chart.show_blanks_as("gap")
    numbers = [period_number(period, grid.periods) for period in grid.periods]
    axis: dict[str, Any] = {
        "num_format": "0" if all_years(grid.periods) else "yyyy-mm",
        "num_font": {"color": theme.MUTED},
        "line": {"color": theme.GUIDE},
        "min": min(numbers),
        "max": max(max(numbers), min(numbers) + 1),
    }
    chart.set_x_axis(axis | {"major_gridlines": {"visible": False}, "label_position": "low"})
    chart.set_y_axis(_value_axis(spec))
    return chart


def _drawn(grid: Grid) -> list[tuple[int, Row]]:
    """The rows to draw, with their place in the table: all, or the named ones of a crowd."""
    rows = list(enumerate(grid.rows))
    if len(rows) <= MOST_ROWS:
        return rows
    named = [item for item in rows if item[1].cells[0].series.role != "others"]
    return (named or rows)[:MOST_ROWS]


def _value_axis(spec: ChartSpec) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_format": "#,##0" + ("." + "0" * spec.decimals if spec.decimals else ""),
        "num_font": {"color": theme.MUTED},
        "major_gridlines": {"visible": True, "line": {"color": theme.HAIRLINE, "width": 0.75}},
        "line": {"none": True},
        "name": spec.unit,
        "name_font": {"bold": False, "size": 9, "color": theme.MUTED},
    }
    values = ends([mark for one in spec.series for mark in one.marks])
    low, _, cut = value_range(values, zero=spec.from_zero or spec.signed)
    return axis if cut or low < 0 else axis | {"min": 0}


def _marker(look: theme.Style, fill: str) -> dict[str, Any]:
    return {
        "type": SYMBOLS[look.symbol],
        "size": 6,
        "fill": {"color": fill},
        "border": {"color": look.colour},
    }


def _point(cell: Cell, look: theme.Style) -> dict[str, Any] | None:
    """White inside for values that are not firm or that we computed; None leaves a point as is."""
    if not hollow(cell.series, cell.mark):
        return None
    return {"fill": {"color": theme.WHITE}, "border": {"color": look.colour}}


def _bars(book: Any, name: str, grid: Grid, corner: tuple[int, int, int]) -> Any:
    top, left, place = corner
    chart = book.add_chart({"type": "bar"})
    shown = [
        (index, row)
        for index, row in enumerate(grid.rows)
        if all(cell.value is not None for cell in row.cells)
    ]
    rows = [top + index for index, _ in shown]
    several = len(grid.columns) > 1
    looks = theme.styles([row.cells[0].series for _, row in shown])
    for column in range(len(grid.columns)):
        if not rows:
            break
        found = [row.cells[column] for _, row in shown]
        colours = [
            theme.style(cell.series.code, cell.series.role, cell.series.sex).colour
            if several
            else look.colour
            for cell, look in zip(found, looks, strict=True)
        ]
        chart.add_series(
            {
                "name": [name, top - 1, left + column],
                "categories": reference(name, rows, [place]),
                "values": reference(name, rows, [left + column]),
                "fill": {"color": colours[0]},
                "points": [
                    _bar_point(cell, colour) for cell, colour in zip(found, colours, strict=True)
                ],
                "data_labels": {"value": True, "font": {"color": theme.INK, "size": 9}},
                "gap": 40,
            }
        )
    chart.set_legend({"position": "bottom"} if several else {"none": True})
    chart.set_y_axis(
        {"reverse": True, "line": {"color": theme.INK}, "label_position": "low",
         "major_tick_mark": "none", "num_font": {"color": theme.INK, "size": 9}}
    )  # fmt: skip
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    return chart


def _bar_point(cell: Cell, colour: str) -> dict[str, Any]:
    pale = hollow(cell.series, cell.mark)
    fill = theme.tint(colour) if pale else colour
    return {"fill": {"color": fill}, "border": {"color": colour}}
