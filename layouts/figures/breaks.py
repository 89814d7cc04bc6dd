"""Breaks in a series: a dotted line where each falls, named above the plot."""

from __future__ import annotations

from collections.abc import Sequence

from data.model import period_position
from indicators.spec import BreakLine, ChartSpec
from layouts import theme
from layouts.figures.frame import SMALL, Figure
from layouts.figures.text import escape, wrap

BREAK_LINE = 14
#: the width of the plot itself on the narrowest screen
NARROW = 125


def _break_position(line: BreakLine, places: Sequence[float]) -> float | None:
    """Between the last period before the break and the first after it; None outside the axis."""
    start = period_position(line.period)
    before = [place for place in places if place < start]
    after = [place for place in places if place >= start]
    return (max(before) + min(after)) / 2 if before and after else None


def breaks(
    spec: ChartSpec,
    places: Sequence[float],
    span: tuple[float, float],
    plot_height: float,
    margins: tuple[float, float],
) -> tuple[list[Figure], list[Figure], float]:
    """Dotted lines, their labels above the plot, and the height the labels take.

    Several labels each have rows of their own and read to the right, the leftmost on top: so no
    dotted line crosses a text at any width. `places` are the periods of the axis, `span` its ends,
    `margins` the pixels left and right of the plot.
    """
    found: dict[float, list[str]] = {}
    for line in spec.breaks:
        if (place := _break_position(line, places)) is not None:
            found.setdefault(place, []).append(line.text)
    shapes, labels, above = [], [], 8.0
    for place in sorted(found, reverse=True):
        part = (place - span[0]) / (span[1] - span[0])
        leftward = len(found) == 1 and part > 0.55
        room = part * NARROW + margins[0] if leftward else (1 - part) * NARROW + margins[1]
        lines = wrap("; ".join(dict.fromkeys(found[place])), max(14, min(34, int(room / 6.2))), 4)
        labels.append(_break_label(place, above, lines, leftward))
        above += BREAK_LINE * len(lines)
        shapes.append(_break_shape(place, 1 + above / plot_height))
        above += 3
    return shapes, labels, above if found else 0.0


def break_lines(spec: ChartSpec, places: Sequence[float], axes: tuple[str, str]) -> list[Figure]:
    """Dotted lines over one panel of many, whose axes are `axes`; the words stand below them all.

    `axes` are plotly's ids of the time axis and of the height of the panel ("x2", "y2 domain").
    """
    found = {_break_position(item, places) for item in spec.breaks} - {None}
    x, y = axes
    return [
        _break_shape(place, 1.0) | {"xref": x, "yref": y}
        for place in sorted(place for place in found if place is not None)
    ]


def _break_shape(place: float, top: float) -> Figure:
    return {
        "type": "line",
        "yref": "paper",
        "x0": place,
        "x1": place,
        "y0": 0,
        "y1": top,
        "line": {"color": theme.GUIDE, "width": 1.2, "dash": "dot"},
        "layer": "below",
    }


def _break_label(place: float, above: float, lines: Sequence[str], leftward: bool) -> Figure:
    side = "right" if leftward else "left"
    return {
        "x": place,
        "y": 1,
        "yref": "paper",
        "yshift": round(above),
        "xshift": -4 if leftward else 4,
        "xanchor": side,
        "yanchor": "bottom",
        "align": side,
        "text": "<br>".join(map(escape, lines)),
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL, "color": theme.MUTED},
    }
