"""Characters that nothing can show, pasted or spelt in an address, spoil no file of a meeting."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

from app import create_app
from indicators.library import Library
from indicators.meeting.model import Meeting

SLIDES: dict[str, dict[str, str]] = {
    "words": {"message": "a\x00b\x0bc\ufffe", "title": "t\x01", "notes": "n\x02"},
    "indicator": {"query": "?indikator=%00x"},
    "unknown part": {"query": "?foo%00=%01"},
    "page": {"path": "/x\x00y"},
    "goal": {"path": "/mal/\x00"},
    "county": {"path": "/county/\x01"},
    "search": {"query": "?indikator=grp&sok=%0b&filter=%EF%BF%BE"},
}


@pytest.fixture(scope="module")
def client(library: Library) -> FlaskClient:
    return create_app(library).server.test_client()


@pytest.mark.parametrize("kind", ["pptx", "docx", "xlsx"])
@pytest.mark.parametrize("name", SLIDES)
def test_every_part_of_every_file_is_xml(client: FlaskClient, name: str, kind: str) -> None:
    slide: dict[str, Any] = {"id": "a", "path": "/jamfor", "query": "?indikator=grp"}
    asked = {"title": "m\x03", "slides": [slide | SLIDES[name]]}
    answer = client.post(f"/mote/fil/{kind}", json=asked)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        parts = [part for part in package.namelist() if part.endswith((".xml", ".rels"))]
        assert len(parts) > 5
        for part in parts:
            etree.fromstring(package.read(part))


def test_it_is_left_out_and_the_words_stay() -> None:
    slide = {"id": "a", "message": "före\x00efter\r\nnästa\x0brad\t1"}
    meeting = Meeting.model_validate({"slides": [slide]})
    assert meeting.slides[0].message == "föreefter\nnästa\nrad\t1"
