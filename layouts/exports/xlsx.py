"""ChartSpec -> an Excel workbook: a sheet a chart, numbers as numbers, a native chart beside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from indicators import formats
from indicators.phrases import phrases
from indicators.spec import ChartSpec
from indicators.views.model import say as view_words
from layouts import theme
from layouts.exports.xlsx_chart import Beside, insert
from layouts.exports.xlsx_lines import all_years, period_number
from layouts.exports.xlsx_paths import draw_paths, fan_below
from layouts.exports.xlsx_table import FONT, Looks, Table, number_format, plain_format
from layouts.exports.xlsx_targets import targets_below
from layouts.exports.xlsx_words import words_below
from layouts.figures import crowd_to_background
from layouts.figures.text import has_value
from layouts.tables import Cell, Grid, cells

WORDS = Path(__file__).parents[1] / "words" / "exports.toml"
#: a workbook made twice from the same figures is the same bytes; the data carry their own dates
CREATED = datetime(2020, 1, 1)
HEADER_ROW = 3
#: rows above the table that may stand still while it scrolls
MOST_FROZEN = 6
#: letters in a heading's line; longer ones take several lines
HEADING_WIDTH = 22
#: letters that a column of values has room for at least, and one with a unit of its own
VALUE_WIDTH, UNIT_WIDTH = 9, 13
#: letters in a line of a place's word
SAID_WIDTH = 60
LINE_HEIGHT = 15
#: letters of a table that a printed page still shows legibly
PAGE_WIDTH = 260


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
        looks = Looks(book)
        names: list[str] = []
        for spec in specs:
            names.append(_sheet_name(spec, names))
            ChartSheet(book, names[-1], spec, looks).write(address)
        if not specs:
            book.add_worksheet()
    return stream.getvalue()


def _words(key: str, language: str, **fields: object) -> str:
    return phrases(WORDS)(key, language, **fields)


def _sheet_name(spec: ChartSpec, taken: Sequence[str]) -> str:
    name = view_words()(f"name_{spec.kind}", spec.language)
    count = sum(one.split(" (")[0] == name for one in taken)
    return f"{name} ({count + 1})" if count else name


class ChartSheet:
    """One sheet being written. `above` are rows that whoever asked for the sheet fills himself."""

    def __init__(self, book: Any, name: str, spec: ChartSpec, looks: Looks, above: int = 0) -> None:
        self.spec, self.look = crowd_to_background(spec), looks
        self.above = above
        self.sheet = book.add_worksheet(name)
        self.grid: Grid = cells(spec)
        self.header = self.grid.header(spec.language)
        #: columns before the values: rank, place, period
        self.first = len(self.header) - len(self.grid.columns) - bool(self.grid.said)
        self.widths = self._widths()
        head = above + HEADER_ROW
        # columns with units of their own have them below their headings
        top = head + 1 + bool(spec.columns)
        self.table = Table(
            book, self.sheet, name, self.spec, self.grid, looks, head, top, self.first
        )

    def write(self, address: str, draw: bool = True) -> int:
        """Write everything, from the title to the address; returns the first free row.

        Without `draw` the table stands alone.
        """
        spec, sheet = self.spec, self.sheet
        sheet.hide_gridlines(2)
        sheet.write_string(self.above, 0, spec.title, self.look(bold=True, font_size=14))
        sheet.write_string(self.above + 1, 0, spec.subtitle, self.look(font_color=theme.MUTED))
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        end = self._rows()
        end = self._margins(end + 1)
        beside = insert(self.table, end + 1, sum(self.widths)) if draw else Beside(end)
        end = self._targets(max(end, beside.below), beside)
        end = words_below(self.table, end + 1, self.widths, beside.left_out, address)
        if self.above <= MOST_FROZEN:
            sheet.freeze_panes(self.table.top, self.first)
        else:  # a long message would leave no room for what scrolls
            sheet.freeze_panes(0, self.first)
        set_page(sheet, sum(self.widths))
        sheet.repeat_columns(0, self.first - 1)
        return end

    def _targets(self, end: int, beside: Beside) -> int:
        """Targets and projection, below the chart: it would cover columns that only they have."""
        spec, targets = self.spec, end + 1
        if spec.targets:
            end = targets_below(self.table, targets, len(self.widths))
        fan = end + 1
        if spec.fan:
            end = fan_below(self.table, fan)
        if beside.chart is not None:
            draw_paths(beside.chart, self.table, targets, fan)
        return end

    def _widths(self) -> list[float]:
        """The columns' widths in letters."""
        names = [len(row.name) for row in self.grid.rows]
        place = self.first - 1 - int(self.grid.dated)
        last = self.first + len(self.grid.columns)
        found = []
        for column, text in enumerate(self.header):
            least = UNIT_WIDTH if self.spec.columns else VALUE_WIDTH
            width = min(max(len(text), least), HEADING_WIDTH)
            if column == place:
                width = max([len(text), *names])
            elif column == last:
                said = max(len(row.said) for row in self.grid.rows)
                width = 1 + max(len(text), min(said, SAID_WIDTH))
            found.append(width + 2)
        return found

    def _rows(self) -> int:
        """The headings and the rows; returns the first row below them."""
        self._head(self.table.head)
        if self.spec.columns:
            self._units(self.table.head + 1)
        for index, row in enumerate(self.grid.rows, start=self.table.top):
            lead = [row.rank] if self.grid.ranked else []
            lead.append(row.name)
            if self.grid.dated:
                dated = any(cell.value is not None for cell in row.cells)
                lead.append(formats.period(row.period, self.spec.language) if dated else "")
            for column, text in enumerate(lead):
                self.sheet.write_string(index, column, text, self.look())
            for column, cell in enumerate(row.cells, start=self.first):
                self._cell(index, column, cell)
            if self.grid.said:
                self._said(index, self.first + len(row.cells), row.said)
        return self.table.top + len(self.grid.rows)

    def _head(self, row: int, first: str | None = None) -> None:
        for column, text in enumerate(self.header):
            value = self.first <= column < self.first + len(self.grid.columns)
            said = column >= self.first and not value
            if first and said:
                continue
            # units follow in a row of their own
            line = {} if self.spec.columns and row == self.table.head else {"bottom": 1}
            look = self.look(
                bold=True,
                align="right" if value else "left",
                indent=int(said),
                text_wrap=True,
                valign="bottom",
                **line,
            )
            # over time the columns are periods
            period = self.grid.periods[column - self.first] if value else ""
            if first and column == 0:
                self.sheet.write_string(row, column, first, look)
            elif period:
                self._period(row, column, period, text)
            else:
                self.sheet.write_string(row, column, text, look)
        self._height(row, self.header)

    def _units(self, row: int) -> None:
        """The unit of each column below its heading."""
        units = [""] * len(self.header)
        for column, form in enumerate(self.spec.columns, start=self.first):
            units[column] = form.unit
        units[0] = _words("units", self.spec.language)
        for column, text in enumerate(units):
            align = "right" if column >= self.first else "left"
            look = self.look(
                font_color=theme.MUTED, bottom=1, align=align, text_wrap=True, valign="top"
            )
            self.sheet.write_string(row, column, text, look)
        self._height(row, units)

    def _height(self, row: int, texts: Sequence[str]) -> None:
        """Make a row as high as its longest text needs."""
        lines = [-(-len(text) // width) for text, width in zip(texts, self.widths, strict=True)]
        if (most := max(lines)) > 1:
            self.sheet.set_row(row, LINE_HEIGHT * most)

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

    def _said(self, row: int, column: int, text: str) -> None:
        self.sheet.write_string(row, column, text, self.look(text_wrap=True, indent=1))
        if len(text) > SAID_WIDTH:
            self.sheet.set_row(row, LINE_HEIGHT * -(-len(text) // SAID_WIDTH))

    def _margins(self, row: int) -> int:
        """The margins as a table of their own below, cell for cell; returns the next free row."""
        found = [one for one in self.grid.rows if any(_margin(cell) for cell in one.cells)]
        if not found:
            return row - 1
        self._head(row, _words("margins", self.spec.language))
        for one in found:
            row += 1
            self.sheet.write_string(row, self.table.place, one.name, self.look())
            for column, cell in enumerate(one.cells, start=self.first):
                if (margin := _margin(cell)) is not None:
                    form = plain_format(cell.column or self.spec)
                    look = self.look(num_format=form, align="right")
                    self.sheet.write_number(row, column, margin, look)
        return row + 1


def set_page(sheet: Any, width: float) -> None:
    """A4 across, as many pages wide as the text stays legible on; `width` in letters."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(max(1, round(width / PAGE_WIDTH)), 0)


def _margin(cell: Cell) -> float | None:
    return cell.mark.margin if has_value(cell.mark) else None
