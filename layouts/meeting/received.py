"""A meeting as a browser sends it: size and content checked, every fault said in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.model import Language
from indicators.phrases import Phrases, phrases

if TYPE_CHECKING:
    from flask import Request, Response
    from pydantic import ValidationError

    from indicators.meeting.model import Meeting

WORDS = Path(__file__).parents[1] / "words" / "meeting.toml"
#: bytes of a meeting; two hundred slides with a page of notes each are half of it
MOST = 2_000_000
#: faults that are told; whoever meets more has another kind of file
MOST_FAULTS = 8
#: pydantic's name of a fault -> our phrase; all others are said to be unusable
SAID = {
    "missing": "fault_missing",
    "extra_forbidden": "fault_unknown",
    "string_too_long": "fault_long",
    "too_long": "fault_many",
}
#: parts of a meeting whose names people know from the page
NAMED = frozenset(
    ("title", "message", "notes", "query", "path", "slides", "on", "as_of", "language", "home",
     "kind", "part", "showings", "confirmed", "schema_version")
)  # fmt: skip


class Refused(Exception):
    """What came cannot be used; `faults` say why in the reader's language."""

    def __init__(self, faults: Sequence[str], status: int = 400) -> None:
        self.faults, self.status = tuple(faults), status
        super().__init__("; ".join(faults))


def say() -> Phrases:
    """The phrases of the meeting, read at first use."""
    return phrases(WORDS)


def language_of(request: Request) -> Language:
    """The language that the address asks for, as everywhere in the panel."""
    return "en" if request.args.get("sprak") == "en" else "sv"


def body(request: Request, language: str, most: int = MOST) -> bytes:
    """The request's body. Raises :class:`Refused` where it is larger than `most` bytes or empty."""
    large = Refused([say()("fault_large", language, megabytes=most // 1_000_000)], 413)
    if (request.content_length or 0) > most:
        raise large
    # one byte too many tells, also of a body that does not say how long it is
    found: bytes = request.stream.read(most + 1)
    if len(found) > most:
        raise large
    if not found.strip():
        raise Refused([say()("fault_empty", language)])
    return found


def received(request: Request) -> Meeting:
    """The meeting in a request's body. Raises :class:`Refused`."""
    language = language_of(request)
    return meeting_of(body(request, language), language)


def meeting_of(text: bytes, language: str) -> Meeting:
    """The meeting that JSON text holds. Raises :class:`Refused`."""
    from pydantic import ValidationError

    from indicators.meeting.model import Meeting

    try:
        return Meeting.model_validate_json(text)
    except ValidationError as error:
        raise Refused(told(error, language)) from error


def told(error: ValidationError, language: str) -> list[str]:
    """What is wrong with a meeting, place by place."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    if any(fault["type"] == "json_invalid" or not fault["loc"] for fault in found):
        return [say()("fault_json", language)]
    faults = [_told(fault["type"], fault["loc"], language) for fault in found[:MOST_FAULTS]]
    if len(found) > MOST_FAULTS:
        faults.append(say()("fault_more", language, count=len(found) - MOST_FAULTS))
    return faults


def _told(kind: str, place: tuple[int | str, ...], language: str) -> str:
    return say()(SAID.get(kind, "fault_unusable"), language, place=_place(place, language))


def _place(place: tuple[int | str, ...], language: str) -> str:
    """Where in a meeting a fault stands: "bild 3, meddelande"."""
    parts: list[str] = []
    for part in place:
        if isinstance(part, int) and parts and parts[-1] == say()("place_slides", language):
            parts[-1] = say()("place_slide", language, number=part + 1)
        elif isinstance(part, int):
            parts.append(str(part + 1))
        else:
            known = part in NAMED
            parts.append(say()(f"place_{part}", language) if known else f"”{part[:40]}”")
    return ", ".join(parts)


def answered(found: Any, status: int = 200) -> Response:
    """An answer as JSON that no browser keeps."""
    from flask import Response

    answer = Response(json.dumps(found, ensure_ascii=False), status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refusal(refused: Refused) -> Response:
    """The answer to what cannot be used: its faults in words."""
    return answered({"faults": list(refused.faults)}, refused.status)
