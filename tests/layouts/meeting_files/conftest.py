"""Fixtures of the tests of a meeting's files."""

from __future__ import annotations

import pytest

from data.registry import load_datasets
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.strategy.load import load_strategy
from tests.layouts.meeting_files.made import EXAMPLE


@pytest.fixture(scope="session")
def with_goals(library: Library) -> Library:
    """The library with the example strategy."""
    catalogue = load_catalogue(load_datasets())
    return Library(catalogue, library.datasets, library._store, load_strategy(catalogue, EXAMPLE))
