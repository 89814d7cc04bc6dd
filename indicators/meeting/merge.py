"""Two people change the same meeting: joined slide by slide and field by field, no word lost.

A three-way merge of what both started from (`base`), what stands now (`theirs`) and what someone
wants to save (`mine`). Where only one has changed something, that holds. Where both have, mine
stands in the field and theirs is kept in the meeting's ``beside`` until someone chooses. A slide
that one has removed and the other has changed stays. Nothing here knows the clock, or who is who.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from indicators.meeting.merge_order import merged_order
from indicators.meeting.model import (
    MOST_BESIDE,
    MOST_CONFIRMED,
    MOST_SHOWINGS,
    MOST_SLIDES,
    Beside,
    Confirmed,
    Meeting,
    Slide,
)

#: fields of a slide that mean something only together, under the name they are told by
VIEW = ("kind", "path", "query")
SLIDE_FIELDS: dict[str, tuple[str, ...]] = {
    "view": VIEW,
    "part": ("part",),
    "title": ("title",),
    "message": ("message",),
    "notes": ("notes",),
}
#: the fields that people write in
TEXTS = frozenset(("title", "message", "notes"))
MEETING_FIELDS = ("title", "on", "language", "home", "as_of")

What = Literal["changed", "added", "removed", "kept", "moved"]
Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than whoever saves had it. `slide` is "" for the meeting's own.

    ``kept`` is a slide that one removed and the other had changed, so that it stays; ``moved``
    concerns the slides' order as a whole. `before` is mine, `after` what stands now.
    """

    what: What
    slide: str = ""
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both have changed the same: `mine` stands in the field, `theirs` among the ``beside``."""

    slide: str
    field: str
    mine: str
    theirs: str


class TooMuch(Exception):
    """Joined, the meetings would have more ``slides`` or words ``beside`` than fit; `what` says."""

    def __init__(self, what: Literal["slides", "beside"]) -> None:
        self.what = what
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Merged:
    """What stands after a merge, what the other has brought, and what is to be chosen."""

    meeting: Meeting
    theirs: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Meeting | None, theirs: Meeting, mine: Meeting) -> Merged:
    """Join what two people have made of `base`; None where that version is no longer kept.

    Without a base nothing counts as removed: both have added all that they have. Slide ids are
    taken to be distinct within each meeting, as :mod:`indicators.meeting.file` sees to. Raises
    :class:`TooMuch`.
    """
    start = base or Meeting()
    conflicts: list[Conflict] = []
    own: dict[str, Any] = {}
    for name in MEETING_FIELDS:
        old, other, wanted = ((getattr(one, name),) for one in (start, theirs, mine))
        own[name] = _joined("", name, (old, other, wanted), conflicts)[0]
    slides, kept = _slides(start, theirs, mine, conflicts)
    beside = _beside((start, theirs, mine), conflicts)
    if len(slides) > MOST_SLIDES or len(beside) > MOST_BESIDE:
        raise TooMuch("slides" if len(slides) > MOST_SLIDES else "beside")
    showings = _union(start.showings, theirs.showings, mine.showings)
    showings.sort(key=lambda one: (one.on, one.title))
    meeting = Meeting(
        **own, slides=slides, showings=tuple(showings[-MOST_SHOWINGS:]), beside=beside
    )
    brought = [one for one in changed(mine, meeting) if one.slide not in kept]
    return Merged(meeting, (*brought, *(Change("kept", name) for name in kept)), tuple(conflicts))


def changed(before: Meeting, after: Meeting) -> tuple[Change, ...]:
    """What is otherwise in `after`: the meeting's own fields, slide by slide, and the order."""
    found = []
    for name in MEETING_FIELDS:
        old, new = (getattr(before, name),), (getattr(after, name),)
        if old != new:
            found.append(Change("changed", "", name, said(old), said(new)))
    had, has = ({slide.id: slide for slide in meeting.slides} for meeting in (before, after))
    for name, slide in has.items():
        if name not in had:
            found.append(Change("added", name, after=slide.title or slide.message))
            continue
        for field, names in SLIDE_FIELDS.items():
            old, new = _values(had[name], names), _values(slide, names)
            if old != new:
                found.append(Change("changed", name, field, said(old), said(new)))
    gone = (had[name] for name in had if name not in has)
    found += [Change("removed", slide.id, before=slide.title or slide.message) for slide in gone]
    if [name for name in had if name in has] != [name for name in has if name in had]:
        found.append(Change("moved"))
    return tuple(found)


def said(values: tuple[Any, ...]) -> str:
    """Values as text: a view by its address, nothing as ""."""
    first, *rest = ("" if value is None else str(value) for value in values)
    return "".join(rest) or first  # a view's kind goes without saying where it has an address


def _joined(
    slide: str,
    field: str,
    versions: tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]],
    conflicts: list[Conflict],
) -> tuple[Any, ...]:
    """The value that holds; a conflict is noted where both have made another one of the base's."""
    base, theirs, mine = versions
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if field in TEXTS:
        # who has written on where the other stopped has lost none of the other's words
        old, other, own = said(base), said(theirs), said(mine)
        if holds(own, other) and not holds(old, other):
            return mine
        if holds(other, own) and not holds(old, own):
            return theirs
    conflicts.append(Conflict(slide, field, said(mine), said(theirs)))
    return mine


def holds(text: str, other: str) -> bool:
    """Tell whether `other` stands in `text`, word for word."""
    return bool(other) and re.search(rf"(?<!\w){re.escape(other)}(?!\w)", text) is not None


def _slides(
    base: Meeting, theirs: Meeting, mine: Meeting, conflicts: list[Conflict]
) -> tuple[tuple[Slide, ...], list[str]]:
    """The slides that stay, in order, and those among them that one of the two had removed."""
    had, there, here = ({slide.id: slide for slide in one.slides} for one in (base, theirs, mine))
    joined: dict[str, Slide] = {}
    kept = []
    for name in dict.fromkeys((*there, *here)):
        old, other, own = had.get(name), there.get(name), here.get(name)
        if other is not None and own is not None:
            joined[name] = _slide(old, other, own, conflicts)
        elif (left := other or own) is not None and left != old:
            joined[name] = left
            if old is not None:
                kept.append(name)
    order = merged_order(list(had), list(there), list(here), set(joined))
    return tuple(joined[name] for name in order), kept


def _slide(base: Slide | None, theirs: Slide, mine: Slide, conflicts: list[Conflict]) -> Slide:
    # what both have added is compared with an empty slide
    start = base or Slide(id=mine.id)
    values: dict[str, Any] = {"id": mine.id}
    for field, names in SLIDE_FIELDS.items():
        old, other, own = (_values(slide, names) for slide in (start, theirs, mine))
        found = _joined(mine.id, field, (old, other, own), conflicts)
        values |= dict(zip(names, found, strict=True))
    values["confirmed"] = _confirmed(start.confirmed, theirs.confirmed, mine.confirmed)
    return Slide(**values)


def _values(slide: Slide, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(slide, name) for name in names)


def _confirmed(
    base: Sequence[Confirmed], theirs: Sequence[Confirmed], mine: Sequence[Confirmed]
) -> tuple[Confirmed, ...]:
    """Confirmed numbers by key; where both have confirmed one, mine."""
    if base in (theirs, mine):
        return tuple(theirs if mine == base else mine)
    old, there, here = ({one.key: one for one in found} for found in (base, theirs, mine))
    chosen = []
    for key in dict.fromkeys((*there, *here)):
        own = here.get(key)
        holds = there.get(key) if own == old.get(key) else own
        if holds is not None:
            chosen.append(holds)
    # a number that is not confirmed is read again, and no word is lost
    return tuple(chosen[:MOST_CONFIRMED])


def _union(base: Iterable[Item], theirs: Iterable[Item], mine: Iterable[Item]) -> list[Item]:
    """What either has added to a list, without what either has taken from it; each thing once."""
    old, there, here = dict.fromkeys(base), dict.fromkeys(theirs), dict.fromkeys(mine)
    every = dict.fromkeys((*there, *here))
    return [one for one in every if one not in old or (one in there and one in here)]


def _beside(
    versions: tuple[Meeting, Meeting, Meeting], conflicts: Iterable[Conflict]
) -> tuple[Beside, ...]:
    """The words to choose between: what there was, less what one of the two has chosen, and new."""
    base, theirs, mine = (one.beside for one in versions)
    new = (
        Beside(slide=one.slide, field=one.field, text=one.theirs) for one in conflicts if one.theirs
    )
    found = list(dict.fromkeys((*_union(base, theirs, mine), *new)))
    return tuple(one for one in found if not any(_stands_in(one, other) for other in found))


def _stands_in(one: Beside, other: Beside) -> bool:
    """Tell whether all that `one` says is in another note on the same, written on since."""
    same = one.field in TEXTS and (one.slide, one.field) == (other.slide, other.field)
    return same and len(one.text) < len(other.text) and holds(other.text, one.text)
