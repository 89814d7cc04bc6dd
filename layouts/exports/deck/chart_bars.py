"""A ranking as native bars from zero: home in its colour, others grey, hundreds as one crowd."""

from __future__ import annotations

from dataclasses import replace

from indicators import formats
from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.exports.deck.axes import CATEGORY, VALUE, Ends, category_axis, value_axis
from layouts.exports.deck.cells import figures_of, name_of
from layouts.exports.deck.chart_labels import Label, all_labels, labels
from layouts.exports.deck.chart_lines import error_bars
from layouts.exports.deck.chart_pairs import sexes
from layouts.exports.deck.chart_table import ChartSeries, ChartTable
from layouts.exports.deck.chart_xml import Drawing, Size
from layouts.exports.deck.ink import NO_LINE, fill, layout, line, shape
from layouts.exports.deck.number_forms import unsigned
from layouts.exports.deck.reading import bar_notes
from layouts.exports.deck.words import say
from layouts.figures.bars import reach
from layouts.figures.dense import MANY_PLACES, SWEDISH
from layouts.figures.rows import looks, pale_fill
from layouts.figures.scale import nice_ticks, spread
from layouts.figures.target_ticks import row_targets
from layouts.figures.text import hollow, shown, text_width

#: the least and the most points of the letters of a row
SMALLEST, LARGEST = 7.0, 13.0
#: of a row its letters leave this much; with less LibreOffice leaves out every second name
ROW_LEADING = 1.62
#: a bar of a crowd that must be seen has at least these points
THICK = 1.1
LEADING = 1.2


def bars(spec: ChartSpec, table: ChartTable, size: Size) -> Drawing:
    """The drawing of a ``ranking`` spec, the first place on top."""
    if len(table.series) > 1:
        return sexes(spec, table, size)
    if len(table.codes) > MANY_PLACES:
        return dense(spec, table, size)

    def plot() -> str:
        letters = _letters(len(table.codes), size)
        low, high = reach([mark for one in spec.series for mark in one.marks])
        values = [value for one in table.series for value in one.values if value is not None]
        widest = max((text_width(shown(spec, value), letters) for value in values), default=20) + 8
        names = max((text_width(text, letters) for text in table.categories), default=0.0) + 10
        left = min(names, size.width * 0.45) + (widest if low < 0 else 0.0)
        after = widest if high > 0 else 6.0
        wide = max(size.width - left - after, 40) / size.width
        ends = Ends(low, high, max((high - low) / 5, 1e-9))
        return (
            layout(left / size.width, 0.0, wide, (size.height - 4) / size.height)
            + '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
            f'<c:varyColors val="0"/>{_series(spec, table, letters)}<c:gapWidth val="45"/>'
            f'<c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/></c:barChart>'
            + category_axis(spec.language, letters, side="l", reverse=True, at_zero=True)
            + value_axis(ends, table.number_format, spec.language, letters, side="t", hidden=True)
        )

    return Drawing(plot, tuple([*target_notes(spec), *bar_notes(spec, table)]))


def target_notes(spec: ChartSpec) -> list[str]:
    """The decided targets of the places, in words: a bar has no native mark for them."""
    drawn = [(one, one.marks[0]) for one in spec.series if one.marks]
    found = row_targets(spec, drawn)
    if not found:
        return []
    told = [f"{target.name}: {target.label}" for target in spec.targets]
    return [say("target_bars", spec.language, targets=formats.listing(told, spec.language))]


def _letters(rows: int, size: Size) -> float:
    return max(SMALLEST, min(LARGEST, size.letters, size.height / max(rows, 1) / ROW_LEADING))


def _drawn(spec: ChartSpec, table: ChartTable, one: ChartSeries) -> list[Series | None]:
    """The series of the spec behind each bar of a series."""
    sex = one.key if one.key in ("women", "men") else "total"
    known = {found.code: found for found in spec.series if found.sex == sex}
    return [known.get(code) for code in table.codes]


def _series(spec: ChartSpec, table: ChartTable, letters: float) -> str:
    one = table.series[0]
    places = _drawn(spec, table, one)
    drawn = [place for place in places if place is not None]
    styles = dict(zip((place.code for place in drawn), looks(drawn), strict=True))
    base = theme.GREY
    points = []
    for row, (place, mark) in enumerate(zip(places, one.marks, strict=True)):
        if place is None or one.values[row] is None or mark is None:
            continue
        colour = styles[place.code].colour
        pale = hollow(place, mark)
        if colour != base or pale:
            inner = pale_fill(place, colour) if pale else colour
            points.append(_point(row, inner, colour if pale else "", 1.25))
    plain = unsigned(spec, spec.language)
    label = Label(-1, letters, value=True, place="outEnd", form=table.number_format)
    ours = [
        replace(label, point=row, bold=bold, form=form)
        for row, (place, value) in enumerate(zip(places, one.values, strict=True))
        if place is not None and value is not None
        for bold in (place.role != "others",)
        # what rounds to zero carries no sign
        for form in (table.number_format if _signed(spec, value) else plain,)
        if bold or form != table.number_format
    ]
    errors = error_bars(table, 0, "y", theme.INK, True, named=False) if one.margins else ""
    return (
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{name_of(table, 0)}'
        f'{shape(fill(base), NO_LINE)}<c:invertIfNegative val="0"/>{"".join(points)}'
        f"{all_labels(label, spec.language, ours)}{errors}{figures_of(table, 0)}</c:ser>"
    )


def _signed(spec: ChartSpec, value: float) -> bool:
    """Tell whether a value, rounded, is other than zero."""
    return any(digit in "123456789" for digit in shown(spec, value))


def _point(row: int, inner: str, edge: str, width: float) -> str:
    outline = line(edge, width) if edge else NO_LINE
    return (
        f'<c:dPt><c:idx val="{row}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{shape(fill(inner), outline)}</c:dPt>"
    )


def dense(spec: ChartSpec, table: ChartTable, size: Size) -> Drawing:
    """Hundreds of regions as thin bars: one pale crowd, ours and the Swedish ones named."""
    return Drawing(lambda: _crowd(spec, table, size), tuple(bar_notes(spec, table)))


def _crowd(spec: ChartSpec, table: ChartTable, size: Size) -> str:
    one = table.series[0]
    places = _drawn(spec, table, one)
    drawn = [place for place in places if place is not None]
    styles = dict(zip((place.code for place in drawn), looks(drawn), strict=True))
    low, high = reach([mark for place in drawn for mark in place.marks])
    named = [
        row
        for row, place in enumerate(places)
        if place is not None
        and one.values[row] is not None
        and (place.role != "others" or place.code.startswith(SWEDISH))
    ]
    letters = min(size.letters, size.height / max(len(named), 1) / LEADING)
    texts = {row: f"{table.categories[row]} {shown(spec, one.values[row])}" for row in named}
    room = max((text_width(text, letters) for text in texts.values()), default=0.0) + 14
    room = min(room, size.width * 0.45)
    height, width = size.height - 6, size.width - room - 8
    found, points = [], []
    wanted = [(row + 0.5) / len(places) * height for row in named]
    centres = spread(wanted, [letters * LEADING] * len(named), 0, height)
    for row, want, centre in zip(named, wanted, centres, strict=True):
        place = places[row]
        assert place is not None
        ours = place.role != "others"
        colour = styles[place.code].colour if ours else theme.MUTED
        points.append(_point(row, colour, colour, THICK if not ours else THICK * 1.6))
        value = one.values[row] or 0.0
        away = (high - max(value, 0.0)) / (high - low) * width
        found.append(
            Label(
                row,
                letters,
                theme.text_colour(colour),
                bold=ours,
                place="outEnd",
                category=True,
                value=True,
                form=table.number_format,
                right=away / size.width,
                down=(centre - want) / size.height,
            )
        )
    plot = layout(4 / size.width, 3 / size.height, width / size.width, height / size.height)
    ticks = nice_ticks(low, high, 5)
    body = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{name_of(table, 0)}'
        f'{shape(fill(theme.tint(theme.GREY, 0.55)), NO_LINE)}<c:invertIfNegative val="0"/>'
        f"{''.join(points)}{labels(found, spec.language)}{figures_of(table, 0)}</c:ser>"
    )
    ends = Ends(low, high, ticks[1] - ticks[0])
    return (
        f'{plot}<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{body}<c:gapWidth val="0"/>'
        f'<c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/></c:barChart>'
        + category_axis(spec.language, letters, side="l", reverse=True, hidden=True)
        + value_axis(ends, table.number_format, spec.language, letters, side="t", hidden=True)
    )
