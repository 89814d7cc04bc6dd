"""The words of the deck: ``layouts/words/deck.toml``."""

from __future__ import annotations

from pathlib import Path

from indicators.phrases import phrases

WORDS = Path(__file__).parents[2] / "words" / "deck.toml"


def say(key: str, language: str, **fields: object) -> str:
    """A phrase of the deck."""
    return phrases(WORDS)(key, language, **fields)
