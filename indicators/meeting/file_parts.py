"""From the JSON of a meeting to a :class:`Meeting`, part by part, keeping all that can be kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from indicators.meeting.file_faults import Faults, quoted, say, unreadable
from indicators.meeting.model import (
    FORBIDDEN,
    MOST_BESIDE,
    MOST_CONFIRMED,
    MOST_SHOWINGS,
    MOST_SLIDES,
    Beside,
    Confirmed,
    Meeting,
    Showing,
    Slide,
    clean,
)

#: the longest texts that fit, by field; the whole of a longer one stands in the notes
MOST = {"title": 300, "message": 2_000, "notes": 10_000}
#: an address within the panel: never another host's, nor a step upwards
PATH = re.compile(r"(/(?![/\\])(?!.*\.\.)[^\s?#\\\x00-\x1f]*)?")
QUERY = re.compile(r"[^\x00-\x1f\x7f\x85\u2028\u2029\ufffe\uffff]*")
ID = re.compile(r"[a-z0-9]{1,24}")


def meeting_of(content: dict[str, Any], faults: Faults) -> Meeting:
    """The meeting in `content`. Raises ``Unreadable`` where it has too many slides or none."""
    slides = content.get("slides", [])
    if not isinstance(slides, list):
        raise unreadable("no_slides")
    if len(slides) > MOST_SLIDES:
        raise unreadable("too_many", count=len(slides), most=MOST_SLIDES)
    own = _own(content, faults)
    if "slides" not in content:
        faults.add("left_default", key="slides")
    read = []
    for number, (slide, identity) in enumerate(zip(slides, _ids(slides, faults), strict=True), 1):
        faults.slide = number
        read.append(_slide(slide, identity, own.get("language", "sv"), faults))
    faults.slide = 0
    return Meeting(**own, slides=tuple(read))


def _own(content: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """The fields of the meeting itself that can be understood."""
    _name_unknown(content, Meeting, faults)
    own: dict[str, Any] = {"title": _text(content, "title", faults)[0]}
    for key in ("on", "language", "home", "as_of"):
        if key not in content:
            continue
        try:
            own[key] = _checked(Meeting, key, content[key])
        except ValidationError:
            # other figures than the ones that were frozen must not come unannounced
            faults.add("frozen_unknown" if key == "as_of" else "left_default", key=key)
    own["showings"] = _records(content, "showings", Showing, MOST_SHOWINGS, faults)
    own["beside"] = _records(content, "beside", Beside, MOST_BESIDE, faults)
    return own


def _slide(content: Any, identity: str, language: str, faults: Faults) -> Slide:
    """One slide; for what cannot be understood one of words, with all that stood in the file."""
    if not isinstance(content, dict):
        faults.add("slide_unknown")
        return _placeholder({}, content, identity, language)
    _name_unknown(content, Slide, faults)
    texts, lost = {}, []
    for key in MOST:
        texts[key], whole = _text(content, key, faults)
        lost += [whole] if whole != texts[key] else []
    texts["notes"] = _joined(texts["notes"], lost)
    shown: dict[str, Any] = {}
    for key in ("kind", "path", "query"):
        value = content.get(key, Slide.model_fields[key].default)
        try:
            shown[key] = _checked(Slide, key, value)
        except ValidationError:
            faults.add("slide_unknown_part", key=key, value=quoted(value))
            return _placeholder(texts, content, identity, language)
    part = content.get("part", "chart")
    if part not in ("chart", "table"):
        faults.add("left_default", key="part")
        part = "chart"
    confirmed = _records(content, "confirmed", Confirmed, MOST_CONFIRMED, faults)
    return Slide(id=identity, part=part, confirmed=confirmed, **shown, **texts)


def _placeholder(texts: dict[str, str], content: Any, identity: str, language: str) -> Slide:
    """A slide of words in place of one that cannot be read, with the file's own text as notes."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    title = texts.get("title") or say()("placeholder", language)
    notes = _joined(texts.get("notes", ""), [written])
    message = texts.get("message", "")
    return Slide(id=identity, kind="text", title=title, message=message, notes=notes)


def _joined(notes: str, more: Sequence[str]) -> str:
    """Notes with more after them, as far as there is room."""
    return "\n\n".join(part for part in (notes, *map(clean, more)) if part)[: MOST["notes"]]


def _text(content: dict[str, Any], key: str, faults: Faults) -> tuple[str, str]:
    """A text that fits its field, and all that stood there."""
    value = content.get(key, "")
    if not isinstance(value, str):
        faults.add("not_text", key=key)
        return "", json.dumps(value, ensure_ascii=False)
    text = clean(value)
    if FORBIDDEN.search(value):
        faults.add("cleaned", key=key, mild=True)
    if len(text) <= MOST[key]:
        return text, text
    faults.add("cut" if faults.slide else "cut_title", key=key, most=MOST[key])
    return text[: MOST[key] - 1] + "…", text


def _ids(slides: Iterable[Any], faults: Faults) -> list[str]:
    """An id for each slide: its own where it has one that no slide before it has."""
    own = [slide.get("id") if isinstance(slide, dict) else None for slide in slides]
    used = {found for found in own if isinstance(found, str)}
    new = (name for number in range(1, 1_000) if (name := f"ny{number}") not in used)
    given: list[str] = []
    for faults.slide, found in enumerate(own, 1):
        given.append(found if isinstance(found, str) and ID.fullmatch(found) else next(new))
        if given[-1] in given[:-1]:
            given[-1] = next(new)
        if given[-1] != found:
            faults.add("new_id", key="id", mild=True)
    faults.slide = 0
    return given


def _records(
    content: dict[str, Any], key: str, model: type[BaseModel], most: int, faults: Faults
) -> tuple[Any, ...]:
    """The records of a list that can be understood; each of the others is named."""
    values = content.get(key, [])
    if not isinstance(values, list):
        faults.add("left_default", key=key)
        return ()
    read = []
    for value in values[:most]:
        try:
            if isinstance(value, dict):
                _name_unknown(value, model, faults)
                value = {name: clean(one) if isinstance(one, str) else one
                         for name, one in value.items() if name in model.model_fields}  # fmt: skip
            read.append(model.model_validate_json(json.dumps(value), strict=True))
        except ValidationError:
            told = quoted(json.dumps(value, ensure_ascii=False))
            faults.add("record_unknown", key=key, value=told)
    if len(values) > most:
        faults.add("records_left", key=key, count=len(values) - most, most=most)
    return tuple(read)


def _name_unknown(content: dict[str, Any], model: type[BaseModel], faults: Faults) -> None:
    for key in sorted(set(content) - set(model.model_fields)):
        faults.add("unknown_key", key=key)


@cache
def _field(model: type[BaseModel], key: str) -> TypeAdapter[Any]:
    found = model.model_fields[key]
    return TypeAdapter(found.rebuild_annotation())


def _checked(model: type[BaseModel], key: str, value: Any) -> Any:
    """A field's value as its model takes it, read as JSON. Raises ValidationError."""
    form = {"path": PATH, "query": QUERY}.get(key)
    if form is not None and isinstance(value, str) and not form.fullmatch(value):
        value = None  # no address, whatever the model says
    return _field(model, key).validate_json(json.dumps(value), strict=True)
