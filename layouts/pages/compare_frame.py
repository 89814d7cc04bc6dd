"""The right side of Jämför: where its charts, buttons and words stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.phrases import Phrases, phrases
from layouts.elements import Child, Element, h, inert
from layouts.figures import graph_config
from layouts.meeting.button import add_button, said
from layouts.pages import compare_controls as controls
from layouts.pages.compare_house import House

if TYPE_CHECKING:
    from dash import Dash

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def frame(drawn: dict[str, Any], ranked: House) -> Element:
    """The right side of the page, its places filled with what `drawn` holds and the house chart."""
    language = drawn["language"]
    return h(
        "div",
        h("div", *drawn["notices"], id="compare-notices"),
        h("nav", drawn["views"], id="compare-views", aria_label=say()("views", language)),
        h(
            "div",
            h("div", *drawn["head"], id="compare-head"),
            _actions(drawn, language),
            cls="compare-top",
        ),
        h(
            "div",
            _stepper(drawn["controls"], language),
            _figure(
                "compare-chart",
                drawn["chart_head"],
                drawn["chart"],
                language,
                h("div", *drawn["findings"], id="compare-chart-findings"),
            ),
            _figure(
                "compare-rank",
                ranked.head,
                ranked.figure,
                language,
                h("div", *ranked.notes, id="compare-rank-notes", cls="small"),
            ),
            cls="charts",
        ),
        h("div", *drawn["below"], id="compare-below"),
        h("div", *ranked.below, id="compare-rank-below"),
        h("div", drawn["about"], id="compare-about"),
        {
            "type": "Store",
            "namespace": "dash_core_components",
            "props": {"id": "compare-house", "data": drawn["house"]},
        },
        # how many answers have come: assets/views.js counts, and the page follows
        {
            "type": "Store",
            "namespace": "dash_core_components",
            "props": {"id": "compare-answer", "data": 0},
        },
        id="compare-main",
        cls=drawn["main"],
    )


def _stepper(chosen: controls.Choices, language: str) -> Element:
    """A slider over the periods; assets/step.js keeps it at the period that is shown.

    Its parts stay the same all the time, so that whoever steps by keyboard stays on the slider.
    """
    return h(
        "div",
        h("button", "‹", type="button", data_step="-1", aria_label=say()("step_back", language)),
        inert(h("input", type="range", min="0", max="0", value="0",
                aria_label=say()("step", language))),
        h("button", "›", type="button", data_step="1", aria_label=say()("step_on", language)),
        h("span", id="compare-step-said", cls="small", aria_hidden="true"),
        id="compare-step",
        role="group",
        aria_label=say()("step", language),
        data_steps=controls.steps(chosen),
        data_control="compare-period",
    )  # fmt: skip


def _figure(
    name: str, heading: list[Child], drawn: dict[str, Any], language: str, *more: Element
) -> Element:
    graph = {
        "type": "Graph",
        "namespace": "dash_core_components",
        "props": {"id": name, "figure": drawn, "config": graph_config(language)},  # type: ignore[arg-type]
    }
    buttons = [
        h("button", kind.upper(), id=f"{name}-{kind}", type="button", cls="quiet",
          aria_label=say()("picture_of", language, kind=say()(f"download_{kind}", language),
                           chart=heading[0] if heading else ""))
        for kind in ("png", "svg")
    ]  # fmt: skip
    if name == "compare-rank":
        own = add_button(language, "/jamfor", "house", view="rangordning", cls="quiet")
        buttons.insert(0, own)
    return h(
        "figure",
        h("figcaption", h("h2", *heading, id=f"{name}-head"), h("span", *buttons, cls="pictures")),
        h(
            "div",
            h("div", graph, aria_hidden="true"),
            role="application",
            tabIndex=0,
            data_chart="",
            aria_roledescription=say()("chart", language),
            aria_labelledby=f"{name}-head",
            aria_describedby=f"{name}-alt {name}-keys",
        ),
        h("p", say()("chart_keys", language), id=f"{name}-keys", cls="unseen"),
        *more,
        cls=name,
    )


def _actions(drawn: dict[str, Any], language: str) -> Element:
    return h(
        "div",
        h(
            "details",
            h("summary", say()("download", language), cls="button"),
            h("ul", *drawn["downloads"], id="compare-downloads"),
            cls="menu",
        ),
        h("button", say()("copy_link", language), id="compare-copy", type="button", cls="button"),
        h("span", id="compare-copied", role="status", cls="small"),
        add_button(language, "/jamfor", "chart"),
        data_meeting_words=said(language),
        cls="actions",
    )


def register_buttons(app: Dash) -> None:
    """Pictures and the link are made in the browser; no server is asked."""
    from dash import ClientsideFunction, Input, Output, State

    for name in ("compare-chart", "compare-rank"):
        app.clientside_callback(
            ClientsideFunction("panel", "picture"),
            Input(f"{name}-png", "n_clicks"),
            Input(f"{name}-svg", "n_clicks"),
            State(name, "id"),
            prevent_initial_call=True,
        )
    app.clientside_callback(
        ClientsideFunction("address", "titled"), Input("compare-head", "children")
    )
    app.clientside_callback(
        ClientsideFunction("panel", "copy_link"),
        Output("compare-copied", "children"),
        Input("compare-copy", "n_clicks"),
        prevent_initial_call=True,
    )
