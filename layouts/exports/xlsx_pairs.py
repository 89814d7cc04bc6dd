"""Two points in time as Excel's own chart: a pale and a filled dot a place, joined by a line.

The line is the later dot's error bar, whose length is the table's own change. Where there is no
change, because a break lies between, the cell holds no number and nothing is joined.
"""

from __future__ import annotations

from typing import Any

from layouts import theme
from layouts.exports.xlsx_table import Table, few, marker, value_axis
from layouts.figures.dumbbell_text import CHANGE, EARLIER, LATER
from layouts.figures.scale import value_range

#: what the legend shows in place of the places' own colours
PLAIN = theme.Style(theme.MUTED, "solid", "circle")


def pairs(table: Table) -> tuple[Any, set[int]]:
    """The chart of two points in time, places in the table's order from the left.

    Returns also the rows that are in it: those with both values, and of hundreds only some.
    """
    chart = table.book.add_chart({"type": "line"})
    rows = _drawn(table)
    found = [table.grid.rows[row] for row in rows]
    looks = theme.styles([row.cells[0].series for row in found])
    for at in (EARLIER, LATER) if rows else ():
        fills = [theme.tint(look.colour) if at == EARLIER else look.colour for look in looks]
        series: dict[str, Any] = {
            "name": table.heading(at),
            "categories": table.names(rows),
            "values": table.values(rows, at),
            "line": {"none": True},
            "marker": marker(PLAIN, pale=at == EARLIER, size=8),
            "points": [
                {"fill": {"color": fill}, "border": {"color": look.colour}}
                for fill, look in zip(fills, looks, strict=True)
            ],
        }
        if at == LATER and any(row.cells[CHANGE].value is not None for row in found):
            change = table.values(rows, CHANGE)
            series["y_error_bars"] = {
                "type": "custom",
                "direction": "minus",
                "plus_values": change,
                "minus_values": change,
                "end_style": 0,
                "line": {"color": theme.MUTED, "width": 1.75},
            }
        chart.add_series(series)
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis(
        {
            "num_font": {"color": theme.INK, "size": 9, "rotation": -90},
            "label_position": "low",
            "line": {"color": theme.GUIDE},
        }
    )
    column = table.spec.columns[LATER]
    values = [cell.value or 0.0 for row in found for cell in row.cells[:CHANGE]]
    low, _, cut = value_range(values or [0.0], zero=False)
    least = {} if cut or low < 0 else {"min": 0}
    chart.set_y_axis(value_axis(column, column.unit) | least)
    return chart, set(rows)


def _drawn(table: Table) -> list[int]:
    rows = [
        index
        for index, row in enumerate(table.grid.rows)
        if all(cell.value is not None for cell in row.cells[:CHANGE])
    ]
    return few(table.grid, rows)
