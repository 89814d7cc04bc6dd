"""Lines over time: one axis, breaks drawn, gaps kept, every line named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.model import period_position
from indicators import formats
from indicators.smoothing import mean_series
from indicators.spec import ChartSpec, Mark, Series
from layouts import theme
from layouts.figures.breaks import breaks
from layouts.figures.events import events, events_note, lane_height, lanes
from layouts.figures.frame import (
    EndLabel,
    Figure,
    end_labels,
    frame,
    margin_for,
    text_axis,
)
from layouts.figures.scale import nice_ticks, tick_texts, value_range
from layouts.figures.targets import (
    leader,
    target_labels,
    target_leaders,
    target_notes,
    target_places,
    target_traces,
    target_values,
    targets_in,
    time_ticks,
)
from layouts.figures.text import (
    ends,
    escape,
    has_value,
    hollow_note,
    label_name,
    shown,
    text_width,
    words,
    wrap,
)
from layouts.figures.traces import (
    band,
    columns,
    has_band,
    has_margin,
    line,
    mean,
    points,
    say,
    whiskers,
)

PLOT_HEIGHT = 300
#: pixels of a figure on a telephone, and those that a year under its axis needs there
PHONE, TICK_ROOM = 358, 30
#: the same on the smallest telephones: an axis that reaches to targets is crowded there first
SMALL_PHONE = 288
#: how the codes of periods end that begin a year
TURNS = ("-01", "-Q1")
#: roles whose margins are drawn as a band; more than these would cover each other
BANDED = ("home", "reference")
#: the order of drawing: the home county is drawn last, and so lies on top
ORDER = ("reference", "compared", "group", "home")


def over_time(spec: ChartSpec) -> Figure:
    """The figure of an ``over_time`` spec; the caller has seen that there is something to draw."""
    drawn = [one for one in spec.series if any(has_value(mark) for mark in one.marks)]
    others = [one for one in drawn if one.role == "others"]
    named = [one for one in drawn if one.role != "others"]
    named.sort(key=lambda one: ORDER.index(one.role))
    looks = theme.styles(named, by_sex=len({one.sex for one in drawn}) > 1)
    targets = targets_in(spec, named)
    ticks, cut = value_axis(spec, drawn, beyond=target_values(spec, targets))
    low, high = ticks[0], ticks[-1]
    periods = {*spec.periods, *(mark.period for one in drawn for mark in one.marks)}
    places = sorted(map(period_position, periods))
    # the axis reaches to the last target; nothing else of the figures knows of it
    span = time_span(sorted([*places, *target_places(spec, targets)]))
    pairs = list(zip(named, looks, strict=True))
    labels = _labels(spec, named, looks, bool(targets or spec.fan))
    labels += target_labels(spec, targets, pairs)
    plot_height = max(PLOT_HEIGHT, sum(label.height for label in labels))
    texts = tick_texts(ticks, spec.language, spec.signed)
    left, right = max(text_width(text) for text in texts) + 12, margin_for(labels)
    most, fewer = (most_ticks(spec, width - left - right) for width in (PHONE, SMALL_PHONE))
    times, time_texts = time_ticks(spec, targets, periods, span, most, fewer)
    notes = _notes(spec, drawn, texts[0] if cut else None) + target_notes(spec, targets)
    happened = lanes(spec, span, PHONE - left - right)
    lane = lane_height(happened)
    tick_height = lane + (38 if any("<br>" in text for text in time_texts) else 24)
    shapes, break_labels, above = breaks(spec, places, span, plot_height, (left, right))
    return frame(
        spec,
        ([_others(spec, others)] if others else [])
        + target_traces(spec, targets, pairs)
        + _traces(spec, named, looks),
        plot_height,
        (
            12 + above,
            right,
            tick_height + 4,
            left,
        ),
        xaxis=text_axis(times, time_texts, range=list(span), ticklabelstandoff=4 + lane),
        yaxis=text_axis(
            ticks,
            texts,
            range=[low, high],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            gridwidth=1,
            ticklabelstandoff=6,
        ),
        shapes=zero_line(low, high)
        + shapes
        + _early_leaders(named, span[1], bool(targets or spec.fan))
        + target_leaders(targets, span[1]),
        annotations=break_labels
        + end_labels(
            labels, span[1], lambda y: (high - y) / (high - low) * plot_height, plot_height
        )
        + events(spec, happened),
        notes=notes,
    )


def value_axis(
    spec: ChartSpec, drawn: Sequence[Series], target: int = 6, beyond: Sequence[float] = ()
) -> tuple[list[float], bool]:
    """Ticks that hold all values and margins of `drawn`, and whether they start above zero.

    `beyond` are other values that the axis must hold: those of decided targets.
    """
    low, high, cut = value_range(
        [*ends([mark for one in drawn for mark in one.marks]), *beyond],
        zero=spec.from_zero or spec.signed,
    )
    if cut:
        # a line that runs along the very edge reads as if it were zero
        low = max(0.0, low - (high - low) * 0.05) if low > 0 else low - (high - low) * 0.05
    ticks = nice_ticks(low, high, target)
    return ticks, cut and ticks[0] > 0


def time_span(places: Sequence[float]) -> tuple[float, float]:
    """The ends of a time axis with a little room for the first and the last marker."""
    room = (places[-1] - places[0]) * 0.02 or 0.5
    return places[0] - room, places[-1] + room


def most_ticks(spec: ChartSpec, width: float) -> int:
    """How many periods find room under an axis of `width` pixels.

    "april" is wider than a year; and the turns of the year, where months and quarters are named,
    may span less than the axis, so that they stand closer than an even share of it.
    """
    if all(period.isdigit() for period in spec.periods):
        return max(2, min(6, int(width / TICK_ROOM)))
    places = [period_position(period) for period in spec.periods]
    turns = [p for p, code in zip(places, spec.periods, strict=True) if code.endswith(TURNS)]
    named = (turns[-1] - turns[0]) / (places[-1] - places[0]) if len(turns) > 2 else 1.0
    return max(2, min(6, int(width * named / (TICK_ROOM + 8))))


def zero_line(low: float, high: float) -> list[Figure]:
    """The line at zero, where it is on the axis."""
    if not low <= 0 <= high:
        return []
    line_ = {"color": theme.MUTED if low < 0 else theme.GUIDE, "width": 1}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": line_}
        | {"layer": "below"}
    ]


def _traces(spec: ChartSpec, named: Sequence[Series], looks: Sequence[theme.Style]) -> list[Figure]:
    """Bands behind everything, then the means, then the raw lines on top of them."""
    pairs = list(zip(named, looks, strict=True))
    lines = []
    for one, look in pairs:
        trace = line(spec, one, look)
        if has_margin(one) and not has_band(one):
            trace["error_y"] = whiskers(one, look)
        lines.append(trace)
    bands = [band(one, look) for one, look in pairs if one.role in BANDED and has_band(one)]
    return bands + [mean(spec, one, look) for one, look in pairs if one.smoothed] + lines


def _others(spec: ChartSpec, others: Sequence[Series]) -> Figure:
    """All places in the background as one trace: 200 regions stay cheap to send and to draw."""
    x: list[Any] = []
    y: list[Any] = []
    texts: list[str] = []
    for one in others:
        found = columns(spec, one, [*points(one), None])
        x += found["x"]
        y += found["y"]
        texts += found["hovertext"]
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


def last_value(one: Series) -> Mark:
    """The newest value of a series that has any."""
    return next(mark for mark in reversed(one.marks) if has_value(mark))


def newest_period(drawn: Sequence[Series]) -> str:
    """The period of the newest value of all."""
    return max((last_value(one).period for one in drawn), key=period_position, default="")


def _labels(
    spec: ChartSpec, named: Sequence[Series], looks: Sequence[theme.Style], beyond: bool = False
) -> list[EndLabel]:
    # where the axis goes `beyond` the figures, every label says which period its value is of
    newest = "" if beyond else newest_period(named)
    several = len({one.code for one in named}) > 1
    found = [
        _label(spec, one, look, newest, several) for one, look in zip(named, looks, strict=True)
    ]
    means = [one for one in named if one.smoothed]
    if means:
        # one mean is named where it ends, and shows how all of them look
        look = looks[named.index(means[-1])]
        lines = tuple(wrap(spec.smoothing, 14, 3))
        last = last_value(mean_series(means[-1], spec.smoothing))
        colour = theme.text_colour(look.colour)
        found.append(EndLabel(tuple(map(escape, lines)), lines, last.value or 0.0, colour))
    return found


def _label(spec: ChartSpec, one: Series, look: theme.Style, newest: str, several: bool) -> EndLabel:
    last = last_value(one)
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


def _early_leaders(named: Sequence[Series], x_high: float, beyond: bool = False) -> list[Figure]:
    """Hairlines from lines that end early, or before targets `beyond`, to their labels at the edge.

    A rolling mean has none: it would look as if the mean went on to the newest period.
    """
    newest = period_position(newest_period(named)) if named else 0.0
    if beyond:
        newest = x_high
    lasts = [last_value(one) for one in named]
    return [
        leader(period_position(last.period), last.value, x_high)
        for last in lasts
        if period_position(last.period) < newest
    ]


def _notes(spec: ChartSpec, drawn: Sequence[Series], start: str | None) -> list[str]:
    notes = [words("cut_axis", spec.language, start=start)] if start else []
    named = [one for one in drawn if one.role != "others"]
    notes += hollow_note("hollow_points", named, spec.language)
    margined = [one for one in named if has_margin(one)]
    broad = [one for one in margined if has_band(one)]
    if len(broad) < len(margined):
        notes.append(words("error_bars", spec.language))
    if banded := [label_name(one, spec.language) for one in broad if one.role in BANDED]:
        places = formats.listing(banded, spec.language)
        key = "band_others" if len(broad) > len(banded) else "band"
        notes.append(say()(key, spec.language, places=places))
    if spec.smoothing:
        notes.append(say()("mean", spec.language, smoothing=spec.smoothing))
    return notes + events_note(spec)
