"""The controls of Jämför: selects of the component kit, and lists of links for short choices.

A short choice is a list of links: the address says it all, so a choice is a place to go to. It
works by keyboard, can be opened in a new tab, and needs no callback of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orjson import dumps

from data.geography import NORRA_MELLANSVERIGE, RIKET, geographies
from indicators import formats
from indicators.library import Library
from indicators.model import Indicator, Selection
from indicators.pairing import periods_of_pair, possible_against
from indicators.phrases import Phrases, phrases
from indicators.resolve import Resolved
from indicators.selection import ALL_COUNTIES, EUROPE, PEERS, PILOTS, SWEDISH_REGIONS
from indicators.values import Values
from indicators.views import VIEWS
from indicators.views.model import Setting
from layouts.elements import Element, h, plain

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
    against: str | None
    against_options: list[dict[str, Any]]
    #: the settings that the view has
    settings: frozenset[Setting]
    indicator_options: list[dict[str, Any]]
    synonyms: str


def choices(library: Library, resolved: Resolved, values: Values) -> Choices:
    """The contents of the selects for a resolved selection."""
    chosen, language = resolved.selection, resolved.selection.language
    indicator = library.catalogue.indicators[chosen.indicator or ""]
    ranked = _steps(library, values, chosen)
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
        against=chosen.against,
        against_options=_against_options(library, indicator, chosen),
        settings=VIEWS[chosen.view].settings,
        indicator_options=library.keep(
            ("indicator options", language),
            lambda: _indicator_options(library, language),
            lasting=True,
        ),
        synonyms=library.keep(("synonyms",), lambda: _synonyms(library), lasting=True),
    )


def _steps(library: Library, values: Values, chosen: Selection) -> Sequence[str]:
    """The periods that the view can show one of: those of both indicators, or up to the last."""
    if chosen.view == "scatter":
        return periods_of_pair(library, chosen)
    return [period for period in values.periods if period <= (chosen.end or period)]


def _periods(periods: Iterable[str], language: str) -> list[dict[str, str]]:
    return [{"value": code, "label": formats.period(code, language)} for code in periods]


def _indicator_options(library: Library, language: str) -> list[dict[str, Any]]:
    groups = []
    available = library.available()
    for theme in library.sections():
        items = [
            {"value": item.id, "label": item.name[language]}
            for item in (available.get(code) for code in theme.indicators)
            if item is not None
        ]
        if items:
            groups.append({"group": theme.name[language], "items": items})
    return groups


def _synonyms(library: Library) -> str:
    words = {
        item.id: " ".join((*item.synonyms, item.name.sv, item.name.en)).lower()
        for item in library.available().values()
    }
    return dumps(words).decode()


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
    if indicator.europe:
        groups += [EUROPE, PILOTS]
    return [*groups, PEERS] if indicator.level == "county" or indicator.europe else groups


def _against_options(
    library: Library, indicator: Indicator, chosen: Selection
) -> list[dict[str, Any]]:
    """The indicators that may be set against this one, where the view has two."""
    if chosen.view != "scatter":
        return []
    possible = {item.id for item in possible_against(library, indicator, chosen)}
    groups = []
    for group in _indicator_options(library, chosen.language):
        items = [item for item in group["items"] if item["value"] in possible]
        if items:
            groups.append({"group": group["group"], "items": items})
    return groups


def period_label(chosen: Choices, language: str) -> str:
    """What the period is for: beside the lines it concerns the house chart alone."""
    return say()("ranked_period" if "start" in chosen.settings else "period", language)


def hiding(chosen: Choices) -> str:
    """The class of the controls: those that the view or the measure has no use for are hidden."""
    unused = {"against", "start", "end", "period", "base"} - chosen.settings
    if chosen.base is None:
        unused.add("base")
    return " ".join(sorted(f"without-{name}" for name in unused))


def steps(chosen: Choices) -> str:
    """The periods that a reader can step through, for assets/step.js; "" where there are none."""
    if "period" not in chosen.settings:
        return ""
    codes = [option["value"] for option in chosen.ranked_options]
    if len(codes) < 2 or chosen.ranked not in codes:
        return ""
    texts = [option["label"] for option in chosen.ranked_options]
    said = {"codes": codes, "texts": texts, "at": codes.index(chosen.ranked)}
    return dumps(said).decode()


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
    against = dmc.Select(
        id="compare-against",
        label=say()("against", language),
        data=chosen.against_options,
        value=chosen.against,
        filter=_searched_by("withSynonyms", "nothing_found", language),
        **select,
    )
    periods = [
        dmc.Select(id="compare-start", label=say()("start", language), data=chosen.periods,
                   value=chosen.start, **select),
        dmc.Select(id="compare-end", label=say()("end", language), data=chosen.periods,
                   value=chosen.end, **select),
        dmc.Select(id="compare-period", label=period_label(chosen, language),
                   data=chosen.ranked_options, value=chosen.ranked, **select),
        dmc.Select(id="compare-base", label=say()("base", language), data=chosen.base_options,
                   value=chosen.base, **select),
    ]  # fmt: skip
    indicator, places = (plain(part) for part in parts)
    return [
        h(
            "div",
            h("div", indicator, h("div", plain(against), cls="for-against"), places, cls="selects"),
            h("div", links[0], id="compare-sets"),
            h("div", *links[1:], id="compare-choices"),
            h("div", *_named(periods), cls="periods"),
            h("div", id="synonyms", data_synonyms=chosen.synonyms, hidden=True),
            id="compare-controls",
            cls=hiding(chosen),
        )
    ]


def _named(periods: list[Any]) -> list[Element]:
    """The selects of periods, each in an element of its own that can be hidden."""
    names = ("start", "end", "period", "base")
    return [
        h("div", plain(part), cls=f"for-{name}") for name, part in zip(names, periods, strict=True)
    ]
