"""The tile map: tiles where they belong, shades that read in grey, texts that can be read."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from data.geography import counties, geographies
from indicators.classes import class_of, even_classes
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Mark, Role, Series
from indicators.tiles import tiles
from layouts import theme
from layouts.figures import figure
from layouts.figures.text import text_width
from layouts.figures.tiles import TILE_HEIGHT, name_lines, text_on
from layouts.figures.tiles_legend import SHADES, shade
from tests.layouts import specs

ALL = counties()
PHONE = 340
#: the narrowest tile: the figure without its margins over four columns, less the gap between
NARROW_TILE = (PHONE - 16) / 4 * 0.94


def tile_map(values: dict[str, float | None], status: str = "A", **changes: Any) -> ChartSpec:
    roles: dict[str, Role] = {"20": "home", "21": "compared", "17": "compared", "00": "reference"}
    series = [
        Series(code, geographies()[code].short(), roles.get(code, "others"),
               (Mark("2020", value, "Q" if value is None else status),))
        for code, value in values.items()
    ]  # fmt: skip
    printed = [round(v, 1) for code, v in values.items() if v is not None and code in ALL]
    words: dict[str, Any] = {"decimals": 1, "symbol": "%", "classes": even_classes(printed)}
    return specs.spec("tile_map", series, **(words | changes))


VALUES: dict[str, float | None] = {code: 3.0 + index * 0.4 for index, code in enumerate(ALL)}


def traces(spec: ChartSpec) -> tuple[dict[str, Any], dict[str, Any]]:
    tiles_, texts_ = figure(spec)["data"]
    return tiles_, texts_


def said(spec: ChartSpec) -> list[str]:
    return [one.replace("<b>", "").replace("</b>", "") for one in specs.texts(figure(spec))]


@pytest.mark.parametrize(
    "spec", [tile_map(VALUES), tile_map(VALUES | {"09": None, "00": 5.0}), tile_map({"20": 1.0}),
             tile_map(VALUES, status="P")]
)  # fmt: skip
def test_plotly_takes_the_figure_and_it_is_plain(spec: ChartSpec) -> None:
    drawn = figure(spec)
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn)) == drawn
    # no traces that fetch a map from elsewhere
    assert {one["type"] for one in drawn["data"]} == {"bar", "scatter"}


def test_every_county_stands_on_its_tile() -> None:
    drawn, texts = traces(tile_map(VALUES))
    assert drawn["meta"]["codes"] == list(tiles())
    for code, x, base, height in zip(
        drawn["meta"]["codes"], drawn["x"], drawn["base"], drawn["y"], strict=True
    ):
        row, column = tiles()[code]
        assert x == column + 0.5 and row < base < base + height < row + 1
    assert texts["x"] == drawn["x"]


def test_every_tile_prints_name_and_value() -> None:
    spec = tile_map(VALUES)
    _, texts = traces(spec)
    for code, text in zip(tiles(), texts["text"], strict=True):
        name = geographies()[code].short()
        plain = text.replace("-<br>", "").replace(" <br>", " ").replace("<br>", " ")
        assert plain.startswith(name), plain
        assert f"{VALUES[code]:.1f}".replace(".", ",") in text
    drawn, _ = traces(spec)
    assert drawn["hovertext"][0].startswith("<b>Norrbotten</b><br>2020: 11,0\u00a0%")
    assert "klass 5 av 5" in drawn["hovertext"][0]


def test_tiles_of_a_class_share_its_shade() -> None:
    spec = tile_map(VALUES)
    drawn, _ = traces(spec)
    shades = dict(zip(drawn["meta"]["codes"], drawn["marker"]["color"], strict=True))
    for code, value in VALUES.items():
        assert value is not None
        assert shades[code] == SHADES[class_of(value, spec)]


def test_shades_darken_evenly_and_so_read_in_grey() -> None:
    lights = [theme.luminance(colour) for colour in SHADES]
    assert all(a > b for a, b in pairwise(lights))
    # neighbours are told apart in a grey print as well
    assert all(theme.contrast(a, b) >= 1.4 for a, b in pairwise(SHADES))
    # one hue: red < green < blue throughout, and never red against green
    for colour in SHADES:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        assert red < green < blue


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_fewer_classes_keep_the_order_of_shades(count: int) -> None:
    found = [shade(number, count) for number in range(count)]
    assert len(set(found)) == count
    assert all(theme.luminance(a) > theme.luminance(b) for a, b in pairwise(found))
    if count > 1:
        assert (found[0], found[-1]) == (SHADES[0], SHADES[-1])


def test_texts_can_be_read_on_every_tile() -> None:
    for ground in (*SHADES, theme.WHITE, theme.CROWD):
        assert theme.contrast(text_on(ground), ground) >= 4.5
    drawn, texts = traces(tile_map(VALUES | {"09": None}))
    grounds = zip(drawn["marker"]["color"], texts["textfont"]["color"], strict=True)
    assert all(theme.contrast(colour, ground) >= 4.5 for ground, colour in grounds)
    assert theme.contrast(theme.GREY) >= 3  # the outline of the lightest tiles


def test_names_fit_the_tiles_of_a_telephone() -> None:
    for code in ALL:
        for language in ("sv", "en"):
            lines = name_lines(geographies()[code].short(language))
            assert len(lines) <= 2
            assert all(text_width(line, 11) <= NARROW_TILE for line in lines), lines
    assert name_lines("Västra Götaland") == ["Västra", "Götaland"]
    assert name_lines("Västernorrland") == ["Väster-", "norrland"]
    assert name_lines("Dalarna") == ["Dalarna"]


def test_home_has_the_thickest_frame_and_it_is_named() -> None:
    spec = tile_map(VALUES)
    drawn, _ = traces(spec)
    width = dict(zip(drawn["meta"]["codes"], drawn["marker"]["line"]["width"], strict=True))
    assert width["20"] > width["21"] == width["17"] > width["01"]
    assert "Tjock ram: Dalarna. Tunnare ram: Gävleborg," in " ".join(said(spec))


def test_a_missing_county_is_hatched_and_carries_its_sign() -> None:
    spec = tile_map(VALUES | {"09": None})
    drawn, texts = traces(spec)
    shape = dict(zip(drawn["meta"]["codes"], drawn["marker"]["pattern"]["shape"], strict=True))
    assert shape["09"] == "/" and {shape[code] for code in ALL if code != "09"} == {""}
    ground = dict(zip(drawn["meta"]["codes"], drawn["marker"]["color"], strict=True))
    assert ground["09"] == theme.CROWD != drawn["marker"]["pattern"]["bgcolor"]
    text = dict(zip(tiles(), texts["text"], strict=True))
    assert text["09"] == "Gotland<br>.."
    assert "utan värde" in said(spec) and "utan värde" not in said(tile_map(VALUES))
    hover = dict(zip(drawn["meta"]["codes"], drawn["hovertext"], strict=True))
    assert "sekretess" in hover["09"] and "klass" not in hover["09"]


def test_the_legend_tells_the_bounds_and_counts_the_highest_first() -> None:
    spec = tile_map(VALUES | {"00": 5.25})
    lines = said(spec)
    assert lines[:2] == ["Riket 5,2\u00a0%", "Klass (antal län)"]
    assert lines[2:7] == [
        "9,8–11,0 (4)", "8,2–9,4 (4)", "6,2–7,8 (5)", "4,6–5,8 (4)", "3,0–4,2 (4)"
    ]  # fmt: skip
    squares = [one for one in figure(spec)["layout"]["shapes"] if one["type"] == "rect"]
    assert [one["fillcolor"] for one in squares] == list(reversed(SHADES))


def test_a_class_of_a_difference_may_be_empty_and_says_so() -> None:
    values = dict.fromkeys(ALL, 2.0) | {"20": 1.0}
    spec = tile_map(values, signed=True, classes=(-2.0, -1.95, 0.0, 1.95))
    assert said(spec)[1:5] == ["+2,0 (20)", "+1,0 (1)", "inga län", "inga län"]


def test_values_not_yet_firm_are_named_once_or_one_by_one() -> None:
    spec = tile_map(VALUES, status="P")
    assert "Alla värden: preliminär." in " ".join(said(spec))
    assert "<sup>" not in "".join(traces(spec)[1]["text"])
    mixed = tile_map(VALUES)
    one = mixed.series[0]
    estimated = Series(one.code, one.name, one.role, (Mark("2020", 3.0, "E"),))
    mixed = specs.spec("tile_map", (estimated, *mixed.series[1:]), decimals=1,
                       classes=mixed.classes)  # fmt: skip
    text = dict(zip(tiles(), traces(mixed)[1]["text"], strict=True))
    assert text["01"].endswith("<sup>e</sup>") and "<sup>" not in text["20"]
    assert "Bokstav efter värdet: e skattad." in " ".join(said(mixed))


def test_the_map_keeps_its_shape_on_any_screen() -> None:
    layout = figure(tile_map(VALUES))["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["xaxis"]["constrain"] == layout["yaxis"]["constrain"] == "domain"
    assert layout["yaxis"]["range"] == [8, 0] and layout["xaxis"]["range"] == [0, 4]
    margin = layout["margin"]
    assert layout["height"] - margin["t"] - margin["b"] == 8 * TILE_HEIGHT


def test_every_real_map_is_drawn(library: Library) -> None:
    for name, item in library.available().items():
        if item.level == "county":
            asked = Selection(view="tile_map", indicator=name)
            spec = library.view(library.resolve(asked).selection)
            drawn = figure(spec)
            go.Figure(drawn)
            values = {one.code: one.marks[0].value for one in spec.series}
            shapes = drawn["data"][0]["marker"]["pattern"]["shape"]
            hatched = {
                code for code, shape in zip(tiles(), shapes, strict=True) if shape
            }  # fmt: skip
            assert hatched == {code for code in ALL if values[code] is None}
