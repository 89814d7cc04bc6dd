"""Adding by an address: what it means, what is asked, and files that the whole panel takes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, cast

import pandas as pd
import pytest

from data.add import __main__ as add
from data.add.address import read_address
from data.add.asking import Asker
from data.add.choice import choose
from data.add.files import DEFINITIONS, Folders, checked
from data.add.preview import decimals_of, fetch, number, table, told, variables
from data.add.record import Answers, dataset_record, frequency_of
from data.add.text import definition_of, id_of, kolada_parts, printed
from data.errors import PanelError
from data.http import Client
from data.model import Dataset
from data.query import Answer, Query, check_json
from data.registry import FOLDER, load_datasets
from data.sources.about import Both
from data.sources.describe import tell
from indicators.catalogue import load_catalogue
from indicators.model import Indicator
from tests.conftest import SOAK
from tests.data.add_services import PATH, PATHS, Services
from tests.data.sources.drive import Direct, Said
from tests.data.sources.eurostat_service import refused as refusal
from tests.data.sources.mutate import mutated
from tests.data.standin import Call, StandIn
from tests.test_repository import FAULTS

#: damaged descriptions of each service
COUNT = 2000 if SOAK else 100

# --- what an address means -------------------------------------------------------------------

SCB = "https://www.statistikdatabasen.scb.se"
EU = "https://ec.europa.eu/eurostat"
API = f"{EU}/api/dissemination"
UNDERSTOOD = {
    f"{SCB}/pxweb/sv/ssd/START__NR__NR0105__NR0105A/NR0105ENS2010T01A/": ("scb_v1", PATH),
    f"{SCB}/pxweb/en/ssd/START__NR__NR0105__NR0105A/NR0105ENS2010T01A/table/tableViewLayout1/":
        ("scb_v1", PATH),
    f"https://api.scb.se/OV0104/v1/doris/sv/ssd/{PATH}": ("scb_v1", PATH),
    f"https://api.scb.se/OV0104/v1/doris/en/ssd/START/{PATH}/": ("scb_v1", PATH),
    f"{SCB}/api/v2/tables/TAB6366/metadata?lang=sv": ("scb", "TAB6366"),
    "https://statistikdatabasen.scb.se/sv/table/tab6366": ("scb", "TAB6366"),
    "statistikdatabasen.scb.se/api/v2/tables/TAB6366/data": ("scb", "TAB6366"),
    "N00945": ("kolada", "N00945"),
    " n00945 ": ("kolada", "N00945"),
    "https://www.kolada.se/verktyg/fri-sokning/?kpis=15428,N00945&years=1": ("kolada", "N00945"),
    "https://api.kolada.se/v3/data/kpi/N00945/municipality/0020/year/2024": ("kolada", "N00945"),
    "https://api.kolada.se/v3/kpi/N00945": ("kolada", "N00945"),
    "https://api.kolada.se/v3/data/?kpi_id=N00945": ("kolada", "N00945"),
    f"{EU}/databrowser/view/rd_e_gerdreg/default/table?lang=en": ("eurostat", "rd_e_gerdreg"),
    f"{EU}/databrowser/view/RD_E_GERDREG__custom_123456/bookmark-free/table":
        ("eurostat", "rd_e_gerdreg"),
    f"{EU}/databrowser/view/rd_e_gerdreg$dv_12/default/map?lang=en": ("eurostat", "rd_e_gerdreg"),
    f"{EU}/databrowser/product/view/rd_e_gerdreg?lang=en": ("eurostat", "rd_e_gerdreg"),
    f"{EU}/databrowser/product/page/RD_E_GERDREG": ("eurostat", "rd_e_gerdreg"),
    f"{EU}/web/products-datasets/-/rd_e_gerdreg": ("eurostat", "rd_e_gerdreg"),
    f"{EU}/product?code=tgs00042": ("eurostat", "tgs00042"),
    f"{API}/statistics/1.0/data/RD_E_GERDREG?format=JSON": ("eurostat", "rd_e_gerdreg"),
    f"{API}/sdmx/2.1/data/RD_E_GERDREG/A.BES.PC_GDP.SE31/?format=TSV": ("eurostat", "rd_e_gerdreg"),
}  # fmt: skip


@pytest.mark.parametrize("address", UNDERSTOOD)
def test_an_address_means_a_table(address: str) -> None:
    wanted = read_address(address)
    assert (wanted.service, wanted.names) == (UNDERSTOOD[address][0], UNDERSTOOD[address][1:])


def test_an_address_holds_the_selection() -> None:
    wanted = read_address(
        f"{SCB}/api/v2/tables/TAB6366/data?lang=sv&valueCodes[Kon]=2&valueCodes%5BAlder%5D=20-64"
        "&VALUECODES[Region]=??,SE31&valueCodes[Tid]=from(2015)&valueCodes[$$SORT]=x"
        "&valueCodes[Sni]=[A,B],C&codelist[Region]=vs_RegionLän07&valueCodes[X]=top(3)"
    )
    assert dict(wanted.chosen) == {"Kon": ("2",), "Alder": ("20-64",), "Sni": ("A,B", "C")}
    assert wanted.since == "2015"
    wanted = read_address(
        f"{API}/statistics/1.0/data/rd_e_gerdreg?format=JSON&geo=SE31&geo=SE&unit=PC_GDP"
        "&sectperf=BES&sectperf=TOTAL&sinceTimePeriod=2010"
    )
    assert dict(wanted.chosen) == {"unit": ("PC_GDP",), "sectperf": ("BES", "TOTAL")}
    assert wanted.since == "2010"
    assert read_address(f"{API}/sdmx/2.1/data/RD_E_GERDREG/A.BES+GOV..SE31").in_order == (
        ("A",), ("BES", "GOV"), (), ("SE31",),
    )  # fmt: skip
    wanted = read_address(
        f"{API}/sdmx/3.0/data/dataflow/ESTAT/rd_e_gerdreg/1.0/*.BES.*.*?c[unit]=PC_GDP&c[geo]=SE31"
    )
    assert (wanted.names, wanted.in_order) == (("rd_e_gerdreg",), ((), ("BES",), (), ()))
    assert dict(wanted.chosen) == {"unit": ("PC_GDP",)}
    assert read_address("https://kolada.se/?kpis=N00945,N00926").names == ("N00945", "N00926")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hej",
        "https://example.com/N00945",
        "https://www.kolada.se/",
        "https://scb.se.example.com/api/v2/tables/TAB6366",
        f"{SCB}/sq/12345",
        f"{SCB}/goto/sv/ssd/BefolkningNy",
        f"{SCB}/pxweb/sv/ssd/START__NR__NR0105/",
        f"{SCB}/pxweb/sv/ssd/",
        f"{EU}/databrowser/explore/all/all_themes",
        f"{EU}/databrowser/bookmark/d84c6140-ed7e-443e-baf9-918679862d58?lang=en",
        f"{EU}/databrowser/view/",
        "https://www.kolada.se/verktyg/fri-sokning/?kpis=167067&years=30199",
        "http://[",
        "https://ec.europa.eu/info/rd_e_gerdreg",
        "\x00",
    ],
)
def test_other_addresses_are_an_error_that_says_what_is_understood(address: str) -> None:
    with pytest.raises(PanelError) as caught:
        read_address(address)
    told = str(caught.value)
    assert "går inte att tolka" in told and "cannot be understood" in told
    assert "Inget har skrivits" in told and "Nothing was written" in told
    assert "valueCodes[Kon]=2" in told and "N00945" in told and "rd_e_gerdreg" in told


# --- the whole way ---------------------------------------------------------------------------


@dataclass
class Desk:
    """A copy of the folders, services on loopback, and what was said to a person."""

    folders: Folders
    services: Services
    address: str
    capture: pytest.CaptureFixture[str]
    prompts: list[str] = field(default_factory=list)

    def run(self, *arguments: str, answers: list[str] | None = None) -> tuple[int, str, str]:
        """Run the command; `answers` are a person's, and without them there is no terminal."""
        waiting = list(answers or [])

        def read(prompt: str) -> str:
            self.prompts.append(prompt)
            if not waiting:
                raise EOFError
            return waiting.pop(0)

        code = add.main(arguments, self.folders, None if answers is None else read)
        said = self.capture.readouterr()
        return code, said.out, said.err

    def load(self, name: str) -> tuple[Dataset, Indicator]:
        """The new records, from folders that the panel takes as a whole."""
        datasets = load_datasets(self.folders.datasets)
        catalogue = load_catalogue(datasets, self.folders.definitions)
        return datasets[name], catalogue.indicators[name]

    def state(self) -> dict[Path, bytes]:
        folders = (self.folders.datasets, self.folders.definitions)
        return {path: path.read_bytes() for folder in folders for path in folder.iterdir()}


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    folders = Folders(tmp_path / "datasets", tmp_path / "definitions")
    shutil.copytree(FOLDER, folders.datasets)
    shutil.copytree(DEFINITIONS, folders.definitions)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    now = [1000.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(add, "Client", partial(Client, clock=lambda: now[0], sleep=sleep))
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    services = Services()
    with StandIn() as service:
        service.otherwise = lambda call: services(call).reply()
        for name, path in PATHS.items():
            monkeypatch.setenv(name, service.url(path))
        yield Desk(folders, services, service.url(""), capsys)


SAID = ("--theme", "skills", "--kind", "register", "--direction", "down", "--yes")
TABLE = f"{SCB}/api/v2/tables/TAB6366/data?valueCodes[ContentsCode]=0A&valueCodes[Alder]=20-64"
PAGE = f"{SCB}/pxweb/sv/ssd/START__NR__NR0105__NR0105A/NR0105ENS2010T01A/"
GERD = f"{API}/statistics/1.0/data/rd_e_gerdreg?sectperf=BES&unit=PC_GDP&sinceTimePeriod=2017"


def shown(frame: Any, geo: str, period: str, measure: str = "value") -> float:
    rows = frame[(frame["geo"] == geo) & (frame["period"] == period)]
    rows = rows[(rows["breakdown"] == "total") & (rows["measure"] == measure)]
    return float(rows["value"].iloc[0])


def cell(out: str, place: str, period: str) -> str:
    """A figure in the table that was printed."""
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    head = next(line.split() for line in lines if line.split()[-1:] == [period] or
                period in line.split())  # fmt: skip
    row = next(line.split("  ") for line in lines if line.strip().startswith(place))
    cells = [part.strip() for part in row if part.strip()]
    return cells[1 + head.index(period)]


def test_a_kpi_becomes_a_dataset_and_an_indicator(desk: Desk) -> None:
    code, out, err = desk.run("N00945", *SAID, "--id", "unemployed", "--name-en", "Unemployment")
    assert (code, err) == (0, "")
    dataset, indicator = desk.load("unemployed")
    assert dataset.live is not None and dataset.live.source == "kolada"
    assert dataset.live.question == {
        "kpis": {"value": "N00945"},
        "expect": {"value": "Arbetslöshet 16-64 år"},
        "genders": ["T", "K", "M"],
    }
    assert dataset.frequency == "annual" and dataset.kind == "register"
    assert indicator.breakdowns == ("total", "women", "men")
    assert indicator.name.sv == "Arbetslöshet 16–64 år" and indicator.name.en == "Unemployment"
    assert indicator.unit.sv == "andel (%) av bef." and indicator.symbol is not None
    assert indicator.definition.sv.endswith("Påhittat.") and "16–64" in indicator.definition.sv
    assert indicator.aggregation.method == "refused" and indicator.direction == "down"
    assert (
        "N00945" not in out.split("Skrivet:")[0]
        and "Arbetslöshet 16–64 år, andel (%) av bef.\n" in out
    )
    assert "  kön (gender), 3 värden: totalt, kvinnor, män" in out
    for said in ("Enhet: andel (%) av bef.", "Perioder: 2019–2024 (6)", "Gävleborg", "Riket"):
        assert said in out
    for said in ("python -m data.refresh unemployed", "make test", "översätt definition.en"):
        assert said in out
    assert "name.en" not in out
    assert str(desk.folders.datasets / "unemployed.toml") in out
    assert str(desk.folders.definitions / "skills.toml") in out


@pytest.mark.parametrize(
    ("address", "more"),
    [("N00945", ()), (TABLE, ()), (PAGE, ()), (GERD, ("--theme", "research"))],
)
def test_what_is_written_is_whole_and_fetches_what_was_shown(
    desk: Desk, address: str, more: tuple[str, ...]
) -> None:
    before = desk.state()
    code, out, err = desk.run(address, *SAID, *more, "--id", "added")
    assert (code, err) == (0, "")
    dataset, indicator = desk.load("added")
    with Client(pace=(1000, 0.001)) as client:
        frame = fetch(dataset, client).frame
    assert set(frame["measure"]) == {"value"}
    places = {"Dalarna": "20", "Gävleborg": "21", "Värmland": "17", "Riket": "00"}
    if indicator.level == "nuts2":
        places = {"Norra Mellansverige": "SE31", "Riket": "00"}
    printed_table = table(frame, indicator.level, indicator.decimals, "sv")
    assert printed_table in out
    heading = printed_table.splitlines()[0].split()
    assert len(heading) == 3 and heading == sorted(heading)
    for name, geo in places.items():
        for period in heading:
            found = cell(printed_table, name, period)
            if found != "–":
                assert found == number(shown(frame, geo, period), indicator.decimals, "sv")
    after = desk.state()
    theme = desk.folders.definitions / f"{indicator.themes[0]}.toml"
    new = desk.folders.datasets / "added.toml"
    assert {path for path in after if after[path] != before.get(path)} == {new, theme}
    assert after[theme].startswith(before[theme].rstrip())
    assert not any(path.suffix == ".part" for path in after)
    for pair in texts(dataset, indicator):
        for pattern in FAULTS.values():
            assert not pattern.search(pair), pair


def texts(dataset: Dataset, indicator: Indicator) -> Iterator[str]:
    for one in (dataset.name, indicator.name, indicator.definition, indicator.unit,
                *dataset.caveats):  # fmt: skip
        yield from (one.sv, one.en)


def test_a_table_of_scb_takes_codes_from_its_address_and_words_from_both_languages(
    desk: Desk,
) -> None:
    code, out, _ = desk.run(f"{TABLE}&valueCodes[Tid]=from(2021)", *SAID, "--id", "added")
    assert code == 0
    dataset, indicator = desk.load("added")
    assert dataset.live is not None
    assert dataset.live.question == {
        "tables": [
            {
                "table": "TAB6366",
                "since": "2021",
                "fixed": {"Alder": "20-64"},
                "breakdowns": {"variable": "Kon", "total": "SAMANST", "women": "2", "men": "1"},
                "measures": {"value": {"ContentsCode": "0A"}},
            }
        ]
    }
    assert (indicator.name.sv, indicator.name.en) == ("Matchningsgrad", "Matching rate")
    assert (indicator.unit.sv, indicator.unit.en) == ("procent", "per cent")
    assert indicator.definition.sv == (
        "Matchning efter region, kön och ålder. Ålder: 20–64 år. Innehåll: Matchningsgrad."
    )
    assert indicator.definition.en.startswith("Matching by region, sex and age. Age: 20–64 years.")
    assert dataset.caveats[0].sv == "Värden för 2020–2021 är ”osäkra”."
    assert dataset.caveats[0].en == "Values for 2020–2021 are uncertain."
    assert "sektor (Sektor), 2 värden: utelämnas, tabellen summerar själv" in out
    assert "översätt" not in out
    assert "Perioder: 2021–2023 (3)" in out


def test_a_page_of_the_old_database_is_asked_for_by_its_path(desk: Desk) -> None:
    code, out, _ = desk.run(PAGE, *SAID, "--id", "added", "--aggregation", "sum", "--english")
    assert code == 0
    dataset, indicator = desk.load("added")
    assert dataset.live is not None and dataset.live.source == "scb_v1"
    assert dataset.live.question["tables"][0]["path"] == PATH
    assert dataset.landing_page == PAGE
    assert indicator.unit.sv == "miljoner kronor" and indicator.decimals == 0
    assert indicator.aggregation.method == "sum" and indicator.extensive
    assert indicator.name.sv == "Bruttoregionprodukt (BRP)"
    assert "Unit: miljoner kronor" in out and "translate" in out and "Written:" in out
    assert "2,023" not in out and "," in cell(out, "Dalarna", "2023")


def test_a_dataset_of_eurostat_keeps_filters_levels_and_the_published_region(desk: Desk) -> None:
    desk.services.eurostat.dimensions["sex"] = ["T", "F", "M"]
    desk.services.eurostat.__post_init__()
    code, _, err = desk.run(GERD, *SAID, "--id", "added", "--level", "nuts2")
    assert (code, err) == (0, "")
    dataset, indicator = desk.load("added")
    assert dataset.live is not None
    assert dataset.live.question == {
        "dataset": "rd_e_gerdreg",
        "filters": {"freq": ["A"], "unit": ["PC_GDP"]},
        "levels": ["aggregate", "country", "nuts2"],
        "since": "2017",
        "sexes": {"total": "T", "women": "F", "men": "M"},
        "measures": {"value": {"sectperf": "BES"}},
    }
    assert indicator.level == "nuts2" and indicator.europe
    assert indicator.aggregation.method == "published"
    assert indicator.unit.en == "label of PC_GDP"
    code, _, err = desk.run(GERD, *SAID, "--id", "counties", "--set", "sex=T")
    assert (code, err) == (0, "")
    dataset, indicator = desk.load("counties")
    assert dataset.live is not None and "nuts3" in dataset.live.question["levels"]
    assert indicator.level == "county" and indicator.breakdowns == ("total",)
    assert indicator.aggregation.method == "published" and not indicator.europe


def test_a_person_is_asked_only_for_what_is_open(desk: Desk) -> None:
    answers = ["vet ej", "2", "", "", "", "2 fel", "ny_matchning", "kompetens", "1", "x", "up", "",
               ""]  # fmt: skip
    code, out, err = desk.run(f"{SCB}/api/v2/tables/TAB6366/data?valueCodes[ContentsCode]=0A",
                              answers=answers)  # fmt: skip
    assert (code, err) == (0, "")
    dataset, indicator = desk.load("ny_matchning")
    assert dataset.live is not None and dataset.kind == "survey"
    assert dataset.live.question["tables"][0]["fixed"] == {"Alder": "20-39"}
    assert indicator.themes == ("skills",) and indicator.direction == "up"
    assert [prompt.partition(" [")[0].rstrip(": ") for prompt in desk.prompts] == [
        "Vilket värde av ålder", "Vilket värde av ålder", "Vilket värde av sektor",
        "Namn på svenska", "Namn på engelska", "Id", "Id", "Utmaning", "Slag av statistik",
        "Riktning", "Riktning", "Decimaler", "Norra Mellansverige",
    ]  # fmt: skip
    assert "[utelämnas: tabellen summerar själv]" in desk.prompts[2]
    assert "[matchningsgrad]" in desk.prompts[5]
    assert "är inte ett av valen" in out and "är inget id" in out and "Inget har" not in out
    assert "    1  20-64 år  [20-64]" in out


def test_without_a_terminal_every_flag_that_is_missing_is_named(desk: Desk) -> None:
    before = desk.state()
    table_address = f"{SCB}/api/v2/tables/TAB6366/data"
    code, _, err = desk.run(table_address, "--theme", "skills")
    assert code == 1 and desk.state() == before
    for flag in ("--set Alder=", "--set Sektor=", "--set ContentsCode=", "--kind", "--direction",
                 "--id", "--name-sv", "--name-en", "--decimals", "--aggregation"):  # fmt: skip
        assert f"{flag}" in err
    assert "--theme" not in err and err.count("\n") == 2
    code, _, err = desk.run(table_address, "--yes", "--set", "alder=20–64", "--set", "Sektor=",
                            "--set", "innehåll=matching rate")  # fmt: skip
    assert code == 1 and desk.state() == before
    assert "Ange --theme, --kind, --direction." in err
    code, _, err = desk.run(table_address, *SAID, "--id", "added", "--set", "alder=20–64", "--set",
                            "Sektor=a", "--set", "innehåll=matching rate")  # fmt: skip
    assert (code, err) == (0, "")
    question = desk.load("added")[0].live
    assert question is not None
    assert question.question["tables"][0]["fixed"] == {"Alder": "20-64", "Sektor": "a"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("N00945", "--id", "matching"), ("matching finns redan", "--id")),
        (("N00945", "--id", "gerd_business"), ("gerd_business finns redan (research.toml)",)),
        (("N00945", "--id", "Å"), ("inget id",)),
        (("N00945", "--id", "new", "--theme", "cake"), ("cake", "skills")),
        (("N00945", "--id", "new", "--direction", "sideways"), ("sideways", "down")),
        (("N00945", "--id", "new", "--kind", "guess"), ("guess", "register")),
        (("N00945", "--id", "new", "--decimals", "7"), ("'7'",)),
        (("N00945", "--id", "new", "--aggregation", "published"), ("published", "refused")),
        (("N00945", "--id", "new", "--set", "x"), ("Variabel=kod",)),
        (("N00945", "--id", "new", "--set", "age=1"), ("age", "gender")),
        (("N00945", "--id", "new", "--set", "gender=X"), ("'X'", "kvinnor")),
        (("N99999", "--id", "new"), ("känner inte till nyckeltal N99999", "knows no KPI")),
        (("https://kolada.se/?kpis=N00945,N00926", "--id", "new"), ("--kpi",)),
        ((f"{TABLE}&valueCodes[Sektor]=q", "--id", "new"), ("väljer q i Sektor", "selects q")),
        ((f"{SCB}/api/v2/tables/TAB1/data", "--id", "new"), ("Non-existent table",)),
        ((f"{SCB}/pxweb/sv/ssd/START__NR/NONE/", "--id", "new"), ("NR/NONE",)),
        ((f"{EU}/databrowser/view/nama_gone/default/table", "--id", "new"), ("NAMA_GONE",)),
        (("https://example.com", "--id", "new"), ("går inte att tolka",)),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_told_and_nothing_is_written(
    desk: Desk, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    before = desk.state()
    said = [*SAID]
    for flag in ("--theme", "--direction", "--kind"):
        if flag in arguments:
            del said[said.index(flag) : said.index(flag) + 2]
    code, _, err = desk.run(*arguments, *said)
    assert code == 1
    for word in words:
        assert word in err
    assert desk.state() == before


def test_one_of_several_kpis_is_chosen(desk: Desk) -> None:
    code, _, err = desk.run("https://kolada.se/?kpis=N00945,N00926", *SAID, "--id", "added",
                            "--kpi", "N00926", "--set", "gender=kvinnor")  # fmt: skip
    assert (code, err) == (0, "")
    dataset, indicator = desk.load("added")
    assert dataset.live is not None and dataset.live.question["genders"] == ["K"]
    assert indicator.breakdowns == ("women",) and dataset.table == "N00926"


def too_many_periods(call: Call) -> int:
    names = dict(call.params)
    return 0 if {"lastTimePeriod", "geoLevel"} & set(names) else 413


def too_many_places(call: Call) -> int:
    return 400 if len([name for name, _ in call.params if name == "geo"]) > 3 else 0


def no_counties(call: Call) -> int:
    return 400 if ("geo", "SE311") in call.params else 0


@pytest.mark.parametrize(
    ("refused", "level"),
    [(too_many_periods, "county"), (too_many_places, "county"), (no_counties, "nuts2")],
)
def test_a_description_that_eurostat_refuses_is_asked_for_in_another_way(
    desk: Desk, refused: Callable[[Call], int], level: str
) -> None:
    answer = desk.services.eurostat.answer

    def strict(call: Call) -> Said:
        status = refused(call)
        return refusal(status, "no") if status else answer(call)

    desk.services.eurostat.answer = strict  # type: ignore[method-assign]
    code, _, err = desk.run(GERD, *SAID, "--id", "added")
    assert (code, err) == (0, "")
    assert desk.load("added")[1].level == level


def test_levels_without_figures_for_what_is_chosen_are_left_out(desk: Desk) -> None:
    figures = desk.services.eurostat.figures
    for key in list(figures):
        if key[1] == "BES" and key[3] in ("EA20", "EU27_2020"):
            del figures[key]
    assert desk.run(GERD, *SAID, "--id", "added")[0] == 0
    live = desk.load("added")[0].live
    assert live is not None and live.question["levels"] == ["country", "nuts2", "nuts3"]
    for key in list(figures):
        if key[1] == "BES" and key[3].startswith("SE3"):
            del figures[key]
    code, _, err = desk.run(GERD, *SAID, "--id", "other")
    assert code == 1 and "inga värden" in err and "no values" in err


def test_a_table_with_counties_and_regions_may_be_taken_at_either_level(desk: Desk) -> None:
    table = desk.services.accounts
    region = table.variables[0]
    labels = {**region.labels, "SE31": "SE31 Norra Mellansverige", "SE32": "Mellersta Norrland"}
    cells = {(geo, *key[1:]): value for key, value in table.cells.items() for geo in labels}
    variables = (replace(region, labels=labels, code="Område"), *table.variables[1:])
    desk.services.accounts = replace(table, variables=variables, cells=cells)
    assert desk.run(PAGE, *SAID, "--id", "lan")[0] == 0
    assert desk.run(PAGE, *SAID, "--id", "riks", "--level", "nuts2")[0] == 0
    county, region_ = desk.load("lan"), desk.load("riks")
    assert county[1].level == "county" and region_[1].level == "nuts2"
    assert county[1].aggregation.method == "refused"
    assert region_[1].aggregation.method == "published"
    assert region_[0].live is not None
    only = region_[0].live.question["tables"][0]
    assert (only["place"], only["level"]) == ("Område", "nuts2")


def test_names_that_cannot_be_read_are_told_of(desk: Desk) -> None:
    address = "https://www.kolada.se/verktyg/fri-sokning/?kpis=15428,N00926"
    code, out, _ = desk.run(address, *SAID, "--id", "added")
    assert code == 0 and "utelämnas: 15428" in out


def test_an_interrupted_talk_writes_nothing(desk: Desk) -> None:
    before = desk.state()
    code, _, err = desk.run("N00945", answers=["Namn"])
    assert code == 1 and "Avbruten" in err and "Interrupted" in err
    assert desk.state() == before


def test_a_file_that_cannot_be_written_leaves_both_as_they_were(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.state()
    whole: Callable[[Path, Path], Path] = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "skills.toml":
            raise PermissionError(13, "Permission denied")
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    code, _, err = desk.run("N00945", *SAID, "--id", "added")
    assert code == 1 and "Permission denied" in err and "skills.toml" in err
    assert desk.state() == before


def test_the_line_endings_of_a_file_stay_and_a_theme_without_one_gets_one(desk: Desk) -> None:
    path = desk.folders.definitions / "skills.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert desk.run("N00945", *SAID, "--id", "added")[0] == 0
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") and content.endswith(b"\r\n")
    themes = desk.folders.definitions / "themes.toml"
    text = '{ sv = "Eget", en = "Own" }'
    own = f'\n[[theme]]\nid = "own"\nname = {text}\nlead = {text}\n'
    themes.write_text(themes.read_text(encoding="utf-8") + own, encoding="utf-8")
    said = [*SAID]
    said[said.index("skills")] = "own"
    assert desk.run("N00926", *said, "--id", "other")[0] == 0
    assert desk.load("other")[1].themes == ("own",)
    assert desk.load("added")[0].id == "added"


class Answering:
    """A client whose answers come from a service at once, one of them changed."""

    def __init__(self, services: Services, at: int, change: Callable[[Said], Said]) -> None:
        self.direct = Direct(services, {at: change})

    def fetch(self, query: Query, expect: str | None = None) -> Answer:
        answer = self.direct(query)
        check_json(query.asked, answer)
        return answer


@pytest.mark.parametrize("address", ["N00945", TABLE, PAGE, GERD])
def test_damaged_descriptions_are_an_error_or_understood(address: str) -> None:
    services = Services()
    wanted = read_address(address)
    base = f"https://tjanst.example{PATHS[wanted.service.upper() + '_URL']}"
    understood = 0
    for seed in range(COUNT):
        random = Random(f"{address} {seed}")

        def damaged(said: Said, random: Random = random) -> Said:
            return replace(said, body=mutated(said.body, random))

        client = cast(Client, Answering(services, random.randrange(2), damaged))
        asker = Asker({}, take_suggestions=True, show=lambda line: None)
        try:
            about = told(tell(wanted.service, base, wanted.names[0]), client)
            chosen = choose(about, wanted, asker)
            asker.require()
            variables(about, chosen, "sv")
            words = Both("?", "?")
            answers = Answers("new", words, words, definition_of(about, []), "", "register",
                              "none", 0, "refused")  # fmt: skip
            checked(dataset_record(about, wanted, chosen, answers, about.periods, about.notes))
        except PanelError as fault:
            assert str(fault)
        else:
            understood += 1
    assert understood > COUNT / 50


# --- words and numbers -----------------------------------------------------------------------


def test_words_are_set_as_print_is() -> None:
    assert printed("År 2020-2021 - 20-64 år,  -5 ...", "sv") == "År 2020–2021 – 20–64 år, −5 …"
    assert printed('"x" den 2024-01-31', "sv") == "”x” den 2024-01-31"
    assert printed('a "word" here', "en") == "a “word” here"
    assert printed("se [här](https://www.scb.se)\r\n \r\n", "sv") == "se här (https://www.scb.se)"


def test_ids_are_plain_words() -> None:
    assert id_of("Företagens FoU, kr/inv") == "foretagens_fou_kr_inv"
    assert id_of("2 år") == "n_2_ar"
    assert len(id_of("ett mycket långt namn på en indikator som ingen kan minnas")) <= 40


@pytest.mark.parametrize(
    ("title", "name", "unit"),
    [
        ("Arbetslösa (BAS), 18-65 år, andel (%)", "Arbetslösa (BAS), 18-65 år", "andel (%)"),
        ("Företagskonkurser, antal/1000 inv, 16-64 år", "Företagskonkurser",
         "antal/1000 inv, 16-64 år"),
        ("Medianinkomst, kr/inv 20+", "Medianinkomst", "kr/inv 20+"),
        ("Kvot, krona", "Kvot", "krona"),
        ("Skattesats", "Skattesats", ""),
    ],
)  # fmt: skip
def test_the_title_of_a_kpi_ends_in_its_unit(title: str, name: str, unit: str) -> None:
    assert kolada_parts(title) == (name, unit)


def test_the_whole_of_a_variable_is_suggested(desk: Desk) -> None:
    table = desk.services.tables["TAB6366"]
    age = replace(table.variables[2], labels={"20-64": "20-64 år", "x": "totalt ålder"})
    variables = (*table.variables[:2], age, *table.variables[3:])
    cells = {(*key[:2], one, *key[3:]): value for key, value in table.cells.items()
             for one in age.labels}  # fmt: skip
    desk.services.tables["TAB6366"] = replace(table, variables=variables, cells=cells)
    address = TABLE.replace("&valueCodes[Alder]=20-64", "")
    assert desk.run(address, *SAID, "--id", "added")[0] == 0
    live = desk.load("added")[0].live
    assert live is not None and live.question["tables"][0]["fixed"] == {"Alder": "x"}


def test_numbers_and_frequencies() -> None:
    assert number(1234567.8, 1, "sv") == "1\u00a0234\u00a0567,8"
    assert number(-1234.5, 1, "en") == "-1,234.5"
    assert number(None, 1, "sv") == "–"
    assert frequency_of(["2019", "2020"]) == "annual" and frequency_of(["2019"]) == "annual"
    assert frequency_of(["2017", "2019", "2021"]) == "biennial"
    assert frequency_of(["2017", "2018", "2021"]) == "irregular"
    assert frequency_of(["2017-Q1"]) == "quarterly" and frequency_of(["2017-01"]) == "monthly"
    for values, expected in (([1234.56], 0), ([12.34], 1), ([0.123], 2), ([3.0, 5.0], 0)):
        assert decimals_of(pd.DataFrame({"value": values}), {}, "") == expected
    assert decimals_of(pd.DataFrame({"value": [1.0]}), {"0A": 5}, "0A") == 3
