"""The Möte page's frame and the button beside every view."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from indicators.library import Library
from indicators.meeting.content import content
from indicators.meeting.model import Meeting, Slide
from indicators.model import Selection
from indicators.selection import from_query
from layouts.elements import to_html
from layouts.meeting.button import SAID, add_button, said
from layouts.pages import PAGES, meeting

ASSETS = Path(__file__).parents[3] / "assets"
TODAY = date(2026, 11, 24)
LITERAL = re.compile(r'"([^"\n]*)"')


def article(library: Library, language: str = "sv") -> dict[str, Any]:
    """What the page hands over to its scripts."""
    selection = Selection(language=language)  # type: ignore[arg-type]
    body = meeting.layout(library, selection, ())
    found = next(one["props"] for one in body if one["props"].get("id") == "meeting")
    given: dict[str, Any] = json.loads(found["data-meeting"])
    return given


def literals(*names: str) -> set[str]:
    """Every text between quotation marks in these scripts."""
    return {text for name in names for path in ASSETS.glob(name)
            for text in LITERAL.findall(path.read_text(encoding="utf-8"))}  # fmt: skip


def test_the_scripts_are_handed_every_word_that_they_speak_and_no_other() -> None:
    spoken = literals("meeting/*.js") | {"script_failed"}
    assert "words.script_failed" in (ASSETS / "meeting_add.js").read_text(encoding="utf-8")
    begun = {text for text in spoken if re.fullmatch(r"[a-z]+_", text)}
    ended = {"undo" + text for text in spoken if text.startswith("_")} | {
        "redo" + text for text in spoken if text.startswith("_")
    }
    unused = {key for key in meeting.SPOKEN if key not in spoken | ended
              and not key.startswith(tuple(begun))}  # fmt: skip
    assert unused == set()
    asked = set(re.findall(r'say\("(\w+)"', "".join(
        path.read_text(encoding="utf-8") for path in ASSETS.glob("meeting/*.js"))))  # fmt: skip
    assert len(asked) > 60
    assert asked - begun <= set(meeting.SPOKEN)
    # what is put together: a kind of file, of slide, of step
    assert {f"file_{kind}" for kind in ("pptx", "docx", "xlsx", "html", "zip", "json")} <= set(
        meeting.SPOKEN
    )
    assert {text for text in spoken if text.startswith("did_")} <= set(meeting.SPOKEN)


def test_the_button_is_handed_every_word_that_it_speaks() -> None:
    script = (ASSETS / "meeting_add.js").read_text(encoding="utf-8")
    asked = set(re.findall(r"(?:said|words\(\))\.(\w+)", script)) | {
        text for text in literals("meeting_add.js", "meeting/store.js") if text.startswith("add")
    }
    assert {one for one in asked if re.fullmatch(r"add(?:ed)?_\w+", one)} == set(SAID)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_words_are_handed_over_with_their_blanks_to_fill_in(
    library: Library, language: str
) -> None:
    given = article(library, language=language)
    assert given["language"] == language
    assert set(given["words"]) == set(meeting.SPOKEN)
    for text in given["words"].values():
        blanks = re.findall(r"\{(\w+)\}", text)
        assert set(blanks) <= set(meeting.FILLED), text
    assert "{count}" in given["words"]["slides_many"] and "{{" not in str(given["words"])
    assert {one["code"] for one in given["homes"]} == {"20", "21", "17"}


def test_the_menu_leads_to_the_meeting() -> None:
    assert meeting in PAGES and meeting.PATH == "/mote"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_button_says_what_it_adds_and_begins_with_its_label(language: str) -> None:
    html = to_html(add_button(language, "/jamfor", "table", part="table"))
    label = re.search(r'aria-label="([^"]+)"', html)
    shown = re.search(r">([^<]+)</button>", html)
    assert label and shown
    assert label[1].startswith(shown[1]) and label[1] != shown[1]
    assert 'data-meeting-add="/jamfor"' in html and 'data-part="table"' in html
    assert set(json.loads(said(language))) == set(SAID)


@pytest.mark.parametrize(
    "query",
    [
        "?indikator=rd_business&platser=20,21,17",
        "?indikator=unemployment_bas&period=2021",
        "?indikator=grp_per_employed&matt=forandring&fran=2013&till=2020",
        "?indikator=matching_rate&uppdelning=kvinnor",
        "?indikator=gerd&platser=SE31,europa",
    ],
)
def test_the_ranking_beside_the_lines_is_the_view_that_its_button_adds(
    library: Library, query: str
) -> None:
    # the button sets the view and leaves the rest of the address as it is
    added = "?" + urlencode({**dict(parse_qsl(query[1:])), "vy": "rangordning"}, safe=",")
    slide = Slide(id="a", path="/jamfor", query=added)
    shown = content(library, Meeting(slides=(slide,)), slide, TODAY).chart
    beside = library.ranking(library.resolve(*from_query(query)).selection)
    assert shown is not None
    assert shown.title == beside.title
    assert [(one.code, one.marks) for one in shown.series] == [
        (one.code, one.marks) for one in beside.series
    ]
