"""Ratio, index, change and gap: hand-worked tables, and what must hold for any values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import MISSING_STATUS
from indicators import transforms
from indicators.spec import Mark
from tests.indicators.synthetic import break_at, breaks, crosses, frame, marks, series


def values(found: tuple[Mark, ...]) -> list[float | None]:
    return [mark.value for mark in found]


# --- hand-worked -----------------------------------------------------------------------------


def test_a_ratio_divides_the_same_place_and_period() -> None:
    top = frame(("20", "2019", 30.0), ("20", "2020", 12.0), ("21", "2019", 5.0))
    bottom = frame(("20", "2019", 120.0), ("21", "2019", 50.0), ("17", "2019", 1.0))
    found = transforms.ratio(top, bottom, 100.0)
    assert list(zip(found["geo"], found["value"], found["status"], strict=True)) == [
        ("20", 25.0, "Z"),
        ("21", 10.0, "Z"),
    ]
    assert found["margin"].isna().all()


def test_a_ratio_carries_the_largest_error_that_rounding_can_cause() -> None:
    # 19 of 129 thousand, each rounded to whole thousands: at worst 19.5/128.5 or 18.5/129.5
    top, bottom = frame(("20", "2017", 19.0)), frame(("20", "2017", 129.0))
    found = transforms.ratio(top, bottom, 100.0, (0.5, 0.5)).iloc[0]
    worst = max(19.5 / 128.5 * 100 - 19 / 129 * 100, 19 / 129 * 100 - 18.5 / 129.5 * 100)
    assert found["value"] == pytest.approx(14.7287, abs=1e-4)
    assert found["margin"] == pytest.approx(worst, abs=0.01)


def test_a_ratio_with_a_missing_part_or_a_zero_below_is_missing_with_its_reason() -> None:
    top = frame(("20", "2019", None, "Q"), ("21", "2019", 5.0), ("17", "2019", 5.0))
    bottom = frame(("20", "2019", 10.0), ("21", "2019", None, "L"), ("17", "2019", 0.0))
    found = transforms.ratio(top, bottom, 1.0, (0.5, 0.5))
    assert found["value"].isna().all() and found["margin"].isna().all()
    assert dict(zip(found["geo"], found["status"], strict=True)) == {
        "20": "Q",
        "21": "L",
        "17": "O",
    }


def test_a_numerator_of_zero_is_a_true_zero() -> None:
    found = transforms.ratio(frame(("20", "2019", 0.0)), frame(("20", "2019", 8.0)), 100.0)
    assert found["value"].tolist() == [0.0] and found["status"].tolist() == ["Z"]


def test_an_index_is_100_in_its_base_and_stops_at_the_break() -> None:
    found = transforms.relative(
        series(80.0, 100.0, 120.0, None, 150.0), "2012", (break_at("2015"),), transforms.as_index
    )
    assert values(found) == [80.0, 100.0, 120.0, None, None]
    assert [mark.status for mark in found] == ["Z", "Z", "Z", "O", "M"]


def test_a_change_is_the_difference_from_its_base() -> None:
    found = transforms.relative(series(4.0, 3.5, 6.0), "2011", (), transforms.difference)
    assert values(found) == [0.0, -0.5, 2.0]


def test_a_break_of_one_place_stops_that_place() -> None:
    own = (Mark("2011", 1.0), Mark("2012", 2.0), Mark("2013", 3.0, "B"), Mark("2014", 4.0))
    found = transforms.relative(own, "2012", (), transforms.as_index)
    assert values(found) == [50.0, 100.0, None, None]
    assert values(transforms.relative(own, "2013", (), transforms.difference)) == [
        None, None, 0.0, 1.0,
    ]  # fmt: skip


def test_without_a_value_in_the_base_all_are_missing_for_its_reason() -> None:
    suppressed = (Mark("2011", None, "Q"), Mark("2012", 5.0))
    found = transforms.relative(suppressed, "2011", (), transforms.as_index)
    assert [(mark.value, mark.status) for mark in found] == [(None, "Q"), (None, "Q")]
    assert values(transforms.relative(suppressed, "1999", (), transforms.as_index)) == [None, None]


def test_an_index_of_a_base_of_zero_is_undefined() -> None:
    assert values(transforms.relative(series(0.0, 5.0), "2011", (), transforms.as_index)) == [
        None, None,
    ]  # fmt: skip


def test_a_gap_compares_period_by_period() -> None:
    reference = {mark.period: mark for mark in series(10.0, None, 20.0)}
    own = series(12.0, 13.0, 15.0, 16.0)
    points = transforms.against(own, reference, transforms.difference)
    assert values(points) == [2.0, None, -5.0, None]
    index = transforms.against(own, reference, transforms.as_index)
    assert values(index) == [120.0, None, 75.0, None]
    assert index[1].status == "M"


@pytest.mark.parametrize(
    ("letters", "derived", "expected"),
    [
        (("A", "A"), False, "A"),
        (("A", "E"), False, "E"),
        (("BE", "P"), True, "BEPZ"),
        ((), True, "Z"),
    ],
)
def test_statuses_are_joined_without_saying_normal_beside_something_else(
    letters: tuple[str, ...], derived: bool, expected: str
) -> None:
    assert transforms.join_status(*letters, derived=derived) == expected


def test_the_last_stretch_starts_after_the_last_break() -> None:
    stretch = transforms.last_stretch(series(1.0, 2.0, 3.0, None, 5.0, None), (break_at("2013"),))
    assert [mark.period for mark in stretch] == ["2013", "2015"]
    assert transforms.last_stretch(series(None, None), ()) == ()


def test_marks_stand_in_time_order_whatever_the_order_of_the_rows() -> None:
    found = transforms.marks_by_place(
        frame(("20", "2020", 2.0), ("21", "2019", 9.0), ("20", "2019", None, "Q"))
    )
    assert [(mark.period, mark.value, mark.status) for mark in found["20"]] == [
        ("2019", None, "Q"), ("2020", 2.0, "A"),
    ]  # fmt: skip
    assert found["21"][0].margin is None


# --- for any synthetic values ----------------------------------------------------------------

computations = st.sampled_from([transforms.as_index, transforms.difference])


@given(marks(), breaks, st.data(), computations)
def test_nothing_relative_crosses_a_break_or_fills_a_gap(series, breaks, data, compute) -> None:
    base = data.draw(st.sampled_from([mark.period for mark in series]))
    found = transforms.relative(series, base, breaks, compute)
    assert [mark.period for mark in found] == [mark.period for mark in series]
    start = next(mark for mark in series if mark.period == base)
    for before, after in zip(series, found, strict=True):
        gone = before.value is None or start.value is None
        if gone or crosses(series, base, before.period, breaks):
            assert after.value is None
        if after.value is None:
            assert set(after.status) <= MISSING_STATUS and after.status
        else:
            assert "Z" in after.status and math.isfinite(after.value)


@given(marks(), marks(), computations)
def test_a_gap_never_makes_a_number_of_something_missing(series, other, compute) -> None:
    reference = {mark.period: mark for mark in other}
    for before, after in zip(series, transforms.against(series, reference, compute), strict=True):
        base = reference.get(before.period)
        if before.value is None or base is None or base.value is None:
            assert after.value is None and set(after.status) <= MISSING_STATUS and after.status


@given(marks(), breaks)
def test_the_last_stretch_is_whole_and_as_long_as_can_be(series, breaks) -> None:
    stretch = transforms.last_stretch(series, breaks)
    valued = [mark for mark in series if mark.value is not None]
    assert stretch == tuple(valued[len(valued) - len(stretch) :])
    if stretch:
        assert not crosses(series, stretch[0].period, stretch[-1].period, breaks)
        if len(stretch) < len(valued):
            before = valued[len(valued) - len(stretch) - 1]
            assert crosses(series, before.period, stretch[-1].period, breaks)


@given(marks(), marks(), st.sampled_from([1.0, 100.0, 1000.0]))
def test_a_ratio_has_a_value_only_where_both_parts_have(top, bottom, scale) -> None:
    def table(series):
        return frame(*(("20", m.period, m.value, m.status) for m in series))

    found = transforms.ratio(table(top), table(bottom), scale)
    parts = [{m.period: m.value for m in series} for series in (top, bottom)]
    assert set(found["period"]) == parts[0].keys() & parts[1].keys()
    for period, value, status in zip(found["period"], found["value"], found["status"], strict=True):
        above, below = (part[period] for part in parts)
        if above is None or not below:
            assert math.isnan(value) and set(status) <= MISSING_STATUS and status
        else:
            assert value == pytest.approx(above / below * scale) and "Z" in status
