"""Hundreds of regions as thin bars from zero, ours and the chosen ones named at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from indicators import formats
from indicators.spec import ChartSpec, Mark, Series
from layouts import theme
from layouts.figures.bars import bar_trace, baseline, reach
from layouts.figures.frame import (
    SMALL,
    EndLabel,
    Figure,
    axis,
    end_labels,
    frame,
    margin_for,
    text_axis,
)
from layouts.figures.rows import looks, rank_notes
from layouts.figures.rows import words as ranked_words
from layouts.figures.target_ticks import row_targets, target_marks, tick_note, values_of
from layouts.figures.text import common_period, escape, has_value, hover, reason, shown, words, wrap

#: more places than this are drawn as thin bars without names
MANY_PLACES = 40
DENSE_HEIGHT = 460
#: pixels of a target's tick, which would be lost in the height of its own bar
DENSE_TICK = 14
#: named among hundreds of European regions even when not chosen
SWEDISH = "SE"
#: pixels that a named bar takes, and ours: thinner than two it is lost on a projector
THICK, THICKEST = 2.5, 4.0
#: the quartiles from the highest value down, and the part of the values below each
QUARTILES = (("upper_quartile", 0.75), ("median", 0.5), ("lower_quartile", 0.25))

#: a named region: its row, its series and mark, its colour, the marker at its bar's end
Named = tuple[int, Series, Mark, theme.Style]


def dense(spec: ChartSpec) -> Figure:
    """Hundreds of regions: a thin bar each, ours and the Swedish ones named at the edge.

    Horizontal like the short ranking, because the height is known here and the width is not: so
    the names can be pushed apart for any screen.
    """
    rows = [(one, one.marks[0]) for one in spec.series if one.marks and has_value(one.marks[0])]
    styles = looks([one for one, _ in rows])
    targets = row_targets(spec, rows)
    low, high = reach([mark for _, mark in rows], values_of(targets))
    named = [
        (index, one, mark, style)
        for index, ((one, mark), style) in enumerate(zip(rows, styles, strict=True))
        if _is_named(one)
    ]
    named.sort(key=lambda item: item[1].role != "others")
    common = common_period(spec)
    labels = [_label(spec, common, *item) for item in named]
    height = max(DENSE_HEIGHT, sum(label.height for label in labels))
    count = len(rows)
    hovers = [hover(spec, one, mark) for one, mark in rows]
    crowd = bar_trace(spec, rows, styles, hovers, range(count))
    crowd["marker"] = {"color": theme.CROWD, "line": {"width": 0}}
    crowd["width"] = [1.0] * count
    lines, ticks, texts = _quarters(spec, [one for one, _ in rows])
    notes = _notes(spec) + tick_note(spec, targets)
    return frame(
        spec,
        [
            crowd,
            _contour(rows),
            *_ours(named, count / height),
            *(target_marks(targets, range(count), DENSE_TICK) if targets else ()),
        ],
        height,
        (10, margin_for(labels), 14, 56 if lines else 40),
        bargap=0,
        barmode="overlay",
        xaxis=axis(range=[low, high], showticklabels=False),
        yaxis=text_axis(
            ticks,
            texts,
            range=[count - 0.5, -0.5],
            ticklabelstandoff=6,
            tickfont={"size": SMALL, "color": theme.MUTED},
        ),
        shapes=[baseline(count), *_quarter_lines(lines), *_leaders(named, high)],
        annotations=end_labels(labels, high, lambda y: (y + 0.5) / count * height, height, slack=6),
        notes=notes,
    )


def _is_named(one: Series) -> bool:
    return one.role != "others" or one.code.startswith(SWEDISH)


def _is_home(one: Series) -> bool:
    return one.role in ("home", "group")


def _contour(rows: Sequence[tuple[Series, Mark]]) -> Figure:
    """The ends of all bars as one line: the crowd is one pale shape, its contour carries 3:1."""
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


def _ours(named: Sequence[Named], row: float) -> list[Figure]:
    """The named regions' bars again, thick enough to be seen, the chosen ones with a marker.

    `row` is how many rows a pixel holds.
    """
    at = [index for index, *_ in named]
    ends = [mark.value for _, _, mark, _ in named]
    chosen = [item for item in named if item[1].role != "others"]
    bars: Figure = {
        "type": "bar",
        "orientation": "h",
        "y": at,
        "x": ends,
        "base": 0,
        "width": [(THICKEST if _is_home(one) else THICK) * row for _, one, *_ in named],
        "hoverinfo": "skip",
        "marker": {"color": [_colour(item) for item in named], "line": {"width": 0}},
        "meta": {"ours": True},
    }
    markers: Figure = {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.value for _, _, mark, _ in chosen],
        "y": [index for index, *_ in chosen],
        "marker": {
            "symbol": ["diamond" if _is_home(one) else "circle" for _, one, *_ in chosen],
            "size": [12 if _is_home(one) else 7 for _, one, *_ in chosen],
            "opacity": 1,  # markers of several sizes are see-through by default
            "color": [_colour(item) for item in chosen],
            "line": {"color": theme.WHITE, "width": 1},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        "meta": {"chosen": True},
    }
    return [bars, markers] if named else []


def _colour(item: Named) -> str:
    """Swedish regions that nobody chose are darker than the crowd, paler than the chosen."""
    _, one, _, style = item
    return theme.MUTED if one.role == "others" else style.colour


def _label(
    spec: ChartSpec, common: str, index: int, one: Series, mark: Mark, style: theme.Style
) -> EndLabel:
    value = shown(spec, mark.value)
    name = one.name
    if mark.period != common:
        name = f"{name} {formats.period(mark.period, spec.language)}"
    lines = wrap(name, 14, 2) if len(name) > 15 else [name]
    lead, last = lines[:-1], lines[-1]
    plain = (*lead, f"{last} {value}")
    markup: tuple[str, ...] = (*map(escape, lead), f"{escape(last)} <b>{value}</b>")
    if one.role == "others":
        return EndLabel(markup, plain, float(index), theme.MUTED)
    if _is_home(one) and (band := spec.bands.get(one.code)):
        place = ranked_words("place_of", spec.language, band=band, count=len(spec.bands))
        plain, markup = (*plain, place), (*markup, place)
    return EndLabel(markup, plain, float(index), theme.text_colour(style.colour))


def _quarters(
    spec: ChartSpec, drawn: Sequence[Series]
) -> tuple[list[float], list[float], list[str]]:
    """Rows of the lines at the quartiles; and all ticks with their texts, first and last rank too.

    A quartile lies between two regions, by linear interpolation, as its value does. References
    and countries among the bars are none of the regions and are passed over.
    """
    facts = spec.facts
    ranked = [row for row, one in enumerate(drawn) if one.code in spec.bands]
    if not facts or len(ranked) != round(facts["n"]):
        return [], [0.0, len(drawn) - 1.0], ["1", str(len(drawn))]
    values = {one.code: one.marks[0].value for one in drawn}
    first, last = (values[drawn[ranked[end]].code] or 0.0 for end in (0, -1))
    lines, texts = [], []
    for name, part in QUARTILES if first >= last else QUARTILES[::-1]:
        place = (1 - part if first >= last else part) * (len(ranked) - 1)
        below, above = ranked[floor(place)], ranked[ceil(place)]
        lines.append(below + (above - below) * (place - floor(place)))
        texts.append(f"{ranked_words(name, spec.language)}<br><b>{shown(spec, facts[name])}</b>")
    return (
        lines,
        [float(ranked[0]), *lines, float(ranked[-1])],
        ["1", *texts, str(len(ranked))],
    )


def _quarter_lines(lines: Sequence[float]) -> list[Figure]:
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": row,
            "y1": row,
            "line": {"color": theme.MUTED, "width": 1, "dash": "dot"},
        }
        for row in lines
    ]


def _leaders(named: Sequence[Named], high: float) -> list[Figure]:
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": max(mark.value or 0.0, 0.0),
            "x1": high,
            "y0": index,
            "y1": index,
            "line": {"color": theme.GUIDE, "width": 0.8},
        }
        for index, _, mark, _ in named
    ]


def _notes(spec: ChartSpec) -> list[str]:
    notes = rank_notes(spec)
    if spec.facts:
        notes.insert(0, ranked_words("quartiles", spec.language, count=round(spec.facts["n"])))
    missing = [
        f"{one.name} ({reason(one.marks[0], spec.language)})"
        for one in spec.series
        if one.marks and not has_value(one.marks[0]) and _is_named(one)
    ]
    rest = sum(not has_value(one.marks[0]) for one in spec.series if one.marks) - len(missing)
    if rest:
        missing.append(words("more_places", spec.language, count=rest))
    if missing:
        notes.append(words("without_value", spec.language, places=", ".join(missing)))
    return notes
