"""What changed in a view: new periods, revised values, places in the ranking beyond the overlap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE
from indicators import formats, naming
from indicators.history import history
from indicators.history.words import decimals as decimals_apart
from indicators.history.words import missing, reasons
from indicators.meeting.change_model import Change, Sides, say
from indicators.meeting.field_asked import Asked
from indicators.meeting.field_facts import Facts, facts_of
from indicators.meeting.field_read import read
from indicators.meeting.field_reading import Reading
from indicators.meeting.field_words import Refused
from indicators.model import OVER_TIME
from indicators.spec import Mark, Sex

if TYPE_CHECKING:
    from indicators.library import Library

#: revised values of a view for which the reason is looked up, each a question to the database
MOST_REASONS = 10


def figures_changed(library: Library, sides: Sides) -> Iterator[Change]:
    """What changed in a slide with a chart, the newest and nearest first."""
    indicators = [""]
    chosen = sides.now.selection
    if chosen is not None and chosen.view == "scatter" and chosen.against:
        indicators.append("*")
    for number, indicator in enumerate(indicators):
        now = _facts(library, sides, indicator, True)
        if now is None:
            continue
        then = _facts(library, sides, indicator, False)
        name = now.indicator.name[sides.language] if len(indicators) > 1 else ""
        if then is None:
            old = say()("not_published", sides.language)
            yield Change("period", now.indicator.name[sides.language], old, _newest(now))
            continue
        if number == 0 and _newest(then) != _newest(now):
            about = now.indicator.name[sides.language]
            yield Change("period", about, _newest(then), _newest(now))
        yield from _revised(then, now, sides, name)
        yield from _ranks(then, now, name)


def _facts(library: Library, sides: Sides, indicator: str, now: bool) -> Facts | None:
    """The facts of one side; None where nothing of the indicator was known."""
    content = sides.now if now else sides.then
    if content.chart is None or content.selection is None:
        return None
    if not now and content.selection.as_of is None:  # nothing was published: the latest is drawn
        return None
    try:
        return facts_of(content, library, sides.language, indicator)
    except Refused:
        return None


def _newest(facts: Facts) -> str:
    """The newest period that a view shows, in words."""
    if facts.spec is not None and facts.spec.kind in OVER_TIME and facts.spec.periods:
        return facts.period_words(facts.spec.periods[-1])
    return facts.period_words(facts.period)


# --- revised values --------------------------------------------------------------------------


def _revised(then: Facts, now: Facts, sides: Sides, name: str) -> Iterator[Change]:
    """Values of the places and periods that both views show and that read otherwise now."""
    number = 0
    for code in _places(then, now):
        for sex in now.material.values:
            held = now.library.values(now.indicator.id, sex, then.selection.as_of)
            for period in reversed(_shared(then, now)):
                old, new = held.mark(code, period), now.values(sex).mark(code, period)
                told = _told(old, new, now)
                if told is None:
                    continue
                number += 1
                why = ""
                if number <= MOST_REASONS:
                    why = _reason(now, sides, code, period, sex)
                yield Change("revision", _about(now, code, sex, period, name), *told, reason=why)


def _shared(then: Facts, now: Facts) -> list[str]:
    """The periods shown both then and now."""

    def shown(facts: Facts) -> set[str]:
        if facts.over_time:
            return set(facts.axis)
        chosen = facts.selection
        return {period for period in (chosen.base, chosen.period) if period}

    return sorted(shown(then) & shown(now))


def _places(then: Facts, now: Facts) -> list[str]:
    """The places shown both then and now: home first, then the region's, Riket, and the others."""
    drawn = [[one.code for one in facts.spec.series] if facts.spec else [] for facts in (then, now)]
    both = [code for code in dict.fromkeys(drawn[1]) if code in drawn[0]]
    first = (now.subject, *THE_THREE, NORRA_MELLANSVERIGE, RIKET)
    return sorted(both, key=lambda code: first.index(code) if code in first else len(first))


def _told(old: Mark | None, new: Mark | None, facts: Facts) -> tuple[str, str] | None:
    """How a value read and reads; None where a reader of the slide sees no difference."""
    values = [mark.value if mark is not None else None for mark in (old, new)]
    if values[0] == values[1]:
        return None
    indicator, language = facts.indicator, facts.language
    shown = [formats.number(value, indicator.decimals, language) for value in values]
    if shown[0] == shown[1]:
        return None
    symbol = indicator.symbol[language] if indicator.symbol else ""
    places = min(decimals_apart(values, indicator.decimals), indicator.decimals)
    texts = [
        formats.with_unit(value, places, language, symbol)
        if value is not None
        else missing(mark.status if mark is not None else "O", language)
        for value, mark in zip(values, (old, new), strict=True)
    ]
    return texts[0], texts[1]


def _reason(now: Facts, sides: Sides, code: str, period: str, sex: Sex) -> str:
    """The reasons that the source gives for what became known since the showing; "" for none."""
    versions = history(now.library, now.selection, code, period, sex).versions
    last: date = sides.since
    told = [reasons(one, sides.language) for one in versions if one.known > str(last)]
    return " ".join(dict.fromkeys(text for text in told if text))


def _about(facts: Facts, code: str, sex: Sex, period: str, name: str) -> str:
    language, place = facts.language, facts.name(code)
    if sex != "total" and len(facts.material.values) > 1:
        place = say()("of_sex", language, place=place, sex=naming.say()(sex, language))
    if name:
        place = say()("of_indicator", language, name=name, place=place)
    if not period:
        return place
    return say()("of_period", language, place=place, period=facts.period_words(period))


# --- ranks -----------------------------------------------------------------------------------


def _ranks(then: Facts, now: Facts, name: str) -> Iterator[Change]:
    """Places in the ranking whose bands no longer overlap: nearer ones only, not all of Sweden."""
    spec = now.spec
    near = (
        [one.code for one in spec.series if one.role in ("home", "compared", "group")]
        if spec
        else []
    )
    for code in dict.fromkeys(near):
        for sex in now.material.values:
            old, new = _rank(then, code, sex), _rank(now, code, sex)
            if old is None or new is None or _overlap(_band(old), _band(new)):
                continue
            about = _about(now, code, sex, "", name)
            texts = (
                say()("in_period", now.language, value=one.core, period=one.period)
                for one in (old, new)
            )
            yield Change("rank", about, *texts)


def _rank(facts: Facts, code: str, sex: Sex) -> Reading | None:
    try:
        return read(facts, Asked("rank", code, sex=sex))
    except Refused:
        return None


def _band(one: Reading) -> tuple[int, int]:
    """First and last place of a band: "plats 7–9 av 21" -> 7, 9."""
    words = one.core.replace(formats.NBSP, " ").split()
    ends = next(word for word in words if word[0].isdigit()).split("–")
    return int(ends[0]), int(ends[-1])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
