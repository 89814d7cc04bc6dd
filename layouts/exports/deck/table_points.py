"""Charts of points as a table: a row a place, its value to the right and its value upwards."""

from __future__ import annotations

from collections.abc import Sequence

from data.geography import NORRA_MELLANSVERIGE, counties
from indicators.spec import ChartSpec, Series
from layouts.exports.deck.chart_table import ChartSeries, ChartTable, value_of
from layouts.exports.deck.number_forms import form_of
from layouts.exports.deck.words import say
from layouts.figures.quadrant_text import AHEAD, LEVEL

#: more points than this are one grey crowd without names, save ours
MOST_NAMED = 40


def columns_of(spec: ChartSpec) -> tuple[int, int]:
    """The marks that a place's point is made of: to the right, and upwards."""
    return (LEVEL, AHEAD) if spec.kind == "quadrant" else (0, 1)


def points(spec: ChartSpec) -> ChartTable:
    """The table of a ``scatter`` or ``quadrant`` spec; places that lack a value have no point.

    The rows that a trend line is fitted to come first and together. Every place is a series of its
    own and so has its name beside it; of a crowd the others are one series.
    """
    x, y = columns_of(spec)
    valued = [
        one
        for one in spec.series
        if value_of(one.marks[x]) is not None and value_of(one.marks[y]) is not None
    ]
    fitted = [one for one in valued if _is_fitted(one, valued)]
    order = ("others", "compared", "home", "group", "reference")
    rows = sorted(fitted, key=lambda one: order.index(one.role))
    rows += [one for one in valued if one not in fitted]
    crowded = len(rows) > MOST_NAMED
    series = []
    if crowded:
        crowd = [one for one in rows if one.role == "others"]
        series.append(_series("others", _others(spec), crowd, rows, spec))
    for one in rows:
        if not (crowded and one.role == "others"):
            series.append(_series(one.code, one.name, [one], rows, spec))
    if "slope" in spec.facts and len(fitted) == round(spec.facts["n"]):
        trend = _series("trend", _trend(spec), rows[: len(fitted)], rows, spec)
        series.insert(0, ChartSeries(
            trend.key, trend.name, trend.values, "trend", first=trend.first, xs=trend.xs
        ))  # fmt: skip
    across, upright = spec.columns[x], spec.columns[y]
    return ChartTable(
        heading=upright.name,
        categories=tuple(one.name for one in rows),
        codes=tuple(one.code for one in rows),
        series=tuple(series),
        number_format=form_of(upright, spec.language),
        x_heading=across.name,
        x_format=form_of(across, spec.language),
    )


def _is_fitted(one: Series, valued: Sequence[Series]) -> bool:
    if one.role == "reference":
        return False
    among_counties = bool({other.code for other in valued} & set(counties()))
    return not (among_counties and one.code == NORRA_MELLANSVERIGE)


def _series(
    key: str, name: str, group: Sequence[Series], rows: Sequence[Series], spec: ChartSpec
) -> ChartSeries:
    x, y = columns_of(spec)
    marks = tuple(one.marks[y] for one in group)
    both = [(one.marks[x], one.marks[y]) for one in group]
    found = tuple(
        tuple(pair[at].margin for pair in both)
        if any(pair[at].margin is not None for pair in both)
        else ()
        for at in (0, 1)
    )
    return ChartSeries(
        key,
        name,
        tuple(map(value_of, marks)),
        margins=found[1],
        first=rows.index(group[0]) if group else 0,
        xs=tuple(value_of(one.marks[x]) for one in group),
        x_margins=found[0],
        of=group[0] if len(group) == 1 else None,
        marks=marks,
    )


def _others(spec: ChartSpec) -> str:
    return say("others", spec.language)


def _trend(spec: ChartSpec) -> str:
    return say("trend", spec.language)
