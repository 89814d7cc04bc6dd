"""Slides of words: the meeting's own, sections, texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from layouts.exports.deck import places, tags
from layouts.exports.deck.fitting import Rect, fitted
from layouts.exports.deck.notes import notes_text, write_notes
from layouts.exports.deck.paragraphs import Run, paragraph, text_box, write
from layouts.exports.deck.words import say

if TYPE_CHECKING:
    from layouts.exports.deck.writer import Writer

SMALLEST = 12.0
MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def opening(writer: Writer) -> None:
    """The first slide: the meeting, its day, who holds it."""
    meeting = writer.meeting
    said = [_day(meeting.on, meeting.language)] if meeting.on else []
    said += [writer.office] if writer.office else []
    if meeting.as_of:
        said.append(say("frozen", meeting.language, day=_day(meeting.as_of, meeting.language)))
    _write(writer, "title", meeting.title, said, "", None)


def _day(day: date, language: str) -> str:
    return f"{day.day} {MONTHS[language].split(' ')[day.month - 1]} {day.year}"


def words(writer: Writer, content: SlideContent) -> None:
    """A section or a text of the analyst's own."""
    use = "section" if content.slide.kind == "section" else "text"
    texts = [line for line in content.message.split("\n") if line.strip()]
    texts += content.lines
    notes = notes_text(content, (), "", writer.meeting.language)
    _write(writer, use, content.title, texts, notes, content)


def _write(
    writer: Writer, use: str, title: str, texts: list[str], notes: str, content: SlideContent | None
) -> None:
    language = writer.meeting.language
    slide, held, roles = writer.new_slide(use)
    head = held.get(roles.title.idx) if roles.title is not None else None
    wide = writer.presentation.slide_width / 12700
    rect = roles.title.rect if roles.title is not None else Rect(36, 36, wide - 72, 60)
    if head is None:
        head = text_box(slide, "Rubrik", rect, [])
    _fill(head, [title or say("untitled", language)], rect, _size(roles.title), language, True)
    role = roles.holder or roles.message
    body = held.get(role.idx) if role is not None else None
    if texts:
        below = role.rect if role is not None else Rect(rect.x, rect.bottom + 12, rect.width, 200)
        if body is None:
            body = text_box(slide, "Text", below, [])
        _fill(body, texts, below, _size(role), language)
    for shape in held.values():
        if shape is not head and not (texts and shape is body):
            places.remove(shape)
    if content is not None:
        tags.tag(head, writer.record(content.slide, "title", title))
        if body is not None and texts:
            tags.tag(body, writer.record(content.slide, "message", content.message))
    places.number_slide(slide, roles, language, writer.count())
    write_notes(writer, slide, notes)


def _size(role: places.Holder | None) -> float:
    return role.size if role is not None else 24.0


def _fill(
    shape: Any, texts: list[str], rect: Rect, largest: float, language: str, bold: bool = False
) -> None:
    """Texts in a shape, smaller where they find no room."""
    size = fitted("\n".join(texts), rect, largest, SMALLEST, bold)
    own = None if size == largest else size
    write(shape, [paragraph([Run(text, own)], language) for text in texts])
