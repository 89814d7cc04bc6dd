"""Small pictures drawn as SVG text: a line in a table cell, a strip of all places on one axis.

They are inline pictures (data addresses), so that the overview needs no chart library at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from data.model import period_position
from indicators.spec import Mark, Role
from layouts.theme import GREY, style

#: behind the marks that carry the message: regions abroad, the axis
QUIET = "#C9CED4"
LINE_WIDTH, LINE_HEIGHT = 96, 24
STRIP_WIDTH, STRIP_HEIGHT = 280, 22
#: letters of values that are drawn hollow: provisional, estimated, derived
HOLLOW = frozenset("PEZ")


def picture(svg: str) -> str:
    """The address under which an ``img`` shows `svg` without asking any server."""
    return "data:image/svg+xml," + quote(svg, safe=" ='/:#,.()-<>\"").replace("#", "%23")


def line(marks: Sequence[Mark], cuts: frozenset[int], code: str, role: Role) -> str:
    """A line through `marks`, not joined before the indices in `cuts`, its newest value marked."""
    colour = style(code, role).colour
    valued = [(i, m, m.value) for i, m in enumerate(marks) if m.value is not None]
    positions = [period_position(mark.period) for _, mark, _ in valued]
    values = [value for _, _, value in valued]
    x = _scale(min(positions), max(positions), 3, LINE_WIDTH - 5)
    y = _scale(min(values), max(values), LINE_HEIGHT - 4, 4)
    path, lone = [], []
    for number, ((index, _, value), position) in enumerate(zip(valued, positions, strict=True)):
        start = number == 0 or any(
            cut in cuts for cut in range(valued[number - 1][0] + 1, index + 1)
        )
        path.append(f"{'M' if start else 'L'}{x(position):.1f} {y(value):.1f}")
        if start and number + 1 < len(valued) and valued[number + 1][0] in cuts:
            lone.append((x(position), y(value)))
    dots = "".join(f"<circle cx='{a:.1f}' cy='{b:.1f}' r='1.3' fill='{colour}'/>" for a, b in lone)
    last = valued[-1][1]
    fill = "#fff" if HOLLOW & set(last.status) else colour
    end = (
        f"<circle cx='{x(positions[-1]):.1f}' cy='{y(values[-1]):.1f}' r='2.6' "
        f"fill='{fill}' stroke='{colour}' stroke-width='1.4'/>"
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {LINE_WIDTH} {LINE_HEIGHT}' "
        f"width='{LINE_WIDTH}' height='{LINE_HEIGHT}'>"
        f"<path d='{''.join(path)}' fill='none' stroke='{colour}' stroke-width='1.6' "
        f"stroke-linejoin='round'/>{dots}{end}</svg>"
    )


def strip(
    values: Mapping[str, float], marked: Mapping[str, Role], background: Sequence[float] = ()
) -> str:
    """All places on one axis: `marked` (code -> role) by their shapes, the others as hairlines.

    `background` are values drawn quieter still, such as regions abroad.
    """
    everything = [*values.values(), *background]
    x = _scale(min(everything), max(everything), 7, STRIP_WIDTH - 7)
    middle = STRIP_HEIGHT / 2
    parts = [f"<path d='M7 {middle}H{STRIP_WIDTH - 7}' stroke='{QUIET}' stroke-width='1'/>"]
    parts += [_tick(x(value), middle, 3, QUIET, 1) for value in background]
    others = [code for code in values if code not in marked]
    parts += [_tick(x(values[code]), middle, 5, GREY, 1.2) for code in others]
    order = sorted(
        (code for code in marked if code in values), key=lambda code: marked[code] != "reference"
    )
    parts += [_shape(code, marked[code], x(values[code]), middle) for code in order]
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {STRIP_WIDTH} {STRIP_HEIGHT}' "
        f"width='{STRIP_WIDTH}' height='{STRIP_HEIGHT}'>{''.join(parts)}</svg>"
    )


def key(code: str, role: Role) -> str:
    """The shape of a place as in the strip, for the legend."""
    return (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 14 22' width='14' height='22'>"
        f"{_shape(code, role, 7, 11)}</svg>"
    )


def key_other() -> str:
    """The hairline of the other places, for the legend."""
    return (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 14 22' width='14' height='22'>"
        f"{_tick(7, 11, 5, GREY, 1.2)}</svg>"
    )


def _shape(code: str, role: Role, x: float, y: float) -> str:
    look = style(code, role)
    around = "stroke='#fff' stroke-width='1'"
    if role == "reference":
        return _tick(x, y, 9, look.colour, 2.6)
    if look.symbol == "square":
        return (
            f"<rect x='{x - 4:.1f}' y='{y - 4:.1f}' width='8' height='8' "
            f"fill='{look.colour}' {around}/>"
        )
    if look.symbol == "diamond":
        corners = (
            f"{x:.1f},{y - 6:.1f} {x + 5.4:.1f},{y:.1f} {x:.1f},{y + 6:.1f} {x - 5.4:.1f},{y:.1f}"
        )
        return f"<polygon points='{corners}' fill='{look.colour}' {around}/>"
    if look.symbol.startswith("triangle"):
        corners = f"{x:.1f},{y - 5.6:.1f} {x + 5.4:.1f},{y + 4.4:.1f} {x - 5.4:.1f},{y + 4.4:.1f}"
        return f"<polygon points='{corners}' fill='{look.colour}' {around}/>"
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='4.6' fill='{look.colour}' {around}/>"


def _tick(x: float, y: float, half: float, colour: str, width: float) -> str:
    return f"<path d='M{x:.1f} {y - half}V{y + half}' stroke='{colour}' stroke-width='{width}'/>"


class _scale:
    """A straight line from values to pixels; a single value stands in the middle."""

    def __init__(self, low: float, high: float, first: float, last: float) -> None:
        self.low, self.span = low, high - low
        self.first, self.size = first, last - first

    def __call__(self, value: float) -> float:
        share = (value - self.low) / self.span if self.span else 0.5
        return self.first + share * self.size
