"""PxWebApi 2: the contract of every source, and what is this service's own."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from data.conversation import FETCHED, Fetched
from data.errors import SourceBroken, SourceError, SourceRefused, SourceTooLarge
from data.geography import counties, geographies
from data.http import Client
from data.model import Dataset
from data.query import Query
from data.sources import base
from data.sources.px_metadata import as_period
from data.sources.px_service import parts, stricter
from data.sources.scb import Question, Source
from tests.conftest import SOAK
from tests.data.sources.contract import Case, SourceContract, assert_same, live_dataset
from tests.data.sources.drive import Direct, drive
from tests.data.sources.scb_service import (
    MadeTable,
    MadeVariable,
    ScbService,
    document,
    made,
)
from tests.data.standin import StandIn

BASE = "https://tjanst.example/api/v2"
RECORDED = Path(__file__).parents[1] / "recorded"
LETTERS = {"..": "O", ".": "M", "-": "N", "x": "Q"}
COUNTIES = {"00": "Riket"} | {code: geographies()[code].name_sv for code in counties()}
SEXES = {"1": "män", "2": "kvinnor", "SAMANST": "totalt"}


def region(**more: str) -> MadeVariable:
    """The counties and Riket, Falun among them, as SCB lists them."""
    return MadeVariable("Region", COUNTIES | {"2080": "Falun"} | more, elimination=True)


def times(*codes: str) -> MadeVariable:
    return MadeVariable("Tid", {code: code for code in codes}, "år")


def figures(seed: str) -> Any:
    """Cells drawn at random: mostly values, now and then a symbol in their place."""

    def cell(**at: str) -> float | str:
        random = Random(f"{seed} {sorted(at.items())}")
        return random.choice((*LETTERS, *(round(random.random() * 100, 1) for _ in range(12))))

    return cell


def rows_of(
    table: MadeTable, columns: Mapping[tuple[str, str], Any], names: tuple[str, str]
) -> pd.DataFrame:
    """The rows of (measure, breakdown) -> (codes of the figure, codes of its margin or None)."""
    place, time = (next(v for v in table.variables if v.code == name) for name in names)
    rows = []
    for (measure, breakdown), (at, beside) in columns.items():
        for where, when in product(place.labels, time.labels):
            if where not in COUNTIES:
                continue
            here = {place.code: where, time.code: when}
            value, symbol = table.figure(**at, **here)
            margin = table.figure(**beside, **here)[0] if beside and value is not None else None
            letter = "A" if value is not None else LETTERS.get(symbol, "O")
            period = as_period(when)
            rows.append((measure, breakdown, where, period, value, letter, margin))
    return pd.DataFrame(rows, columns=list(FETCHED))


def history() -> MadeTable:
    """An older table: a background that must be named, and an age that has a whole."""
    return made(
        (
            MadeVariable("Bakgrund", {"20–64": "20–64 år", "tot": "totalt"}),
            region(),
            MadeVariable("Alder", {"a": "unga", "b": "äldre", "ab": "alla"}, "", True, "ab"),
            MadeVariable("Kon", SEXES),
            MadeVariable("ContentsCode", {"01": "andel", "02": "felmarginal ±", "03": "antal"}),
            times("2019", "2020", "2021"),
        ),
        figures("history"),
        units={"01": "procent", "03": "antal"},
    )


def newest() -> MadeTable:
    """The table that follows it, with other codes."""
    return made(
        (
            times("2021", "2022"),
            MadeVariable("ContentsCode", {"0A": "Andel, procent", "0B": "Antal"}),
            MadeVariable("Kon", {"TotSa": "totalt", "1": "män", "2": "kvinnor"}),
            region(),
        ),
        figures("newest"),
        updated="2026-10-01T06:00:00Z",
        units={"0A": "procent av alla"},
        notes=("Värdena är osäkra.", "Påhittade siffror."),
    )


QUESTION = {
    "tables": [
        {
            "table": "TAB1",
            "measures": {
                "share": {"ContentsCode": "01"},
                "number": {"ContentsCode": "label:ANTAL"},
            },
            "margins": {"share": {"ContentsCode": "label:felmarginal"}},
            "fixed": {"Bakgrund": "label:20-64"},
            "breakdowns": {"variable": "Kon", "total": "SAMANST", "women": "2", "men": "1"},
        },
        {
            "table": "TAB2",
            "measures": {"share": {"ContentsCode": "0A"}},
            "breakdowns": {"variable": "Kon", "total": "label:totalt", "women": "2", "men": "1"},
        },
    ]
}
KON = {"total": "SAMANST", "women": "2", "men": "1"}


def expected() -> pd.DataFrame:
    """The rows of both tables, those of 2021 from the newer one."""
    old, new = history(), newest()
    shared = {"Bakgrund": "20–64", "Alder": "ab"}
    columns: dict[tuple[str, str], Any] = {}
    for sex, code in KON.items():
        own = shared | {"Kon": code}
        columns["share", sex] = (own | {"ContentsCode": "01"}, own | {"ContentsCode": "02"})
        columns["number", sex] = (own | {"ContentsCode": "03"}, None)
    first = rows_of(old, columns, ("Region", "Tid"))
    columns = {
        ("share", sex): ({"Kon": "TotSa" if sex == "total" else code, "ContentsCode": "0A"}, None)
        for sex, code in KON.items()
    }
    second = rows_of(new, columns, ("Region", "Tid"))
    replaced = (first["measure"] == "share") & (first["period"] == "2021")
    return pd.concat([first[~replaced], second])


def dataset(question: dict[str, Any], source: str = "scb") -> Dataset:
    measures = {measure for table in question["tables"] for measure in table["measures"]}
    return live_dataset(source, question, sorted(measures))


def one_table(**changes: Any) -> dict[str, Any]:
    """The question to the newer table alone."""
    return {"tables": [QUESTION["tables"][1] | changes]}


def run(service: Any, question: dict[str, Any]) -> tuple[Fetched, Direct]:
    direct = Direct(service)
    return drive(Source(BASE, []).ask(dataset(question)), direct), direct


class TestScb(SourceContract):
    refusal = (b'{"type": "Parameter error", "title": "made-up fault"}', "made-up fault")

    @pytest.fixture
    def case(self) -> Case:
        service = ScbService({"TAB1": history(), "TAB2": newest()})
        return Case(Source, dataset(QUESTION), service, expected(), path="/api/v2")

    def test_what_stands_beside_the_figures(self, case: Case) -> None:
        fetched, _ = case.run()
        assert fetched.published == date(2026, 10, 1)
        assert fetched.units == {"share": "procent av alla", "number": "antal"}
        assert fetched.notes == ("Påhittade siffror.", "Värdena är osäkra.")

    def test_it_never_asks_too_fast(self, case: Case) -> None:
        """With the pace it states, a service that counts never has to say 429."""
        now = [0.0]

        def sleep(seconds: float) -> None:
            now[0] += seconds

        with (
            StandIn(clock=lambda: now[0]) as stand_in,
            Client(clock=lambda: now[0], sleep=sleep, retries=0) as client,
        ):
            stand_in.limit(10, 10)
            service = ScbService({"TAB1": history(), "TAB2": newest()}, calls=(10, 10))
            stand_in.otherwise = lambda call: service(call).reply()
            source = Source(stand_in.url("/api/v2"), [])

            def fetch(query: Query) -> Any:
                for address, pace in source.paces.items():
                    client.pace.set(address, *pace)
                return client.fetch(query)

            for _ in range(6):
                drive(source.ask(case.dataset), fetch)
        assert len(stand_in.calls) == 1 + 6 * 4


# --- the selection -----------------------------------------------------------------------------


def test_every_variable_is_named_and_nothing_else_is_asked_for() -> None:
    service = ScbService({"TAB1": history(), "TAB2": newest()})
    _, direct = run(service, QUESTION)
    body = direct.asked[2].body
    asked = {one["variableCode"]: one["valueCodes"] for one in body["selection"]}
    assert list(asked) == ["Bakgrund", "Region", "Alder", "Kon", "ContentsCode", "Tid"]
    assert asked["Alder"] == ["ab"]
    assert asked["Region"] == list(COUNTIES)
    assert direct.asked[2].address.endswith("/tables/TAB1/data?lang=sv&outputFormat=json-stat2")


def test_the_configuration_is_read_once() -> None:
    service = ScbService({"TAB2": newest()}, calls=(3, 1))
    source, direct = Source(BASE, []), Direct(service)
    assert source.paces == {BASE: (3, 1)}
    for _ in range(2):
        drive(source.ask(dataset(one_table())), direct)
    assert sum(query.url.endswith("/config") for query in direct.asked) == 1
    assert source.paces == {BASE: (3, 1)}
    assert [query.method for query in source.plan(dataset(one_table()))] == ["GET", "POST"]


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ((3, 1), (30, 10), (3, 1)),
        ((30, 10), (30, 10), (30, 10)),
        ((10, 10), (30, 10), (10, 10)),
        ((100, 1), (30, 10), (30, 10)),
        ((100, 60), (30, 10), (30, 60)),
    ],
)
def test_the_stricter_pace_keeps_both(one: Any, other: Any, kept: Any) -> None:
    assert stricter(one, other) == stricter(other, one) == kept


def test_since_leaves_earlier_periods_out() -> None:
    service = ScbService({"TAB2": newest()})
    fetched, _ = run(service, one_table(since="2022"))
    assert set(fetched.frame["period"]) == {"2022"}


def test_what_may_be_left_out_and_has_no_whole_is_summed_by_the_service() -> None:
    table = made(
        (region(), MadeVariable("Alder", {"a": "a", "b": "b"}, "", True), times("2024")),
        lambda Region, Alder, Tid: 1.0 if Alder == "a" else 10.0,
    )
    question = {"tables": [{"table": "T", "measures": {"number": {}}}]}
    fetched, direct = run(ScbService({"T": table}), question)
    assert set(fetched.frame["value"]) == {11.0}
    named = {one["variableCode"] for one in direct.asked[-1].body["selection"]}
    assert named == {"Region", "Tid"}


@pytest.mark.parametrize("code", ["SE31", "RIKS5"])
def test_riksomraden_are_found_by_code_or_name(code: str) -> None:
    regions = {"00": "Riket", "01": "Stockholms län", "0180": "Stockholm", "RIKS1": "Stockholm"}
    regions[code] = "Norra Mellansverige"
    table = made((MadeVariable("Region", regions), times("2024M01")), lambda **at: 1.0)
    question = {"tables": [{"table": "T", "level": "nuts2", "measures": {"number": {}}}]}
    fetched, _ = run(ScbService({"T": table}), question)
    assert sorted(fetched.frame["geo"]) == ["00", "SE11", "SE31"]
    assert set(fetched.frame["period"]) == {"2024-01"}


@pytest.mark.parametrize(
    ("served", "ours"),
    [("2015", "2015"), ("2024K2", "2024-Q2"), ("2024Q4", "2024-Q4"), ("2024M03", "2024-03"),
     ("2024-03", "2024-03"), ("2024-Q1", "2024-Q1"), ("2024K5", None), ("2024M13", None),
     ("2022-2023", None), ("202403", None), ("17", None), ("٢٠٢٤", None)],
)  # fmt: skip
def test_periods(served: str, ours: str | None) -> None:
    assert as_period(served) == ours


# --- what is wrong is named ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"measures": {"share": {"ContentsCode": "0X"}}}, ["'0X'", "ContentsCode", "0A = Andel"]),
        ({"measures": {"share": {"Innehall": "0A"}}}, ["'Innehall'", "ContentsCode"]),
        ({"measures": {"share": {}}}, ["ContentsCode", "måste anges", "must be named"]),
        ({"measures": {"share": {"ContentsCode": "label:saknas"}}}, ["0 ", "saknas", "Antal"]),
        ({"measures": {"share": {"ContentsCode": "label:an"}}}, ["2 ", "0A", "0B"]),
        ({"breakdowns": {"variable": "Kon", "women": "F"}}, ["'F'", "Kon", "2 = kvinnor"]),
        ({"place": "Lan"}, ["'Lan'", "Region"]),
        ({"time": "Kon", "breakdowns": None, "fixed": {"Tid": "2021"}}, ["Kon", "kvinnor"]),
        ({"since": "2030"}, ["2030", "2022"]),
        ({"level": "nuts2"}, ["SE31", "Norra Mellansverige"]),
        (
            {"measures": {"share": {"ContentsCode": "0A"}, "number": {}}},
            ["number", "ContentsCode"],
        ),
    ],
)
def test_what_the_table_does_not_have_is_named(changes: dict[str, Any], named: list[str]) -> None:
    with pytest.raises(SourceBroken) as caught:
        run(ScbService({"TAB2": newest()}), one_table(**changes))
    for words in ["synthetic", "/tables/TAB2/metadata", *named]:
        assert words in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"table": "../config"},
        {"since": "2024K1"},
        {"margins": {"other": {"ContentsCode": "02"}}},
        {"breakdowns": {"variable": "Kon"}},
        {"fixed": {"region": "20"}},
        {"measures": {}},
        {"unknown": 1},
    ],
)
def test_a_question_that_cannot_be_meant_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Question.model_validate(one_table(**changes))


def test_a_county_that_bears_another_name_is_not_taken_for_it() -> None:
    table = made(
        (MadeVariable("Region", COUNTIES | {"21": "Örebro län"}), times("2024")), lambda **at: 1.0
    )
    with pytest.raises(SourceBroken, match="21 Gävleborgs län"):
        run(ScbService({"T": table}), {"tables": [{"table": "T", "measures": {"n": {}}}]})


def test_an_unknown_table_is_a_refusal_in_the_words_of_the_service() -> None:
    with pytest.raises(SourceRefused, match="Non-existent table") as caught:
        run(ScbService({}), one_table())
    assert caught.value.status == 404


def test_the_status_within_a_problem_is_the_one_that_counts() -> None:
    """A table that vanishes between metadata and figures: HTTP 400 with 404 within."""
    service = ScbService({"TAB2": newest()})
    gone = ScbService({})
    with pytest.raises(SourceRefused, match="Non-existent table") as caught:
        run(lambda call: (gone if call.method == "POST" else service)(call), one_table())
    assert caught.value.status == 404


@pytest.mark.parametrize("name", ["missing-selection", "nonexistent-variable"])
def test_recorded_problems_are_told(name: str) -> None:
    body = (RECORDED / f"scb-v2-error-400-{name}.json").read_bytes()
    service = ScbService({"TAB2": newest()})

    def refusing(call: Any) -> Any:
        said = service(call)
        return replace(said, status=400, body=body) if call.method == "POST" else said

    with pytest.raises(SourceRefused) as caught:
        run(refusing, one_table())
    assert caught.value.words == json.loads(body)["title"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"updated": "igår"}, "igår"),
        ({"status": {"0": "hm"}}, "hm"),
        ({"value": {}}, "en enda siffra"),
    ],
)
def test_answers_that_cannot_be_trusted(change: dict[str, Any], words: str) -> None:
    service = ScbService({"TAB2": made(newest().variables, lambda **at: 1.0)})

    def changed(call: Any) -> Any:
        said = service(call)
        if call.method == "GET":
            return said
        return replace(said, body=json.dumps(json.loads(said.body) | change).encode())

    with pytest.raises(SourceBroken, match=words):
        run(changed, one_table())


def test_an_answer_about_something_else_is_an_error() -> None:
    service = ScbService({"TAB2": newest()})

    def other(call: Any) -> Any:
        if call.method == "GET":
            return service(call)
        body = call.json()
        body["selection"][0]["valueCodes"] = ["2021"]
        return service(replace(call, body=json.dumps(body).encode()))

    with pytest.raises(SourceBroken, match="Tid skiljer sig i 2022"):
        run(other, one_table())


def test_a_null_without_a_reason_and_marks_beside_values() -> None:
    marks = {"20": (1.0, "p"), "21": (0.0, "-"), "17": None, "01": "...", "03": "..C"}
    table = made((region(), times("2024")), lambda Region, Tid: marks.get(Region, 2.0))
    fetched, _ = run(ScbService({"T": table}), {"tables": [{"table": "T", "measures": {"n": {}}}]})
    status = fetched.frame.set_index("geo")["status"]
    assert [status[code] for code in ("20", "21", "17", "01", "03", "04")] == list("PAOOOA")


# --- splitting -----------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(1, 400))
def test_parts_are_the_whole_once_each_and_small_enough(sizes: list[int], most: int) -> None:
    codes = {f"v{n}": tuple(map(str, range(size))) for n, size in enumerate(sizes)}
    cut = list(parts(codes, most))
    cells = [at for part in cut for at in product(*part.values())]
    assert sorted(cells) == sorted(product(*codes.values()))
    assert all(len(list(product(*part.values()))) <= most for part in cut)


@pytest.mark.parametrize("most", [30, 66, 67, 131, 132, 395, 396, 1000])
def test_however_it_is_split_the_figures_are_the_same(most: int) -> None:
    service = ScbService({"TAB1": history(), "TAB2": newest()}, max_cells=most)
    fetched, direct = run(service, QUESTION)
    assert_same(fetched.frame, expected())
    assert len(direct.asked) > 5 or most >= 594


def test_a_limit_lower_than_stated_is_found() -> None:
    """The configuration says one thing and the service does another."""
    service, stated = ScbService({"TAB2": newest()}, max_cells=40), ScbService({"TAB2": newest()})
    fetched, _ = run(
        lambda call: (stated if call.path.endswith("config") else service)(call), one_table()
    )
    alone, _ = run(stated, one_table())
    assert_same(fetched.frame, alone.frame)


def test_an_answer_larger_than_the_client_takes_is_asked_for_in_parts() -> None:
    direct = Direct(ScbService({"TAB2": newest()}))

    def small(query: Query) -> Any:
        answer = direct(query)
        if query.method == "POST" and len(answer.body) > 2000:
            raise SourceTooLarge(query.asked, 2000)
        return answer

    found = drive(Source(BASE, []).ask(dataset(one_table())), small)
    assert_same(found.frame, run(ScbService({"TAB2": newest()}), one_table())[0].frame)


def test_a_question_that_takes_hundreds_of_answers_is_not_begun() -> None:
    direct = Direct(ScbService({"TAB2": newest()}, max_cells=1))
    with pytest.raises(SourceBroken, match="1 celler i taget"):
        drive(Source(BASE, []).ask(dataset(one_table())), direct)
    assert all(query.method == "GET" for query in direct.asked)


def test_a_table_published_anew_while_it_is_read_is_an_error() -> None:
    service = ScbService({"TAB2": newest()}, max_cells=70)
    calls = []

    def changing(call: Any) -> Any:
        calls.append(call)
        said = service(call)
        return replace(said, body=said.body.replace(b"2026-10-01", b"2026-10-%02d" % len(calls)))

    with pytest.raises(SourceBroken, match="uppdaterade") as caught:
        run(changing, one_table())
    assert caught.value.passing


# --- any cube ------------------------------------------------------------------------------------

NUMBERS = st.floats(-1e12, 1e12).map(lambda number: round(number, 3))


@st.composite
def cubes(draw: st.DrawFn) -> tuple[MadeTable, ScbService]:
    """A table of any order of dimensions, any figures and symbols, and a service with any limit."""
    more = draw(st.lists(st.sampled_from(["00", "01", "25"]), unique=True))
    places = draw(st.permutations([*more, "20", "21", "17"]))
    variables = [
        MadeVariable("Region", {code: COUNTIES[code] for code in places}),
        times(*draw(st.permutations(["2024K1", "2024K2", "2023K4"]))[: draw(st.integers(1, 3))]),
        MadeVariable("ContentsCode", {"å": "andel", "m": "marginal"}),
        MadeVariable("Sektor", dict.fromkeys(draw(st.permutations(["A", "B", "C"])), "sektor")),
    ]
    variables = draw(st.permutations(variables))
    random = Random(draw(st.integers(0, 2**32)))
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=10))

    def cell(**at: str) -> Any:
        number = random.choice([*numbers, *LETTERS, None])
        if at["ContentsCode"] == "m":
            return abs(number) if isinstance(number, float) else number
        return number

    sparse, most = draw(st.booleans()), draw(st.integers(1, 40))
    table = made(variables, cell)
    return table, ScbService({"T": table}, max_cells=most, sparse=sparse)


@settings(max_examples=2000 if SOAK else 40)
@given(cubes())
def test_any_cube_in_any_order_cut_anyhow_gives_its_rows(
    given_: tuple[MadeTable, ScbService],
) -> None:
    table, service = given_
    question = {
        "tables": [
            {
                "table": "T",
                "measures": {"b": {"Sektor": "B"}, "c": {"Sektor": "C"}},
                "margins": {"c": {"ContentsCode": "m"}},
                "fixed": {"ContentsCode": "label:Andel"},
            }
        ]
    }
    columns = {
        ("b", "total"): ({"Sektor": "B", "ContentsCode": "å"}, None),
        ("c", "total"): (
            {"Sektor": "C", "ContentsCode": "å"},
            {"Sektor": "C", "ContentsCode": "m"},
        ),
    }
    wanted = rows_of(table, columns, ("Region", "Tid"))
    if service.sparse:  # cells without a value or a symbol are not there at all
        symbols = [
            table.figure(
                Sektor=row.measure.upper(),
                ContentsCode="å",
                Region=row.geo,
                Tid=row.period.replace("-Q", "K"),
            )
            for row in wanted.itertuples()
        ]
        wanted = wanted[[found != (None, "") for found in symbols]]
    if wanted.empty:
        with pytest.raises(SourceError):
            run(service, question)
        return
    fetched, _ = run(service, question)
    assert_same(fetched.frame, wanted)


# --- real answers --------------------------------------------------------------------------------


def test_a_recorded_table_from_metadata_to_figures() -> None:
    """Recorded metadata decide what is asked; its labels and codes are the service's own."""
    metadata = json.loads((RECORDED / "scb-v2-metadata-TAB6471.json").read_bytes())
    asked: list[dict[str, list[str]]] = []
    variables = tuple(
        MadeVariable(one, described["category"]["label"])
        for one, described in metadata["dimension"].items()
    )
    answers = ScbService({})

    def service(call: Any) -> Any:
        said = answers(call)
        if call.path.endswith("/metadata"):
            return replace(said, status=200, body=json.dumps(metadata).encode())
        if call.method == "GET":
            return said
        chosen = {one["variableCode"]: one["valueCodes"] for one in call.json()["selection"]}
        asked.append(chosen)
        few = tuple(replace(v, labels={c: v.labels[c] for c in chosen[v.code]}) for v in variables)
        table = made(few, lambda **at: 7.0)
        return replace(said, status=200, body=json.dumps(document(table, chosen)).encode())

    question = {
        "tables": [
            {
                "table": "TAB6471",
                "measures": {"number": {"ContentsCode": "label:Folkmängden per månad"}},
                "fixed": {"Alder": "label:totalt, samtliga åldrar"},
                "breakdowns": {"variable": "Kon", "total": "TotSa", "women": "2"},
                "since": "2026-02",
            }
        ]
    }
    fetched, _ = run(service, question)
    assert asked[0]["Tid"] == ["2026M02", "2026M03", "2026M04"]
    assert asked[0]["Region"] == list(COUNTIES)
    assert asked[0]["Alder"] == ["TotSA"]
    assert len(fetched.frame) == 22 * 2 * 3


@pytest.mark.live
@pytest.mark.enable_socket
@pytest.mark.skipif(not os.environ.get("LIVE"), reason="asks the live service; set LIVE to run it")
def test_live() -> None:
    """The service answers a question on the three counties as the contract says."""
    question = {
        "tables": [
            {
                "table": "TAB6471",
                "measures": {"number": {"ContentsCode": "000007SF"}},
                "fixed": {"Alder": "TotSA"},
                "breakdowns": {"variable": "Kon", "total": "TotSa"},
                "since": "2026-01",
            }
        ]
    }
    with Client() as client:
        fetched = drive(Source(base("scb"), []).ask(dataset(question)), client.fetch)
    assert {"20", "21", "17", "00"} <= set(fetched.frame["geo"])
    assert fetched.published
