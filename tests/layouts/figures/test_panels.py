"""Small multiples: which panel holds what, on which axis, and that all of it has room."""

from __future__ import annotations

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from data.geography import counties, geographies
from indicators.spec import BreakLine, EventLine, Mark, Series
from layouts import theme
from layouts.figures import figure
from layouts.figures.lines import PHONE
from layouts.figures.text import text_width
from layouts.tables import cells
from tests.layouts import specs

YEARS = range(2011, 2022)


def place(code: str, level: float, role="others", name: str = "") -> Series:
    marks = tuple(Mark(str(year), level + (year - 2011) * 0.5) for year in YEARS)
    return Series(code, name or geographies()[code].short("sv"), role, marks)


def spec_of(count: int, reference: bool = True, **changes):
    """`count` counties, Dalarna first, and Riket last."""
    codes = ["20", *(code for code in counties() if code != "20")][:count]
    series = [
        place(code, 60.0 + 2 * index, "home" if code == "20" else "others")
        for index, code in enumerate(codes)
    ]
    if reference:
        series.append(place("00", 70.0, "reference"))
    return specs.spec("panels", series, decimals=1, **changes)


SEXES = specs.spec(
    "panels",
    [
        replace(place("20", level, "home"), sex=sex)
        for level, sex in ((70.0, "women"), (66.0, "men"))
    ],
    decimals=1,
)
SPECS = {
    "one": spec_of(1),
    "three": spec_of(3),
    "six": spec_of(6),
    "all": spec_of(21),
    "own": spec_of(21, own_axes=True),
    "english": spec_of(5, language="en", own_axes=True),
    "sexes": SEXES,
    "breaks and events": spec_of(
        4,
        breaks=(BreakLine("2015", "ny metod 2015"),),
        events=(EventLine("2013", "Något.", "https://www.example.org/x"),),
    ),
    "only riket": specs.spec("panels", [place("00", 5.0, "reference")]),
}


def axes(drawn, letter: str) -> dict[str, dict]:
    return {
        key.replace("axis", ""): value
        for key, value in drawn["layout"].items()
        if key.startswith(f"{letter}axis")
    }


def said(drawn) -> str:
    return " ".join(specs.texts(drawn)).replace("<br>", " ")


@pytest.mark.parametrize("name", SPECS)
def test_figures_are_plain_json_that_plotly_accepts(name) -> None:
    drawn = figure(SPECS[name])
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
    assert drawn["layout"]["meta"]["kind"] == "panels"


@pytest.mark.parametrize("name", SPECS)
def test_every_number_drawn_is_a_number_of_the_spec(name) -> None:
    spec = SPECS[name]
    truth = {
        (one.code, one.sex): [m.value for m in one.marks if m.value is not None]
        for one in spec.series
    }
    seen = set()
    for trace in figure(spec)["data"]:
        key = (trace["meta"]["code"], trace["meta"]["sex"])
        seen.add(key)
        assert [y for y in trace["y"] if y is not None] == truth[key]
    assert seen == set(truth)


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (3, 1), (4, 2), (8, 2), (9, 3), (21, 3)])
def test_few_panels_stand_under_each_other_and_many_in_columns(count, columns) -> None:
    drawn = figure(spec_of(count))
    assert len({tuple(one["domain"]) for one in axes(drawn, "x").values()}) == columns
    assert len(axes(drawn, "x")) == len(axes(drawn, "y")) == count
    own = figure(spec_of(count, own_axes=True))
    assert len({tuple(one["domain"]) for one in axes(own, "x").values()}) == min(columns, 2)


@pytest.mark.parametrize("name", SPECS)
def test_panels_never_overlap(name) -> None:
    drawn = figure(SPECS[name])
    boxes = [
        (*one["domain"], *drawn["layout"]["yaxis" + key[1:]]["domain"])
        for key, one in axes(drawn, "x").items()
    ]
    for index, (left, right, low, high) in enumerate(boxes):
        assert 0 <= left < right <= 1 and 0 <= low < high <= 1
        for other_left, other_right, other_low, other_high in boxes[:index]:
            apart = left >= other_right or right <= other_left
            assert apart or low >= other_high or high <= other_low


def test_a_shared_axis_is_the_same_everywhere_and_its_own_holds_its_place() -> None:
    shared = axes(figure(SPECS["all"]), "y")
    assert len({tuple(one["range"]) for one in shared.values()}) == 1
    # its numbers stand once a row
    assert sum(one["showticklabels"] for one in shared.values()) == 7
    own = axes(figure(SPECS["own"]), "y")
    assert len({tuple(one["range"]) for one in own.values()}) > 5
    assert all(one["showticklabels"] for one in own.values())
    drawn = figure(SPECS["own"])
    for trace in drawn["data"]:
        low, high = own[trace["yaxis"]]["range"]
        assert low <= min(trace["y"]) and max(trace["y"]) <= high


def test_axes_of_their_own_are_announced_and_a_cut_shared_axis_too() -> None:
    assert "Varje ruta har sin egen axel" in said(figure(SPECS["own"]))
    assert "inte vid noll" not in said(figure(SPECS["own"]))
    assert "Varje ruta" not in said(figure(SPECS["all"]))
    assert "Axeln börjar vid" in said(figure(SPECS["all"]))
    assert "Every panel has its own axis" in said(figure(SPECS["english"]))


def test_riket_is_one_thin_black_line_in_every_panel() -> None:
    drawn = figure(SPECS["all"])
    riket = [t for t in drawn["data"] if t["meta"]["code"] == "00"]
    assert [t["xaxis"] for t in riket] == list(axes(drawn, "x"))
    assert {(t["line"]["color"], t["mode"]) for t in riket} == {("#1A1A1A", "lines")}
    others = [t for t in drawn["data"] if t["meta"]["code"] != "00"]
    assert max(t["line"]["width"] for t in riket) < min(t["line"]["width"] for t in others)
    assert "Tunn svart linje: Riket." in said(drawn)
    assert "Tunn svart" not in said(figure(spec_of(3, reference=False)))


def test_riket_alone_has_a_panel() -> None:
    drawn = figure(SPECS["only riket"])
    assert len(axes(drawn, "x")) == 1 and len(drawn["data"]) == 1


def test_panels_follow_the_order_of_the_spec_and_are_named_with_their_newest_value() -> None:
    spec = SPECS["all"]
    drawn = figure(spec)
    titles = [a["text"] for a in drawn["layout"]["annotations"] if a.get("yanchor") == "bottom"]
    names = [one.name for one in spec.series if one.role != "reference"]
    assert [
        title.replace("</b><br><b>", " ").split("</b>")[0].removeprefix("<b>") for title in titles
    ] == names
    assert titles[0] == "<b>Dalarna</b><br>65,0"
    assert figure(SPECS["sexes"])["layout"]["annotations"][0]["text"] == (
        "<b>Dalarna</b>  75,0 / 71,0"
    )


def test_a_place_whose_series_ends_early_says_when() -> None:
    spec = spec_of(2)
    short = replace(spec.series[1], marks=spec.series[1].marks[:-2])
    drawn = figure(replace(spec, series=(spec.series[0], short, spec.series[2])))
    assert "(2019)" in said(drawn)


@pytest.mark.parametrize("name", ["six", "all", "own"])
def test_names_and_years_find_room_on_a_telephone(name) -> None:
    drawn = figure(SPECS[name])
    margin = drawn["layout"]["margin"]
    room = PHONE - margin["l"] - margin["r"]
    by_axis: dict[str, list] = {}
    for one in drawn["layout"]["annotations"]:
        if one.get("yanchor") == "bottom":
            size = one["font"]["size"]
            lines = one["text"].replace("<b>", "").replace("</b>", "").split("<br>")
            widest = max(text_width(line, size) for line in lines)
            # the next panel's name begins where that panel does
            edges = sorted({axis["domain"][0] for axis in axes(drawn, "x").values()} | {1.04})
            after = next(edge for edge in edges if edge > one["x"] + 0.01)
            assert widest <= (after - one["x"]) * room, lines
        elif str(one.get("xref", "")).startswith("x"):
            by_axis.setdefault(one["xref"], []).append(one)
    for key, found in by_axis.items():
        axis = axes(drawn, "x")[key]
        low, high = axis["range"]
        width = (axis["domain"][1] - axis["domain"][0]) * room
        edge = 0.0
        for one in sorted(found, key=lambda a: a["x"]):
            wide = text_width(one["text"], one["font"]["size"])
            at = (one["x"] - low) / (high - low) * width
            left = at - {"left": 0, "center": wide / 2, "right": wide}[one["xanchor"]]
            assert left >= edge - 0.5
            edge = left + wide
        assert edge <= width + 0.5


def test_breaks_and_events_stand_in_every_panel_and_are_explained_once() -> None:
    drawn = figure(SPECS["breaks and events"])
    dotted = [s for s in drawn["layout"]["shapes"] if s["line"].get("dash") == "dot"]
    assert [s["xref"] for s in dotted] == ["x", "x2", "x3", "x4"]
    assert {(s["x0"], s["x1"]) for s in dotted} == {(2014.5, 2014.5)}
    assert [s["yref"] for s in dotted] == ["y domain", "y2 domain", "y3 domain", "y4 domain"]
    flags = [a for a in drawn["layout"]["annotations"] if a.get("bordercolor")]
    assert [(a["xref"], a["x"], a["text"]) for a in flags] == [
        (key, 2013, "1") for key in ("x", "x2", "x3", "x4")
    ]
    assert said(drawn).count("Prickad linje 2015: ny metod 2015.") == 1


def test_women_and_men_share_a_panel_and_differ_by_more_than_colour() -> None:
    women, men = figure(SPECS["sexes"])["data"]
    assert women["xaxis"] == men["xaxis"] == "x"
    assert women["line"]["dash"] != men["line"]["dash"]
    assert women["marker"]["symbol"] != men["marker"]["symbol"]
    assert women["line"]["color"] == theme.SEXES["women"].colour
    assert "Heldragen linje och första värdet: kvinnor." in said(figure(SPECS["sexes"]))


def test_the_table_of_panels_is_that_of_lines() -> None:
    spec = SPECS["three"]
    grid = cells(spec)
    assert grid.columns == tuple(map(str, YEARS))
    assert [row.name for row in grid.rows] == [one.name for one in spec.series]
    assert [row.name for row in cells(replace(spec, kind="over_time")).rows] == [
        row.name for row in grid.rows
    ]


@pytest.mark.parametrize("name", ["three", "six", "all", "own"])
def test_the_first_and_the_last_period_are_named_under_every_panel(name) -> None:
    drawn = figure(SPECS[name])
    for key in axes(drawn, "x"):
        texts = [a["text"] for a in drawn["layout"]["annotations"] if a.get("xref") == key]
        assert {"2011", "2021"} <= set(texts)
