"""One, two and four app processes on one PostgreSQL: what they answer together.

The client deals its connections out among the processes, as a proxy before them would. It runs on
the same machine, and so does the database: with fewer cores than processes the ratio says as much.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from statistics import median

from indicators.library import Library
from indicators.model import Selection
from tests.bench import load
from tests.bench.bodies import distinct, request, usual
from tests.bench.results import Result
from tests.bench.serving import Server, serving
from tests.data.postgres import cluster

CROWDS = (1, 2, 4)
CONCURRENCY = 8
ROUNDS, SECONDS = 4, 1.5


@dataclass(frozen=True, slots=True)
class Together:
    """Several processes, asked in turn: each new connection goes to the next of them."""

    ports: Iterator[int]

    @property
    def port(self) -> int:
        """Where the next connection goes."""
        return next(self.ports)


def measure(library: Library) -> Iterator[Result]:
    """Requests a second of Jämför's callback, cached and not, as ratios to one process."""
    rates: dict[tuple[str, int], list[float]] = {}
    with cluster() as database, ExitStack() as running:
        address = database.create()
        servers = [
            running.enter_context(serving(["app.py"], {"DATABASE_URL": address}))
            for _ in range(max(CROWDS))
        ]
        for server in servers:
            _warm(library, server)
        cached = load.get(request(usual(library)))
        # each window asks for views that no process has been asked for
        others = map(load.get, distinct(library, seed=3))
        for _ in range(ROUNDS):
            for crowd in CROWDS:
                for name, requests in (("cached", cycle([cached])), ("not cached", others)):
                    asked = Together(cycle(server.port for server in servers[:crowd]))
                    window = load.run(asked, requests, CONCURRENCY, SECONDS)
                    rates.setdefault((name, crowd), []).append(window.rate)
    for name in ("cached", "not cached"):
        alone = median(rates[name, 1])
        for crowd in CROWDS:
            rate = median(rates[name, crowd])
            what = f"{crowd} app process{'es' if crowd > 1 else ''} on one PostgreSQL, {name}"
            yield Result(what, f"{rate:,.0f}/s", f"{os.cpu_count()} cores", rate / alone)


def _warm(library: Library, server: Server) -> None:
    """Read every series into a process's memory."""
    for item in library.available().values():
        for breakdown in item.breakdowns:
            server.ask(request(Selection(indicator=item.id, breakdown=breakdown)))
