"""Which values stand in one stretch, and how lengths of time are written."""

from __future__ import annotations

import pytest

from indicators.spec import Mark
from indicators.strategy.beside import clean_stretches, years_words


def stretches(
    *marks: Mark, falls: tuple[str, ...] = (), awaiting: tuple[str, ...] = (), season: str = ""
) -> list[list[str]]:
    found = clean_stretches(marks, falls, season, awaiting)
    return [[mark.period for mark in stretch] for stretch in found]


def mark(period: str, value: float | None = 1.0, status: str = "A", origin: str = "a") -> Mark:
    return Mark(period, value, status, None, origin)


def test_a_break_falls_before_its_own_period_even_where_that_has_no_value() -> None:
    marks = (mark("2011"), mark("2012"), mark("2013", None, "O"), mark("2014"))
    assert stretches(*marks) == [["2011", "2012", "2014"]]
    for falls in ("2013", "2014"):
        assert stretches(*marks, falls=(falls,)) == [["2011", "2012"], ["2014"]]
    assert stretches(*marks, falls=("2011", "2015")) == [["2011", "2012", "2014"]]


def test_another_origin_starts_another_stretch() -> None:
    marks = (mark("2011"), mark("2012", origin="b"), mark("2013", origin="b"))
    assert stretches(*marks) == [["2011"], ["2012", "2013"]]


def test_values_defined_otherwise_than_the_newest_are_left_out() -> None:
    marks = (mark("2011"), mark("2012", status="D"), mark("2013"))
    assert stretches(*marks) == [["2011", "2013"]]
    marks = (mark("2011"), mark("2012", status="D"), mark("2013", status="D"))
    assert stretches(*marks) == [["2012", "2013"]]


def test_other_seasons_and_values_awaiting_review_are_left_out() -> None:
    marks = (mark("2011-Q1"), mark("2011-Q2"), mark("2012-Q1"), mark("2013-Q1"))
    assert stretches(*marks, season="-Q1") == [["2011-Q1", "2012-Q1", "2013-Q1"]]
    assert stretches(*marks, season="-Q1", awaiting=("2012-Q1",)) == [["2011-Q1", "2013-Q1"]]


def test_without_values_there_is_no_stretch() -> None:
    assert stretches() == stretches(mark("2011", None, "Q")) == []


@pytest.mark.parametrize(
    ("years", "swedish", "english"),
    [(1, "1 år", "1 year"), (10, "10 år", "10 years"), (4.5, "4,5 år", "4.5 years")],
)
def test_lengths_of_time(years: float, swedish: str, english: str) -> None:
    assert (years_words(years, "sv"), years_words(years, "en")) == (swedish, english)
