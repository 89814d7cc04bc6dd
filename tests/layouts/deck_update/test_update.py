"""A presentation edited as an analyst would, brought up to date: edits kept, numbers new."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pptx.util import Inches

from indicators.library import Library
from indicators.meeting.model import Meeting, Showing, Slide
from layouts.exports.deck.tags import tag_of
from layouts.exports.deck_update.report import Report, SlideReport
from layouts.exports.deck_update.update import Updated, update
from tests.layouts.deck_update import edits
from tests.layouts.deck_update.conftest import SLIDES
from tests.layouts.deck_update.newer import (
    BASE,
    NEW,
    PUBLISHED,
    REVISED,
    TODAY,
    made,
    meeting,
    newer,
    view,
)
from tests.layouts.deck_update.package_rules import faults

LINES, RANKING, PAIRS, MAP, POINTS, TABLE = 2, 3, 4, 5, 6, 7


def run(data: bytes, library: Library) -> Updated:
    """The presentation updated; its package holds, and every chart equals its workbook."""
    found = update(data, library, TODAY, None, BASE)
    assert faults(found.deck) == []
    for frame in edits.charts(edits.opened(found.deck)):
        if frame.chart.plots[0].categories:
            sheet = edits.workbook(frame)
            for name, points in edits.numbers(frame).items():
                for at, value in points.items():
                    if (name, at) in sheet:
                        assert sheet[name, at] == value
    return found


def slide_of(report: Report, title: str) -> SlideReport:
    return next(one for one in report.slides if one.title.startswith(title))


def test_a_deck_of_today_reads_as_before(deck_made: bytes, library: Library) -> None:
    found = run(deck_made, library)
    assert sum(len(one.changes) for one in found.report.slides) == 0
    assert not any(one.failed or one.sentences or one.added for one in found.report.slides)
    before, after = edits.opened(deck_made), edits.opened(found.deck)
    for one, other in zip(before.slides, after.slides, strict=False):
        texts = [[s.text_frame.text for s in slide.shapes if s.has_text_frame]
                 for slide in (one, other)]  # fmt: skip
        assert texts[0] == texts[1]
        assert len(one.shapes) == len(other.shapes)
    for one, other in zip(edits.charts(before), edits.charts(after), strict=True):
        assert one.chart._chartSpace.xml == other.chart._chartSpace.xml


def test_numbers_are_new_and_as_in_the_library(deck_made: bytes, later: Library) -> None:
    found = run(deck_made, later)
    before = edits.numbers(edits.charts(edits.opened(deck_made))[0])
    after = edits.numbers(edits.charts(edits.opened(found.deck))[0])
    # published by SCB for 2021: Dalarna 3 263, Gävleborg 4 674, Värmland 5 371 kronor
    published = {name: round(before[name]["2021"]) for name in ("Dalarna", "Gävleborg", "Värmland")}
    assert published == {"Dalarna": PUBLISHED, "Gävleborg": 4674, "Värmland": 5371}
    assert after["Dalarna"]["2021"] == REVISED
    assert after["Värmland"][NEW] == pytest.approx(before["Värmland"]["2021"] * 1.1, abs=0.06)
    slide = edits.opened(found.deck).slides[LINES]
    assert edits.part(slide, "title").text_frame.text.endswith(NEW)
    assert "3 589" in edits.part(slide, "message").text_frame.text.replace("\u202f", " ")
    told = slide_of(found.report, "FoU-utgifter per invånare i Norra")
    shown = {(one.where, one.old.replace("\u202f", " "), one.new.replace("\u202f", " "))
             for one in told.changes}  # fmt: skip
    assert ("Dalarna, 2021", "3 263", "3 999") in shown
    assert ("Dalarna", "3 263", "3 589") in shown
    assert told.added == [NEW]


def test_every_kind_equals_a_deck_made_today(deck_made: bytes, later: Library) -> None:
    found = edits.opened(run(deck_made, later).deck)
    wanted = edits.opened(made(later, meeting(*SLIDES)))
    for one, other in zip(edits.charts(found), edits.charts(wanted), strict=True):
        assert one.chart._chartSpace.xml == other.chart._chartSpace.xml
    for at in (MAP, TABLE):
        for name in ("map", "table"):
            if edits.has(found.slides[at], name):
                assert _words(edits.part(found.slides[at], name)) == _words(
                    edits.part(wanted.slides[at], name)
                )
    for one, other in zip(found.slides, wanted.slides, strict=False):
        if one.has_notes_slide:
            notes = one.notes_slide.notes_text_frame.text
            assert notes == other.notes_slide.notes_text_frame.text


def _words(shape: Any) -> list[str]:
    return [one.text for one in shape._element.iter("{*}t")]


def test_what_an_analyst_changes_stays(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        slide = presentation.slides[LINES]
        edits.part(slide, "title").text_frame.text = "Dalarna tappar: 3 263 kronor 2021"
        frame = edits.part(slide, "chart")
        frame.left, frame.top, frame.width = Inches(2), Inches(3), Inches(5)
        edits.recolour(presentation, "Dalarna", "123456")
        edits.own_slide(presentation)
        edits.move(presentation, MAP, 1)

    found = run(edits.edited(deck_made, edit), later)
    after = edits.opened(found.deck)
    slide = after.slides[LINES + 1]
    frame = edits.part(slide, "chart")
    assert (frame.left, frame.top, frame.width) == (Inches(2), Inches(3), Inches(5))
    assert edits.colour_of(frame, "Dalarna") == "123456"
    assert edits.colour_of(frame, "Värmland") != "123456"
    assert edits.numbers(frame)["Dalarna"]["2021"] == REVISED
    assert edits.part(slide, "title").text_frame.text == "Dalarna tappar: 3 263 kronor 2021"
    assert edits.has(after.slides[1], "map")
    told = slide_of(found.report, "Dalarna tappar")
    assert told.number == LINES + 2
    stale = next(one for one in told.sentences if one.text.startswith("Dalarna tappar"))
    assert {one.new.replace("\u202f", " ") for one in stale.numbers} >= {"3 999"}
    own = after.slides[len(after.slides) - 1 - _reports(after)]
    assert [s.text_frame.text for s in own.shapes if s.has_text_frame][-1] == "Våra egna ord"


def _reports(presentation: Any) -> int:
    return sum(
        any((tag_of(shape) or {}).get("part") == "report" for shape in slide.shapes)
        for slide in presentation.slides
    )


def test_slides_of_others_keep_their_bytes(deck_made: bytes, later: Library) -> None:
    data = edits.edited(deck_made, edits.own_slide)
    before, after = edits.members(data), edits.members(run(data, later).deck)
    ours = ("ppt/slides/", "ppt/charts/", "ppt/embeddings/", "ppt/tags/", "ppt/notesSlides/",
            "customXml/", "[Content_Types]", "ppt/presentation.xml", "ppt/_rels/")  # fmt: skip
    for name, blob in before.items():
        if not name.startswith(ours) or name == "ppt/slides/slide9.xml" or "media" in name:
            assert after[name] == blob, name
    assert "ppt/slides/slide9.xml" in before and any("media" in name for name in before)


def test_updating_twice_replaces_the_report(deck_made: bytes, later: Library) -> None:
    once = run(deck_made, later)
    twice = run(once.deck, later)
    first, second = edits.opened(once.deck), edits.opened(twice.deck)
    assert _reports(first) >= 1 and _reports(second) == 1
    assert len(second.slides) == len(edits.opened(deck_made).slides) + 1
    assert all(one.quiet for one in twice.report.slides if "3 263" not in _told(one))
    for one, other in zip(edits.charts(first), edits.charts(second), strict=True):
        assert one.chart._chartSpace.xml == other.chart._chartSpace.xml


def _told(slide: SlideReport) -> str:
    return " ".join(one.text for one in slide.sentences)


def test_a_duplicated_a_deleted_and_a_moved_slide(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        edits.duplicate(presentation, LINES)
        edits.delete(presentation, RANKING)
        edits.move(presentation, len(presentation.slides) - 1, 0)

    found = run(edits.edited(deck_made, edit), later)
    after = edits.opened(found.deck)
    both = [edits.numbers(edits.part(after.slides[at], "chart")) for at in (0, LINES + 1)]
    assert both[0] == both[1]
    assert both[0]["Dalarna"]["2021"] == REVISED
    told = [one for one in found.report.slides if one.title == found.report.slides[0].title]
    assert [one.number for one in told if "diagram" in one.renewed] == [1, LINES + 2]


def test_another_theme_and_size(deck_made: bytes, later: Library) -> None:
    found = edits.members(deck_made)
    for name in found:
        if name.startswith("ppt/theme/"):
            found[name] = found[name].replace(b'val="000000"', b'val="00FF00"')
    data = edits.edited(edits.rezipped(found), _smaller)
    after = edits.opened(run(data, later).deck)
    assert after.slide_width == Inches(10)
    assert edits.numbers(edits.charts(after)[0])["Dalarna"]["2021"] == REVISED


def _smaller(presentation: Any) -> None:
    presentation.slide_width, presentation.slide_height = Inches(10), Inches(7.5)


def test_without_tags_as_libreoffice_saves(deck_made: bytes, later: Library) -> None:
    data = edits.through_libreoffice(deck_made)
    assert not any(name.startswith("ppt/tags/") for name in edits.members(data))
    found = run(data, later)
    after = edits.opened(found.deck)
    slide = after.slides[LINES]
    assert edits.part(slide, "title").text_frame.text.endswith(NEW)
    frame = edits.part(slide, "chart")
    assert edits.numbers(frame)["Dalarna"]["2021"] == REVISED
    assert edits.workbook(frame)["Dalarna", "2021"] == REVISED
    # the alt text that was lost is written anew, and the tag is there again
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert any(name.startswith("ppt/tags/") for name in edits.members(found.deck))


def test_frozen_meetings_stay_frozen(library: Library, later: Library) -> None:
    frozen: Meeting = meeting(view(1, "over_time"), as_of=TODAY)
    found = run(made(library, frozen), later)
    assert NEW not in edits.numbers(edits.charts(edits.opened(found.deck))[0])["Dalarna"]
    assert found.report.slides[0].changes == []
    assert "2026-11-23" in found.report.slides[0].notes[0]


def test_an_indicator_that_is_gone_leaves_the_slide(deck_made: bytes, library: Library) -> None:
    catalogue = library.catalogue
    kept = {name: one for name, one in catalogue.indicators.items() if name != "rd_per_inhabitant"}
    poorer = Library(type(catalogue)(catalogue.themes, kept), library.datasets, library._store)
    found = run(deck_made, poorer)
    before = edits.numbers(edits.charts(edits.opened(deck_made))[0])
    assert edits.numbers(edits.charts(edits.opened(found.deck))[0]) == before
    assert all(one.failed for one in found.report.slides if one.title != "Forskning")
    title = edits.part(edits.opened(found.deck).slides[LINES], "title").text_frame.text
    assert title.endswith("2021")


def test_a_place_that_vanishes_is_listed(library: Library) -> None:
    data = made(library, meeting(view(1, "over_time")))
    found = run(data, newer(library, period="", gone=("17",)))
    names = edits.numbers(edits.charts(edits.opened(found.deck))[0])
    assert not any(name.startswith("Värmland") for name in names)
    assert any("Värmland" in note for note in found.report.slides[0].notes)


def test_a_series_taken_out_stays_out(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        chart = edits.part(presentation.slides[LINES], "chart").chart
        for series in list(chart._chartSpace.iter("{*}ser")):
            if "Gävleborg" in "".join(one.text or "" for one in series.iter("{*}v")):
                series.getparent().remove(series)

    found = run(edits.edited(deck_made, edit), later)
    frame = edits.part(edits.opened(found.deck).slides[LINES], "chart")
    assert not any(name.startswith("Gävleborg") for name in edits.numbers(frame))
    told = slide_of(found.report, "FoU-utgifter per invånare i Norra")
    assert any("Gävleborg" in note for note in told.notes)
    # and still the next time
    again = run(found.deck, later)
    frame = edits.part(edits.opened(again.deck).slides[LINES], "chart")
    assert not any(name.startswith("Gävleborg") for name in edits.numbers(frame))


def test_an_own_series_keeps_its_numbers(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        chart = edits.part(presentation.slides[LINES], "chart").chart
        series = list(chart._chartSpace.iter("{*}ser"))
        from copy import deepcopy

        own = deepcopy(series[-1])
        for one in own.find("{*}tx").iter("{*}v"):
            one.text = "Vårt mål"
        for part in ("idx", "order"):
            own.find("{*}" + part).set("val", "77")
        series[-1].addnext(own)

    found = run(edits.edited(deck_made, edit), later)
    frame = edits.part(edits.opened(found.deck).slides[LINES], "chart")
    series = next(one for one in frame.chart._chartSpace.iter("{*}ser")
                  if one.find("{*}tx/{*}v") is not None)  # fmt: skip
    assert series.findtext("{*}tx/{*}v") == "Vårt mål"
    assert series.find("{*}val/{*}numLit") is not None
    told = slide_of(found.report, "FoU-utgifter per invånare i Norra")
    assert any("Vårt mål" in note for note in told.notes)


def test_a_renamed_series_is_still_the_place(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        chart = edits.part(presentation.slides[LINES], "chart").chart
        for name in chart._chartSpace.iter("{*}tx"):
            for one in name.iter("{*}v"):
                if one.text == "Dalarna":
                    one.text = "Vi i Dalarna"

    found = run(edits.edited(deck_made, edit), later)
    frame = edits.part(edits.opened(found.deck).slides[LINES], "chart")
    names = {"".join(one.text or "" for one in series.find("{*}tx").iter("{*}v")): series
             for series in frame.chart._chartSpace.iter("{*}ser")}  # fmt: skip
    assert "Dalarna" not in names
    values = [float(one.text) for one in names["Vi i Dalarna"].find("{*}val").iter("{*}v")]
    assert REVISED in values


def test_an_axis_that_would_cut_off_is_let_go(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        axis = edits.part(presentation.slides[LINES], "chart").chart.value_axis
        axis.maximum_scale, axis.minimum_scale = 5500, 1000

    found = run(edits.edited(deck_made, edit), later)
    axis = edits.part(edits.opened(found.deck).slides[LINES], "chart").chart.value_axis
    assert axis.maximum_scale >= 5908
    told = slide_of(found.report, "FoU-utgifter per invånare i Norra")
    assert any("axel" in note for note in told.notes)


def test_an_axis_with_room_is_the_analysts(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        axis = edits.part(presentation.slides[LINES], "chart").chart.value_axis
        axis.maximum_scale, axis.minimum_scale = 90_000, -500

    found = run(edits.edited(deck_made, edit), later)
    axis = edits.part(edits.opened(found.deck).slides[LINES], "chart").chart.value_axis
    assert (axis.maximum_scale, axis.minimum_scale) == (90_000, -500)


def test_a_point_given_a_colour_keeps_it_at_its_place(deck_made: bytes, library: Library) -> None:
    from pptx.dml.color import RGBColor

    def edit(presentation: Any) -> None:
        series = edits.part(presentation.slides[RANKING], "chart").chart.plots[0].series[0]
        names = edits.numbers(edits.part(presentation.slides[RANKING], "chart"))
        at = list(next(iter(names.values()))).index("Skåne")
        series.points[at].format.fill.solid()
        series.points[at].format.fill.fore_color.rgb = RGBColor.from_string("ABCDEF")

    found = run(edits.edited(deck_made, edit), newer(library, first="12"))
    frame = edits.part(edits.opened(found.deck).slides[RANKING], "chart")
    at = list(next(iter(edits.numbers(frame).values()))).index("Skåne")
    assert at == 0
    point = frame.chart.plots[0].series[0].points[at]
    assert str(point.format.fill.fore_color.rgb) == "ABCDEF"


def test_typed_numbers_and_own_boxes_are_to_be_read_again(deck_made: bytes, later: Library) -> None:
    boxes = [f"{number}. Värmland: 5 371 kronor" for number in "abcdefghijklmnopqrstuvwxyzåäö"]

    def edit(presentation: Any) -> None:
        for text in boxes:
            box = presentation.slides[LINES].shapes.add_textbox(0, 0, Inches(3), Inches(1))
            box.text_frame.text = text

    found = run(edits.edited(deck_made, edit), later)
    lines = slide_of(found.report, "FoU-utgifter per invånare i Norra")
    assert [one.text for one in lines.sentences] == boxes
    ranking = slide_of(found.report, "Vår egen rubrik")
    assert [one.text for one in ranking.sentences] == ["Dalarna hade 3 263 kronor 2021."]
    assert ranking.sentences[0].numbers[0].new.replace("\u202f", " ") == "3 589"
    assert ranking.added == [NEW]


def test_notes_keep_the_speakers_words(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        frame = presentation.slides[LINES].notes_slide.notes_text_frame
        frame.text = "Börja med Dalarna\n" + frame.text

    found = run(edits.edited(deck_made, edit), later)
    lines = edits.opened(found.deck).slides[LINES].notes_slide.notes_text_frame.text.split("\n")
    assert lines[:4] == ["Börja med Dalarna", "Mina ord", "", "Två stycken"]
    fresh = edits.opened(made(later, meeting(*SLIDES))).slides[LINES].notes_slide
    assert lines[4:] == fresh.notes_text_frame.text.split("\n")[3:]


def test_the_speakers_words_are_nowhere_else(deck_made: bytes) -> None:
    for name, blob in edits.members(deck_made).items():
        if name.startswith(("ppt/tags/", "customXml/")):
            assert b"Mina ord" not in blob, name


def test_tables_keep_own_rows_and_cells(deck_made: bytes, later: Library) -> None:
    from copy import deepcopy

    def edit(presentation: Any) -> None:
        table = edits.part(presentation.slides[TABLE], "table").table
        own = deepcopy(table._tbl.tr_lst[-1])
        table._tbl.append(own)
        table.cell(len(table.rows) - 1, 0).text = "Vårt mål"
        table.cell(1, 1).text = "ungefär 5 000"

    found = run(edits.edited(deck_made, edit), later)
    table = edits.part(edits.opened(found.deck).slides[TABLE], "table").table
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][-1] == NEW
    assert rows[-1][0] == "Vårt mål"
    assert rows[1][1] == "ungefär 5 000"
    dalarna = next(row for row in rows if row[0] == "Dalarna")
    assert "3 999" in dalarna[rows[0].index("2021")].replace("\u202f", " ")
    told = slide_of(found.report, "FoU-utgifter per invånare i Norra Mellansverige 2011–2023")
    assert told.renewed


def test_the_map_follows_where_its_tiles_have_been_put(deck_made: bytes, later: Library) -> None:
    def edit(presentation: Any) -> None:
        group = edits.part(presentation.slides[MAP], "map")
        group.left += Inches(1)
        tile = next(one for one in group.shapes if one.name == "Dalarna")
        tile.top += 5000

    data = edits.edited(deck_made, edit)
    before = edits.part(edits.opened(data).slides[MAP], "map")
    after = edits.part(edits.opened(run(data, later).deck).slides[MAP], "map")
    tops = [{one.name: one.top for one in group.shapes} for group in (before, after)]
    assert after.left == before.left
    assert tops[0]["Dalarna"] == tops[1]["Dalarna"]
    text = next(one for one in after.shapes if one.name == "Dalarna").text_frame.text
    assert "3 589" in text.replace("\u202f", " ")


def test_english_meetings_have_an_english_report(library: Library, later: Library) -> None:
    found = run(made(library, meeting(view(1, "over_time"), language="en")), later)
    assert found.report.title == "Changed in this presentation 2026-11-23"
    slide = list(edits.opened(found.deck).slides)[-1]
    assert slide.shapes[0].text_frame.text == "Changed in this presentation 2026-11-23"
    table = next(one for one in slide.shapes if one.has_table).table
    assert "New: 2023." in table.cell(1, 1).text


def test_the_day_of_the_update_is_the_reports(deck_made: bytes, library: Library) -> None:
    found = update(deck_made, library, date(2027, 2, 1), None, BASE)
    assert found.report.title.endswith("2027-02-01")


def test_what_has_changed_since_the_last_meeting(library: Library, later: Library) -> None:
    """A slide about a showing knows of it, and of the meeting's other slides."""
    shown = (Showing(on=date(2026, 9, 1), title="Våren"),)
    slides = (view(1, "over_time"), Slide(id="s", kind="since"))
    data = made(library, meeting(*slides, showings=shown))
    found = run(data, later)
    assert not any(one.failed for one in found.report.slides)
    wanted = edits.opened(made(later, meeting(*slides, showings=shown)))
    after = edits.opened(found.deck)
    for one, other in zip(wanted.slides, after.slides, strict=False):
        assert [_words(shape) for shape in one.shapes] == [_words(shape) for shape in other.shapes]


def test_what_was_never_shown_is_left_with_the_reason(library: Library, later: Library) -> None:
    data = made(library, meeting(view(1, "over_time"), Slide(id="s", kind="since")))
    told = run(data, later).report.slides[1]
    assert "minns inte" in told.failed[0]
