"""Every degree word at and around its threshold, from a table typed anew here."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import InputFault
from indicators.findings import words
from indicators.findings.words import (
    PATH,
    SCALES,
    correlation_word,
    degree_word,
    degrees,
    level_word,
    plain_word,
)

#: scale, size, word upwards and downwards in Swedish, upwards and downwards in English
TABLE = [
    ("level", 0.0, "något högre än", "något lägre än", "slightly above", "slightly below"),
    ("level", 0.4999, "något högre än", "något lägre än", "slightly above", "slightly below"),
    ("level", 0.5, "högre än", "lägre än", "above", "below"),
    ("level", 0.9999, "högre än", "lägre än", "above", "below"),
    ("level", 1.0, "klart högre än", "klart lägre än", "well above", "well below"),
    ("level", 40.0, "klart högre än", "klart lägre än", "well above", "well below"),
    ("change", 0.0, "ökat något", "minskat något", "rose slightly", "fell slightly"),
    ("change", 0.4999, "ökat något", "minskat något", "rose slightly", "fell slightly"),
    ("change", 0.5, "ökat", "minskat", "rose", "fell"),
    ("change", 0.9999, "ökat", "minskat", "rose", "fell"),
    ("change", 1.0, "ökat kraftigt", "minskat kraftigt", "rose sharply", "fell sharply"),
    ("change_relative", 0.0, "ökat något", "minskat något", "rose slightly", "fell slightly"),
    ("change_relative", 0.0499, "ökat något", "minskat något", "rose slightly", "fell slightly"),
    ("change_relative", 0.05, "ökat", "minskat", "rose", "fell"),
    ("change_relative", 0.2499, "ökat", "minskat", "rose", "fell"),
    ("change_relative", 0.25, "ökat kraftigt", "minskat kraftigt", "rose sharply", "fell sharply"),
]  # fmt: skip


@pytest.mark.parametrize(("scale", "size", "up", "down", "up_en", "down_en"), TABLE)
def test_every_word_at_and_around_its_threshold(
    scale: words.Scale, size: float, up: str, down: str, up_en: str, down_en: str
) -> None:
    assert degree_word(scale, size, True, "sv") == up
    assert degree_word(scale, size, False, "sv") == down
    assert degree_word(scale, size, True, "en") == up_en
    assert degree_word(scale, size, False, "en") == down_en


def test_the_table_above_holds_every_word_of_the_scales_but_those_of_correlations() -> None:
    typed = {(scale, text) for scale, _, *texts in TABLE for text in texts}
    held = {
        (scale, text[language])
        for scale in SCALES
        if scale != "correlation"
        for degree in degrees().scale(scale)
        for text in (degree.up, degree.down)
        for language in ("sv", "en")
    }
    assert held == typed


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.0, 0.9, ""),
        (-0.9, 0.0, ""),
        (-0.2, 0.4, ""),
        (0.01, 0.9, "positivt, men hur starkt det är går inte att säga"),
        (-0.9, -0.01, "negativt, men hur starkt det är går inte att säga"),
        (0.29, 0.31, "positivt, men hur starkt det är går inte att säga"),
        (0.3, 0.8, "positivt och minst måttligt starkt"),
        (0.49, 0.8, "positivt och minst måttligt starkt"),
        (-0.8, -0.3, "negativt och minst måttligt starkt"),
        (0.5, 0.8, "starkt positivt"),
        (-0.8, -0.5, "starkt negativt"),
        (0.05, 0.3, "svagt positivt"),
        (-0.3, -0.05, "svagt negativt"),
        (0.05, 0.301, "positivt, men hur starkt det är går inte att säga"),
    ],
)
def test_a_correlation_is_called_what_all_of_its_interval_is(
    low: float, high: float, word: str
) -> None:
    assert correlation_word(low, high, "sv") == word


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.1, 0.9, "positive, of a strength that cannot be told"),
        (0.3, 0.9, "positive and at least moderate"),
        (0.5, 0.9, "strong and positive"),
        (0.1, 0.2, "weak and positive"),
        (-0.9, -0.1, "negative, of a strength that cannot be told"),
        (-0.9, -0.3, "negative and at least moderate"),
        (-0.9, -0.5, "strong and negative"),
        (-0.2, -0.1, "weak and negative"),
    ],
)
def test_the_english_words_of_correlations(low: float, high: float, word: str) -> None:
    assert correlation_word(low, high, "en") == word


@pytest.mark.parametrize(
    ("difference", "error", "spread", "kind", "word"),
    [
        # even: difference and error together within a tenth of the spread
        (0.0, 0.0, 10.0, "even", "i nivå med"),
        (0.9, 0.1, 10.0, "even", "i nivå med"),
        (-0.9, 0.1, 10.0, "even", "i nivå med"),
        (0.91, 0.1, 10.0, "sure", "något högre än"),
        # within the error nothing is sure, and "even" would be too much
        (2.0, 2.0, 10.0, "unsure", ""),
        (0.0, 2.0, 10.0, "unsure", ""),
        (2.01, 2.0, 10.0, "sure", "något högre än"),
        # the sure part decides: 6.9 − 2 is less than half of the spread, 7 − 2 is half
        (6.9, 2.0, 10.0, "sure", "något högre än"),
        (7.0, 2.0, 10.0, "sure", "högre än"),
        (-11.9, 2.0, 10.0, "sure", "lägre än"),
        (-12.0, 2.0, 10.0, "sure", "klart lägre än"),
        # without a spread no degree is claimed, however large the difference
        (900.0, 2.0, None, "sure", "högre än"),
        (-2.01, 2.0, None, "sure", "lägre än"),
        (1.0, 2.0, None, "unsure", ""),
    ],
)
def test_a_level_is_worded_by_the_sure_part_of_the_difference(
    difference: float, error: float, spread: float | None, kind: str, word: str
) -> None:
    assert level_word(difference, error, spread, "sv") == (kind, word)


def test_float_dust_decides_nothing() -> None:
    # 0.1 + 0.2 is a hair more than 0.3, and 0.8 − 0.3 a hair more than 0.5
    assert level_word(0.1 + 0.2, 0.3, None, "sv") == ("unsure", "")
    assert degree_word("level", 0.3 + 0.2 - 1e-17, True, "sv") == "högre än"
    assert degree_word("level", 1.0 - 1e-12, True, "sv") == "klart högre än"


@pytest.mark.parametrize("size", [0.0, 0.49, 0.5, 1.0, 99.0])
def test_a_capped_word_is_never_stronger_than_the_plain_one(size: float) -> None:
    word = degree_word("change", size, True, "sv", capped=True)
    assert word == ("ökat något" if size < 0.5 else "ökat")


def test_the_plain_word_claims_no_degree() -> None:
    assert plain_word("level", True, "sv") == "högre än"
    assert plain_word("level", False, "en") == "below"
    assert plain_word("change", False, "sv") == "minskat"


def test_every_threshold_states_its_reason() -> None:
    table = degrees()
    reasons = [degree.reason for scale in SCALES for degree in table.scale(scale)]
    reasons += [limit.reason for limit in table.limits.values()]
    assert all(len(reason.split()) > 4 for reason in [*reasons, table.even.reason])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("at_least = 0.5", "at_least = 0.0", "thresholds that rise from 0"),
        ("plain = true\n", "", "one plain word"),
        ("[limits.peers]", "[limits.pears]", "expected"),
        ("version = 1", "version = 1\nsurprise = 2", "unknown key"),
        ("version = 1", "version =", "valid TOML"),
    ],
)
def test_a_faulty_table_is_refused_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    path = tmp_path / "degrees.toml"
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputFault, match=fault):
        degrees(path)


@pytest.mark.parametrize(
    ("text", "within"),
    [("Företagens FoU", "företagens FoU"), ("BRP per invånare", "BRP per invånare"),
     ("FoU-utgifter", "FoU-utgifter"), ("EU27:s", "EU27:s")],
)  # fmt: skip
def test_names_read_well_within_a_sentence(text: str, within: str) -> None:
    assert words.uncapitalised(text) == within
