"""The sheet of one slide: the analyst's title and message, then the chart's sheet or tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indicators.meeting.content import SlideContent, SlideTable
from indicators.phrases import Phrases, phrases
from layouts import theme
from layouts.exports.meeting_names import clean, one_line
from layouts.exports.xlsx import LINE_HEIGHT, ChartSheet, set_page
from layouts.exports.xlsx_table import Looks
from layouts.exports.xlsx_words import last_column, wrapped

WORDS = Path(__file__).parents[1] / "words" / "meeting_files.toml"
#: letters of the columns of a table of texts
NAME_WIDTH, LEAST_WIDTH, MOST_WIDTH = 46, 12, 34
LINK = "#0B5CAD"
#: what Excel takes in one cell
MOST_LETTERS = 32_000


def say() -> Phrases:
    """The phrases of a meeting's files, read at first use."""
    return phrases(WORDS)


def slide_sheet(
    book: Any,
    name: str,
    content: SlideContent,
    looks: Looks,
    ways: tuple[str, str],
    language: str,
) -> None:
    """Add the sheet of a slide. `ways` are the sheet of contents and the view's whole address.

    A slide shown as its table has no chart.
    """
    lead = _lead(content)
    spec = content.chart
    if spec is None:
        sheet = book.add_worksheet(name)
        sheet.hide_gridlines(2)
        widths = _widths(content.tables)
        row = len(lead) + 2
        _write_lead(sheet, lead, looks, (ways[0], last_column(widths)), language)
        for table in content.tables:
            row = _table(sheet, row, table, looks, widths) + 1
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        _words(sheet, row, _below(content, ways[1], language), looks, last_column(widths))
        set_page(sheet, sum(widths))
        return
    # what the slide says of caution is the chart's own and more
    drawn = ChartSheet(
        book, name, replace(spec, notes=content.cautions), looks, above=len(lead) + 2
    )
    last = last_column(drawn.widths)
    _write_lead(drawn.sheet, lead, looks, (ways[0], last), language)
    row = drawn.write(ways[1], draw=content.slide.part == "chart")
    for table in content.tables:
        row = _table(drawn.sheet, row + 1, table, looks, drawn.widths)


def _lead(content: SlideContent) -> list[tuple[str, dict[str, Any]]]:
    """What stands on top, a row each: title, message, lines, what is missing or was replaced."""
    muted = {"font_color": theme.MUTED}
    rows: list[tuple[str, dict[str, Any]]] = [
        (one_line(content.title), {"bold": True, "font_size": 16}),
        (clean(content.message).strip(), {"font_size": 12}),
    ]
    if content.chart is None:
        rows.append((one_line(content.subtitle), muted))
    rows.append((clean(content.missing) if content.missing != content.title else "",
                 {"bold": True}))  # fmt: skip
    rows += [(clean(line), {}) for line in content.lines]
    rows += [(clean(line), muted) for line in content.notices]
    return [(text[:MOST_LETTERS], look) for text, look in rows if text]


def _write_lead(
    sheet: Any,
    lead: Sequence[tuple[str, dict[str, Any]]],
    looks: Looks,
    place: tuple[str, int],
    language: str,
) -> None:
    """The way back to the contents, and the rows of :func:`_lead`."""
    contents, last = place
    target = "internal:'" + contents.replace("'", "''") + "'!A1"
    look = looks(font_color=LINK, underline=1, font_size=9)
    sheet.write_url(0, 0, target, look, say()("to_contents", language))
    for row, (text, shape) in enumerate(lead, start=1):
        size = shape.get("font_size", 11)
        letters = round(122 * 11 / size)
        wrapped(sheet, row, last, text, looks(text_wrap=True, valign="top", **shape), letters)
        if size > 11:
            lines = sum(1 + len(part) // letters for part in text.split("\n"))
            sheet.set_row(row, round(LINE_HEIGHT * size / 11 * lines + 3))


def _widths(tables: Sequence[SlideTable]) -> list[float]:
    """The widths of the columns that all tables of a sheet share."""
    count = max((len(table.header) for table in tables), default=3)
    found: list[float] = [NAME_WIDTH]
    for column in range(1, count):
        texts = [
            text
            for table in tables
            for row in (table.header, *table.rows)
            if column < len(row)
            for text in (row[column],)
        ]
        longest = max((len(text) for text in texts), default=LEAST_WIDTH)
        found.append(min(max(longest + 2, LEAST_WIDTH), MOST_WIDTH))
    return found


def _table(sheet: Any, row: int, table: SlideTable, looks: Looks, widths: Sequence[float]) -> int:
    """A table of texts under its caption; returns the first free row."""
    sheet.write_string(row, 0, one_line(table.caption), looks(bold=True, font_size=12))
    row += 1
    for number, texts in enumerate((table.header, *table.rows)):
        shape: dict[str, Any] = {"text_wrap": True, "valign": "bottom" if not number else "top"}
        if not number:
            shape |= {"bold": True, "bottom": 1}
        lines = 1
        for column, text in enumerate(texts):
            align = "right" if column in table.numbers else "left"
            sheet.write_string(row, column, clean(text), looks(align=align, **shape))
            width = widths[column] if column < len(widths) else LEAST_WIDTH
            lines = max(lines, -(-len(text) // max(int(width) - 1, 1)))
        if lines > 1:
            sheet.set_row(row, LINE_HEIGHT * lines)
        row += 1
    return row


def _below(content: SlideContent, address: str, language: str) -> list[str]:
    """Cautions, source, processing, explanation, address: what the chart's sheet writes itself."""
    lines = [*content.cautions]
    for key in ("source", "processing", "explanation"):
        if text := getattr(content, key):
            lines.append(say()(key, language, text=text))
    if address:
        lines.append(say()("address", language, text=address))
    return [clean(line)[:MOST_LETTERS] for line in lines]


def _words(sheet: Any, row: int, lines: Sequence[str], looks: Looks, last: int) -> None:
    look = looks(font_color=theme.MUTED, text_wrap=True, valign="top")
    for number, line in enumerate(lines, start=row + 1):
        wrapped(sheet, number, last, line, look)
