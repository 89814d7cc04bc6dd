"""Differences in a message: a change between two periods, a gap to Riket. Never across a break."""

from __future__ import annotations

from dataclasses import replace

from data.geography import RIKET
from indicators import naming
from indicators.findings.case import CURRENT_PRICES
from indicators.framing import noise_of
from indicators.measures import error_of
from indicators.meeting.field_asked import Asked
from indicators.meeting.field_facts import Facts
from indicators.meeting.field_reading import Reading, key_of, named, one_period, parts, said
from indicators.meeting.field_words import Refused, say
from indicators.model import Indicator
from indicators.quadrants import excess, in_points
from indicators.spans import (
    change_between,
    comparable_bases,
    has_jump,
    same_season,
    value_in,
    why_no_change,
)
from indicators.spec import Mark, Sex
from indicators.transforms import difference
from indicators.values import Values


def change(facts: Facts, asked: Asked) -> Reading:
    """A change between two periods, in the unit. Raises :class:`Refused` across a break."""
    indicator, language = facts.indicator, facts.language
    if indicator.points_only:
        raise Refused("points_only")
    sex = facts.sex(asked)
    values = facts.values(sex)
    code = facts.place(asked, values)
    plain = replace(facts, selection=replace(facts.selection, measure="value"))
    last = asked.last or facts.newest(code, sex).period
    base = asked.first or _base(plain, code, sex, last)
    earlier, later = plain.given(code, base, sex), plain.given(code, last, sex)
    found = change_between(values, code, base, last, difference)
    if found.value is None:
        raise _incomparable(facts, values, code, base, last)
    marks = named(plain, (code, earlier), sex) + named(plain, (code, later), sex)
    if indicator.one_firm and code != RIKET and has_jump(values, code, base, last):
        marks.append(say()("mark_firm", language))
    if not same_season(base, last):
        marks.append(say()("mark_season", language))
    if not asked.last and later.period != facts.period:
        marks.insert(0, facts.period_words(later.period))
    asked_as = replace(plain.selection, measure="change", base=base, period=last)
    error = error_of(values, code, asked_as, indicator, noise_of(indicator))
    marks.append(_noise(facts, found.value, error))
    tail = [say()("current_prices", language)] if CURRENT_PRICES in indicator.unit.sv else []
    if not asked.first:
        tail.append(say()("since", language, base=facts.period_words(base)))
    told = Reading(
        key_of(asked, code, sex), "change", code, "", tail=" ".join(tail), marks=said(marks),
        state="" if asked.last else last if asked.first else f"{base}-{last}",
        period=facts.period_words(last),
    )  # fmt: skip
    return _with_difference(told, facts, asked, found.value, later, earlier)


def _base(facts: Facts, code: str, sex: Sex, last: str) -> str:
    """Where a change starts where the field does not say so.

    The base of the view where it has one, else the first period shown that the last may be
    compared with: the clean stretch, of the same season.
    """
    base = facts.selection.base
    if base is not None and base < last:
        return base
    first = facts.axis[0] if facts.axis else ""
    found = [
        period
        for period in comparable_bases(facts.values(sex), code, last)
        if period >= first and same_season(period, last)
    ]
    if not found:
        raise Refused("no_base", place=facts.name(code), period=facts.period_words(last))
    return found[0]


def _incomparable(facts: Facts, values: Values, code: str, base: str, last: str) -> Refused:
    """Why two values of a place have no change."""
    why = why_no_change(values, code, base, last)
    if why == "break":
        falls = [item.period for item in values.breaks if base < item.period <= last]
        return Refused("break", period=facts.period_words(falls[-1]))
    if why == "own_break":
        own = [period for period in values.own_breaks.get(code, {}) if base < period <= last]
        when = facts.period_words(max(own, default=last))
        return Refused("own_break", place=facts.name(code), period=when)
    if why == "publication":
        return Refused("publication")
    return Refused("no_base", place=facts.name(code), period=facts.period_words(last))


def gap(facts: Facts, asked: Asked) -> Reading:
    """The difference to Riket in one period. Raises :class:`Refused` where it says nothing."""
    one_period(asked, facts)
    indicator = facts.indicator
    if indicator.extensive:
        raise Refused("extensive")
    sex = facts.sex(asked)
    values = facts.values(sex)
    code = facts.place(asked, values)
    if code == RIKET:
        raise Refused("itself")
    plain = replace(facts, selection=replace(facts.selection, measure="value"))
    own = plain.given(code, asked.first or facts.newest(code, sex).period, sex)
    other = value_in(values, RIKET, own.period)
    if other.value is None or own.value is None:
        raise Refused("no_riket", period=facts.period_words(own.period))
    marks = named(plain, (code, own), sex) + named(plain, (RIKET, other), sex)
    if not asked.first and own.period != facts.period:
        marks.insert(0, facts.period_words(own.period))
    noise = noise_of(indicator)
    error = sum(noise if mark.margin is None else mark.margin for mark in (own, other))
    apart = own.value - other.value
    marks.append(_noise(facts, apart, error))
    told = Reading(
        key_of(asked, code, sex), "gap", code, "", marks=said(marks),
        state="" if asked.first else own.period, period=facts.period_words(own.period),
    )  # fmt: skip
    return _with_difference(told, facts, asked, apart, own, other)


def _with_difference(
    told: Reading, facts: Facts, asked: Asked, apart: float, own: Mark, other: Mark
) -> Reading:
    """`told` with a difference and its sign: points for shares, else the unit, or per cent."""
    indicator, language = facts.indicator, facts.language
    decimals, symbol = indicator.decimals, difference_symbol(indicator, language)
    if asked.percent:
        assert own.value is not None and other.value is not None
        share = None if in_points(indicator) else excess(own.value, other.value)
        if share is None:
            raise Refused("in_points")
        apart, decimals, symbol = share, 1, "%"
    core, unit = parts(apart, decimals, language, symbol, True)
    return replace(told, core=core, unit=unit, value=apart, decimals=decimals)


def difference_symbol(indicator: Indicator, language: str) -> str:
    """What follows a difference: percentage points for shares, else the short unit."""
    if indicator.percent:
        return naming.say()("symbol_points", language)
    return indicator.symbol[language] if indicator.symbol else ""


def _noise(facts: Facts, apart: float, error: float) -> str:
    """What a difference must be called where nobody can tell it from none (rules 11 and 12)."""
    if facts.unsure:
        return say()("mark_unpublished", facts.language)
    certain = abs(apart) > error + 1e-9 * max(1.0, abs(apart))
    return "" if certain else say()("mark_unsure", facts.language)
