"""A table on a sheet: where its cells stand, for charts to point at, and how cells look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators import formats
from indicators.spec import ChartSpec, Column
from layouts import theme
from layouts.figures.dense import SWEDISH
from layouts.figures.dumbbell import ENDS
from layouts.figures.text import hollow, shown
from layouts.tables import Cell, Grid, Row

FONT = "Calibri"
#: with more rows than this only some places are drawn
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


class Looks:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **properties: Any) -> Any:
        """The cell format with `properties`."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            plain = {"font_name": FONT, "font_size": 11, "font_color": theme.INK}
            self._made[key] = self._book.add_format(plain | properties)
        return self._made[key]


@dataclass(frozen=True, slots=True)
class Table:
    """The table of `spec` on the sheet called `name`.

    Its headings stand in row `head`, its values from row `top` and column `left` on; rows and
    columns of the values are counted from there.
    """

    book: Any
    sheet: Any
    name: str
    spec: ChartSpec
    grid: Grid
    looks: Looks
    head: int
    top: int
    left: int

    @property
    def place(self) -> int:
        """The column of the places' names."""
        return self.left - 1 - int(self.grid.dated)

    @property
    def beside(self) -> int:
        """The first column of what stands beside the table, one column being left free."""
        return self.left + len(self.grid.columns) + int(bool(self.grid.said)) + 1

    def values(self, rows: Sequence[int], column: int) -> str:
        """Excel's address of the values of some rows in one column."""
        return reference(self.name, [self.top + row for row in rows], [self.left + column])

    def names(self, rows: Sequence[int]) -> str:
        """Excel's address of the names of some rows."""
        return reference(self.name, [self.top + row for row in rows], [self.place])

    def name_of(self, row: int) -> list[Any]:
        """The cell of a row's name, as a chart takes it."""
        return [self.name, self.top + row, self.place]

    def heading(self, column: int) -> list[Any]:
        """The cell of a column's heading, as a chart takes it."""
        return [self.name, self.head, self.left + column]


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


def is_named(row: Row) -> bool:
    """Tell whether a row is of a place that the chart is about."""
    return bool(row.cells) and row.cells[0].series.role != "others"


def few(grid: Grid, rows: Sequence[int]) -> list[int]:
    """`rows`, or of hundreds ours, the Swedish ones, and those first and last."""
    if len(rows) <= MOST_ROWS:
        return list(rows)
    edge = {*rows[:ENDS], *rows[-ENDS:]}
    found = grid.rows
    return [
        row
        for row in rows
        if row in edge or is_named(found[row]) or found[row].code.startswith(SWEDISH)
    ]


def plain_format(form: ChartSpec | Column) -> str:
    """Excel's format of a number without sign, with the decimals of the chart or of the column."""
    return "#,##0" + ("." + "0" * form.decimals if form.decimals else "")


def signed_format(plain: str, signed: bool) -> str:
    """`plain` with a true minus, and with a plus where differences carry their sign."""
    return f"{'+' if signed else ''}{plain};{formats.MINUS}{plain};{plain}"


def number_format(spec: ChartSpec, cell: Cell) -> str:
    """Excel's format of one cell: decimals, true minus, sign, and the status letter behind it.

    In the file the format is written with American signs; Excel shows it in the reader's. What
    rounds to zero gets no sign.
    """
    form = cell.column or spec
    plain = plain_format(form) + (f'" {cell.letters}"' if cell.letters else "")
    if not any(digit in "123456789" for digit in shown(spec, cell.value, column=cell.column)):
        return f"{plain};{plain}"
    return signed_format(plain, form.signed)


def marker(look: theme.Style, pale: bool = False, size: int = 6) -> dict[str, Any]:
    """A point in its place's colour and shape, pale where it is not to look filled."""
    return {
        "type": SYMBOLS[look.symbol],
        "size": size,
        "fill": {"color": theme.tint(look.colour) if pale else look.colour},
        "border": {"color": look.colour},
    }


def pale_point(cell: Cell, look: theme.Style) -> dict[str, Any] | None:
    """Pale inside for values that are not firm or that we computed; None leaves a point as is.

    Not white: some programs draw no border around a marker, and a white one would not be seen.
    """
    if not hollow(cell.series, cell.mark):
        return None
    return {"fill": {"color": theme.tint(look.colour)}, "border": {"color": look.colour}}


def value_axis(form: ChartSpec | Column, name: str) -> dict[str, Any]:
    """An axis of values with its numbers as in the table, and `name` beside it."""
    return {
        "num_format": signed_format(plain_format(form), form.signed),
        "num_font": {"color": theme.MUTED},
        "major_gridlines": {"visible": True, "line": {"color": theme.HAIRLINE, "width": 0.75}},
        "line": {"none": True},
        "name": name,
        "name_font": {"bold": False, "size": 9, "color": theme.MUTED},
    }
