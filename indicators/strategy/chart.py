"""The chart of a goal: its place and Riket over time, the path to the target, the dashed fan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.geography import RIKET, THE_THREE
from data.model import period_position
from indicators.model import Selection
from indicators.selection import settings
from indicators.spec import ChartSpec
from indicators.strategy.model import Goal
from indicators.strategy.status import Status

if TYPE_CHECKING:
    from indicators.library import Library

#: years before the base year that are shown
BEFORE = 10


def chart_selection(library: Library, goal: Goal, selection: Selection) -> Selection | None:
    """The resolved selection of a goal's chart, or None where there is no value to show."""
    values = library.values(goal.indicator, goal.breakdown, selection.as_of)
    if goal.indicator not in library.available() or values.latest(goal.place) is None:
        return None
    codes = [code for code in (goal.place, RIKET) if values.latest(code) is not None]
    early = period_position(goal.base_period) - BEFORE
    start = next((period for period in values.periods if period_position(period) >= early), None)
    asked = replace(
        settings(selection),
        indicator=goal.indicator,
        places=tuple(dict.fromkeys(codes)),
        start=start,
        breakdown=goal.breakdown,
        # the goal's own place is the one that stands out
        home=goal.place if goal.place in THE_THREE else selection.home,
    )
    return library.resolve(asked).selection


def chart_spec(library: Library, found: Status, selection: Selection) -> ChartSpec | None:
    """The chart with the goal's own target first and the projection as its fan."""
    from indicators.strategy.projection import projection

    chosen = chart_selection(library, found.goal, selection)
    if chosen is None:
        return None
    spec = library.over_time(chosen)
    targets = sorted(spec.targets, key=lambda line: line.goal != found.goal.id)
    return replace(spec, targets=tuple(targets), fan=projection(found))
