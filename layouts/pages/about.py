"""Om: what the panel is, how it computes, licence, and the accessibility statement.

The text lives in ``words/about.toml`` and in its order; here it is only arranged. What the text
says about the panel's contents (how many indicators, each formula) is read from the library.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from indicators import formats
from indicators.compare import JUMP
from indicators.holdings import holdings
from indicators.model import Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.resolve import not_understood
from layouts.elements import Element, h, link
from layouts.shell import address, notices

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

PATH = "/om"
NAME = "about"
WORDS = Path(__file__).parents[1] / "words" / "about.toml"
#: the day on which the accessibility of the panel was last assessed
ASSESSED = date(2026, 11, 23)
#: name of a link phrase -> where it leads; a path is a page of the panel
LINKS = {
    "data": "/data",
    "digg": "https://www.digg.se/tdosanmalan",
    "law": "https://www.riksdagen.se/sv/dokument-och-lagar/dokument/"
    "svensk-forfattningssamling/lag-20181937-om-tillganglighet-till-digital_sfs-2018-1937/",
}
#: the environment variable behind each kind of phrase that is either "set" or "unset"
SETTINGS = {"contact": "CONTACT", "responsible": "RESPONSIBLE"}
#: phrases of these kinds stand together in one list
LISTS = {"li": "ul", "dt": "dl", "dd": "dl"}


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """Nothing on this page waits for an answer: there are no callbacks."""


def setting(kind: str) -> str:
    """What the one who runs the panel has stated, or "": read when the page is drawn."""
    return os.environ.get(SETTINGS[kind], "").strip()


def sections() -> dict[str, list[tuple[str, str, str]]]:
    """The sections in their order, each a list of (kind, name, key) in the order of the text."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for key in say():
        section, *rest = key.split(".")
        if rest:
            kind, name = rest
            found.setdefault(section, []).append((kind, name, key))
    return found


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page in a selection's language; its links keep the user's settings."""
    language = selection.language
    return [
        *notices(not_understood(unknown, language), language),
        h("h1", title(language)),
        _contents(language),
        h(
            "div",
            *(
                h("section", *_section(parts, library, selection), aria_labelledby=section)
                for section, parts in sections().items()
            ),
            cls="prose",
        ),
    ]


def _contents(language: str) -> Element:
    """Links to every section and the headings within it."""
    items = []
    for parts in sections().values():
        (top, top_key), *below = [(n, key) for kind, n, key in parts if kind in ("h2", "h3")]
        inner = [h("li", h("a", say()(key, language), href=f"#{name}")) for name, key in below]
        first = h("a", say()(top_key, language), href=f"#{top}")
        items.append(h("li", first, h("ul", *inner) if inner else None))
    heading = h("h2", say()("contents", language), id="contents")
    return h("nav", heading, h("ul", *items), aria_labelledby="contents", cls="contents")


def _section(
    parts: list[tuple[str, str, str]], library: Library, selection: Selection
) -> Iterator[Element]:
    facts = _facts(library, selection.language)
    for tag, group in groupby(parts, key=lambda part: LISTS.get(part[0], "")):
        elements = []
        for kind, name, key in group:
            text = say()(key, selection.language, **facts)
            if kind == "formulas":
                elements.append(_formulas(text, library, selection.language))
            elif kind == "link":
                elements.append(h("p", _link(text, LINKS[name], selection)))
            elif kind not in SETTINGS:
                elements.append(h(kind, text, id=name if kind in ("h2", "h3") else None))
            elif bool(setting(kind)) == (name == "set"):
                elements.append(_stated(text, setting(kind)))
        if tag:
            yield h(tag, *elements)
        else:
            yield from elements


def _facts(library: Library, language: str) -> dict[str, object]:
    """The numbers that the text mentions, so that it cannot disagree with the panel."""
    return {
        "indicators": formats.number(len(library.available()), 0, language),
        # one that was never fetched has no figures to speak of
        "datasets": formats.number(sum(bool(one.values) for one in holdings(library)), 0, language),
        "count": formats.number(len(_county_indicators(library)), 0, language),
        "jump": formats.number(JUMP * 100, 0, language),
        "date": ASSESSED.isoformat(),
        "following": _following(library, language),
    }


def _following(library: Library, language: str) -> str:
    """The strategy and its challenges by name, "" where the panel has none."""
    strategy = library.strategy
    if strategy.about is None or not strategy.challenges:
        return ""
    names = "; ".join(item.name[language] for item in strategy.challenges.values())
    return say()("following", language, strategy=strategy.about.name[language], challenges=names)


def _link(text: str, target: str, selection: Selection) -> Element:
    if target.startswith("/"):
        return link(text, address(target, selection))
    return h("a", text, href=target, rel="noreferrer")


def _stated(text: str, stated: str) -> Element:
    """A phrase and what was stated, as a link where it is an address."""
    if stated.startswith(("https://", "http://")):
        return h("p", text + " ", h("a", stated, href=stated, rel="noreferrer"))
    if "@" in stated and " " not in stated:
        return h("p", text + " ", h("a", stated, href=f"mailto:{stated}"))
    return h("p", f"{text} {stated}".strip())


def _county_indicators(library: Library) -> list[Indicator]:
    return [item for item in library.available().values() if item.level == "county"]


def _formulas(text: str, library: Library, language: str) -> Element:
    """How Norra Mellansverige comes about for each indicator that counties have."""
    rows = [
        cell
        for item in _county_indicators(library)
        for cell in (h("dt", item.name[language]), h("dd", _how(item, language)))
    ]
    return h("details", h("summary", text), h("dl", *rows))


def _how(indicator: Indicator, language: str) -> str:
    how = indicator.aggregation
    words = how.reason or how.formula
    said = formats.sentence(words[language]) if words else ""
    key = how.method if how.method in ("published", "refused") else "computed"
    return say()(f"aggregation_{key}", language, text=said).strip()
