"""What all slides of a deck share: the presentation, its layouts, the meeting, the region."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Any

from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting, Slide
from layouts.exports.deck import tags
from layouts.exports.deck.new_slides import NewSlides
from layouts.exports.deck.places import Roles, roles_of
from layouts.exports.deck.template import layouts, opened
from layouts.profile import PANEL, Profile

#: letters in charts, in points
LETTERS = 14.0


class Writer:
    """The presentation while it is written."""

    def __init__(self, meeting: Meeting, profile: Profile, base_address: str, today: date) -> None:
        self.meeting, self.profile, self.today = meeting, profile, today
        self.base = base_address.rstrip("/")
        self.presentation: Any = opened(profile)
        self.layouts: dict[str, Any] = layouts(self.presentation, profile.pptx_layouts)
        self.own = profile.pptx is None
        self.letters = LETTERS
        self._roles: dict[str, Roles] = {}
        #: the slide last asked about, and its record without part and text
        self._known: tuple[Slide, dict[str, Any]] | None = None
        self.slides = NewSlides(self.presentation)
        _count_parts(self.presentation.part.package)

    @cached_property
    def office(self) -> str:
        """Who made the slides, "" where the region names nobody."""
        named = self.profile.office != PANEL
        return self.profile.office[self.meeting.language] if named else ""

    def new_slide(self, use: str) -> tuple[Any, dict[int, Any], Roles]:
        """A slide on the layout of a use, its placeholders by index, and what they are for."""
        layout = self.layouts[use]
        if use not in self._roles:
            self._roles[use] = roles_of(layout, self.presentation)
        return *self.slides.slide(layout), self._roles[use]

    def record(self, slide: Slide, part: str, said: str, **more: Any) -> dict[str, Any]:
        """What a shape says of where it comes from; see :mod:`layouts.exports.deck.tags`."""
        if self._known is None or self._known[0] is not slide:
            self._known = slide, tags.record(slide, self.meeting, "", "", self.today)
        return self._known[1] | {"part": part, "said": said} | more

    def held(self, slide: Slide) -> dict[str, Any]:
        """The same for a chart's workbook, without the speaker's own words."""
        found = self.record(slide, "chart", "")
        found["slide"] = {key: value for key, value in found["slide"].items() if key != "notes"}
        return found

    def address(self, content: SlideContent) -> str:
        """The address of the view in the panel, "" where there is none."""
        return self.base + content.address if content.address else ""

    def count(self) -> int:
        """How many slides there are."""
        return len(self.presentation.slides._sldIdLst)


def _count_parts(package: Any) -> None:
    """Let the package count the names of its parts: looking through all of them for each new one
    takes a third of the time of a long deck.
    """
    from pptx.opc.packuri import PackURI

    plain = package.next_partname
    last: dict[str, int] = {}

    def next_partname(template: str) -> Any:
        if template in last:
            last[template] += 1
            return PackURI(template % last[template])
        first = plain(template)
        last[template] = int(re.findall(r"[0-9]+", first)[-1])
        return first

    package.next_partname = next_partname
