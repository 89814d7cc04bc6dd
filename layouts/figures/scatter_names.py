"""The names at the points of a chart of two indicators."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.figures.frame import SIZE, SMALL, Figure
from layouts.figures.places import Board, Box, Line, Name, Spot
from layouts.figures.scatter_axes import HEIGHT, Axes, say
from layouts.figures.text import escape, label_name, text_width

#: the order in which names are placed: ours first, and always
ORDER = ("home", "group", "compared", "reference", "others")
#: named among hundreds of European regions even when not chosen
SWEDISH = "SE"
#: radius in pixels of a point that no name may hide
RADIUS, SMALL_RADIUS, OUR_RADIUS, CROSS_RADIUS = 4.5, 2.5, 7.0, 11.0
#: pixels to the nearest other point on the narrowest screen that make a point a lone one
LONE = 32.0
#: parts of the trend line's length at which its name may stand
ALONG = (0.97, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1)


def names(
    spec: ChartSpec,
    drawn: Sequence[Series],
    axes: Axes,
    crowded: bool,
    trend: Sequence[tuple[float, float]],
) -> tuple[list[Figure], int]:
    """The names as annotations, and how many points stand without one.

    `crowded` says that only the Swedish ones among the grey are named. `trend` are the ends of the
    trend line, empty where there is none.
    """
    at = {one.code: axes.at(_value(one, 0), _value(one, 1)) for one in drawn}
    boxes = [_point(one, *at[one.code], crowded) for one in drawn]
    board = Board(boxes, axes.narrowest, HEIGHT, _line(axes, trend))
    looks = {one.code: look for one, look in zip(drawn, theme.styles(drawn), strict=True)}
    wanted = [
        one for one in drawn if one.role != "others" or not crowded or one.code.startswith(SWEDISH)
    ]
    wanted.sort(key=lambda one: (ORDER.index(one.role), -_alone(one.code, at, axes.narrowest)))
    found = []
    for one in wanted:
        ours = one.role != "others"
        text, size = label_name(one, spec.language), SIZE if ours else SMALL
        lone = _alone(one.code, at, axes.narrowest) > LONE**2
        name = Name(
            *at[one.code], _radius(one, crowded), text_width(text, size), size + 3, ours, lone
        )
        spot = board.put(name)
        if spot is not None:
            colour = theme.text_colour(looks[one.code].colour) if ours else theme.MUTED
            markup = f"<b>{escape(text)}</b>" if ours else escape(text)
            found.append(_annotation(_value(one, 0), _value(one, 1), spot, markup, colour, size))
    unnamed = len(drawn) - len(found)
    return [*found, *_trend_name(spec, axes, board, trend)], unnamed


def _value(one: Series, index: int) -> float:
    value = one.marks[index].value
    assert value is not None
    return value


def _point(one: Series, x: float, y: float, crowded: bool) -> Box:
    radius = _radius(one, crowded)
    return Box(x, -radius, radius, y - radius, y + radius)


def _radius(one: Series, crowded: bool) -> float:
    if one.role == "others":
        return SMALL_RADIUS if crowded else RADIUS
    return CROSS_RADIUS if one.role == "reference" else OUR_RADIUS


def _alone(code: str, at: dict[str, tuple[float, float]], width: float) -> float:
    """The distance in pixels, squared, to the nearest other point on the narrowest screen."""
    x, y = at[code]
    return min(
        (((x - a) * width) ** 2 + (y - b) ** 2 for other, (a, b) in at.items() if other != code),
        default=0.0,
    )


def _line(axes: Axes, trend: Sequence[tuple[float, float]]) -> Line | None:
    """The trend line over the whole width, and the part of it that is drawn."""
    if not trend:
        return None
    (x0, y0), (x1, y1) = (axes.at(*end) for end in trend)
    slope = (y1 - y0) / (x1 - x0)
    return Line(y0 - slope * x0, y0 + slope * (1 - x0), x0, x1)


def _trend_name(
    spec: ChartSpec, axes: Axes, board: Board, trend: Sequence[tuple[float, float]]
) -> list[Figure]:
    if not trend:
        return []
    (x0, y0), (x1, y1) = trend
    text = say("trend", spec)
    for part in ALONG:
        x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part
        spot = board.put(Name(*axes.at(x, y), 6.0, text_width(text, SMALL), SMALL + 3))
        if spot is not None:
            return [_annotation(x, y, spot, escape(text), theme.MUTED, SMALL)]
    return []


def _annotation(x: float, y: float, spot: Spot, text: str, colour: str, size: float) -> Figure:
    found: Figure = {
        "x": x,
        "y": y,
        "text": text,
        "xanchor": spot.anchor,
        "yanchor": "middle",
        "borderpad": 0,
        "font": {"size": size, "color": colour},
    }
    right, down = round(spot.right, 1), round(spot.down, 1)
    if not spot.far:
        return found | {"showarrow": False, "xshift": right, "yshift": -down}
    return found | {
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 0.8,
        "arrowcolor": theme.GUIDE,
        "standoff": 5,
        "ax": right,
        "ay": down,
    }
