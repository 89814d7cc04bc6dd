"""Points as a native scatter chart: ours in their colours and named, the others grey."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.spec import ChartSpec, Series
from layouts import theme
from layouts.exports.deck.axes import CATEGORY, TITLE_SIZE, VALUE, Ends, value_axis
from layouts.exports.deck.cells import figures_of, name_of
from layouts.exports.deck.chart_labels import Label, labels
from layouts.exports.deck.chart_lines import error_bars
from layouts.exports.deck.chart_table import ChartSeries, ChartTable
from layouts.exports.deck.chart_xml import Drawing, Size
from layouts.exports.deck.fitting import lines_of
from layouts.exports.deck.ink import NO_LINE, NO_MARKER, layout, line, marker, shape
from layouts.exports.deck.number_forms import axis_form
from layouts.exports.deck.reading import pale_note
from layouts.exports.deck.table_points import columns_of
from layouts.exports.deck.words import say
from layouts.figures.quadrant_text import VALUE as LEVEL_VALUE
from layouts.figures.scale import nice_ticks, tick_texts, value_range
from layouts.figures.scatter_axes import say as scatter_say
from layouts.figures.scatter_names import Board, Box, Line, Name, Spot
from layouts.figures.text import ends, hollow, text_width, words

#: the direction of a name from its point, as PowerPoint has them
PLACES = {"left": "r", "right": "l", "center": "t"}
LEADING = 1.2


def points(spec: ChartSpec, table: ChartTable, size: Size) -> Drawing:
    """The drawing of a ``scatter`` or ``quadrant`` spec."""
    x, y = columns_of(spec)
    across, cut_x = _ends(spec, table, x)
    upright, cut_y = _ends(spec, table, y)
    letters = size.letters
    x_texts = tick_texts(_ticks(across), spec.language, spec.columns[x].signed)
    y_texts = tick_texts(_ticks(upright), spec.language, spec.columns[y].signed)
    upright_title = lines_of(_title(spec, y), (size.height - letters * 4.6) * 0.88, letters)
    left = max(text_width(text, letters) for text in y_texts) + 14
    left += upright_title * letters * TITLE_SIZE * LEADING
    right = text_width(x_texts[-1], letters) / 2 + 6
    foot, head = letters * 3.8, letters * 0.8
    width, height = size.width - left - right, size.height - head - foot
    plot = layout(left / size.width, head / size.height, width / size.width, height / size.height)
    spots, unnamed = _spots(spec, table, (across, upright), (width, height), letters)
    places = {one.code: one for one in spec.series}
    drawn = [places[code] for code in table.codes]
    styles = dict(zip(table.codes, theme.styles(drawn), strict=True))
    quadrant = spec.kind == "quadrant"
    cuts = [
        scatter_say(key, spec, start=texts[0])
        for key, cut, texts in (("cut_x", cut_x, x_texts), ("cut_y", cut_y, y_texts))
        if cut and not quadrant
    ]
    titles = [_title(spec, at) for at in (x, y)]

    def body() -> str:
        series = "".join(
            _series(spec, table, index, styles, spots.get(one.key), size)
            for index, one in enumerate(table.series)
        )
        return (
            f'{plot}<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
            f'{series}<c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/></c:scatterChart>'
            + value_axis(
                across, _form(spec, across, x), spec.language, letters, own=CATEGORY, other=VALUE,
                side="b", title=titles[0], between="midCat", at_zero=quadrant,
            )
            + value_axis(
                upright, _form(spec, upright, y), spec.language, letters, title=titles[1],
                between="midCat", at_zero=quadrant,
            )
        )  # fmt: skip

    return Drawing(body, tuple(_notes(spec, table, cuts, unnamed)))


def _form(spec: ChartSpec, found: Ends, at: int) -> str:
    return axis_form(_ticks(found), spec.columns[at].signed, spec.language)


def _title(spec: ChartSpec, at: int) -> str:
    column = spec.columns[at]
    return f"{column.name}, {column.unit}"


def _ticks(found: Ends) -> list[float]:
    count = round((found.high - found.low) / found.step)
    return [float(f"{found.low + found.step * at:.12g}") for at in range(count + 1)]


def _ends(spec: ChartSpec, table: ChartTable, at: int) -> tuple[Ends, bool]:
    codes = set(table.codes)
    marks = [one.marks[at] for one in spec.series if one.code in codes]
    column = spec.columns[at]
    low, high, cut = value_range(ends(marks) or [0.0], zero=column.signed)
    if cut:
        air = (high - low) * 0.05
        low, high = (low - air, high) if low > 0 else (low, high + air)
    ticks = nice_ticks(low, high)
    return Ends.of(ticks), cut and ticks[0] > 0


def _series(
    spec: ChartSpec,
    table: ChartTable,
    index: int,
    styles: dict[str, theme.Style],
    spot: Spot | None,
    size: Size,
) -> str:
    one = table.series[index]
    language = spec.language
    head = f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name_of(table, index)}'
    tail = f'{figures_of(table, index)}<c:smooth val="0"/></c:ser>'
    if one.part == "trend":
        trend = (
            f"<c:trendline>{shape(line(theme.MUTED, 1.25))}"
            '<c:trendlineType val="linear"/><c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>'
        )
        return f"{head}{shape(NO_LINE)}{NO_MARKER}{trend}{tail}"
    if one.of is None:
        dots = marker(theme.Style(theme.GREY, "solid", "circle"), 4)
        return f"{head}{shape(NO_LINE)}{dots}{tail}"
    role, look = one.of.role, styles[one.of.code]
    pale = any(hollow(one.of, mark) for mark in _firm(spec, one.of))
    radius = {"home": 11, "others": 6}.get(role, 9)
    dots = marker(look, radius, pale)
    colour = theme.MUTED if role == "others" else theme.text_colour(look.colour)
    told = ""
    if spot is not None:
        told = labels([_label(one, role, colour, spot, size)], language)
    errors = ""
    if role != "others" or spec.kind == "scatter":
        for axis, found in (("x", one.x_margins), ("y", one.margins)):
            if found:
                errors += error_bars(table, index, axis, look.colour, both_ways=True)
    return f"{head}{shape(NO_LINE)}{dots}{told}{errors}{tail}"


def _firm(spec: ChartSpec, one: Series) -> Sequence[object]:
    """The marks whose status is that of the point: computed ones are no reason to be pale."""
    return one.marks[LEVEL_VALUE : LEVEL_VALUE + 1] if spec.kind == "quadrant" else one.marks[:2]


def _label(one: ChartSeries, role: str, colour: str, spot: Spot, size: Size) -> Label:
    ours = role != "others"
    letters = size.letters if ours else size.letters * 0.85
    place = "b" if spot.anchor == "center" and spot.down > 0 else PLACES[spot.anchor]
    right = down = 0.0
    if spot.far:
        right = spot.right - (9 if spot.anchor == "left" else -9 if spot.anchor == "right" else 0)
        down = spot.down
    elif spot.anchor != "center":
        down = spot.down
    return Label(0, letters, colour, ours, place, name=True,
                 right=right / size.width, down=down / size.height)  # fmt: skip


def _spots(
    spec: ChartSpec,
    table: ChartTable,
    axes: tuple[Ends, Ends],
    plot: tuple[float, float],
    letters: float,
) -> tuple[dict[str, Spot], bool]:
    """Where the names stand that have room, ours always; and whether some have none."""
    across, upright = axes
    width, height = plot
    named = [one for one in table.series if one.of is not None and one.part == "values"]
    at = {
        one.key: (across.part(one.xs[0] or 0.0), (1 - upright.part(one.values[0] or 0.0)) * height)
        for one in named
    }
    everyone = [
        (across.part(x or 0.0), (1 - upright.part(y or 0.0)) * height)
        for one in table.series
        if one.part == "values"
        for x, y in zip(one.xs, one.values, strict=True)
    ]
    boxes = [Box(x, -4.0, 4.0, y - 4, y + 4) for x, y in everyone]
    board = Board(boxes, width, height, _line(spec, axes, height))
    order = ("home", "group", "compared", "reference", "others")
    found: dict[str, Spot] = {}
    for one in sorted(named, key=lambda one: order.index(one.of.role if one.of else "others")):
        ours = one.of is not None and one.of.role != "others"
        own = letters if ours else letters * 0.85
        name = Name(*at[one.key], 6.0 if ours else 4.0, text_width(one.name, own) * 1.05,
                    own * LEADING, must=ours)  # fmt: skip
        spot = board.put(name)
        if spot is not None:
            found[one.key] = spot
    crowd = any(one.of is None and one.part == "values" for one in table.series)
    return found, crowd or len(found) < len(named)


def _line(spec: ChartSpec, axes: tuple[Ends, Ends], height: float) -> Line | None:
    facts = spec.facts
    if "slope" not in facts or spec.kind != "scatter":
        return None
    across, upright = axes
    first, last = (
        (1 - upright.part(facts["intercept"] + facts["slope"] * x)) * height
        for x in (across.low, across.high)
    )
    return Line(first, last)


def _notes(spec: ChartSpec, table: ChartTable, cut: Sequence[str], unnamed: bool) -> list[str]:
    language = spec.language
    found = []
    if spec.kind == "quadrant":
        references = [one.name for one in spec.series if one.role == "reference"]
        if references:
            found.append(say("quadrants", language, reference=references[0]))
    found += cut
    if any(one.part == "trend" for one in table.series):
        found.append(say("trend_note", language, count=round(spec.facts["n"])))
    from dataclasses import replace

    firm = [replace(one, marks=tuple(_firm(spec, one))) for one in spec.series]  # type: ignore[arg-type]
    found += pale_note(spec, "pale_points", firm)
    if any(one.margins or one.x_margins for one in table.series if one.of is not None):
        found.append(words("error_bars", language))
    if unnamed:
        found.append(say("unnamed", language))
    return found
