"""Names and newest values at the ends of lines, moved so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators import formats
from indicators.spec import ChartSpec
from layouts import theme
from layouts.exports.deck.axes import Ends
from layouts.exports.deck.chart_labels import Label
from layouts.exports.deck.chart_table import ChartSeries, ChartTable
from layouts.exports.deck.chart_xml import Size
from layouts.exports.deck.ink import layout
from layouts.figures.scale import spread

#: the height of a line of letters, in their size
LEADING = 1.22
Looked = tuple[ChartSeries, theme.Style]


@dataclass(frozen=True, slots=True)
class Plot:
    """The plot itself within its chart, in points, and its axis."""

    left: float
    top: float
    width: float
    height: float
    ends: Ends
    size: Size
    rows: int

    def layout(self) -> str:
        """As parts of the chart."""
        wide, high = self.size.width, self.size.height
        return layout(self.left / wide, self.top / high, self.width / wide, self.height / high)


def is_named(one: ChartSeries, table: ChartTable, small: bool) -> bool:
    """Tell whether a series has a label at its end; in a panel that is its place's own.

    A target's name has no room in a panel: it stands in the words under them all.
    """
    if small:
        own = one.part == "values" and role_of(one) != "reference"
        return own and _is_newest(one, table)
    if one.part in ("target", "fan"):
        return True
    if one.part == "mean":
        # one mean is named, and shows how all of them look
        means = [other for other in table.series if other.part == "mean"]
        return one is means[-1]
    return one.part == "values" and _is_newest(one, table) and role_of(one) != "others"


def role_of(one: ChartSeries) -> str:
    """The role of a series' place; those without one are in the background."""
    return one.of.role if one.of is not None else "others"


def _is_newest(one: ChartSeries, table: ChartTable) -> bool:
    """Tell whether no later stretch of the same line follows."""
    same = [other for other in table.series if other.of is one.of and other.part == one.part]
    return bool(same) and one is same[-1]


def newest_row(table: ChartTable) -> int:
    """The row of the newest value of all."""
    return max((one.last for one in table.series if one.part == "values"), default=-1)


def label_text(
    spec: ChartSpec, one: ChartSeries, table: ChartTable, newest: int, plain: bool
) -> str:
    """What a label will read, to know its width."""
    if one.part != "values":
        return one.name
    last = one.last
    value = one.values[last] if last >= 0 else None
    parts = [] if plain else [one.name]
    if _is_dated(last, newest, table):
        parts.append(table.categories[last])
    return " ".join([*parts, formats.number(value, spec.decimals, spec.language, spec.signed)])


def _is_dated(last: int, newest: int, table: ChartTable) -> bool:
    """Tell whether a label says its period: its line ends early, or the axis goes on behind it."""
    return last < newest or newest < len(table.categories) - 1


def end_labels(
    spec: ChartSpec,
    table: ChartTable,
    named: Sequence[Looked],
    plot: Plot,
    letters: float,
    newest: int,
    plain: bool,
) -> dict[str, Label]:
    """The label of every named series, moved so that none covers another."""
    wanted = [(1 - plot.ends.part(one.values[one.last] or 0.0)) * plot.height for one, _ in named]
    # letters of a label are a little higher than the space between two lines of a text
    heights = [letters * LEADING] * len(named)
    centres = spread(wanted, heights, -letters, plot.height + letters)
    step = plot.width / max(plot.rows, 1)
    found = {}
    for (one, look), want, centre in zip(named, wanted, centres, strict=True):
        last = one.last
        to_edge = (plot.rows - 1 - last) * step
        figures = one.part == "values"
        found[one.key] = Label(
            last,
            letters,
            theme.text_colour(look.colour),
            bold=role_of(one) == "home" and figures,
            name=not (plain and figures),
            category=figures and _is_dated(last, newest, table),
            value=figures,
            form=table.number_format,
            right=to_edge / plot.size.width,
            down=(centre - want) / plot.size.height,
        )
    return found
