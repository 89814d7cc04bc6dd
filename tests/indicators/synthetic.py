"""Synthetic figures: made up, and called so. A library over them, and marks drawn at random."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from data.model import OBSERVATION_DTYPES, Break, Dataset, Text
from indicators.catalogue import Catalogue
from indicators.library import Library
from indicators.model import Indicator, Theme
from indicators.spec import Mark
from indicators.transforms import COLUMNS

WORDS = {"sv": "påhittad", "en": "synthetic"}
THEME = Theme.model_validate({"id": "synthetic", "name": WORDS, "lead": WORDS})


def indicator(**changes: Any) -> Indicator:
    """An indicator of the synthetic dataset, for counties, with one decimal."""
    record: dict[str, Any] = {
        "id": "synthetic",
        "name": WORDS,
        "definition": WORDS,
        "unit": WORDS,
        "decimals": 1,
        "direction": "up",
        "themes": ["synthetic"],
        "source": {"dataset": "synthetic", "measure": "number"},
        "level": "county",
        "aggregation": {"method": "refused", "reason": WORDS},
    }
    return Indicator.model_validate(record | changes)


def dataset(name: str = "synthetic", **changes: Any) -> Dataset:
    """A dataset with the measures number and other, from one origin."""
    record: dict[str, Any] = {
        "id": name,
        "name": WORDS,
        "producer": WORDS,
        "licence": WORDS,
        "collected": date(2026, 3, 1),
        "frequency": "annual",
        "kind": "register",
        "measures": {
            "number": {"label": "number", "unit": "number"},
            "other": {"label": "other", "unit": "number"},
        },
        "origins": {"a": {"reference": "table A", "processing": "as_published"}},
        "releases": [{"file": f"{name}.csv"}],
    }
    return Dataset.model_validate(record | changes)


class Figures:
    """Observations held in memory, in place of a store; `news` is the revision."""

    def __init__(self, frames: dict[str, pd.DataFrame]) -> None:
        self.frames, self.news, self.asked = frames, 1, 0
        self.beside: dict[str, dict[str, str]] = {}

    def observations(self, dataset_id: str, as_of: date | None = None) -> pd.DataFrame:
        self.asked += 1
        return self.frames[dataset_id]

    def releases(self, dataset_id: str | None = None) -> pd.DataFrame:
        names = ["dataset", "published", "effective", "fetched", "note_sv", "note_en"]
        return pd.DataFrame([(dataset_id, "", "2026-03-01", "2026-03-01", "", "")], columns=names)

    def revision(self) -> int:
        return self.news

    def told(self, dataset_id: str) -> dict[str, str]:
        return self.beside.get(dataset_id, {})


def rows(*cells: tuple[Any, ...], measure: str = "number") -> pd.DataFrame:
    """Observations from (geo, period, value[, status[, margin]]); a value of None is missing."""
    complete = []
    for geo, period, value, *rest in cells:
        status, margin = (*rest, *("A", None)[len(rest) :])
        complete.append((measure, "total", geo, period, value, status, margin, "a"))
    return pd.DataFrame(complete, columns=list(OBSERVATION_DTYPES)).astype(OBSERVATION_DTYPES)


def frame(*cells: tuple[Any, ...]) -> pd.DataFrame:
    """The columns that transforms take, from (geo, period, value[, status[, margin]])."""
    return rows(*cells)[COLUMNS]


def library_of(figures: pd.DataFrame, *items: Indicator, **about: Any) -> tuple[Library, Figures]:
    """A library over one synthetic dataset, and the figures it reads."""
    held = Figures({"synthetic": figures})
    catalogue = Catalogue({"synthetic": THEME}, {item.id: item for item in items})
    return Library(catalogue, {"synthetic": dataset(**about)}, held), held


def series(*values: float | None, start: int = 2011, step: int = 1) -> tuple[Mark, ...]:
    """Marks from `start` on, a value a period; None is missing, not published."""
    return tuple(
        Mark(str(start + step * index), value, "A" if value is not None else "O")
        for index, value in enumerate(values)
    )


def break_at(period: str) -> Break:
    """A break in `period`."""
    return Break(period=period, text=Text(sv="ny metod", en="new method"))


_NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))
_YEARS = [str(year) for year in range(2001, 2021)]


@st.composite
def marks(draw: st.DrawFn) -> tuple[Mark, ...]:
    """Marks of one place in time order, some missing, with a break or with a margin."""
    periods = sorted(draw(st.sets(st.sampled_from(_YEARS), min_size=1)))
    made = []
    for period in periods:
        value = draw(st.none() | _NUMBERS)
        if value is None:
            made.append(Mark(period, None, draw(st.sampled_from(["Q", "M", "L", "N", "O", "BQ"]))))
        else:
            status = draw(st.sampled_from(["A", "A", "A", "E", "P", "B", "BE", "UZ"]))
            margin = draw(st.none() | st.floats(0, 100))
            made.append(Mark(period, value, status, margin))
    return tuple(made)


breaks = st.lists(st.sampled_from(_YEARS), max_size=3, unique=True).map(
    lambda periods: tuple(break_at(period) for period in sorted(periods))
)


def crosses(series: tuple[Mark, ...], earlier: str, later: str, breaks: tuple[Break, ...]) -> bool:
    """Whether a break, the dataset's or a mark's own, lies between; written anew for the tests."""
    first, last = sorted((earlier, later))
    falls = {item.period for item in breaks} | {m.period for m in series if "B" in m.status}
    return any(first < period <= last for period in falls)
