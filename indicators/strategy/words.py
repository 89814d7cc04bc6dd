"""The words and symbols of a status: one table for screen, file and speech (rule 30)."""

from __future__ import annotations

import re
from pathlib import Path

from indicators import formats
from indicators.phrases import Phrases, phrases
from indicators.strategy.assess import FEWEST
from indicators.strategy.model import Goal, StatusClass
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


def rests_on_few(status: Status) -> bool:
    """Tell whether a trend judged the goal on the fewest values that allow it (rule 29).

    A value that has reached its target is judged by itself, and where nothing can be assessed the
    reason is said.
    """
    answer = status.assessment
    return answer.points == FEWEST and answer.verdict not in ("reached", "cannot")


def few_words(status: Status, language: str) -> str:
    """ "vilar på bara 3 värden" where that is so, else ""."""
    if not rests_on_few(status):
        return ""
    return say()("rests_on_few", language, n=status.assessment.points)


def name_of(goal: Goal, language: str) -> str:
    """The goal's name, its numbers unbroken: analysts write "8 000" with an ordinary space."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)", formats.THIN, goal.name[language])
