"""What a language must be able to say, for a view's program to be written in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

#: longer lists are folded
MOST_LETTERS = 76


class Dialect(Protocol):
    """How a programming language says what :mod:`indicators.rebuild.code` has to say."""

    #: how the files of ``rebuilding/`` end, and what they are in front of every program
    ending: str
    first: tuple[str, ...]
    #: our names for what is written otherwise: functions of two languages may not share a name
    names: Mapping[str, str]

    def start(self, blocks: Iterable[str]) -> str: ...
    def pairs(self, given: Mapping[str, str]) -> str: ...
    def listed(self, given: Iterable[tuple[str, str]]) -> str: ...
    def twice(self, given: Iterable[tuple[str, str, str]]) -> str: ...
    def words(self, given: Iterable[str]) -> str: ...
    def call(self, function: str, given: Sequence[str], named: Mapping[str, str]) -> str: ...
    def assign(self, name: str, value: str) -> str: ...
    def added(self, parts: Sequence[str]) -> str: ...
    def ratio(self, numerator: str, denominator: str, scale: str) -> str: ...
    def against_base(self, name: str, base: str, change: bool, broken: bool) -> list[str]: ...
    def against_place(self, name: str, place: str, points: bool) -> list[str]: ...
    def limited(self, name: str, first: str, last: str, wide: bool) -> list[str]: ...
    def shown(self, names: Mapping[str, str], wide: bool) -> list[str]: ...


def quoted(text: str) -> str:
    """A text as both languages write it; every letter that would end it is escaped."""
    return json.dumps(text, ensure_ascii=False)


def enclosed(opening: str, items: Iterable[str], closing: str) -> str:
    """Items between brackets: on one line where they fit, else on lines of their own."""
    found = list(items)
    line = opening + ", ".join(found) + closing
    if len(line) <= MOST_LETTERS:
        return line
    lines = [""]
    for number, item in enumerate(found):
        text = item.replace("\n", "\n    ") + ("," if number < len(found) - 1 else "")
        if lines[-1] and len(lines[-1]) + len(text) > MOST_LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {text}".strip()
    return opening + "".join(f"\n    {one}" for one in lines) + "\n" + closing
