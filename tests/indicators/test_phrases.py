"""Words in both languages from one file, and what is said of a file that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import InputFault
from indicators.phrases import Phrases, phrases


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_phrase_is_filled_in(tmp_path: Path) -> None:
    say = Phrases(write(tmp_path, 'hello = { sv = "Hej {name}", en = "Hello {name}" }\n'))
    assert say("hello", "sv", name="du") == "Hej du" and say("hello", "en", name="you") == (
        "Hello you"
    )
    assert "hello" in say and "bye" not in say and list(say) == ["hello"]
    with pytest.raises(KeyError):
        say("bye", "sv")
    with pytest.raises(KeyError):
        say("hello", "sv")


def test_every_fault_of_a_file_is_said(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'one = { sv = "Ett" }\ntwo = "Två"\nthree = { sv = "{a}", en = "{b}" }\n'
        'good = { sv = "Bra", en = "Good" }\n',
    )
    with pytest.raises(InputFault) as caught:
        Phrases(path)
    assert [str(fault) for fault in caught.value.faults] == [
        "words.toml: one: expected exactly sv and en",
        "words.toml: three: sv and en take different fields",
        "words.toml: two: expected exactly sv and en",
    ]


def test_a_file_that_is_not_toml_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match=r"words\.toml"):
        Phrases(write(tmp_path, "one = {"))


def test_a_file_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, 'one = { sv = "Ett", en = "One" }\n')
    assert phrases(path) is phrases(path)
