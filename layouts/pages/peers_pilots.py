"""The ready set of the Commission's pilot: its regions, and which indicators know them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import NORRA_MELLANSVERIGE
from indicators import formats
from indicators.model import Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.places import place_sets, set_held
from indicators.selection import PILOTS, settings, to_query
from indicators.values import Values
from layouts.elements import Element, h, inert, link

if TYPE_CHECKING:
    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "peers.toml"


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def european(library: Library) -> dict[str, Indicator]:
    """The indicators with values that regions abroad carry too, in the catalogue's order."""
    return {code: item for code, item in library.available().items() if item.europe}


def widest(library: Library, codes: tuple[str, ...]) -> str | None:
    """The indicator that knows most of `codes`, the first in the catalogue's order among equals."""
    known = {
        name: sum(_values(library, item).latest(code) is not None for code in codes)
        for name, item in european(library).items()
    }
    return max(known, key=lambda name: known[name], default=None)


def _values(library: Library, item: Indicator) -> Values:
    return library.values(item.id, item.breakdowns[0])


def section(library: Library, selection: Selection) -> Element:
    """The regions of the set, the way to compare them, and what is known of them."""
    language, pilots = selection.language, place_sets()[PILOTS]
    names = [f"{place.name[language]} ({place.code})" for place in pilots.places]
    indicators = european(library)
    known = {
        name: sum(bool(held) for _, held in set_held(PILOTS, _values(library, item)))
        for name, item in indicators.items()
    }
    first = max(known, key=lambda name: known[name], default=None)
    rows = [_row(library, item, selection) for item in indicators.values()]
    heads = ("column_indicator", "column_whole", "column_parts", "column_none")
    caption = say()("pilots_caption", language)
    table = h(
        "table",
        h("caption", caption),
        h("thead", h("tr", *(h("th", say()(key, language), scope="col") for key in heads))),
        h("tbody", *rows),
        cls="t pilots",
    )
    return h(
        "section",
        h("h2", pilots.name[language], id=PILOTS),
        h("p", f"{pilots.note[language]} {say()('pilots_text', language)} ",
          h("a", say()("pilots_source", language), href=pilots.source, rel="noreferrer")),
        h("p", h("b", say()("pilots_members", language) + ": "),
          formats.sentence(formats.listing(names, language))),
        h("p", link(say()("pilots_compare", language), _address(first, selection), cls="go"),
          cls="peer-links"),
        inert(h("div", table, cls="scroll", tabIndex="0", role="region", aria_label=caption)),
        aria_labelledby=PILOTS,
        cls="peers",
    )  # fmt: skip


def _address(indicator: str | None, selection: Selection) -> str:
    chosen = replace(settings(selection), weights=selection.weights)
    return "/jamfor" + to_query(chosen, places=(NORRA_MELLANSVERIGE, PILOTS), indicator=indicator)


def _row(library: Library, item: Indicator, selection: Selection) -> Element:
    """One indicator: the regions it knows whole, those it knows in parts, those it does not."""
    language = selection.language
    whole, parts, none = [], [], []
    for place, held in set_held(PILOTS, _values(library, item)):
        name = place.name[language]
        if not held:
            none.append(name)
        elif held == (place.code,) or len(place.parts) == 1:
            whole.append(name)
        else:
            parts.append(say()("parts", language, name=name, held=len(held), all=len(place.parts)))
    total = len(place_sets()[PILOTS].places)
    nobody = say()("nobody", language)
    count = f"{len(whole)} / {total}"
    return h(
        "tr",
        h("th", link(item.name[language], _address(item.id, selection)), scope="row"),
        h("td", count),
        h("td", ", ".join(parts) or nobody),
        h("td", ", ".join(none) or nobody),
    )
