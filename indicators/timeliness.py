"""How fresh each indicator is, and when its next value can be expected: facts, and no clock.

The day that counts as today is handed in. Periods end as the calendar says; a day of publication
is what the source has said, and where it has said none, none is made up (rule 4). An expectation is
the end of the next period plus the usual lag, the median of those that are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Literal

from data.geography import NORRA_MELLANSVERIGE, THE_THREE
from data.model import Dataset
from indicators.period_ends import following, last_day, month_later
from indicators.values import Values, used_series

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.model import Indicator, SeriesRef

#: how far a day of publication is known; approximate: its month or year, of which it is the end
Certainty = Literal["known", "approximate", "unknown"]
#: what is known of the next value; the last four are reasons why nothing is expected
State = Literal["announced", "expected", "unknown", "irregular", "one_off", "edition"]

#: months from one period to the next; an irregular series has no step
STEP = {"annual": 12, "biennial": 24, "quarterly": 3, "monthly": 1}
#: the newest periods whose publications are looked up: what came long ago says little
LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Publication:
    """When something was published, as far as the source says, and when it was collected."""

    day: date | None
    certainty: Certainty
    collected: date | None


UNKNOWN = Publication(None, "unknown", None)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next value. `day` is the announced day, or the end of the next period plus the usual lag.

    Of an expected day only the month may be said. `lag` is in days, `known` is how many
    publications it rests on, and `at_most` says that their days are only known to a month or year.
    """

    state: State
    day: date | None = None
    period: str = ""
    lag: int | None = None
    known: int = 0
    at_most: bool = False

    @property
    def month(self) -> str:
        """``2027-03``, or "" where nothing is expected."""
        return self.day.isoformat()[:7] if self.day else ""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One indicator on one day. `places` have the latest value; days are whole, from its end.

    `brought` is the publication that brought the latest period, `last` the newest of all.
    """

    indicator: Indicator
    latest: str
    ended: date
    days: int
    brought: Publication
    last: Publication
    coming: Coming
    #: periods that by the usual lag should have come more than a month ago, and are not held
    overdue: tuple[str, ...]
    #: all periods that have ended since the latest that is held
    since: tuple[str, ...]
    #: the datasets that a refresh can fetch
    fetched: tuple[str, ...]

    @property
    def lag(self) -> int | None:
        """Days from the end of the latest period to its publication, or to its collection."""
        day = self.brought.day or self.brought.collected
        return (day - self.ended).days if day else None


def timeliness(library: Library, today: date, as_of: date | None = None) -> tuple[Timeliness, ...]:
    """The facts of every indicator that had values on a day, in the catalogue's order."""
    found = (_facts(library, item, today, as_of) for item in library.available().values())
    return tuple(one for one in found if one is not None)


def _facts(
    library: Library, indicator: Indicator, today: date, as_of: date | None
) -> Timeliness | None:
    values = library.values(indicator.id, indicator.breakdowns[0], as_of)
    latest = _latest(indicator, values)
    if not latest:
        return None
    parts = [
        _Part(library, ref, indicator, latest, as_of)
        for ref in dict.fromkeys(used_series(indicator))
    ]
    coming, overdue = _coming(parts, latest, today, len(values.periods))
    step = _step(parts)
    return Timeliness(
        indicator,
        latest,
        last_day(latest),
        (today - last_day(latest)).days,
        _together([part.brought.get(latest, UNKNOWN) for part in parts]),
        _together([part.last for part in parts]),
        coming,
        overdue,
        tuple(_ended(latest, step, today)) if step else (),
        tuple(dict.fromkeys(part.dataset.id for part in parts if part.dataset.live)),
    )


def places_of(indicator: Indicator) -> tuple[str, ...]:
    """The places whose figures the panel is about: the three counties, or their region."""
    return THE_THREE if indicator.level == "county" else (NORRA_MELLANSVERIGE,)


def _latest(indicator: Indicator, values: Values) -> str:
    """The newest period of the panel's own places; of any place where these have none."""
    own = [mark.period for geo in places_of(indicator) if (mark := values.latest(geo))]
    return max(own, default=values.periods[-1] if values.periods else "")


class _Part:
    """One series of an indicator: what is held of it, and when that came."""

    def __init__(
        self,
        library: Library,
        ref: SeriesRef,
        indicator: Indicator,
        latest: str,
        as_of: date | None,
    ) -> None:
        self.dataset: Dataset = library.datasets[ref.dataset]
        self.breakdown = indicator.breakdowns[0]
        groups = library.rows(ref.dataset, as_of)
        rows = groups.get(self.breakdown, groups[""])
        rows = rows[(rows["measure"] == ref.measure) & rows["value"].notna()]
        own = rows[rows["geo"].isin(places_of(indicator))]
        self.held = {str(period): str(geo) for period, geo in
                     zip(*(own if len(own) else rows)[["period", "geo"]].to_numpy().T, strict=True)
                     } if len(rows) else {}  # fmt: skip
        self.releases = [
            row for row in library.all_releases(ref.dataset)
            if as_of is None or row["effective"][:10] <= str(as_of)
        ]  # fmt: skip
        self.last = self._publication(self.releases[-1]) if self.releases else UNKNOWN
        self.brought = {
            period: self._publication(first)
            for period in sorted(self.held)[-LOOKED_AT:]
            if (first := self._first(library, ref, period, as_of)) is not None
        }
        told = library.told(ref.dataset)
        known = told.next_release and (as_of is None or "" < told.checked <= str(as_of))
        self.announced = date.fromisoformat(told.next_release) if known else None

    def _first(
        self, library: Library, ref: SeriesRef, period: str, as_of: date | None
    ) -> dict[str, str] | None:
        """The release that first held a period's value; where there is one only, it did."""
        if len(self.releases) == 1:
            return self.releases[0]
        versions = library.history(ref, self.breakdown, self.held[period], period)
        for row in versions[versions["value"].notna()].to_dict("records"):
            if as_of is None or str(row["effective"])[:10] <= str(as_of):
                return {str(name): str(cell or "") for name, cell in row.items()}
        return None

    def _publication(self, release: dict[str, str]) -> Publication:
        fetched = release.get("fetched", "")[:10]
        collected = date.fromisoformat(fetched) if fetched else self.dataset.collected
        if not release.get("published"):
            return Publication(None, "unknown", collected)
        day = date.fromisoformat(release["published"][:10])
        approximate = any(
            item.published == day and item.published_approximate for item in self.dataset.releases
        )
        return Publication(day, "approximate" if approximate else "known", collected)

    def lags(self) -> tuple[list[int], bool]:
        """The known lags in days, one a publication, and whether their days are approximate.

        A publication says how late its newest period came, not how late those before it did.
        """
        newest = {item: period for period, item in sorted(self.brought.items()) if item.day}
        exact = {item: period for item, period in newest.items() if item.certainty == "known"}
        used = exact or newest
        return [
            (item.day - last_day(period)).days for item, period in used.items() if item.day
        ], not exact


def _step(parts: list[_Part]) -> int:
    """Months between the periods that all parts have; 0 where one of them has no rhythm."""
    steps = [STEP.get(part.dataset.frequency, 0) for part in parts]
    return 0 if 0 in steps else max(steps)


def _ended(latest: str, step: int, today: date) -> Iterator[str]:
    period = following(latest, step)
    while last_day(period) < today:
        yield period
        period = following(period, step)


def _coming(
    parts: list[_Part], latest: str, today: date, periods: int
) -> tuple[Coming, tuple[str, ...]]:
    """The next value, and the periods that should have come before it and are not held."""
    step = _step(parts)
    if not step:
        return _announced(parts, today) or Coming("one_off" if periods == 1 else "irregular"), ()
    if any(part.dataset.kind == "composite" for part in parts):
        return _announced(parts, today) or Coming("edition"), ()
    overdue: list[str] = []
    period = following(latest, step)
    expected = _expected(parts, period)
    while expected.day is not None and month_later(expected.day) < today:
        overdue.append(period)
        period = following(period, step)
        expected = _expected(parts, period)
    return _expected(parts, period, today), tuple(overdue)


def _announced(parts: list[_Part], today: date) -> Coming | None:
    """The latest announced day, where every part that is waited for has announced one."""
    days = [part.announced for part in parts if part.announced and part.announced >= today]
    return Coming("announced", max(days)) if days and len(days) == len(parts) else None


def _expected(parts: list[_Part], period: str, today: date = date.max) -> Coming:
    """The latest of the days that the parts can be expected; unknown where one of them is.

    Days announced for `today` or later go before what can be reckoned.
    """
    found: list[Coming] = []
    for part in parts:
        if period in part.held:
            continue
        if part.announced and part.announced >= today:
            found.append(Coming("announced", part.announced))
            continue
        lags, at_most = part.lags()
        if not lags:
            return Coming("unknown", period=period)
        lag = int(median(lags))
        day = last_day(period) + timedelta(days=lag)
        found.append(Coming("expected", day, period, lag, len(lags), at_most))
    return max(found, key=lambda one: one.day or date.min, default=Coming("unknown", period=period))


def _together(publications: list[Publication]) -> Publication:
    """When all of some publications had come: known as well as the least known of them."""
    certainties = [one.certainty for one in publications]
    collected = max((one.collected for one in publications if one.collected), default=None)
    if "unknown" in certainties:
        return Publication(None, "unknown", collected)
    certainty: Certainty = "approximate" if "approximate" in certainties else "known"
    return Publication(max(one.day for one in publications if one.day), certainty, collected)
