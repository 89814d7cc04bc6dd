"""Points as Excel's own scatter chart: ours with their names, the others grey, Riket black."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.geography import NORRA_MELLANSVERIGE, counties
from indicators.spec import Column
from layouts import theme
from layouts.exports.xlsx_table import Table, marker, pale_point, value_axis
from layouts.figures.quadrant_text import AHEAD, LEVEL, VALUE
from layouts.figures.scale import value_range
from layouts.figures.text import hollow
from layouts.tables import Row

Axes = tuple[int, int]


def quadrant(table: Table) -> tuple[Any, set[int]]:
    """Level against the reference to the right, change less the reference's upwards.

    The axes cross where a place is level with the reference. Returns also the rows in the chart.
    """
    chart, rows = _points(table, (LEVEL, AHEAD), firm=(VALUE,))
    for at, put in ((LEVEL, chart.set_x_axis), (AHEAD, chart.set_y_axis)):
        crossing = {"line": {"color": theme.INK, "width": 1}, "label_position": "low"}
        put(_axis(table.spec.columns[at]) | crossing | {"crossing": 0})
    return chart, set(rows)


def scatter(table: Table) -> tuple[Any, set[int]]:
    """The first indicator to the right, the second upwards, with the trend line where there is one.

    Returns also the rows in the chart.
    """
    chart, rows = _points(table, (0, 1), firm=(0, 1))
    for at, put in ((0, chart.set_x_axis), (1, chart.set_y_axis)):
        values = [table.grid.rows[row].cells[at].value or 0.0 for row in rows]
        low, _, cut = value_range(values or [0.0], zero=False)
        least = {} if cut or low < 0 else {"min": 0}
        line = {"line": {"color": theme.GUIDE}, "label_position": "low"}
        put(_axis(table.spec.columns[at]) | line | least)
    _trend(chart, table, rows)
    return chart, set(rows)


def _axis(column: Column) -> dict[str, Any]:
    return value_axis(column, f"{column.name}, {column.unit}")


def _points(table: Table, at: Axes, firm: Sequence[int]) -> tuple[Any, list[int]]:
    """The chart without its axes, and the rows that have both values.

    A point is pale where one of its `firm` columns is not firm.
    """
    chart = table.book.add_chart({"type": "scatter"})
    grid = table.grid
    rows = [
        index for index, row in enumerate(grid.rows)
        if all(row.cells[column].value is not None for column in at)
    ]  # fmt: skip
    looks = dict(zip(rows, theme.styles([_one(grid.rows[row]) for row in rows]), strict=True))
    others = [row for row in rows if _one(grid.rows[row]).role == "others"]
    named = [row for row in rows if row not in others]
    # ours last, and so on top
    groups = [[row] for row in sorted(named, key=lambda row: _one(grid.rows[row]).role == "home")]
    for group in [others, *groups] if others else groups:
        look, alone = looks[group[0]], group is not others
        points = [_pale(grid.rows[row], look, firm) for row in group]
        chart.add_series(
            {
                **({"name": table.name_of(group[0])} if alone else {}),
                "categories": table.values(group, at[0]),
                "values": table.values(group, at[1]),
                "marker": marker(look, size=9 if alone else 6),
                "points": points,
                **({"data_labels": _label(look)} if alone else {}),
            }
        )
    chart.set_legend({"none": True})
    return chart, rows


def _one(row: Row) -> Any:
    return row.cells[0].series


def _pale(row: Row, look: theme.Style, firm: Sequence[int]) -> dict[str, Any] | None:
    for column in firm:
        cell = row.cells[column]
        if hollow(cell.series, cell.mark):
            return pale_point(cell, look)
    return None


def _label(look: theme.Style) -> dict[str, Any]:
    """The name beside a point, which is that of its series."""
    return {
        "series_name": True,
        "value": False,
        "position": "right",
        "font": {"color": theme.text_colour(look.colour), "size": 9, "bold": True},
    }


def _trend(chart: Any, table: Table, rows: Sequence[int]) -> None:
    """Excel's own line of least squares over the places that the correlation is over."""
    facts, found = table.spec.facts, table.grid.rows
    apart = {"reference"}
    if {row.code for row in found} & set(counties()):
        apart |= {row.code for row in found if row.code == NORRA_MELLANSVERIGE}
    fitted = [row for row in rows if not {_one(found[row]).role, found[row].code} & apart]
    if "slope" not in facts or len(fitted) != round(facts["n"]):
        return
    chart.add_series(
        {
            "categories": table.values(fitted, 0),
            "values": table.values(fitted, 1),
            "marker": {"type": "none"},
            "trendline": {"type": "linear", "line": {"color": theme.MUTED, "width": 1}},
        }
    )
