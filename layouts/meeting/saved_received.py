"""A meeting that is to be saved: exact, unlike a file opened with what can be understood."""

from __future__ import annotations

import json
from typing import Any

from indicators.meeting.file import opened
from indicators.meeting.model import Meeting
from layouts.meeting.received import Refused
from layouts.meeting.received import meeting_of as checked


def meeting_of(found: Any, language: str) -> Meeting:
    """The meeting in JSON that is read already, cleaned of what no file can hold.

    Raises :class:`Refused` with every fault, rather than to save something else than was sent.
    """
    exact = checked(json.dumps(found).encode(), language)
    result = opened(exact.model_dump(mode="json"))
    faults = [fault.told(language) for fault in result.faults if not fault.mild]
    if faults or result.meeting is None:
        raise Refused(faults, 422)
    return result.meeting
