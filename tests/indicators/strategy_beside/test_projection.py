"""The projection: on the Theil–Sen line, within its interval, never beyond the target."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from indicators.library import Library
from indicators.spec import FanPoint
from indicators.strategy.projection import projection, projection_words
from indicators.strategy.status import Status, status
from tests.indicators.strategy_beside import made


def of(values: list[float | None], step: int = 1, direction: str = "up", **changes: object):
    figures = made.yearly({"20": values}, step=step)
    library = made.library(figures, made.goal(**changes), direction=direction)
    return status(library, library.strategy.goals["g"])


def test_a_straight_line_goes_on_straight_with_the_rounding_as_its_spread() -> None:
    fan = projection(of([10, 11, 12, 13], target_period="2017"))
    assert [point.period for point in fan] == ["2014", "2015", "2016", "2017"]
    assert [point.value for point in fan] == pytest.approx([13, 14, 15, 16])
    # all slopes are 1, so only what a value of one decimal can err is left: 0.05
    assert [point.high - point.value for point in fan] == pytest.approx([0.05] * 4, rel=1e-3)
    assert [point.value - point.low for point in fan] == pytest.approx([0.05] * 4, rel=1e-3)


def test_the_line_and_its_interval_by_hand() -> None:
    # 10, 14, 12: slopes 4, -2, 1 -> 1; medians 2012 and 12; residuals -1, 2, -1 -> median 1
    fan = projection(of([10, 14, 12], target_period="2015"))
    spread = 1 / 0.6744897501960817 * 1.959963984540054
    assert fan[0] == pytest.approx(FanPoint("2013", 13, 10 - spread, 16 + spread))
    assert fan[-1] == pytest.approx(FanPoint("2015", 15, 6 - spread, 24 + spread))


def test_downwards_and_never_below_zero() -> None:
    fan = projection(of([9, 7, 3], direction="down", target_period="2015", target_value=0.5))
    # slopes -2, -4, -3; medians 2012 and 7
    assert [point.value for point in fan] == pytest.approx([4, 1, 0])
    assert fan[-1].low == 0


def test_a_share_stays_within_a_hundred_per_cent() -> None:
    figures = made.yearly({"20": [80, 86, 95]})
    percent = {"sv": "%", "en": "%"}
    library = made.library(figures, made.goal(target_value=99.0), symbol=percent)
    fan = projection(status(library, library.strategy.goals["g"]))
    assert fan[-1].high == fan[-1].value == 100


def test_a_series_that_has_been_below_zero_may_be_there_again() -> None:
    fan = projection(of([2, 0, -2], direction="down", target_period="2015", target_value=-9.0))
    assert fan[-1].value == pytest.approx(-6)


def test_a_biennial_series_steps_by_two_and_ends_at_the_target() -> None:
    fan = projection(of([10, 11, 12], step=2, target_period="2020"))
    assert [point.period for point in fan] == ["2015", "2017", "2019", "2020"]
    assert [point.value for point in fan] == pytest.approx([12, 13, 14, 14.5])


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ([10, 11], {}),  # too few
        ([], {}),  # nothing published
        ([10, 15, 21], {}),  # reached
        ([10, 11, 12], {"target_period": "2013"}),  # the year has come
        ([10, 11, 12, 13], {"target_period": "2013"}),  # the year has passed
    ],
)
def test_no_projection_where_it_may_not_be_made(
    values: list[float | None], changes: dict[str, str]
) -> None:
    found = of(values, **changes)
    assert projection(found) == ()
    assert projection_words(found, (), "sv") == ""


def test_the_words_call_it_a_projection() -> None:
    found = of([10, 11, 12, 13, 14], target_period="2017")
    assert projection_words(found, projection(found), "sv") == (
        "Om trenden håller i sig blir värdet 2017 omkring 16,0; målet är 20,0. "
        "Det är en framskrivning, ingen prognos."
    )
    assert "a projection, not a forecast" in projection_words(found, projection(found), "en")


@pytest.mark.parametrize(("count", "said"), [(3, True), (4, True), (5, False)])
def test_a_trend_of_few_values_says_so(count: int, said: bool) -> None:
    found = of([10, 11, 12, 13, 14][:count], target_period="2017")
    words = projection_words(found, projection(found), "sv")
    assert (f"bara {count} värden" in words) == said


def real(library: Library, **changes: object) -> Status:
    return status(library, made.goal(**changes))


def test_real_unemployment_in_dalarna(library: Library) -> None:
    found = real(
        library,
        indicator="unemployment_bas",
        base_period="2020",
        target_period="2027",
        target_value=4.0,
    )
    fan = projection(found)
    # 5.9, 5.7, 4.7: slopes -0.2, -1.0, -0.6; through (2021, 5.7); residuals -0.4, 0, -0.4
    spread = 0.4 / 0.6744897501960817 * 1.959963984540054
    assert fan[0] == pytest.approx(FanPoint("2022", 5.1, 4.7 - spread, 5.5 + spread))
    assert fan[-1] == pytest.approx(FanPoint("2027", 2.1, 0, 4.5 + spread))
    assert projection_words(found, fan, "sv").startswith(
        "Om trenden håller i sig blir värdet 2027 mellan 0,0\u00a0% och 5,7\u00a0%; "
        "målet är 4,0\u00a0%."
    )


def test_real_innovation_index_in_varmland(library: Library) -> None:
    found = real(
        library,
        indicator="reglab_innovation_index",
        place="17",
        base_period="2015",
        target_period="2027",
        target_value=85.0,
    )
    x = np.array([2015, 2017, 2019, 2021])
    y = np.array([76.732, 78.311, 80.381, 82.08])
    slope = np.median([(y[j] - y[i]) / (x[j] - x[i]) for i, j in combinations(range(4), 2)])
    line = np.median(y) + slope * (np.array([2021, 2023, 2025, 2027]) - np.median(x))
    fan = projection(found)
    assert [point.period for point in fan] == ["2021", "2023", "2025", "2027"]
    assert [point.value for point in fan] == pytest.approx(list(line))
    assert all(point.low <= point.value <= point.high for point in fan)
