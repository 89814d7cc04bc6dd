"""Level and change: a point a place around Riket, four fields with their words in the corners.

The corners' words stand outside the plot, where no point can cover them; both axes cross at the
reference, and each field keeps so much room that its word belongs to it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.spec import ChartSpec, Series
from indicators.telling.quadrant import corners, has_point, reference_of
from layouts import theme
from layouts.figures.dense import MANY_PLACES, SWEDISH
from layouts.figures.dumbbell import few_texts
from layouts.figures.dumbbell_text import hover
from layouts.figures.frame import LINE, SMALL, Figure, frame, text_axis
from layouts.figures.quadrant_labels import Box, Point, Spot, placed
from layouts.figures.quadrant_text import (
    AHEAD,
    LEVEL,
    VALUE,
    axis_title,
    axis_titles,
    corner_words,
    notes,
)
from layouts.figures.scale import nice_ticks, tick_texts
from layouts.figures.target_levels import Level, level_note, level_traces, levels
from layouts.figures.text import escape, hollow, text_width, wrap

HEIGHT = 400
#: the lines where a place is level with the reference
ORIGIN = {"zeroline": True, "zerolinecolor": theme.INK, "zerolinewidth": 1.2}
#: the part of an axis that either side of the reference has at least
LEAST_SIDE = 0.3
#: letters of an axis title on one line, and of a corner's word
TITLE_LETTERS, CORNER_LETTERS = 44, 15
#: pixels of a plot on a telephone
NARROW = 280


@dataclass(frozen=True, slots=True)
class _Axes:
    """The ends of both axes."""

    left: float
    right: float
    low: float
    high: float


def quadrant(spec: ChartSpec) -> Figure:
    """The figure of a ``quadrant`` spec; the caller has seen that there is something to draw."""
    reference = reference_of(spec)
    drawn = [one for one in spec.series if has_point(one)]
    drawn.sort(key=lambda one: _importance(one, reference))
    looks = _looks(drawn)
    aims = levels(spec, [(one, _at(one)) for one in drawn])
    axes = _axes(drawn, [one.x for one in aims])
    x_ticks, x_texts = _ticks(spec, axes.left, axes.right)
    y_ticks, y_texts = _ticks(spec, axes.low, axes.high)
    names = _names(spec, drawn, looks, axes, aims)
    words_in_corners = [wrap(text, CORNER_LETTERS) for text in corners(spec)]
    above, below = (LINE * max(map(len, pair)) for pair in
                    (words_in_corners[:2], words_in_corners[2:]))  # fmt: skip
    titles = [
        wrap(axis_title(key, spec, at), TITLE_LETTERS)
        for key, at in (("up", AHEAD), ("right", LEVEL))
    ]
    left = max(text_width(text) for text in y_texts) + 12
    foot = below + 24 + LINE * len(titles[1])
    return frame(
        spec,
        level_traces(spec, aims, list(zip(drawn, looks, strict=True)))
        + _traces(spec, drawn, looks),
        HEIGHT,
        (
            above + LINE * len(titles[0]) + 14,
            14,
            foot + 4,
            left,
        ),
        xaxis=text_axis(
            x_ticks,
            few_texts(x_texts, NARROW),
            range=[axes.left, axes.right],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            ticklabelstandoff=below + 6,
            **ORIGIN,
        ),
        yaxis=text_axis(
            y_ticks,
            y_texts,
            range=[axes.low, axes.high],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            ticklabelstandoff=6,
            **ORIGIN,
        ),
        annotations=[
            *names,
            *corner_words(words_in_corners),
            *axis_titles(titles, above, below, left),
        ],
        notes=notes(spec, drawn, len(names)) + level_note(spec, aims, reference),
    )


def _importance(one: Series, reference: Series) -> tuple[int, float]:
    """Home, the reference and the others with a part of their own first; then the outermost."""
    roles = {"home": 0, "reference": 1, "group": 1, "compared": 2, "others": 3}
    order = 1 if one.code == reference.code else roles[one.role]
    return order, -abs(_at(one)[0]) - abs(_at(one)[1])


def _at(one: Series) -> tuple[float, float]:
    level, ahead = one.marks[LEVEL].value, one.marks[AHEAD].value
    assert level is not None and ahead is not None
    return level, ahead


def _looks(drawn: Sequence[Series]) -> list[theme.Style]:
    """The places' styles; among hundreds of regions the Swedish ones are dark."""
    crowd = len(drawn) > MANY_PLACES
    return [
        replace(look, colour=theme.INK)
        if crowd and one.role == "others" and one.code.startswith(SWEDISH)
        else look
        for one, look in zip(drawn, theme.styles(drawn), strict=True)
    ]


def _axes(drawn: Sequence[Series], beyond: Sequence[float] = ()) -> _Axes:
    """The axes hold every point and margin, and the level's also what lies `beyond`."""
    ends: list[tuple[float, float]] = []
    for at in (LEVEL, AHEAD):
        found = [0.0, *(beyond if at == LEVEL else ())]
        for one in drawn:
            mark = one.marks[at]
            reach = (mark.margin or 0.0) if one.role != "others" else 0.0
            found += [(mark.value or 0.0) - reach, (mark.value or 0.0) + reach]
        low, high = min(found), max(found)
        span = (high - low) or 1.0
        low, high = low - span * 0.06, high + span * 0.06
        # both sides of the reference keep room, or a corner's word would stand over its neighbour
        side = LEAST_SIDE / (1 - LEAST_SIDE)
        ends.append((min(low, -side * high), max(high, -side * low)))
    return _Axes(*ends[0], *ends[1])


def _ticks(spec: ChartSpec, low: float, high: float) -> tuple[list[float], list[str]]:
    ticks = [tick for tick in nice_ticks(low, high) if low <= tick <= high]
    return ticks, tick_texts(ticks, spec.language, signed=True)


def _traces(spec: ChartSpec, drawn: Sequence[Series], looks: Sequence[theme.Style]) -> list[Figure]:
    """The grey points as one trace, the others one by one, ours last and so on top."""
    pairs = list(zip(drawn, looks, strict=True))
    others = [pair for pair in pairs if pair[0].role == "others"]
    named = [pair for pair in pairs if pair[0].role != "others"]
    small = len(others) > MANY_PLACES
    groups = [others]
    if small:
        swedish = [pair for pair in others if pair[0].code.startswith(SWEDISH)]
        groups = [[pair for pair in others if pair not in swedish], swedish]
    grey = [
        _points(spec, group, 5 if small and index == 0 else 8, 0.6 if small and index == 0 else 1)
        for index, group in enumerate(groups)
        if group
    ]
    return grey + [_points(spec, [pair], 12, 1) for pair in reversed(named)]


def _points(
    spec: ChartSpec, pairs: Sequence[tuple[Series, theme.Style]], size: int, opacity: float
) -> Figure:
    colours = [look.colour for _, look in pairs]
    faint = [hollow(one, one.marks[VALUE]) for one, _ in pairs]
    trace: Figure = {
        "type": "scatter",
        "mode": "markers",
        "name": pairs[0][0].name if pairs[0][0].role != "others" else "",
        "x": [_at(one)[0] for one, _ in pairs],
        "y": [_at(one)[1] for one, _ in pairs],
        "hovertext": [hover(spec, one) for one, _ in pairs],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "symbol": [look.symbol for _, look in pairs],
            "size": size,
            "color": [
                theme.WHITE if open_ else colour
                for open_, colour in zip(faint, colours, strict=True)
            ],
            "line": {"color": colours, "width": 1.7},
            "opacity": opacity,
        },
        "meta": {"role": pairs[0][0].role, "codes": [one.code for one, _ in pairs]},
    }
    if pairs[0][0].role != "others":
        for axis, at in (("error_x", LEVEL), ("error_y", AHEAD)):
            margins = [one.marks[at].margin for one, _ in pairs]
            if any(margins):
                trace[axis] = {
                    "type": "data",
                    "array": margins,
                    "color": colours[0],
                    "thickness": 1.2,
                    "width": 3,
                }
    return trace


def _names(
    spec: ChartSpec,
    drawn: Sequence[Series],
    looks: Sequence[theme.Style],
    axes: _Axes,
    aims: Sequence[Level] = (),
) -> list[Figure]:
    """Names beside their points, as many as find room; ours always."""
    crowd = len(drawn) > MANY_PLACES
    points, kept = [], []
    zero_x, zero_y = -axes.left / (axes.right - axes.left), axes.high / (axes.high - axes.low)
    lines: list[Box] = [(zero_x, 0, zero_x, 1), (0, zero_y, 1, zero_y)]
    lines += [_aim(one, axes) for one in aims]
    for one, look in zip(drawn, looks, strict=True):
        plain = one.role == "others"
        if plain and crowd and not one.code.startswith(SWEDISH):
            continue  # hundreds of grey points are a ground that names may stand on
        x, y = _at(one)
        width = text_width(one.name, SMALL if plain else 12.5) * (1 if plain else 1.06)
        points.append(
            Point(
                (x - axes.left) / (axes.right - axes.left),
                (axes.high - y) / (axes.high - axes.low),
                width,
                13 if plain else 15,
                must=not plain,
            )
        )
        kept.append((one, look))
        if not plain:
            lines += _whiskers(one, points[-1], axes)
    spots = placed(points, HEIGHT, lines)
    return [
        _name(one, look, spot, crowd)
        for (one, look), spot in zip(kept, spots, strict=True)
        if spot is not None
    ]


def _whiskers(one: Series, point: Point, axes: _Axes) -> list[Box]:
    """The lines of a place's margins, as parts of the plot."""
    across, up = (one.marks[at].margin or 0.0 for at in (LEVEL, AHEAD))
    across, up = across / (axes.right - axes.left), up / (axes.high - axes.low)
    found = [(point.x - across, point.y, point.x + across, point.y)] if across else []
    return found + ([(point.x, point.y - up, point.x, point.y + up)] if up else [])


def _aim(one: Level, axes: _Axes) -> Box:
    """The line from a place to its target, as a part of the plot."""
    y = (axes.high - one.at[1]) / (axes.high - axes.low)
    first, last = sorted((x - axes.left) / (axes.right - axes.left) for x in (one.at[0], one.x))
    return first, y, last, y


def _name(one: Series, look: theme.Style, spot: Spot, crowd: bool) -> Figure:
    plain = one.role == "others"
    x, y = _at(one)
    text = escape(one.name)
    found: Figure = {
        "x": x,
        "y": y,
        "text": text if plain else f"<b>{text}</b>",
        "borderpad": 0,
        # names in a crowd stand on a ground of their own
        **({"bgcolor": "rgba(255,255,255,0.8)"} if crowd else {}),
        "font": {
            "size": SMALL if plain else 12.5,
            "color": theme.MUTED if plain else theme.text_colour(look.colour),
        },
    }
    if spot.far:
        return found | {
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 0.8,
            "arrowcolor": theme.GUIDE,
            "standoff": 6,
            "ax": round(spot.dx, 1),
            "ay": round(spot.dy, 1),
        }
    return found | {"showarrow": False, "xshift": round(spot.dx, 1), "yshift": -round(spot.dy, 1)}
