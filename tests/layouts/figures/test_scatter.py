"""The figure of two indicators: points, names that never collide, axes, trend and notes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import counties, geographies
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Column, Mark, Role, Series
from layouts import theme
from layouts.figures import figure
from layouts.figures.places import Board, Box, Line, Name, Spot, _box
from layouts.figures.scatter_axes import HEIGHT, PHONE, RIGHT
from layouts.figures.text import text_width
from tests.layouts import specs

ALL = counties()
WIDTHS = (PHONE, 420, 700, 1040, 1400)


def scatter(values: dict[str, tuple[float | None, float | None]], **changes: Any) -> ChartSpec:
    """A chart of two indicators; a missing value is suppressed."""
    roles: dict[str, Role] = {"20": "home", "21": "compared", "17": "compared", "00": "reference"}
    series = [
        Series(
            code,
            geographies()[code].short(),
            roles.get(code, "others"),
            tuple(Mark("2020", value, "Q" if value is None else "A") for value in pair),
        )
        for code, pair in values.items()
    ]
    columns = (
        Column("Arbetslöshet", "procent av arbetskraften", "%", 1, period="2020"),
        Column("BRP per invånare", "kronor per invånare, löpande priser", "kr", 0, period="2020"),
    )
    words: dict[str, Any] = {"columns": columns, "facts": {"n": float(len(values))}} | changes
    return specs.spec("scatter", series, **words)


SPREAD = {
    code: (3.0 + index * 0.3, 300.0 + 40 * (index * 7 % 21)) for index, code in enumerate(ALL)
} | {"00": (6.0, 700.0)}
TREND = {"r": 0.5, "low": 0.1, "high": 0.8, "n": 21.0, "slope": 20.0, "intercept": 500.0}


def traces(drawn: dict[str, Any], **wanted: object) -> list[dict[str, Any]]:
    return [
        one
        for one in drawn["data"]
        if all(one["meta"].get(key) == value for key, value in wanted.items())
    ]


def texts(drawn: dict[str, Any]) -> list[str]:
    return [one.replace("<b>", "").replace("</b>", "") for one in specs.texts(drawn)]


def labels(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """The names at the points: annotations that hang on values of the axes."""
    return [one for one in drawn["layout"]["annotations"] if "xref" not in one]


@pytest.mark.parametrize(
    "spec", [scatter(SPREAD), scatter(SPREAD, facts=TREND), scatter({"20": (5.0, 5.0)}),
             scatter(SPREAD | {"09": (None, 4.0)}), scatter({c: (5.0, 7.0) for c in ALL})]
)  # fmt: skip
def test_plotly_takes_the_figure_and_it_is_plain(spec: ChartSpec) -> None:
    drawn = figure(spec)
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn)) == drawn


def test_points_stand_at_both_values_in_colour_and_marker_of_their_place() -> None:
    drawn = figure(scatter(SPREAD))
    for code, role in (("20", "home"), ("21", "compared"), ("17", "compared")):
        (trace,) = traces(drawn, codes=[code])
        assert (trace["x"], trace["y"]) == ([SPREAD[code][0]], [SPREAD[code][1]])
        assert trace["marker"]["symbol"] == theme.PLACES[code].symbol
        assert trace["marker"]["line"]["color"] == theme.PLACES[code].colour
        assert trace["meta"]["role"] == role
    (others,) = traces(drawn, role="others")
    assert len(others["x"]) == 18 and set(others["marker"]["color"]) == {theme.GREY}
    assert drawn["data"][-1]["meta"]["role"] == "home"


def test_riket_is_a_black_cross() -> None:
    (trace,) = traces(figure(scatter(SPREAD)), role="reference")
    assert trace["marker"]["symbol"] == "cross-thin"
    assert trace["marker"]["line"]["color"] == theme.PLACES["00"].colour
    assert "Riket" in texts(figure(scatter(SPREAD)))


def test_a_missing_value_has_no_point_and_is_never_zero() -> None:
    drawn = figure(scatter(SPREAD | {"09": (None, 400.0), "20": (4.0, None)}))
    codes = [code for one in traces(drawn) for code in one["meta"].get("codes", ())]
    assert "09" not in codes and "20" not in codes
    assert 0 not in [x for one in drawn["data"] for x in one["x"]]


def test_axes_say_indicator_and_unit_and_where_they_were_cut() -> None:
    drawn = figure(scatter(SPREAD))
    said = texts(drawn)
    assert "Arbetslöshet →<br>procent av arbetskraften" in said
    assert "↑ BRP per invånare<br>kronor per invånare, löpande priser" in said
    assert drawn["layout"]["xaxis"]["range"][0] == 0  # three of nine is near zero
    cut = {code: (x + 60, y + 5000) for code, (x, y) in SPREAD.items()}
    drawn = figure(scatter(cut))
    start = drawn["layout"]["xaxis"]["ticktext"][0], drawn["layout"]["yaxis"]["ticktext"][0]
    said = texts(drawn)
    assert f"Den vågräta axeln börjar vid {start[0]}, inte vid noll." in " ".join(said)
    assert f"Den lodräta axeln börjar vid {start[1]}, inte vid noll." in " ".join(said)
    axis = drawn["layout"]["xaxis"]
    assert axis["range"][0] <= min(x for x, _ in cut.values())
    assert axis["range"][1] >= max(x for x, _ in cut.values())


def test_a_trend_is_drawn_only_where_the_facts_hold_one() -> None:
    assert traces(figure(scatter(SPREAD)), trend=True) == []
    drawn = figure(scatter(SPREAD, facts=TREND))
    (line,) = traces(drawn, trend=True)
    xs = [x for code, (x, _) in SPREAD.items() if code != "00"]
    assert line["x"] == [min(xs), max(xs)]
    assert line["y"] == pytest.approx([500 + 20 * min(xs), 500 + 20 * max(xs)])
    assert line["line"]["width"] < theme.WIDTH
    assert any("trendlinje genom 21 platser" in text for text in texts(drawn))


def test_unfirm_points_are_hollow_and_margins_thin_crosses() -> None:
    spec = scatter(SPREAD)
    series = tuple(
        replace(one, marks=(Mark("2020", 5.0, "P", 0.4), one.marks[1])) if one.code == "20" else one
        for one in spec.series
    )
    drawn = figure(replace(spec, series=series))
    (trace,) = traces(drawn, codes=["20"])
    assert trace["marker"]["color"] == [theme.WHITE]
    assert trace["error_x"]["array"] == [0.4] and "error_y" not in trace
    assert "preliminär" in trace["hovertext"][0] and "± 0,4" in trace["hovertext"][0]
    said = " ".join(texts(drawn))
    assert "Ihålig punkt: preliminär." in said and "Kors vid punkterna: osäkerhet." in said


def test_every_point_tells_both_values_with_units() -> None:
    drawn = figure(scatter(SPREAD))
    (trace,) = traces(drawn, codes=["20"])
    x, y = SPREAD["20"]
    assert trace["hovertext"] == [
        f"<b>Dalarna</b><br>Arbetslöshet: {x:.1f}\u00a0%<br>".replace(".", ",")
        + f"BRP per invånare: {y:.0f}\u00a0kr"
    ]


def test_ours_and_riket_are_always_named() -> None:
    crowd = {code: (5.0 + index * 1e-3, 500.0) for index, code in enumerate(ALL)}
    for spec in (scatter(SPREAD), scatter(crowd | {"00": (5.0, 500.0)})):
        said = texts(figure(spec))
        assert {"Dalarna", "Gävleborg", "Värmland", "Riket"} <= set(said)
    assert "Grå punkter utan namn visas i tabellen." in " ".join(said)


def _covers(one: dict[str, Any], drawn: dict[str, Any], width: float) -> tuple[float, ...]:
    """What a name covers in pixels on a figure of some width: left, right, top, bottom."""
    layout = drawn["layout"]
    plot = width - layout["margin"]["l"] - layout["margin"]["r"]
    (x0, x1), (y0, y1) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    x, y = (one["x"] - x0) / (x1 - x0) * plot, (y1 - one["y"]) / (y1 - y0) * HEIGHT
    x += one["ax"] if one["showarrow"] else one["xshift"]
    y += one["ay"] if one["showarrow"] else -one["yshift"]
    size = one["font"]["size"]
    wide = text_width(one["text"].replace("<b>", "").replace("</b>", ""), size)
    left = x - {"left": 0, "center": wide / 2, "right": wide}[one["xanchor"]]
    return left, left + wide, y - size / 2, y + size / 2


def _collisions(drawn: dict[str, Any]) -> list[tuple[str, str, float]]:
    found = []
    for width in WIDTHS:
        boxes = [(one["text"], _covers(one, drawn, width)) for one in labels(drawn)]
        for index, (a, one) in enumerate(boxes):
            for b, other in boxes[index + 1 :]:
                across = min(one[1], other[1]) - max(one[0], other[0])
                upright = min(one[3], other[3]) - max(one[2], other[2])
                if across > 0.5 and upright > 0.5:
                    found.append((a, b, width))
    return found


def test_names_never_collide_on_any_width() -> None:
    drawn = figure(scatter(SPREAD, facts=TREND))
    assert len(labels(drawn)) > 12
    assert _collisions(drawn) == []


def test_names_of_real_charts_never_collide(library: Library) -> None:
    seen = 0
    for name in library.available():
        asked = Selection(view="scatter", indicator=name, places=("20", "21", "17", "00"))
        resolved = library.resolve(asked)
        if resolved.selection.view == "scatter":
            drawn = figure(library.view(resolved.selection))
            assert _collisions(drawn) == [], name
            left = drawn["layout"]["margin"]["l"]
            for one in labels(drawn):
                start, end, *_ = _covers(one, drawn, PHONE)
                assert -left <= start and end <= PHONE - left + 2, (name, one["text"])
            seen += 1
    assert seen > 30


def test_hundreds_of_regions_are_small_grey_and_mostly_unnamed(library: Library) -> None:
    asked = Selection(view="scatter", indicator="ris_innovation_index",
                      against="tertiary_education", places=("SE31", "europa"))  # fmt: skip
    drawn = figure(library.view(library.resolve(asked).selection))
    go.Figure(drawn)
    (others,) = traces(drawn, role="others")
    assert len(others["x"]) > 150 and others["marker"]["size"] == 5
    assert "Norra Mellansverige" in texts(drawn)
    assert len(labels(drawn)) <= 10 and _collisions(drawn) == []


def test_ticks_fit_a_telephone() -> None:
    wide = {code: (x * 1e6, y * 1e6) for code, (x, y) in SPREAD.items()}
    layout = figure(scatter(wide))["layout"]
    plot = PHONE - layout["margin"]["l"] - RIGHT
    needed = sum(text_width(text) + 10 for text in layout["xaxis"]["ticktext"])
    assert len(layout["xaxis"]["ticktext"]) >= 2 and needed <= plot + 2 * RIGHT


# --- where names can stand -------------------------------------------------------------------

_PART = st.floats(0, 1)
_NAMES = st.builds(
    Name,
    x=_PART,
    y=st.floats(0, HEIGHT),
    radius=st.sampled_from([4.5, 7.0]),
    width=st.floats(20, 110),
    height=st.just(14.0),
)


@given(st.lists(_NAMES, min_size=2, max_size=12), st.booleans())
def test_no_two_names_meet_between_the_narrowest_screen_and_the_widest(
    names: list[Name], line: bool
) -> None:
    points = [Box(n.x, -n.radius, n.radius, n.y - n.radius, n.y + n.radius) for n in names]
    slope = Line(50.0, 300.0) if line else None
    board = Board(points, 280.0, HEIGHT, slope)
    placed: list[tuple[Name, Spot]] = []
    for name in names:
        spot = board.put(name)
        if spot is not None:
            placed.append((name, spot))
    for width in (280.0, 333.3, 500.0, 777.0, 1400.0):
        taken = [_pixels(_box(*one), width) for one in placed]
        for index, one in enumerate(taken):
            for other in [*taken[index + 1 :], *(_pixels(point, width) for point in points)]:
                across = min(one[1], other[1]) - max(one[0], other[0])
                upright = min(one[3], other[3]) - max(one[2], other[2])
                assert across <= 1e-6 or upright <= 1e-6
            if slope is not None:
                for step in range(11):
                    x = one[0] + (one[1] - one[0]) * step / 10
                    at = 50 + 250 * x / width
                    assert not (0 <= x <= width and one[2] + 1e-6 < at < one[3] - 1e-6)


def _pixels(box: Box, width: float) -> tuple[float, float, float, float]:
    return box.x * width + box.left, box.x * width + box.right, box.top, box.bottom


def test_a_name_that_must_be_shown_finds_a_place_in_any_crowd() -> None:
    name = Name(0.5, 200, 7, 90, 15, must=True)
    crowd = [Box(x / 40, -6, 6, y - 6, y + 6) for x in range(41) for y in range(100, 300, 8)]
    spot = Board(crowd, 280.0, HEIGHT).put(name)
    assert spot is not None and spot.far
    everywhere = [Box(0.5, -1e6, 1e6, -1e6, 1e6)]
    assert Board(everywhere, 280.0, HEIGHT).put(name) is not None
    assert Board(everywhere, 280.0, HEIGHT).put(replace(name, must=False)) is None


def test_the_trend_ends_where_it_leaves_the_plot() -> None:
    drawn = figure(scatter(SPREAD, facts=TREND | {"slope": 4000.0, "intercept": -18000.0}))
    (line,) = traces(drawn, trend=True)
    low, high = drawn["layout"]["yaxis"]["range"]
    assert low - 1e-6 <= min(line["y"]) and max(line["y"]) <= high + 1e-6
    xs = [x for code, (x, _) in SPREAD.items() if code != "00"]
    assert min(xs) <= min(line["x"]) < max(line["x"]) <= max(xs)
    assert max(line["x"]) < max(xs)


def test_names_stand_near_their_points_where_another_point_is_in_the_way() -> None:
    # ours amid a ring of others: a leader may pass one of them, but not run across the plot
    board = Board(
        [Box(0.5 + x / 280, -4.5, 4.5, 200 + y - 4.5, 200 + y + 4.5)
         for x, y in ((0, -20), (18, -10), (18, 10), (0, 20), (-18, 10), (-18, -10))],
        280, 430,
    )  # fmt: skip
    spot = board.put(Name(0.5, 200.0, 7.0, 60.0, 15.0, must=True))
    assert spot is not None and spot.far
    assert max(abs(spot.right), abs(spot.down)) < 70


def test_a_lone_point_is_named_on_the_line_rather_than_not_at_all() -> None:
    line = Line(0.0, 0.0)
    name = Name(0.5, 6.0, 4.5, 50.0, 14.0)
    flat = Board([], 280, 12, line)
    assert flat.put(name) is None
    assert flat.put(replace(name, lone=True)) is not None
