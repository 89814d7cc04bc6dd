"""ChartSpec -> the same numbers as a real table; its cells also feed the sheet and the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from indicators import formats
from indicators.model import OVER_TIME
from indicators.smoothing import mean_series
from indicators.spec import ChartSpec, Column, Mark, Series
from layouts.elements import Element, Markup, h
from layouts.figures.rows import an_open_band
from layouts.figures.rows import words as rank_words
from layouts.figures.text import (
    common_period,
    has_value,
    label_name,
    margin_shown,
    missing_letter,
    reason,
    shown,
    words,
)
from layouts.table_history import name_columns, named_row

#: status letter -> the small letter behind a number
LETTERS = {"P": "p", "E": "e", "U": "u", "B": "b", "D": "m", "Z": "d"}


@lru_cache(maxsize=512)
def _letters(status: str, aggregated: bool) -> str:
    """The small letters of a status, asked for once a cell and the same for most of them."""
    found = [small for letter, small in LETTERS.items() if letter in status]
    if aggregated and "d" not in found:
        found.append("d")
    return "".join(found)


class Cell(NamedTuple):
    """One value with the series it belongs to; a missing one says why in its mark's status."""

    series: Series
    mark: Mark
    #: where the columns of a table have units of their own
    column: Column | None = None

    @property
    def value(self) -> float | None:
        """The raw number, or None."""
        return self.mark.value if has_value(self.mark) else None

    @property
    def letters(self) -> str:
        """The small letters behind the number, e.g. "pu"."""
        return "" if self.value is None else _letters(self.mark.status, self.series.aggregated)

    def symbol(self, language: str) -> str:
        """What stands in place of a missing number: ``..``, ``.``, ``–`` or ``ej publ.``."""
        return words(f"cell_{missing_letter(self.mark)}", language)

    def text(self, spec: ChartSpec) -> str:
        """The cell as the reader sees it, without its letters."""
        if self.value is None:
            return self.symbol(spec.language)
        text = shown(spec, self.value, column=self.column)
        if self.mark.margin is None:
            return text
        nbsp = formats.NBSP
        return f"{text}{nbsp}±{nbsp}{margin_shown(spec, self.mark.margin, self.column)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One place: `rank` as a band or "", its name, the period where periods differ, its cells."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    rank: str = ""
    period: str = ""
    said: str = ""
    #: a rolling mean, which stands below the series that it is the mean of
    mean: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The table of a spec. `columns` head the cells; rank and period columns stand only if used."""

    columns: tuple[str, ...]
    #: the periods of the columns, "" where a column is not a period
    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    ranked: bool = False
    dated: bool = False
    #: heading of the last column, of words; "" where there is none
    said: str = ""

    @property
    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return [cell for row in self.rows for cell in row.cells]

    def header(self, language: str) -> tuple[str, ...]:
        """Every column's heading, in the order of the screen."""
        rank = (words("rank", language),) if self.ranked else ()
        period = (words("period", language),) if self.dated else ()
        said = (self.said,) if self.said else ()
        return (*rank, words("place", language), *period, *self.columns, *said)


def cells(spec: ChartSpec) -> Grid:
    """The rows and columns of `spec` with raw values and status.

    Over time: a row a series, a column a period, the newest last; a rolling mean has a row below
    its series. Ranking: a row a place with its band, its value or its women's and men's values,
    and its period where periods differ. Where the spec has columns of its own: a row a series,
    and last its word.
    """
    if spec.columns:
        return _own_columns(spec)
    return _over_time(spec) if spec.kind in OVER_TIME else _ranking(spec)


def _own_columns(spec: ChartSpec) -> Grid:
    several = len({one.code for one in spec.series}) > 1
    rows = tuple(
        Row(
            one.code,
            label_name(one, spec.language, several),
            tuple(
                Cell(one, mark, column)
                for mark, column in zip(one.marks, spec.columns, strict=True)
            ),
            spec.bands.get(one.code, ""),
            said=one.said,
        )
        for one in spec.series
    )
    names = tuple(column.name for column in spec.columns)
    return Grid(names, ("",) * len(names), rows, bool(spec.bands), said=spec.said)


def _over_time(spec: ChartSpec) -> Grid:
    several = len({one.code for one in spec.series}) > 1
    rows = []
    for one in spec.series:
        known = {mark.period: mark for mark in one.marks}
        found = [known.get(period) or _absent(period) for period in spec.periods]
        name = label_name(one, spec.language, several)
        rows.append(Row(one.code, name, tuple([Cell(one, mark) for mark in found])))
        if one.smoothed:
            rows.append(_mean_row(spec, one, name))
    columns = tuple(formats.period(period, spec.language) for period in spec.periods)
    return Grid(columns, spec.periods, tuple(rows))


def _mean_row(spec: ChartSpec, one: Series, name: str) -> Row:
    """The rolling mean below its series; where there can be none it is not applicable."""
    of = mean_series(one, spec.smoothing)
    known = {mark.period: mark for mark in of.marks}
    found = [known.get(period) or Mark(period, None, "M") for period in spec.periods]
    cells = tuple(Cell(of, mark) for mark in found)
    return Row(one.code, f"{name}, {spec.smoothing}", cells, mean=True)


@lru_cache(maxsize=1 << 10)
def _absent(period: str) -> Mark:
    return Mark(period, None, "O")


def _ranking(spec: ChartSpec) -> Grid:
    sexes = list(dict.fromkeys(one.sex for one in spec.series)) or ["total"]
    places: dict[str, dict[str, Series]] = {}
    for one in spec.series:
        places.setdefault(one.code, {})[one.sex] = one
    common = common_period(spec)
    rows = []
    for code, found in places.items():
        first = next(iter(found.values()))
        row = [
            Cell(found.get(sex, first), found[sex].marks[0])
            if sex in found and found[sex].marks
            else Cell(first, _absent(common))
            for sex in sexes
        ]
        period = next((cell.mark.period for cell in row if cell.value is not None), common)
        rank = spec.bands.get(code, "")
        rows.append(Row(code, first.name, tuple(row), rank, period, first.said))
    alone = sexes == ["total"]
    columns = (words("value", spec.language),) if alone else tuple(
        words(sex, spec.language).capitalize() for sex in sexes
    )  # fmt: skip
    dated = len({row.period for row in rows}) > 1
    none = ("",) * len(columns)
    return Grid(columns, none, tuple(rows), bool(spec.bands), dated, said=spec.said)


def legend(spec: ChartSpec, grid: Grid) -> str:
    """The letters and symbols used in the table, explained; "" if there are none."""
    language = spec.language
    told: set[tuple[str, bool]] = set()
    missing: dict[str, Cell] = {}
    for row in grid.rows:
        for cell in row.cells:
            series, mark, _ = cell
            if has_value(mark):
                told.add((mark.status, series.aggregated))
            else:
                missing.setdefault(missing_letter(mark), cell)
    used = {letter for status, aggregated in told for letter in _letters(status, aggregated)}
    parts = [
        f"{small} {words(f'status_{letter}', language)}"
        for letter, small in LETTERS.items()
        if small in used
    ]
    parts += [f"{cell.symbol(language)} {reason(cell.mark, language)}" for cell in missing.values()]
    if band := an_open_band(spec):
        parts.append(rank_words("bands_short", language, band=band))
    return " · ".join(dict.fromkeys(parts))


def table(spec: ChartSpec, history: str = "") -> Element:
    """The table of `spec` as HTML with caption, header cells and a line that explains the signs.

    With `history`, the query that the histories of its numbers share, rows and columns say which
    number stands where, so that assets/history.js can lead there.
    """
    grid = cells(spec)
    language = spec.language
    header = [h("th", text, scope="col") for text in grid.header(language)]
    if history:
        name_columns(spec, grid, header)
    said = legend(spec, grid)
    return h(
        "table",
        h("caption", f"{spec.title}. {formats.sentence(spec.unit)}"),
        h("thead", h("tr", *header)),
        h("tbody", Markup("".join([_row(spec, grid, row, bool(history)) for row in grid.rows]))),
        _targets(spec, grid, len(header)) if spec.targets else None,
        h("tfoot", h("tr", h("td", said, colSpan=len(header)))) if said else None,
        cls="t",
        lang=language,
        data_history=history or None,
    )


def _targets(spec: ChartSpec, grid: Grid, width: int) -> Element:
    """The decided targets as rows of their own: none of the columns is their period."""
    rank = [h("td", "", cls="rank")] if grid.ranked else []
    head = words("target", spec.language)
    rows = [
        h(
            "tr",
            *rank,
            h("th", f"{head}: {target.name}", scope="row"),
            h("td", target.told, colSpan=max(1, width - 1 - len(rank)), cls="target"),
        )
        for target in spec.targets
    ]
    return h("tbody", *rows, cls="targets")


def _row(spec: ChartSpec, grid: Grid, row: Row, named: bool = False) -> str:
    """A row as HTML: a table has hundreds of cells, and only its name may hold what is escaped."""
    role = row.cells[0].series.role if row.cells else "others"
    parts = [f'<tr class="role-{role}"{named_row(row) if named else ""}>']
    if grid.ranked:
        parts.append(f'<td class="rank">{row.rank}</td>')
    parts.append(f'<th scope="row">{escape(row.name)}</th>')
    if grid.dated:
        dated = any(cell.value is not None for cell in row.cells)
        parts.append(f"<td>{formats.period(row.period, spec.language) if dated else ''}</td>")
    parts += [_td(spec, cell) for cell in row.cells]
    if grid.said:
        parts.append(f'<td class="said">{escape(row.said)}</td>')
    return "".join([*parts, "</tr>"])


def _td(spec: ChartSpec, cell: Cell) -> str:
    series, mark, _ = cell
    if not has_value(mark):
        said = reason(mark, spec.language)
        return f'<td class="v"><abbr title="{escape(said)}">{cell.text(spec)}</abbr></td>'
    text = shown(spec, mark.value, column=cell.column) if mark.margin is None else cell.text(spec)
    if mark.status == "A" and not series.aggregated:
        return f'<td class="v">{text}</td>'
    letters = _letters(mark.status, series.aggregated)
    small = f"<sup>{letters}</sup>" if letters else ""
    return f'<td class="v">{text}{small}</td>'
