"""The show: how long its file takes to write, how large it is, and how soon the next slide stands.

The browser has the file without a server. A slide stands when the frame after the key has been
painted; the first jump after opening may be to a slide that is not drawn yet, and is told apart.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from indicators.library import Library
from indicators.meeting.content import contents
from layouts.profile import DEFAULT
from layouts.show.handout import handout
from tests.bench.results import Result, amount
from tests.bench.wire import browsing
from tests.layouts.show.meetings import twelve

WRITTEN, SIZE, NEXT = 300.0, 6.0, 100.0
ROUNDS = 7
#: notes the milliseconds from a key to the second frame after it: by then the first is painted
WATCH = """() => {
  window.waited = [];
  document.addEventListener('keydown', () => {
    const began = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.waited.push(performance.now() - began);
    }));
  }, true);
}"""
KEYS = (*["ArrowRight"] * 11, *["ArrowLeft"] * 11)


def measure(library: Library, folder: Path) -> Iterator[Result]:
    """The file's time and size, and the wait for a slide in a browser as large as a projector."""
    meeting, today = twelve("sv"), date.today()
    shown = contents(library, meeting, today)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        written = handout(shown, meeting, DEFAULT, "https://panel.example/", today)
        times.append((time.perf_counter() - began) * 1000)
    yield amount("HTML file of 12 slides, the first, with plotly.js read", times[0], WRITTEN, "ms")
    yield amount("HTML file of 12 slides", median(times), WRITTEN, "ms")
    yield amount("HTML file of 12 slides, size", len(written) / 1e6, SIZE, "MB")
    path = folder / "show.html"
    path.write_bytes(written)
    yield from _slides(path)


def _slides(path: Path) -> Iterator[Result]:
    with browsing() as browser:
        page: Any = browser.new_context(  # type: ignore[attr-defined]
            viewport={"width": 1920, "height": 1080}, offline=True
        ).new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-shown]", state="attached")
        page.evaluate(WATCH)
        _press(page, "End")
        first = page.evaluate("window.waited[0]")
        page.wait_for_selector("html[data-ready=all]", state="attached", timeout=60_000)
        _press(page, "Home")
        page.evaluate("window.waited = []")
        for key in KEYS:
            _press(page, key)
        found = page.evaluate("window.waited")
    yield amount("next slide after the key, median", median(found), NEXT, "ms")
    yield Result("next slide after the key, the slowest", f"{max(found):.0f} ms")
    yield Result("a far slide at once after opening", f"{first:.0f} ms")


def _press(page: Any, key: str) -> None:
    before = page.evaluate("window.waited.length")
    page.keyboard.press(key)
    while page.evaluate("window.waited.length") == before:
        page.wait_for_timeout(5)
