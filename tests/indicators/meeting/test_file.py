"""A meeting's file: the same comes back, older and newer ones open, hostile ones are refused."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given

from indicators.meeting import file_faults
from indicators.meeting.file import FORMAT, Opened, read, write
from indicators.meeting.file_json import MOST_BYTES
from indicators.meeting.model import SCHEMA, Beside, Confirmed, Meeting, Slide
from tests.indicators.meeting.strategies import meetings

MEETING = Meeting(
    title="Styrgrupp – november",
    slides=(
        Slide(id="a1", path="/jamfor", query="?indikator=gerd_gdp", message="Långt under Riket."),
        Slide(id="b2", kind="text", title="Frågor", notes="rad 1\nrad 2\t🙂"),
    ),
)


def as_file(**changes: Any) -> dict[str, Any]:
    """The file of a meeting as JSON, with parts of the meeting changed."""
    found = json.loads(write(MEETING))
    found["meeting"] |= changes
    return found


def opened(found: Any, **options: Any) -> Opened:
    return read(json.dumps(found).encode(), **options)


def phrases(found: Opened) -> list[tuple[str, int, str]]:
    return [(fault.phrase, fault.slide, fault.key) for fault in found.faults]


def assert_told(found: Opened) -> None:
    """Every fault can be said in both languages, in whole sentences and on one line."""
    for language in ("sv", "en"):
        for text in found.told(language):
            assert re.search(r"[.!]$", text) and text.count(". ") >= 1, text
            assert "\n" not in text and "{name}" not in text and len(text) < 500, text


# --- there and back ----------------------------------------------------------------------------


@given(meetings)
def test_what_is_written_is_read_again(meeting: Meeting) -> None:
    data = write(meeting)
    found = read(data)
    assert found == Opened(meeting)
    assert write(found.meeting) == data  # type: ignore[arg-type]
    assert read(write(meeting, indent=None)) == found


def test_the_file_is_written_for_people_to_read() -> None:
    text = write(MEETING).decode("utf-8")
    assert text.startswith('{\n  "format": "application/vnd.omstallningspanelen.mote+json",\n')
    assert text.endswith(f'  "version": {SCHEMA}\n}}\n')
    assert '"title": "Styrgrupp – november"' in text  # not \u2013
    found = json.loads(text)
    assert list(found["meeting"]) == sorted(found["meeting"])
    assert "schema_version" not in found["meeting"]  # said once


def test_a_file_from_a_windows_editor_is_read() -> None:
    text = write(MEETING).decode().replace("\n", "\r\n")
    assert read(b"\xef\xbb\xbf" + text.encode()) == Opened(MEETING)


def test_a_meeting_as_the_browser_holds_it_is_read_too() -> None:
    assert opened(MEETING.model_dump(mode="json")) == Opened(MEETING)


def test_a_number_that_is_none_is_written_as_nothing() -> None:
    odd = Slide(id="a", confirmed=(Confirmed(key="k", said="x", value=float("nan")),
                                   Confirmed(key="l", said="y", value=float("inf"))))  # fmt: skip
    found = read(write(Meeting(slides=(odd,))))
    assert [one.value for one in found.meeting.slides[0].confirmed] == [None, None]  # type: ignore[union-attr]
    assert found.faults == ()


# --- older and newer ---------------------------------------------------------------------------


def test_an_older_version_is_brought_up_to_date_step_by_step() -> None:
    """There is no older one yet, so these two are made up: titles had other names in them."""
    steps = {
        -1: lambda content: {**content, "heading": content["head"]},
        0: lambda content: {"title": content["heading"], "slides": content["slides"]},
    }
    old = {"format": FORMAT, "version": -1, "meeting": {"head": "Gammalt", "slides": []}}
    assert opened(old, migrations=steps) == Opened(Meeting(title="Gammalt"))
    newer = old | {"version": 0, "meeting": {"heading": "Nyare", "slides": []}}
    assert opened(newer, migrations=steps) == Opened(Meeting(title="Nyare"))


@pytest.mark.parametrize("version", [0, -1, -(10**40)])
def test_a_version_that_never_was_is_refused(version: int) -> None:
    found = opened(as_file() | {"version": version})
    assert found.meeting is None and phrases(found) == [("too_old", 0, "")]
    assert_told(found)


def test_a_newer_version_opens_with_what_is_understood_and_says_what_is_missing() -> None:
    slides = [
        {"id": "a1", "path": "/jamfor", "message": "Kvar.", "animation": "fade"},
        {"id": "v", "kind": "video", "title": "Film", "message": "Se på den.", "url": "/film"},
    ]
    found = opened(as_file(slides=slides, mood="glad") | {"version": 2, "signed": "x"})
    assert found.newer and found.meeting is not None
    assert phrases(found) == [
        ("unknown_key", 0, "signed"),
        ("newer", 0, ""),
        ("unknown_key", 0, "mood"),
        ("unknown_key", 1, "animation"),
        ("unknown_key", 2, "url"),
        ("slide_unknown_part", 2, "kind"),
    ]
    first, film = found.meeting.slides
    assert first == Slide(id="a1", path="/jamfor", message="Kvar.")
    assert (film.kind, film.title, film.message) == ("text", "Film", "Se på den.")
    assert '"kind": "video"' in film.notes and '"url": "/film"' in film.notes
    assert "Bild 2: ”kind” är ”video”" in " ".join(found.told("sv"))
    assert "Slide 2: “kind” is “video”" in " ".join(found.told("en"))
    assert_told(found)


@pytest.mark.parametrize("version", [None, "1", 1.5, True, [1]])
def test_a_file_that_does_not_say_its_version_is_opened_and_says_so(version: Any) -> None:
    found = opened(as_file() | {"version": version})
    assert found.meeting == MEETING and phrases(found) == [("no_version", 0, "version")]
    assert_told(found)


# --- what cannot be understood is kept or named ------------------------------------------------


@pytest.mark.parametrize(
    ("slide", "phrase", "key"),
    [
        (17, "slide_unknown", ""),
        (None, "slide_unknown", ""),
        (["Viktiga ord"], "slide_unknown", ""),
        ({"id": "x", "kind": "film", "message": "Viktiga ord"}, "slide_unknown_part", "kind"),
        ({"id": "x", "path": "https://evil.example", "message": "Viktiga ord"},
         "slide_unknown_part", "path"),
        ({"id": "x", "path": "//evil.example/x"}, "slide_unknown_part", "path"),
        ({"id": "x", "path": "/\\evil.example"}, "slide_unknown_part", "path"),
        ({"id": "x", "path": "/a/../../etc"}, "slide_unknown_part", "path"),
        ({"id": "x", "path": "/jamfor?x=1"}, "slide_unknown_part", "path"),
        ({"id": "x", "query": ["?"]}, "slide_unknown_part", "query"),
        ({"id": "x", "query": "?" + "x" * 2_000}, "slide_unknown_part", "query"),
    ],
)  # fmt: skip
def test_a_slide_that_cannot_be_understood_keeps_its_place_and_its_words(
    slide: Any, phrase: str, key: str
) -> None:
    slides = as_file()["meeting"]["slides"]
    found = opened(as_file(slides=[slides[0], slide, slides[1]]))
    assert (phrase, 2, key) in phrases(found)
    assert found.meeting is not None
    before, broken, after = found.meeting.slides
    assert (before, after) == MEETING.slides
    assert broken.kind == "text" and broken.path == broken.query == ""
    assert broken.title == "Bilden kunde inte läsas"
    stood = json.loads(broken.notes) if len(broken.notes) < 9_000 else None
    assert stood == slide
    if "Viktiga ord" in json.dumps(slide):
        assert "Viktiga ord" in broken.message + broken.notes
    assert_told(found)


def test_in_an_english_meeting_the_placeholder_is_english() -> None:
    found = opened(as_file(language="en", slides=[5]))
    assert found.meeting is not None
    assert found.meeting.slides[0].title == "The slide could not be read"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": 5}, ("not_text", 0, "title")),
        ({"title": "x" * 301}, ("cut_title", 0, "title")),
        ({"on": "i morgon"}, ("left_default", 0, "on")),
        ({"on": 20260101}, ("left_default", 0, "on")),
        ({"language": "fi"}, ("left_default", 0, "language")),
        ({"home": 20}, ("left_default", 0, "home")),
        ({"as_of": "2026-02-30"}, ("frozen_unknown", 0, "as_of")),
        ({"as_of": True}, ("frozen_unknown", 0, "as_of")),
        ({"showings": {}}, ("left_default", 0, "showings")),
        ({"showings": [{"on": "x"}]}, ("record_unknown", 0, "showings")),
        ({"showings": [{"on": "2026-01-01"}] * 501}, ("records_left", 0, "showings")),
        ({"beside": [{"field": "../", "text": "x"}]}, ("record_unknown", 0, "beside")),
        ({"colour": "red"}, ("unknown_key", 0, "colour")),
        ({"": "red"}, ("unknown_key", 0, "")),
        ({"showings": [{"on": "2026-01-01", "who": "x"}]}, ("unknown_key", 0, "who")),
    ],
)
def test_a_part_of_the_meeting_that_cannot_be_read_is_named(
    changes: dict[str, Any], expected: tuple[str, int, str]
) -> None:
    found = opened(as_file(**changes))
    assert phrases(found) == [expected]
    assert found.meeting is not None and found.meeting.slides == MEETING.slides
    assert_told(found)


def test_a_frozen_day_that_is_lost_is_said_because_the_figures_may_be_others() -> None:
    found = opened(as_file(as_of="snart"))
    assert found.meeting is not None and found.meeting.as_of is None
    assert "senaste siffrorna, som kan vara andra" in found.told("sv")[0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"part": "picture"}, [("left_default", 1, "part")]),
        ({"part": ["chart"]}, [("left_default", 1, "part")]),
        ({"message": None}, [("not_text", 1, "message")]),
        ({"message": {"sv": "Två språk"}}, [("not_text", 1, "message")]),
        ({"title": "x" * 400}, [("cut", 1, "title")]),
        ({"confirmed": [{"key": "k"}]}, [("record_unknown", 1, "confirmed")]),
        ({"confirmed": "k"}, [("left_default", 1, "confirmed")]),
        ({"id": "A B"}, [("new_id", 1, "id")]),
        ({"id": "b2"}, [("new_id", 2, "id")]),  # the first to have it keeps it
        ({"message": "a\u0000b"}, [("cleaned", 1, "message")]),
        ({"message": "rad\x0brad"}, []),  # a new line of Word's and PowerPoint's
    ],
)
def test_a_part_of_a_slide_that_cannot_be_read_is_named(
    changes: dict[str, Any], expected: list[tuple[str, int, str]]
) -> None:
    slides = as_file()["meeting"]["slides"]
    found = opened(as_file(slides=[slides[0] | changes, slides[1]]))
    assert phrases(found) == expected
    assert found.meeting is not None
    first, second = found.meeting.slides
    assert first.kind == "view" and first.path == "/jamfor"  # it still shows its view
    assert second.title == "Frågor" and first.id != second.id
    assert_told(found)


def test_words_that_do_not_fit_are_kept_among_the_notes() -> None:
    long = "ord " * 400 + "slut"
    slides = as_file()["meeting"]["slides"]
    slides[0] |= {"title": long, "notes": "Mina anteckningar", "message": {"sv": "Inbäddat"}}
    found = opened(as_file(slides=slides))
    assert found.meeting is not None
    first = found.meeting.slides[0]
    assert len(first.title) == 300 and first.title.endswith("…")
    assert first.notes.startswith("Mina anteckningar\n\n") and long in first.notes
    assert "Inbäddat" in first.notes
    over = opened(as_file(slides=[slides[0] | {"notes": "å" * 20_000}])).meeting
    assert over is not None and len(over.slides[0].notes) == 10_000


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted() -> None:
    found = opened(as_file(slides=[1] * 200))
    assert len(found.faults) == 400
    told = found.told("sv")
    assert len(told) == 51 and "350 fel till" in told[-1]
    mild = [fault for fault in found.faults if fault.mild]
    assert len(mild) == 200  # a new name for each is nothing to trouble anybody with


def test_a_meeting_without_slides_is_not_taken_for_an_empty_one() -> None:
    found = as_file()
    del found["meeting"]["slides"]
    assert phrases(opened(found)) == [("left_default", 0, "slides")]
    assert opened(as_file(slides=[])).faults == ()


def test_words_beside_are_kept() -> None:
    meeting = MEETING.model_copy(
        update={"beside": (Beside(slide="a1", field="message", text="Hennes ord."),)}
    )
    assert read(write(meeting)) == Opened(meeting)


# --- what is refused ---------------------------------------------------------------------------


HOSTILE = {
    "nothing": (b"", "empty"),
    "white space": (b" \n\t ", "empty"),
    "not JSON": (b"PK\x03\x04 a deck", "not_json"),
    "cut short": (write(MEETING)[:200], "not_json"),
    "another encoding": ("{}".encode("utf-16"), "not_utf8"),
    "binary": (bytes(range(256)), "not_utf8"),
    "too large": (b" " * (MOST_BYTES + 1), "too_large"),
    "nested": (b"[" * 100_000, "too_deep"),
    "nested and closed": (b"[" * 500_000 + b"]" * 500_000, "too_deep"),
    "nested objects": (b'{"meeting":' * 50_000 + b"1" + b"}" * 50_000, "too_deep"),
    "nested a little": (b'{"slides":[' + b"[" * 50 + b"]" * 50 + b"]}", "too_deep"),
    "twice": (b'{"slides": [], "title": "a", "title": "b"}', "twice"),
    "twice within": (b'{"slides": [{"id": "a", "id": "b"}]}', "twice"),
    "not a number": (b'{"slides": [{"confirmed": [{"value": NaN}]}]}', "not_a_number"),
    "infinity": (b'{"slides": [-Infinity]}', "not_a_number"),
    "beyond floats": (b'{"slides": [1e999]}', "not_a_number"),
    "many digits": (b'{"slides": [' + b"9" * 10_000 + b"]}", "not_a_number"),
    "half a character": (b'{"slides": [], "title": "x\\ud83d"}', "half_character"),
    "half a character in a name": (b'{"slides": [], "\\udc00": 1}', "half_character"),
    "a list": (b"[]", "no_meeting"),
    "a text": (b'"mote"', "no_meeting"),
    "nothing at all": (b"null", "no_meeting"),
    "an empty object": (b"{}", "no_meeting"),
    "another schema": (b'{"format": "x", "meeting": {}}', "other_format"),
    "no schema": (b'{"meeting": {}, "version": 1}', "other_format"),
    "slides that are none": (b'{"slides": {"a": 1}}', "no_slides"),
    "a million slides": (b'{"slides":[' + b"1," * 900_000 + b"1]}", "too_many"),
    "many empty slides": (b'{"slides":[' + b"{}," * 600_000 + b"{}]}", "too_many"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_opened_is_refused_in_words(name: str) -> None:
    data, phrase = HOSTILE[name]
    found = read(data)
    assert found.meeting is None
    assert [fault.phrase for fault in found.faults] == [phrase]
    assert_told(found)
    for language, still in (("sv", "orör"), ("en", "untouched")):
        assert still in found.told(language)[0]


def test_every_reason_to_refuse_has_a_file_here() -> None:
    """A new reason without a test would be one that nobody has seen."""
    phrases = {phrase for _, phrase in HOSTILE.values()} | {"too_old"}
    for phrase in phrases:
        assert phrase in file_faults.say()
    opening = {"too_large", "empty", "not_utf8", "not_json", "too_deep", "not_a_number", "twice",
               "half_character", "no_meeting", "other_format", "too_old", "no_slides",
               "too_many"}  # fmt: skip
    assert phrases == opening


def test_foreign_words_are_repeated_short_and_on_one_line() -> None:
    found = opened(as_file(**{"x\n\u202e" + "y" * 5_000: 1}))
    [text] = found.told("sv")
    assert len(text) < 250 and "\n" not in text and "\u202e" not in text
