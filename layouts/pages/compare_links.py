"""Short choices of Jämför as lists of links: views, ready sets of places, measure and the like.

A short choice is a list of links: the address says it all, so a choice is a place to go to. It
works by keyboard, can be opened in a new tab, and needs no callback of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE
from indicators import smoothing
from indicators.frozen import frozen
from indicators.library import Library
from indicators.material import Material
from indicators.measures import possible_measures
from indicators.model import Indicator, Selection, changed
from indicators.phrases import Phrases, phrases
from indicators.places import default_places
from indicators.resolve import Resolved, breakdown_choices
from indicators.selection import ALL_COUNTIES, EUROPE, PEERS, PILOTS, queries, to_query
from indicators.values import Values, reference_place
from indicators.views import VIEWS
from indicators.views.model import Setting
from indicators.views.model import say as view_words
from layouts.elements import Element, h, link

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"
PATH = "/jamfor"
#: settings with a few fixed choices, whatever the indicator
FIXED: dict[Setting, tuple[str, ...]] = {
    "order": ("change", "level"),
    "axis": ("shared", "own"),
    "grouping": ("none", "nuts2"),
}


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def tabs(asked: Selection, resolved: Resolved, material: Material) -> Element:
    """The views that the indicator can be shown in, the current one marked."""
    language, indicator = asked.language, material.indicator
    possible = material.once(
        "views",
        lambda: [view for view in VIEWS.values() if not view.refuse(indicator, material.any)],
    )
    query = _queries(asked, indicator)
    links = [
        _item(view_words()(f"name_{view.id}", language), query(view=view.id),
              view.id == resolved.selection.view)
        for view in possible
    ]  # fmt: skip
    return h("ul", *links, cls="tabs")


def _queries(asked: Selection, indicator: Indicator) -> Callable[..., str]:
    """The addresses of what was asked for with something changed; the indicator is named."""
    named = asked.indicator == indicator.id
    return queries(asked if named else changed(asked, indicator=indicator.id))


def short_choices(
    library: Library, asked: Selection, resolved: Resolved, values: Values
) -> list[Element]:
    """Ready sets of places, measure, breakdown: lists of links, the current one marked."""
    language, chosen = asked.language, resolved.selection
    indicator = library.catalogue.indicators[chosen.indicator or ""]
    query = _queries(asked, indicator)
    sets = [
        (say()(f"set_{name}", language), query(places=places), places == chosen.places)
        for name, places in library.keep(
            ("place_sets", indicator.id, chosen.breakdown, chosen.as_of, asked.home),
            lambda: place_sets(indicator, values, asked.home),
            lasting=chosen.as_of is None,
        ).items()
    ]
    reference = "_eu" if reference_place(values) not in (RIKET, None) else ""
    view = VIEWS[chosen.view]
    measures = [
        (
            say()(f"measure_{name}{reference if name == 'gap' else ''}", language),
            query(measure=name, base=None),
            name == chosen.measure,
        )
        for name in possible_measures(indicator, values)
        if name in view.measures
    ]
    breakdowns = [
        (
            say()(f"breakdown_{name}", language),
            query(breakdown=name),
            name == chosen.breakdown,
        )
        for name in breakdown_choices(indicator)
    ]
    lists = [("places_sets", sets if "places" in view.settings else [], "sets")]
    if len(measures) > 1:
        lists.append(("measure", measures, "segments"))
    if len(breakdowns) > 1:
        lists.append(("breakdown", breakdowns, "segments"))
    for setting, options in _settings(library, indicator, chosen).items():
        items = [
            (words, query(**{setting: name}), name == getattr(chosen, setting))
            for name, words in options
        ]
        if not any(current for *_, current in items):  # what two choices mean is the same here
            items[-1] = (*items[-1][:2], True)
        lists.append((setting, items, "segments"))
    still = frozen(library, indicator, chosen)
    lists.append(
        (
            "link",
            [
                (
                    say()("link_follow", language),
                    query(as_of=None),
                    chosen.as_of is None,
                ),
                (say()("link_frozen", language), to_query(still), chosen.as_of is not None),
            ],
            "segments",
        )
    )
    return [_links(heading, items, style, language) for heading, items, style in lists]


def _settings(
    library: Library, indicator: Indicator, chosen: Selection
) -> dict[Setting, list[tuple[str, str]]]:
    """The view's own settings for the indicator: each choice by its code and in words."""
    language = chosen.language
    settings = VIEWS[chosen.view].settings
    found: dict[Setting, list[tuple[str, str]]] = {
        setting: [(name, say()(f"{setting}_{name}", language)) for name in options]
        for setting, options in FIXED.items()
        if setting in settings and (setting != "grouping" or indicator.level == "county")
    }
    if "smoothing" in settings:
        datasets = library.material(chosen).datasets
        means = smoothing.choices(indicator, datasets, language)
        if len(means) > 1:
            found["smoothing"] = list(means)
    return found


def place_sets(indicator: Indicator, values: Values, home: str) -> dict[str, tuple[str, ...]]:
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
        sets["piloter"] = (*north, *reference, PILOTS)
    if indicator.level == "county" or indicator.europe:
        own = (home,) if indicator.level == "county" else north
        sets["lika" if indicator.level == "county" else "lika_regioner"] = (*own, *reference, PEERS)
    distinct: dict[str, tuple[str, ...]] = {}
    for name, places in sets.items():
        if places and places not in distinct.values():
            distinct[name] = places
    return distinct


def _links(heading: str, items: list[tuple[str, str, bool]], style: str, language: str) -> Element:
    if not items:
        return h("div")
    links = [_item(label, query, current) for label, query, current in items]
    name = say()(heading, language)
    return h(
        "div", h("h3", name, cls="choice-head"), h("ul", *links, cls=style, aria_label=name),
        cls="choice",
    )  # fmt: skip


def _item(label: str, query: str, current: bool) -> Element:
    return h("li", link(label, PATH + query, **({"aria_current": "true"} if current else {})))
