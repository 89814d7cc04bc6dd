"""Every step in words and numbers, and the file from which anyone can compute the same again."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from indicators.compare import JUMP
from indicators.library import Library
from indicators.phrases import phrases
from indicators.strategy.assess import Question, assess
from indicators.strategy.status import Status, status
from indicators.strategy.steps import WORDS, steps
from indicators.strategy.steps_file import SCHEMA, as_json, published_words, question_of
from tests.indicators import synthetic
from tests.indicators.strategy.test_assess import questions
from tests.indicators.strategy.test_status import STEADY, cells, found, goal


def by_key(answer: Status, language: str = "sv") -> dict[str, str]:
    return {step.key: step.text for step in steps(answer, language)}


def test_the_steps_in_the_order_a_reader_follows() -> None:
    rows = cells(100.0, None, 120.0, 130.0, 140.0)
    answer = found(*rows, *cells(*[200.0] * 5, geo="00"), goals={"base_value": 99})
    keys = list(dict.fromkeys(step.key for step in steps(answer, "sv")))
    assert keys == [
        "base", "base_decided", "target", "point", "left_out", "change", "band", "slope",
        "interval", "way", "expected", "needed", "ratio", "thresholds", "needed_left", "left",
        "riket", "verdict",
    ]  # fmt: skip


def test_what_the_steps_say_in_swedish() -> None:
    answer = found(*cells(*STEADY), *cells(*[200.0] * 5, geo="00"))
    told = by_key(answer)
    assert told["base"] == "2015: 100,0"
    assert told["target"] == "2025: minst 200,0"
    assert told["change"] == "+40,0 på 4 år (2015–2019)"
    assert told["slope"].startswith("+10,00 per år (medianen av alla parvisa lutningar")
    assert told["interval"].startswith("+10,00 till +10,00 per år (Sen; 95 procent")
    assert told["needed"] == "+10,00 per år"
    assert told["needed_left"] == "+10,00 per år till 2025"
    assert told["ratio"] == "100 procent"
    assert told["left"] == "2019: +60,0 eller +42,9\u00a0procent"
    assert told["riket"] == "2019: −60,0 eller −30,0\u00a0procent (140,0 mot 200,0)"
    assert told["verdict"] == "på väg"


def test_shares_are_told_in_percentage_points() -> None:
    share = synthetic.indicator(symbol={"sv": "%", "en": "%"})
    answer = found(*cells(40.0, 41.0, 42.0), *cells(*[45.0] * 3, geo="00"), item=share,
                   goals={"target_value": 50})  # fmt: skip
    told = by_key(answer)
    assert told["base"] == "2015: 40,0\u00a0%"
    assert told["slope"].startswith("+1,00\u00a0procentenheter per år")
    assert told["left"] == "2017: +8,0\u00a0procentenheter"
    assert told["riket"] == "2017: −3,0\u00a0procentenheter (42,0\u00a0% mot 45,0\u00a0%)"
    units = {step.key: step.unit for step in steps(answer, "en")}
    assert units["point"] == "%"
    assert units["left"] == "percentage points"
    assert units["slope"] == "percentage points a year"


def test_a_number_that_grows_with_the_place_has_no_distance_to_riket() -> None:
    total = synthetic.indicator(extensive=True)
    answer = found(*cells(*STEADY), *cells(*[9000.0] * 5, geo="00"), item=total)
    assert "riket" not in by_key(answer)


def test_a_break_says_why_there_is_no_status_and_computes_nothing() -> None:
    answer = found(*cells(*STEADY), breaks=("2018",))
    told = by_key(answer)
    assert told["break"].startswith("2018:")
    assert told["left_out"] == "2019: 140,0 – efter tidsseriebrottet"
    assert (told["verdict"], told["reason"]) == ("kan inte bedömas än", "tidsseriebrott 2018")
    assert not told.keys() & {"slope", "needed", "ratio", "left", "change"}


def test_a_jump_is_said_even_where_the_target_is_reached() -> None:
    firm = synthetic.indicator(one_firm=True)
    told = by_key(found(*cells(100.0, 150.0, 260.0), item=firm))
    assert told["verdict"] == "nått"
    assert "25 procent" in told["jump"]
    assert JUMP == 0.25
    assert "jump" not in by_key(found(*cells(*STEADY), item=firm))


def test_without_a_base_value() -> None:
    told = by_key(found(*cells(None, 110.0, 120.0)))
    assert told["base"] == "2015: inget värde"
    assert told["reason"].startswith("basårets värde saknas")


def test_values_after_the_target_year_are_named() -> None:
    answer = found(*cells(*STEADY), goals={"target_period": "2017", "target_value": 130})
    told = by_key(answer)
    assert told["left_out"].startswith("2019: 140,0 – efter det värde som bedöms")
    assert told["left"] == "2017: +10,0 eller +8,3\u00a0procent (målåret har kommit)"


def test_both_languages_have_the_same_steps_and_numbers() -> None:
    for answer in (found(*cells(*STEADY)), found(*cells(*STEADY), breaks=("2018",))):
        sv, en = steps(answer, "sv"), steps(answer, "en")
        assert [(step.key, step.number) for step in sv] == [(step.key, step.number) for step in en]
        assert all(step.text and step.label for step in (*sv, *en))
        assert not any(re.search(r"[{}]|None|nan", step.text) for step in (*sv, *en))


def test_every_reason_for_leaving_out_has_words() -> None:
    known = {key.removeprefix("why_") for key in phrases(WORDS) if key.startswith("why_")}
    assert known == {"missing", "season", "definition", "review", "origin", "break", "later"}


# --- the file -----------------------------------------------------------------------------------


def again(answer: Status) -> Question:
    return question_of(json.loads(json.dumps(as_json(answer))))


def test_a_status_is_computed_again_from_its_file() -> None:
    answer = found(*cells(100.3, 110.1, 119.7, 131.0), goals={"path": [
        {"period": "2020", "value": 140.0}
    ]})  # fmt: skip
    assert again(answer) == answer.question
    assert assess(again(answer)) == answer.assessment


@given(questions())
def test_any_question_survives_the_file(question: Question) -> None:
    answer = Status(goal(), synthetic.indicator(), question, assess(question))
    assert again(answer) == question
    assert assess(again(answer)) == answer.assessment


def test_every_embedded_status_is_computed_again(library: Library) -> None:
    classes = set()
    for item in library.available().values():
        if item.direction == "none":
            continue
        for place in ("00", "17", "20", "21", "SE31"):
            marks = library.values(item.id, item.breakdowns[0]).places.get(place, ())
            valued = [mark for mark in marks if mark.value is not None]
            if not valued:
                continue
            end = str(int(valued[-1].period[:4]) + 5) + valued[-1].period[4:]
            answer = status(
                library,
                goal(
                    indicator=item.id,
                    place=place,
                    breakdown=item.breakdowns[0],
                    base_period=valued[0].period,
                    target_period=end,
                    target_value=valued[0].value,
                ),
            )
            assert assess(again(answer)) == answer.assessment
            assert all(step.text for language in ("sv", "en") for step in steps(answer, language))
            classes.add(answer.assessment.verdict)
    assert {"cannot", "reached"} <= classes


def test_the_file_holds_what_a_reader_needs(library: Library) -> None:
    answer = status(library, goal(indicator="ghg_intensity", target_value=10))
    record = json.loads(json.dumps(as_json(answer, published_words(library, answer))))
    assert record["schema"] == SCHEMA
    assert record["goal"]["decided_by"] == "ingen"
    assert record["indicator"]["unit"].keys() == {"sv", "en"}
    assert record["place"] == {"code": "20", "sv": "Dalarnas län", "en": "Dalarna County"}
    assert record["assessment"]["slope"]["slope"] == pytest.approx(-0.5, abs=0.01)
    assert record["words"]["en"]["verdict"] == "on track"
    assert record["words"]["sv"]["steps"][0]["label"] == "Basvärde"
    assert "2026" in record["published"]["sv"]
    assert record["riket"]["period"] == record["newest"]["period"] == "2020"
