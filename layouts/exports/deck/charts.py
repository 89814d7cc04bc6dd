"""Spec -> native chart part and its workbook, for every kind that is one native chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.model import ViewId
from indicators.spec import ChartSpec
from layouts.exports.deck.chart_bars import bars
from layouts.exports.deck.chart_lines import lines
from layouts.exports.deck.chart_pairs import pairs
from layouts.exports.deck.chart_points import points
from layouts.exports.deck.chart_table import ChartTable, chart_data
from layouts.exports.deck.chart_xml import Drawing, Size, chart_space
from layouts.exports.deck.workbook import workbook
from layouts.figures import crowd_to_background

DRAW: dict[ViewId, Callable[[ChartSpec, ChartTable, Size], Drawing]] = {
    "over_time": lines,
    "ranking": bars,
    "two_points": pairs,
    "quadrant": points,
    "scatter": points,
}


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart part, the workbook behind it, its figures, and how to read it in words."""

    xml: bytes
    workbook: bytes
    table: ChartTable
    notes: tuple[str, ...]


def drawing_of(
    spec: ChartSpec,
    table: ChartTable,
    size: Size,
    small: bool = False,
    shared: ChartSpec | None = None,
) -> Drawing:
    """How the figures of `spec` are drawn; its notes are known at once, the rest when asked for."""
    shown = crowd_to_background(spec)
    if small:
        return lines(shown, table, size, small=True, shared=shared)
    return DRAW[spec.kind](shown, table, size)


def native_chart(
    spec: ChartSpec,
    size: Size,
    record: Mapping[str, Any] | None = None,
    title: str = "",
    small: bool = False,
    shared: ChartSpec | None = None,
    table: ChartTable | None = None,
    drawing: Drawing | None = None,
) -> NativeChart | None:
    """The native chart of `spec`, None where no single one shows it.

    The workbook is the chart part's relation ``rId1``. With `small` it is one of many panels, with
    the name of its place, `title`, above it, and the axis of `shared` where all have one. `table`
    is :func:`chart_data` of `spec`, and `drawing` how it is drawn, where the caller has them.
    """
    table = table or chart_data(spec)
    if table is None or not table.series or not table.categories:
        return None
    drawing = drawing or drawing_of(spec, table, size, small, shared)
    return NativeChart(
        chart_space(drawing, spec.language, size, title),
        workbook(table, spec.language, record),
        table,
        drawing.notes,
    )
