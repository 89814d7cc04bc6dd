"""A meeting as a PowerPoint deck, against bare python-pptx writing the same charts' figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from statistics import median

from indicators.library import Library
from indicators.meeting.content import SlideContent, contents
from indicators.meeting.model import Meeting, Slide
from layouts.exports.deck import deck
from layouts.exports.deck.chart_table import ChartTable, chart_data
from layouts.profile import DEFAULT
from tests.bench.results import Result, amount, at_most

BUDGETS_MS = {12: 400.0, 40: 1500.0}
OF_BARE = 1.5
ROUNDS = 5
TODAY = date(2026, 11, 24)
#: a view of every kind that is one native chart
QUERIES = (
    "?indikator=rd_per_inhabitant_business&vy=utveckling",
    "?indikator=unemployment_bas&vy=utveckling&platser=lan",
    "?indikator=matching_rate&vy=rangordning",
    "?indikator=rd_per_inhabitant_business&vy=tva_tidpunkter",
    "?indikator=unemployment_bas&vy=niva_forandring",
    "?indikator=rd_per_inhabitant_business&vy=samband&mot=education_3plus",
)


def measure(library: Library) -> Iterator[Result]:
    """Decks of 12 and 40 charts in milliseconds, and as ratios to bare python-pptx."""
    for count, most in BUDGETS_MS.items():
        slides = tuple(
            Slide(id=f"s{number}", path="/jamfor", query=QUERIES[number % len(QUERIES)],
                  message="En mening under diagrammet.", notes="Egna ord.")
            for number in range(count)
        )  # fmt: skip
        meeting = Meeting(title="Styrgruppen", slides=slides)
        shown = contents(library, meeting, TODAY)
        tables = [table for table in map(_table, shown) if table is not None]
        assert len(tables) == count

        def ours(shown: Sequence[SlideContent] = shown, meeting: Meeting = meeting) -> None:
            deck(shown, meeting, DEFAULT, "https://panel.example/", TODAY)

        def bare(tables: Sequence[ChartTable] = tables) -> None:
            _bare(tables)

        found = _in_turn(ours, bare)
        yield amount(f"deck of {count} charts", found[0], most, "ms")
        yield at_most(f"deck of {count} charts, to bare python-pptx", f"{found[1]:,.1f} ms",
                      found[0] / found[1], OF_BARE, "bare python-pptx")  # fmt: skip


def _table(content: SlideContent) -> ChartTable | None:
    return chart_data(content.chart) if content.chart is not None else None


def _in_turn(*runs: Callable[[], None]) -> list[float]:
    """The median milliseconds of each, run in turn so that a busy machine hits all alike."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS + 1):
        for number, run in enumerate(runs):
            began = time.perf_counter()
            run()
            taken[number].append((time.perf_counter() - began) * 1000)
    return [median(one[1:]) for one in taken]


def _bare(tables: Sequence[ChartTable]) -> None:
    """The same figures in python-pptx's own charts, as its documentation writes them."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData, XyChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    presentation = Presentation()
    for table in tables:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = table.heading
        if table.is_points:
            points = XyChartData()
            for one in table.series:
                series = points.add_series(one.name)
                for x, y in zip(one.xs, one.values, strict=True):
                    series.add_data_point(x, y)
            data, kind = points, XL_CHART_TYPE.XY_SCATTER
        else:
            data, kind = CategoryChartData(), XL_CHART_TYPE.LINE_MARKERS
            data.categories = table.categories
            for one in table.series:
                data.add_series(one.name, one.values)
        slide.shapes.add_chart(kind, Inches(1), Inches(2), Inches(8), Inches(5), data)
        slide.notes_slide.notes_text_frame.text = table.heading
    presentation.save(BytesIO())
