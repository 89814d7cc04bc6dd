"""What a field asks for: from ``{Värde : Dalarna : 2015}`` to a kind, a place and periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from data.geography import RIKET, geographies
from indicators.formats import MONTHS
from indicators.meeting.field_words import Refused
from indicators.spec import Sex

Kind = Literal["value", "rank", "change", "gap", "period", "name", "target", "status"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: kind -> its name in Swedish and in English, as the panel itself writes it
NAMES: dict[Kind, tuple[str, str]] = {
    "value": ("värde", "value"),
    "rank": ("rang", "rank"),
    "change": ("förändring", "change"),
    "gap": ("skillnad", "gap"),
    "period": ("period", "period"),
    "name": ("namn", "name"),
    "target": ("mål", "goal"),
    "status": ("status", "status"),
}
#: other ways to write them, small letters without their marks
_ALSO: dict[str, Kind] = {"target": "target", "plats": "rank", "place": "rank", "unit": "value"}
_SEXES: dict[str, Sex] = {
    "kvinnor": "women", "kvinna": "women", "women": "women",
    "män": "men", "man": "men", "men": "men",
    "totalt": "total", "total": "total",
}  # fmt: skip
_PERCENT = frozenset({"procent", "%", "per cent", "percent"})
_AGAINST = frozenset({"mot", "against"})
FIELD = re.compile(r"\{([^{}\n]{0,160})\}")
_ONE = r"\d{4}(?:-(?:[QqKk][1-4]|\d{2}(?!\d)))?"
_PERIODS = re.compile(rf"({_ONE})(?:\s*[-–—]\s*({_ONE}))?")
_QUARTER = re.compile(r"(?:kv(?:artal)?\s*|q)([1-4])\s*(\d{4})")
_MONTH = re.compile(r"([a-zåäö]{3,9})\.?\s*(\d{4})")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field, understood. "" stands for what the field leaves to the slide.

    `first` is the only period of most kinds, and where a change starts; `last` is where it ends.
    `goal` names a goal; `indicator` another one than the slide's, ``*`` the second of two.
    """

    kind: Kind
    place: str = ""
    first: str = ""
    last: str = ""
    sex: Sex | Literal[""] = ""
    indicator: str = ""
    percent: bool = False
    goal: str = ""

    @property
    def key(self) -> str:
        """The field's name among the watched numbers, the same however it was written."""
        when = "-".join(part for part in (self.first, self.last) if part) or "n"
        parts = [self.kind, self.place, when, self.sex, self.indicator, self.goal]
        return ".".join([*parts, "%"] if self.percent else parts).rstrip(".")

    @classmethod
    def of(cls, key: str) -> Asked | None:
        """The field that :attr:`key` names, None where it names none."""
        parts = key.removesuffix(".%").split(".")
        kind, place, when, sex, indicator, goal = (*parts, *("",) * 6)[:6]
        known = next((one for one in KINDS if one == kind), None)
        if known is None or len(parts) > 6:
            return None
        span = None if when in ("n", "") else _PERIODS.fullmatch(when)
        first, last = (span[1], span[2] or "") if span else ("", "")
        who: Sex | Literal[""] = sex if sex in ("women", "men", "total") else ""  # type: ignore[assignment]
        return cls(known, place, first, last, who, indicator, key.endswith(".%"), goal)


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is written, and where it stands in the message."""

    raw: str
    start: int
    end: int
    parts: tuple[str, ...]


def fields_in(message: str) -> Iterator[Field]:
    """Everything between braces, in order."""
    for found in FIELD.finditer(message):
        parts = tuple(" ".join(part.split()) for part in found[1].split(":"))
        yield Field(found[0], found.start(), found.end(), parts)


def understood(
    field: Field, indicators: Iterable[str], goals: Iterable[str], language: str
) -> Asked:
    """What a field asks for. Raises :class:`Refused` for what nobody can understand."""
    name, *parts = field.parts
    kind, place = kind_named(name)
    if kind is None:
        raise Refused("unknown_kind", example=example("value", language, "20"))
    found: dict[str, object] = {"place": place} if place else {}
    known, decided = frozenset(indicators), {_plain(goal): goal for goal in goals}
    goal_kind = kind in ("target", "status")
    for part in parts:
        if not part:
            continue
        about = _part(part, known)
        if goal_kind and _plain(part) in decided:
            about = {"goal": decided[_plain(part)]}
        if about is None:
            if goal_kind:
                raise Refused("unknown_goal", part=part[:60])
            raise Refused("unknown_part", part=part[:60], example=_full_example(language))
        found |= about
    return Asked(kind, **found)  # type: ignore[arg-type]


def _part(part: str, indicators: frozenset[str]) -> dict[str, object] | None:
    """What one part of a field says; None where it says nothing that is known."""
    small = part.casefold()
    if (code := place_named(part)) is not None:
        return {"place": code}
    if span := _span(small):
        return {"first": span[0], "last": span[1]}
    if small in _SEXES:
        return {"sex": _SEXES[small]}
    if small in _PERCENT:
        return {"percent": True}
    if small in _AGAINST:
        return {"indicator": "*"}
    return {"indicator": small} if small in indicators else None


def _span(small: str) -> tuple[str, str] | None:
    """One period or two, in the order of time; however they are written."""
    if found := _PERIODS.fullmatch(small):
        first, last = _code(found[1]), _code(found[2] or "")
        return (min(first, last), max(first, last)) if last else (first, "")
    if found := _QUARTER.fullmatch(small):
        return f"{found[2]}-Q{found[1]}", ""
    if (found := _MONTH.fullmatch(small)) and (number := _month(found[1])):
        return f"{found[2]}-{number:02}", ""
    return None


def _code(text: str) -> str:
    return text.upper().replace("K", "Q")


def _month(word: str) -> int:
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            if word.startswith(name.casefold()[:3]):
                return number
    return 5 if word == "may" else 0


def kind_named(name: str) -> tuple[Kind | None, str]:
    """The kind that a field's name stands for, and the place that the name itself says."""
    plain = _plain(name)
    if plain in ("riket", "sverige", "sweden"):
        return "value", RIKET
    for kind, names in NAMES.items():
        if plain in map(_plain, names):
            return kind, ""
    return _ALSO.get(plain), ""


def _plain(text: str) -> str:
    return text.strip().casefold().translate(str.maketrans("åäöé", "aaoe"))


@cache
def _places() -> dict[str, str]:
    """Every code and name of a place -> its code; a county goes before a region of its name."""
    order = {"country": 0, "eu": 0, "county": 1, "nuts2": 2, "nuts1": 3}
    found: dict[str, str] = {}
    for code, place in sorted(geographies().items(), key=lambda item: order[item[1].level]):
        names = (place.name_sv, place.name_en, place.short_sv, place.short_en)
        for name in (code, place.kolada, place.nuts, *names):
            if name:
                found.setdefault(_plain(name), code)
    return found | {"sverige": RIKET, "hela landet": RIKET}


def place_named(text: str) -> str | None:
    """The code of a place that goes by a code or a name, in either language; else None."""
    plain = _plain(text)
    known = _places()
    for said in (plain, plain.removesuffix(" lan"), plain.removesuffix("s lan")):
        if said in known:
            return known[said]
    return None


def example(kind: Kind, language: str, place: str, *more: str) -> str:
    """A field as it is written in `language`."""
    name = NAMES[kind][1 if language == "en" else 0]
    return "{" + ":".join([name, *(part for part in (place, *more) if part)]) + "}"


def _full_example(language: str) -> str:
    return example("value", language, "20", "2021")
