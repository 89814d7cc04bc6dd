"""A stand-in for the agencies' services on loopback: says what a test scripts, and nothing else.

::

    with StandIn() as service:
        service.on("/data", error(500), says(b"{}"))   # first a fault, from then on an answer
        client.fetch(Query(service.url("/data")))
    assert [call.path for call in service.calls] == ["/data", "/data"]

It is strict: an address or a method nobody scripted is answered 404 and fails the block. It listens
on a free port of 127.0.0.1, and closing the block ends its threads.
"""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

#: writes one answer, however wrong, to the handler's connection
Reply = Callable[["Handler"], None]


@dataclass(frozen=True, slots=True)
class Call:
    """One question as it arrived: path without parameters, time on the stand-in's clock."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    body: bytes
    at: float

    def json(self) -> Any:
        return json.loads(self.body)


class Handler(BaseHTTPRequestHandler):
    """Gives each call to the stand-in and lets the reply it names write the answer."""

    protocol_version = "HTTP/1.1"
    wbufsize = 64 * 1024  # head and body leave together, or the second waits for the client
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.service.hold(self.connection)

    def do_GET(self) -> None:
        service = self.server.service
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        call = Call(
            self.command,
            address.path,
            tuple(parse_qsl(address.query, keep_blank_values=True)),
            {name.lower(): value for name, value in self.headers.items()},
            body,
            service.clock(),
        )
        # whoever gave up on us has closed the connection
        with suppress(OSError):
            service.reply_to(call)(self)

    do_POST = do_GET

    def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """An answer in good order, its length stated unless the headers say otherwise."""
        self.send_response(status)
        stated = {name.lower() for name in headers}
        if not stated & {"content-length", "transfer-encoding", "connection"}:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test asks `calls`."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # they are waited for: no thread outlives the block
    service: StandIn

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients of these tests break off on purpose."""


class StandIn:
    """The service itself; `calls` holds every question that arrived, in order."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.strangers: list[str] = []
        self.stopping = threading.Event()
        #: answers what nobody scripted; None refuses it
        self.otherwise: Callable[[Call], Reply] | None = None
        self._script: dict[tuple[str, str], list[Reply]] = {}
        self._limit: tuple[int, float] | None = None
        self._passed: list[float] = []
        self._lock = threading.Lock()
        self.held: list[socket.socket] = []

    def __enter__(self) -> StandIn:
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.service = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        with self._lock:
            for connection in self.held:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self._server.server_close()
        self._thread.join()
        if kind is None:
            assert not self.strangers, f"nobody scripted {self.strangers}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        """The full address of a path."""
        return f"http://{self.host}{path}"

    def on(self, path: str, *replies: Reply, method: str = "GET") -> None:
        """Answer `path` with each reply in turn, and with the last of them from then on."""
        assert replies
        self._script[method, path] = list(replies)

    def limit(self, calls: int, seconds: float) -> None:
        """Answer 429 with Retry-After to a call that is one too many in a sliding window."""
        self._limit = (calls, seconds)

    def reply_to(self, call: Call) -> Reply:
        """Note the call and choose its reply."""
        with self._lock:
            self.calls.append(call)
            wait = self._must_wait(call.at)
            if wait:
                return error(429, b"Too many requests", "text/plain", {"Retry-After": f"{wait}"})
            replies = self._script.get((call.method, call.path))
            if not replies and self.otherwise is not None:
                return self.otherwise(call)
            if not replies:
                self.strangers.append(f"{call.method} {call.path}")
                return error(404, b"nobody scripted this address", "text/plain")
            return replies.pop(0) if len(replies) > 1 else replies[0]

    def _must_wait(self, now: float) -> int:
        if self._limit is None:
            return 0
        calls, seconds = self._limit
        self._passed = [at for at in self._passed if at > now - seconds]
        if len(self._passed) < calls:
            self._passed.append(now)
            return 0
        return int(self._passed[0] + seconds - now) + 1

    def hold(self, connection: socket.socket) -> None:
        """Remember a connection, to end it with the block."""
        with self._lock:
            self.held.append(connection)


# --- answers in good order -------------------------------------------------------------------


def says(
    body: bytes,
    content_type: str = "application/json; charset=utf-8",
    headers: dict[str, str] | None = None,
    status: int = 200,
) -> Reply:
    """An answer with its length stated."""
    return lambda handler: handler.send(
        status, {"Content-Type": content_type} | (headers or {}), body
    )


def error(
    status: int,
    body: bytes = b'{"title":"made up"}',
    content_type: str = "application/problem+json",
    headers: dict[str, str] | None = None,
) -> Reply:
    """An error status with a body."""
    return says(body, content_type, headers, status)


def redirects(to: str, status: int = 302) -> Reply:
    """A redirect to an address."""
    return says(b"", "text/plain", {"Location": to}, status)


def zipped(body: bytes) -> Reply:
    """An answer in gzip, as every service sends when it may."""
    return says(gzip.compress(body), headers={"Content-Encoding": "gzip"})


def bomb(megabytes: int) -> Reply:
    """A small answer that unpacks to many megabytes of spaces."""
    return zipped(b" " * megabytes * 1024 * 1024)


def chunked(*parts: bytes, whole: bool = True, content_type: str = "application/json") -> Reply:
    """An answer in chunks; without `whole` the connection ends before the last, empty one."""

    def reply(handler: Handler) -> None:
        pieces = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
        headers = {"Content-Type": content_type, "Transfer-Encoding": "chunked"}
        handler.send(200, headers, pieces + (b"0\r\n\r\n" if whole else b""))
        handler.close_connection |= not whole

    return reply


# --- answers that are not ----------------------------------------------------------------------


def cut(body: bytes, missing: int = 10, headers: dict[str, str] | None = None) -> Reply:
    """An answer whose stated length is longer than what comes."""

    def reply(handler: Handler) -> None:
        length = {"Content-Type": "application/json", "Content-Length": str(len(body) + missing)}
        handler.send(200, length | (headers or {}), body)
        handler.close_connection = True

    return reply


def ends(body: bytes, headers: dict[str, str] | None = None) -> Reply:
    """An answer without a length, which ends where the connection does."""

    def reply(handler: Handler) -> None:
        given = {"Content-Type": "application/json", "Connection": "close"}
        handler.send(200, given | (headers or {}), body)

    return reply


def raw(*pieces: bytes, pause: float = 0) -> Reply:
    """Bytes as they are, a pause before each but the first; then the connection ends."""

    def reply(handler: Handler) -> None:
        handler.close_connection = True
        for number, piece in enumerate(pieces):
            if number and handler.server.service.stopping.wait(pause):
                return
            handler.wfile.write(piece)
            handler.wfile.flush()

    return reply


def drips(start: bytes, drop: bytes, pause: float = 0.02) -> Reply:
    """A start and then a drop now and then, for as long as anyone listens."""

    def reply(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(start)
        while not handler.server.service.stopping.wait(pause):
            handler.wfile.write(drop)
            handler.wfile.flush()

    return reply


def silent() -> Reply:
    """No answer at all, for as long as the stand-in lives."""
    return drips(b"", b"", 3600)


def resets(start: bytes = b"") -> Reply:
    """The connection is reset, after `start`."""

    def reply(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(start)
        handler.wfile.flush()
        at_once = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        # the handler's files would keep the socket open
        socket.close(handler.connection.detach())

    return reply
