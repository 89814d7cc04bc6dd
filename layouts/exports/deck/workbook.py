"""The workbook inside a chart: the figures as cells, and hidden, what the chart shows.

Written as text: a deck has dozens of them, each of a few dozen cells (SpreadsheetML, ECMA-376
part 1, 18). Its files are not compressed, for the presentation compresses the whole.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from layouts.exports.deck.axes import attribute
from layouts.exports.deck.cells import HIDDEN, SHEET, letter, margin_columns
from layouts.exports.deck.chart_table import ChartTable
from layouts.exports.deck.ink import escape
from layouts.exports.deck.words import say

#: characters of a cell that Excel holds, and a little less
CELL = 30_000
#: styles of cells: plain, bold, a value, a value to the right
PLAIN, BOLD, VALUE, X_VALUE = range(4)
#: when a workbook was made is no part of what it holds
MADE = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FIXED = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEETS}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{SHEETS}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEETS}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{SHEETS}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews>'
    f'<workbookView activeTab="0"/></bookViews><sheets><sheet name="{SHEET}" sheetId="1" '
    f'r:id="rId1"/><sheet name="{HIDDEN}" sheetId="2" state="veryHidden" r:id="rId2"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId4" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}


class Grid:
    """The cells of a sheet; texts stand in a list that all sheets of the workbook share."""

    def __init__(self, shared: dict[str, int]) -> None:
        self.shared = shared
        #: row -> column -> the cell's XML
        self.rows: dict[int, dict[int, str]] = {}

    def texts(self, row: int, column: int, found: Iterable[str], style: int = PLAIN) -> None:
        """Texts downwards from a cell."""
        for at, text in enumerate(found, start=row):
            number = self.shared.setdefault(text, len(self.shared))
            self.rows.setdefault(at, {})[column] = (
                f'<c r="{letter(column)}{at + 1}" s="{style}" t="s"><v>{number}</v></c>'
            )

    def numbers(
        self, first: int, column: int, found: Iterable[float | None], style: int = VALUE
    ) -> None:
        """Numbers downwards from the table's row `first`; a gap has no cell."""
        for at, value in enumerate(found, start=first + 1):
            if value is not None:
                self.rows.setdefault(at, {})[column] = (
                    f'<c r="{letter(column)}{at + 1}" s="{style}"><v>{value:.16G}</v></c>'
                )


def workbook(table: ChartTable, language: str, record: Mapping[str, Any] | None = None) -> bytes:
    """The figures of `table` as an Excel file.

    Sheet ``panel``, very hidden, holds ``{"series": [key, …], "codes": [code, …], "record": …}``
    as JSON in column A, in pieces where it is long.
    """
    target, shared = BytesIO(), dict[str, int]()
    figures, hidden = Grid(shared), Grid(shared)
    _figures(figures, table, language)
    _hidden(hidden, table, record)
    parts = {
        "xl/styles.xml": _styles(table),
        "xl/sharedStrings.xml": _shared(shared),
        "xl/worksheets/sheet1.xml": _sheet(figures, _width(table)),
        "xl/worksheets/sheet2.xml": _sheet(hidden),
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in (FIXED | parts).items():
            archive.writestr(zipfile.ZipInfo(name, MADE), HEAD + text)
    return target.getvalue()


def _figures(grid: Grid, table: ChartTable, language: str) -> None:
    grid.texts(0, 0, [say("place", language) if table.is_points else table.heading], BOLD)
    grid.texts(1, 0, table.categories)
    columns = margin_columns(table)
    if table.is_points:
        grid.texts(0, 1, [table.x_heading], BOLD)
        grid.texts(0, 2, [table.heading], BOLD)
    for index, one in enumerate(table.series):
        if table.is_points:
            grid.numbers(one.first, 1, one.xs, X_VALUE)
            grid.numbers(one.first, 2, one.values)
        else:
            grid.texts(0, 1 + index, [one.name], BOLD)
            grid.numbers(one.first, 1 + index, one.values)
        for axis, margins in (("x", one.x_margins), ("y", one.margins)):
            if (index, axis) in columns:
                name = one.name
                if table.is_points:
                    name = table.x_heading if axis == "x" else table.heading
                key = "change" if one.key == "later" else "margin"
                column = columns[index, axis]
                grid.texts(0, column, [say(key, language, name=name)], BOLD)
                grid.numbers(one.first, column, margins)


def _hidden(grid: Grid, table: ChartTable, record: Mapping[str, Any] | None) -> None:
    held = {"series": [one.key for one in table.series], "codes": list(table.codes)}
    text = json.dumps(held | {"record": record}, ensure_ascii=False, sort_keys=True)
    grid.texts(0, 0, [text[at : at + CELL] for at in range(0, len(text), CELL)])


def _shared(found: Iterable[str]) -> str:
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in found)
    return f'<sst xmlns="{MAIN}">{texts}</sst>'


def _sheet(grid: Grid, width: int = 0) -> str:
    rows = "".join(
        f'<row r="{row + 1}">{"".join(cells[column] for column in sorted(cells))}</row>'
        for row, cells in sorted(grid.rows.items())
    )
    view = columns = ""
    if width:
        view = (
            '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane xSplit="1" ySplit="1"'
            ' topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        )
        columns = f'<cols><col min="1" max="1" width="{width}" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{MAIN}">{view}{columns}<sheetData>{rows}</sheetData></worksheet>'


def _width(table: ChartTable) -> int:
    return min(40, 2 + max(map(len, table.categories), default=10))


def _styles(table: ChartTable) -> str:
    forms = (table.number_format, table.x_format or table.number_format)
    numbers = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{attribute(form)}"/>'
        for at, form in enumerate(forms)
    )
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    base = 'fillId="0" borderId="0" xfId="0"'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2">{numbers}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" {base}/>'
        f'<xf numFmtId="0" fontId="1" {base} applyFont="1"/>'
        f'<xf numFmtId="164" fontId="0" {base} applyNumberFormat="1"/>'
        f'<xf numFmtId="165" fontId="0" {base} applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
