"""A map of grouped shapes renewed in place: each tile by its name, where the analyst has put it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from layouts.exports.deck.tag_parts import P
from layouts.exports.deck_update.facts import A, text_of
from layouts.exports.deck_update.found import SHAPES, properties
from layouts.exports.deck_update.numbers import Key
from layouts.exports.deck_update.texts import RUNS, renew

_P, _A = f"{{{P}}}", f"{{{A}}}"
FILLS = tuple(f"{_A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill"))
#: left, top, width and height
Box = tuple[float, float, float, float]


def merge(old: Any, fresh: Any, written: object, number: int) -> bool:
    """Draw the shapes of `fresh` in the group `old`: colours and words as today, places as there.

    `written` are the names of the shapes as we made them; others are the analyst's and stay. False
    where no shape of the group is known. New shapes are numbered from above `number`.
    """
    made = set(map(str, written)) if isinstance(written, list) else set()
    here = named(old)
    today = named(fresh)
    if not here.keys() & today.keys():
        return False
    both = [key for key in today if key in here]
    boxes = _span([today[key] for key in both]), _span([here[key] for key in both])
    drawn = []
    for key, wanted in today.items():
        tile = deepcopy(wanted)
        like = here.get(key)
        number += 1
        properties(tile).set("id", str(number))
        if like is not None:
            properties(tile).set("id", properties(like).get("id") or str(number))
            _in_place(tile, like)
        elif None not in boxes:
            _scaled(tile, *boxes)
        drawn.append(tile)
    for (name, _), one in here.items():
        if name in made or (name, 1) in today or not made:
            one.getparent().remove(one)
    first = sum(1 for one in old if one.tag not in SHAPES and one.tag != f"{_P}extLst")
    for at, tile in enumerate(drawn):
        old.insert(first + at, tile)
    return True


def named(group: Any) -> dict[tuple[str, int], Any]:
    """The shapes right in a group, by name and by which of that name."""
    seen: dict[str, int] = {}
    found = {}
    for one in group:
        if one.tag in SHAPES and properties(one) is not None:
            name = properties(one).get("name") or ""
            seen[name] = seen.get(name, 0) + 1
            found[name, seen[name]] = one
    return found


def names(group: Any) -> list[str]:
    """The names of the shapes right in a group, each once."""
    return list(dict.fromkeys(name for name, _ in named(group)))


def numbers(group: Any) -> dict[Key, str]:
    """What each shape with a number in its words says, by its name: "Dalarna": "4 012"."""
    found: dict[Key, str] = {}
    for (name, _), one in named(group).items():
        body = one.find(f"{_P}txBody")
        words = "" if body is None else text_of(body).split("\n")[-1]
        # a row of the legend is named by its words
        if words != name and any(letter.isdigit() for letter in words):
            found.setdefault((name, ""), words)
    return found


def _in_place(tile: Any, like: Any) -> None:
    """Put a tile where another stands, with its letters but the colours of today."""
    place, own = like.find(f"{_P}spPr/{_A}xfrm"), tile.find(f"{_P}spPr/{_A}xfrm")
    if place is not None and own is not None:
        own.getparent().replace(own, deepcopy(place))
    body, words = like.find(f"{_P}txBody"), tile.find(f"{_P}txBody")
    if body is None or words is None:
        return
    renewed = deepcopy(body)
    renew(renewed, words)
    pairs = zip(_runs(renewed), _runs(words), strict=True)
    for one, wanted in pairs:
        _ink(one, wanted)
    words.getparent().replace(words, renewed)


def _runs(body: Any) -> list[Any]:
    return [one for one in body.iter() if one.tag in RUNS]


def _ink(run: Any, wanted: Any) -> None:
    """The colour of letters as drawn today: it follows the ground, which follows the figures."""
    look, today = run.find(f"{_A}rPr"), wanted.find(f"{_A}rPr")
    if look is None or today is None:
        return
    for one in [one for one in look if one.tag in FILLS]:
        look.remove(one)
    at = 1 if look.find(f"{_A}ln") is not None else 0
    for one in [one for one in today if one.tag in FILLS]:
        look.insert(at, deepcopy(one))


def highest(group: Any) -> int:
    """The highest number that a shape of the slide has."""
    found = [one.get("id") or "" for one in group.getroottree().iter(f"{_P}cNvPr")]
    return max((int(text) for text in found if text.isdecimal() and len(text) < 10), default=1)


def _span(shapes: list[Any]) -> Box | None:
    """The room that the upper left corners of shapes span; None where they span none."""
    held = [one.find(f"{_P}spPr/{_A}xfrm") for one in shapes]
    places = [_numbers(one.find(f"{_A}off"), one.find(f"{_A}ext")) for one in held
              if one is not None]  # fmt: skip
    known = [place for place in places if place is not None]
    if not known:
        return None
    left, top = min(place[0] for place in known), min(place[1] for place in known)
    width = max(place[0] for place in known) - left
    high = max(place[1] for place in known) - top
    return (left, top, width, high) if width and high else None


def _numbers(place: Any, size: Any) -> Box | None:
    if place is None or size is None:
        return None
    texts = (place.get("x"), place.get("y"), size.get("cx"), size.get("cy"))
    try:
        left, top, width, height = (float(text or "") for text in texts)
    except ValueError:
        return None
    return (left, top, width, height) if width and height else None


def _scaled(tile: Any, fresh: Box | None, old: Box | None) -> None:
    """Put a new tile in the old room where it stands in that of today."""
    held = tile.find(f"{_P}spPr/{_A}xfrm")
    if held is None or fresh is None or old is None:
        return
    place = _numbers(held.find(f"{_A}off"), held.find(f"{_A}ext"))
    if place is None:
        return
    for at, (way, size) in enumerate((("x", "cx"), ("y", "cy"))):
        scale = old[at + 2] / fresh[at + 2]
        held.find(f"{_A}off").set(way, str(round(old[at] + (place[at] - fresh[at]) * scale)))
        held.find(f"{_A}ext").set(size, str(round(place[at + 2] * scale)))
