"""What a cell may say where it chooses among known things: the words, and the codes behind them.

A thing stands as its name with its code in brackets, "Dalarna [20]"; a code or a name alone is
taken too, whichever the case of its letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.geography import geographies
from indicators.catalogue import Catalogue
from indicators.strategy import words
from indicators.strategy.book import Kind, say
from indicators.strategy.load import Strategy
from indicators.strategy.model import STATUS_CLASSES

#: the choices that do not depend on any strategy: kind -> codes in the order they are offered
FIXED: dict[str, tuple[str, ...]] = {
    "breakdown": ("total", "women", "men"),
    "direction": ("up", "down"),
    "class": STATUS_CLASSES,
    "state": ("planned", "ongoing", "done", "cancelled"),
    "flag": ("yes", "no"),
}
#: kinds that name one or several of the same things
SAME: dict[str, str] = {
    "indicators": "indicator",
    "places": "place",
    "plans": "plan",
    "challenges": "challenge",
    "areas": "area",
    "themes": "theme",
}
#: how a semicolon within one of several words is kept apart from those between them
_PIECES = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choices:
    """The known things of every kind, code -> name in the workbook's language."""

    names: Mapping[str, Mapping[str, str]]
    language: str = "sv"

    def label(self, kind: Kind, code: str) -> str:
        """How a thing is written in a cell; what is not known is written as its code."""
        name = self.names.get(SAME.get(kind, kind), {}).get(code)
        if name is None or kind in ("plan", "goal", "areas", "challenges", "themes"):
            return code
        return name if kind in FIXED else f"{name} [{code}]"

    def labels(self, kind: Kind) -> list[str]:
        """All of a kind, as they are offered."""
        return [self.label(kind, code) for code in self.names[SAME.get(kind, kind)]]

    def code(self, kind: Kind, text: str) -> str | None:
        """The code of what a cell says, or None where it says nothing known."""
        known = self.names.get(SAME.get(kind, kind), {})
        text = text.strip()
        bracket = re.search(r"\[([^\[\]]*)\]$", text)
        for code in (text, bracket.group(1).strip() if bracket else text):
            if code in known:
                return code
        wanted = plain(text).casefold()
        found = [code for code, name in known.items() if name.casefold() == wanted]
        found += [code for code in known if code.casefold() == wanted]
        return found[0] if len(set(found)) == 1 else None


def choices(catalogue: Catalogue, strategy: Strategy, language: str = "sv") -> Choices:
    """What the cells of a workbook may choose among."""
    fixed: dict[str, dict[str, str]] = {
        kind: {code: _fixed(kind, code, language) for code in codes}
        for kind, codes in FIXED.items()
    }
    own: dict[str, dict[str, str]] = {
        "indicator": _names(catalogue.indicators, language),
        "theme": _names(catalogue.themes, language),
        "place": {code: plain(one.short(language)) for code, one in geographies().items()},
        "plan": _names(strategy.plans, language),
        "goal": _names(strategy.goals, language),
        "challenge": _names(strategy.challenges, language),
        "area": _names(strategy.areas, language),
    }
    return Choices(fixed | own, language)


def _fixed(kind: str, code: str, language: str) -> str:
    if kind == "class":
        return words.say()(f"class_{code}", language)
    return say()(f"{kind}_{code}", language)


def _names(records: Mapping[str, Any], language: str) -> dict[str, str]:
    return {code: plain(record.name[language]) for code, record in records.items()}


def plain(name: str) -> str:
    """A name without the sign that stands between several, and with ordinary spaces."""
    return " ".join(name.replace(";", ",").split())


def joined(pieces: tuple[str, ...]) -> str:
    """Several words in one cell; a semicolon or a backslash within one has a backslash before."""
    kept = [piece.replace("\\", "\\\\").replace(";", "\\;") for piece in pieces]
    return "; ".join(kept)


def parted(text: str) -> tuple[str, ...]:
    """The several words of a cell, as :func:`joined` wrote them; empty ones are dropped."""
    pieces = [re.sub(r"\\(.)", r"\1", one, flags=re.DOTALL) for one in _PIECES.findall(text)]
    return tuple(piece.strip() for piece in pieces if piece.strip())
