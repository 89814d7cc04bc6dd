"""Fixtures of the tests of indicators/; the figures come from tests/conftest.py."""

from __future__ import annotations

import pytest

from indicators.model import Indicator
from tests.indicators import synthetic


@pytest.fixture
def made_up() -> Indicator:
    """A synthetic indicator of counties, one decimal, higher is better."""
    return synthetic.indicator()
