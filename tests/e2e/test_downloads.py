"""Files and pictures arrive whole, carry their source, and have names that any system takes."""

from __future__ import annotations

import codecs
import csv
import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Download, Page

from tests.e2e.visits import Visit

ADDRESS = "/jamfor?indikator=rd_share_of_grp"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*\.(png|svg|xlsx|csv)")


def save(page: Page, selector: str, folder: Path) -> tuple[Path, str]:
    """Press a button or a link that saves a file; the file, and the name it was offered under."""
    with page.expect_download() as started:
        page.locator(selector).click()
    download: Download = started.value
    path = folder / "saved"
    download.save_as(path)
    name = download.suggested_filename
    assert SAFE_NAME.fullmatch(name), name
    return path, name


def words_of(svg: Path) -> str:
    """All text of a picture, in the order drawn."""
    root = ElementTree.parse(svg).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return " ".join("".join(root.itertext()).split())


@pytest.mark.parametrize("chart", ["compare-chart", "compare-rank"])
def test_png_is_at_least_twice_the_screen(visit: Visit, tmp_path: Path, chart: str) -> None:
    page = visit.open(ADDRESS)
    on_screen = page.locator(f"#{chart}").evaluate("element => element.clientWidth")
    path, name = save(page, f"#{chart}-png", tmp_path)
    content = path.read_bytes()
    assert name.endswith(".png")
    assert content.startswith(PNG_SIGNATURE)
    assert struct.unpack(">I", content[16:20])[0] >= 2 * on_screen


@pytest.mark.parametrize(
    ("chart", "language", "wanted"),
    [
        ("compare-chart", "sv", ("FoU-utgifter, andel av BRP", "Procent av BRP", "Källa: SCB")),
        ("compare-rank", "sv", ("Sveriges län 2021", "Procent av BRP", "Källa: SCB")),
        ("compare-chart", "en", ("R&D expenditure", "Per cent of GRP", "Source:")),
    ],
)
def test_svg_carries_title_unit_source_and_address(
    visit: Visit, tmp_path: Path, chart: str, language: str, wanted: tuple[str, ...]
) -> None:
    page = visit.open(f"{ADDRESS}&sprak={language}")
    path, name = save(page, f"#{chart}-svg", tmp_path)
    assert name.endswith(".svg")
    text = words_of(path)
    for words in (*wanted, "127.0.0.1"):
        assert words in text, f"{words!r} is not in the picture: {text}"


def test_picture_from_a_phone_is_as_wide_as_its_text_needs(visit: Visit, tmp_path: Path) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open(ADDRESS)
    path, _ = save(page, "#compare-chart-svg", tmp_path)
    width = float(ElementTree.parse(path).getroot().attrib["width"])
    assert width >= 700


def test_xlsx_opens_and_holds_the_figures(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(ADDRESS)
    page.locator(".actions summary").click()
    path, name = save(page, "#compare-downloads a[href*=xlsx]", tmp_path)
    assert name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    text = " ".join(str(cell) for cell in cells if isinstance(cell, str))
    assert any(isinstance(cell, float) and round(cell, 2) == 0.77 for cell in cells)
    assert "Dalarna" in text
    assert "Källa" in text
    book.close()


def test_csv_has_a_header_and_points_for_decimals(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(ADDRESS)
    page.locator(".actions summary").click()
    path, name = save(page, "#compare-downloads a[href*=csv]", tmp_path)
    assert name.endswith(".csv")
    assert path.read_bytes().startswith(codecs.BOM_UTF8), "without it Excel misreads å, ä and ö"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {"place_code", "period", "value_decimal_point", "status", "source"} <= set(rows[0])
    dalarna = {
        row["value_decimal_point"]
        for row in rows
        if row["place_code"] == "20" and row["period"] == "2021"
    }
    assert {f"{float(value):.2f}" for value in dalarna} == {"0.77"}


def test_the_file_is_that_of_the_view_after_a_change(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(ADDRESS)
    page.locator("#compare-choices").get_by_role("link", name="Index").click()
    page.wait_for_url("**matt=index**")
    page.locator("#compare-downloads a[href*='matt=index'][href*=csv]").wait_for(state="attached")
    page.locator(".actions summary").click()
    path, _ = save(page, "#compare-downloads a[href*=csv]", tmp_path)
    assert "index" in path.read_text(encoding="utf-8-sig").lower()
