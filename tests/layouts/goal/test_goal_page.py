"""The page of a goal: its parts, its numbers, what it says where nothing can be said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.geography import RIKET, geographies
from data.registry import load_datasets
from indicators import formats, naming
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.model import Selection
from indicators.strategy.assess import Point, Question, assess
from indicators.strategy.counts import goal_status
from indicators.strategy.model import STATUS_CLASSES, Verdict
from indicators.strategy.plausible import plausible, plausible_words
from indicators.strategy.projection import projection
from indicators.strategy.relations import activities_beside
from indicators.strategy.status import Status
from indicators.strategy.steps import steps
from indicators.strategy.verdicts import Opinion
from indicators.strategy.words import SYMBOLS, class_word, reason_words
from layouts.pages import goal, goal_beside, goal_chart, goal_evidence, goal_summary
from layouts.pages.goal_words import name_of
from tests.layouts.goal.pages import (
    GOALS,
    LANGUAGES,
    example,
    html_of,
    of_goals,
    synthetic_goal,
    text_of,
)

SV = Selection()


@pytest.fixture(scope="module")
def goals(library: Library) -> Library:
    """The embedded figures under the example strategy."""
    return example(library)


def page(library: Library, name: str, language: str = "sv", **changes: Any) -> list[Any]:
    selection = replace(Selection(language=language), **changes)  # type: ignore[arg-type]
    return goal.layout_at(f"/mal/{name}", library, selection, ())


def part(text: str, name: str) -> str:
    """The text of one of the four parts of a goal."""
    found = re.search(rf'<div class="goal-part part-{name}">(.*?)</div>', text)
    assert found, name
    return text_of(found.group(1))


def shown(found: Status, value: float, language: str, more: int = 0, apart: bool = False) -> str:
    """A number as a reader must see it, written anew for the tests."""
    item = found.indicator
    symbol = item.symbol[language] if item.symbol else ""
    if apart and item.percent:
        symbol = naming.say()("symbol_points", language)
    text = formats.with_unit(value, item.decimals + more, language, symbol, signed=apart)
    return text


def test_the_example_has_goals_of_most_classes(goals: Library) -> None:
    classes = {goal_status(goals, name).assessment.verdict for name in GOALS}
    assert len(GOALS) > 10 and len(classes) >= 5 and "cannot" in classes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GOALS)
def test_every_number_of_a_goal_stands_on_its_page(goals, name, language) -> None:
    found, said = goal_status(goals, name), page(goals, name, language)
    text, html = text_of(said), html_of(said)
    answer, record = found.assessment, found.goal
    assert name_of(record, language) in text and ">None<" not in html and "{" not in text
    target = part(html, "target")
    assert shown(found, record.target_value, language) in target
    assert formats.period(record.target_period, language) in target
    assert formats.period(record.base_period, language) in target
    for who in (record.decided_by, str(record.decided_on), record.document):
        assert who in target
    for period, value in found.question.path:
        assert f"{shown(found, value, language)} ({period})" in target
    if found.newest is not None and found.newest.value is not None:
        assert shown(found, found.newest.value, language) in part(html, "level")
    if answer.left is not None and answer.verdict != "reached":
        assert shown(found, answer.left, language, apart=True) in part(html, "level")
    if answer.slope is not None:
        for value in (answer.slope.slope, answer.slope.low, answer.slope.high):
            assert shown(found, value, language, 1, True) in part(html, "direction")
        assert shown(found, answer.slope.slope, language, 1, True) in part(html, "pace")
    if answer.needed is not None and not answer.due:
        assert shown(found, answer.needed, language, 1, True) in part(html, "pace")
    for step in steps(found, language):
        assert step.text in text and step.label in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GOALS)
def test_the_class_has_symbol_word_and_meaning_or_a_reason(goals, name, language) -> None:
    found = goal_status(goals, name)
    verdict = found.assessment.verdict
    said = text_of(goal_summary.verdict(found, language))
    assert SYMBOLS[verdict] in said and class_word(verdict, language) in said
    reason = reason_words(found, language)
    assert bool(reason) == (verdict == "cannot") and reason in said
    assert len(said) > len(class_word(verdict, language)) + 20


@pytest.mark.parametrize("name", GOALS)
def test_riket_stands_in_the_level_where_it_can_be_compared(goals, name) -> None:
    found = goal_status(goals, name)
    said = part(html_of(page(goals, name)), "level")
    comparable = found.riket is not None and not found.indicator.extensive
    assert (f"{geographies()[RIKET].short('sv')}: " in said) == comparable
    if comparable:
        assert found.newest is not None and found.riket is not None
        assert found.newest.value is not None and found.riket.value is not None
        apart = found.newest.value - found.riket.value
        assert shown(found, apart, "sv", apart=True) in said
        assert shown(found, found.riket.value, "sv") in said


def test_level_direction_and_pace_have_a_symbol_and_a_word_each(goals) -> None:
    shapes = set()
    for name in GOALS:
        html = html_of(page(goals, name))
        mine = []
        for kind in ("level", "direction", "pace"):
            found = re.search(
                rf'part-{kind}">.*?part-symbol" aria-hidden="true">(.*?)</span><b>(.*?)</b>', html
            )
            assert found and found.group(1) and found.group(2), (name, kind)
            mine.append(found.group(1))
        shapes.add(tuple(mine))
    assert len(shapes) >= 5
    # never one arrow for all three
    assert all(level not in "↗↘" and pace not in "↗↘" for level, _, pace in shapes)


PACES = [
    # values since 2010, target in 2030 -> pace; worked by hand: needed is (20 - 10) / 20 = 0.5
    ((10.0, 10.5, 11.0), 20.0, "enough"),
    ((10.0, 10.4, 10.8), 20.0, "slow"),
    ((10.0, 10.2, 10.4), 20.0, "far"),
    ((10.0, 9.5, 9.0), 20.0, "away"),
    ((10.0, 11.0, 10.0), 20.0, "unsure"),
    ((10.0, 15.0, 20.0), 20.0, "reached"),
    ((10.0, 10.0, 10.0), 10.5, "unsure"),
    ((10.0, 12.0), 20.0, "unknown"),
]


@pytest.mark.parametrize(("values", "target", "pace"), PACES)
def test_the_word_of_a_pace(goals, values, target, pace) -> None:
    found = goal_status(goals, GOALS[0])
    points = tuple(Point(str(2010 + year), value) for year, value in enumerate(values))
    question = replace(found.question, points=points, target_period="2030", target_value=target,
                       direction="up", path=(), noise=0.0, reason=None, jumped=False)  # fmt: skip
    changed = replace(found, question=question, assessment=assess(question))
    assert goal_summary.pace_name(changed) == pace


@pytest.mark.parametrize("name", GOALS)
def test_the_chart_is_that_of_the_goal(goals, name) -> None:
    found = goal_status(goals, name)
    spec = goal_chart.chart_spec(goals, found, SV)
    if spec is None:
        assert found.newest is None
        assert goal_chart.say()("chart_none", "sv") in text_of(page(goals, name))
        return
    assert spec.series[0].code == found.goal.place
    assert {one.code for one in spec.series} <= {found.goal.place, RIKET}
    assert spec.targets and spec.targets[0].goal == name
    assert spec.targets[0].value == found.goal.target_value
    assert spec.fan == projection(found)
    if found.assessment.verdict == "cannot":
        assert not spec.fan
    ids = set(re.findall(r'[{ ,]"?id"?[:=] ?"([^"]+)"', html_of(page(goals, name))))
    assert {"goal-chart-head", "goal-chart-alt", "goal-chart-keys"} <= ids


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GOALS)
def test_plausibility_is_shown_with_the_best_counties(goals, name, language) -> None:
    found = goal_status(goals, name)
    said = text_of(goal_evidence.within_reach(goals, found, language))
    compared = plausible(goals, found)
    if compared is None:
        assert not re.search(r"\d+ (av|of) \d+", said)
        return
    assert plausible_words(compared, found, language) in said
    paces = [shown(found, one.slope, language, 1, apart=True) for one in compared.best]
    for rank, one in enumerate(compared.best, start=1):
        alike = paces.index(paces[rank - 1]) + 1
        place = f"{alike}. {geographies()[one.place].short(language)}"
        there = rank <= goal_evidence.MOST_PACES or one.place == found.goal.place
        assert (place in said) == there


def test_verdicts_stand_beside_the_computed_one(goals) -> None:
    for name in GOALS:
        found = goal_status(goals, name)
        said = text_of(goal_evidence.two_verdicts(goals, found, "sv"))
        assert "Beräknat av panelen" in said
        assert class_word(found.assessment.verdict, "sv") in said
        for verdict in found.goal.verdicts:
            for words in (verdict.office, str(verdict.on), verdict.motive["sv"]):
                assert words in said
            assert class_word(verdict.verdict, "sv") in said
        assert ("Ingen analytiker" in said) == (not found.goal.verdicts)


@pytest.mark.parametrize(("older", "words"), [(True, "äldre siffror"), (False, "desamma")])
def test_a_verdict_on_older_figures_is_marked(older, words) -> None:
    verdict = Verdict.model_validate(
        {"on": "2021-01-01", "office": "Kontor", "verdict": "on_track", "motive": "Skäl"}
    )
    row = goal_evidence.given_row(Opinion(verdict, older, "2019"), "sv")
    assert words in text_of(row) and "2019" in text_of(row)
    assert ('class="caution"' in html_of(row).replace('"className": ', "class=")) == older


def test_activities_are_context_and_no_cause(goals) -> None:
    told = 0
    for name in GOALS:
        found = goals.strategy.goals[name]
        said = text_of(goal_beside.activities(goals, found, "sv"))
        beside = activities_beside(found, goals.strategy)
        for one in beside:
            assert one.name["sv"] in said and one.owner in said
        assert ("Sammanhang, inte orsak" in said) == bool(beside)
        told += bool(beside)
    assert told


def test_earlier_days_give_the_status_as_it_would_have_been(library: Library) -> None:
    made = of_goals(library, synthetic_goal())
    days = goal_beside.release_days(made, made.strategy.goals["made_up"])
    assert len(days) >= 2 and list(days) == sorted(days, reverse=True)
    said = goal_beside.history(made, made.strategy.goals["made_up"], SV)
    text, html = text_of(said), html_of(said)
    for day in days[: goal_beside.MOST_DAYS]:
        assert f"dag={day}" in html
        newest = goal_status(made, "made_up", day).newest
        if newest is not None:
            assert formats.number(newest.value, 0, "sv") in text
    # as of a day only what had been published by then
    assert goal_beside.release_days(made, made.strategy.goals["made_up"], days[-1]) == days[-1:]


def test_an_earlier_day_is_said_with_the_way_back(library: Library) -> None:
    made = of_goals(library, synthetic_goal(base_period="2013"))
    day = date(2019, 1, 1)
    said = page(made, "made_up", as_of=day)
    assert "kände till 2019-01-01" in text_of(said)
    assert '"href": "/mal/made_up"' in html_of(said)
    assert formats.number(1344, 0, "sv") in part(html_of(said), "level")
    assert formats.number(1344, 0, "sv") not in part(html_of(page(made, "made_up")), "level")
    assert "efter den dag" not in text_of(said)
    assert "efter den dag" in text_of(page(made, "made_up", as_of=date(2017, 6, 1)))


def test_an_example_says_so_and_a_regions_own_does_not(goals, library: Library) -> None:
    assert "Exempel. Målen" in text_of(page(goals, GOALS[0]))
    assert "Exempel. Målen" not in text_of(page(of_goals(library, synthetic_goal()), "made_up"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_goal_gets_plain_words_and_the_list(goals, language) -> None:
    said = page(goals, "<finns-inte>", language)
    assert "finns-inte" in text_of(said)
    assert all(f"/mal/{name}" in html_of(said) for name in GOALS)


def test_the_base_value_when_decided_is_told_where_it_differs(library: Library) -> None:
    same = of_goals(library, synthetic_goal(base_value=1323))
    then = of_goals(library, synthetic_goal(base_value=1344))
    words = "När målet beslutades var basvärdet"
    assert words not in part(html_of(page(same, "made_up")), "target")
    assert f"{words} {formats.number(1344, 0, 'sv')}" in part(
        html_of(page(then, "made_up")), "target"
    )


def test_a_number_that_grows_with_the_place_is_not_held_against_riket(library: Library) -> None:
    made = of_goals(library, synthetic_goal())
    assert "växer med platsens storlek" in part(html_of(page(made, "made_up")), "level")


def test_every_class_has_a_meaning_in_both_languages() -> None:
    for name in STATUS_CLASSES:
        for language in LANGUAGES:
            assert class_word(name, language)


@pytest.mark.parametrize("name", GOALS)
def test_few_values_are_not_said_to_give_an_interval_of_95_per_cent(goals, name) -> None:
    """With n points the range of all slopes leaves out zero by chance 2 times of n! (Kendall)."""
    answer = goal_status(goals, name).assessment
    said = part(html_of(page(goals, name)), "direction")
    told = answer.slope is not None
    assert ("Osäkerhetsintervall 95" in said) == (told and answer.points >= 5)
    assert ("för få för ett intervall" in said) == (told and answer.points < 5)


def test_a_target_year_that_is_over_is_said_while_its_value_is_missing(goals) -> None:
    words = "Målåret 2025 är förbi"
    found = goal_status(goals, "gavleborg_unemployment")
    assert found.newest is not None and found.newest.period < "2025"
    for day, said in ((date(2025, 12, 31), False), (date(2026, 1, 1), True)):
        shown_on = replace(found, as_of=day)
        assert (words in text_of(goal_summary.verdict(shown_on, "sv"))) == said
    assert words not in text_of(page(goals, "dalarna_unemployment"))


def test_a_missed_target_year_is_not_told_by_its_pace() -> None:
    """97 per cent of the pace, but the year has come: "too slow" is then no share of 60 to 95."""
    points = tuple(Point(str(2015 + n), 100 + 9.7 * n) for n in range(6))
    question = Question(points, "2020", 150, "up")
    answer = assess(question)
    assert (answer.verdict, answer.due) == ("too_slow", True)
    made_up = synthetic_goal()
    found = Status(
        made_up, load_catalogue(load_datasets()).indicators[made_up.indicator], question, answer
    )
    said = text_of(goal_summary.verdict(found, "sv"))
    assert "Målåret har kommit" in said and "60–95" not in said


def test_regions_are_not_called_counties(goals) -> None:
    for name, head in (("joint_growth", "Riksområde"), ("dalarna_climate", "Län")):
        said = text_of(goal_evidence.within_reach(goals, goal_status(goals, name), "sv"))
        assert f" {head} Bästa takt" in said


def test_the_list_names_the_sex_of_a_goal(goals) -> None:
    assert "Värmland, kvinnor" in text_of(goal.layout_at("/mal", goals, SV, ()))


@pytest.mark.parametrize("target", [4000, 8000])
def test_a_jump_of_one_firm_is_neither_towards_nor_away(library: Library, target: int) -> None:
    """Gävleborg's R&D rises by 54 per cent from 2017 to 2019: no progress (rule 10)."""
    made = synthetic_goal(
        indicator="rd_per_inhabitant", place="21", base_period="2017", target_value=target
    )
    found = goal_status(of_goals(library, made), made.id)
    assert found.question.jumped
    said = part(html_of(page(of_goals(library, made), made.id)), "direction")
    assert "kan inte bedömas" in said and "Enskilda företag" in said
    assert "mot målet" not in said


def test_days_and_spans_of_years_are_not_broken_over_lines(goals) -> None:
    html = html_of(page(goals, "joint_exports"))
    top = html.split('class="goal-four"')[1].split('class="goal-chart"')[0]
    assert re.findall(r'class="whole">([^<]+)<', top) == ["2020-11-30", "2020–2030", "2010–2019"]


@pytest.mark.parametrize("name", GOALS)
def test_the_status_says_beside_its_meaning_what_it_rests_on(goals, name) -> None:
    html = html_of(page(goals, name))
    [means] = re.findall(r'<span class="means">(.*?)</span>', html)
    few = "Vilar på bara 3 värden." in means
    assert few is (name in ("dalarna_unemployment", "gavleborg_unemployment"))
    assert all(len(sentence) > 3 for sentence in means.split(". "))
