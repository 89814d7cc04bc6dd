"""The one client against a service that does everything a service can do wrong."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import random
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from data.errors import (
    SourceBroken,
    SourceError,
    SourceRefused,
    SourceTooLarge,
    SourceUnreachable,
)
from data.http import Client, Query
from data.query import own_words, same_service
from tests.conftest import SOAK
from tests.data.standin import (
    Reply,
    StandIn,
    bomb,
    chunked,
    cut,
    drips,
    ends,
    error,
    raw,
    redirects,
    resets,
    says,
    silent,
    zipped,
)

ANSWER = b'{"value": [1, 2, 3]}'
#: longer than any test should take, shorter than anyone would wait
HANG = 600.0 if SOAK else 20.0


@dataclass
class Clock:
    """A clock that stands still until someone sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def nothing_hangs() -> Iterator[None]:
    started = time.monotonic()
    yield
    gc.collect(1)  # a connection left open warns here, and not in a later test
    assert time.monotonic() - started < HANG


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(clock: Clock) -> Iterator[StandIn]:
    with StandIn(clock) as standin:
        yield standin


def client_on(clock: Clock, **changes: Any) -> Client:
    given: dict[str, Any] = {
        "timeouts": (2, 5), "deadline": 100, "retries": 2, "pace": (1000, 1),
        "clock": clock, "sleep": clock.sleep,
    }  # fmt: skip
    return Client(**given | changes)


@pytest.fixture
def client(clock: Clock) -> Iterator[Client]:
    with client_on(clock) as client:
        yield client


def assert_told(fault: SourceError, asked: str) -> None:
    """The text is whole: what happened, what stands, what to do, in both languages."""
    swedish, english, question = str(fault).splitlines()
    assert "De siffror som redan hämtats står kvar." in swedish
    assert "The figures fetched earlier remain." in english
    host = asked.split("/")[2].split(":")[0]
    assert swedish.startswith(host) and english.startswith(host)
    assert swedish.endswith(".") and english.endswith(".")
    assert question == f"Frågan / the question: {asked}"
    assert fault.asked == asked


# --- what is asked and answered --------------------------------------------------------------


def test_an_answer_comes_whole_with_its_hash_and_time(service: StandIn, client: Client) -> None:
    service.on("/data", says(ANSWER))
    before = datetime.now(UTC)
    answer = client.fetch(Query(service.url("/data")), expect="json")
    assert (answer.status, answer.body) == (200, ANSWER)
    assert answer.content_type == "application/json; charset=utf-8"
    assert answer.url == service.url("/data")
    assert answer.sha256 == hashlib.sha256(ANSWER).hexdigest()
    assert before <= answer.fetched <= datetime.now(UTC)
    assert answer.fetched.tzinfo is not None


def test_parameters_are_encoded_and_may_repeat(service: StandIn, client: Client) -> None:
    service.on("/data", says(ANSWER))
    given = (("geo", "SE31"), ("geo", "SE"), ("valueCodes[Tid]", "top(5)"), ("q", "län & år"))
    query = Query(service.url("/data"), given)
    client.fetch(query)
    assert service.calls[0].params == given
    assert query.address.endswith("?geo=SE31&geo=SE&valueCodes%5BTid%5D=top%285%29"
                                  "&q=l%C3%A4n%20%26%20%C3%A5r")  # fmt: skip


def test_a_path_with_spaces_and_swedish_letters_is_encoded(
    service: StandIn, client: Client
) -> None:
    service.on("/Nystartade%20f%C3%B6retag/", says(ANSWER))
    client.fetch(Query(service.url("/Nystartade företag/")))


def test_a_query_in_the_body_is_sent_as_json(service: StandIn, client: Client) -> None:
    service.on("/data", says(ANSWER), method="POST")
    body = {"query": [{"code": "Region", "selection": {"values": ["20"]}}]}
    client.fetch(Query(service.url("/data"), (("lang", "sv"),), "POST", body, (("X-A", "b"),)))
    call = service.calls[0]
    assert call.json() == body
    assert call.params == (("lang", "sv"),)
    assert call.headers["content-type"] == "application/json"
    assert call.headers["x-a"] == "b"


def test_the_service_learns_who_asks(
    service: StandIn, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.on("/", says(ANSWER))
    monkeypatch.setenv("CONTACT", "panelen@region.example\r\nX-Evil: 1 åäö")
    with client_on(clock) as named:
        monkeypatch.delenv("CONTACT")
        named.fetch(Query(service.url("/")))
    with client_on(clock) as unnamed:
        unnamed.fetch(Query(service.url("/")))
    first, second = (call.headers for call in service.calls)
    assert first["user-agent"] == "Omstallningspanelen (panelen@region.example X-Evil: 1 )"
    assert "x-evil" not in first
    assert second["user-agent"] == "Omstallningspanelen"
    assert first["accept-encoding"] == "gzip"


def test_one_connection_serves_many_questions(service: StandIn, client: Client) -> None:
    service.on("/", says(ANSWER), error(404), chunked(ANSWER), zipped(ANSWER), says(ANSWER))
    for _ in range(5):
        try:
            client.fetch(Query(service.url("/")))
        except SourceRefused as fault:
            assert fault.status == 404
    assert len(service.held) == 1


def test_no_cookie_and_no_password_is_kept(
    service: StandIn, client: Client, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    service.on("/", says(ANSWER, headers={"Set-Cookie": "a=b; Path=/"}))
    client.fetch(Query(service.url("/")))
    client.fetch(Query(service.url("/")))
    assert not {"cookie", "authorization"} & set(service.calls[1].headers)


@pytest.mark.parametrize(
    "reply",
    [
        zipped(ANSWER),
        chunked(ANSWER[:5], ANSWER[5:]),
        ends(ANSWER),
        raw(b"HTTP/1.1 200 OK\r\n\r\n", ANSWER, pause=0.01),
    ],
)
def test_every_way_of_sending_gives_the_same_body(
    service: StandIn, client: Client, reply: Reply
) -> None:
    service.on("/", reply)
    assert client.fetch(Query(service.url("/")), expect="json").body == ANSWER


def test_proxies_come_from_the_environment(
    service: StandIn, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", service.url(""))
    service.on("/data", says(ANSWER))
    client.fetch(Query("http://statistik.example/data"))
    assert service.calls[0].headers["host"] == "statistik.example"


# --- asking again ----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "fault",
    [*(error(status) for status in (429, 500, 502, 503, 504)), resets(), resets(b"HTTP/1.1 200"),
     cut(ANSWER), chunked(ANSWER, whole=False), raw(b""), raw(b"nonsense\r\n\r\n"),
     says(b"no gzip at all", headers={"Content-Encoding": "gzip"})],
)  # fmt: skip
def test_what_passes_is_asked_again(
    service: StandIn, client: Client, clock: Clock, fault: Reply, method: Any
) -> None:
    service.on("/", fault, fault, says(ANSWER), method=method)
    assert client.fetch(Query(service.url("/"), method=method)).body == ANSWER
    assert len(service.calls) == 3
    assert 1 <= clock.slept[0] <= 2 and 2 <= clock.slept[1] <= 3  # doubles, with jitter


def test_waits_double_and_differ(service: StandIn, clock: Clock) -> None:
    service.on("/", error(500))
    series = []
    for _ in range(3):
        clock.slept.clear()
        with client_on(clock, retries=5) as client, pytest.raises(SourceRefused):
            client.fetch(Query(service.url("/")))
        series.append(tuple(clock.slept))
        for wait, base in zip(clock.slept, (1, 2, 4, 8, 16), strict=True):
            assert base <= wait <= base + 1
    assert len(set(series)) == 3


def test_a_storm_that_does_not_end_is_told(service: StandIn, client: Client) -> None:
    service.on("/", error(503, b"<html><title>Underh\xc3\xa5ll p\xc3\xa5g&aring;r</title>"))
    with pytest.raises(SourceRefused) as caught:
        client.fetch(Query(service.url("/")))
    assert len(service.calls) == 3
    assert caught.value.status == 503 and caught.value.passing
    assert "svarade med fel 503: Underhåll pågår." in str(caught.value)
    assert "tillfälligt; försök igen" in str(caught.value)
    assert_told(caught.value, "GET " + service.url("/"))


def in_seconds(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("stated, least, most", [("7", 7, 7), (40, 10, 41), (-40, 1, 2),
                                                 ("soon", 1, 2), ("-5", 1, 2),
                                                 ("9" * 5000, 1, 2)])  # fmt: skip
def test_retry_after_is_obeyed(
    service: StandIn, client: Client, clock: Clock, stated: str | int, least: float, most: float
) -> None:
    if isinstance(stated, int):  # a date, so many seconds from now
        stated = in_seconds(stated)
    service.on("/", error(429, headers={"Retry-After": stated}), says(ANSWER))
    client.fetch(Query(service.url("/")))
    assert len(clock.slept) == 1 and least <= clock.slept[0] <= most


def test_a_wait_longer_than_we_wait_is_told(service: StandIn, client: Client, clock: Clock) -> None:
    service.on("/", error(429, b"Slow down", "text/plain", {"Retry-After": "3600"}))
    with pytest.raises(SourceRefused, match="ber oss vänta 3600 sekunder") as caught:
        client.fetch(Query(service.url("/")))
    assert clock.slept == [] and len(service.calls) == 1
    assert caught.value.retry_after == 3600
    assert_told(caught.value, "GET " + service.url("/"))


def test_the_deadline_holds_for_waits_too(service: StandIn, clock: Clock) -> None:
    service.on("/", error(503, headers={"Retry-After": "30"}))
    with client_on(clock, retries=50) as client, pytest.raises(SourceRefused):
        client.fetch(Query(service.url("/")))
    assert sum(clock.slept) <= 100
    assert len(service.calls) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 418, 501, 304, 300])
def test_what_is_refused_is_not_asked_again(service: StandIn, client: Client, status: int) -> None:
    body = b'{"type":"Parameter error","title":"Non-existent variable","status":400}'
    service.on("/", error(status, body if status != 304 else b""))
    with pytest.raises(SourceRefused) as caught:
        client.fetch(Query(service.url("/")))
    assert len(service.calls) == 1
    assert caught.value.status == status and not caught.value.passing
    if status != 304:
        assert caught.value.body == body
        assert json.loads(caught.value.words)["title"] == "Non-existent variable"
        assert "Non-existent variable" in str(caught.value)
    assert "jämför datasetets fil" in str(caught.value)
    assert_told(caught.value, "GET " + service.url("/"))


@pytest.mark.parametrize("body", [cut(b"x" * 50), chunked(b"x" * 50, whole=False)])
def test_half_an_explanation_still_explains(service: StandIn, client: Client, body: Reply) -> None:
    def refuses(handler: Any) -> None:
        usual = handler.send
        handler.send = lambda status, headers, body: usual(400, headers, body)
        body(handler)

    service.on("/", refuses)
    with pytest.raises(SourceRefused, match="fel 400: " + "x" * 50):
        client.fetch(Query(service.url("/")))


def test_a_long_explanation_is_kept_in_part(service: StandIn, client: Client) -> None:
    service.on("/", chunked(*[b"\x1b[31mx \xc3\xa5" * 1000] * 100), error(400, b"x" * 10**6))
    client.fetch(Query(service.url("/")))
    with pytest.raises(SourceRefused) as caught:
        client.fetch(Query(service.url("/")))
    assert len(caught.value.body) <= 64 * 1024
    assert len(str(caught.value)) < 2500


# --- no answer -------------------------------------------------------------------------------


def test_a_service_that_is_not_there(client: Client, clock: Clock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    with pytest.raises(SourceUnreachable, match=r"Connection refused|10061") as caught:
        client.fetch(Query(address))
    assert len(clock.slept) == 2
    assert_told(caught.value, "GET " + address)


def test_a_name_nobody_knows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(SourceUnreachable, match="Name or service not known") as caught:
        client.fetch(Query("https://nowhere.example/a"))
    assert_told(caught.value, "GET https://nowhere.example/a")


def test_a_proxy_that_is_not_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://user:secret@127.0.0.1:{closed.getsockname()[1]}"
    monkeypatch.setenv("HTTPS_PROXY", address)
    with pytest.raises(SourceUnreachable, match="genom proxyn") as caught:
        client.fetch(Query("https://statistik.example/"))
    assert "secret" not in str(caught.value)
    assert_told(caught.value, "GET https://statistik.example/")


def test_a_connection_that_is_not_secure(service: StandIn, client: Client) -> None:
    service.on("/", says(ANSWER))
    address = f"https://{service.host}/"
    with pytest.raises(SourceUnreachable, match="REQUESTS_CA_BUNDLE") as caught:
        client.fetch(Query(address))
    assert_told(caught.value, "GET " + address)


@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1/", "data", "http://", "http://[::1", "http://a b/", "file:///etc",
                "http://127.0.0.1:99999/", "http://" + "a" * 300 + ".example/", "http://\udcff/"]
)  # fmt: skip
def test_an_address_that_is_none(client: Client, address: str) -> None:
    with pytest.raises(SourceError) as caught:
        client.fetch(Query(address))
    swedish, english, _ = str(caught.value).splitlines()
    assert "står kvar" in swedish and "remain" in english


@pytest.mark.parametrize("reply", [silent(), cut(b"[1,")])
def test_silence_is_given_up(service: StandIn, clock: Clock, reply: Reply) -> None:
    def stays_open(handler: Any) -> None:
        reply(handler)
        handler.server.service.stopping.wait()

    service.on("/", stays_open)
    given_up = pytest.raises(SourceUnreachable, match="svarade inte i tid")
    with client_on(clock, timeouts=(2, 0.2), retries=1) as client, given_up as caught:
        client.fetch(Query(service.url("/")))
    assert len(clock.slept) == 1
    assert_told(caught.value, "GET " + service.url("/"))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "reply",
    [
        drips(b"", b"x"),
        drips(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.06),
        drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drips(HEAD + b"\r\n[", b" "),
        drips(HEAD + b"Content-Length: 100000\r\n\r\n[", b" "),
        drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
        drips(HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
        drips(b"HTTP/1.1 503 No\r\nContent-Length: 100000\r\n\r\n", b"x"),
    ],
)
def test_an_answer_that_drips_ends_at_the_deadline(service: StandIn, reply: Reply) -> None:
    service.on("/", reply)
    with Client(deadline=0.5, timeouts=(2, 5), pace=(100, 1)) as client:
        started = time.monotonic()
        with pytest.raises(SourceUnreachable, match=r"inte klar inom 0\.5 sekunder") as caught:
            client.fetch(Query(service.url("/")))
    assert 0.4 < time.monotonic() - started < 5
    assert_told(caught.value, "GET " + service.url("/"))


def test_the_deadline_leaves_later_questions_alone(service: StandIn) -> None:
    service.on("/", says(ANSWER))
    with Client(deadline=1, pace=(100, 1)) as client:
        for _ in range(5):
            client.fetch(Query(service.url("/")))
            time.sleep(0.3)
    assert len(service.calls) == 5 and len(service.held) == 1
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):  # cancelled just now
            thread.join(0.5)
            assert not thread.is_alive()


# --- too much, and something else ------------------------------------------------------------


@pytest.mark.parametrize("reply", [says(b"x" * 3000), chunked(*[b"x" * 100] * 30),
                                   ends(b"x" * 3000), zipped(b"x" * 3000), bomb(50)])  # fmt: skip
def test_too_much_is_not_read(service: StandIn, clock: Clock, reply: Reply) -> None:
    service.on("/", reply)
    with client_on(clock, max_bytes=2000) as client, pytest.raises(SourceTooLarge) as caught:
        client.fetch(Query(service.url("/")))
    assert len(service.calls) == 1
    assert caught.value.limit == 2000
    assert_told(caught.value, "GET " + service.url("/"))


@pytest.mark.parametrize("reply", [says(b"x" * 2000), zipped(b"x" * 2000), ends(b"x" * 2000)])
def test_as_much_as_is_allowed_is_read(service: StandIn, clock: Clock, reply: Reply) -> None:
    service.on("/", reply)
    with client_on(clock, max_bytes=2000) as client:
        assert len(client.fetch(Query(service.url("/"))).body) == 2000


def test_a_body_without_end_is_left(service: StandIn, clock: Clock) -> None:
    endless = drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + b"x" * 16384
                    + b"\r\n", 0.001)  # fmt: skip
    service.on("/", endless)
    with client_on(clock, max_bytes=10**6) as client, pytest.raises(SourceTooLarge):
        client.fetch(Query(service.url("/")))


@pytest.mark.parametrize("reply", [cut(ANSWER), chunked(ANSWER, whole=False),
                                   says(b"no gzip", headers={"Content-Encoding": "gzip"}),
                                   cut(gzip.compress(ANSWER), 5, {"Content-Encoding": "gzip"}),
                                   raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
                                   resets(HEAD + b"Content-Length: 50\r\n\r\n[")])  # fmt: skip
def test_a_broken_answer_is_told(service: StandIn, client: Client, reply: Reply) -> None:
    service.on("/", reply)
    with pytest.raises(SourceBroken, match="avbrutet eller förvanskat") as caught:
        client.fetch(Query(service.url("/")))
    assert len(service.calls) == 3
    assert_told(caught.value, "GET " + service.url("/"))


PAGE = b"<!DOCTYPE html><html><head><title>\n Tj\xc3\xa4nsten &auml;r st\xc3\xa4ngd </title>"


@pytest.mark.parametrize(
    "reply, said",
    [
        (says(PAGE, "text/html; charset=utf-8"), "charset=utf-8): ”Tjänsten är stängd”."),
        (says(PAGE), "“Tjänsten är stängd”."),
        (says("<p>Stängt<br>i dag</p>".encode("latin-1"), "text/html"), "”Stängt i dag”."),
        (says(b"", "application/json"), "(application/json): tomt."),
        (says(b"key,value\n1,2\n", "text/csv"), "(text/csv): ”key,value 1,2”."),
        (ends(ANSWER[:-3]), '”{"value": [1, 2,”.'),
        (ends(gzip.compress(b'{"value": [' + b"1, " * 500 + b"1]}")[:-20],
              {"Content-Encoding": "gzip"}), '{"value": ['),
        (says(b"\x00\x01\x02\xff{}", "image/png"), "image/png"),
        (error(204, b"", "text/plain"), "text/plain"),
    ],
)  # fmt: skip
def test_something_else_than_json_is_told(
    service: StandIn, client: Client, reply: Reply, said: str
) -> None:
    service.on("/", reply)
    with pytest.raises(SourceBroken) as caught:
        client.fetch(Query(service.url("/")), expect="json")
    assert said in str(caught.value)
    assert "something other than JSON" in str(caught.value)
    assert len(service.calls) == 1
    assert_told(caught.value, "GET " + service.url("/"))


@pytest.mark.parametrize("body", [ANSWER, b"\xef\xbb\xbf[]\r\n", b" \n{} "])
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/octet-stream"])
def test_json_is_json_whatever_its_type_says(
    service: StandIn, client: Client, body: bytes, kind: str
) -> None:
    service.on("/", says(body, kind))
    assert client.fetch(Query(service.url("/")), expect="json").body == body


@pytest.mark.parametrize("body, words", [(b"", ""), (b"plain", "plain"), (b"\xff\xe5", "ÿå"),
                                         ("kort å".encode()[:-1], "kort"), (PAGE, PAGE),
                                         (b"<title" * 5000, None)])  # fmt: skip
def test_words_are_found_in_any_body(body: bytes, words: Any) -> None:
    found = own_words(body)
    assert words is None or found == ("Tjänsten är stängd" if words == PAGE else words)


WHOLE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLocation: /\r\nRetry-After: 1\r\n"
    b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
) + b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(ANSWER)), gzip.compress(ANSWER))


def mangled(chance: random.Random) -> bytes:
    """A whole answer with some bytes changed, taken away, doubled or put elsewhere."""
    answer = bytearray(WHOLE)
    answer[9:12] = chance.choice([b"200", b"200", b"302", b"429", b"404", b"100", b"999"])
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(answer)), chance.randint(1, 30)
        part = bytes(answer[at : at + length])
        other = bytes(chance.choice(b"\r\n\0 :;,0aF9\xff\xe5") for _ in range(length))
        answer[at : at + length] = chance.choice([b"", part * 2, other, part[::-1], part[:1]])
    return bytes(answer)


def test_any_bytes_give_an_answer_or_an_error_that_is_ours(service: StandIn, clock: Clock) -> None:
    chance = random.Random(None if SOAK else 3)
    with client_on(clock, timeouts=(2, 1), retries=0) as client:
        for _ in range(5000 if SOAK else 300):
            service.on("/", raw(answer := mangled(chance)))
            service.strangers.clear()  # a mangled Location points anywhere
            try:
                client.fetch(Query(service.url("/")), expect="json")
            except SourceError as fault:
                assert len(str(fault).splitlines()) == 3, answer
    service.strangers.clear()


# --- redirects -------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("absolute", [False, True])
def test_a_redirect_within_the_service_is_followed(
    service: StandIn, client: Client, status: int, absolute: bool
) -> None:
    to = "/new?lang=sv"
    service.on("/old", redirects(service.url(to) if absolute else to, status))
    service.on("/new", says(ANSWER))
    answer = client.fetch(Query(service.url("/old"), (("a", "b"),)))
    assert answer.url == service.url("/new?lang=sv")
    assert service.calls[1].params == (("lang", "sv"),)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_query_keeps_its_body_or_is_refused(
    service: StandIn, client: Client, status: int
) -> None:
    service.on("/old", redirects("/new", status), method="POST")
    service.on("/new", says(ANSWER), method="POST")
    query = Query(service.url("/old"), method="POST", body={"a": 1})
    if status in (307, 308):
        assert client.fetch(query).body == ANSWER
        assert service.calls[1].json() == {"a": 1}
    else:
        with pytest.raises(SourceRefused):
            client.fetch(query)
        assert len(service.calls) == 1


@pytest.mark.parametrize("to", ["https://127.0.0.1/", "http://localhost:{port}/", "ftp://a/",
                                "http://127.0.0.2/", "file:///etc/passwd", "//evil.example/",
                                "http://127.0.0.1:1/"])  # fmt: skip
def test_a_redirect_elsewhere_is_refused(service: StandIn, client: Client, to: str) -> None:
    to = to.replace("{port}", service.host.split(":")[1])
    service.on("/", redirects(to))
    with pytest.raises(SourceRefused) as caught:
        client.fetch(Query(service.url("/")))
    assert caught.value.status == 302 and "redirects to" in caught.value.words
    assert len(service.calls) == 1
    assert_told(caught.value, "GET " + service.url("/"))


@pytest.mark.parametrize("to", ["http://[bad", "\xff\xfe", "http://127.0.0.1:port/", "http://%"])
def test_a_redirect_to_nowhere_is_told(service: StandIn, client: Client, to: str) -> None:
    service.on("/", redirects(to))
    service.on("/%FF%FE", error(404))
    service.on("/%C3%BF%C3%BE", error(404))
    with pytest.raises(SourceError) as caught:
        client.fetch(Query(service.url("/")))
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize(
    "body", [drips(b"", b"x" * 1000, 0.001), raw(gzip.compress(b" " * 50 * 1024 * 1024)), resets()]
)
def test_the_body_of_a_redirect_is_not_read(service: StandIn, client: Client, body: Reply) -> None:
    def reply(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /new\r\n"
                            b"Content-Encoding: gzip\r\n\r\n")  # fmt: skip
        body(handler)

    service.on("/old", reply)
    service.on("/new", says(ANSWER))
    assert client.fetch(Query(service.url("/old"))).body == ANSWER


def test_a_circle_of_redirects_ends(service: StandIn, client: Client) -> None:
    service.on("/a", redirects("/b"))
    service.on("/b", redirects("/a"))
    with pytest.raises(SourceUnreachable, match="om och om igen") as caught:
        client.fetch(Query(service.url("/a")))
    assert len(service.calls) == 5
    assert_told(caught.value, "GET " + service.url("/b"))


@pytest.mark.parametrize(
    "here, there, same",
    [
        ("https://api.scb.se/a", "https://www.scb.se/b", True),
        ("https://api.scb.se/a", "https://api.scb.se:443/a", True),
        ("https://API.scb.se/a", "https://api.SCB.se/a", True),
        ("https://api.scb.se/a", "http://api.scb.se/a", False),
        ("http://api.scb.se/a", "https://api.scb.se/a", False),
        ("https://api.scb.se/a", "https://api.scb.se:8443/a", False),
        ("https://api.scb.se/a", "https://evilscb.se/a", False),
        ("https://api.scb.se/a", "https://scb.se.evil.example/a", False),
        ("https://api.scb.se/a", "https://api.scb.se@evil.example/a", False),
        ("https://10.0.0.1/", "https://11.9.0.1/", False),
        ("https://[::1]/", "https://[::2]/", False),
        ("http://api.scb.se/", "http://www.scb.se/", False),
        ("https://localhost/", "https:///", False),
    ],
)
def test_what_belongs_to_the_same_service(here: str, there: str, same: bool) -> None:
    assert same_service(here, there) is same


# --- pace ------------------------------------------------------------------------------------


def most_in_a_window(times: list[float], seconds: float) -> int:
    return max(sum(start <= at <= start + seconds for at in times) for start in times)


@pytest.mark.parametrize("calls, seconds", [(3, 1.0), (30, 10.0), (1, 0.5)])
def test_the_pace_is_kept_and_used(
    service: StandIn, clock: Clock, calls: int, seconds: float
) -> None:
    service.on("/", says(ANSWER))
    service.limit(calls, seconds)
    with client_on(clock, pace=(calls, seconds)) as client:
        for _ in range(calls * 4):
            client.fetch(Query(service.url("/")))
    times = [call.at for call in service.calls]
    assert len(times) == calls * 4  # none was refused
    assert most_in_a_window(times, seconds) == calls
    assert times[-1] - times[0] <= 3 * seconds / 0.9  # at least 90 % of what is permitted


def test_attempts_and_redirects_are_calls_too(service: StandIn, clock: Clock) -> None:
    service.on("/a", redirects("/b"), error(500), cut(ANSWER), redirects("/b"))
    service.on("/b", error(502), says(ANSWER))
    with client_on(clock, pace=(2, 60), retries=4, deadline=10_000) as client:
        client.fetch(Query(service.url("/a")))
    times = [call.at for call in service.calls]
    assert len(times) == 6
    assert most_in_a_window(times, 60) == 2


def test_a_service_may_state_its_own_pace(service: StandIn, clock: Clock, client: Client) -> None:
    service.on("/", says(ANSWER))
    service.limit(2, 10)
    client.pace.set(service.url("/config"), 2, 10)
    for _ in range(6):
        client.fetch(Query(service.url("/")))
    assert len(service.calls) == 6  # none was refused
    assert most_in_a_window([call.at for call in service.calls], 10) == 2


def test_a_new_pace_counts_the_calls_before_it(
    service: StandIn, clock: Clock, client: Client
) -> None:
    service.on("/", says(ANSWER))
    client.fetch(Query(service.url("/")))
    client.pace.set(service.url("/"), 1, 10)
    client.fetch(Query(service.url("/")))
    assert service.calls[1].at - service.calls[0].at >= 10


def test_each_host_has_its_own_pace(service: StandIn, clock: Clock, client: Client) -> None:
    with StandIn(clock) as other:
        for one in (service, other):
            one.on("/", says(ANSWER))
            client.pace.set(one.url("/"), 1, 100)
        client.fetch(Query(service.url("/")))
        client.fetch(Query(other.url("/")))
    assert clock.slept == []


@pytest.mark.parametrize("calls, seconds", [(0, 1), (-1, 1), (1, 0), (1, -1), (1, 10**9),
                                            (1, float("nan")), (1, float("inf"))])  # fmt: skip
def test_a_pace_nobody_can_keep_is_refused(client: Client, calls: int, seconds: float) -> None:
    with pytest.raises(SourceBroken, match="anropstakt") as caught:
        client.pace.set("https://api.scb.se/config", calls, seconds)
    assert_told(caught.value, "GET https://api.scb.se/config")


def test_a_limit_stricter_than_stated_is_obeyed(
    service: StandIn, clock: Clock, client: Client
) -> None:
    service.on("/", says(ANSWER))
    service.limit(2, 5)
    for _ in range(6):
        client.fetch(Query(service.url("/")))
    refused = len(service.calls) - 6
    assert 2 <= refused <= 4


def test_threads_share_one_pace(service: StandIn) -> None:
    service.on("/", says(ANSWER))
    service.clock = time.monotonic
    started = time.monotonic()
    with Client(pace=(5, 0.2)) as client:
        asking = [threading.Thread(target=client.fetch, args=(Query(service.url("/")),))
                  for _ in range(15)]  # fmt: skip
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join(HANG)
    assert len(service.calls) == 15
    assert max(call.at for call in service.calls) - started >= 0.4  # the third window
