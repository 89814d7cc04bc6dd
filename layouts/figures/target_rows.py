"""Decided targets in a chart of dots, a row a place: a tick at the upper edge of the place's row.

Beside the dots stand their numbers, which a tick through the row would strike out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indicators import formats
from indicators.spec import ChartSpec, TargetLine
from layouts import theme
from layouts.figures.frame import Figure
from layouts.figures.text import escape, words, wrap

#: pixels of a tick, of its line and of its white edge, and from a row's middle to the tick's
LENGTH, THICK, HALO, ABOVE = 8, 2.4, 5.0, 8.5

#: a row's place on the axis and its targets
Rows = Sequence[tuple[float, Sequence[TargetLine]]]


def ticks_above(rows: Rows, height: float, colour_of: Callable[[TargetLine], str]) -> list[Figure]:
    """A tick for every target above the dots of its row; `height` is that of a row in pixels."""
    placed = [(row - ABOVE / height, one) for row, own in rows for one in own]
    if not placed:
        return []
    inks = [colour_of(one) for _, one in placed]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [target.value for _, target in placed],
            "y": [row for row, _ in placed],
            "hovertext": [
                "<br>".join(escape(line) for line in wrap(target.told, 44)) for _, target in placed
            ],
            "hoverinfo": "text" if name == "targets" else "skip",
            "cliponaxis": False,
            "marker": {
                "symbol": "line-ns",
                "size": LENGTH,
                "opacity": 1,
                "line": {"color": colours, "width": width},
            },
            "meta": {name: [target.goal for _, target in placed]},
        }
        for name, colours, width in (
            ("target_halo", theme.WHITE, HALO),
            ("targets", inks, THICK),
        )
    ]


def above_note(spec: ChartSpec, rows: Rows) -> list[str]:
    """What the ticks are: whose targets, which year and how high."""
    told = [f"{one.name}, {one.label}" for _, own in rows for one in own]
    if not told:
        return []
    listed = formats.listing(told, spec.language)
    return [words("target_above", spec.language, targets=listed)]
