"""The views of a comparison, in the order of the tabs. A new view is a module and a line here.

Each module holds a ``VIEW``. How its kind of chart is drawn on screen is registered in
``layouts/figures/__init__.py``; table, files and spoken text follow from the
:class:`~indicators.spec.ChartSpec` alone.
"""

from __future__ import annotations

from indicators.model import ViewId
from indicators.views import (
    over_time,
    panels,
    quadrant,
    ranking,
    scatter,
    tile_map,
    two_points,
)
from indicators.views.model import View

VIEWS: dict[ViewId, View] = {
    module.VIEW.id: module.VIEW
    for module in (over_time, panels, ranking, two_points, quadrant, scatter, tile_map)
}
