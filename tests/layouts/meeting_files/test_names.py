"""Names of sheets and files: whatever the title, each once, short enough, and never a path."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from layouts.exports.meeting_names import clean, file_name, one_line, sheet_names
from tests.layouts.meeting_files.made import HOSTILE

anything = st.text(max_size=80) | st.sampled_from(HOSTILE)


def letters(text: str) -> int:
    """Letters as Excel counts them."""
    return len(text.encode("utf-16-le")) // 2


@given(st.lists(anything, max_size=12))
def test_every_sheet_has_a_name_of_its_own_that_excel_takes(titles: list[str]) -> None:
    names = sheet_names(enumerate(titles, start=1), ["Innehåll", "Källor och metadata"])
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= letters(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name) and not name.startswith("'")
        assert not name.endswith("'") and name.casefold() != "history"


def test_a_name_says_what_the_slide_is() -> None:
    assert sheet_names([(3, "Arbetslöshet i Dalarna")], []) == ["3 Arbetslöshet i Dalarna"]
    assert sheet_names([(1, "A"), (1, "a")], []) == ["1 A", "1 a b"]
    assert sheet_names([(12, "[x]: a/b?" + "å" * 40)], []) == ["12 x a b " + "å" * 22]


@given(st.integers(1, 200), anything)
def test_no_file_name_is_a_path_or_too_long(number: int, text: str) -> None:
    name = file_name(number, text, "csv")
    assert re.fullmatch(r"\d{2,3}(_[a-z0-9_-]+)?\.csv", name) and len(name) <= 100


def test_a_file_name_is_read_in_swedish_without_its_marks() -> None:
    assert file_name(3, "Växthusgaser per län", "csv") == "03_vaxthusgaser_per_lan.csv"
    long = "arbetsloshet_" * 6 + "sveriges_lan_2020-2022"
    assert file_name(1, long, "csv") == f"01_{'_'.join(['arbetsloshet'] * 6)}.csv"


@given(anything)
def test_what_xml_cannot_hold_is_left_out(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", clean(text))
    assert "\n" not in one_line(text) and "\t" not in one_line(text)
