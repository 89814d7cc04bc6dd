"""Visa hur: the blocks of addresses, code and citation, each with a button that copies it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from indicators.citation import citation
from indicators.model import Language, Selection
from indicators.rebuild import Recipe, Source
from indicators.rebuild.code import program
from indicators.rebuild.code import say as code_say
from indicators.rebuild.dialects import Dialect
from indicators.rebuild.python import Python
from indicators.rebuild.r import R
from indicators.rebuild.requested import Request, requests_of
from indicators.selection import to_query
from layouts.elements import Child, Element, h
from layouts.show_how_link import say

if TYPE_CHECKING:
    from indicators.library import Library

#: name of a section of code -> the language it is written in
DIALECTS: dict[str, Dialect] = {"python": Python(), "r": R()}


def addresses(library: Library, recipes: list[Recipe], asked: Selection) -> list[Element]:
    """The requests of every series, or where its figures were read, and the panel's own file."""
    language = asked.language
    found: list[Element] = []
    told: set[str] = set()
    for recipe in recipes:
        for number, source in enumerate(recipe.sources):
            requests = requests_of(recipe, number)
            name = source.dataset.name[language]
            key = f"{source.dataset.id} {requests}"
            if key not in told:
                told.add(key)
                block = f"api-{len(told)}"
                found.append(h("h3", name))
                found += _requests(requests, name, block, language)
                found += _reading(library, source, recipe.selection)
    own = f"/ladda-ner/csv{to_query(asked)}"
    file = h("a", own, href=own, download="", data_absolute="")
    return [*found, h("p", say()("own_file", language), h("br"), file, cls="own-file")]


def _requests(
    requests: tuple[Request, ...], name: str, block: str, language: str
) -> Iterator[Element]:
    for number, one in enumerate(requests):
        if one.method == "GET":
            there = h("a", one.url, href=one.url, rel="noreferrer")
            yield h("p", say()("open_address", language), h("br"), there, cls="address")
            continue
        words = [say()("post_address", language), h("br"), h("code", one.url), h("br"),
                 say()("post_body", language)]  # fmt: skip
        yield h("p", *words, cls="address")
        what = say()("body_of", language, name=name)
        yield from copied_block(f"{block}-{number}", one.body, what, language)
    if any(one.looked_up for one in requests):
        yield h("p", say()("looked_up", language), cls="small")


def _reading(library: Library, source: Source, selection: Selection) -> Iterator[Element]:
    """Where the figures that are shown were read, and the source's own page."""
    language, dataset = selection.language, source.dataset
    dates = library.dated(dataset.id, selection)
    fields = {"dates": dates}
    if source.reading != "service":
        fields["references"] = "; ".join(source.references)
    keys = {"service": "read_service", "files": "read_files", "no_service": "no_service"}
    yield h("p", say()(keys[source.reading], language, **fields))
    if source.reading == "no_service" and dataset.table:
        yield h("p", say()("no_service_table", language, table=dataset.table))
    if dataset.landing_page:
        there = h("a", dataset.landing_page, href=dataset.landing_page, rel="noreferrer")
        yield h("p", say()("landing", language), " ", there, cls="address")


def code(recipes: list[Recipe], name: str, language: str) -> list[Element]:
    """The programs in one language, and what they leave to the panel."""
    found: list[Element] = []
    for number, recipe in enumerate(recipes):
        text = program(recipe, DIALECTS[name])
        if text:
            what = f"{say()(name, language)}, {recipe.indicator.name[language]}"
            found += copied_block(f"{name}-{number + 1}", text, what, language)
        else:
            found.append(h("p", say()("no_code", language), cls="empty"))
    if not any(source.askable for recipe in recipes for source in recipe.sources):
        return found[:1]
    undone = dict.fromkeys(key for recipe in recipes for key in recipe.undone)
    if undone:
        items = [h("li", code_say()(f"undone_{key}", language)) for key in undone]
        found += [h("h3", say()("leaves", language)), h("ul", *items)]
    return [h("p", say()(f"needs_{name}", language), cls="small"), *found]


def cited(library: Library, selection: Selection, asked: Selection) -> list[Element]:
    """The citation in both languages, each with the address of the view."""
    language = selection.language
    found: list[Element] = []
    languages: tuple[Language, ...] = ("sv", "en")
    for code_ in languages:
        heading = say()(f"cite_{code_}", language)
        own = "/jamfor" + to_query(asked, language=code_)
        lines = "\n".join(citation(library, selection, code_)) + "\n"
        text = [lines, h("a", own, href=own, data_absolute="")]
        what = f"{say()('cite', language)}, {heading.lower()}"
        found.append(h("h3", heading))
        found += copied_block(f"cite-{code_}", text, what, language, spoken=code_)
    return found


def copied_block(
    name: str, text: Child, what: str, language: str, spoken: str | None = None
) -> list[Element]:
    """Text as it is, and a button that copies it and says so (assets/copy.js)."""
    button = h(
        "button",
        say()("copy", language),
        type="button",
        cls="quiet",
        aria_label=say()("copy_what", language, what=what),
        data_copy=name,
        data_copied=say()("copied", language),
        data_failed=say()("not_copied", language),
    )
    body = h("pre", h("code", text, id=name, lang=spoken), tabIndex="0", role="region",
             aria_label=what)  # fmt: skip
    return [h("div", h("div", button, h("span", role="status", cls="small"), cls="copy-row"), body,
              cls="copied")]  # fmt: skip
