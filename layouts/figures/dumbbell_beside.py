"""Around the dots of two points in time: the room for values and names, key, names, changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.formats import NBSP
from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.figures.dumbbell_text import (
    CHANGE,
    EARLIER,
    LATER,
    bold,
    change_text,
    say,
    side,
    value_text,
)
from layouts.figures.frame import Figure
from layouts.figures.lines import PHONE
from layouts.figures.scale import nice_ticks, value_range
from layouts.figures.text import ends, escape, has_value, text_width

#: pixels that the dots need on a telephone; with fewer the names give way upwards
LEAST_PLOT = 100
#: pixels from a dot's middle to its value
DOT_GAP = 11


@dataclass(frozen=True, slots=True)
class Room:
    """The value axis and the pixels around it, measured for a telephone."""

    low: float
    high: float
    #: for values that reach out of the plot on either side
    before: float
    after: float
    #: for the names (0 where they stand above) and for the changes
    names: float
    changes: float

    @property
    def left(self) -> float:
        return self.names + self.before

    @property
    def right(self) -> float:
        return self.after + self.changes

    @property
    def plot(self) -> float:
        return PHONE - self.left - self.right


def find_room(
    spec: ChartSpec, rows: Sequence[Series], common: str, beyond: Sequence[float] = ()
) -> tuple[Room, bool]:
    """The axis and its room, and whether the axis was cut above zero.

    `beyond` are other values that the axis must hold: those of decided targets.
    """
    found = [*ends([mark for one in rows for mark in one.marks[:CHANGE]]), *beyond]
    # dots carry their values by place and not by length: a cut axis tells them apart better
    low, high, cut = value_range(found, zero=False, near_zero=0.15)
    if not high > low:
        low, high = nice_ticks(low, high)[0], nice_ticks(low, high)[-1]
    pad = (high - low) * 0.02
    low, high = (low - pad if cut or low < 0 else low), high + pad
    changes = max(
        text_width(say("change", spec.language), 12) * 0.7,
        *(text_width(change_text(spec, one), 12) * 1.06 for one in rows),
    ) + 8  # fmt: skip
    names = max(text_width(one.name, 12) * 1.06 for one in rows) + 10
    beside = _settled(spec, rows, common, Room(low, high, 0, 0, names, changes))
    if beside.plot >= LEAST_PLOT:
        return beside, cut
    return _settled(spec, rows, common, Room(low, high, 0, 0, 0, changes)), cut


def _settled(spec: ChartSpec, rows: Sequence[Series], common: str, room: Room) -> Room:
    """`room` with as much beside the plot as the values reach out of it on a telephone.

    On a wider screen they reach out less. The plot narrows with the room it leaves, so that the
    two are found together, in a few rounds.
    """
    before = after = 20.0
    for _ in range(8):
        plot = max(40.0, PHONE - room.names - room.changes - before - after)
        reach = [8.0], [8.0]
        for one in rows:
            for at in (EARLIER, LATER):
                mark = one.marks[at]
                if mark.value is None or not has_value(mark):
                    continue
                width = text_width(value_text(spec, one, at, common), 12) * 1.06 + DOT_GAP
                margin = mark.margin or 0.0
                if side(one, at) == "middle left":
                    part = (mark.value - margin - room.low) / (room.high - room.low)
                    reach[0].append(width - part * plot)
                else:
                    part = (room.high - mark.value - margin) / (room.high - room.low)
                    reach[1].append(width - part * plot)
        before, after = max(reach[0]), max(reach[1])
    return Room(room.low, room.high, before, after, room.names, room.changes)


def heads(spec: ChartSpec, room: Room) -> list[Figure]:
    """What hollow and filled stand for, and the heading of the changes."""
    earlier, later = (escape(spec.columns[at].name) for at in (EARLIER, LATER))
    base: dict[str, Any] = {
        "xref": "paper",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 8,
        "showarrow": False,
    }
    key = {
        "x": 0,
        "xanchor": "left",
        "xshift": -round(room.left),
        "text": f"○{NBSP}{earlier}{NBSP * 3}●{NBSP}{later}",
        "font": {"size": 12.5, "color": theme.INK},
    }
    head = {
        "x": 1,
        "xanchor": "right",
        "xshift": round(room.right) - 2,
        "text": escape(say("change", spec.language)),
        "font": {"size": 12, "color": theme.MUTED},
    }
    return [base | key, base | head]


def changes(spec: ChartSpec, rows: Sequence[Series], room: Room) -> list[Figure]:
    """The changes in a column at the right edge."""
    found = []
    for row, one in enumerate(rows):
        if text := change_text(spec, one):
            colour = theme.INK if has_value(one.marks[CHANGE]) else theme.MUTED
            found.append(
                _beside(row, bold(one, text), colour)
                | {"x": 1, "xanchor": "right", "xshift": round(room.right) - 2, "align": "right"}
            )
    return found


def names_above(rows: Sequence[Series], room: Room) -> list[Figure]:
    """The places' names from the left edge, each above its dots."""
    return [
        _beside(row, bold(one, one.name), theme.INK)
        | {"x": 0, "xanchor": "left", "xshift": -round(room.left), "yshift": 16}
        for row, one in enumerate(rows)
    ]


def _beside(row: int, text: str, colour: str) -> Figure:
    return {
        "xref": "paper",
        "y": row,
        "yanchor": "middle",
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": colour},
    }
