"""What a chart consists of: the one description that screen, table, files and words are drawn from.

:class:`ChartSpec` is made by the views of :mod:`indicators.views`; whatever shows a chart reads it
from there, so that no two of them can disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from indicators.model import Language, ViewId

Role = Literal["home", "compared", "group", "reference", "others"]
Sex = Literal["total", "women", "men"]


class Mark(NamedTuple):
    """One value in a chart: when it was true, and how sure it is.

    A named tuple, because a view makes hundreds of them, and a frozen dataclass takes three times
    as long to make.
    """

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
    #: a word or two about the place in this chart, e.g. its quadrant; headed by `ChartSpec.said`
    said: str = ""
    #: the rolling mean beside `marks`, period by period, missing where it cannot be had; or nothing
    smoothed: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """What the marks of every series at one index are, where they are not simply periods.

    `period` is a code or "" where the column has none of its own (a change between two).
    """

    name: str
    unit: str
    symbol: str
    decimals: int
    signed: bool = False
    period: str = ""


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened, shown where it falls on the time axis and listed below the chart."""

    period: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A decided goal in a chart of its indicator: the path from the base to the target (rule 28).

    `path` holds (period, value) from the base to the target, in time order. `told` says it whole:
    value, year, base value, base year, who decided it and when.
    """

    goal: str
    code: str
    name: str
    path: tuple[tuple[str, float], ...]
    told: str
    #: short, beside the mark: "mål 2030: 4 000 kr"
    label: str

    @property
    def period(self) -> str:
        """The target's period."""
        return self.path[-1][0]

    @property
    def value(self) -> float:
        """The target's value."""
        return self.path[-1][1]


class FanPoint(NamedTuple):
    """Where a place is if its clean trend holds, with the interval (a projection, no forecast)."""

    period: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that a tested rule wrote, and the numbers that it stands on.

    `rule` is the rule's name; `numbers` are (what, value) as used by the rule, unrounded.
    """

    text: str
    rule: str
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class BreakLine:
    """A break in the series, drawn where it falls: between the marks before and at `period`."""

    period: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart, complete: everything said about it on screen, slide, sheet or aloud.

    `kind` is ``over_time`` or ``panels`` (a series a place, its marks in time order; `periods`
    holds every period of the axis) or ``ranking`` or ``tile_map`` (a series a place in the order
    to be drawn, best first, each with one mark; places without a value come last with the reason
    in the mark's status). All other kinds have `columns`: every series has a mark a column, in
    the columns' order, and the columns' units hold, not the chart's own.
    Values are in `unit`, shown with `decimals`; `symbol` follows a number in running text.
    """

    kind: ViewId
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
    columns: tuple[Column, ...] = ()
    #: heading of the words in `Series.said`, "" where there are none
    said: str = ""
    breaks: tuple[BreakLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    #: decided goals of the places in the chart, where it shows plain values
    targets: tuple[TargetLine, ...] = ()
    #: the path of the first target's place if its trend holds, from the newest value on
    fan: tuple[FanPoint, ...] = ()
    #: two to four sentences from tested rules, the most important first
    findings: tuple[Finding, ...] = ()
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
    #: numbers of the whole chart that its words and marks rest on, e.g. a correlation
    facts: Mapping[str, float] = field(default_factory=dict)
    #: lower bounds of the classes of a map, the lowest first
    classes: tuple[float, ...] = ()
    #: lines may cut the axis, bars never do (rule 21)
    from_zero: bool = False
    #: what `Series.smoothed` is, e.g. "glidande medelvärde 3 år"; "" where there is none
    smoothing: str = ""
    #: every panel has a value axis of its own, which the chart then says
    own_axes: bool = False
    #: said in place of the chart where nothing can be drawn
    empty: str | None = None
    #: name for files, without ending: fou_per_invanare_dalarna_2011-2021
    file_name: str = "omstallningspanelen"
