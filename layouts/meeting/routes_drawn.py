"""What the Möte page asks for while someone works: the slides drawn, as JSON.

``POST <prefix>mote/rita`` with a meeting is answered with every slide as it stands now, the fields
that its message may hold, and the numbers of the message that no longer hold. With
``?bilder=<id>,<id>`` only those slides are drawn, and with ``?figur=0`` their figures and tables
are left out: the page draws neither. A slide is kept until it or the figures change, so that
whoever writes a message waits for one slide and not for forty.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library
    from indicators.meeting.content import SlideContent
    from indicators.meeting.model import Meeting, Slide


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``<prefix>mote/rita``."""
    from flask import request

    from layouts.meeting.received import Refused, answered, received, refusal

    @server.post(f"{prefix}mote/rita")
    def meeting_drawn() -> Response:
        try:
            meeting = received(request)
        except Refused as refused:
            return refusal(refused)
        asked = request.args.get("bilder")
        ids = frozenset(asked.split(",")) if asked is not None else None
        light = request.args.get("figur") == "0"
        return answered(slides_drawn(library, meeting, date.today(), ids, light))


def slides_drawn(
    library: Library,
    meeting: Meeting,
    today: date,
    ids: frozenset[str] | None = None,
    light: bool = False,
) -> dict[str, Any]:
    """The slides of a meeting with these ids (all where None), in order, as they stand now."""
    chosen = [slide for slide in meeting.slides if ids is None or slide.id in ids]
    return {
        "slides": [
            {**_kept(library, meeting, slide, today, light), "id": slide.id, "notes": slide.notes}
            for slide in chosen
        ],
        "faults": [],
    }


def _kept(
    library: Library, meeting: Meeting, slide: Slide, today: date, light: bool
) -> dict[str, Any]:
    """One slide drawn, kept by all that it follows from: neither its id nor its notes."""
    plain = slide.model_copy(update={"notes": "", "id": "x"})
    whole = meeting if slide.kind == "since" else None
    key = ("meeting_slide", light, plain, whole, meeting.language, meeting.home, meeting.as_of)
    found: dict[str, Any] = library.keep(
        (*key, today), lambda: slide_drawn(library, meeting, plain, today, light)
    )
    return found


def slide_drawn(
    library: Library, meeting: Meeting, slide: Slide, today: date, light: bool
) -> dict[str, Any]:
    """One slide as it stands now, with what may be written into its message."""
    from indicators.meeting.content import content
    from layouts.meeting.pictures import slide_picture
    from layouts.profile import profile_for
    from layouts.profile_guard import told
    from layouts.theme import colours

    profile = profile_for(meeting.home)
    with colours(profile.colours):
        found = content(library, meeting, slide, today)
        shown = _light(found) if light else _whole(found)
        picture = slide_picture(found)
    return {
        **shown,
        "picture": picture,
        **_spoken(library, meeting, slide, found),
        "guard": told(found, profile, meeting.language),
    }


def _whole(content: SlideContent) -> dict[str, Any]:
    from layouts.meeting.drawn import drawn

    return dict(drawn(content))


def _light(content: SlideContent) -> dict[str, Any]:
    """What the list of slides shows: the words, not the figures."""
    return {
        "kind": content.slide.kind,
        "part": content.slide.part,
        "title": content.title,
        "own_title": content.own_title,
        "subtitle": content.subtitle,
        "message": content.message,
        "lines": list(content.lines),
        "address": content.address,
        "notices": list(content.notices),
        "missing": content.missing,
        "charted": content.chart is not None,
    }


def _spoken(
    library: Library, meeting: Meeting, slide: Slide, content: SlideContent
) -> dict[str, Any]:
    """The message's fields: which there are, which cannot be filled, which numbers have moved."""
    from indicators.meeting import fields, watch

    language = meeting.language
    filled = fields.filled(slide.message, content, library, language)
    watched = watch.watched(slide, content, library, language)
    read = watch.confirmed(slide, content, library, language)
    kept = watch.rewritten(slide, content, library, language)
    return {
        "faults": list(filled.faults),
        "completions": [
            {"insert": one.insert, "label": one.label, "says": one.says}
            for one in fields.completions(content, library, language)
        ],
        "stale": [{"key": one.key, "said": one.said, "now": one.now}
                  for one in watched if one.stale],
        # what is kept once someone has read the message anew, and until then
        "confirmed": [one.model_dump(mode="json") for one in read],
        "rewritten": [one.model_dump(mode="json") for one in kept],
    }  # fmt: skip
