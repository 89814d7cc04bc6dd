"""Lines over time as a native line chart: every line named at its end, breaks and targets drawn."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.spec import ChartSpec
from layouts import theme
from layouts.exports.deck.axes import CATEGORY, VALUE, Ends, category_axis, value_axis
from layouts.exports.deck.cells import figures_of, margins_area, name_of
from layouts.exports.deck.chart_labels import Label, labels
from layouts.exports.deck.chart_table import ChartSeries, ChartTable
from layouts.exports.deck.chart_xml import Drawing, Size, legend
from layouts.exports.deck.ink import NO_LINE, NO_MARKER, line, marker, shape
from layouts.exports.deck.line_labels import (
    LEADING,
    Looked,
    Plot,
    end_labels,
    is_named,
    label_text,
    newest_row,
    role_of,
)
from layouts.exports.deck.looks import line_looks
from layouts.exports.deck.number_forms import axis_form
from layouts.exports.deck.reading import line_notes
from layouts.figures import lines as screen
from layouts.figures.scale import tick_texts
from layouts.figures.targets import target_values, targets_in
from layouts.figures.text import has_value, hollow, text_width
from layouts.figures.traces import MANY_POINTS

#: from the last point to its label, in points
GAP = 8.0
#: how periods are turned, in degrees: LibreOffice breaks up those that are not turned at all
HAIR = 0.001
#: a line chart has room for its labels while they take no more than this part of its width; in
#: smaller letters, as parts of its own, they may take more, for a legend is worse to read
MOST_LABELS = ((1.0, 0.34), (0.86, 0.42))
MOST_SMALL = 0.5
#: of the letters: the height below the plot for the periods; where their box ends outside the
#: chart LibreOffice leaves all of them out
PERIODS = 2.6
#: of an entry of a legend, in points: its line and the space to the next
KEY = 52.0


def lines(
    spec: ChartSpec,
    table: ChartTable,
    size: Size,
    small: bool = False,
    shared: ChartSpec | None = None,
) -> Drawing:
    """The drawing of an ``over_time`` spec; `small` is one of many panels.

    The value axis holds the figures of `shared`, where several charts have one axis.
    """
    whole = shared or spec
    drawn = [one for one in whole.series if any(has_value(mark) for mark in one.marks)]
    targets = targets_in(whole, drawn)
    ticks, cut = screen.value_axis(
        whole, drawn, 4 if small else 6, beyond=target_values(whole, targets)
    )
    looked = list(zip(table.series, line_looks(spec, table), strict=True))
    named = [pair for pair in looked if is_named(pair[0], table, small)]
    plain = small and len({one.of.sex for one, _ in named if one.of is not None}) < 2
    newest = newest_row(table)
    texts = [label_text(spec, one, table, newest, plain) for one, _ in named]
    letters = size.letters
    told, widest, direct = letters, 0.0, False
    for part, most in ((1.0, MOST_SMALL),) if small else MOST_LABELS:
        told = letters * part
        widest = max((text_width(text, told) for text in texts), default=0.0) + GAP + 4
        direct = widest <= size.width * most and told * LEADING * len(named) <= size.height * 0.85
        if direct:
            break
    axis_texts = tick_texts(ticks, spec.language, spec.signed)
    left = max(text_width(text, letters) for text in axis_texts) + 10
    head = letters * 1.9 if any(one.part == "break" for one in table.series) else letters * 0.8
    head += (letters + 1) * 1.8 if small else 0.0
    foot = letters * PERIODS
    key = 0.0 if direct else letters * 1.7 * _legend_rows(named, size)
    plot = Plot(
        left,
        head,
        size.width - left - (widest if direct else GAP),
        max(size.height - head - foot - key, size.height * 0.3),
        Ends.of(ticks),
        size,
        len(table.categories),
    )

    def body() -> str:
        ends = end_labels(spec, table, named, plot, told, newest, plain) if direct else {}
        series = [
            _series(spec, table, index, one, look, plot, ends.get(one.key), small)
            for index, (one, look) in enumerate(looked)
        ]
        form = axis_form(ticks, spec.signed, spec.language)
        return (
            f'{plot.layout()}<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{"".join(series)}<c:marker val="1"/><c:axId val="{CATEGORY}"/>'
            f'<c:axId val="{VALUE}"/></c:lineChart>'
            + category_axis(spec.language, letters, skip=_skip(table, plot), turn=HAIR,
                            ink=theme.GUIDE)
            + value_axis(plot.ends, form, spec.language, letters)
        )  # fmt: skip

    hidden = tuple(
        index for index, (one, _) in enumerate(looked) if not is_named(one, table, small)
    )
    return Drawing(
        body,
        tuple(line_notes(spec, table, axis_texts[0] if cut else None)),
        "" if direct or not named else legend(spec.language, letters, hidden),
        table.joined,
    )


def _series(
    spec: ChartSpec,
    table: ChartTable,
    index: int,
    one: ChartSeries,
    look: theme.Style,
    plot: Plot,
    label: Label | None,
    small: bool,
) -> str:
    """``c:ser`` of a line."""
    head = f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name_of(table, index)}'
    points = errors = ""
    if one.part in ("break", "event"):
        line_, dots, errors = _sign(one, plot)
        label = _sign_label(one, plot, small)
    elif one.part in ("mean", "fan", "fan_end"):
        line_, dots = shape(line(look.colour, look.width, look.dash)), NO_MARKER
    elif one.part == "target":
        line_ = shape(line(look.colour, look.width, look.dash))
        dots = marker(look, 5, ground=theme.WHITE)
        points = _target_points(one, look)
    else:
        line_, dots, points, errors = _values(table, index, one, look, small)
    return (
        f"{head}{line_}{dots}{points}{labels([label] if label else [], spec.language)}{errors}"
        f'{figures_of(table, index)}<c:smooth val="0"/></c:ser>'
    )


def _values(
    table: ChartTable, index: int, one: ChartSeries, look: theme.Style, small: bool
) -> tuple[str, str, str, str]:
    """Line, markers, hollow points and margins of a line of figures."""
    role = role_of(one)
    crowd = role == "others"
    many = len([value for value in one.values if value is not None]) > MANY_POINTS
    width = look.width * (0.7 if small else 1.0)
    size = 3 if many or crowd else 5 if small else 7 + (role == "home")
    single = sum(value is not None for value in one.values) == 1
    dots = NO_MARKER if crowd and not single and not small else marker(look, size)
    points = "".join(
        f'<c:dPt><c:idx val="{row}"/>{marker(look, size, pale=True)}<c:bubble3D val="0"/>'
        f"{shape(line(look.colour, width, look.dash))}</c:dPt>"
        for row, mark in enumerate(one.marks)
        if mark is not None and one.of is not None and hollow(one.of, mark) and dots != NO_MARKER
    )
    errors = error_bars(table, index, "y", look.colour, both_ways=True) if one.margins else ""
    return shape(line(look.colour, width, look.dash)), dots, points, errors


def error_bars(
    table: ChartTable, index: int, axis: str, colour: str, both_ways: bool, named: bool = True
) -> str:
    """``c:errBars`` of a series' margins in the workbook; `named` says that the axis is told."""
    area = margins_area(table, index, axis)
    kind = "both" if both_ways else "minus"
    direction = f'<c:errDir val="{axis}"/>' if named else ""
    return (
        f'<c:errBars>{direction}<c:errBarType val="{kind}"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="{int(not both_ways)}"/><c:plus>{area}</c:plus><c:minus>{area}</c:minus>'
        f"{shape(line(colour, 1.0))}</c:errBars>"
    )


def _target_points(one: ChartSeries, look: theme.Style) -> str:
    """The target is a large ring; the base is a value that is drawn already."""
    at = [row for row, value in enumerate(one.values) if value is not None]
    found = []
    if len(at) > 1:
        found.append(f'<c:dPt><c:idx val="{at[0]}"/>{NO_MARKER}<c:bubble3D val="0"/></c:dPt>')
    ring = marker(look, 12, ground=theme.WHITE, edge=2.25)
    drawn = shape(line(look.colour, look.width, look.dash))
    found.append(f'<c:dPt><c:idx val="{at[-1]}"/>{ring}<c:bubble3D val="0"/>{drawn}</c:dPt>')
    return "".join(found)


def _sign(one: ChartSeries, plot: Plot) -> tuple[str, str, str]:
    """A dashed line from top to bottom where a break falls; a small square for an event."""
    none = shape(NO_LINE)
    if one.part == "event":
        look = theme.Style(theme.MUTED, "solid", "square")
        return none, marker(look, 5), ""
    drop = plot.ends.high - plot.ends.low
    errors = (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="fixedVal"/>'
        f'<c:noEndCap val="1"/><c:val val="{drop!r}"/>'
        f"{shape(line(theme.GUIDE, 1.25, 'dash'))}</c:errBars>"
    )
    return none, NO_MARKER, errors


def _sign_label(one: ChartSeries, plot: Plot, small: bool) -> Label | None:
    if small and one.part == "break":
        return None
    size = plot.size.letters * (0.9 if one.part == "break" else 0.8)
    return Label(one.last, size, theme.MUTED, name=True, place="t")


def _skip(table: ChartTable, plot: Plot) -> int:
    """Every how many periods is named, so that the names do not collide."""
    widest = max(text_width(text, plot.size.letters) for text in table.categories) + 10
    room = max(1, int(plot.width / widest))
    least = -(-len(table.categories) // room)
    year = 12 if "-" in table.codes[0] and "Q" not in table.codes[0] else 4
    if "-" in table.codes[0] and least > 1:
        return next(step for step in range(year, 10_000, year) if step >= least)
    return least


def _legend_rows(named: Sequence[Looked], size: Size) -> int:
    """How many rows a legend has: its columns are all as wide as the longest name."""
    widest = max((text_width(one.name, size.letters) for one, _ in named), default=0.0) + KEY
    return -(-len(named) // max(1, int(size.width * 0.9 / widest)))
