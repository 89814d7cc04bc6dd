"""Rolling means: against numpy, never across a break, a gap or a missing value, never alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import period_position
from indicators.library import Library
from indicators.lines import line_cuts
from indicators.model import Selection
from indicators.smoothing import Window, choices, rolling_mean, window_of
from indicators.spec import Mark
from tests.indicators import synthetic
from tests.indicators.synthetic import break_at, breaks, crosses, dataset, indicator, marks, series

YEARS = Window(3, 1.0, "years")
FIVE = Window(5, 1.0, "years")
MONTHS = Window(12, 1 / 12, "months")
NONE = frozenset[int]()


def values(found: tuple[Mark, ...]) -> list[float | None]:
    return [mark.value for mark in found]


def test_a_mean_stands_at_the_middle_of_its_values() -> None:
    # by hand: (1 + 2 + 6) / 3, (2 + 6 + 4) / 3, (6 + 4 + 8) / 3
    found = rolling_mean(series(1.0, 2.0, 6.0, 4.0, 8.0), NONE, YEARS)
    assert values(found) == [None, pytest.approx(3), pytest.approx(4), pytest.approx(6), None]
    assert [mark.period for mark in found] == ["2011", "2012", "2013", "2014", "2015"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=30), st.sampled_from([YEARS, FIVE]))
def test_means_of_an_unbroken_line_are_numpys(numbers: list[float], window: Window) -> None:
    found = values(rolling_mean(series(*numbers, start=1990), NONE, window))
    reach = window.count // 2
    truth = np.convolve(numbers, np.full(window.count, 1 / window.count), mode="valid")
    assert found[:reach] == found[-reach:] == [None] * reach
    np.testing.assert_allclose(np.array(found[reach:-reach], float), truth, rtol=1e-9, atol=1e-6)


def months(*numbers: float) -> tuple[Mark, ...]:
    return tuple(
        Mark(f"{2020 + index // 12}-{index % 12 + 1:02}", number)
        for index, number in enumerate(numbers)
    )


def test_a_years_mean_takes_every_season_alike_and_keeps_a_trend() -> None:
    season = [3.0, -1.0, -2.0, 4.0, -4.0, 5.0, -5.0, 2.0, -2.0, 1.0, -1.0, 0.0]
    assert sum(season) == 0
    line = months(*(10 + 0.5 * month + season[month % 12] for month in range(36)))
    found = values(rolling_mean(line, NONE, MONTHS))
    # centred over whole years, seasons cancel out and what is left is the trend itself
    assert found[6:30] == [pytest.approx(10 + 0.5 * month) for month in range(6, 30)]
    assert found[:6] == found[30:] == [None] * 6


def test_the_2_by_12_mean_is_the_mean_of_two_means_of_twelve() -> None:
    numbers = np.random.default_rng(7).normal(5, 1, 30)
    twelve = np.convolve(numbers, np.full(12, 1 / 12), mode="valid")
    truth = (twelve[:-1] + twelve[1:]) / 2
    found = values(rolling_mean(months(*map(float, numbers)), NONE, MONTHS))
    np.testing.assert_allclose(np.array(found[6:24], float), truth)


def test_quarters_weigh_an_eighth_at_the_ends() -> None:
    assert Window(4, 0.25, "quarters").weights == (0.125, 0.25, 0.25, 0.25, 0.125)
    line = tuple(Mark(f"2022-Q{n}", v) for n, v in zip((1, 2, 3, 4), (8.0, 4.0, 2.0, 6.0),
                                                       strict=True))  # fmt: skip
    found = rolling_mean((*line, Mark("2023-Q1", 16.0)), NONE, Window(4, 0.25, "quarters"))
    assert values(found) == [None, None, pytest.approx(1 + 1 + 0.5 + 1.5 + 2), None, None]


def test_nothing_is_meant_across_a_gap_a_break_or_a_missing_value() -> None:
    line = series(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    assert values(rolling_mean(line, frozenset({3}), YEARS)) == [None, 2, None, None, 5, None]
    missing = (*line[:2], Mark("2013", None, "Q"), *line[3:])
    assert values(rolling_mean(missing, NONE, YEARS)) == [None, None, None, None, 5, None]
    gap = (*line[:2], *line[3:])  # 2013 is not in the series at all
    assert values(rolling_mean(gap, NONE, YEARS)) == [None, None, None, 5, None]
    nan = (*line[:2], Mark("2013", float("nan")), *line[3:])
    assert values(rolling_mean(nan, NONE, YEARS)) == [None, None, None, None, 5, None]


@given(marks(), breaks, st.sampled_from([YEARS, FIVE]))
def test_every_mean_rests_on_a_whole_window_of_one_stretch(line, fallen, window) -> None:
    cuts = line_cuts(line, fallen, 1.0)
    known = {mark.period: mark for mark in line}
    reach = window.count // 2
    for mark in rolling_mean(line, cuts, window):
        year = int(mark.period)
        part = [known.get(str(y)) for y in range(year - reach, year + reach + 1)]
        whole = all(one is not None and one.value is not None for one in part)
        broken = crosses(line, str(year - reach), str(year + reach), fallen)
        if whole and not broken:
            assert mark.value == pytest.approx(np.mean([one.value for one in part]), abs=1e-6)
            assert "Z" in mark.status and "B" not in mark.status
            assert set(mark.status) >= set("".join(one.status for one in part)) - set("AB")
        else:
            assert mark.value is None and mark.status == "M"


def test_a_mean_has_no_margin_and_is_as_unsure_as_its_least_sure_value() -> None:
    line = (Mark("2011", 1.0, "B", 0.2), Mark("2012", 2.0, "A", 0.2), Mark("2013", 3.0, "P", 0.2))
    assert rolling_mean(line, NONE, YEARS)[1] == Mark("2012", 2.0, "PZ")


def test_what_three_and_five_mean_follows_from_how_often_a_source_publishes() -> None:
    assert window_of("3", [dataset()]) == YEARS
    assert window_of("5", [dataset(frequency="biennial")]) == Window(5, 2.0, "surveys")
    for asked in ("3", "5"):
        assert window_of(asked, [dataset(frequency="monthly")]) == MONTHS
        assert window_of(asked, [dataset(frequency="quarterly")]).count == 4
    assert window_of("3", [dataset(frequency="irregular")]) is None
    assert window_of("3", [dataset(), dataset("other", frequency="irregular")]) is None
    assert window_of("3", [dataset(), dataset("other", frequency="biennial")]).step == 2.0
    assert window_of("none", [dataset()]) is None


def test_the_choices_say_what_each_means() -> None:
    said = choices(indicator(), [dataset()], "sv")
    assert said == (("none", "Inget"), ("3", "3 år"), ("5", "5 år"))
    said = choices(indicator(), [dataset(frequency="monthly")], "en")
    assert said == (("none", "None"), ("3", "12 months"))
    assert [one for one, _ in choices(indicator(points_only=True), [dataset()], "sv")] == ["none"]
    irregular = choices(indicator(), [dataset(frequency="irregular")], "sv")
    assert [one for one, _ in irregular] == ["none"]


# --- in charts -------------------------------------------------------------------------------


def chart(library: Library, **asked):
    return library.view(library.resolve(Selection(**asked)).selection)


@pytest.mark.parametrize("view", ["over_time", "panels"])
@pytest.mark.parametrize("measure", ["value", "index", "gap", "change"])
def test_the_raw_line_is_never_touched_by_its_mean(library: Library, view, measure) -> None:
    asked = {"indicator": "manufacturing_share", "view": view, "measure": measure}
    plain, meant = chart(library, **asked), chart(library, **asked, smoothing="5")
    assert [replace(one, smoothed=()) for one in meant.series] == list(plain.series)
    assert plain.smoothing == "" and all(not one.smoothed for one in plain.series)
    assert meant.smoothing == "glidande medelvärde 5\u00a0år"
    for one in meant.series:
        assert [m.period for m in one.smoothed] == [m.period for m in one.marks]
    assert meant.smoothing in meant.subtitle
    assert meant.smoothing in meant.processing.lower()
    assert meant.smoothing in meant.alt.lower()


def test_places_in_the_background_have_no_mean_in_one_chart_but_in_their_panels(library) -> None:
    asked = {"indicator": "manufacturing_share", "places": ("20", "00", "lan"), "smoothing": "3"}
    lines, panels = chart(library, **asked), chart(library, **asked, view="panels")
    assert any(one.role == "others" for one in lines.series)
    assert all(bool(one.smoothed) == (one.role != "others") for one in lines.series)
    assert all(one.smoothed for one in panels.series)


def test_a_real_mean_never_crosses_the_definitions_of_2017(library: Library) -> None:
    spec = chart(library, indicator="rd_per_inhabitant_business", smoothing="3")
    dalarna = next(one for one in spec.series if one.code == "20")
    # 2011, 2013, 2015 | 2017, 2019, 2021, read off SCB's table
    expected = {"2013": (3995 + 5127 + 4804) / 3, "2019": (4623 + 4521 + 2441) / 3}
    found = {m.period: m.value for m in dalarna.smoothed if m.value is not None}
    assert found == {year: pytest.approx(mean, abs=1) for year, mean in expected.items()}
    assert "3\u00a0mätningar" in spec.smoothing


def test_where_no_mean_can_be_had_the_chart_says_why(library: Library) -> None:
    for name, why in (
        ("reglab_innovation_index", "oregelbundna"),
        ("exporting_enterprises_register", "får inte jämföras"),
        ("grp_per_employed", "kräver 5 värden"),
        ("unemployment_bas", "kräver 5 värden"),
    ):
        spec = chart(library, indicator=name, smoothing="5")
        assert spec.smoothing == "" and not any(one.smoothed for one in spec.series)
        assert any(why in note for note in spec.notes), name
        assert "edelvärde" not in spec.processing + spec.subtitle
    bars = chart(library, indicator="unemployment_bas", view="ranking", smoothing="5")
    assert not any("glidande" in note for note in bars.notes)


def test_months_are_meant_over_a_year_and_say_so(library: Library) -> None:
    spec = chart(library, indicator="unemployment_bas_monthly", smoothing="3")
    one = next(item for item in spec.series if item.code == "20")
    numbers = [mark.value for mark in one.marks]
    weights = np.array([0.5, *[1] * 11, 0.5]) / 12
    assert one.smoothed[6].value == pytest.approx(float(np.dot(numbers[:13], weights)))
    assert "12\u00a0månader" in spec.subtitle and "räknas till hälften" in spec.processing


def test_a_break_in_synthetic_figures_splits_the_mean() -> None:
    cells = [("20", str(year), float(year - 2000)) for year in range(2001, 2013)]
    library, _ = synthetic.library_of(
        synthetic.rows(*cells), indicator(), breaks=[break_at("2007")]
    )
    spec = chart(library, indicator="synthetic", places=("20",), smoothing="3", language="en")
    (one,) = spec.series
    means = {mark.period: mark.value for mark in one.smoothed if mark.value is not None}
    assert list(means) == ["2002", "2003", "2004", "2005", "2008", "2009", "2010", "2011"]
    assert all(mean == pytest.approx(period_position(year) - 2000) for year, mean in means.items())
    assert "3-year rolling mean" in spec.processing.replace("\u00a0", " ")
