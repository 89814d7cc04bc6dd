"""Targets and projection in a sheet's own chart over time: thin dashes, never joined to figures.

They point at the cells of the tables below the chart, as everything else in it does. Only where the
time axis is one of years: a target's year has no place among months.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from data.model import period_position
from indicators import formats
from indicators.spec import TargetLine
from layouts import theme
from layouts.exports.xlsx_lines import NO_LINE, all_years, time_axis
from layouts.exports.xlsx_table import Table, plain_format, reference, signed_format
from layouts.figures.targets import targets_in
from layouts.figures.text import words

PATH_WIDTH, FAN_WIDTH = 1.25, 1.0
Stop = tuple[str, tuple[int, int], tuple[int, int]]


def fan_below(table: Table, row: int) -> int:
    """Write the projection from `row` on: title, headings, a period a row; the next free row."""
    spec, sheet = table.spec, table.sheet
    language, form = spec.language, signed_format(plain_format(spec), spec.signed)
    bold = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
    sheet.write_string(row, table.place, words("fan_row", language), table.looks(bold=True))
    row += 1
    sheet.write_string(row, table.place, words("place", language), table.looks(**bold))
    heads = (words("fan_period", language), words("value", language),
             words("fan_low", language), words("fan_high", language))  # fmt: skip
    for column, text in enumerate(heads, start=table.place + 1):
        sheet.write_string(row, column, text, table.looks(align="right", **bold))
    name = spec.targets[0].name if spec.targets else ""
    for number, point in enumerate(spec.fan, start=row + 1):
        sheet.write_string(number, table.place, name, table.looks())
        if point.period.isdigit():
            look = table.looks(num_format="0", align="right")
            sheet.write_number(number, table.place + 1, int(point.period), look)
        else:
            text = formats.period(point.period, language)
            sheet.write_string(number, table.place + 1, text, table.looks(align="right"))
        look = table.looks(num_format=form, align="right")
        for column, value in enumerate(point[1:], start=table.place + 2):
            sheet.write_number(number, column, value, look)
    return row + len(spec.fan) + 1


def draw_paths(chart: Any, table: Table, targets: int, fan: int) -> None:
    """Add the paths and the projection to a chart over time, whose axis then reaches to them.

    `targets` and `fan` are the rows where their tables begin.
    """
    spec = table.spec
    if spec.kind != "over_time" or not spec.series or not all_years(spec.periods):
        return
    hidden = list(chart.legend["delete_series"] or ())
    last = [_path(chart, table, line, stops, hidden) for line, stops in _stops(table, targets)]
    if spec.fan and all(point.period.isdigit() for point in spec.fan):
        last.append(_fan(chart, table, fan, hidden))
    if last:
        chart.set_legend({"position": "bottom", "delete_series": hidden})
        time_axis(chart, table, max(last))


def _stops(table: Table, row: int) -> Iterator[tuple[TargetLine, list[Stop]]]:
    """Each target to be drawn with its stops, (period, its cell, the value's cell), in time order.

    From where the chart begins, and never over a break: what was measured before it is not
    comparable.
    """
    spec, first = table.spec, table.place + 1
    start = max([spec.periods[0], *(item.period for item in spec.breaks)], key=period_position)
    shown = targets_in(spec, spec.series)
    for line in spec.targets:
        row += 1
        stops: list[Stop] = []
        if len(line.path) > 1:
            stops.append((line.path[0][0], (row, first), (row, first + 1)))
        steps = line.path[1:-1]
        for number, (period, _) in enumerate(steps, start=1):
            stops.append((period, (row + number, first + 2), (row + number, first + 3)))
        end = (line.period, (row, first + 2), (row, first + 3))
        row += len(steps)
        if line in shown and all(period.isdigit() for period, _ in line.path):
            kept = [stop for stop in stops if period_position(stop[0]) >= period_position(start)]
            yield line, [*kept, end]


def _cells(table: Table, places: Sequence[tuple[int, int]]) -> str:
    """Excel's address of single cells in their order, each an area of its own."""
    areas = [reference(table.name, [row], [column])[1:] for row, column in places]
    return "=" + (areas[0] if len(areas) == 1 else f"({','.join(areas)})")


def _path(chart: Any, table: Table, line: TargetLine, stops: list[Stop], hidden: list[int]) -> int:
    """The thin path, and a cross at its end; one of them stands in the legend."""
    drawn = list(table.spec.series)
    looks = dict(zip((one.code for one in drawn), theme.styles(drawn), strict=True))
    colour = looks[line.code].colour
    name = f"{line.name}, {line.label}"
    if len(stops) > 1:
        chart.add_series(
            {
                "name": name,
                "categories": _cells(table, [stop[1] for stop in stops]),
                "values": _cells(table, [stop[2] for stop in stops]),
                "line": {"color": colour, "width": PATH_WIDTH, "dash_type": "square_dot"},
                "marker": {"type": "none"},
            }
        )
        hidden.append(len(chart.series))
    chart.add_series(
        {
            "name": name,
            "categories": _cells(table, [stops[-1][1]]),
            "values": _cells(table, [stops[-1][2]]),
            "line": NO_LINE,
            "marker": {"type": "x", "size": 9, "border": {"color": colour, "width": 2},
                       "fill": {"none": True}},
        }
    )  # fmt: skip
    return int(line.period)


def _fan(chart: Any, table: Table, row: int, hidden: list[int]) -> int:
    """Where the trend leads, dotted, and the ends of its interval paler."""
    spec = table.spec
    rows = [row + 1 + number for number in range(1, len(spec.fan) + 1)]
    home = spec.series[0]
    colour = theme.styles([home])[0].colour
    for part in range(3):
        shade = theme.tint(colour, 0.6) if part else colour
        if part:
            hidden.append(len(chart.series))
        chart.add_series(
            {
                "name": words(("fan_row", "fan_low", "fan_high")[part], spec.language),
                "categories": reference(table.name, rows, [table.place + 1]),
                "values": reference(table.name, rows, [table.place + 2 + part]),
                "line": {"color": shade, "width": FAN_WIDTH, "dash_type": "round_dot"},
                "marker": {"type": "none"},
            }
        )
    return int(spec.fan[-1].period)
