"""Where one county stands on an indicator: its value, its place, its distance from Riket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from data.geography import EU27, RIKET, counties, swedish_regions
from data.model import Dataset
from indicators.cautions import margin_unpublished
from indicators.compare import rank_bands
from indicators.framing import noise_of
from indicators.model import Indicator
from indicators.overview import newest_common
from indicators.profile.change import Moved, moved
from indicators.profile.rules import rules
from indicators.profile.spread import beyond, error, spread_of
from indicators.spec import Mark, Sex
from indicators.values import Values, used_series

if TYPE_CHECKING:
    from indicators.library import Library


@dataclass(frozen=True, slots=True)
class Level:
    """How far a value lies from what it is held against, in the indicator's own spread.

    `against` is Riket, or the median of the counties where Riket has no value; `distance` is
    (value − compared) ÷ spread, above zero where the county's number is higher.
    """

    against: Literal["riket", "median"]
    compared: float
    spread: float
    distance: float
    #: the difference is larger than the figures can err (rule 12)
    apart: bool


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One indicator (and sex) of a county, all in `period` (rule 3).

    `distribution` holds the value of every county that has one; `band` is empty and `level` None
    where too few have, where the county has none, or where there is no distance to speak of.
    """

    indicator: Indicator
    sex: Sex
    period: str
    mark: Mark
    distribution: Mapping[str, float]
    band: str
    riket: Mark | None
    level: Level | None
    moved: Moved
    #: the county's own newest value, where it is of another period
    latest: Mark | None
    #: a sample survey whose margin of error was not published (rule 11)
    margin_unpublished: bool
    #: far outside its own history, and nobody has looked at it yet
    unreviewed: bool

    @property
    def unsure(self) -> bool:
        """The error of the value is not known, or the producer marks it as of low reliability."""
        return self.margin_unpublished or "U" in self.mark.status


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One indicator of the county's riksområde, for which there are no county figures."""

    indicator: Indicator
    sex: Sex
    mark: Mark | None
    band: str
    of: int
    reference: str | None
    reference_mark: Mark | None
    margin_unpublished: bool


def sexes_of(indicator: Indicator) -> tuple[Sex, ...]:
    """The total, or women and men where no total is published."""
    return ("total",) if "total" in indicator.breakdowns else indicator.breakdowns


@dataclass(frozen=True, slots=True)
class _Field:
    """What all counties share in one measure: its period, its values, their places and spread."""

    period: str
    distribution: Mapping[str, float]
    bands: Mapping[str, str]
    riket: Mark | None
    #: None where no distance is measured
    spread: float | None


def profile_row(
    library: Library, indicator: Indicator, sex: Sex, code: str, as_of: date | None
) -> ProfileRow:
    """The row of a county for an indicator that has values of counties on that day."""
    values = library.values(indicator.id, sex, as_of)
    field = library.keep(
        ("profile field", indicator.id, sex, as_of),
        lambda: _field(values, indicator),
        lasting=as_of is None,
    )
    mark = values.mark(code, field.period) or Mark(field.period, None, "O")
    latest = values.latest(code)
    return ProfileRow(
        indicator,
        sex,
        field.period,
        mark,
        field.distribution,
        field.bands.get(code, ""),
        field.riket,
        _level(indicator, mark, field) if code in field.bands else None,
        moved(values, indicator, code, mark),
        latest if latest and latest.period != field.period else None,
        margin_unpublished(indicator, _datasets(library, indicator)),
        (code, field.period) in library.awaiting(indicator),
    )


def _field(values: Values, indicator: Indicator) -> _Field:
    period = newest_common(values, counties())
    marks = _valued(values, counties(), period)
    distribution = {code: mark.value for code, mark in marks.items() if mark.value is not None}
    bands: dict[str, str] = {}
    spread = None
    if len(distribution) >= rules()["counties"]:
        bands = rank_bands(marks, indicator.direction != "down", noise_of(indicator))
        # the distance of a number that grows with the county would be that of its size
        spread = None if indicator.extensive else spread_of(list(distribution.values()))
    return _Field(period, distribution, bands, values.mark(RIKET, period), spread)


def _valued(values: Values, codes: tuple[str, ...], period: str) -> dict[str, Mark]:
    found = ((code, values.mark(code, period)) for code in codes)
    return {code: mark for code, mark in found if mark and mark.value is not None}


def _level(indicator: Indicator, mark: Mark, field: _Field) -> Level | None:
    """The distance from Riket's own value, else from the median of the counties (rule 15)."""
    spread, riket = field.spread, field.riket
    if spread is None or mark.value is None:
        return None
    limit = error(mark, indicator)
    if riket is not None and riket.value is not None:
        compared, limit = riket.value, limit + error(riket, indicator)
    else:
        compared = float(np.median(list(field.distribution.values())))
        limit += error(None, indicator)
    difference = mark.value - compared
    return Level(
        "riket" if riket is not None and riket.value is not None else "median",
        compared,
        spread,
        difference / spread,
        beyond(difference, limit, compared),
    )


def region_row(
    library: Library, indicator: Indicator, sex: Sex, region: str, as_of: date | None
) -> RegionRow:
    """The row of a riksområde in its own newest period, held against Riket, else the EU."""
    values = library.values(indicator.id, sex, as_of)
    mark = values.latest(region)
    period = mark.period if mark else ""
    marks = _valued(values, swedish_regions(), period)
    bands = rank_bands(marks, indicator.direction != "down", noise_of(indicator))
    beside = _valued(values, (RIKET, EU27), period)
    reference = next(iter(beside), None)
    return RegionRow(
        indicator,
        sex,
        mark,
        bands.get(region, ""),
        len(bands),
        reference,
        beside[reference] if reference else None,
        margin_unpublished(indicator, _datasets(library, indicator)),
    )


def _datasets(library: Library, indicator: Indicator) -> tuple[Dataset, ...]:
    return tuple(library.datasets[ref.dataset] for ref in used_series(indicator))
