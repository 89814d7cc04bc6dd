"""From ``python app.py`` to the first 200, beside a Dash hello-world, in turns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.results import Result, amount, at_most
from tests.bench.serving import panel, peer

ROUNDS = 5
START, SEEDING = 1.5, 4.0


def measure(store: Path, folder: Path) -> Iterator[Result]:
    """Later starts over a seeded store, and first starts that seed one."""
    with panel(folder / "warm.sqlite"), peer("hello"):
        pass  # files and compiled modules are in the page cache for both from here on
    ours, hello, first = [], [], []
    for number in range(ROUNDS):
        with peer("hello") as server:
            hello.append(server.started_in)
        with panel(store) as server:
            ours.append(server.started_in)
        if number < 2:
            with panel(folder / f"first{number}.sqlite") as server:
                first.append(server.started_in)
    yield Result("Dash hello-world to the first 200", f"{median(hello):.2f} s")
    yield at_most("the panel to the first 200", f"{median(ours):.2f} s",
                  median(ours) / median(hello), START, "hello-world")  # fmt: skip
    yield amount("the very first start, seeding: more than that", median(first) - median(ours),
                 SEEDING, "s")  # fmt: skip
