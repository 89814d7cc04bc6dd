"""Two points in time: a row a place, the earlier dot hollow, the later filled, joined by a line.

Which dot is which, and so the direction, is told by shape and by the printed change with its sign,
never by colour. As hollow means earlier here, values that are not firm carry the table's letters.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.figures.dense import MANY_PLACES, SWEDISH
from layouts.figures.dumbbell_beside import changes, find_room, heads, names_above
from layouts.figures.dumbbell_text import (
    CHANGE,
    EARLIER,
    LATER,
    bold,
    common_letters,
    hover,
    notes,
    side,
    value_text,
)
from layouts.figures.frame import Figure, axis, frame, text_axis
from layouts.figures.scale import nice_ticks, tick_texts
from layouts.figures.target_rows import above_note, ticks_above
from layouts.figures.target_ticks import row_targets, values_of
from layouts.figures.text import escape, has_value, reason, shown, text_width

ROW = 22
#: a row where the name stands above the dots, because long numbers take the width
TALL_ROW = 38
#: places drawn from either end of a list too long to draw whole
ENDS = 5
#: pixels between two tick texts
TICK_GAP = 10


def dumbbell(spec: ChartSpec) -> Figure:
    """The figure of a ``two_points`` spec; the caller has seen that there is something to draw."""
    rows = _rows(spec)
    looks = theme.styles(rows)
    common = common_letters(rows)
    aims = row_targets(spec, [(one, one.marks[LATER]) for one in rows])
    room, cut = find_room(spec, rows, common, values_of(aims))
    stacked = room.names == 0
    height = TALL_ROW if stacked else ROW
    targets = list(enumerate(aims))
    # in the row's own colour: the next row's tick is near
    colours = {one.code: look.colour for one, look in zip(rows, looks, strict=True)}
    ticks = [t for t in nice_ticks(room.low, room.high, target=5) if room.low <= t <= room.high]
    texts = tick_texts(ticks, spec.language)
    start = shown(spec, room.low, column=spec.columns[EARLIER]) if cut else ""
    names = [] if stacked else [bold(one, one.name) for one in rows]
    return frame(
        spec,
        [
            *_joins(rows, looks),
            *(_dots(spec, rows, looks, at) for at in (EARLIER, LATER)),
            *(_values(spec, rows, at, common) for at in (EARLIER, LATER)),
            _reasons(spec, rows, room.low),
            *ticks_above(targets, height, lambda target: colours[target.code]),
        ],
        height * len(rows),
        (30, room.right, 28, room.left),
        xaxis=text_axis(
            ticks,
            few_texts(texts, room.plot),
            range=[room.low, room.high],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            ticklabelstandoff=4,
        ),
        yaxis=axis(
            tickmode="array",
            tickvals=list(range(len(rows))),
            ticktext=names or [""] * len(rows),
            range=[len(rows) - 0.5, -0.5],
            ticklabelstandoff=round(6 + room.before),
            tickfont={"size": 12, "color": theme.INK},
        ),
        annotations=[
            *heads(spec, room),
            *changes(spec, rows, room),
            *(names_above(rows, room) if stacked else ()),
        ],
        notes=notes(spec, rows, common, start) + above_note(spec, targets),
    )


def _rows(spec: ChartSpec) -> list[Series]:
    """All places; of hundreds only ours, the Swedish ones and those first and last."""
    if len(spec.series) <= MANY_PLACES:
        return list(spec.series)
    valued = [one for one in spec.series if has_value(one.marks[CHANGE])] or list(spec.series)
    edge = {one.code for one in (*valued[:ENDS], *valued[-ENDS:])}
    return [
        one
        for one in spec.series
        if one.role != "others" or one.code in edge or one.code.startswith(SWEDISH)
    ]


def _joined(one: Series) -> bool:
    """Only what may be compared is joined: there is a change, and so no break in between."""
    return all(has_value(mark) for mark in one.marks)


def few_texts(texts: Sequence[str], room: float) -> list[str]:
    """Tick texts with some left out, so that the rest find room on a telephone."""
    width = max(text_width(text, 12) for text in texts) + TICK_GAP
    every = next(
        (step for step in range(1, len(texts)) if -(-len(texts) // step) * width <= room),
        max(1, len(texts) - 1),
    )
    return [text if index % every == 0 else "" for index, text in enumerate(texts)]


def _joins(rows: Sequence[Series], looks: Sequence[theme.Style]) -> list[Figure]:
    """The lines between the dots, those of one look as one trace."""
    traces: dict[tuple[str, float], Figure] = {}
    for row, (one, look) in enumerate(zip(rows, looks, strict=True)):
        if not _joined(one):
            continue
        width = 1.6 if one.role == "others" else 3.0
        trace = traces.setdefault(
            (look.colour, width),
            {
                "type": "scatter",
                "mode": "lines",
                "x": [],
                "y": [],
                "line": {"color": look.colour, "width": width},
                "hoverinfo": "skip",
                "connectgaps": False,
                "cliponaxis": False,
                "meta": {"joins": []},
            },
        )
        trace["x"] += [one.marks[EARLIER].value, one.marks[LATER].value, None]
        trace["y"] += [row, row, None]
        trace["meta"]["joins"].append(one.code)
    return list(traces.values())


def _dots(spec: ChartSpec, rows: Sequence[Series], looks: Sequence[theme.Style], at: int) -> Figure:
    """One period's dots, hollow for the earlier, with whiskers where margins exist."""
    found = [
        (row, one, look) for row, (one, look) in enumerate(zip(rows, looks, strict=True))
        if has_value(one.marks[at])
    ]  # fmt: skip
    colours = [look.colour for _, _, look in found]
    trace: Figure = {
        "type": "scatter",
        "mode": "markers",
        "name": spec.columns[at].name,
        "x": [one.marks[at].value for _, one, _ in found],
        "y": [row for row, _, _ in found],
        "hovertext": [hover(spec, one) for _, one, _ in found],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "symbol": [look.symbol for _, _, look in found],
            "size": [_size(one) for _, one, _ in found],
            "color": colours if at == LATER else [theme.WHITE] * len(found),
            "line": {"color": colours, "width": 1.8},
            "opacity": 1,
        },
        "meta": {"at": at, "codes": [one.code for _, one, _ in found]},
    }
    if any(one.marks[at].margin is not None for _, one, _ in found):
        trace["error_x"] = {
            "type": "data",
            "array": [one.marks[at].margin for _, one, _ in found],
            "color": theme.INK,
            "thickness": 1,
            "width": 3,
        }
    return trace


def _size(one: Series) -> int:
    return 9 if one.role == "others" else 11


def _values(spec: ChartSpec, rows: Sequence[Series], at: int, common: str) -> Figure:
    """One period's values beside its dots, past the whiskers, away from the other dot."""
    found = [(row, one) for row, one in enumerate(rows) if has_value(one.marks[at])]
    sides = [side(one, at) for _, one in found]
    places = []
    for (_, one), where in zip(found, sides, strict=True):
        mark = one.marks[at]
        reach = mark.margin or 0.0
        places.append((mark.value or 0.0) + (-reach if where == "middle left" else reach))
    return {
        "type": "scatter",
        # the markers are not seen: they keep the text as far off as the dots are wide
        "mode": "markers+text",
        "x": places,
        "y": [row for row, _ in found],
        "text": [bold(one, value_text(spec, one, at, common)) for _, one in found],
        "textposition": sides,
        "textfont": {"size": 12, "color": theme.MUTED if at == EARLIER else theme.INK},
        "marker": {"size": [_size(one) + 5 for _, one in found], "opacity": 0},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"values": at},
    }


def _reasons(spec: ChartSpec, rows: Sequence[Series], start: float) -> Figure:
    """Why a place has no dot at all, at the start of the axis."""
    gone = [
        (row, one) for row, one in enumerate(rows)
        if not any(has_value(mark) for mark in one.marks[:CHANGE])
    ]  # fmt: skip
    return {
        "type": "scatter",
        "mode": "text",
        "x": [start] * len(gone),
        "y": [row for row, _ in gone],
        "text": [escape(reason(one.marks[LATER], spec.language)) for _, one in gone],
        "textposition": ["middle right"] * len(gone),
        "textfont": {"size": 12, "color": theme.MUTED},
        "hovertext": [hover(spec, one) for _, one in gone],
        "hoverinfo": "text",
        "cliponaxis": False,
        "meta": {"labels": True},
    }
