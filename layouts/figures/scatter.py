"""Two indicators as points: ours in their colours and named, the others grey, Riket a black cross.

Grey names stand only where there is room for them on the narrowest screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.geography import EU27, RIKET
from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.figures.frame import Figure, frame
from layouts.figures.scatter_axes import (
    HEIGHT,
    RIGHT,
    TICKS,
    TITLE_LINE,
    Axes,
    axes,
    say,
    title,
    titles,
)
from layouts.figures.scatter_names import names
from layouts.figures.text import (
    escape,
    has_value,
    hollow,
    hollow_note,
    hover_head,
    margin_shown,
    shown,
    status_words,
    words,
    wrap,
)

#: more points than this are small, and few of the grey ones are named
CROWD = 40
#: the order of drawing: the home county last, so that it lies on top
ORDER = ("others", "reference", "compared", "group", "home")
REFERENCES = (RIKET, EU27)
Looked = tuple[Series, theme.Style]


def scatter(spec: ChartSpec) -> Figure:
    """The figure of a ``scatter`` spec; places that lack one of the two values have no point."""
    drawn = [one for one in spec.series if all(has_value(mark) for mark in one.marks)]
    drawn.sort(key=lambda one: ORDER.index(one.role))
    looked = list(zip(drawn, theme.styles(drawn), strict=True))
    crowd = [pair for pair in looked if pair[0].role == "others"]
    named = [pair for pair in looked if pair[0].role != "others"]
    crowded = len(drawn) > CROWD
    both = axes(spec, drawn)
    line = _trend_ends(spec, drawn, both)
    labels, unnamed = names(spec, drawn, both, crowded, line)
    x_lines, y_lines = title(spec, 0), title(spec, 1)
    return frame(
        spec,
        [
            *([_trend(spec, line)] if line else []),
            *([_points(spec, crowd, 5 if crowded else 8)] if crowd else []),
            *(_points(spec, [pair], _size(pair[0])) for pair in named),
        ],
        HEIGHT,
        (
            TITLE_LINE * len(y_lines) + 14,
            RIGHT,
            TICKS + TITLE_LINE * len(x_lines) + 8,
            both.left,
        ),
        xaxis=both.across.drawn(ticklabelstandoff=4),
        yaxis=both.upright.drawn(ticklabelstandoff=6),
        annotations=[*titles(x_lines, y_lines, both.left), *labels],
        notes=_notes(spec, drawn, both, bool(unnamed)),
    )


def _size(one: Series) -> int:
    return {"home": 13, "reference": 14}.get(one.role, 11)


def _points(spec: ChartSpec, group: Sequence[Looked], size: int) -> Figure:
    """The points of `group` as one trace; values not firm are hollow, margins are thin crosses."""
    first, look = group[0]
    marks = [one.marks for one, _ in group]
    faint = [any(hollow(one, mark) for mark in one.marks) for one, _ in group]
    # Riket and the EU are held against the others, not counted among them
    cross = first.code in REFERENCES
    trace: Figure = {
        "type": "scatter",
        "mode": "markers",
        "name": first.name if first.role != "others" else "",
        "x": [pair[0].value for pair in marks],
        "y": [pair[1].value for pair in marks],
        "hovertext": [_hover(spec, one) for one, _ in group],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "symbol": "cross-thin" if cross else look.symbol,
            "size": size,
            "color": [theme.WHITE if pale else look.colour for pale in faint],
            "line": {"color": look.colour, "width": 2.6 if cross else 1.7},
            "opacity": 1,
        },
        "meta": {"role": first.role, "codes": [one.code for one, _ in group]},
    }
    for index, name in enumerate(("error_x", "error_y")):
        if any(pair[index].margin is not None for pair in marks):
            trace[name] = {
                "type": "data",
                "array": [pair[index].margin for pair in marks],
                "color": look.colour,
                "thickness": 0.8,
                "width": 0,
            }
    return trace


def _hover(spec: ChartSpec, one: Series) -> str:
    lines = []
    for mark, column in zip(one.marks, spec.columns, strict=True):
        value = shown(spec, mark.value, symbol=True, column=column)
        more = status_words(one, mark, spec.language)
        if mark.margin is not None:
            margin = margin_shown(spec, mark.margin, column)
            more.append(words("margin", spec.language, margin=margin))
        said = " · ".join([say("value", spec, name=column.name, value=value), *more])
        lines.append("<br>".join(escape(part) for part in wrap(said, 44)))
    return hover_head(one, spec.language) + "<br>".join(lines)


def _trend_ends(spec: ChartSpec, drawn: Sequence[Series], both: Axes) -> list[tuple[float, float]]:
    """The ends of the line of least squares, over the points it was fitted to; empty if none is.

    The line ends where it leaves the plot, so that its name stands at a part that is seen.
    """
    if "slope" not in spec.facts:
        return []
    slope, intercept = spec.facts["slope"], spec.facts["intercept"]
    fitted = [one.marks[0].value for one in drawn if one.role != "reference"]
    xs = [x for x in fitted if x is not None]
    leaves = [(both.upright.ticks[at] - intercept) / slope for at in (0, -1)]
    within = (max(min(xs), min(leaves)), min(max(xs), max(leaves)))
    return [(x, intercept + slope * x) for x in within]


def _trend(spec: ChartSpec, ends: Sequence[tuple[float, float]]) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": say("trend", spec),
        "x": [x for x, _ in ends],
        "y": [y for _, y in ends],
        "line": {"color": theme.MUTED, "width": 1.2},
        "hoverinfo": "skip",
        "meta": {"trend": True},
    }


def _notes(spec: ChartSpec, drawn: Sequence[Series], both: Axes, unnamed: bool) -> list[str]:
    notes = [
        say(key, spec, start=axis.texts[0])
        for key, axis in (("cut_x", both.across), ("cut_y", both.upright))
        if axis.cut
    ]
    if "slope" in spec.facts:
        notes.append(say("trend_note", spec, count=round(spec.facts["n"])))
    notes += hollow_note("hollow_points", drawn, spec.language)
    if any(mark.margin is not None for one in drawn for mark in one.marks):
        notes.append(say("crosses", spec))
    if unnamed:
        notes.append(say("unnamed", spec))
    return notes
