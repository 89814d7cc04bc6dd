"""The top of a goal's page: its status, then target, level, direction and pace, each by itself.

Level, direction and pace are three things and never one arrow (rule 30): each has a symbol and a
word of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.geography import RIKET, geographies
from indicators import formats, naming
from indicators.model import Selection
from indicators.strategy.assess import used
from indicators.strategy.beside import FEWEST_95
from indicators.strategy.status import Status, direction_of
from indicators.strategy.words import SYMBOLS, class_word, few_words, reason_words
from indicators.strategy.words import say as status_words
from layouts.elements import Child, Element, h
from layouts.pages.goal_words import dated, difference, figure, rate, say, unbroken

if TYPE_CHECKING:
    from indicators.library import Library

#: a shape for each pace: how full it is
PACES = {
    "enough": "●●●", "slow": "●●○", "far": "●○○", "away": "○○○", "unsure": "≈", "reached": "✓",
    "none": "–", "due": "■", "unknown": "○",
}  # fmt: skip
LEVELS = {"at": "■", "short": "□", "unknown": "○"}
#: where the values themselves go, whichever way is wanted
ARROWS = {True: "↗", False: "↘"}


def summary(library: Library, found: Status, selection: Selection) -> Element:
    """The status and the four parts of a goal."""
    language = selection.language
    parts = (_target(found, language), _level(library, found, language),
             _direction(found, language), _pace(found, language))  # fmt: skip
    return h(
        "section",
        verdict(found, language),
        h("h2", say()("parts", language), cls="unseen"),
        h("div", *parts, cls="goal-four"),
        cls="goal-summary",
        aria_label=say()("status", language),
    )


def verdict(found: Status, language: str) -> Element:
    """The class with symbol, word and meaning, or why it cannot be assessed."""
    name, limits = found.assessment.verdict, found.question
    fields = {"on_track": _percent(limits.on_track, language),
              "slow": _percent(limits.slow, language)}  # fmt: skip
    means = _means(found, language, fields)
    reason = reason_words(found, language)
    past = _past(found, language)
    because = say()("status_because", language, reason=reason) if reason else ""
    few = few_words(found, language)
    parts = (means, because, few and formats.sentence(few), past)
    told = h("span", " ".join(part for part in parts if part), cls="means")
    return h(
        "div",
        h("span", SYMBOLS[name], cls="status-symbol", aria_hidden="true"),
        h("p", h("b", class_word(name, language)), told),
        cls=f"goal-verdict status-{name}",
    )


def _means(found: Status, language: str, fields: dict[str, str]) -> str:
    """What the class means; once the target's year has come it is not the pace that counts."""
    name = found.assessment.verdict
    if found.assessment.due and name in ("too_slow", "far_too_slow"):
        return say()("means_due", language)
    return status_words()(f"means_{name}", language, **fields)


def _past(found: Status, language: str) -> str:
    """That the target's year is over on the day shown, though the figures do not reach it."""
    answer, period = found.assessment, found.question.target_period
    day = found.as_of or date.today()
    if answer.due or answer.verdict == "cannot" or day.year <= int(period[:4]):
        return ""
    return say()("year_past", language, period=formats.period(period, language),
                 judged=formats.period(judged_period(found), language))  # fmt: skip


def _percent(share: float, language: str) -> str:
    return formats.number(100 * share, 0, language)


def _card(kind: str, language: str, symbol: str, word: str, *lines: Child) -> Element:
    return h(
        "div",
        h("h3", say()(kind, language)),
        h(
            "p",
            h("span", symbol, cls="part-symbol", aria_hidden="true") if symbol else None,
            h("b", word),
            cls="part-head",
        ),
        *(h("p", *unbroken(line)) for line in lines if line),
        cls=f"goal-part part-{kind}",
    )


def _target(found: Status, language: str) -> Element:
    """Rule 28: value, year, base value, base year, who decided it and when, in which document."""
    goal, indicator = found.goal, found.indicator
    document: Child = goal.document
    if goal.link:
        document = h("a", goal.document, href=goal.link, rel="noreferrer")
    decided = say()("target_decided", language, who=goal.decided_by, when=str(goal.decided_on))
    stops = [dated(value, period, indicator, language) for period, value in found.question.path]
    way = naming.say()(f"direction_{direction_of(goal, indicator)}", language)
    return _card(
        "target",
        language,
        "◎",
        say()("target_value", language, value=figure(goal.target_value, indicator, language),
              period=formats.period(goal.target_period, language)),
        _base(found, language),
        say()("target_path", language, stops=formats.listing(stops, language)) if stops else "",
        say()("target_way", language, direction=way),
        (decided, document, "."),
    )  # fmt: skip


def _base(found: Status, language: str) -> str:
    """The base as it is published now, and as it was when the goal was decided if that differs."""
    goal, indicator = found.goal, found.indicator
    points, period = found.question.points, formats.period(goal.base_period, language)
    known = points[0].value if points and points[0].period == goal.base_period else None
    if known is None:
        now = say()("target_base_missing", language, period=period)
    else:
        value = figure(known, indicator, language)
        now = say()("target_base", language, period=period, value=value)
    if goal.base_value is None:
        return now
    then = figure(goal.base_value, indicator, language)
    if known is not None and then == figure(known, indicator, language):
        return now
    return f"{now} {say()('target_base_then', language, value=then)}"


def _level(library: Library, found: Status, language: str) -> Element:
    """The newest value, how far it is to the target and how far from Riket."""
    newest, indicator = found.newest, found.indicator
    if newest is None or newest.value is None:
        word = say()("level_unknown", language)
        return _card("level", language, LEVELS["unknown"], word,
                     formats.sentence(reason_words(found, language)))  # fmt: skip
    name = "unknown" if found.assessment.left is None else "short"
    if found.assessment.verdict == "reached":
        name = "at"
    word = say()("pace_unknown" if name == "unknown" else f"level_{name}", language)
    period = formats.period(newest.period, language)
    value = h("b", figure(newest.value, indicator, language))
    return _card(
        "level",
        language,
        LEVELS[name],
        word,
        (say()("level_newest", language, period=period), " ", value, "."),
        _reason(found, language) if name == "unknown" else _left(found, language),
        _expected(found, language),
        _riket(found, language),
    )


def _left(found: Status, language: str) -> str:
    """Target less value, in words: which way is good is the goal's to say."""
    left, indicator = found.assessment.left, found.indicator
    assert left is not None
    if found.assessment.verdict == "reached":
        size = difference(abs(left), indicator, language, signed=False)
        if size == difference(0.0, indicator, language, signed=False):
            return say()("level_on", language)
        return say()("level_past", language, left=size)
    text = difference(left, indicator, language)
    judged = judged_period(found)
    if found.newest is None or judged == found.newest.period:
        return say()("level_left", language, left=text)
    when = formats.period(judged, language)
    return say()("level_left_at", language, left=text, period=when)


def judged_period(found: Status) -> str:
    """The period of the value that is held against the target: its own year's, else the newest."""
    return used(found.question)[-1].period


def _expected(found: Status, language: str) -> str:
    expected = found.assessment.expected
    if expected is None or found.assessment.verdict == "reached":
        return ""
    when = formats.period(judged_period(found), language)
    value = figure(expected, found.indicator, language)
    return say()("level_expected", language, value=value, period=when)


def _riket(found: Status, language: str) -> str:
    if found.goal.place == RIKET:
        return ""
    name, indicator, newest = geographies()[RIKET].short(language), found.indicator, found.newest
    if indicator.extensive:
        return say()("level_riket_size", language, riket=name)
    if found.riket is None or found.riket.value is None or newest is None or newest.value is None:
        return say()("level_riket_none", language, riket=name)
    away = difference(newest.value - found.riket.value, indicator, language)
    value = figure(found.riket.value, indicator, language)
    return say()("level_riket", language, riket=name, value=value, difference=away)


def _direction(found: Status, language: str) -> Element:
    """The slope of all clean points since the base year, with its interval, and its word."""
    answer, indicator = found.assessment, found.indicator
    slope, way = answer.slope, answer.way
    if slope is None or way is None:
        word = say()("direction_unknown", language)
        return _card("direction", language, "○", word, _reason(found, language))
    points = used(found.question)
    few = "" if len(points) >= FEWEST_95 else "_few"
    symbol = "≈" if way == "unsure" else ARROWS[slope.slope > 0]
    word, why = status_words()(f"way_{way}", language), ""
    if found.question.jumped:
        # what one firm may stand behind is called neither progress nor decline (rule 10)
        symbol, word = "○", say()("direction_unknown", language)
        why = formats.sentence(status_words()("reason_one_firm", language))
    span = formats.period_range(points[0].period, points[-1].period, language)
    band = answer.band
    return _card(
        "direction",
        language,
        symbol,
        word,
        why,
        say()("direction_slope", language, slope=rate(slope.slope, indicator, language)) + ".",
        say()(f"direction_interval{few}", language, low=rate(slope.low, indicator, language),
              high=rate(slope.high, indicator, language)),
        say()("direction_points", language, count=len(points), span=span),
        say()("direction_band", language, band=_noise(band, found, language)) if band else "",
    )  # fmt: skip


def _noise(band: float, found: Status, language: str) -> str:
    """The band of noise, with a decimal more than the values, for it is a part of the last one."""
    return rate(band, found.indicator, language).removeprefix("+")


def _reason(found: Status, language: str) -> str:
    reason = reason_words(found, language)
    return formats.sentence(reason) if reason else ""


def _pace(found: Status, language: str) -> Element:
    """The pace so far against the pace needed, as numbers and as their ratio (rule 29)."""
    answer, indicator, asked = found.assessment, found.indicator, found.question
    name = pace_name(found)
    lines: list[str] = []
    if answer.ratio is not None and name in ("enough", "slow", "far"):
        ratio = formats.number(100 * answer.ratio, 0, language)
        lines.append(formats.sentence(say()("pace_ratio", language, ratio=ratio)))
    if answer.slope is not None:
        slope = rate(answer.slope.slope, indicator, language)
        lines.append(say()("pace_observed", language, slope=slope))
    if answer.needed is not None and not answer.due:
        needed = rate(answer.needed, indicator, language)
        lines.append(say()("pace_needed", language, needed=needed))
    if answer.needed_left is not None and answer.verdict != "reached":
        needed = rate(answer.needed_left, indicator, language)
        lines.append(say()("pace_left", language, needed=needed))
    if answer.verdict != "cannot":
        lines.append(say()("pace_limits", language, on_track=_percent(asked.on_track, language),
                           slow=_percent(asked.slow, language)))  # fmt: skip
    if not lines:
        lines.append(_reason(found, language))
    return _card("pace", language, PACES[name], say()(f"pace_{name}", language), *lines)


def pace_name(found: Status) -> str:
    """Which of :data:`PACES` a status has; only where the direction is sure is it a share."""
    answer = found.assessment
    if answer.verdict in ("reached", "cannot"):
        return "reached" if answer.verdict == "reached" else "unknown"
    if answer.verdict == "on_track" and answer.ratio is None:
        return "none"
    if answer.way != "toward":
        return "away" if answer.way == "away" else "unsure"
    if answer.due:
        return "due"
    return {"on_track": "enough", "too_slow": "slow"}.get(answer.verdict, "far")
