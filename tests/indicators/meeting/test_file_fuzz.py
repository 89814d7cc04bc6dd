"""Damaged and hostile files of meetings: a clear refusal or a right result, never a crash."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any

import pytest

from indicators.meeting.file import Opened, read, write
from indicators.meeting.file_parts import clean
from indicators.meeting.merge import TooMuch, merge
from indicators.meeting.model import Beside, Confirmed, Meeting, Showing, Slide
from tests.conftest import SOAK

FILES = 5_000 if SOAK else 100
WHOLE = Meeting.model_validate({
    "title": "Styrgrupp – november", "on": "2026-11-26", "as_of": "2026-11-01", "home": "21",
    "slides": [
        Slide(id="a", path="/jamfor", query="?indikator=gerd_gdp&vy=rangordning", title="FoU",
              message="{värde:20} mot {värde:00} i Riket.", notes="Säg något.", part="table",
              confirmed=(Confirmed(key="värde:20", said="1,4", value=1.41),)),
        Slide(id="b", kind="section", title="Del två"),
        Slide(id="c", path="/county/20", message="Rad ett\nRad två"),
        Slide(id="d", kind="since"),
    ],
    "showings": [Showing(on="2026-08-20", title="Augusti")],  # type: ignore[arg-type]
    "beside": [Beside(slide="a", field="title", text="Forskning")],
})  # fmt: skip

ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, -1e308, "", "x", "x" * 3_000, "å" * 11_000, [], [[]], {},
    {"a": 1}, ["x"] * 600, "\u0000", "\x0b", "\ufffe", "\u202e", "🙂", "//evil.example", "/../x",
    "javascript:alert(1)", "<script>", "=cmd()", "2026-02-30", "2026-13-01", "９", "schema_version",
    {"id": "a"}, {"key": "k", "said": "s"}, [{"on": "2026-01-01"}], "\ud800", "{värde:20}",
]  # fmt: skip


def places(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(
        found, list) else ()  # fmt: skip
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def structural(chance: random.Random, start: bytes = write(WHOLE)) -> bytes:
    """A file whose JSON is whole, with some parts replaced, removed, doubled or moved."""
    found = json.loads(start)
    for _ in range(chance.randint(1, 4)):
        place = chance.choice(places(found)[1:] or [()])
        if not place:
            return json.dumps(chance.choice(ODD)).encode()
        holder = found
        for key in place[:-1]:
            holder = holder[key]
        last = place[-1]
        match chance.choice(("replace", "remove", "double", "move", "rename")):
            case "remove":
                del holder[last]
            case "double" if isinstance(holder, list):
                holder.insert(last, deepcopy(holder[last]))
            case "rename" if isinstance(holder, dict):
                holder[str(chance.choice(ODD))[:50]] = holder.pop(last)
            case "move":
                holder[last] = deepcopy(found) if chance.random() < 0.2 else WHOLE.title
            case _:
                holder[last] = deepcopy(chance.choice(ODD))
    return json.dumps(found, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def bytewise(chance: random.Random, start: bytes = write(WHOLE)) -> bytes:
    """A file with some bytes changed, taken out, doubled or cut off."""
    data = bytearray(start)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        match chance.choice(("set", "remove", "double", "cut", "swap")):
            case "set":
                data[at] = chance.randrange(256)
            case "remove":
                del data[at : at + chance.randint(1, 20)]
            case "double":
                data[at:at] = data[at : at + chance.randint(1, 200)]
            case "cut" if chance.random() < 0.2:
                del data[at:]
            case _:
                data[at : at + 1] = chance.choice((b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\"))
        if not data:
            break
    return bytes(data)


def assert_right(found: Opened, data: bytes) -> None:
    """Refused with one reason, or a meeting that can be kept, with every loss of it named."""
    for language in ("sv", "en"):
        assert all(text.strip().endswith((".", "!")) for text in found.told(language))
    if found.meeting is None:
        assert len(found.faults) == 1
        return
    whole = Meeting.model_validate_json(found.meeting.model_dump_json())
    assert whole == found.meeting
    assert len({slide.id for slide in whole.slides}) == len(whole.slides)
    again = read(write(whole))
    assert again == Opened(whole)  # what was opened once opens without a fault ever after
    assert not any(slide.path.startswith(("//", "/\\")) for slide in whole.slides)
    if not found.faults:  # nothing was said to be wrong, so nothing may be missing
        content = json.loads(data.decode("utf-8-sig"))
        content = content.get("meeting", content)
        for sent, slide in zip(content["slides"], whole.slides, strict=True):
            told = slide.model_dump(mode="json")
            for key, value in sent.items():
                assert _same(told[key], value), key


def _same(kept: Any, sent: Any) -> bool:
    """Whether all that was sent is kept; lines may be ended otherwise."""
    if isinstance(sent, dict):
        return all(key in kept and _same(kept[key], value) for key, value in sent.items())
    if isinstance(sent, list):
        return len(kept) == len(sent) and all(map(_same, kept, sent))
    if isinstance(kept, float):
        return kept == float(sent)
    return bool(kept == (clean(sent) if isinstance(sent, str) else sent))


@pytest.mark.parametrize("made", [structural, bytewise])
def test_a_damaged_file_is_refused_in_words_or_opened_right(made: Any) -> None:
    chance = random.Random(f"{made.__name__} 2026")
    refused = 0
    for number in range(FILES):
        data = made(chance)
        try:
            found = read(data)
            assert_right(found, data)
            if found.meeting is not None:
                _merged(found.meeting)
        except Exception as error:
            raise AssertionError(f"file {number}: {data[:3_000]!r}") from error
        refused += found.meeting is None
    assert 0 < refused < FILES  # both happen, or this tests nothing


def _merged(meeting: Meeting) -> None:
    """What was opened can be joined with the meeting it came from."""
    try:
        joined = merge(WHOLE, WHOLE, meeting).meeting
        assert merge(meeting, meeting, WHOLE).meeting == WHOLE
    except TooMuch:
        return
    assert read(write(joined)).meeting == joined
