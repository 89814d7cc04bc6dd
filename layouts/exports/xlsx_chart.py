"""What belongs to the table of each kind: a native chart over the table's own cells, or a map.

A native chart can be edited: change a number in the table, and it is redrawn. None of them points
at a missing value, which Excel would draw as zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from indicators.model import ViewId
from layouts import theme
from layouts.exports.xlsx_bars import bars
from layouts.exports.xlsx_lines import lines
from layouts.exports.xlsx_pairs import pairs
from layouts.exports.xlsx_points import quadrant, scatter
from layouts.exports.xlsx_table import Table
from layouts.exports.xlsx_tiles import tile_map

#: pixels of a row that nobody has made higher
ROW_HEIGHT = 20
#: letters of a table that a chart may stand beside
WIDE = 150


@dataclass(frozen=True, slots=True)
class Chart:
    """How a kind is drawn, and its size in pixels; without `height` a line a place."""

    draw: Callable[[Table], tuple[Any, set[int]]]
    width: int
    height: int | None


CHARTS: dict[ViewId, Chart] = {
    "over_time": Chart(lines, 760, 400),
    "panels": Chart(lines, 760, 400),
    "ranking": Chart(bars, 620, None),
    "two_points": Chart(pairs, 760, 480),
    "quadrant": Chart(quadrant, 640, 520),
    "scatter": Chart(scatter, 640, 520),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """The first row below chart or map, and the places with values not in it."""

    below: int
    left_out: tuple[str, ...] = ()
    #: the native chart, to which series may still be added
    chart: Any = None


def insert(table: Table, end: int, width: float) -> Beside:
    """Put what belongs to the kind of chart to the right of its table; nothing without values.

    Below a table of more than WIDE letters, of which `width` says how many it has, and `end` where
    the row below it is: beside it a print would show neither.
    """
    if table.spec.empty or all(cell.value is None for cell in table.grid.cells):
        return Beside(table.top)
    if table.spec.kind == "tile_map":
        return Beside(tile_map(table))
    at = (end, 0) if width > WIDE else (table.head, table.beside)
    return _chart(table, CHARTS[table.spec.kind], at)


def _chart(table: Table, kind: Chart, at: tuple[int, int]) -> Beside:
    chart, drawn = kind.draw(table)
    spec, rows = table.spec, table.grid.rows
    left_out = [
        row.name
        for index, row in enumerate(rows)
        if index not in drawn and any(cell.value is not None for cell in row.cells)
    ]
    if not drawn:
        return Beside(table.top, tuple(left_out))
    height = kind.height or 120 + ROW_HEIGHT * len(drawn)
    chart.set_title({"name": spec.title, "name_font": {"size": 12, "color": theme.INK}})
    chart.set_size({"width": kind.width, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    table.sheet.insert_chart(
        *at,
        chart,
        {"description": spec.alt or spec.title, "object_position": 2},
    )
    return Beside(at[0] + height // ROW_HEIGHT + 2, tuple(left_out), chart)
