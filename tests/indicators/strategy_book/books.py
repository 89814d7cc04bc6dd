"""Workbooks for the tests: the example's, and copies of it with something changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from data.registry import load_datasets
from indicators.catalogue import Catalogue, load_catalogue
from indicators.strategy.book_faults import BookFaults
from indicators.strategy.book_read import read_book
from indicators.strategy.book_write import export
from indicators.strategy.load import FOLDER, Strategy, load_strategy

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "examples" / "strategi"


@cache
def catalogue() -> Catalogue:
    return load_catalogue(load_datasets())


@cache
def example() -> Strategy:
    return load_strategy(catalogue(), EXAMPLE)


@cache
def shipped() -> Strategy:
    return load_strategy(catalogue(), FOLDER)


@cache
def example_book() -> bytes:
    return export(example(), catalogue())


def changed(change: Callable[[Any], None]) -> bytes:
    """The example's workbook after someone has opened it, changed it and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(example_book()))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(**parts: bytes) -> bytes:
    """The example's workbook with parts replaced or added, by name."""
    return with_named(parts)


def with_named(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(example_book())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return stream.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(example_book())) as book:
        return book.read(name)


def faults(content: bytes) -> list[str]:
    """The faults of a workbook, one line each in Swedish; empty where it is sound."""
    try:
        read_book(content, catalogue())
    except BookFaults as error:
        assert error.faults
        lines = [str(one).split("\n")[0].strip() for one in error.faults]
        assert str(error).startswith("plan.xlsx: ")
        assert all(line in str(error) for line in lines)
        assert not re.search(r"Traceback|Error\b|Exception", str(error))
        return lines
    return []


def column(book: Any, sheet: str, heading: str) -> str:
    """The letter of a column by its heading, without the asterisk."""
    for cell in book[sheet][1]:
        if str(cell.value).removesuffix(" *") == heading:
            return str(cell.column_letter)
    raise KeyError(heading)
