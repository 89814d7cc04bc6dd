"""A JSON-stat 2.0 document -> a tidy frame: dense or sparse, codes and status kept as served.

Pure: no network, no file. What a document says about its columns stands beside the frame, in a
:class:`Description`; what a status means is for the source to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.errors import SourceBroken, SourceError, SourceRefused
from data.jsonstat_document import (
    Description,
    Document,
    Refusal,
    Wrong,
    read_dataset,
    read_description,
    said,
    text_of,
)

#: refused everywhere else: text, true and false, lists, objects
_NUMBERS = {int, float, type(None)}

_Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cube:
    """The figures of a document and what it says about them; see :func:`unpack`."""

    frame: pd.DataFrame
    about: Description


def unpack(document: Document, name: str) -> Cube:
    """Return the figures of `document`, one row for each cell that it names, in row-major order.

    Columns: one categorical of codes for each dimension, by its id and in the document's order;
    ``value`` (float64, NaN where missing); ``status`` (str, as served, ``""`` where none). A dense
    list names every cell; a sparse object names those with a value (null or not) or a status.
    Memory grows with the cells that are named, never with those the sizes merely span.

    Raises :class:`SourceBroken`, with the fault, for whatever is not one whole dataset, and
    :class:`SourceRefused` for an error that the service sent in its place. `name` is what their
    texts call the document: the method and address that were asked, or the dataset.
    """
    try:
        dataset = read_dataset(document)
        about = read_description(dataset)
        return Cube(_frame(dataset, about), about)
    except Wrong as wrong:
        raise _error(wrong, name) from wrong


def describe(document: Document, name: str) -> Description:
    """Return what `document` says about its figures, which it need not hold (a metadata answer).

    Raises as :func:`unpack` does.
    """
    try:
        return read_description(read_dataset(document))
    except Wrong as wrong:
        raise _error(wrong, name) from wrong


def _error(wrong: Wrong, name: str) -> SourceError:
    if isinstance(wrong, Refusal):
        return SourceRefused(name, wrong.status, wrong.words)
    return SourceBroken(
        name,
        (
            f"gav ett svar som inte är en hel JSON-stat-tabell ({wrong}).",
            f"gave an answer that is not one whole JSON-stat table ({wrong}).",
        ),
    )


def _frame(dataset: Mapping[str, Any], about: Description) -> pd.DataFrame:
    cells = about.cells
    at, numbers = _values(dataset.get("value"), cells)
    flagged, flags = _flags(dataset.get("status"), cells, at)
    named = at if at is None or not flagged.size else np.union1d(at, flagged)
    rows = cells if named is None else named.size
    value = np.full(rows, np.nan)
    value[_rows(at, named)] = numbers
    status = np.full(rows, "", dtype=object)
    status[_rows(flagged, named)] = flags
    columns: dict[str, Any] = {}
    inner = cells
    for one, dimension in about.dimensions.items():
        size = len(dimension.codes)
        inner //= size or 1
        small = np.min_scalar_type(-size - 1)
        if named is None:
            block = np.repeat(np.arange(size, dtype=small), inner)
            codes = np.tile(block, cells // (size * inner or 1))
        else:
            codes = (named // inner % size).astype(small)
        kind = pd.CategoricalDtype(pd.Index(dimension.codes, dtype="str"))
        columns[one] = pd.Categorical.from_codes(codes, dtype=kind, validate=False)
    columns |= {"value": value, "status": pd.array(status, dtype="str")}
    return pd.DataFrame(columns, copy=False)


def _rows(at: _Positions | None, named: _Positions | None) -> Any:
    """Which rows of the frame are the cells `at`; None stands for all cells."""
    if at is None or at is named:
        return slice(None)
    return at if named is None else np.searchsorted(named, at)


def _values(value: Any, cells: int) -> tuple[_Positions | None, npt.NDArray[np.float64]]:
    """The positions that `value` names (None for all), ascending, and their numbers."""
    if isinstance(value, list | tuple):
        if len(value) != cells:
            raise Wrong(f"value: {len(value)} values for {cells} cells; the answer is not whole")
        return None, _numbers(value)
    if not isinstance(value, Mapping):
        raise Wrong(f"value: expected a list or an object, got {said(value)}")
    return _ascending(value, cells, "value", _numbers(list(value.values())))


def _numbers(values: Sequence[Any]) -> npt.NDArray[np.float64]:
    if not set(map(type, values)) <= _NUMBERS:
        order, odd = next(it for it in enumerate(values, 1) if type(it[1]) not in _NUMBERS)
        raise Wrong(f"value: expected numbers, got {said(odd)} as number {order}")
    try:
        numbers = np.array(values, dtype=np.float64)
    except OverflowError as error:
        raise Wrong("value: a number too large to be a figure") from error
    if np.isinf(numbers).any():
        raise Wrong("value: an infinite number")
    return numbers


def _flags(
    status: Any, cells: int, at: _Positions | None
) -> tuple[_Positions, npt.NDArray[np.object_]]:
    """The positions that bear a status, ascending, and the status of each."""
    if isinstance(status, list | tuple) and len(status) == 1:
        status = text_of(status[0], "status")  # one for all, as a text alone is
    if isinstance(status, str):
        every = np.arange(cells) if at is None else at
        flags, flagged = np.full(every.size, status, dtype=object), every
    elif isinstance(status, Mapping):
        flagged, flags = _ascending(status, cells, "status", _marks(list(status.values())))
    elif isinstance(status, list | tuple) and len(status) == cells:
        flagged, flags = np.arange(cells), _marks(status)
    elif status is None:
        flagged, flags = np.arange(0), np.empty(0, dtype=object)
    else:
        raise Wrong(f"status: expected one for each of {cells} cells, got {said(status)}")
    told = flags != ""
    return flagged[told], flags[told]


def _marks(values: Sequence[Any]) -> npt.NDArray[np.object_]:
    if not set(map(type, values)) <= {str, type(None)}:
        raise Wrong(f"status: expected texts, got {said(values)}")
    return np.array([one or "" for one in values], dtype=object)


def _ascending(
    keys: Mapping[str, Any], cells: int, where: str, items: npt.NDArray[Any]
) -> tuple[_Positions, npt.NDArray[Any]]:
    """The positions that `keys` write, in ascending order, and their items in that order."""
    try:
        at = np.fromiter(map(int, keys), dtype=np.int64, count=len(keys))
        digits = "".join(keys)
    except (OverflowError, TypeError, ValueError) as error:
        raise Wrong(f"{where}: expected positions for keys ({error})") from error
    if at.size and not (digits.isascii() and digits.isdigit()):
        # int() also takes " 1", "+1", "1_0" and the digits of other scripts
        odd = next(key for key in keys if not (key.isascii() and key.isdigit()))
        raise Wrong(f"{where}: expected positions for keys, got {said(odd)}")
    if at.size and at.max() >= cells:
        raise Wrong(f"{where}: position {at.max()} is outside the {cells} cells")
    step = np.diff(at)
    if (step <= 0).any():
        order = np.argsort(at)
        at, items = at[order], items[order]
        if not np.diff(at).all():
            raise Wrong(f"{where}: one position twice")
    return at, items
