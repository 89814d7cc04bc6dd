"""A meeting as a PowerPoint deck: native, editable charts on the region's template or on ours.

The figures of a chart are made by :func:`layouts.exports.deck.chart_table.chart_data`, which also
brings an old deck up to date; :mod:`layouts.exports.deck.tags` says which shapes are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting
from indicators.spec import ChartSpec

if TYPE_CHECKING:
    from layouts.profile import Profile

#: a chart in a document, in points
DOCUMENT = (460.0, 300.0)


def deck(
    contents: Sequence[SlideContent],
    meeting: Meeting,
    profile: Profile,
    base_address: str,
    today: date,
) -> bytes:
    """The meeting as a ``.pptx``: the same bytes for the same contents, profile and day.

    `base_address` is what a slide's address is appended to for the notes.
    """
    from layouts import theme
    from layouts.exports.deck.package import as_bytes
    from layouts.exports.deck.plain_slides import opening, words
    from layouts.exports.deck.views import view
    from layouts.exports.deck.writer import Writer

    writer = Writer(meeting, profile, base_address, today)
    with theme.colours(profile.colours):
        first = contents[0] if contents else None
        repeated = (
            first is not None and first.slide.kind == "section" and first.title == meeting.title
        )
        if meeting.title and not repeated:
            opening(writer)
        for content in contents:
            if content.slide.kind in ("section", "text"):
                words(writer, content)
            else:
                view(writer, content)
    _properties(writer.presentation, meeting, writer.office, today)
    return as_bytes(writer.presentation)


def _properties(presentation: Any, meeting: Meeting, office: str, today: date) -> None:
    from layouts.exports.deck.ink import LANGUAGES

    found = presentation.core_properties
    day = datetime(today.year, today.month, today.day)
    found.title, found.author = meeting.title, office or "Omställningspanelen"
    found.last_modified_by = found.author
    found.language = LANGUAGES[meeting.language]
    found.created = found.modified = day
    found.revision = 1
    found.subject = found.keywords = found.comments = found.category = ""


def chart_part(
    spec: ChartSpec, profile: Profile, size: tuple[float, float] = DOCUMENT
) -> tuple[bytes, bytes] | None:
    """The chart part (XML) and the workbook of a chart, for other documents than a deck.

    None where `spec` is not one native chart. `size` is width and height in points; the workbook
    is to be the chart part's relation ``rId1``.
    """
    from layouts import theme
    from layouts.exports.deck.chart_xml import Size
    from layouts.exports.deck.charts import native_chart

    with theme.colours(profile.colours):
        found = native_chart(spec, Size(*size, letters=9.0))
    return (found.xml, found.workbook) if found is not None else None
