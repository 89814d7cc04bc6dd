"""ChartSpec -> a CSV file for machines: one row a value, points as decimal sign (rule 41)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from indicators.spec import ChartSpec
from layouts.figures.text import reason, status_words, words
from layouts.tables import Cell, Row, cells

#: the names say what a program must know; the first row is the header and nothing stands above it
COLUMNS = (
    "chart",
    "title",
    "subtitle",
    "place_code",
    "place",
    "sex",
    "period",
    "column",
    "value_decimal_point",
    "status",
    "status_in_words",
    "margin_decimal_point",
    "unit",
    "rank",
    "said",
    "findings",
    "notes",
    "source",
    "processing",
    "explanation",
    "events",
    "address",
)


def table_csv(specs: Sequence[ChartSpec], address: str) -> bytes:
    """All values of `specs` as UTF-8 with byte order mark, so that Excel reads the letters right.

    Comma separated, decimal point, columns as in :data:`COLUMNS`. ``column`` says what the value
    is: the value itself, a change, a rolling mean. ``rank`` and ``said`` are about the place, what
    follows is about the whole chart, and both are the same in all of their rows. A missing value is
    an empty field with its SDMX status letter and the reason in words; it is never a zero.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for spec in specs:
        told = _told(spec, address)
        names = {(one.code, one.sex): one.name for one in spec.series}
        for row in cells(spec).rows:
            for cell in row.cells:
                name = names[cell.series.code, cell.series.sex]
                head = [spec.kind, spec.title, spec.subtitle, row.code, name]
                writer.writerow([*head, *_value(spec, row, cell), row.rank, row.said, *told])
    return stream.getvalue().encode("utf-8-sig")


def _value(spec: ChartSpec, row: Row, cell: Cell) -> list[str]:
    """From the sex to the unit."""
    mark, series = cell.mark, cell.series
    said = status_words(series, mark, spec.language)
    if cell.value is None:
        said = [reason(mark, spec.language)]
    plain = spec.smoothing if row.mean else words("value", spec.language)
    return [
        series.sex,
        mark.period,
        cell.column.name if cell.column else plain,
        _plain(cell.value),
        mark.status,
        ", ".join(said),
        _plain(mark.margin if cell.value is not None else None),
        cell.column.unit if cell.column else spec.unit,
    ]


def _told(spec: ChartSpec, address: str) -> list[str]:
    """From the findings to the address: what is said of the chart as a whole."""
    events = [f"{event.period}: {event.text} ({event.source})" for event in spec.events]
    return [
        " ".join(found.text for found in spec.findings),
        " ".join(spec.notes),
        spec.source,
        spec.processing,
        spec.explanation,
        " ".join(events),
        address,
    ]


def _plain(value: float | None) -> str:
    """The shortest text that reads back as the same number."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
