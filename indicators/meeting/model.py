"""What a meeting consists of, as it is kept in the browser, in the database and in a file.

Nothing of the figures is kept, only addresses of views and people's own words, so that a meeting is
always as new as the panel, or as old as the day that it is frozen at.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from data.model import Strict
from indicators.model import Language

#: raised when a field changes its meaning; older ones are read by :mod:`indicators.meeting.file`
SCHEMA: Literal[1] = 1
MOST_SLIDES = 200
MOST_CONFIRMED = 100
MOST_SHOWINGS = 500
MOST_BESIDE = 500
#: characters that no file of ours can hold (XML 1.0, 2.2), and what Word writes as a new line;
#: both come with what is pasted
FORBIDDEN = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")


def clean(text: str) -> str:
    """`text` without what cannot be written in any file, its lines ended alike."""
    return FORBIDDEN.sub("", LINE_ENDS.sub("\n", text))


#: made by whoever adds the slide, and the same for as long as it lives
SlideId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,24}$")]
Title = Annotated[str, StringConstraints(max_length=300), AfterValidator(clean)]
Message = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(clean)]
Notes = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(clean)]
Path = Annotated[str, StringConstraints(max_length=200, pattern=r"^(/.*)?$"), AfterValidator(clean)]
Query = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(clean)]

#: ``view`` shows a page of the panel; ``section`` is a heading of its own; ``text`` only words;
#: ``since`` what has changed since the meeting was shown last
SlideKind = Literal["view", "section", "text", "since"]
#: how a view stands on its slide
Part = Literal["chart", "table"]


class Confirmed(Strict):
    """What a number of a message was when someone last read the message against the figures.

    `key` names the number, see :mod:`indicators.meeting.watch`; `said` is how it read, and `value`
    the unrounded number behind it, None where there was none.
    """

    key: Annotated[str, StringConstraints(max_length=200)]
    said: Annotated[str, StringConstraints(max_length=200)]
    value: float | None = None


class Slide(Strict):
    """One slide. For a view, `path` and `query` are the view's address within the panel.

    `title` is the analyst's own, "" for the view's; `message` stands under it and may hold fields
    (:mod:`indicators.meeting.fields`); `notes` are for the speaker. `confirmed` are the numbers of
    the message as last read.
    """

    id: SlideId
    kind: SlideKind = "view"
    #: "/jamfor", "/county/20", "/mal/<goal>", "/strategi"
    path: Path = ""
    #: as in the address, with its "?"; the language and the day follow the meeting
    query: Query = ""
    part: Part = "chart"
    title: Title = ""
    message: Message = ""
    notes: Notes = ""
    confirmed: Annotated[tuple[Confirmed, ...], Field(max_length=MOST_CONFIRMED)] = ()


class Showing(Strict):
    """The meeting was shown: on which day, and to whom if anyone says so."""

    on: date
    title: Title = ""


class Beside(Strict):
    """What somebody else wrote where two people changed the same thing, until someone chooses.

    `slide` is "" for the meeting's own; `field` is named as in :class:`Slide` or :class:`Meeting`,
    or ``view`` for an address. See :mod:`indicators.meeting.merge`.
    """

    slide: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{0,24}$")] = ""
    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,24}$")]
    text: Notes


class Meeting(Strict):
    """A meeting. `as_of` is the day it is frozen at, None where it follows the latest figures."""

    schema_version: Literal[1] = SCHEMA
    title: Title = ""
    #: the day of the meeting, where it is set
    on: date | None = None
    language: Language = "sv"
    home: Literal["17", "20", "21"] = "20"
    as_of: date | None = None
    slides: Annotated[tuple[Slide, ...], Field(max_length=MOST_SLIDES)] = ()
    #: oldest first
    showings: Annotated[tuple[Showing, ...], Field(max_length=MOST_SHOWINGS)] = ()
    #: words that two people's changes have left to choose between; nothing of it is shown on slides
    beside: Annotated[tuple[Beside, ...], Field(max_length=MOST_BESIDE)] = ()
