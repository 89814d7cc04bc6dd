"""Two values a place as a native line chart of points: two points in time, or women and men.

The points are joined by the chart's high-low lines. Where a break lies between the two values of
any place nothing may join them: then only the later one's error bars do, as long as the change,
which is missing in the workbook where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators import formats
from indicators.spec import ChartSpec, Column, Series
from layouts import theme
from layouts.exports.deck.axes import CATEGORY, VALUE, Ends, category_axis, value_axis
from layouts.exports.deck.cells import figures_of, name_of
from layouts.exports.deck.chart_labels import Label, labels
from layouts.exports.deck.chart_lines import error_bars
from layouts.exports.deck.chart_table import ChartTable
from layouts.exports.deck.chart_xml import Drawing, Size, legend
from layouts.exports.deck.ink import NO_LINE, layout, line, marker, shape
from layouts.exports.deck.number_forms import axis_form
from layouts.exports.deck.reading import bar_notes, left_out
from layouts.exports.deck.words import say
from layouts.figures.dumbbell_text import CHANGE, EARLIER, LATER
from layouts.figures.scale import nice_ticks, tick_texts, value_range
from layouts.figures.text import hollow, text_width, words

SMALLEST = 8.0
JOIN = 1.75
#: a point lower than this part of the plot has its value beside it
NEAR_AXIS = 0.1
#: of a place's points: of ours, of the others
OURS, OTHERS = 11, 9


@dataclass(frozen=True, slots=True)
class Dot:
    """How a point looks, and the letters of its value."""

    look: theme.Style
    pale: bool
    size: int
    ink: str
    bold: bool = False


def pairs(spec: ChartSpec, table: ChartTable, size: Size) -> Drawing:
    """The drawing of a ``two_points`` spec, places in the table's order from the left."""
    known = {one.code: one for one in spec.series}
    places = [known[code] for code in table.codes]
    looked = list(zip(places, theme.styles(places), strict=True))
    dots = [[_dot(place, style, at) for place, style in looked] for at in (EARLIER, LATER)]
    joined = all(change is not None for change in table.series[LATER].margins)
    drawing, start = _drawing(spec, table, size, dots, spec.columns[LATER], joined)
    return replace(drawing, notes=tuple(_notes(spec, table, places, start, joined)))


def sexes(spec: ChartSpec, table: ChartTable, size: Size) -> Drawing:
    """The drawing of a ranking of women and men, whose values lie too close for bars."""
    dots = []
    for one in table.series:
        known = {found.code: found for found in spec.series if found.sex == one.key}
        look = theme.SEXES[one.key]
        own = []
        for code, mark in zip(table.codes, one.marks, strict=True):
            place = known.get(code)
            ours = place is not None and place.role != "others"
            pale = place is not None and mark is not None and hollow(place, mark)
            ink = theme.text_colour(look.colour)
            own.append(Dot(look, pale, OURS if ours else OTHERS, ink, ours))
        dots.append(own)
    drawing, start = _drawing(spec, table, size, dots, spec, joined=True)
    notes = [words("cut_axis", spec.language, start=start)] if start else []
    key = legend(spec.language, size.letters, side="t")
    return replace(drawing, notes=(*notes, *bar_notes(spec, table, "pale_points")), legend=key)


def _dot(place: Series, style: theme.Style, at: int) -> Dot:
    look = theme.Style(style.colour, "solid", "circle")
    ink = theme.MUTED if place.role == "others" else theme.text_colour(style.colour)
    return Dot(
        look,
        at == EARLIER,
        OURS if place.role == "home" else OTHERS,
        ink,
        bold=place.role != "others" and at == LATER,
    )


def _drawing(
    spec: ChartSpec,
    table: ChartTable,
    size: Size,
    dots: Sequence[Sequence[Dot]],
    form: Column | ChartSpec,
    joined: bool,
) -> tuple[Drawing, str]:
    """The chart without its notes, and where its axis begins, "" where at zero."""
    ticks, cut = _ticks(table)
    texts = tick_texts(ticks, spec.language, form.signed)
    letters = size.letters

    def plot() -> str:
        left = max(text_width(text, letters) for text in texts) + 10
        step = (size.width - left - 10) / max(len(table.codes), 1)
        own = max(SMALLEST, min(letters, step * 0.8))
        widest = max((text_width(name, own) for name in table.categories), default=0.0)
        upright = widest > step - 6
        foot = min(widest + 14, size.height * 0.45) if upright else own * 2
        head = letters * (1.4 if table.series[1].key == "later" else 3.0)
        values = max(SMALLEST, min(letters, step / _widest_value(spec, table, form)))
        axis = Ends.of(ticks)
        strokes = f"<c:hiLowLines>{shape(line(theme.MUTED, JOIN))}</c:hiLowLines>" if joined else ""
        return (
            layout(
                left / size.width,
                head / size.height,
                (size.width - left - 10) / size.width,
                max(size.height - head - foot, size.height * 0.3) / size.height,
            )
            + '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            + "".join(_series(spec, table, at, dots[at], values, axis) for at in range(len(dots)))
            + f'{strokes}<c:marker val="1"/><c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/>'
            + "</c:lineChart>"
            + category_axis(spec.language, own, turn=-90 if upright else 0, ink=theme.GUIDE)
            + value_axis(axis, axis_form(ticks, form.signed, spec.language), spec.language, letters)
        )

    return Drawing(plot), texts[0] if cut else ""


def _ticks(table: ChartTable) -> tuple[list[float], bool]:
    values = [value for one in table.series for value in one.values if value is not None]
    low, high, cut = value_range(values or [0.0], zero=False)
    # values stand above and below their points, which the axis must have room for
    air = (high - low) * 0.08
    low, high = (low - air if cut or low < 0 else low), high + air
    if cut and min(values) >= 0:
        low = max(low, 0.0)
    ticks = nice_ticks(low, high)
    return ticks, cut and ticks[0] > 0


def _widest_value(spec: ChartSpec, table: ChartTable, form: Column | ChartSpec) -> float:
    """The width of the widest value in its letters' size, with a little air."""
    found = [
        text_width(formats.number(value, form.decimals, spec.language), 1.0)
        for one in table.series
        for value in one.values
        if value is not None
    ]
    return max(found, default=3.0) + 0.4


def _series(
    spec: ChartSpec, table: ChartTable, at: int, dots: Sequence[Dot], letters: float, axis: Ends
) -> str:
    one, other = table.series[at], table.series[1 - at]
    points, found = [], []
    for row, dot in enumerate(dots):
        value, beside = one.values[row], other.values[row]
        if value is None:
            continue
        drawn = marker(dot.look, dot.size, dot.pale)
        points.append(f'<c:dPt><c:idx val="{row}"/>{drawn}<c:bubble3D val="0"/></c:dPt>')
        above = beside is None or value > beside or (value == beside and at == 1)
        found.append(
            Label(row, letters, dot.ink, dot.bold, _side(above, axis.part(value)), value=True,
                  form=table.number_format)
        )  # fmt: skip
    later = one.key == "later"
    plain = theme.Style(theme.MUTED, "solid", "circle")
    if one.key not in ("earlier", "later"):
        plain = theme.SEXES[one.key]
    errors = ""
    # LibreOffice draws no high-low lines, but these
    if later and any(change is not None for change in one.margins):
        errors = error_bars(table, at, "y", theme.MUTED, both_ways=False)
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{name_of(table, at)}'
        f"{shape(NO_LINE)}{marker(plain, OTHERS, one.key == 'earlier')}{''.join(points)}"
        f"{labels(found, spec.language)}{errors}{figures_of(table, at)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _side(above: bool, height: float) -> str:
    """Where a value stands: below its point only where the axis is not in the way."""
    return "t" if above else "b" if height > NEAR_AXIS else "r"


def _notes(
    spec: ChartSpec, table: ChartTable, places: list[Series], start: str, joined: bool
) -> list[str]:
    language = spec.language
    earlier, later = (one.name for one in table.series)
    found = [say("earlier_later", language, earlier=earlier, later=later)]
    if start:
        found.append(words("cut_axis", language, start=start))
    if not joined:
        found.append(say("not_joined", language))
    for status in ("P", "E", "Z"):
        unfirm = [
            one.name for one in places if any(status in mark.status for mark in one.marks[:CHANGE])
        ]
        if unfirm:
            found.append(_unfirm(status, unfirm, len(places), language))
    return [*found, *left_out(table, language)]


def _unfirm(status: str, names: list[str], count: int, language: str) -> str:
    """Which values are not firm, in words: pale means earlier here."""
    word = words(f"status_{status}", language)
    if len(names) > 6:
        return say("unfirm_count", language, word=word, count=len(names), all=count)
    return say("unfirm", language, word=word, places=formats.listing(names, language))
