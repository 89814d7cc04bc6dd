"""Two indicators: how strong the correlation surely is, that it is no cause, and who carries it."""

from __future__ import annotations

from data.geography import EU27, NORRA_MELLANSVERIGE, RIKET
from indicators import formats
from indicators.correlation import CONFIDENCE, DECIMALS, carriers
from indicators.findings.case import Case
from indicators.findings.words import correlation_word, limit, uncapitalised
from indicators.spec import Finding, Series


def correlation(case: Case) -> list[Finding]:
    """The correlation in the word that all of its interval supports, or that none is sure.

    Tested as told: an interval whose end is written 0,00 does not exclude zero.
    """
    facts = case.spec.facts
    if len(case.spec.columns) != 2 or not {"r", "low", "high", "n"} <= set(facts):
        return []
    r, low, high, count = (facts[name] for name in ("r", "low", "high", "n"))
    low_told, high_told = round(low, DECIMALS), round(high, DECIMALS)
    word = correlation_word(low_told, high_told, case.language)
    first, second = (uncapitalised(column.name) for column in case.spec.columns)
    confidence = CONFIDENCE * 100

    def told(value: float) -> str:
        return formats.number(value, DECIMALS, case.language)

    numbers = (("r", r), ("low", low), ("high", high), ("places", count),
               ("confidence", confidence))  # fmt: skip
    key = "correlation_sure" if word else "correlation_none"
    said = case.finding(
        f"{key}_{case.indicator.level}",
        key,
        numbers,
        first=first,
        second=second,
        word=word,
        r=told(r),
        low=told(low),
        high=told(high),
        count=formats.number(count, 0, case.language),
        confidence=formats.number(confidence, 0, case.language),
    )
    return [said, *_carried(case)]


def _carried(case: Case) -> list[Finding]:
    """The few places without any one of which the conclusion would be another."""
    points = [item for item in case.spec.series if _counted(case, item)]
    if len(points) != round(case.spec.facts["n"]):
        return []
    xs, ys = ([item.marks[index].value or 0.0 for item in points] for index in (0, 1))
    found = carriers(xs, ys)
    if not 0 < len(found) <= limit("named"):
        return []
    names = [points[one.index].name for one in found]
    numbers = [(f"r without {points[one.index].name}", one.without.r) for one in found]
    places = _either(names, case.language)
    return [case.finding("correlation_carried", "correlation_carried", numbers, places=places)]


def _either(names: list[str], language: str) -> str:
    """``Stockholm eller Uppsala``: leaving out any one of them is enough."""
    joint = " eller " if language == "sv" else " or "
    return joint.join(filter(None, (", ".join(names[:-1]), names[-1])))


def _counted(case: Case, item: Series) -> bool:
    """Tell whether a place is one that the correlation is over."""
    beside = {RIKET, EU27} | ({NORRA_MELLANSVERIGE} if case.indicator.level == "county" else set())
    return item.code not in beside and all(mark.value is not None for mark in item.marks)
