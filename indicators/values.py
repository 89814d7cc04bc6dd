"""All values of one indicator, ready to be drawn: read once per release, then only looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE
from data.model import Break, Dataset
from indicators.compare import aggregate_implied, aggregate_sum, aggregate_weighted
from indicators.model import Indicator, SeriesRef
from indicators.spec import Mark
from indicators.transforms import COLUMNS, marks_by_place, ratio

#: (dataset, breakdown) -> rows with columns measure, geo, period, value, status, margin, origin
Read = Callable[[str, str], pd.DataFrame]


@dataclass(frozen=True)
class Values:
    """The values of an indicator in one breakdown: marks in time order by place.

    `aggregated` says that Norra Mellansverige was computed by us; `breaks` are all breaks of all
    series used; `origins` are (dataset, origin key) of the rows used.
    """

    places: dict[str, tuple[Mark, ...]]
    by_period: dict[str, dict[str, Mark]]
    periods: tuple[str, ...]
    breaks: tuple[Break, ...]
    aggregated: bool
    origins: frozenset[tuple[str, str]]

    def mark(self, geo: str, period: str) -> Mark | None:
        """The value of a place in a period, or None where the series holds no such cell."""
        return self.by_period.get(period, {}).get(geo)

    def latest(self, geo: str) -> Mark | None:
        """The newest mark of a place that has a value."""
        return self._newest.get(geo)

    # what follows is asked for by every view, and changes no more than the values do

    @cached_property
    def _newest(self) -> dict[str, Mark]:
        return {
            geo: mark
            for geo, marks in self.places.items()
            for mark in marks
            if mark.value is not None
        }

    @cached_property
    def own_breaks(self) -> dict[str, dict[str, Mark]]:
        """The marks with a break of their own (status B), by place and period."""
        return {
            geo: {mark.period: mark for mark in marks if "B" in mark.status}
            for geo, marks in self.places.items()
        }

    @cached_property
    def valued(self) -> dict[str, frozenset[str]]:
        """The places that have a value, by period."""
        return {
            period: frozenset(geo for geo, mark in marks.items() if mark.value is not None)
            for period, marks in self.by_period.items()
        }

    def counted(self, level: frozenset[str]) -> dict[str, int]:
        """How many places of `level` have a value, by period."""
        found = self._counted.get(level)
        if found is None:
            found = {period: len(level & self.valued[period]) for period in self.periods}
            self._counted[level] = found
        return found

    @cached_property
    def _counted(self) -> dict[frozenset[str], dict[str, int]]:
        return {}

    @cached_property
    def base_periods(self) -> tuple[str, ...]:
        """Periods that index and change may start from: all but the last of a clean stretch.

        A place's own break (status B) takes the period away from that place only.
        """
        stretches: dict[int, list[str]] = {}
        for period in self.periods:
            number = sum(item.period <= period for item in self.breaks)
            stretches.setdefault(number, []).append(period)
        return tuple(period for stretch in stretches.values() for period in stretch[:-1])


def used_series(indicator: Indicator) -> tuple[SeriesRef, ...]:
    """The series whose values and breaks an indicator consists of (not its weights)."""
    if indicator.ratio is not None:
        return (indicator.ratio.numerator, indicator.ratio.denominator)
    assert indicator.source is not None
    return (indicator.source,)


def build_values(
    indicator: Indicator, breakdown: str, read: Read, datasets: dict[str, Dataset]
) -> Values:
    """Compute all values of `indicator`, Norra Mellansverige included where it may be computed."""
    refs = used_series(indicator)
    rows = [_told_apart(_series(ref, breakdown, read), datasets[ref.dataset]) for ref in refs]
    origins = frozenset(
        (ref.dataset, origin)
        for ref in refs
        for origin in _series(ref, breakdown, read)["origin"].unique()
    )
    frame = _computed(indicator, rows, datasets)
    aggregate = _aggregate(indicator, rows, frame, breakdown, read)
    if aggregate is not None:
        frame = pd.concat([frame[frame["geo"] != NORRA_MELLANSVERIGE], aggregate])
    breaks = {
        (item.period, item.text.sv): item
        for ref in refs
        for item in datasets[ref.dataset].breaks
        if item.concerns(
            ref.measure, frozenset(key for name, key in origins if name == ref.dataset)
        )
    }
    return _values(
        frame, tuple(breaks[key] for key in sorted(breaks)), aggregate is not None, origins
    )


def _values(
    frame: pd.DataFrame,
    breaks: tuple[Break, ...],
    aggregated: bool,
    origins: frozenset[tuple[str, str]],
) -> Values:
    places = marks_by_place(frame)
    by_period: dict[str, dict[str, Mark]] = {}
    for geo, marks in places.items():
        for mark in marks:
            by_period.setdefault(mark.period, {})[geo] = mark
    periods = tuple(
        period
        for period in sorted(by_period)
        if any(mark.value is not None for mark in by_period[period].values())
    )
    return Values(places, by_period, periods, breaks, aggregated, origins)


def _series(ref: SeriesRef, breakdown: str, read: Read) -> pd.DataFrame:
    frame = read(ref.dataset, breakdown)
    return frame[frame["measure"] == ref.measure]


def _told_apart(rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """`rows` with an origin only where values were compiled from different publications.

    Rows of one extraction, or of two that the source itself joins, make one line; values quoted
    one by one from elsewhere do not (rule 6).
    """
    compiled = [key for key, origin in dataset.origins.items() if origin.processing == "compiled"]
    return rows.assign(origin=rows["origin"].where(rows["origin"].isin(compiled), ""))


def _computed(
    indicator: Indicator, rows: list[pd.DataFrame], datasets: dict[str, Dataset]
) -> pd.DataFrame:
    if indicator.ratio is None:
        return rows[0][COLUMNS]
    top, bottom = (
        datasets[ref.dataset].measures[ref.measure].rounding or 0.0
        for ref in (indicator.ratio.numerator, indicator.ratio.denominator)
    )
    return ratio(rows[0], rows[1], indicator.ratio.scale, (top, bottom))


def _aggregate(
    indicator: Indicator, rows: list[pd.DataFrame], frame: pd.DataFrame, breakdown: str, read: Read
) -> pd.DataFrame | None:
    """Rows of Norra Mellansverige, or None where the source publishes it or it is refused."""
    how = indicator.aggregation
    count = len(THE_THREE)
    if how.method in ("published", "refused"):
        return None
    parts = _parts(frame)
    if how.method == "sum":
        return aggregate_sum(parts, count)
    if how.method == "ratio":
        assert indicator.ratio is not None
        top, bottom = (aggregate_sum(_parts(part), count) for part in rows)
        return ratio(top, bottom, indicator.ratio.scale)
    if how.method == "implied_denominator":
        assert how.numerator is not None
        return aggregate_implied(parts, _weights((how.numerator,), breakdown, read), count)
    return aggregate_weighted(parts, _weights(how.weights, breakdown, read), count)


def _parts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["geo"].isin(THE_THREE)]


def _weights(refs: tuple[SeriesRef, ...], breakdown: str, read: Read) -> pd.DataFrame:
    """The product of the series in `refs`, with columns geo, period, weight."""
    product: pd.DataFrame | None = None
    for ref in refs:
        rows = _series(ref, breakdown, read)[["geo", "period", "value"]]
        rows = rows.rename(columns={"value": "weight"})
        if product is None:
            product = rows
        else:
            product = product.merge(rows, on=["geo", "period"], suffixes=("", "_2"))
            product["weight"] *= product.pop("weight_2")
    assert product is not None
    return product


def reference_place(values: Values) -> str | None:
    """Riket where the series holds it, else the EU, else nothing to compare with."""
    for code in (RIKET, "EU27_2020"):
        if values.latest(code) is not None:
            return code
    return None
