"""The archive of raw answers: whole files, named by what they hold, readable again."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.query import Answer, Query
from data.raw import Archive, read

QUERY = Query("https://example.org/data", (("lang", "sv"),), "POST", {"a": ["åäö"]})


def answer(body: bytes) -> Answer:
    when = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    sha256 = hashlib.sha256(body).hexdigest()
    return Answer(200, "application/json", body, QUERY.address, when, sha256)


@pytest.mark.parametrize("body", [b'{"v": "\xc3\xa5"}', b'{"v": "\xe5"}', b"\x00\xff\x1f\x8b"])
def test_an_answer_can_be_read_again_as_it_came(tmp_path: Path, body: bytes) -> None:
    path = Archive(tmp_path).keep("grp", QUERY, answer(body))
    record = read(path)
    assert record["body"] == body
    assert record["sha256"] == hashlib.sha256(body).hexdigest()
    assert path.name.startswith(record["sha256"])
    assert record["address"] == "https://example.org/data?lang=sv"
    assert record["sent"] == {"a": ["åäö"]}
    assert record["fetched"] == "2026-11-23T08:00:00+00:00"


def test_the_same_answer_is_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.keep("grp", QUERY, answer(b"{}"))
    content = first.read_bytes()
    assert archive.keep("grp", QUERY, answer(b"{}")) == first
    assert first.read_bytes() == content
    assert archive.keep("other", QUERY, answer(b"{}")).read_bytes() == content


def test_two_questions_with_the_same_answer_are_both_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    other = Query("https://example.org/other")
    kept = [archive.keep("grp", query, answer(b"[]")) for query in (QUERY, other)]
    assert [read(path)["address"] for path in kept] == [QUERY.address, other.address]


def test_what_a_crash_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    whole = archive.keep("grp", QUERY, answer(b"{}"))
    half = whole.with_name("half.json.gz.part")
    half.write_bytes(b"\x1f\x8b")
    assert archive.sweep() == 1
    assert not half.exists() and whole.exists()
    assert archive.sweep() == 0


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file where the folder should be")
    with pytest.raises(OSError):
        Archive(tmp_path / "raw").keep("grp", QUERY, answer(b"{}"))
