"""Rankings as bars from zero, every place a named row."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import formats
from indicators.model import ChartSpec, Mark, Series
from layouts import theme
from layouts.figure_frame import (
    NOTE_LINE,
    Figure,
    axis,
    frame,
    note_lines,
    text_axis,
)
from layouts.figure_text import (
    common_period,
    ends,
    escape,
    has_value,
    hollow,
    hollow_note,
    hover,
    reason,
    shown,
    text_width,
    words,
)

ROW = 20


def bars(spec: ChartSpec) -> Figure:
    """A horizontal bar a place, best first from the top, places without a value last."""
    rows = [(one, one.marks[0]) for one in spec.series if one.marks]
    looks = theme.styles([one for one, _ in rows])
    values = [mark.value if has_value(mark) else None for _, mark in rows]
    common = common_period(spec)
    names = [row_name(spec, one, mark, common) for one, mark in rows]
    low, high = reach([mark for _, mark in rows])
    texts = [
        shown(spec, mark.value) if has_value(mark) else reason(mark, spec.language)
        for _, mark in rows
    ]
    hovers = [hover(spec, one, mark) for one, mark in rows]
    to_left = [text.startswith(formats.MINUS) for text in texts]
    left_room, right_room = _label_room(texts, values, high)
    notes = _notes(spec, [one for one, _ in rows])
    return frame(
        spec,
        [
            bar_trace(spec, rows, looks, hovers),
            *([_whiskers(rows)] if any(mark.margin is not None for _, mark in rows) else []),
            _value_texts(rows, texts, hovers, to_left),
        ],
        ROW * len(rows),
        (
            6,
            right_room,
            8 + NOTE_LINE * len(notes) + (6 if notes else 0),
            max(text_width(name, 12) * 1.06 for name in names) + 10 + left_room,
        ),
        bargap=0.28,
        barmode="overlay",
        xaxis=axis(range=[low, high], showticklabels=False),
        yaxis=text_axis(
            range(len(rows)),
            [row_label(one, name) for (one, _), name in zip(rows, names, strict=True)],
            range=[len(rows) - 0.5, -0.5],
            ticklabelstandoff=6 + round(left_room),
            tickfont={"size": 12, "color": theme.INK},
        ),
        shapes=[baseline(len(rows))],
        notes=notes,
    )


def row_name(spec: ChartSpec, one: Series, mark: Mark, common: str) -> str:
    """The place, with the period where it is not `common` to the others (rule 3)."""
    if has_value(mark) and mark.period != common:
        return f"{one.name} {formats.period(mark.period, spec.language)}"
    return one.name


def row_label(one: Series, name: str) -> str:
    """`name` as markup, bold for the places the chart is about."""
    return escape(name) if one.role == "others" else f"<b>{escape(name)}</b>"


def reach(marks: Sequence[Mark]) -> tuple[float, float]:
    """The ends of the value axis; zero is always within (rule 21)."""
    found = ends(marks)
    low, high = min([0.0, *found]), max([0.0, *found])
    return (low, high) if high > low else (0.0, 1.0)


def _label_room(
    texts: Sequence[str], values: Sequence[float | None], high: float
) -> tuple[float, float]:
    """Pixels left and right of the plot for the texts at the bars' ends."""
    left = right = 0.0
    for text, value in zip(texts, values, strict=True):
        width = text_width(text, 12) * 1.06 + 10
        if value is not None and value < 0:
            left = max(left, width)
        # a reason stands at zero, within the plot, unless all bars go to the left
        elif value is not None or high <= 0:
            right = max(right, width)
    return left, max(right, 16)


def baseline(rows: int) -> Figure:
    """The line at zero along all rows."""
    line = {"color": theme.INK, "width": 1}
    return {"type": "line", "x0": 0, "x1": 0, "y0": -0.5, "y1": rows - 0.5, "line": line}


def bar_trace(
    spec: ChartSpec,
    rows: Sequence[tuple[Series, Mark]],
    looks: Sequence[theme.Style],
    hovers: Sequence[str],
) -> Figure:
    """The bars of `rows` from zero; values that are not firm are pale with an outline."""
    faint = [hollow(one, mark) for one, mark in rows]
    colours = [look.colour for look in looks]
    return {
        "type": "bar",
        "orientation": "h",
        "name": spec.title,
        "y": list(range(len(rows))),
        "x": [mark.value if has_value(mark) else None for _, mark in rows],
        "base": 0,
        "hovertext": list(hovers),
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "color": [
                theme.tint(colour) if pale else colour
                for colour, pale in zip(colours, faint, strict=True)
            ],
            "line": {"color": colours, "width": [1.4 if pale else 0 for pale in faint]},
        },
        "meta": {
            "codes": [one.code for one, _ in rows],
            "roles": [one.role for one, _ in rows],
        },
    }


def _whiskers(rows: Sequence[tuple[Series, Mark]]) -> Figure:
    """Margins as a trace of their own: plotly draws a cap even where there is no margin."""
    known = [
        (row, mark) for row, (_, mark) in enumerate(rows)
        if has_value(mark) and mark.margin is not None
    ]  # fmt: skip
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.value for _, mark in known],
        "y": [row for row, _ in known],
        "marker": {"size": 1, "color": theme.INK},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "error_x": {
            "type": "data",
            "array": [mark.margin for _, mark in known],
            "color": theme.INK,
            "thickness": 1,
            "width": 3,
        },
        "meta": {"whiskers": True},
    }


def _value_texts(
    rows: Sequence[tuple[Series, Mark]],
    texts: Sequence[str],
    hovers: Sequence[str],
    to_left: Sequence[bool],
) -> Figure:
    """Values at the bars' ends, past the whiskers; reasons at zero where there is no bar."""
    places, labels, colours = [], [], []
    for (one, mark), text, left in zip(rows, texts, to_left, strict=True):
        found = has_value(mark)
        side = -1 if left else 1
        places.append((mark.value or 0.0) + side * (mark.margin or 0.0) if found else 0.0)
        bold = found and one.role != "others"
        # plotly sets the text close to the bar: a space on either side keeps it off
        text = formats.NBSP + escape(text) + formats.NBSP
        labels.append(f"<b>{text}</b>" if bold else text)
        colours.append(theme.INK if found else theme.MUTED)
    return {
        "type": "scatter",
        "mode": "text",
        "x": places,
        "y": list(range(len(rows))),
        "text": labels,
        "textposition": ["middle left" if left else "middle right" for left in to_left],
        "textfont": {"size": 12, "color": colours},
        "hovertext": list(hovers),
        "hoverinfo": "text",
        "cliponaxis": False,
        "meta": {"labels": True},
    }


def _notes(spec: ChartSpec, drawn: Sequence[Series]) -> list[str]:
    notes = hollow_note("hollow_bars", drawn, spec.language)
    if any(mark.margin is not None for one in drawn for mark in one.marks):
        notes.append(words("error_bars", spec.language))
    return note_lines(notes)
