"""What places are likened by: the variables of ``structure.toml`` and the figures the store holds.

A variable becomes one or more columns: for every place the value in one period, the same for all
places, so that likeness never mixes years within a variable.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Annotated, Literal, Protocol

import pandas as pd
from pydantic import Field, ValidationError, model_validator

from data.errors import Fault, InputFault
from data.geography import NORRA_MELLANSVERIGE, counties, geographies
from data.model import Code, Dataset, Strict, Text
from data.records import read_toml, validation_faults
from indicators.catalogue import Catalogue
from indicators.model import SeriesRef
from indicators.spec import Mark, Sex
from indicators.transforms import marks_by_place
from indicators.values import Values, used_series

VARIABLES = Path(__file__).with_name("structure.toml")

Level = Literal["county", "nuts2"]
LEVELS: tuple[Level, ...] = ("county", "nuts2")

#: a source counts only where the home and this many other places have a value in one period
ENOUGH = 10
#: a period counts only where this part of the places that ever have a value together have one
SHARED = 0.75


class Source(Strict):
    """An indicator of the catalogue, or a series with the words that an indicator would have."""

    indicator: Code | None = None
    series: SeriesRef | None = None
    name: Text | None = None
    unit: Text | None = None
    breakdowns: Annotated[tuple[Sex, ...], Field(min_length=1)] = ("total",)

    @model_validator(mode="after")
    def _either(self) -> Source:
        if (self.indicator is None) == (self.series is None):
            raise ValueError("expected exactly one of indicator and series")
        if self.series is not None and (self.name is None or self.unit is None):
            raise ValueError("a series needs its name and its unit")
        return self


class Variable(Strict):
    """One side of the structure of a place; `log` compares sizes in proportion, not in units."""

    id: Code
    level: Level
    scale: Literal["log", "plain"]
    name: Text
    #: why this is structure and not an outcome
    why: Text
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Missing(Strict):
    """What likeness should rest on as well, and why it does not."""

    level: Level
    text: Text


@dataclass(frozen=True)
class Column:
    """One variable (in one breakdown) as the store holds it: the mark of every place in `period`.

    `positions` are the values to be standardised: logarithms where the variable's scale says so.
    """

    variable: Variable
    breakdown: Sex
    name: Text
    unit: Text
    symbol: Text | None
    decimals: int
    datasets: tuple[str, ...]
    period: str
    marks: dict[str, Mark]
    positions: dict[str, float]


class Shelf(Protocol):
    """What is needed of a library: definitions, values, rows."""

    catalogue: Catalogue
    datasets: dict[str, Dataset]

    def values(self, indicator: str, sex: Sex = "total") -> Values: ...
    def rows(self, dataset: str) -> dict[str, pd.DataFrame]: ...


@cache
def _records() -> tuple[tuple[Variable, ...], tuple[Missing, ...]]:
    """Everything in ``structure.toml``. Raises :class:`InputFault` with every fault."""
    faults: list[Fault] = []
    variables: list[Variable] = []
    missing: list[Missing] = []
    tables = read_toml(VARIABLES, faults)
    for key, records in tables.items():
        for record in records:
            try:
                if key == "variable":
                    variables.append(Variable.model_validate(record))
                else:
                    missing.append(Missing.model_validate(record))
            except ValidationError as error:
                faults += validation_faults(error, VARIABLES.name)
    keys = [(one.id, one.level) for one in variables]
    faults += [
        Fault(VARIABLES.name, name, f"stands twice for level {level}")
        for name, level in set(keys)
        if keys.count((name, level)) > 1
    ]
    if faults:
        raise InputFault(faults)
    return tuple(variables), tuple(missing)


def variables(level: Level) -> tuple[Variable, ...]:
    """The variables of a level, in the order of the file."""
    return tuple(one for one in _records()[0] if one.level == level)


def lacking(level: Level) -> tuple[Text, ...]:
    """What no dataset holds, though likeness should rest on it."""
    return tuple(one.text for one in _records()[1] if one.level == level)


@cache
def variable_ids() -> frozenset[str]:
    """The words that a weight in the address may be for, of all levels."""
    return frozenset(one.id for one in _records()[0])


def places(level: Level) -> tuple[str, ...]:
    """The places that are compared with each other: the 21 counties, or Europe's NUTS 2 regions."""
    if level == "county":
        return counties()
    return tuple(code for code, place in geographies().items() if place.level == "nuts2")


def home_of(level: Level, home: str) -> str:
    """The place whose peers are sought: the home county, or the region that it lies in."""
    return home if level == "county" else NORRA_MELLANSVERIGE


def columns(library: Shelf, level: Level, home: str) -> tuple[Column, ...]:
    """The columns of a level that the store can fill for `home`, in the order of the variables."""
    compared = places(level)
    found: list[Column] = []
    for variable in variables(level):
        for source in variable.sources:
            held = [_column(library, variable, source, sex, compared, home_of(level, home))
                    for sex in source.breakdowns]  # fmt: skip
            filled = [column for column in held if column is not None]
            if len(filled) == len(held):
                found += filled
                break
    return tuple(found)


def _column(
    library: Shelf,
    variable: Variable,
    source: Source,
    sex: Sex,
    compared: tuple[str, ...],
    home: str,
) -> Column | None:
    """A source in one breakdown and in its best period; None where the store cannot fill it."""
    marks = _marks(library, source, sex, compared)
    period = _period(marks, home)
    if period is None:
        return None
    chosen = {geo: by[period] for geo, by in marks.items() if period in by}
    positions = {
        geo: log(mark.value) if variable.scale == "log" else mark.value
        for geo, mark in chosen.items()
        if mark.value is not None and (variable.scale == "plain" or mark.value > 0)
    }
    if source.indicator is not None:
        item = library.catalogue.indicators[source.indicator]
        words = (item.name, item.unit, item.symbol, item.decimals)
        datasets = tuple(dict.fromkeys(ref.dataset for ref in used_series(item)))
    else:
        assert source.series is not None and source.name is not None and source.unit is not None
        words = (source.name, source.unit, None, 0)
        datasets = (source.series.dataset,)
    return Column(variable, sex, *words, datasets, period, chosen, positions)


def _marks(
    library: Shelf, source: Source, sex: Sex, compared: tuple[str, ...]
) -> dict[str, dict[str, Mark]]:
    """The marks of the places compared, by place and period."""
    if source.indicator is not None:
        by_place = library.values(source.indicator, sex).places
    else:
        assert source.series is not None
        groups = library.rows(source.series.dataset)
        rows = groups.get(sex, groups[""])
        by_place = marks_by_place(rows[rows["measure"] == source.series.measure])
    return {
        geo: {mark.period: mark for mark in by_place[geo]} for geo in compared if geo in by_place
    }


def _period(marks: dict[str, dict[str, Mark]], home: str) -> str | None:
    """The latest period that the home and most places share; None where too few do."""
    counts: dict[str, int] = {}
    for by_period in marks.values():
        for period, mark in by_period.items():
            if mark.value is not None:
                counts[period] = counts.get(period, 0) + 1
    own = {period for period, mark in marks.get(home, {}).items() if mark.value is not None}
    most = max(counts.values(), default=0)
    enough = max(SHARED * most, ENOUGH + 1)
    return max((period for period in own if counts[period] >= enough), default=None)
