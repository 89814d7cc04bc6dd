"""What a live source is: a service spoken to in questions and answers, without a network here.

A source is a generator. It yields a :class:`Query`, is sent the :class:`Answer`, and returns what
it has :class:`Fetched`; a :class:`SourceError` that a question met is raised where it was yielded,
so a source may catch it and ask again in another way. Whoever drives it (``data/refresh.py``, a
test) owns the network, the pace and the clock.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import pandas as pd

from data.model import Dataset
from data.query import Answer, Query

#: columns of what a source returns; :func:`data.model.check_observations` sees them with an origin
FETCHED = ("measure", "breakdown", "geo", "period", "value", "status", "margin")


@dataclass(frozen=True, slots=True)
class Fetched:
    """Figures as a service publishes them now.

    `frame` has the columns :data:`FETCHED`, in any order of rows, its codes ours (geography,
    breakdown, SDMX status letters); a missing value has a status that says why. `published` is
    the day the service says it published them. `units` are the service's own words by measure, and
    `notes` its own notes on the figures. `next_release` is the day of the next, where it says so.
    """

    frame: pd.DataFrame
    published: date | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    next_release: date | None = None


Conversation = Generator[Query, Answer, Fetched]


class Source(Protocol):
    """One service for the length of one refresh: what it learns of itself it asks only once.

    Each module in ``data/sources`` that speaks to a service has a class ``Source`` of this shape,
    made as ``Source(base, datasets)``: the service's address and all datasets this refresh takes
    from it; and a pydantic model ``Question`` of the table ``[live.question]`` it understands.
    """

    #: calls and seconds that the service permits, by the address they hold for, as known by now
    paces: Mapping[str, tuple[int, float]]

    def plan(self, dataset: Dataset) -> list[Query]:
        """The requests :meth:`ask` makes if all goes as the record says; no network is used."""
        ...

    def ask(self, dataset: Dataset) -> Conversation:
        """The questions for one dataset, and what they brought.

        Raises :class:`SourceError` with the service's own words where it refuses; an identifier
        that the service does not know, or a label that no longer says what we expect, is an error
        that names it.
        """
        ...
