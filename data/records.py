"""TOML files as records: malformed files and refused keys become faults one can act on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from data.errors import Fault, InputFault

Record = TypeVar("Record", bound=BaseModel)


def read_toml(path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The tables of a TOML file; what is wrong with it is added to `faults`, and nothing raised."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        words, _, where = str(error).partition(" (at ")
        faults.append(
            Fault(path.name, where.rstrip(")") or "TOML", f"expected valid TOML: {words}")
        )
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, f"byte {error.start}", "expected UTF-8 text"))
    except OSError as error:
        faults.append(Fault(path.name, "file", f"cannot be read: {error.strerror}"))
    return {}


def validation_faults(error: ValidationError, file: str) -> list[Fault]:
    """Turn what pydantic found in `file` into faults that name the table and the key."""
    faults = []
    for fault in error.errors(include_url=False):
        if fault["type"] == "missing":
            problem = "this key is required, expected a value"
        elif fault["type"] == "extra_forbidden":
            problem = "unknown key, expected only those the documentation lists"
        else:
            words = fault["msg"].removeprefix("Input should be").strip()
            problem = f"expected {words[:1].lower()}{words[1:]}, got {fault['input']!r}"
        faults.append(Fault(file, _place(fault["loc"]), problem))
    return faults


def _place(location: tuple[int | str, ...]) -> str:
    """Write a location the way TOML counts: ``releases[1].published``, first table first."""
    place = ""
    for part in location:
        if isinstance(part, int):
            place += f"[{part + 1}]"
        elif part == "[key]":
            place += " (the key itself)"
        else:
            place += f".{part}" if place else part
    return place or "the whole file"


def listed_records(
    path: Path, table: str, model: type[Record], faults: list[Fault]
) -> Iterator[tuple[str, Record]]:
    """The ``[[table]]`` records of a file with where each stands; faults are added to `faults`."""
    tables = read_toml(path, faults)
    for key in tables.keys() - {table}:
        faults.append(Fault(path.name, key, f"unknown table, expected only [[{table}]]"))
    records = tables.get(table, [])
    if not isinstance(records, list):
        faults.append(Fault(path.name, table, f"expected tables [[{table}]]"))
        return
    for number, values in enumerate(records, start=1):
        where = f"{table}[{number}]"
        try:
            yield where, model.model_validate(values)
        except ValidationError as error:
            faults.extend(
                Fault(path.name, f"{where}.{fault.where}", fault.problem)
                for fault in validation_faults(error, path.name)
            )


def named_records(path: Path, model: type[Record]) -> dict[str, Record]:
    """The tables of a file by name. Raises :class:`InputFault` with every fault."""
    faults: list[Fault] = []
    found: dict[str, Record] = {}
    for name, entry in read_toml(path, faults).items():
        try:
            found[name] = model.model_validate(entry)
        except ValidationError as error:
            faults += validation_faults(error, path.name)
    if faults:
        raise InputFault(faults)
    return found


def whole_file(path: Path, model: type[Record]) -> Record:
    """A file that is one record. Raises :class:`InputFault` with every fault."""
    faults: list[Fault] = []
    record = read_toml(path, faults)
    if faults:
        raise InputFault(faults)
    try:
        return model.model_validate(record)
    except ValidationError as error:
        raise InputFault(validation_faults(error, path.name)) from error
