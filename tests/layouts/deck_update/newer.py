"""A later vintage, made up from the embedded one (a new period, a value revised), and a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from indicators.library import Library
from indicators.meeting.content import contents
from indicators.meeting.model import Meeting, Slide
from indicators.model import Selection, ViewId
from indicators.selection import to_query
from layouts.exports.deck import deck
from layouts.profile import DEFAULT

TODAY = date(2026, 11, 23)
BASE = "https://panel.example/"
RD = "rd_per_inhabitant"
DATASET = "rd_per_inhabitant"
#: Dalarna 2021, as published and as revised here
PUBLISHED, REVISED = 3263.0, 3999.0
NEW = "2023"
LINES = ("20", "21", "17", "SE31", "00")
LAN = ("20", "21", "17", "00", "lan")


class Newer:
    """A store that answers as another does, with later figures for R&D per inhabitant.

    Every place has a tenth more in 2023 than in 2021, the place `first` ten times as much; those in
    `gone` are missing altogether; Dalarna's value for 2021 is revised.
    """

    def __init__(
        self, store: Any, period: str = NEW, gone: tuple[str, ...] = (), first: str = ""
    ) -> None:
        self._store, self._period, self._gone, self._first = store, period, gone, first

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def observations(self, dataset_id: str, as_of: date | None = None) -> pd.DataFrame:
        """The observations, later ones for the one dataset where no day is asked for."""
        frame = self._store.observations(dataset_id, as_of)
        if dataset_id != DATASET or as_of is not None:
            return frame
        frame = frame[~frame["geo"].isin(self._gone)].copy()
        last = frame[frame["period"] == "2021"].copy()
        last["period"], last["value"] = self._period, (last["value"] * 1.1).round(1)
        last.loc[last["geo"] == self._first, "value"] *= 10
        ours = (frame["geo"] == "20") & (frame["period"] == "2021")
        frame.loc[ours & (frame["measure"] == "all_sectors"), "value"] = REVISED
        found = pd.concat([frame, last] if self._period else [frame], ignore_index=True)
        return found.sort_values(["measure", "breakdown", "geo", "period"], ignore_index=True)


def newer(
    library: Library, period: str = NEW, gone: tuple[str, ...] = (), first: str = ""
) -> Library:
    """The library over the later figures."""
    store = Newer(library._store, period, gone, first)
    return Library(library.catalogue, library.datasets, store, library.strategy)


def view(number: int, kind: ViewId, places: tuple[str, ...] = LINES, **more: Any) -> Slide:
    """A slide with a view of R&D per inhabitant."""
    chosen = Selection(indicator=RD, view=kind, places=places, against=more.pop("against", None))
    return Slide(id=f"v{number}", path="/jamfor", query=to_query(chosen), **more)


def meeting(*slides: Slide, **more: Any) -> Meeting:
    """A meeting of these slides."""
    return Meeting(title="Styrgruppen", slides=slides, **more)


def made(library: Library, of: Meeting, today: date = TODAY) -> bytes:
    """The presentation of a meeting."""
    return deck(contents(library, of, today), of, DEFAULT, BASE, today)
