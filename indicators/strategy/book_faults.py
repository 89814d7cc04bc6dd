"""What is wrong with a workbook, by sheet, row and column, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from data.errors import PanelError, shortened
from indicators.strategy.book import say

#: letters of a cell that are repeated in a fault
_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a fault stands: the sheet's number and name, the row and column as Excel counts.

    Row and column are 0 where the fault is the whole sheet's, the sheet's number where it is the
    file's.
    """

    order: int = 0
    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""

    def words(self, language: str) -> str:
        """The place in words: "Mål, rad 4, kolumn H (Målvärde)"."""
        parts = [self.sheet] if self.sheet else []
        if self.row:
            parts.append(say()("at_row", language, row=self.row))
        if self.column:
            letter = column_letter(self.column)
            parts.append(say()("at_column", language, letter=letter))
        at = ", ".join(parts)
        return f"{at} ({self.heading})" if self.heading else at


@dataclass(frozen=True, slots=True)
class BookFault:
    """One fault: where, which phrase of the workbook's words, and the fields of the phrase."""

    place: Place
    key: str
    fields: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        lines = []
        for language in ("sv", "en"):
            at = self.place.words(language)
            problem = say()(f"fault_{self.key}", language, **dict(self.fields))
            lines.append(f"{at}: {problem}" if at else problem)
        return "  " + "\n    ".join(lines)


def fault(place: Place, key: str, **fields: object) -> BookFault:
    """A fault whose fields are fit to be shown: one line each, and not too long."""
    shown = {name: shortened(str(one), _SHOWN) for name, one in fields.items()}
    return BookFault(place, key, tuple(shown.items()))


def column_letter(number: int) -> str:
    """A column's letter in Excel: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class BookFaults(PanelError):
    """A workbook that cannot be taken in or written; carries every fault, in reading order."""

    def __init__(self, file: str, faults: Iterable[BookFault]) -> None:
        unique: dict[Any, BookFault] = {(one.place, one.key, one.fields): one for one in faults}
        self.faults = tuple(sorted(unique.values(), key=lambda one: one.place))
        listed = "\n".join(str(one) for one in self.faults)
        count = len(self.faults)
        first, last = (
            "\n".join(say()(f"{part}_faults", language, count=count, file=file)
                      for language in ("sv", "en"))
            for part in ("before", "after")
        )  # fmt: skip
        super().__init__(f"{first}\n{listed}\n{last}")
