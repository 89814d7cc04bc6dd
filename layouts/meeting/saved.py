"""Saving, fetching and joining meetings on the server, without a word about HTTP.

What is kept is the meeting's own file (:mod:`indicators.meeting.file`), so that a meeting saved by
an older or a newer panel is opened like a file from one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from indicators.meeting.file import Opened, read, write
from indicators.meeting.merge import Merged, merge
from indicators.meeting.model import Meeting

if TYPE_CHECKING:
    from data.meetings import Meetings

#: how often a change is joined anew because somebody else was quicker
TRIES = 20
#: days before a meeting may be removed in which those who see it are told
WARN_DAYS = 60


class NewerMeeting(Exception):
    """The saved meeting holds what only a newer panel understands; it was not touched."""


class Unreadable(Exception):
    """What is kept cannot be read at all; it was not touched. `opened` says why."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        super().__init__("unreadable")


class Crowded(Exception):
    """Others have saved again and again while this change was being joined; nothing was lost."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A saved meeting as it is handed out; `faults` in words where it is from another version."""

    meeting: Meeting
    version: int
    by_edit_key: bool
    may_edit: bool
    kept_until: date
    warn: bool
    faults: tuple[str, ...] = ()


def kept(meeting: Meeting) -> str:
    """A meeting as the database keeps it: its file, without the spaces that are for people."""
    return write(meeting, indent=None).decode()


def _opened(content: str) -> tuple[Meeting, Opened]:
    opened = read(content.encode())
    if opened.meeting is None:
        raise Unreadable(opened)
    return opened.meeting, opened


def fetch(meetings: Meetings, key: str, language: str, today: date) -> Fetched:
    """The meeting that a key opens.

    One that a newer panel has saved may be seen but not edited here. Raises MeetingUnknown and
    :class:`Unreadable`.
    """
    saved = meetings.read(key)
    meeting, opened = _opened(saved.content)
    return Fetched(
        meeting,
        saved.version,
        saved.may_edit,
        saved.may_edit and not opened.newer,
        saved.kept_until,
        _soon(saved.kept_until, today, meetings.limits.keep_days),
        tuple(opened.told(language)),
    )


def _soon(until: date, today: date, keep_days: int) -> bool:
    # where meetings are kept for a short while only, a warning at once would be none
    return until - today < timedelta(days=min(WARN_DAYS, keep_days // 3))


def earlier(meetings: Meetings, edit: str, version: int) -> Meeting | None:
    """An earlier version of a meeting, None where it is not kept. Raises as :func:`fetch` does."""
    content = meetings.version(edit, version)
    return None if content is None else _opened(content)[0]


def save(meetings: Meetings, edit: str, mine: Meeting, base: int) -> tuple[int, Merged]:
    """Keep `mine`, made from version `base`, joined with what others have saved since.

    Returns the version that now stands and what was joined. Raises :class:`NewerMeeting`,
    :class:`Unreadable`, :class:`Crowded`, ``TooMuch`` and the errors of
    :meth:`data.meetings.Meetings.replace` but for MeetingOutdated; nothing is kept then.
    """
    from data.meetings_errors import MeetingOutdated

    # asked first: whoever has only the view key is told so, whatever the versions are
    start = meetings.version(edit, base)
    saved = meetings.read(edit)
    stands, content, merged = saved.version, saved.content, Merged(mine)
    for _ in range(TRIES):
        theirs, opened = _opened(content)
        if opened.newer:
            raise NewerMeeting
        if stands != base or start is None:
            merged = merge(_base(start), theirs, mine)
        try:
            return meetings.replace(edit, kept(merged.meeting), stands), merged
        except MeetingOutdated as quicker:
            stands, content = quicker.version, quicker.content
    raise Crowded


def _base(content: str | None) -> Meeting | None:
    """The version that both started from; None where it is no longer kept, or cannot be read."""
    return read(content.encode()).meeting if content is not None else None


def as_json(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the browser holds it."""
    return meeting.model_dump(mode="json")
