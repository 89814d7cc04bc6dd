"""Value, index, gap and change: what is offered, from which base, and how sure the result is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.library import Library
from indicators.measures import (
    change_before,
    default_base,
    error_of,
    measured,
    measured_in,
    numbers_in,
    possible_measures,
)
from indicators.model import MEASURES, Indicator, Selection
from indicators.spec import Mark
from indicators.values import Values
from tests.indicators.synthetic import break_at, breaks, crosses, indicator, marks, series


def values_of(breaks=(), **places: tuple[Mark, ...]) -> Values:
    """Synthetic values; names are places with a letter before, as in p20."""
    by_code = {name[1:]: found for name, found in places.items()}
    by_period: dict[str, dict[str, Mark]] = {}
    for code, found in by_code.items():
        for mark in found:
            by_period.setdefault(mark.period, {})[code] = mark
    periods = tuple(
        period
        for period in sorted(by_period)
        if any(mark.value is not None for mark in by_period[period].values())
    )
    return Values(by_code, by_period, periods, tuple(breaks), False, frozenset())


TWO = values_of(p20=series(10.0, 12.0, 15.0), p00=series(20.0, 20.0, 30.0))


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("value", [10.0, 12.0, 15.0]),
        ("index", [100.0, 120.0, 150.0]),
        ("gap", [50.0, 60.0, 50.0]),
        ("change", [0.0, 2.0, 5.0]),
    ],
)
def test_the_four_measures_by_hand(measure, expected) -> None:
    selection = Selection(measure=measure, base="2011")
    found = measured(TWO, "20", selection, indicator())
    assert [mark.value for mark in found] == pytest.approx(expected)


def test_a_gap_of_shares_is_in_percentage_points() -> None:
    share = indicator(symbol={"sv": "%", "en": "%"})
    found = measured(TWO, "20", Selection(measure="gap"), share)
    assert [mark.value for mark in found] == [-10.0, -8.0, -15.0]


@pytest.mark.parametrize(
    ("changes", "values", "expected"),
    [
        ({}, TWO, MEASURES),
        ({"no_index": True}, TWO, ("value", "gap", "change")),
        ({"extensive": True}, TWO, ("value", "index", "change")),
        ({}, values_of(p20=series(1.0, 2.0)), ("value", "index", "change")),
        ({}, values_of(p20=series(1.0), p00=series(2.0)), ("value", "gap")),
        ({}, values_of((break_at("2012"),), p20=series(1.0, 2.0)), ("value",)),
    ],
)
def test_only_measures_that_make_sense_are_offered(changes, values, expected) -> None:
    assert possible_measures(indicator(**changes), values) == expected


def test_a_base_is_never_the_last_of_its_stretch() -> None:
    values = values_of((break_at("2014"),), p20=series(1.0, 2.0, 3.0, 4.0, 5.0))
    assert values.base_periods == ("2011", "2012", "2014")
    assert default_base(values, ("20",), None) == "2014"
    assert default_base(values, ("20",), "2011") == "2014"


def test_a_change_is_from_the_value_before() -> None:
    earlier, later = change_before(series(1.0, 2.0, None, 4.0), monthly=False)
    assert (earlier.period, later.period) == ("2012", "2014")
    assert change_before(series(None, 2.0), monthly=False) is None


def test_a_month_is_compared_with_the_same_month_a_year_before() -> None:
    months = tuple(
        Mark(f"{year}-{month:02}", float(year + month))
        for year in (2022, 2023) for month in range(1, 13)
    )  # fmt: skip
    earlier, later = change_before(months[:20], monthly=True)
    assert (earlier.period, later.period) == ("2022-08", "2023-08")
    assert change_before(months[:11], monthly=True) is None
    gone = tuple(mark for mark in months[:20] if mark.period != "2022-08")
    assert change_before(gone, monthly=True) is None


def test_the_monthly_unemployment_is_compared_with_january_the_year_before(library) -> None:
    for code in ("20", "21", "17"):
        found = change_before(library.values("unemployment_bas_monthly").places[code], True)
        assert [mark.period for mark in found] == ["2023-01", "2024-01"]


@pytest.mark.parametrize(
    ("measure", "expected"),
    # own 12 and 15, reference 20 and 30, each ± 0,5: by hand to first order
    [("value", 0.5), ("gap", 0.5 / 30 * 100), ("change", 1.0),
     ("index", 100 * (0.5 / 12 + 15 * 0.5 / 144))],
)  # fmt: skip
def test_errors_follow_the_measure(measure, expected) -> None:
    selection = Selection(measure=measure, base="2012", period="2013")
    assert error_of(TWO, "20", selection, indicator(), 0.5) == pytest.approx(expected)


def test_the_gap_to_riket_ranks_as_the_values_do(library: Library) -> None:
    checked = 0
    for item in library.available().values():
        plain = library.resolve(Selection(indicator=item.id)).selection
        gap = library.resolve(Selection(indicator=item.id, measure="gap")).selection
        if gap.measure == "gap" and item.direction != "none":
            plain = replace(plain, period=gap.period)
            assert library.ranking(gap).bands == library.ranking(plain).bands, item.id
            checked += 1
    assert checked > 10


@given(marks(), breaks, st.sampled_from(MEASURES), st.data())
def test_no_measure_turns_missing_into_a_number_or_crosses_a_break(one, breaks, measure, data):
    values = values_of(breaks, p20=one)
    base = data.draw(st.sampled_from([None, *values.periods]))
    found = measured(values, "20", Selection(measure=measure, base=base), indicator())
    for before, after in zip(one, found, strict=True):
        if before.value is None:
            assert after.value is None
        if measure in ("index", "change") and after.value is not None:
            assert not crosses(one, base, before.period, breaks)


@given(marks(), breaks)
def test_bases_share_a_stretch_with_a_later_period(one, breaks) -> None:
    values = values_of(breaks, p20=one)
    falls = [item.period for item in breaks]
    for base in values.base_periods:
        following = values.periods[values.periods.index(base) + 1]
        assert not any(base < period <= following for period in falls)
    assert default_base(values, ("20",), None) in (None, *values.base_periods)


def test_measures_are_told_of_an_indicator_that_no_place_has(made_up: Indicator) -> None:
    assert measured(TWO, "17", Selection(measure="index", base="2011"), made_up) == ()


def test_numbers_alone_are_those_of_the_marks(library) -> None:
    """Every indicator, measure and period: the short way to a distribution is the long one's."""
    compared = 0
    for code, item in library.available().items():
        values = library.values(code, item.breakdowns[0])
        places = sorted(values.places)[:40]
        for measure in possible_measures(item, values):
            base = (
                values.base_periods[len(values.base_periods) // 2] if values.base_periods else None
            )
            asked = Selection(indicator=code, measure=measure, base=base)
            for period in values.periods[-12:]:
                marks = [measured_in(period, values, place, asked, item) for place in places]
                expected = [mark.value for mark in marks if mark and mark.value is not None]
                assert numbers_in(period, values, places, asked, item) == pytest.approx(expected)
                whole = [
                    mark
                    for place in places
                    for mark in measured(values, place, asked, item)
                    if mark.period == period
                ]
                assert [mark for mark in marks if mark is not None] == whole
                compared += len(expected)
    assert compared > 10_000
