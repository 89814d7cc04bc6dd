"""ChartSpec -> an Excel workbook: a sheet a chart, numbers as numbers, a native chart beside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from indicators import formats
from indicators.model import ChartSpec
from indicators.phrases import phrases
from layouts import theme
from layouts.exports.xlsx_chart import all_years, insert_chart, period_number
from layouts.figure_text import has_value, shown
from layouts.figures import crowd_to_background
from layouts.tables import Cell, Grid, cells, legend

WORDS = Path(__file__).parents[1] / "words" / "exports.toml"
#: a workbook made twice from the same figures is the same bytes; the data carry their own dates
CREATED = datetime(2020, 1, 1)
HEADER_ROW = 3
FONT = "Calibri"


def workbook(specs: Sequence[ChartSpec], address: str) -> bytes:
    """An .xlsx file with one sheet a spec: title, table, chart, notes, source and `address`.

    Numbers are numbers with formats of the spec's decimals (Excel shows them with the separators
    of the reader's language); missing values are the same signs as on screen, never zeros.
    """
    import xlsxwriter  # heavy, and only needed when someone downloads

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.formats[0].set_font_name(FONT)
        language = specs[0].language if specs else "sv"
        book.set_properties(
            {
                "title": specs[0].title if specs else "",
                "author": _words("panel", language),
                "comments": specs[0].source if specs else "",
                "created": CREATED,
            }
        )
        book.set_custom_property(_words("language", language), language)
        names: list[str] = []
        for spec in specs:
            names.append(_sheet_name(spec, names))
            _Sheet(book, names[-1], spec).write(address)
        if not specs:
            book.add_worksheet()
    return stream.getvalue()


def _words(key: str, language: str, **fields: object) -> str:
    return phrases(WORDS)(key, language, **fields)


def _sheet_name(spec: ChartSpec, taken: Sequence[str]) -> str:
    name = _words(f"sheet_{spec.kind}", spec.language)
    count = sum(one.split(" (")[0] == name for one in taken)
    return f"{name} ({count + 1})" if count else name


#: characters in a line of the text below table and chart
TEXT_WIDTH = 130


class _Sheet:
    """One sheet being written; `formats` are made once for each look."""

    def __init__(self, book: Any, name: str, spec: ChartSpec) -> None:
        self.book, self.spec, self.name = book, crowd_to_background(spec), name
        self.sheet = book.add_worksheet(name)
        self.grid: Grid = cells(spec)
        self.header = self.grid.header(spec.language)
        #: columns before the values: rank, place, period
        self.first = len(self.header) - len(self.grid.columns)
        self.widths: list[int] = []
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **properties: Any) -> Any:
        """The cell format with `properties`."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(
                {"font_name": FONT, "font_size": 11, "font_color": theme.INK} | properties
            )
        return self._formats[key]

    def write(self, address: str) -> None:
        """Write everything, from the title to the address."""
        spec, sheet = self.spec, self.sheet
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, spec.title, self.look(bold=True, font_size=14))
        sheet.write_string(1, 0, spec.subtitle, self.look(font_color=theme.MUTED))
        self._widths()
        end = self._table()
        end = self._margins(end + 1)
        below = insert_chart(
            self.book, sheet, self.name, spec, self.grid, HEADER_ROW + 1, self.first
        )
        self._words_below(max(end, below) + 1, address)
        sheet.freeze_panes(HEADER_ROW + 1, self.first)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _widths(self) -> None:
        place = self.first - 1 - int(self.grid.dated)
        names = [len(row.name) for row in self.grid.rows]
        for column, text in enumerate(self.header):
            width = max([len(text), *names]) if column == place else max(len(text), 9)
            self.sheet.set_column(column, column, width + 2)
            self.widths.append(width + 2)

    def _table(self) -> int:
        self._head(HEADER_ROW)
        for index, row in enumerate(self.grid.rows, start=HEADER_ROW + 1):
            lead = [row.rank] if self.grid.ranked else []
            lead.append(row.name)
            if self.grid.dated:
                dated = any(cell.value is not None for cell in row.cells)
                lead.append(formats.period(row.period, self.spec.language) if dated else "")
            for column, text in enumerate(lead):
                self.sheet.write_string(index, column, text, self.look())
            for column, cell in enumerate(row.cells, start=self.first):
                self._cell(index, column, cell)
        return HEADER_ROW + 1 + len(self.grid.rows)

    def _head(self, row: int, first: str | None = None) -> None:
        for column, text in enumerate(self.header):
            value = column >= self.first
            look = self.look(bold=True, bottom=1, align="right" if value else "left")
            # over time the columns are periods
            period = self.grid.periods[column - self.first] if value else ""
            if first and column == 0:
                self.sheet.write_string(row, column, first, look)
            elif period:
                self._period(row, column, period, text)
            else:
                self.sheet.write_string(row, column, text, look)

    def _period(self, row: int, column: int, period: str, text: str) -> None:
        """A period as a number, so that the chart has a true time axis: a year, or a date.

        A date is shown in our words ("kv 2 2024"), which Excel has no format for.
        """
        shape = "0" if all_years(self.grid.periods) else f'"{text}"'
        look = self.look(bold=True, bottom=1, align="right", num_format=shape)
        self.sheet.write_number(row, column, period_number(period, self.grid.periods), look)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        if cell.value is None:
            look = self.look(align="right", font_color=theme.MUTED)
            self.sheet.write_string(row, column, cell.symbol(self.spec.language), look)
        else:
            look = self.look(num_format=number_format(self.spec, cell), align="right")
            self.sheet.write_number(row, column, cell.value, look)

    def _margins(self, row: int) -> int:
        """The margins as a table of their own below, cell for cell; returns the next free row."""
        found = [one for one in self.grid.rows if any(_margin(cell) for cell in one.cells)]
        if not found:
            return row - 1
        self._head(row, _words("margins", self.spec.language))
        look = self.look(num_format=_base(self.spec), align="right")
        for one in found:
            row += 1
            self.sheet.write_string(row, self.first - 1 - int(self.grid.dated), one.name)
            for column, cell in enumerate(one.cells, start=self.first):
                if (margin := _margin(cell)) is not None:
                    self.sheet.write_number(row, column, margin, look)
        return row + 1

    def _words_below(self, row: int, address: str) -> None:
        spec, language = self.spec, self.spec.language
        lines = [_words("unit", language, text=spec.unit), legend(spec, self.grid), *spec.notes]
        for key in ("source", "processing", "explanation"):
            if text := getattr(spec, key):
                lines.append(_words(key, language, text=text))
        if address:
            lines.append(_words("address", language, text=address))
        last = self._text_columns()
        look = self.look(font_color=theme.MUTED, text_wrap=True, valign="top")
        for line in filter(None, lines):
            self.sheet.merge_range(row, 0, row, last, line, look)
            self.sheet.set_row(row, 15 * (1 + len(line) // (TEXT_WIDTH - 8)))
            row += 1

    def _text_columns(self) -> int:
        """The last of the columns that together are about TEXT_WIDTH characters wide."""
        total = 0
        for column in range(99):
            total += self.widths[column] if column < len(self.widths) else 9
            if total >= TEXT_WIDTH:
                return max(column, 1)
        return 1


def _margin(cell: Cell) -> float | None:
    return cell.mark.margin if has_value(cell.mark) else None


def _base(spec: ChartSpec) -> str:
    return "#,##0" + ("." + "0" * spec.decimals if spec.decimals else "")


def number_format(spec: ChartSpec, cell: Cell) -> str:
    """Excel's format of one cell: decimals, true minus, sign, and the status letter behind it.

    In the file the format is written with American signs; Excel shows it in the reader's. What
    rounds to zero gets no sign.
    """
    base = _base(spec) + (f'" {cell.letters}"' if cell.letters else "")
    if not any(digit in "123456789" for digit in shown(spec, cell.value)):
        return f"{base};{base}"
    plus = "+" if spec.signed else ""
    return f"{plus}{base};{formats.MINUS}{base};{base}"
