"""The one client of the agencies' live services: every question asked of a network passes here.

``Client().fetch(Query(url))`` gives an :class:`Answer` or raises a :class:`SourceError` whose text
can be shown as it stands. All questions are read-only, POST too, so every one may be asked again.
urllib3's ``Retry`` says how often and after how long; the loop around it is ours, because then a
body that breaks off half-way counts as well, every attempt waits its turn, and one deadline holds
for attempts and waits together.
"""

from __future__ import annotations

import hashlib
import html
import logging
import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from threading import Lock, Timer
from typing import Any, Literal
from urllib.parse import quote, urlencode, urljoin, urlsplit

import requests
from pyrate_limiter import InMemoryBucket, Rate, RateItem
from requests import exceptions as faults
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError

from data.errors import (
    PASSING_STATUS,
    SourceBroken,
    SourceError,
    SourceRefused,
    SourceTooLarge,
    SourceUnreachable,
)

log = logging.getLogger(__name__)

PROJECT = "Omstallningspanelen"
MOST_REDIRECTS = 5
#: what we keep of an error's body
MOST_WORDS = 64 * 1024
#: windows are taken this much longer than stated: a late call and a prompt one arrive closer
MARGIN = 1.05

Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Query:
    """One read-only question: `params` may repeat a name, `body` is sent as JSON."""

    url: str
    params: tuple[tuple[str, str], ...] = ()
    method: Method = "GET"
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The full address, parameters percent-encoded."""
        if not self.params:
            return self.url
        joint = "&" if "?" in self.url else "?"
        return self.url + joint + urlencode(self.params, quote_via=quote)

    @property
    def asked(self) -> str:
        """Method and full address, as errors and ``--dry-run`` name the question."""
        return f"{self.method} {self.address}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: `body` unpacked, `url` where it came from in the end, `sha256` of `body`."""

    status: int
    content_type: str
    body: bytes
    url: str
    fetched: datetime
    sha256: str


class Client:
    """Asks the services, politely and with an end to everything.

    `timeouts` are seconds to connect and between two pieces of an answer, `deadline` seconds for
    one fetch with all its attempts, `longest_wait` the longest ``Retry-After`` that is waited out
    (a longer one is told instead), `pace` calls and seconds for hosts that :meth:`pace` does not
    name. `contact` defaults to the environment's ``CONTACT``; proxies come from the environment.
    May be used by several threads. Raises :class:`SourceError` and nothing else.
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
        self._longest_wait, self._clock, self._sleep = longest_wait, clock, sleep
        self._backoff = backoff
        self._retry = Retry(
            retries, status_forcelist=PASSING_STATUS, backoff_factor=backoff, backoff_jitter=backoff
        )
        self._pace, self._buckets, self._lock = pace, dict[str, InMemoryBucket](), Lock()
        self._session = _session(os.environ.get("CONTACT", "") if contact is None else contact)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._session.close()

    def pace(self, url: str, calls: int, seconds: float) -> None:
        """Ask the host of `url` at most `calls` times in any `seconds`, from now on.

        Raises :class:`SourceBroken` for a pace no client can keep.
        """
        if calls < 1 or not 0 < seconds <= 3600:
            figures = f"{calls} / {seconds} s"
            raise SourceBroken(
                f"GET {url}",
                (
                    f"uppger en anropstakt som inte går att följa: {figures}.",
                    f"states a pace of calls that cannot be kept: {figures}.",
                ),
            )
        self._bucket(_site(url)[1]).rates = [_rate(calls, seconds)]

    def fetch(self, query: Query, expect: Literal["json"] | None = None) -> Answer:
        """Ask one question and return the whole answer, its status 2xx and its body as sent.

        With `expect` "json" an answer that is no JSON text, such as an error page, is refused.
        Raises :class:`SourceUnreachable`, :class:`SourceRefused`, :class:`SourceTooLarge` or
        :class:`SourceBroken`.
        """
        self._take_turn(query.url)
        ends = self._clock() + self._deadline
        retry = self._retry
        while True:
            try:
                answer = self._attempt(query, ends)
            except SourceError as fault:
                retry = self._wait(retry, query, fault, ends)
                self._take_turn(query.url)
            else:
                if expect == "json":
                    _check_json(query, answer)
                return answer

    def _wait(self, retry: Retry, query: Query, fault: SourceError, ends: float) -> Retry:
        """Wait before the next attempt, or raise `fault` when there is to be none."""
        if not fault.passing:
            raise fault
        try:
            retry = retry.increment(query.method, query.address, error=fault)
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
        log.info("%s: waits %.1f s and asks again", str(fault).splitlines()[-1], seconds)
        self._sleep(seconds)
        return retry

    def _attempt(self, query: Query, ends: float) -> Answer:
        """Ask once, following redirects that stay with the service."""
        for _ in range(MOST_REDIRECTS + 1):
            left = max(ends - self._clock(), 0.001)
            with self._faults_told(query), _cut_after(left) as cut:
                try:
                    found = self._ask(query, left)
                except (requests.RequestException, HTTPError, OSError, SourceError):
                    if not cut():
                        raise
                if cut():  # what is cut can also look like a body that ended
                    raise SourceUnreachable(
                        query.asked,
                        (
                            f"blev inte klar inom {self._deadline:g} sekunder.",
                            f"was not done within {self._deadline:g} seconds.",
                        ),
                        passing=False,
                    )
            if isinstance(found, Answer):
                return found
            query = found
            self._take_turn(query.url)
        raise SourceUnreachable(
            query.asked,
            ("hänvisar runt i en ring.", "redirects in a circle."),
            passing=False,
        )

    def _ask(self, query: Query, left: float) -> Answer | Query:
        """Send `query` once; the answer, or the query that a redirect points to."""
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
            if not response.ok or response.status_code >= 300:
                raise self._refusal(query, response)
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
        parts: list[bytes] = []
        with suppress(HTTPError, OSError, SourceTooLarge):  # a torn explanation still explains
            parts.extend(())
            for part in _pieces(response, MOST_WORDS, query.asked):
                parts.append(part)
        body = b"".join(parts)
        wait = None
        if stated := response.headers.get("Retry-After"):
            with suppress(HTTPError, ValueError, OverflowError):
                wait = self._retry.parse_retry_after(stated)
        return SourceRefused(query.asked, response.status_code, _words(body), body, wait)

    @contextmanager
    def _faults_told(self, query: Query) -> Iterator[None]:
        """Turn what the libraries raise into a :class:`SourceError` that says it to people."""
        try:
            yield
        except SourceError:
            raise
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            raise self._told(query, fault) from fault

    def _told(self, query: Query, fault: Exception) -> SourceError:
        connect, read = self._timeouts
        cause = _cause(fault)
        if isinstance(fault, faults.ConnectTimeout):
            return SourceUnreachable(
                query.asked,
                (
                    f"gick inte att ansluta till inom {connect:g} sekunder.",
                    f"could not be connected to within {connect:g} seconds.",
                ),
            )
        if isinstance(fault, faults.ReadTimeout | ReadTimeoutError):
            return SourceUnreachable(
                query.asked,
                (f"teg i {read:g} sekunder.", f"was silent for {read:g} seconds."),
            )
