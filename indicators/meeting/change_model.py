"""What a change since the last showing is, and what both sides of the comparison are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from indicators.meeting.model import Meeting
from indicators.phrases import Phrases, phrases

if TYPE_CHECKING:
    from indicators.meeting.content import SlideContent

WORDS = Path(__file__).parents[1] / "words" / "meeting_changes.toml"
#: in the order in which a steering group wants to know
ChangeKind = Literal["status", "rank", "period", "revision", "cell", "missing", "sentence"]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


def say() -> Phrases:
    """The phrases of what has changed, read at first use."""
    return phrases(WORDS)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, in the meeting's language.

    `slide` is the slide's id and `title` how it is called; `about` what changed (place and period,
    or a goal); `old` and `new` how it read then and reads now. `reason` is the source's own where
    it gives one.
    """

    kind: ChangeKind
    about: str
    old: str
    new: str
    reason: str = ""
    slide: str = ""
    title: str = ""

    def of(self, slide: str, title: str) -> Change:
        """The same change, of a slide."""
        return replace(self, slide=slide, title=title)


@dataclass(frozen=True, slots=True)
class Sides:
    """A slide as it was at the last showing and as it is; `since` is the day of that showing."""

    then: SlideContent
    now: SlideContent
    since: date
    language: str


def shown_last(meeting: Meeting, today: date) -> date | None:
    """The day of the last showing before `today`, None where there is none.

    A showing today is the one under way: the meeting is held against the one before.
    """
    return max((one.on for one in meeting.showings if one.on < today), default=None)


def known_then(meeting: Meeting, since: date) -> date:
    """The day whose figures a showing had: a frozen meeting never showed any later ones."""
    return since if meeting.as_of is None else min(since, meeting.as_of)
