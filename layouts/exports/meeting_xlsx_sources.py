"""The last sheet: what every indicator is, who publishes it and when, and with what caveats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indicators.meeting.content import SlideContent
from indicators.meeting.facts import IndicatorFacts, SourceFacts
from indicators.phrases import Phrases, phrases
from layouts.exports.xlsx import LINE_HEIGHT, set_page
from layouts.exports.xlsx_table import Looks

WORDS = Path(__file__).parents[1] / "words" / "meeting_files.toml"
#: the columns and their widths in letters
COLUMNS = {
    "indicator": 34, "slides": 9, "definition": 52, "unit": 24, "producer": 20, "route": 18,
    "dataset": 32, "table": 18, "licence": 26, "published": 13, "collected": 13, "breaks": 44,
    "caveats": 60, "address": 30,
}  # fmt: skip


def say() -> Phrases:
    """The phrases of a meeting's files, read at first use."""
    return phrases(WORDS)


def used(contents: Sequence[SlideContent]) -> list[tuple[IndicatorFacts, list[int]]]:
    """Every indicator of the meeting once, with the numbers of the slides that show it."""
    found: dict[str, tuple[IndicatorFacts, list[int]]] = {}
    for number, content in enumerate(contents, start=1):
        for fact in content.facts:
            found.setdefault(fact.code, (fact, []))[1].append(number)
    return list(found.values())


def sources_sheet(
    sheet: Any, contents: Sequence[SlideContent], language: str, looks: Looks
) -> None:
    """A row for every indicator and statistic that it is made of."""
    sheet.hide_gridlines(2)
    title = say()("sheet_sources", language)
    sheet.write_string(0, 0, title, looks(bold=True, font_size=16))
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        look = looks(bold=True, bottom=1, text_wrap=True, valign="bottom")
        sheet.write_string(2, column, say()(f"column_{name}", language), look)
    row = 3
    for fact, slides in used(contents):
        for source in fact.sources:
            _row(sheet, row, _cells(fact, source, slides, language), looks)
            row += 1
    sheet.freeze_panes(3, 1)
    set_page(sheet, sum(COLUMNS.values()))


def _cells(
    fact: IndicatorFacts, source: SourceFacts, slides: Sequence[int], language: str
) -> list[str]:
    return [
        fact.name,
        ", ".join(map(str, slides)),
        fact.definition,
        fact.unit,
        source.producer,
        source.route,
        source.name,
        source.table,
        source.licence,
        source.published or say()("not_stated", language),
        source.collected or say()("not_stated", language),
        " ".join(source.breaks),
        " ".join(fact.caveats),
        source.address,
    ]


def _row(sheet: Any, row: int, texts: Sequence[str], looks: Looks) -> None:
    lines = 1
    for column, (text, width) in enumerate(zip(texts, COLUMNS.values(), strict=True)):
        sheet.write_string(row, column, text, looks(text_wrap=True, valign="top"))
        lines = max(lines, -(-len(text) // (width - 2)))
    sheet.set_row(row, min(LINE_HEIGHT * lines, 400))
