"""How the workbook of a strategy looks and helps: headings, lists, input messages, formats.

Fonts and colours are as calm as those of the panel's other sheets; a cell that must be filled in is
told by the asterisk of its heading, never by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from indicators.strategy.book import (
    APART,
    MOST_ROWS,
    SEVERAL,
    SHEETS,
    Column,
    Kind,
    Sheet,
    heading,
    help_text,
    say,
    sheet_name,
)
from indicators.strategy.book_faults import column_letter
from indicators.strategy.book_lists import SAME, Choices

FONT = "Calibri"
_LINE = "#BFC5CC"
_HEAD, _HEAD_INK = "#1F3A4D", "#FFFFFF"
#: height of the row of headings, and widths of the sheet that is read
_HEAD_HEIGHT, _README_WIDTHS = 32, (26, 96)
_README_LINES = 9
#: columns wider than this take several lines; points of a line, and most lines of a row
_WRAPPED, _LINE_HEIGHT, _MOST_LINES = 20, 15.0, 20
#: letters across a printed page (A3, landscape) that can be read
_PAGE_WIDTH = 260
#: kinds that choose among codes of another sheet, which may grow: kind -> the sheet
_OF_SHEET: dict[str, str] = {
    "plan": "plan",
    "goal": "goal",
    "challenges": "challenge",
    "areas": "area",
}
#: kinds that choose among a list that stands still
_OF_LIST = ("indicator", "place", "theme", "class", "state", "breakdown", "direction", "flag")
_FORMATS: dict[Kind, str] = {
    "date": "yyyy-mm-dd",
    "number": "General",
    "money": "#,##0",
    "share": "0%",
    "whole": "0",
}


class Book:
    """One workbook being written."""

    def __init__(self, book: Any, known: Choices) -> None:
        self.book, self.known, self.language = book, known, known.language
        book.formats[0].set_font_name(FONT)
        # what the eye meets first stands first; the lists come last and are hidden
        self._readme = book.add_worksheet(sheet_name("readme", self.language))
        worksheet = _exact()
        self._sheets = {
            sheet.table: book.add_worksheet(sheet_name(sheet.table, self.language), worksheet)
            for sheet in SHEETS
        }
        self._lists = book.add_worksheet(sheet_name(APART[1], self.language))
        self._head = book.add_format(
            {"bold": True, "font_name": FONT, "bg_color": _HEAD, "font_color": _HEAD_INK,
             "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": _LINE}
        )  # fmt: skip

    def write(self, rows: Mapping[str, list[list[Any]]]) -> None:
        """All sheets, with the records' cells by table."""
        ranges = self._write_lists()
        for sheet in SHEETS:
            self._write_sheet(sheet, rows[sheet.table], ranges)
        self._write_readme()
        self._readme.activate()

    def _write_lists(self) -> dict[str, str]:
        """The hidden sheet with what can be chosen; the ranges by kind."""
        name = sheet_name("lists", self.language)
        ranges = {}
        for number, kind in enumerate(_OF_LIST):
            labels = [self.known.label(kind, code) for code in self.known.names[kind]]  # type: ignore[arg-type]
            self._lists.write_row(0, number, [kind], self._head)
            for row, label in enumerate(labels, start=1):
                self._lists.write_string(row, number, label)
            letter = column_letter(number + 1)
            ranges[kind] = f"='{name}'!${letter}$2:${letter}${len(labels) + 1}"
        self._lists.hide()
        return ranges

    def _write_sheet(self, sheet: Sheet, rows: list[list[Any]], ranges: Mapping[str, str]) -> None:
        page = self._sheets[sheet.table]
        last = max(len(sheet.columns) - 1, 0)
        for number, column in enumerate(sheet.columns):
            style = self._style(column)
            page.set_column(number, number, column.width, style)
            page.write_string(0, number, heading(column, self.language), self._head)
            self._help(page, number, sheet, column, ranges)
            for row, cells in enumerate(rows, start=1):
                _write(page, row, number, cells[number], style)
        for row, cells in enumerate(rows, start=1):
            page.set_row(
                row, _height(zip(cells, (one.width for one in sheet.columns), strict=True))
            )
        page.set_row(0, _HEAD_HEIGHT)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(rows), 1), last)
        # periods are text; Excel need not warn of each
        page.ignore_errors({"number_stored_as_text": f"A1:{column_letter(last + 1)}{MOST_ROWS}"})
        page.set_landscape()
        page.set_paper(8)
        wide = sum(column.width for column in sheet.columns)
        page.fit_to_pages(math.ceil(wide / _PAGE_WIDTH), 0)
        page.repeat_rows(0)
        page.repeat_columns(0)

    def _style(self, column: Column) -> Any:
        look: dict[str, Any] = {
            "font_name": FONT,
            "valign": "top",
            "text_wrap": column.width > _WRAPPED,
        }
        # room between a number and the text of the next column
        right = column.kind in ("number", "money", "share", "whole")
        look |= {"align": "right", "indent": 1} if right else {"align": "left"}
        look["num_format"] = _FORMATS.get(column.kind, "@")
        return self.book.add_format(look)

    def _help(
        self, page: Any, number: int, sheet: Sheet, column: Column, ranges: Mapping[str, str]
    ) -> None:
        """The input message of a column and, where there is something to choose, its list."""
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": heading(column, self.language)[:32],
            "input_message": help_text(sheet, column, self.language),
        }
        source = self._source(column.kind, ranges)
        if source:
            rule |= {"validate": "list", "source": source}
            # a list offers one thing: of several, the others are written by hand
            rule["show_error"] = False
        page.data_validation(1, number, MOST_ROWS, number, rule)

    def _source(self, kind: Kind, ranges: Mapping[str, str]) -> str:
        if kind in _OF_SHEET:
            name = sheet_name(_OF_SHEET[kind], self.language)
            codes = f"'{name}'!$A$2:$A${MOST_ROWS + 1}"
            return f"=OFFSET('{name}'!$A$2,0,0,MAX(1,COUNTA({codes})),1)"
        return ranges.get(SAME.get(kind, kind), "") if kind in SEVERAL | {*_OF_LIST} else ""

    def _write_readme(self) -> None:
        page, language = self._readme, self.language
        title = self.book.add_format({"bold": True, "font_size": 16, "font_name": FONT})
        bold = self.book.add_format(
            {"bold": True, "font_name": FONT, "valign": "top", "align": "left"}
        )
        text = self.book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"})
        for number, width in enumerate(_README_WIDTHS):
            page.set_column(number, number, width)
        page.hide_gridlines(2)
        page.write_string(0, 0, say()("readme_title", language), title)
        for number in range(1, _README_LINES + 1):
            page.write_number(number + 1, 0, number, bold)
            line = say()(f"readme_{number}", language)
            page.set_row(number + 1, _height([(line, _README_WIDTHS[1])]))
            page.write_string(number + 1, 1, line, text)
        row = _README_LINES + 3
        page.write_string(row, 0, say()("readme_sheets", language), bold)
        for sheet in SHEETS:
            row += 1
            name = sheet_name(sheet.table, language)
            page.write_url(row, 0, f"internal:'{name}'!A1", None, name)
            page.write_string(row, 1, say()(f"about_{sheet.table}", language), text)
        page.set_landscape()
        page.fit_to_pages(1, 0)


def _height(cells: Iterable[tuple[Any, int]]) -> float:
    """The height of a row whose texts are wrapped, by the cells' texts and widths."""
    lines = [
        sum(math.ceil(max(len(part), 1) / (0.95 * width)) for part in text.split("\n"))
        for text, width in cells
        if isinstance(text, str) and width > _WRAPPED
    ]
    return _LINE_HEIGHT * min(max(lines, default=1), _MOST_LINES)


def _write(page: Any, row: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, str):
        page.write_string(row, column, value, style)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, style)
    elif value is not None:
        page.write_datetime(row, column, value, style)


def _exact() -> type:
    """XlsxWriter's sheet with numbers in full: it cuts them at 16 digits, a float may need 17."""
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    class Exact(Worksheet):  # type: ignore[misc]
        def _xml_number_element(self, number: float, attributes: Any = ()) -> None:
            attr = "".join(f' {key}="{value}"' for key, value in attributes)
            self.fh.write(f"<c{attr}><v>{number!r}</v></c>")

    return Exact
