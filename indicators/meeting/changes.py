"""What has changed since a meeting was shown last: periods, revisions, ranks, status, sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from indicators.meeting.change_model import (
    CHANGE_KINDS,
    Change,
    ChangeKind,
    Sides,
    known_then,
    say,
    shown_last,
)
from indicators.meeting.content import SlideContent, SlideTable, content
from indicators.meeting.model import Meeting, Slide
from indicators.strategy.targets import day_words

if TYPE_CHECKING:
    from indicators.library import Library

#: rows of one kind on the slide; the rest are counted
MOST_ROWS = 8
#: letters of a message, and of a slide's title, that name it in a table
MOST_LETTERS, MOST_TITLE = 90, 60


def changes(library: Library, meeting: Meeting, today: date) -> tuple[Change, ...]:
    """Everything that has changed since the last showing before `today`, by kind and then slide.

    Empty where the meeting has not been shown. What a slide shows is compared as it was known on
    the day of the showing with now, or with the day that the meeting is frozen at.
    """
    since = shown_last(meeting, today)
    if since is None:
        return ()
    found: list[Change] = []
    goals: dict[str, tuple[str, str]] = {}
    for slide in meeting.slides:
        if slide.kind != "view":
            continue
        now = content(library, meeting, slide, today)
        mine = _of_slide(library, meeting, slide, now, since, today)
        found += [one.of(slide.id, now.title) for one in mine]
        from indicators.meeting.change_rest import goals_shown

        for goal in goals_shown(library, now):
            goals.setdefault(goal.id, (slide.id, now.title))
    found += _of_goals(library, meeting, goals, since)
    order = {kind: number for number, kind in enumerate(CHANGE_KINDS)}
    return tuple(sorted(found, key=lambda one: order[one.kind]))


def _of_slide(
    library: Library, meeting: Meeting, slide: Slide, now: SlideContent, since: date, today: date
) -> Iterator[Change]:
    from indicators.meeting.change_rest import sentences_stale

    then = known_then(meeting, since)
    key = ("meeting changes", slide.path, slide.query, slide.part, then, meeting.as_of,
           meeting.language, meeting.home)  # fmt: skip
    yield from library.keep(key, lambda: _drawn(library, meeting, slide, now, then, today))
    yield from sentences_stale(library, meeting, slide, now)


def _drawn(
    library: Library, meeting: Meeting, slide: Slide, now: SlideContent, then: date, today: date
) -> tuple[Change, ...]:
    """What changed in what a slide shows, whatever is said under it."""
    from indicators.meeting.change_figures import figures_changed
    from indicators.meeting.change_rest import tables_changed

    bare = slide.model_copy(update={"message": "", "confirmed": ()})
    earlier = content(library, meeting.model_copy(update={"as_of": then}), bare, today)
    sides = Sides(earlier, now, then, meeting.language)
    if now.missing:
        gone = not earlier.missing
        return (Change("missing", earlier.title, earlier.title, now.missing),) if gone else ()
    return (*figures_changed(library, sides), *tables_changed(library, sides))


def _of_goals(
    library: Library, meeting: Meeting, goals: dict[str, tuple[str, str]], since: date
) -> Iterator[Change]:
    from indicators.meeting.change_rest import status_changed

    then = known_then(meeting, since)
    for name, where in goals.items():
        goal = library.strategy.goals[name]
        found = status_changed(library, goal, then, meeting.as_of, meeting.language)
        if found is not None:
            yield found.of(*where)


def since_last(library: Library, meeting: Meeting, slide: Slide, today: date) -> SlideContent:
    """A slide with what has changed in the meeting's other slides since its last showing."""
    language, since = meeting.language, shown_last(meeting, today)
    if since is None:
        title = say()("title_never", language)
        return SlideContent(slide, title, lines=(say()("never", language),), file_name=_file(slide))
    title = say()("title", language, day=day_words(since, language))
    then = known_then(meeting, since)
    basis = [say()("compared", language, day=day_words(then, language))]
    if meeting.as_of is not None:
        basis.append(say()("frozen", language, day=day_words(meeting.as_of, language)))
    found = changes(library, meeting, today)
    views = any(one.kind == "view" for one in meeting.slides)
    if not found:
        said = say()("nothing" if views else "nothing_to_compare", language)
        return SlideContent(
            slide, title, lines=(said, *basis[1:]), explanation=basis[0], file_name=_file(slide)
        )
    lines, tables, notes = [], [], []
    for kind in CHANGE_KINDS:
        mine = [one for one in found if one.kind == kind]
        if mine:
            lines.append(_count(kind, mine, language))
            tables.append(_table(kind, mine, language))
        if len(mine) > MOST_ROWS:
            caption = say()(f"caption_{kind}", language)
            key = "left_out_revised" if kind == "revision" else "left_out"
            notes.append(say()(key, language, caption=caption, count=len(mine) - MOST_ROWS))
    return SlideContent(
        slide,
        title,
        tables=tuple(tables),
        lines=(*lines, *notes, *basis[1:]),
        explanation=basis[0],
        alt=" ".join([f"{title}.", *lines]),
        file_name=_file(slide),
    )


def _file(slide: Slide) -> str:
    return f"sedan_forra_motet_{slide.id}"


def _count(kind: ChangeKind, found: Sequence[Change], language: str) -> str:
    """How many changes there are of a kind; of new periods, in how many views."""
    count = len({one.slide for one in found}) if kind in ("period", "missing") else len(found)
    if count == 1:
        return say()(f"count_{kind}_one", language)
    return say()(f"count_{kind}_many", language, count=count)


def _table(kind: ChangeKind, found: Sequence[Change], language: str) -> SlideTable:
    """The changes of a kind: what, then, now; the source's reason where any gives one."""
    shown = _some(found)
    reasons = any(one.reason for one in shown)
    reason = "why" if kind == "status" else "reason"
    heads = ["about", "slide", "old", "new", *([reason] if reasons else [])]
    rows = tuple(
        (
            _short(one.about),
            _short(one.title, MOST_TITLE),
            one.old,
            one.new,
            *((one.reason,) if reasons else ()),
        )
        for one in shown
    )
    return SlideTable(
        say()(f"caption_{kind}", language),
        tuple(say()(f"head_{name}", language) for name in heads),
        rows,
        frozenset({2, 3}) if kind in ("period", "revision", "rank") else frozenset(),
    )


def _some(found: Sequence[Change]) -> list[Change]:
    """As many changes as a slide holds, in order, the first ones of every slide among them."""
    seen: Counter[str] = Counter()
    ranked = []
    for number, one in enumerate(found):
        ranked.append((seen[one.slide], number))
        seen[one.slide] += 1
    kept = sorted(number for _, number in sorted(ranked)[:MOST_ROWS])
    return [found[number] for number in kept]


def _short(text: str, most: int = MOST_LETTERS) -> str:
    """A text in so many letters, whole words."""
    line = re.sub(r"[ \n\t]+", " ", text)
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"
