"""Profilvakt on a slide's words: title, message, words for colours, the picture in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from layouts.figures.text import text_width
from layouts.profile_guard import Mend, Remark, say

if TYPE_CHECKING:
    from indicators.meeting.content import SlideContent

MOST_WORDS = 40
MOST_LINES = 2
#: points of a slide's title, less the sixth that text_width estimates high, and of the width that
#: it has on a slide of 13.33 inches
TITLE_SIZE, TITLE_WIDTH = 24, 885


def title(content: SlideContent, language: str) -> Iterator[Remark]:
    """Every slide has a title, of at most two lines (EN 301 549, 10.2.4.2)."""
    if not content.title.strip():
        yield Remark("no_title", say()("no_title", language))
    elif lines(content.title) > MOST_LINES:
        text = say()("long_title", language)
        view = content.chart.title if content.chart else ""
        if content.slide.title and view and lines(view) <= MOST_LINES:
            yield Remark("long_title", text, Mend(say()("view_title", language), {"title": ""}))
        else:
            yield Remark("long_title", text, Mend(say()("shorter_title", language)))


def lines(text: str, size: float = TITLE_SIZE, width: float = TITLE_WIDTH) -> int:
    """How many lines `text` takes on a slide, broken between words; estimated rather too many."""
    count, used, space = 1, 0.0, text_width(" ", size)
    for word in text.split():
        wide = text_width(word, size)
        if used and used + space + wide > width:
            count, used = count + 1, wide
        else:
            used += wide + (space if used else 0.0)
    return count


def message(content: SlideContent, language: str) -> Iterator[Remark]:
    """A view has a message, of at most forty words; a tested sentence is offered for one."""
    if content.slide.kind != "view":
        return
    said = content.message or content.slide.message
    count = len(said.split())
    if count > MOST_WORDS:
        text = say()("long_message", language, count=count, most=MOST_WORDS)
        yield Remark("long_message", text, Mend(say()("shorter_message", language)))
    elif not count and not content.missing:
        findings = content.chart.findings if content.chart else ()
        # a brace would be read as a field
        offered = next((one.text for one in findings if "{" not in one.text), "")
        mend = Mend(say()("use_finding", language, text=offered), {"message": offered})
        yield Remark("no_message", say()("no_message", language), mend if offered else None)


def colour_words(content: SlideContent, language: str) -> Iterator[Remark]:
    """Words that point at a mark by its colour alone (WCAG 2.2, 1.3.3 and 1.4.1)."""
    for text in (content.title, content.message):
        if hit := pointing(language).search(text):
            said = say()("colour_words", language, words=hit[0])
            yield Remark("colour_words", said, Mend(say()("name_place", language)))
            return


@lru_cache(maxsize=2)
def pointing(language: str) -> re.Pattern[str]:
    """A colour and the mark that has it: "den röda linjen", but no "grön omställning"."""
    colours, marks = say()("colours", language), say()("marks", language)
    return re.compile(rf"\b(?:{colours})\s+(?:{marks})\b", re.IGNORECASE)


def alt(content: SlideContent, language: str) -> Iterator[Remark]:
    """A chart has its text for those who do not see it (WCAG 2.2, 1.1.1)."""
    if content.chart is not None and content.slide.part == "chart" and not content.alt.strip():
        mend = Mend(say()("as_table", language), {"part": "table"})
        yield Remark("no_alt", say()("no_alt", language), mend)
