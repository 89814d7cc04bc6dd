"""Decided targets in the chart of level and change: where their values lie on the level's axis.

A target says nothing of the change; its mark stands level with its place, joined by a thin line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import formats
from indicators.spec import ChartSpec, Series, TargetLine
from indicators.telling.quadrant import target_level
from layouts import theme
from layouts.figures.frame import Figure
from layouts.figures.targets import PATH_DASH, PATH_WIDTH, TARGET, TARGET_SIZE, colour_of
from layouts.figures.text import escape, words, wrap


@dataclass(frozen=True, slots=True)
class Level:
    """A target with its place's point, (x, y), and where the target lies on the level's axis."""

    target: TargetLine
    at: tuple[float, float]
    x: float


def levels(spec: ChartSpec, points: Sequence[tuple[Series, tuple[float, float]]]) -> list[Level]:
    """The targets of the places drawn; none where the reference has no value to hold them to."""
    if not spec.targets:
        return []
    where = {one.code: point for one, point in points}
    found = []
    for target in spec.targets:
        x = target_level(spec, target)
        if target.code in where and x is not None:
            found.append(Level(target, where[target.code], x))
    return found


def level_traces(
    spec: ChartSpec, found: Sequence[Level], looks: Sequence[tuple[Series, theme.Style]]
) -> list[Figure]:
    """A thin dashed line from each place to its target, which has a ring with a cross."""
    traces: list[Figure] = []
    for one in found:
        colour = colour_of(spec, one.target, looks)
        traces += [
            {
                "type": "scatter",
                "mode": "lines",
                "x": [one.at[0], one.x],
                "y": [one.at[1], one.at[1]],
                "line": {"color": colour, "width": PATH_WIDTH, "dash": PATH_DASH},
                "hoverinfo": "skip",
                "cliponaxis": False,
                "meta": {"target_path": one.target.goal},
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": one.target.name,
                "x": [one.x],
                "y": [one.at[1]],
                "hovertext": ["<br>".join(map(escape, wrap(one.target.told, 44)))],
                "hoverinfo": "text",
                "cliponaxis": False,
                "marker": {
                    "symbol": [TARGET],
                    "size": [TARGET_SIZE],
                    "opacity": 1,
                    "color": colour,
                    "line": {"color": colour, "width": 1.6},
                },
                "meta": {"target": one.target.goal, "code": one.target.code},
            },
        ]
    return traces


def level_note(spec: ChartSpec, found: Sequence[Level], reference: Series) -> list[str]:
    """What the ring is, and that its height says nothing."""
    if not found:
        return []
    when = formats.period(reference.marks[0].period, spec.language)
    return [words("target_level", spec.language, place=reference.name, period=when)]
