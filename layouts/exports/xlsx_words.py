"""The words below a table: what was found, units, signs, cautions, sources, the address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indicators import formats
from indicators.phrases import phrases
from layouts import theme
from layouts.exports.xlsx_table import Table
from layouts.tables import legend

WORDS = Path(__file__).parents[1] / "words" / "exports.toml"
#: letters in a line of the text, and those it surely holds
TEXT_WIDTH, SURE_WIDTH = 130, 122
#: letters of a column that nobody has made wider
PLAIN_WIDTH = 9
LINE_HEIGHT = 15
#: places left out of a chart that are named; of more the number is told
MOST_NAMED = 8


def words_below(
    table: Table, row: int, widths: Sequence[float], left_out: Sequence[str], address: str
) -> int:
    """Write the words from `row` on, a sentence or more to a line; returns the next free row.

    `left_out` are the places with values in the table that the native chart does not show.
    """
    last = last_column(widths)
    look = table.looks(font_color=theme.MUTED, text_wrap=True, valign="top")
    for line in _lines(table, left_out, address):
        wrapped(table.sheet, row, last, line, look)
        row += 1
    return row


def wrapped(sheet: Any, row: int, last: int, text: str, look: Any, letters: int = 0) -> None:
    """A text over the columns up to `last`, in as many lines as it needs: never a formula.

    `letters` are those that a line surely holds where it is not the usual number.
    """
    sheet.merge_range(row, 0, row, last, "", look)
    sheet.write_string(row, 0, text, look)
    sure = letters or SURE_WIDTH
    lines = sum(1 + len(part) // sure for part in text.split("\n"))
    sheet.set_row(row, LINE_HEIGHT * lines)


def _lines(table: Table, left_out: Sequence[str], address: str) -> list[str]:
    spec, say = table.spec, phrases(WORDS)
    language = spec.language
    lines = [spec.empty or "", *(found.text for found in spec.findings)]
    if not spec.columns:
        lines.append(say("unit", language, text=spec.unit))
    lines += [legend(spec, table.grid), _left_out(table, left_out), *spec.notes]
    for key in ("source", "processing", "explanation"):
        if text := getattr(spec, key):
            lines.append(say(key, language, text=text))
    sources = [f"{number} {event.source}" for number, event in enumerate(spec.events, start=1)]
    if sources:
        lines.append(say("events", language, text="; ".join(sources)))
    if address:
        lines.append(say("address", language, text=address))
    return [line for line in lines if line]


def _left_out(table: Table, names: Sequence[str]) -> str:
    """Which places the chart in the file does not show, though the table has values of them."""
    language, unique = table.spec.language, list(dict.fromkeys(names))
    if not unique:
        return ""
    if len(unique) > MOST_NAMED:
        return phrases(WORDS)("left_out_many", language, count=len(unique))
    places = formats.listing(unique, language)
    return phrases(WORDS)("left_out", language, places=places)


def last_column(widths: Sequence[float]) -> int:
    """The last of the columns that together are about TEXT_WIDTH letters wide."""
    total = 0.0
    for column in range(99):
        total += widths[column] if column < len(widths) else PLAIN_WIDTH
        if total >= TEXT_WIDTH:
            return max(column, 1)
    return 1
