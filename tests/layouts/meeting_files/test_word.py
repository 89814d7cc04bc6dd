"""A meeting as a document, opened again: styles, captions, real tables, native charts, words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from data.errors import InputFault
from indicators.library import Library
from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting, Slide
from indicators.model import OVER_TIME, VIEW_IDS, ViewId
from layouts.exports.word import document
from layouts.exports.word_chart import chart_of
from layouts.figures import crowd_to_background
from layouts.profile import DEFAULT
from layouts.tables import cells
from tests.conftest import SOAK
from tests.layouts.every_view import drawn as every_view
from tests.layouts.meeting_files.made import BASE, HOSTILE, OFFICE, TODAY, drawn, meeting

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def made(found: tuple[SlideContent, ...], one: Meeting, profile: Any = OFFICE) -> bytes:
    """The file."""
    return document(found, one, profile, BASE, TODAY)


def opened(data: bytes) -> Any:
    """The file as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(found: Any) -> list[str]:
    """Every paragraph outside the tables, fields and links with it."""
    return ["".join(part.text or "" for part in one._p.iter(qn("w:t"))) for one in found.paragraphs]


@pytest.fixture(scope="module")
def whole(with_goals: Library) -> tuple[tuple[SlideContent, ...], Meeting, bytes]:
    """A meeting of every kind of slide, with its file."""
    one = meeting()
    found = drawn(with_goals, one)
    return found, one, made(found, one)


# --- what it says ----------------------------------------------------------------------------


def test_it_begins_with_title_day_and_office_and_says_its_language(whole: Any) -> None:
    found = opened(whole[2])
    assert lines(found)[:2] == [
        "Styrgruppen: läget", "2026-12-03 · Region Dalarna, Samhällsanalys"
    ]  # fmt: skip
    assert found.paragraphs[0].style.name == "Title"
    about = found.core_properties
    assert (about.title, about.language) == ("Styrgruppen: läget", "sv-SE")
    assert about.author == "Region Dalarna, Samhällsanalys"
    tags = {tag.get(qn("w:val")) for tag in found.styles.element.iter(qn("w:lang"))}
    assert tags == {"sv-SE"}


def test_headings_follow_the_meeting_and_no_level_is_skipped(whole: Any) -> None:
    contents, _, data = whole
    heads = [(one.style.name, one.text) for one in opened(data).paragraphs
             if one.style.name.startswith("Heading")]  # fmt: skip
    assert [text for _, text in heads] == [content.title for content in contents]
    assert [name for name, _ in heads] == ["Heading 1", *["Heading 2"] * (len(contents) - 1)]


def test_captions_are_numbered_by_fields_that_word_renumbers(whole: Any) -> None:
    found = opened(whole[2])
    counted: dict[str, list[int]] = {}
    for one in found.paragraphs:
        fields = list(one._p.iter(qn("w:fldSimple")))
        if one.style.name == "Caption":
            (field,) = fields
            code = field.get(qn("w:instr")).split()
            assert code[0] == "SEQ" and code[2:] == ["\\*", "ARABIC"]
            text = "".join(part.text for part in one._p.iter(qn("w:t")))
            number = re.fullmatch(rf"{code[1]} (\d+)\. .+", text)
            assert number is not None and one.paragraph_format.keep_with_next
            counted.setdefault(code[1], []).append(int(number[1]))
    assert set(counted) == {"Diagram", "Tabell"}
    for numbers in counted.values():
        assert numbers == list(range(1, len(numbers) + 1))
    assert len(counted["Tabell"]) + 1 == len(found.tables)  # the map's tiles have a figure's


def test_each_view_has_source_processing_explanation_cautions_and_address(whole: Any) -> None:
    contents, _, data = whole
    said = "\n".join(lines(opened(data)))
    for content in contents:
        for head, text in (("Källa", content.source), ("Bearbetning", content.processing),
                           ("Diagramförklaring", content.explanation)):  # fmt: skip
            assert not text or f"{head}: {text}" in said
        for caution in content.cautions:
            assert caution in said
        assert content.message.split("\n")[0] in said
    assert f"{BASE}county/20" in said
    links = [part for name, part in parts(data).items() if name.endswith("document.xml.rels")]
    assert f'Target="{BASE}county/20"'.encode() in links[0]


def test_nothing_is_spaced_with_empty_paragraphs(whole: Any) -> None:
    for one in opened(whole[2]).paragraphs:
        bare = not "".join(part.text or "" for part in one._p.iter(qn("w:t")))
        drawing = next(one._p.iter(qn("w:drawing")), None)
        ends_section = next(one._p.iter(qn("w:sectPr")), None)
        assert not bare or drawing is not None or ends_section is not None


def test_what_is_missing_stands_with_the_message(whole: Any) -> None:
    said = lines(opened(whole[2]))
    assert "Indikatorn finns_inte finns inte i panelen" in said and "Står kvar." in said


# --- tables ----------------------------------------------------------------------------------


def test_header_rows_repeat_rows_stand_whole_and_tables_have_words(whole: Any) -> None:
    for table in opened(whole[2]).tables:
        about = table._tbl.tblPr
        assert about.find(qn("w:tblCaption")).get(qn("w:val"))
        assert about.find(qn("w:tblDescription")).get(qn("w:val"))
        rows = table._tbl.tr_lst
        tiles = table._tbl.tblPr.find(qn("w:tblLook")) is None or "Norrbotten" in (
            table.rows[0].cells[-1].text + table.rows[0].cells[-2].text
        )
        heads = [row for row in rows if next(row.iter(qn("w:tblHeader")), None) is not None]
        assert heads == ([] if tiles else rows[:1])
        assert all(next(row.iter(qn("w:cantSplit")), None) is not None for row in rows)


def test_a_table_has_the_numbers_of_the_screen_to_the_right(whole: Any) -> None:
    found = opened(whole[2])
    table = found.tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Plats", "2011", "2013", "2015", "2017", "2019", "2021"]
    # by hand from SCB's figures: 3 995,4 kr in 2011, 2 440,9 in 2021
    assert rows[1][0] == "Dalarna" and rows[1][1] == "3\u202f995" and rows[1][6] == "2\u202f441"
    assert rows[4][0] == "Norra Mellansverige" and rows[4][6] == "3\u202f317\u00a0d"
    marks = [mark.get(qn("w:val")) for mark in table._tbl.tr_lst[1].iter(qn("w:jc"))]
    assert marks == ["right"] * 6


def test_months_are_turned_and_the_latest_are_shown_with_words(library: Library) -> None:
    one = meeting(slides=(Slide(id="a", path="/jamfor",
                                query="?indikator=unemployment_bas_monthly"),))  # fmt: skip
    found = opened(made(drawn(library, one), one))
    (table,) = found.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][0] == "Period" and len(rows) == 25 and rows[-1][0] == "jan\u00a02024"
    # by hand: 4,6 per cent in Dalarna, 7,2 in Gävleborg
    assert rows[-1][rows[0].index("Dalarna")] == "4,6"
    assert rows[-1][rows[0].index("Gävleborg")] == "7,2"
    assert any("de 24 senaste av 49 perioder" in text for text in lines(found))


def test_hundreds_of_places_are_shortened_with_words(library: Library) -> None:
    query = "?indikator=tertiary_education&vy=rangordning&platser=20,europa"
    one = meeting(slides=(Slide(id="a", path="/jamfor", query=query),))
    found = opened(made(drawn(library, one), one))
    told = next(text for text in lines(found) if text.startswith("Tabellen visar"))
    shown, count = map(int, re.findall(r"\d+", told)[:2])
    assert len(found.tables[0].rows) - 1 == shown < count
    names = [row.cells[1].text for row in found.tables[0].rows]
    assert "Norra Mellansverige" in names


# --- charts ----------------------------------------------------------------------------------


def cached(chart: bytes) -> list[dict[str, list[Any]]]:
    """The series of a chart: what its cells are said to hold, by axis."""
    found = []
    for series in etree.fromstring(chart).iter(f"{C}ser"):
        own: dict[str, list[Any]] = {}
        for axis in ("tx", "cat", "val", "xVal", "yVal"):
            for holder in series.iterfind(f"{C}{axis}"):
                own[axis] = [one.text for one in holder.iter(f"{C}v")]
                own[f"{axis}_f"] = [one.text for one in holder.iter(f"{C}f")]
        found.append(own)
    return found


@pytest.mark.parametrize("view", VIEW_IDS)
def test_the_chart_has_the_numbers_of_every_view_and_its_workbook_too(
    library: Library, view: ViewId
) -> None:
    found = every_view(library, view) if SOAK else every_view(library, view, 2, 14)
    for one in found:
        result = chart_of(one.spec)
        values = [cell.value for cell in cells(one.spec).cells if cell.value is not None]
        if view == "tile_map" or not values:
            assert result is None
            continue
        if result is None:  # two points or a quadrant without a pair of values
            assert view not in OVER_TIME, one
            continue
        chart, book = result
        sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
        spec = crowd_to_background(one.spec)
        drawn_values = [cell.value for row in cells(spec).rows for cell in row.cells
                        if cell.value is not None]  # fmt: skip
        for series in cached(chart):
            for axis in ("val", "yVal"):
                if axis not in series:
                    continue
                held = [cell.value for text in series[f"{axis}_f"]
                        for a in re.findall(r"\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", text)
                        for row in sheet[f"{a[0]}{a[1]}:{a[2] or a[0]}{a[3] or a[1]}"]
                        for cell in row]  # fmt: skip
                assert [float(v) for v in series[axis]] == pytest.approx(held, rel=1e-12), one
                for value in held:
                    assert any(value == pytest.approx(v, rel=1e-12, abs=1e-12)
                               for v in drawn_values), one  # fmt: skip
        assert b'<c:dispBlanksAs val="gap"/>' in chart and b"<c:title><c:tx>" not in chart[:700]


def test_charts_are_native_with_their_workbooks_and_words_for_those_who_do_not_see(
    whole: Any,
) -> None:
    contents, _, data = whole
    files = parts(data)
    charts = sorted(name for name in files if re.fullmatch(r"word/charts/chart\d+\.xml", name))
    shown = [content for content in contents
             if content.chart is not None and content.slide.part == "chart"]  # fmt: skip
    assert len(charts) == len(shown) - 1  # all but the map
    for name in charts:
        rels = files[name.replace("charts/", "charts/_rels/") + ".rels"].decode()
        target = re.search(r'Id="rId1"[^>]*Target="\.\./(embeddings/[^"]+)"|'
                           r'Target="\.\./(embeddings/[^"]+)"[^>]*Id="rId1"', rels)  # fmt: skip
        assert target is not None
        book = files["word/" + (target[1] or target[2])]
        assert openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]["A1"].value
        assert b'<c:externalData r:id="rId1">' in files[name]
        assert name.removeprefix("word/") in files["word/_rels/document.xml.rels"].decode()
    body = etree.fromstring(files["word/document.xml"])
    words = [one.get("descr") for one in body.iter("{*}docPr")]
    assert words == [c.alt for c in shown if c.chart is not None and c.chart.kind != "tile_map"]
    numbers = [one.get("id") for one in body.iter("{*}docPr")]
    assert len(set(numbers)) == len(numbers)


def test_the_map_is_a_tile_a_county_with_its_value(whole: Any) -> None:
    contents, _, data = whole
    spec = contents[6].chart
    table = next(one for one in opened(data).tables
                 if any("\n" in cell.text for cell in one.rows[0].cells))  # fmt: skip
    shown = dict(cell.text.split("\n") for row in table.rows for cell in row.cells if cell.text)
    rows = {row.name: row.cells[0].text(spec) for row in cells(spec).rows}
    assert shown == {name: rows[name] for name in shown}
    assert len(shown) == 21 and shown["Dalarna"] == "2\u202f441"


# --- templates and harm ----------------------------------------------------------------------


def template(path: Path) -> Path:
    """A region's template: own header, Swedish names of styles, text that is not to stay."""
    made_up = docx.Document()
    made_up.sections[0].header.paragraphs[0].text = "Region Dalarna"
    made_up.sections[0].left_margin = Cm(4)
    styles = made_up.styles
    styles["Caption"].element.getparent().remove(styles["Caption"].element)
    styles.add_style("Beskrivning", WD_STYLE_TYPE.PARAGRAPH)
    styles.add_style("Källrad", WD_STYLE_TYPE.PARAGRAPH)
    made_up.add_paragraph("Instruktion som ska bort")
    made_up.save(path)
    return path


def test_a_regions_template_gives_styles_head_and_page_but_not_its_text(
    library: Library, tmp_path: Path
) -> None:
    path = template(tmp_path / "mall.docx")
    profile = replace(OFFICE, docx=path, docx_styles={"source": "Källrad"})
    one = meeting(slides=(Slide(id="a", path="/jamfor", query="?indikator=unemployment_bas"),))
    found = opened(made(drawn(library, one), one, profile))
    assert found.sections[0].header.paragraphs[0].text == "Region Dalarna"
    assert found.sections[0].left_margin == pytest.approx(Cm(4), rel=1e-3)
    assert "Instruktion som ska bort" not in lines(found)
    used = {one.style.name for one in found.paragraphs}
    assert {"Title", "Heading 1", "Beskrivning", "Källrad"} <= used
    assert found.tables[0].style.name == "Table Grid"


@pytest.mark.parametrize("content", [b"", b"inte en zip", b"PK\x03\x04" + b"x" * 99])
def test_a_template_that_cannot_be_opened_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "trasig.docx"
    path.write_bytes(content)
    with pytest.raises(InputFault, match=r"trasig\.docx"):
        made((), Meeting(), replace(OFFICE, docx=path))


def test_words_stay_words_whatever_they_are(library: Library) -> None:
    slides = tuple(Slide(id=f"s{number}", kind="text", title=text[:300], message=text, notes=text)
                   for number, text in enumerate(HOSTILE))  # fmt: skip
    one = Meeting(title="<w:p>&\x00", slides=slides)
    data = made(drawn(library, one), one, DEFAULT)
    said = "\n".join(lines(opened(data)))
    assert "<b>&amp;</b>" in said and "../../etc/passwd" in said and "😀" * 60 in said
    assert opened(data).core_properties.title == "<w:p>&"
    for name, part in parts(data).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)


def test_equal_meetings_give_equal_bytes_and_english_is_english(
    whole: Any, with_goals: Library
) -> None:
    contents, one, data = whole
    assert made(contents, one) == data
    english = meeting("en")
    found = opened(made(drawn(with_goals, english), english))
    assert found.core_properties.language == "en-GB"
    assert any(text.startswith("Figure 1. ") for text in lines(found))
    assert any(text.startswith("Source: Statistics Sweden") for text in lines(found))


def test_an_empty_meeting_says_so() -> None:
    assert "Mötet har inga bilder." in lines(opened(made((), Meeting(), DEFAULT)))


def test_a_chart_of_a_single_slide_is_of_the_documents_own_typeface(library: Library) -> None:
    one = meeting(slides=(Slide(id="a", path="/jamfor", query="?indikator=unemployment_bas"),))
    chart = parts(made(drawn(library, one), one))["word/charts/chart1.xml"]
    assert b'<a:latin typeface="Calibri"/>' in chart and b'<c:lang val="sv-SE"/>' in chart


def test_a_trend_says_that_its_equation_is_not_shown(library: Library) -> None:
    """LibreOffice writes equation and R² over the points where the chart says nothing of them."""
    query = "?indikator=rd_per_inhabitant_business&vy=samband&mot=education_3plus"
    one = meeting(slides=(Slide(id="a", path="/jamfor", query=query),))
    chart = parts(made(drawn(library, one), one))["word/charts/chart1.xml"]
    assert re.search(rb"<c:trendlineType[^>]*/><c:dispRSqr val=.0./><c:dispEq val=.0./>", chart)
