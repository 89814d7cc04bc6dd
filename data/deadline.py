"""An end to every exchange: the connection in use is cut when its time is up.

A timeout on a socket starts anew with each byte, so a service that sends one byte now and then
could keep us for days. Here a timer shuts the socket instead; the one who reads from it then finds
it closed.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from threading import Timer
from typing import Any


class _Cut:
    """What one exchange reads from, and whether it was cut."""

    def __init__(self) -> None:
        self.sock: socket.socket | None = None
        self.done = False

    def use(self, sock: socket.socket | None) -> None:
        self.sock = sock
        if self.done:  # the time ran out while the connection was being made
            self.now()

    def now(self) -> None:
        self.done = True
        if self.sock is not None:
            with suppress(OSError):  # closed meanwhile
                self.sock.shutdown(socket.SHUT_RDWR)


_exchange: ContextVar[_Cut | None] = ContextVar("_exchange", default=None)


@contextmanager
def cut_after(seconds: float) -> Iterator[Callable[[], bool]]:
    """Cut what is read within this block after `seconds`; gives a function telling whether it was.

    Only connections of a class from :func:`watched` are cut.
    """
    cut = _Cut()
    timer = Timer(seconds, cut.now)
    timer.daemon = True
    before = _exchange.set(cut)
    timer.start()
    try:
        yield lambda: cut.done
    finally:
        timer.cancel()
        _exchange.reset(before)


@cache
def watched(connection: type[Any]) -> type[Any]:
    """A class of connections like `connection` (``http.client`` or urllib3) that can be cut."""

    class Watched(connection):  # type: ignore[misc]
        def getresponse(self, *arguments: Any, **named: Any) -> Any:
            exchange = _exchange.get()
            if exchange is not None:
                exchange.use(self.sock)
            return super().getresponse(*arguments, **named)

    return Watched
