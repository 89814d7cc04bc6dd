"""A meeting as an archive, opened again: a file a chart, metadata, the meeting, a readme."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest

from indicators.library import Library
from indicators.meeting.file import read
from indicators.meeting.model import Meeting, Slide
from layouts.exports.meeting_zip import archive
from layouts.tables import cells
from tests.layouts.meeting_files.made import BASE, HOSTILE, OFFICE, TODAY, drawn, meeting


def opened(data: bytes) -> dict[str, bytes]:
    """The files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture(scope="module")
def whole(with_goals: Library) -> Any:
    """The slides, the meeting, the archive and the files in it."""
    one = meeting()
    found = drawn(with_goals, one)
    data = archive(found, one, OFFICE, BASE, TODAY)
    return found, one, data, opened(data)


def test_every_chart_has_a_file_with_its_numbers(whole: Any) -> None:
    found, _, _, files = whole
    slides = json.loads(files["metadata.json"])["slides"]
    for content, slide in zip(found, slides, strict=True):
        assert bool(slide["file"]) == (content.chart is not None)
        if content.chart is None:
            continue
        text = files[slide["file"]].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        wanted = [cell.value for cell in cells(content.chart).cells]
        assert [float(row["value_decimal_point"]) if row["value_decimal_point"] else None
                for row in rows] == wanted  # fmt: skip
        assert all(row["status_in_words"] for row in rows if not row["value_decimal_point"])
        assert rows[0]["address"] == BASE.rstrip("/") + content.address


def test_the_metadata_have_sources_licence_and_days(whole: Any) -> None:
    _, _, _, files = whole
    known = json.loads(files["metadata.json"])
    assert known["title"] == "Styrgruppen: läget" and known["figures_known_on"] == "2026-11-24"
    source = known["slides"][1]["indicators"][0]["sources"][0]
    assert source["producer"] == "SCB" and source["route"] == "Kolada" and source["licence"]
    assert source["collected"] == "2026-11-23" and source["published"] == ""
    goal = known["slides"][10]["chart"]
    assert goal["targets"][0]["path"] == [["2020", 5.9], ["2027", 4.0]]
    assert goal["projection"][-1]["period"] == "2027"
    assert known["slides"][8]["tables"][0]["caption"] == "Styrkor"
    assert known["slides"][13]["missing"] == "Indikatorn finns_inte finns inte i panelen"


def test_the_meeting_in_it_can_be_opened_again(whole: Any) -> None:
    _, one, _, files = whole
    (name,) = [name for name in files if name.endswith(".mote.json")]
    assert name == "styrgruppen_laget.mote.json" and read(files[name]).meeting == one


def test_the_readme_names_every_file_in_the_language_of_the_meeting(
    whole: Any, with_goals: Library
) -> None:
    _, _, _, files = whole
    told = files["LÄSMIG.txt"].decode("utf-8-sig")
    assert all(name in told for name in files if name != "LÄSMIG.txt")
    assert told.count("\r\n") == told.count("\n") and "Källa: SCB (via Kolada)" in told
    one = meeting("en")
    english = opened(archive(drawn(with_goals, one), one, OFFICE, BASE, TODAY))
    assert "Source: Statistics Sweden" in english["README.txt"].decode("utf-8-sig")


def test_names_are_plain_once_each_and_no_path(library: Library) -> None:
    slides = tuple(Slide(id=f"s{number}", path="/jamfor", title=text[:300], message=text)
                   for number, text in enumerate(HOSTILE))  # fmt: skip
    for title in HOSTILE:
        one = Meeting(title=title[:300], slides=slides)
        data = archive(drawn(library, one), one, OFFICE, BASE, TODAY)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
        assert len(names) == len(set(names)) == len(slides) + 3
        for name in names:
            assert re.fullmatch(r"[A-Za-z0-9_.-]+|LÄSMIG\.txt", name) and ".." not in name
            assert len(name) <= 100
            # a name beyond ASCII is marked as UTF-8, which every Windows of today reads right
            assert packed.getinfo(name).flag_bits & 0x800 == (0 if name.isascii() else 0x800)


def test_equal_meetings_give_equal_bytes(whole: Any) -> None:
    found, one, data, _ = whole
    assert archive(found, one, OFFICE, BASE, TODAY) == data


def test_lines_of_every_county_are_named_as_their_title_is(library: Library) -> None:
    """Two views that differ in their places alone have names that tell them apart."""
    query = "?indikator=matching_rate&vy=smadiagram"
    slides = tuple(
        Slide(id=f"a{number}", path="/jamfor", query=query + places)
        for number, places in enumerate(("", "&platser=lan"))
    )
    three, all_ = drawn(library, meeting(slides=slides))
    assert "i Norra Mellansverige" in three.title and "norra_mellansverige" in three.file_name
    assert "i Sveriges län" in all_.title and "sveriges_lan" in all_.file_name
