"""Where the figures of a chart stand in its workbook, and how the chart refers to them.

Sheet ``Data``: names in column A from row 2 on, a column a series, then the margins of those that
have any. With points: a place a row, its value to the right in B and upwards in C, margins after.
"""

from __future__ import annotations

from collections.abc import Sequence

from layouts.exports.deck.chart_table import ChartTable
from layouts.exports.deck.ink import escape

SHEET = "Data"
#: the sheet that says whose chart this is, hidden so that only a program shows it
HIDDEN = "panel"


def letter(column: int) -> str:
    """The name of a column, counted from 0: A, B, …, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def area(column: int, first: int, count: int) -> str:
    """The address of `count` cells of a column from the table's row `first` on (0 is the top)."""
    name = letter(column)
    start, end = first + 2, first + count + 1
    if start == end:
        return f"{SHEET}!${name}${start}"
    return f"{SHEET}!${name}${start}:${name}${end}"


def margin_columns(table: ChartTable) -> dict[tuple[int, str], int]:
    """(series, "y" or "x") -> the column of its margins, for those that have any."""
    if table.is_points:
        found = {}
        for index, one in enumerate(table.series):
            if one.margins:
                found[index, "y"] = 4
            if one.x_margins:
                found[index, "x"] = 3
        return found
    having = [index for index, one in enumerate(table.series) if one.margins]
    start = 1 + len(table.series)
    return {(index, "y"): start + at for at, index in enumerate(having)}


def texts(formula: str, found: Sequence[str]) -> str:
    """Texts in cells, with what a program shows before it has read them."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(found)
    )
    return (
        f"<c:strRef><c:f>{formula}</c:f><c:strCache>"
        f'<c:ptCount val="{len(found)}"/>{points}</c:strCache></c:strRef>'
    )


def numbers(formula: str, found: Sequence[float | None], form: str = "General") -> str:
    """Numbers in cells, with the digits that the workbook holds; a gap has no point."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value:.16G}</c:v></c:pt>'
        for index, value in enumerate(found)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>{escape(form)}</c:formatCode>"
        f'<c:ptCount val="{len(found)}"/>{points}</c:numCache></c:numRef>'
    )


def name_of(table: ChartTable, index: int) -> str:
    """``c:tx`` of a series: its heading, or a point's own name; a text where no cell holds it."""
    one = table.series[index]
    if not table.is_points:
        return f"<c:tx>{texts(f'{SHEET}!${letter(1 + index)}$1', [one.name])}</c:tx>"
    if len(one.values) == 1 and one.part == "values" and one.key != "others":
        return f"<c:tx>{texts(area(0, one.first, 1), [one.name])}</c:tx>"
    return f"<c:tx><c:v>{escape(one.name)}</c:v></c:tx>"


def figures_of(table: ChartTable, index: int) -> str:
    """``c:cat`` and ``c:val`` of a series, or ``c:xVal`` and ``c:yVal`` of points."""
    one = table.series[index]
    count = len(one.values)
    if table.is_points:
        x = numbers(area(1, one.first, count), one.xs, table.x_format)
        y = numbers(area(2, one.first, count), one.values, table.number_format)
        return f"<c:xVal>{x}</c:xVal><c:yVal>{y}</c:yVal>"
    categories = texts(area(0, 0, count), table.categories)
    values = numbers(area(1 + index, 0, count), one.values, table.number_format)
    return f"<c:cat>{categories}</c:cat><c:val>{values}</c:val>"


def margins_area(table: ChartTable, index: int, axis: str) -> str:
    """``c:numRef`` of the margins of a series."""
    one = table.series[index]
    found = one.margins if axis == "y" else one.x_margins
    column = margin_columns(table)[index, axis]
    return numbers(area(column, one.first, len(found)), found)
