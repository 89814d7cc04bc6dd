"""A view of Jämför on a slide: its chart, with source, cautions and definition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from indicators.meeting.content import SlideContent, say
from indicators.meeting.model import Slide
from indicators.model import Indicator, Selection
from indicators.selection import to_query

if TYPE_CHECKING:
    from indicators.library import Library


def compare(library: Library, slide: Slide, asked: Selection, _today: date) -> SlideContent:
    """The chart of the selection, or a named placeholder for an indicator that is not there."""
    language = asked.language
    known = library.available()
    gone = [code for code in (asked.indicator, asked.against) if code and code not in known]
    if gone:
        text = say()("missing_indicator", language, code=gone[0][:60])
        return SlideContent(slide, text, missing=text)
    resolved = library.resolve(asked)
    chosen = resolved.selection
    spec = library.view(chosen)
    indicator = known[chosen.indicator or ""]
    return SlideContent(
        slide,
        spec.title,
        subtitle=spec.subtitle,
        chart=spec,
        selection=chosen,
        cautions=spec.notes,
        source=spec.source,
        processing=spec.processing,
        explanation=spec.explanation,
        alt=spec.alt,
        background=background(indicator, language),
        address="/jamfor" + to_query(asked),
        notices=resolved.notices,
        missing=spec.empty or "",
        file_name=spec.file_name,
    )


def background(indicator: Indicator, language: str) -> tuple[str, ...]:
    """What the speaker should know of an indicator: what it is, and with what caution."""
    told = [indicator.definition, indicator.proxy, indicator.warning, *indicator.caveats]
    return tuple(text[language] for text in told if text is not None)
