"""What an indicator is, and what a user can select.

:class:`Indicator` and :class:`Theme` are read from ``definitions/*.toml`` and checked there;
:class:`Selection` goes to and from the address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from data.model import Code, Strict, Text, Words

T = TypeVar("T")
Direction = Literal["up", "down", "none"]
Language = Literal["sv", "en"]


class Theme(Strict):
    """What some indicators are about; a strategy's challenges gather them (``strategy/``)."""

    id: Code
    name: Text
    lead: Text


class SeriesRef(Strict):
    """One measure of one dataset."""

    dataset: Code
    measure: Code


class Ratio(Strict):
    """`numerator` ÷ `denominator` × `scale`, each taken for the same place and period."""

    numerator: SeriesRef
    denominator: SeriesRef
    scale: float = 1.0
    formula: Text


class Aggregation(Strict):
    """How Norra Mellansverige is computed from its three counties, or why it is not.

    - ``published``: the source publishes SE31; that value is used.
    - ``sum``: the three values are added.
    - ``weighted_mean``: weights are the product of the series in `weights`, e.g. population.
    - ``implied_denominator``: sum of `numerator` ÷ sum of (numerator ÷ value); exact where the
      source prints both a numerator and its rate.
    - ``ratio``: for indicators with a :class:`Ratio`; both parts are added, then divided.
    - ``refused``: with the `reason`.
    """

    method: Literal["published", "sum", "weighted_mean", "implied_denominator", "ratio", "refused"]
    weights: tuple[SeriesRef, ...] = ()
    numerator: SeriesRef | None = None
    formula: Text | None = None
    reason: Text | None = None


class Indicator(Strict):
    """One line of the catalogue: what is measured, from which series, and how it may be shown."""

    id: Code
    name: Text
    definition: Text
    #: as an axis title, e.g. "kronor per invånare, löpande priser"
    unit: Text
    #: short, after a number, e.g. "kr" or "%"; absent for an index
    symbol: Text | None = None
    decimals: Annotated[int, Field(ge=0, le=3)]
    direction: Direction
    themes: Annotated[tuple[Code, ...], Field(min_length=1)]
    #: shown before "fler indikatorer" on the overview
    leading: bool = False
    synonyms: tuple[Words, ...] = ()
    proxy: Text | None = None
    #: short caution said wherever a number of this indicator shows
    warning: Text | None = None
    source: SeriesRef | None = None
    ratio: Ratio | None = None
    breakdowns: Annotated[tuple[Literal["total", "women", "men"], ...], Field(min_length=1)] = (
        "total",
    )
    level: Literal["county", "nuts2"]
    #: True where European regions carry values in the same series
    europe: bool = False
    aggregation: Aggregation
    #: one firm can move a county: jumps above the set size are flagged and never called progress
    one_firm: bool = False
    #: values of different periods may not be joined by a line at all
    points_only: bool = False
    #: indicators of one group never share a chart, e.g. three definitions of unemployment
    exclusive: Code | None = None
    #: rebased series make no sense (scores, already an index, shares near zero)
    no_index: bool = False
    #: a number that grows with the place (persons, SEK million): no gap to Riket
    extensive: bool = False
    #: smallest difference that the figures can carry, in the unit; one last decimal if unset
    noise: float | None = None
    caveats: tuple[Text, ...] = ()

    @property
    def percent(self) -> bool:
        """True where differences are percentage points."""
        return self.symbol is not None and self.symbol.sv == "%"


Measure = Literal["value", "index", "gap", "change"]
MEASURES: tuple[Measure, ...] = ("value", "index", "gap", "change")
#: "sex" shows women and men together
Breakdown = Literal["total", "women", "men", "sex"]
BREAKDOWN_CHOICES: tuple[Breakdown, ...] = ("total", "women", "men", "sex")


#: how a comparison is drawn; ``over_time`` has the house chart beside it
ViewId = Literal[
    "over_time", "panels", "ranking", "two_points", "quadrant", "scatter", "tile_map"
]  # fmt: skip
VIEW_IDS: tuple[ViewId, ...] = (
    "over_time", "panels", "ranking", "two_points", "quadrant", "scatter", "tile_map"
)  # fmt: skip
#: the views that show every period, as lines over time
OVER_TIME: tuple[ViewId, ...] = ("over_time", "panels")
#: two points in time are sorted by their difference, or by the later of them
Order = Literal["change", "level"]
#: periods in the rolling mean drawn beside the raw line
Smoothing = Literal["none", "3", "5"]
#: small multiples share one value axis, or have one each, which is then said
Axis = Literal["shared", "own"]
#: a ranking as one list, or the counties within their NUTS 2 regions
Grouping = Literal["none", "nuts2"]


@dataclass(frozen=True, slots=True)
class Selection:
    """All that the user chose. None means "the default, following the latest figures"."""

    indicator: str | None = None
    view: ViewId = "over_time"
    #: the second indicator of a view of two
    against: str | None = None
    places: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    period: str | None = None
    measure: Measure = "value"
    base: str | None = None
    breakdown: Breakdown | None = None
    order: Order = "change"
    smoothing: Smoothing = "none"
    axis: Axis = "shared"
    grouping: Grouping = "none"
    #: weights of the structural distance that differ from 1, as "variable:weight"
    weights: tuple[str, ...] = ()
    language: Language = "sv"
    home: str = "20"
    as_of: date | None = None
    #: what a page's lists are narrowed to, as "kind:code", e.g. "area:value_chains"
    filters: tuple[str, ...] = ()
    #: words in a page's search box
    search: str = ""
    #: the structural peers, filled in when resolved; never in the address
    peers: tuple[str, ...] = ()


#: of each dataclass, where its attributes stand and how to read all of them at once
_SHAPES: dict[type, tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]] = {}


def changed(item: T, **changes: Any) -> T:
    """A dataclass, a selection or a chart, with these attributes changed.

    Raises KeyError for one that it does not have. As ``dataclasses.replace``, in less than half
    the time: a view does so a score of times.
    """
    kind: type[Any] = type(item)
    if kind not in _SHAPES:
        names = [field.name for field in fields(kind)]
        _SHAPES[kind] = {name: place for place, name in enumerate(names)}, attrgetter(*names)
    places, values_of = _SHAPES[kind]
    values = list(values_of(item))
    for name, value in changes.items():
        values[places[name]] = value
    made: T = kind(*values)
    return made
