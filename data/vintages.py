"""What a release is, and what it changes in the rows we hold: pure, no database.

Rows are held as columns and told apart by one text a key. Half a million rows as tuples in a dict
would cost several times as much as the database needs to store them (``make bench``, storing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from sys import intern
from typing import Any

import numpy as np
import pandas as pd

from data.model import KEY, OBSERVATION_DTYPES, Text

COLUMNS = list(OBSERVATION_DTYPES)
CONTENT = COLUMNS[len(KEY) :]
NUMBERS = [name for name, dtype in OBSERVATION_DTYPES.items() if dtype == "float64"]

#: by name, in the order of OBSERVATION_DTYPES: float64 with NaN for missing numbers, else objects
Columns = dict[str, "np.ndarray[Any, Any]"]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as `columns`, and the key of each as one text."""

    columns: Columns
    keys: list[str]

    @classmethod
    def of(cls, columns: Columns) -> Rows:
        """Rows of the given columns."""
        return cls(columns, joined([columns[name] for name in KEY]))

    def take(
        self, names: Sequence[str], places: np.ndarray[Any, Any]
    ) -> Iterator[tuple[object, ...]]:
        """The rows at some places, cut to some columns, with None for a missing number."""
        return zip(*(_plain(self.columns[name][places]) for name in names), strict=True)


@dataclass(frozen=True, slots=True)
class Vintage:
    """One release of a dataset as we came by it: when it was published, when and where fetched.

    `origin` is an address, or the name of an embedded file. A `partial` release replaces the rows
    it holds and withdraws none. `embedded` is True for the files that come with the panel.
    """

    fetched: date | datetime
    origin: str
    published: date | None = None
    published_approximate: bool = False
    partial: bool = False
    embedded: bool = False
    note: Text | None = None

    @property
    def effective(self) -> str:
        """From when the release counts as known, in ISO format.

        An embedded one from the day it was published, where that is known. A fetched one from when
        it was fetched: an earlier day must show what was shown then.
        """
        known = self.published if self.embedded else None
        return (known or self.fetched).isoformat()


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows a release added, revised, withdrew and left as they were.

    A row is revised when its value, status or margin differ. One whose origin alone differs is
    kept with its new origin and counts as unchanged.
    """

    new: int = 0
    revised: int = 0
    withdrawn: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Places of the rows a release opens, of those it closes among the held, and how many."""

    opened: np.ndarray[Any, Any]
    closed: np.ndarray[Any, Any]
    change: Change


def difference(held: Rows, rows: Rows, partial: bool) -> Difference:
    """Compare the rows of a release with those `held` until now."""
    place = dict(zip(held.keys, range(len(held.keys)), strict=True))
    found = np.fromiter(map(place.get, rows.keys, repeat(-1)), np.int64, len(rows.keys))
    here = np.flatnonzero(found >= 0)
    there = found[here]
    unlike = {
        name: _unlike(rows.columns[name][here], held.columns[name][there]) for name in CONTENT
    }
    revised = unlike["value"] | unlike["status"] | unlike["margin"]
    replaced = revised | unlike["origin"]
    stays = np.zeros(len(held.keys), dtype=bool)
    stays[there] = True
    withdrawn = np.flatnonzero(~stays) if not partial else there[:0]
    new = np.flatnonzero(found < 0)
    count = int(revised.sum())
    return Difference(
        opened=np.sort(np.concatenate([new, here[replaced]])),
        closed=np.concatenate([there[replaced], withdrawn]),
        change=Change(len(new), count, len(withdrawn), len(here) - count),
    )


def _unlike(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Where two columns differ; a missing number equals a missing number."""
    differ: np.ndarray[Any, Any] = one != other
    if one.dtype == np.float64:
        differ &= ~(np.isnan(one) & np.isnan(other))
    return differ.astype(bool)


def to_rows(frame: pd.DataFrame) -> Rows:
    """Return the rows of an observation frame. Raises ValueError for any other frame."""
    if list(frame.columns) != COLUMNS:
        raise ValueError(f"expected columns {COLUMNS}, got {list(frame.columns)}")
    rows = Rows.of(as_columns([frame[name].array for name in COLUMNS]))
    if len(set(rows.keys)) != len(rows.keys):
        raise ValueError("the same key twice")
    return rows


def as_columns(cells: Sequence[Any]) -> Columns:
    """Columns of the given cells, in the order of OBSERVATION_DTYPES; None is a missing number."""
    return {
        name: np.asarray(column, dtype=np.float64 if name in NUMBERS else object)
        for name, column in zip(COLUMNS, cells, strict=True)
    }


def joined(key: Iterable[Iterable[str]]) -> list[str]:
    """The columns of the key as one text a row; it sorts as the four would."""
    # no code holds a NUL, and one text leaves nothing to the garbage collector
    return list(map("\0".join, zip(*key, strict=True)))


def _plain(column: np.ndarray[Any, Any]) -> list[object]:
    cells: list[object] = column.tolist()
    if column.dtype != np.float64:
        return cells
    return [None if cell != cell else cell for cell in cells]


def to_frame(columns: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return `columns`, in the order of OBSERVATION_DTYPES, as a frame sorted by key."""
    # sorted here by code point: a database would sort by its own locale
    keys = joined(columns[: len(KEY)])
    order = sorted(range(len(keys)), key=keys.__getitem__)
    frame = {}
    for (name, dtype), column in zip(OBSERVATION_DTYPES.items(), columns, strict=True):
        cells = [column[place] for place in order]
        # equal texts are shared: a driver makes a new one for each cell
        frame[name] = pd.Series(map(intern, cells) if dtype == "str" else cells, dtype=dtype)
    return pd.DataFrame(frame)
