"""Eurostat against a stand-in, and what it has a way of doing that no other service has."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from data.conversation import FETCHED
from data.errors import SourceBroken, SourceError, SourceRefused, SourceTooLarge
from data.http import Client
from data.model import Dataset
from data.query import Query
from data.sources import SERVICES
from data.sources.eurostat import Question, Source
from data.sources.eurostat_question import MOST_LETTERS, Part
from tests.data.sources.contract import (
    COUNT,
    Case,
    SourceContract,
    assert_same,
    checked,
    live_dataset,
)
from tests.data.sources.drive import Direct, Said, call_of, drive, written
from tests.data.sources.eurostat_service import BASE, EurostatService, refused
from tests.data.standin import Call

RECORDED = Path(__file__).parents[1] / "recorded"
FORMS = {"warning": "async-warning-http200", "error": "async-error-http413"}
SECTORS = {"business": {"sectperf": "BES"}, "all": {"sectperf": "TOTAL"}}
DIMENSIONS = {"freq": ["A"], "sectperf": ["TOTAL", "BES", "GOV"], "unit": ["PC_GDP", "EUR_HAB"]}
QUESTION: dict[str, Any] = {
    "dataset": "rd_e_gerdreg",
    "filters": {"unit": ["PC_GDP"]},
    "measures": SECTORS,
    "levels": ["country", "nuts2"],
}
BY_SEX = {
    "freq": ["A"],
    "sex": ["T", "F", "M"],
    "age": ["Y25-64", "Y15-74"],
    "unit": ["PC"],
}
WORKERS: dict[str, Any] = {
    "filters": {"unit": ["PC"]},
    "measures": {"share": {"age": "Y25-64"}},
    "sexes": {"total": "T", "women": "F", "men": "M"},
    "levels": ["nuts3", "aggregate"],
    "since": "2019",
}
#: what the recorded answer says of its two regions
REAL = pd.DataFrame(
    [
        (measure, "total", geo, period, value, status, None)
        for measure, geo, period, value, status in [
            ("all", "DE11", "2023", 7.33, "A"),
            ("all", "ES43", "2022", 0.67, "A"),
            ("all", "ES43", "2023", 0.71, "A"),
            ("business", "DE11", "2023", 6.9, "B"),
            ("business", "ES43", "2022", 0.2, "A"),
            ("business", "ES43", "2023", 0.18, "A"),
            ("business", "ES43", "2024", None, "Q"),
        ]
    ],
    columns=list(FETCHED),
)


def dataset(**question: Any) -> Dataset:
    frequency = question.pop("frequency", "annual")
    question = QUESTION | question
    return live_dataset("eurostat", question, list(question["measures"]), frequency=frequency)


def case(service: EurostatService, **question: Any) -> Case:
    one = dataset(**question)
    asked = Question.model_validate(one.live.question)  # type: ignore[union-attr]
    measures = {measure: dict(asked.codes_of(measure)) for measure in asked.measures}
    expected = service.expected(
        measures, dict(asked.breakdowns()), list(asked.levels), asked.since or ""
    )
    return Case(Source, one, service.answer, expected, BASE)


def many(count: int) -> tuple[dict[str, list[str]], dict[str, dict[str, str]]]:
    """Dimensions with so many industries, and a measure for each."""
    codes = [f"C{number:02}_LONG_NAME" for number in range(count)]
    return DIMENSIONS | {"nace_r2": codes}, {
        f"m{code.lower()}": {"nace_r2": code, "sectperf": "BES"} for code in codes
    }


class TestEurostat(SourceContract):
    refusal = (
        b'{"error":[{"status":400,"id":100,"label":"made-up fault"}]}',
        ": made-up fault.",
    )

    count = COUNT // 5

    @pytest.fixture(params=["sectors", "sexes", "quarters", "long", "recorded"])
    def case(self, request: pytest.FixtureRequest) -> Case:
        match request.param:
            case "sexes":
                return case(EurostatService(BY_SEX), **WORKERS)
            case "quarters":
                times = [f"{year}-Q{quarter}" for year in range(2018, 2022) for quarter in "1234"]
                service = EurostatService(DIMENSIONS, times)
                return case(service, since="2019-Q2", frequency="quarterly")
            case "long":
                dimensions, measures = many(90)
                service = EurostatService(dimensions, ["2022", "2023", "2024"])
                return case(service, measures=measures, levels=["nuts2"])
            case "recorded":
                answer = recorded("data-rd_e_gerdreg-flags")
                return Case(Source, dataset(levels=["nuts2"]), lambda call: answer, REAL, BASE)
        return case(EurostatService(DIMENSIONS))


def fault_of(one: Case, answer: Callable[[Call], Said] | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        replace(one, service=answer or one.service).run()
    return str(caught.value)


def changed(one: Case, change: Callable[[dict[str, Any]], Any]) -> Callable[[Call], Said]:
    """The service of a case with every answer changed in place."""

    def answer(call: Call) -> Said:
        document = json.loads(one.service(call).body)
        change(document)
        return written(document)

    return answer


# --- too large --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["warning", "error"])
def test_an_asynchronous_answer_is_waited_for(form: Any) -> None:
    one = case(EurostatService(DIMENSIONS, at_once=15, form=form, patience=2), levels=["nuts2"])
    fetched, direct = one.run()
    assert_same(fetched.frame, one.expected)
    assert [query.after for query in direct.asked] == [0, 30, 60]
    assert len({query.address for query in direct.asked}) == 1


@pytest.mark.parametrize("form", ["warning", "error"])
@pytest.mark.parametrize(
    ("at_once", "question"),
    [(60, {"levels": ["nuts2"]}), (12, {}), (12, {"since": "2018"}), (26, WORKERS)],
)
def test_a_queue_without_end_is_met_with_parts(
    form: Any, at_once: int, question: dict[str, Any]
) -> None:
    dimensions = BY_SEX if "sexes" in question else DIMENSIONS
    one = case(EurostatService(dimensions, at_once=at_once, form=form), **question)
    fetched, direct = one.run()
    assert_same(fetched.frame, one.expected)
    assert len(direct.asked) >= 5


def test_quarters_are_halved_between_two_years() -> None:
    times = [f"{year}-Q{quarter}" for year in range(2015, 2026) for quarter in "1234"]
    service = EurostatService(DIMENSIONS, times, at_once=100)
    one = case(service, frequency="quarterly", since="2015-Q2", levels=["nuts2"])
    fetched, direct = one.run()
    assert_same(fetched.frame, one.expected)
    bounds = {value for query in direct.asked for name, value in query.params if "Time" in name}
    assert {"2015-Q2", "2022-Q4", "2023-Q1"} <= bounds


def test_a_question_too_big_for_any_queue_is_halved_at_once() -> None:
    measures = SECTORS | {"public": {"sectperf": "GOV"}}
    service = EurostatService(DIMENSIONS, at_once=17)
    one = case(service, levels=["nuts2"], measures=measures, since="2015")
    fetched, direct = one.run()
    assert_same(fetched.frame, one.expected)
    assert direct.asked[1].after == 0


def test_an_answer_larger_than_we_hold_is_asked_for_in_halves() -> None:
    one = case(EurostatService(DIMENSIONS), levels=["nuts2"])
    direct = Direct(one.service)

    def answer_for(query: Query) -> Any:
        if sum(name == "sectperf" for name, _ in query.params) > 1:
            raise SourceTooLarge(query.asked, 1000)
        return direct(query)

    assert_same(drive(one.fresh().ask(one.dataset), answer_for).frame, one.expected)
    assert len(direct.asked) == 2


@pytest.mark.parametrize("form", ["warning", "error"])
def test_a_service_that_never_answers_is_given_up_with_its_words(form: Any) -> None:
    one = case(EurostatService(DIMENSIONS))
    direct = Direct(lambda call: recorded(FORMS[form], 200 if form == "warning" else 413))
    with pytest.raises(SourceRefused) as caught:
        drive(one.fresh().ask(one.dataset), direct)
    assert caught.value.status == 413
    assert "ASYNCHRONOUS_RESPONSE. Your request" in str(caught.value)
    assert sum(query.after for query in direct.asked) < 300


def test_years_that_the_service_refuses_as_empty_take_no_others_with_them() -> None:
    service = EurostatService(DIMENSIONS, at_once=30)

    def answer(call: Call) -> Said:
        said = service.answer(call)
        document = json.loads(said.body)
        if "value" in document and not document["value"]:
            return refused(400, "No results")
        return said

    one = case(service, levels=["nuts2"], measures={"all": {"sectperf": "TOTAL"}})
    assert_same(replace(one, service=answer).run()[0].frame, one.expected)


@pytest.mark.parametrize("frequency", ["", "-Q", "-"])
@pytest.mark.parametrize("since", ["", "2011", "1985", "2029", "2031"])
def test_halves_are_the_whole_and_nothing_twice(frequency: str, since: str) -> None:
    within = {"": ("", ""), "-Q": ("-Q1", "-Q4"), "-": ("-01", "-12")}[frequency]
    suffixes = {"": [""], "-Q": [f"-Q{n}" for n in range(1, 5)],
                "-": [f"-{n:02}" for n in range(1, 13)]}[frequency]  # fmt: skip
    periods = [f"{year}{one}" for year in range(1960, 2060) for one in suffixes]
    start = f"{since}{within[0]}" if since else ""
    parts = [Part("x", {"a": ("1", "2", "3"), "b": ("1",)}, "nuts2", start, within=within)]
    whole = sorted((code, period) for code in "123" for period in periods if period >= start)
    for _ in range(6):
        parts = list(chain.from_iterable(part.halves() or (part,) for part in parts))
        cells = sorted(
            (code, period)
            for part in parts
            for code in part.codes["a"]
            for period in periods
            if part.since <= period and (not part.until or period <= part.until)
        )
        assert cells == whole


def test_no_address_is_too_long() -> None:
    dimensions, measures = many(200)
    one = case(EurostatService(dimensions, ["2023", "2024"]), measures=measures)
    fetched, direct = one.run()
    assert_same(fetched.frame, one.expected)
    assert len(direct.asked) == 8
    assert all(len(query.address) <= MOST_LETTERS for query in direct.asked)


# --- what is not there -------------------------------------------------------------------------


def test_codes_that_are_not_there_are_named() -> None:
    fault = fault_of(case(EurostatService(DIMENSIONS), measures={"a": {"sectperf": "BUSINESS"}}))
    assert "känner inte sectperf BUSINESS i rd_e_gerdreg" in fault
    assert "does not know unit GBP in rd_e_gerdreg; the answer has –" in fault_of(
        case(EurostatService(DIMENSIONS), filters={"unit": ["GBP"]})
    )


def test_a_code_that_is_there_without_figures_is_named() -> None:
    service = EurostatService(DIMENSIONS)
    service.figures = {key: it for key, it in service.figures.items() if key[1] != "BES"}
    assert "has no figures for rd_e_gerdreg with unit PC_GDP, sectperf BES" in fault_of(
        case(service)
    )
    service.figures = {}
    assert "gave no figures at all (level country)" in fault_of(case(service))


def test_a_dataset_or_a_dimension_that_is_not_there_is_refused_with_the_service_s_words() -> None:
    assert "404: ERR_NOT_FOUND_4: NOPE_XX is not available." in fault_of(
        case(EurostatService(DIMENSIONS), dataset="nope_xx")
    )
    one = case(EurostatService(DIMENSIONS), filters={"unit": ["PC_GDP"], "nace_r2": ["C"]})
    assert "400: INVALID_QUERY_DIMENSION: nace_r2 is not a dimension." in fault_of(one)


def test_a_dimension_that_nobody_chose_from_is_named() -> None:
    one = case(EurostatService(DIMENSIONS), filters={})
    assert "has the dimension 'unit', which the question does not choose from" in fault_of(one)


def test_answers_about_something_else_are_refused() -> None:
    one = case(EurostatService(DIMENSIONS), levels=["nuts2"])

    def rename(dimension: str, old: str, new: str) -> Callable[[dict[str, Any]], None]:
        def change(document: dict[str, Any]) -> None:
            index = document["dimension"][dimension]["category"]["index"]
            document["dimension"][dimension]["category"]["index"] = {
                new if code == old else code: at for code, at in index.items()
            }

        return change

    for change, words in [
        (lambda document: document["extension"].update(id="OTHER"), "another table ('OTHER')"),
        (rename("geo", "SE31", "SE99"), "Swedish places that the panel does not know: SE99"),
        (rename("time", "2020", "2020-S1"), "a time that cannot be read: '2020-S1'"),
        (lambda document: document["status"].update({"0": "x"}), "marked a value with 'x'"),
        (lambda document: document.update(updated="i går"), "cannot be right: 'i går'"),
        (lambda document: document.update(updated="2027-01-01"), "cannot be right: '2027-01-01'"),
    ]:
        assert words in fault_of(one, changed(one, change))

    def confidential(document: dict[str, Any]) -> None:
        document["status"][next(at for at, one in document["value"].items() if one)] = "|C"

    assert "marked a value with '|C'" in fault_of(one, changed(one, confidential))


def test_a_service_that_does_not_heed_the_level_gives_the_same() -> None:
    one = case(EurostatService(DIMENSIONS), levels=["country"])
    geos = changed(one, lambda document: document)

    def deaf(call: Call) -> Said:
        return geos(replace(call, params=tuple(p for p in call.params if p[0] != "geoLevel")))

    assert_same(replace(one, service=deaf).run()[0].frame, one.expected)


def test_units_and_the_day_of_publication_come_along() -> None:
    fetched, _ = case(EurostatService(DIMENSIONS)).run()
    assert fetched.units == {"business": "label of PC_GDP", "all": "label of PC_GDP"}
    assert fetched.published == date(2026, 3, 18)
    late = EurostatService(DIMENSIONS, updated="2026-11-24T00:10:00+0100")
    assert case(late).run()[0].published == date(2026, 11, 23)
    assert case(EurostatService(DIMENSIONS, updated="")).run()[0].published is None


# --- recorded answers ---------------------------------------------------------------------------


def recorded(name: str, status: int = 200) -> Said:
    return Said((RECORDED / f"eurostat-{name}.json").read_bytes(), status)


def test_a_real_answer_with_joined_flags_and_no_values_is_understood() -> None:
    one = dataset(levels=["nuts2"])
    source = Source(f"https://tjanst.example{BASE}", [one])
    fetched = drive(source.ask(one), Direct(lambda call: recorded("data-rd_e_gerdreg-flags")))
    assert_same(checked(fetched.frame, one)[list(FETCHED)], REAL)
    assert fetched.published == date(2026, 3, 18)
    assert fetched.units["all"] == "Percentage of gross domestic product (GDP)"


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("error-404-not-found", 404, "404: ERR_NOT_FOUND_4: NOPE_XX is not available"),
        ("error-404-not-found", 200, "404: ERR_NOT_FOUND_4: NOPE_XX is not available"),
        ("async-error-http413", 413, "413: ASYNCHRONOUS_RESPONSE"),
        ("async-warning-http200", 200, "413: ASYNCHRONOUS_RESPONSE"),
    ],
)
def test_real_refusals_are_told_in_their_words(name: str, status: int, words: str) -> None:
    one = case(EurostatService(DIMENSIONS))
    assert words in fault_of(one, lambda call: recorded(name, status))


# --- questions and the stand-in -------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"measures": {}},
        {"levels": []},
        {"levels": ["nuts2", "nuts2"]},
        {"levels": ["county"]},
        {"filters": {"geo": ["SE31"]}},
        {"measures": {"a": {"time": "2020"}}},
        {"filters": {"unit": []}},
        {"filters": {"unit": ["PC_GDP", "EUR_HAB"]}},
        {"filters": {"sectperf": ["GOV"]}},
        {"filters": {"unit": ["A&B"]}},
        {"filters": {"sex": ["T"]}, "sexes": {"total": "T"}},
        {"sexes": {"everyone": "T"}},
        {"measures": {"a": {"sectperf": "BES"}, "b": {"unit": "PC_GDP"}}},
        {"measures": {"a": {"sectperf": "BES"}, "b": {"sectperf": "BES"}}},
        {"since": "20"},
        {"geo": ["SE31"]},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(changes: dict[str, Any]) -> None:
    Question.model_validate(QUESTION)
    with pytest.raises(ValidationError):
        Question.model_validate(QUESTION | changes)


def test_the_stand_in_refuses_what_the_service_would() -> None:
    service = EurostatService(DIMENSIONS)
    address = f"https://tjanst.example{BASE}/rd_e_gerdreg?format=JSON"
    for more, status in [
        ("&geo=SE31&geoLevel=nuts2", 400),
        ("&geoLevel=county", 400),
        ("&nace_r2=C", 400),
        ("&time=2020&sinceTimePeriod=2019", 400),
        ("&sinceTimePeriod=2019-Q1", 400),
        ("&unit=" + "X" * 2000, 400),
        ("&unit=PC_GDP", 200),
    ]:
        assert service.answer(call_of(Query(address + more))).status == status
    empty = json.loads(service.answer(call_of(Query(address + "&unit=GBP"))).body)
    assert empty["value"] == {}


@pytest.mark.live
@pytest.mark.enable_socket
@pytest.mark.skipif(not os.environ.get("LIVE"), reason="asks the live service; set LIVE to run it")
def test_the_live_service_gives_figures_for_norra_mellansverige() -> None:
    one = dataset(levels=["nuts2"], since="2015")
    source = Source(SERVICES["eurostat"], [one])
    with Client() as client:
        try:
            fetched = drive(source.ask(one), client.fetch)
        except SourceBroken as fault:  # pragma: no cover
            pytest.fail(str(fault))
    assert "SE31" in set(checked(fetched.frame, one)["geo"])
