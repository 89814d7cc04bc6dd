"""Visa hur: the requests that fetch a view's figures, with addresses that can be opened.

What a PxWeb table calls its places, periods and some of its categories is only known from its own
metadata, so there the body of the question holds the words to look up, in ‹ ›, and no code that we
have guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from data.geography import geographies
from data.sources import base
from indicators import formats
from indicators.rebuild import Recipe
from indicators.rebuild.asks import Ask, Eurostat, Kolada, PxTable

#: years in one part of a path at Kolada
MOST_YEARS = 25


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `body` is what is sent with a POST, `looked_up` that it holds ‹words›."""

    method: Literal["GET", "POST"]
    url: str
    body: str = ""
    looked_up: bool = False


def requests_of(recipe: Recipe, source: int) -> tuple[Request, ...]:
    """The requests for one of a recipe's sources, each once."""
    found = (
        request
        for asks in recipe.sources[source].asks.values()
        for part in asks
        for ask in part
        for request in _requests(ask, recipe)
    )
    return tuple(dict.fromkeys(found))


def _requests(ask: Ask, recipe: Recipe) -> Iterator[Request]:
    if isinstance(ask, Kolada):
        regions = ",".join(kolada_places(recipe))
        url = f"{base('kolada')}/data/kpi/{ask.kpi}/municipality/{regions}{kolada_years(recipe)}"
        yield Request("GET", url)
    elif isinstance(ask, Eurostat):
        for places in eurostat_places(recipe, ask):
            since = max(recipe.first, ask.since)
            more = [("sinceTimePeriod", since), ("untilTimePeriod", recipe.last)]
            given = [("format", "JSON"), ("lang", "EN"), *ask.codes.items(), *places, *more]
            url = f"{base('eurostat')}/{ask.dataset}?{urlencode(given, quote_via=quote)}"
            yield Request("GET", url)
    else:
        yield from _px_requests(ask, recipe)


def kolada_places(recipe: Recipe) -> dict[str, str]:
    """Kolada's id -> our code of the places to fetch."""
    places = geographies()
    return {places[code].kolada: code for code in recipe.asked if places[code].kolada}


def kolada_years(recipe: Recipe) -> str:
    """The part of a path that names the years, "" where there are more than Kolada takes."""
    years = range(int(recipe.first[:4]), int(recipe.last[:4]) + 1)
    return "/year/" + ",".join(map(str, years)) if len(years) <= MOST_YEARS else ""


def eurostat_codes(recipe: Recipe) -> dict[str, str]:
    """Eurostat's code -> ours of the places to fetch."""
    places = geographies()
    return {places[code].nuts or code: code for code in recipe.asked}


def eurostat_places(recipe: Recipe, ask: Eurostat) -> list[list[tuple[str, str]]]:
    """The parameters that name the places: one by one, or whole levels, one level a request."""
    if recipe.wide:
        return [[("geoLevel", level)] for level in ask.levels]
    return [[("geo", code) for code in eurostat_codes(recipe)]]


def px_base(service: str) -> str:
    """The address of a PxWeb service."""
    return base(service)


def _px_requests(ask: PxTable, recipe: Recipe) -> Iterator[Request]:
    start = px_base(ask.service)
    named = [geographies()[code].name_sv for code in recipe.asked]
    when = formats.period_range(recipe.first, recipe.last, "sv")
    codes = {name: [_code(selector)] for name, selector in ask.selectors.items()}
    codes |= {ask.place: [f"‹{name}›" for name in named], ask.time: [f"‹{when}›"]}
    if ask.service == "scb":
        url = f"{start}/tables/{ask.path}"
        yield Request("GET", f"{url}/metadata?lang=sv")
        selection = [{"variableCode": name, "valueCodes": one} for name, one in codes.items()]
        body = {"selection": selection}
        yield Request("POST", f"{url}/data?lang=sv&outputFormat=json-stat2", _json(body), True)
        return
    url = f"{start}/{quote(ask.path or ask.folder)}"
    yield Request("GET", url)
    query = [
        {"code": name, "selection": {"filter": "item", "values": one}}
        for name, one in codes.items()
    ]
    body = {"query": query, "response": {"format": "json-stat2"}}  # type: ignore[dict-item]
    if not ask.path:
        url += f"/‹{ask.title}›"
    yield Request("POST", url, _json(body), True)


def _code(selector: str) -> str:
    words = selector.removeprefix("label:")
    return words if words == selector else f"‹{words}›"


def _json(body: object) -> str:
    """The body of a question, a line a variable."""
    text = json.dumps(body, ensure_ascii=False)
    return text.replace("}, {", "},\n  {").replace("[{", "[\n  {", 1)
