"""A slide as a small picture: what kind of slide it is, seen at a glance, beside its words.

SVG text as a data address, made without any chart library, so that a list of forty slides is light.
The values lie where the slide's chart has them; nothing is written in the picture, and whoever does
not see it misses nothing: the slide's title and message stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.model import period_position
from indicators.meeting.content import SlideContent
from indicators.spec import ChartSpec, Mark, Series
from layouts import theme
from layouts.small_charts import QUIET, picture

WIDTH, HEIGHT = 160, 90
#: pixels around what is drawn
AROUND = 10
#: the order of drawing: the home county last, so that it lies on top
ORDER = ("others", "reference", "compared", "group", "home")
Looked = Sequence[tuple[Series, theme.Style]]
#: values to pixels
Scale = Callable[[float], float]


def slide_picture(content: SlideContent) -> str:
    """The picture of a slide, as the address of an ``img``."""
    return picture(
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' "
        f"width='{WIDTH}' height='{HEIGHT}'><path d='M0 0H{WIDTH}V{HEIGHT}H0Z' "
        f"fill='{theme.WHITE}'/>{_inside(content)}</svg>"
    )


def _inside(content: SlideContent) -> str:
    slide, spec = content.slide, content.chart
    if slide.kind == "section":
        return _stroke("M20 43H140", theme.INK, 5) + _stroke("M20 57H90", QUIET, 3)
    if spec is not None and not content.missing and not spec.empty and slide.part == "chart":
        return _chart(spec) or _paragraph()
    if (spec is not None or content.tables) and not content.missing:
        return _grid()
    return _paragraph()


def _chart(spec: ChartSpec) -> str:
    looks = theme.styles(spec.series, len({one.sex for one in spec.series}) > 1)
    looked = [
        (one, look)
        for one, look in zip(spec.series, looks, strict=True)
        if any(mark.value is not None for mark in one.marks)
    ]
    if not looked:
        return ""
    if spec.kind not in ("ranking", "two_points"):  # whose rows have an order of their own
        looked.sort(key=lambda pair: ORDER.index(pair[0].role))
    return DRAWN.get(spec.kind, _lines)(spec, looked)


def _valued(marks: Sequence[Mark]) -> list[tuple[int, Mark, float]]:
    return [(at, mark, mark.value) for at, mark in enumerate(marks) if mark.value is not None]


def _lines(spec: ChartSpec, looked: Looked) -> str:
    """Values over time, the line cut where the chart cuts it."""
    positions = [period_position(period) for period in spec.periods]
    values = [value for one, _ in looked for _, _, value in _valued(one.marks)]
    x = _scale(min(positions), max(positions), AROUND, WIDTH - AROUND)
    y = _scale(min(values), max(values), HEIGHT - AROUND, AROUND)
    return "".join(_line(one, look, x, y) for one, look in looked)


def _line(one: Series, look: theme.Style, x: Scale, y: Scale) -> str:
    path, before = "", -1
    points = [(at, x(period_position(mark.period)), y(v)) for at, mark, v in _valued(one.marks)]
    for at, left, top in points:
        cut = before < 0 or any(index in one.cuts for index in range(before + 1, at + 1))
        path += f"{'M' if cut else 'L'}{left:.1f} {top:.1f}"
        before = at
    colour = QUIET if one.role == "others" else look.colour
    _, left, top = points[-1]
    end = "" if one.role == "others" else _dot(left, top, 2.6, colour)
    return _stroke(path, colour, 1 if one.role == "others" else 2) + end


def _bars(_: ChartSpec, looked: Looked) -> str:
    """A bar a place, from zero, in the order of the ranking."""
    rows = [(one.role, look, _valued(one.marks)[0][2]) for one, look in looked]
    values = [value for _, _, value in rows]
    x = _scale(min(0.0, *values), max(0.0, *values), AROUND, WIDTH - AROUND)
    step = (HEIGHT - 2 * AROUND) / len(rows)
    parts = []
    for number, (role, look, value) in enumerate(rows):
        left, right = sorted((x(0.0), x(value)))
        top, high = AROUND + number * step + step * 0.15, step * 0.7
        fill = QUIET if role == "others" else look.colour
        parts.append(
            f"<rect x='{left:.1f}' y='{top:.1f}' width='{right - left:.1f}' "
            f"height='{high:.1f}' fill='{fill}'/>"
        )
    return "".join(parts)


def _dumbbells(_: ChartSpec, looked: Looked) -> str:
    """Two points a place: the earlier one hollow."""
    values = [mark.value for one, _ in looked for mark in one.marks[:2] if mark.value is not None]
    x = _scale(min(values), max(values), AROUND + 4, WIDTH - AROUND - 4)
    step = (HEIGHT - 2 * AROUND) / len(looked)
    parts = []
    for number, (one, look) in enumerate(looked):
        colour = QUIET if one.role == "others" else look.colour
        y, radius = AROUND + (number + 0.5) * step, min(3.2, max(1.2, step * 0.4))
        ends = [(at, x(value)) for at, _, value in _valued(one.marks[:2])]
        if len(ends) == 2:
            parts.append(_stroke(f"M{ends[0][1]:.1f} {y:.1f}H{ends[1][1]:.1f}", colour, 1.4))
        parts += [_dot(left, y, radius, colour, hollow=at == 0) for at, left in ends]
    return "".join(parts)


def _points(spec: ChartSpec, looked: Looked) -> str:
    """A point a place; the axes of a quadrant chart cross at Riket's values."""
    first, second = (1, 2) if spec.kind == "quadrant" else (0, 1)
    found = [
        (one, look, one.marks[first].value, one.marks[second].value)
        for one, look in looked
        if len(one.marks) > second
    ]
    drawn = [(one, look, a, b) for one, look, a, b in found if a is not None and b is not None]
    if not drawn:
        return ""
    across, up = [a for _, _, a, _ in drawn], [b for _, _, _, b in drawn]
    x = _scale(min(across), max(across), AROUND + 3, WIDTH - AROUND - 3)
    y = _scale(min(up), max(up), HEIGHT - AROUND - 3, AROUND + 3)
    cross = next(((x(a), y(b)) for one, _, a, b in drawn if one.role == "reference"), None)
    parts = []
    if cross is not None and spec.kind == "quadrant":
        path = (
            f"M{AROUND} {cross[1]:.1f}H{WIDTH - AROUND}M{cross[0]:.1f} {AROUND}V{HEIGHT - AROUND}"
        )
        parts.append(_stroke(path, QUIET, 1))
    for one, look, a, b in drawn:
        quiet = one.role == "others"
        parts.append(_dot(x(a), y(b), 2 if quiet else 3.6, theme.GREY if quiet else look.colour))
    return "".join(parts)


def _tiles(spec: ChartSpec, looked: Looked) -> str:
    """The counties where the tile map has them, in its own shades."""
    from indicators.classes import class_of
    from indicators.tiles import tiles
    from layouts.figures.tiles_legend import shade

    places = tiles()
    rows = max(row for row, _ in places.values()) + 1
    side = (HEIGHT - 2 * AROUND) / rows
    columns = max(column for _, column in places.values()) + 1
    left = (WIDTH - columns * side * 1.3) / 2
    parts = []
    for one, _ in looked:
        value = _valued(one.marks)[0][2]
        if one.code not in places or not spec.classes:
            continue
        row, column = places[one.code]
        fill = shade(class_of(value, spec), len(spec.classes))
        parts.append(
            f"<rect x='{left + column * side * 1.3:.1f}' y='{AROUND + row * side:.1f}' "
            f"width='{side * 1.22:.1f}' height='{side * 0.92:.1f}' fill='{fill}'/>"
        )
    return "".join(parts)


DRAWN: dict[str, Callable[[ChartSpec, Looked], str]] = {
    "ranking": _bars,
    "two_points": _dumbbells,
    "quadrant": _points,
    "scatter": _points,
    "tile_map": _tiles,
}


def _grid() -> str:
    """A table."""
    rows = "".join(_stroke(f"M16 {y}H144", QUIET, 1) for y in range(32, 84, 11))
    cells = "".join(
        _stroke(f"M16 {y}H{52 - y % 3 * 6}M84 {y}H102M124 {y}H144", theme.GREY, 2)
        for y in range(27, 80, 11)
    )
    return _stroke("M16 16H144", theme.INK, 3) + rows + cells


def _paragraph() -> str:
    """A heading and lines of text."""
    lines = "".join(_stroke(f"M16 {y}H{144 - (y * 7) % 40}", QUIET, 3) for y in range(38, 80, 12))
    return _stroke("M16 20H96", theme.INK, 4) + lines


def _stroke(path: str, colour: str, width: float) -> str:
    return (
        f"<path d='{path}' fill='none' stroke='{colour}' stroke-width='{width}' "
        "stroke-linejoin='round'/>"
    )


def _dot(x: float, y: float, radius: float, colour: str, hollow: bool = False) -> str:
    fill = theme.WHITE if hollow else colour
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius:.1f}' fill='{fill}' stroke='{colour}'/>"


def _scale(low: float, high: float, first: float, last: float) -> Scale:
    """A straight line from values to pixels; a single value stands in the middle."""
    span = high - low
    return lambda value: first + (last - first) * ((value - low) / span if span else 0.5)
