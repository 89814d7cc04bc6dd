"""Correlation, its interval, ranks, trend and what carries it, against scipy and numpy."""

from __future__ import annotations

from math import isclose

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from indicators.correlation import (
    TOO_FEW,
    Correlation,
    carriers,
    correlation,
    rank_correlation,
    trend,
)

#: seven places worked by hand: x̄ = 4, ȳ = 5, Sxx = Syy = 28, Sxy = 26
X = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
Y = [2.0, 4.0, 3.0, 5.0, 6.0, 8.0, 7.0]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    """Two lists of as many printed numbers, as a chart has them."""
    numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 2))
    found = draw(st.lists(st.tuples(numbers, numbers), min_size=5, max_size=40))
    xs, ys = [x for x, _ in found], [y for _, y in found]
    assume(np.std(xs) > 1e-3 and np.std(ys) > 1e-3)
    return xs, ys


def test_a_correlation_worked_by_hand() -> None:
    found = correlation(X, Y)
    assert found is not None
    assert sum((x - 4) ** 2 for x in X) == 28
    assert sum((y - 5) ** 2 for y in Y) == 28
    assert sum((x - 4) * (y - 5) for x, y in zip(X, Y, strict=True)) == 26
    assert found.r == pytest.approx(26 / 28)
    # artanh(26/28) = ½ ln((1 + r)/(1 − r)) = ½ ln 27 = 1,6479; 1,95996 ÷ √4 = 0,97998
    assert np.arctanh(found.low) == pytest.approx(0.5 * np.log(27) - 0.97998, abs=1e-5)
    assert np.arctanh(found.high) == pytest.approx(0.5 * np.log(27) + 0.97998, abs=1e-5)
    assert (found.n, found.sign) == (7, 1)


@given(pairs())
def test_the_interval_is_that_of_scipy(found: tuple[list[float], list[float]]) -> None:
    xs, ys = found
    ours = correlation(xs, ys)
    assert ours is not None
    theirs = stats.pearsonr(xs, ys)
    low, high = theirs.confidence_interval(0.95)
    assert ours.r == pytest.approx(theirs.statistic, abs=1e-9)
    assert ours.r == pytest.approx(np.corrcoef(xs, ys)[0, 1], abs=1e-9)
    if abs(ours.r) < 0.999999:
        assert ours.low == pytest.approx(low, abs=1e-6)
        assert ours.high == pytest.approx(high, abs=1e-6)


@given(pairs())
def test_ranks_and_trend_are_those_of_scipy_and_numpy(
    found: tuple[list[float], list[float]],
) -> None:
    xs, ys = found
    assert rank_correlation(xs, ys) == pytest.approx(stats.spearmanr(xs, ys).statistic, abs=1e-9)
    slope, intercept = trend(xs, ys)
    theirs = stats.linregress(xs, ys)
    assert slope == pytest.approx(theirs.slope, rel=1e-6, abs=1e-9)
    assert intercept == pytest.approx(theirs.intercept, rel=1e-6, abs=1e-3)


def test_equal_values_share_their_mean_rank() -> None:
    xs, ys = [1.0, 2.0, 2.0, 3.0, 9.0], [5.0, 5.0, 5.0, 7.0, 6.0]
    # ranks 1, 2½, 2½, 4, 5 and 2, 2, 2, 5, 4: ρ = 7 ÷ √(9,5 × 8)
    assert rank_correlation(xs, ys) == pytest.approx(7 / np.sqrt(9.5 * 8))


@given(pairs())
def test_the_interval_does_not_depend_on_units(found: tuple[list[float], list[float]]) -> None:
    xs, ys = found
    whole = correlation(xs, ys)
    other = correlation([x * 1000 + 5 for x in xs], [-y for y in ys])
    assert whole is not None and other is not None
    assert other.r == pytest.approx(-whole.r, abs=1e-7)
    assert (other.low, other.high) == pytest.approx((-whole.high, -whole.low), abs=1e-6)


def test_three_pairs_have_no_interval_and_four_do() -> None:
    assert correlation([1, 2, 3], [1, 3, 2]) is None
    assert correlation([], []) is None
    found = correlation([1, 2, 3, 4], [1, 3, 2, 4])
    assert found is not None and found.n == TOO_FEW + 1


@pytest.mark.parametrize("flat", [[5.0] * 6, [0.1 + 0.2, 0.3, 0.3, 0.3, 0.3, 0.3], [0.0] * 6])
def test_what_does_not_vary_correlates_with_nothing(flat: list[float]) -> None:
    other = [1.0, 2.0, 3.0, 4.0, 5.0, 9.0]
    assert correlation(flat, other) is None
    assert correlation(other, flat) is None
    assert carriers(flat, other) == ()


def test_points_on_a_line_have_no_width_of_interval() -> None:
    up = correlation(X, [3 * x + 2 for x in X])
    down = correlation(X, [-x for x in X])
    assert up is not None and (up.r, up.low, up.high, up.sign) == (1, 1, 1, 1)
    assert down is not None and (down.r, down.low, down.high, down.sign) == (-1, -1, -1, -1)


@pytest.mark.parametrize(
    ("low", "high", "sign"),
    [(0.0049, 0.5, 0), (0.0051, 0.5, 1), (-0.5, -0.0049, 0), (-0.5, -0.0051, -1), (-0.2, 0.3, 0)],
)
def test_a_direction_is_claimed_only_if_the_printed_interval_shows_it(
    low: float, high: float, sign: int
) -> None:
    assert Correlation((low + high) / 2, low, high, 21).sign == sign


def test_a_place_that_carries_the_result_is_found() -> None:
    # a cloud without any direction, and one place far away from it
    xs = [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 30.0]
    ys = [1.0, 3.0, 1.0, 3.0, 1.0, 3.0, 2.0, 2.0, 2.0, 30.0]
    whole = correlation(xs, ys)
    assert whole is not None and whole.sign == 1
    (found,) = carriers(xs, ys)
    assert found.index == 9
    assert found.without.sign == 0 and found.without.n == 9
    assert found.without.r == pytest.approx(stats.pearsonr(xs[:9], ys[:9]).statistic)


def test_a_place_that_hides_the_result_is_found() -> None:
    xs, ys = [*X, 8.0], [*Y, -9.0]
    whole = correlation(xs, ys)
    assert whole is not None and whole.sign == 0
    assert 7 in [one.index for one in carriers(xs, ys)]
    assert all(one.without.sign for one in carriers(xs, ys))


@given(pairs())
def test_leaving_out_is_computing_anew(found: tuple[list[float], list[float]]) -> None:
    xs, ys = found
    whole = correlation(xs, ys)
    assert whole is not None
    told = {one.index: one.without for one in carriers(xs, ys)}
    for index in range(len(xs)):
        anew = correlation(xs[:index] + xs[index + 1 :], ys[:index] + ys[index + 1 :])
        if anew is None or any(abs(abs(end) - 0.005) < 1e-6 for end in (anew.low, anew.high)):
            continue
        if index in told:
            assert told[index].sign != whole.sign
            assert isclose(told[index].r, anew.r, abs_tol=1e-5)
        else:
            assert anew.sign == whole.sign
    moved = [abs(one.r - whole.r) for one in told.values()]
    assert moved == sorted(moved, reverse=True)
