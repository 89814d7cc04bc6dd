"""A meeting as a file, ``.mote.json``: written for people to read, opened so that no word is lost.

The file is an object with ``format`` (our media type), ``version`` and ``meeting``. An older one is
brought up to date step by step; of a newer one what is understood is opened. What cannot be
understood is never dropped in silence: it stays as a slide of words, or is named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.meeting.file_faults import Fault, Faults, Unreadable, quoted, say, unreadable
from indicators.meeting.file_json import parsed
from indicators.meeting.file_parts import meeting_of
from indicators.meeting.model import SCHEMA, Meeting

#: the media type, which is also the schema's name within the file
FORMAT = "application/vnd.omstallningspanelen.mote+json"
ENDING = ".mote.json"
#: faults that are told one by one
MOST_FAULTS = 50

#: version -> what makes the next one of it. Version 1 is the first that there has been.
Migrations = Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]
MIGRATIONS: Migrations = {}


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of a file; `meeting` is None where it could not be opened at all."""

    meeting: Meeting | None
    faults: tuple[Fault, ...] = ()
    #: the file was written by a newer panel, and may hold what this one cannot keep
    newer: bool = False

    def told(self, language: str) -> list[str]:
        """Every fault in words; of very many the first, and how many more there are."""
        told = [fault.told(language) for fault in self.faults[:MOST_FAULTS]]
        if more := len(self.faults) - len(told):
            told.append(say()("more", language, count=more))
        return told


def write(meeting: Meeting, indent: int | None = 2) -> bytes:
    """The file of a meeting: UTF-8, indented, names in order; of equal meetings the same bytes."""
    content = meeting.model_dump(mode="json", exclude={"schema_version"})
    for slide in content["slides"]:
        for one in slide["confirmed"]:
            one["value"] = _finite(one["value"])
    file = {"format": FORMAT, "version": SCHEMA, "meeting": content}
    return (json.dumps(file, ensure_ascii=False, sort_keys=True, indent=indent) + "\n").encode()


def _finite(value: float | None) -> float | None:
    return value if value is not None and abs(value) < float("inf") else None


def read(data: bytes, migrations: Migrations = MIGRATIONS) -> Opened:
    """Open the file of a meeting. Never raises for what the bytes may hold."""
    try:
        return opened(parsed(data), migrations)
    except Unreadable as error:
        return Opened(None, (error.fault,))


def opened(found: Any, migrations: Migrations = MIGRATIONS) -> Opened:
    """The same for JSON that is read already: a whole file, or a meeting as a browser holds it.

    `found` comes from :func:`indicators.meeting.file_json.parsed`. Raises ``Unreadable``
    where it is no meeting.
    """
    faults = Faults()
    content, version = _unwrapped(found, faults)
    newer = version > SCHEMA
    if newer:
        faults.add("newer", version=quoted(version), known=SCHEMA)
    for number in range(version, SCHEMA):
        if number not in migrations:
            raise unreadable("too_old", version=quoted(version), known=SCHEMA)
        content = migrations[number](content)
    meeting = meeting_of(content, faults)
    return Opened(meeting, tuple(sorted(faults.found, key=lambda fault: fault.slide)), newer)


def _unwrapped(found: Any, faults: Faults) -> tuple[dict[str, Any], int]:
    """The meeting within a file, and its version."""
    if isinstance(found, dict) and "slides" in found and "meeting" not in found:
        content = dict(found)
        version = content.pop("schema_version", SCHEMA)
    else:
        content = _within(found, faults)
        version = found.get("version")
    if type(version) is not int:  # True is no version
        faults.add("no_version", key="version")
        version = SCHEMA
    return content, version


def _within(found: Any, faults: Faults) -> dict[str, Any]:
    if not isinstance(found, dict) or not isinstance(found.get("meeting"), dict):
        raise unreadable("no_meeting")
    if found.get("format") != FORMAT:
        raise unreadable("other_format", name=quoted(found.get("format", "")))
    for key in sorted(set(found) - {"format", "version", "meeting"}):
        faults.add("unknown_key", key=key)
    return dict(found["meeting"])
