"""Lika län: which counties and European regions are alike in structure, and how far apart.

Nothing here is an outcome: peers are chosen before any result is seen (rule 16). The weights stand
in the address, so that every choice is a link and the page follows from its address alone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import RIKET, geographies
from indicators import formats
from indicators.model import Selection
from indicators.peers import COUNT, HEAVIEST, Comparison, comparison, unknown_weights
from indicators.phrases import Phrases, phrases
from indicators.places import place_sets
from indicators.resolve import not_understood
from indicators.selection import PEERS, PILOTS, settings, to_query
from indicators.structure import LEVELS, Level, lacking, variables
from layouts.elements import Child, Element, h, inert, link
from layouts.pages import peers_pilots, peers_tables, peers_variables
from layouts.shell import notices

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

PATH = "/lika"
NAME = "peers"
WORDS = Path(__file__).parents[1] / "words" / "peers.toml"
#: the method's sources, named in full in indicators/peers.py
HANDBOOK = "https://doi.org/10.1787/9789264043466-en"
BENCHMARKING = "https://publications.jrc.ec.europa.eu/repository/handle/JRC89819"
#: the levels as they stand in addresses
SECTIONS: dict[Level, str] = {"county": "lan", "nuts2": "regioner"}


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """The file of the distances; the page itself waits for no answer."""
    from layouts.exports import peers_csv

    peers_csv.register(app.server, library, app.config.requests_pathname_prefix)


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page for a selection's language, home county and weights."""
    language = selection.language
    chosen = replace(settings(selection), weights=selection.weights)
    told = [*not_understood(unknown, language), *weight_notices(selection.weights, language)]
    return [
        *notices(told, language),
        *library.keep(("peers_page", chosen), lambda: _page(library, chosen)),
    ]


def weight_notices(weights: tuple[str, ...], language: str) -> list[str]:
    """A plain sentence for every weight in an address that cannot be used."""
    heaviest = formats.number(HEAVIEST, 0, language)
    return [
        say()("unknown_weight", language, weight=text[:40], heaviest=heaviest)
        for text in unknown_weights(weights)
    ]


def _page(library: Library, selection: Selection) -> list[Element]:
    language = selection.language
    found = {
        level: comparison(library, level, selection.home, selection.weights) for level in LEVELS
    }
    latest_only = None
    if selection.as_of is not None:
        latest_only = h("p", say()("latest_only", language, date=selection.as_of), cls="notice")
    return [
        h("h1", title(language)),
        h("p", say()("intro", language), cls="lead"),
        *([latest_only] if latest_only else []),
        _contents(found, language),
        *(_section(library, one, selection) for one in found.values()),
        peers_pilots.section(library, selection),
        _method(language),
        _missing(found, language),
    ]


def heading(found: Comparison, language: str) -> str:
    """What a level's section is called."""
    home = geographies()[found.home].short(language)
    return say()(f"heading_{found.level}", language, home=home)


def _contents(found: dict[Level, Comparison], language: str) -> Element:
    links = [(SECTIONS[level], heading(one, language)) for level, one in found.items()]
    links += [
        (PILOTS, place_sets()[PILOTS].name[language]),
        ("metod", say()("heading_method", language)),
        ("saknas", say()("heading_missing", language)),
    ]
    items = [h("li", h("a", name, href=f"#{anchor}")) for anchor, name in links]
    return h("nav", h("ul", *items, cls="sets"), aria_label=say()("contents", language))


def _section(library: Library, found: Comparison, selection: Selection) -> Element:
    """One level: its peers, its variables with their weights, everyone by distance."""
    language, anchor = selection.language, SECTIONS[found.level]
    return h(
        "section",
        h("h2", heading(found, language), id=anchor),
        *_peers(library, found, selection),
        h("h3", say()("heading_variables", language)),
        h("p", say()("weights_help", language), cls="small"),
        inert(
            peers_variables.cards(library, found, selection, anchor),
            _reset(selection, anchor),
        ),
        *_distances(found, selection),
        aria_labelledby=anchor,
        cls="peers",
    )


def _peers(library: Library, found: Comparison, selection: Selection) -> list[Element]:
    """Who the peers are, and the way to a comparison with them."""
    language = selection.language
    if not found.ranked:
        return [h("p", say()("peers_none", language), cls="notice")]
    names = [peers_tables.place_name(code, language) for code in found.peers]
    words = say()(f"peers_{found.level}", language, names=formats.listing(names, language))
    home = geographies()[found.home].short(language)
    label = say()(f"compare_{found.level}", language, home=home)
    file = f"/ladda-ner/lika/{SECTIONS[found.level]}" + to_query(
        replace(selection, as_of=None, search="")
    )
    download = say()(f"download_{found.level}", language)
    return [
        h("p", words, cls="peer-names"),
        h(
            "p",
            link(label, compare_address(library, found, selection), cls="go"),
            h("a", download, href=file, download=""),
            cls="peer-links",
        ),
    ]


def compare_address(library: Library, found: Comparison, selection: Selection) -> str:
    """Jämför with the home and its peers, the weights kept.

    Regions abroad are not in every indicator: the one that knows most of the peers is shown.
    """
    chosen = replace(settings(selection), weights=selection.weights)
    if found.level == "county":
        return "/jamfor" + to_query(chosen, places=(found.home, PEERS, RIKET))
    indicator = peers_pilots.widest(library, found.peers)
    return "/jamfor" + to_query(chosen, places=(found.home, PEERS), indicator=indicator)


def _reset(selection: Selection, anchor: str) -> Child:
    if not selection.weights:
        return ""
    address = PATH + to_query(replace(selection, weights=())) + f"#{anchor}"
    return h("p", link(say()("reset", selection.language), address), cls="small")


def _distances(found: Comparison, selection: Selection) -> list[Element]:
    if not found.ranked:
        return []
    language = selection.language
    return [
        h("h3", say()(f"heading_table_{found.level}", language)),
        inert(*peers_tables.tables(found, COUNT[found.level], language)),
    ]


def _method(language: str) -> Element:
    keys = ("method_1", "method_2", "method_3", "method_4", "method_5", "method_6",
            "method_7_county", "method_7_nuts2")  # fmt: skip
    sources = h(
        "p",
        say()("method_source", language),
        h("a", "Handbook on Constructing Composite Indicators (2008)", href=HANDBOOK,
          lang="en", rel="noreferrer"),
        say()("method_source_and", language),
        h("a", "Regional benchmarking in the smart specialisation process", href=BENCHMARKING,
          lang="en", rel="noreferrer"),
        ".",
    )  # fmt: skip
    return h(
        "section",
        h("h2", say()("heading_method", language), id="metod"),
        h("ol", *(h("li", say()(key, language)) for key in keys)),
        sources,
        aria_labelledby="metod",
        cls="peers prose",
    )


def _missing(found: dict[Level, Comparison], language: str) -> Element:
    """What the issue of likeness asks for and the data do not hold, level by level."""
    parts: list[Element] = []
    for level, one in found.items():
        names = {item.id: item.name[language] for item in variables(level)}
        texts = [say()("absent", language, name=names[code]) for code in one.absent]
        texts += [text[language] for text in lacking(level)]
        parts.append(h("h3", heading(one, language)))
        parts.append(h("ul", *(h("li", text) for text in texts)))
    return h(
        "section",
        h("h2", say()("heading_missing", language), id="saknas"),
        *parts,
        aria_labelledby="saknas",
        cls="peers prose",
    )
