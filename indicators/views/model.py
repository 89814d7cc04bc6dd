"""What a view is: a way to draw a comparison, with the settings it has and when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from indicators.catalogue import Catalogue
from indicators.material import Material
from indicators.model import MEASURES, Indicator, Measure, Selection, ViewId
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec, Sex
from indicators.values import Values

WORDS = Path(__file__).parents[1] / "words" / "views.toml"

#: what a reader may set in a view, beside indicator and breakdown
Setting = Literal[
    "places", "start", "end", "period", "base", "measure", "against",
    "order", "smoothing", "axis", "grouping",
]  # fmt: skip


class Shelf(Protocol):
    """What a view asks of the library."""

    catalogue: Catalogue

    def available(self) -> dict[str, Indicator]: ...
    def values(self, indicator: str, sex: Sex = "total", as_of: date | None = None) -> Values: ...
    def material(self, selection: Selection) -> Material: ...
    def ranked_places(self, selection: Selection) -> tuple[str, ...]: ...


#: from the shelf and a resolved selection to the chart
Draw = Callable[[Shelf, Selection], ChartSpec]
#: why an indicator with these values cannot be shown so: a phrase of ``views.toml``, or None
Refuse = Callable[[Indicator, Values], str | None]


def never(_indicator: Indicator, _values: Values) -> str | None:
    """No indicator is refused."""
    return None


@dataclass(frozen=True, slots=True)
class View:
    """One way to draw a comparison; its name is the phrase ``name_<id>`` of ``views.toml``."""

    id: ViewId
    draw: Draw
    settings: frozenset[Setting]
    refuse: Refuse = never
    #: the measures it can show
    measures: Sequence[Measure] = MEASURES
    #: True where two periods are compared, so that an earlier one is always needed
    needs_base: bool = False
    #: True where every place is held against Riket (or the EU), so that it must have a value
    needs_reference: bool = False
    #: True where the house chart stands beside
    beside_ranking: bool = False


def say() -> Phrases:
    """The phrases of the views, read at first use."""
    return phrases(WORDS)
