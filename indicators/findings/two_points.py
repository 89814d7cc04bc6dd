"""Two points in time: the place's change between them, and how many places went which way."""

from __future__ import annotations

from data.geography import geographies
from indicators import formats
from indicators.findings.case import Case, in_current_prices
from indicators.findings.change import change_spread, word_for
from indicators.findings.words import beyond, say
from indicators.framing import noise_of
from indicators.spans import has_jump
from indicators.spec import Finding, Mark, Series


def between(case: Case) -> list[Finding]:
    """The place's change and the count; two points carry no degree word."""
    if len(case.spec.columns) != 3:
        return []
    return [*_home(case), *_count(case)]


def _home(case: Case) -> list[Finding]:
    found = []
    for item in case.spec.series:
        if item.code == case.subject and _comparable(case, item):
            found += _changed(case, item)
    return found


def _changed(case: Case, item: Series) -> list[Finding]:
    first, last, _ = item.marks
    base, later, _ = case.spec.columns
    if first.value is None or last.value is None:
        return []
    waits = any(case.awaits(case.subject, column.period) for column in (base, later))
    if waits or firm_between(case, item, base.period, later.period):
        return []
    error = _error(case, item)
    total = last.value - first.value
    numbers = (("first", first.value), ("last", last.value), ("difference", total),
               ("error", error))  # fmt: skip
    unsure = case.unsure or bool({"U", "D"} & set(first.status + last.status))
    way = "plain" if unsure else "sure" if beyond(total, error) else "none"
    apart, more = case.apart(total, first.value)
    if in_current_prices(case):
        apart = say()("current_prices", case.language, apart=apart)
    spread = change_spread(case, later.period, item.sex)
    size = max(0.0, abs(total) - error)
    word = word_for(case, size, total > 0, abs(first.value), spread, capped=True)

    def told(mark: Mark) -> str:
        return formats.with_unit(mark.value, base.decimals, case.language, base.symbol, base.signed)

    return [
        case.finding(
            "change_still" if way == "plain" and told(first) == told(last) else f"change_{way}",
            f"two_points_{way}",
            numbers + tuple(extra for extra in more if extra not in numbers),
            place=case.label,
            from_period=formats.period(base.period, case.language),
            to_period=formats.period(later.period, case.language),
            after="",
            word=word,
            first=told(first),
            last=told(last),
            apart=apart,
        )
    ]


def firm_between(case: Case, item: Series, base: str, period: str) -> bool:
    """Tell whether a jump that single firms may account for lies between the periods (rule 10)."""
    values = case.material.values.get(item.sex) or case.material.any
    return case.indicator.one_firm and has_jump(values, item.code, base, period)


def _comparable(case: Case, item: Series) -> bool:
    """Tell whether a change was computed: not across a break, nor where either value is missing."""
    return len(item.marks) == 3 and item.marks[2].value is not None


def _error(case: Case, item: Series) -> float:
    """How far the change of a series can err: as its two values together."""
    noise = max(noise_of(case.indicator), 0.49999 * 10.0 ** -case.spec.columns[0].decimals)
    values = case.material.values.get(item.sex) or case.material.any
    total = 0.0
    for mark, column in zip(item.marks[:2], case.spec.columns[:2], strict=True):
        known = values.mark(item.code, column.period)
        margin = mark.margin if mark.margin is not None else known.margin if known else None
        total += noise if margin is None else max(margin, 0.49999 * 10.0**-column.decimals)
    return total


def _count(case: Case) -> list[Finding]:
    """In how many of the places of the level the value has surely gone up, and down."""
    places = [
        item
        for item in case.spec.series
        if item.role != "reference"
        and geographies()[item.code].level == case.indicator.level
        and _comparable(case, item)
    ]
    if len(places) < 3 or len({item.sex for item in places}) != 1:
        return []
    changes = [(item.marks[2].value or 0.0, _error(case, item)) for item in places]
    up = sum(value > 0 and (case.unsure or beyond(value, e)) for value, e in changes)
    down = sum(value < 0 and (case.unsure or beyond(value, e)) for value, e in changes)
    same = len(places) - up - down
    numbers = [("up", up), ("down", down), ("same", same), ("places", len(places))]
    base, later, _ = case.spec.columns
    style = "plain" if case.unsure else "sure"
    held = [(way, count) for way, count in numbers[:3] if count]
    if len(held) == 1:
        parts = say()(f"all_{held[0][0]}_{style}", case.language)
    else:
        told = [say()(f"some_{way}_{style}", case.language, count=count) for way, count in held]
        parts = formats.listing(told, case.language)
    return [
        case.finding(
            f"count_{'all' if len(held) == 1 else 'some'}_{case.indicator.level}",
            "two_points_count",
            [(name, float(number)) for name, number in numbers],
            count=len(places),
            parts=parts,
            from_period=formats.period(base.period, case.language),
            to_period=formats.period(later.period, case.language),
        )
    ]
