"""Events on the time axis: small numbers in a lane of their own between the axis and its years."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.events import event_position
from indicators.spec import ChartSpec
from layouts import theme
from layouts.figures.frame import Figure
from layouts.figures.text import escape, wrap
from layouts.figures.traces import say

LANE = 17
#: pixels that a number in its frame takes along the axis
ROOM = 19


def lanes(spec: ChartSpec, span: tuple[float, float], width: float) -> list[tuple[float, int]]:
    """Where each event stands on the axis, and in which lane, so that no two numbers collide.

    `span` are the ends of the axis and `width` its pixels on the narrowest screen.
    """
    found: list[tuple[float, int]] = []
    near = ROOM / width * (span[1] - span[0])
    for event in spec.events:
        place = event_position(event.period, spec.periods[-1])
        taken = {lane for other, lane in found if abs(other - place) < near}
        found.append((place, next(lane for lane in range(99) if lane not in taken)))
    return found


def lane_height(places: Sequence[tuple[float, int]]) -> int:
    """Pixels that the lanes take below the axis."""
    return LANE * (1 + max((lane for _, lane in places), default=-1))


def events(
    spec: ChartSpec,
    places: Sequence[tuple[float, int]],
    bottom: float = 0.0,
    x: str = "x",
    size: float = 10.5,
) -> list[Figure]:
    """The numbers of the events below an axis that lies at `bottom` of the paper's height."""
    return [
        {
            "x": place,
            "xref": x,
            "y": bottom,
            "yref": "paper",
            "yanchor": "top",
            "yshift": -2 - LANE * lane,
            "text": str(number),
            "showarrow": False,
            "bordercolor": theme.MUTED,
            "borderwidth": 1,
            "borderpad": 1.5,
            "bgcolor": theme.WHITE,
            "font": {"size": size, "color": theme.INK},
            "hovertext": "<br>".join(escape(line) for line in wrap(event.text, 44)),
            "captureevents": True,
        }
        for number, (event, (place, lane)) in enumerate(
            zip(spec.events, places, strict=True), start=1
        )
    ]


def events_note(spec: ChartSpec) -> list[str]:
    """The line that says what the numbers are; nothing without events."""
    return [say()("event_numbers", spec.language)] if spec.events else []
