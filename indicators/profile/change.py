"""How a county has moved over about five years, within one clean stretch (rule 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from data.geography import counties
from data.model import period_position
from indicators.compare import jumps
from indicators.model import Indicator
from indicators.overview import Change, change
from indicators.profile.rules import rules
from indicators.profile.spread import beyond, error, spread_of
from indicators.spec import Mark
from indicators.transforms import crosses_break, same_stretch
from indicators.values import Values

#: why there is no change: no value to end with, single points, a break, another publication
#: before, or no earlier value within the stated span
NoChange = Literal["missing", "points", "break", "origin", "short"]


@dataclass(frozen=True, slots=True)
class Move:
    """A county's change, beside those of all counties between the same two periods.

    `typical` is the median of the counties' changes and `distance` how far the county's own lies
    from it, in their spread; None where too few counties have both values, or where the number
    grows with the county. `one_firm` marks a change that single firms may account for (rule 10).
    """

    change: Change
    #: the span in years
    years: float
    typical: float | None
    distance: float | None
    #: the change is real, and its deviation from `typical` is larger than the figures can err
    apart: bool
    one_firm: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """The change of a county, or why there is none and which break forbids it."""

    move: Move | None = None
    missing: NoChange | None = None
    broken: str = ""


def moved(values: Values, indicator: Indicator, code: str, last: Mark) -> Moved:
    """The change of a county up to `last` from the value nearest five years before.

    That value lies in the same clean stretch, comes from the same publication, and at a span
    within the stated limits; months and quarters meet their own. Of two equally near the later is
    taken.
    """
    if last.value is None:
        return Moved(missing="missing")
    if indicator.points_only:
        return Moved(missing="points")
    marks = values.places[code]
    earlier = [mark for mark in marks if mark.value is not None and _spans(mark, last)]
    within = same_stretch(marks, last.period, values.breaks)
    clean = [mark for mark in earlier if mark.period in within]
    same = [mark for mark in clean if mark.origin == last.origin]
    if same:
        base = min(same, key=lambda mark: _distance_in_time(mark, last))
        return Moved(_move(values, indicator, code, base, last))
    if clean:
        return Moved(missing="origin")
    if earlier:
        return Moved(missing="break", broken=_last_break(values, marks, last.period))
    return Moved(missing="short")


def _years(earlier: Mark, later: Mark) -> float:
    return period_position(later.period) - period_position(earlier.period)


def _spans(earlier: Mark, last: Mark) -> bool:
    """Whether a span is within the stated limits, and between the same months or quarters."""
    limits = rules()
    fits = limits["shortest"] - 0.01 < _years(earlier, last) < limits["longest"] + 0.01
    return fits and earlier.period[4:] == last.period[4:]


def _distance_in_time(earlier: Mark, last: Mark) -> tuple[float, float]:
    years = _years(earlier, last)
    return round(abs(years - rules()["years"]), 6), years


def _last_break(values: Values, marks: tuple[Mark, ...], period: str) -> str:
    """The newest break up to a period: the dataset's, or the county's own."""
    own = [mark.period for mark in marks if "B" in mark.status]
    return max(p for p in (*own, *(item.period for item in values.breaks)) if p <= period)


def _move(values: Values, indicator: Indicator, code: str, base: Mark, last: Mark) -> Move:
    own = change(indicator, base, last)
    changes = {} if indicator.extensive else changes_of(values, base.period, last.period)
    typical = distance = None
    apart = False
    if len(changes) >= rules()["counties"]:
        found = list(changes.values())
        typical, spread = float(np.median(found)), spread_of(found)
        deviation, limit = own.difference - typical, error(base, indicator) + error(last, indicator)
        distance = deviation / spread if spread else None
        apart = own.kind != "same" and beyond(deviation, limit, last.value or 0.0)
    span = [
        mark
        for mark in values.places[code]
        if mark.value is not None and base.period <= mark.period <= last.period
    ]
    # two jumps may cancel each other out between the ends
    jumped = indicator.one_firm and bool(jumps(span) or jumps((base, last)))
    return Move(own, _years(base, last), typical, distance, apart, jumped)


def changes_of(values: Values, first: str, last: str) -> dict[str, float]:
    """The change of every county between two periods of its own clean stretch."""
    if crosses_break(first, last, values.breaks):
        return {}
    found = {}
    for code in counties():
        earlier, later = values.mark(code, first), values.mark(code, last)
        if earlier is None or later is None or earlier.origin != later.origin:
            continue
        if earlier.value is None or later.value is None:
            continue
        own = (mark for mark in values.places[code] if "B" in mark.status)
        if not any(first < mark.period <= last for mark in own):
            found[code] = later.value - earlier.value
    return found
