"""A deck read back: its slides, and the figures that its native charts hold."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import openpyxl
from pptx import Presentation

from indicators.meeting.content import SlideContent
from indicators.meeting.model import Meeting, Slide
from indicators.selection import to_query
from indicators.spec import ChartSpec
from layouts.exports.deck import deck
from layouts.figures.text import has_value
from layouts.profile import DEFAULT, Profile
from tests.layouts.every_view import Drawn

TODAY = date(2026, 11, 24)
BASE = "https://panel.example/"
#: (place, sex) and the period or what the column is -> value
Figures = dict[tuple[str, str], float]


def content_of(one: Drawn, number: int, **slide: Any) -> SlideContent:
    """What a slide shows of a view."""
    spec = one.spec
    query = to_query(one.selection)
    return SlideContent(
        Slide(id=f"s{number}", path="/jamfor", query=query, **slide),
        spec.title,
        subtitle=spec.subtitle,
        chart=spec,
        selection=one.selection,
        cautions=spec.notes,
        source=spec.source,
        processing=spec.processing,
        explanation=spec.explanation,
        alt=spec.alt,
        background=("Definitionen.",),
        address="/jamfor" + query,
        missing=spec.empty or "",
    )


def content(spec: ChartSpec, number: int = 0, **changes: Any) -> SlideContent:
    """What a slide shows of a spec that no selection has made."""
    slide = {"id": f"s{number}", "path": "/jamfor", "query": "?indikator=x"}
    own = {key: changes.pop(key) for key in ("part", "title", "notes") if key in changes}
    words: dict[str, Any] = {
        "subtitle": spec.subtitle,
        "chart": spec,
        "cautions": spec.notes,
        "source": spec.source,
        "processing": spec.processing,
        "explanation": spec.explanation,
        "alt": spec.alt,
        "address": "/jamfor?indikator=x",
    }
    title = changes.pop("shown_title", spec.title)
    return SlideContent(Slide(**(slide | own)), title, **(words | changes))  # type: ignore[arg-type]


def made(contents: Sequence[SlideContent], profile: Profile = DEFAULT, **meeting: Any) -> bytes:
    """The deck of `contents`, without a slide for the meeting unless it has a title."""
    return deck(contents, Meeting(**meeting), profile, BASE, TODAY)


def opened(blob: bytes) -> Any:
    """The deck as python-pptx reads it."""
    return Presentation(io.BytesIO(blob))


def text_of(slide: Any) -> str:
    """Every text on a slide, in reading order, a line each."""
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def chart_shapes(presentation: Any) -> Iterator[Any]:
    """The frames of charts, slide by slide."""
    for slide in presentation.slides:
        yield from (shape for shape in slide.shapes if shape.has_chart)


def held(chart: Any) -> dict[str, Any]:
    """What the hidden sheet of a chart's workbook says."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert book["panel"].sheet_state == "veryHidden"
    text = "".join(row[0].value for row in book["panel"].iter_rows())
    found: dict[str, Any] = json.loads(text)
    return found


def plotted(chart: Any) -> Iterator[tuple[str, list[float | None], list[float | None]]]:
    """Key, values and, for points, values to the right of every series as PowerPoint has them."""
    keys = held(chart)["series"]
    series = [one for plot in chart.plots for one in plot.series]
    assert len(keys) == len(series)
    for key, one in zip(keys, series, strict=True):
        xs = one._element.xpath("./c:xVal//c:pt")
        right = [float(pt.v.text) for pt in xs]
        yield key, list(one.values), list(right)


def figures(frame: Any, spec: ChartSpec) -> Figures:
    """The figures of places in a chart, by place (with sex) and period or column."""
    chart = frame.chart
    codes = held(chart)["codes"]
    found: Figures = {}
    for key, values, right in plotted(chart):
        place, _, more = key.partition("/")
        if key.split(":")[0] in ("target", "break", "event", "trend") or place == "fan":
            continue
        if spec.kind in ("quadrant", "scatter"):
            names = [key] if key != "others" else _others(spec, codes)
            for name, x, y in zip(names, right, values, strict=True):
                found[name, "x"], found[name, "y"] = x, y  # type: ignore[assignment]
        elif spec.kind in ("ranking", "two_points"):
            for code, value in zip(codes, values, strict=True):
                if value is not None:
                    found[code, key] = value
        else:
            part = "mean" if more.endswith("mean") else ""
            sex = next((one for one in ("women", "men") if one in more.split("/")), "")
            for code, value in zip(codes, values, strict=True):
                if value is not None:
                    assert (f"{place}/{sex}{part}", code) not in found
                    found[f"{place}/{sex}{part}", code] = value
    return found


def _others(spec: ChartSpec, codes: Sequence[str]) -> list[str]:
    roles = {one.code: one.role for one in spec.series}
    return [code for code in codes if roles[code] == "others"]


#: the marks of a place that a kind of chart shows, and what each is called here
SHOWN: dict[str, dict[int, str]] = {
    "quadrant": {1: "x", 3: "y"},
    "scatter": {0: "x", 1: "y"},
    "two_points": {0: "earlier", 1: "later"},
}


def expected(spec: ChartSpec) -> Figures:
    """The same, from the spec alone."""
    found: Figures = {}
    for one in spec.series:
        sex = "" if one.sex == "total" else one.sex
        if spec.kind in SHOWN:
            marks = {name: one.marks[at] for at, name in SHOWN[spec.kind].items()}
            own = {(one.code, name): mark for name, mark in marks.items()}
            if not all(map(has_value, own.values())):
                continue
        elif spec.kind == "ranking":
            own = {(one.code, sex or "value"): one.marks[0]} if one.marks else {}
        else:
            own = {(f"{one.code}/{sex}", mark.period): mark for mark in one.marks}
            own |= {(f"{one.code}/{sex}mean", mark.period): mark for mark in one.smoothed}
        found |= {key: mark.value for key, mark in own.items() if mark.value is not None
                  and has_value(mark)}  # fmt: skip
    return found
