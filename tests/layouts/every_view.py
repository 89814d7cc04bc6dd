"""Every view of every indicator, drawn, as a table and in files, for the tests that compare them.

One combination of language, home county, breakdown and settings a view and indicator, in turn, so
that all of them come up; with SOAK in the environment all combinations of them.
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import openpyxl

from indicators.library import Library
from indicators.model import OVER_TIME, VIEW_IDS, Selection, ViewId
from indicators.resolve import breakdown_choices
from indicators.spec import ChartSpec
from indicators.values import Values
from indicators.views import VIEWS
from layouts.elements import to_html
from layouts.exports.csv_file import table_csv
from layouts.exports.xlsx import HEADER_ROW, workbook
from layouts.figures import figure
from layouts.tables import Grid, cells, table

SOAK = bool(os.environ.get("SOAK"))
ADDRESS = "https://panelen.example/jamfor?indikator=fou&hem=20"
LANGUAGES = ("sv", "en")
HOMES = ("20", "17")
#: settings beyond the defaults that change what is drawn
MEASURED: tuple[dict[str, Any], ...] = (
    {}, {"measure": "index"}, {"measure": "gap"}, {"measure": "change"}
)  # fmt: skip
PLACES: tuple[dict[str, Any], ...] = (
    {"places": ("lan",)},
    {"places": ("20", "europa", "riksomraden")},
    {"places": ("20", "SE31", "lika", "00")},
    {"places": ("17", "06", "14", "EU27_2020", "piloter")},
)
SETTINGS: dict[ViewId, tuple[dict[str, Any], ...]] = {
    "over_time": (*MEASURED, {"smoothing": "3"}, *PLACES),
    "panels": (*MEASURED, {"smoothing": "5", "axis": "own"}, *PLACES),
    "ranking": (*MEASURED, {"grouping": "nuts2"}, *PLACES),
    "two_points": ({}, {"order": "level"}, *PLACES),
    "quadrant": ({}, *PLACES),
    "scatter": ({}, *PLACES),
    "tile_map": (*MEASURED, {"places": ("SE31", "06", "00")}),
}


@dataclass(frozen=True)
class Drawn:
    """One view of one indicator; what is drawn and written of it is made when first asked for."""

    selection: Selection
    spec: ChartSpec
    #: those of the indicator, and in a view of two those of the other
    values: tuple[Values, ...]

    def __str__(self) -> str:
        asked = self.selection
        return (
            f"{asked.view} {asked.indicator} {asked.against or ''} {asked.language} {asked.home} "
            f"{asked.breakdown} {asked.measure} {asked.base}–{asked.period} {asked.places}"
        )

    @cached_property
    def grid(self) -> Grid:
        return cells(self.spec)

    @cached_property
    def figure(self) -> dict[str, Any]:
        return figure(self.spec)

    @cached_property
    def html(self) -> str:
        return to_html(table(self.spec))

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """The CSV."""
        text = table_csv([self.spec], ADDRESS).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    @cached_property
    def _book(self) -> bytes:
        return workbook([self.spec], ADDRESS)

    @cached_property
    def sheet(self) -> Any:
        return openpyxl.load_workbook(io.BytesIO(self._book)).worksheets[0]

    @cached_property
    def sheet_text(self) -> str:
        """Every text of the sheet, a line each."""
        found = (cell.value for row in self.sheet.iter_rows() for cell in row)
        return "\n".join(text for text in found if isinstance(text, str))

    def sheet_cells(self) -> Iterator[Any]:
        """The cells of the table in the sheet, row by row."""
        top = HEADER_ROW + 2 + bool(self.spec.columns)
        header = self.grid.header(self.spec.language)
        left = 1 + len(header) - len(self.grid.columns) - bool(self.grid.said)
        for index, row in enumerate(self.grid.rows, start=top):
            for column in range(left, left + len(row.cells)):
                yield self.sheet.cell(index, column)

    @cached_property
    def chart(self) -> str:
        """The native chart as XML, "" where the sheet has none."""
        with zipfile.ZipFile(io.BytesIO(self._book)) as archive:
            names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
            return archive.read(names[0]).decode() if names else ""

    def chart_cells(self) -> Iterator[tuple[str, bool, list[Any]]]:
        """For each series of the native chart: ``xVal``, ``yVal`` or ``val``, joined, its cells."""
        for series in re.findall("<c:ser>.*?</c:ser>", self.chart):
            joined = "<a:noFill/>" not in series.split("<c:marker>")[0]
            for kind, areas in re.findall(r"<c:(xVal|yVal|val)>.*?<c:f>(.*?)</c:f>", series):
                yield kind, joined, list(self._cells(areas))

    def _cells(self, areas: str) -> Iterator[Any]:
        for area in re.findall(r"!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", areas):
            first, last = f"{area[0]}{area[1]}", f"{area[2] or area[0]}{area[3] or area[1]}"
            for row in self.sheet[f"{first}:{last}"]:
                yield from row


def drawn(library: Library, view: ViewId, part: int = 0, parts: int = 1) -> list[Drawn]:
    """The view of every indicator that can be shown in it, of one part of them."""
    found = []
    for number, code in _shown(library, view)[part::parts]:
        for asked in _asked(library, view, code, number):
            selection = library.resolve(asked).selection
            if selection.view == view:
                spec = library.view(selection)
                found.append(Drawn(selection, spec, _values(library, selection)))
    return found


def _shown(library: Library, view: ViewId) -> list[tuple[int, str]]:
    """The indicators that the view does not refuse, each with its number among all."""
    return [
        (number, code)
        for number, (code, item) in enumerate(library.available().items())
        if VIEWS[view].refuse(item, library.values(code, item.breakdowns[0])) is None
    ]


def _asked(library: Library, view: ViewId, code: str, number: int) -> Iterator[Selection]:
    breakdowns = breakdown_choices(library.available()[code])
    settings = SETTINGS[view]
    if SOAK:
        combinations = list(product(LANGUAGES, HOMES, breakdowns, settings))
    else:
        combinations = [
            (
                LANGUAGES[number % 2],
                HOMES[number // 2 % 2],
                breakdowns[number % len(breakdowns)],
                settings[(number + VIEW_IDS.index(view)) % len(settings)],
            )
        ]
    for language, home, breakdown, more in combinations:
        yield Selection(
            indicator=code, view=view, language=language, home=home, breakdown=breakdown, **more
        )  # type: ignore[arg-type]


def _values(library: Library, selection: Selection) -> tuple[Values, ...]:
    found = []
    for code in filter(None, (selection.indicator, selection.against)):
        breakdowns = library.available()[code].breakdowns
        wanted = selection.breakdown if selection.breakdown in breakdowns else breakdowns[-1]
        sex = "women" if selection.breakdown == "sex" and "women" in breakdowns else wanted
        found.append(library.values(code, sex))  # type: ignore[arg-type]
    return tuple(found if selection.view == "scatter" else found[:1])


def expected(spec: ChartSpec) -> Iterator[tuple[tuple[str, str, str, str], Any]]:
    """Every mark of a spec with (place, sex, column, period), told from the series alone."""
    plain = "Värde" if spec.language == "sv" else "Value"
    lines = spec.kind in OVER_TIME
    for one in spec.series:
        for number, mark in enumerate(one.marks):
            # the axis begins and ends with a value
            if lines and mark.value is None and mark.period not in spec.periods:
                continue
            name = spec.columns[number].name if spec.columns else plain
            yield (one.code, one.sex, name, mark.period), mark
        for mark in one.smoothed if lines else ():
            if mark.value is None and mark.period not in spec.periods:
                continue
            yield (one.code, one.sex, spec.smoothing, mark.period), mark
