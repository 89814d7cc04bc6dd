"""A panel that runs while figures are refreshed: it shows them soon, and never half of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.model import OBSERVATION_DTYPES
from data.registry import load_datasets
from data.store import Store
from data.vintages import Vintage
from indicators import library
from indicators.catalogue import load_catalogue
from indicators.library import Library
from tests.conftest import SOAK
from tests.data.postgres import Cluster
from tests.data.refresh_process import begun, start
from tests.data.services import Services, refreshed
from tests.data.sources.kolada_service import KoladaService

#: an indicator that is fetched and not embedded; its dataset has the same name
INDICATOR = "unemployment_registered"
#: seconds between two looks in these tests, and the longest that news may take
OFTEN, SOON = 0.05, 5.0
#: rows of the first vintage, and how many vintages follow each other
ROWS, VINTAGES = (4000, 40) if SOAK else (800, 10)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'panel.sqlite'}"
    server: Cluster = request.getfixturevalue("postgresql")
    return server.create()


@pytest.fixture
def services() -> Iterator[Services]:
    """Kolada on loopback with the indicator's KPI."""
    with Services() as services:
        services.kolada = kolada(2024)
        yield services


def kolada(newest: int) -> KoladaService:
    """Figures of the indicator's KPI until a year."""
    titles = {"N03941": "Påhittat: arbetslösa, andel (%)"}
    return KoladaService(titles, years=range(2019, newest + 1))


def test_every_process_shows_a_finished_refresh_without_a_restart(
    store_url: str, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "CHECK_EVERY", OFTEN)
    for name, address in services.environment.items():
        monkeypatch.setenv(name, address)
    datasets = load_datasets()
    catalogue = load_catalogue(datasets)
    services.datasets = {INDICATOR: datasets[INDICATOR]}
    with ExitStack() as running:
        # two panels share nothing but the database, as two processes would
        stores = [running.enter_context(Store(store_url)) for _ in range(2)]
        panels = [Library(catalogue, datasets, store) for store in stores]
        assert [newest_of(panel) for panel in panels] == ["", ""]
        refreshed(stores[0], services, tmp_path / "raw")
        wait_for(panels, "2024")
        services.kolada = kolada(2025)
        refresh_elsewhere(store_url, services, tmp_path)
        wait_for(panels, "2025")
        one, other = (panel.rows(INDICATOR)["total"] for panel in panels)
        pd.testing.assert_frame_equal(one, other)


def wait_for(panels: list[Library], newest: str) -> None:
    """Wait until all panels show this period as the newest."""
    until = time.monotonic() + SOON
    while not all(newest_of(panel) == newest for panel in panels):
        assert time.monotonic() < until, "a panel does not show the news"
        time.sleep(OFTEN)


def newest_of(panel: Library) -> str:
    """The newest period that a panel shows of the indicator."""
    return max(panel.values(INDICATOR).periods, default="")


def refresh_elsewhere(store_url: str, services: Services, folder: Path) -> None:
    """A refresh of the indicator's dataset by another process."""
    environment = {**services.environment, "DATABASE_URL": store_url}
    process = begun(start(folder / "run", services.datasets, environment))
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def numbered(vintage: int) -> pd.DataFrame:
    """A frame of made-up rows whose every value is the number of its vintage, as is its length."""
    rows = ROWS + vintage
    columns = {
        "measure": np.full(rows, "number", dtype=object),
        "breakdown": np.full(rows, "total", dtype=object),
        "geo": np.array([f"G{number:05}" for number in range(rows)], dtype=object),
        "period": np.full(rows, "2024", dtype=object),
        "value": np.full(rows, float(vintage)),
        "status": np.full(rows, "A", dtype=object),
        "margin": np.full(rows, np.nan),
        "origin": np.full(rows, "a", dtype=object),
    }
    return pd.DataFrame(columns).astype(OBSERVATION_DTYPES)


def test_nobody_ever_reads_half_of_a_vintage(store_url: str) -> None:
    seen: list[list[int]] = [[], []]
    faults: list[BaseException] = []
    done = threading.Event()

    def watch(found: list[int]) -> None:
        try:
            with Store(store_url) as store:
                while True:
                    last = done.is_set()
                    frame = store.observations("numbered")
                    values = set(frame["value"])
                    assert len(values) <= 1, f"vintages {values} at once"
                    number = int(values.pop()) if values else 0
                    assert len(frame) == (ROWS + number if number else 0)
                    found.append(number)
                    if last:
                        return
        except BaseException as fault:
            faults.append(fault)

    with Store(store_url) as store:
        readers = [threading.Thread(target=watch, args=(found,)) for found in seen]
        for reader in readers:
            reader.start()
        for number in range(1, VINTAGES + 1):
            moment = datetime(2026, 5, 1, 8, number, tzinfo=UTC)
            store.keep("numbered", numbered(number), Vintage(moment, "http://127.0.0.1/"))
        done.set()
        for reader in readers:
            reader.join()
    assert not faults, faults
    for found in seen:
        assert found == sorted(found) and found[-1] == VINTAGES
        assert len(set(found)) > 2
