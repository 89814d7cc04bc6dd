"""The map: which places are in its highest and lowest class."""

from __future__ import annotations

from indicators import formats
from indicators.classes import members
from indicators.findings.case import Case
from indicators.findings.words import limit, say
from indicators.spec import Finding


def extremes(case: Case) -> list[Finding]:
    """The places of the highest class and of the lowest, named if they are few.

    Says where places stand in the classes as drawn, and nothing of how sure that is.
    """
    bounds = case.spec.classes
    if len(bounds) < 2 or case.unsure or case.selection.measure != "value":
        return []
    classes = members(case.spec, case.level_places())
    high, low = ([item.name for item in classes[index]] for index in (-1, 0))
    if not high or not low:
        return []
    numbers = [
        ("lower bound of the highest class", bounds[-1]),
        ("upper bound of the lowest class", bounds[1]),
        ("in the highest class", float(len(high))),
        ("in the lowest class", float(len(low))),
    ]
    return [
        case.finding(
            "classes",
            "classes",
            numbers,
            high=_named(case, high),
            low=_named(case, low),
            high_bound=case.told(bounds[-1]),
            low_bound=case.told(bounds[1]),
        )
    ]


def _named(case: Case, names: list[str]) -> str:
    if len(names) <= limit("named"):
        return formats.listing(names, case.language)
    return say()(f"places_{case.indicator.level}", case.language, count=len(names))
