"""The one client of the agencies' live services: every question to a network passes here.

``Client().fetch(Query(url))`` gives an :class:`Answer` or raises a :class:`SourceError` whose text
can be shown as it stands. All questions are read-only, POST too, so every one may be asked again.
urllib3's ``Retry`` says how often and after how long; the loop around it is ours, because then a
body that breaks off half-way counts as well, every attempt waits its turn, and one deadline holds
for attempts and waits together.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Literal
from urllib.parse import urljoin

import requests
from requests import exceptions
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, Retry
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError

from data.deadline import cut_after, watched
from data.errors import (
    SourceBroken,
    SourceError,
    SourceRefused,
    SourceTooLarge,
    SourceUnreachable,
    shortened,
)
from data.pace import Pace
from data.query import Answer, Query, check_json, own_words, same_service

__all__ = ["Answer", "Client", "Query"]

log = logging.getLogger(__name__)

PROJECT = "Omstallningspanelen"
MOST_REDIRECTS = 5
#: what is read of the body of an error
MOST_WORDS = 64 * 1024
#: what the libraries raise in the course of an exchange; ValueError for addresses
FAULTS = (requests.RequestException, HTTPError, OSError, ValueError)


class Client:
    """Asks the services, at their pace and with an end to everything.

    `timeouts` are seconds to connect and between two pieces of an answer; `deadline` seconds for
    one fetch with all its attempts, from its first turn; `longest_wait` the longest Retry-After
    that is waited out (a longer one is told instead); `pace` calls and seconds for hosts not set by
    ``client.pace.set(url, calls, seconds)``. `contact` defaults to the environment's ``CONTACT``,
    and proxies come from the environment. May be used by several threads.
    """

    def __init__(
        self,
        contact: str | None = None,
        *,
        timeouts: tuple[float, float] = (10, 60),
        deadline: float = 300,
        max_bytes: int = 64 * 1024 * 1024,
        retries: int = 4,
        backoff: float = 1,
        longest_wait: float = 60,
        pace: tuple[int, float] = (3, 1),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._timeouts, self._deadline, self._max_bytes = timeouts, deadline, max_bytes
        self._backoff, self._longest_wait = backoff, longest_wait
        self._clock, self._sleep = clock, sleep
        self._retry = Retry(retries, backoff_factor=backoff, backoff_jitter=backoff)
        self.pace = Pace(pace, clock, sleep)
        self._session = _session(os.environ.get("CONTACT", "") if contact is None else contact)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def fetch(self, query: Query, expect: Literal["json"] | None = None) -> Answer:
        """Ask one question and return the whole answer, its status 2xx, its body as it came.

        With `expect` "json" an answer that is no JSON text, such as an error page with status 200,
        is an error. Raises :class:`SourceUnreachable`, :class:`SourceRefused`,
        :class:`SourceTooLarge` or :class:`SourceBroken`.
        """
        self.pace.take_turn(query.url)
        ends = self._clock() + self._deadline
        retry = self._retry
        while True:
            try:
                answer = self._attempt(query, ends)
                if expect == "json":
                    check_json(query.asked, answer)
                return answer
            except SourceError as fault:
                retry = self._wait(retry, fault, ends)
            self.pace.take_turn(query.url)

    def _wait(self, retry: Retry, fault: SourceError, ends: float) -> Retry:
        """Wait before the next attempt, or raise `fault` when there is to be none."""
        if not fault.passing:
            raise fault
        try:
            retry = retry.increment("GET", error=fault)
        except MaxRetryError:
            raise fault from fault.__cause__
        # Retry asks anew at once after a first fault; a service in trouble deserves a pause
        seconds = retry.get_backoff_time() or self._backoff
        if isinstance(fault, SourceRefused) and fault.retry_after is not None:
            seconds = max(seconds, fault.retry_after)
            if fault.retry_after > self._longest_wait:
                raise fault
        if self._clock() + seconds >= ends:
            raise fault
        log.info("waits %.1f s and asks again: %s", seconds, fault.asked)
        self._sleep(seconds)
        return retry

    def _attempt(self, query: Query, ends: float) -> Answer:
        """Ask once, following redirects that stay with the service."""
        for _ in range(MOST_REDIRECTS):
            left = max(ends - self._clock(), 0.001)
            with self._told(query, left):
                found = self._ask(query, left)
            if isinstance(found, Answer):
                return found
            query = found
            self.pace.take_turn(query.url)
        what = ("hänvisar om och om igen.", "redirects again and again.")
        raise SourceUnreachable(query.asked, what, passing=False)

    def _ask(self, query: Query, left: float) -> Answer | Query:
        """Send `query` once; the answer, or the query that a redirect asks for instead."""
        connect, read = (min(seconds, left) for seconds in self._timeouts)
        with self._session.request(
            query.method,
            query.address,
            json=query.body,
            headers=dict(query.headers),
            timeout=(connect, read),
            allow_redirects=False,
            stream=True,
        ) as response:
            if response.is_redirect:
                return _redirected(query, response)
            if not 200 <= response.status_code < 300:
                raise self._refusal(query, response)
            if (response.raw.length_remaining or 0) > self._max_bytes:
                raise SourceTooLarge(query.asked, self._max_bytes)
            body = b"".join(_pieces(response, self._max_bytes, query.asked))
            return Answer(
                response.status_code,
                response.headers.get("Content-Type", ""),
                body,
                response.url,
                datetime.now(UTC),
                hashlib.sha256(body).hexdigest(),
            )

    def _refusal(self, query: Query, response: requests.Response) -> SourceRefused:
        """The error for an error status, with what could be read of its body."""
        body = b""
        with suppress(HTTPError, OSError, SourceTooLarge):  # half an explanation still explains
            for piece in _pieces(response, MOST_WORDS, query.asked):
                body += piece
        wait = None
        with suppress(HTTPError, ValueError, OverflowError):  # not a number and not a date
            if stated := response.headers.get("Retry-After"):
                wait = self._retry.parse_retry_after(stated)
        return SourceRefused(query.asked, response.status_code, own_words(body), body, wait)

    @contextmanager
    def _told(self, query: Query, left: float) -> Iterator[None]:
        """Cut the exchange after `left` seconds, and turn every fault into a SourceError."""
        what = (
            f"blev inte klar inom {self._deadline:g} sekunder.",
            f"was not done within {self._deadline:g} seconds.",
        )
        late = SourceUnreachable(query.asked, what, passing=False)
        with cut_after(left) as cut:
            try:
                yield
            except (SourceError, *FAULTS) as fault:
                if cut():
                    raise late from fault
                if isinstance(fault, SourceError):
                    raise
                raise _as_source_error(query.asked, fault) from fault
            if cut():  # a body that is cut can look like one that ended
                raise late


class _Adapter(HTTPAdapter):
    """Connections whose exchanges can be cut; nothing is asked again behind our back."""

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> HTTPConnectionPool:
        pool = super().get_connection_with_tls_context(*given, **named)
        if "ConnectionCls" not in vars(pool):
            pool.ConnectionCls = watched(pool.ConnectionCls)
        return pool


class _Session(requests.Session):
    """Leaves redirects to us: requests reads their whole body, however long, before it asks us."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


def _session(contact: str) -> requests.Session:
    """A session that names us and keeps neither cookies nor passwords."""
    session = _Session()
    session.mount("https://", _Adapter())
    session.mount("http://", _Adapter())
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.auth = lambda request: request  # a password in .netrc is not meant for these services
    # header values are ASCII, and a line break would end them
    who = " ".join(contact.split()).encode("ascii", "ignore").decode()
    session.headers["User-Agent"] = f"{PROJECT} ({who})" if who else PROJECT
    session.headers["Accept-Encoding"] = "gzip"
    return session


def _pieces(response: requests.Response, most: int, asked: str) -> Iterator[bytes]:
    """The unpacked body piece by piece, the last being that which makes it `most` bytes."""
    size = 0
    # read1 gives what has come: of a body that breaks off, all that came
    while piece := response.raw.read1(64 * 1024, decode_content=True):
        yield piece[: most - size]
        size += len(piece)
        if size > most:
            raise SourceTooLarge(asked, most)


def _redirected(query: Query, response: requests.Response) -> Query:
    """The query to ask instead; raises SourceRefused where it would leave the service."""
    target = urljoin(response.url, response.headers["Location"])
    # any other redirect of a POST would be asked without its body
    whole = query.method == "GET" or response.status_code in (307, 308)
    if not (whole and same_service(response.url, target)):
        words = f"hänvisar till / redirects to {target}"
        raise SourceRefused(query.asked, response.status_code, words)
    return replace(query, url=target, params=())


#: what each kind of fault says, the first that fits; any other is an answer in bad order
KINDS: dict[tuple[type[Exception], ...], tuple[str, str]] = {
    (exceptions.ProxyError,): (
        "gick inte att nå genom proxyn",
        "could not be reached through the proxy",
    ),
    (exceptions.SSLError,): (
        "har ingen godkänd säker anslutning; bakom ett nätfilter behövs REQUESTS_CA_BUNDLE",
        "has no valid secure connection; behind a web filter REQUESTS_CA_BUNDLE is needed",
    ),
    (exceptions.Timeout, ReadTimeoutError): ("svarade inte i tid", "did not answer in time"),
    (exceptions.ConnectionError,): (
        "gick inte att ansluta till eller bröt förbindelsen",
        "could not be connected to or broke off",
    ),
    (exceptions.InvalidURL, exceptions.InvalidSchema, exceptions.MissingSchema): (
        "har ingen adress som går att använda",
        "has no address that can be used",
    ),
}
#: faults that asking again does not cure
LASTING = (exceptions.SSLError, exceptions.InvalidURL, exceptions.InvalidSchema,
           exceptions.MissingSchema)  # fmt: skip


def _as_source_error(asked: str, fault: Exception) -> SourceError:
    """The error that tells people of a fault the libraries raised."""
    cause = str(getattr(fault.args[0], "reason", fault) if fault.args else fault)
    cause = f" ({shortened(cause.rpartition(': ')[2], 200)})." if cause else "."
    for kinds, (swedish, english) in KINDS.items():
        if isinstance(fault, kinds):
            what, passing = (swedish + cause, english + cause), not isinstance(fault, LASTING)
            return SourceUnreachable(asked, what, passing=passing)
    what = ("gav ett avbrutet eller förvanskat svar", "gave an answer that was cut or garbled")
    return SourceBroken(asked, (what[0] + cause, what[1] + cause), passing=True)
