"""Places that stand for many: counties, regions, peers, ready sets, and who is in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from data.geography import (
    EU27,
    NORRA_MELLANSVERIGE,
    RIKET,
    THE_THREE,
    counties,
    geographies,
    swedish_regions,
)
from data.model import Code, Strict, Text
from data.records import named_records
from indicators.model import Indicator
from indicators.selection import ALL_COUNTIES, EUROPE, GROUPS, PEERS, PILOTS, SWEDISH_REGIONS
from indicators.values import Values

SETS = Path(__file__).with_name("place_sets.toml")


class Place(Strict):
    """A place of a ready set; `parts` stand for it where a series does not hold it whole."""

    code: str
    name: Text
    parts: tuple[str, ...] = ()


class PlaceSet(Strict):
    """A ready set of places, where it comes from, and what it is called."""

    name: Text
    note: Text
    source: str
    places: tuple[Place, ...]


@cache
def place_sets() -> dict[Code, PlaceSet]:
    """The ready sets of ``place_sets.toml`` by id. Raises :class:`InputFault`."""
    return named_records(SETS, PlaceSet)


def set_members(name: str, values: Values) -> tuple[str, ...]:
    """The places of a ready set that a series holds, each as a whole or else as its parts."""
    return tuple(code for _, held in set_held(name, values) for code in held)


def set_held(name: str, values: Values) -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Every place of a ready set with the codes that a series holds of it: itself, or its parts."""
    return tuple((place, _held(place, values)) for place in place_sets()[name].places)


def _held(place: Place, values: Values) -> tuple[str, ...]:
    if values.latest(place.code) is not None:
        return (place.code,)
    return tuple(code for code in place.parts if values.latest(code) is not None)


@cache
def european_regions() -> tuple[str, ...]:
    """The codes of all European regions: NUTS 2, and NUTS 1 where that is published."""
    return tuple(code for code, place in geographies().items() if place.level in ("nuts2", "nuts1"))


def expanded(
    places: tuple[str, ...], values: Values, peers: tuple[str, ...] = ()
) -> tuple[tuple[str, bool], ...]:
    """Places with groups opened: (code, named); unnamed ones are drawn in the background.

    Structural peers and the places of a ready set count as named: they were chosen one by one.
    """
    chosen = {code: True for code in places if code not in GROUPS}
    for code in companions(places, values, peers):
        chosen.setdefault(code, True)
    members = {
        ALL_COUNTIES: counties(),
        SWEDISH_REGIONS: swedish_regions(),
        EUROPE: european_regions(),
    }
    for group, codes in members.items():
        if group in places:
            for code in codes:
                if code in values.places:
                    chosen.setdefault(code, code in THE_THREE)
    return tuple(chosen.items())


def companions(places: tuple[str, ...], values: Values, peers: tuple[str, ...]) -> tuple[str, ...]:
    """The peers and the members of ready sets among `places`, as far as the series holds them."""
    found = [code for code in peers if code in values.places] if PEERS in places else []
    if PILOTS in places:
        found += set_members(PILOTS, values)
    return tuple(dict.fromkeys(found))


def default_places(indicator: Indicator, values: Values) -> tuple[str, ...]:
    """The three counties, Norra Mellansverige and Riket, as far as the series holds them.

    Riket is left out where the number grows with the place: it would flatten all other lines.
    """
    riket = () if indicator.extensive else (RIKET,)
    wanted = (*THE_THREE, NORRA_MELLANSVERIGE, *riket)
    found = tuple(code for code in wanted if values.latest(code) is not None)
    if indicator.level == "nuts2":
        eu = (EU27,) if not indicator.extensive and values.latest(EU27) is not None else ()
        return (*found, *eu, SWEDISH_REGIONS)
    return found
