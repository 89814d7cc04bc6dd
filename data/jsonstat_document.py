"""What a JSON-stat document is about: its dimensions, codes, labels, roles, units and notes.

The reading half of ``data/jsonstat.py``, which turns the figures into a frame. Pure; the format is
https://json-stat.org/full/ (2.0; of version 1 the wrapper ``{"dataset": …}`` is read too).
"""

from __future__ import annotations

import json
import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, prod
from typing import Any

import numpy as np
import orjson

#: beyond this a position is no longer sure to be exact in every reader of JSON
MOST_CELLS = 2**53

Document = Mapping[str, Any] | bytes


@dataclass(frozen=True, slots=True)
class Unit:
    """What one content is counted in, and with how many decimals it is published."""

    base: str
    decimals: int | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One column of codes: the codes in the document's order, and what is said about them."""

    id: str
    label: str
    codes: tuple[str, ...]
    #: code -> label; a code without one is its own label
    labels: Mapping[str, str]
    units: Mapping[str, Unit]
    notes: tuple[str, ...]
    code_notes: Mapping[str, tuple[str, ...]]
    extension: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says about its figures. `roles`: time, geo or metric -> dimension ids."""

    label: str
    source: str
    updated: str
    dimensions: Mapping[str, Dimension]
    roles: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    extension: Mapping[str, Any]

    @property
    def cells(self) -> int:
        """How many cells the dimensions span, whether or not the document names them all."""
        return prod(len(dimension.codes) for dimension in self.dimensions.values())


class Wrong(Exception):
    """What is wrong with a document; whoever catches it knows whose document it is."""


class Refusal(Wrong):
    """An error in place of a dataset: the status it gives, and the service's own words."""

    def __init__(self, status: int, words: str) -> None:
        self.status, self.words = status, words
        super().__init__(f"{status} {words}")


def read_dataset(document: Document) -> Mapping[str, Any]:
    """Return the dataset within an answer, with id, size and role where version 2.0 has them.

    Raises :class:`Wrong` where the answer is no JSON or something else than a dataset, and
    :class:`Refusal` where it is an error with a status.
    """
    answer = document if isinstance(document, Mapping) else _decoded(document)
    if not isinstance(answer, Mapping):
        raise Wrong(f"expected a JSON-stat dataset, got {said(answer)}")
    dataset = answer["dataset"] if isinstance(answer.get("dataset"), Mapping) else answer
    dimension = dataset.get("dimension")
    if dimension is None:
        _raise_error(dataset)
    if dataset.get("class", "dataset") != "dataset":
        raise Wrong(f"expected class dataset, got {said(dataset['class'])}")
    if not isinstance(dimension, Mapping):
        raise Wrong(f"not a JSON-stat dataset: no dimensions among {said(list(dataset))}")
    before = {key: dimension[key] for key in ("id", "size", "role") if key in dimension}
    # in version 1 these three stand among the dimensions; in 2.0 a dimension may bear such a name
    return dataset if "id" in dataset else {**dataset, **before}


def _decoded(raw: bytes) -> Any:
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        # NaN is no JSON, but some servers write it and only the slow reader takes it
        answer = json.loads(raw) if b"NaN" in raw else orjson.loads(raw)
    except (ValueError, RecursionError) as error:
        start = raw[:80].decode("utf-8", "replace")
        raise Wrong(f"not JSON, or cut short ({error}); it starts {start!r}") from error
    if not _every_member_was_kept(raw, answer):
        raise Wrong("a key stands twice in one object, so one of its values is hidden")
    return answer


def _every_member_was_kept(raw: bytes, answer: Any) -> bool:
    """Tell whether the objects read hold as many ``key: value`` pairs as the text has.

    Readers of JSON keep the last of two pairs with one key and say nothing.
    """
    text = np.frombuffer(raw, np.uint8)
    before = text[np.flatnonzero(text == ord(":")) - 1]
    # where no colon has space before it, there are no more pairs than colons after a quotation mark
    if not (before <= ord(" ")).any() and _members(answer, 1000) == (before == ord('"')).sum():
        return True
    # a text may start with a colon, though, so otherwise the colons outside texts are told apart
    text = np.frombuffer(raw.replace(b"\\\\", b"").replace(b'\\"', b""), np.uint8)
    within = np.cumsum(text == ord('"'), dtype=np.uint8) & 1
    return _members(answer) == np.count_nonzero((text == ord(":")) & (within == 0))


def _members(answer: Any, most: float = inf) -> int:
    """How many pairs the objects hold, at least: longer ones than `most` are not looked into."""
    count = 0
    waiting: list[Any] = [[answer]]
    while waiting:
        part = waiting.pop()
        count += len(part) if isinstance(part, dict) else 0
        if len(part) <= most:
            children = part.values() if isinstance(part, dict) else part
            waiting.extend(one for one in children if isinstance(one, dict | list))
    return count


def _raise_error(answer: Mapping[str, Any]) -> None:
    """Raise what Eurostat (a list or an object) or PxWeb (a Problem) sends where it refuses."""
    found = answer.get("error", answer.get("warning"))
    if found is None and {"title", "status"} <= answer.keys():
        found = answer
    words: dict[str, None] = {}
    status = None
    for part in found if isinstance(found, list) else [found]:
        if not isinstance(part, Mapping):
            part = {"label": part}
        status = part.get("status", status)
        told = (part.get(key) for key in ("title", "label", "message", "detail"))
        words.update((one, None) for one in told if isinstance(one, str))
    if type(status) is int and 400 <= status < 600:
        raise Refusal(status, " ".join(words))
    if words:
        raise Wrong(f"the service answered with an error: {' '.join(words)[:500]}")


def said(value: object) -> str:
    """The value as a message shows it: short, whatever it is."""
    try:
        return reprlib.repr(value)
    except ValueError:  # Python does not print integers of more than 4300 digits
        return "a number of thousands of digits"


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise Wrong(f"{where}: expected an object, got {said(value)}")
    return value


def text_of(value: Any, where: str) -> str:
    """The text, or ``""`` for null; anything else is wrong."""
    if value is not None and not isinstance(value, str):
        raise Wrong(f"{where}: expected text, got {said(value)}")
    return value or ""


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, Sequence):
        value = [] if value is None else [value]
    return tuple(text_of(one, where) for one in ([value] if isinstance(value, str) else value))


def read_description(dataset: Mapping[str, Any]) -> Description:
    """Return what a dataset says about its figures, or raise :class:`Wrong` with the fault."""
    ids, sizes = (_listed(dataset, key) for key in ("id", "size"))
    if not ids or not all(isinstance(one, str) for one in ids) or len(set(ids)) != len(ids):
        raise Wrong(f"id: expected the names of the dimensions, got {said(ids)}")
    if taken := {"value", "status"}.intersection(ids):
        raise Wrong(f"id: a dimension is named {min(taken)!r}, as the column of the figures is")
    if len(sizes) != len(ids):
        raise Wrong(f"size: {len(sizes)} sizes for {len(ids)} dimensions")
    described = dataset["dimension"]
    roles = _mapping(dataset.get("role"), "role")
    about = Description(
        label=text_of(dataset.get("label"), "label"),
        source=text_of(dataset.get("source"), "source"),
        updated=text_of(dataset.get("updated"), "updated"),
        dimensions={
            one: _dimension(one, described.get(one), size)
            for one, size in zip(ids, sizes, strict=True)
        },
        roles={role: _texts(those, f"role {role}") for role, those in roles.items()},
        notes=_texts(dataset.get("note"), "note"),
        extension=_mapping(dataset.get("extension"), "extension"),
    )
    if about.cells > MOST_CELLS:
        raise Wrong("size: the sizes span more cells than positions can number")
    return about


def _listed(dataset: Mapping[str, Any], key: str) -> list[Any]:
    value = dataset.get(key)
    if not isinstance(value, list | tuple):
        raise Wrong(f"{key}: expected a list, got {said(value)}")
    return list(value)


def _dimension(one: str, described: Any, size: Any) -> Dimension:
    where = f"dimension {one}"
    if not isinstance(described, Mapping):
        raise Wrong(f"{where}: named in id but not described")
    category = _mapping(described.get("category"), f"{where}, category")
    given = _mapping(category.get("label"), f"{where}, label")
    codes = _codes(where, category.get("index"), given)
    if type(size) is not int or len(codes) != size:
        raise Wrong(f"{where}: {len(codes)} codes for size {said(size)}")
    units = _mapping(category.get("unit"), f"{where}, unit")
    notes = _mapping(category.get("note"), f"{where}, note")
    return Dimension(
        id=one,
        label=text_of(described.get("label"), where) or one,
        codes=codes,
        labels={code: text_of(given.get(code), f"{where}, label {code}") or code for code in codes},
        units={code: _unit(unit, f"{where}, unit {code}") for code, unit in units.items()},
        notes=_texts(described.get("note"), f"{where}, note"),
        code_notes={code: _texts(note, f"{where}, note {code}") for code, note in notes.items()},
        extension=_mapping(described.get("extension"), f"{where}, extension"),
    )


def _codes(where: str, index: Any, labels: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes in their order, from a list, from ``{code: position}``, or the one that is named.

    Positions order the codes; gaps between them close up, for the sizes leave no room for them.
    """
    if index is None and len(labels) == 1:
        index = list(labels)
    if isinstance(index, Mapping):
        positions = list(index.values())
        if not all(type(position) is int and position >= 0 for position in positions):
            raise Wrong(f"{where}, index: expected positions, got {said(positions)}")
        if len(set(positions)) != len(positions):
            raise Wrong(f"{where}, index: two codes at one position in {said(index)}")
        index = sorted(index, key=index.__getitem__)
    if not isinstance(index, list | tuple) or not all(isinstance(code, str) for code in index):
        raise Wrong(f"{where}, index: expected codes, got {said(index)}")
    if len(set(index)) != len(index):
        raise Wrong(f"{where}, index: the same code twice in {said(index)}")
    return tuple(index)


def _unit(value: Any, where: str) -> Unit:
    unit = _mapping(value, where)
    decimals = unit.get("decimals")
    if decimals is not None and type(decimals) is not int:
        raise Wrong(f"{where}: expected a number of decimals, got {said(decimals)}")
    return Unit(text_of(unit.get("base"), where) or text_of(unit.get("label"), where), decimals)
