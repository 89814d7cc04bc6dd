"""What the slides of a presentation show today: drawn anew from the records on their shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from indicators.meeting.content import SlideContent, contents
from indicators.meeting.model import MOST_SLIDES, Meeting, Slide
from layouts import theme
from layouts.exports.deck.tag_parts import written
from layouts.exports.deck_update.found import Shape, pages
from layouts.exports.deck_update.package import Package
from layouts.profile import Profile, profile_for

if TYPE_CHECKING:
    from indicators.library import Library

#: bytes that a presentation of ours may unpack to; it comes from ourselves
MOST_OWN = 1_000_000_000
#: letters that no file of XML can hold, as JSON or an address writes them
_UNFIT = re.compile(r"\\u(?:00[01]|d[89a-f]|fff[ef])|\\[bf]|%(?:[01][0-9a-f]|7f)", re.IGNORECASE)
Writer = Callable[[Sequence[SlideContent], Meeting, Profile, str, date], bytes]


@dataclass(slots=True)
class Drawn:
    """A slide as it is today: its content, and the shapes that show it in the file `package`."""

    content: SlideContent
    package: Package
    shapes: list[Shape] = field(default_factory=list)


def key(record: Mapping[str, Any]) -> str:
    """What tells one slide of a meeting from another: all that its record holds of both."""
    return written({"slide": record.get("slide"), "meeting": record.get("meeting")})


def drawn(
    records: Iterable[Mapping[str, Any]],
    library: Library,
    today: date,
    profile: Profile | None,
    base_address: str,
    writer: Writer,
) -> dict[str, Drawn]:
    """Every slide of `records` by :func:`key`; one that cannot be read is not among them."""
    meetings: dict[str, tuple[Meeting, dict[str, Slide]]] = {}
    for record in records:
        read = _read(record)
        if read is not None:
            meeting, slide = read
            group = written(meeting.model_dump(mode="json", exclude={"showings"}))
            kept, slides = meetings.setdefault(group, (meeting, {}))
            slides.setdefault(key(record), slide)
            # only what has changed since the last showing needs to know of it, and all other slides
            if len(meeting.showings) > len(kept.showings):
                meetings[group] = (meeting, slides)
    found: dict[str, Drawn] = {}
    for meeting, slides in meetings.values():
        keys = list(slides)
        for start in range(0, len(keys), MOST_SLIDES):
            part = {one: slides[one] for one in keys[start : start + MOST_SLIDES]}
            found |= _drawn(meeting, part, library, today, profile, base_address, writer)
    return found


def _read(record: Mapping[str, Any]) -> tuple[Meeting, Slide] | None:
    slide, meeting = record.get("slide"), record.get("meeting")
    if record.get("v") != 1 or not isinstance(slide, Mapping) or not isinstance(meeting, Mapping):
        return None
    if _UNFIT.search(key(record)):
        return None
    try:
        return (
            Meeting.model_validate({**meeting, "slides": ()}),
            Slide.model_validate({**slide, "notes": ""}),
        )
    except ValueError:
        return None


def _drawn(
    meeting: Meeting,
    slides: Mapping[str, Slide],
    library: Library,
    today: date,
    profile: Profile | None,
    base_address: str,
    writer: Writer,
) -> dict[str, Drawn]:
    # two slides from different files may have one and the same id
    numbered: dict[str, tuple[str, Slide]] = {}
    for number, (one, slide) in enumerate(slides.items()):
        name = slide.id if slide.id not in numbered else f"{slide.id[:16]}x{number}"
        numbered[name] = (one, slide.model_copy(update={"id": name}))
    whole = meeting.model_copy(update={"slides": tuple(slide for _, slide in numbered.values())})
    look = profile or profile_for(meeting.home)
    with theme.colours(look.colours):
        shown = contents(library, whole, today)
        package = Package(writer(shown, whole, look, base_address, today), MOST_OWN)
    found = {
        one: Drawn(content, package)
        for (one, _), content in zip(numbered.values(), shown, strict=True)
    }
    for page in pages(package):
        for shape in page.shapes:
            name = str(shape.record.get("slide", {}).get("id", ""))
            if name in numbered:
                found[numbered[name][0]].shapes.append(shape)
    return found
