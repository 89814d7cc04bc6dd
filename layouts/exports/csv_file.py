"""ChartSpec -> a CSV file for machines: one row a value, points as decimal sign (rule 41)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from indicators.model import ChartSpec
from layouts.figure_text import reason, status_words
from layouts.tables import Cell, cells

#: the names say what a program must know; the first row is the header and nothing stands above it
COLUMNS = (
    "chart",
    "title",
    "subtitle",
    "place_code",
    "place",
    "sex",
    "period",
    "value_decimal_point",
    "status",
    "status_in_words",
    "margin_decimal_point",
    "unit",
    "source",
    "processing",
    "explanation",
    "notes",
    "address",
)


def table_csv(specs: Sequence[ChartSpec], address: str) -> bytes:
    """All values of `specs` as UTF-8 with byte order mark, so that Excel reads the letters right.

    Comma separated, decimal point, columns as in :data:`COLUMNS`. A missing value is an empty
    field with its SDMX status letter and the reason in words; it is never a zero.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for spec in specs:
        for cell in cells(spec).cells:
            writer.writerow(_row(spec, cell, address))
    return stream.getvalue().encode("utf-8-sig")


def _row(spec: ChartSpec, cell: Cell, address: str) -> list[str]:
    mark, series = cell.mark, cell.series
    said = status_words(series, mark, spec.language)
    if cell.value is None:
        said = [reason(mark, spec.language)]
    return [
        spec.kind,
        spec.title,
        spec.subtitle,
        series.code,
        series.name,
        series.sex,
        mark.period,
        _plain(cell.value),
        mark.status,
        ", ".join(said),
        _plain(mark.margin if cell.value is not None else None),
        spec.unit,
        spec.source,
        spec.processing,
        spec.explanation,
        " ".join(spec.notes),
        address,
    ]


def _plain(value: float | None) -> str:
    """The shortest text that reads back as the same number."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
