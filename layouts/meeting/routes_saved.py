"""Meetings saved on the server: two addresses each, one to see it and one to change it.

``POST <prefix>mote/spara`` with ``{"meeting": …}`` (or the meeting itself) keeps a new one and
answers ``{view, edit, version, kept_until, says}``: two keys, whose links are ``mote#<key>``. What
stands behind ``#`` is sent to no server, and so stands in no log and no Referer; all that follows
takes the key in the header ``Meeting-Key``, which proxies do not write down either.

``GET <prefix>mote/hamta`` answers ``{meeting, version, may_edit, view, kept_until, warning,
faults}`` for either key; `view` is the view key. With ``?version=<n>`` and the edit key it is that
version; ``GET <prefix>mote/versioner`` lists those there are.

``PUT <prefix>mote/spara`` with the edit key and ``{"meeting": …, "version": <the one it was made
from>}`` keeps a change, joined with what others have saved since, and answers ``{version, meeting,
theirs, conflicts, changes, kept_until, says}``. The browser goes on from that `meeting` and
`version`; what was written while it waited is joined with `meeting` there, with what was sent as
the base.
``DELETE`` removes the meeting.

What is refused is answered ``{"faults": [sentence, …]}``. Only JSON is taken, which no form on
another site can send; keys stand in no log line of ours, and no answer is kept by a browser.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

from layouts.meeting.saved_words import say, told

if TYPE_CHECKING:
    from flask import Flask, Response

    from data.meetings import Meetings
    from indicators.library import Library
    from indicators.meeting.model import Meeting
    from layouts.meeting.received import Refused

#: new meetings, and changes, from one address within so many seconds
CREATED, CHANGED = (60, 600), (600, 60)
#: the header that carries the key of a saved meeting
KEY = "Meeting-Key"
#: what is ours below ``mote/``
OWN = ("spara", "hamta", "versioner")


class _Hidden(logging.Filter):
    """Puts "…" in place of a key in what Flask writes down of a page that failed: its address.

    Only the show of a meeting that may be seen has a key there; others are mistyped.
    """

    ADDRESS = re.compile(r"(mote/(?:\w+/)?|nyckel=)[a-z2-7]{32}(?!\w)")

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if self.ADDRESS.search(text):
            record.msg, record.args = self.ADDRESS.sub(r"\1…", text), ()
        return True


#: one for every panel of this process: a logger takes each filter once
HIDDEN = _Hidden()


def register(server: Flask, library: Library, prefix: str) -> None:
    """Answer the addresses above, and set what browsers may keep and tell of saved meetings."""
    from flask import request

    from layouts.meeting.received import language_of
    from layouts.meeting.saved_pace import Pace

    server.logger.addFilter(HIDDEN)
    creating, changing = Pace(*CREATED), Pace(*CHANGED)
    guarded = _guard(server)

    @server.post(f"{prefix}mote/spara")
    @guarded
    def meeting_create() -> dict[str, Any]:
        language = language_of(request)
        _paced(creating, language)
        meeting, _ = _sent(language)
        return created(library.meetings, meeting, language)

    @server.put(f"{prefix}mote/spara")
    @guarded
    def meeting_change() -> dict[str, Any]:
        language = language_of(request)
        _paced(changing, language)
        meeting, version = _sent(language)
        if version is None:
            raise _refused("no_version", language)
        return changed(library.meetings, _key(), meeting, version, language)

    @server.delete(f"{prefix}mote/spara")
    @guarded
    def meeting_remove() -> dict[str, Any]:
        language = language_of(request)
        _paced(changing, language)
        library.meetings.remove(_key())
        return {"removed": True, "says": say()("removed", language)}

    @server.get(f"{prefix}mote/hamta")
    @guarded
    def meeting_fetch() -> dict[str, Any]:
        version = None
        if "version" in request.args:
            version = request.args.get("version", 0, type=int)  # 0 is never kept
        return fetched(library.meetings, _key(), version, language_of(request))

    @server.get(f"{prefix}mote/versioner")
    @guarded
    def meeting_versions() -> dict[str, Any]:
        found = library.meetings.versions(_key())
        return {"versions": [{"version": number, "saved": moment.isoformat()}
                             for number, moment in found]}  # fmt: skip

    _quiet(server, prefix)


def _key() -> str:
    """The key that came with the request, "" where none did."""
    from flask import request

    return request.headers.get(KEY, "")


def _quiet(server: Flask, prefix: str) -> None:
    """Tell browsers that they may keep nothing of saved meetings."""
    from flask import request

    @server.after_request
    def quiet(answer: Response) -> Response:
        if request.path.startswith(f"{prefix}mote/"):
            first = request.path.removeprefix(f"{prefix}mote/").split("/")[0]
            if first in OWN:
                answer.headers["Cache-Control"] = "no-store"
                answer.headers["X-Robots-Tag"] = "noindex"
                answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


def created(meetings: Meetings, meeting: Meeting, language: str) -> dict[str, Any]:
    """Keep a new meeting; its two keys."""
    from layouts.meeting.saved import kept

    keys = meetings.create(kept(meeting))
    found = {"view": keys.view, "edit": keys.edit, "version": 1}
    return found | _until(meetings.kept_from_now(), language)


def changed(
    meetings: Meetings, key: str, meeting: Meeting, version: int, language: str
) -> dict[str, Any]:
    """Keep a change; what stands then, and what others have brought."""
    from layouts.meeting.saved import as_json, save

    number, merged = save(meetings, key, meeting, version)
    found = {"version": number, "meeting": as_json(merged.meeting)} | told(merged, language)
    return found | _until(meetings.kept_from_now(), language)


def fetched(meetings: Meetings, key: str, version: int | None, language: str) -> dict[str, Any]:
    """A saved meeting, or an earlier version of it."""
    from data.meetings import VERSIONS_KEPT
    from data.meetings_keys import view_key
    from layouts.meeting.saved import as_json, earlier, fetch

    if version is not None:
        meeting = earlier(meetings, key, version)
        if meeting is None:
            fields = {"version": version, "kept": VERSIONS_KEPT}
            raise _refused("unknown_version", language, 404, **fields)
        return {"meeting": as_json(meeting), "version": version}
    found = fetch(meetings, key, language, date.today())
    until = _until(found.kept_until, language)
    return {
        "meeting": as_json(found.meeting),
        "version": found.version,
        "may_edit": found.may_edit,
        "view": view_key(key) if found.by_edit_key else key,
        "faults": list(found.faults),
        "warning": say()("warning", language, date=until["kept_until"]) if found.warn else "",
    } | until


def _until(day: date, language: str) -> dict[str, str]:
    text = day.isoformat()
    return {"kept_until": text, "says": say()("kept_until", language, date=text)}


def _sent(language: str) -> tuple[Meeting, int | None]:
    """The meeting in the request, and the version it was made from. Raises ``Refused``."""
    from flask import request

    from indicators.meeting.file_faults import Unreadable
    from indicators.meeting.file_json import parsed
    from layouts.meeting.received import body
    from layouts.meeting.saved_received import meeting_of

    if request.mimetype != "application/json":
        raise _refused("not_json", language, 415)
    try:
        found = parsed(body(request, language))
    except Unreadable as error:
        raise _refused("not_json", language) from error
    wrapped = isinstance(found, dict) and "meeting" in found
    version = found.get("version") if wrapped else None
    # True is no version, and no meeting has been saved that often
    known = type(version) is int and 0 <= version < 2**31
    return meeting_of(found["meeting"] if wrapped else found, language), version if known else None


def _refused(phrase: str, language: str, status: int = 400, **fields: object) -> Refused:
    from layouts.meeting.received import Refused

    return Refused([say()(phrase, language, **fields)], status)


def _paced(pace: Any, language: str) -> None:
    from flask import request

    seconds = pace.wait(request.remote_addr or "")
    if seconds:
        raise _refused("too_often", language, 429, seconds=int(seconds) + 1)


def _guard(server: Flask) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., Response]]:
    """Turn what a handler gives or raises into an answer, and let no address into the log."""
    from flask import request

    from layouts.meeting.received import Refused, answered, language_of, refusal

    def guarded(handler: Callable[..., dict[str, Any]]) -> Callable[..., Response]:
        @wraps(handler)
        def handled(**parts: str) -> Response:
            try:
                return answered(handler(**parts))
            except Refused as refused:
                return refusal(refused)
            except Exception as error:
                from layouts.meeting.saved_faults import explained

                found = explained(error, language_of(request), server.logger)
                return refusal(found)

        return handled

    return guarded
