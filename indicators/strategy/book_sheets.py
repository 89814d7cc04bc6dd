"""A workbook's sheets as rows of raw cells, under the headings that they stand under."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from indicators.strategy.book import (
    APART,
    MOST_COLUMNS,
    MOST_ROWS,
    SHEETS,
    Column,
    Sheet,
    heading,
    sheet_name,
)
from indicators.strategy.book_cells import Raw
from indicators.strategy.book_faults import BookFault, Place, fault
from indicators.strategy.book_guard import Part, Refused, look, reach_faults

LANGUAGES = ("sv", "en")


@dataclass(slots=True)
class Row:
    """One record's cells by key; `number` is the row as Excel counts."""

    number: int
    cells: dict[str, Raw]


@dataclass(slots=True)
class Filled:
    """A sheet as it was filled in: its language, where its columns stand, and its rows."""

    sheet: Sheet
    place: Place
    language: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def at(self, row: int, key: str = "") -> Place:
        """The place of a cell, or of a row's first column."""
        column = next((one for one in self.sheet.columns if one.key == key), self.sheet.columns[0])
        return Place(
            self.place.order, self.place.sheet, row, self.columns.get(column.key, 1),
            heading(column, self.language).removesuffix(" *"),
        )  # fmt: skip


def read_sheets(content: bytes, faults: list[BookFault]) -> dict[str, Filled]:
    """The sheets of a workbook by table; whatever is wrong is added to `faults`."""
    try:
        parts = look(content)
        with warnings.catch_warnings():
            # openpyxl tells of parts that it leaves aside; nothing that we read is among them
            warnings.simplefilter("ignore")
            return _sheets(content, parts, faults)
    except Refused as refused:
        faults.append(refused.why)
    except Exception:
        # openpyxl raises whatever its parser stumbles on; to the reader all of it is one thing
        faults.append(fault(Place(), "not_a_book"))
    return {}


def _sheets(content: bytes, parts: dict[str, Part], faults: list[BookFault]) -> dict[str, Filled]:
    import openpyxl  # type: ignore[import-untyped]  # heavy, and only needed for an import

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        found: dict[str, Filled] = {}
        names = {sheet_name(one, language): (one, language) for language in LANGUAGES
                 for one in (*(sheet.table for sheet in SHEETS), *APART)}  # fmt: skip
        orders = {sheet.table: order for order, sheet in enumerate(SHEETS, start=1)}
        for title in book.sheetnames:
            table, language = names.get(title, ("", "sv"))
            place = Place(orders.get(table, len(SHEETS) + 1), title)
            if table in APART:
                continue
            if table not in orders:
                faults.append(fault(place, "unknown_sheet"))
            elif table in found:
                faults.append(fault(place, "sheet_twice"))
            else:
                part = parts.get(str(book[title]._worksheet_path).lstrip("/"), Part())
                filled = Filled(SHEETS[orders[table] - 1], place, language)
                found[table] = filled
                _fill(filled, book[title], part, faults)
        for sheet in SHEETS:
            if sheet.table not in found:
                missing = Place(orders[sheet.table], sheet_name(sheet.table, "sv"))
                faults.append(fault(missing, "no_sheet"))
        return found
    finally:
        book.close()


def _fill(filled: Filled, sheet: Any, part: Part, faults: list[BookFault]) -> None:
    beyond = reach_faults(part, filled.place)
    faults.extend(beyond)
    # where merged cells or a sheet without end are all there is to say, the cells say nothing more
    if part.rows > MOST_ROWS + 1:
        return
    rows = _rows(sheet, part)
    head = next(rows, (1, []))[1]
    by_column = _headings(filled, head, faults)
    for number, cells in rows:
        kept: dict[str, Raw] = {}
        for column, raw in enumerate(cells, start=1):
            if raw.blank:
                continue
            if column in by_column:
                kept[by_column[column].key] = raw
            elif column > len(head) or head[column - 1].blank:
                at = Place(filled.place.order, filled.place.sheet, number, column)
                faults.append(fault(at, "beside", text=raw.value))
        if kept:
            filled.rows.append(Row(number, kept))


def _rows(sheet: Any, part: Part) -> Iterator[tuple[int, list[Raw]]]:
    """The rows from the first; a sheet's own word on its size is not believed."""
    sheet.reset_dimensions()
    last = max(part.rows, 1)
    for number, cells in enumerate(
        sheet.iter_rows(max_row=last, max_col=MOST_COLUMNS), start=1
    ):  # fmt: skip
        yield number, [Raw(cell.value, cell.data_type) for cell in cells]


def _headings(filled: Filled, head: list[Raw], faults: list[BookFault]) -> dict[int, Column]:
    known: dict[str, Column] = {}
    for language in LANGUAGES:
        for one in filled.sheet.columns:
            known.setdefault(_bare(heading(one, language)), one)
    found: dict[int, Column] = {}
    for number, raw in enumerate(head, start=1):
        if raw.blank:
            continue
        place = Place(filled.place.order, filled.place.sheet, 1, number)
        column = known.get(_bare(str(raw.value)))
        if column is None:
            faults.append(fault(place, "unknown_heading", text=raw.value))
        elif column.key in filled.columns:
            faults.append(fault(place, "heading_twice", text=raw.value))
        else:
            filled.columns[column.key] = number
            found[number] = column
    for column in filled.sheet.columns:
        if column.key not in filled.columns:
            word = heading(column, filled.language).removesuffix(" *")
            place = Place(filled.place.order, filled.place.sheet, 1, 0, word)
            faults.append(fault(place, "no_heading"))
    return found


def _bare(text: str) -> str:
    return " ".join(text.replace("*", " ").split()).casefold()
