"""JSON from anywhere, read without trusting it: bounded, without repeated names, with real numbers.

Nothing is raised for what the bytes may hold but ``Unreadable``, which says why in words.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from indicators.meeting.file_faults import QUOTED, quoted, unreadable

#: bytes of a meeting's file
MOST_BYTES = 2_000_000
#: lists within lists; a meeting needs five
MOST_DEPTH = 40


def parsed(data: bytes) -> Any:
    """The value that `data` holds. Raises ``Unreadable``."""
    if len(data) > MOST_BYTES:
        raise unreadable("too_large", megabytes=MOST_BYTES // 1_000_000)
    if not data.strip():
        raise unreadable("empty")
    try:
        # Windows' own editors put a mark in front
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable("not_utf8", place=error.start + 1) from error
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise unreadable("not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise unreadable("too_deep") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise unreadable("not_a_number") from error
    _check(found)
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = Counter(name for name, _ in pairs)
        twice = next(name for name, count in names.items() if count > 1)
        raise unreadable("twice", name=quoted(twice))
    return found


def _constant(name: str) -> Any:
    raise unreadable("not_a_number")


def _check(value: Any) -> None:
    """Look through everything. Raises ``Unreadable`` for what JSON alone lets pass."""
    level = [value]
    for _ in range(MOST_DEPTH):
        if not level:
            return
        below: list[Any] = []
        for one in level:
            if isinstance(one, str):
                _check_text(one)
            elif isinstance(one, float) and not math.isfinite(one):
                raise unreadable("not_a_number")
            elif isinstance(one, list):
                below.extend(one)
            elif isinstance(one, dict):
                below.extend(one)
                below.extend(one.values())
        level = below
    if level:
        raise unreadable("too_deep")


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half of a character that is written as two
        before = text[max(0, error.start - QUOTED) : error.start]
        raise unreadable("half_character", text=quoted(before)) from error
