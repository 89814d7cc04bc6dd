"""What one cell of a workbook says: from the value that Excel stored to the value of a record."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from data.model import period_position
from indicators.strategy.book import SEVERAL, Column
from indicators.strategy.book_lists import Choices, parted

#: a number as Swedes, the English or a pasted table write it
_NUMBER = re.compile(r"[-−–+]?\d[\d\s\u2009\u202f\xa0.,]*\s*%?")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\w+[-/. ]\d{2,4}")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+")


class Wrong(Exception):
    """A cell that does not say what its column takes: the fault's key, and what stands there."""

    def __init__(self, key: str, text: object = "") -> None:
        self.key, self.text = key, text


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as stored: its value and Excel's type of it ("n", "s", "b", "d", "f", "e")."""

    value: Any
    kind: str

    @property
    def blank(self) -> bool:
        """True where nothing is to be seen in the cell."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


def read(raw: Raw, column: Column, choices: Choices) -> Any:
    """The value of a cell that is not blank. Raises :class:`Wrong`."""
    if raw.kind == "f":
        raise Wrong("formula")
    if raw.kind == "e":
        raise Wrong("error", raw.value)
    if column.kind in SEVERAL:
        return _several(raw.value, column, choices)
    reader = _READERS.get(column.kind)
    if reader is not None:
        return reader(raw.value)
    return _choice(_text(raw.value), column, choices)


def shown(value: Any) -> str:
    """A cell's value as the fault names it, with a Swedish decimal comma."""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)


def _text(value: Any) -> str:
    # Excel stores the carriage return of pasted text so
    if isinstance(value, str):
        return value.replace("_x000D_", "").strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong("text", shown(value))
    if isinstance(value, float) and not value.is_integer():
        raise Wrong("text", shown(value))
    return str(int(value))


def _number(value: Any) -> float:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        raise Wrong("number_as_text", value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong("number", shown(value))
    return value


def _whole(value: Any) -> int:
    number = _number(value)
    if number != int(number):
        raise Wrong("whole", shown(value))
    return int(number)


def _money(value: Any) -> float:
    number = _number(value)
    if number < 0:
        raise Wrong("money", shown(value))
    return number


def _share(value: Any) -> float:
    number = _number(value)
    if not 0 < number <= 1.5:
        raise Wrong("share", shown(value))
    return number


def _date(value: Any) -> date:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        raise Wrong("date_as_text", value)
    raise Wrong("date", shown(value))


def _period(value: Any) -> str:
    if isinstance(value, date | time | timedelta):
        raise Wrong("period_as_date")
    text = _text(value) if isinstance(value, str | int | float) else shown(value)
    try:
        period_position(text)
    except ValueError:
        raise Wrong("period", text) from None
    return text


def _code(value: Any) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value.strip()):
        raise Wrong("code", shown(value))
    return value.strip()


def _address(value: Any) -> str:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value.strip()):
        raise Wrong("address", shown(value))
    return value.strip()


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    words = {"ja": True, "yes": True, "nej": False, "no": False}
    if isinstance(value, str) and value.strip().casefold() in words:
        return words[value.strip().casefold()]
    raise Wrong("flag", shown(value))


def _choice(text: str, column: Column, choices: Choices) -> str:
    if column.kind == "place" and text.isdecimal():
        text = text.zfill(2)  # Excel drops the first nought of Stockholm's 01
    code = choices.code(column.kind, text)
    if code is None:
        raise Wrong("unknown", text)
    return code


def _several(value: Any, column: Column, choices: Choices) -> tuple[str, ...]:
    pieces = parted(_text(value))
    if column.kind == "words":
        return pieces
    one = Column(column.key, "place") if column.kind == "places" else column
    return tuple(_choice(piece, one, choices) for piece in pieces)


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "english": _text,
    "code": _code,
    "whole": _whole,
    "number": _number,
    "money": _money,
    "share": _share,
    "date": _date,
    "period": _period,
    "flag": _flag,
    "address": _address,
}
