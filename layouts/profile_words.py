"""What is wrong with a profile, in words: Swedish and English in one line."""

from __future__ import annotations

from pathlib import Path

from indicators import formats
from indicators.phrases import phrases

WORDS = Path(__file__).with_name("words") / "profile.toml"
#: the key of the profile that is wrong ("" for that of the file being looked at), and the words
Problem = tuple[str, str]
#: a field that reads differently in the two languages
Pair = tuple[str, str]


def both(key: str, **fields: object) -> str:
    """A phrase in both languages; a field that is a pair is Swedish and English."""
    return " / ".join(
        phrases(WORDS)(
            key,
            language,
            **{name: value[at] if isinstance(value, tuple) else value
               for name, value in fields.items()},
        )
        for at, language in enumerate(("sv", "en"))
    )  # fmt: skip


def number(value: float, decimals: int = 1) -> Pair:
    """A number for :func:`both`, written as each language does."""
    return formats.number(value, decimals, "sv"), formats.number(value, decimals, "en")


def phrase(key: str) -> Pair:
    """Another phrase as a field of :func:`both`."""
    return phrases(WORDS)(key, "sv"), phrases(WORDS)(key, "en")
