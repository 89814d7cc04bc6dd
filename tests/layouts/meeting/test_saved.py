"""Saving over HTTP: what is answered, what is refused in which words, what is told to nobody."""

from __future__ import annotations

import io
import json
import logging
import random
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app, open_library
from data.errors import PanelError
from data.meetings import Meetings
from data.meetings_keys import new_keys, view_key
from data.settings import MeetingLimits
from data.store import Store
from indicators.library import Library
from indicators.meeting.file import FORMAT
from indicators.meeting.model import Beside, Meeting, Slide
from layouts.meeting import routes_saved, saved
from layouts.meeting.routes_files import kinds
from layouts.meeting.saved_pace import Pace
from tests.conftest import SOAK
from tests.indicators.meeting.test_file_fuzz import WHOLE, bytewise, structural

MEETING = Meeting(
    title="Styrgrupp i november",
    slides=(
        Slide(id="a", path="/jamfor", query="?indikator=gerd_gdp", message="Långt under Riket."),
        Slide(id="b", kind="text", title="Frågor"),
    ),
)
AS_JSON = saved.as_json(MEETING)


class Clock:
    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meetings(tmp_path: Path, clock: Clock) -> Iterator[Meetings]:
    with Store(f"sqlite:///{tmp_path / 'panel.sqlite'}") as store:
        yield Meetings(store._engine, MeetingLimits(most=5, most_bytes=20_000), clock)


@pytest.fixture
def client(meetings: Meetings) -> FlaskClient:
    server = Flask(__name__)
    routes_saved.register(server, SimpleNamespace(meetings=meetings), "/panel/")  # type: ignore[arg-type]
    return server.test_client()


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[FlaskClient]:
    """The same with the limits of the settings."""
    server = Flask(__name__)
    with Store(f"sqlite:///{tmp_path / 'roomy.sqlite'}") as store:
        routes_saved.register(server, SimpleNamespace(meetings=store.meetings), "/panel/")  # type: ignore[arg-type]
        yield server.test_client()


def keyed(key: str) -> dict[str, str]:
    """The header that carries a key."""
    return {routes_saved.KEY: key}


def saved_new(client: FlaskClient, meeting: Any = AS_JSON) -> dict[str, Any]:
    answer = client.post("/panel/mote/spara", json={"meeting": meeting})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def change(client: FlaskClient, key: str, meeting: Any, version: Any) -> TestResponse:
    body = {"meeting": meeting, "version": version}
    return client.put("/panel/mote/spara", json=body, headers=keyed(key))


def with_slide(meeting: dict[str, Any], name: str, **fields: Any) -> dict[str, Any]:
    slides = [one | fields if one["id"] == name else one for one in meeting["slides"]]
    return meeting | {"slides": slides}


def refused(answer: TestResponse, status: int, *said: str) -> None:
    """Refused with this status, in whole sentences: what happened, what stands, what to do."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/json"
    told = " ".join(answer.get_json()["faults"])
    assert told.count(". ") >= 2, told
    assert told.endswith("."), told
    for part in said:
        assert part in told, told


# --- there and back ----------------------------------------------------------------------------


@pytest.mark.parametrize("body", [{"meeting": AS_JSON}, AS_JSON], ids=["wrapped", "bare"])
def test_a_meeting_is_saved_and_fetched_with_either_key(client: FlaskClient, body: Any) -> None:
    keys = client.post("/panel/mote/spara", json=body).get_json()
    assert keys["version"] == 1
    assert keys["view"] == view_key(keys["edit"])
    for key, may_edit in ((keys["view"], False), (keys["edit"], True)):
        found = client.get("/panel/mote/hamta", headers=keyed(key)).get_json()
        assert found["meeting"] == AS_JSON
        assert (found["version"], found["may_edit"]) == (1, may_edit)
        assert found["view"] == keys["view"]
        assert found["faults"] == [] and found["warning"] == ""


def test_a_change_is_saved_as_the_next_version(client: FlaskClient) -> None:
    keys = saved_new(client)
    mine = with_slide(AS_JSON, "b", title="Diskussion")
    found = change(client, keys["edit"], mine, 1).get_json()
    assert (found["version"], found["meeting"]) == (2, mine)
    stands = client.get("/panel/mote/hamta", headers=keyed(keys["view"])).get_json()
    assert found["kept_until"] == keys["kept_until"] == stands["kept_until"]
    assert found["kept_until"] in found["says"]
    assert found["theirs"] == found["conflicts"] == found["changes"] == []
    assert (
        client.get("/panel/mote/hamta", headers=keyed(keys["view"])).get_json()["meeting"] == mine
    )
    versions = client.get("/panel/mote/versioner", headers=keyed(keys["edit"])).get_json()[
        "versions"
    ]
    assert [one["version"] for one in versions] == [2, 1]
    first = client.get("/panel/mote/hamta?version=1", headers=keyed(keys["edit"])).get_json()
    assert first == {"meeting": AS_JSON, "version": 1}


def test_what_another_has_saved_is_joined_and_told(client: FlaskClient) -> None:
    keys = saved_new(client)
    hers = with_slide(AS_JSON, "a", message="Nära Riket.")
    hers["slides"].append(Slide(id="c", kind="section", title="Beslut").model_dump(mode="json"))
    assert change(client, keys["edit"], hers, 1).get_json()["version"] == 2
    mine = with_slide(with_slide(AS_JSON, "b", title="Diskussion"), "a", message="Långt ifrån.")
    found = change(client, keys["edit"], mine, 1).get_json()
    assert found["version"] == 3
    a, b, c = found["meeting"]["slides"]
    assert (a["message"], b["title"], c["title"]) == ("Långt ifrån.", "Diskussion", "Beslut")
    assert found["meeting"]["beside"] == [{"slide": "a", "field": "message", "text": "Nära Riket."}]
    assert found["theirs"] == [{
        "what": "added", "slide": "c", "number": 3, "field": "", "before": "", "after": "Beslut",
        "says": "Bild 3, Beslut: ny bild",
    }]  # fmt: skip
    [conflict] = found["conflicts"]
    assert (conflict["mine"], conflict["theirs"]) == ("Långt ifrån.", "Nära Riket.")
    assert conflict["says"] == (
        "Bild 1: ni har båda ändrat budskapet. Din text står kvar, och den andras är sparad "
        "bredvid: ”Nära Riket.”"
    )
    assert found["changes"] == [found["theirs"][0]["says"]]
    # what the other has emptied leaves nothing to choose, and is told all the same
    emptied = with_slide(found["meeting"], "a", message="")
    change(client, keys["edit"], emptied, 3)
    mine = with_slide(found["meeting"], "a", message="Mitt till sist.")
    [told] = change(client, keys["edit"], mine, 3).get_json()["changes"]
    assert "ni har båda ändrat budskapet" in told and "”inget”" in told


def test_a_change_that_is_sent_twice_is_saved_once(client: FlaskClient) -> None:
    """As when the answer was lost on the way."""
    keys = saved_new(client)
    mine = with_slide(AS_JSON, "b", title="Diskussion")
    first = change(client, keys["edit"], mine, 1).get_json()
    again = change(client, keys["edit"], mine, 1).get_json()
    assert again["version"] == first["version"] == 2
    assert again["meeting"] == mine and again["changes"] == []


@pytest.mark.parametrize("version", [0, 7, 2**31 - 1])
def test_a_version_that_is_not_kept_loses_no_words(client: FlaskClient, version: int) -> None:
    """As after a backup was restored, or after more changes than are kept."""
    keys = saved_new(client)
    hers = with_slide(AS_JSON, "a", message="Hennes ord.")
    change(client, keys["edit"], hers, 1)
    mine = with_slide(AS_JSON, "a", message="Mina ord.")
    mine["slides"] = mine["slides"][:1]
    found = change(client, keys["edit"], mine, version).get_json()
    words = json.dumps(found["meeting"], ensure_ascii=False)
    assert "Hennes ord." in words and "Mina ord." in words and "Frågor" in words


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_change_is_told_in_words(client: FlaskClient, language: str) -> None:
    base = Meeting(
        title="Före", slides=tuple(Slide(id=name, title=name.upper()) for name in "abcd")
    )
    keys = saved_new(client, saved.as_json(base))
    hers = base.model_copy(update={
        "title": "Efter", "home": "17", "slides": (
            Slide(id="c", title="C", notes="x " * 200),
            Slide(id="a", title="A", path="/strategi", part="table"),
            Slide(id="d", title=""),
        ),
    })  # fmt: skip
    change(client, keys["edit"], saved.as_json(hers), 1)
    mine = saved.as_json(base.model_copy(update={"as_of": date(2026, 1, 1)}))
    body = {"meeting": mine, "version": 1}
    found = client.put(
        f"/panel/mote/spara?sprak={language}", json=body, headers=keyed(keys["edit"])
    ).get_json()
    told = "\n".join(found["changes"])
    assert found["conflicts"] == []
    for part in {
        "sv": ["Mötet: rubriken är nu ”Efter”", "Mötet: hemlänet är nu ”Värmland”",
               "Bild 2, A: vyn är nu", "Bild 2, A: valet av diagram eller tabell är nu ”tabell”",
               "Bild 1, C: anteckningen är nu ”x x x", "annan ordning", "Bilden B är borttagen",
               "Bild 3: rubriken är borttagen (förut ”D”)"],
        "en": ["The meeting: the title is now “Efter”", "Slide 2, A: the view is now",
               "another order", "The slide B is removed", "Slide 3: the title is removed"],
    }[language]:  # fmt: skip
        assert part in told, told
    assert all(len(one) < 220 for one in found["changes"])
    assert found["theirs"][2]["after"] or len(found["theirs"]) == 8


def test_a_slide_that_one_removed_and_another_changed_stays_and_says_so(
    client: FlaskClient,
) -> None:
    keys = saved_new(client)
    change(client, keys["edit"], with_slide(AS_JSON, "a", message="Nya ord."), 1)
    mine = AS_JSON | {"slides": AS_JSON["slides"][1:]}
    found = change(client, keys["edit"], mine, 1).get_json()
    assert [one["id"] for one in found["meeting"]["slides"]] == ["a", "b"]
    [said] = found["changes"]
    assert said.startswith("Bild 1: står kvar")


def test_a_removed_meeting_is_gone(client: FlaskClient) -> None:
    keys = saved_new(client)
    answer = client.delete("/panel/mote/spara", headers=keyed(keys["edit"]))
    assert answer.get_json()["removed"] is True and "borttaget" in answer.get_json()["says"]
    for key in (keys["edit"], keys["view"]):
        refused(client.get("/panel/mote/hamta", headers=keyed(key)), 404, "borttaget")


def test_characters_that_no_file_can_hold_are_cleaned_and_words_stay(client: FlaskClient) -> None:
    keys = saved_new(client, with_slide(AS_JSON, "b", title="Från\x0bPowerPoint\x00"))
    found = client.get("/panel/mote/hamta", headers=keyed(keys["view"])).get_json()
    assert found["meeting"]["slides"][1]["title"] == "Från\nPowerPoint"


# --- how long it is kept -----------------------------------------------------------------------


def test_whoever_sees_a_meeting_is_warned_before_it_goes(client: FlaskClient, clock: Clock) -> None:
    clock.moment -= timedelta(days=700)  # of 730
    keys = saved_new(client)
    clock.moment += timedelta(days=700)
    found = client.get("/panel/mote/hamta", headers=keyed(keys["view"])).get_json()
    day = (clock.moment + timedelta(days=30)).date().isoformat()
    assert found["kept_until"] == day and day in found["warning"]
    assert "Ladda ner" in found["warning"]
    # whoever opens it to edit keeps it
    found = client.get("/panel/mote/hamta", headers=keyed(keys["edit"])).get_json()
    assert found["warning"] == "" and found["kept_until"] > day
    assert client.get("/panel/mote/hamta", headers=keyed(keys["view"])).get_json()["warning"] == ""


# --- what is refused ---------------------------------------------------------------------------


def test_a_view_key_changes_nothing(client: FlaskClient) -> None:
    keys = saved_new(client)
    for answer in (
        change(client, keys["view"], with_slide(AS_JSON, "a", message="Annat."), 1),
        change(client, keys["view"], AS_JSON, 99),
        client.delete("/panel/mote/spara", headers=keyed(keys["view"])),
        client.get("/panel/mote/versioner", headers=keyed(keys["view"])),
        client.get("/panel/mote/hamta?version=1", headers=keyed(keys["view"])),
    ):
        refused(answer, 403, "kan inte ändra det", "egen kopia")
    english = client.delete("/panel/mote/spara?sprak=en", headers=keyed(keys["view"]))
    refused(english, 403, "cannot change it")
    found = client.get("/panel/mote/hamta", headers=keyed(keys["edit"])).get_json()
    assert found["meeting"] == AS_JSON and found["version"] == 1


@pytest.mark.parametrize("key", ["", "x", "a" * 32, "../../etc", "%00", "ä", "a" * 5000])
def test_an_unknown_key_is_said_so(client: FlaskClient, key: str) -> None:
    saved_new(client)
    for answer in (
        client.get("/panel/mote/hamta", headers=keyed(key)),
        change(client, key, AS_JSON, 1),
        client.delete("/panel/mote/spara", headers=keyed(key)),
        client.get("/panel/mote/versioner", headers=keyed(key)),
    ):
        refused(answer, 404, "Inget sparat möte")
    refused(client.get("/panel/mote/hamta?sprak=en", headers=keyed("x")), 404, "No saved meeting")


def test_a_version_that_is_gone_is_said_so(client: FlaskClient) -> None:
    keys = saved_new(client)
    answer = client.get("/panel/mote/hamta?version=9", headers=keyed(keys["edit"]))
    refused(answer, 404, "Version 9", "50")
    for odd in ("0", "-1", "x", "", "1.5", "9" * 30, "9" * 5000):
        answer = client.get(f"/panel/mote/hamta?version={odd}", headers=keyed(keys["edit"]))
        assert answer.status_code == 404, odd


def test_only_json_is_taken_so_that_no_form_elsewhere_can_post(client: FlaskClient) -> None:
    text = json.dumps({"meeting": AS_JSON, "version": 1})
    keys = saved_new(client)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        for method in ("POST", "PUT"):
            answer = client.open("/panel/mote/spara", method=method, data=text, content_type=kind,
                                 headers=keyed(keys["edit"]))  # fmt: skip
            refused(answer, 415, "Inget har sparats")
    assert client.get("/panel/mote/hamta", headers=keyed(keys["edit"])).get_json()["version"] == 1


@pytest.mark.parametrize(
    "body",
    [b"{", b"[1]", b"null", b"3", b'"x"', b'{"meeting": 1}', b"\xff\xfe", b'{"slides": [NaN]}',
     b'{"title": "a", "title": "b"}', b"[" * 100_000, b'{"slides": [{"id": "\\ud800"}]}'],
)  # fmt: skip
def test_what_is_no_meeting_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/panel/mote/spara", data=body, content_type="application/json")
    assert answer.status_code in (400, 422) and answer.get_json()["faults"]
    refused(client.post("/panel/mote/spara", data=b"{", content_type="application/json"), 400)


@pytest.mark.parametrize("version", [None, "1", 1.0, True, -1, 2**31, [1]])
def test_a_change_of_no_version_is_refused(client: FlaskClient, version: Any) -> None:
    keys = saved_new(client)
    refused(change(client, keys["edit"], AS_JSON, version), 400, "vilken version")


def test_what_is_saved_is_exactly_what_was_sent_or_nothing(client: FlaskClient) -> None:
    """No text is shortened, no part left out and no address of another host kept in silence."""
    keys = saved_new(client)
    for wrong in (
        with_slide(AS_JSON, "a", title="x" * 301),
        with_slide(AS_JSON, "a", kind="video"),
        with_slide(AS_JSON, "a", path="//evil.example/x"),
        with_slide(AS_JSON, "a", animation="fade"),
        AS_JSON | {"schema_version": 2},
        AS_JSON | {"slides": [AS_JSON["slides"][0]] * 201},
    ):
        answer = change(client, keys["edit"], wrong, 1)
        assert answer.status_code in (400, 422), answer.text
        assert answer.get_json()["faults"]
    assert client.get("/panel/mote/hamta", headers=keyed(keys["edit"])).get_json()["version"] == 1


def test_a_meeting_that_is_too_large_is_refused(client: FlaskClient) -> None:
    keys = saved_new(client)
    large = with_slide(with_slide(AS_JSON, "a", notes="x" * 9_999), "b", notes="y" * 9_999)
    refused(change(client, keys["edit"], large, 1), 413, "högst 20 kB", "Dela upp")
    huge = b'{"meeting": "' + b"x" * 2_000_001 + b'"}'
    answer = client.post("/panel/mote/spara", data=huge, content_type="application/json")
    assert answer.status_code == 413 and "2 MB" in answer.get_json()["faults"][0]


def test_a_full_server_says_so(client: FlaskClient) -> None:
    for _ in range(5):
        saved_new(client)
    refused(client.post("/panel/mote/spara", json=AS_JSON), 507, "högst 5", "Ladda ner")


def test_a_machine_that_saves_without_end_is_told_to_wait(
    meetings: Meetings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes_saved, "CREATED", (2, 600))
    monkeypatch.setattr(routes_saved, "CHANGED", (3, 600))
    server = Flask(__name__)
    routes_saved.register(server, SimpleNamespace(meetings=meetings), "/panel/")  # type: ignore[arg-type]
    client = server.test_client()
    keys = [saved_new(client) for _ in range(2)]
    refused(client.post("/panel/mote/spara", json=AS_JSON), 429, "Vänta", "sekunder")
    for _ in range(3):
        assert change(client, keys[0]["edit"], AS_JSON, 1).status_code == 200
    refused(change(client, keys[0]["edit"], AS_JSON, 1), 429, "Vänta")
    refused(client.delete("/panel/mote/spara", headers=keyed(keys[0]["edit"])), 429)
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    answer = client.post("/panel/mote/spara", json=AS_JSON, environ_base=elsewhere)
    assert answer.status_code == 200
    assert client.get("/panel/mote/hamta", headers=keyed(keys[0]["view"])).status_code == 200


def test_a_meeting_of_a_newer_panel_is_shown_and_not_saved_over(
    client: FlaskClient, meetings: Meetings
) -> None:
    newer = {"format": FORMAT, "version": 2, "meeting": AS_JSON | {"mood": "glad"}}
    newer["meeting"] = {key: value for key, value in newer["meeting"].items()
                        if key != "schema_version"}  # fmt: skip
    keys = meetings.create(json.dumps(newer))
    found = client.get("/panel/mote/hamta", headers=keyed(keys.edit)).get_json()
    assert found["meeting"] == AS_JSON and found["may_edit"] is False
    assert found["view"] == keys.view  # never the edit key under that name
    assert "nyare panel" in found["faults"][0] and "mood" in found["faults"][1]
    for version in (1, 0):
        refused(change(client, keys.edit, AS_JSON, version), 409, "nyare version")
    assert json.loads(meetings.read(keys.edit).content) == newer


def test_what_cannot_be_read_is_left_as_it_is(client: FlaskClient, meetings: Meetings) -> None:
    keys = meetings.create("not json")
    refused(client.get("/panel/mote/hamta", headers=keyed(keys.view)), 422, "går inte att läsa")
    refused(change(client, keys.edit, AS_JSON, 1), 422, "går inte att läsa")
    assert meetings.read(keys.edit).content == "not json"


def test_more_than_fits_together_is_refused_and_nothing_is_lost(roomy: FlaskClient) -> None:
    client = roomy

    def many(letter: str) -> list[dict[str, Any]]:
        return [{"id": f"{letter}{number}", "kind": "text"} for number in range(60)]

    keys = saved_new(client, {"slides": []})
    for letter in "abc":
        assert change(client, keys["edit"], {"slides": many(letter)}, 1).status_code == 200
    answer = change(client, keys["edit"], {"slides": many("d")}, 1)
    refused(answer, 409, "fler än 200 bilder", "webbläsaren")
    full = tuple(Beside(field="title", text=str(number)) for number in range(500))
    crowded = saved.as_json(Meeting(title="Hennes", beside=full[:200]))
    other = saved_new(client, {"slides": []})
    change(client, other["edit"], crowded, 1)
    more = saved.as_json(Meeting(title="Mitt", beside=tuple(
        Beside(field="title", text=f"x{number}") for number in range(300))))  # fmt: skip
    refused(change(client, other["edit"], more, 1), 409, "Mer än 500 texter")


def test_a_database_that_fails_is_said_so_without_its_address(
    client: FlaskClient, meetings: Meetings, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    keys = saved_new(client)
    meetings._engine.dispose()
    (tmp_path / "panel.sqlite").write_bytes(b"not a database" * 100)
    for answer in (
        client.get("/panel/mote/hamta", headers=keyed(keys["edit"])),
        change(client, keys["edit"], AS_JSON, 1),
        client.post("/panel/mote/spara", json=AS_JSON),
    ):
        refused(answer, 503, "Databasen svarar inte")
        assert str(tmp_path) not in answer.text
    assert "panel.sqlite" in caplog.text  # whoever runs the panel is told where
    assert keys["edit"] not in caplog.text and keys["view"] not in caplog.text


def test_a_crash_is_answered_in_words_and_logged_without_the_address(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = saved_new(client)

    def crash(*_: object) -> None:
        raise ZeroDivisionError("made up")

    monkeypatch.setattr(Meetings, "read", crash)
    monkeypatch.setattr(Meetings, "remove", crash)
    for answer in (
        client.get("/panel/mote/hamta", headers=keyed(keys["edit"])),
        client.delete("/panel/mote/spara", headers=keyed(keys["edit"])),
        change(client, keys["edit"], AS_JSON, 1),
    ):
        refused(answer, 500, "Något gick fel")
    assert "ZeroDivisionError" in caplog.text
    assert keys["edit"] not in caplog.text and keys["view"] not in caplog.text


def test_too_many_at_once_is_said_so(client: FlaskClient, meetings: Meetings) -> None:
    """Somebody else is quicker every time: nothing is overwritten, and it ends."""
    keys = saved_new(client)
    real, count = meetings.replace, iter(range(1000))

    def hurried(edit: str, content: str, base: int) -> int:
        other = Meeting(title=f"Annan {next(count)}")
        real(edit, saved.kept(other), base)
        return real(edit, content, base)

    meetings.replace = hurried  # type: ignore[method-assign]
    refused(change(client, keys["edit"], AS_JSON, 1), 409, "samtidigt", "Försök igen")


# --- what is told to nobody --------------------------------------------------------------------


def test_browsers_keep_nothing_and_tell_no_other_host(client: FlaskClient) -> None:
    keys = saved_new(client)
    for answer in (
        client.post("/panel/mote/spara", json=AS_JSON),
        client.get("/panel/mote/hamta", headers=keyed(keys["edit"])),
        client.get("/panel/mote/versioner", headers=keyed(keys["edit"])),
        change(client, keys["edit"], AS_JSON, 1),
        client.get("/panel/mote/hamta", headers=keyed("unknown")),
        client.get("/panel/mote/spara"),
    ):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.fixture(scope="module")
def whole(seeded: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The whole panel over a database of its own."""
    path = tmp_path_factory.mktemp("saved") / "panel.sqlite"
    shutil.copyfile(seeded, path)
    with Store(f"sqlite:///{path}") as store:
        own = Library(library.catalogue, library.datasets, store)
        yield create_app(own).server.test_client()


def test_no_address_of_the_server_holds_a_key(whole: FlaskClient) -> None:
    """What stands in an address stands in the logs of proxies: the key comes in a header."""
    keys = whole.post("/mote/spara", json=AS_JSON).get_json()
    rules = [str(rule) for rule in whole.application.url_map.iter_rules()]
    ours = [rule for rule in rules if rule.startswith("/mote/")]
    assert len(ours) > 8 and not any("key" in rule for rule in ours), ours
    for name in ("spara", "hamta", "versioner"):
        answer = whole.get(f"/mote/{name}/{keys['edit']}")
        assert answer.mimetype == "text/html", name  # any unknown page, which says so
    for path in ("/", "/jamfor", "/mote"):
        assert "Referrer-Policy" not in whole.get(path).headers


def everything(data: bytes) -> bytes:
    """The bytes of a file, and of all that is packed in it."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return b"\n".join([*map(str.encode, pack.namelist()),
                           *(everything(pack.read(name)) for name in pack.namelist())])  # fmt: skip


def test_no_export_no_drawing_and_no_log_holds_a_key(
    whole: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    keys = whole.post("/mote/spara", json=AS_JSON).get_json()
    page = keyed(keys["edit"])
    found = whole.get("/mote/hamta", headers=page).get_json()["meeting"]
    answers = [whole.post(f"/mote/fil/{kind}", json=found, headers=page) for kind in kinds()]
    answers.append(whole.post("/mote/rita", json=found, headers=page))
    for answer in answers:
        assert answer.status_code == 200, answer.text[:500]
        held = everything(answer.data)
        assert len(held) > 300
        for key in (keys["edit"], keys["view"]):
            assert key.encode() not in held
            assert key not in str(answer.headers)
    body = {"meeting": found, "version": 1}
    assert whole.put("/mote/spara", json=body, headers=page).status_code == 200
    whole.put("/mote/spara", json=body, headers=keyed(keys["view"]))
    whole.put("/mote/spara", data=b"{", headers=page)
    assert whole.delete("/mote/spara", headers=page).status_code == 200
    for key in (keys["edit"], keys["view"]):
        assert key not in caplog.text


def test_a_page_that_fails_is_logged_without_its_key(
    meetings: Meetings, caplog: pytest.LogCaptureFixture
) -> None:
    """Flask itself writes the address of what failed."""
    server = Flask("failing")

    @server.get("/panel/mote/<path:_rest>")
    def fail(_rest: str) -> str:
        raise ZeroDivisionError("made up")

    for _ in range(2):
        routes_saved.register(Flask("failing"), SimpleNamespace(meetings=meetings), "/panel/")  # type: ignore[arg-type]
    keys = new_keys()
    client = server.test_client()
    for path in (keys.edit, keys.view, f"fil/{keys.edit}", f"visa?nyckel={keys.edit}"):
        assert client.get(f"/panel/mote/{path}").status_code == 500
    assert caplog.text.count("Exception on /panel/mote/") == 4
    assert "/panel/mote/… [GET]" in caplog.text
    assert keys.edit not in caplog.text and keys.view not in caplog.text


@pytest.mark.parametrize("name", ["MEETINGS_MOST", "MEETING_MOST_BYTES", "MEETINGS_KEEP_DAYS"])
def test_a_setting_that_is_wrong_is_found_at_the_start(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(name, "många")
    with pytest.raises(PanelError, match=name):
        open_library(f"sqlite:///{tmp_path / 'panel.sqlite'}")
    assert list(tmp_path.iterdir()) == []


def test_a_pace_is_each_ones_own_and_forgets() -> None:
    now = [0.0]
    pace = Pace(2, 10.0, lambda: now[0])
    assert [pace.wait("a"), pace.wait("a"), pace.wait("b")] == [0.0, 0.0, 0.0]
    now[0] = 4.0
    assert pace.wait("a") == 6.0
    now[0] = 10.0
    assert [pace.wait("a"), pace.wait("a")] == [0.0, 0.0]
    assert pace.wait("a") == 10.0
    for number in range(Pace.NAMES + 5):
        pace.wait(str(number))
    assert len(pace._times) == Pace.NAMES  # however many addresses come, memory is bounded


@pytest.mark.parametrize("made", [structural, bytewise])
def test_a_damaged_save_is_refused_or_saved_and_never_crashes(
    made: Any, roomy: FlaskClient
) -> None:
    chance = random.Random(f"{made.__name__} 2027")
    keys = saved_new(roomy)
    seen = set()
    for _ in range(500 if SOAK else 40):
        data = made(chance, WHOLE.model_dump_json().encode())
        body = b'{"version": 1, "meeting": ' + data + b"}"
        for method in ("PUT", "POST"):
            answer = roomy.open("/panel/mote/spara", method=method, data=body,
                                content_type="application/json", headers=keyed(keys["edit"]),
                                environ_base={"REMOTE_ADDR": str(chance.random())})  # fmt: skip
            seen.add(answer.status_code)
            assert answer.status_code in (200, 400, 409, 422), (answer.text, body[:2000])
            found = answer.get_json()
            assert found.get("version") or found["faults"]
    assert seen >= ({200, 400} if made is structural else {400})  # both happen


def test_keys_do_not_stand_in_the_code_that_is_handed_out() -> None:
    """The shape of a key is found where one stands: the tests above can fail."""
    keys = new_keys()
    assert re.search(rb"[a-z2-7]{32}", everything(f"x {keys.edit}".encode()))
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as inner:
        inner.writestr("a/b.xml", f"<a>{keys.edit}</a>")
    assert keys.edit.encode() in everything(pack.getvalue())
