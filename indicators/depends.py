"""What of a selection a chart depends on: two views that agree in it share the chart."""

from __future__ import annotations

from data.geography import EU27, NORRA_MELLANSVERIGE, RIKET, THE_THREE
from indicators.model import Selection, changed
from indicators.selection import ALL_COUNTIES, PEERS, SWEDISH_REGIONS
from indicators.views import VIEWS

#: drawn alike in the house chart whether chosen or not
ALWAYS_ALIKE = frozenset(
    (*THE_THREE, NORRA_MELLANSVERIGE, RIKET, EU27, ALL_COUNTIES, SWEDISH_REGIONS)
)
#: settings of a selection that the house chart knows nothing of
ONLY_ELSEWHERE = ("view", "against", "start", "end", "order", "smoothing", "axis", "filters",
    "search",
)  # fmt: skip

#: the same as they are by default
DEFAULTS = {name: getattr(Selection(), name) for name in ONLY_ELSEWHERE}


def house_chart(selection: Selection) -> Selection:
    """What of a selection the house chart beside the lines depends on.

    Not the years, nor what only other views have; of the places only those that it highlights or
    that decide its level, in an order of their own. Peers are asked for again by whoever resolves
    its address.
    """
    places = tuple(sorted(code for code in selection.places if code not in ALWAYS_ALIKE))
    weights = selection.weights if PEERS in places else ()
    return changed(selection, places=places, weights=weights, **DEFAULTS)


def chart_alone(selection: Selection) -> Selection:
    """What of a resolved selection its chart depends on, whatever stands beside it.

    The period is that of the house chart where that stands beside the lines; an index and a change
    are cautioned by it where base and period are of different seasons.
    """
    if selection.measure in ("index", "change") or not VIEWS[selection.view].beside_ranking:
        return selection
    return changed(selection, period=None)
