"""PxWeb v1 at SCB and at Tillväxtanalys: the contract twice, and what is this version's own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from data.conversation import FETCHED, Fetched
from data.errors import SourceBroken, SourceRefused, SourceUnreachable
from data.geography import counties, geographies
from data.http import Client
from data.query import Query
from data.sources import base, scb
from data.sources.pxweb import Question, Source
from tests.conftest import SOAK
from tests.data.sources.contract import Case, SourceContract, assert_same
from tests.data.sources.drive import Direct, drive
from tests.data.sources.pxweb_service import PxwebService
from tests.data.sources.scb_service import MadeTable, MadeVariable, ScbService, made
from tests.data.sources.test_scb import (
    COUNTIES,
    KON,
    RECORDED,
    cubes,
    dataset,
    figures,
    history,
    rows_of,
    times,
)

SCB_BASE = "https://tjanst.example/OV0104/v1/doris/sv/ssd"
TVA_BASE = "https://tjanst.example/PxWeb/api/v1/sv"
PATH = "AM/AM9906/AM9906A/RegionInd19"
FOLDER = "Tillväxtanalys statistikdatabas/Nystartade företag"
FILE = "nystartade företag (å).px"
QUARTERS = ("2023K3", "2023K4", "2024K1")
#: in the service's own order, numbered from 0
NUMBERED = [*reversed(counties())]

SCB_QUESTION = {
    "tables": [
        {
            "path": PATH,
            "measures": {"share": {"ContentsCode": "01"}},
            "margins": {"share": {"ContentsCode": "02"}},
            "fixed": {"Bakgrund": "20–64", "Alder": "ab"},
            "breakdowns": {"variable": "Kon", "total": "SAMANST", "women": "2", "men": "1"},
        }
    ]
}
TVA_QUESTION = {
    "tables": [
        {
            "folder": FOLDER,
            "title": "nystartade företag kvartal län",
            "place": "län",
            "time": "kvartal",
            "measures": {"number": {"Variabel": "label:Antal nystartade företag"}},
            "riket": "sum",
        }
    ]
}


def quarterly(figure: Any = None) -> MadeTable:
    """A table as Tillväxtanalys has them: every code a running number, names only in labels."""
    labels = [f"{code} {geographies()[code].name_sv}" for code in NUMBERED]
    return made(
        (
            MadeVariable("Län", {str(n): text for n, text in enumerate([*labels, "99 Okänt"])}),
            MadeVariable("Tid", {str(n): text for n, text in enumerate(QUARTERS)}, "kvartal"),
            MadeVariable("variabel", {"0": "Antal nystartade företag", "1": "Antal anställda"}),
        ),
        figure or figures("quarterly"),
        units={"0": "antal"},
    )


def counted() -> MadeTable:
    """The same with a value everywhere but for one county in the last quarter."""
    gap = {"Län": str(NUMBERED.index("09")), "Tid": "2"}
    return quarterly(lambda **at: ".." if gap.items() <= at.items() else 3.0 + int(at["Län"]))


def file(text: str, name: str = FILE, **more: str) -> dict[str, str]:
    return {"id": name, "type": "t", "text": text, "updated": "2026-09-01T08:00:00"} | more


LISTING = [
    {"id": "Äldre", "type": "l", "text": "Nystartade företag kvartal län, äldre"},
    file("Nystartade företag per år efter län", "ar.px"),
    file("Nystartade företag per kvartal, efter län 2011–2024"),
]


def agency(table: MadeTable | None = None, **changes: Any) -> PxwebService:
    """Tillväxtanalys with one folder, and the table in the file that is meant."""
    given_ = {
        "tables": {f"{FOLDER}/{FILE}": table or counted()},
        "folders": {FOLDER: LISTING},
        "path": "/PxWeb/api/v1/sv",
    }
    return PxwebService(**(given_ | changes))


def tva_expected() -> pd.DataFrame:
    """The counties, and Riket in the quarters when all of them have a value."""
    table, rows = counted(), []
    for quarter, label in enumerate(QUARTERS):
        period, sum_of = label.replace("K", "-Q"), 0.0
        for number, code in enumerate(NUMBERED):
            value, symbol = table.figure(Län=str(number), Tid=str(quarter), variabel="0")
            letter = "O" if symbol else "A"
            sum_of += value or 0
            rows.append(("number", "total", code, period, value, letter, None))
        if quarter < 2:
            rows.append(("number", "total", "00", period, sum_of, "Z", None))
    return pd.DataFrame(rows, columns=list(FETCHED))


def run(service: Any, question: dict[str, Any], address: str = SCB_BASE) -> tuple[Fetched, Direct]:
    direct = Direct(service)
    return drive(Source(address, []).ask(dataset(question, "scb_v1")), direct), direct


class PxwebContract(SourceContract):
    """What both services share."""

    refusal = (b"made-up fault", "made-up fault")

    def optional(self, query: Query) -> bool:
        """A server that does not state its limits is asked within the usual ones."""
        return query.url.endswith("?config")


class TestScbVersion1(PxwebContract):
    @pytest.fixture
    def case(self) -> Case:
        shared = {"Bakgrund": "20–64", "Alder": "ab"}
        columns: dict[tuple[str, str], Any] = {
            ("share", sex): tuple(shared | {"Kon": code, "ContentsCode": c} for c in ("01", "02"))
            for sex, code in KON.items()
        }
        expected = rows_of(history(), columns, ("Region", "Tid"))
        service = PxwebService({PATH: history()})
        chosen = dataset(SCB_QUESTION, "scb_v1")
        return Case(Source, chosen, service, expected, "/OV0104/v1/doris/sv/ssd")

    def test_what_stands_beside_the_figures(self, case: Case) -> None:
        fetched, direct = case.run()
        assert str(fetched.published) == "2026-06-08"
        assert fetched.units == {"share": "procent"}
        body = direct.asked[-1].body
        assert body["response"] == {"format": "json-stat2"}
        assert {one["selection"]["filter"] for one in body["query"]} == {"item"}
        assert [one["code"] for one in body["query"]] == [v.code for v in history().variables]


class TestTillvaxtanalys(PxwebContract):
    @pytest.fixture
    def case(self) -> Case:
        chosen = dataset(TVA_QUESTION, "tillvaxtanalys")
        return Case(Source, chosen, agency(), tva_expected(), "/PxWeb/api/v1/sv")

    def test_the_plan_is_what_is_asked(self, case: Case) -> None:
        """All of it but the name of the file, which the folder tells."""
        planned = [query.asked for query in case.fresh().plan(case.dataset)]
        _, direct = case.run()
        asked = [query.asked for query in direct.asked]
        name = "nystartade%20f%C3%B6retag%20%28%C3%A5%29.px"
        assert [address.replace(name, "*.px") for address in asked] == planned
        assert name in asked[-1]


# --- how a table is found ------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["withdrawn", "unknown"])
def test_a_table_that_was_withdrawn_is_named(what: str) -> None:
    service = PxwebService({}, withdrawn=(PATH,) if what == "withdrawn" else ())
    with pytest.raises(SourceRefused) as caught:
        run(service, SCB_QUESTION)
    assert caught.value.status == (400 if what == "withdrawn" else 404)
    for words in ("tagits bort eller flyttats", "withdrawn or moved", PATH):
        assert words in str(caught.value)


def test_a_folder_that_is_gone_is_named() -> None:
    with pytest.raises(SourceRefused, match="Nystartade företag"):
        run(agency(folders={}), TVA_QUESTION, TVA_BASE)


def test_where_only_years_differ_the_newest_file_is_meant() -> None:
    older = file("Nystartade företag per kvartal, efter län 2011–2019", "x.px")
    wrong_day = older | {"updated": "2026-11-01T08:00:00"}
    for listing in ([*LISTING, wrong_day], [wrong_day, *LISTING]):
        fetched, _ = run(agency(folders={FOLDER: listing}), TVA_QUESTION, TVA_BASE)
        assert_same(fetched.frame, tva_expected())


def test_the_day_of_update_decides_between_files_of_the_same_years() -> None:
    older = file(LISTING[2]["text"], "x.px", updated="2025-01-01T08:00:00")
    fetched, _ = run(agency(folders={FOLDER: [*LISTING, older]}), TVA_QUESTION, TVA_BASE)
    assert_same(fetched.frame, tva_expected())


def test_where_no_text_says_it_the_name_of_the_file_does() -> None:
    name = "nystartade_foretag_kvartal_lan.px"
    listing = [LISTING[1], file("Nystartade företag", name)]
    service = agency(tables={f"{FOLDER}/{name}": counted()}, folders={FOLDER: listing})
    fetched, _ = run(service, TVA_QUESTION, TVA_BASE)
    assert_same(fetched.frame, tva_expected())


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ([file("Nystartade företag kvartal, bransch, län")], ["2 filer", "bransch", "2011–2024"]),
        ([file(LISTING[2]["text"], "copy.px")], ["2 filer", "2 files"]),
    ],
)
def test_several_files_that_fit_are_listed(more: list[Any], named: list[str]) -> None:
    with pytest.raises(SourceBroken) as caught:
        run(agency(folders={FOLDER: [*LISTING, *more]}), TVA_QUESTION, TVA_BASE)
    for words in named:
        assert words in str(caught.value)


def test_where_no_file_fits_those_there_are_are_listed() -> None:
    with pytest.raises(SourceBroken) as caught:
        run(agency(folders={FOLDER: LISTING[:2]}), TVA_QUESTION, TVA_BASE)
    assert "0 filer" in str(caught.value)
    assert "per år efter län" in str(caught.value)
    assert "äldre" not in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [{"folder": None}, {"title": None}, {"path": "a/b"}, {"riket": "mean"}, {"time": "Län"}],
)
def test_a_question_that_cannot_be_meant_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Question.model_validate({"tables": [TVA_QUESTION["tables"][0] | changes]})


# --- places --------------------------------------------------------------------------------------


def test_a_running_number_is_never_taken_for_a_county() -> None:
    """20 is Stockholm here, the last of 21 places that are numbered from 0."""
    fetched, _ = run(agency(), TVA_QUESTION, TVA_BASE)
    first = fetched.frame[fetched.frame["period"] == "2023-Q3"].set_index("geo")["value"]
    assert first["01"] == 3.0 + 20
    assert first["20"] == 3.0 + NUMBERED.index("20")
    assert len(first) == 22


def test_a_table_with_its_own_figures_for_riket_keeps_them() -> None:
    table = made(
        (MadeVariable("Län", COUNTIES), times("2024"), MadeVariable("Variabel", {"0": "Antal"})),
        lambda **at: 1.0,
    )
    question = {"tables": [{"path": "t.px", "place": "län", "fixed": {"variabel": "0"},
                            "measures": {"number": {}}, "riket": "sum"}]}  # fmt: skip
    fetched, _ = run(agency(tables={"t.px": table}), question, TVA_BASE)
    assert set(fetched.frame["value"]) == {1.0}
    assert len(fetched.frame) == 22


def test_two_codes_for_one_county_are_an_error() -> None:
    labels = {str(n): f"{code} {COUNTIES[code]}" for n, code in enumerate(COUNTIES)}
    table = made((MadeVariable("Län", labels | {"77": "20 Dalarna"}), times("2024")),
                 lambda **at: 1.0)  # fmt: skip
    question = {"tables": [{"path": "t", "place": "län", "measures": {"n": {}}}]}
    with pytest.raises(SourceBroken, match="flera koder i Län är 20"):
        run(agency(tables={"t": table}), question, TVA_BASE)


def test_recorded_metadata_in_english_have_the_counties() -> None:
    """What was read of a real table decides what is asked of it."""
    info = json.loads((RECORDED / "scb-v1-metadata-BefolkningNy.json").read_bytes())
    variables = tuple(
        MadeVariable(
            one["code"],
            dict(zip(one["values"], one["valueTexts"], strict=True)),
            one["text"],
            one["elimination"],
        )
        for one in info["variables"]
    )
    listed = PxwebService({})
    asked: dict[str, list[str]] = {}

    def service(call: Any) -> Any:
        if call.method == "GET":
            said = listed(call)
            if call.path.endswith("/BefolkningNy"):
                return replace(said, status=200, body=json.dumps(info).encode())
            return said
        query = call.json()["query"]
        asked.update({one["code"]: one["selection"]["values"] for one in query})
        few = tuple(
            replace(v, labels={c: v.labels[c] for c in asked[v.code]}, elimination=False)
            for v in variables
            if v.code in asked
        )
        return PxwebService({"B/BefolkningNy": made(few, lambda **at: 2.0)})(call)

    question = {
        "tables": [
            {
                "path": "B/BefolkningNy",
                "measures": {"number": {"ContentsCode": "label:population"}},
                "breakdowns": {"variable": "Kon", "women": "label:women", "men": "label:men"},
                "since": "2020",
            }
        ]
    }
    fetched, _ = run(service, question)
    assert asked["Region"] == list(COUNTIES)
    assert asked["Tid"] == ["2020", "2021", "2022"]
    assert set(asked) == {"Region", "Kon", "ContentsCode", "Tid"}
    assert len(fetched.frame) == 22 * 2 * 3


# --- limits and bytes ----------------------------------------------------------------------------


def test_the_pace_is_the_stricter_until_and_after_the_service_has_said() -> None:
    source = Source(TVA_BASE, [])
    assert source.paces == {TVA_BASE: (10, 10)}
    drive(source.ask(dataset(TVA_QUESTION, "tillvaxtanalys")), Direct(agency()))
    assert source.paces == {TVA_BASE: (10, 10)}
    source = Source(TVA_BASE, [])
    fetched = drive(source.ask(dataset(TVA_QUESTION, "x")), Direct(agency(config=False)))
    assert source.paces == {TVA_BASE: (10, 10)}
    assert_same(fetched.frame, tva_expected())


def test_a_service_that_cannot_be_reached_is_not_one_without_limits() -> None:
    def nowhere(query: Query) -> Any:
        raise SourceUnreachable(query.asked, ("svarade inte.", "did not answer."))

    with pytest.raises(SourceUnreachable):
        drive(Source(SCB_BASE, []).ask(dataset(SCB_QUESTION, "scb_v1")), nowhere)


@pytest.mark.parametrize("stated", [None, 150_000])
@pytest.mark.parametrize("most", [7, 64, 65, 66])
def test_however_it_is_split_the_figures_are_the_same(most: int, stated: int | None) -> None:
    """Where the service states its limit, and where only its refusals (403) show it."""
    service = agency(max_cells=most, stated=stated)
    fetched, direct = run(service, TVA_QUESTION, TVA_BASE)
    assert_same(fetched.frame, tva_expected())
    refused = [said for said in direct.said if said.status == 403]
    assert bool(refused) == (stated is not None and most < 63)


def test_a_service_that_refuses_everything_is_told_so_soon() -> None:
    service = agency()
    direct = Direct(
        lambda call: replace(service(call), status=403) if call.method == "POST" else service(call)
    )
    with pytest.raises(SourceRefused) as caught:
        drive(Source(TVA_BASE, []).ask(dataset(TVA_QUESTION, "x")), direct)
    assert caught.value.status == 403
    assert len(direct.asked) < 15


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
def test_letters_are_right_in_every_encoding(encoding: str) -> None:
    text = "Nystartade företag per kvartal, efter län 2011–2024"
    if encoding == "latin-1":  # has no such dash
        text = text.replace("–", "-")
    folders = {FOLDER: [file(text)]}
    fetched, _ = run(agency(encoding=encoding, folders=folders), TVA_QUESTION, TVA_BASE)
    assert_same(fetched.frame, tva_expected())


@pytest.fixture(params=["pairs", "twice", "kinds"])
def odd_metadata(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    region: dict[str, Any] = {"code": "Region", "values": ["20", "21"], "valueTexts": ["a", "b"]}
    odd = {
        "pairs": {"valueTexts": ["Dalarnas län"]},
        "twice": {"values": ["20", "20"]},
        "kinds": {"values": [20, 21]},
    }
    yield {"title": "t", "variables": [region | odd[request.param]]}


def test_metadata_that_do_not_hang_together_are_an_error(odd_metadata: dict[str, Any]) -> None:
    service = PxwebService({PATH: history()})

    def odd(call: Any) -> Any:
        said = service(call)
        whole = call.path.endswith(PATH)
        return replace(said, body=json.dumps(odd_metadata).encode()) if whole else said

    with pytest.raises(SourceBroken, match=r"variables\.0"):
        run(odd, SCB_QUESTION)


@settings(max_examples=2000 if SOAK else 40)
@given(cubes())
def test_both_versions_give_the_same_of_any_cube(given_: tuple[MadeTable, ScbService]) -> None:
    table, newer = given_
    question = {"measures": {"b": {"Sektor": "B"}}, "fixed": {"ContentsCode": "å"}}
    older = PxwebService({PATH: table}, max_cells=newer.max_cells, sparse=newer.sparse)
    found: list[Any] = []
    for where, service, address in (
        ({"path": PATH}, older, SCB_BASE),
        ({"table": "T"}, newer, "https://tjanst.example/api/v2"),
    ):
        made_by = Source if service is older else scb.Source
        asked = dataset({"tables": [question | where]})
        try:
            found.append(drive(made_by(address, []).ask(asked), Direct(service)).frame)
        except SourceBroken:  # no figure at all
            found.append(None)
    if found[0] is None or found[1] is None:
        assert found[0] is found[1]
    else:
        assert_same(*found)


@pytest.mark.live
@pytest.mark.enable_socket
@pytest.mark.skipif(not os.environ.get("LIVE"), reason="asks the live service; set LIVE to run it")
@pytest.mark.parametrize(
    ("service", "question"),
    [
        (
            "scb_v1",
            {
                "path": "BE/BE0101/BE0101A/BefolkningNy",
                "measures": {"number": {"ContentsCode": "BE0101N1"}},
                "since": "2020",
            },
        ),
        (
            "tillvaxtanalys",
            TVA_QUESTION["tables"][0],
        ),
    ],
)
def test_live(service: str, question: dict[str, Any]) -> None:
    """The service answers a question on the three counties as the contract says."""
    with Client() as client:
        source = Source(base(service), [])
        fetched = drive(source.ask(dataset({"tables": [question]}, service)), client.fetch)
    assert {"20", "21", "17"} <= set(fetched.frame["geo"])
