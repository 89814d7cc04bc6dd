"""The words of an update: ``layouts/words/deck_update.toml``."""

from __future__ import annotations

from pathlib import Path

from indicators.phrases import Phrases, phrases

WORDS = Path(__file__).parents[2] / "words" / "deck_update.toml"


def say() -> Phrases:
    """The phrases of an update, read at first use."""
    return phrases(WORDS)
