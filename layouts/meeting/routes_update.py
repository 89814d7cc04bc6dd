"""An earlier presentation brought up to date: it comes with the request and goes with the answer.

``POST <prefix>mote/uppdatera`` takes ``multipart/form-data`` with the presentation in the field
``file`` (``?sprak=en`` for faults in English), at most 100 MB. The answer is JSON::

    {"name": "styrgrupp_uppdaterad_2026-11-23.pptx",
     "media": "application/vnd.openxmlformats-…presentation",
     "file": "<the new presentation, base64>",
     "report": {"title", "summary", "language", "on", "untouched",
                "slides": [{"number", "title", "renewed": [words],
                            "lines": [sentences, the weightiest first],
                            "changes": [{"where", "old", "new"}], "added": [words],
                            "sentences": [{"text", "numbers": [{"where", "old", "new"}]}],
                            "notes": [sentences], "failed": [sentences]}]},
     "faults": []}

A file that is refused is answered with ``{"faults": [text]}`` and 400, or 413 where it is too
large. Nothing is written to disk, and nothing of the file is kept.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from io import BytesIO

    from flask import Flask, Request, Response

    from indicators.library import Library

MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FIELD = "file"
#: bytes beside the file in a request: the form's own lines
BESIDE = 100_000
#: letters of an uploaded file's name that the new name keeps
MOST_LETTERS = 100
_EARLIER = re.compile(r"(?:_uppdaterad_\d{4}-\d\d-\d\d)+$")
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]+')


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer ``<prefix>mote/uppdatera``."""
    from flask import request

    from layouts.meeting.received import answered, language_of

    @server.post(f"{prefix}mote/uppdatera")
    def meeting_updated() -> Response:
        from data.errors import PanelError
        from layouts.exports.deck_update.guard import Refused

        try:
            name, data = uploaded(request)
            base = f"{request.url_root.rstrip('/')}{prefix}"
            return answered(updated(library, name, data, base, date.today()))
        except Refused as refused:
            return answered({"faults": [refused.text(language_of(request))]}, refused.status)
        except PanelError as error:  # a region's template that cannot be used
            return answered({"faults": [str(error)]}, 500)


def uploaded(request: Request) -> tuple[str, bytes]:
    """The name and the bytes of the file in a request, held in memory alone.

    Raises :class:`layouts.exports.deck_update.guard.Refused`, before the body is read where the
    request says that it is too large.
    """
    from werkzeug.exceptions import HTTPException
    from werkzeug.formparser import parse_form_data

    from layouts.exports.deck_update.guard import MOST_BYTES, Refused, too_large

    most = MOST_BYTES + BESIDE
    if request.content_length is None or request.content_length > most:
        raise too_large()
    try:
        _, _, files = parse_form_data(
            request.environ,
            stream_factory=_in_memory,
            max_form_memory_size=BESIDE,
            max_content_length=most,
            max_form_parts=20,
            silent=False,
        )
    except (HTTPException, ValueError) as error:
        if getattr(error, "code", 400) == 413:
            raise too_large() from error
        raise Refused("form") from error
    found = files.get(FIELD)
    if found is None:
        raise Refused("form")
    return found.filename or "", found.stream.read()


def updated(
    library: Library, name: str, data: bytes, base_address: str, today: date
) -> dict[str, Any]:
    """The answer to an uploaded presentation. Raises `Refused` as :func:`uploaded` does."""
    from base64 import b64encode

    from layouts.exports.deck_update.update import update

    found = update(data, library, today, None, base_address)
    return {
        "name": new_name(name, today),
        "media": MEDIA,
        "file": b64encode(found.deck).decode("ascii"),
        "report": found.report.as_json(),
        "faults": [],
    }


def new_name(name: str, today: date) -> str:
    """The name of a presentation when it has been brought up to date on a day."""
    base = re.split(r"[/\\]", name)[-1]
    stem = _UNFIT.sub(" ", base.removesuffix(".pptx").removesuffix(".PPTX"))
    stem = " ".join(stem.split()).strip(" .")[:MOST_LETTERS]
    stem = _EARLIER.sub("", stem).strip(" ._")
    return f"{stem or 'presentation'}_uppdaterad_{today.isoformat()}.pptx"


def _in_memory(*_: object, **__: object) -> BytesIO:
    from io import BytesIO

    return BytesIO()
