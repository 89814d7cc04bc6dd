"""The robust slope against scipy's, and against figures worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from data.model import period_position
from indicators.library import Library
from indicators.strategy.robust import theil_sen

numbers = st.integers(-10_000, 10_000).map(lambda value: value / 10)


def test_a_straight_line_has_its_own_slope() -> None:
    found = theil_sen([2015, 2016, 2017, 2018], [10, 12, 14, 16])
    assert (found.slope, found.low, found.high) == (2, 2, 2)
    assert found.intercept + found.slope * 2020 == 20


def test_three_points_give_the_whole_range() -> None:
    # slopes 1, 5 and 3 between the three pairs
    found = theil_sen([2015, 2016, 2017], [0, 1, 6])
    assert (found.low, found.slope, found.high) == (1, 3, 5)


def test_one_outlier_does_not_move_it() -> None:
    years = list(range(2010, 2020))
    straight = [2.0 * year for year in years]
    bent = [*straight[:4], 1e6, *straight[5:]]
    assert theil_sen(years, bent).slope == 2.0
    assert np.polyfit(np.array(years) - 2015, bent, 1)[0] < -1000


def test_years_apart_count() -> None:
    assert theil_sen([2011, 2013, 2017], [0, 4, 12]).slope == 2


def test_all_values_equal() -> None:
    found = theil_sen([2015, 2016, 2017, 2018], [7.3] * 4)
    assert (found.slope, found.low, found.high, found.intercept) == (0, 0, 0, 7.3)


def test_a_slope_needs_two_points() -> None:
    with pytest.raises(ValueError, match="two points"):
        theil_sen([2015], [1.0])


@given(st.lists(numbers, min_size=3, max_size=25, unique=True), st.data())
def test_it_is_scipys(values: list[float], data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.integers(1, 3), min_size=len(values), max_size=len(values)))
    years = [2000.0 + sum(steps[:index]) for index in range(len(values))]
    found, theirs = theil_sen(years, values), theilslopes(values, years)
    ours = (found.slope, found.intercept, found.low, found.high)
    assert ours == pytest.approx(tuple(theirs), rel=1e-9, abs=1e-9)


@given(st.lists(st.integers(0, 4), min_size=3, max_size=20))
def test_with_equal_values_the_interval_is_never_narrower_than_scipys(values: list[int]) -> None:
    years = [2000 + index for index in range(len(values))]
    found, theirs = theil_sen(years, values), theilslopes(values, years)
    assert found.slope == pytest.approx(theirs.slope)
    assert found.low <= theirs.low_slope + 1e-12
    assert found.high >= theirs.high_slope - 1e-12


def test_on_every_embedded_series(library: Library) -> None:
    compared = 0
    for indicator in library.available():
        values = library.values(indicator)
        for marks in values.places.values():
            season = marks[-1].period[4:]
            points = [
                (period_position(mark.period), mark.value)
                for mark in marks
                if mark.value is not None and mark.period[4:] == season
            ]
            if len(points) < 3:
                continue
            years, numbers = zip(*points, strict=True)
            found, theirs = theil_sen(years, numbers), theilslopes(numbers, years)
            assert found.slope == pytest.approx(theirs.slope, rel=1e-9, abs=1e-12)
            if len(set(numbers)) == len(numbers):
                interval = (theirs.low_slope, theirs.high_slope)
                assert (found.low, found.high) == pytest.approx(interval, rel=1e-9)
                compared += 1
    assert compared > 300
