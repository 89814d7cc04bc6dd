"""What all tests share: the library over the embedded figures, and how many examples are drawn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from data.registry import load_datasets
from data.seed import ensure_seeded
from data.store import Store
from indicators.catalogue import load_catalogue
from indicators.library import Library
from tests.data import postgres

#: ``make soak`` draws many examples anew each time; ``make test`` draws the same few every time
SOAK = bool(os.environ.get("SOAK"))
settings.register_profile(
    "panel",
    max_examples=2000 if SOAK else 100,
    derandomize=not SOAK,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("panel")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the embedded figures, seeded once; no test may write to it."""
    path = tmp_path_factory.mktemp("seeded") / "panel.sqlite"
    with Store(f"sqlite:///{path}") as store:
        ensure_seeded(store, load_datasets())
    return path


@pytest.fixture(scope="session")
def library(seeded: Path) -> Iterator[Library]:
    """The library over the embedded figures."""
    datasets = load_datasets()
    with Store(f"sqlite:///{seeded}") as store:
        yield Library(load_catalogue(datasets), datasets, store)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server for the tests alone; started by the first that asks for it."""
    with postgres.cluster() as running:
        yield running
