"""Jämför's callback under load, beside a bare view, a plotly.express app and itself uncached."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from indicators.library import Library
from indicators.model import Selection
from indicators.places import expanded
from tests.bench import load
from tests.bench.bodies import distinct, houses, request, usual
from tests.bench.results import Result, at_least, at_most
from tests.bench.serving import Server, panel, peer

CONCURRENCY = 8
ROUNDS = 5
SECONDS = 1.5  # of each window; the plotly.express app is slower and gets twice that
CACHED, NOT_CACHED, EXPRESS = 0.5, 8.0, 30.0


def measure(library: Library, store: Path, folder: Path) -> Iterator[Result]:
    """Requests a second and latencies at concurrency 8, every contestant in every round."""
    chosen = usual(library)
    with ExitStack() as running:
        server = running.enter_context(panel(store))
        asked = request(chosen)
        answer = folder / "answer.json"
        answer.write_bytes(server.ask(asked))
        floor = running.enter_context(peer("floor", str(answer)))
        rows = _rows(library, chosen, folder / "rows.csv")
        express = running.enter_context(peer("express", str(rows)))
        _warm(library, server)
        yield from _rounds(library, server, floor, express, chosen)


def _rounds(
    library: Library, server: Server, floor: Server, express: Server, chosen: Selection
) -> Iterator[Result]:
    cached = load.get(request(chosen))
    others = map(load.get, distinct(library, seed=2))
    others_houses = map(load.get, houses(library, seed=3))
    drawing = _express_request(chosen)
    found: dict[str, list[load.Window]] = {}

    def window(name: str, asked: Server, requests: Iterator[bytes], seconds: float) -> None:
        found.setdefault(name, []).append(load.run(asked, requests, CONCURRENCY, seconds))

    for _ in range(ROUNDS):
        window("floor", floor, _again(cached), SECONDS)
        window("cached", server, _again(cached), SECONDS)
        window("not cached", server, others, SECONDS)
        window("house", server, others_houses, SECONDS)
        window("compressed", server, _again(_compressed(cached)), SECONDS)
        window("express", express, _again(drawing), 2 * SECONDS)
    rate = {name: median(one.rate for one in windows) for name, windows in found.items()}
    p50 = {name: median(one.p50 for one in windows) for name, windows in found.items()}
    size = len(server.ask(request(chosen))) / 1000

    def said(name: str) -> str:
        return f"{rate[name]:,.0f}/s, p50 {p50[name]:.1f} ms"

    yield Result(f"bare Flask view, the same {size:.0f} kB", said("floor"))
    yield Result("plotly.express Dash app, the same lines", said("express"))
    yield at_least("Jämför, cached", said("cached"), rate["cached"] / rate["floor"], CACHED,
                   "the bare view's requests/s")  # fmt: skip
    yield at_most("Jämför, not cached", said("not cached"), p50["not cached"] / p50["floor"],
                  NOT_CACHED, "the bare view's p50")  # fmt: skip
    yield at_most("Jämför's house chart, not cached", said("house"), p50["house"] / p50["floor"],
                  NOT_CACHED, "the bare view's p50")  # fmt: skip
    yield at_least("Jämför, cached", said("cached"), rate["cached"] / rate["express"], EXPRESS,
                   "plotly.express's requests/s")  # fmt: skip
    yield Result("Jämför, not cached, against plotly.express", said("not cached"), "",
                 rate["not cached"] / rate["express"])  # fmt: skip
    yield Result("Jämför, cached, compressed as a browser asks", said("compressed"), "",
                 rate["compressed"] / rate["floor"])  # fmt: skip


def _again(request: bytes) -> Iterator[bytes]:
    while True:
        yield request


def _compressed(request: bytes) -> bytes:
    asks = b"\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\r\n"
    return request.replace(b"\r\n\r\n", asks, 1)


def _warm(library: Library, server: Server) -> None:
    """Read every series into the panel's memory, and use every contestant's code once."""
    for item in library.available().values():
        for breakdown in item.breakdowns:
            server.ask(request(Selection(indicator=item.id, breakdown=breakdown)))


def _rows(library: Library, chosen: Selection, path: Path) -> Path:
    """The rows of the usual selection's lines, as the plotly.express app reads them."""
    resolved = library.resolve(chosen).selection
    values = library.values(resolved.indicator or "")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("indicator", "place", "period", "value"))
        for code, _ in expanded(resolved.places, values):
            for mark in values.places[code]:
                writer.writerow((chosen.indicator, code, mark.period, mark.value))
    return path


def _express_request(chosen: Selection) -> bytes:
    body = (
        '{"output":"chart.figure","outputs":{"id":"chart","property":"figure"},'
        f'"inputs":[{{"id":"indicator","property":"value","value":"{chosen.indicator}"}}],'
        '"changedPropIds":["indicator.value"],"parsedChangedPropsIds":["indicator.value"]}'
    )
    return load.post("/_dash-update-component", body.encode())
