"""What a field reads as, and what must be said of a number wherever it stands in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.geography import NORRA_MELLANSVERIGE
from indicators.formats import NBSP
from indicators.meeting.field_asked import Asked, example
from indicators.meeting.field_facts import Facts
from indicators.meeting.field_words import Refused, bracketed, say, written
from indicators.spec import Mark, Sex

#: letters that are named behind a value, the gravest first (rule 25)
NAMED = "UDPE"


@dataclass(frozen=True, slots=True)
class Reading:
    """A field as it reads now.

    `core` is the number with its sign, `unit` what follows it in running text, `marks` what must
    be said in brackets behind, `tail` what belongs to the sense ("sedan 2015"). `state` changes
    when the number becomes one of another period or another class, whatever it reads; it is the
    same in all languages, and "" where the field itself names the period. `key` names what is read.
    """

    key: str
    kind: str
    place: str
    core: str
    value: float | None = None
    decimals: int = 0
    unit: str = ""
    tail: str = ""
    marks: tuple[str, ...] = ()
    state: str = ""
    #: the period in words, "" where there is none
    period: str = ""

    def text(self, language: str, unit: str | None = None) -> str:
        """The whole field, with `unit` as the text itself has it behind the number, if it has."""
        own = f"{NBSP}{self.unit}" if self.unit else ""
        said = self.core + (own if unit is None else unit)
        return bracketed(f"{said} {self.tail}" if self.tail else said, self.marks, language)


def parts(
    value: float, decimals: int, language: str, symbol: str, signed: bool = False
) -> tuple[str, str]:
    """A number and its unit in running text, apart."""
    core = written(value, decimals, language, "", signed)
    whole = written(value, decimals, language, symbol, signed)
    return core, whole.removeprefix(core).strip(NBSP)


def said(marks: list[str]) -> tuple[str, ...]:
    """`marks` each once, without empty ones."""
    return tuple(dict.fromkeys(mark for mark in marks if mark))


def named(facts: Facts, of: tuple[str, Mark], sex: Sex) -> list[str]:
    """What must be said of a value behind it (rules 14 and 25)."""
    code, mark = of
    found = [say()(f"mark_{letter}", facts.language) for letter in NAMED if letter in mark.status]
    if facts.awaits(code, mark.period):
        found.append(say()("mark_review", facts.language))
    if facts.values(sex).aggregated and code == NORRA_MELLANSVERIGE:
        found.append(say()("mark_computed", facts.language))
    return found


def one_period(asked: Asked, facts: Facts) -> None:
    """Raise :class:`Refused` where a field of one period names two."""
    if asked.last:
        span = f"{asked.first}-{asked.last}"
        place = asked.place or facts.subject
        raise Refused("span", example=example("change", facts.language, place, span))


def key_of(asked: Asked, code: str, sex: Sex) -> str:
    """The key of a field whose place and sex have been settled."""
    return replace(asked, place=code, sex=sex).key
