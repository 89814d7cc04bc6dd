"""Visa hur: the programs fetch from the services what the panel shows, and say what they do not."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from data.store import Store
from indicators.library import Library
from indicators.rebuild import Recipe
from indicators.rebuild.asks import Eurostat, Kolada, PxTable, asks_of
from indicators.rebuild.code import program
from indicators.rebuild.python import Python
from indicators.rebuild.r import R
from indicators.rebuild.requested import requests_of
from tests.data.services import Services, refreshed
from tests.indicators import rebuilt

#: the views that are rebuilt: indicator and what is chosen
VIEWS: list[tuple[str, dict[str, Any]]] = [
    ("kolada_share", {}),
    ("kolada_share", {"measure": "gap"}),
    ("kolada_share", {"measure": "index", "base": "2020"}),
    ("kolada_share", {"measure": "change", "base": "2021", "start": "2022"}),
    ("kolada_share", {"view": "ranking", "period": "2021"}),
    ("kolada_sum", {"breakdown": "women"}),
    ("kolada_sum", {"places": ("20", "SE31", "00"), "start": "2020", "end": "2022"}),
    ("kolada_ratio", {"places": ("20", "21", "17", "SE31", "00")}),
    ("kolada_ratio", {"measure": "gap"}),
    ("scb_table", {"places": ("01", "20", "SE31")}),
    ("scb_table", {"breakdown": "men", "places": ("14", "00")}),
    ("px_table", {"places": ("20", "09")}),
    ("px_folder", {"places": ("20", "SE31", "00")}),
    ("two_tables", {"places": ("20", "00", "SE31")}),
    ("sum_of_two", {"breakdown": "men", "places": ("20", "17", "21", "SE31")}),
    ("eurostat", {"places": ("SE31", "SE32", "00", "AT11")}),
    ("eurostat", {"measure": "gap"}),
]
NAMES = [f"{name} {chosen}" for name, chosen in VIEWS]


@pytest.fixture(scope="module")
def rscript(tmp_path_factory: pytest.TempPathFactory) -> str | None:
    """The command that runs R, where R and httr2 are installed."""
    command = shutil.which("Rscript")
    probe = tmp_path_factory.mktemp("r") / "probe.R"
    probe.write_text("library(httr2)\n", encoding="utf-8")
    if command and subprocess.run([command, str(probe)], capture_output=True).returncode == 0:
        return command
    return None


@pytest.fixture(scope="module")
def running() -> Iterator[Services]:
    with Services() as services:
        rebuilt.more_datasets(services)
        yield services


@pytest.fixture(scope="module")
def fetched(running: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library over what the panel itself fetched from the services."""
    folder = tmp_path_factory.mktemp("fetched")
    with pytest.MonkeyPatch.context() as patch, Store(f"sqlite:///{folder}/p.sqlite") as store:
        for name, address in running.environment.items():
            patch.setenv(name, address)
        rows = refreshed(store, running, folder / "raw")
        assert [row for row in rows.values() if row.fault] == []
        yield rebuilt.library_over(store, running)


@pytest.mark.parametrize(("name", "chosen"), VIEWS, ids=NAMES)
def test_the_python_program_comes_to_the_panels_figures(
    fetched: Library, name: str, chosen: dict[str, Any]
) -> None:
    made = rebuilt.asked(fetched, name, **chosen)
    text = program(made, Python())
    done = rebuilt.run_python(text)
    expected = rebuilt.of_panel(made)
    assert sum(value is not None for value in expected.values()) > 3
    rebuilt.assert_same(rebuilt.of_series(done["values"]), expected)
    assert done["printed"].strip()


@pytest.mark.parametrize(("name", "chosen"), VIEWS, ids=NAMES)
def test_the_r_program_comes_to_the_panels_figures(
    fetched: Library, name: str, chosen: dict[str, Any], tmp_path: Path, rscript: str | None
) -> None:
    """Run where R with httr2 is installed; its form is looked at everywhere."""
    made = rebuilt.asked(fetched, name, **chosen)
    text = program(made, R())
    assert_well_formed(text)
    if rscript is not None:
        rebuilt.assert_same(rebuilt.run_r(text, tmp_path, rscript), rebuilt.of_panel(made))


def assert_well_formed(text: str) -> None:
    """Brackets pair outside texts and comments, nothing is left to fill in, all is defined."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    bare = re.sub(r"#.*", "", bare)
    waiting = []
    for sign in re.findall(r"[()\[\]{}]", bare):
        if sign in "([{":
            waiting.append(sign)
        else:
            assert waiting.pop() + sign in ("()", "[]", "{}")
    assert waiting == []
    assert "$doc" not in text
    defined = set(re.findall(r"^(\w+) <- function", bare, re.MULTILINE))
    ours = {"fetch", "number", "table_of", "unpack", "plain", "named", "variable_of", "place_of",
            "period_of", "chosen", "figures", "kolada", "scb", "pxweb_data", "eurostat_data",
            "newest", "joined", "added", "with_sum", "ratio"}  # fmt: skip
    called = set(re.findall(r"\b(\w+)\(", bare)) & ours
    assert called <= defined
    constants = set(re.findall(r"(?<![.\w])([A-Z][A-Z_0-9]{3,})\b(?!\()", bare)) - {
        "TRUE",
        "FALSE",
        "NULL",
    }
    assert constants <= set(re.findall(r"^([A-Z_0-9]+) <- ", bare, re.MULTILINE))


def test_women_and_men_are_fetched_each_for_itself(fetched: Library) -> None:
    made = rebuilt.asked(fetched, "px_table", breakdown="sex", places=("20", "01"))
    done = rebuilt.run_python(program(made, Python()))
    for sex in ("women", "men"):
        own = {(one.code, mark.period): mark.value for one in made.spec.series if one.sex == sex
               for mark in one.marks}  # fmt: skip
        rebuilt.assert_same(rebuilt.of_series(done[f"values_{sex}"]), own)
    assert "kvinnor" in done["printed"]
    assert_well_formed(program(made, R()))


def test_all_of_europe_is_asked_for_by_level_and_not_place_by_place(
    fetched: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indicators.rebuild.MOST_PLACES", 2)
    made = rebuilt.asked(fetched, "eurostat", places=("SE31", "SE32", "00", "AT11"))
    assert made.wide
    done = rebuilt.run_python(program(made, Python()))
    found = rebuilt.of_series(done["values"])
    assert {key: found[key] for key in rebuilt.of_panel(made)} == rebuilt.of_panel(made)
    assert "geoLevel" in requests_of(made, 0)[0].url
    assert len(requests_of(made, 0)) == 2


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_program_stands_on_its_own_and_is_commented_in_the_readers_language(
    fetched: Library, language: str
) -> None:
    made = rebuilt.asked(fetched, "scb_table", language=language)
    text = program(made, Python())
    tree = ast.parse(text)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import)
                for alias in node.names}  # fmt: skip
    assert imported == {"re", "pandas", "requests"}
    assert ("Fetches the figures" in text) == (language == "en")
    assert max(map(len, text.splitlines())) <= 100


def test_an_address_can_be_opened_and_gives_the_view(fetched: Library) -> None:
    made = rebuilt.asked(fetched, "kolada_share", places=("20",), start="2020", end="2021")
    (request,) = requests_of(made, 0)
    rows = requests.get(request.url, timeout=10).json()["values"]
    assert {row["municipality"] for row in rows} == {"0020"}
    assert {row["period"] for row in rows} <= {2020, 2021}
    made = rebuilt.asked(fetched, "eurostat", places=("SE31",))
    (request,) = requests_of(made, 0)
    cube = requests.get(request.url, timeout=10).json()
    assert cube["dimension"]["geo"]["category"]["index"] == {"SE31": 0}


def test_codes_that_only_the_table_knows_are_words_to_look_up(fetched: Library) -> None:
    made = rebuilt.asked(fetched, "scb_table", places=("20",))
    about, figures = requests_of(made, 0)
    assert (about.method, figures.method, about.looked_up, figures.looked_up) == (
        "GET", "POST", False, True,
    )  # fmt: skip
    assert '"valueCodes": ["‹Dalarnas län›"]' in figures.body
    assert '"variableCode": "ContentsCode", "valueCodes": ["01"]' in figures.body


# --- the panel's own datasets ------------------------------------------------------------------


def test_every_dataset_with_a_question_can_be_asked_for(library: Library) -> None:
    for dataset in library.datasets.values():
        measures = [
            one.source.measure
            for one in library.catalogue.indicators.values()
            if one.source and one.source.dataset == dataset.id
        ]
        for measure in measures:
            asks = asks_of(dataset, measure, "total")
            assert bool(asks) == (dataset.live is not None), (dataset.id, measure)


def test_what_is_asked_is_what_the_datasets_file_says(library: Library) -> None:
    assert asks_of(library.datasets["rd_per_inhabitant"], "all_sectors", "total") == (
        (Kolada("N85085", "T"),),
        (Kolada("N85086", "T"),),
        (Kolada("N85087", "T"),),
    )
    ((one,),) = asks_of(library.datasets["matching"], "share", "women")
    assert isinstance(one, PxTable)
    assert one.path == "TAB6366"
    assert one.selectors == {
        "AlderFodelselandgr": "20-64", "ContentsCode": "000007I3", "Kon": "2",
    }  # fmt: skip
    first, second = asks_of(library.datasets["fek_manufacturing"], "employees", "total")[0]
    assert isinstance(first, PxTable)
    assert isinstance(second, PxTable)
    assert (first.path, second.path) == ("TAB3513", "TAB6329")
    ((gerd,),) = asks_of(library.datasets["gerd"], "business_pct_gdp", "total")
    assert isinstance(gerd, Eurostat)
    assert gerd.codes == {"unit": "PC_GDP", "sectperf": "BES"}
    assert asks_of(library.datasets["gerd"], "pct_gdp", "women") == ()


def test_a_program_is_written_for_every_indicator_that_has_a_service(library: Library) -> None:
    for name, indicator in library.available().items():
        made = rebuilt.asked(library, name)
        text, other = program(made, Python()), program(made, R())
        askable = any(source.askable for source in made.sources)
        assert bool(text) == bool(other) == askable, name
        if askable:
            compile(text, name, "exec")
            assert_well_formed(other)
            assert indicator.name.sv[:20] in text


def of(library: Library, name: str, **chosen: Any) -> tuple[Recipe, str]:
    made = rebuilt.asked(library, name, **chosen)
    return made, program(made, Python()).replace("\n# ", " ")


def test_a_program_says_that_the_panels_figures_were_read_elsewhere(library: Library) -> None:
    made, text = of(library, "rd_business")
    assert made.sources[0].reading == "files"
    assert "Utgifter för egen FoU efter region (uppdaterad 2020-10-29)" in text
    assert "kan vara reviderat" in text


def test_a_program_says_what_it_leaves_to_the_panel(library: Library) -> None:
    _, text = of(library, "rd_per_inhabitant", places=("20", "SE31"))
    assert "Norra Mellansverige, som panelen väger samman" in text
    _, text = of(library, "rd_business", places=("20", "SE31"))
    assert "väger samman" not in text
    assert "with_sum" in text
    _, text = of(library, "rd_per_inhabitant", measure="index")
    assert "enskilda platser" in text


def test_a_ratio_of_which_one_part_has_no_service_is_left_uncomputed(library: Library) -> None:
    made, text = of(library, "exports_goods_share_of_grp")
    assert [source.reading for source in made.sources] == ["no_service", "files"]
    assert "hämtas inte" in text
    assert "denominator = scb(" in text
    assert "numerator" not in text
    compile(program(made, Python()), "part", "exec")


def test_no_address_is_made_up_for_a_dataset_without_a_service(library: Library) -> None:
    made, text = of(library, "ris_innovation_index")
    assert text == ""
    assert program(made, R()) == ""
    assert requests_of(made, 0) == ()
