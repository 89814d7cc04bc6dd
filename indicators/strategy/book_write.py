"""A strategy as a workbook: the template that starts from it, or the whole of it."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from indicators.catalogue import Catalogue
from indicators.strategy.book import SEVERAL, SHEETS, Column, Kind, Sheet, heading, sheet_name
from indicators.strategy.book_faults import BookFault, BookFaults, Place, fault
from indicators.strategy.book_lists import Choices, choices, joined
from indicators.strategy.book_look import Book
from indicators.strategy.book_read import read_book
from indicators.strategy.load import Strategy
from indicators.strategy.model import Thresholds

#: a workbook made twice from the same strategy is the same bytes
CREATED = datetime(2020, 1, 1)
#: what XML, and so a workbook, cannot hold, and what openpyxl reads as an escape
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_")
_LONGEST = 32_767
_FIRST_DATE = date(1900, 3, 1)
#: the tables whose records are written one a row, and the field of a strategy that holds them
_LISTED = {
    "challenge": "challenges",
    "area": "areas",
    "plan": "plans",
    "goal": "goals",
    "milestone": "milestones",
    "activity": "activities",
}


def template(strategy: Strategy, catalogue: Catalogue, language: str = "sv") -> bytes:
    """A workbook to fill in: the strategy's challenges, areas and plans, and nothing decided.

    Raises :class:`BookFaults` for what a workbook cannot hold.
    """
    bare = replace(strategy, goals={}, milestones={}, activities={})
    return export(bare, catalogue, language)


def export(strategy: Strategy, catalogue: Catalogue, language: str = "sv") -> bytes:
    """The whole strategy as a workbook that :func:`read_book` reads as the same strategy.

    Raises :class:`BookFaults` for what a workbook cannot hold; nothing is left out in silence.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # heavy, and seldom needed

    known = choices(catalogue, strategy, language)
    rows = {sheet.table: _rows(sheet, strategy, known) for sheet in SHEETS}
    faults = list(_unfit(rows, language))
    if faults:
        raise BookFaults("plan.xlsx", faults)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": sheet_name("strategy", language), "created": CREATED})
        Book(book, known).write(rows)
    content = stream.getvalue()
    if read_book(content, catalogue) != strategy:
        raise BookFaults("plan.xlsx", [fault(Place(), "not_same")])
    return content


def _rows(sheet: Sheet, strategy: Strategy, known: Choices) -> list[list[Any]]:
    return [
        [_cell(record, key, column, known) for column in sheet.columns]
        for key, record in _records(sheet.table, strategy)
    ]


def _records(table: str, strategy: Strategy) -> Iterator[tuple[str, Any]]:
    """What a sheet lists, each with the goal that it belongs to, if it does."""
    if table in _LISTED:
        yield from (("", one) for one in getattr(strategy, _LISTED[table]).values())
    elif strategy.about is not None and table == "strategy":
        yield "", strategy.about
    elif strategy.about is not None and table == "note":
        yield from (("", {"note": note}) for note in strategy.about.notes)
    elif table == "path":
        yield from ((goal.id, one) for goal in strategy.goals.values() for one in goal.path)
    elif table == "verdict":
        yield from ((goal.id, one) for goal in strategy.goals.values() for one in goal.verdicts)


def _cell(record: Any, goal: str, column: Column, known: Choices) -> Any:
    """A record's value as the cell holds it; None where it is what an empty cell means."""
    head, _, rest = column.key.partition(".")
    if column.kind == "goal":
        return goal
    value = record[head] if isinstance(record, dict) else getattr(record, head)
    if head == "thresholds":
        own = getattr(value, rest)
        return own if own != getattr(Thresholds(), rest) else None
    if column.kind == "english":
        return value.en if value is not None and value.en != value.sv else None
    if hasattr(value, "sv"):
        return value.sv
    if column.kind == "words":
        return joined(value) or None
    if column.kind in SEVERAL:
        return "; ".join(known.label(column.kind, one) for one in value) or None
    return _single(value, column.kind, known)


def _single(value: Any, kind: Kind, known: Choices) -> Any:
    if value is None:
        return None
    if kind == "flag":
        return known.label("flag", "yes") if value else None
    if kind == "breakdown" and value == "total":
        return None
    return known.label(kind, value) if kind in known.names else value


def _unfit(rows: dict[str, list[list[Any]]], language: str) -> Iterator[BookFault]:
    """Cells that a workbook cannot hold, where they would have stood."""
    for order, sheet in enumerate(SHEETS, start=1):
        for number, row in enumerate(rows[sheet.table], start=2):
            for index, (column, value) in enumerate(zip(sheet.columns, row, strict=True), start=1):
                key = _why_unfit(value)
                if key:
                    word = heading(column, language).removesuffix(" *")
                    name = sheet_name(sheet.table, language)
                    yield fault(Place(order, name, number, index, word), key, text=value)


def _why_unfit(value: Any) -> str:
    if isinstance(value, str):
        return "letters" if _UNFIT.search(value) else "long" if len(value) > _LONGEST else ""
    if isinstance(value, date):
        return "old_date" if value < _FIRST_DATE else ""
    if isinstance(value, float):
        return "" if math.isfinite(value) else "not_finite"
    return ""
