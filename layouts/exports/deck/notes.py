"""The notes of a slide: the analyst's own first, then what the speaker should know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from layouts.exports.deck.paragraphs import Run, paragraph, write
from layouts.exports.deck.words import say

if TYPE_CHECKING:
    from layouts.exports.deck.writer import Writer


def notes_text(content: SlideContent, reading: Iterable[str], address: str, language: str) -> str:
    """The notes as text, a paragraph a line."""
    found = [content.slide.notes.strip()] if content.slide.notes.strip() else []
    if content.lines:
        found += content.lines
    for key, text in (
        ("definition", " ".join(content.background)),
        ("cautions", " ".join(content.cautions)),
        ("reading", " ".join(dict.fromkeys(reading))),
        ("source", content.source),
        ("processing", content.processing),
        ("explanation", content.explanation),
        ("notices", " ".join(content.notices)),
        ("address", address),
    ):
        if text:
            found.append(say(f"notes_{key}", language, text=text))
    return "\n".join(found)


def write_notes(writer: Writer, slide: Any, text: str) -> Any:
    """Put `text` into the notes of a slide; returns the shape that holds it, None without text."""
    if not text:
        return None
    frame = writer.slides.notes(slide)
    if frame is None:
        return None
    language = writer.meeting.language
    write(frame, [paragraph([Run(one)], language) for one in text.split("\n")], shrink=False)
    return frame
