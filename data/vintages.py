"""What a release is, and what it changes in the rows we hold: pure, no database.

A row here is a pair of tuples: its key (measure, breakdown, geo, period) and its content (value,
status, margin, origin), with None for a missing number so that equal rows compare equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from sys import intern
from typing import Any

import pandas as pd

from data.model import KEY, OBSERVATION_DTYPES, Text

COLUMNS = list(OBSERVATION_DTYPES)
CONTENT = COLUMNS[len(KEY) :]

Key = tuple[str, str, str, str]
Content = tuple[float | None, str, float | None, str]
Rows = dict[Key, Content]


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
        """From when the release counts as known, in ISO format: published, else fetched."""
        return (self.published or self.fetched).isoformat()


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
    """Which rows a release opens, the keys of those it closes, and what it comes to in numbers."""

    opened: Rows
    closed: list[Key]
    change: Change


def difference(held: Rows, rows: Rows, partial: bool) -> Difference:
    """Compare the rows of a release with those `held` until now."""
    opened = {key: content for key, content in rows.items() if held.get(key) != content}
    replaced = [key for key in opened if key in held]
    revised = sum(held[key][:3] != opened[key][:3] for key in replaced)
    withdrawn = [] if partial else [key for key in held if key not in rows]
    new = len(opened) - len(replaced)
    return Difference(
        opened,
        replaced + withdrawn,
        Change(new, revised, len(withdrawn), len(rows) - new - revised),
    )


def to_rows(frame: pd.DataFrame) -> Rows:
    """Return the rows of an observation frame. Raises ValueError for any other frame."""
    if list(frame.columns) != COLUMNS:
        raise ValueError(f"expected columns {COLUMNS}, got {list(frame.columns)}")
    keys = zip(*(frame[name].tolist() for name in KEY), strict=True)
    content = zip(*(_plain(frame[name]) for name in CONTENT), strict=True)
    rows: Rows = dict(zip(keys, content, strict=True))
    if len(rows) != len(frame):
        raise ValueError("the same key twice")
    return rows


def _plain(column: pd.Series) -> list[object]:
    return [None if cell != cell else cell for cell in column.tolist()]


def to_frame(columns: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return `columns`, in the order of OBSERVATION_DTYPES, as a frame sorted by key."""
    # Sorted here by code point: a database would sort by its own locale. One text for each key
    # sorts as the four would (no code holds a NUL) and leaves nothing to the garbage collector.
    keys = list(map("\0".join, zip(*columns[: len(KEY)], strict=True)))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    frame = {}
    for (name, dtype), column in zip(OBSERVATION_DTYPES.items(), columns, strict=True):
        cells = [column[place] for place in order]
        # equal texts are shared: a driver makes a new one for each cell
        frame[name] = pd.Series(map(intern, cells) if dtype == "str" else cells, dtype=dtype)
    return pd.DataFrame(frame)
