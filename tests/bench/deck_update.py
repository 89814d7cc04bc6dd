"""An earlier presentation brought up to date: forty charts of every kind, over later figures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from indicators.library import Library
from indicators.meeting.content import contents
from indicators.meeting.model import Meeting, Slide
from layouts.exports.deck import deck
from layouts.exports.deck_update.update import update
from layouts.profile import DEFAULT
from tests.bench.deck import QUERIES, ROUNDS, TODAY
from tests.bench.results import Result, amount, at_most
from tests.layouts.deck_update.newer import BASE, newer

CHARTS, SECONDS = 40, 2.0
#: an update draws every chart anew, and reads and writes the file besides
OF_DECK = 2.5


def measure(library: Library) -> Iterator[Result]:
    """The median of a whole update, and as a ratio to making the same presentation anew."""
    slides = tuple(
        Slide(id=f"s{number}", path="/jamfor", query=QUERIES[number % len(QUERIES)],
              message="En mening under diagrammet.", notes="Egna ord.")
        for number in range(CHARTS)
    )  # fmt: skip
    meeting = Meeting(title="Styrgruppen", slides=slides)
    later = newer(library)

    def made(of: Library) -> bytes:
        return deck(contents(of, meeting, TODAY), meeting, DEFAULT, BASE, TODAY)

    data = made(library)
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        made(later)
        between = time.perf_counter()
        found = update(data, later, TODAY, DEFAULT, BASE)
        taken[0].append(between - began)
        taken[1].append(time.perf_counter() - between)
        assert sum("diagram" in one.renewed for one in found.report.slides) == CHARTS
    # the first round has read the figures
    deck_s, update_s = (median(seconds[1:]) for seconds in taken)
    name = f"deck of {CHARTS} charts brought up to date"
    yield amount(name, update_s, SECONDS, "s")
    yield at_most(f"{name}, to making it", f"{deck_s:,.2f} s", update_s / deck_s, OF_DECK, "making")
