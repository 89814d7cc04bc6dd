"""The traces that lines over time are made of: the line, its rolling mean, its margins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from data.model import period_position
from indicators.phrases import Phrases, phrases
from indicators.smoothing import mean_series
from indicators.spec import ChartSpec, Mark, Series
from layouts import theme
from layouts.figures.frame import Figure
from layouts.figures.text import (
    has_value,
    hollow,
    hover_head,
    hover_value,
    label_name,
    plain_hover,
)

WORDS = Path(__file__).parents[1] / "words" / "panels.toml"
#: more points than this in one line are drawn smaller, or they would hide it
MANY_POINTS = 30
#: so many values in a line, and its margins are a band; whiskers would hide the line
BAND_POINTS = 5
#: the least contrast of a mark that carries information (WCAG 2.2, 1.4.11), and a little over
LEAST_CONTRAST = 3.1
MEAN_WIDTH = 1.3


def say() -> Phrases:
    """The phrases of lines and panels, read at first use."""
    return phrases(WORDS)


def points(one: Series) -> list[Mark | None]:
    """The marks in time order with None where the line is not joined."""
    if not one.cuts:
        return list(one.marks)
    found: list[Mark | None] = []
    for index, mark in enumerate(one.marks):
        if index in one.cuts and found:
            found.append(None)
        found.append(mark)
    return found


def columns(spec: ChartSpec, one: Series, marks: Sequence[Mark | None]) -> Figure:
    """Where `marks` stand, and what is said of each; None where there is nothing."""
    head = hover_head(one, spec.language)
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str] = []
    plain = not (one.aggregated or spec.bands)
    unit = (spec.decimals, spec.language, spec.symbol, spec.signed)
    for mark in marks:
        if mark is None:
            x.append(None)
            y.append(None)
            texts.append("")
            continue
        period, value, status, margin, _ = mark
        x.append(period_position(period))
        if value is None or value != value:
            y.append(None)
            texts.append("")
            continue
        y.append(value)
        if plain and status == "A" and margin is None:  # most values by far
            texts.append(head + plain_hover(period, value, *unit))
        else:
            texts.append(head + hover_value(spec, one, mark))
    return {"x": x, "y": y, "hovertext": texts}


def line(spec: ChartSpec, one: Series, look: theme.Style) -> Figure:
    """A line with a marker at every value, hollow where the value is not firm."""
    marks = points(one)
    colours = [
        theme.WHITE if mark is not None and hollow(one, mark) else look.colour for mark in marks
    ]
    small = len(one.marks) > MANY_POINTS
    size = (4 if small else 7) + (1 if one.role == "home" else 0)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": label_name(one, spec.language),
        **columns(spec, one, marks),
        "hoverinfo": "text",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": look.colour, "width": look.width, "dash": look.dash},
        "marker": {
            "symbol": look.symbol,
            "size": size + (1 if look.symbol in ("diamond", "triangle-up") else 0),
            "color": colours,
            "line": {"color": look.colour, "width": 1 if small else 1.7},
            "opacity": 1,
        },
        "meta": {"code": one.code, "role": one.role, "sex": one.sex},
    }


def whiskers(one: Series, look: theme.Style) -> Figure:
    """Margins at single values, for the line of a few values."""
    return {
        "type": "data",
        "array": [mark.margin if mark and has_value(mark) else None for mark in points(one)],
        "color": look.colour,
        "thickness": 1.2,
        "width": 3,
    }


def has_margin(one: Series) -> bool:
    """Tell whether any value that is drawn has a margin."""
    return any(mark.margin is not None and has_value(mark) for mark in one.marks)


def has_band(one: Series) -> bool:
    """Tell whether a line has so many margins that they are drawn as a band."""
    return sum(mark.margin is not None and has_value(mark) for mark in one.marks) >= BAND_POINTS


def band(one: Series, look: theme.Style) -> Figure:
    """The margins of a line as a ground behind it, with dotted edges that print in grey too.

    A value beside which there is no other margin to join is a short stroke. What cannot be below
    zero is not drawn below it.
    """
    low_end = 0.0 if all((mark.value or 0.0) >= 0 for mark in one.marks) else float("-inf")
    x: list[float | None] = []
    y: list[float | None] = []
    for stretch in _stretches(one):
        if x:
            x.append(None)
            y.append(None)
        places = [period_position(mark.period) for mark in stretch]
        ends = [(mark.value or 0.0, mark.margin or 0.0) for mark in stretch]
        x += [*places, *reversed(places), places[0]]
        y += [value + margin for value, margin in ends]
        y += [max(low_end, value - margin) for value, margin in reversed(ends)]
        y.append(ends[0][0] + ends[0][1])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": theme.tint(look.colour, 0.16),
        "line": {"color": paler(look.colour), "width": 0.8, "dash": "dot"},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"band": one.code, "sex": one.sex},
    }


def _stretches(one: Series) -> list[list[Mark]]:
    """Values with margins that the line joins to each other."""
    found: list[list[Mark]] = []
    before: Mark | None = None
    for mark in points(one):
        known = mark is not None and has_value(mark) and mark.margin is not None
        if mark is not None and known:
            if before is None:
                found.append([])
            found[-1].append(mark)
        before = mark if known else None
    return found


def mean(spec: ChartSpec, one: Series, look: theme.Style) -> Figure:
    """The rolling mean of a series: a thin even line without markers, paler than the raw one."""
    of = mean_series(one, spec.smoothing)
    return {
        "type": "scatter",
        "mode": "lines" if _joined(of) else "lines+markers",
        "name": label_name(of, spec.language),
        **columns(spec, of, points(of)),
        "hoverinfo": "text",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": paler(look.colour), "width": MEAN_WIDTH, "dash": "solid"},
        "marker": {"symbol": "line-ew", "size": 9,
                   "line": {"color": paler(look.colour), "width": MEAN_WIDTH}},
        "meta": {"mean": one.code, "sex": one.sex},
    }  # fmt: skip


def _joined(of: Series) -> bool:
    """Tell whether every mean has a neighbour that it is joined to, and so is seen as a line."""
    valued = [mark is not None and has_value(mark) for mark in [None, *points(of), None]]
    return all(before or after for (before, here), (_, after) in pairwise(pairwise(valued)) if here)


@lru_cache(maxsize=64)
def paler(colour: str) -> str:
    """`colour` thinned with white as far as a mark may be (3:1 on white)."""
    for part in range(40, 100, 5):
        thin = theme.tint(colour, part / 100)
        if theme.contrast(thin) >= LEAST_CONTRAST:
            return thin
    return colour
