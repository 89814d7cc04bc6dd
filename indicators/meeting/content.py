"""What a slide shows: a meeting's addresses and words -> charts, tables and sentences.

Screen, PowerPoint, paper, Word, Excel and the file that runs without a server are all written from
:class:`SlideContent`, so that no two of them can disagree. A page that can stand on a slide is a
module and a line in :func:`pages`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.meeting.model import Meeting, Slide
from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import from_query
from indicators.spec import ChartSpec

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.facts import IndicatorFacts

#: what an address may spell and nothing can show, see :func:`indicators.meeting.model.clean`
_UNSHOWN = re.compile(r"%[01][0-9a-f]|%7f|%ef%bf%b[ef]", re.IGNORECASE)
WORDS = Path(__file__).parents[1] / "words" / "meeting.toml"


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table that does not come from a chart: texts as they are read, `numbers` to the right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: the columns that hold numbers
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SlideContent:
    """A slide, complete. Texts are plain, in the meeting's language; "" and () where there is none.

    `missing` says in words why a slide cannot show its view (an indicator that the panel no longer
    has); the slide then stands in its place with its own words. Where the slide's `part` is
    ``table``, a chart is shown as its table.
    """

    slide: Slide
    title: str
    subtitle: str = ""
    #: with its fields filled in
    message: str = ""
    chart: ChartSpec | None = None
    #: the resolved selection of the chart
    selection: Selection | None = None
    tables: tuple[SlideTable, ...] = ()
    #: short sentences beside the chart or instead of one, e.g. the parts of a status
    lines: tuple[str, ...] = ()
    #: caution in words, each a whole sentence
    cautions: tuple[str, ...] = ()
    #: "Källa: …", "Bearbetning: …", "Diagramförklaring: …", without their headings
    source: str = ""
    processing: str = ""
    explanation: str = ""
    alt: str = ""
    #: definition, caveats and status, for the speaker; the analyst's own notes stand in the slide
    background: tuple[str, ...] = ()
    #: path and query of the view within the panel, without host
    address: str = ""
    #: what of the address had to be replaced
    notices: tuple[str, ...] = ()
    missing: str = ""
    #: for files, without ending
    file_name: str = ""
    #: what the figures are and where they come from, for sheets and archives
    facts: tuple[IndicatorFacts, ...] = ()
    #: what the slide is called until the analyst writes a title
    own_title: str = ""


#: from a selection in the meeting's language and at its day, and the path, to what the page shows
Draw = Callable[["Library", Slide, Selection, date], SlideContent]


def say() -> Phrases:
    """The phrases of the slides, read at first use."""
    return phrases(WORDS)


def pages() -> dict[str, Draw]:
    """First part of a path -> what draws it; read in when a meeting is drawn, not at the start."""
    from indicators.meeting.content_compare import compare
    from indicators.meeting.content_county import county
    from indicators.meeting.content_goal import goal
    from indicators.meeting.content_overview import overview
    from indicators.meeting.content_strategy import strategy

    return {
        "": overview,
        "jamfor": compare,
        "county": county,
        "mal": goal,
        "strategi": strategy,
    }


def contents(library: Library, meeting: Meeting, today: date) -> tuple[SlideContent, ...]:
    """Every slide of a meeting; never raises for what a meeting may hold."""
    return tuple(content(library, meeting, slide, today) for slide in meeting.slides)


def content(library: Library, meeting: Meeting, slide: Slide, today: date) -> SlideContent:
    """What one slide shows, with the fields of its message filled in."""
    found = _drawn(library, meeting, slide, today)
    return replace(
        found,
        title=slide.title or found.title,
        own_title="" if slide.kind in ("section", "text") else found.title,
        message=_message(library, slide, found, meeting.language),
    )


def _drawn(library: Library, meeting: Meeting, slide: Slide, today: date) -> SlideContent:
    if slide.kind == "since":
        from indicators.meeting.changes import since_last

        return since_last(library, meeting, slide, today)
    if slide.kind != "view":
        return SlideContent(slide, slide.title)
    asked, unknown = from_query(_UNSHOWN.sub("", slide.query))
    asked = replace(asked, language=meeting.language, home=meeting.home, as_of=meeting.as_of)
    page = slide.path.strip("/").split("/")[0]
    draw = pages().get(page)
    if draw is None:
        text = say()("missing_page", meeting.language, path=slide.path[:80])
        return SlideContent(slide, text, missing=text)
    found = draw(library, slide, asked, today)
    parts = tuple(
        say()("unknown_part", meeting.language, name=name[:40], value=value[:40])
        for name, value in unknown
    )
    return replace(found, notices=(*parts, *found.notices))


def _message(library: Library, slide: Slide, found: SlideContent, language: str) -> str:
    from indicators.meeting.fields import filled

    return filled(slide.message, found, library, language).text
