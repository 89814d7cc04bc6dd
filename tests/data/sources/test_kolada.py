"""Kolada against a stand-in, and what it has a way of doing that no other service has."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from data.conversation import FETCHED
from data.errors import SourceBroken, SourceRefused
from data.http import Client
from data.model import Dataset
from data.sources import SERVICES
from data.sources.kolada import Question, Source
from data.sources.kolada_frame import places
from tests.data.sources.contract import (
    COUNT,
    Case,
    SourceContract,
    assert_same,
    checked,
    live_dataset,
)
from tests.data.sources.drive import Direct, Said, drive, written
from tests.data.sources.kolada_service import BASE, KoladaService
from tests.data.standin import Call

RECORDED = Path(__file__).parents[1] / "recorded"
KPIS = {"N85085": "Företagens utgifter för egen FoU, kr/inv", "N02235": "Sysselsatta, andel (%)"}


def dataset(**question: Any) -> Dataset:
    question = {"kpis": {"business": "N85085", "jobs": "N02235"}} | question
    return live_dataset("kolada", question, list(question["kpis"]))


def case(service: KoladaService, **question: Any) -> Case:
    one = dataset(**question)
    asked = Question.model_validate(one.live.question)  # type: ignore[union-attr]
    expected = service.expected(asked.kpis, "".join(asked.genders), asked.since or 0)
    return Case(Source, one, service.answer, expected, BASE)


class TestKolada(SourceContract):
    refusal = (b'{"detail": "made-up fault"}', "made-up fault")

    count = COUNT // 5

    @pytest.fixture(params=["total", "by gender", "since", "pages", "recorded"])
    def case(self, request: pytest.FixtureRequest) -> Case:
        match request.param:
            case "by gender":
                return case(KoladaService(KPIS), genders=["T", "K", "M"])
            case "since":
                return case(KoladaService(KPIS), since=2022, expect={"business": "fou"})
            case "pages":
                return case(KoladaService(KPIS, by_gender=False, per_page=70))
            case "recorded":
                return real_case()
        return case(KoladaService(KPIS))

    def test_the_plan_is_what_is_asked(self, case: Case) -> None:
        planned = [query.asked for query in case.fresh().plan(case.dataset)]
        asked = [query.asked for query in case.run()[1].asked]
        # how many pages there are is known when the first has come
        assert planned == [one for one in asked if "page=" not in one]
        assert len(planned) == 2


def real_case() -> Case:
    """Recorded rows of three municipalities, told as if they were regions and another KPI."""
    records = (RECORDED / "kolada-v3-kpi-selected.json").read_bytes()
    rows = json.loads((RECORDED / "kolada-v3-data-N00945-renested.json").read_bytes())
    regions = {"0180": "20", "1280": "21", "1480": "17"}
    for row in rows["values"]:
        row |= {"kpi": "N85085", "municipality": f"00{regions[row['municipality']]}"}
    expected = pd.DataFrame(
        [
            ("business", "total", row["municipality"][2:], str(row["period"]), value, "A", None)
            for row in rows["values"]
            for value in (row["values"][0]["value"],)
        ],
        columns=list(FETCHED),
    )
    one = dataset(kpis={"business": "N85085"}, expect={"business": "egen FoU"})
    figures = written(rows)

    def answer(call: Call) -> Said:
        return figures if "/data/" in call.path else Said(records)

    return Case(Source, one, answer, expected, BASE)


def changed(service: KoladaService, part: str, change: Callable[[dict[str, Any]], Any]) -> Any:
    """The service with its answers to calls whose path starts with `part` changed in place."""

    def answer(call: Call) -> Said:
        said = service.answer(call)
        if not call.path.startswith(f"{BASE}/{part}"):
            return said
        document = json.loads(said.body)
        change(document)
        return written(document)

    return answer


def fault_of(one: Case, answer: Callable[[Call], Said]) -> str:
    with pytest.raises(SourceBroken) as caught:
        replace(one, service=answer).run()
    return str(caught.value)


def test_a_kpi_that_is_gone_is_named_and_only_it() -> None:
    assert "känner inte till nyckeltal N99999." in fault_of(
        case(KoladaService(KPIS), kpis={"a": "N85085", "b": "N99999"}), KoladaService(KPIS).answer
    )


def test_a_kpi_with_no_figures_for_the_counties_is_named() -> None:
    service = KoladaService(KPIS)
    service.rows = [row for row in service.rows if row["kpi"] == "N85085"]
    assert "has no figures for N02235 (T) in the counties" in fault_of(
        case(service), service.answer
    )


def test_a_title_that_means_something_else_is_an_error() -> None:
    one = case(KoladaService(KPIS), expect={"jobs": "inom tillverkning"})
    assert "N02235 ”Sysselsatta, andel (%)”; väntat var ”inom tillverkning”" in fault_of(
        one, one.service
    )


def test_figures_by_sex_of_a_kpi_that_has_none_are_an_error() -> None:
    service = KoladaService(KPIS, by_gender=False)
    assert "delar inte nyckeltal N85085" in fault_of(
        case(service, genders=["T", "K"]), service.answer
    )


@pytest.mark.parametrize(
    ("next_url", "words"),
    [
        ("https://annat.example/v3/data?page=2", "outside the service"),
        ("ftp://tjanst.example/v3", "outside the service"),
        ("http://[", "outside the service"),
        (7, "another form"),
    ],
)
def test_a_next_page_outside_the_service_is_refused(next_url: Any, words: str) -> None:
    service = KoladaService(KPIS)
    answer = changed(service, "data", lambda page: page.update(next_url=next_url))
    assert words in fault_of(case(service), answer)


def test_pages_that_lead_back_or_never_end_are_refused() -> None:
    service = KoladaService(KPIS)
    one = case(service)
    address = f"https://tjanst.example{BASE}/kpi/N85085,N02235"
    answer = changed(service, "kpi", lambda page: page.update(next_url=address))
    assert "without end (1 pages were read)" in fault_of(one, answer)
    numbers = iter(range(1, 1000))

    def on_and_on(call: Call) -> Said:
        plain = replace(call, params=())
        more = changed(
            service, "kpi", lambda page: page.update(next_url=f"{address}?page={next(numbers)}")
        )
        return more(plain)

    assert "without end (50 pages were read)" in fault_of(one, on_and_on)


@pytest.mark.parametrize("next_url", ["", None, "gone"])
def test_no_next_page_is_the_end(next_url: str | None) -> None:
    service = KoladaService(KPIS)

    def change(page: dict[str, Any]) -> None:
        if next_url == "gone":
            del page["next_url"]
        else:
            page["next_url"] = next_url

    one = replace(case(service), service=changed(service, "", change))
    assert_same(one.run()[0].frame, one.expected)


def test_a_next_page_named_without_the_s_is_asked_for_with_it() -> None:
    service = KoladaService(KPIS, per_page=100, host="http://tjanst.example")
    one = case(service)
    fetched, direct = one.run()
    assert_same(fetched.frame, one.expected)
    assert all(query.url.startswith("https://tjanst.example/v3/") for query in direct.asked)
    assert len(direct.asked) > 3


def test_the_day_of_publication_is_past_and_that_of_the_next_to_come() -> None:
    service = KoladaService(KPIS)
    service.records["N85085"]["publication_date"] = "2026-11-24"
    service.records["N02235"]["publication_date"] = "2026-11-23"
    fetched, _ = case(service).run()  # on the 23rd
    assert (fetched.published, fetched.next_release) == (date(2026, 11, 23), date(2026, 11, 24))
    service.records["N02235"] |= {"publication_date": None, "prel_publication_date": "2027-01-08"}
    fetched, _ = case(service).run()
    assert (fetched.published, fetched.next_release) == (None, date(2026, 11, 24))
    assert fetched.units == {"business": KPIS["N85085"], "jobs": KPIS["N02235"]}


def test_a_stranger_a_double_and_a_false_value_are_refused() -> None:
    service = KoladaService(KPIS)
    one = case(service)
    for change, words in [
        (lambda page: page["values"].append(dict(page["values"][0])), "twice"),
        (lambda page: page["values"][0].update(municipality="0180"), "0180"),
        (lambda page: page["values"][0].update(kpi="N00001"), "N00001"),
        (lambda page: page["values"][0]["values"][0].update(value="12,5"), "12,5"),
        (lambda page: page["values"][0]["values"][0].update(value=True), "True"),
        (lambda page: page["values"][0]["values"][0].update(gender="X"), "'X'"),
        (lambda page: page["values"][0]["values"][0].update(isdeleted="nej"), "nej"),
        (lambda page: page["values"][0].update(period=24), "24"),
    ]:
        assert words in fault_of(one, changed(service, "data", change))


def test_the_records_of_all_datasets_are_asked_for_once() -> None:
    many = {f"N{number:05}": f"Nyckeltal {number}, antal" for number in range(40)}
    service = KoladaService(many, by_gender=False)
    names = list(many)
    datasets = [
        dataset(kpis={f"m{kpi.lower()}": kpi for kpi in names[start : start + 4]})
        for start in range(0, 40, 4)
    ]
    source = Source(f"https://tjanst.example{BASE}", datasets)
    direct = Direct(service.answer)
    for one in datasets:
        before = len(direct.asked)
        planned = [query.address for query in source.plan(one)]
        drive(source.ask(one), direct)
        assert planned == [query.address for query in direct.asked[before:]]
    records = [query for query in direct.asked if "/data/" not in query.url]
    assert len(records) == 2
    assert len(direct.asked) == 12


@pytest.mark.parametrize("status", [200, 404])
def test_a_kpi_that_is_gone_takes_no_other_dataset_with_it(status: int) -> None:
    """As a list that holds it gives nothing at all, or is refused."""
    service = KoladaService(KPIS)

    def answer(call: Call) -> Said:
        if "N99999" in call.path:
            return written({"values": [], "next_url": None}, status)
        return service.answer(call)

    good, bad = dataset(), dataset(kpis={"gone": "N99999"})
    source = Source(f"https://tjanst.example{BASE}", [bad, good])
    direct = Direct(answer)
    with pytest.raises((SourceBroken, SourceRefused)):
        drive(source.ask(bad), direct)
    assert_same(drive(source.ask(good), direct).frame, case(service).expected)
    assert len(direct.asked) == 4


def test_the_stand_in_refuses_what_the_service_would() -> None:
    direct = Direct(KoladaService(KPIS).answer)
    base = f"https://tjanst.example{BASE}"
    source = Source(base, [dataset()])
    query = source.plan(dataset())[0]
    assert json.loads(direct(replace(query, url=f"{base}/kpi/N1")).body)["values"] == []
    for path, status in [
        (f"/kpi/{','.join(['N00001'] * 26)}", 400),
        ("/kpis/N00001", 404),
        ("/kpi/N85085?page=0", 422),
        ("/kpi/N85085?municipality=0020", 404),
    ]:
        with pytest.raises(SourceRefused) as caught:
            direct(replace(query, url=base + path))
        assert caught.value.status == status


def test_the_places_are_the_units_that_kolada_lists() -> None:
    listed = json.loads((RECORDED / "kolada-v3-municipality.json").read_bytes())["values"]
    assert sorted(places()) == sorted(unit["id"] for unit in listed)


def test_real_records_and_rows_are_understood() -> None:
    fetched, _ = real_case().run()
    assert len(fetched.frame) == 63
    assert fetched.published == date(2026, 11, 1)
    assert fetched.units == {"business": "Företagens utgifter för egen FoU, kr/inv"}


@pytest.mark.parametrize(
    "question",
    [
        {"kpis": {}},
        {"kpis": {"a": "85085"}},
        {"kpis": {"a": "N85085", "b": "N85085"}},
        {"kpis": {"a": "N85085"}, "expect": {"b": "FoU"}},
        {"kpis": {"a": "N85085"}, "genders": ["X"]},
        {"kpis": {"a": "N85085"}, "since": 20},
        {"kpis": {"a": "N85085"}, "year": 2020},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(question: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Question.model_validate(question)


@pytest.mark.live
@pytest.mark.enable_socket
@pytest.mark.skipif(not os.environ.get("LIVE"), reason="asks the live service; set LIVE to run it")
def test_the_live_service_gives_figures_for_the_three_counties() -> None:
    one = dataset(kpis={"jobs": "N02235"}, genders=["T", "K", "M"], expect={"jobs": "tillverkning"})
    source = Source(SERVICES["kolada"], [one])
    with Client() as client:
        fetched = drive(source.ask(one), client.fetch)
    assert {"00", "17", "20", "21"} <= set(checked(fetched.frame, one)["geo"])
