"""Tests of the live sources; the contract's own assertions are to say what they saw."""

import pytest

pytest.register_assert_rewrite("tests.data.sources.contract", "tests.data.sources.drive")
