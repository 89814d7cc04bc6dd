"""A JSON-stat 2.0 document -> a tidy frame: dense or sparse, codes and status kept as served.

Pure: no network, no file. What a document says about its columns stands beside the frame, in a
:class:`Description`; what a status means is for the source to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
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

_Positions = npt.NDArray[np.integer[Any]]
_Numbers = npt.NDArray[np.float64]


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
    at, value = _values(dataset.get("value"), cells)
    flagged, flags = _flags(dataset.get("status"), cells, at)
    if at is not None:
        at, value = _with_gaps(at, value, flagged)
        flagged = np.searchsorted(at, flagged)
    status = np.full(value.size, "", dtype=object)
    status[flagged] = flags
    columns: dict[str, Any] = dict(_codes(about, cells, at))
    columns |= {"value": value, "status": pd.array(status, dtype="str")}
    return pd.DataFrame(columns, copy=False)


def _with_gaps(at: _Positions, value: _Numbers, more: _Positions) -> tuple[_Positions, _Numbers]:
    """The positions `at` and `more`, all ascending, with NaN where only `more` names one."""
    places = np.searchsorted(at, more)
    new = places == at.size
    new[~new] = at[places[~new]] != more[~new]
    if not new.any():
        return at, value
    return np.insert(at, places[new], more[new]), np.insert(value, places[new], np.nan)


def _codes(
    about: Description, cells: int, at: _Positions | None
) -> Iterator[tuple[str, pd.Categorical]]:
    """For each dimension its codes at the positions; None stands for all positions."""
    if at is not None and cells < 2**31:
        at = at.astype(np.int32)  # divides twice as fast
    inner = cells
    for one, dimension in about.dimensions.items():
        size = len(dimension.codes)
        inner //= size or 1
        small = np.min_scalar_type(-size - 1)
        if at is None:
            block = np.repeat(np.arange(size, dtype=small), inner)
            numbers = np.tile(block, cells // (block.size or 1))
        else:
            numbers = (at // inner % size).astype(small)
        kind = pd.CategoricalDtype(pd.Index(dimension.codes, dtype="str"))
        yield one, pd.Categorical.from_codes(numbers, dtype=kind, validate=False)


def _values(value: Any, cells: int) -> tuple[_Positions | None, _Numbers]:
    """The positions that `value` names (None for all), ascending, and their numbers."""
    if isinstance(value, list | tuple):
        if len(value) != cells:
            raise Wrong(f"value: {len(value)} values for {cells} cells; the answer is not whole")
        return None, _numbers(value)
    if not isinstance(value, Mapping):
        raise Wrong(f"value: expected a list or an object, got {said(value)}")
    return _ascending(value, cells, "value", _numbers(value.values()))


def _numbers(values: Collection[Any]) -> _Numbers:
    kinds = set(map(type, values))
    if not kinds <= _NUMBERS:
        order, odd = next(it for it in enumerate(values, 1) if type(it[1]) not in _NUMBERS)
        raise Wrong(f"value: expected numbers, got {said(odd)} as number {order}")
    try:
        if type(None) in kinds:
            numbers = np.array(list(values), dtype=np.float64)
        else:
            numbers = np.fromiter(values, dtype=np.float64, count=len(values))
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
        written = ",".join(keys).encode("ascii")
    except (TypeError, UnicodeEncodeError) as error:
        raise Wrong(f"{where}: expected positions for keys ({error})") from error
    numbers = not written.translate(None, b"0123456789,") and "" not in keys
    if not numbers or written.count(b",") != max(len(keys) - 1, 0):
        odd = next(key for key in keys if not (key.isascii() and key.isdigit()))
        raise Wrong(f"{where}: expected positions for keys, got {said(odd)}")
    # numbers too large for 64 bits become the largest of these, which is outside as well
    at = np.fromstring(written, dtype=np.int64, sep=",")
    if at.size and at.max() >= cells:
        raise Wrong(f"{where}: position {at.max()} is outside the {cells} cells")
    if (np.diff(at) <= 0).any():
        order = np.argsort(at)
        at, items = at[order], items[order]
        if not np.diff(at).all():
            raise Wrong(f"{where}: one position twice")
    return at, items
