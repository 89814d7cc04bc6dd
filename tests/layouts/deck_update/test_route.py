"""The address that an earlier presentation is sent to."""

from __future__ import annotations

import io
from base64 import b64decode
from typing import Any

import pytest
from flask import Flask

from indicators.library import Library
from layouts.exports.deck_update import guard
from layouts.meeting import ROUTES, routes_update
from layouts.meeting.routes_update import new_name
from tests.layouts.deck_update.edits import opened
from tests.layouts.deck_update.newer import TODAY

ADDRESS = "/panel/mote/uppdatera"


@pytest.fixture
def client(later: Library) -> Any:
    server = Flask("update")
    routes_update.register(server, later, "/panel/")
    return server.test_client()


def sent(client: Any, data: bytes, name: str = "styrgrupp.pptx", query: str = "") -> Any:
    return client.post(ADDRESS + query, data={"file": (io.BytesIO(data), name)})


def test_the_module_is_among_the_meetings_addresses() -> None:
    assert "routes_update" in ROUTES


def test_a_presentation_comes_back_with_its_report(client: Any, deck_made: bytes) -> None:
    answer = sent(client, deck_made)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found = answer.get_json()
    assert found["faults"] == []
    assert found["name"].startswith("styrgrupp_uppdaterad_20")
    assert found["name"].endswith(".pptx")
    assert len(opened(b64decode(found["file"])).slides) >= 8
    lines = [line for one in found["report"]["slides"] for line in one["lines"]]
    assert "Nytt: 2023." in lines
    change = next(one for one in found["report"]["slides"] if one["changes"])["changes"][0]
    assert set(change) == {"where", "old", "new", "since", "at"}


def test_a_refusal_is_in_the_readers_language(client: Any) -> None:
    swedish, english = sent(client, b"x"), sent(client, b"x", query="?sprak=en")
    assert swedish.status_code == english.status_code == 400
    assert "ingen PowerPoint-presentation" in swedish.get_json()["faults"][0]
    assert "no PowerPoint presentation" in english.get_json()["faults"][0]


def test_without_a_file(client: Any) -> None:
    for answer in (
        client.post(ADDRESS, data={"other": "x"}),
        client.post(ADDRESS, data=b"{}", content_type="application/json"),
        client.post(ADDRESS, data=b"--", content_type="multipart/form-data"),
    ):
        assert answer.status_code == 400
        assert "Ingen fil" in answer.get_json()["faults"][0]
    assert sent(client, b"").get_json()["faults"][0].startswith("Filen är tom")


class Endless(io.RawIOBase):
    """A body that must not be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _: Any) -> int:
        raise AssertionError("the body of a request that is too large was read")


def test_half_a_gigabyte_is_refused_unread(client: Any) -> None:
    for length in (500_000_000, guard.MOST_BYTES + routes_update.BESIDE + 1):
        environ = {"wsgi.input": Endless(), "CONTENT_LENGTH": str(length)}
        answer = client.post(
            ADDRESS, content_type="multipart/form-data; boundary=x", environ_overrides=environ
        )
        assert answer.status_code == 413
        assert "100 MB" in answer.get_json()["faults"][0]


def test_a_file_larger_than_may_be(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 100)
    assert sent(client, b"PK\x03\x04" + bytes(200)).status_code == 413


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("styrgrupp.pptx", "styrgrupp"),
        ("styrgrupp_uppdaterad_2026-08-01.pptx", "styrgrupp"),
        ("Möte 12 november.PPTX", "Möte 12 november"),
        ("..\\..\\etc\\passwd.pptx", "passwd"),
        ("../../x", "x"),
        ('a"\r\nSet-Cookie: b.pptx', "a Set-Cookie b"),
        ("", "presentation"),
        (".pptx", "presentation"),
        ("å" * 300 + ".pptx", "å" * 100),
    ],
)
def test_the_new_name(name: str, wanted: str) -> None:
    assert new_name(name, TODAY) == f"{wanted}_uppdaterad_2026-11-23.pptx"


def test_nothing_is_written_to_disk(
    client: Any, deck_made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert sent(client, deck_made).status_code == 200
