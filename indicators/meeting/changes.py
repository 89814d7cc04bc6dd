"""What has changed since a meeting was shown last: periods, revisions, ranks, status, sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting, Slide

if TYPE_CHECKING:
    from indicators.library import Library


def since_last(library: Library, meeting: Meeting, slide: Slide, today: date) -> SlideContent:
    """A slide with what has changed in the meeting's other slides since its last showing."""
    return SlideContent(slide, slide.title)
