"""The view of Jämför: heading, charts, cautions, source, tables, all from the two chart specs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators import formats
from indicators.library import house_chart, sexes
from indicators.model import ChartSpec, Indicator, Selection
from indicators.phrases import Phrases, phrases
from indicators.selection import EUROPE, settings, to_query
from layouts.elements import Element, h, inert
from layouts.figures import figure, graph_config
from layouts.pages import compare_controls as controls
from layouts.pages.compare_about import about
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
    ("compare-rank-head", "children"),
    ("compare-rank", "figure"),
    ("compare-below", "children"),
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
    time, house = library.over_time(chosen), _house(library, chosen)
    return {
        "controls": controls.choices(library, resolved, values),
        "choices": controls.short_choices(library, asked, resolved, values),
        "notices": notices(resolved.notices, language),
        "head": _head(library, indicator, time),
        "time_head": say()("time_heading", language),
        "rank_head": _rank_head(house.spec, chosen),
        "time": figure(time),
        "rank": house.figure,
        "below": _below(library, indicator, time, house, chosen),
        "downloads": _downloads(asked, indicator),
        "spoken": say()("spoken", language, title=time.title),
        "language": language,
    }


@dataclass(frozen=True, slots=True)
class _House:
    """The house chart as drawn: it stays the same while only places or years are changed."""

    spec: ChartSpec
    figure: dict[str, Any]
    table: Element


def _house(library: Library, chosen: Selection) -> _House:
    def draw() -> _House:
        spec = library.ranking(chosen)
        return _House(spec, figure(spec), inert(table(spec), cls="scroll"))

    return library.keep(("house", house_chart(chosen)), draw)


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
        drawn["rank_head"],
        drawn["rank"],
        drawn["below"],
        drawn["downloads"],
        drawn["spoken"],
    )


def frame(drawn: dict[str, Any]) -> list[Element]:
    """The right side of the page, its places filled with what `drawn` holds."""
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
            _figure("compare-rank", drawn["rank_head"], drawn["rank"], language),
            cls="charts",
        ),
        h("div", *drawn["below"], id="compare-below"),
    ]


def _figure(name: str, heading: str, drawn: dict[str, Any], language: str) -> Element:
    graph = {
        "type": "Graph",
        "namespace": "dash_core_components",
        "props": {"id": name, "figure": drawn, "config": graph_config(language)},  # type: ignore[arg-type]
    }
    buttons = [
        h("button", kind.upper(), id=f"{name}-{kind}", type="button", cls="quiet",
          aria_label=say()("picture_of", language, kind=say()(f"download_{kind}", language),
                           chart=heading))
        for kind in ("png", "svg")
    ]  # fmt: skip
    return h(
        "figure",
        h("figcaption", h("h2", heading, id=f"{name}-head"), h("span", *buttons, cls="pictures")),
        h("div", graph, role="img", aria_labelledby=f"{name}-head", aria_describedby=f"{name}-alt"),
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


def _rank_head(spec: ChartSpec, chosen: Selection) -> str:
    indicator_level = "lan" if "01" in {item.code for item in spec.series} else "riksomraden"
    level = EUROPE if EUROPE in chosen.places and indicator_level != "lan" else indicator_level
    when = formats.period(spec.periods[0], spec.language)
    return say()(f"rank_heading_{level}", spec.language, when=when)


def _below(
    library: Library, indicator: Indicator, time: ChartSpec, house: _House, chosen: Selection
) -> list[Element]:
    rank, language = house.spec, time.language
    notes = list(dict.fromkeys((*time.notes, *rank.notes)))
    cautions = None
    if notes:
        cautions = h(
            "div",
            h("h2", say()("cautions", language)),
            h("ul", *(h("li", note) for note in notes)),
            cls="cautions",
        )
    return [
        part
        for part in (
            cautions,
            _source_lines(time, language),
            h("h2", say()("tables", language), cls="tables-head"),
            inert(table(time), cls="scroll", tabIndex=0, role="region", aria_label=time.title),
            h("details", h("summary", rank.title), house.table, cls="rank-table"),
            _in_words(time, rank, language),
            library.keep(
                ("about", indicator.id, settings(chosen)),
                lambda: about(library, indicator, chosen),
                lasting=chosen.as_of is None,
            ),
        )
        if part is not None
    ]  # fmt: skip


def _source_lines(spec: ChartSpec, language: str) -> Element:
    lines = []
    for key, text in (("source", spec.source), ("processing", spec.processing),
                      ("explanation", spec.explanation)):  # fmt: skip
        if text:
            lines.append(h("p", h("b", say()(key, language)), " " + text))
    return h("div", *lines, cls="source")


def _in_words(time: ChartSpec, rank: ChartSpec, language: str) -> Element:
    return h(
        "details",
        h("summary", say()("in_words", language)),
        h("p", time.alt, id="compare-time-alt"),
        h("p", rank.alt, id="compare-rank-alt"),
        cls="words",
    )


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
