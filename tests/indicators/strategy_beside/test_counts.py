"""Counts name their denominator and how many could not be assessed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from indicators.library import Library
from indicators.strategy.counts import Cell, cell_words, columns, goal_status, matrix
from indicators.strategy.load import Strategy, load_strategy
from indicators.strategy.status import status
from tests.indicators.strategy_beside import made

TODAY = date(2026, 11, 23)
#: Dalarna is on track to 20 in 2020, Gävleborg stands still, Värmland is there
FIGURES = made.yearly({"20": [11, 12, 13], "21": [9, 9, 9], "17": [19, 20, 21]})
ONE, TWO = made.challenge("one", themes=["synthetic"]), made.challenge("two")
EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "strategi"


def of(*records: object, today: date = TODAY) -> dict[tuple[str, str], Cell]:
    library = made.library(FIGURES, *records)
    return {
        (row.challenge, cell.place): cell
        for row in matrix(library, today=today)
        for cell in row.cells
    }


def test_every_goal_is_counted_by_class_in_its_place() -> None:
    goals = [made.goal("d"), made.goal("g", place="21"), made.goal("v", place="17")]
    goals += [made.goal("few", base_period="2012"), made.goal("both", challenges=["one", "two"])]
    cells = of(ONE, TWO, made.plan(), *goals)
    assert cells["one", "20"].goals == ("d", "few", "both")
    assert cells["one", "20"].classes == {"on_track": 2, "cannot": 1}
    assert cells["one", "21"].classes == {"no_sure_change": 1}
    assert cells["one", "17"].classes == {"reached": 1}
    assert cells["two", "20"].goals == ("both",)
    assert (cells["one", "SE31"].total, cells["two", "17"].total) == (0, 0)
    first = cells["one", "20"]
    assert (first.total, first.on_the_way, first.cannot) == (3, 2, 1)


def test_the_columns_are_the_three_the_region_and_any_other_place_named() -> None:
    assert columns(Strategy()) == ("20", "21", "17", "SE31")
    strategy = made.strategy(
        made.goal(place="01"), made.plan("q", "03"), made.milestone("m", plan="q")
    )
    assert columns(strategy) == ("20", "21", "17", "SE31", "01", "03")


def test_milestones_stand_in_the_places_of_their_plan() -> None:
    cells = of(
        ONE,
        made.plan("p", "20", "21"),
        made.milestone("done", challenges=["one"], done=True),
        made.milestone("late", challenges=["one"], due="2026-01-01"),
        made.milestone("waiting", challenges=["one"], due="2027-01-01"),
    )
    for place in ("20", "21"):
        cell = cells["one", place]
        assert (len(cell.milestones), cell.done, cell.late) == (3, 1, 1)
    assert cells["one", "17"].milestones == ()


def test_what_serves_no_challenge_has_a_row_of_its_own_and_is_not_lost() -> None:
    cells = of(TWO, made.plan(), made.goal())
    assert cells["", "20"].goals == ("g",)
    assert ("", "20") not in of(ONE, made.plan(), made.goal())


def test_an_empty_strategy_and_one_without_goals() -> None:
    assert of() == {}
    cells = of(ONE, made.plan())
    assert {cell_words(cell, "sv") for cell in cells.values()} == {"inget mål satt"}
    assert {cell_words(cell, "en") for cell in cells.values()} == {"no goal set"}


def test_a_place_without_data_is_counted_as_not_assessed() -> None:
    cells = of(ONE, made.plan(), made.goal(place="SE31"))
    assert cell_words(cells["one", "SE31"], "sv") == "0 av 1 på väg, 1 kan inte bedömas"


def cell(classes: dict[str, int], milestones: int = 0, done: int = 0, late: int = 0) -> Cell:
    goals = tuple(str(n) for n in range(sum(classes.values())))
    named = tuple(str(n) for n in range(milestones))
    return Cell("20", goals, classes, named, done, late)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counted", "swedish", "english"),
    [
        (
            cell({"on_track": 7, "wrong_way": 2, "cannot": 3}),
            "7 av 12 på väg, 3 kan inte bedömas",
            "7 of 12 on track, 3 cannot be assessed",
        ),
        (
            cell({"on_track": 1, "reached": 2}),
            "3 av 3 på väg (varav 2 nådda)",
            "3 of 3 on track (of which 2 reached)",
        ),
        (
            cell({"reached": 1}),
            "1 av 1 på väg (varav 1 nått)",
            "1 of 1 on track (of which 1 reached)",
        ),
        (
            cell({"cannot": 1}, 1, 0, 1),
            "0 av 1 på väg, 1 kan inte bedömas; 0 av 1 milstolpe klar, 1 försenad",
            "0 of 1 on track, 1 cannot be assessed; 0 of 1 milestone done, 1 late",
        ),
        (
            cell({}, 4, 1, 2),
            "inget mål satt; 1 av 4 milstolpar klar, 2 försenade",
            "no goal set; 1 of 4 milestones done, 2 late",
        ),
        (
            cell({}, 4, 3),
            "inget mål satt; 3 av 4 milstolpar klara",
            "no goal set; 3 of 4 milestones done",
        ),
    ],
)
def test_the_words_of_a_cell(counted: Cell, swedish: str, english: str) -> None:
    assert cell_words(counted, "sv") == swedish
    assert cell_words(counted, "en") == english


def test_a_status_is_computed_once_and_is_that_of_the_method() -> None:
    library = made.library(FIGURES, made.goal())
    assert goal_status(library, "g") is goal_status(library, "g")
    assert goal_status(library, "g") == status(library, library.strategy.goals["g"])
    assert goal_status(library, "g", TODAY).as_of == TODAY
    with pytest.raises(KeyError):
        goal_status(library, "unknown")


def test_the_example_counts_every_goal_once_a_challenge(library: Library) -> None:
    example = Library(
        library.catalogue,
        library.datasets,
        library._store,
        load_strategy(library.catalogue, EXAMPLE),
    )
    counted: Counter[str] = Counter()
    for row in matrix(example, today=TODAY):
        for one in row.cells:
            assert sum((one.classes or {}).values()) == one.total
            counted.update(one.goals)
    assert set(counted) == set(example.strategy.goals)


def test_what_rests_on_three_values_is_said_with_the_count() -> None:
    goals = [made.goal("d"), made.goal("g", place="21"), made.goal("v", place="17")]
    cells = of(ONE, made.plan(), *goals)
    # the one that has reached its target does not rest on a trend
    assert [cells["one", code].few for code in ("20", "21", "17")] == [1, 1, 0]
    assert cell_words(cells["one", "20"], "sv") == "1 av 1 på väg, 1 vilar på bara 3 värden"
    assert cell_words(cells["one", "21"], "en") == "0 of 1 on track, 1 rests on only 3 values"
    longer = made.yearly({"20": [11, 12, 13, 14], "21": [9, 9, 9, 9], "17": [19, 20, 21, 22]})
    library = made.library(longer, ONE, made.plan(), *goals)
    assert all(cell.few == 0 for row in matrix(library, today=TODAY) for cell in row.cells)
    many = Cell("20", ("a", "b"), {"on_track": 2}, few=2)
    assert cell_words(many, "sv") == "2 av 2 på väg, 2 vilar på bara 3 värden"
