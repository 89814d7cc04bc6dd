"""A ranking with women and men: two markers a place, joined, both values printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from indicators.formats import NBSP
from indicators.spec import ChartSpec, Mark, Series, Sex, TargetLine
from layouts import theme
from layouts.figures.bars import row_label
from layouts.figures.frame import Figure, frame, text_axis
from layouts.figures.rows import (
    Rows,
    group_headings,
    group_rules,
    home_ground,
    name_room,
    row_name,
    rows_of,
)
from layouts.figures.scale import nice_ticks, tick_texts, value_range
from layouts.figures.target_rows import above_note, ticks_above
from layouts.figures.target_ticks import row_targets, values_of
from layouts.figures.text import (
    common_period,
    ends,
    escape,
    has_value,
    hollow,
    hollow_note,
    hover,
    label_name,
    reason,
    shown,
    text_width,
    words,
)

ROW = 24
BOTH: tuple[Sex, Sex] = ("women", "men")
GLYPHS = {"women": "●", "men": "◆"}

Pair = dict[str, tuple[Series, Mark]]


def has_pairs(spec: ChartSpec) -> bool:
    """Tell whether the ranking has two sexes for a place."""
    return len({one.sex for one in spec.series} & set(BOTH)) == 2


def pairs(spec: ChartSpec) -> Figure:
    """Two markers a place, in the order of the spec.

    These are no bars, so that the axis may be cut where it does not hold differences.
    """
    places = _places(spec)
    firsts = [next(iter(pair.values()))[0] for pair in places]
    rows = rows_of(firsts)
    drawn = [mark for pair in places for _, mark in pair.values()]
    aims = row_targets(spec, [(one, one.marks[0]) for one in firsts])
    targets = list(zip(rows.at, aims, strict=True)) if aims else []
    low, high, cut = value_range([*ends(drawn), *values_of(aims)], zero=spec.signed)
    ticks = nice_ticks(low, high)
    texts = tick_texts(ticks, spec.language, spec.signed)
    names, labels = _row_names(spec, places)
    room = max(text_width(shown(spec, m.value), 12) for p in places for _, m in p.values()) + 10
    left = name_room(rows, names) + 10 + room
    notes = _notes(spec, texts[0] if cut and ticks[0] > 0 else None)
    notes += above_note(spec, targets)
    return frame(
        spec,
        [
            _joins(places, rows),
            *(_markers(spec, places, rows, sex) for sex in BOTH),
            _reasons(spec, places, rows, ticks[0]),
            *ticks_above(targets, ROW, partial(_colour, spec)),
        ],
        ROW * rows.count,
        (28, room, 30, left),
        xaxis=text_axis(
            ticks,
            texts,
            range=[ticks[0], ticks[-1]],
            showgrid=True,
            gridcolor=theme.HAIRLINE,
            ticklabelstandoff=4,
        ),
        yaxis=text_axis(
            rows.at,
            labels,
            range=[rows.count - 0.5, -0.5],
            ticklabelstandoff=round(6 + room),
            tickfont={"size": 12, "color": theme.INK},
        ),
        shapes=[*home_ground(firsts, rows, left, room), *group_rules(rows, left, room)],
        annotations=[_key(spec), *group_headings(rows, left)],
        notes=notes,
    )


def _colour(spec: ChartSpec, target: TargetLine) -> str:
    """The colour of the sex that a target is of: its name ends with it; black where of neither."""
    for sex in BOTH:
        if any(
            one.code == target.code and one.sex == sex
            and label_name(one, spec.language) == target.name
            for one in spec.series
        ):  # fmt: skip
            return theme.SEXES[sex].colour
    return theme.INK


def _places(spec: ChartSpec) -> list[Pair]:
    found: dict[str, Pair] = {}
    for one in spec.series:
        if one.sex in BOTH and one.marks:
            found.setdefault(one.code, {})[one.sex] = (one, one.marks[0])
    return list(found.values())


def _row_names(spec: ChartSpec, places: Sequence[Pair]) -> tuple[list[str], list[str]]:
    firsts = [next(iter(pair.values())) for pair in places]
    common = common_period(spec)
    names = [row_name(spec, one, mark, common) for one, mark in firsts]
    return names, [row_label(one, name) for (one, _), name in zip(firsts, names, strict=True)]


def _values(pair: Pair) -> list[float]:
    return [mark.value for _, mark in pair.values() if mark.value is not None and has_value(mark)]


def _joins(places: Sequence[Pair], rows: Rows) -> Figure:
    x: list[Any] = []
    y: list[Any] = []
    for row, pair in zip(rows.at, places, strict=True):
        if len(values := _values(pair)) == 2:
            x += [*values, None]
            y += [row, row, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": theme.GUIDE, "width": 2},
        "hoverinfo": "skip",
        "connectgaps": False,
        "meta": {"joins": True},
    }


def _markers(spec: ChartSpec, places: Sequence[Pair], rows: Rows, sex: Sex) -> Figure:
    look = theme.SEXES[sex]
    drawn = [
        (row, *pair[sex], _side(pair, sex))
        for row, pair in zip(rows.at, places, strict=True)
        if sex in pair and has_value(pair[sex][1])
    ]
    trace: Figure = {
        "type": "scatter",
        "mode": "markers+text",
        "name": words(sex, spec.language),
        "x": [mark.value for _, _, mark, _ in drawn],
        "y": [row for row, *_ in drawn],
        "text": [f"{NBSP}{shown(spec, mark.value)}{NBSP}" for _, _, mark, _ in drawn],
        "textposition": [side for *_, side in drawn],
        "textfont": {"size": 12, "color": theme.text_colour(look.colour)},
        "hovertext": [hover(spec, one, mark) for _, one, mark, _ in drawn],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "symbol": look.symbol,
            "size": 11 if look.symbol == "diamond" else 10,
            "color": [theme.WHITE if hollow(one, m) else look.colour for _, one, m, _ in drawn],
            "line": {"color": look.colour, "width": 1.8},
        },
        "meta": {"sex": sex, "codes": [one.code for _, one, *_ in drawn]},
    }
    if any(mark.margin is not None for _, _, mark, _ in drawn):
        trace["error_x"] = {
            "type": "data",
            "array": [mark.margin for _, _, mark, _ in drawn],
            "color": look.colour,
            "thickness": 1,
            "width": 3,
        }
    return trace


def _side(pair: Pair, sex: Sex) -> str:
    """The smaller value stands left of its marker, the larger right; alone or equal: as the key."""
    values = {key: mark.value for key, (_, mark) in pair.items() if has_value(mark)}
    other = next((value for key, value in values.items() if key != sex), None)
    own = values[sex]
    if other is None:
        return "middle right"
    assert own is not None
    first = sex == "women" if own == other else own < other
    return "middle left" if first else "middle right"


def _reasons(spec: ChartSpec, places: Sequence[Pair], rows: Rows, start: float) -> Figure:
    """Why a marker is missing, at the start of the axis."""
    x, y, text, hovers = [], [], [], []
    for row, pair in zip(rows.at, places, strict=True):
        gone = [(one, mark) for one, mark in pair.values() if not has_value(mark)]
        if gone:
            said = dict.fromkeys(reason(mark, spec.language) for _, mark in gone)
            who = [words(one.sex, spec.language) for one, _ in gone]
            alone = len(gone) == len(pair)
            x.append(start)
            y.append(row)
            text.append(", ".join(said) if alone else f"{', '.join(who)}: {', '.join(said)}")
            hovers.append("<br>".join(hover(spec, one, mark) for one, mark in gone))
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": [escape(line) for line in text],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": theme.MUTED},
        "hovertext": hovers,
        "hoverinfo": "text",
        "cliponaxis": False,
        "meta": {"labels": True},
    }


def _key(spec: ChartSpec) -> Figure:
    parts = [
        f'<span style="color:{theme.SEXES[sex].colour}">{GLYPHS[sex]}'
        f" {escape(words(sex, spec.language))}</span>"
        for sex in BOTH
    ]
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6,
        "text": "   ".join(parts),
        "showarrow": False,
        "font": {"size": 12.5},
    }


def _notes(spec: ChartSpec, start: str | None) -> list[str]:
    notes = [words("cut_axis", spec.language, start=start)] if start else []
    notes += hollow_note("hollow_points", spec.series, spec.language)
    if any(mark.margin is not None for one in spec.series for mark in one.marks):
        notes.append(words("error_bars", spec.language))
    return notes
