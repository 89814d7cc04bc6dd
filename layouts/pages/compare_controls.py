"""The controls of Jämför: selects of the component kit, and lists of links for short choices.

A short choice is a list of links: the address says it all, so a choice is a place to go to. It
works by keyboard, can be opened in a new tab, and needs no callback of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies
from indicators import formats
from indicators.library import Library
from indicators.measures import possible_measures
from indicators.model import Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.resolve import Resolved, breakdown_choices, default_places
from indicators.selection import ALL_COUNTIES, EUROPE, SWEDISH_REGIONS, to_query
from indicators.values import Values, reference_place
from layouts.elements import Element, h, link, plain

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"
PATH = "/jamfor"


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the selects offer and what is chosen in them, for one address."""

    indicator: str
    places: tuple[str, ...]
    place_options: list[dict[str, Any]]
    periods: list[dict[str, str]]
    start: str
    end: str
    ranked: str
    ranked_options: list[dict[str, str]]
    base: str | None
    base_options: list[dict[str, str]]
    indicator_options: list[dict[str, Any]]
    synonyms: str


def choices(library: Library, resolved: Resolved, values: Values) -> Choices:
    """The contents of the selects for a resolved selection."""
    chosen, language = resolved.selection, resolved.selection.language
    indicator = library.catalogue.indicators[chosen.indicator or ""]
    ranked = [period for period in values.periods if period <= (chosen.end or period)]
    return Choices(
        indicator=indicator.id,
        places=chosen.places,
        place_options=library.keep(
            ("place options", indicator.id, chosen.breakdown, chosen.as_of, language),
            lambda: _place_options(indicator, values, language),
            lasting=chosen.as_of is None,
        ),
        periods=_periods(values.periods, language),
        start=chosen.start or "",
        end=chosen.end or "",
        ranked=chosen.period or "",
        ranked_options=_periods(ranked, language),
        base=chosen.base,
        base_options=_periods(values.base_periods, language),
        indicator_options=library.keep(
            ("indicator options", language),
            lambda: _indicator_options(library, language),
            lasting=True,
        ),
        synonyms=library.keep(("synonyms",), lambda: _synonyms(library), lasting=True),
    )


def _periods(periods: Iterable[str], language: str) -> list[dict[str, str]]:
    return [{"value": code, "label": formats.period(code, language)} for code in periods]


def _indicator_options(library: Library, language: str) -> list[dict[str, Any]]:
    groups = []
    available = library.available()
    for theme in library.catalogue.themes.values():
        items = [
            {"value": item.id, "label": item.name[language]}
            for item in library.catalogue.of_theme(theme.id)
            if item.id in available
        ]
        if items:
            groups.append({"group": theme.name[language], "items": items})
    return groups


def _synonyms(library: Library) -> str:
    words = {
        item.id: " ".join((*item.synonyms, item.name.sv, item.name.en)).lower()
        for item in library.available().values()
    }
    return json.dumps(words, ensure_ascii=False)


def _place_options(indicator: Indicator, values: Values, language: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for group in available_groups(indicator, values):
        label = say()(f"group_{group}", language)
        groups.setdefault("groups", []).append({"value": group, "label": label})
    places = geographies()
    for code, place in places.items():
        if values.latest(code) is None:
            continue
        level = "country" if place.level == "eu" else place.level
        if level == "nuts2" and place.parent != RIKET:
            level = "abroad"
        label = place.short(language)
        if level in ("abroad", "nuts1") and place.parent:
            label = f"{label} ({places[place.parent].short(language)})"
        elif level == "nuts2" and indicator.level == "county" and code != NORRA_MELLANSVERIGE:
            label = f"{label} ({say()('level_nuts2', language).lower()})"
        groups.setdefault(f"level_{level}", []).append({"value": code, "label": label})
    order = ("groups", "level_country", "level_county", "level_nuts2", "level_abroad",
             "level_nuts1")  # fmt: skip
    return [
        {"group": say()(name, language), "items": groups[name]} for name in order if name in groups
    ]


def available_groups(indicator: Indicator, values: Values) -> list[str]:
    """The groups of places that an indicator has values for."""
    groups = [ALL_COUNTIES] if indicator.level == "county" else []
    if indicator.level == "nuts2":
        groups.append(SWEDISH_REGIONS)
    return [*groups, EUROPE] if indicator.europe else groups


def base_style(chosen: Choices) -> dict[str, str]:
    """The base year is asked for only where the measure has one."""
    return {"display": "none"} if chosen.base is None else {}


def _searched_by(function: str, nothing: str, language: str) -> dict[str, Any]:
    """A function of assets/search_select.js, and what it says where nothing fits."""
    return {"function": function, "options": {"nothing": say()(nothing, language)}}


def panel(chosen: Choices, links: list[Element], language: str) -> list[Element]:
    """All controls. Values, options and links are set anew by the page's callback."""
    import dash_mantine_components as dmc

    common = {
        "size": "sm",
        "searchable": True,
        "selectFirstOptionOnChange": True,
        # within the landmark it belongs to, and scrolled by itself: no stop of its own for Tab
        "comboboxProps": {"withinPortal": False},
        "withScrollArea": False,
        "styles": {"options": {"maxHeight": 380, "overflowY": "auto"}},
        "attributes": {"options": {"tabIndex": -1}},
    }
    select = {**common, "allowDeselect": False, "checkIconPosition": "right"}
    parts = [
        dmc.Select(
            id="compare-indicator",
            label=say()("indicator", language),
            data=chosen.indicator_options,
            value=chosen.indicator,
            placeholder=say()("indicator_search", language),
            filter=_searched_by("withSynonyms", "nothing_found", language),
            **select,
        ),
        dmc.MultiSelect(
            id="compare-places",
            label=say()("places", language),
            data=chosen.place_options,
            value=list(chosen.places),
            hidePickedOptions=True,
            filter=_searched_by("byLabel", "no_place", language),
            **common,
        ),
    ]
    periods = [
        dmc.Select(id="compare-start", label=say()("start", language), data=chosen.periods,
                   value=chosen.start, **select),
        dmc.Select(id="compare-end", label=say()("end", language), data=chosen.periods,
                   value=chosen.end, **select),
        dmc.Select(id="compare-period", label=say()("ranked_period", language),
                   data=chosen.ranked_options, value=chosen.ranked, **select),
        dmc.Select(id="compare-base", label=say()("base", language), data=chosen.base_options,
                   value=chosen.base, style=base_style(chosen), **select),
    ]  # fmt: skip
    indicator, places = (plain(part) for part in parts)
    return [
        h("div", indicator, places, cls="selects"),
        h("div", links[0], id="compare-sets"),
        h("div", *links[1:], id="compare-choices"),
        h("div", *(plain(part) for part in periods), cls="periods"),
        h("div", id="synonyms", data_synonyms=chosen.synonyms, hidden=True),
    ]


def short_choices(
    library: Library, asked: Selection, resolved: Resolved, values: Values
) -> list[Element]:
    """Ready sets of places, measure, breakdown: lists of links, the current one marked."""
    language, chosen = asked.language, resolved.selection
    indicator = library.catalogue.indicators[chosen.indicator or ""]
    asked = replace(asked, indicator=indicator.id)
    sets = [
        (f"set_{name}", to_query(asked, places=places), places == chosen.places)
        for name, places in place_sets(indicator, values).items()
    ]
    reference = "_eu" if reference_place(values) not in (RIKET, None) else ""
    measures = [
        (
            f"measure_{name}{reference if name == 'gap' else ''}",
            to_query(asked, measure=name, base=None),
            name == chosen.measure,
        )
        for name in possible_measures(indicator, values)
    ]
    breakdowns = [
        (f"breakdown_{name}", to_query(asked, breakdown=name), name == chosen.breakdown)
        for name in breakdown_choices(indicator)
    ]
    lists = [("places_sets", sets, "sets"), ("measure", measures, "segments")]
    if len(breakdowns) > 1:
        lists.append(("breakdown", breakdowns, "segments"))
    return [_links(heading, items, style, language) for heading, items, style in lists]


def place_sets(indicator: Indicator, values: Values) -> dict[str, tuple[str, ...]]:
    """The ready sets that the indicator has values for."""
    north = tuple(c for c in (NORRA_MELLANSVERIGE,) if values.latest(c) is not None)
    riket = reference_place(values)
    reference = (riket,) if riket else ()
    sets: dict[str, tuple[str, ...]] = {}
    if indicator.level == "county":
        three = tuple(code for code in THE_THREE if values.latest(code) is not None)
        sets = {"three": three, "riket" if riket else "group": (*three, *north, *reference),
                "lan": (*three, *reference, ALL_COUNTIES)}  # fmt: skip
    else:
        sets = {"north": (*north, *reference),
                "riksomraden": default_places(indicator, values)}  # fmt: skip
    if indicator.europe:
        sets["europa"] = (*north, *reference, EUROPE)
    distinct: dict[str, tuple[str, ...]] = {}
    for name, places in sets.items():
        if places and places not in distinct.values():
            distinct[name] = places
    return distinct


def _links(heading: str, items: list[tuple[str, str, bool]], style: str, language: str) -> Element:
    links = [
        h("li", link(say()(key, language), PATH + query,
                     **({"aria_current": "true"} if current else {})))
        for key, query, current in items
    ]  # fmt: skip
    name = say()(heading, language)
    return h(
        "div", h("h3", name, cls="choice-head"), h("ul", *links, cls=style, aria_label=name),
        cls="choice",
    )  # fmt: skip
