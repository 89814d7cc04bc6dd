"""Rangordning: the house chart by itself, all places of the indicator's level in one period."""

from __future__ import annotations

from indicators.model import Selection
from indicators.ranking import ranking
from indicators.spec import ChartSpec
from indicators.views.model import Shelf, View


def draw(library: Shelf, selection: Selection) -> ChartSpec:
    """The house chart of a resolved selection."""
    return ranking(library.material(selection), selection, library.ranked_places(selection))


VIEW = View("ranking", draw, frozenset({"places", "period", "base", "measure", "grouping"}))
