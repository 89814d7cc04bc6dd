"""What can be asked for on the spot during a show: every indicator and every place, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from indicators.selection import ALL_COUNTIES, EUROPE, PEERS, SWEDISH_REGIONS
from layouts.show.words import say

if TYPE_CHECKING:
    from indicators.library import Library

#: codes that stand for many places -> the key of their name
GROUPS = {
    ALL_COUNTIES: "all_counties",
    PEERS: "peers",
    SWEDISH_REGIONS: "all_nuts2",
    EUROPE: "all_europe",
}


def indicators(library: Library, language: str) -> list[dict[str, str]]:
    """Every indicator with figures, in the catalogue's order: `code`, `name`, `group`, `also`.

    `also` are the other words that it is found by, among them its name in the other language.
    """
    known = library.available()
    found = []
    for theme in library.sections():
        for code in theme.indicators:
            if item := known.get(code):
                also = " ".join((*item.synonyms, item.name.sv, item.name.en))
                found.append(
                    {
                        "code": code,
                        "name": item.name[language],
                        "group": theme.name[language],
                        "also": also.lower(),
                    }
                )
    return list({one["code"]: one for one in found}.values())


def places(language: str) -> list[dict[str, str]]:
    """Every place and group of places, ours first: `code`, `name`, `group`, `also`."""
    words = say()
    every = geographies()
    ours = (*THE_THREE, NORRA_MELLANSVERIGE, RIKET)
    found = [_place(code, every[code].short(language), "ours", language) for code in ours]
    found += [
        _place(code, words(key, language), "groups", language) for code, key in GROUPS.items()
    ]
    for code, place in every.items():
        if code not in ours and (group := _group(place.level, place.parent)):
            found.append(_place(code, place.short(language), group, language))
    order = ("ours", "groups", "county", "country", "nuts2", "abroad")
    names = {say()(f"group_{group}", language): number for number, group in enumerate(order)}
    return sorted(found, key=lambda one: names[one["group"]])


def _place(code: str, name: str, group: str, language: str) -> dict[str, str]:
    heading = say()(f"group_{group}", language)
    return {"code": code, "name": name, "group": heading, "also": name.lower()}


def _group(level: str, parent: str | None) -> str:
    """Where a place stands in the list, "" for places that no view compares."""
    if level == "county":
        return "county"
    if level in ("country", "eu"):
        return "country"
    if level == "nuts2":
        return "nuts2" if parent == RIKET else "abroad"
    return ""


def offer(library: Library, language: str) -> dict[str, Any]:
    """Both lists, kept until the figures change."""
    found: dict[str, Any] = library.keep(
        ("show offer", language),
        lambda: {"indicators": indicators(library, language), "places": places(language)},
    )
    return found
