"""What a service says of one of its tables or KPIs, in both languages: enough to choose from it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from data.query import Answer, Query
from data.sources.px_metadata import Level

__all__ = ["About", "Aspect", "Both", "Level", "Telling"]


class Both(NamedTuple):
    """The service's own words in Swedish and in English; "" where it has none."""

    sv: str = ""
    en: str = ""

    def words(self, language: str) -> str:
        """The words in one language, or in the other where only that has any."""
        return (self.en or self.sv) if language == "en" else (self.sv or self.en)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One variable: its categories by code, and what is said of them."""

    code: str
    label: Both
    labels: Mapping[str, Both]
    #: a question may leave it out, and the service then sums over it or takes its whole
    optional: bool = False
    whole: str | None = None
    units: Mapping[str, Both] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """A table or a KPI as its service describes it.

    `places` is level -> the variable whose categories are places of it, "" where that is no
    variable; `time` likewise. `levels` are those of Eurostat's own that hold figures. `description`
    and `notes` are longer words; `producer` is who the service says made the figures, "" where it
    does not; `periods` are ours, oldest first; `figures` are
    those that came with the description, columns as of :func:`data.jsonstat.unpack`, or None.
    """

    asked: str
    title: Both
    aspects: tuple[Aspect, ...]
    places: Mapping[Level, str]
    time: str = ""
    levels: tuple[str, ...] = ()
    description: Both = field(default_factory=Both)
    notes: tuple[Both, ...] = ()
    producer: str = ""
    periods: tuple[str, ...] = ()
    figures: pd.DataFrame | None = None

    @property
    def open_aspects(self) -> tuple[Aspect, ...]:
        """The variables that are neither places nor times."""
        return tuple(
            one for one in self.aspects if one.code not in (self.time, *self.places.values())
        )


#: questions to a service and its answers, which come down to what it says
Telling = Generator[Query, Answer, About]
