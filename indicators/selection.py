"""The selection to and from the address: what the user chose survives a link, Back and Forward.

Names in the address are short Swedish words, because analysts read and edit them. Only what
differs from the default stands there, so that a link without a period follows the latest figures.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote

from data.geography import THE_THREE
from indicators.model import BREAKDOWN_CHOICES, MEASURES, VIEW_IDS, Selection

#: places that stand for many, so that an address stays short
ALL_COUNTIES, SWEDISH_REGIONS, EUROPE = "lan", "riksomraden", "europa"
#: the structural peers of the home county or its region, and the regions of the Commission's pilot
PEERS, PILOTS = "lika", "piloter"
GROUPS = (ALL_COUNTIES, SWEDISH_REGIONS, EUROPE, PEERS, PILOTS)

_NAMES = {
    "indikator": "indicator",
    "vy": "view",
    "mot": "against",
    "platser": "places",
    "fran": "start",
    "till": "end",
    "period": "period",
    "matt": "measure",
    "bas": "base",
    "uppdelning": "breakdown",
    "ordning": "order",
    "medel": "smoothing",
    "axel": "axis",
    "grupp": "grouping",
    "vikter": "weights",
    "sprak": "language",
    "hem": "home",
    "dag": "as_of",
    "filter": "filters",
    "sok": "search",
}
_MEASURES: dict[str, str] = dict(
    zip(("varde", "index", "mot_riket", "forandring"), MEASURES, strict=True)
)
_BREAKDOWNS: dict[str, str] = dict(
    zip(("totalt", "kvinnor", "man", "kon"), BREAKDOWN_CHOICES, strict=True)
)
_VIEWS: dict[str, str] = dict(
    zip(
        ("utveckling", "smadiagram", "rangordning", "tva_tidpunkter", "niva_forandring",
         "samband", "karta"),
        VIEW_IDS,
        strict=True,
    )
)  # fmt: skip
_WORDS: dict[str, dict[str, str]] = {
    "measure": _MEASURES,
    "breakdown": _BREAKDOWNS,
    "view": _VIEWS,
    "order": {"forandring": "change", "niva": "level"},
    "smoothing": {"inget": "none", "3": "3", "5": "5"},
    "axis": {"gemensam": "shared", "egen": "own"},
    "grouping": {"ingen": "none", "riksomraden": "nuts2"},
}
_SAID = {kind: {code: word for word, code in words.items()} for kind, words in _WORDS.items()}
_DEFAULTS = {attribute: getattr(Selection(), attribute) for attribute in _NAMES.values()}
_ADDRESS = {attribute: name for name, attribute in _NAMES.items()}


@lru_cache(maxsize=256)
def from_query(query: str) -> tuple[Selection, tuple[tuple[str, str], ...]]:
    """The selection in an address's query string, and what in it could not be understood.

    Never raises: a part that is not understood is left at its default and returned as
    (name, value), so that the page can say so. Whether codes exist is the library's to judge.
    """
    chosen: dict[str, object] = {}
    unknown: list[tuple[str, str]] = []
    # half a character (a lone surrogate) cannot be written anywhere
    query = query.encode("utf-8", "replace").decode("utf-8")
    for name, value in parse_qsl(query.removeprefix("?")):
        try:
            attribute = _NAMES[name]
            chosen[attribute] = _parse(attribute, value)
        except (KeyError, ValueError):
            unknown.append((name, value))
    return Selection(**chosen), tuple(unknown)  # type: ignore[arg-type]


def _parse(attribute: str, value: str) -> object:
    if attribute in _WORDS:
        return _WORDS[attribute][value]
    if attribute in ("places", "weights", "filters"):
        return tuple(dict.fromkeys(code for code in value.split(",") if code))
    if attribute == "as_of":
        return date.fromisoformat(value)
    if attribute == "language" and value not in ("sv", "en"):
        raise ValueError(value)
    if attribute == "home" and value not in THE_THREE:
        raise ValueError(value)
    return value


def to_query(selection: Selection, **changes: Any) -> str:
    """The query string that :func:`from_query` turns into the same selection, with its "?".

    With `changes` the one in which these attributes are others.
    """
    return queries(selection)(**changes)


def queries(selection: Selection) -> Callable[..., str]:
    """:func:`to_query` of a selection, for the many links of a page that each change one thing."""
    own = _parts(selection)
    written = {name: part for name, part in own.items() if part}

    def query(**changes: Any) -> str:
        parts = written
        if changes:
            new = {name: _part(name, value) for name, value in changes.items()}
            parts = written | new
            if not new.keys() <= written.keys():  # what was at its default has its place, too
                parts = {name: parts[name] for name in own if name in parts}
        text = "&".join([part for part in parts.values() if part])
        return f"?{text}" if text else ""

    return query


@lru_cache(maxsize=1 << 9)
def _parts(selection: Selection) -> dict[str, str]:
    """The parts of a selection's address by attribute; a page asks for those of a few selections
    again and again."""
    return {name: _part(name, getattr(selection, name)) for name in _DEFAULTS}


@lru_cache(maxsize=1 << 12)
def _part(attribute: str, value: object) -> str:
    """One part of an address, empty for what is as it is by default."""
    if value == _DEFAULTS[attribute]:
        return ""
    name = _ADDRESS[attribute]
    if attribute in _SAID:
        text = _SAID[attribute][str(value)]
    else:
        text = ",".join(value) if isinstance(value, tuple) else str(value)
    return f"{name}={quote(text, safe=',-:', errors='replace')}"


def settings(selection: Selection) -> Selection:
    """Only what follows the user from page to page: language, home county, day."""
    return Selection(language=selection.language, home=selection.home, as_of=selection.as_of)
