"""The two axes of a chart of two indicators: ticks that fit a telephone, titles with units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.phrases import phrases
from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.figures.frame import Figure, text_axis
from layouts.figures.scale import nice_ticks, tick_texts, value_range
from layouts.figures.text import ends, escape, text_width, wrap

WORDS = Path(__file__).parents[1] / "words" / "scatter.toml"
HEIGHT = 430
#: the narrowest figure that must be readable, and its right margin
PHONE, RIGHT = 340, 18
#: letters of an axis title on one line of the narrowest figure
TITLE_LETTERS = 42
TITLE_LINE = 16
#: pixels under the plot that the ticks' texts take
TICKS = 22
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two axes: its ticks and their texts, and whether it was cut."""

    ticks: list[float]
    texts: list[str]
    cut: bool

    def part(self, value: float) -> float:
        """Where a value lies, from 0 at the start of the axis to 1 at its end."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])

    def drawn(self, **changes: Any) -> Figure:
        """The axis as plotly takes it."""
        return text_axis(
            self.ticks,
            self.texts,
            range=[self.ticks[0], self.ticks[-1]],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            gridwidth=1,
            **changes,
        )


@dataclass(frozen=True, slots=True)
class Axes:
    """Both axes; `left` is the left margin, `narrowest` the plot's width on a telephone."""

    across: Axis
    upright: Axis
    left: int
    narrowest: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point as a part of the plot's width and pixels from its upper edge."""
        return self.across.part(x), (1 - self.upright.part(y)) * HEIGHT


def say(key: str, spec: ChartSpec, **fields: object) -> str:
    """A phrase of this chart."""
    return phrases(WORDS)(key, spec.language, **fields)


def axes(spec: ChartSpec, drawn: Sequence[Series]) -> Axes:
    """The axes for the places drawn, which have both values."""
    upright = _axis(spec, drawn, 1, MOST_TICKS)
    left = round(max(text_width(text) for text in upright.texts) + 14)
    narrowest = float(PHONE - left - RIGHT)
    for target in range(MOST_TICKS, 0, -1):
        across = _axis(spec, drawn, 0, target)
        if sum(text_width(text) + 14 for text in across.texts) <= narrowest + RIGHT:
            break
    return Axes(across, upright, left, narrowest)


def _axis(spec: ChartSpec, drawn: Sequence[Series], index: int, target: int) -> Axis:
    column = spec.columns[index]
    low, high, cut = value_range(ends([one.marks[index] for one in drawn]), zero=column.signed)
    if cut:
        # a point on the very edge reads as if it were zero
        low, high = (
            (low - (high - low) * 0.04, high) if low > 0 else (low, high + (high - low) * 0.04)
        )
    ticks = nice_ticks(low, high, target)
    texts = tick_texts(ticks, spec.language, column.signed)
    return Axis(ticks, texts, cut and ticks[0] > 0)


def title(spec: ChartSpec, index: int) -> list[str]:
    """The indicator's name in bold, with an arrow, and its unit, as lines of markup."""
    column = spec.columns[index]
    name = say(("x_title", "y_title")[index], spec, name=column.name)
    bold = [f"<b>{escape(line)}</b>" for line in wrap(name, TITLE_LETTERS)]
    return [*bold, *map(escape, wrap(column.unit, TITLE_LETTERS + 4))]


def titles(x_lines: Sequence[str], y_lines: Sequence[str], left: int) -> list[Figure]:
    """Both titles: the upright axis's above the plot from the left edge, the other's below it."""
    shared: Figure = {
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 12, "color": theme.INK},
    }
    above = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "align": "left"}
    below = {"x": 1, "y": 0, "xanchor": "right", "yanchor": "top", "align": "right"}
    return [
        shared | above | {"text": "<br>".join(y_lines), "xshift": -left, "yshift": 8},
        shared | below | {"text": "<br>".join(x_lines), "yshift": -TICKS},
    ]
