"""Answers damaged at random: a member deleted, doubled, moved or replaced, bytes cut or flipped."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.data.test_jsonstat_fuzz import damage, places, written


def mutated(body: bytes, random: Random) -> bytes:
    """A damaged version of a JSON text, the same for the same `random`; now and then a whole one.

    Three ways: members changed, numbers changed, and bytes; what is no JSON has only bytes.
    """
    try:
        document = json.loads(body)
    except ValueError:
        return _bytes_changed(body, random)
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        if random.random() < 0.3:
            _change_number(document, random)
        else:
            damage(document, random)
    return written(document, random)


def _change_number(document: Any, random: Random) -> None:
    """Replace the number that a random way down ends at, if it ends at one."""
    way = list(places(document, random))
    if not way:
        return
    holder, key = way[-1]
    if type(holder[key]) in (int, float):
        old = holder[key]
        holder[key] = random.choice((-old, old + 1, old - 1, old * 1000, 0.5, 10**400, 1e999))


def _bytes_changed(body: bytes, random: Random) -> bytes:
    at = random.randrange(len(body) + 1)
    return random.choice((body[:at], body[:at] + bytes([random.randrange(256)]) + body[at + 1 :]))
