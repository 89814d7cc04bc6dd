"""Measure everything in turn and print a table of each part; ``python -m tests.bench [part …]``.

Parts: callback, views, deck, deck_update, interaction, start, wire, memory, jsonstat, storing,
refresh, processes, show.
The exit code is 0 even where a budget does not hold: the table says so, and a slow machine is no
fault of the code.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app import open_library
from tests.bench import (
    callback,
    deck,
    deck_update,
    interaction,
    jsonstat,
    memory,
    processes,
    refresh,
    show,
    start,
    storing,
    views,
    wire,
)
from tests.bench.results import Result, table


def main(wanted: list[str]) -> int:
    """Run the parts asked for, or all. Returns the exit code."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="panel-bench-") as temporary:
        folder = Path(temporary)
        store = folder / "panel.sqlite"
        library = open_library(f"sqlite:///{store}")
        parts: dict[str, Callable[[], Iterator[Result]]] = {
            "callback": lambda: callback.measure(library, store, folder),
            "views": views.measure,
            "deck": lambda: deck.measure(library),
            "deck_update": lambda: deck_update.measure(library),
            "interaction": lambda: interaction.measure(library, store, folder),
            "start": lambda: start.measure(store, folder),
            "wire": lambda: wire.measure(store),
            "memory": lambda: memory.measure(library, store, folder),
            "jsonstat": lambda: jsonstat.measure(folder),
            "storing": lambda: storing.measure(folder),
            "refresh": lambda: refresh.measure(folder),
            "processes": lambda: processes.measure(library),
            "show": lambda: show.measure(library, folder),
        }
        unknown = set(wanted) - parts.keys()
        if unknown:
            print(f"unknown: {', '.join(sorted(unknown))}; parts are {', '.join(parts)}")
            return 2
        results: list[Result] = []
        for name in wanted or parts:
            print(f"measuring: {name} …", file=sys.stderr, flush=True)
            found = list(parts[name]())
            results += found
            print(table(found), end="\n\n", flush=True)
    over = sum(item.ok is False for item in results)
    held = sum(item.ok is True for item in results)
    print(f"{held} budgets hold, {over} over; {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
