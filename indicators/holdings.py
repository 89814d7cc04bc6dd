"""What the store holds of each dataset: periods, places, gaps by reason, releases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.model import Dataset
from indicators.model import Indicator
from indicators.transforms import missing_status
from indicators.values import used_series

if TYPE_CHECKING:
    from indicators.library import Library


@dataclass(frozen=True, slots=True)
class Holding:
    """One dataset as held today. `gaps` counts missing values by status letter; `releases` are
    (published or "", fetched, note in Swedish, note in English), the newest first."""

    dataset: Dataset
    first: str
    latest: str
    places: int
    values: int
    gaps: dict[str, int]
    releases: tuple[dict[str, str], ...]
    indicators: tuple[Indicator, ...]


def holdings(library: Library) -> tuple[Holding, ...]:
    """Every dataset's holding, by producer and name."""
    found = library.keep(
        ("holdings",),
        lambda: tuple(_holding(library, dataset) for dataset in library.datasets.values()),
        lasting=True,
    )
    return tuple(sorted(found, key=lambda item: (item.dataset.producer.sv, item.dataset.name.sv)))


def _holding(library: Library, dataset: Dataset) -> Holding:
    rows = pd.concat(library.rows(dataset.id).values())
    valued, missing = rows[rows["value"].notna()], rows[rows["value"].isna()]
    gaps = Counter(missing_status(status)[0] for status in missing["status"])
    used = [
        item
        for item in library.catalogue.indicators.values()
        if any(ref.dataset == dataset.id for ref in used_series(item))
    ]
    return Holding(
        dataset,
        str(valued["period"].min()) if len(valued) else "",
        str(valued["period"].max()) if len(valued) else "",
        valued["geo"].nunique(),
        len(valued),
        dict(gaps),
        library.all_releases(dataset.id)[::-1],
        tuple(used),
    )
