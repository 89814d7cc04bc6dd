"""What a dataset asks of a PxWeb table, and the same in the table's own codes.

A selector is a string: a code as the service has it, or ``label:words``. Everything is looked up in
the table's metadata before it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import Field, model_validator

from data.model import Code, Strict, Words
from data.sources.px_metadata import Level, Metadata, as_period, plain

#: variable -> selector
Selectors = dict[Words, Words]


class Breakdowns(Strict):
    """The variable that tells women and men apart, and the selectors of those that are taken."""

    variable: Words
    total: Words | None = None
    women: Words | None = None
    men: Words | None = None

    @property
    def selectors(self) -> dict[str, str]:
        """Our breakdown -> selector."""
        given = {"total": self.total, "women": self.women, "men": self.men}
        return {name: selector for name, selector in given.items() if selector is not None}


class Table(Strict):
    """One table and what is taken of it; each service adds how the table is found."""

    place: Words = "Region"
    time: Words = "Tid"
    level: Level = "county"
    since: str | None = None
    #: measure -> the selectors that tell its column from those of the others
    measures: Annotated[dict[Code, Selectors], Field(min_length=1)]
    #: measure -> the selectors that tell the column of its margin of error from its own
    margins: dict[Code, Selectors] = Field(default_factory=dict)
    #: selectors that all measures share
    fixed: Selectors = Field(default_factory=dict)
    breakdowns: Breakdowns | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Table:
        """Raise ValueError for what the table's metadata could not show."""
        if self.since is not None and as_period(self.since) != self.since:
            raise ValueError(f"since: expected YYYY, YYYY-Qn or YYYY-MM, got {self.since!r}")
        if lost := sorted(set(self.margins) - set(self.measures)):
            raise ValueError(f"margins: expected one of the measures, got {lost[0]!r}")
        if self.breakdowns and not self.breakdowns.selectors:
            raise ValueError("breakdowns: expected at least one of total, women, men")
        own = [self.place, self.time, *([self.breakdowns.variable] if self.breakdowns else [])]
        columns = [self.fixed, *self.measures.values(), *self.margins.values()]
        named = {plain(variable) for column in columns for variable in column}
        for variable in own:
            if plain(variable) in named:
                raise ValueError(f"expected one place that decides {variable!r}, got two")
            named.add(plain(variable))
        return self


AnyTable = TypeVar("AnyTable", bound=Table)


class Question(Strict, Generic[AnyTable]):
    """The tables that make up a dataset, oldest first: where they overlap the later one stands."""

    tables: Annotated[tuple[AnyTable, ...], Field(min_length=1)]

    @property
    def measures(self) -> set[str]:
        """The measures that the tables have between them."""
        return {measure for table in self.tables for measure in table.measures}


@dataclass(frozen=True, slots=True)
class Column:
    """Where the figures of one measure and breakdown stand: variable -> code, for both columns."""

    measure: str
    breakdown: str
    at: Mapping[str, str]
    margin: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Slice:
    """What is asked of a table, in its own codes.

    `codes` are those of every variable that the question names; `places` and `periods` are code ->
    ours for the variables `place` and `time`.
    """

    codes: Mapping[str, tuple[str, ...]]
    place: str
    time: str
    places: Mapping[str, str]
    periods: Mapping[str, str]
    columns: tuple[Column, ...]


def resolve(table: Table, metadata: Metadata) -> Slice:
    """The question in the table's own codes.

    Raises SourceBroken that names what the table does not have, and every variable that must be
    decided but is not.
    """
    place, time = metadata.variable(table.place).code, metadata.variable(table.time).code
    places = metadata.places(table.place, table.level)
    periods = metadata.periods(table.time, table.since)
    columns = tuple(_columns(table, metadata))
    chosen: dict[str, set[str]] = {place: set(places), time: set(periods)}
    for column in columns:
        for at in (column.at, column.margin or {}):
            for variable, code in at.items():
                chosen.setdefault(variable, set()).add(code)
    _check_whole(metadata, columns, set(chosen) - {place, time})
    for one in metadata.variables:
        if one.code not in chosen and one.whole is not None:
            chosen[one.code] = {one.whole}
    if lost := [v for v in metadata.variables if v.mandatory and v.code not in chosen]:
        names = ", ".join(f"{one.code} ({one.label})" for one in lost)
        raise metadata.wrong(
            f"frågan säger inget om {names}, som måste anges",
            f"the question says nothing of {names}, which must be named",
        )
    codes = {
        one.code: tuple(code for code in one.labels if code in chosen[one.code])
        for one in metadata.variables
        if one.code in chosen
    }
    return Slice(codes, place, time, places, periods, columns)


def _columns(table: Table, metadata: Metadata) -> Iterator[Column]:
    """Every measure in every breakdown, with the codes of the metadata."""
    sexes: dict[str, dict[str, str]] = {"total": {}}
    if table.breakdowns:
        variable = table.breakdowns.variable
        sexes = {name: {variable: one} for name, one in table.breakdowns.selectors.items()}
    for measure, selectors in table.measures.items():
        own = _codes(metadata, table.fixed) | _codes(metadata, selectors)
        margin = table.margins.get(measure)
        apart = None if margin is None else own | _codes(metadata, margin)
        for breakdown, sex in sexes.items():
            within = _codes(metadata, sex)
            yield Column(measure, breakdown, own | within, apart and apart | within)


def _codes(metadata: Metadata, selectors: Mapping[str, str]) -> dict[str, str]:
    return dict(metadata.code(variable, selector) for variable, selector in selectors.items())


def _check_whole(metadata: Metadata, columns: tuple[Column, ...], named: set[str]) -> None:
    """Raise where a column leaves open what another decides: it would hold several figures."""
    for column in columns:
        if open_ones := sorted(named - set(column.at)):
            what = ", ".join(open_ones)
            raise metadata.wrong(
                f"måttet {column.measure} säger inget om {what}, som andra mått anger",
                f"the measure {column.measure} says nothing of {what}, which other measures name",
            )
