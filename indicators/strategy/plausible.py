"""Is the goal within reach: the pace needed from now on against every pace that a county has had.

A pace is the Theil–Sen slope of a window of clean values, at least as long as the time that is left
and of at least three values. It tells what has been done before, not what can be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from data.geography import counties, swedish_regions
from data.model import period_position
from indicators.catalogue import Catalogue
from indicators.compare import jumps
from indicators.model import Indicator
from indicators.spec import Mark, Sex
from indicators.strategy.assess import FEWEST, HAIR
from indicators.strategy.beside import breaks_of, clean_stretches, say, years_words
from indicators.strategy.robust import theil_sen
from indicators.strategy.status import Status
from indicators.values import Values


class Shelf(Protocol):
    """What the comparison asks of the library."""

    catalogue: Catalogue

    def values(self, indicator: str, sex: Sex = "total", as_of: date | None = None) -> Values: ...
    def awaiting(self, indicator: Indicator) -> frozenset[tuple[str, str]]: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """The best pace of a place: change per year from period `first` to `last`."""

    place: str
    slope: float
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Plausible:
    """The needed pace beside the best pace of each place.

    Paces are in the indicator's unit per year; where `relative`, because the number grows with the
    place, in per cent per year of the value that the window starts with (for `needed`, of the
    newest value).
    """

    needed: float
    #: from the newest value to the target's year
    years: float
    #: the shortest window used: longer than `years` where the series has no such step, shorter
    #: where no place has so long a clean stretch
    window_years: float
    #: best first
    best: tuple[Pace, ...]
    #: how many of the places have had the needed pace
    managed: int
    #: how many places could be assessed
    of: int
    #: how many places there are
    places: int
    level: str
    relative: bool = False


def plausible(library: Shelf, status: Status) -> Plausible | None:
    """The needed pace against those of the 21 counties, for NUTS 2 the eight riksområden.

    Only windows without a break and of one origin count; where one firm can be the county, none
    with a jump counts, for that is never called progress (rule 10). None where the status cannot be
    assessed, the target is reached, or its year has come.
    """
    found, goal, indicator = status.assessment, status.goal, status.indicator
    if found.needed_left is None or found.verdict in ("reached", "cannot"):
        return None
    newest = status.question.points[-1]
    if indicator.extensive and newest.value <= 0:
        return None
    needed = found.needed_left / newest.value * 100 if indicator.extensive else found.needed_left
    years = period_position(goal.target_period) - period_position(newest.period)
    places = counties() if indicator.level == "county" else swedish_regions()
    stretches = _stretches(library, status, places)
    longest = max((_span(s) for all_of in stretches.values() for s in all_of), default=0.0)
    sign = 1.0 if status.question.direction == "up" else -1.0
    best: list[Pace] = []
    spans: list[float] = []
    for place, all_of in stretches.items():
        windows = list(_windows(all_of, min(years, longest), indicator))
        paces = [pace for w in windows if (pace := _pace(place, w, indicator.extensive))]
        spans += [_span(window) for window in windows]
        if paces:
            best.append(max(paces, key=lambda pace: sign * pace.slope))
    best.sort(key=lambda pace: -sign * pace.slope)
    enough = sign * needed - HAIR * max(1.0, abs(needed))
    return Plausible(
        needed,
        years,
        min(spans, default=0.0),
        tuple(best),
        sum(sign * pace.slope >= enough for pace in best),
        len(best),
        len(places),
        indicator.level,
        indicator.extensive,
    )


def _stretches(
    library: Shelf, status: Status, places: Sequence[str]
) -> dict[str, list[tuple[Mark, ...]]]:
    """The clean stretches of at least three values, by place."""
    goal, indicator = status.goal, status.indicator
    values = library.values(indicator.id, goal.breakdown, status.as_of)
    awaiting = library.awaiting(indicator)
    season = status.question.points[-1].period[4:]
    found = {}
    for place in places:
        unreviewed = frozenset(period for geo, period in awaiting if geo == place)
        stretches = clean_stretches(
            values.places.get(place, ()), breaks_of((place,), values), season, unreviewed
        )
        found[place] = [stretch for stretch in stretches if len(stretch) >= FEWEST]
    return found


def _windows(
    stretches: Sequence[tuple[Mark, ...]], years: float, indicator: Indicator
) -> Iterator[tuple[Mark, ...]]:
    """From every value the shortest window of at least `years` and three values."""
    for stretch in stretches:
        for start in range(len(stretch) - FEWEST + 1):
            for end in range(start + FEWEST, len(stretch) + 1):
                window = stretch[start:end]
                if _span(window) >= years - HAIR:
                    if not (indicator.one_firm and jumps(window)):
                        yield window
                    break


def _span(window: Sequence[Mark]) -> float:
    return period_position(window[-1].period) - period_position(window[0].period)


def _pace(place: str, window: Sequence[Mark], relative: bool) -> Pace | None:
    values = [mark.value for mark in window if mark.value is not None]
    if relative and values[0] <= 0:
        return None
    slope = theil_sen([period_position(mark.period) for mark in window], values).slope
    if relative:
        slope *= 100 / values[0]
    return Pace(place, slope, window[0].period, window[-1].period)


def plausible_words(found: Plausible, status: Status, language: str) -> str:
    """ "3 av 21 län har klarat den takten." and whatever limits what that says."""
    say_ = say()
    of_ = "region" if found.level == "nuts2" else "county"
    if not found.of:
        return say_("pace_nobody_known", language, kind=say_(f"{of_}_many", language))
    fields = {"n": found.managed, "of": found.of}
    kind = say_(of_ if found.of == 1 else f"{of_}_many", language)
    said = [say_("pace_managed" if found.managed else "pace_none", language, kind=kind, **fields)]
    window, left = (years_words(x, language) for x in (found.window_years, found.years))
    if found.window_years < found.years - HAIR:
        said.append(say_("pace_shorter", language, window=window, years=left))
    elif found.window_years > found.years + HAIR:
        said.append(say_("pace_longer", language, window=window, years=left))
    if found.places > found.of:
        rest = found.places - found.of
        kind = say_(of_ if rest == 1 else f"{of_}_many", language)
        said.append(say_("pace_cannot", language, n=rest, kind=kind))
    if found.relative:
        said.append(say_("pace_relative", language))
    return " ".join(said)
