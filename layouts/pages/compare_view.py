"""The view of Jämför but its house chart: heading, chart over time, cautions, source, table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.library import sexes
from indicators.model import ChartSpec, Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import settings, to_query
from layouts.elements import Child, Element, h, inert
from layouts.figures import figure, graph_config
from layouts.pages import compare_controls as controls
from layouts.pages.compare_about import about
from layouts.pages.compare_house import House, key, subject
from layouts.shell import notices
from layouts.tables import table

if TYPE_CHECKING:
    from dash import Dash

    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"
#: an en dash at which a heading's line is not broken: a range stays whole
UNBROKEN_DASH = "\u2060–\u2060"
#: (component, property) that the page's callback sets, in the order of :func:`outputs`
OUTPUTS = (
    ("compare-indicator", "value"),
    ("compare-places", "value"),
    ("compare-places", "data"),
    ("compare-start", "value"),
    ("compare-start", "data"),
    ("compare-end", "value"),
    ("compare-end", "data"),
    ("compare-period", "value"),
    ("compare-period", "data"),
    ("compare-base", "value"),
    ("compare-base", "data"),
    ("compare-base", "style"),
    ("compare-sets", "children"),
    ("compare-choices", "children"),
    ("compare-notices", "children"),
    ("compare-head", "children"),
    ("compare-time-head", "children"),
    ("compare-time", "figure"),
    ("compare-house", "data"),
    ("compare-below", "children"),
    ("compare-about", "children"),
    ("compare-downloads", "children"),
    ("spoken", "children"),
)


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def parts(
    library: Library, asked: Selection, unknown: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    """Everything on the page for an address, as plain dicts and figures."""
    resolved = library.resolve(asked, unknown)
    chosen, language = resolved.selection, asked.language
    indicator = library.catalogue.indicators[chosen.indicator or ""]
    values = library.values(indicator.id, sexes(chosen.breakdown)[0], chosen.as_of)
    time = library.over_time(chosen)
    return {
        "controls": controls.choices(library, resolved, values),
        "choices": controls.short_choices(library, asked, resolved, values),
        "notices": notices(resolved.notices, language),
        "head": _head(library, indicator, time),
        "time_head": [say()("time_heading", language), " ", subject(library, chosen)],
        "time": figure(time),
        "house": key(chosen),
        "below": _below(time),
        "about": library.keep(
            ("about", indicator.id, settings(chosen)),
            lambda: about(library, indicator, chosen),
            lasting=chosen.as_of is None,
        ),
        "downloads": _downloads(asked, indicator),
        "spoken": say()("spoken", language, title=time.title),
        "language": language,
        "chosen": chosen,
    }


def outputs(drawn: dict[str, Any]) -> tuple[Any, ...]:
    """The values of :data:`OUTPUTS`."""
    chosen: controls.Choices = drawn["controls"]
    return (
        chosen.indicator,
        list(chosen.places),
        chosen.place_options,
        chosen.start,
        chosen.periods,
        chosen.end,
        chosen.periods,
        chosen.ranked,
        chosen.ranked_options,
        chosen.base,
        chosen.base_options,
        controls.base_style(chosen),
        drawn["choices"][0],
        drawn["choices"][1:],
        drawn["notices"],
        drawn["head"],
        drawn["time_head"],
        drawn["time"],
        drawn["house"],
        drawn["below"],
        drawn["about"],
        drawn["downloads"],
        drawn["spoken"],
    )


def frame(drawn: dict[str, Any], ranked: House) -> list[Element]:
    """The right side of the page, its places filled with what `drawn` holds and the house chart."""
    language = drawn["language"]
    return [
        h("div", *drawn["notices"], id="compare-notices"),
        h(
            "div",
            h("div", *drawn["head"], id="compare-head"),
            _actions(drawn, language),
            cls="compare-top",
        ),
        h(
            "div",
            _figure("compare-time", drawn["time_head"], drawn["time"], language),
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
    ]


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
                           chart=heading[0]))
        for kind in ("png", "svg")
    ]  # fmt: skip
    return h(
        "figure",
        h("figcaption", h("h2", *heading, id=f"{name}-head"), h("span", *buttons, cls="pictures")),
        h("div", graph, role="img", aria_labelledby=f"{name}-head", aria_describedby=f"{name}-alt"),
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
        cls="actions",
    )


def _downloads(asked: Selection, indicator: Indicator) -> list[Element]:
    query = to_query(asked)
    return [
        h("li", h("a", say()(f"download_{kind}", asked.language), href=f"/ladda-ner/{kind}{query}",
                  download=""))
        for kind in ("xlsx", "csv")
    ]  # fmt: skip


def _head(library: Library, indicator: Indicator, spec: ChartSpec) -> list[Element]:
    theme = library.catalogue.themes[indicator.themes[0]]
    number = f"{theme.number} · " if theme.number else ""
    return [
        h("p", number + theme.name[spec.language], cls="crumb"),
        h("h1", spec.title.replace("–", UNBROKEN_DASH)),
        h("p", spec.subtitle, cls="lead"),
    ]


def _below(time: ChartSpec) -> list[Element]:
    language = time.language
    cautions = None
    if time.notes:
        cautions = h(
            "div",
            h("h2", say()("cautions", language)),
            h("ul", *(h("li", note) for note in time.notes)),
            cls="cautions",
        )
    return [
        part
        for part in (
            cautions,
            _source_lines(time, language),
            h("h2", say()("tables", language), cls="tables-head"),
            inert(table(time), cls="scroll", tabIndex=0, role="region", aria_label=time.title),
            h("details", h("summary", say()("in_words", language)),
              h("p", time.alt, id="compare-time-alt"), cls="words"),
        )
        if part is not None
    ]  # fmt: skip


def _source_lines(spec: ChartSpec, language: str) -> Element:
    lines = []
    for name, text in (("source", spec.source), ("processing", spec.processing),
                       ("explanation", spec.explanation)):  # fmt: skip
        if text:
            lines.append(h("p", h("b", say()(name, language)), " " + text))
    return h("div", *lines, cls="source")


def register_buttons(app: Dash) -> None:
    """Pictures and the link are made in the browser; no server is asked."""
    from dash import ClientsideFunction, Input, Output, State

    for name in ("compare-time", "compare-rank"):
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
