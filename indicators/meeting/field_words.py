"""The words of fields, and why a field is not filled in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from indicators import formats
from indicators.phrases import Phrases, phrases

WORDS = Path(__file__).parents[1] / "words" / "meeting_fields.toml"
#: what to do, where that is not named as the reason is
_DO = {
    "break": "change",
    "own_break": "change",
    "publication": "change",
    "rank_margin": "remove",
    "rank_doubted": "remove",
    "rank_firm": "remove",
    "points_only": "remove",
    "no_base": "remove",
    "extensive": "remove",
    "no_riket": "remove",
    "itself": "remove",
    "unknown_goal": "no_goal",
    "not_decided": "remove",
}


def say() -> Phrases:
    """The phrases of fields, read at first use."""
    return phrases(WORDS)


class Refused(Exception):
    """A field that cannot be filled in: `key` names the reason among the phrases ``why_<key>``."""

    def __init__(self, key: str, **about: str) -> None:
        super().__init__(key)
        self.key, self.about = key, about

    def why(self, language: str) -> str:
        """The reason as a clause."""
        return say()(f"why_{self.key}", language, **self.about)

    def words(self, field: str, language: str) -> str:
        """What happened to the field `field`, what still stands, and what to do."""
        do = say()(f"do_{_DO.get(self.key, self.key)}", language, **self.about)
        return say()("fault", language, field=field, why=self.why(language), do=do)


def bracketed(text: str, marks: Iterable[str], language: str) -> str:
    """`text` with what must be said of it behind, in brackets."""
    told = ", ".join(dict.fromkeys(mark for mark in marks if mark))
    return say()("bracketed", language, text=text, marks=told) if told else text


def in_words(symbol: str, language: str) -> str:
    """A short unit as running text has it: "procent" for "%"."""
    return say()("per_cent", language) if symbol == "%" else symbol


def written(value: float, decimals: int, language: str, symbol: str, signed: bool = False) -> str:
    """A number with its unit as running text has it, no line breaking between them."""
    return formats.with_unit(value, decimals, language, in_words(symbol, language), signed)
