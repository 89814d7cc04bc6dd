"""A closed loop of requests: so many connections, each asking anew once it has its answer.

One thread and raw sockets, because the client runs on the machine it measures and every
microsecond it spends is missing for the server.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from statistics import median

from tests.bench.serving import HOST, Server

TIMEOUT = 60.0  # seconds without any answer


@dataclass(slots=True)
class Window:
    """What one window of load came to: answers a second, and each answer's latency in seconds."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    @property
    def p50(self) -> float:
        """The median latency in milliseconds."""
        return median(self.latencies) * 1000


def post(path: str, body: bytes) -> bytes:
    """A POST of JSON as it goes over the wire, asking for no compression."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path: str) -> bytes:
    """A GET as it goes over the wire, asking for no compression."""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def measure(server: Server, requests: list[bytes], concurrency: int, seconds: float) -> Window:
    """Ask for `requests` in turn, again and again, for `seconds`; answers under way still count.

    Raises RuntimeError for any answer but a 200.
    """
    return run(server, cycle(requests), concurrency, seconds)


def run(server: Server, requests: Iterator[bytes], concurrency: int, seconds: float) -> Window:
    """As :func:`measure`, over an iterator; ends early where it does."""
    window = Window()
    with selectors.DefaultSelector() as selector:
        began = time.perf_counter()
        for _ in range(concurrency):
            connection = socket.create_connection((HOST, server.port), TIMEOUT)
            selector.register(connection, selectors.EVENT_READ, _Exchange(connection))
        for key in list(selector.get_map().values()):
            key.data.ask(next(requests))
        while selector.get_map():
            ready = selector.select(TIMEOUT)
            if not ready:
                raise RuntimeError("no answer in time")
            for key, _ in ready:
                exchange: _Exchange = key.data
                if not exchange.receive():
                    continue
                now = time.perf_counter()
                window.latencies.append(now - exchange.asked)
                following = next(requests, None) if now - began < seconds else None
                if following is None:
                    selector.unregister(exchange.connection)
                    exchange.connection.close()
                else:
                    exchange.ask(following)
        window.seconds = time.perf_counter() - began
    return window


class _Exchange:
    """One connection and the answer that is arriving on it."""

    __slots__ = ("asked", "awaited", "connection", "head")

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.asked = 0.0
        self.head = b""
        self.awaited: int | None = None

    def ask(self, request: bytes) -> None:
        self.head, self.awaited = b"", None
        self.asked = time.perf_counter()
        self.connection.sendall(request)

    def receive(self) -> bool:
        """Take what has arrived; True once the answer is complete."""
        data = self.connection.recv(1 << 18)
        if not data:
            raise RuntimeError("the server closed the connection")
        if self.awaited is None:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = self.head[:end]
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"{self.head[:400]!r}")
            length = head.lower().index(b"content-length:") + len("content-length:")
            size = int(head[length:].split(b"\r\n", 1)[0])
            self.awaited = size - (len(self.head) - end - 4)
        else:
            self.awaited -= len(data)
        return self.awaited == 0
