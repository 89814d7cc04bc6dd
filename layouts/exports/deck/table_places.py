"""Rankings and two points in time as tables: a row a place."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import formats
from indicators.spec import ChartSpec, Series
from layouts.exports.deck.chart_table import ChartSeries, ChartTable, margins_of, value_of
from layouts.exports.deck.number_forms import form_of
from layouts.figures.dense import MANY_PLACES, SWEDISH
from layouts.figures.dumbbell import ENDS
from layouts.figures.dumbbell_text import CHANGE, EARLIER, LATER
from layouts.figures.rows import row_name
from layouts.figures.rows import words as rank_words
from layouts.figures.text import common_period, has_value, reason, words

#: between a place's name and its rank, wider than a space within a name
APART = formats.NBSP * 3


def bars(spec: ChartSpec) -> ChartTable:
    """The table of a ranking, first place on top; women and men are two series.

    Behind a name stands its rank, or why it has no value. Of hundreds of places those without a
    value are left out, which the slide says.
    """
    sexes = list(dict.fromkeys(one.sex for one in spec.series))
    places: dict[str, dict[str, Series]] = {}
    for one in spec.series:
        if one.marks:
            places.setdefault(one.code, {})[one.sex] = one
    many = len(places) > MANY_PLACES
    codes = [
        code
        for code, found in places.items()
        if not many or any(has_value(one.marks[0]) for one in found.values())
    ]
    common = common_period(spec)
    names = [_place(spec, list(places[code].values()), common, many) for code in codes]
    series = []
    for sex in sexes:
        own = [places[code].get(sex) for code in codes]
        marks = tuple(one.marks[0] if one is not None else None for one in own)
        name = spec.unit if sex == "total" else words(sex, spec.language).capitalize()
        key = "value" if sex == "total" else sex
        series.append(ChartSeries(
            key, formats.sentence(name).rstrip("."), tuple(map(value_of, marks)),
            margins=margins_of(marks), marks=marks,
        ))  # fmt: skip
    left_out = [found for code, found in places.items() if code not in codes]
    return ChartTable(
        heading=words("place", spec.language),
        categories=tuple(names),
        codes=tuple(codes),
        series=tuple(series),
        number_format=form_of(spec, spec.language),
        left_out=tuple(next(iter(found.values())).name for found in left_out),
    )


def _place(spec: ChartSpec, found: Sequence[Series], common: str, many: bool) -> str:
    one = found[0]
    name = row_name(spec, one, one.marks[0], common) or one.name
    missing = [each for each in found if not has_value(each.marks[0])]
    if len(missing) == len(found):
        return f"{name} ({reason(one.marks[0], spec.language)})"
    if missing:
        sex = words(missing[0].sex, spec.language)
        return f"{name} ({sex}: {reason(missing[0].marks[0], spec.language)})"
    band = spec.bands.get(one.code, "")
    if many and band:
        # beside a value in a label a bare rank would read as one more number
        place = rank_words("place_of", spec.language, band=band, count=len(spec.bands))
        return f"{name} ({place})" if one.role in ("home", "group") else name
    return f"{name}{APART}{band}" if band else name


def pairs(spec: ChartSpec) -> ChartTable:
    """The table of two points in time: places with both values, the earlier and the later.

    Of hundreds ours, the Swedish ones and those first and last. The change between the two is the
    later one's margin downwards, missing where a break lies between.
    """
    valued = [
        one for one in spec.series if all(value_of(mark) is not None for mark in one.marks[:CHANGE])
    ]
    shown = _few(valued)
    names = tuple(one.name for one in shown)
    series = []
    for at, key in ((EARLIER, "earlier"), (LATER, "later")):
        marks = tuple(one.marks[at] for one in shown)
        changes = tuple(value_of(one.marks[CHANGE]) for one in shown) if at == LATER else ()
        series.append(ChartSeries(
            key, spec.columns[at].name, tuple(map(value_of, marks)), margins=changes, marks=marks
        ))  # fmt: skip
    kept = {one.code for one in shown}
    drawn_of = [one for one in spec.series if any(value_of(mark) is not None for mark in one.marks)]
    return ChartTable(
        heading=words("place", spec.language),
        categories=names,
        codes=tuple(one.code for one in shown),
        series=tuple(series),
        number_format=form_of(spec.columns[LATER], spec.language),
        left_out=tuple(one.name for one in drawn_of if one.code not in kept),
    )


def _few(series: Sequence[Series]) -> list[Series]:
    if len(series) <= MANY_PLACES:
        return list(series)
    edge = {one.code for one in (*series[:ENDS], *series[-ENDS:])}
    return [
        one
        for one in series
        if one.code in edge or one.role != "others" or one.code.startswith(SWEDISH)
    ]
