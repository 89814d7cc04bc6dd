"""A strategy's folder is checked whole, and another strategy is only another folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.errors import InputFault
from indicators.library import Library
from indicators.strategy.load import FOLDER, folder, load_strategy
from indicators.strategy.model import STATUS_CLASSES
from indicators.strategy.status import status
from tests.indicators.strategy_book.books import EXAMPLE, catalogue, example, shipped

HEAD = """
[strategy]
name = "Utvecklingsstrategi"
lead = "Ett annat län"
[[challenge]]
id = "water"
name = { sv = "Vatten", en = "Water" }
lead = "Rent vatten"
indicators = ["unemployment_bas"]
[[area]]
id = "lakes"
name = "Sjöar"
challenges = ["water"]
[[plan]]
id = "plan"
name = "Plan"
places = ["01"]
"""
GOAL = """
[[goal]]
id = "goal"
plan = "plan"
name = "Mål"
indicator = "unemployment_bas"
place = "01"
base_period = "2020"
target_period = "2030"
target_value = 4
areas = ["lakes"]
decided_by = "Nämnden"
decided_on = 2024-01-31
document = "Planen"
"""


def faults(tmp_path: Path, *files: str) -> list[str]:
    for number, text in enumerate(files):
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    try:
        load_strategy(catalogue(), tmp_path)
    except InputFault as error:
        return [str(one) for one in error.faults]
    return []


def test_another_strategy_is_another_folder(tmp_path: Path) -> None:
    assert faults(tmp_path, HEAD, GOAL) == []
    found = load_strategy(catalogue(), tmp_path)
    goal = found.goals["goal"]
    assert (goal.name.sv, goal.name.en, goal.target_value) == ("Mål", "Mål", 4.0)
    assert goal.decided_on == date(2024, 1, 31)
    assert (goal.thresholds.on_track, goal.thresholds.slow) == (0.95, 0.60)
    assert found.goals_of("unemployment_bas") == (goal,) and found.goals_of("grp") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('plan = "plan"', 'plan = "other"', "0.toml: goal[1] goal: plan: unknown 'other'"),
        ('["lakes"]', '["sea"]', "0.toml: goal[1] goal: areas: unknown 'sea'"),
        ('"unemployment_bas"\np', '"happiness"\np', "goal: indicator: unknown 'happiness'"),
        ('place = "01"', 'place = "99"', "goal: place: unknown '99'"),
        ('"2030"', '"2019"', "expected later and later periods"),
        ('"2030"', '"soon"', "goal[1].target_period: expected value error, not a period: 'soon'"),
        ("target_value = 4", "", "goal[1].target_value: this key is required"),
        ("target_value = 4", 'target_value = "4,5"', "goal[1].target_value: expected a valid"),
        ("target_value = 4", "target_value = 4\ncolour = 1", "goal[1].colour: unknown key"),
        ("target_value = 4", "target_value = 4\nthresholds = { slow = 0.99 }",
         "thresholds: slow is above on_track"),
        ("target_value = 4", 'target_value = 4\nbreakdown = "women"',
         "breakdown: unemployment_bas has only total"),
        ('"unemployment_bas"\np', '"grp"\np', "direction: grp has none of its own"),
        ("[[goal]]", "[goal]", "0.toml: goal: expected tables [[goal]]"),
        ("[[goal]]", "[[aim]]", "0.toml: aim: unknown table, expected one of strategy, challenge"),
        ("[[goal]]", "[[goal", "0.toml: "),
    ],
)  # fmt: skip
def test_a_fault_names_file_table_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = HEAD + GOAL
    before, found, after = text.rpartition(old)
    assert found
    assert any(said in one for one in faults(tmp_path, before + new + after))


def test_every_fault_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD + GOAL, GOAL + "colour = 1\n", HEAD, GOAL)
    assert any(one.startswith("1.toml: goal[1].colour") for one in found)
    assert "2.toml: strategy: stands twice, expected once" in found
    assert "3.toml: goal[1]: id goal stands twice" in found


def test_what_does_not_agree_within_milestones_and_activities(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD, """
        [[milestone]]
        id = "m"
        plan = "plan"
        name = "Milstolpe"
        done_on = 2024-01-01
        decided_by = "Nämnden"
        decided_on = 2023-01-01
        [[activity]]
        id = "a"
        plan = "plan"
        name = "Aktivitet"
        owner = "Exempel"
        start = "2024-Q2"
        end = "2024-03"
        state = "done"
    """)  # fmt: skip
    assert found == [
        "1.toml: activity[1] a: end: is before start",
        "1.toml: milestone[1] m: done_on: a day, but done is not true",
    ]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="expected a folder, found none"):
        load_strategy(catalogue(), tmp_path / "borta")


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRATEGY_DIR", str(EXAMPLE))
    assert folder() == EXAMPLE
    monkeypatch.setenv("STRATEGY_DIR", "  ")
    assert folder() == FOLDER


def test_nothing_decided_is_shipped() -> None:
    assert (len(shipped().challenges), len(shipped().areas), len(shipped().plans)) == (5, 4, 4)
    assert not (shipped().goals or shipped().milestones or shipped().activities)
    assert shipped().about is not None and not shipped().about.example


# --- the example -----------------------------------------------------------------------------


def test_the_example_says_that_it_is_made_up() -> None:
    strategy = example()
    assert strategy.about is not None and strategy.about.example
    for records in (strategy.plans, strategy.goals, strategy.milestones, strategy.activities):
        for record in records.values():
            assert record.name.sv.startswith("Exempel") and record.name.en.startswith("Example")
    decided = [*strategy.goals.values(), *strategy.milestones.values()]
    assert {one.decided_by for one in decided} == {"Exempelnämnden"}
    assert all(one.document.startswith("Exempel") for one in strategy.goals.values())
    owners = {one.owner for one in (*strategy.activities.values(), *strategy.milestones.values())}
    assert all(owner is None or owner.startswith("Exempelorganisation ") for owner in owners)


def test_the_example_builds_on_what_is_shipped() -> None:
    assert example().challenges == shipped().challenges
    assert example().areas == shipped().areas
    assert example().plans.keys() == shipped().plans.keys()


def test_the_example_has_every_class_and_reason_on_the_embedded_figures(library: Library) -> None:
    found = {goal.id: status(library, goal).assessment for goal in example().goals.values()}
    assert {one.verdict for one in found.values()} == set(STATUS_CLASSES)
    reasons = {one.reason for one in found.values() if one.reason}
    assert reasons == {"few", "break", "not_published", "one_firm"}
    assert {goal.place for goal in example().goals.values()} == {"20", "21", "17", "SE31"}


def test_the_example_has_white_spots_and_every_state() -> None:
    strategy = example()
    used = {area for goal in strategy.goals.values() for area in goal.areas}
    assert strategy.areas.keys() - used == {"sme_transition"}
    states = {one.state for one in strategy.activities.values()}
    assert states == {"planned", "ongoing", "done", "cancelled"}
    assert any(not one.areas and not one.indicators for one in strategy.activities.values())
    assert any(one.money for one in strategy.activities.values())
    assert any(one.money is None for one in strategy.activities.values())
    today = date(2026, 11, 23)
    stones = strategy.milestones.values()
    assert any(one.done for one in stones) and any(one.due is None for one in stones)
    assert any(not one.done and one.due and one.due < today for one in stones)
    assert any(not one.done and one.due and one.due > today for one in stones)
