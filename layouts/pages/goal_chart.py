"""The chart of a goal: its place and Riket over time, the path to the target, the dashed fan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec
from indicators.strategy.chart import chart_selection, chart_spec
from indicators.strategy.status import Status
from layouts.elements import Element, h, inert
from layouts.figures import figure, graph_config
from layouts.history_links import history_query
from layouts.pages.compare_said import reading
from layouts.pages.goal_words import say
from layouts.profile import colours_of
from layouts.tables import table

if TYPE_CHECKING:
    from indicators.library import Library

COMPARE_WORDS = Path(__file__).parents[1] / "words" / "compare.toml"


def compare_words() -> Phrases:
    """The phrases that every chart has, read at first use."""
    return phrases(COMPARE_WORDS)


def chart(library: Library, found: Status, selection: Selection) -> list[Element]:
    """The figure with its words and its table; plain words where nothing has been published."""
    language = selection.language
    heading = say()("chart", language)
    chosen = chart_selection(library, found.goal, selection)
    spec = chart_spec(library, found, selection)
    if spec is None or chosen is None:
        return [
            h("h2", heading, cls="goal-none"),
            h("p", say()("chart_none", language), cls="empty"),
        ]
    with colours_of(selection.home):
        drawn = figure(spec)
    return [
        h(
            "section",
            _figure(spec, drawn, heading),
            h("div", *reading(drawn), *_notes(spec)),
            h("details", h("summary", compare_words()("in_words", language)),
              h("p", spec.alt, id="goal-chart-alt"), cls="words"),
            inert(
                h("h3", compare_words()("tables", language), cls="tables-head"),
                h("div", table(spec, history_query(chosen)), cls="scroll", tabIndex="0",
                  role="region", aria_label=spec.title),
                _sources(spec),
            ),
            cls="goal-chart",
        )
    ]  # fmt: skip


def _figure(spec: ChartSpec, drawn: dict[str, Any], heading: str) -> Element:
    language = spec.language
    graph = {
        "type": "Graph",
        "namespace": "dash_core_components",
        "props": {"id": "goal-chart", "figure": drawn, "config": graph_config(language)},
    }
    say_chart = compare_words()
    buttons = [
        h("button", kind.upper(), id=f"goal-chart-{kind}", type="button", cls="quiet",
          aria_label=say_chart("picture_of", language, chart=heading,
                               kind=say_chart(f"download_{kind}", language)))
        for kind in ("png", "svg")
    ]  # fmt: skip
    return h(
        "figure",
        h(
            "figcaption",
            h("h2", heading, " ", h("span", spec.title, cls="subject"), id="goal-chart-head"),
            h("span", *buttons, cls="pictures"),
        ),
        h(
            "div",
            h("div", graph, aria_hidden="true"),
            role="application",
            tabIndex=0,
            data_chart="",
            aria_roledescription=say_chart("chart", language),
            aria_labelledby="goal-chart-head",
            aria_describedby="goal-chart-alt goal-chart-keys",
        ),
        h("p", say_chart("chart_keys", language), id="goal-chart-keys", cls="unseen"),
    )


def _notes(spec: ChartSpec) -> list[Element]:
    """The cautions of the chart, which its sentences do not repeat."""
    if not spec.notes:
        return []
    head = h("h3", compare_words()("cautions", spec.language), cls="findings-head")
    return [head, h("ul", *(h("li", note) for note in spec.notes), cls="findings")]


def _sources(spec: ChartSpec) -> Element:
    lines = [
        h("p", h("b", compare_words()(name, spec.language)), " " + text)
        for name, text in (("source", spec.source), ("processing", spec.processing),
                           ("explanation", spec.explanation))
        if text
    ]  # fmt: skip
    return h("div", *lines, cls="source")
