"""The way of a stretch: against scipy, against hand-worked tables, and never by one odd value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from indicators.findings.trend import agreeing, theil_sen, trend

VALUES = st.lists(st.integers(-1000, 1000), min_size=3, max_size=12, unique=True)


def yearly(*values: float) -> list[tuple[float, float]]:
    return [(2000.0 + index, value) for index, value in enumerate(values)]


@given(VALUES)
def test_the_slope_is_that_of_scipy(values: list[int]) -> None:
    points = yearly(*values)
    expected = stats.theilslopes(values, [x for x, _ in points]).slope
    assert theil_sen(points) == pytest.approx(expected, abs=1e-9)


@given(VALUES)
def test_the_agreement_is_kendalls_tau_moved_to_a_share(values: list[int]) -> None:
    tau = stats.kendalltau(range(len(values)), values).statistic
    rising = values[-1] > values[0]
    assert agreeing(values, values[-1] - values[0], 0.0) == pytest.approx(
        (1 + (tau if rising else -tau)) / 2
    )


@pytest.mark.parametrize(
    ("values", "error", "way"),
    [
        ((5, 6, 7), 0.5, "up"),
        ((7, 6, 5), 0.5, "down"),
        # no two can be told apart
        ((5, 5.4, 5.2), 0.5, "none"),
        ((5, 5, 5), 0.0, "none"),
        ((5, 5.5, 5), 0.5, "none"),
        # apart in the middle, but back where it began
        ((5, 5.6, 5), 0.5, "varies"),
        # first and last within the error of each other
        ((5, 9, 5.4), 0.5, "varies"),
        # pairs: up up up | down down | up = 4 of 6, too few
        ((5, 9, 8, 7), 0.1, "varies"),
        # pairs: up ×5, down ×1 = 5 of 6
        ((5, 6, 9, 8), 0.1, "up"),
        # 19 of 21 pairs agree, but one step down is as large as the whole change of 5
        ((0, 1, 2, 3, 9, 4, 5), 0.1, "varies"),
        # the same order with a smaller step back
        ((0, 1, 2, 3, 8.9, 4, 5), 0.1, "up"),
        # three of four pairs exactly: steps within the error count half: (2 + 2 × ½) ÷ 3 = 1
        ((5, 5.05, 6), 0.1, "up"),
        # an odd last value alone lends no direction
        ((5, 5, 5, 5, 5, 5, 5, 9), 0.1, "varies"),
        ((9, 5, 5.2, 4.9, 5.1, 5, 5.2, 5.3), 0.05, "varies"),
    ],
)
def test_the_way_of_hand_worked_stretches(
    values: tuple[float, ...], error: float, way: str
) -> None:
    assert trend(yearly(*values), error).way == way


def test_the_share_of_agreeing_pairs_is_tested_at_its_threshold() -> None:
    # 0 1 4 3 2: pairs up 4 + 3, down 3 = 7 of 10; with 2.05 error none of the downs is sure
    assert agreeing([0, 1, 4, 3, 2], 2, 0.0) == pytest.approx(0.7)
    assert trend(yearly(0, 1, 4, 3, 2), 0.0).way == "varies"
    # 0 3 1 2 4: 8 of 10
    assert agreeing([0, 3, 1, 2, 4], 4, 0.0) == pytest.approx(0.8)
    assert trend(yearly(0, 3, 1, 2, 4), 0.0).way == "up"
    # a tie counts half: 0 2 2 1: up 3, tie ½, down 0 of … = (3 + ½) ÷ 6 < ¾
    assert agreeing([0, 2, 2, 1], 1, 0.0) == pytest.approx(3.5 / 6)
    # exactly three of four: 0 1 1 1 1 1 1 1: 7 up, 21 ties of 28 pairs = 17.5 ÷ 28 = 0.625
    assert agreeing([0, *[1] * 7], 1, 0.0) == pytest.approx(0.625)
    # 0 1 1 2: 5 up, 1 tie = 5.5 ÷ 6; 0 0 1 1: 4 up, 2 ties = 5 ÷ 6
    assert agreeing([0, 0, 1, 1], 1, 0.0) == pytest.approx(5 / 6)
    # 0 1 1 1: 3 up, 3 ties = 4.5 ÷ 6 = three of four exactly, which is enough
    assert agreeing([0, 1, 1, 1], 1, 0.0) == pytest.approx(0.75)


def test_an_odd_end_lends_the_word_no_strength() -> None:
    # total 20, slope of the bulk 1 a year: 7 years of it is 7
    found = trend(yearly(0, 1, 2, 3, 4, 5, 6, 20), 0.0)
    assert found.way == "up"
    assert found.total == 20
    assert found.size == pytest.approx(stats.theilslopes([0, 1, 2, 3, 4, 5, 6, 20]).slope * 7)
    assert found.size < 8


def test_the_error_is_taken_from_what_is_sure() -> None:
    assert trend(yearly(0, 5, 10), 1.5).size == pytest.approx(8.5)


def test_uneven_periods_are_as_far_apart_as_they_are() -> None:
    points = [(2000.0, 0.0), (2002.0, 2.0), (2010.0, 10.0)]
    assert theil_sen(points) == pytest.approx(1.0)
    assert trend(points, 0.0).size == pytest.approx(10.0)


@given(VALUES, st.floats(0, 50))
def test_upside_down_is_the_other_way_by_as_much(values: list[int], error: float) -> None:
    mirrored = {"up": "down", "down": "up", "varies": "varies", "none": "none"}
    found = trend(yearly(*values), error)
    other = trend(yearly(*(-value for value in values)), error)
    assert other.way == mirrored[found.way]
    assert other.size == pytest.approx(found.size)


@given(VALUES, st.floats(0, 50))
def test_a_direction_is_never_said_of_an_unsure_change(values: list[int], error: float) -> None:
    found = trend(yearly(*values), error)
    if found.way in ("up", "down"):
        assert abs(values[-1] - values[0]) > error
        assert 0 < found.size <= abs(values[-1] - values[0]) - error + 1e-9
        assert (found.way == "up") == (values[-1] > values[0])
