"""What somebody else has changed in a meeting, and what is to be chosen, said in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.geography import geographies
from indicators.phrases import Phrases, phrases

if TYPE_CHECKING:
    from indicators.meeting.merge import Change, Merged
    from indicators.meeting.model import Meeting, Slide

WORDS = Path(__file__).parents[1] / "words" / "meeting_saved.toml"
#: letters of a text that a sentence repeats; the whole of it stands beside the sentence
QUOTED = 120


def say() -> Phrases:
    """The phrases of saving, read at first use."""
    return phrases(WORDS)


def told(merged: Merged, language: str) -> dict[str, list[Any]]:
    """What the other has changed, and what both have, each with its sentence.

    ``changes`` are the sentences of what is there now or gone; what the other wrote in the same
    place stands among the meeting's ``beside``, where the page shows it to be chosen.
    """
    theirs = [_change(one, merged.meeting, language) for one in merged.theirs]
    conflicts = [
        {
            "slide": one.slide,
            "number": _number(merged.meeting, one.slide),
            "field": one.field,
            "mine": one.mine,
            "theirs": one.theirs,
            "says": say()(
                "conflict",
                language,
                where=_where(merged.meeting, one.slide, language),
                field=say()(f"field_{one.field}", language),
                theirs=_value(one.field, one.theirs, language) or say()("nothing", language),
            ),
        }
        for one in merged.conflicts
    ]
    emptied = (one for one in conflicts if not one["theirs"])
    changes = [one["says"] for one in (*theirs, *emptied)]
    return {"theirs": theirs, "conflicts": conflicts, "changes": changes}


def _change(one: Change, meeting: Meeting, language: str) -> dict[str, Any]:
    return {
        "what": one.what,
        "slide": one.slide,
        "number": _number(meeting, one.slide),
        "field": one.field,
        "before": one.before,
        "after": one.after,
        "says": _said(one, meeting, language),
    }


def _said(one: Change, meeting: Meeting, language: str) -> str:
    if one.what == "removed":
        title = _short(one.before, 60) or say()("untitled", language)
        return say()("change_removed", language, title=title)
    if one.what == "moved":
        return say()("change_moved", language)
    where = _where(meeting, one.slide, language)
    if one.what == "added":
        return say()("change_added", language, where=where)
    if one.what == "kept":
        return say()("change_kept", language, where=where)
    field = say()(f"field_{one.field}", language)
    if not one.after:
        before = _value(one.field, one.before, language)
        return say()("change_emptied", language, where=where, field=field, before=before)
    after = _value(one.field, one.after, language)
    return say()("change_changed", language, where=where, field=field, after=after)


def _value(field: str, text: str, language: str) -> str:
    """A field's value as it is read: a county by name, a choice in words, a text shortened."""
    if field == "home" and text in geographies():
        return geographies()[text].short(language)
    if field in ("part", "language") and f"value_{text}" in say():
        return say()(f"value_{text}", language)
    return _short(text)


def _where(meeting: Meeting, slide: str, language: str) -> str:
    """ "Bild 3, Rubrik", or the meeting itself."""
    number = _number(meeting, slide)
    if not number:
        return say()("at_meeting", language)
    title = _short(_slide(meeting, slide).title, 60)
    if not title:
        return say()("at_slide", language, number=number)
    return say()("at_named", language, number=number, title=title)


def _slide(meeting: Meeting, name: str) -> Slide:
    return next(one for one in meeting.slides if one.id == name)


def _number(meeting: Meeting, slide: str) -> int:
    """A slide's place from 1; 0 for the meeting's own and for what is not there."""
    names = [one.id for one in meeting.slides]
    return names.index(slide) + 1 if slide in names else 0


def _short(text: str, most: int = QUOTED) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
