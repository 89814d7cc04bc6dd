"""What one process holds in memory, with all figures and with ten times as many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from statistics import median

from indicators.library import Library
from layouts.pages import PAGES
from tests.bench import load
from tests.bench.bodies import every_indicator, house, request, usual
from tests.bench.results import Result, amount, at_most
from tests.bench.serving import Server, panel

RESIDENT, RESIDENT_TENFOLD, COST_TENFOLD = 300.0, 600.0, 2.0
ROUNDS, SECONDS = 4, 1.0


def measure(library: Library, store: Path, folder: Path) -> Iterator[Result]:
    """Resident memory after every page and indicator; a cached answer's cost with more figures."""
    large = tenfold(store, folder / "tenfold.sqlite")
    with panel(store) as server, panel(large) as big:
        for one in (server, big):
            visit(library, one)
        yield _resident("memory after all pages and indicators", server, RESIDENT)
        yield _resident("memory, 10 x the figures (synthetic)", big, RESIDENT_TENFOLD)
        asked = load.get(request(usual(library)))
        cost: dict[int, list[float]] = {server.pid: [], big.pid: []}
        for _ in range(ROUNDS):
            for one in (server, big):
                rate = load.measure(one, [asked], 8, SECONDS).rate
                cost[one.pid].append(1000 / rate)
    usually, then = (median(cost[one.pid]) for one in (server, big))
    yield at_most("cached answer, 10 x the figures (synthetic)", f"{then:.2f} ms", then / usually,
                  COST_TENFOLD, f"{usually:.2f} ms")  # fmt: skip


def _resident(name: str, server: Server, most: float) -> Result:
    found = server.resident
    if found is None:
        return Result(name, "not told by this system", f"<= {most:g} MB")
    return amount(name, found, most, "MB")


def visit(library: Library, server: Server) -> None:
    """Every page in both languages, and every indicator in every breakdown."""
    for page in PAGES:
        for query in ("", "?sprak=en"):
            address = f"http://127.0.0.1{page.PATH}{query}"
            server.ask(page.PATH + query)
            server.ask("/_dash-layout", headers={"Referer": address})
    for selection in every_indicator(library):
        server.ask(request(selection))
        server.ask(house(library, selection))


def tenfold(store: Path, path: Path) -> Path:
    """A copy of the store in which every row stands ten times, nine of them at invented places."""
    copyfile(store, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(observation)")]
        taken = ", ".join("geo || ?" if name == "geo" else name for name in columns)
        for number in range(1, 10):
            connection.execute(
                f"INSERT INTO observation SELECT {taken} FROM observation WHERE geo NOT LIKE '%~%'",
                (f"~{number}",),
            )
    return path
