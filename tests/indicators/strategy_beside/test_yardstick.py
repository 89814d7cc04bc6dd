"""The neutral yardstick, held against gaps and slopes computed by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from indicators.library import Library
from indicators.strategy.yardstick import Yardstick, yardstick, yardstick_word, yardstick_words
from tests.indicators.strategy_beside import made
from tests.indicators.synthetic import WORDS, rows

PERCENT = {"symbol": {"sv": "%", "en": "%"}}


def of(own: list[float | None], riket: list[float | None], **changes: object) -> Yardstick:
    library = made.library(made.yearly({"20": own, "00": riket}), **changes)
    return yardstick(library, "synthetic", "20")


@pytest.mark.parametrize(
    ("own", "riket", "direction", "word"),
    [
        ([5, 6, 7, 8], [10, 10, 10, 10], "up", "nearing"),
        ([8, 7, 6, 5], [10, 10, 10, 10], "up", "leaving"),
        ([8, 7, 6, 5], [4, 4, 4, 4], "down", "nearing"),
        ([5, 6, 7, 8], [4, 4, 4, 4], "down", "leaving"),
        ([5, 5, 5, 5], [10, 10, 10, 10], "up", "no_sure_change"),
        ([5, 7, 5, 7], [10, 10, 10, 10], "up", "no_sure_change"),
        # both grow alike: the place's own rise is no approach
        ([5, 6, 7, 8], [7, 8, 9, 10], "up", "no_sure_change"),
        # a steady approach that is within what the rounding can err
        ([5.0, 5.0, 5.1, 5.1], [10, 10, 10, 10], "up", "no_sure_change"),
        ([11, 11, 11, 11], [10, 10, 10, 10], "up", "at_or_better"),
        ([10, 10, 10, 10], [10, 10, 10, 10.05], "up", "at_or_better"),
        ([9, 9, 9, 9], [10, 10, 10, 10], "down", "at_or_better"),
        ([None, None, 5, 6], [10, 10, 10, 10], "up", "cannot"),
    ],
)
def test_the_word(
    own: list[float | None], riket: list[float | None], direction: str, word: str
) -> None:
    assert of(own, riket, direction=direction, **PERCENT).word == word


def test_shares_are_compared_in_points_by_hand() -> None:
    found = of([5, 6, 8], [10, 10, 11], **PERCENT)
    # gaps -5, -4, -3: one point a year
    assert (found.gap, found.points, found.value, found.riket) == (-3, True, 8, 11)
    assert found.slope is not None
    assert (found.slope.slope, found.slope.low, found.slope.high) == (1, 1, 1)
    assert (found.first, found.period, found.common) == ("2011", "2013", 3)


def test_all_else_in_per_cent_of_rikets_value_by_hand() -> None:
    found = of([50, 60, 90], [100, 100, 120])
    # gaps -50, -40, -25 per cent: slopes 10, 15, 12.5
    assert found.gap == pytest.approx(-25)
    assert found.slope is not None and found.slope.slope == pytest.approx(12.5)
    assert not found.points


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"extensive": True}, "extensive"),
        ({"direction": "none"}, "no_direction"),
    ],
)
def test_it_is_refused_where_the_catalogue_says_so(changes: dict[str, object], reason: str) -> None:
    found = of([5, 6, 7], [10, 10, 10], **changes)
    assert (found.word, found.reason, found.gap) == ("cannot", reason, None)


def test_it_is_refused_without_riket_for_riket_and_without_the_place() -> None:
    library = made.library(made.yearly({"20": [5, 6, 7], "00": [10, 10, 10]}))
    assert yardstick(library, "synthetic", "00").reason == "is_riket"
    assert yardstick(library, "synthetic", "21").reason == "no_riket"
    alone = made.library(made.yearly({"20": [5, 6, 7]}))
    assert yardstick(alone, "synthetic", "20").reason == "no_riket"


def test_an_index_that_is_alike_everywhere_once_says_nothing_of_levels() -> None:
    figures = made.yearly({"20": [100, 101, 99], "21": [100, 104, 105], "00": [100, 110, 120]})
    assert yardstick(made.library(figures), "synthetic", "20").reason == "rebased"


def test_the_slope_starts_after_the_last_break() -> None:
    about = {"breaks": [{"period": "2014", "text": WORDS}]}
    figures = made.yearly({"20": [9, 8, 7, 4, 5, 6], "00": [10] * 6})
    found = yardstick(made.library(figures, about=about, **PERCENT), "synthetic", "20")
    assert (found.word, found.first, found.common) == ("nearing", "2014", 3)


def test_rikets_own_break_is_one_of_the_gap() -> None:
    cells = [("20", str(2011 + n), 5.0 + n, "A") for n in range(4)]
    cells += [("00", str(2011 + n), 10.0, "B" if n == 2 else "A") for n in range(4)]
    found = yardstick(made.library(rows(*cells), **PERCENT), "synthetic", "20")
    assert (found.word, found.reason, found.first, found.gap) == ("cannot", "few", "2013", -2)


def test_where_one_firm_can_be_the_county_a_jump_is_no_approach() -> None:
    found = of([2, 3, 6], [10, 10, 10], one_firm=True)
    assert (found.word, found.reason) == ("cannot", "one_firm")
    assert of([5, 6, 7], [10, 10, 10], one_firm=True).word == "nearing"


def test_the_margins_are_respected() -> None:
    cells = [("20", str(2011 + n), 5.0 + n, "A", 2.0) for n in range(4)]
    cells += [("00", str(2011 + n), 12.0, "A", 0.0) for n in range(4)]
    # a change of 3 within margins of 2 at both ends
    found = yardstick(made.library(rows(*cells), **PERCENT), "synthetic", "20")
    assert found.word == "no_sure_change"


def test_the_words_name_the_yardstick_and_never_a_goal() -> None:
    found = of([5, 6, 8], [10, 10, 11], **PERCENT)
    assert yardstick_word(found, "sv") == "närmar sig Riket"
    assert yardstick_words(found, "sv") == (
        "Måttstocken nå Riket: närmar sig Riket. Skillnaden var −3,0\u00a0procentenheter 2013."
    )
    few = of([5, 6], [10, 10])
    assert "kan inte bedömas (färre än tre jämförbara värden)" in yardstick_words(few, "sv")
    refused = of([5, 6, 7], [10, 10, 10], extensive=True)
    assert yardstick_words(refused, "sv") == (
        "Måttstocken nå Riket kan inte användas: antalet växer med platsens storlek."
    )
    for item in (found, few, refused):
        assert "mål" not in yardstick_words(item, "sv")
        assert "goal" not in yardstick_words(item, "en")


def test_real_gdp_per_inhabitant_in_dalarna(library: Library) -> None:
    indicator = "gdp_per_inhabitant_pps_county"
    found = yardstick(library, indicator, "20")
    # (35 489 - 42 400) ÷ 42 400 in 2022
    assert found.period == "2022"
    assert found.gap == pytest.approx(-16.299528)
    values = library.values(indicator)
    own = np.array([mark.value for mark in values.places["20"]])
    riket = np.array([mark.value for mark in values.places["00"]])
    gaps = 100 * (own - riket) / riket
    pairs = combinations(range(len(gaps)), 2)
    assert found.slope is not None and found.common == len(gaps)
    assert found.slope.slope == pytest.approx(
        np.median([(gaps[j] - gaps[i]) / (j - i) for i, j in pairs])
    )
    assert found.word == "leaving"


def test_real_unemployment_in_dalarna_is_better_than_riket(library: Library) -> None:
    found = yardstick(library, "unemployment_bas", "20")
    assert (found.word, found.period) == ("at_or_better", "2022")
    assert found.gap == pytest.approx(4.7 - 5.2)


def test_real_volume_index_is_refused(library: Library) -> None:
    assert yardstick(library, "gdp_real_index", "SE31").reason == "rebased"


def test_every_real_indicator_has_an_answer_in_both_languages(library: Library) -> None:
    for item in library.available().values():
        for place in ("20", "SE31", "00"):
            found = yardstick(library, item.id, place, item.breakdowns[0])
            assert (found.word == "cannot") == (found.reason is not None), (item.id, place)
            for language in ("sv", "en"):
                assert yardstick_words(found, language).endswith(".")
