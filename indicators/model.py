"""What an indicator is, what a user can select, and what a chart consists of.

:class:`Indicator` and :class:`Theme` are read from ``definitions/*.toml`` and checked there;
:class:`Selection` goes to and from the address; :class:`ChartSpec` is the one description from
which screen, table, sheet, slide and spoken text are drawn, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from data.model import Code, Strict, Text, Words

Direction = Literal["up", "down", "none"]
Language = Literal["sv", "en"]


class Theme(Strict):
    """A challenge of the strategy, or a further group of indicators (then without number)."""

    id: Code
    number: int | None = None
    name: Text
    lead: Text
    #: said in place of figures where no indicator exists
    empty: Text | None = None


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


@dataclass(frozen=True, slots=True)
class Selection:
    """All that the user chose. None means "the default, following the latest figures"."""

    indicator: str | None = None
    places: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    period: str | None = None
    measure: Measure = "value"
    base: str | None = None
    breakdown: Breakdown | None = None
    language: Language = "sv"
    home: str = "20"
    as_of: date | None = None
    #: words in a page's search box
    search: str = ""


Role = Literal["home", "compared", "group", "reference", "others"]
Sex = Literal["total", "women", "men"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value in a chart: when it was true, and how sure it is."""

    period: str
    value: float | None
    #: SDMX letters, see data.model.STATUS; for a missing value they say why
    status: str = "A"
    margin: float | None = None
    #: where the value was read; a line is not joined where it changes (rule 6)
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The marks of one place (and sex).

    `code` and `role` decide colour, line and marker; `cuts` are indices into `marks` before which
    the line is not joined, because a break or a gap lies there. `aggregated` says that we computed
    the values from the place's parts.
    """

    code: str
    name: str
    role: Role
    marks: tuple[Mark, ...]
    cuts: frozenset[int] = frozenset()
    aggregated: bool = False
    sex: Sex = "total"


@dataclass(frozen=True, slots=True)
class BreakLine:
    """A break in the series, drawn where it falls: between the marks before and at `period`."""

    period: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart, complete: everything said about it on screen, slide, sheet or aloud.

    `kind` is ``over_time`` (a series a place, its marks in time order; `periods` holds every
    period of the axis) or ``ranking`` (a series a place in the order to be drawn, best first,
    each with one mark; places without a value come last with the reason in the mark's status).
    Values are in `unit`, shown with `decimals`; `symbol` follows a number in running text.
    """

    kind: Literal["over_time", "ranking"]
    language: Language
    title: str
    subtitle: str
    unit: str
    symbol: str
    decimals: int
    #: differences carry a sign: change, gap in percentage points
    signed: bool
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    breaks: tuple[BreakLine, ...] = ()
    #: caution in words, each a whole sentence, most important first
    notes: tuple[str, ...] = ()
    #: "Källa: …", "Bearbetning: …", "Diagramförklaring: …", without their headings
    source: str = ""
    processing: str = ""
    explanation: str = ""
    #: the chart in words, for those who do not see it
    alt: str = ""
    #: the place in the ranking by place code, as a band: "7" or "7–9" (empty where not ranked)
    bands: Mapping[str, str] = field(default_factory=dict)
    #: lines may cut the axis, bars never do (rule 21)
    from_zero: bool = False
    #: said in place of the chart where nothing can be drawn
    empty: str | None = None
    #: name for files, without ending: fou_per_invanare_dalarna_2011-2021
    file_name: str = "omstallningspanelen"
