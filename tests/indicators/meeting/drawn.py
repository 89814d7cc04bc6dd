"""What the tests of messages share: a slide drawn, and a library over made-up publications."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from data.sources.published import FOLDER
from data.store import Store
from data.vintages import Vintage
from indicators.catalogue import Catalogue
from indicators.library import Library
from indicators.meeting.content import SlideContent, content
from indicators.meeting.fields import Filled, filled
from indicators.meeting.model import Meeting, Slide
from indicators.model import Language
from indicators.strategy.load import Strategy
from tests.data.conftest import synthetic_dataset
from tests.indicators import synthetic

NBSP, THIN, MINUS = "\u00a0", "\u202f", "\u2212"
TODAY = date(2026, 11, 24)
#: spaces that do not break, as an author sees them
PLAIN = str.maketrans({NBSP: " ", THIN: " "})


def slide(query: str, message: str = "", path: str = "/jamfor", **about: Any) -> Slide:
    """A slide of a view."""
    return Slide(id="s", path=path, query=query, message=message, **about)


def draw(
    library: Library, one: Slide, language: Language = "sv", as_of: date | None = None
) -> SlideContent:
    """What a slide shows."""
    meeting = Meeting(slides=(one,), language=language, as_of=as_of)
    return content(library, meeting, one, TODAY)


def fill(
    library: Library, query: str, message: str, language: Language = "sv", **about: Any
) -> Filled:
    """A message under a view, filled in."""
    one = slide(query, message, **about)
    return filled(message, draw(library, one, language), library, language)


def said(
    library: Library, query: str, message: str, language: Language = "sv", **about: Any
) -> str:
    """A message under a view as an author sees it; it must be without faults."""
    found = fill(library, query, message, language, **about)
    assert found.faults == ()
    return found.text.translate(PLAIN)


def printed(file: str, geo: str, period: str, breakdown: str = "total") -> float:
    """A value as it stands in an embedded file, read without the panel."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if (row["geo"], row["period"], row["breakdown"]) == (geo, period, breakdown):
                return float(row["value"])
    raise AssertionError(f"{geo} {period} is not in {file}")


@contextmanager
def published(
    folder: Path,
    *frames: pd.DataFrame,
    strategy: Strategy | None = None,
    item: dict[str, Any] | None = None,
    **about: Any,
) -> Iterator[Library]:
    """A library over publications of one synthetic dataset on 1, 2, 3 … January 2024."""
    with Store(f"sqlite:///{folder}/panel.sqlite") as store:
        dataset = synthetic_dataset(**about)
        for number, frame in enumerate(frames, start=1):
            day = date(2024, 1, number)
            store.keep("synthetic", frame, Vintage(day, "file", published=day))
        one = synthetic.indicator(**(item or {}))
        catalogue = Catalogue({"synthetic": synthetic.THEME}, {"synthetic": one})
        yield Library(catalogue, {"synthetic": dataset}, store, strategy)
