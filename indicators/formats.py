"""Numbers and periods as people write them, in Swedish and English.

Swedish: decimal comma, thin (narrow non-breaking) space between thousands, true minus, en dash in
ranges (SCB, Skriva för statistik; Språkrådet, Svenska skrivregler). English: point and comma.
"""

from __future__ import annotations

from functools import lru_cache
from math import isnan

THIN = "\u202f"
NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "–"
MONTHS = {
    "sv": ("jan", "feb", "mars", "april", "maj", "juni",
           "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def number(value: float | None, decimals: int, language: str, signed: bool = False) -> str:
    """`value` rounded half to even to `decimals`; a missing value is an en dash.

    A value that rounds to zero carries no sign. `signed` adds + to positive values.
    """
    if value is None or isnan(value):
        return MISSING
    text = f"{abs(value):,.{decimals}f}"
    nonzero = text.strip("0.,")
    if language == "sv":
        text = text.replace(",", THIN).replace(".", ",")
    sign = (MINUS if value < 0 else "+" if signed else "") if nonzero else ""
    return sign + text


#: units that are words and stand in the singular behind a one
SINGULAR = {"procentenheter": "procentenhet", "percentage points": "percentage point"}


def unit_word(number_text: str, symbol: str) -> str:
    """`symbol` as it stands behind a number that has been written: one percentage point."""
    return SINGULAR.get(symbol, symbol) if number_text.lstrip("+" + MINUS) == "1" else symbol


@lru_cache(maxsize=1 << 14)
def with_unit(
    value: float | None, decimals: int, language: str, symbol: str, signed: bool = False
) -> str:
    """`value` with its short unit behind a non-breaking space (in English % stands close)."""
    text = number(value, decimals, language, signed)
    if not symbol or text == MISSING:
        return text
    if symbol == "%" and language == "en":
        return f"{text}%"
    return f"{text}{NBSP}{unit_word(text, symbol)}"


@lru_cache(maxsize=1 << 12)
def period(code: str, language: str) -> str:
    """A period in words: ``2024``, ``kvartal 2 2024``, ``mars 2024``."""
    year, _, part = code.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return f"kv{NBSP}{part[1]}{NBSP}{year}" if language == "sv" else f"{part}{NBSP}{year}"
    return f"{MONTHS[language][int(part) - 1]}{NBSP}{year}"


def period_range(first: str, last: str, language: str) -> str:
    """``2011–2021`` or, for months, ``jan 2020 – mars 2024``; one period stands alone."""
    if first == last:
        return period(first, language)
    dash = "–" if "-" not in first + last else " – "
    return f"{period(first, language)}{dash}{period(last, language)}"


def listing(words: list[str] | tuple[str, ...], language: str) -> str:
    """``Dalarna, Gävleborg och Värmland``."""
    if len(words) < 2:
        return "".join(words)
    joint = " och " if language == "sv" else " and "
    return ", ".join(words[:-1]) + joint + words[-1]


def sentence(text: str) -> str:
    """`text` with its first letter large and a full stop at the end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."
