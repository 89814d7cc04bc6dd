"""A meeting as a workbook, opened again: contents, a sheet a slide, native charts, sources."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from data.sources.published import FOLDER
from indicators.library import Library
from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting, Slide
from indicators.model import VIEW_IDS, ViewId
from layouts.exports.meeting_xlsx import joined, workbook
from layouts.profile import DEFAULT
from layouts.tables import cells
from tests.conftest import SOAK
from tests.layouts.every_view import drawn as every_view
from tests.layouts.meeting_files.made import BASE, HOSTILE, OFFICE, TODAY, drawn, meeting, of


def made(found: tuple[SlideContent, ...], one: Meeting, **changes: Any) -> bytes:
    """The file."""
    return workbook(found, one, changes.get("profile", OFFICE), BASE, changes.get("today", TODAY))


def opened(data: bytes) -> Any:
    """The file as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def texts(sheet: Any) -> list[str]:
    """Every text of a sheet, in its order."""
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def charts(data: bytes) -> list[str]:
    """The native charts as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        return [archive.read(name).decode() for name in names]


def business(geo: str, period: str) -> float:
    """Enterprises' R&D per inhabitant as it stands in the embedded file, read without the panel."""
    with (FOLDER / "rd_per_inhabitant.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if (row["measure"], row["geo"], row["period"]) == ("business", geo, period):
                return float(row["value"])
    raise AssertionError((geo, period))


@pytest.fixture(scope="module")
def whole(with_goals: Library) -> tuple[tuple[SlideContent, ...], Meeting, bytes]:
    """A meeting of every kind of slide, with its file."""
    one = meeting()
    found = drawn(with_goals, one)
    return found, one, made(found, one)


def test_the_first_sheet_lists_every_slide_with_the_way_to_its_sheet(whole: Any) -> None:
    found, _, data = whole
    book = opened(data)
    first = book.worksheets[0]
    assert first.title == "Innehåll" and first["A1"].value == "Styrgruppen: läget"
    assert first["A2"].value == "2026-12-03 · Region Dalarna, Samhällsanalys"
    assert first["A3"].value.startswith("Mötet följer de senaste siffrorna.")
    for number, one in enumerate(found, start=1):
        row = 4 + number + 1
        assert first.cell(row, 1).value == number
        link = first.cell(row, 2).hyperlink
        if one.slide.kind == "view":
            name = re.fullmatch(r"'(.*)'!A1", link.location)
            assert name is not None and name[1].replace("''", "'") in book.sheetnames
            assert name[1].startswith(f"{number} ")
        else:
            assert link is None and first.cell(row, 2).value == one.title
        if one.message:
            assert one.message in first.cell(row, 3).value


def test_a_frozen_meeting_says_of_which_day_its_figures_are(library: Library) -> None:
    one = meeting(as_of=date(2026, 11, 23), slides=(Slide(id="a", path="/jamfor"),))
    first = opened(made(drawn(library, one), one)).worksheets[0]
    assert "fryst" in first["A3"].value and "2026-11-23" in first["A3"].value


def test_a_slide_has_the_analysts_title_and_message_above_its_numbers(whole: Any) -> None:
    _, _, data = whole
    sheet = next(one for one in opened(data).worksheets if one.title.startswith("2 "))
    assert sheet["A2"].value == "=Egen rubrik" and sheet["A2"].data_type == "s"
    assert sheet["A3"].value.startswith("Företagens FoU har minskat.\n")
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    years = [cell.value for cell in rows["Plats"][1:7]]
    assert years == [2011, 2013, 2015, 2017, 2019, 2021]
    # by hand from the file of SCB's figures
    assert business("20", "2011") == 3995.4
    assert rows["Dalarna"][1].value == 3995.4
    assert business("17", "2021") == 3697.1
    assert rows["Värmland"][6].value == 3697.1
    said = texts(sheet)
    assert any(text.startswith("Källa: SCB (via Kolada)") for text in said)
    assert any(text == f"Adress som visar samma vy: {BASE}jamfor?indikator="
               "rd_per_inhabitant_business" for text in said)  # fmt: skip


def test_nothing_that_anyone_writes_becomes_a_formula_or_a_link(library: Library) -> None:
    slides = tuple(
        Slide(id=f"s{number}", path=("/jamfor", "/county/20", "/mal/=1+1")[number % 3],
              title=text[:300], message=text, query="?indikator=%3D1%2B1" if number % 2 else "")
        for number, text in enumerate(HOSTILE)
    ) + tuple(Slide(id=f"t{number}", kind="text", title=text, message=text)
              for number, text in enumerate(HOSTILE))  # fmt: skip
    one = meeting(title='=cmd|"/c calc"!A1', slides=slides)
    data = made(drawn(library, one), one)
    for sheet in opened(data).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                assert cell.hyperlink is None or cell.hyperlink.location
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name), name


def test_a_view_shown_as_its_table_has_no_chart(whole: Any) -> None:
    found, _, data = whole
    views = [content for content in found if content.chart is not None]
    drawn_ones = [c for c in views if c.slide.part == "chart" and c.chart.kind != "tile_map"]
    assert len(charts(data)) == len(drawn_ones) < len(views)


def test_tables_of_words_are_formatted_with_numbers_to_the_right(whole: Any) -> None:
    found, _, data = whole
    sheet = next(one for one in opened(data).worksheets if one.title.startswith("9 "))
    profile = found[8]
    rows = {cell.row for cell in sheet["A"] if cell.value == "Mått"}
    assert len(rows) == len(profile.tables) == 3
    for row, table in zip(sorted(rows), profile.tables, strict=True):
        for column, head in enumerate(table.header, start=1):
            assert sheet.cell(row, column).value == head and sheet.cell(row, column).font.bold
        for below, texts_of in enumerate(table.rows, start=1):
            for column, text in enumerate(texts_of, start=1):
                cell = sheet.cell(row + below, column)
                assert cell.value == text
                right = column - 1 in table.numbers
                assert cell.alignment.horizontal == ("right" if right else "left")


def test_the_last_sheet_has_every_source_once_with_its_days(whole: Any) -> None:
    found, _, data = whole
    sheet = opened(data).worksheets[-1]
    assert sheet.title == "Källor och metadata"
    heads = [cell.value for cell in sheet[3]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True))
            for row in sheet.iter_rows(min_row=4)]  # fmt: skip
    keys = [(row["Indikator"], row["Statistik"]) for row in rows]
    assert len(keys) == len(set(keys))
    wanted = {fact.name for content in found for fact in content.facts}
    assert {row["Indikator"] for row in rows} == wanted
    rd = next(row for row in rows if row["Indikator"] == "Företagens FoU per invånare")
    assert rd["Producent"] == "SCB" and rd["Hämtat via"] == "Kolada"
    assert rd["Hämtad"] == "2026-11-23" and rd["Publicerad"] == "ej angiven"
    assert "2017" in rd["Brott i serien"] and rd["Definition"] and rd["Licens"]
    assert rd["Bilder"].startswith("2, 3, 4")


def test_what_is_missing_stands_in_words_with_the_message(whole: Any) -> None:
    _, _, data = whole
    sheet = next(one for one in opened(data).worksheets if one.title.startswith("14 "))
    assert "Indikatorn finns_inte finns inte i panelen" in texts(sheet)
    assert "Står kvar." in texts(sheet)


def test_the_path_of_a_goal_and_its_projection_are_in_its_chart(whole: Any) -> None:
    found, _, data = whole
    goal = found[10]
    assert goal.chart is not None
    book = opened(data)
    sheet = next(one for one in book.worksheets if one.title.startswith("11 "))
    xml = next(one for one in charts(data) if "exempelmål 2027" in one)
    drawn_series = {}
    for series in re.findall("<c:ser>.*?</c:ser>", xml):
        name = re.search(r"<c:tx>.*?<c:v>(.*?)</c:v>", series)
        areas = [re.findall(r"!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", text)
                 for text in re.findall(r"<c:[xy]Val>.*?<c:f>(.*?)</c:f>", series)]  # fmt: skip
        values = [
            [cell.value for a in axis for row in sheet[f"{a[0]}{a[1]}:{a[2] or a[0]}{a[3] or a[1]}"]
             for cell in row]
            for axis in areas
        ]  # fmt: skip
        drawn_series.setdefault(name[1] if name else "", []).append(list(zip(*values, strict=True)))
    path, end = drawn_series["Dalarna, exempelmål 2027: 4,0\u00a0%"]
    assert path == [(2020, 5.9), (2027, 4)] and end == [(2027, 4)]
    fan = [(int(point.period), point.value) for point in goal.chart.fan]
    shown = drawn_series["Om trenden håller (ingen prognos)"][0]
    assert [year for year, _ in shown] == [year for year, _ in fan]
    assert [value for _, value in shown] == pytest.approx([value for _, value in fan])
    assert '<c:max val="2027"/>' in xml


def test_a_path_never_leads_over_a_break(with_goals: Library) -> None:
    one = meeting(slides=(Slide(id="a", path="/mal/dalarna_productivity"),))
    (xml,) = charts(made(drawn(with_goals, one), one))
    names = re.findall(r"<c:tx><c:v>(.*?)</c:v>", xml)
    assert len(names) == 1 and "mål 2030" in names[0]  # the cross alone, without its path


@pytest.mark.parametrize("view", VIEW_IDS)
def test_the_sheet_has_the_numbers_of_every_view(library: Library, view: ViewId) -> None:
    found = every_view(library, view) if SOAK else every_view(library, view, 1, 12)
    for one in found:
        contents = (of(one.spec, "Egen rubrik", "Ett budskap."),)
        book = opened(made(contents, Meeting(language=one.spec.language)))
        sheet = book.worksheets[1]
        grid = cells(one.spec)
        numbers = [cell.value for cell in grid.cells if cell.value is not None]
        written = [cell.value for row in sheet.iter_rows() for cell in row
                   if isinstance(cell.value, int | float)]  # fmt: skip
        # every number of the table stands in the sheet, in its order
        rest = iter(written)
        assert all(any(value == pytest.approx(number, rel=1e-12) for value in rest)
                   for number in numbers), one  # fmt: skip
        assert one.spec.title in texts(sheet) and "Ett budskap." in texts(sheet)


def test_equal_meetings_give_equal_bytes_and_languages_differ(
    whole: Any, with_goals: Library
) -> None:
    found, one, data = whole
    assert made(found, one) == data
    english = meeting("en")
    book = opened(made(drawn(with_goals, english), english))
    assert book.sheetnames[0] == "Contents" and book.sheetnames[-1] == "Sources and metadata"


def test_a_regions_colours_are_those_of_the_chart(library: Library) -> None:
    one = meeting(slides=(Slide(id="a", path="/jamfor", query="?indikator=unemployment_bas"),))
    found = drawn(library, one)
    own = replace(OFFICE, colours={"20": "#7A1F5C"})
    assert "7A1F5C" in charts(made(found, one, profile=own))[0]
    assert "7A1F5C" not in charts(made(found, one))[0]


def test_an_empty_meeting_is_a_workbook_that_says_so() -> None:
    book = opened(made((), Meeting(), profile=DEFAULT))
    assert book.sheetnames == ["Innehåll", "Källor och metadata"]
    assert "Mötet har inga bilder." in texts(book.worksheets[0])


def test_addresses_are_joined_with_one_slash() -> None:
    assert joined("https://p.example/x/", "/jamfor?a=b") == "https://p.example/x/jamfor?a=b"
    assert joined("https://p.example", "/") == "https://p.example/"
    assert joined("https://p.example/", "") == ""
