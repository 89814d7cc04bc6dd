"""The status against cases worked by hand, and what must hold for any question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.strategy.assess import Assessment, Point, Question, assess, path_value, used
from indicators.strategy.model import STATUS_CLASSES

#: the worst first; "cannot" stands apart
ORDER = [name for name in reversed(STATUS_CLASSES) if name != "cannot"]


def asked(
    *values: float | None,
    target: float,
    by: str = "2025",
    start: int = 2015,
    step: int = 1,
    **rest: Any,
) -> Question:
    """A synthetic question: values from `start` on (None is a year without a value)."""
    margin = rest.pop("margin", None)
    points = tuple(
        Point(str(start + step * index), value, margin)
        for index, value in enumerate(values)
        if value is not None
    )
    known = {"direction": "up", "noise": 0.05} | rest
    return Question(points, by, target, **known)


def verdict(*values: float | None, **rest: Any) -> str:
    return assess(asked(*values, **rest)).verdict


# --- every class, both ways; base 100, target 200 ten years on: 10 a year is needed -------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((100, 120, 160, 200), "reached"),
        ((100, 120, 160, 250), "reached"),
        ((100, 110, 120, 130), "on_track"),  # 10 a year: 100 %
        ((100, 109.5, 119, 128.5), "on_track"),  # 9.5: exactly 95 %
        ((100, 109.4, 118.8, 128.2), "too_slow"),  # 9.4: 94 %
        ((100, 106, 112, 118), "too_slow"),  # 6: exactly 60 %
        ((100, 105.9, 111.8, 117.7), "far_too_slow"),  # 5.9: 59 %
        ((100, 101, 100, 101), "no_sure_change"),
        ((100, 100, 100, 100), "no_sure_change"),
        ((100, 99, 97, 96), "wrong_way"),
        ((100, 110), "cannot"),
        ((100, 200), "reached"),  # the level needs no slope
        ((100,), "cannot"),
        ((200,), "reached"),
    ],
)
def test_every_class_upwards_and_downwards(values: tuple[float, ...], expected: str) -> None:
    assert verdict(*values, target=200) == expected
    assert verdict(*(-value for value in values), target=-200, direction="down") == expected
    # from 300 down to 200 by as much
    mirrored = [400 - value for value in values]
    assert verdict(*mirrored, target=200, direction="down") == expected


def test_the_numbers_of_a_case_worked_by_hand() -> None:
    found = assess(asked(100, 108, 116, 106, target=200))
    # (108-100)/1=8, (116-100)/2=8, (106-100)/3=2, (116-108)/1=8, (106-108)/2=-1, (106-116)/1=-10
    assert found.slope is not None
    assert (found.slope.low, found.slope.slope, found.slope.high) == (-10, 5, 8)
    assert found == Assessment(
        "no_sure_change", None, 4, found.slope, "unsure", change=6, years=3, band=0.1,
        expected=130, needed=10, needed_left=94 / 7, ratio=0.5, left=94, due=False,
    )  # fmt: skip


def test_thresholds_of_the_goals_own() -> None:
    lenient = asked(100, 105, 110, 115, target=200, on_track=0.5, slow=0.2)
    assert assess(lenient).verdict == "on_track"
    assert assess(replace(lenient, on_track=1.2, slow=0.5)).verdict == "too_slow"
    assert assess(replace(lenient, on_track=1.2, slow=0.51)).verdict == "far_too_slow"


# --- signs and zeroes ---------------------------------------------------------------------------


def test_a_series_that_changes_sign() -> None:
    assert verdict(-20, -8, 4, 16, target=100) == "on_track"  # 12 a year, 12 needed
    assert verdict(20, 8, -4, -16, target=-100, direction="down") == "on_track"
    assert verdict(-20, -13, -6, 1, target=100) == "far_too_slow"  # 7 of 12 = 58 %


def test_a_base_of_zero_and_a_target_of_zero() -> None:
    assert verdict(0, 10, 20, 30, target=100) == "on_track"
    assert verdict(0, 0, 0, 0, target=100) == "no_sure_change"
    assert verdict(50, 45, 40, 35, target=0, direction="down") == "on_track"
    assert verdict(3, 2, 1, 0, target=0, direction="down") == "reached"
    assert verdict(0, 0, 0, target=0) == "reached"


# --- gaps, few points, noise --------------------------------------------------------------------


def test_a_biennial_series_and_missing_years() -> None:
    assert verdict(100, 120, 140, target=200, step=2) == "on_track"
    found = assess(asked(100, None, None, 130, 140, target=200))
    assert (found.verdict, found.points, found.years, found.needed) == ("on_track", 3, 4, 10)


def test_few_points_cannot_be_assessed_but_show_the_level() -> None:
    found = assess(asked(100, 104, target=200))
    assert (found.verdict, found.reason, found.slope) == ("cannot", "few", None)
    assert (found.change, found.left, found.needed_left) == (4, 96, 96 / 9)


def test_margins_wider_than_the_change() -> None:
    assert verdict(100, 110, 120, 130, target=200, margin=14.9) == "on_track"
    assert verdict(100, 110, 120, 130, target=200, margin=15) == "no_sure_change"
    assert verdict(100, 90, 80, 70, target=200, margin=15.1) == "no_sure_change"
    assert verdict(100, 90, 80, 70, target=200, margin=1) == "wrong_way"


def test_a_published_margin_stands_in_place_of_the_noise() -> None:
    assert assess(asked(100, 110, 120, target=200, noise=50, margin=1)).band == 2
    assert assess(asked(100, 110, 120, target=200, noise=50)).band == 100


def test_one_outlier_moves_end_points_but_not_the_class() -> None:
    steady = [100.0 + 10 * year for year in range(9)]
    for index in range(1, 8):
        assert verdict(*steady[:index], 60, *steady[index + 1 :], target=300, by="2035") == (
            "on_track"
        )
    # the newest value is the outlier: end points would say 100 → 101 and far too slow
    found = assess(asked(*steady[:-1], 101, target=300, by="2035"))
    assert (found.verdict, found.change) == ("on_track", 1)


# --- one firm, and other reasons ----------------------------------------------------------------


def test_a_jump_of_one_firm_is_never_called_progress() -> None:
    found = assess(asked(100, 140, 190, target=300, jumped=True))
    assert (found.verdict, found.reason) == ("cannot", "one_firm")
    assert found.slope is not None and found.ratio is not None
    # that the level has been reached is no matter of pace
    assert verdict(100, 140, 390, target=300, jumped=True) == "reached"


@pytest.mark.parametrize("reason", ["break", "origin", "no_base", "not_published", "points_only"])
def test_a_reason_leaves_no_number(reason: Any) -> None:
    found = assess(asked(100, 110, 250, target=200, reason=reason))
    assert found == Assessment("cannot", reason, 3)


def test_no_points_and_no_reason_is_not_published() -> None:
    assert assess(asked(target=200)) == Assessment("cannot", "not_published")


# --- the path -----------------------------------------------------------------------------------


def test_the_path_decides_what_is_needed_until_now() -> None:
    late = asked(100, 102, 104, 106, target=200, path=(("2020", 110),))
    found = assess(late)
    assert (found.verdict, found.expected, found.needed, found.ratio) == ("on_track", 106, 2, 1)
    assert found.needed_left == pytest.approx(94 / 7)
    assert verdict(100, 102, 104, 106, target=200) == "far_too_slow"
    assert [path_value(late, str(year)) for year in (2015, 2020, 2022, 2025, 2031)] == [
        100, 110, 146, 200, 200,
    ]  # fmt: skip


def test_a_path_that_asks_for_nothing_yet() -> None:
    flat = {"target": 200, "path": (("2020", 100),)}
    assert verdict(100, 100, 100, 100, **flat) == "on_track"
    assert verdict(100, 101, 103, 105, **flat) == "on_track"
    assert verdict(100, 100, 101, 99.95, **flat) == "on_track"  # within the band of 0.1
    assert verdict(100, 98, 96, 94, **flat) == "wrong_way"
    assert verdict(100, 90, 102, 98, **flat) == "no_sure_change"
    assert assess(asked(100, 100, 100, 100, **flat)).ratio is None


def test_a_path_that_dips_first() -> None:
    dip = {"target": 200, "path": (("2018", 85),)}
    assert verdict(100, 96, 92, 88, **dip) == "on_track"
    assert verdict(100, 94, 88, 82, **dip) == "wrong_way"


# --- goals met at the base: to hold a level -----------------------------------------------------


def test_a_target_that_the_base_has_met_is_to_be_held() -> None:
    assert verdict(50, 49, 48, 46, target=45) == "reached"
    assert verdict(50, 49, 47, 44.95, target=45) == "on_track"  # within the band below the target
    assert verdict(50, 48, 46, 44, target=45) == "wrong_way"
    assert verdict(50, 44, 44.2, 44.4, target=45) == "no_sure_change"
    assert verdict(44.9, 40, 42, 44, target=44.9) == "no_sure_change"


# --- due ----------------------------------------------------------------------------------------


def test_when_the_year_has_come_the_target_is_reached_or_missed() -> None:
    by = {"target": 200, "by": "2018"}
    assert verdict(100, 130, 160, 200, **by) == "reached"
    # 99 % of the pace, but missed is not on the way
    assert verdict(100, 133, 166, 199, **by) == "too_slow"
    assert verdict(100, 115, 130, 145, **by) == "far_too_slow"
    assert verdict(100, 90, 80, 70, **by) == "wrong_way"
    assert verdict(100, 90, 120, 100, **by) == "no_sure_change"
    found = assess(asked(100, 130, 160, 199, **by))
    assert (found.due, found.needed_left, found.left) == (True, None, 1)


def test_what_happens_after_the_year_changes_nothing() -> None:
    missed = asked(100, 130, 160, 190, target=200, by="2018")
    later = asked(100, 130, 160, 190, 260, 20, target=200, by="2018")
    assert assess(missed) == assess(later)
    assert used(later) == missed.points


def test_a_year_without_a_value_is_judged_by_the_first_after_it() -> None:
    found = assess(asked(100, 140, 180, 220, target=200, by="2020", step=2))
    assert (found.verdict, found.due, found.years) == ("reached", True, 6)
    found = assess(asked(100, 120, 140, 160, target=200, by="2020", step=2))
    # the path ended in 2020: 100 in five years
    assert (found.verdict, found.needed, found.ratio) == ("far_too_slow", 20, 0.5)


# --- properties ---------------------------------------------------------------------------------

values = st.integers(-400, 400).map(lambda value: value / 4)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question: gaps, margins, paths, both directions, targets due and to come."""
    years = sorted(draw(st.sets(st.integers(2001, 2020), min_size=1, max_size=12)))
    ahead = sorted(draw(st.sets(st.integers(years[0] + 1, 2030), min_size=1, max_size=3)))
    points = tuple(
        Point(str(year), draw(values), draw(st.none() | st.sampled_from([0.0, 0.5, 4.0])))
        for year in years
    )
    return Question(
        points,
        str(ahead[-1]),
        draw(values),
        draw(st.sampled_from(["up", "down"])),
        tuple((str(year), draw(values)) for year in ahead[:-1]),
        draw(st.sampled_from([0.95, 1.1, 0.8])),
        draw(st.sampled_from([0.6, 0.3])),
        draw(st.sampled_from([0.0, 0.5, 10.0])),
        draw(st.booleans()),
    )


def mapped(question: Question, scale: float, shift: float = 0.0, years: int = 0) -> Question:
    """The same question in another unit, from another zero, in other years."""

    def at(period: str) -> str:
        return str(int(period) + years)

    return replace(
        question,
        points=tuple(
            Point(
                at(point.period),
                point.value * scale + shift,
                None if point.margin is None else point.margin * scale,
            )
            for point in question.points
        ),
        target_period=at(question.target_period),
        target_value=question.target_value * scale + shift,
        path=tuple((at(period), value * scale + shift) for period, value in question.path),
        noise=question.noise * scale,
    )


@given(questions(), values.map(abs))
def test_a_better_newest_value_never_worsens_the_class(question: Question, more: float) -> None:
    newest = question.points[-1]
    sign = 1 if question.direction == "up" else -1
    better = replace(newest, value=newest.value + sign * more)
    before = assess(question)
    after = assess(replace(question, points=(*question.points[:-1], better)))
    if len(question.points) == 1:
        assume(after.verdict != "cannot")  # the base itself is another question
    if before.verdict == "cannot":
        assert after.verdict in ("cannot", "reached")
    else:
        assert ORDER.index(after.verdict) >= ORDER.index(before.verdict)


@given(questions(), st.sampled_from([1e-9, 1e-3, 0.1, 3.0, 1000.0, 1e9]))
def test_units_do_not_matter(question: Question, scale: float) -> None:
    here, there = assess(question), assess(mapped(question, scale))
    assert (there.verdict, there.reason, there.way) == (here.verdict, here.reason, here.way)
    if here.ratio is None or there.ratio is None:
        assert here.ratio is there.ratio
    else:
        assert there.ratio == pytest.approx(here.ratio, rel=1e-6, abs=1e-6)


@given(questions(), st.sampled_from([-1000.0, -0.1, 0.1, 7.0, 1e5]))
def test_the_zero_does_not_matter(question: Question, shift: float) -> None:
    here, there = assess(question), assess(mapped(question, 1.0, shift))
    assert (there.verdict, there.reason, there.way) == (here.verdict, here.reason, here.way)


@given(questions(), st.integers(-900, 900))
def test_the_calendar_does_not_matter(question: Question, years: int) -> None:
    assert assess(mapped(question, 1.0, years=years)).verdict == assess(question).verdict


@given(questions())
def test_upwards_and_downwards_are_mirrors(question: Question) -> None:
    other = mapped(question, -1.0)
    points = tuple(
        replace(mirrored, margin=point.margin)
        for mirrored, point in zip(other.points, question.points, strict=True)
    )
    way: Any = "down" if question.direction == "up" else "up"
    mirrored = replace(other, points=points, noise=question.noise, direction=way)
    here, there = assess(question), assess(mirrored)
    assert (here.verdict, here.way, here.ratio) == (there.verdict, there.way, there.ratio)


@given(questions())
def test_what_is_said_holds_together(question: Question) -> None:
    found = assess(question)
    assert (found.verdict == "cannot") == (found.reason is not None)
    assert found.verdict != "on_track" or not found.due
    if found.verdict in ("too_slow", "far_too_slow"):
        assert found.way == "toward"
    if found.verdict == "wrong_way":
        assert found.way == "away"
