"""Decided targets beside dots and points: two points in time, women and men, level and change.

On the example strategy: made-up goals on figures that SCB has published.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from indicators.library import Library
from indicators.selection import from_query
from indicators.spec import ChartSpec
from indicators.telling.quadrant import target_level
from layouts import theme
from layouts.figures import figure
from layouts.figures.targets import PATH_DASH, TARGET
from tests.layouts.goal.pages import example

UNEMPLOYED = "?indikator=unemployment_bas&platser=20,21,17,00"
#: typed by hand: the targets of docs/examples/strategi/mal.toml, in per cent
TARGETS = {"20": 4.0, "21": 4.0, "17": 5.0}


@pytest.fixture(scope="module")
def goals(library: Library) -> Library:
    return example(library)


def drawn(library: Library, query: str) -> tuple[ChartSpec, dict[str, Any]]:
    spec = library.view(library.resolve(*from_query(query)).selection)
    chart = figure(spec)
    go.Figure(chart)
    return spec, chart


def traces(chart: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [trace for trace in chart["data"] if key in trace["meta"]]


def reading(chart: dict[str, Any]) -> str:
    return " ".join(chart["layout"]["meta"]["reading"])


def test_two_points_has_a_tick_above_the_dots_of_each_place_with_a_target(goals) -> None:
    spec, chart = drawn(goals, UNEMPLOYED + "&vy=tva_tidpunkter")
    [ticks] = traces(chart, "targets")
    rows = {one.code: row for row, one in enumerate(spec.series)}
    placed = {
        code: (row, value)
        for code, row, value in zip(
            (target.code for target in spec.targets), ticks["y"], ticks["x"], strict=True
        )
    }
    assert {code: value for code, (_, value) in placed.items()} == TARGETS
    for code, (row, _) in placed.items():
        # off the numbers beside the dots, and still within the place's own row
        assert 0.3 < rows[code] - row < 0.5
    low, high = chart["layout"]["xaxis"]["range"]
    assert all(low < value < high for value in TARGETS.values())
    colours = dict(zip(placed, ticks["marker"]["line"]["color"], strict=True))
    assert colours == {code: theme.PLACES[code].colour for code in TARGETS}
    assert "Streck ovanför punkterna: mål (" in reading(chart)
    assert "Dalarna, exempelmål 2027: 4,0" in reading(chart)
    assert "Exempelnämnden" in " ".join(ticks["hovertext"])


def test_women_and_men_have_the_tick_of_whom_the_target_is_of(goals) -> None:
    query = "?indikator=matching_rate&uppdelning=kon&vy=rangordning"
    spec, chart = drawn(goals, query)
    assert {one.sex for one in spec.series} >= {"women", "men"}
    [ticks] = traces(chart, "targets")
    assert ticks["x"] == [75.0]
    assert ticks["marker"]["line"]["color"] == [theme.SEXES["women"].colour]
    row = chart["layout"]["yaxis"]["tickvals"][
        [text.replace("<b>", "").replace("</b>", "") for text in chart["layout"]["yaxis"]
         ["ticktext"]].index("Värmland")
    ]  # fmt: skip
    assert 0.3 < row - ticks["y"][0] < 0.5
    assert "Värmland, kvinnor, exempelmål 2030: 75,0" in reading(chart)


def test_level_and_change_shows_the_target_where_its_value_lies_against_riket(goals) -> None:
    spec, chart = drawn(goals, UNEMPLOYED + "&vy=niva_forandring")
    marks = {trace["meta"]["code"]: trace for trace in traces(chart, "target")}
    points = {one.code: one for one in spec.series}
    riket = points["00"].marks[0]
    assert (riket.period, riket.value) == ("2022", 5.2)
    for code, value in TARGETS.items():
        # points from Riket: 4,0 − 5,2 and 5,0 − 5,2
        assert marks[code]["x"] == [pytest.approx(value - 5.2)]
        assert marks[code]["y"] == [points[code].marks[3].value]
        assert marks[code]["marker"]["symbol"] == [TARGET]
    low, high = chart["layout"]["xaxis"]["range"]
    assert all(low < trace["x"][0] < high for trace in marks.values())
    paths = traces(chart, "target_path")
    assert [trace["line"]["dash"] for trace in paths] == [PATH_DASH] * 3
    assert all(trace["y"][0] == trace["y"][1] for trace in paths)
    assert "målets nivå mot det värde som Riket hade 2022" in reading(chart)


def test_a_level_in_per_cent_is_held_against_riket_in_per_cent(goals) -> None:
    spec, _ = drawn(goals, "?indikator=ghg_intensity&platser=20,00&vy=niva_forandring")
    [target] = [one for one in spec.targets if one.code == "20"]
    own, riket = (next(one for one in spec.series if one.code == code) for code in ("20", "00"))
    level = target_level(spec, target)
    assert level == pytest.approx((target.value / (riket.marks[0].value or 0) - 1) * 100)
    # the same measure as the place's own level
    assert own.marks[1].value == pytest.approx(
        ((own.marks[0].value or 0) / (riket.marks[0].value or 0) - 1) * 100
    )


@pytest.mark.parametrize("view", ["tva_tidpunkter", "niva_forandring"])
def test_without_goals_nothing_is_drawn_of_any(library, view) -> None:
    _, chart = drawn(library, f"{UNEMPLOYED}&vy={view}")
    assert not any(key in trace["meta"] for trace in chart["data"]
                   for key in ("target", "targets", "target_path"))  # fmt: skip
    assert "mål" not in reading(chart).split()


def test_years_beside_a_far_target_keep_apart_on_the_smallest_telephone(goals) -> None:
    from indicators.model import Selection
    from indicators.strategy.chart import chart_spec
    from indicators.strategy.counts import goal_status

    spec = chart_spec(goals, goal_status(goals, "joint_exports"), Selection())
    assert spec is not None
    chart = figure(spec)
    layout = chart["layout"]
    low, high = layout["xaxis"]["range"]
    plot = 288 - layout["margin"]["l"] - layout["margin"]["r"]
    places = [(value - low) / (high - low) * plot for value in layout["xaxis"]["tickvals"]]
    assert layout["xaxis"]["ticktext"][-2:] == ["2019", "2030"]
    # a year is 27 pixels wide at 12 pixels' letters
    assert all(after - before >= 28 for before, after in pairwise(places))
