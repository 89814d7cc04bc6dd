"""Hundreds of regions as thin bars from zero, ours and the Swedish ones named at the edge."""

from __future__ import annotations

from collections.abc import Sequence

from data.geography import RIKET
from indicators.model import ChartSpec, Mark, Series
from layouts import theme
from layouts.figure_bars import bar_trace, baseline, reach, row_name
from layouts.figure_frame import (
    NOTE_LINE,
    EndLabel,
    Figure,
    axis,
    end_labels,
    frame,
    margin_for,
    note_lines,
    text_axis,
)
from layouts.figure_text import common_period, escape, has_value, hover, reason, shown, words, wrap

#: more places than this are drawn as thin bars without names
MANY_PLACES = 40
DENSE_HEIGHT = 460
#: named among hundreds of European regions even when not chosen
SWEDISH = "SE"


def dense(spec: ChartSpec) -> Figure:
    """Hundreds of regions: a thin bar each, ours and the Swedish ones named at the edge.

    Horizontal like the short ranking, because the height is known here and the width is not: so
    the names can be pushed apart for any screen.
    """
    rows = [(one, one.marks[0]) for one in spec.series if one.marks and has_value(one.marks[0])]
    looks = theme.styles([one for one, _ in rows])
    low, high = reach([mark for _, mark in rows])
    right = [one.role != "others" or one.code.startswith(SWEDISH) for one, _ in rows]
    colours = [
        theme.INK if named and one.role == "others" else look.colour
        for (one, _), look, named in zip(rows, looks, right, strict=True)
    ]
    named = [(index, *rows[index], colours[index]) for index in range(len(rows)) if right[index]]
    named.sort(key=lambda item: item[1].role != "others")
    labels = [_dense_label(spec, *item) for item in named]
    height = max(DENSE_HEIGHT, sum(label.height for label in labels))
    count = len(rows)
    ranks = sorted({0, count // 4, count // 2, 3 * count // 4, count - 1})
    notes = _dense_notes(spec, count)
    hovers = [hover(spec, one, mark) for one, mark in rows]
    trace = bar_trace(spec, rows, looks, hovers)
    trace["marker"] = {
        "color": [_mass(colour, named_) for colour, named_ in zip(colours, right, strict=True)],
        "line": {"width": 0},
    }
    trace["width"] = [1.0] * count
    return frame(
        spec,
        [trace, _contour(rows)],
        height,
        (10, margin_for(labels), 20 + NOTE_LINE * len(notes), 40),
        bargap=0,
        barmode="overlay",
        xaxis=axis(range=[low, high], showticklabels=False),
        yaxis=text_axis(
            ranks,
            [str(rank + 1) for rank in ranks],
            range=[count - 0.5, -0.5],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            ticklabelstandoff=6,
        ),
        shapes=[baseline(count), *_dense_leaders(named, high)],
        annotations=end_labels(labels, high, lambda y: (y + 0.5) / count * height, height, slack=6),
        notes=notes,
        below=10,
    )


def _mass(colour: str, named: bool) -> str:
    """The crowd of bars is one pale shape, so that ours stand out; its contour carries 3:1."""
    return colour if named else theme.CROWD


def _contour(rows: Sequence[tuple[Series, Mark]]) -> Figure:
    """The ends of all bars as one line."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [mark.value for _, mark in rows],
        "y": list(range(len(rows))),
        "line": {"color": theme.GREY, "width": 1, "shape": "vh"},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"contour": True},
    }


def _dense_label(spec: ChartSpec, index: int, one: Series, mark: Mark, colour: str) -> EndLabel:
    value = shown(spec, mark.value)
    name = row_name(spec, one, mark, common_period(spec))
    lines = wrap(name, 14, 2) if len(name) > 15 else [name]
    lead, last = lines[:-1], lines[-1]
    markup = f"{escape(last)} <b>{value}</b>"
    return EndLabel(
        (*map(escape, lead), markup),
        (*lead, f"{last} {value}"),
        float(index),
        theme.MUTED if one.role == "others" else theme.text_colour(colour),
    )


def _dense_leaders(named: Sequence[tuple[int, Series, Mark, str]], high: float) -> list[Figure]:
    return [
        {
            "type": "line",
            "x0": max(mark.value or 0.0, 0.0),
            "x1": high,
            "y0": index,
            "y1": index,
            "line": {"color": theme.GUIDE, "width": 0.8},
        }
        for index, _, mark, _ in named
    ]


def _dense_notes(spec: ChartSpec, count: int) -> list[str]:
    notes = [words("quarters", spec.language, count=count)]
    missing = [
        f"{one.name} ({reason(one.marks[0], spec.language)})"
        for one in spec.series
        if one.marks
        and not has_value(one.marks[0])
        and (one.role != "others" or one.code.startswith(SWEDISH) or one.code == RIKET)
    ]
    rest = sum(not has_value(one.marks[0]) for one in spec.series if one.marks) - len(missing)
    if rest:
        missing.append(words("more_places", spec.language, count=rest))
    if missing:
        notes.append(words("without_value", spec.language, places=", ".join(missing)))
    return note_lines(notes)
