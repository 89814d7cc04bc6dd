"""The words and symbols of a status: one table for screen, file and speech (rule 30)."""

from __future__ import annotations

from pathlib import Path

from indicators import formats
from indicators.phrases import Phrases, phrases
from indicators.strategy.model import StatusClass
from indicators.strategy.status import Status

WORDS = Path(__file__).parents[1] / "words" / "strategy.toml"
#: a shape for each class, told apart without colour
SYMBOLS: dict[StatusClass, str] = {
    "reached": "✓",
    "on_track": "▲",
    "too_slow": "◐",
    "far_too_slow": "◔",
    "no_sure_change": "≈",
    "wrong_way": "▼",
    "cannot": "○",
}


def say() -> Phrases:
    """The phrases of goals, read at first use."""
    return phrases(WORDS)


def class_word(verdict: StatusClass, language: str) -> str:
    """The word of a class."""
    return say()(f"class_{verdict}", language)


def reason_words(status: Status, language: str) -> str:
    """Why a status cannot be assessed, "" where it can."""
    reason = status.assessment.reason
    if reason is None:
        return ""
    period = formats.period(status.break_at, language) if status.break_at else ""
    return say()(f"reason_{reason}", language, period=period)
