"""Watched numbers: when the data behind a message change, someone has to read it again (rule 35).

Watched are the fields of a message, and the numbers typed by hand that are the slide's. What each
said when someone last read the message is kept with the slide as :class:`Confirmed`. Its `key` is
``<what is read>@<state>``: for a field the field, for a typed number ``typed|`` and every number of
the slide that it can stand for; the state is the period or the class that it was of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators import formats
from indicators.meeting.field_asked import Asked, Field, understood
from indicators.meeting.field_match import is_said, matched, readings_of
from indicators.meeting.field_reading import Reading
from indicators.meeting.field_typed import Typed, typed_in
from indicators.meeting.field_words import Refused, bracketed, say
from indicators.meeting.fields import readings
from indicators.meeting.model import Confirmed, Slide

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.content import SlideContent

TYPED = "typed|"
#: letters that a key and a saying may have, and how many numbers a meeting's slide can keep
MOST_KEY, MOST_SAID, MOST = 200, 200, 100
_PERIOD = re.compile(r"\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Watched:
    """A number of a message: how it read when confirmed (`said`) and how it reads `now`.

    `stale` says that the message must be read again: the number has another value, another period
    or another class, or can no longer be had.
    """

    key: str
    said: str
    now: str
    stale: bool


def watched(
    slide: Slide, content: SlideContent, library: Library, language: str
) -> tuple[Watched, ...]:
    """Every watched number of a slide's message, once each, the stale ones first.

    A number without a confirmed entry is not stale: nobody has read anything else.
    """
    kept = {_apart(one.key)[0]: one for one in slide.confirmed}
    found = {one.key: one for one in _fields(slide, content, library, language, kept)}
    found |= {one.key: one for one in _typed(slide, content, library, language, kept)}
    return tuple(sorted(found.values(), key=lambda one: not one.stale))


def confirmed(
    slide: Slide, content: SlideContent, library: Library, language: str
) -> tuple[Confirmed, ...]:
    """What to keep with a slide when someone has read its message: how every number reads now.

    A typed number that no longer is any of the slide's is no longer watched.
    """
    found: dict[str, Confirmed] = {}
    for field, now in readings(slide.message, content, library, language):
        key = _field_key(field, library, language)
        if key and isinstance(now, Reading):
            _keep(found, key, now.state, now.text(language), now.value)
    for typed, fits in matched(slide.message, content, library, language):
        _keep(found, _typed_key(fits), _states(fits), typed.raw, fits[0].value)
    return tuple(found.values())[:MOST]


def rewritten(
    slide: Slide, content: SlideContent, library: Library, language: str
) -> tuple[Confirmed, ...]:
    """What to keep when a message has been edited but not read: stale numbers stay stale.

    Numbers that are new in the message are confirmed, those taken away are forgotten.
    """
    stale = {one.key for one in watched(slide, content, library, language) if one.stale}
    kept = [one for one in slide.confirmed if _apart(one.key)[0] in stale]
    said = {one.said for one in kept if one.key.startswith(TYPED)}
    new = [
        one
        for one in confirmed(slide, content, library, language)
        if _apart(one.key)[0] not in stale and not (one.key.startswith(TYPED) and one.said in said)
    ]
    return tuple([*kept, *new])[:MOST]


def _apart(key: str) -> tuple[str, str]:
    """What is read, and the period or class that it was of."""
    what, _, state = key.partition("@")
    return what, state


def _keep(
    found: dict[str, Confirmed], key: str, state: str, said: str, value: float | None
) -> None:
    whole = f"{key}@{state}"
    if len(whole) <= MOST_KEY:
        found.setdefault(key, Confirmed(key=whole, said=said[:MOST_SAID], value=value))


def _fields(
    slide: Slide,
    content: SlideContent,
    library: Library,
    language: str,
    kept: dict[str, Confirmed],
) -> Iterator[Watched]:
    for field, now in readings(slide.message, content, library, language):
        key = _field_key(field, library, language)
        old = kept.get(key)
        if isinstance(now, Reading):
            said = dated(now.text(language), now)
            if old is None:
                if key:
                    yield Watched(key, said, said, False)
                continue
            state = _apart(old.key)[1]
            stale = state != now.state or not _alike(old.said, now.text(language), now)
            yield Watched(key, _as_said(old, now, language) if stale else said, said, stale)
        elif old is not None:
            yield Watched(key, _with_period(old, language), formats.MISSING, True)


def _field_key(field: Field, library: Library, language: str) -> str:
    """The key of a field, "" for names and for what nobody can understand."""
    try:
        asked = understood(field, library.catalogue.indicators, library.strategy.goals, language)
    except Refused:
        return ""
    return "" if asked.kind == "name" else asked.key


def _alike(said: str, now: str, reading: Reading) -> bool:
    """Tell whether two texts say the same number, in whichever language each of them is."""
    if reading.kind == "status":  # told apart by its class, which is the state
        return True
    return _digits(said) == _digits(now)


def _digits(text: str) -> str:
    return "".join(re.findall(rf"\d|(?<!\w){formats.MINUS}(?=\d)", text))


def dated(text: str, now: Reading) -> str:
    """A reading with its period, where it follows the newest and does not say so itself."""
    follows = bool(now.state) and now.kind in ("value", "rank", "gap")
    if not follows or not now.period or now.period in text:
        return text
    return f"{text} ({now.period})"


def _as_said(old: Confirmed, now: Reading, language: str) -> str:
    return _with_period(old, language) if now.kind in ("value", "rank", "gap") else old.said


def _with_period(old: Confirmed, language: str) -> str:
    """How a confirmed number read, with the period that it was of."""
    key, state = _apart(old.key)
    asked = Asked.of(key)
    told = asked is None or asked.kind in ("value", "rank", "gap")
    if not told or not _PERIOD.fullmatch(state):
        return old.said
    period = formats.period(state, language)
    return old.said if period in old.said else bracketed(old.said, [period], language)


def _typed(
    slide: Slide,
    content: SlideContent,
    library: Library,
    language: str,
    kept: dict[str, Confirmed],
) -> Iterator[Watched]:
    """Numbers typed by hand: those confirmed by what they stood for, the others by what fits."""
    old = {key: one for key, one in kept.items() if key.startswith(TYPED)}
    there = {one.raw: one for one in typed_in(slide.message)}
    for key, one in old.items():
        if one.said in there:
            yield _still(key, one, there[one.said], content, library, language)
    known = {one.said for one in old.values()}
    for typed, now in matched(slide.message, content, library, language):
        if typed.raw not in known:
            said = dated(typed.raw, now[0])
            yield Watched(_typed_key(now), said, said, False)


def _still(
    key: str,
    old: Confirmed,
    typed: Typed,
    content: SlideContent,
    library: Library,
    language: str,
) -> Watched:
    """A confirmed typed number: stale where nothing that it stood for reads so any more."""
    states = _apart(old.key)[1].split(",")
    now = readings_of(key.removeprefix(TYPED).split(";"), content, library, language)
    same = [one for one in now if is_said(typed, one) and one.state in (*states, "")]
    if same:
        said = dated(old.said, same[0])
        return Watched(key, said, said, False)
    if not now:
        return Watched(key, _with_period(old, language), formats.MISSING, True)
    text = dated(now[0].text(language), now[0])
    if len(now) > 1:
        text = say()("several", language, first=text, count=len(now) - 1)
    return Watched(key, _with_period(old, language), text, True)


def _typed_key(now: list[Reading]) -> str:
    """The key of a typed number: all that it can stand for, as many as a key has room for."""
    key = TYPED
    for one in now:
        longer = one.key if key == TYPED else f"{key};{one.key}"
        longer = f"{TYPED}{longer}" if key == TYPED else longer
        if len(longer) > MOST_KEY - 40:
            break
        key = longer
    return key


def _states(now: list[Reading]) -> str:
    """The periods of what a number can stand for, the newest semantics only."""
    found = dict.fromkeys(one.state for one in now if one.state)
    return ",".join(list(found)[:3])
