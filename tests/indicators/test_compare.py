"""Aggregates with the right weights, bands in the ranking, jumps: by hand, and for any values."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import MISSING_STATUS
from indicators.compare import (
    aggregate_implied,
    aggregate_sum,
    aggregate_weighted,
    jumps,
    rank_bands,
)
from indicators.spec import Mark
from tests.indicators.synthetic import frame, marks, series

THREE = ("20", "21", "17")


def weights(*cells: tuple[str, str, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["geo", "period", "weight"])
    return table.astype({"weight": "float64"})


def only(found: pd.DataFrame) -> tuple[str, str, float, str]:
    assert len(found) == 1
    row = found.iloc[0]
    return row["geo"], row["period"], row["value"], row["status"]


# --- hand-worked -----------------------------------------------------------------------------

PARTS = frame(("20", "2019", 10.0), ("21", "2019", 20.0), ("17", "2019", 40.0))


def test_a_sum_adds_the_three() -> None:
    assert only(aggregate_sum(PARTS, 3)) == ("SE31", "2019", 70.0, "Z")


def test_a_weighted_mean_is_not_the_mean_of_three() -> None:
    people = weights(("20", "2019", 100.0), ("21", "2019", 300.0), ("17", "2019", 100.0))
    # (10·100 + 20·300 + 40·100) / 500 = 11 000 / 500
    assert only(aggregate_weighted(PARTS, people, 3)) == ("SE31", "2019", 22.0, "Z")


def test_an_implied_denominator_is_what_the_source_divided_by() -> None:
    # 100, 400 and 800 things at 10, 20 and 40 a head: 10, 20 and 20 heads; 1 300 / 50
    things = weights(("20", "2019", 100.0), ("21", "2019", 400.0), ("17", "2019", 800.0))
    assert only(aggregate_implied(PARTS, things, 3)) == ("SE31", "2019", 26.0, "Z")


def test_the_unit_of_the_numerator_cancels_out() -> None:
    things = weights(("20", "2019", 0.1), ("21", "2019", 0.4), ("17", "2019", 0.8))
    assert only(aggregate_implied(PARTS, things, 3))[2] == pytest.approx(26.0)


def test_a_sum_with_a_missing_part_is_missing_with_the_reason() -> None:
    parts = frame(("20", "2019", 10.0), ("21", "2019", None, "Q"), ("17", "2019", 40.0))
    _, _, value, status = only(aggregate_sum(parts, 3))
    assert math.isnan(value) and status == "Q"


def test_a_part_without_a_row_is_missing_too() -> None:
    parts = frame(("20", "2019", 10.0), ("21", "2019", 20.0))
    _, _, value, status = only(aggregate_sum(parts, 3))
    assert math.isnan(value) and status == "O"


def test_without_one_weight_there_is_no_weighted_mean() -> None:
    people = weights(("20", "2019", 100.0), ("21", "2019", 300.0))
    assert math.isnan(only(aggregate_weighted(PARTS, people, 3))[2])
    assert math.isnan(only(aggregate_implied(PARTS, people, 3))[2])


def test_what_is_uncertain_in_a_part_is_uncertain_in_the_whole() -> None:
    parts = frame(("20", "2019", 1.0, "E"), ("21", "2019", 2.0), ("17", "2019", 3.0, "BP"))
    assert only(aggregate_sum(parts, 3)) == ("SE31", "2019", 6.0, "BEPZ")


def test_bands_are_plain_ranks_where_values_can_be_told_apart() -> None:
    ranked = {"20": Mark("2019", 5.0), "21": Mark("2019", 9.0), "17": Mark("2019", 7.0)}
    assert rank_bands(ranked, True, 0.05) == {"21": "1", "17": "2", "20": "3"}
    assert rank_bands(ranked, False, 0.05) == {"20": "1", "17": "2", "21": "3"}


def test_equal_values_share_a_band() -> None:
    ranked = {code: Mark("2019", value) for code, value in
              (("a", 9.0), ("b", 7.0), ("c", 7.0), ("d", 7.0), ("e", 1.0))}  # fmt: skip
    assert rank_bands(ranked, True, 0.04999) == {
        "a": "1", "b": "2–4", "c": "2–4", "d": "2–4", "e": "5",
    }  # fmt: skip


def test_margins_widen_the_bands() -> None:
    # 14,7 ± 0,4 and 15,1 ± 0,5 overlap; 13,2 ± 0,2 stands clear of both
    ranked = {
        "20": Mark("2017", 14.7, "Z", 0.4),
        "21": Mark("2017", 15.1, "Z", 0.5),
        "17": Mark("2017", 13.2, "Z", 0.2),
    }
    assert rank_bands(ranked, True, 0.05) == {"20": "1–2", "21": "1–2", "17": "3"}


def test_a_place_without_a_value_has_no_band_and_counts_for_none() -> None:
    ranked = {"20": Mark("2019", 5.0), "21": Mark("2019", None, "Q"), "17": Mark("2019", 7.0)}
    assert rank_bands(ranked, True, 0.05) == {"17": "1", "20": "2"}


def test_a_single_value_has_no_place_among_others() -> None:
    assert rank_bands({"20": Mark("2019", 5.0)}, True, 0.05) == {}


def test_the_dust_of_floats_does_not_order_places() -> None:
    ranked = {"a": Mark("2019", 0.1 + 0.2, "A", 0.0), "b": Mark("2019", 0.3, "A", 0.0)}
    assert rank_bands(ranked, True, 0.0) == {"a": "1–2", "b": "1–2"}


def test_jumps_are_changes_of_more_than_a_quarter_of_the_earlier_value() -> None:
    found = jumps(series(100.0, 125.0, 93.75, 70.0, None, 100.0))
    assert [(a.period, b.period) for a, b in found] == [("2013", "2014"), ("2014", "2016")]
    assert jumps(series(0.0, 5.0)) == []


# --- for any synthetic values ----------------------------------------------------------------

numbers = st.floats(-1e5, 1e5).map(lambda value: round(value, 2))
ranked_marks = st.dictionaries(
    st.sampled_from([f"{number:02}" for number in range(1, 25)]),
    st.builds(Mark, st.just("2019"), st.none() | numbers, st.just("A"),
              st.none() | st.floats(0, 1e4)),
)  # fmt: skip


def ends(band: str) -> tuple[int, int]:
    first, _, last = band.partition("–")
    return int(first), int(last or first)


@given(ranked_marks, st.booleans(), st.floats(0, 10))
def test_a_band_holds_the_plain_rank_and_bands_follow_the_values(ranked, descending, noise) -> None:
    bands = rank_bands(ranked, descending, noise)
    valued = {code: mark for code, mark in ranked.items() if mark.value is not None}
    assert bands.keys() == (valued.keys() if len(valued) > 1 else set())
    sign = -1 if descending else 1
    ordered = sorted(bands, key=lambda code: (sign * valued[code].value, code))
    for rank, code in enumerate(ordered, start=1):
        first, last = ends(bands[code])
        assert 1 <= first <= rank <= last <= len(bands)
    if all(mark.margin is None for mark in valued.values()):
        spans = [ends(bands[code]) for code in ordered]
        assert [first for first, _ in spans] == sorted(first for first, _ in spans)
        assert [last for _, last in spans] == sorted(last for _, last in spans)


@given(ranked_marks, st.booleans(), st.floats(0, 10))
def test_two_bands_are_apart_only_if_the_values_are(ranked, descending, noise) -> None:
    bands = rank_bands(ranked, descending, noise)
    for code, mark in ranked.items():
        for other, against in ranked.items():
            if code in bands and other in bands and ends(bands[code])[1] < ends(bands[other])[0]:
                assert abs(mark.value - against.value) > sum(
                    noise if one.margin is None else one.margin for one in (mark, against)
                )


@given(st.lists(st.tuples(st.sampled_from(THREE), st.sampled_from(["2018", "2019", "2020"]),
                          st.none() | numbers), unique_by=lambda cell: cell[:2]))  # fmt: skip
def test_a_sum_is_there_exactly_where_all_parts_are(cells) -> None:
    parts = frame(*((geo, period, value, "A" if value is not None else "Q")
                    for geo, period, value in cells))  # fmt: skip
    for _, period, value, status in aggregate_sum(parts, 3)[
        ["geo", "period", "value", "status"]
    ].itertuples(index=False):
        mine = [cell[2] for cell in cells if cell[1] == period]
        if len(mine) == 3 and None not in mine:
            assert value == pytest.approx(sum(mine), abs=1e-6)
        else:
            assert math.isnan(value) and set(status) <= MISSING_STATUS and status


@given(marks())
def test_a_jump_is_between_neighbouring_values(series) -> None:
    valued = [mark for mark in series if mark.value is not None]
    for earlier, later in jumps(series):
        assert valued.index(later) == valued.index(earlier) + 1
        assert abs(later.value - earlier.value) > 0.25 * abs(earlier.value)
