"""``python -m indicators.strategy``: what it writes, what it refuses, and that nothing is lost."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from indicators.strategy import book_toml
from indicators.strategy.__main__ import main
from indicators.strategy.book import SHEETS, heading, help_text, sheet_name
from indicators.strategy.book_lists import plain
from indicators.strategy.book_write import template
from indicators.strategy.load import FOLDER, load_strategy
from tests.indicators.strategy_book.books import EXAMPLE, catalogue, changed, example, shipped


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRATEGY_DIR", str(EXAMPLE))


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.usefixtures("own")
def test_export_and_import_bring_the_strategy_to_another_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "plan.xlsx", tmp_path / "strategi"
    assert main(["export", str(file)]) == 0
    assert main(["import", str(file), str(folder)]) == 0
    assert load_strategy(catalogue(), folder) == example()
    assert held(folder).keys() == {"strategi.toml"}
    said = capsys.readouterr()
    assert "16 mål, 6 milstolpar och 9 aktiviteter" in said.out
    assert said.err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.xlsx", "strategi"]


def test_import_writes_the_folder_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRATEGY_DIR", str(tmp_path / "egen"))
    (tmp_path / "plan.xlsx").write_bytes(changed(lambda book: None))
    assert main(["import", str(tmp_path / "plan.xlsx")]) == 0
    assert load_strategy(catalogue()) == example()


def test_what_the_folder_held_before_is_kept_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "strategi"
    folder.mkdir()
    for name, content in held(EXAMPLE).items():
        (folder / name).write_bytes(content)
    (tmp_path / "plan.xlsx").write_bytes(template(example(), catalogue()))
    assert main(["import", str(tmp_path / "plan.xlsx"), str(folder)]) == 0
    assert load_strategy(catalogue(), folder).goals == {}
    assert held(folder).keys() == {"strategi.toml", "README.md"}
    (kept,) = [path for path in tmp_path.iterdir() if path.name.startswith("strategi-20")]
    assert load_strategy(catalogue(), kept) == example()
    assert str(kept) in capsys.readouterr().out
    assert main(["import", str(tmp_path / "plan.xlsx"), str(folder)]) == 0
    assert len([path for path in tmp_path.iterdir() if path.name.startswith("strategi-20")]) == 2


def test_a_faulty_workbook_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(book: Any) -> None:
        book["Mål"]["K2"] = "4,5"

    folder = tmp_path / "strategi"
    folder.mkdir()
    (folder / "mal.toml").write_text("# som den var\n", encoding="utf-8")
    (tmp_path / "plan.xlsx").write_bytes(changed(spoil))
    assert main(["import", str(tmp_path / "plan.xlsx"), str(folder)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Mål, rad 2, kolumn K (Målvärde): talet 4,5 står som text" in said.err
    assert held(folder) == {"mal.toml": b"# som den var\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.xlsx", "strategi"]


def test_the_panels_own_folder_is_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("STRATEGY_DIR", raising=False)
    before = held(FOLDER)
    (tmp_path / "plan.xlsx").write_bytes(changed(lambda book: None))
    assert main(["import", str(tmp_path / "plan.xlsx")]) == 1
    assert main(["import", str(tmp_path / "plan.xlsx"), str(FOLDER / ".." / "strategy")]) == 1
    assert held(FOLDER) == before
    assert capsys.readouterr().err.count("Panelens egen mapp skrivs aldrig över") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "borta.xlsx"], "borta.xlsx kan inte läsas"),
        (["import", "."], "kan inte läsas"),
        (["export", "plan.xls"], "plan.xls ska sluta på .xlsx"),
        (["template", "finns.xlsx"], "finns.xlsx finns redan och har inte ändrats"),
        (["template", "ingen/plan.xlsx"], "ingen/plan.xlsx kan inte skrivas"),
    ],
)
@pytest.mark.usefixtures("own")
def test_what_cannot_be_done_is_said_in_words(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("STRATEGY_DIR", str(EXAMPLE))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "finns.xlsx").write_bytes(b"annat")
    assert main(arguments) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err and shown.out == ""
    assert held(tmp_path) == {"finns.xlsx": b"annat"}


@pytest.mark.usefixtures("own")
def test_a_file_is_replaced_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"annat")
    assert main(["export", str(tmp_path / "plan.xlsx"), "--overwrite", "--language", "en"]) == 0
    assert openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames[1] == "Strategy"


def test_a_folder_that_cannot_be_written_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "strategi"
    folder.mkdir()
    (folder / "mal.toml").write_text("# som den var\n", encoding="utf-8")
    (tmp_path / "plan.xlsx").write_bytes(changed(lambda book: None))

    def full(path: Path, target: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    assert main(["import", str(tmp_path / "plan.xlsx"), str(folder)]) == 1
    assert "kan inte skrivas: No space left on device" in capsys.readouterr().err
    assert held(folder) == {"mal.toml": b"# som den var\n"}


def test_a_strategy_that_toml_does_not_keep_is_never_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.xlsx").write_bytes(changed(lambda book: None))
    monkeypatch.setattr(book_toml, "strategy_toml", lambda strategy: "")
    assert main(["import", str(tmp_path / "plan.xlsx"), str(tmp_path / "ut")]) == 1
    assert "densamma när den läses in" in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


# --- what the template offers ----------------------------------------------------------------


@pytest.fixture(scope="module", params=["sv", "en"])
def book(request: pytest.FixtureRequest) -> tuple[Any, str]:
    content = template(shipped(), catalogue(), request.param)
    return openpyxl.load_workbook(io.BytesIO(content)), request.param


def rules(page: Any) -> dict[int, Any]:
    """The input rule of every column, by the column's number."""
    return {
        next(iter(rule.sqref.ranges)).min_col: rule for rule in page.data_validations.dataValidation
    }


def test_every_column_has_a_heading_and_a_help_text(book: tuple[Any, str]) -> None:
    sheets, language = book
    for sheet in SHEETS:
        page = sheets[sheet_name(sheet.table, language)]
        assert [cell.value for cell in page[1]] == [heading(one, language) for one in sheet.columns]
        assert page.freeze_panes == "B2"
        helps = rules(page)
        for number, column in enumerate(sheet.columns, start=1):
            said = helps[number].prompt
            assert said.replace("_x000a_", "\n") == help_text(sheet, column, language)
            assert len(said) <= 255 and len(helps[number].promptTitle) <= 32


def test_the_lists_offer_every_indicator_place_and_class(book: tuple[Any, str]) -> None:
    sheets, language = book
    lists = sheets[sheet_name("lists", language)]
    assert lists.sheet_state == "hidden"
    columns = {column[0].value: [cell.value for cell in column[1:] if cell.value]
               for column in lists.columns}  # fmt: skip
    for indicator in catalogue().indicators.values():
        assert any(
            label.endswith(f"[{indicator.id}]") and plain(indicator.name[language]) in label
            for label in columns["indicator"]
        )
    assert "Dalarna [20]" in columns["place"]
    assert len(columns["class"]) == 7 and len(columns["state"]) == 4
    goals = sheets[sheet_name("goal", language)]
    name = sheet_name("plan", language)
    assert rules(goals)[2].formula1.startswith(f"OFFSET('{name}'!$A$2")
    assert rules(goals)[5].formula1 == (
        f"'{sheet_name('lists', language)}'!$A$2:$A${len(catalogue().indicators) + 1}"
    )


def test_the_template_makes_up_nothing(book: tuple[Any, str]) -> None:
    sheets, language = book
    for table in ("goal", "path", "verdict", "milestone", "activity"):
        assert sheets[sheet_name(table, language)].max_row == 1
