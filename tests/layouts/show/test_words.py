"""What the script says: every key that it asks for is sent, and none that it never asks for."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from layouts.show import scripts
from layouts.show.words import FIELDS, SCREEN, say, spoken

CODE = "\n".join(
    (scripts.FOLDER / "script" / f"{name}.js").read_text(encoding="utf-8") for name in scripts.PARTS
)
#: every text in the script that may be a key
TEXTS = set(re.findall(r'"(\w+)"', CODE))


def test_every_key_that_the_script_asks_for_is_sent() -> None:
    asked = set(re.findall(r'word\(\s*"(\w+)"', CODE))
    asked |= {f"{key}_do" for key in re.findall(r'new Told\(\s*"(\w+)"', CODE)}
    assert len(asked) > 60
    assert asked - set(SCREEN) == set()


def test_nothing_is_sent_that_the_script_never_says() -> None:
    # buttons and signs are named by bare keys of objects too
    named = TEXTS | set(re.findall(r"^\s*(\w+): \"", CODE, re.MULTILINE))
    unused = {key for key in SCREEN if key not in named and key.removesuffix("_do") not in named}
    assert unused == set()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_fields_are_left_for_the_script(language: str) -> None:
    for key, text in spoken(language).items():
        fields = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert fields <= set(FIELDS), key
    assert spoken(language)["slide_of"] == say()(
        "slide_of", language, number="{number}", count="{count}"
    )


def test_every_part_of_the_script_is_joined_once() -> None:
    there = {path.stem for path in (scripts.FOLDER / "script").glob("*.js")}
    assert there == set(scripts.PARTS) and len(scripts.PARTS) == len(there)
    assert scripts.script().count("function makeFrame(") == 1


def test_the_script_and_style_stand_safely_within_a_document() -> None:
    for text in (scripts.script(), scripts.style()):
        assert "</script" not in text and "<!--" not in text and "</style" not in text
    assert "\r" not in scripts.plotly()[0] and "</script" not in scripts.plotly()[0]


def test_parts_are_short_enough_to_be_read_at_once() -> None:
    for name in scripts.PARTS:
        text = (scripts.FOLDER / "script" / f"{name}.js").read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, name
