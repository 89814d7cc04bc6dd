"""A meeting as files and files as meetings: what is offered, what it is called, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indicators.library import Library
from indicators.meeting.model import Meeting, Slide
from layouts.meeting import routes_files
from layouts.meeting.routes_files import WRITERS, file_name, kinds

TODAY = date(2026, 11, 24)
MEETING = Meeting(
    title="Styrgrupp: Ökad FoU",
    on=date(2026, 11, 26),
    slides=(
        Slide(id="a", path="/jamfor", query="?indikator=rd_business", message="{värde:20}"),
        Slide(id="b", kind="text", title="Nästa steg", message="Vi återkommer."),
    ),
)


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[FlaskClient]:
    server = Flask("meeting")
    routes_files.register(server, library, "/")
    with server.test_client() as found:
        yield found


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_that_is_offered_is_made(client: FlaskClient, kind: str) -> None:
    answer = client.post(f"/mote/fil/{kind}", data=MEETING.model_dump_json())
    assert answer.status_code == 200, answer.data[:500]
    ending = "mote.json" if kind == "json" else WRITERS[kind].ending
    name = f'attachment; filename="mote_styrgrupp_okad_fou_2026-11-26.{ending}"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.data) > 300
    begins = {"html": b"<!doctype html", "json": b"{"}.get(kind, b"PK")
    assert answer.data[:20].lower().startswith(begins.lower())


def test_all_files_of_the_brief_can_be_made() -> None:
    assert set(kinds()) == {"pptx", "docx", "xlsx", "html", "zip", "json"}


def test_a_meeting_file_is_opened_as_it_was_written(client: FlaskClient) -> None:
    written = client.post("/mote/fil/json", data=MEETING.model_dump_json()).data
    answer = client.post("/mote/las", data=written)
    assert answer.status_code == 200
    found = json.loads(answer.data)
    assert Meeting.model_validate(found["meeting"]) == MEETING and found["faults"] == []


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"{", b"[]", b'{"a": 1}', b"PK\x03\x04" * 20, b"\xff\xfe\x00", b"null"]
)
def test_a_file_without_a_meeting_is_refused_in_words(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/mote/las", data=body)
    assert answer.status_code == 400
    faults = json.loads(answer.data)["faults"]
    assert faults and all(text.endswith((".", "!")) for text in faults)
    english = json.loads(client.post("/mote/las?sprak=en", data=body).data)["faults"]
    assert english != faults


def test_a_file_from_a_newer_panel_is_opened_with_what_is_understood(client: FlaskClient) -> None:
    file = json.loads(client.post("/mote/fil/json", data=MEETING.model_dump_json()).data)
    file["version"] = 7
    file["meeting"]["framtid"] = "okänt"
    answer = client.post("/mote/las", data=json.dumps(file))
    found = json.loads(answer.data)
    assert answer.status_code == 200 and found["faults"]
    assert [one["id"] for one in found["meeting"]["slides"]] == ["a", "b"]


def test_what_cannot_be_made_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.post("/mote/fil/exe", data=MEETING.model_dump_json())
    assert answer.status_code == 404 and "exe" in json.loads(answer.data)["faults"][0]
    answer = client.post("/mote/fil/xlsx", data=b"{}}")
    assert answer.status_code == 400 and json.loads(answer.data)["faults"]
    answer = client.post("/mote/fil/xlsx", data=b"x" * 2_000_001)
    assert answer.status_code == 413


@given(data=st.binary(max_size=200))
def test_no_file_makes_the_server_fail(client: FlaskClient, data: bytes) -> None:
    answer = client.post("/mote/las", data=data)
    assert answer.status_code in (200, 400) and answer.mimetype == "application/json"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Styrgrupp", "mote_styrgrupp_2026-11-26"),
        ("Möte i styrgruppen", "mote_i_styrgruppen_2026-11-26"),
        ("", "mote_2026-11-26"),
        ("../../etc/passwd", "mote_etc_passwd_2026-11-26"),
        ('a"; filename="x', "mote_a_filename_x_2026-11-26"),
        ("Östra Värmland – läget", "mote_ostra_varmland_laget_2026-11-26"),
        ("日本", "mote_2026-11-26"),
    ],
)
def test_file_names_are_plain(title: str, name: str) -> None:
    assert file_name(Meeting(title=title, on=date(2026, 11, 26)), TODAY) == name


def test_a_meeting_without_a_day_is_named_by_the_day_it_is_made() -> None:
    assert file_name(Meeting(title="x" * 300), TODAY) == f"mote_{'x' * 60}_2026-11-24"
