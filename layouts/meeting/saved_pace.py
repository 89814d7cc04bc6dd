"""How often one address may save: enough for a room full of people, not for a machine."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock


class Pace:
    """At most `most` times within `seconds` for each name; safe to share between threads.

    It is this process's own memory and forgets who came longest ago: a fence against accidents and
    idle mischief, beside the limits that the database keeps.
    """

    NAMES = 10_000

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most, self.seconds, self._clock = most, seconds, clock
        self._lock = Lock()
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, name: str) -> float:
        """Count one more of `name`, and return 0; or how many seconds to wait, uncounted."""
        with self._lock:
            now = self._clock()
            times = self._times.setdefault(name, deque())
            self._times.move_to_end(name)
            while len(self._times) > self.NAMES:
                self._times.popitem(last=False)
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if len(times) >= self.most:
                return times[0] + self.seconds - now
            times.append(now)
            return 0.0
