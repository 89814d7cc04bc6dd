"""Utveckling: lines over time, with the house chart beside."""

from __future__ import annotations

from indicators.lines import over_time
from indicators.model import Selection
from indicators.spec import ChartSpec
from indicators.views.model import Shelf, View


def draw(library: Shelf, selection: Selection) -> ChartSpec:
    """The chart over time of a resolved selection."""
    return over_time(library.material(selection), selection)


VIEW = View(
    "over_time",
    draw,
    frozenset({"places", "start", "end", "period", "base", "measure", "smoothing"}),
    beside_ranking=True,
)
