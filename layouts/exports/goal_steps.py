"""The steps of a goal's status -> an Excel workbook or JSON: everything needed to compute it anew.

The JSON is that of :func:`indicators.strategy.steps_file.as_json` with where it comes from; its
question, read back by :func:`indicators.strategy.steps_file.question_of`, has the same assessment.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.geography import geographies
from indicators import formats
from indicators.citing import source
from indicators.model import Selection
from indicators.phrases import phrases
from indicators.selection import from_query, settings, to_query
from indicators.strategy.assess import Point, used
from indicators.strategy.counts import goal_status
from indicators.strategy.status import Status
from indicators.strategy.steps import steps
from indicators.strategy.steps_file import as_json, published_words
from layouts import theme
from layouts.exports.xlsx_table import FONT, Looks

if TYPE_CHECKING:
    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "goal.toml"
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
#: letters of the columns: step, in words, number, unit
WIDTHS = (44, 62, 14, 26)
#: letters in a line of the text below the table
TEXT_WIDTH = 120
LINE_HEIGHT = 15
TOP = 4


def written(library: Library, goal: str, kind: str, query: str, address: str) -> bytes:
    """The file of a goal for an address's query: its language and day; `kind` is of KINDS."""
    chosen = settings(from_query(query)[0])
    write = steps_json if kind == "json" else steps_xlsx
    return write(library, goal, chosen, address + to_query(chosen))


def steps_json(library: Library, goal: str, selection: Selection, address: str) -> bytes:
    """The status as JSON in UTF-8 with decimal points, the address that shows it among it."""
    found = goal_status(library, goal, selection.as_of)
    record = as_json(found, published_words(library, found)) | {"address": address}
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def steps_xlsx(library: Library, goal: str, selection: Selection, address: str) -> bytes:
    """The status as a workbook: a sheet of steps, a sheet of the values used and left out.

    Numbers are numbers; each step says itself in words beside its number, as on the page.
    """
    import xlsxwriter  # heavy, and only needed when someone downloads

    from layouts.exports.xlsx import CREATED

    found, language = goal_status(library, goal, selection.as_of), selection.language
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.formats[0].set_font_name(FONT)
        title = found.goal.name[language]
        book.set_properties({"title": title, "created": CREATED})
        looks = Looks(book)
        sheet = book.add_worksheet(_say("sheet_steps", language))
        _steps_sheet(sheet, found, language, looks)
        _words_below(sheet, _lines(library, found, selection, address), looks,
                     TOP + len(steps(found, language)) + 1)  # fmt: skip
        _points_sheet(book.add_worksheet(_say("sheet_points", language)), found, language, looks)
    return stream.getvalue()


def _say(key: str, language: str, **fields: object) -> str:
    return phrases(WORDS)(key, language, **fields)


def _head(sheet: Any, found: Status, language: str, looks: Looks, heads: list[str]) -> None:
    """Title, what it is about, and the headings of the columns."""
    goal, place = found.goal, geographies()[found.goal.place].short(language)
    about = _say("about", language, indicator=found.indicator.name[language], place=place)
    unit = found.indicator.unit[language]
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, goal.name[language], looks(bold=True, font_size=14))
    sheet.write_string(1, 0, f"{about}. {formats.sentence(unit)}", looks(font_color=theme.MUTED))
    for column, text in enumerate(heads):
        sheet.write_string(TOP - 1, column, text, looks(bold=True, bottom=1))
    sheet.freeze_panes(TOP, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _steps_sheet(sheet: Any, found: Status, language: str, looks: Looks) -> None:
    names = ("step", "step_value", "step_number", "step_unit")
    _head(sheet, found, language, looks, [_say(name, language) for name in names])
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    text = looks(text_wrap=True, valign="top")
    for row, step in enumerate(steps(found, language), start=TOP):
        sheet.write_string(row, 0, step.label, text)
        sheet.write_string(row, 1, step.text, text)
        if step.number is not None:
            sheet.write_number(row, 2, step.number, looks(valign="top", align="right"))
        if step.unit:
            sheet.write_string(row, 3, step.unit, text)
        sheet.set_row(row, LINE_HEIGHT * max(1, -(-len(step.text) // (WIDTHS[1] - 4))))


def _points_sheet(sheet: Any, found: Status, language: str, looks: Looks) -> None:
    """Every value since the base year in time order: the value, its margin, used or why not."""
    names = ("point_period", "step_number", "point_margin", "point_used")
    _head(sheet, found, language, looks, [_say(name, language) for name in names])
    for column, width in enumerate((16, 16, 16, 60)):
        sheet.set_column(column, column, width)
    for row, (period, value, margin, told) in enumerate(_values(found, language), start=TOP):
        sheet.write_string(row, 0, period, looks())
        for column, number in ((1, value), (2, margin)):
            if number is not None:
                sheet.write_number(row, column, number, looks(align="right"))
        sheet.write_string(row, 3, told, looks(text_wrap=True))


def _values(found: Status, language: str) -> list[tuple[str, float | None, float | None, str]]:
    from indicators.strategy.steps import say as steps_words

    asked = found.question
    kept = used(asked) if asked.points else ()
    late: tuple[Point, ...] = asked.points[len(kept) :]
    rows = [(p.period, p.value, p.margin, _say("point_yes", language)) for p in kept]
    rows += [(p.period, p.value, p.margin, steps_words()("why_later", language)) for p in late]
    left_out: list[tuple[str, float | None, float | None, str]] = [
        (one.period, one.value, None, steps_words()(f"why_{one.why}", language))
        for one in found.left_out
    ]
    return sorted([*rows, *left_out], key=lambda row: row[0])


def _lines(library: Library, found: Status, selection: Selection, address: str) -> list[str]:
    """Who decided, source, processing, dates and the address that rebuilds the page (rule 36)."""
    goal, language = found.goal, selection.language
    decided = _say("target_decided", language, who=goal.decided_by, when=str(goal.decided_on))
    asked = Selection(indicator=goal.indicator, breakdown=goal.breakdown, language=language,
                      as_of=selection.as_of, places=(goal.place,))  # fmt: skip
    lines = [f"{decided}{goal.document}.", _say("steps_method", language)]
    if goal.indicator in library.available():
        material = library.material(asked)
        lines.append(_say("sheet_source", language, text=source(material)))
        if worked := processing_of(library, asked):
            lines.append(_say("sheet_processing", language, text=worked))
    about = library.strategy.about
    if about is not None and about.example:
        from indicators.strategy.words import say as status_words

        lines.insert(0, status_words()("example", language))
    return [*lines, _say("sheet_address", language, address=address)]


def processing_of(library: Library, asked: Selection) -> str:
    """What we did with the figures of a selection, as its chart over time says it."""
    return library.over_time(library.resolve(asked).selection).processing


def _words_below(sheet: Any, lines: list[str], looks: Looks, row: int) -> None:
    look = looks(font_color=theme.MUTED, text_wrap=True, valign="top")
    for number, line in enumerate(lines, start=row):
        sheet.merge_range(number, 0, number, len(WIDTHS) - 1, line, look)
        sheet.set_row(number, LINE_HEIGHT * (1 + len(line) // TEXT_WIDTH))
