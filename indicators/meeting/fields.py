"""Fields in a message, which follow the figures: ``{värde:20}``, ``{rang:20}``.

A field that cannot be filled in stays as it is written, so that nothing false is shown, and a
sentence says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.formats import NBSP, THIN
from indicators.meeting.field_asked import Asked, Field, fields_in, understood
from indicators.meeting.field_facts import facts_of
from indicators.meeting.field_goal import read_goal
from indicators.meeting.field_read import read
from indicators.meeting.field_reading import Reading
from indicators.meeting.field_words import Refused

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.meeting.content import SlideContent


#: unit as a field writes it -> as an analyst may write it behind the field
OTHER_UNITS = {
    "procent": ("%",),
    "per cent": ("%", "percent"),
    "procentenheter": ("procentenhet",),
    "procentenhet": ("procentenheter",),
    "percentage points": ("percentage point",),
    "percentage point": ("percentage points",),
    "kr": ("kronor",),
    "tkr": ("tusen kronor",),
    "mnkr": ("miljoner kronor",),
}


_SENTENCE_END = re.compile(r"[.!?…]\s+$")
_SPACE = f"[ {NBSP}{THIN}]"


@dataclass(frozen=True, slots=True)
class Filled:
    """A message with its fields filled in; `faults` say which are not and why, a sentence each."""

    text: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A field that can be inserted: what is written, what it is called, what it says now."""

    insert: str
    label: str
    says: str


def filled(message: str, content: SlideContent, library: Library, language: str) -> Filled:
    """`message` with every field replaced by what the figures say."""
    parts: list[str] = []
    faults: list[str] = []
    done = 0
    for field, found in readings(message, content, library, language):
        parts.append(message[done : field.start])
        done = field.end
        if isinstance(found, Refused):
            parts.append(field.raw)
            faults.append(found.words(field.raw, language))
            continue
        unit, rest = own_unit(message[done:], found)
        done += rest
        told = found.text(language, unit)
        parts.append(_large(told) if _starts(message[: field.start]) else told)
    parts.append(message[done:])
    return Filled("".join(parts), tuple(dict.fromkeys(faults)))


def readings(
    message: str, content: SlideContent, library: Library, language: str
) -> Iterator[tuple[Field, Reading | Refused]]:
    """Every field of a message with what it says now, or why it says nothing."""
    for field in fields_in(message):
        try:
            asked = understood(
                field, library.catalogue.indicators, library.strategy.goals, language
            )
            yield field, reading(asked, content, library, language)
        except Refused as refusal:
            yield field, refusal


def reading(asked: Asked, content: SlideContent, library: Library, language: str) -> Reading:
    """What a field says now. Raises :class:`Refused` with the reason where it says nothing."""
    if asked.kind in ("target", "status"):
        return read_goal(content, library, asked, language)
    return read(facts_of(content, library, language, asked.indicator), asked)


def _starts(before: str) -> bool:
    """Tell whether a sentence starts behind `before`."""
    return not before.strip() or before.endswith("\n") or bool(_SENTENCE_END.search(before))


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def own_unit(behind: str, found: Reading) -> tuple[str | None, int]:
    """The unit that the text itself has behind a field, and how much of the text the field takes.

    So ``{värde:20} %`` is not told as "4,7 procent %", nor ``{förändring:20} sedan 2015`` twice.
    """
    unit, taken = None, 0
    names = (found.unit, *OTHER_UNITS.get(found.unit, ()))
    if match := re.match(rf"{_SPACE}*{_any(names)}(?!\w)", behind, re.IGNORECASE):
        unit, taken = match[0], match.end()
    if match := re.match(rf"{_SPACE}+{_any([found.tail])}(?!\w)", behind[taken:], re.IGNORECASE):
        taken += match.end()
    return unit, taken


def _any(names: Iterable[str]) -> str:
    """A pattern of any of `names`, whatever spaces they are written with; of none, of nothing."""
    spaced = (_SPACE.join(map(re.escape, re.split(_SPACE, name))) for name in names if name)
    return f"(?:{'|'.join(spaced) or '(?!)'})"


def completions(content: SlideContent, library: Library, language: str) -> tuple[Completion, ...]:
    """What can be inserted on a slide, the most useful first: the home county before others."""
    from indicators.meeting.field_offers import offers

    return tuple(
        Completion(insert, label, found.text(language))
        for insert, label, found in offers(content, library, language)
    )
