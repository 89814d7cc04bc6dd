"""The needed pace against what the counties have done, each number computed by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from data.geography import counties, swedish_regions
from indicators.library import Library
from indicators.strategy.plausible import Plausible, plausible, plausible_words
from indicators.strategy.status import Status, status
from tests.indicators.strategy_beside import made
from tests.indicators.synthetic import WORDS, rows


def asked(library: Library, name: str = "g") -> tuple[Plausible | None, Status]:
    found = status(library, library.strategy.goals[name])
    return plausible(library, found), found


def median_slope(periods: list[str], values: list[float]) -> float:
    """Theil–Sen anew: the median of all slopes between two points."""
    return float(
        np.median(
            [
                (values[j] - values[i]) / (float(periods[j]) - float(periods[i]))
                for i, j in combinations(range(len(values)), 2)
            ]
        )
    )


#: Dalarna needs (20 - 12) / (2016 - 2013) = 2.67 a year over three years; newest 12 in 2013
FIGURES = {
    "20": [10, 11, 12],
    "21": [0, 3, 6, 9, 12],  # 3 a year over 2011–2014
    "17": [0, 0, 0, 1, 2],  # at most 0.5 a year
    "01": [0, 9],  # two values are no pace
}


def test_the_best_window_of_each_county_is_held_against_the_needed_pace() -> None:
    library = made.library(made.yearly(FIGURES), made.goal(target_period="2016"))
    found, _ = asked(library)
    assert found is not None
    assert found.needed == pytest.approx(8 / 3)
    assert (found.years, found.window_years) == (3, 3)
    # Dalarna's own series spans two years only, so it cannot be assessed over three
    assert [(p.place, p.first, p.last) for p in found.best] == [
        ("21", "2011", "2014"),
        ("17", "2012", "2015"),
    ]
    # 0, 0, 1, 2 in 2012–2015: slopes 0, 1/2, 2/3, 1, 1, 1 with the median 5/6
    assert [p.slope for p in found.best] == pytest.approx([3.0, 5 / 6])
    assert (found.managed, found.of, found.places) == (1, 2, 21)


def test_the_words_say_how_many_and_how_many_cannot_be_assessed() -> None:
    library = made.library(made.yearly(FIGURES), made.goal(target_period="2016"))
    found, of = asked(library)
    assert found is not None
    assert plausible_words(found, of, "sv") == (
        "1 av 2 län har klarat den takten. 19 län kan inte bedömas."
    )
    assert plausible_words(found, of, "en") == (
        "1 of 2 counties have had that pace. 19 counties cannot be assessed."
    )


def test_downwards_the_steepest_fall_is_the_best() -> None:
    figures = {"20": [20, 18, 16], "21": [9, 6, 3], "17": [1, 3, 5]}
    library = made.library(
        made.yearly(figures), made.goal(target_value=11.0, target_period="2015"), direction="down"
    )
    found, _ = asked(library)
    assert found is not None
    assert found.needed == pytest.approx(-2.5)
    assert [(p.place, p.slope) for p in found.best] == [("21", -3), ("20", -2), ("17", 2)]
    assert found.managed == 1


def test_a_series_shorter_than_the_time_left_says_so() -> None:
    library = made.library(made.yearly({"20": [10, 11, 12]}), made.goal(target_period="2023"))
    found, of = asked(library)
    assert found is not None
    assert (found.years, found.window_years, found.managed, found.of) == (10, 2, 1, 1)
    assert "perioder om 2 år, de längsta obrutna serierna; till målet är det 10 år" in (
        plausible_words(found, of, "sv")
    )


def test_a_biennial_series_takes_the_next_longer_window_and_says_so() -> None:
    figures = made.yearly({"20": [10, 11, 12, 13, 14]}, step=2)
    library = made.library(figures, made.goal(target_period="2022"))
    found, of = asked(library)
    assert found is not None
    assert (found.years, found.window_years) == (3, 4)
    assert found.needed == pytest.approx(2.0)
    assert "minst 4 år" in plausible_words(found, of, "sv")


def test_no_window_crosses_a_break_of_the_dataset_or_of_the_place() -> None:
    cells = [("20", str(2011 + n), 10.0 + n) for n in range(5)]
    # Gävleborg leaps where its own break falls, and is flat on both sides
    leap = [("21", str(2011 + n), value, "A") for n, value in enumerate([1, 1, 1, 9, 9, 9])]
    leap[3] = ("21", "2014", 9, "B")
    library = made.library(rows(*cells, *leap), made.goal(target_period="2017"))
    found, _ = asked(library)
    assert found is not None
    best = {pace.place: pace.slope for pace in found.best}
    assert best["21"] == 0
    broken = {"breaks": [{"period": "2014", "text": WORDS}]}
    library = made.library(
        made.yearly({"20": [1, 1, 1, 9, 10, 11], "21": [1, 1, 1, 9, 9, 9]}),
        made.goal(base_period="2014", target_period="2018"),
        about=broken,
    )
    found, _ = asked(library)
    assert found is not None
    assert {pace.place: pace.slope for pace in found.best} == {"20": 1, "21": 0}


def test_a_jump_that_one_firm_may_stand_behind_is_no_pace() -> None:
    figures = {"20": [10, 11, 12], "21": [10, 20, 30]}
    for one_firm, places in ((False, ["21", "20"]), (True, ["20"])):
        library = made.library(
            made.yearly(figures), made.goal(target_period="2015"), one_firm=one_firm
        )
        found, _ = asked(library)
        assert found is not None
        assert [pace.place for pace in found.best] == places


def test_a_number_that_grows_with_the_place_is_compared_in_per_cent() -> None:
    # Stockholm grows by 50 a year from 1 000, Dalarna needs 4 a year from 12
    figures = {"20": [10, 11, 12], "01": [1000, 1050, 1100]}
    library = made.library(made.yearly(figures), made.goal(target_period="2015"), extensive=True)
    found, of = asked(library)
    assert found is not None
    assert found.relative
    assert found.needed == pytest.approx(100 * 4 / 12)
    assert [(p.place, p.slope) for p in found.best] == [("20", 10.0), ("01", 5.0)]
    assert found.managed == 0
    assert plausible_words(found, of, "sv").startswith("Inget av 2 län har klarat den takten.")
    assert "procent per år" in plausible_words(found, of, "sv")


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ([10, 11, 25], {}),  # reached
        ([10, 11], {}),  # too few
        ([], {}),  # nothing published
        ([10, 11, 12], {"target_period": "2013"}),  # the year has come
    ],
)
def test_there_is_nothing_to_compare_where_no_pace_is_needed_or_known(
    values: list[float | None], changes: dict[str, str]
) -> None:
    library = made.library(made.yearly({"20": values, "21": [1, 2, 3]}), made.goal(**changes))
    assert asked(library)[0] is None


def test_where_no_county_can_be_assessed_the_words_say_so() -> None:
    figures = made.yearly({"SE31": [10, 11, 12], "01": [1, 2]})
    aggregation = {"method": "published"}
    library = made.library(figures, made.goal(place="SE31"), aggregation=aggregation)
    found, of = asked(library)
    assert found is not None
    assert (found.of, found.managed, found.best, found.window_years) == (0, 0, (), 0)
    assert plausible_words(found, of, "sv").startswith("Takten kan inte jämföras med andra län")


def every_window(library: Library, indicator: str, span: float, places: tuple[str, ...]) -> dict:
    """The slopes of all windows of a span in an unbroken real series, with plain numpy."""
    values = library.values(indicator)
    assert not values.breaks
    found: dict[str, list[float]] = {}
    for place in places:
        marks = [m for m in values.places.get(place, ()) if m.value is not None]
        for start, first in enumerate(marks):
            end = next(
                (m for m in marks[start + 2 :] if float(m.period) - float(first.period) >= span),
                None,
            )
            if end is not None:
                window = marks[start : marks.index(end) + 1]
                slope = median_slope([m.period for m in window], [m.value or 0 for m in window])
                found.setdefault(place, []).append(slope)
    return found


def real(library: Library, **changes: object) -> Status:
    return status(library, made.goal(**changes))


def test_real_unemployment(library: Library) -> None:
    of = real(
        library,
        indicator="unemployment_bas",
        place="21",
        base_period="2020",
        target_period="2025",
        target_value=4.0,
    )
    found = plausible(library, of)
    assert found is not None
    # (4.0 - 7.2) / 3; Blekinge had 8.4, 7.7, 6.3: slopes -0.7, -1.4, -1.05
    assert found.needed == pytest.approx(-3.2 / 3)
    assert (found.best[0].place, round(found.best[0].slope, 9)) == ("10", -1.05)
    assert plausible_words(found, of, "sv") == (
        "Inget av 21 län har klarat den takten. Jämförelsen gäller perioder om 2 år, de längsta "
        "obrutna serierna; till målet är det 3 år."
    )


def test_real_innovation_index_against_all_windows(library: Library) -> None:
    of = real(
        library,
        indicator="reglab_innovation_index",
        place="20",
        base_period="2004",
        target_period="2030",
        target_value=80.0,
    )
    found = plausible(library, of)
    assert found is not None
    windows = every_window(library, "reglab_innovation_index", 9, counties())
    best = {place: max(slopes) for place, slopes in windows.items()}
    assert {p.place: p.slope for p in found.best} == pytest.approx(best)
    assert found.managed == sum(slope >= found.needed for slope in best.values())
    assert 0 < found.managed < found.of == 21


def test_real_gdp_of_the_eight_regions(library: Library) -> None:
    of = real(
        library,
        indicator="gdp_per_inhabitant_pps",
        place="SE31",
        base_period="2015",
        target_period="2030",
        target_value=42000.0,
    )
    found = plausible(library, of)
    assert found is not None
    windows = every_window(library, "gdp_per_inhabitant_pps", 7, swedish_regions())
    best = {place: max(slopes) for place, slopes in windows.items()}
    assert {p.place: p.slope for p in found.best} == pytest.approx(best)
    assert (found.of, found.places) == (8, 8)
    assert "riksområden" in plausible_words(found, of, "sv")
