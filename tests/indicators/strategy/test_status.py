"""Which values a status rests on: breaks, seasons, origins, reviews; over synthetic figures."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import THE_THREE
from indicators.library import Library
from indicators.model import Indicator
from indicators.strategy.model import Goal
from indicators.strategy.status import Status, status
from tests.indicators import synthetic

BREAK = {"sv": "ny metod", "en": "new method"}


def goal(**changes: Any) -> Goal:
    """A synthetic goal: from 100 in 2015 to 200 in 2025, in Dalarna."""
    record: dict[str, Any] = {
        "id": "synthetic",
        "plan": "synthetic",
        "name": "påhittat mål",
        "indicator": "synthetic",
        "place": "20",
        "base_period": "2015",
        "target_period": "2025",
        "target_value": 200,
        "decided_by": "ingen",
        "decided_on": "2024-01-01",
        "document": "påhittat",
    }
    return Goal.model_validate(record | changes)


def cells(*values: Any, geo: str = "20", start: int = 2015) -> list[tuple[Any, ...]]:
    """Rows of a place; a value of ("B", 1.0) carries a status of its own."""
    found = []
    for index, value in enumerate(values):
        letters, number = value if isinstance(value, tuple) else ("A", value)
        letters = "O" if number is None and letters == "A" else letters
        found.append((geo, str(start + index), number, letters))
    return found


def found(
    *rows: tuple[Any, ...],
    item: Indicator | None = None,
    breaks: tuple[str, ...] = (),
    goals: dict[str, Any] | None = None,
    frame: pd.DataFrame | None = None,
    **about: Any,
) -> Status:
    item = item or synthetic.indicator()
    library, _ = synthetic.library_of(
        synthetic.rows(*rows) if frame is None else frame,
        item,
        breaks=[{"period": period, "text": BREAK} for period in breaks],
        **about,
    )
    return status(library, goal(**(goals or {})))


def told(answer: Status) -> tuple[Any, ...]:
    """Class, reason, the periods used, and where a break lies."""
    return (
        answer.assessment.verdict,
        answer.assessment.reason,
        [point.period for point in answer.question.points],
        answer.break_at,
    )


STEADY = (100.0, 110.0, 120.0, 130.0, 140.0)
YEARS = ["2015", "2016", "2017", "2018", "2019"]


def test_clean_values_since_the_base_year() -> None:
    answer = found(*cells(1.0, 2.0, *STEADY, start=2013), *cells(*[300.0] * 5, geo="00"))
    assert told(answer) == ("on_track", None, YEARS, "")
    assert answer.question.noise == pytest.approx(0.05, rel=1e-3)
    assert answer.newest is not None and answer.newest.value == 140
    assert answer.riket is not None and answer.riket.value == 300


def test_riket_of_another_year_is_no_comparison() -> None:
    assert found(*cells(*STEADY), *cells(300.0, geo="00")).riket is None


def test_a_missing_year_is_left_out_with_its_reason() -> None:
    answer = found(*cells(100.0, None, 120.0, 130.0))
    assert told(answer)[:3] == ("on_track", None, ["2015", "2017", "2018"])
    assert [(one.period, one.why) for one in answer.left_out] == [("2016", "missing")]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((None, 110.0, 120.0, 130.0), "no_base"),
        ((None, None, None), "not_published"),
        ((), "not_published"),
    ],
)
def test_without_a_base_or_any_value(values: tuple[Any, ...], reason: str) -> None:
    # the other place keeps the frame from being empty
    answer = found(*cells(*values), *cells(*STEADY, geo="21"))
    assert (answer.assessment.verdict, answer.assessment.reason) == ("cannot", reason)


def test_points_that_may_not_be_joined() -> None:
    answer = found(*cells(*STEADY), item=synthetic.indicator(points_only=True))
    assert told(answer)[:2] == ("cannot", "points_only")


# --- breaks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["2016", "2017", "2019"])
def test_a_break_in_the_middle_forbids_a_status(period: str) -> None:
    answer = found(*cells(*STEADY, 250.0), breaks=(period,))
    before = [year for year in YEARS if year < period]
    assert told(answer) == ("cannot", "break", before, period)
    assert {one.why for one in answer.left_out} == {"break"}
    assert answer.assessment.slope is None and answer.assessment.change is None


@pytest.mark.parametrize("period", ["2014", "2015", "2020"])
def test_a_break_at_or_before_the_base_or_after_the_newest_is_fine(period: str) -> None:
    assert told(found(*cells(*STEADY), breaks=(period,)))[0] == "on_track"


def test_a_break_of_the_place_alone() -> None:
    mine = cells(100.0, 110.0, ("B", 120.0), 130.0, 140.0)
    other = cells(100.0, 110.0, ("B", 120.0), 130.0, 140.0, geo="21")
    assert told(found(*mine)) == ("cannot", "break", ["2015", "2016"], "2017")
    assert told(found(*cells(*STEADY), *other))[0] == "on_track"
    assert told(found(*cells(("B", 100.0), 110.0, 120.0)))[0] == "on_track"


def test_a_break_on_a_value_that_is_left_out_counts_all_the_same() -> None:
    missing = cells(100.0, 110.0, ("BO", None), 130.0, 140.0)
    defined = cells(100.0, 110.0, ("BD", 120.0), 130.0, 140.0)
    for rows in (missing, defined):
        assert told(found(*rows)) == ("cannot", "break", ["2015", "2016"], "2017")


def test_swedish_breaks_concern_no_other_country() -> None:
    rows = cells(*STEADY, geo="DK01")
    europe = synthetic.indicator(level="nuts2", europe=True)
    answer = found(*rows, item=europe, breaks=("2017",), goals={"place": "DK01"})
    assert told(answer)[0] == "on_track"


def test_norra_mellansverige_has_the_breaks_of_its_parts() -> None:
    item = synthetic.indicator(aggregation={"method": "sum", "formula": BREAK})
    parts = [cells(*STEADY, geo=geo) for geo in THE_THREE]
    goals = {"place": "SE31", "target_value": 600}
    whole = found(*chain(*parts), item=item, goals=goals)
    assert told(whole) == ("on_track", None, YEARS, "")
    assert whole.question.points[0].value == 300
    parts[1] = cells(100.0, 110.0, ("BO", None), 130.0, 140.0, geo=THE_THREE[1])
    answer = found(*chain(*parts), item=item, goals=goals)
    assert told(answer) == ("cannot", "break", ["2015", "2016"], "2017")


@given(
    st.lists(st.integers(1, 500).map(float), min_size=6, max_size=6),
    st.lists(st.integers(1, 500).map(float), min_size=3, max_size=3),
    st.sampled_from(["2010", "2015"]),
)
def test_no_number_crosses_a_break(values: list[float], others: list[float], base: str) -> None:
    """Values before a break in 2015 change nothing after it, and none at all across it."""
    goals = {"base_period": base}
    before = found(*cells(*values[:3], *values, start=2012), breaks=("2015",), goals=goals)
    after = found(*cells(*others, *values, start=2012), breaks=("2015",), goals=goals)
    assert before.assessment == after.assessment
    if base == "2015":
        assert before.question == after.question
        assert before.left_out == after.left_out


@given(st.lists(st.integers(1, 500).map(float), min_size=3, max_size=3))
def test_a_base_before_the_break_has_no_number(values: list[float]) -> None:
    rows = cells(*values, 150.0, 160.0, 170.0)
    answer = found(*rows, breaks=("2018",))
    plain = answer.assessment
    assert (plain.verdict, plain.reason) == ("cannot", "break")
    assert (plain.change, plain.slope, plain.ratio, plain.left) == (None, None, None, None)


# --- definitions, origins, seasons, reviews -----------------------------------------------------


def test_another_definition_in_between_is_left_out() -> None:
    answer = found(*cells(100.0, ("D", 500.0), 120.0, 130.0))
    assert told(answer)[:3] == ("on_track", None, ["2015", "2017", "2018"])
    assert [one.why for one in answer.left_out] == ["definition"]


def test_a_definition_that_changed_for_good_is_a_break() -> None:
    answer = found(*cells(100.0, 110.0, 120.0, ("D", 130.0), ("D", 140.0)))
    assert told(answer) == ("cannot", "break", ["2015", "2016", "2017"], "2018")
    back = found(*cells(("D", 100.0), ("D", 110.0), ("D", 120.0), 130.0))
    assert told(back) == ("cannot", "break", ["2015", "2016", "2017"], "2018")


def test_values_of_another_compilation() -> None:
    origins = {
        "a": {"reference": "table A", "processing": "as_published"},
        "b": {"reference": "table B", "processing": "compiled", "method": BREAK},
    }
    frame = synthetic.rows(*cells(*STEADY))
    frame.loc[frame["period"] >= "2018", "origin"] = "b"
    answer = found(frame=frame, origins=origins)
    assert told(answer) == ("cannot", "origin", ["2015", "2016", "2017"], "2018")
    assert {one.why for one in answer.left_out} == {"origin"}
    frame.loc[frame["period"] != "2016", "origin"] = "a"
    frame.loc[frame["period"] == "2016", "origin"] = "b"
    assert told(found(frame=frame, origins=origins))[0] == "on_track"


def test_only_the_bases_own_season() -> None:
    rows = [
        ("20", f"{year}-Q{quarter}", 100.0 + 10 * (year - 2015) + 50 * (quarter == 3))
        for year in range(2015, 2020)
        for quarter in (1, 3)
    ]
    quarters = {"base_period": "2015-Q1", "target_period": "2025-Q1"}
    answer = found(*rows, goals=quarters)
    assert told(answer)[:3] == ("on_track", None, [f"{year}-Q1" for year in range(2015, 2020)])
    assert {one.why for one in answer.left_out} == {"season"}
    # a break within the last year lies after the newest value of the season
    assert told(found(*rows, goals=quarters, breaks=("2019-Q2",)))[0] == "on_track"
    assert told(found(*rows, goals=quarters, breaks=("2018-Q3",)))[:2] == ("cannot", "break")


def awaiting(*values: Any, period: str, place: str = "20", item: Indicator | None = None) -> Status:
    item = item or synthetic.indicator()
    rows = [row for geo in THE_THREE for row in cells(*values, geo=geo)]
    library, figures = synthetic.library_of(synthetic.rows(*rows), item)
    cell = ["number", "total", place, period]
    figures.beside["synthetic"] = {"review": json.dumps([{"key": cell}])}
    where = "SE31" if item.aggregation.method == "sum" else "20"
    return status(library, goal(place=where, target_value=600 if where == "SE31" else 200))


def test_a_value_that_awaits_review_is_left_out() -> None:
    answer = awaiting(*STEADY, period="2019")
    assert told(answer)[:3] == ("on_track", None, YEARS[:-1])
    assert [(one.period, one.why) for one in answer.left_out] == [("2019", "review")]
    assert answer.newest is not None and answer.newest.period == "2019"


def test_a_base_that_awaits_review_is_no_base() -> None:
    assert told(awaiting(*STEADY, period="2015"))[:2] == ("cannot", "no_base")
    assert told(awaiting(100.0, period="2015"))[:2] == ("cannot", "no_base")


def test_a_part_that_awaits_review_leaves_the_whole_out() -> None:
    item = synthetic.indicator(aggregation={"method": "sum", "formula": BREAK})
    answer = awaiting(*STEADY, period="2019", place=THE_THREE[2], item=item)
    assert told(answer)[:3] == ("on_track", None, YEARS[:-1])


# --- the goal's own words -----------------------------------------------------------------------


def test_jumps_count_only_where_one_firm_can_be_the_county() -> None:
    values = (100.0, 140.0, 150.0, 160.0)
    assert told(found(*cells(*values)))[0] == "on_track"
    firm = synthetic.indicator(one_firm=True)
    assert told(found(*cells(*values), item=firm))[:2] == ("cannot", "one_firm")
    assert told(found(*cells(*STEADY), item=firm))[0] == "on_track"


def test_the_goals_direction_goes_before_the_indicators() -> None:
    falling = found(*cells(100.0, 95.0, 90.0), goals={"direction": "down", "target_value": 50})
    assert told(falling)[0] == "on_track"
    neither = synthetic.indicator(direction="none")
    with pytest.raises(ValueError, match="no direction"):
        found(*cells(*STEADY), item=neither)


def test_margins_are_those_published() -> None:
    rows = [("20", str(2015 + i), 100.0 + 10 * i, "A", 30.0) for i in range(4)]
    answer = found(*rows)
    assert (answer.assessment.band, answer.assessment.verdict) == (60, "no_sure_change")


def test_embedded_figures_worked_by_hand(library: Library) -> None:
    """Emission intensity of Dalarna 2015–2020 against a synthetic goal."""
    answer = status(
        library, goal(indicator="ghg_intensity", target_period="2030", target_value=10.0)
    )
    values = [point.value for point in answer.question.points]
    assert [point.period for point in answer.question.points] == [*YEARS, "2020"]
    pairs = sorted((values[j] - values[i]) / (j - i) for i in range(6) for j in range(i + 1, 6))
    assert answer.assessment.slope is not None
    assert answer.assessment.slope.slope == pytest.approx(pairs[7])  # the middle one of 15
    assert answer.assessment.needed == pytest.approx((10 - values[0]) / 15)
    assert answer.assessment.verdict == "on_track"
