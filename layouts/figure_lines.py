"""Lines over time: one axis, breaks drawn, gaps kept, every line named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.model import period_position
from indicators import formats
from indicators.model import ChartSpec, Mark, Series
from layouts import theme
from layouts.figure_breaks import breaks
from layouts.figure_frame import (
    NOTE_LINE,
    EndLabel,
    Figure,
    end_labels,
    frame,
    margin_for,
    note_lines,
    text_axis,
)
from layouts.figure_scale import nice_ticks, period_ticks, tick_texts, value_range
from layouts.figure_text import (
    ends,
    escape,
    has_value,
    hollow,
    hollow_note,
    hover_head,
    hover_value,
    label_name,
    shown,
    text_width,
    words,
    wrap,
)

PLOT_HEIGHT = 300
#: more points than this in one line are drawn smaller, or they would hide it
MANY_POINTS = 30
#: pixels of a figure on a telephone, and those that a year under its axis needs there
PHONE, TICK_ROOM = 358, 30


def over_time(spec: ChartSpec) -> Figure:
    """The figure of an ``over_time`` spec; the caller has seen that there is something to draw."""
    drawn = [one for one in spec.series if any(has_value(mark) for mark in one.marks)]
    others = [one for one in drawn if one.role == "others"]
    named = [one for one in drawn if one.role != "others"]
    # the home county is drawn last, and so lies on top
    named.sort(key=lambda one: ("reference", "compared", "group", "home").index(one.role))
    looks = theme.styles(named, by_sex=len({one.sex for one in drawn}) > 1)
    ticks, cut = _value_axis(spec, drawn)
    low, high = ticks[0], ticks[-1]
    periods = {*spec.periods, *(mark.period for one in drawn for mark in one.marks)}
    places = sorted(map(period_position, periods))
    room = (places[-1] - places[0]) * 0.02 or 0.5
    x_low, x_high = places[0] - room, places[-1] + room
    labels = _labels(spec, named, looks)
    plot_height = max(PLOT_HEIGHT, sum(label.height for label in labels))
    texts = tick_texts(ticks, spec.language, spec.signed)
    left, right = max(text_width(text) for text in texts) + 12, margin_for(labels)
    most = max(2, min(6, int((PHONE - left - right) / TICK_ROOM)))
    times, time_texts = period_ticks(periods, spec.language, most)
    notes = _notes(spec, drawn, texts[0] if cut else None)
    tick_height = 38 if any("<br>" in text for text in time_texts) else 24
    shapes, break_labels, above = breaks(spec, places, (x_low, x_high), plot_height, (left, right))
    traces = [_others(spec, others)] if others else []
    traces += [_line(spec, one, look) for one, look in zip(named, looks, strict=True)]

    def to_pixel(value: float) -> float:
        return (high - value) / (high - low) * plot_height

    return frame(
        spec,
        traces,
        plot_height,
        (
            12 + above,
            right,
            tick_height + NOTE_LINE * len(notes) + (10 if notes else 0),
            left,
        ),
        xaxis=text_axis(times, time_texts, range=[x_low, x_high], ticklabelstandoff=4),
        yaxis=text_axis(
            ticks,
            texts,
            range=[low, high],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            gridwidth=1,
            ticklabelstandoff=6,
        ),
        shapes=_zero_line(low, high) + shapes + _early_leaders(named, x_high),
        annotations=break_labels
        + end_labels(
            labels, x_high, lambda y: (high - y) / (high - low) * plot_height, plot_height
        ),
        notes=notes,
        below=tick_height + 4,
    )


def _value_axis(spec: ChartSpec, drawn: Sequence[Series]) -> tuple[list[float], bool]:
    low, high, cut = value_range(
        ends([mark for one in drawn for mark in one.marks]), zero=spec.from_zero or spec.signed
    )
    if cut:
        # a line that runs along the very edge reads as if it were zero
        low = max(0.0, low - (high - low) * 0.05) if low > 0 else low - (high - low) * 0.05
    ticks = nice_ticks(low, high)
    return ticks, cut and ticks[0] > 0


def _zero_line(low: float, high: float) -> list[Figure]:
    if not low <= 0 <= high:
        return []
    line = {"color": theme.MUTED if low < 0 else theme.GUIDE, "width": 1}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": line}
        | {"layer": "below"}
    ]


def _points(one: Series) -> list[Mark | None]:
    """The marks in time order with None where the line is not joined."""
    points: list[Mark | None] = []
    for index, mark in enumerate(one.marks):
        if index in one.cuts and points:
            points.append(None)
        points.append(mark)
    return points


def _columns(spec: ChartSpec, one: Series, points: Sequence[Mark | None]) -> Figure:
    head = hover_head(one, spec.language)
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str] = []
    for mark in points:
        valued = mark is not None and has_value(mark)
        x.append(period_position(mark.period) if mark else None)
        y.append(mark.value if mark and valued else None)
        texts.append(head + hover_value(spec, one, mark) if mark and valued else "")
    return {"x": x, "y": y, "hovertext": texts}


def _line(spec: ChartSpec, one: Series, look: theme.Style) -> Figure:
    points = _points(one)
    faint = [mark is not None and hollow(one, mark) for mark in points]
    small = len(one.marks) > MANY_POINTS
    size = (4 if small else 7) + (1 if one.role == "home" else 0)
    trace: Figure = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": label_name(one, spec.language),
        **_columns(spec, one, points),
        "hoverinfo": "text",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": look.colour, "width": look.width, "dash": look.dash},
        "marker": {
            "symbol": look.symbol,
            "size": size + (1 if look.symbol in ("diamond", "triangle-up") else 0),
            "color": [theme.WHITE if open_ else look.colour for open_ in faint],
            "line": {"color": look.colour, "width": 1 if small else 1.7},
            "opacity": 1,
        },
        "meta": {"code": one.code, "role": one.role, "sex": one.sex},
    }
    if any(mark.margin is not None for mark in one.marks):
        trace["error_y"] = {
            "type": "data",
            "array": [mark.margin if mark else None for mark in points],
            "color": look.colour,
            "thickness": 1.2,
            "width": 3,
        }
    return trace


def _others(spec: ChartSpec, others: Sequence[Series]) -> Figure:
    """All places in the background as one trace: 200 regions stay cheap to send and to draw."""
    x: list[Any] = []
    y: list[Any] = []
    texts: list[str] = []
    for one in others:
        columns = _columns(spec, one, [*_points(one), None])
        x += columns["x"]
        y += columns["y"]
        texts += columns["hovertext"]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "",
        "x": x,
        "y": y,
        "hovertext": texts,
        "hoverinfo": "text",
        "connectgaps": False,
        "line": {"color": theme.OTHERS.colour, "width": theme.OTHERS.width},
        "marker": {"color": theme.OTHERS.colour, "size": 3},
        # one trace with many places in it: thin and a little see-through, so that ours stand out
        "opacity": 0.6 if len(others) > 10 else 1,
        "meta": {"role": "others", "codes": [one.code for one in others]},
    }


def _last(one: Series) -> Mark:
    return next(mark for mark in reversed(one.marks) if has_value(mark))


def _labels(
    spec: ChartSpec, named: Sequence[Series], looks: Sequence[theme.Style]
) -> list[EndLabel]:
    newest = max((_last(one).period for one in named), key=period_position, default="")
    several = len({one.code for one in named}) > 1
    return [
        _label(spec, one, look, newest, several) for one, look in zip(named, looks, strict=True)
    ]


def _label(spec: ChartSpec, one: Series, look: theme.Style, newest: str, several: bool) -> EndLabel:
    last = _last(one)
    name = label_name(one, spec.language, several)
    # a long name on two lines leaves the plot its width on a telephone
    lines = wrap(name, 14, 2) if len(name) > 15 else [name]
    if last.period != newest:
        lines[-1] += f" {formats.period(last.period, spec.language)}"
    value = shown(spec, last.value)
    assert last.value is not None
    return EndLabel(
        (*map(escape, lines[:-1]), f"{escape(lines[-1])} <b>{value}</b>"),
        (*lines[:-1], f"{lines[-1]} {value}"),
        last.value,
        theme.text_colour(look.colour),
    )


def _early_leaders(named: Sequence[Series], x_high: float) -> list[Figure]:
    """Hairlines from lines that end early to their labels at the edge."""
    newest = max((period_position(_last(one).period) for one in named), default=0)
    return [
        {
            "type": "line",
            "x0": period_position(_last(one).period),
            "x1": x_high,
            "y0": _last(one).value,
            "y1": _last(one).value,
            "line": {"color": theme.GUIDE, "width": 0.8},
            "layer": "below",
        }
        for one in named
        if period_position(_last(one).period) < newest
    ]


def _notes(spec: ChartSpec, drawn: Sequence[Series], start: str | None) -> list[str]:
    notes = [words("cut_axis", spec.language, start=start)] if start else []
    named = [one for one in drawn if one.role != "others"]
    notes += hollow_note("hollow_points", named, spec.language)
    if any(mark.margin is not None for one in named for mark in one.marks):
        notes.append(words("error_bars", spec.language))
    return note_lines(notes)
