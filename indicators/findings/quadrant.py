"""Level and change: the position of the place, and how many places are in each."""

from __future__ import annotations

from collections import Counter

from data.geography import geographies
from indicators import formats
from indicators.findings.case import Case
from indicators.findings.two_points import firm_between
from indicators.findings.words import limit, say, uncapitalised
from indicators.spec import Column, Finding, Series

#: columns of the chart: value, level against Riket, change since the base, change minus Riket's
LEVEL, FASTER = 1, 3


def quadrants(case: Case) -> list[Finding]:
    """The position of the place with its two numbers, and the count of each position.

    The words are the chart's own (:mod:`indicators.quadrants`), which tests them.
    """
    if len(case.spec.columns) != 4:
        return []
    placed = [item for item in case.spec.series if _two(item) is not None and item.said]
    return [*_home(case, placed), *_count(case, placed)]


def _two(item: Series) -> tuple[float, float] | None:
    """Level and change against the reference, or None where the place has no point."""
    if len(item.marks) != 4:
        return None
    level, faster = item.marks[LEVEL].value, item.marks[FASTER].value
    return None if level is None or faster is None else (level, faster)


def _home(case: Case, placed: list[Series]) -> list[Finding]:
    item = next((each for each in placed if each.code == case.subject), None)
    found = _two(item) if item else None
    if item is None or found is None:
        return []
    base, period = case.selection.base or "", case.selection.period or ""
    if any(case.awaits(case.subject, each) for each in (base, period)):
        return []
    if firm_between(case, item, base, period):
        return []
    level, faster = found
    numbers = (("level against the reference", level), ("change less the reference's", faster))
    references = [each.name for each in case.spec.series if each.role == "reference"]
    return [
        case.finding(
            "quadrant",
            "quadrant",
            numbers,
            place=case.label,
            said=uncapitalised(item.said),
            reference=next(iter(references), ""),
            level=_told(case, case.spec.columns[LEVEL], level),
            faster=_told(case, case.spec.columns[FASTER], faster),
            when=case.when(period),
            base=formats.period(base, case.language),
        )
    ]


def _told(case: Case, column: Column, value: float) -> str:
    return formats.with_unit(value, column.decimals, case.language, column.symbol, column.signed)


def _count(case: Case, placed: list[Series]) -> list[Finding]:
    """How many of the places of the level have each word, the most common first."""
    words = [
        uncapitalised(item.said)
        for item in placed
        if item.role != "reference" and geographies()[item.code].level == case.indicator.level
    ]
    if len(words) < limit("shortest"):
        return []
    counted = Counter(words).most_common()
    if len(counted) == 1:
        word, count = counted[0]
        key = f"quadrant_all_{case.indicator.level}"
        numbers = [("places", float(count))]
        return [case.finding(key, "quadrant_count", numbers, count=count, word=word)]
    shown, rest = counted[: int(limit("named"))], counted[int(limit("named")) :]
    numbers = [("places", float(len(words)))]
    parts = []
    for word, count in shown:
        numbers.append((word, float(count)))
        parts.append(say()("counted", case.language, word=word, count=count))
    if rest:
        others = sum(count for _, count in rest)
        numbers.append(("others", float(others)))
        word = say()("otherwise", case.language)
        parts.append(say()("counted", case.language, word=word, count=others))
    return [
        case.finding(
            f"quadrant_count_{case.indicator.level}",
            "quadrant_count",
            numbers,
            count=len(words),
            counts="; ".join(parts),
        )
    ]
