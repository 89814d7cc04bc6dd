"""SlideContent -> what a browser draws of a slide: its words, its figure, its tables as HTML.

The Möte page, the show, the file without a server and the print view are all drawn from this.
"""

from __future__ import annotations

from typing import Any, TypedDict

from indicators import formats
from indicators.meeting.content import SlideContent, SlideTable
from indicators.spec import ChartSpec
from layouts.elements import Element, h, to_html


class DrawnSlide(TypedDict):
    """A slide as JSON. Texts are plain, except `table`, which is HTML with every text escaped."""

    id: str
    kind: str
    part: str
    title: str
    subtitle: str
    message: str
    notes: str
    #: plotly's data and layout, None where the slide has no chart or shows its table instead
    figure: dict[str, Any] | None
    #: the same figure for a wide screen, where it is another one there
    wide: dict[str, Any] | None
    table: str
    lines: list[str]
    alt: str
    source: str
    processing: str
    explanation: str
    cautions: list[str]
    background: list[str]
    #: within the panel, with "/" first; "" where there is no view
    address: str
    notices: list[str]
    missing: str
    #: how to read the figure: what its signs mean, where its axis begins
    reading: list[str]
    #: what happened, numbered as in the figure
    events: list[dict[str, str]]
    #: the places of the view as they stand in its address, the usual ones where it names none
    places: list[str]
    file_name: str


def drawn(content: SlideContent) -> DrawnSlide:
    """What a browser needs to show a slide."""
    slide, spec = content.slide, content.chart
    figure = _figure(content)
    return {
        "id": slide.id,
        "kind": slide.kind,
        "part": slide.part,
        "title": content.title,
        "subtitle": content.subtitle,
        "message": content.message,
        "notes": slide.notes,
        "figure": figure,
        "wide": _wide(spec) if spec and figure else None,
        "table": _tables(content),
        "lines": list(content.lines),
        "alt": content.alt,
        "source": content.source,
        "processing": content.processing,
        "explanation": content.explanation,
        "cautions": list(content.cautions),
        "background": list(content.background),
        "address": content.address,
        "notices": list(content.notices),
        "missing": content.missing,
        "reading": list(figure["layout"]["meta"]["reading"]) if figure else [],
        "events": _events(spec) if spec and figure else [],
        "places": list(content.selection.places) if content.selection else [],
        "file_name": content.file_name,
    }


def _shows_something(spec: ChartSpec) -> bool:
    from layouts.figures.text import has_value

    return not spec.empty and any(has_value(mark) for one in spec.series for mark in one.marks)


def _figure(content: SlideContent) -> dict[str, Any] | None:
    """The figure of the slide's chart; where nothing can be drawn, words say why instead."""
    from layouts.figures import figure

    spec = content.chart
    if spec is None or content.slide.part == "table" or not _shows_something(spec):
        return None
    return figure(spec)


def _wide(spec: ChartSpec) -> dict[str, Any] | None:
    """Many small charts in more columns; every other figure follows the width of the screen."""
    if spec.kind != "panels":
        return None
    from layouts.figures import crowd_to_background
    from layouts.figures.panels import TWO, panels

    if len({one.code for one in spec.series}) <= TWO:
        return None
    return panels(crowd_to_background(spec), wide=True)


def _tables(content: SlideContent) -> str:
    """The chart's numbers and all other tables of the slide as HTML, one after another."""
    from layouts.tables import table

    spec = content.chart
    first = [table(spec)] if spec is not None and _shows_something(spec) else []
    return to_html([*first, *(_table(one) for one in content.tables)])


def _table(one: SlideTable) -> Element:
    """A table of texts; the first column names its rows."""
    header = [
        h("th", text, scope="col", cls="v" if index in one.numbers else None)
        for index, text in enumerate(one.header)
    ]
    return h(
        "table",
        h("caption", one.caption),
        h("thead", h("tr", *header)),
        h("tbody", *(_row(one, row) for row in one.rows)),
        cls="t words",
    )


def _row(one: SlideTable, row: tuple[str, ...]) -> Element:
    cells = [
        h("td", text, cls="v" if index in one.numbers else None)
        for index, text in enumerate(row[1:], start=1)
    ]
    return h("tr", *(h("th", text, scope="row") for text in row[:1]), *cells)


def _events(spec: ChartSpec) -> list[dict[str, str]]:
    return [
        {
            "period": formats.period(event.period, spec.language),
            "text": event.text,
            "source": event.source,
        }
        for event in spec.events
    ]
