"""Visa hur: the view of an address as API address, as Python and R, and as citation.

A page of its own, so that the comparison pays nothing for it. It takes the comparison's own address
and everything on it follows from that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.model import Selection
from indicators.selection import to_query
from layouts.elements import Element, h, inert, link
from layouts.shell import notices
from layouts.show_how_link import PATH as OWN_PATH
from layouts.show_how_link import say

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library
    from indicators.rebuild import Recipe

PATH = OWN_PATH
NAME = "compare"
#: reached from a comparison, not from the menu
IN_MENU = False


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def register(app: Dash, library: Library) -> None:
    """Copying works in the browser (assets/copy.js): there are no callbacks."""


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page for the address of a comparison."""
    # what writes programs is read in when someone asks for one
    from layouts.show_how import DIALECTS, addresses, cited, code

    language = selection.language
    resolved = library.resolve(selection, unknown)
    chosen = resolved.selection
    recipes = recipes_of(library, chosen)
    sections: dict[str, list[Element]] = {"api": addresses(library, recipes, selection)}
    for name in DIALECTS:
        sections[name] = code(recipes, name, language)
    sections["cite"] = cited(library, chosen, selection)
    there = "/jamfor" + to_query(selection)
    return [
        *notices(resolved.notices, language),
        h("p", link("← " + say()("back", language), there), cls="crumb"),
        h("h1", say()("heading", language, title=recipes[0].spec.title)),
        h("p", say()("lead", language), cls="lead"),
        inert(
            h("nav", h("ul", *(h("li", h("a", say()(name, language), href=f"#{name}"))
                               for name in sections), cls="sets"),
              aria_label=say()("contents", language)),
            *(
                h("section", h("h2", say()(name, language), id=name, tabIndex="-1"), *body)
                for name, body in sections.items()
            ),
            cls="show-how",
        ),
    ]  # fmt: skip


def recipes_of(library: Library, chosen: Selection) -> list[Recipe]:
    """The recipes of a resolved selection's view: one, or two where two indicators are shown."""
    from indicators.rebuild import recipe

    found = [recipe(library, chosen)]
    if chosen.view == "scatter" and chosen.against:
        found.append(replace(recipe(library, replace(chosen, indicator=chosen.against)),
                             spec=found[0].spec))  # fmt: skip
    return found
