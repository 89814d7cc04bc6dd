"""A stand-in for PxWebApi 2 over made-up tables: what the real server refuses, it refuses.

Titles and statuses are those of the server's own code (PxTools/PxWebApi, ProblemUtility.cs).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any
from urllib.parse import unquote

from tests.data.sources.drive import Said, written
from tests.data.standin import Call

#: a figure, or the symbol that stands in its place, or both
Cell = float | str | None | tuple[float | None, str]


@dataclass(frozen=True)
class MadeVariable:
    """A variable; `labels` is code -> label, `whole` the code that stands for all of them."""

    code: str
    labels: Mapping[str, str]
    label: str = ""
    elimination: bool = False
    whole: str | None = None


@dataclass(frozen=True)
class MadeTable:
    """A made-up table; `cells` is keyed by one code of each variable, in their order."""

    variables: tuple[MadeVariable, ...]
    cells: Mapping[tuple[str, ...], Cell]
    title: str = "Påhittad tabell"
    updated: str = "2026-06-08T06:00:00Z"
    units: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ("Påhittade siffror.",)

    def figure(self, **at: str) -> tuple[float | None, str]:
        """Value and symbol at one code of each variable."""
        return two(self.cells[tuple(at[one.code] for one in self.variables)])


def two(cell: Cell) -> tuple[float | None, str]:
    """Value and symbol of a cell, however short it is written."""
    if isinstance(cell, tuple):
        return cell
    return (None, cell) if isinstance(cell, str) else (cell, "")


def made(variables: Iterable[MadeVariable], cell: Any, *args: Any, **named: Any) -> MadeTable:
    """A table with a cell for each combination of codes, as ``cell(**{variable: code})`` says."""
    every = tuple(variables)
    cells = {
        codes: cell(**dict(zip((one.code for one in every), codes, strict=True)))
        for codes in product(*(one.labels for one in every))
    }
    return MadeTable(every, cells, *args, **named)


def document(
    table: MadeTable, asked: Mapping[str, list[str]] | None, sparse: bool = False
) -> dict[str, Any]:
    """The JSON-stat 2 of what was asked for; the metadata, without figures, for None."""
    whole = asked is None
    kept = [one for one in table.variables if whole or one.code in (asked or {})]
    codes = {
        one.code: [code for code in one.labels if asked is None or code in asked[one.code]]
        for one in kept
    }
    cells = [] if whole else [_eliminated(table, codes, at) for at in product(*codes.values())]
    status = {str(n): symbol for n, (_, symbol) in enumerate(cells) if symbol}
    value: Any = [number for number, _ in cells]
    if sparse:
        value = {str(n): number for n, number in enumerate(value) if number is not None}
    dimensions = {one.code: _dimension(table, one, codes[one.code], whole) for one in kept}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "source": "SCB",
        "updated": table.updated,
        "note": list(table.notes),
        "id": list(codes),
        "size": [len(one) for one in codes.values()],
        "dimension": dimensions,
        "value": value,
    } | ({"status": status} if status else {})


def _dimension(
    table: MadeTable, variable: MadeVariable, codes: list[str], whole: bool
) -> dict[str, Any]:
    units = {code: {"base": table.units[code], "decimals": 0} for code in codes
             if code in table.units}  # fmt: skip
    extension: dict[str, Any] = {"elimination": variable.elimination, "show": "value"}
    if variable.whole:
        extension["eliminationValueCode"] = variable.whole
    category = {
        "index": {code: number for number, code in enumerate(codes)},
        "label": {code: variable.labels[code] for code in codes},
    }
    return {
        "label": variable.label or variable.code.lower(),
        "category": category | ({"unit": units} if units else {}),
        "extension": extension,
    }


def _eliminated(
    table: MadeTable, codes: Mapping[str, list[str]], at: tuple[str, ...]
) -> tuple[float | None, str]:
    """A cell; what the question leaves out is its whole, or else the sum of its parts."""
    chosen = dict(zip(codes, at, strict=True))
    parts = [
        [chosen[one.code]] if one.code in chosen else [one.whole] if one.whole else one.labels
        for one in table.variables
    ]
    found = [two(table.cells[key]) for key in product(*parts)]
    if len(found) == 1:
        return found[0]
    numbers = [number for number, _ in found if number is not None]
    return (sum(numbers), "") if len(numbers) == len(found) else (None, "..")


def problem(title: str, status: int = 400, http: int | None = None, **more: str) -> Said:
    """A Problem as the server sends it."""
    body = {"type": "Parameter error", "title": title, "status": status} | more
    return Said(json.dumps(body).encode(), http or status, "application/problem+json")


@dataclass
class ScbService:
    """The service: a function of a call. `tables` is identifier -> table."""

    tables: Mapping[str, MadeTable]
    max_cells: int = 150_000
    calls: tuple[int, int] = (30, 10)
    sparse: bool = False
    path: str = "/api/v2"

    def __call__(self, call: Call) -> Said:
        where = unquote(call.path).removeprefix(self.path).strip("/").split("/")
        match call.method, where:
            case "GET", ["config"]:
                return written(self._config())
            case "GET", ["tables", name, "metadata"]:
                if name not in self.tables:
                    return problem("Non-existent table", 404)
                return written(document(self.tables[name], None))
            case "POST", ["tables", name, "data"]:
                if name not in self.tables:
                    return problem("Non-existent table", 404, http=400)
                return self._data(self.tables[name], call)
        return Said(b"", 404, "text/plain")

    def _config(self) -> dict[str, Any]:
        return {
            "apiVersion": "2.3.2",
            "defaultLanguage": "sv",
            "maxDataCells": self.max_cells,
            "maxCallsPerTimeWindow": self.calls[0],
            "timeWindow": self.calls[1],
            "dataFormats": ["json-stat2", "csv", "px"],
        }

    def _data(self, table: MadeTable, call: Call) -> Said:
        params = dict(call.params)
        if params.get("lang") != "sv":
            return problem("Unsupported language")
        if params.get("outputFormat") != "json-stat2":
            return problem("Unsupported output format", detail="Unsupported output format")
        asked = {one["variableCode"]: one["valueCodes"] for one in call.json()["selection"]}
        known = {one.code: one for one in table.variables}
        if any(variable not in known for variable in asked):
            return problem("Non-existent variable")
        for one in table.variables:
            if not one.elimination and not asked.get(one.code):
                return problem("Missing selection for mandantory variable")
        for variable, codes in asked.items():
            if any(code not in known[variable].labels for code in codes):
                return problem("Non-existent value")
        if prod(len(codes) for codes in asked.values()) > self.max_cells:
            return problem("Too many cells selected", detail="Too many cells selected")
        return written(document(table, asked, self.sparse))
