"""Why a meeting could not be saved or fetched: an error -> its status and its words."""

from __future__ import annotations

import logging

from data.errors import StoreError
from data.meetings_errors import (
    MeetingsFull,
    MeetingTooLarge,
    MeetingUnknown,
    MeetingViewOnly,
)
from indicators.meeting.merge import TooMuch
from indicators.meeting.model import MOST_BESIDE, MOST_SLIDES
from layouts.meeting.received import Refused
from layouts.meeting.saved import Crowded, NewerMeeting, Unreadable
from layouts.meeting.saved_words import say

#: an error -> the status it is answered with, and its phrase
SAID: dict[type[Exception], tuple[int, str]] = {
    MeetingUnknown: (404, "unknown"),
    MeetingViewOnly: (403, "view_only"),
    NewerMeeting: (409, "newer"),
    Crowded: (409, "crowded"),
    StoreError: (503, "database"),
}


def explained(error: Exception, language: str, log: logging.Logger) -> Refused:
    """What is answered; what whoever runs the panel must know is logged, without any key."""
    if isinstance(error, MeetingTooLarge):
        sizes = {"size": -(-error.size // 1000), "most": error.most // 1000}
        return Refused([say()("too_large", language, **sizes)], 413)
    if isinstance(error, MeetingsFull):
        log.warning("%s", error)
        return Refused([say()("full", language, most=error.most)], 507)
    if isinstance(error, TooMuch):
        many = {"slides": ("slides_many", MOST_SLIDES), "beside": ("choices_many", MOST_BESIDE)}
        phrase, most = many[error.what]
        return Refused([say()(phrase, language, most=most)], 409)
    if isinstance(error, Unreadable):
        return Refused([say()("unusable", language), *error.opened.told(language)], 422)
    for kind, (status, phrase) in SAID.items():
        if isinstance(error, kind):
            if status >= 500:
                log.error("%s", error)
            return Refused([say()(phrase, language)], status)
    log.error("a saved meeting: %s", type(error).__name__, exc_info=error)
    return Refused([say()("failed", language)], 500)
