"""Single points of a series: their looks and labels follow the place or period, not the number."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from layouts.exports.deck_update import facts
from layouts.exports.deck_update.facts import C

_C = f"{{{C}}}"
#: what of a label is how it looks
LOOKS = ("spPr", "txPr")


def points(series: Any, wanted: Any, before: list[str], written: object, name: str) -> list[Any]:
    """The points with looks of their own.

    One that looks as we made it looks as drawn today; one that the analyst has given another look
    keeps it, at its own category.
    """
    made = _of(written, name)
    labels = facts.categories(wanted)
    today = {
        facts.label_at(labels, facts.number_of(one, "idx")): one
        for one in wanted.findall(f"{_C}dPt")
    }
    found: dict[str, Any] = {}
    for one in series.findall(f"{_C}dPt"):
        label = facts.label_at(before, facts.number_of(one, "idx"))
        if facts.look(one) != made.get(label):
            found[label] = one
    at = {facts.place_of(label): index for index, label in enumerate(labels)}
    kept = []
    for label in {**today, **found}:
        # without categories a point's number is its name
        index = at.get(label, int(label[1:]) if label[:1] == "#" and label[1:].isdecimal() else -1)
        if index >= 0:
            one = deepcopy(found.get(label, today.get(label)))
            one.find(f"{_C}idx").set("val", str(index))
            kept.append((index, one))
    return [one for _, one in sorted(kept, key=lambda pair: pair[0])]


def labels(
    series: Any, wanted: Any, before: list[str], written: object, name: str, own: list[str]
) -> list[Any]:
    """The labels of a series: where and what as today, in letters as the analyst has them.

    A label with words of the analyst's stays at its category, and its words are added to `own`.
    """
    here, today = series.find(f"{_C}dLbls"), wanted.find(f"{_C}dLbls")
    if here is None:
        # taken away by the analyst, where we had made some
        return [] if today is None or _made(written, name) else [deepcopy(today)]
    if today is None:
        return [deepcopy(here)] if not here.findall(f"{_C}dLbl") else []
    single, drawn = here.findall(f"{_C}dLbl"), today.findall(f"{_C}dLbl")
    if not single and _made(written, name):
        return [deepcopy(here)]
    found = deepcopy(today)
    _dress(found, here)
    made = _made(written, name)
    told = made if isinstance(made, list) and len(made) == len(single) else []
    after = facts.categories(wanted)
    at = {facts.place_of(label): index for index, label in enumerate(after)}
    where = {facts.label_at(before, facts.number_of(one, "idx")): order
             for order, one in enumerate(single)}  # fmt: skip
    for index, label in enumerate(drawn):
        mine = found.findall(f"{_C}dLbl")[index]
        place = facts.label_at(after, facts.number_of(label, "idx"))
        # a label at a place is that place's; one at the end of a line goes to the new end
        order = where.get(place, index if len(single) == len(drawn) else -1)
        if single:
            _dress(mine, single[order])
        if 0 <= order < len(told):
            _moved(mine, single[order], told[order])
    for one in single:
        words = facts.text_of(one) if one.find(f"{_C}tx") is not None else ""
        place_ = at.get(facts.label_at(before, facts.number_of(one, "idx")), -1)
        if words.strip() and place_ >= 0:
            own.append(words)
            _place(found, deepcopy(one), place_)
    return [found]


def _of(written: object, name: str) -> Mapping[str, Any]:
    found = written.get(name) if isinstance(written, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _made(written: object, name: str) -> Any:
    return written.get(name) if isinstance(written, Mapping) else None


def _dress(label: Any, like: Any) -> None:
    """Give a label the letters and ground of another."""
    for part in LOOKS:
        look, own = like.find(f"{_C}{part}"), label.find(f"{_C}{part}")
        if look is not None and own is not None:
            label.replace(own, deepcopy(look))


def _moved(label: Any, like: Any, made: object) -> None:
    """Keep a label where the analyst has moved it, and what it was told to show."""
    if not isinstance(made, list) or len(made) != 3:
        return
    now = facts.label_facts(like)
    if now[2] != made[2]:
        for what in ("showVal", "showCatName", "showSerName"):
            held, own = like.find(f"{_C}{what}"), label.find(f"{_C}{what}")
            if held is not None and own is not None:
                own.set("val", held.get("val") or "0")
    if now[:2] != made[:2]:
        held, own = like.find(f"{_C}layout"), label.find(f"{_C}layout")
        if held is not None and own is not None:
            label.replace(own, deepcopy(held))
        elif held is not None:
            label.insert(1, deepcopy(held))


def _place(labels_: Any, label: Any, index: int) -> None:
    """Put a label at a point, in place of another there; labels stand in the points' order."""
    label.find(f"{_C}idx").set("val", str(index))
    at = 0
    for one in labels_.findall(f"{_C}dLbl"):
        number = facts.number_of(one, "idx")
        if number == index:
            labels_.replace(one, label)
            return
        at += number < index
    labels_.insert(at, label)
