"""Jämför: one indicator, chosen places, over time and ranked, with table, source and caution.

All state is in the address. Any change, a control's or the address's own, is turned into the next
address and the view of it (``layouts/views.py``); the house chart, which few changes concern,
follows from its own address (``compare_house``). Every view follows from its address alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import from_query, to_query
from layouts import views
from layouts.elements import Element, h
from layouts.pages import compare_controls as controls
from layouts.pages import compare_frame as frame
from layouts.pages import compare_house as house
from layouts.pages import compare_view as view

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

PATH = "/jamfor"
NAME = "compare"
WORDS = Path(__file__).parents[1] / "words" / "compare.toml"
#: what a control sets in the selection
ATTRIBUTES = {
    "compare-indicator": "indicator",
    "compare-places": "places",
    "compare-start": "start",
    "compare-end": "end",
    "compare-period": "period",
    "compare-base": "base",
    "compare-against": "against",
}
#: what a new indicator leaves as it was; all else is the new indicator's own default
KEPT = ("view", "places", "weights", "measure", "language", "home", "as_of")


def say() -> Phrases:
    """The phrases of this page, read at first use."""
    return phrases(WORDS)


def title(language: str) -> str:
    """The page's name in the browser."""
    return say()("title", language)


def layout(
    library: Library, selection: Selection, unknown: tuple[tuple[str, str], ...]
) -> list[Element]:
    """The page for an address, charts and all: nothing waits for a callback."""
    parts = view.parts(library, selection, unknown)
    return [
        {
            "type": "Location",
            "namespace": "dash_core_components",
            "props": {"id": "compare-address", "refresh": "callback-nav"},
        },
        h(
            "div",
            h(
                "aside",
                h(
                    "details",
                    h("summary", h("h2", say()("controls", selection.language))),
                    *controls.panel(parts["controls"], parts["choices"], selection.language),
                    open=True,
                    data_fold_below="900",
                ),
                aria_label=say()("controls", selection.language),
            ),
            frame.frame(parts, house.beside(library, parts["chosen"])),
            cls="compare",
        ),
    ]


def changed(query: str, control: str | None, value: Any) -> str:
    """The query string after a control was set to `value`; unchanged where no control was."""
    if control not in ATTRIBUTES:
        return query
    selection, _ = from_query(query)
    attribute = ATTRIBUTES[control]
    if attribute == "indicator":
        kept = {name: getattr(selection, name) for name in KEPT}
        selection = Selection(**kept)
    if attribute == "places":
        listed = value if isinstance(value, list) else []
        chosen: Any = tuple(item for item in listed if isinstance(item, str))
    else:
        chosen = value if isinstance(value, str) else None
    return to_query(selection, **{attribute: chosen})


def drawn(library: Library, parameters: Mapping[str, str]) -> views.Drawn:
    """The address and the view after a change: `adress` as it was, the control, its value."""
    try:
        value = json.loads(parameters.get("varde", "null"))
    except ValueError:
        value = None
    asked = changed(parameters.get("adress", ""), parameters.get("val"), value)
    parts = view.parts(library, *from_query(asked))
    return {"outputs": (asked, *view.outputs(parts)), "figure": parts["chart"]}


def register(app: Dash, library: Library) -> None:
    """The views of the page and of its house chart, and the buttons that need no server."""
    from dash import ClientsideFunction, Input, Output, State

    views.register(app, library, PATH[1:], lambda given: drawn(library, given))
    app.clientside_callback(
        ClientsideFunction("views", "ask"),
        Input("compare-address", "search"),
        *(Input(name, "value") for name in ATTRIBUTES),
        State("compare-address", "pathname"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("views", "apply"),
        Output("compare-address", "search"),
        *(Output(name, prop) for name, prop in view.OUTPUTS),
        Input("compare-answer", "data"),
        State("compare-house", "data"),
        prevent_initial_call=True,
    )
    house.register(app, library)
    frame.register_buttons(app)
