"""Real answers, damaged at random: each gives what it then describes, or a SourceError."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from data.errors import SourceError
from data.jsonstat import unpack
from tests.conftest import SOAK
from tests.data.test_jsonstat import RECORDED, rows_of, slowly

#: mutated answers of each source
COUNT = 10_000 if SOAK else 200
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 3, 2**63, 2**64, 10**30, -(10**400), 0.5, -0.0, 1e308,
    float("nan"), float("inf"), "", "0", "-1", "17", "1_0", "٣", "NaN", "value", "\x00", "å",
    [], [[]], [None], {}, {"0": 1}, {"0": None}, {"": ""}, {"index": {}},
)  # fmt: skip
SOURCES = {
    "scb": ("scb-v2-data-TAB6471-jsonstat2", "scb-v2-metadata-TAB6471",
            "scb-v2-error-400-nonexistent-variable"),
    "eurostat": ("eurostat-data-rd_e_gerdreg-flags", "eurostat-async-warning-http200",
                 "eurostat-async-error-http413", "eurostat-error-404-not-found"),
}  # fmt: skip


class Doubled(dict[str, Any]):
    """An object that is written with one of its keys twice."""

    def items(self) -> Any:
        return [*super().items(), (next(iter(self)), 1)]


def places(part: Any, random: Random) -> Iterator[tuple[Any, Any]]:
    """One way down from the top of a document: at each level an object or list and a key of it."""
    while isinstance(part, dict | list) and part:
        key = random.choice(list(part) if isinstance(part, dict) else range(len(part)))
        yield part, key
        part = part[key]


def damage(document: dict[str, Any], random: Random) -> None:
    """Change one member somewhere: take it away, replace it, double it, move it, swap its type."""
    way = list(places(document, random))
    if not way:
        return
    holder, key = random.choice(way)
    old, other = holder[key], random.choice(list(places(document, random)))
    match random.choice(("delete", "odd", "other", "swap", "type", "rename", "double")):
        case "delete":
            del holder[key]
        case "odd":
            holder[key] = copy.deepcopy(random.choice(ODD))
        case "other":
            holder[key] = copy.deepcopy(other[0][other[1]])
        case "swap":
            one = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            holder[key], holder[one] = holder[one], old
        case "type":
            holder[key] = _another_type(old)
        case "rename" if isinstance(holder, dict):
            odd = random.choice(("", "0", "-1", "007", "99999999999", "id", "value", "å"))
            holder[random.choice((odd, str(random.randrange(20))))] = holder.pop(key)
        case "double" if isinstance(holder, list):
            holder.insert(key, old)


def _another_type(value: Any) -> Any:
    match value:
        case list():
            return {str(position): one for position, one in enumerate(value)}
        case dict():
            return list(value.values())
        case str():
            return [value]
    return str(value)


def written(document: dict[str, Any], random: Random) -> bytes:
    raw = json.dumps(document, ensure_ascii=random.random() < 0.5).encode()
    match random.randrange(12):
        case 0:
            return raw[: random.randrange(len(raw))]
        case 1:
            at = random.randrange(len(raw))
            return raw[:at] + bytes([random.randrange(256)]) + raw[at + 1 :]
        case 2:
            at, length = random.randrange(len(raw)), random.randrange(1, 40)
            return raw[:at] + raw[at + length :]
    return raw


def answers(source: str) -> list[dict[str, Any]]:
    """The recorded answers of a source, and its data as version 1 and in the other density."""
    found = [json.loads((RECORDED / f"{file}.json").read_bytes()) for file in SOURCES[source]]
    data = found[0]
    inner = {key: data[key] for key in ("id", "size")}
    outer = {key: data[key] for key in ("label", "value", "status", "updated") if key in data}
    version_1 = {"dataset": outer | {"dimension": data["dimension"] | inner}}
    return [data, data, *found, version_1, data | {"value": _another_type(data["value"])}]


@pytest.mark.parametrize("source", SOURCES)
def test_a_damaged_answer_gives_what_it_says_or_a_source_error(source: str) -> None:
    whole, accepted = [copy.deepcopy(answer) for answer in answers(source)], 0
    for seed in range(COUNT):
        random = Random(f"{source} {seed}")
        document = copy.deepcopy(random.choice(whole))
        for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
            damage(document, random)
        raw = written(document, random)
        began = time.perf_counter()
        try:
            frame = unpack(raw, source).frame
        except SourceError as error:
            assert str(error), seed
        else:
            accepted += 1
            assert rows_of(frame) == slowly(json.loads(raw.removeprefix(b"\xef\xbb\xbf"))), seed
        assert time.perf_counter() - began < 10, seed
    assert COUNT / 10 < accepted < COUNT * 9 / 10


@pytest.mark.parametrize("source", SOURCES)
def test_an_answer_that_says_two_things_under_one_key_is_refused(source: str) -> None:
    for seed in range(COUNT // 10):
        random = Random(f"twice {source} {seed}")
        document = {"": copy.deepcopy(answers(source)[0])}
        objects = [(part, key) for part, key in places(document, random)
                   if isinstance(part[key], dict) and part[key]]  # fmt: skip
        part, key = random.choice(objects)
        part[key] = Doubled(part[key])
        with pytest.raises(SourceError, match="key stands twice"):
            unpack(json.dumps(document[""]).encode(), source)
