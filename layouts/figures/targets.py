"""Decided targets in a chart: a thin path to a ring with a cross, never joined to the figures.

Marks and dashes are none that the figures have, so that no target can be read as an outcome.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from data.model import period_position
from indicators import formats
from indicators.spec import ChartSpec, FanPoint, Series, TargetLine
from layouts import theme
from layouts.figures.frame import EndLabel, Figure
from layouts.figures.scale import period_ticks
from layouts.figures.text import escape, label_name, shown, words, wrap

#: shorter and thinner dashes than any place has
PATH_DASH, PATH_WIDTH = "5px,3px", 1.3
FAN_DASH = "2px,3px"
TARGET, STEP = "circle-cross-open", "circle-open"
TARGET_SIZE, STEP_SIZE = 13, 6
#: letters in a line of a label
LETTERS = 15


def targets_in(spec: ChartSpec, drawn: Iterable[Series]) -> tuple[TargetLine, ...]:
    """The targets of the places `drawn`, but none that was due before the chart begins."""
    if not spec.targets:
        return ()
    codes = {one.code for one in drawn}
    start = period_position(spec.periods[0])
    return tuple(
        target
        for target in spec.targets
        if target.code in codes and period_position(target.period) >= start
    )


def target_places(spec: ChartSpec, targets: Iterable[TargetLine]) -> list[float]:
    """Positions on the time axis that it must reach to: those of the targets and of the fan."""
    found = [period_position(target.period) for target in targets]
    return found + [period_position(point.period) for point in spec.fan]


def target_values(spec: ChartSpec, targets: Iterable[TargetLine]) -> list[float]:
    """Values that the value axis must hold."""
    found = [value for target in targets for _, value in path_within(spec, target)]
    return found + [end for point in spec.fan for end in (point.low, point.high)]


def path_within(spec: ChartSpec, target: TargetLine) -> list[tuple[float, float]]:
    """The path as (position, value) from where the chart begins: a base before it is cut off.

    No path leads over a break in the series: what was measured before it is not comparable.
    """
    start = period_position(spec.periods[0])
    parted = max((period_position(item.period) for item in spec.breaks), default=float("-inf"))
    *before, end = [(period_position(period), value) for period, value in target.path]
    points = [*(point for point in before if point[0] >= parted), end]
    found = [point for point in points if point[0] >= start]
    for (before, low), (after, high) in pairwise(points):
        if before < start < after:
            found.insert(0, (start, low + (high - low) * (start - before) / (after - before)))
    return found


def time_ticks(
    spec: ChartSpec,
    targets: Sequence[TargetLine],
    periods: Collection[str],
    span: tuple[float, float],
    most: int,
    fewer: int | None = None,
) -> tuple[list[float], list[str]]:
    """At most about `most` ticks: the figures' `periods`, and the targets beyond them.

    The last target is always named, for the axis ends there, and the newest figures where that
    leaves room; the others only as far apart as `fewer` ticks would be.
    """
    if not targets and not spec.fan:
        return period_ticks(list(periods), spec.language, most)
    ours = {period_position(target.period): target.period for target in targets}
    ours |= {period_position(point.period): point.period for point in spec.fan[-1:]}
    times, texts = period_ticks(list(periods), spec.language, most)
    named = dict(zip(times, texts, strict=True))
    for place, period in ours.items():
        named[place] = period_ticks([period], spec.language)[1][0]
    # the axis ends in the last target; before it the newest figures come first, and then the rest
    first = sorted(ours, reverse=True)[:1] + sorted(times, reverse=True)[:1]
    found: dict[float, str] = {}
    for place in dict.fromkeys([*first, *sorted(named, reverse=True)]):
        share = most if place in first else fewer or most
        if all(abs(place - other) >= (span[1] - span[0]) / share for other in found):
            found[place] = named[place]
    return sorted(found), [found[place] for place in sorted(found)]


def target_traces(
    spec: ChartSpec, targets: Iterable[TargetLine], looks: Sequence[tuple[Series, theme.Style]]
) -> list[Figure]:
    """The paths with their marks, in the colours of their places; the fan behind them."""
    found = []
    for target in targets:
        colour = colour_of(spec, target, looks)
        found += [_path(spec, target, colour), _marks(spec, target, colour)]
    if spec.fan and spec.targets:
        found = [*_fan(spec, colour_of(spec, spec.targets[0], looks)), *found]
    return found


def colour_of(
    spec: ChartSpec, target: TargetLine, looks: Sequence[tuple[Series, theme.Style]]
) -> str:
    """The colour of the target's place, or of its women or men where both are drawn."""
    own = [(one, look) for one, look in looks if one.code == target.code]
    of_sex = [look for one, look in own if label_name(one, spec.language) == target.name]
    return (of_sex or [look for _, look in own] or [theme.OTHERS])[0].colour


def _path(spec: ChartSpec, target: TargetLine, colour: str) -> Figure:
    points = path_within(spec, target)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [place for place, _ in points],
        "y": [value for _, value in points],
        "line": {"color": colour, "width": PATH_WIDTH, "dash": PATH_DASH},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"target_path": target.goal},
    }


def _marks(spec: ChartSpec, target: TargetLine, colour: str) -> Figure:
    """The target, and the milestones on the way; the base is a value that is drawn already."""
    inside = {place for place, _ in path_within(spec, target)}
    steps = [one for one in target.path[1:-1] if period_position(one[0]) in inside]
    points = [*steps, target.path[-1]]
    head = f"<b>{escape(target.name)}</b><br>"
    texts = [
        words("target_step", spec.language, period=formats.period(period, spec.language),
              value=shown(spec, value, symbol=True))
        for period, value in steps
    ]  # fmt: skip
    told = "<br>".join(escape(line) for line in wrap(target.told, 44))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": target.name,
        "x": [period_position(period) for period, _ in points],
        "y": [value for _, value in points],
        "hovertext": [*(head + escape(text) for text in texts), told],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "symbol": [STEP] * len(steps) + [TARGET],
            "size": [STEP_SIZE] * len(steps) + [TARGET_SIZE],
            "opacity": 1,
            "color": colour,
            "line": {"color": colour, "width": 1.6},
        },
        "meta": {"target": target.goal, "code": target.code},
    }


def _fan(spec: ChartSpec, colour: str) -> list[Figure]:
    """Where the trend leads if it holds, with its interval as a pale ground."""
    x = [period_position(point.period) for point in spec.fan]
    ground: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": [*x, *reversed(x)],
        "y": [*(point.high for point in spec.fan), *(point.low for point in reversed(spec.fan))],
        "fill": "toself",
        "fillcolor": theme.tint(colour, 0.14),
        "line": {"color": theme.tint(colour, 0.6), "width": 0.8, "dash": "dot"},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"fan": "interval"},
    }
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": [point.value for point in spec.fan],
        "hovertext": [_fan_hover(spec, point) for point in spec.fan],
        "hoverinfo": "text",
        "line": {"color": colour, "width": 1.6, "dash": FAN_DASH},
        "cliponaxis": False,
        "meta": {"fan": "line"},
    }
    return [ground, line]


def _fan_hover(spec: ChartSpec, point: FanPoint) -> str:
    value, low, high = (shown(spec, one) for one in (point.value, point.low, point.high))
    period = formats.period(point.period, spec.language)
    fields = {"period": period, "value": value, "low": low, "high": high}
    return escape(words("target_fan_hover", spec.language, **fields))


def target_labels(
    spec: ChartSpec,
    targets: Sequence[TargetLine],
    looks: Sequence[tuple[Series, theme.Style]],
) -> list[EndLabel]:
    """The targets at the right edge, named by their places where the chart holds several."""
    several = len({one.code for one, _ in looks}) > 1
    found = []
    for target in targets:
        lines = wrap(target.label, LETTERS, 3)
        if several:
            lines = [*wrap(target.name, LETTERS, 2), *lines]
        colour = theme.text_colour(colour_of(spec, target, looks))
        found.append(EndLabel(tuple(map(escape, lines)), tuple(lines), target.value, colour))
    return found


def target_leaders(targets: Iterable[TargetLine], x_high: float) -> list[Figure]:
    """Hairlines from targets that are due before the axis ends to their labels at its edge."""
    return [
        leader(period_position(target.period), target.value, x_high)
        for target in targets
        if period_position(target.period) < x_high
    ]


def leader(place: float, value: float | None, x_high: float) -> Figure:
    """A hairline from a mark to the right edge."""
    line = {"color": theme.GUIDE, "width": 0.8}
    return {"type": "line", "x0": place, "x1": x_high, "y0": value, "y1": value, "line": line,
            "layer": "below"}  # fmt: skip


def target_notes(spec: ChartSpec, targets: Sequence[TargetLine]) -> list[str]:
    """What the thin line and its marks are; nothing without targets."""
    found = []
    if targets:
        known = any(len(path_within(spec, target)) > 1 for target in targets)
        found.append(words("target_path" if known else "target_alone", spec.language))
        if any(len(target.path) > 2 for target in targets):
            found.append(words("target_steps", spec.language))
    if spec.fan and spec.targets:
        found.append(words("target_fan", spec.language))
    return found
