"""A slide of a view: title, message, subtitle, what it shows, source, and its notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from indicators.meeting.content import SlideContent
from indicators.spec import ChartSpec
from layouts.exports.deck.fitting import Rect
from layouts.exports.deck.foot import ALL, CAUTIONS, FEW, SOURCES, TARGETS, foot
from layouts.exports.deck.notes import notes_text, write_notes
from layouts.exports.deck.sheet import Sheet

if TYPE_CHECKING:
    from layouts.exports.deck.writer import Writer

#: rows of a ranking that leave its words less room
MANY_ROWS = 14
#: sentences beside a chart take this part of the width
BESIDE = 0.3
#: no room at all: what draws is only asked how it is read
NOWHERE = Rect(0, 0, 0, 0)
#: what draws into the room of a slide and says how it is read
Draw = Callable[[Sheet, Rect], Sequence[str]]


def view_slide(
    writer: Writer, content: SlideContent, title: str, draw: Draw, first: bool = True
) -> None:
    """Write one slide; those after the first of a view repeat neither message nor reading."""
    sheet = Sheet(writer, content, "view", title)
    if first:
        sheet.message()
    sheet.subtitle(subtitle_of(content))
    # how it is read is known before it is drawn, for its foot takes of its room
    reading = draw(sheet, NOWHERE)
    width = sheet.room.width
    limits = _limits(content)
    parts, height = foot(content, reading, writer.office, width, sheet.language, limits)
    sheet.foot(parts, height)
    room = sheet.room
    if content.lines and first and content.chart is not None and content.slide.part == "chart":
        room, beside = room.split(1 - BESIDE, 20.0)
        draw(sheet, room)
        sheet.lines(content.lines, beside)
    else:
        draw(sheet, room)
    sheet.finish()
    text = notes_text(content, reading, writer.address(content), sheet.language)
    frame = write_notes(writer, sheet.slide, text)
    if frame is not None:
        sheet.tag(frame, "notes", text)


def subtitle_of(content: SlideContent) -> str:
    """The view's subtitle, with the unit where it does not say it."""
    spec, text = content.chart, content.subtitle
    if spec is None or spec.columns or not spec.unit:
        return text
    if spec.unit.casefold() in text.casefold():
        return text
    return f"{text} {spec.unit[:1].upper()}{spec.unit[1:]}.".strip()


def _limits(content: SlideContent) -> tuple[int, int, int]:
    """The most lines of the foot: cautions, sources, all."""
    spec = content.chart
    if spec is None or content.slide.part != "chart" or not _tall(spec):
        return CAUTIONS, SOURCES, ALL
    return TARGETS if spec.targets else FEW


def _tall(spec: ChartSpec) -> bool:
    """Tell whether a chart needs all the height there is."""
    return spec.kind == "ranking" and len({one.code for one in spec.series}) > MANY_ROWS
