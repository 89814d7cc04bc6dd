"""The table of a chart as tables of a document: turned or parted so that it fits the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators import formats
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec
from layouts.exports.word_table import Lines
from layouts.exports.xlsx_table import few
from layouts.tables import Cell, Grid, Row, cells

WORDS = Path(__file__).parents[1] / "words" / "meeting_files.toml"
#: columns of values that fit beside the places, and places that fit as columns instead
MOST_ACROSS, MOST_TURNED = 6, 6
#: with so many columns their units stand below the table, not in its headings
MANY_UNITS = 4
#: periods that a document shows; the other files have them all
MOST_PERIODS = 24


def say() -> Phrases:
    """The phrases of a meeting's files, read at first use."""
    return phrases(WORDS)


def grid_lines(spec: ChartSpec) -> tuple[list[Lines], str]:
    """The parts of the table, and what of it is left out in words, "" where nothing is.

    Over time, with more periods than fit across, the periods stand below each other; with too many
    places for that too, the table comes in parts.
    """
    grid = cells(spec)
    rows, left_out = _rows(spec, grid)
    columns = list(range(len(grid.columns)))
    if any(grid.periods) and len(columns) > MOST_PERIODS:
        left_out = say()("kept_periods", spec.language, shown=MOST_PERIODS, count=len(columns))
        columns = columns[-MOST_PERIODS:]
    if len(columns) > MOST_ACROSS and any(grid.periods) and len(rows) <= MOST_TURNED:
        return [_turned(spec, grid, rows, columns)], left_out
    # parts of about the same size, the last not a lone column
    count = -(-len(columns) // MOST_ACROSS)
    size = -(-len(columns) // max(count, 1)) if columns else 1
    parts = [columns[start : start + size] for start in range(0, len(columns), size)]
    return [_across(spec, grid, rows, part) for part in parts], left_out


def _rows(spec: ChartSpec, grid: Grid) -> tuple[list[Row], str]:
    """The rows to show: of hundreds the first, the last, ours and the Swedish ones."""
    kept = few(grid, range(len(grid.rows)))
    rows = [grid.rows[index] for index in kept]
    if len(rows) == len(grid.rows):
        return rows, ""
    return rows, say()("kept_rows", spec.language, shown=len(rows), count=len(grid.rows))


def _text(spec: ChartSpec, cell: Cell) -> str:
    """The number with its margin and its small letters, or the sign in place of it."""
    text = cell.text(spec)
    return f"{text}{formats.NBSP}{cell.letters}" if cell.letters else text


def _home(rows: Sequence[Row]) -> frozenset[int]:
    return frozenset(
        number
        for number, row in enumerate(rows)
        if row.cells and row.cells[0].series.role == "home"
    )


def _across(spec: ChartSpec, grid: Grid, rows: Sequence[Row], part: Sequence[int]) -> Lines:
    language = spec.language
    header = list(grid.header(language))
    first = len(header) - len(grid.columns) - bool(grid.said)
    heads = [*header[:first], *(_head(spec, grid, index) for index in part)]
    found = []
    for row in rows:
        lead = [row.rank] if grid.ranked else []
        lead.append(row.name)
        if grid.dated:
            dated = any(cell.value is not None for cell in row.cells)
            lead.append(formats.period(row.period, language) if dated else "")
        texts = [*lead, *(_text(spec, row.cells[index]) for index in part)]
        found.append(tuple([*texts, row.said] if grid.said else texts))
    if grid.said:
        heads.append(grid.said)
    numbers = frozenset(range(first, first + len(part)))
    return Lines(tuple(heads), tuple(found), numbers, _home(rows))


def _head(spec: ChartSpec, grid: Grid, index: int) -> str:
    """A column's heading, with its unit where few columns have units of their own."""
    name = grid.columns[index]
    return f"{name} ({spec.columns[index].unit})" if 0 < len(spec.columns) < MANY_UNITS else name


def units(spec: ChartSpec) -> str:
    """The unit of the values, or of each column whose heading does not say it."""
    if not spec.columns:
        return say()("unit", spec.language, text=spec.unit)
    if len(spec.columns) < MANY_UNITS:
        return ""
    told = "; ".join(f"{column.name}: {column.unit}" for column in spec.columns)
    return say()("units", spec.language, text=told)


def _turned(spec: ChartSpec, grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> Lines:
    """A row a period and a column a place, the newest period last."""
    heads = (say()("column_period", spec.language), *(row.name for row in rows))
    found = tuple(
        (grid.columns[index], *(_text(spec, row.cells[index]) for row in rows)) for index in columns
    )
    return Lines(heads, found, frozenset(range(1, len(heads))))
