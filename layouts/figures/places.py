"""Where the names of points can stand, so that none hides another on any width of screen.

Heights are known and widths are not. A label stands so many pixels from its point, and the point
at a fraction of the width; whether two ever meet between the narrowest and the widest screen is
then a matter of two intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: plot widths in pixels for which labels are kept apart
WIDEST = 1400.0
GAP = 2.0
#: how far from their points labels may stand: at once, or with a leader
NEAR, FAR = (0.0,), (0.0, 12.0, 24.0, 38.0, 54.0, 72.0, 96.0, 130.0, 170.0)
#: a leader longer than this is hard to follow: before that, it may pass other points, and the
#: name may stand on the line
SHORT = 38.0
#: right, left, above, below, and the four between; with a leader also steeper and flatter ones
DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
SLANTS = tuple((x * a, y * b) for a, b in ((0.4, 1), (1, 0.4)) for x in (1, -1) for y in (-1, 1))


@dataclass(frozen=True, slots=True)
class Box:
    """What a point or its label covers.

    `x` is a fraction of the plot's width, `left` and `right` are pixels from there; `top` and
    `bottom` are pixels from the plot's upper edge.
    """

    x: float
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box, narrowest: float) -> bool:
        """Tell whether the two overlap on any width from `narrowest` to :data:`WIDEST`."""
        if self.top >= other.bottom or other.top >= self.bottom:
            return False
        # they overlap where the distance of their points lies between these two
        least, most = other.left - self.right, other.right - self.left
        ends = sorted((self.x - other.x) * width for width in (narrowest, WIDEST))
        return ends[0] < most and least < ends[1]


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be placed at a point: its size in pixels, and whether it must be shown.

    A name of a point that is `lone` stands on the line rather than not at all: whoever sees a
    point far out asks for its name.
    """

    x: float
    y: float
    radius: float
    width: float
    height: float
    must: bool = False
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands: the pixels from its point to the anchor of the text."""

    right: float
    down: float
    anchor: str
    #: True where a leader joins the two
    far: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line that no name may lie on: `y` in pixels at the plot's left edge and right."""

    at_left: float
    at_right: float
    start: float = 0.0
    end: float = 1.0

    def meets(self, box: Box, narrowest: float) -> bool:
        """Tell whether the line runs through `box` on any width from `narrowest` up.

        On a wider screen a text covers less of the width, and lies nearer its point: all it ever
        covers is what lies between the point and its far end on the narrowest.
        """
        first = max(self.start, box.x + min(box.left, 0.0) / narrowest)
        last = min(self.end, box.x + max(box.right, 0.0) / narrowest)
        if first >= last:
            return False
        ends = sorted(self.at_left + (self.at_right - self.at_left) * x for x in (first, last))
        return ends[0] < box.bottom and box.top < ends[1]


class Board:
    """A plot on which names are put one by one, each clear of all that stands there already.

    `points` are the marks that no name may hide, `line` one that none may lie on; `narrowest` and
    `height` are the plot's pixels.
    """

    def __init__(
        self, points: Sequence[Box], narrowest: float, height: float, line: Line | None = None
    ) -> None:
        self.taken = list(points)
        self.narrowest, self.height, self.line = narrowest, height, line

    def put(self, name: Name) -> Spot | None:
        """The spot that `name` takes, or None where there is no room.

        A name that must be shown may stand further off, with a leader, which crosses other points
        only if it would else be long; where even that does not help it stands right of its point.
        """
        spot = next(self._found(name), None)
        if spot is None and name.must:
            spot = next(_spots(name))
        if spot is not None:
            self.taken.append(_box(name, spot))
        return spot

    def _found(self, name: Name) -> Iterator[Spot]:
        """The spots that are free, those first that a reader joins to the point most easily."""
        if not name.must:
            yield from (spot for spot in _spots(name) if self._free(name, spot))
            if name.lone:
                yield from (spot for spot in _spots(name) if self._free(name, spot, lined=True))
            return
        short = [spot for spot in _spots(name, SHORT)]
        yield from (spot for spot in short if self._free(name, spot))
        yield from (spot for spot in short if self._free(name, spot, crossing=True))
        yield from (spot for spot in short if self._free(name, spot, crossing=True, lined=True))
        yield from (spot for spot in _spots(name) if self._free(name, spot, crossing=True))

    def _free(self, name: Name, spot: Spot, crossing: bool = False, lined: bool = False) -> bool:
        box = _box(name, spot)
        within = (
            box.top >= -GAP
            and box.bottom <= self.height + GAP
            and box.x * self.narrowest + box.left >= -GAP
            and box.x * self.narrowest + box.right <= self.narrowest + GAP
        )
        on_line = self.line is not None and self.line.meets(box, self.narrowest)
        if not within or (on_line and not lined):
            return False
        covered = [box, *_leader(name, spot)] if spot.far and not crossing else [box]
        return not any(
            part.meets(other, self.narrowest) for part in covered for other in self.taken
        )


def _spots(name: Name, furthest: float = FAR[-1]) -> Iterator[Spot]:
    for away in FAR if name.must else NEAR:
        if away > furthest:
            return
        reach = name.radius + GAP + away
        for right, down in (*DIRECTIONS, *SLANTS) if away else DIRECTIONS:
            # on the slant the text starts nearer, or it would seem to belong to no point
            part = 0.72 if abs(right) == abs(down) else 1.0
            # a text beside its point is centred on it, one above or below stands clear of it
            clear = name.height / 2 if down else 0
            rise = down * (reach * part + clear - (4 if right else 0))
            anchor = "center" if not right else "left" if right > 0 else "right"
            yield Spot(right * reach * part, rise, anchor, away > 0)


def _box(name: Name, spot: Spot) -> Box:
    start = {"left": 0.0, "right": -name.width, "center": -name.width / 2}[spot.anchor]
    left = spot.right + start
    middle = name.y + spot.down
    half = name.height / 2
    return Box(name.x, left, left + name.width, middle - half, middle + half)


def _leader(name: Name, spot: Spot) -> list[Box]:
    """The way of a leader, as dots: it may not seem to come from another point."""
    boxes = []
    length = max(abs(spot.right), abs(spot.down))
    for part in (0.45, 0.65, 0.85):
        if part * length <= name.radius:
            continue
        right, down = spot.right * part, name.y + spot.down * part
        boxes.append(Box(name.x, right - 1, right + 1, down - 1, down + 1))
    return boxes
