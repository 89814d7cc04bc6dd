"""A meeting as files, and files as meetings.

``POST <prefix>mote/fil/<kind>`` with a meeting is answered with the file; ``POST <prefix>mote/las``
with a meeting file is answered with the meeting in it, or with what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from layouts.meeting.button import say

if TYPE_CHECKING:
    from flask import Flask, Response

    from indicators.library import Library
    from indicators.meeting.model import Meeting

_OFFICE = "application/vnd.openxmlformats-officedocument."


class Writer(NamedTuple):
    """What writes a kind of file: read in when someone asks for one, never at the start."""

    module: str
    function: str
    media: str
    ending: str


#: the kinds of file that a meeting is handed out as, in the order in which they are offered
WRITERS = {
    "pptx": Writer("layouts.exports.deck", "deck",
                   f"{_OFFICE}presentationml.presentation", "pptx"),
    "docx": Writer("layouts.exports.word", "document",
                   f"{_OFFICE}wordprocessingml.document", "docx"),
    "xlsx": Writer("layouts.exports.meeting_xlsx", "workbook",
                   f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
    "html": Writer("layouts.show.handout", "handout", "text/html", "html"),
    "zip": Writer("layouts.exports.meeting_zip", "archive", "application/zip", "zip"),
}  # fmt: skip
#: letters of a meeting's title in the name of its file
MOST_LETTERS = 60


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of file that can be made, the meeting's own file last."""
    return (*(kind for kind, writer in WRITERS.items() if find_spec(writer.module)), "json")


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``<prefix>mote/fil/<kind>`` and ``<prefix>mote/las``."""
    from flask import request

    from layouts.meeting.received import Refused, answered, language_of, received, refusal

    @server.post(f"{prefix}mote/fil/<kind>")
    def meeting_file(kind: str) -> Response:
        from data.errors import PanelError

        try:
            meeting = received(request)
            base = f"{request.url_root.rstrip('/')}{prefix}"
            return _attached(library, meeting, kind, base, language_of(request))
        except Refused as refused:
            return refusal(refused)
        except PanelError as error:  # a region's template that cannot be used
            return answered({"faults": [str(error)]}, 500)

    @server.post(f"{prefix}mote/las")
    def meeting_read() -> Response:
        from layouts.meeting.received import body

        language = language_of(request)
        try:
            return answered(opened(body(request, language), language))
        except Refused as refused:
            return refusal(refused)


def _attached(library: Library, meeting: Meeting, kind: str, base: str, language: str) -> Response:
    """The file as an attachment. Raises :class:`Refused` for a kind that cannot be made."""
    from flask import Response

    from layouts.meeting.received import Refused

    if kind not in kinds():
        raise Refused([say()("fault_kind", language, kind=kind[:20])], 404)
    today = date.today()
    if kind == "json":
        from indicators.meeting.file import write

        found, media, ending = write(meeting), "application/json", "mote.json"
    else:
        writer = WRITERS[kind]
        found, media, ending = made(library, meeting, writer, base, today), *writer[2:]
    answer = Response(found, mimetype=media)
    name = f"{file_name(meeting, today)}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def made(library: Library, meeting: Meeting, writer: Writer, base: str, today: date) -> bytes:
    """The bytes of the file that `writer` makes of a meeting, in its region's colours."""
    from indicators.meeting.content import contents
    from layouts.profile import profile_for
    from layouts.theme import colours

    write: Callable[..., bytes] = getattr(import_module(writer.module), writer.function)
    profile = profile_for(meeting.home)
    with colours(profile.colours):
        return write(contents(library, meeting, today), meeting, profile, base, today)


def opened(text: bytes, language: str) -> dict[str, object]:
    """The meeting in a meeting file, and what of it is not as it should be, said in words.

    Raises :class:`Refused` where there is no meeting in it.
    """
    from indicators.meeting.file import read
    from layouts.meeting.received import Refused

    found = read(text)
    if found.meeting is None:
        raise Refused(found.told(language))
    told = [fault.told(language) for fault in found.faults if not fault.mild]
    return {"meeting": found.meeting.model_dump(mode="json"), "faults": told}


def file_name(meeting: Meeting, today: date) -> str:
    """A meeting's name for files, without ending: "mote_styrgrupp_2026-11-26"."""
    plain = unicodedata.normalize("NFKD", meeting.title.lower())
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    said = "_".join(words)[:MOST_LETTERS].strip("_")
    begun = said.startswith("mote")
    parts = ([] if begun else ["mote"]) + ([said] if said else [])
    return "_".join((*parts, (meeting.on or today).isoformat()))
