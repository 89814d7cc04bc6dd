"""A ranking as Excel's own bars, of rows with a value only: text would be drawn as a zero."""

from __future__ import annotations

from typing import Any

from layouts import theme
from layouts.exports.xlsx_table import Table, few
from layouts.figures.text import hollow
from layouts.tables import Cell


def bars(table: Table) -> tuple[Any, set[int]]:
    """The chart of a ranking, first place on top, women and men side by side.

    Returns also the rows that are in it: those with a value, and of hundreds only some.
    """
    grid = table.grid
    chart = table.book.add_chart({"type": "bar"})
    valued = [
        index
        for index, row in enumerate(grid.rows)
        if all(cell.value is not None for cell in row.cells)
    ]
    rows = few(grid, valued)
    shown = [grid.rows[row] for row in rows]
    several = len(grid.columns) > 1
    looks = theme.styles([row.cells[0].series for row in shown])
    for column in range(len(grid.columns) if rows else 0):
        found = [row.cells[column] for row in shown]
        colours = [
            theme.style(cell.series.code, cell.series.role, cell.series.sex).colour
            if several
            else look.colour
            for cell, look in zip(found, looks, strict=True)
        ]
        chart.add_series(
            {
                "name": table.heading(column),
                "categories": table.names(rows),
                "values": table.values(rows, column),
                "fill": {"color": colours[0]},
                "points": [
                    _point(cell, colour) for cell, colour in zip(found, colours, strict=True)
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
    return chart, set(rows)


def _point(cell: Cell, colour: str) -> dict[str, Any]:
    pale = hollow(cell.series, cell.mark)
    fill = theme.tint(colour) if pale else colour
    return {"fill": {"color": fill}, "border": {"color": colour}}
