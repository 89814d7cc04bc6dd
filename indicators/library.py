"""The library: catalogue and store behind one door, with everything computed kept in memory.

A page asks the library and nothing else. What it hands out is computed once per release and kept;
when the store's revision moves, because a refresh has brought something, all of it is dropped.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pandas as pd

from data.model import Dataset
from indicators import lines as charts
from indicators import naming, ranking
from indicators.catalogue import Catalogue
from indicators.depends import house_chart
from indicators.material import Material
from indicators.model import Breakdown, Indicator, Selection, SeriesRef
from indicators.resolve import Resolved, resolve
from indicators.spec import ChartSpec, Sex
from indicators.strategy.load import Strategy
from indicators.strategy.sections import Section, sections
from indicators.told import Told
from indicators.values import Values, build_values, used_series
from indicators.views import VIEWS

if TYPE_CHECKING:
    from data.meetings import Meetings

#: seconds between two looks at whether the store has changed
CHECK_EVERY = 2.0
#: views of chosen places, periods and days that are kept, the oldest dropped first
VIEWS_KEPT = 256

T = TypeVar("T")


class Observations(Protocol):
    """What the library needs of a store."""

    def observations(self, dataset_id: str, as_of: date | None = None) -> pd.DataFrame: ...
    def releases(self, dataset_id: str | None = None) -> pd.DataFrame: ...
    def history(
        self, dataset_id: str, measure: str, breakdown: str, geo: str, period: str
    ) -> pd.DataFrame: ...
    def superseded(self, dataset_id: str, measure: str, breakdown: str) -> pd.DataFrame: ...
    def revision(self) -> int: ...
    def told(self, dataset_id: str) -> dict[str, str]: ...
    @property
    def meetings(self) -> Meetings: ...


class Library:
    """Answers every question a page has about indicators; safe to share between threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        datasets: dict[str, Dataset],
        store: Observations,
        strategy: Strategy | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.strategy = strategy or Strategy()
        self.datasets = datasets
        self._store = store
        self._lock = RLock()
        self._lasting: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._views: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._revision = store.revision()
        self._looked = time.monotonic()

    @property
    def meetings(self) -> Meetings:
        """The meetings that people have saved on the server."""
        return self._store.meetings

    @property
    def revision(self) -> int:
        """The store's revision that everything handed out now belongs to."""
        if time.monotonic() - self._looked > CHECK_EVERY:
            with self._lock:
                self._looked = time.monotonic()
                revision = self._store.revision()
                if revision != self._revision:
                    self._revision = revision
                    self._lasting.clear()
                    self._views.clear()
        return self._revision

    def kept(self, key: tuple[object, ...]) -> Any:
        """What :meth:`keep` holds of a view now, or None."""
        return self._views.get((self.revision, *key))

    def keep(self, key: tuple[object, ...], compute: Callable[[], T], lasting: bool = False) -> T:
        """`compute()`, kept under `key` until the figures change.

        What is `lasting` stays until then, so it must be something there are only so many of. All
        else is one of countless views, and the oldest of them give way to new ones.
        """
        full = (self.revision, *key)
        kept = self._lasting if lasting else self._views
        # read without the lock: whoever waits for a computation must not hold up those who do not
        found: T | None = kept.get(full)
        if found is None:
            with self._lock:
                found = kept.get(full)
                if found is None:
                    found = kept[full] = compute()
                    while len(self._views) > VIEWS_KEPT:
                        self._views.popitem(last=False)
        return found

    def values(self, indicator: str, sex: Sex = "total", as_of: date | None = None) -> Values:
        """All values of an indicator in one breakdown, Norra Mellansverige included."""
        found = self.catalogue.indicators[indicator]

        def read(dataset: str, breakdown: str) -> pd.DataFrame:
            groups = self.rows(dataset, as_of)
            return groups.get(breakdown, groups[""])

        return self.keep(
            ("values", indicator, sex, as_of),
            lambda: build_values(found, sex, read, self.datasets),
            lasting=as_of is None,
        )

    def rows(self, dataset: str, as_of: date | None = None) -> dict[str, pd.DataFrame]:
        """A dataset's observations by breakdown; under "" an empty frame of the same columns."""
        return self.keep(
            ("rows", dataset, as_of),
            lambda: self._by_breakdown(dataset, as_of),
            lasting=as_of is None,
        )

    def _by_breakdown(self, dataset: str, as_of: date | None) -> dict[str, pd.DataFrame]:
        rows = self._store.observations(dataset, as_of)
        groups = {str(name): group for name, group in rows.groupby("breakdown")}
        return {"": rows.iloc[:0], **groups}

    def history(self, ref: SeriesRef, breakdown: str, geo: str, period: str) -> pd.DataFrame:
        """Every vintage of one observation, see :meth:`data.store.Store.history`."""
        return self._store.history(ref.dataset, ref.measure, breakdown, geo, period)

    def superseded(self, ref: SeriesRef, breakdown: str) -> pd.DataFrame:
        """What was replaced or withdrawn in a series, see :meth:`data.store.Store.superseded`."""
        return self.keep(
            ("superseded", ref.dataset, ref.measure, breakdown),
            lambda: self._store.superseded(ref.dataset, ref.measure, breakdown),
            lasting=True,
        )

    def available(self) -> dict[str, Indicator]:
        """The indicators that have any value today, in the catalogue's order."""
        return self.keep(
            ("available",),
            lambda: {
                code: item
                for code, item in self.catalogue.indicators.items()
                if self.values(code, item.breakdowns[0]).periods
            },
            lasting=True,
        )

    def sections(self) -> tuple[Section, ...]:
        """The challenges and the themes left over, each with its indicators."""
        return self.keep(
            ("sections",), lambda: sections(self.catalogue, self.strategy), lasting=True
        )

    def resolve(self, selection: Selection, unknown: tuple[tuple[str, str], ...] = ()) -> Resolved:
        """The nearest valid selection, with plain notices of what had to be replaced."""
        return resolve(self, selection, unknown)

    def peers(self, level: str, home: str, weights: tuple[str, ...]) -> tuple[str, ...]:
        """The structural peers of the home county, or of its region, nearest first."""
        from indicators.peers import peer_codes

        return self.keep(
            ("peers", level, home, weights), lambda: peer_codes(self, level, home, weights)
        )

    def material(self, selection: Selection) -> Material:
        """What the charts of a resolved selection are made of."""
        asked = (selection.indicator, selection.breakdown, selection.as_of, selection.language)
        return self.keep(
            ("material", *asked),
            lambda: self._material(selection),
            lasting=selection.as_of is None,
        )

    def _material(self, selection: Selection) -> Material:
        indicator = self.catalogue.indicators[selection.indicator or ""]
        names = dict.fromkeys(ref.dataset for ref in used_series(indicator))
        return Material(
            indicator,
            {
                sex: self.values(indicator.id, sex, selection.as_of)
                for sex in sexes(selection.breakdown)
            },
            tuple(self.datasets[name] for name in names),
            "; ".join(dict.fromkeys(self.dated(name, selection) for name in names)),
            selection.language,
            self.awaiting(indicator),
            self.strategy.goals_of(indicator.id),
            self.strategy.about is not None and self.strategy.about.example,
        )

    def told(self, dataset: str) -> Told:
        """What a service said beside the figures when a dataset was fetched last."""
        return self.keep(
            ("told", dataset), lambda: Told.of(self._store.told(dataset)), lasting=True
        )

    def awaiting(self, indicator: Indicator) -> frozenset[tuple[str, str]]:
        """Places and periods whose values await review in any series of an indicator."""
        return frozenset(
            (geo, period)
            for ref in used_series(indicator)
            for measure, _, geo, period in self.told(ref.dataset).awaiting
            if measure == ref.measure
        )

    def view(self, selection: Selection) -> ChartSpec:
        """The chart of a resolved selection in its view."""
        return VIEWS[selection.view].draw(self, selection)

    def over_time(self, selection: Selection) -> ChartSpec:
        """The chart over time of a resolved selection."""
        return charts.over_time(self.material(selection), selection)

    def ranking(self, selection: Selection) -> ChartSpec:
        """The house chart of a resolved selection: all places of the indicator's level."""
        house = house_chart(selection)
        return ranking.ranking(self.material(house), house, self.ranked_places(house))

    def ranked_places(self, selection: Selection) -> tuple[str, ...]:
        """The places of the house chart, see :func:`indicators.ranking.ranked_places`."""
        indicator = self.catalogue.indicators[selection.indicator or ""]
        values = self.values(indicator.id, sexes(selection.breakdown)[0], selection.as_of)
        return ranking.ranked_places(indicator, values, selection)

    def dated(self, dataset: str, selection: Selection) -> str:
        """When the source published what is shown, and when it was collected (rule 4)."""
        release = self.release(dataset, selection.as_of) or {}
        published = self.published_words(dataset, release.get("published", ""), selection.language)
        fetched = release.get("fetched") or str(self.datasets[dataset].collected or "")
        if not fetched:  # neither embedded nor fetched by that day
            return published
        collected = naming.say()("collected", selection.language, date=fetched[:10])
        return f"{published}, {collected}"

    def published_words(self, dataset: str, published: str, language: str) -> str:
        """When a release was published, in words; "by" where only its month or year is known."""
        if not published:
            return naming.say()("published_unknown", language)
        approximate = any(
            str(item.published) == published and item.published_approximate
            for item in self.datasets[dataset].releases
        )
        key = "published_about" if approximate else "published"
        return naming.say()(key, language, date=published)

    def all_releases(self, dataset: str) -> tuple[dict[str, str], ...]:
        """Every release of a dataset, oldest first, with the columns of the store as text."""
        return self.keep(("releases", dataset), lambda: self._read_releases(dataset), lasting=True)

    def _read_releases(self, dataset: str) -> tuple[dict[str, str], ...]:
        rows = self._store.releases(dataset).fillna("").astype(str).sort_values("effective")
        return tuple(
            {str(name): value for name, value in row.items()} for row in rows.to_dict("records")
        )

    def release(self, dataset: str, as_of: date | None = None) -> dict[str, str] | None:
        """The newest release of a dataset that was known on a day, or None before the first."""
        for row in reversed(self.all_releases(dataset)):
            if as_of is None or row["effective"][:10] <= str(as_of):
                return row
        return None


def sexes(breakdown: Breakdown | None) -> tuple[Sex, ...]:
    """The sexes whose values a breakdown shows together."""
    if breakdown == "sex":
        return ("women", "men")
    return (breakdown or "total",)
