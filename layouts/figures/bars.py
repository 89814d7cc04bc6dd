"""Rankings as bars from zero, every place a named row."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import formats
from indicators.spec import ChartSpec, Mark, Series
from layouts import theme
from layouts.figures.frame import (
    Figure,
    axis,
    frame,
    text_axis,
)
from layouts.figures.rows import (
    BAR,
    HEAD_BAR,
    Rows,
    companion_notes,
    group_headings,
    group_rules,
    home_ground,
    is_head,
    looks,
    name_room,
    pale_fill,
    rank_axis,
    rank_heading,
    rank_notes,
    rank_room,
    row_name,
    rows_of,
)
from layouts.figures.target_ticks import (
    room_right,
    row_targets,
    row_texts,
    target_marks,
    tick_note,
    values_of,
)
from layouts.figures.text import (
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
    """A horizontal bar a place, best first from the top, places without a value last.

    The rank stands between name and bar; a ranking in groups has their names at the left edge.
    """
    drawn = [(one, one.marks[0]) for one in spec.series if one.marks]
    places = [one for one, _ in drawn]
    rows = rows_of(places)
    values = [mark.value if has_value(mark) else None for _, mark in drawn]
    common = common_period(spec)
    names = [row_name(spec, one, mark, common) for one, mark in drawn]
    targets = row_targets(spec, drawn)
    low, high = reach([mark for _, mark in drawn], values_of(targets))
    texts = [
        shown(spec, mark.value) if has_value(mark) else reason(mark, spec.language)
        for _, mark in drawn
    ]
    hovers = [hover(spec, one, mark) for one, mark in drawn]
    left_room, right_room = _label_room(texts, values, high)
    told = row_texts(spec, drawn, targets, texts, hovers) if targets else None
    if told:
        texts, hovers = told.texts, told.hovers
        left_room = max(left_room, _label_room(texts, told.ends, high)[0])
    rank = rank_room(spec)
    left = name_room(rows, names) + 10 + left_room + rank
    notes = _notes(spec, places) + tick_note(spec, targets)
    labels = _value_texts(drawn, rows, texts, hovers)
    if told:
        labels["x"] = told.ends
        right_room = max(right_room, room_right(told, targets, high, left))
    if rank:
        labels["yaxis"] = "y2"
    return frame(
        spec,
        [
            bar_trace(spec, drawn, looks(places), hovers, rows.at),
            *_whiskers(drawn, rows),
            *(target_marks(targets, rows.at) if targets else ()),
            labels,
        ],
        ROW * rows.count,
        (20 if rank else 6, right_room, 8, left),
        bargap=1 - BAR,
        barmode="overlay",
        xaxis=axis(range=[low, high], showticklabels=False),
        yaxis=text_axis(
            rows.at,
            [row_label(one, name) for one, name in zip(places, names, strict=True)],
            range=[rows.count - 0.5, -0.5],
            ticklabelstandoff=6 + round(left_room + rank),
            tickfont={"size": 12, "color": theme.INK},
        ),
        shapes=[
            *home_ground(places, rows, left, right_room),
            *group_rules(rows, left, right_room),
            baseline(rows.count),
        ],
        annotations=[*group_headings(rows, left), *rank_heading(spec, 6 + left_room)],
        notes=notes,
        **rank_axis(spec, places, rows, 6 + left_room),
    )


def row_label(one: Series, name: str) -> str:
    """`name` as markup, bold for the places the chart is about."""
    return escape(name) if one.role == "others" or not name else f"<b>{escape(name)}</b>"


def reach(marks: Sequence[Mark], beyond: Sequence[float] = ()) -> tuple[float, float]:
    """The ends of the value axis; zero is always within (rule 21), and so are targets `beyond`."""
    found = [*ends(marks), *beyond]
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
    drawn: Sequence[tuple[Series, Mark]],
    styles: Sequence[theme.Style],
    hovers: Sequence[str],
    at: Sequence[float],
) -> Figure:
    """The bars of `drawn` from zero, at their rows; those not firm are pale with an outline."""
    faint = [hollow(one, mark) for one, mark in drawn]
    colours = [look.colour for look in styles]
    heads = [is_head(one) for one, _ in drawn]
    widths = {"width": [HEAD_BAR if head else BAR for head in heads]} if any(heads) else {}
    return {
        "type": "bar",
        "orientation": "h",
        "name": spec.title,
        "y": list(at),
        "x": [mark.value if has_value(mark) else None for _, mark in drawn],
        "base": 0,
        "hovertext": list(hovers),
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "color": [
                pale_fill(one, colour) if pale else colour
                for (one, _), colour, pale in zip(drawn, colours, faint, strict=True)
            ],
            "line": {"color": colours, "width": [1.4 if pale else 0 for pale in faint]},
        },
        "meta": {
            "codes": [one.code for one, _ in drawn],
            "roles": [one.role for one, _ in drawn],
        },
    } | widths


def _whiskers(drawn: Sequence[tuple[Series, Mark]], rows: Rows) -> list[Figure]:
    """Margins as traces of their own: plotly draws a cap even where there is no margin.

    The white line under the black one keeps a margin visible on a dark bar.
    """
    known = [
        (row, mark) for row, (_, mark) in zip(rows.at, drawn, strict=True)
        if has_value(mark) and mark.margin is not None
    ]  # fmt: skip
    if not known:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [mark.value for _, mark in known],
            "y": [row for row, _ in known],
            "marker": {"size": 1, "color": colour},
            "hoverinfo": "skip",
            "cliponaxis": False,
            "error_x": {
                "type": "data",
                "array": [mark.margin for _, mark in known],
                "color": colour,
                "thickness": thickness,
                "width": 3,
            },
            "meta": {name: True},
        }
        for name, colour, thickness in (("halo", theme.WHITE, 3), ("whiskers", theme.INK, 1))
    ]


def _value_texts(
    drawn: Sequence[tuple[Series, Mark]], rows: Rows, texts: Sequence[str], hovers: Sequence[str]
) -> Figure:
    """Values at the bars' ends, past the whiskers; reasons at zero where there is no bar."""
    places, labels, colours = [], [], []
    to_left = [text.startswith(formats.MINUS) for text in texts]
    for (one, mark), text, left in zip(drawn, texts, to_left, strict=True):
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
        "y": list(rows.at),
        "text": labels,
        "textposition": ["middle left" if left else "middle right" for left in to_left],
        "textfont": {"size": 12, "color": colours},
        "hovertext": list(hovers),
        "hoverinfo": "text",
        "cliponaxis": False,
        "meta": {"labels": True},
    }


def _notes(spec: ChartSpec, drawn: Sequence[Series]) -> list[str]:
    notes = [*rank_notes(spec), *companion_notes(spec)]
    notes += hollow_note("hollow_bars", drawn, spec.language)
    if any(mark.margin is not None for one in drawn for mark in one.marks):
        notes.append(words("error_bars", spec.language))
    return notes
