"""Decided targets in the figures: drawn where they are, apart from the figures, and legible."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from data.model import period_position
from indicators.spec import BreakLine, ChartSpec, FanPoint
from layouts import theme
from layouts.figures import figure
from layouts.figures.targets import PATH_DASH, TARGET
from tests.layouts import specs
from tests.layouts.targets import target


def one(**changes: Any) -> ChartSpec:
    return specs.over_time(breaks=(), targets=(target(),), **changes)


def panels(**changes: Any) -> ChartSpec:
    return replace(one(**changes), kind="panels")


def ranking(**changes: Any) -> ChartSpec:
    return specs.ranking(targets=(target(),), **changes)


def traces(drawn: Any, key: str) -> list[Any]:
    return [trace for trace in drawn["data"] if key in trace["meta"]]


SPECS = {
    "lines": one(),
    "panels": panels(),
    "bars": ranking(),
    "dense": specs.europe(targets=(target("SE31", path=(("2030", 95.0),)),)),
    "far": specs.over_time(targets=(target(path=(("2030", 90000.0),)),)),
    "fan": one(fan=(FanPoint("2021", 2441, 2400, 2500), FanPoint("2030", 3000, 1000, 7000))),
    "months": specs.months(targets=(target(path=(("2020-01", 6.0), ("2027-12", 3.0))),)),
    "english": one(language="en"),
}


@pytest.mark.parametrize("name", SPECS)
def test_figures_with_targets_are_ones_that_plotly_takes(name: str) -> None:
    go.Figure(figure(SPECS[name]))


@pytest.mark.parametrize("spec", [one(), panels()], ids=["lines", "panels"])
def test_the_target_is_drawn_at_its_number_and_year(spec: ChartSpec) -> None:
    drawn = figure(spec)
    (marks,) = traces(drawn, "target")
    assert (marks["x"], marks["y"]) == ([2030.0], [6000.0])
    assert marks["marker"]["symbol"] == [TARGET]
    assert "Mål för Dalarna: 6 000 kr 2030" in marks["hovertext"][0].replace("<br>", " ")
    assert "&lt;Y&gt;" in marks["hovertext"][0]
    (path,) = traces(drawn, "target_path")
    assert (path["x"], path["y"]) == ([2011.0, 2030.0], [3995.0, 6000.0])
    assert path["line"]["color"] == theme.PLACES["20"].colour


def test_a_target_is_never_part_of_a_line_of_figures() -> None:
    drawn, bare = figure(one()), figure(specs.over_time(breaks=()))
    lines = [trace for trace in drawn["data"] if "role" in trace["meta"]]
    assert lines == bare["data"]
    dashes = {trace["line"]["dash"] for trace in lines} | {x.dash for x in theme.PLACES.values()}
    symbols = {trace["marker"]["symbol"] for trace in lines}
    assert PATH_DASH not in dashes and TARGET not in symbols
    assert any("beslutad väg till mål" in text for text in drawn["layout"]["meta"]["reading"])


def test_the_axis_reaches_to_the_target_only_where_its_place_is_drawn() -> None:
    layout = figure(one())["layout"]
    low, high = layout["xaxis"]["range"]
    assert low < 2011 and 2030 < high < 2031
    assert layout["xaxis"]["tickvals"][-1] == 2030.0
    assert layout["xaxis"]["ticktext"][-1] == "2030"
    assert 2021.0 in layout["xaxis"]["tickvals"]
    stranger = specs.over_time(breaks=(), targets=(target("99"),))
    assert figure(stranger) == figure(specs.over_time(breaks=()))


def test_without_targets_the_figure_is_the_same_as_ever() -> None:
    for bare in (specs.over_time(), specs.ranking(), specs.europe()):
        assert not any("mål" in text.lower() for text in specs.texts(figure(bare)))
        assert not traces(figure(bare), "targets") and not traces(figure(bare), "target")


def test_ticks_of_the_time_axis_stand_apart_on_a_telephone() -> None:
    for spec in (one(), SPECS["months"]):
        axis = figure(spec)["layout"]["xaxis"]
        steps = [b - a for a, b in zip(axis["tickvals"], axis["tickvals"][1:], strict=False)]
        assert min(steps) >= (axis["range"][1] - axis["range"][0]) / 6 - 1e-9
    assert figure(SPECS["months"])["layout"]["xaxis"]["ticktext"][-1] == "dec<br>2027"


def test_a_far_target_is_held_by_an_axis_of_few_round_ticks() -> None:
    axis = figure(SPECS["far"])["layout"]["yaxis"]
    assert axis["range"][0] <= 0 and axis["range"][1] >= 90000
    assert 3 <= len(axis["tickvals"]) <= 8
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])


def test_labels_name_the_target_and_say_which_year_the_figures_are_of() -> None:
    texts = [note["text"] for note in figure(one())["layout"]["annotations"]]
    assert "Dalarna<br>mål 2030:<br>6\u202f000\u00a0kr" in texts
    assert any(text.startswith("Dalarna 2021 <b>") for text in texts)
    panel = [note["text"] for note in figure(panels())["layout"]["annotations"]]
    assert any("⊕ mål 2030" in text for text in panel)


def test_two_targets_have_the_colours_of_their_places() -> None:
    two = (target(), target("21", path=(("2011", 2300.0), ("2027", 5000.0))))
    drawn = figure(specs.over_time(breaks=(), targets=two))
    colours = [trace["marker"]["color"] for trace in traces(drawn, "target")]
    assert colours == [theme.PLACES["20"].colour, theme.PLACES["21"].colour]


def test_no_path_leads_over_a_break_or_from_before_the_chart() -> None:
    broken = specs.over_time(breaks=(BreakLine("2017", "ny"),), targets=(target(),))
    drawn = figure(broken)
    assert traces(drawn, "target_path")[0]["x"] == [2030.0]
    assert any(text.startswith("⊕: beslutat mål") for text in drawn["layout"]["meta"]["reading"])
    late = specs.over_time(breaks=(), targets=(target(path=(("2001", 2000.0), ("2031", 8000.0))),))
    (path,) = traces(figure(late), "target_path")
    assert path["x"] == [2011.0, 2031.0] and path["y"] == [4000.0, 8000.0]


def test_milestones_are_small_rings_on_the_path() -> None:
    steps = (("2011", 3995.0), ("2025", 5000.0), ("2030", 6000.0))
    drawn = figure(specs.over_time(breaks=(), targets=(target(path=steps),)))
    (marks,) = traces(drawn, "target")
    assert marks["x"] == [2025.0, 2030.0] and marks["y"] == [5000.0, 6000.0]
    assert marks["marker"]["size"][0] < marks["marker"]["size"][1]
    assert "delmål 2025: 5\u202f000\u00a0kr" in marks["hovertext"][0]
    assert any("delmål" in text for text in drawn["layout"]["meta"]["reading"])


def test_a_fan_is_drawn_and_named_no_forecast() -> None:
    drawn = figure(SPECS["fan"])
    ground, line = traces(drawn, "fan")
    assert ground["fill"] == "toself" and ground["y"] == [2500, 7000, 1000, 2400]
    assert line["y"] == [2441, 3000] and "dash" in line["line"]
    assert any("Ingen prognos" in text for text in drawn["layout"]["meta"]["reading"])
    assert period_position("2030") < drawn["layout"]["xaxis"]["range"][1]


def test_a_ranking_has_a_tick_at_the_target_and_an_axis_that_holds_it() -> None:
    drawn = figure(specs.ranking(targets=(target(path=(("2030", 9e3),)),)))
    halo, ticks = traces(drawn, "target_halo")[0], traces(drawn, "targets")[0]
    row = [one.code for one in specs.ranking().series].index("20")
    assert (ticks["x"], ticks["y"]) == ([9000.0], [row]) == (halo["x"], halo["y"])
    # black on white reads in a grey print, on any bar
    assert ticks["marker"]["line"]["color"] == theme.INK
    assert halo["marker"]["line"]["color"] == theme.WHITE
    assert drawn["layout"]["xaxis"]["range"] == [0.0, 9000.0]
    (labels,) = traces(drawn, "labels")
    # the text starts at the tick: a space keeps it off the tick's white edge
    assert "\u00a02\u202f441 · mål 9\u202f000" in labels["text"][row]
    assert labels["x"][row] == 9000.0
    bars = drawn["data"][0]
    assert "mål 2030: 6\u202f000\u00a0kr" in bars["hovertext"][row]
    assert "Streck över stapel: mål 2030 (Dalarna)." in drawn["layout"]["meta"]["reading"]


def test_a_tile_tells_its_target() -> None:
    spec = replace(ranking(), kind="tile_map", from_zero=False, classes=(0.0,))
    tiles = figure(spec)["data"][0]
    told = dict(zip(tiles["meta"]["codes"], tiles["hovertext"], strict=True))
    assert "mål 2030" in told["20"] and "mål" not in told["17"]
