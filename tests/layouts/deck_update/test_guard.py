"""Hostile and unfit files: refused in words, with nothing executed, fetched or unpacked in full."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import Any

import pytest

from indicators.library import Library
from layouts.exports.deck.tag_parts import record_in, tag_part, written
from layouts.exports.deck_update import guard
from layouts.exports.deck_update.guard import MOST_BYTES, MOST_MEMBERS, Refused, opened
from layouts.exports.deck_update.package import Damaged, Package
from layouts.exports.deck_update.update import update
from layouts.exports.deck_update.words import say
from tests.layouts.deck_update.edits import members, rezipped
from tests.layouts.deck_update.newer import BASE, TODAY
from tests.layouts.deck_update.package_rules import faults

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
<p:sld xmlns:p="x">&c;</p:sld>"""


def refused(data: bytes) -> str:
    """The key of the refusal."""
    with pytest.raises(Refused) as found:
        opened(data)
    for language in ("sv", "en"):
        text = found.value.text(language)
        # what happened, what still stands, what to do
        assert text.count(". ") >= 1 and text.endswith(".")
    return found.value.key


def with_member(data: bytes, name: str, blob: bytes) -> bytes:
    return rezipped(members(data) | {name: blob})


def test_a_presentation_of_ours_is_let_in(deck_made: bytes) -> None:
    assert "ppt/presentation.xml" in opened(deck_made)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "locked"),
        (b"PK\x03\x04" + bytes(100), "file"),
        (b"PK", "file"),
    ],
)
def test_what_is_no_presentation(data: bytes, why: str) -> None:
    assert refused(data) == why


def test_a_large_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 10)
    assert refused(b"PK\x03\x04" + bytes(20)) == "large"
    assert MOST_BYTES <= 100_000_000


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("wordprocessingml.document.main+xml", "word"),
        ("spreadsheetml.sheet.main+xml", "excel"),
        ("presentationml.template.main+xml", "show"),
        ("presentationml.slideshow.main+xml", "show"),
    ],
)
def test_other_office_files(deck_made: bytes, kind: str, why: str) -> None:
    found = members(deck_made)
    name = "[Content_Types].xml"
    found[name] = found[name].replace(b"presentationml.presentation.main+xml", kind.encode())
    assert refused(rezipped(found)) == why


def test_macros(deck_made: bytes) -> None:
    assert refused(with_member(deck_made, "ppt/vbaProject.bin", b"x")) == "macros"
    found = members(deck_made)
    name = "[Content_Types].xml"
    main = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    enabled = b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    found[name] = found[name].replace(main, enabled)
    assert refused(rezipped(found)) == "macros"


def test_strict_open_xml(deck_made: bytes) -> None:
    found = members(deck_made)
    found["_rels/.rels"] = found["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    )
    assert refused(rezipped(found)) == "strict"


@pytest.mark.parametrize("name", ["ppt/slides/slide2.xml", "ppt/unknown.xml", "docProps/app.xml"])
def test_entities(deck_made: bytes, name: str) -> None:
    assert refused(with_member(deck_made, name, BOMB)) == "declarations"
    # also in another encoding, and behind a comment that is longer than what is looked at
    text = BOMB.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"')
    assert refused(with_member(deck_made, name, text.encode("utf-16"))) == "declarations"
    late = b"<!--" + b" " * 10_000 + b"-->" + BOMB.partition(b"?>")[2]
    assert refused(with_member(deck_made, name, late)) == "declarations"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/ppt/x.xml", "ppt/../../x.xml", "C:/x.xml", "ppt//x.xml", "ppt/./x"]
)
def test_paths(deck_made: bytes, name: str) -> None:
    assert refused(with_member(deck_made, name, b"x")) == "paths"


def test_backslashes(deck_made: bytes) -> None:
    data = with_member(deck_made, "ppt/evil.txt", b"x").replace(b"ppt/evil.txt", b"ppt\\evil.txt")
    assert refused(data) == "paths"


def test_a_member_twice(deck_made: bytes) -> None:
    data = with_member(deck_made, "ppt/slides/slide1.xmm", b"x")
    again = data.replace(b"ppt/slides/slide1.xmm", b"ppt/slides/slide1.xml")
    assert refused(again) == "file"
    capitals = data.replace(b"ppt/slides/slide1.xmm", b"ppt/slides/SLIDE1.xml")
    assert refused(capitals) == "file"


def test_bombs(deck_made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(with_member(deck_made, "ppt/media/a.bin", bytes(5_000_000))) == "unpacked"
    found = members(deck_made) | {f"x/{number}": b"" for number in range(MOST_MEMBERS)}
    assert refused(rezipped(found)) == "unpacked"
    monkeypatch.setattr(guard, "MOST_UNPACKED", 1000)
    assert refused(deck_made) == "unpacked"


def test_a_directory_that_lies_about_sizes(deck_made: bytes) -> None:
    """What is unpacked is held to the limits, whatever the directory says."""
    name = "ppt/slides/slide2.xml"
    data = with_member(deck_made, name, b"<a>" + b" " * 3_000_000 + b"</a>")
    central = data.rindex(name.encode()) - 46
    assert data[central : central + 4] == b"PK\x01\x02"
    lying = data[: central + 24] + struct.pack("<L", 900) + data[central + 28 :]
    package = Package(lying, 10_000_000)
    with pytest.raises(Damaged):
        package.read(name)
    tight = Package(data, 1000)
    with pytest.raises(Damaged):
        tight.read(name)


def test_members_that_lie_over_each_other(deck_made: bytes) -> None:
    stream = io.BytesIO(with_member(deck_made, "ppt/y.txt", b"x"))
    with zipfile.ZipFile(stream, "a") as archive:
        entry = archive.getinfo("ppt/y.txt")
        entry.header_offset = archive.getinfo("ppt/presentation.xml").header_offset
        archive.writestr("ppt/z.txt", b"z")
    assert refused(stream.getvalue()) == "file"


def test_an_encrypted_member(deck_made: bytes) -> None:
    data = with_member(deck_made, "ppt/secret.txt", b"x")
    central = data.rindex(b"ppt/secret.txt") - 46
    assert refused(data[: central + 8] + b"\x01\x00" + data[central + 10 :]) == "locked"


@pytest.mark.parametrize("name", ["ppt/presentation.xml", "ppt/slides/slide3.xml",
                                  "_rels/.rels", "[Content_Types].xml"])  # fmt: skip
def test_damaged_xml(deck_made: bytes, library: Library, name: str) -> None:
    blob = members(deck_made)[name]
    for broken in (blob[: len(blob) // 2], b"", b"<a><b></a>", bytes(200)):
        with pytest.raises(Refused) as found:
            update(with_member(deck_made, name, broken), library, TODAY, None, BASE)
        assert found.value.key in ("damaged", "file")


def test_what_is_outside_stays_outside(deck_made: bytes, library: Library) -> None:
    """A link to a file is kept and never followed: sockets are closed, and so is the disk."""
    found = members(deck_made)
    name = "ppt/slides/_rels/slide3.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = b'<Relationship Id="rId99" Type="' + kind + b'" Target="file:///etc/passwd"'
    link += b' TargetMode="External"/>'
    found[name] = found[name].replace(b"</Relationships>", link + b"</Relationships>")
    after = members(update(rezipped(found), library, TODAY, None, BASE).deck)
    assert after[name].count(b"file:///etc/passwd") == 1


def test_a_chart_that_is_linked_to_a_file_of_ones_own(deck_made: bytes, library: Library) -> None:
    found = members(deck_made)
    name = next(name for name in found if name.startswith("ppt/charts/_rels/"))
    found[name] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/oleObject" Target="file:///C:/egen.xlsx" TargetMode="External"/>'
        b"</Relationships>"
    )
    done = update(rezipped(found), library, TODAY, None, BASE)
    assert members(done.deck)[name] == found[name]
    assert any("länkade" in text for one in done.report.slides for text in one.failed)


def test_a_presentation_without_anything_of_ours(library: Library) -> None:
    from pptx import Presentation

    stream = io.BytesIO()
    Presentation().save(stream)
    with pytest.raises(Refused) as found:
        update(stream.getvalue(), library, TODAY, None, BASE)
    assert found.value.key == "nothing"


def test_every_refusal_is_told_in_both_languages() -> None:
    fields: dict[str, Any] = {"megabytes": 1, "most": 1, "part": "x"}
    keys = [key for key in say() if key.startswith("refused_")]
    assert len(keys) > 12
    for key in keys:
        for language in ("sv", "en"):
            assert len(say()(key, language, **fields)) > 60


def test_work_is_bounded(
    deck_made: bytes, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many slides or views that drawing them would hold others up are refused."""
    from layouts.exports.deck_update import update as module

    for most, why in ((3, "slides"), (8, "nothing refused")):
        monkeypatch.setattr(module, "MOST_SLIDES", most)
        if why == "slides":
            with pytest.raises(Refused) as found:
                update(deck_made, library, TODAY, None, BASE)
            assert found.value.key == why
        else:
            assert update(deck_made, library, TODAY, None, BASE).report.slides


def test_counts_in_a_chart_that_lie(deck_made: bytes, library: Library) -> None:
    """A million points that are not there take no memory."""
    found = members(deck_made)
    name = "ppt/charts/chart1.xml"
    found[name] = found[name].replace(b'<c:ptCount val="6"/>', b'<c:ptCount val="99999999"/>')
    after = members(update(rezipped(found), library, TODAY, None, BASE).deck)
    assert b"99999999" not in after[name]


HOSTILE: tuple[dict[str, Any], ...] = (
    {"meeting": {"language": ["sv"]}}, {"meeting": []}, {"meeting": None}, {"slide": "x"},
    {"slide": []}, {"slide": {"id": {}}}, {"v": "1"}, {"v": 2}, {"part": ["chart"]}, {"part": None},
    {"said": {"a": 1}}, {"chart": 7},
    {"slide": {"id": "v1", "title": "a\x00b"}}, {"slide": {"id": "v1", "message": "\ud800\ufffe"}},
    {"meeting": {"title": "\x0c"}}, {"slide": {"id": "v1", "title": "{värde:20} <&> ]]>"}},
    {"chart": {"series": 3, "points": [], "labels": {"Dalarna": 9}, "axes": "x",
     "words": {"a": 1}, "layout": 0}},
    {"table": [[{}], 3, "x"]}, {"tiles": [[], {}]},
    {"alt": 7}, {"panel": {}}, {"slide": {"id": "v1", "path": "/../..", "query": "?" * 1999}},
    {"slide": {"id": "v1", "path": "/jamfor", "query": "?indikator=%00&vy=%ff"}},
    {"slide": {"id": "v1", "kind": "since"}}, {"meeting": {"showings": "x"}},
)  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE)
def test_records_that_someone_else_has_written(
    deck_made: bytes, library: Library, change: dict[str, Any]
) -> None:
    found = members(deck_made)
    for name, blob in found.items():
        if name.startswith("ppt/tags/"):
            record = record_in(blob)
            assert record is not None
            found[name] = tag_part(written({**record, **change}))
    done = update(rezipped(found), library, TODAY, None, BASE)
    assert faults(done.deck) == []
    assert json.dumps(done.report.as_json())


def test_a_record_nested_without_end(deck_made: bytes, library: Library) -> None:
    found = members(deck_made)
    deep = '{"slide":' + '{"a":' * 900 + "1" + "}" * 900 + "}"
    found["ppt/tags/tag2.xml"] = tag_part(deep)
    try:
        assert faults(update(rezipped(found), library, TODAY, None, BASE).deck) == []
    except Refused as error:
        assert error.key == "damaged"


def test_the_rules_of_a_package_are_broken_by_what_breaks_them(deck_made: bytes) -> None:
    """The judge of all these tests sees what Office would repair."""
    assert faults(deck_made) == []
    found = members(deck_made)
    for change in (
        {"ppt/slides/_rels/slide3.xml.rels": b"<Relationships/>"},
        {"ppt/slides/slide3.xml": found["ppt/slides/slide3.xml"].replace(b' id="3"', b' id="2"')},
        {"ppt/lost.xml": b"<a/>"},
        {"ppt/charts/chart1.xml": found["ppt/charts/chart1.xml"].replace(
            b'<c:idx val="1"/><c:order', b'<c:idx val="0"/><c:order')},
    ):  # fmt: skip
        assert faults(rezipped(found | change)) != []
