"""How often each host is asked: never more calls in a window than its service permits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from pyrate_limiter import InMemoryBucket, Rate, RateItem

from data.errors import SourceBroken

#: windows are taken this much longer than stated: a call that was late on its way and the prompt
#: ones after it arrive closer together than they were sent
MARGIN = 1.05
#: no service we know states a longer window; one that does is wrong rather than patient
LONGEST_WINDOW = 3600.0


class Pace:
    """Lets a call pass when its host permits one more, each host by itself.

    `usual` is calls and seconds for hosts that :meth:`set` does not name. May be used by several
    threads. Windows slide: no stretch of that many seconds ever holds more calls.
    """

    def __init__(
        self,
        usual: tuple[int, float],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._usual, self._clock, self._sleep = usual, clock, sleep
        self._buckets: dict[str, InMemoryBucket] = {}

    def set(self, url: str, calls: int, seconds: float) -> None:
        """Hold the host of `url` to `calls` in any `seconds` from now on; earlier calls count.

        Raises :class:`SourceBroken` for a pace that cannot be kept.
        """
        if calls < 1 or not 0 < seconds <= LONGEST_WINDOW:
            stated = f"{calls} / {seconds} s"
            raise SourceBroken(
                f"GET {url}",
                (
                    f"uppger en anropstakt som inte går att följa: {stated}.",
                    f"states a pace of calls that cannot be kept: {stated}.",
                ),
            )
        self._bucket(url).rates = [_rate(calls, seconds)]

    def take_turn(self, url: str) -> None:
        """Wait until the host of `url` may be asked once more, and count that call."""
        bucket = self._bucket(url)
        while True:
            now = int(self._clock() * 1000)
            bucket.leak(now)
            call = RateItem(url, now)
            if bucket.put(call):
                return
            wait = cast(int, bucket.waiting(call))  # a bucket in memory is never awaited
            self._sleep(max(wait, 1) / 1000)

    def _bucket(self, url: str) -> InMemoryBucket:
        try:
            host = urlsplit(url).netloc.lower()
        except ValueError:  # no address at all: asking it will say so
            host = url
        return self._buckets.setdefault(host, InMemoryBucket([_rate(*self._usual)]))


def _rate(calls: int, seconds: float) -> Rate:
    return Rate(calls, max(round(seconds * 1000 * MARGIN), 1))
