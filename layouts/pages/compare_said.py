"""What is said about a chart of Jämför: findings under it, cautions, events, source, its table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indicators import formats
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec
from layouts.elements import Element, h, inert
from layouts.meeting.button import add_button
from layouts.tables import table

WORDS = Path(__file__).parents[1] / "words" / "compare.toml"


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def reading(drawn: dict[str, Any]) -> list[Element]:
    """How to read a figure, in a line under it: what its signs mean, where its axis begins."""
    notes = drawn["layout"]["meta"]["reading"]
    return [h("p", " ".join(notes), cls="reading")] if notes else []


def findings(spec: ChartSpec, without: tuple[str, ...] = ()) -> list[Element]:
    """The sentences that tested rules wrote about a chart, under it.

    `without` are the beginnings of the names of rules that are not to speak.
    """
    said = [found for found in spec.findings if not found.rule.startswith(without)]
    if not said:
        return []
    items = [h("li", found.text, data_rule=found.rule) for found in said]
    heading = say()("findings", spec.language)
    return [h("h3", heading, cls="findings-head"), h("ul", *items, cls="findings")]


def below(spec: ChartSpec, history: str = "") -> list[Element]:
    """Cautions, events, source and the table of the page's chart, and the chart in words."""
    language = spec.language
    cautions = None
    if spec.notes:
        cautions = h(
            "div",
            h("h2", say()("cautions", language)),
            h("ul", *(h("li", note) for note in spec.notes)),
            cls="cautions",
        )
    return [
        part
        for part in (
            cautions,
            _events(spec),
            _source_lines(spec, language),
            h("div", h("h2", say()("tables", language), cls="tables-head"),
              add_button(language, "/jamfor", "table", part="table", cls="quiet"), cls="table-row"),
            inert(table(spec, history), cls="scroll", tabIndex=0, role="region",
                  aria_label=spec.title),
            h("details", h("summary", say()("in_words", language)),
              h("p", spec.alt, id="compare-chart-alt"), cls="words"),
        )
        if part is not None
    ]  # fmt: skip


def _events(spec: ChartSpec) -> Element | None:
    """What happened on the time axis, numbered as in the chart, each with its source."""
    if not spec.events:
        return None
    items = [
        h(
            "li",
            h("b", formats.period(event.period, spec.language)),
            f" {event.text} ",
            h("a", say()("events_source", spec.language), href=event.source, rel="noreferrer"),
        )
        for event in spec.events
    ]
    heading = say()("events", spec.language)
    return h("div", h("h2", heading), h("ol", *items), cls="cautions events")


def _source_lines(spec: ChartSpec, language: str) -> Element:
    lines = []
    for name, text in (("source", spec.source), ("processing", spec.processing),
                       ("explanation", spec.explanation)):  # fmt: skip
        if text:
            lines.append(h("p", h("b", say()(name, language)), " " + text))
    return h("div", *lines, cls="source")
