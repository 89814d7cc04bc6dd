"""The record of a shape: written, read, and left by what programs do to a file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from layouts.exports.deck.tag_parts import (
    mark_of,
    marked,
    record_in,
    records_in,
    records_part,
    tag_part,
    written,
)
from layouts.exports.deck.tags import record, tag, tag_of
from tests.layouts.deck_update.edits import members, opened, saved
from tests.layouts.deck_update.newer import TODAY, meeting, view
from tests.layouts.deck_update.package_rules import faults

RECORD = {"v": 1, "slide": {"id": "a", "query": '?x=å"<&>\n\t'}, "part": "title", "said": "Å"}


@pytest.fixture
def shapes() -> Any:
    """A presentation with a title, a box, a table, a group and notes."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Rubrik"
    slide.shapes.add_textbox(0, 0, Inches(1), Inches(1))
    slide.shapes.add_table(2, 2, 0, 0, Inches(2), Inches(1))
    slide.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).name = "Ruta"
    slide.notes_slide.notes_text_frame.text = "ord"
    return presentation


def all_of(presentation: Any) -> list[Any]:
    slide = presentation.slides[0]
    return [*slide.shapes, slide.notes_slide.notes_placeholder]


def test_every_kind_of_shape_keeps_its_record(shapes: Any) -> None:
    for number, shape in enumerate(all_of(shapes)):
        tag(shape, RECORD | {"part": f"p{number}"})
    data = saved(shapes)
    assert faults(data) == []
    for number, shape in enumerate(all_of(opened(data))):
        found = tag_of(shape)
        assert found is not None
        assert {key: found[key] for key in RECORD} == RECORD | {"part": f"p{number}"}
    assert opened(data).slides[0].shapes[2].has_table
    assert tag_of(opened(data).slides[0].shapes[2])["table"] == [["", ""], ["", ""]]  # type: ignore[index]


def test_tagging_again_replaces(shapes: Any) -> None:
    first = shapes.slides[0].shapes[0]
    tag(first, RECORD)
    again = opened(saved(shapes))
    tag(again.slides[0].shapes[0], RECORD | {"said": "nytt"})
    data = saved(again)
    assert tag_of(opened(data).slides[0].shapes[0])["said"] == "nytt"  # type: ignore[index]
    assert sum(name.startswith("ppt/tags/") for name in members(data)) == 1
    assert sum(name.startswith("customXml/item1") for name in members(data)) == 1


def test_what_is_not_ours_has_no_record(shapes: Any) -> None:
    shape = shapes.slides[0].shapes[0]
    assert tag_of(shape) is None
    shape.name = "Rubrik [op:aaaaaaaa]"
    assert tag_of(shape) is None


def test_tags_of_others_stay() -> None:
    other = tag_part("x").replace(b"OMSTALLNINGSPANELEN", b"THINKCELL")
    both = tag_part(written(RECORD), other)
    assert b"THINKCELL" in both and record_in(both) == RECORD
    again = tag_part(written(RECORD), both)
    assert again.count(b"OMSTALLNINGSPANELEN") == 1 and again.count(b"THINKCELL") == 1


@pytest.mark.parametrize(
    "blob",
    [b"", b"<", b"<a/>", *map(tag_part, ("{", "[1]", '{"v":1}', "x" * 200_000, "[" * 50_000))],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_none(blob: bytes) -> None:
    assert record_in(blob) is None


texts = st.text(st.characters(exclude_categories=()), max_size=200)


@given(said=texts, query=texts)
def test_any_letters_go_through_both_parts(said: str, query: str) -> None:
    record = {"slide": {"query": query}, "said": said}
    text = written(record)
    for found in (
        record_in(tag_part(text)),
        records_in(records_part({"abcdefgh": text}))["abcdefgh"],
    ):
        assert found == json.loads(text)
        assert found["said"] == said and found["slide"]["query"] == query


@given(name=st.text("ab [op:]27", max_size=30))
def test_a_name_has_one_mark(name: str) -> None:
    once = marked(name, "abcdefg2")
    assert mark_of(once) == "abcdefg2"
    assert marked(once, "zzzzzzz7").count("[op:zzzzzzz7]") == 1
    assert mark_of(marked(once, "zzzzzzz7")) == "zzzzzzz7"


def test_the_speakers_words_do_not_go_along(shapes: Any) -> None:
    slide = view(1, "over_time", notes="Hemligt\nTvå")
    found = record(slide, meeting(slide), "notes", "Hemligt\nTvå\nDefinition: FoU", TODAY)
    notes = shapes.slides[0].notes_slide.notes_placeholder
    tag(notes, found)
    data = saved(shapes)
    assert not any(b"Hemligt" in blob for blob in members(data).values())
    read = tag_of(opened(data).slides[0].notes_slide.notes_placeholder)
    assert read is not None and read["said"] == "Definition: FoU"
