"""What stands on the slides: words, reading order, languages, notes, tables, templates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indicators.library import Library
from indicators.meeting.content import SlideContent, SlideTable, contents
from indicators.meeting.model import Meeting, Slide
from layouts.exports.deck import deck
from layouts.exports.deck.fitting import Rect, cut, fitted, height_of, sentences
from layouts.exports.deck.ink import POINT
from layouts.exports.deck.table_columns import SIDE
from layouts.exports.deck.tables import table_pages
from layouts.exports.deck.tags import tag_of
from layouts.exports.deck.template import layouts as layouts_of
from layouts.figures.text import text_width
from layouts.profile import DEFAULT
from tests.layouts import specs
from tests.layouts.deck import demo, reading, region
from tests.layouts.deck.package import A, Package

LONG = "Arbetsmarknadsutbildningsplatsbristskompensationsåtgärder i små och medelstora företag "


@pytest.fixture(scope="module")
def shown(library: Library) -> tuple[SlideContent, ...]:
    """Every kind of slide, from the embedded figures."""
    return contents(library, Meeting(slides=demo.slides()), reading.TODAY)


@pytest.fixture(scope="module")
def blob(shown: tuple[SlideContent, ...]) -> bytes:
    return reading.made(shown, title="Styrgruppen", on=date(2026, 12, 3))


def _rects(slide: Any) -> list[tuple[Any, Rect]]:
    return [(shape, Rect.of(shape)) for shape in slide.shapes]


def test_every_kind_of_slide_makes_a_sound_file(blob: bytes) -> None:
    assert Package(blob).faults() == []


def test_the_same_meeting_makes_the_same_bytes(
    shown: tuple[SlideContent, ...], blob: bytes
) -> None:
    assert reading.made(shown, title="Styrgruppen", on=date(2026, 12, 3)) == blob


def test_every_slide_has_a_title_in_its_title_place_and_reads_it_first(blob: bytes) -> None:
    for slide in reading.opened(blob).slides:
        title = slide.shapes.title
        assert title is not None and title.text_frame.text.strip()
        assert slide.shapes[0].shape_id == title.shape_id


def test_the_order_of_reading_is_title_message_chart_source(blob: bytes) -> None:
    slide = reading.opened(blob).slides[2]
    parts = [(tag_of(shape) or {}).get("part") for shape in slide.shapes]
    assert parts == ["title", "message", "subtitle", "chart", "source", None]
    assert slide.shapes[-1].placeholder_format.type == 13  # the slide's number


def test_the_analysts_title_goes_before_the_views(library: Library) -> None:
    query = demo.VIEWS[0][0]
    slide = Slide(id="a", path="/jamfor", query=query, title="Vi halkar efter <i FoU> & mer")
    own = contents(library, Meeting(slides=(slide,)), reading.TODAY)
    found = reading.opened(reading.made(own)).slides[0]
    assert found.shapes.title.text_frame.text == "Vi halkar efter <i FoU> & mer"


def test_everything_that_is_seen_has_words_for_those_who_listen(blob: bytes) -> None:
    for slide in reading.opened(blob).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 6:
                assert len(shape._element.xpath("string(./*[1]/p:cNvPr/@descr)")) > 20


@pytest.mark.parametrize(("language", "code"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_every_run_says_its_language(library: Library, language: str, code: str) -> None:
    meeting = Meeting(slides=demo.slides(), language=language)  # type: ignore[arg-type]
    own = contents(library, meeting, reading.TODAY)
    package = Package(reading.made(own, language=language))
    count = 0
    for name, tree in package.trees.items():
        if not re.match(r"/ppt/(slides|charts|notesSlides)/[^/]+\.xml", name):
            continue
        for kind in ("rPr", "endParaRPr"):
            for node in tree.iter(f"{{{A}}}{kind}"):
                own_field = node.getparent().get("type") == "slidenum"
                if not (own_field and name.startswith("/ppt/notesSlides/")):
                    assert node.get("lang") == code, name
                count += 1
    assert count > 300


def test_source_treatment_and_explanation_stand_under_the_view(
    shown: tuple[SlideContent, ...], blob: bytes
) -> None:
    slide = reading.opened(blob).slides[2]
    text = reading.text_of(slide)
    assert "Källa: SCB (via Kolada)" in text
    assert "Bearbetning: " in text
    assert "Diagramförklaring: " in text
    notes = slide.notes_slide.notes_text_frame.text
    content = shown[1]
    for whole in (content.source, content.processing, content.explanation, *content.cautions,
                  *content.background):  # fmt: skip
        assert whole in notes
    assert notes.startswith("Nämn ABB.")
    assert f"Adress som visar samma vy: https://panel.example{content.address}" in notes


def test_what_finds_no_room_under_a_view_is_said_to_stand_in_the_notes() -> None:
    long = "En mening om metoden som är ganska lång och som tar plats. " * 40
    content = reading.content(specs.over_time(), explanation="", cautions=())
    presentation = reading.opened(reading.made([
        replace(content, explanation=long.strip()), replace(content, explanation="Kort.")
    ]))  # fmt: skip
    first, second = (reading.text_of(slide) for slide in presentation.slides)
    assert first.rstrip("0123456789\n").endswith("Mer i anteckningarna.")
    assert "Mer i anteckningarna" not in second
    assert long.strip() in presentation.slides[0].notes_slide.notes_text_frame.text


def test_the_office_of_the_region_is_named(tmp_path: Path) -> None:
    own = region.profile(region.template(tmp_path / "mall.pptx"))
    slide = reading.opened(reading.made([reading.content(specs.over_time())], own)).slides[0]
    assert "Diagram: Region Dalarna, Samhällsanalys." in reading.text_of(slide)


def test_an_indicator_that_is_gone_keeps_its_place_and_its_words(
    shown: tuple[SlideContent, ...], blob: bytes
) -> None:
    gone = next(content for content in shown if content.missing)
    slides = reading.opened(blob).slides
    texts = [reading.text_of(slide) for slide in slides]
    found = [text for text in texts if gone.missing in text]
    assert len(found) == 1 and "Den här meningen står kvar." in found[0]


def test_sections_and_texts_are_words_on_layouts_of_their_own(blob: bytes) -> None:
    slides = reading.opened(blob).slides
    assert [slides[at].slide_layout.name for at in (0, 1, 2)] == ["Titel", "Avsnitt", "Vy"]
    assert reading.text_of(slides[0]).startswith("Styrgruppen\n3 december 2026")
    assert "Vad har hänt sedan i våras?" in reading.text_of(slides[1])
    text = next(slide for slide in slides if slide.shapes.title.text_frame.text == "Att besluta")
    assert text.slide_layout.name == "Text"
    body = text.placeholders[1].text_frame
    assert [one.text for one in body.paragraphs] == [
        "Fortsätt satsningen på testbäddar",
        "Bjud in högskolorna till nästa möte",
    ]


def test_a_table_in_the_charts_place_has_the_numbers_as_they_are_read(blob: bytes) -> None:
    for slide in reading.opened(blob).slides:
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        if tables and "Företagens FoU" in slide.shapes.title.text_frame.text:
            break
    table = tables[0]
    assert table.first_row
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Plats", "2011", "2013", "2015", "2017", "2019", "2021"]
    assert cells[1][0] == "Dalarna"
    assert cells[1][5] == "4\u202f521"
    assert cells[4][0] == "Norra Mellansverige" and cells[4][1].endswith("\u00a0d")


def test_a_table_of_hundreds_of_rows_keeps_ours_and_says_what_it_leaves_out() -> None:
    spec = specs.europe()
    presentation = reading.opened(reading.made([reading.content(spec, part="table")]))
    tables = [shape.table for slide in presentation.slides for shape in slide.shapes
              if shape.has_table]  # fmt: skip
    names = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert "Norra Mellansverige" in names and "Region DE000" in names and "Mayotte" in names
    text = reading.text_of(presentation.slides[0])
    assert f"Visar {len(names)} av 241 rader" in text


def test_a_table_of_months_keeps_the_newest_and_says_from_when() -> None:
    content = reading.content(specs.months(), part="table")
    slide = reading.opened(reading.made([content])).slides[0]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    header = [cell.text for cell in table.rows[0].cells]
    assert header[-1] == "dec\u00a02024"
    last = header[1]
    # the first of those that gave way is named: all before what is shown
    months = [
        f"{name}\u00a0{year}"
        for year in range(2020, 2025)
        for name in (
            "jan",
            "feb",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "aug",
            "sep",
            "okt",
            "nov",
            "dec",
        )
    ]
    assert months.index(last) == 60 - (len(header) - 1)
    assert f"Äldre perioder än {last} får inte plats här" in reading.text_of(slide)


def test_a_long_table_goes_on_over_the_next_slide_and_says_so() -> None:
    rows = tuple((f"Rad {number}", str(number)) for number in range(45))
    table = SlideTable("Många rader", ("Namn", "Värde"), rows, frozenset({1}))
    content = SlideContent(Slide(id="a", path="/strategi"), "Strategin", tables=(table,))
    presentation = reading.opened(reading.made([content]))
    slides = list(presentation.slides)
    assert len(slides) > 1
    found = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    names = [row.cells[0].text for one in found for row in list(one.rows)[1:]]
    assert names == [f"Rad {number}" for number in range(45)]
    assert "Tabellen fortsätter på nästa bild." in reading.text_of(slides[0])
    count = len(slides)
    assert (
        f"(tabellen fortsätter, 2\u00a0av\u00a0{count})" in slides[1].shapes.title.text_frame.text
    )
    assert "Tabellen fortsätter" not in reading.text_of(slides[-1])


def test_a_table_without_rows_says_so_rather_than_show_its_heading() -> None:
    table = SlideTable("Styrkor", ("Mått", "Värde"), (), frozenset({1}))
    content = SlideContent(Slide(id="a", path="/county/20"), "Län", tables=(table,))
    slide = reading.opened(reading.made([content])).slides[0]
    assert not any(shape.has_table for shape in slide.shapes)
    assert "Styrkor\nInga." in reading.text_of(slide)


def test_a_slide_with_nothing_but_its_title_is_not_lost() -> None:
    content = SlideContent(Slide(id="a", kind="since", title="Sedan sist"), "Sedan sist")
    slides = reading.opened(reading.made([replace(content, message="Inget nytt.")])).slides
    assert [reading.text_of(slide).split("\n")[:2] for slide in slides] == [
        ["Sedan sist", "Inget nytt."]
    ]


def test_several_short_tables_share_a_slide() -> None:
    tables = tuple(
        SlideTable(f"Tabell {number}", ("Namn", "Värde"), (("a", "1"), ("b", "2")), frozenset({1}))
        for number in range(2)
    )
    content = SlideContent(Slide(id="a", path="/county/20"), "Län", tables=tables, lines=("En.",))
    presentation = reading.opened(reading.made([content]))
    assert len(presentation.slides) == 1
    shapes = [shape for shape in presentation.slides[0].shapes if shape.has_table]
    assert len(shapes) == 2
    assert Rect.of(shapes[0]).bottom <= Rect.of(shapes[1]).y


@pytest.mark.parametrize("wide", [False, True])
def test_no_part_of_a_slide_lies_on_another_or_outside_it_however_long_the_words(
    tmp_path: Path, wide: bool
) -> None:
    own = [
        reading.content(
            spec, number, shown_title=LONG * 3, message=LONG * 8, subtitle=LONG * 2,
            lines=(LONG, LONG),
        )
        for number, spec in enumerate((specs.over_time(), specs.ranking(), specs.europe()))
    ]  # fmt: skip
    profiles = [DEFAULT, region.profile(region.template(tmp_path / "mall.pptx", wide=wide))]
    for profile in profiles:
        presentation = reading.opened(reading.made(own, profile))
        limits = presentation.slide_width / POINT, presentation.slide_height / POINT
        for slide in presentation.slides:
            rects = [pair for pair in _rects(slide) if not _is_number(pair[0])]
            for shape, rect in rects:
                assert rect.x >= 0 and rect.y >= 0, shape.name
                assert rect.right <= limits[0] + 0.5 and rect.bottom <= limits[1] + 0.5, shape.name
                assert rect.height > 10, shape.name
            for index, (shape, rect) in enumerate(rects):
                for other, second in rects[index + 1 :]:
                    apart = (
                        rect.bottom <= second.y + 0.5
                        or second.bottom <= rect.y + 0.5
                        or rect.right <= second.x + 0.5
                        or second.right <= rect.x + 0.5
                    )
                    assert apart, f"{shape.name} on {other.name}"


def _is_number(shape: Any) -> bool:
    return bool(shape.is_placeholder and shape.placeholder_format.type == 13)


def test_a_chart_keeps_a_good_part_of_its_slide(blob: bytes) -> None:
    presentation = reading.opened(blob)
    for slide in presentation.slides:
        frames = [shape for shape in slide.shapes if shape.has_chart]
        if len(frames) == 1:
            assert Rect.of(frames[0]).height > 0.4 * presentation.slide_height / POINT


def test_every_shape_that_follows_the_figures_says_where_it_comes_from(blob: bytes) -> None:
    parts = set()
    for slide in list(reading.opened(blob).slides)[2:]:
        for shape in slide.shapes:
            record = tag_of(shape)
            if record is None:
                assert _is_number(shape), shape.name
                continue
            parts.add(record["part"])
            assert record["slide"]["id"] and record["made"] == "2026-11-24"
    assert parts == {"title", "message", "subtitle", "chart", "map", "table", "lines", "source"}


def test_the_workbook_knows_whose_figures_it_holds_but_not_the_speakers_notes(blob: bytes) -> None:
    frame = next(reading.chart_shapes(reading.opened(blob)))
    held = reading.held(frame.chart)
    assert held["record"]["slide"]["query"] == demo.VIEWS[0][0]
    assert "notes" not in held["record"]["slide"]


def test_the_file_says_its_title_its_author_and_its_language(tmp_path: Path) -> None:
    own = region.profile(region.template(tmp_path / "mall.pptx"))
    found = reading.opened(reading.made([], own, title="Möte", language="en")).core_properties
    assert (found.title, found.author, found.language) == (
        "Möte", "Region Dalarna, Analysis", "en-GB"
    )  # fmt: skip


def test_a_meeting_that_is_frozen_says_so_on_its_first_slide() -> None:
    slides = reading.opened(reading.made([], title="Möte", as_of=date(2026, 3, 1))).slides
    assert "Siffrorna är som de var 1 mars 2026." in reading.text_of(slides[0])


def test_a_section_that_is_the_meetings_title_is_not_said_twice() -> None:
    content = SlideContent(Slide(id="a", kind="section", title="Möte"), "Möte")
    assert len(reading.opened(reading.made([content], title="Möte")).slides) == 1


def test_the_slides_of_a_template_are_gone_without_trace(tmp_path: Path) -> None:
    path = region.template(tmp_path / "mall.pptx")
    blob = reading.made([reading.content(specs.over_time())], region.profile(path))
    package = Package(blob)
    assert package.faults() == []
    assert len(package.slides()) == 1
    assert len(package.charts()) == 1
    assert not any(b"Ta bort den h" in part for part in package.parts.values())


@pytest.mark.parametrize("names", [
    {}, {"view": "Endast rubrik"}, {"view": "Jämförelse"}, {"view": "Två innehållsdelar"},
    {"view": "Innehåll med bildtext"}, {"view": "Tom", "text": "Tom", "section": "Tom"},
    {"view": "finns inte"},
])  # fmt: skip
def test_any_layout_of_a_template_can_hold_a_view(
    tmp_path: Path, shown: tuple[SlideContent, ...], names: dict[str, str]
) -> None:
    path = region.template(tmp_path / "mall.pptx")
    own = region.profile(path, pptx_layouts=names)
    blob = reading.made(shown[:6], own)
    assert Package(blob).faults() == []
    presentation = reading.opened(blob)
    wanted = names.get("view")
    assert presentation.slides[1].slide_layout.name == (
        wanted if wanted in region.NAMES else "Rubrik och innehåll"
    )
    for slide in presentation.slides:
        for shape in slide.placeholders:
            if shape.has_text_frame:
                assert shape.text_frame.text, "an empty placeholder with its prompt"
    assert sum(1 for _ in reading.chart_shapes(presentation)) >= 5


def test_a_chart_takes_the_place_that_the_template_has_for_it(tmp_path: Path) -> None:
    path = region.template(tmp_path / "mall.pptx")
    blob = reading.made([reading.content(specs.over_time())], region.profile(path))
    frame = next(reading.chart_shapes(reading.opened(blob)))
    assert frame.is_placeholder and frame.placeholder_format.idx == 1


def test_a_template_with_a_single_layout_serves_all(tmp_path: Path) -> None:
    path = region.template(tmp_path / "mall.pptx", keep=("Rubrik och innehåll", "Rubrikbild"))
    presentation = reading.opened(path.read_bytes())
    found = layouts_of(presentation, {})
    assert {use: layout.name for use, layout in found.items()} == {
        "title": "Rubrikbild", "section": "Rubrikbild", "view": "Rubrik och innehåll",
        "text": "Rubrik och innehåll",
    }  # fmt: skip


def test_words_are_fitted_and_cut_between_sentences() -> None:
    assert sentences("En. Två t.ex. detta. Tre 1. steget") == [
        "En.",
        "Två t.ex. detta.",
        "Tre 1. steget",
    ]
    assert cut(["Aa.", "Bb.", "Cc."], 25, 10, 1) == ("Aa.", True)
    assert cut(["Aa.", "Bb."], 500, 10, 1) == ("Aa. Bb.", False)
    room = Rect(0, 0, 200, 40)
    size = fitted("Ett långt namn på ett diagram om småföretag", room, 28, 10)
    assert 10 <= size < 28
    assert height_of(["Ett långt namn på ett diagram om småföretag"], 200, size) <= 40


def test_nothing_of_this_machine_stands_in_a_deck(blob: bytes) -> None:
    for name, part in Package(blob).parts.items():
        for trace in (b"/work/", b"/tmp/", b"python-pptx", b"Steve Canny"):
            assert trace not in part, f"{trace!r} in {name}"


def test_an_empty_meeting_is_a_file_without_slides() -> None:
    blob = deck([], Meeting(), DEFAULT, "", reading.TODAY)
    assert len(reading.opened(blob).slides) == 0
    assert Package(blob).faults() == []


def test_columns_that_must_be_narrow_keep_their_words_whole() -> None:
    """A column gives of what it has beyond its longest word: "ej publicerat" is not broken."""
    table = SlideTable(
        "FoU",
        ("Mått", "Dalarna", "Riket", "Plats", "Avstånd till Riket, standardavvikelser"),
        (
            ("Företagens FoU per invånare (kronor per invånare, löpande priser)",
             "2\u202f441\u00a0kr (2021), osäkerhet ej redovisad", "ej publicerat", "15 av 21",
             "0,3 under länens median; kan bero på enskilda företag och räknas inte som en trend"),
        ) * 3,
        frozenset({1, 2, 3, 4}),
    )  # fmt: skip
    (page,) = table_pages(table, Rect(0, 0, 620, 400), "sv")
    assert sum(page.widths) <= 620.5
    for row in (page.header, *page.rows):
        for text, width in zip(row, page.widths, strict=True):
            for word in text.split(" "):
                assert text_width(word, page.size) <= width - 2 * SIDE, word


def test_tables_under_one_title_share_their_letters_and_their_slide() -> None:
    """One table of few columns is not larger than its neighbour, nor alone on a next slide."""
    wide = SlideTable("Svagheter", tuple(f"Kolumn nummer {n}" for n in range(9)),
                      (("ett ganska långt värde",) * 9,) * 4)  # fmt: skip
    narrow = [SlideTable(name, ("Mått", "Värde"), (("BRP", "1"), ("FoU", "2"))) for name in "ab"]
    found = (narrow[0], wide, narrow[1])
    content = SlideContent(Slide(id="a", path="/county/20"), "Dalarna", tables=found)
    (slide,) = reading.opened(reading.made([content])).slides
    sizes = {run.font.size for shape in slide.shapes if shape.has_table
             for row in shape.table.rows for cell in row.cells
             for run in cell.text_frame.paragraphs[0].runs}  # fmt: skip
    assert len(sizes) == 1


def test_an_empty_cell_is_no_higher_than_its_letters() -> None:
    """Riket has no rank; a paragraph without letters would have the template's 18 points."""
    table = SlideTable("Rang", ("Nr", "Plats"), (("1", "Dalarna"), ("", "Riket")))
    content = SlideContent(Slide(id="a", path="/jamfor"), "Rang", tables=(table,))
    slide = reading.opened(reading.made([content])).slides[0]
    cell = next(shape for shape in slide.shapes if shape.has_table).table.cell(2, 0)
    ends = cell.text_frame.paragraphs[0]._p.find("{*}endParaRPr")
    assert cell.text == "" and not cell.text_frame.paragraphs[0].runs and int(ends.get("sz")) > 0


def test_every_shape_of_an_english_deck_has_an_english_name(library: Library) -> None:
    """What PowerPoint's list of shapes shows, and what some screen readers say."""
    slides = (Slide(id="a", kind="section", title="Part"), Slide(id="b", path="/jamfor"))
    meeting = Meeting(title="Steering group", language="en", slides=slides)
    found = contents(library, meeting, reading.TODAY)
    shown = reading.opened(reading.made(found, title="Steering group", language="en"))
    names = {shape.name.partition(" [")[0] for slide in shown.slides for shape in slide.shapes}
    assert "Slide number" in names and "Bildnummer" not in names


def test_english_notes_call_the_region_as_english_titles_do(library: Library) -> None:
    query = "?indikator=unemployment_bas"
    slides = (Slide(id="a", path="/jamfor", query=query),)
    (slide,) = contents(library, Meeting(language="en", slides=slides), reading.TODAY)
    assert "North Middle Sweden" in slide.title
    assert any(note.startswith("North Middle Sweden is not computed") for note in slide.cautions)
