"""A slide as the browser gets it: the figure of its chart, its tables, all its words, escaped."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import orjson
import plotly.graph_objects as go
import pytest

from indicators.meeting.content import SlideContent, SlideTable
from indicators.meeting.model import Slide
from indicators.spec import Mark, Series
from layouts.figures import figure
from layouts.meeting.drawn import drawn
from tests.layouts import specs

PUBLISHED = Path(__file__).parents[3] / "data" / "published"
TEXT = SlideContent(Slide(id="a", kind="text", notes="<b>säg</b>"), "Rubrik & <sak>")


def published(name: str, measure: str, period: str) -> dict[str, str]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8") as file:
        return {
            row["geo"]: row["value"]
            for row in csv.DictReader(file)
            if row["measure"] == measure and row["period"] == period and row["breakdown"] == "total"
        }


def test_every_slide_is_json_and_carries_the_figure_of_its_chart(shown) -> None:
    charted = 0
    for content in shown:
        found = orjson.loads(orjson.dumps(drawn(content)))
        assert (found["id"], found["title"]) == (content.slide.id, content.title)
        assert found["notes"] == content.slide.notes
        assert found["source"] == content.source and found["alt"] == content.alt
        if content.chart is not None and content.slide.part == "chart":
            charted += 1
            assert found["figure"] == orjson.loads(orjson.dumps(figure(content.chart)))
            go.Figure(found["figure"])  # plotly takes it
    assert charted == 8


@pytest.mark.parametrize("place", ["20", "21", "17", "00"])
def test_the_table_holds_the_published_numbers(shown, place: str) -> None:
    table = drawn(shown[1])["table"]
    name = {"20": "Dalarna", "21": "Gävleborg", "17": "Värmland", "00": "Riket"}[place]
    row = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', table)
    assert row is not None
    cells = [unescape(re.sub("<.*?>", "", cell)) for cell in row[1].split("</td>") if cell]
    wanted = [
        published("unemployment_bas", "rate", period)[place] for period in ("2020", "2021", "2022")
    ]
    assert [float(cell.replace(",", ".")) for cell in cells] == [float(one) for one in wanted]


def test_a_slide_as_table_has_no_figure_and_a_chart_has_its_table_too(shown) -> None:
    as_table = next(one for one in shown if one.slide.part == "table")
    as_chart = next(one for one in shown if one.slide.query == as_table.slide.query)
    assert drawn(as_table)["figure"] is None and drawn(as_table)["reading"] == []
    assert drawn(as_table)["table"] == drawn(as_chart)["table"]
    assert "Västra Götaland" in drawn(as_table)["table"]


def test_what_cannot_be_drawn_says_why_and_keeps_its_place(shown) -> None:
    found = drawn(shown[-1])
    assert found["figure"] is None and found["table"] == ""
    assert "finns_inte" in found["missing"] and found["title"] == "Borttagen"


def test_a_chart_without_any_value_has_neither_figure_nor_empty_table() -> None:
    empty = specs.spec("over_time", [Series("20", "Dalarna", "home", (Mark("2020", None, "M"),))])
    found = drawn(replace(TEXT, slide=Slide(id="a"), chart=empty, missing="Inga värden."))
    assert (found["figure"], found["wide"], found["table"]) == (None, None, "")


def test_tables_of_texts_are_escaped_and_their_numbers_named() -> None:
    table = SlideTable(
        "Mål <1>", ("Mål", "Nivå"), (("<script>a</script>", "4,7"), ("B & C", "–")), frozenset({1})
    )
    found = drawn(replace(TEXT, tables=(table, table)))
    assert found["table"].count("<table") == 2
    assert "<script" not in found["table"] and "&lt;script&gt;" in found["table"]
    assert '<th scope="row">B &amp; C</th><td class="v">–</td>' in found["table"]
    assert '<th scope="col" class="v">Nivå</th>' in found["table"]
    # texts outside the table are plain: whoever shows them does so as text
    assert found["title"] == "Rubrik & <sak>" and found["notes"] == "<b>säg</b>"


def titles(drawing) -> set[str]:
    """The titles of small charts, however their lines are broken."""
    texts = (note["text"] for note in drawing["layout"]["annotations"])
    return {re.sub(r"(<.*?>|\s)+", " ", text).strip() for text in texts if "<b>" in text}


def test_many_small_charts_have_a_figure_of_their_own_for_wide_screens(shown) -> None:
    content = next(one for one in shown if "smadiagram" in one.slide.query)
    found = drawn(content)
    narrow, wide = found["figure"], found["wide"]
    assert narrow is not None and wide is not None
    go.Figure(wide)
    assert wide["layout"]["height"] < narrow["layout"]["height"] / 2

    def values(drawing):
        return sorted(str((one["name"], one["x"], one["y"])) for one in drawing["data"])

    assert values(wide) == values(narrow)
    assert titles(wide) == titles(narrow) and len(titles(wide)) == 21
    axes = [part for name, part in wide["layout"].items() if name.startswith("xaxis")]
    assert len(axes) == 21 and len({tuple(one["domain"]) for one in axes}) == 7
    assert all(0 <= one["domain"][0] < one["domain"][1] <= 1 for one in axes)
    assert drawn(shown[1])["wide"] is None
