"""Where names stand beside points, so that none collide on a telephone or on a wide screen.

The height of a chart is known and its width is not. A name is therefore put where it is free at
several widths; pushing points apart sideways then keeps names apart in between. Greedy, the most
important first (Christensen, Marks & Shieber 1995, ACM Trans. Graphics 14(3), 203–232).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: widths of the plot at which names are kept apart: telephone, laptop, wide
WIDTHS = (280.0, 560.0, 940.0)
#: half of a point, and the least air between two names
DOT, AIR = 6.0, 1.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """A point at `x` and `y`, both as parts of the plot from left and from the top, and its name.

    `must` says that it gets a name even where no place is free; `width` and `height` are the
    name's in pixels, 0 where it has none.
    """

    x: float
    y: float
    width: float = 0.0
    height: float = 14.0
    must: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name's middle stands, in pixels right of and below its point; `far` needs a line."""

    dx: float
    dy: float
    far: bool = False


def _spots(point: Point) -> list[Spot]:
    """Places for a name: close on all sides first, then further off if it must have one."""
    across, down = point.width / 2 + DOT + 3, point.height / 2 + DOT + 2
    near = [(across, 0), (-across, 0), (0, -down), (0, down),
            (across - 3, -down + 4), (across - 3, down - 4),
            (-across + 3, -down + 4), (-across + 3, down - 4)]  # fmt: skip
    edge = point.width / 2 - 4
    near += [(edge, -down), (edge, down), (-edge, -down), (-edge, down)]
    found = [Spot(dx, dy) for dx, dy in near]
    if point.must:
        found += [
            Spot(side * (point.width / 2 + off), rise * off, far=True)
            for off in (24.0, 40.0)
            for side in (1, -1)
            for rise in (-1, 1)
        ]
    return found


def placed(points: Sequence[Point], height: float, lines: Sequence[Box] = ()) -> list[Spot | None]:
    """A spot for each of `points`, in their order of importance; None where none is free.

    `height` is the plot's in pixels; `lines` are axes and whiskers, as parts of the plot like the
    points, which a name covers only if it finds no other place close by.
    """
    taken = [[_around(point, width, height) for point in points] for width in WIDTHS]
    drawn = [
        [(x0 * width, y0 * height, x1 * width, y1 * height) for x0, y0, x1, y1 in lines]
        for width in WIDTHS
    ]
    found: list[Spot | None] = []
    for index, point in enumerate(points):
        spot = _best(point, index, taken, drawn, height) if point.width else None
        found.append(spot)
        if spot is not None:
            for boxes, width in zip(taken, WIDTHS, strict=True):
                boxes.append(_box(point, spot, width, height))
    return found


def _best(
    point: Point, index: int, taken: list[list[Box]], drawn: list[list[Box]], height: float
) -> Spot | None:
    """The first spot free at all widths, close by if there is any, off the lines if it can be.

    For a name that must stand and finds none, the least covered.
    """
    found: list[tuple[int, bool, int, int, Spot]] = []
    for order, spot in enumerate(_spots(point)):
        hits = crossed = 0
        for boxes, lines, width in zip(taken, drawn, WIDTHS, strict=True):
            box = _box(point, spot, width, height)
            if box[0] < 0 or box[2] > width + 6 or box[1] < -4 or box[3] > height + 4:
                hits += 5
            hits += _hits(box, boxes, index)
            crossed += _hits(box, lines, -1)
            if hits and not point.must:
                break
        if hits == crossed == 0 and not spot.far:
            return spot
        if hits == 0 or point.must:
            found.append((hits, spot.far, crossed, order, spot))
    return min(found)[-1] if found else None


def _hits(box: Box, boxes: list[Box], own: int) -> int:
    left, top, right, bottom = box
    return sum(
        1
        for number, other in enumerate(boxes)
        if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        and number != own
    )  # fmt: skip


def _around(point: Point, width: float, height: float) -> Box:
    x, y = point.x * width, point.y * height
    return x - DOT, y - DOT, x + DOT, y + DOT


def _box(point: Point, spot: Spot, width: float, height: float) -> Box:
    x, y = point.x * width + spot.dx, point.y * height + spot.dy
    across, down = point.width / 2 + AIR, point.height / 2 + AIR
    return x - across, y - down, x + across, y + down
