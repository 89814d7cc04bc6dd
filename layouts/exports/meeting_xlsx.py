"""A meeting as an Excel workbook: contents, a sheet a slide with its native chart, sources.

Everything that an analyst has written is text, whatever it begins with.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting
from indicators.phrases import Phrases, phrases
from layouts import theme
from layouts.exports.meeting_names import clean, one_line, sheet_names
from layouts.exports.meeting_xlsx_sheets import slide_sheet
from layouts.exports.meeting_xlsx_sources import sources_sheet
from layouts.exports.xlsx import CREATED, LINE_HEIGHT, set_page
from layouts.exports.xlsx_table import FONT, Looks

if TYPE_CHECKING:
    from layouts.profile import Profile

WORDS = Path(__file__).parents[1] / "words" / "meeting_files.toml"
#: letters of the columns of the contents: number, slide, message
WIDTHS = (6, 56, 84)
#: kinds of slide with a sheet of their own; the others stand in the contents
WITH_SHEET = ("view", "since")
CONTENTS_TOP = 6


def say() -> Phrases:
    """The phrases of a meeting's files, read at first use."""
    return phrases(WORDS)


def workbook(
    contents: Sequence[SlideContent],
    meeting: Meeting,
    profile: Profile,
    base_address: str,
    today: date,
) -> bytes:
    """An .xlsx file of the meeting; the same bytes for the same contents and day.

    `base_address` is the panel's own, to which a slide's address is added.
    """
    import xlsxwriter  # heavy, and only needed when someone downloads

    language = meeting.language
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with theme.colours(profile.colours), xlsxwriter.Workbook(stream, options) as book:
        book.formats[0].set_font_name(FONT)
        book.set_properties(
            {
                "title": one_line(meeting.title) or say()("meeting", language),
                "author": profile.office[language],
                "created": CREATED,
            }
        )
        looks = Looks(book)
        own = [say()(f"sheet_{name}", language) for name in ("contents", "sources")]
        numbered = [(number, one) for number, one in enumerate(contents, start=1)
                    if one.slide.kind in WITH_SHEET]  # fmt: skip
        names = sheet_names([(number, one.title) for number, one in numbered], own)
        first = book.add_worksheet(own[0])
        sheets = {number: name for (number, _), name in zip(numbered, names, strict=True)}
        for number, one in numbered:
            address = joined(base_address, one.address)
            slide_sheet(book, sheets[number], one, looks, (own[0], address), language)
        _contents(first, contents, meeting, profile, (sheets, today), looks)
        sources_sheet(book.add_worksheet(own[1]), contents, language, looks)
    return stream.getvalue()


def joined(base: str, address: str) -> str:
    """The panel's address and a slide's within it, with one slash between; "" for no view."""
    return f"{base.rstrip('/')}/{address.lstrip('/')}" if address else ""


def state(meeting: Meeting, today: date) -> str:
    """Whether the meeting follows the latest figures or is frozen, and as of which day."""
    key = "frozen" if meeting.as_of else "follows"
    return say()(key, meeting.language, date=meeting.as_of or today)


def _contents(
    sheet: Any,
    contents: Sequence[SlideContent],
    meeting: Meeting,
    profile: Profile,
    known: tuple[dict[int, str], date],
    looks: Looks,
) -> None:
    """The first sheet: what the meeting is, and every slide with the way to its sheet."""
    sheets, today = known
    language = meeting.language
    sheet.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    title = one_line(meeting.title) or say()("meeting", language)
    sheet.write_string(0, 0, title, looks(bold=True, font_size=16))
    told = [str(meeting.on) if meeting.on else "", profile.office[language]]
    sheet.write_string(1, 0, " · ".join(filter(None, told)), looks(font_color=theme.MUTED))
    sheet.write_string(2, 0, state(meeting, today), looks(font_color=theme.MUTED))
    for column, name in enumerate(("number", "slide", "message")):
        sheet.write_string(CONTENTS_TOP - 2, column, say()(name, language),
                           looks(bold=True, bottom=1))  # fmt: skip
    for number, one in enumerate(contents, start=1):
        _line(sheet, CONTENTS_TOP - 2 + number, number, one, (sheets.get(number, ""), looks))
    if not contents:
        sheet.write_string(CONTENTS_TOP - 1, 1, say()("no_slides", language), looks())
    sheet.freeze_panes(CONTENTS_TOP - 1, 0)
    set_page(sheet, sum(WIDTHS))


def _line(sheet: Any, row: int, number: int, one: SlideContent, known: tuple[str, Looks]) -> None:
    """A slide in the contents; a section is a heading, a slide without sheet its own words."""
    name, looks = known
    section = one.slide.kind == "section"
    shape: dict[str, Any] = {"valign": "top", "text_wrap": True}
    if section:
        shape |= {"bold": True, "bg_color": theme.HAIRLINE}
    sheet.write_number(row, 0, number, looks(align="left", **shape))
    title, message = one_line(one.title), clean(one.message)
    if name:
        target = "internal:'" + name.replace("'", "''") + "'!A1"
        look = looks(font_color="#0B5CAD", underline=1, **shape)
        sheet.write_url(row, 1, target, look, title or name)
    else:
        sheet.write_string(row, 1, title, looks(**shape))
    told = "\n".join(part for part in (message, clean(one.missing)) if part)
    sheet.write_string(row, 2, told, looks(**shape))
    lines = max(
        -(-max(len(title), 1) // (WIDTHS[1] - 4)),
        sum(1 + len(part) // (WIDTHS[2] - 6) for part in told.split("\n")),
    )
    sheet.set_row(row, min(LINE_HEIGHT * lines, 400))
