"""Counties within their NUTS 2 regions: the order of a ranking that is grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from data.geography import geographies
from indicators.spec import Series


@dataclass(frozen=True, slots=True)
class Groups:
    """The series of a ranking in the order to be drawn.

    `grouped` says that counties stand under their regions, and `by_own` that the regions are
    ordered by their own values and not by their first county.
    """

    series: tuple[Series, ...]
    grouped: bool = False
    by_own: bool = False


def _by(items: Iterable[Series], key: Callable[[Series], str]) -> dict[str, list[Series]]:
    found: dict[str, list[Series]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def _valued(groups: dict[str, list[Series]]) -> dict[str, list[Series]]:
    return {
        name: items
        for name, items in groups.items()
        if any(item.marks[0].value is not None for item in items)
    }


def within_regions(flat: Sequence[Series], own: Sequence[Series], language: str) -> Groups:
    """The counties of `flat` within their regions, each with its region's name in `said`.

    `flat` is in the order of a ranking, and `own` are the regions' own series in theirs. A region
    that has a value of its own heads its counties. The regions stand in the order of their own
    values where all that have counties with a value have one; else all in the order of their first
    county, because an aggregate cannot be held against a best county. What belongs to no region,
    as Riket, stands first.
    """
    counties = [item for item in flat if geographies()[item.code].level == "county"]
    heads = _valued(_by(own, lambda item: item.code))
    members = _by(counties, lambda item: geographies()[item.code].parent)
    by_own = _valued(members).keys() <= heads.keys()
    order = [*heads, *members] if by_own else list(members)
    series = [item for item in flat if geographies()[item.code].level != "county"]
    for region in dict.fromkeys(order):
        said = geographies()[region].short(language)
        inside = (*heads.get(region, ()), *members.get(region, ()))
        series += [replace(item, said=said) for item in inside]
    return Groups(tuple(series), True, by_own)
