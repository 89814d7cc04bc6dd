"""A status as a file: plain JSON with its question, from which anyone can compute it again.

:func:`as_json` writes it, :func:`question_of` is the way back: the assessment of that question is
the status's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from data.geography import geographies
from indicators.model import Selection
from indicators.strategy.assess import Point, Question
from indicators.strategy.status import Status
from indicators.strategy.steps import steps
from indicators.strategy.words import class_word, reason_words
from indicators.values import used_series

if TYPE_CHECKING:
    from indicators.library import Library

#: raised whenever a field of the JSON, or the method of :mod:`assess`, changes its meaning
SCHEMA = "omstallningspanelen/status/1"
METHOD = "docs/malstatus.md"
LANGUAGES = ("sv", "en")


def as_json(status: Status, published: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A status as plain JSON types: goal, question, assessment, and the same in words.

    `published` says when the figures were published, by language; see :func:`published_words`.
    """
    item, goal = status.indicator, status.goal
    place = geographies()[goal.place]
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "method": METHOD,
        "as_of": str(status.as_of) if status.as_of else None,
        "published": dict(published or {}),
        "goal": goal.model_dump(mode="json"),
        "indicator": {
            "id": item.id,
            "name": item.name.model_dump(),
            "unit": item.unit.model_dump(),
            "decimals": item.decimals,
        },
        "place": {"code": goal.place, "sv": place.name("sv"), "en": place.name("en")},
        "question": asdict(status.question),
        "assessment": asdict(status.assessment),
        "left_out": [asdict(one) for one in status.left_out],
        "break_at": status.break_at or None,
        "newest": _mark(status.newest),
        "riket": _mark(status.riket),
        "words": {
            language: {
                "verdict": class_word(status.assessment.verdict, language),
                "reason": reason_words(status, language),
                "steps": [asdict(step) for step in steps(status, language)],
            }
            for language in LANGUAGES
        },
    }
    plain: dict[str, Any] = _plain(record)
    return plain


def question_of(record: Mapping[str, Any]) -> Question:
    """The question of a record that :func:`as_json` made. Raises KeyError or TypeError."""
    asked = dict(record["question"])
    asked["points"] = tuple(Point(**point) for point in asked["points"])
    asked["path"] = tuple((period, value) for period, value in asked["path"])
    return Question(**asked)


def published_words(library: Library, status: Status) -> dict[str, str]:
    """When the figures behind a status were published and collected, by language (rule 4)."""
    names = dict.fromkeys(ref.dataset for ref in used_series(status.indicator))
    said = {}
    for language in LANGUAGES:
        chosen = Selection(as_of=status.as_of, language="en" if language == "en" else "sv")
        said[language] = "; ".join(dict.fromkeys(library.dated(name, chosen) for name in names))
    return said


def _mark(mark: Any) -> dict[str, Any] | None:
    return None if mark is None else mark._asdict()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
