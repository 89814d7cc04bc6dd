"""Numbers, periods and lists as people write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import formats


@pytest.mark.parametrize(
    ("value", "decimals", "language", "expected"),
    [
        (1234.5, 1, "sv", "1\u202f234,5"),
        (1234.5, 1, "en", "1,234.5"),
        (1234567, 0, "sv", "1\u202f234\u202f567"),
        (-0.26, 1, "sv", "\u22120,3"),
        (-0.04, 1, "sv", "0,0"),
        (0.0, 2, "sv", "0,00"),
        (None, 1, "sv", "–"),
        (math.nan, 1, "en", "–"),
        (2.5, 0, "sv", "2"),
        (3.5, 0, "sv", "4"),
    ],
)
def test_a_number_reads_as_it_is_written(value, decimals, language, expected) -> None:
    assert formats.number(value, decimals, language) == expected


def test_differences_carry_their_sign_and_nothing_carries_none() -> None:
    assert formats.number(1.26, 1, "sv", signed=True) == "+1,3"
    assert formats.number(-1.26, 1, "en", signed=True) == "\u22121.3"
    assert formats.number(0.01, 1, "sv", signed=True) == "0,0"


def test_units_stand_behind_the_number() -> None:
    assert formats.with_unit(7.2, 1, "sv", "%") == "7,2\u00a0%"
    assert formats.with_unit(7.2, 1, "en", "%") == "7.2%"
    assert formats.with_unit(2441.2, 0, "sv", "kr") == "2\u202f441\u00a0kr"
    assert formats.with_unit(None, 0, "sv", "kr") == "–"
    assert formats.with_unit(1.0, 0, "sv", "") == "1"
    assert formats.with_unit(-1.0, 0, "sv", "procentenheter", signed=True) == "−1\u00a0procentenhet"
    assert formats.with_unit(1.0, 1, "sv", "procentenheter") == "1,0\u00a0procentenheter"
    assert formats.with_unit(1.0, 0, "en", "percentage points", True) == "+1\u00a0percentage point"
    assert formats.with_unit(11.0, 0, "en", "percentage points") == "11\u00a0percentage points"


@pytest.mark.parametrize(
    ("code", "swedish", "english"),
    [
        ("2024", "2024", "2024"),
        ("2024-03", "mars\u00a02024", "Mar\u00a02024"),
        ("2024-Q2", "kv\u00a02\u00a02024", "Q2\u00a02024"),
    ],
)
def test_a_period_in_words(code, swedish, english) -> None:
    assert (formats.period(code, "sv"), formats.period(code, "en")) == (swedish, english)


def test_ranges_take_an_en_dash() -> None:
    assert formats.period_range("2011", "2021", "sv") == "2011–2021"
    assert formats.period_range("2020-01", "2024-01", "sv") == "jan\u00a02020 – jan\u00a02024"
    assert formats.period_range("2021", "2021", "sv") == "2021"


def test_lists_and_sentences() -> None:
    assert formats.listing(["Dalarna", "Gävleborg", "Värmland"], "sv") == (
        "Dalarna, Gävleborg och Värmland"
    )
    assert formats.listing(["a", "b"], "en") == "a and b"
    assert formats.listing([], "sv") == "" and formats.listing(["a"], "sv") == "a"
    assert formats.sentence("ingen") == "Ingen." and formats.sentence("Klart?") == "Klart?"


@given(st.floats(-1e12, 1e12), st.integers(0, 3), st.booleans())
def test_a_written_number_reads_back_as_the_rounded_value(value, decimals, signed) -> None:
    for language in ("sv", "en"):
        text = formats.number(value, decimals, language, signed)
        assert "-" not in text and " " not in text
        plain = text.replace("\u2212", "-").replace("\u202f", "")
        plain = plain.replace(",", "." if language == "sv" else "")
        assert float(plain) == pytest.approx(round(value, decimals), abs=1e-9, rel=1e-12)
