"""Which number stands where in a table, said so that assets/history.js can lead to its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.model import OVER_TIME
from indicators.spec import ChartSpec
from layouts.elements import Element

if TYPE_CHECKING:
    from layouts.tables import Grid, Row

#: kinds of chart with columns of their own -> how many of them, from the first, are values of the
#: view's indicator; a change or a distance has no vintages
WITH_HISTORY = {"two_points": 2, "quadrant": 1, "scatter": 1}
#: how the address names a sex
SEX_WORDS = {"women": "kvinnor", "men": "man"}


def name_columns(spec: ChartSpec, grid: Grid, header: list[Element]) -> None:
    """Mark the heads of the columns whose numbers have histories with their period or sex."""
    first = len(header) - len(grid.columns) - bool(grid.said)
    heads = header[first : first + len(grid.columns)]
    for head, period in zip(heads, _periods(spec, grid), strict=True):
        if period:
            head["props"]["data-period"] = period
    if spec.kind in OVER_TIME or spec.columns:
        return
    sexes = list(dict.fromkeys(one.sex for one in spec.series))
    for head, sex in zip(heads, sexes, strict=False):
        if sex in SEX_WORDS:
            head["props"]["data-sex"] = SEX_WORDS[sex]


def _periods(spec: ChartSpec, grid: Grid) -> tuple[str, ...]:
    """The period of each column, "" for one that has none or whose numbers have no history."""
    if not spec.columns:
        return grid.periods
    own = WITH_HISTORY.get(spec.kind, 0)
    return tuple(
        column.period if number < own else "" for number, column in enumerate(spec.columns)
    )


def named_row(row: Row) -> str:
    """The attributes by which a row names its place, and its period or sex where it has one.

    A rolling mean is a number of ours, and leads nowhere.
    """
    if row.mean or not row.cells:
        return ""
    said = f' data-code="{row.code}"'
    if row.period:
        return f'{said} data-period="{row.period}"'
    sex = SEX_WORDS.get(row.cells[0].series.sex)
    return f'{said} data-sex="{sex}"' if sex else said
