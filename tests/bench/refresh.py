"""How many requests a refresh makes, and whether anything but the services' pace holds it up.

The stand-in answers at once, so the time is that of the pace and of whatever we add to it. What a
window permits is used up at its start; a refresh that lasts so many seconds may therefore make that
window's calls more than the rate times the seconds, and the share is of all of them.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from data.fetching import fetch_all, plan
from data.http import Client
from data.model import Dataset
from data.raw import Archive
from data.refresh import refresh
from data.refresh_report import Report
from data.registry import load_datasets
from data.store import Store
from tests.bench.results import Result, amount, at_least
from tests.data.sources.contract import live_dataset, remembered
from tests.data.sources.kolada_service import BASE, KoladaService
from tests.data.standin import StandIn

MOST_REQUESTS = 60
LEAST_SHARE = 0.9
#: what a source of Kolada holds itself to: calls and seconds
CALLS, WINDOW = 3, 1.0
#: datasets of one KPI each, so many that a refresh of them lasts more than fifteen seconds
DATASETS = 49


def measure(folder: Path) -> Iterator[Result]:
    """Requests of the whole catalogue, and the share of the permitted rate that is used."""
    asked = {
        query.asked + json.dumps(query.body, sort_keys=True)
        for queries in plan(load_datasets().values()).values()
        for query in queries
    }
    yield amount("refresh, all datasets: requests planned", len(asked), MOST_REQUESTS, "requests")
    datasets = made_up()
    with standing_in() as service:

        def fetch() -> None:
            with Client() as client:
                outcomes = list(fetch_all(datasets.values(), client, Archive(folder / "fetched")))
            _all_well([str(one.fault) for one in outcomes if one.fault])

        def keep() -> None:
            with Store(f"sqlite:///{folder / 'refreshed.sqlite'}") as store, store.refreshing():
                report = Report(len(datasets), Console(file=StringIO()))
                refresh(store, datasets, report, archive=Archive(folder / "kept"))
            _all_well([row.fault for row in report.rows if row.fault])

        yield _share("fetching alone", service, fetch)
        yield _share("fetching and storing in SQLite", service, keep)


def _share(what: str, service: StandIn, run: Callable[[], None]) -> Result:
    """The calls that were made as a share of those permitted in the time it took."""
    service.calls.clear()
    began = time.perf_counter()
    run()
    seconds = time.perf_counter() - began
    made, permitted = len(service.calls), CALLS / WINDOW * seconds + CALLS
    value = f"{made} requests in {seconds:.1f} s"
    name = f"refresh at {CALLS} calls in {WINDOW:g} s, {what}"
    return at_least(name, value, made / permitted, LEAST_SHARE, "the permitted rate")


def made_up() -> dict[str, Dataset]:
    """Datasets of one KPI each, by women and men."""
    return {
        f"made_{number:02}": live_dataset(
            "kolada",
            {"kpis": {"number": f"N{number:05}"}, "genders": ["T", "K", "M"]},
            ["number"],
            id=f"made_{number:02}",
        )
        for number in range(DATASETS)
    }


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """Kolada on loopback, named in the environment, its answers made beforehand."""
    titles = {f"N{number:05}": f"Påhittat {number}" for number in range(DATASETS)}
    answer = remembered(KoladaService(titles, years=range(1998, 2025)).answer)
    before = os.environ.get("KOLADA_URL")
    with StandIn() as service:
        # a call is told apart by what it asks, not by when it came
        service.otherwise = lambda call: answer(replace(call, at=0.0)).reply()
        os.environ["KOLADA_URL"] = service.url(BASE)
        try:
            yield service
        finally:
            os.environ.pop("KOLADA_URL")
            if before is not None:
                os.environ["KOLADA_URL"] = before


def _all_well(faults: list[str]) -> None:
    if faults:
        raise AssertionError(faults[0])
