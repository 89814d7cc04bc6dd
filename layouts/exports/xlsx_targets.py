"""The decided targets of a chart as a table of their own on its sheet, numbers as numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from indicators import formats
from indicators.spec import TargetLine
from indicators.strategy.targets import DecidedLine
from layouts import theme
from layouts.exports.xlsx_table import Table, plain_format, signed_format
from layouts.figures.text import words

HEADS = (
    "target_base_period",
    "target_base_value",
    "target_period",
    "target_value",
    "target_decided_by",
    "target_decided_on",
)
#: letters of a column that the table above does not have
WIDTH = 13
#: the columns of numbers, which stand at the right of their cells
NUMBERS = frozenset(HEADS) - {"target_decided_by"}


def targets_below(table: Table, row: int, known: int) -> int:
    """Write the targets from `row` on, a target a row; returns the next free row.

    The place stands in the column of places; a milestone has a row of its own below its target.
    Columns from `known` on are none of the table's, and are made wide enough for a day.
    """
    if (last := table.place + len(HEADS)) >= known:
        table.sheet.set_column(known, last, WIDTH)
    _heads(table, row)
    for target in table.spec.targets:
        row += 1
        _target(table, row, target)
        for period, value in target.path[1:-1]:
            row += 1
            name = words("target_step_row", table.spec.language, place=target.name)
            table.sheet.write_string(row, table.place, name, table.looks())
            _write(table, row, "target_period", period)
            _write(table, row, "target_value", value)
    return row + 1


def _heads(table: Table, row: int) -> None:
    language = table.spec.language
    bold = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
    table.sheet.write_string(row, table.place, words("target", language), table.looks(**bold))
    for head in HEADS:
        side = {"align": "right"} if head in NUMBERS else {"align": "left", "indent": 1}
        look = table.looks(**bold, **side)
        table.sheet.write_string(row, _column(table, head), words(head, language), look)
    table.sheet.set_row(row, 30)


def _target(table: Table, row: int, target: TargetLine) -> None:
    table.sheet.write_string(row, table.place, target.name, table.looks())
    if len(target.path) > 1:
        _write(table, row, "target_base_period", target.path[0][0])
        _write(table, row, "target_base_value", target.path[0][1])
    _write(table, row, "target_period", target.period)
    _write(table, row, "target_value", target.value)
    if isinstance(target, DecidedLine):
        _write(table, row, "target_decided_on", target.decided_on)
        # last, so that a long name runs on into empty cells
        _write(table, row, "target_decided_by", target.decided_by)


def _column(table: Table, head: str) -> int:
    """Numbers stand below the table's numbers; who decided comes last, being long."""
    order = [one for one in HEADS if one in NUMBERS] + ["target_decided_by"]
    return table.place + 1 + order.index(head)


def _write(table: Table, row: int, head: str, value: str | float | date) -> None:
    sheet, column = table.sheet, _column(table, head)
    if isinstance(value, date):
        look = table.looks(num_format="yyyy-mm-dd", align="right")
        sheet.write_datetime(row, column, value, look)
    elif not isinstance(value, str):
        look = table.looks(num_format=_format(table), align="right")
        sheet.write_number(row, column, value, look)
    elif head == "target_decided_by":
        sheet.write_string(row, column, value, table.looks(font_color=theme.INK, indent=1))
    elif value.isdigit():
        sheet.write_number(row, column, int(value), table.looks(num_format="0", align="right"))
    else:
        text = formats.period(value, table.spec.language)
        sheet.write_string(row, column, text, table.looks(align="right"))


def _format(table: Table) -> Any:
    """As the values of the chart: the first column's where the columns have units of their own."""
    form = table.spec.columns[0] if table.spec.columns else table.spec
    return signed_format(plain_format(form), False)
