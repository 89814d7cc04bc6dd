"""Which other numbers of an indicator were revised: same place, other periods, and the reverse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from data.model import KEY
from indicators.history import History
from indicators.model import Selection, SeriesRef
from indicators.spec import Sex
from indicators.values import used_series

if TYPE_CHECKING:
    from indicators.library import Library

#: a place and a period
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """What a publication gave: a value, or none with the reason in its status."""

    value: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Revised:
    """A number whose value was another before.

    `before` is the last value that differs from the one `now`; both are None for a number that is
    computed, whose own history tells them. `gone` says that the figures no longer hold it.
    """

    geo: str
    period: str
    before: Held | None = None
    now: Held | None = None
    gone: bool = False


def revised(library: Library, selection: Selection, history: History) -> tuple[Revised, ...]:
    """Every number of the same indicator and sex that was revised, its own among them.

    In the order of places, the three counties first, and then of periods. What was known later
    than the selection's day does not count.
    """
    asked = (history.indicator.id, history.sex, selection.as_of)
    return library.keep(
        ("revised", *asked), lambda: _revised(library, selection, history)
    )  # fmt: skip


def _revised(library: Library, selection: Selection, history: History) -> tuple[Revised, ...]:
    refs = used_series(history.indicator)
    found: dict[Key, Revised] = {}
    for ref in refs:
        found |= _of_series(library, ref, history.sex, selection)
    if len(refs) > 1:
        found = {key: Revised(*key) for key in found}
    how = history.indicator.aggregation.method
    if how not in ("published", "refused"):
        periods = {period for geo, period in found if geo in THE_THREE}
        found |= {(NORRA_MELLANSVERIGE, period): Revised(NORRA_MELLANSVERIGE, period)
                  for period in periods}  # fmt: skip
    # the three counties first, wherever they stand among all places
    order = list(dict.fromkeys((*THE_THREE, NORRA_MELLANSVERIGE, RIKET, *geographies())))
    return tuple(sorted(found.values(), key=lambda one: (order.index(one.geo), one.period)))


def _of_series(
    library: Library, ref: SeriesRef, sex: Sex, selection: Selection
) -> dict[Key, Revised]:
    """The observations of one series that had another value before."""
    frame = library.superseded(ref, sex)
    if selection.as_of is not None:
        frame = frame[frame["effective"].str[:10] <= str(selection.as_of)]
    if frame.empty:
        return {}
    groups = library.rows(ref.dataset, selection.as_of)
    rows = groups.get(sex, groups[""])
    now = _held(rows[rows["measure"] == ref.measure])
    found: dict[Key, Revised] = {}
    for key, before in _pairs(frame):
        current = now.get(key)
        if current is None or current.value != before.value:
            found[key] = Revised(*key, before, current, gone=current is None)
    return found


def _held(rows: pd.DataFrame) -> dict[Key, Held]:
    return dict(_pairs(rows[[*KEY[2:], "value", "status"]]))


def _pairs(rows: pd.DataFrame) -> Iterable[tuple[Key, Held]]:
    """Place and period, and what stood there, row by row."""
    columns = (rows[name].tolist() for name in ("geo", "period", "value", "status"))
    for geo, period, value, status in zip(*columns, strict=True):
        yield (geo, period), Held(None if value != value else value, status)
