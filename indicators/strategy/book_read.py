"""A workbook as a strategy, or every fault of it by sheet, row and column.

The file is looked through as hostile (:mod:`~indicators.strategy.book_guard`); nothing is written
here, and nothing but :class:`~indicators.strategy.book_faults.BookFaults` is raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from indicators.catalogue import Catalogue
from indicators.strategy.book import Column
from indicators.strategy.book_cells import Raw, Wrong, read, shown
from indicators.strategy.book_faults import BookFault, BookFaults, fault
from indicators.strategy.book_lists import Choices, choices, plain
from indicators.strategy.book_sheets import LANGUAGES, Filled, Row, read_sheets
from indicators.strategy.load import TABLES, Strategy, problems
from indicators.strategy.model import About, PathPoint, Verdict

#: the parts of a goal that have sheets of their own, and the goal's key for them
_PARTS: dict[str, tuple[str, type[BaseModel]]] = {
    "path": ("path", PathPoint),
    "verdict": ("verdicts", Verdict),
}
#: words a reader may use for an indicator's theme are the same in both languages: the codes
_NAMED = ("challenge", "area", "plan", "goal")
#: keys of the loader's problems that have words of their own here
_TOLD = ("base_period", "thresholds", "breakdown", "direction", "done_on", "end")


def read_book(content: bytes, catalogue: Catalogue, file: str = "plan.xlsx") -> Strategy:
    """The strategy in a workbook. Raises :class:`BookFaults` with every fault, named for `file`."""
    faults: list[BookFault] = []
    filled = read_sheets(content, faults)
    strategy = _Reading(filled, catalogue, faults).strategy() if filled else Strategy()
    if faults:
        raise BookFaults(file, faults)
    return strategy


class _Reading:
    """One reading of a workbook's sheets; faults are gathered as they are found."""

    def __init__(
        self, filled: Mapping[str, Filled], catalogue: Catalogue, faults: list[BookFault]
    ) -> None:
        self.filled, self.catalogue, self.faults = filled, catalogue, faults
        self.choices = {
            language: self._choices(choices(catalogue, Strategy(), language))
            for language in LANGUAGES
        }

    def _choices(self, known: Choices) -> Choices:
        """The known things, with those that the workbook itself names."""
        names: dict[str, Mapping[str, str]] = dict(known.names)
        for table in _NAMED:
            own: dict[str, str] = {}
            for row in self._rows(table):
                code, name = row.cells.get("id"), row.cells.get("name")
                if code is not None:
                    own[str(code.value).strip()] = plain(str(name.value)) if name else ""
            names[table] = own
        return Choices(names, known.language)

    def _rows(self, table: str) -> list[Row]:
        return self.filled[table].rows if table in self.filled else []

    def strategy(self) -> Strategy:
        """What the sheets hold; where there are faults, as much as can be checked further."""
        parts = {table: self._parts(table) for table in _PARTS}
        found: dict[str, dict[str, Any]] = {name: {} for _, name in TABLES.values()}
        stands: dict[tuple[str, str], int] = {}
        for table, (model, name) in TABLES.items():
            for row in self._rows(table):
                values = self._values(table, row)
                if table == "goal" and values is not None:
                    for part, (key, _) in _PARTS.items():
                        values[key] = tuple(parts[part].get(values["id"], ()))
                record: Any = self._record(model, table, row, values)
                if record is None:
                    continue
                if record.id in found[name]:
                    first = stands[(table, record.id)]
                    self._tell(table, row, "id", "code_twice", text=record.id, first=first)
                    continue
                found[name][record.id] = record
                stands[(table, record.id)] = row.number
        strategy = Strategy(self._about(), **found)
        self._together(strategy, stands)
        return strategy

    def _about(self) -> About | None:
        rows = self._rows("strategy")
        for row in rows[1:]:
            self._tell("strategy", row, "name", "second_row")
        notes = [self._values("note", row) for row in self._rows("note")]
        if not rows:
            for row in self._rows("note")[:1]:
                self._tell("note", row, "note", "no_strategy")
            return None
        values = self._values("strategy", rows[0])
        if values is not None:
            values["notes"] = tuple(one["note"] for one in notes if one is not None)
        about = self._record(About, "strategy", rows[0], values)
        return about if isinstance(about, About) else None

    def _parts(self, table: str) -> dict[str, list[Any]]:
        """The points or verdicts of every goal, in the order of their rows."""
        found: dict[str, list[Any]] = {}
        for row in self._rows(table):
            values = self._values(table, row)
            if values is None:
                continue
            goal = values.pop("goal")
            record = self._record(_PARTS[table][1], table, row, values)
            if record is not None:
                found.setdefault(goal, []).append(record)
        return found

    def _values(self, table: str, row: Row) -> dict[str, Any] | None:
        """The values of a row by key, nested as the record is; None where a cell is at fault."""
        filled = self.filled[table]
        values: dict[str, Any] = {}
        sound = True
        for column in filled.sheet.columns:
            raw = row.cells.get(column.key)
            try:
                value = self._value(column, raw, row, filled)
            except Wrong as wrong:
                self._tell(table, row, column.key, wrong.key, text=wrong.text)
                sound = False
                continue
            if value is not None:
                _put(values, column.key, value)
        return values if sound else None

    def _value(self, column: Column, raw: Raw | None, row: Row, filled: Filled) -> Any:
        if raw is None:
            english = row.cells.get(f"{column.key}.en")
            if column.key not in filled.columns:
                return None  # the missing heading has been told of
            if english is not None and not column.required:
                raise Wrong("swedish_first")
            if column.required:
                raise Wrong("required")
            return None
        return read(raw, column, self.choices[filled.language])

    def _record(
        self, model: type[BaseModel], table: str, row: Row, values: dict[str, Any] | None
    ) -> BaseModel | None:
        if values is None:
            return None
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                self._refused(table, row, [str(part) for part in one["loc"]])
        return None

    def _refused(self, table: str, row: Row, location: list[str]) -> None:
        """A fault for what the record itself refuses, at the cell that it came from."""
        keys = [column.key for column in self.filled[table].sheet.columns]
        whole = ".".join(location)
        key = whole if whole in keys else location[0]
        if key not in self.filled[table].columns:
            return  # the missing heading has been told of
        raw = row.cells.get(key)
        what = "value" if raw else "required"
        self._tell(table, row, key, what, text=shown(raw.value) if raw else "")

    def _together(self, strategy: Strategy, stands: Mapping[tuple[str, str], int]) -> None:
        """Add what the loader would refuse: cells that are sound one by one but do not agree."""
        for table, code, problem in problems(strategy, self.catalogue):
            if ": unknown " in problem:
                continue  # found cell by cell
            key = problem.split(":")[0].split(",")[0].strip()
            row = Row(stands[(table, code)], {})
            if key in _TOLD:
                column = "thresholds.slow" if key == "thresholds" else key
                self._tell(table, row, column, key)
            else:
                self._tell(table, row, "id", "together", text=problem)

    def _tell(self, table: str, row: Row, key: str, what: str, **fields: object) -> None:
        self.faults.append(fault(self.filled[table].at(row.number, key), what, **fields))


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    """Put a value where its key says; a text in English joins the Swedish one before it."""
    head, _, rest = key.partition(".")
    if rest == "en":
        values[head] = {"sv": values.get(head, value), "en": value}
    elif rest:
        values.setdefault(head, {})[rest] = value
    else:
        values[head] = value
