"""A strategy written to Excel and to TOML and read again is the same strategy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.strategy.book import SHEETS
from indicators.strategy.book_faults import BookFaults
from indicators.strategy.book_lists import joined, parted
from indicators.strategy.book_read import read_book
from indicators.strategy.book_toml import FILE, put_in_folder, strategy_toml
from indicators.strategy.book_write import export, template
from indicators.strategy.load import Strategy, load_strategy, problems
from indicators.strategy.model import (
    About,
    Activity,
    Area,
    Challenge,
    Goal,
    Milestone,
    PathPoint,
    Plan,
    Verdict,
)
from tests.conftest import SOAK
from tests.indicators.strategy_book.books import catalogue, changed, example, shipped


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("which", [example, shipped, Strategy])
def test_excel_and_back(which: Any, language: str) -> None:
    assert read_book(export(which(), catalogue(), language), catalogue()) == which()


def test_it_stays_the_same_when_another_program_has_saved_the_workbook() -> None:
    assert read_book(changed(lambda book: None), catalogue()) == example()


@pytest.mark.parametrize("which", [example, shipped, Strategy])
def test_toml_and_back(which: Any, tmp_path: Path) -> None:
    assert put_in_folder(which(), tmp_path / "strategi", catalogue()) is None
    assert load_strategy(catalogue(), tmp_path / "strategi") == which()


def test_the_same_strategy_is_the_same_bytes() -> None:
    assert export(example(), catalogue()) == export(example(), catalogue())


def test_a_template_has_what_others_refer_to_and_nothing_decided() -> None:
    found = read_book(template(example(), catalogue()), catalogue())
    assert (found.challenges, found.areas, found.plans) == (
        example().challenges, example().areas, example().plans,
    )  # fmt: skip
    assert not (found.goals or found.milestones or found.activities)


# --- strategies that hypothesis makes --------------------------------------------------------

#: what people write, and what they should not: marks, brackets, semicolons, line breaks, formulas
words = st.text(
    st.one_of(
        st.sampled_from("aåÖ 0=;\\[]{}\"'#\n\t,.*–−&<>_x"),
        st.characters(exclude_categories=["C", "Z"]),
    ),
    min_size=1,
    max_size=12,
).map(lambda text: f"{text}a".strip())
texts = st.one_of(words, st.fixed_dictionaries({"sv": words, "en": words}))
codes = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
numbers = st.floats(allow_nan=False, allow_infinity=False)
days = st.dates(date(1900, 3, 1), date(2999, 12, 31))
years = st.integers(1950, 2030)
addresses = st.sampled_from(["https://exempel.test/plan", "http://a.test/?a=1&b=2;c#d"])
#: what follows the year in every period of a goal: a month, a quarter, nothing
parts_of_years = st.sampled_from(["", "-03", "-Q3"])
places = st.lists(st.sampled_from(["20", "21", "17", "SE31", "00", "01", "DE11"]), unique=True)


def some(things: Any) -> Any:
    known = sorted(things)
    picked = st.lists(st.sampled_from(known), unique=True, max_size=3) if known else st.just([])
    return picked.map(tuple)


def maybe(**fields: Any) -> Any:
    """Some of the fields, each with a value."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def strategies(draw: st.DrawFn) -> Strategy:
    """Any strategy that the loader accepts."""
    indicators = catalogue().indicators
    pick = some(indicators)

    def made(model: Any, required: Any, optional: Any, most: int = 3) -> dict[str, Any]:
        ids = draw(st.lists(codes, unique=True, max_size=most))
        return {
            one: model(id=one, **draw(st.fixed_dictionaries(required)), **draw(optional))
            for one in ids
        }

    about = draw(st.none() | st.builds(
        lambda name, lead, rest: About(name=name, lead=lead, **rest), texts, texts,
        maybe(example=st.booleans(), notes=st.lists(texts, max_size=2).map(tuple)),
    ))  # fmt: skip
    challenges = made(
        Challenge, {"name": texts, "lead": texts},
        maybe(number=st.integers(-9, 99), empty=texts, indicators=pick,
              themes=some(catalogue().themes)),
    )  # fmt: skip
    areas = made(
        Area, {"name": texts},
        maybe(aliases=st.lists(words, max_size=3).map(tuple), challenges=some(challenges),
              indicators=pick, source=addresses),
    )  # fmt: skip
    plans = made(
        Plan, {"name": texts, "places": places.filter(bool)},
        maybe(areas=some(areas), document=addresses),
    )  # fmt: skip
    if not plans:
        return Strategy(about, challenges, areas, plans)
    plan = st.sampled_from(sorted(plans))
    decided = {"plan": plan, "name": texts, "decided_by": words, "decided_on": days}
    belongs = {"areas": some(areas), "challenges": some(challenges)}
    part = draw(parts_of_years)
    whole = sorted(name for name, one in indicators.items() if "total" in one.breakdowns)
    goals = made(Goal, {
        **decided, "indicator": st.sampled_from(whole), "document": words,
        "place": places.filter(bool).map(lambda found: found[0]), "target_value": numbers,
        "base_period": years.map(lambda year: f"{year}{part}"),
        "direction": st.sampled_from(["up", "down"]),
        "target_period": st.integers(2041, 2060).map(lambda year: f"{year}{part}"),
    }, maybe(
        **belongs, base_value=numbers, link=addresses,
        path=st.lists(numbers, max_size=3).map(lambda found: tuple(
            {"period": f"{2031 + number}{part}", "value": value}
            for number, value in enumerate(found))),
        thresholds=maybe(on_track=st.floats(0.7, 1.5), slow=st.floats(0.01, 0.7)),
        verdicts=st.lists(st.fixed_dictionaries({
            "on": days, "office": words, "motive": texts,
            "verdict": st.sampled_from(["reached", "cannot", "no_sure_change"])}), max_size=2,
        ).map(tuple),
    ))  # fmt: skip
    milestones = made(
        Milestone, decided,
        st.one_of(maybe(**belongs, due=days, owner=words, note=texts),
                  st.fixed_dictionaries({"done": st.just(True), "done_on": days})),
    )  # fmt: skip
    activities = made(Activity, {
        "plan": plan, "name": texts, "owner": words, "start": years.map(str),
        "state": st.sampled_from(["planned", "ongoing", "done", "cancelled"]),
    }, maybe(places=places.map(tuple), end=st.just("2031-12"), areas=some(areas), link=addresses,
             money=st.floats(0, 1e12), indicators=pick))  # fmt: skip
    return Strategy(about, challenges, areas, plans, goals, milestones, activities)


@given(strategies(), st.sampled_from(["sv", "en"]))
@settings(max_examples=300 if SOAK else 12)
def test_any_strategy_goes_to_excel_and_back(strategy: Strategy, language: str) -> None:
    assert list(problems(strategy, catalogue())) == []
    found = read_book(export(strategy, catalogue(), language), catalogue())
    assert found == strategy
    assert list(found.goals) == list(strategy.goals)


@given(strategies())
@settings(max_examples=1000 if SOAK else 30)
def test_any_strategy_goes_to_toml_and_back(
    tmp_path_factory: pytest.TempPathFactory, strategy: Strategy
) -> None:
    folder = tmp_path_factory.mktemp("toml")
    (folder / FILE).write_text(strategy_toml(strategy), encoding="utf-8", newline="\n")
    assert load_strategy(catalogue(), folder) == strategy


@given(st.lists(words))
def test_several_words_in_one_cell_come_apart_as_they_were(pieces: list[str]) -> None:
    assert parted(joined(tuple(pieces))) == tuple(pieces)


# --- what a workbook cannot hold -------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": "a\x01b"}, "kolumn S (Dokument): texten har tecken"),
        ({"document": "_x0041_"}, "kolumn S (Dokument): texten har tecken"),
        ({"document": "a" * 40_000}, "kolumn S (Dokument): texten är längre"),
        ({"decided_on": date(1899, 1, 1)}, "kolumn R (Beslutsdag): datumet 1899-01-01"),
        ({"target_value": float("inf")}, "kolumn K (Målvärde): inf är inget tal"),
    ],
)
def test_what_a_workbook_cannot_hold_is_refused_and_never_left_out(
    change: dict[str, Any], said: str
) -> None:
    goal = next(iter(example().goals.values())).model_copy(update=change)
    strategy = replace(example(), goals={goal.id: goal})
    with pytest.raises(BookFaults) as refused:
        export(strategy, catalogue())
    assert f"Mål, rad 2, {said}" in str(refused.value)


# --- nothing without a column ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "model"),
    [("strategy", About), ("challenge", Challenge), ("area", Area), ("plan", Plan), ("goal", Goal),
     ("path", PathPoint), ("verdict", Verdict), ("milestone", Milestone), ("activity", Activity)],
)  # fmt: skip
def test_every_field_of_a_record_has_a_column(table: str, model: Any) -> None:
    (sheet,) = [one for one in SHEETS if one.table == table]
    columns = {column.key.split(".")[0] for column in sheet.columns}
    elsewhere = {"strategy": {"notes"}, "goal": {"path", "verdicts"}}.get(table, set())
    belongs = {"goal"} if table in ("path", "verdict") else set()
    assert columns - belongs == model.model_fields.keys() - elsewhere
    for column in sheet.columns:
        if column.key in model.model_fields:
            assert column.required == model.model_fields[column.key].is_required()
