"""The status of a goal in short lines: the word, then level, direction and pace, each for itself.

Level, direction and pace are three things and never one arrow (rule 30).
"""

from __future__ import annotations

from datetime import date

from indicators import formats, naming
from indicators.meeting.content import say
from indicators.model import Indicator
from indicators.strategy.assess import used
from indicators.strategy.beside import say as beside_words
from indicators.strategy.status import Status
from indicators.strategy.verdicts import Opinion
from indicators.strategy.words import SYMBOLS, class_word, few_words, reason_words
from indicators.strategy.words import say as strategy_words


def lines(found: Status, language: str, today: date) -> tuple[str, ...]:
    """Status, level, direction and pace; what cannot be had is left out, not empty."""
    answer = found.assessment
    said = [
        say()("goal_status", language, status=status_words(found, language)),
        _past(found, language, today),
        _level(found, language),
    ]
    if answer.verdict != "cannot":
        said += [_direction(found, language), _pace(found, language)]
    return tuple(line for line in said if line)


def status_words(found: Status, language: str) -> str:
    """The symbol and the word of the class, and why it cannot be assessed or what it rests on."""
    verdict = found.assessment.verdict
    reason = reason_words(found, language) or few_words(found, language)
    words = f"{SYMBOLS[verdict]} {class_word(verdict, language)}"
    return f"{words} ({reason})" if reason else words


def figure(value: float | None, indicator: Indicator, language: str) -> str:
    """A value with its short unit."""
    symbol = indicator.symbol[language] if indicator.symbol else ""
    return formats.with_unit(value, indicator.decimals, language, symbol)


def _apart(value: float, indicator: Indicator, language: str, more: int = 0) -> str:
    """A difference with its sign; `more` decimals where it is one per year."""
    symbol = indicator.symbol[language] if indicator.symbol else ""
    if indicator.percent:
        symbol = naming.say()("symbol_points", language)
    return formats.with_unit(value, indicator.decimals + more, language, symbol, True)


def _past(found: Status, language: str, today: date) -> str:
    """The target's year has come without the goal being reached, or has no value yet."""
    answer, period = found.assessment, found.question.target_period
    if answer.verdict == "cannot":
        return ""
    if answer.due:
        return "" if answer.verdict == "reached" else say()("goal_due", language)
    if (found.as_of or today).year <= int(period[:4]):
        return ""
    judged = used(found.question)[-1].period
    return say()("goal_past", language, period=formats.period(period, language),
                 judged=formats.period(judged, language))  # fmt: skip


def _level(found: Status, language: str) -> str:
    newest, indicator = found.newest, found.indicator
    target = figure(found.question.target_value, indicator, language)
    year = formats.period(found.question.target_period, language)
    if newest is None:
        return say()("goal_level_none", language, target=target, year=year)
    fields = {
        "value": figure(newest.value, indicator, language),
        "period": formats.period(newest.period, language),
        "target": target,
        "year": year,
    }
    told = say()("goal_level", language, **fields)
    if (left := found.assessment.left) is None or found.assessment.verdict == "reached":
        return told
    judged = formats.period(used(found.question)[-1].period, language)
    rest = say()("goal_left", language, left=_apart(left, indicator, language), period=judged)
    return f"{told} {rest}"


def _direction(found: Status, language: str) -> str:
    """The slope of all clean points; what one firm may stand behind is called neither way."""
    answer = found.assessment
    if answer.slope is None or answer.way is None:
        return ""
    way = strategy_words()(f"way_{answer.way}", language)
    if found.question.jumped:
        way = strategy_words()("reason_one_firm", language)
    points = used(found.question)
    return say()(
        "goal_direction",
        language,
        way=way,
        slope=_apart(answer.slope.slope, found.indicator, language, 1),
        count=len(points),
        span=formats.period_range(points[0].period, points[-1].period, language),
    )


def _pace(found: Status, language: str) -> str:
    """The pace needed, and the pace so far as a share of it where the direction is sure."""
    answer, indicator = found.assessment, found.indicator
    if answer.verdict == "reached" or answer.due:
        return ""
    said = []
    if answer.needed is not None:
        needed = _apart(answer.needed, indicator, language, 1)
        said.append(say()("goal_needed", language, needed=needed))
    if answer.ratio is not None and answer.way == "toward" and not found.question.jumped:
        share = formats.number(100 * answer.ratio, 0, language)
        said.append(say()("goal_ratio", language, ratio=share))
    if answer.needed_left is not None:
        left = _apart(answer.needed_left, indicator, language, 1)
        said.append(say()("goal_needed_left", language, needed=left))
    return " ".join(said)


def verdict_words(one: Opinion, language: str) -> str:
    """An analyst's verdict with day, office and grounds, and whether the figures are newer."""
    given = one.verdict
    key = {True: "older", False: "current", None: "unknown"}[one.older]
    return say()(
        "goal_verdict",
        language,
        date=given.on,
        office=given.office,
        verdict=class_word(given.verdict, language),
        motive=formats.sentence(given.motive[language]),
        older=beside_words()(f"opinion_{key}", language),
    )
