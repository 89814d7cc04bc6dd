"""Rankings as drawn: ranks, companions, groups, margins; by data and role, never as a picture."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Mark, Series
from indicators.views import VIEWS
from layouts import theme
from layouts.figures import MOST_CHOSEN, figure
from layouts.figures.rows import NAME_LETTERS, looks, rows_of, short_name
from layouts.tables import cells, legend, table
from tests.layouts import specs


def traces(spec: ChartSpec, **wanted: object) -> list[dict]:
    return [t for t in figure(spec)["data"]
            if all(t.get("meta", {}).get(k) == v for k, v in wanted.items())]  # fmt: skip


def notes(spec: ChartSpec) -> str:
    return " ".join(specs.texts(figure(spec)))


def companions() -> ChartSpec:
    """The usual ranking with Jönköping chosen."""
    spec = specs.ranking()
    first = replace(spec.series[0], role="compared")
    return replace(spec, series=(first, *spec.series[1:]))


def grouped() -> ChartSpec:
    """Riket, a region with its own value and its counties, a region without one, one missing."""

    def place(code, name, value, said="", role="others", **more):
        return Series(code, name, role, (Mark("2021", value, "A" if value is not None else "Q"),),
                      said=said, **more)  # fmt: skip

    north, south = "Norra Mellansverige", "Småland med öarna"
    series = [
        place("00", "Riket", 5.0, role="reference"),
        place("SE31", north, 6.0, north, "group", aggregated=True),
        place("21", "Gävleborg", 8.0, north, "compared"),
        place("20", "Dalarna", 4.0, north, "home"),
        place("06", "Jönköping", 7.0, south, "compared"),
        place("09", "Gotland", None, south),
    ]
    bands = {"21": "1", "06": "2", "20": "3"}
    return specs.spec("ranking", series, bands=bands, said="Riksområde", decimals=1)


ALL = {"companions": companions(), "grouped": grouped(), "english": specs.ranking(language="en")}


@pytest.mark.parametrize("name", ALL)
def test_rankings_are_plain_json_that_plotly_accepts(name: str) -> None:
    drawn = figure(ALL[name])
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn


# --- ranks -----------------------------------------------------------------------------------


def test_the_rank_stands_in_the_row_of_its_place() -> None:
    spec = specs.ranking()
    axis = figure(spec)["layout"]["yaxis2"]
    assert axis["overlaying"] == "y" and axis["range"] == figure(spec)["layout"]["yaxis"]["range"]
    rows = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert [rows[row] for row in range(8)] == ["1", "2–3", "", "2–3", "4", "5", "", ""]
    (labels,) = traces(spec, labels=True)
    assert labels["yaxis"] == "y2"  # an axis that no trace uses is not drawn
    assert "Plats" in notes(spec) and "Rank" in notes(specs.ranking(language="en"))


def test_a_rank_of_several_places_is_explained_once_and_only_where_there_is_one() -> None:
    assert notes(specs.ranking()).count("kan inte skiljas") == 1
    assert "2–3 = någon av" in notes(specs.ranking())
    home = next(one.code for one in specs.ranking().series if one.role == "home")
    bands = {"06": "2–3", home: "7–9"}
    assert "7–9 = någon av" in notes(specs.ranking(bands=bands))
    assert "kan inte skiljas" not in notes(specs.ranking(bands={"06": "1", "21": "2"}))
    assert "kan inte skiljas åt" in legend(specs.ranking(), cells(specs.ranking()))
    closed = specs.ranking(bands={"06": "1"})
    assert "kan inte skiljas åt" not in legend(closed, cells(closed))


def test_without_ranks_there_is_no_column_of_them() -> None:
    layout = figure(specs.changes_ranking())["layout"]
    assert "yaxis2" not in layout
    assert layout["margin"]["l"] < figure(specs.ranking())["layout"]["margin"]["l"]


def test_names_ranks_and_bars_have_room_beside_each_other() -> None:
    layout = figure(specs.ranking())["layout"]
    names, ranks = (layout[axis]["ticklabelstandoff"] for axis in ("yaxis", "yaxis2"))
    assert names - ranks >= 6.3 * 3 + 6  # "2–3" and a gap
    assert layout["margin"]["l"] - names >= 7 * len("Gävleborg")


# --- companions ------------------------------------------------------------------------------


def test_companions_are_dark_and_bold_and_named_below() -> None:
    spec = companions()
    bars = traces(spec)[0]
    colours = dict(zip(bars["meta"]["codes"], bars["marker"]["color"], strict=True))
    assert colours["07"] == theme.GREY
    dark = colours["06"]
    assert theme.contrast(dark) >= 3
    # apart from the rest and from Riket in a grey print: lightness, as a ratio of luminances
    assert theme.contrast(dark) / theme.contrast(theme.GREY) > 2
    assert theme.contrast(theme.PLACES["00"].colour) / theme.contrast(dark) > 1.5
    assert figure(spec)["layout"]["yaxis"]["ticktext"][0] == "<b>Jönköping</b>"
    assert "Mörkgrå stapel" in notes(spec)
    assert "Mörkgrå stapel" not in notes(specs.ranking())


def test_a_companion_stays_apart_where_its_value_is_not_firm() -> None:
    spec = companions()
    pale = [replace(one, marks=(one.marks[0]._replace(status="P"),)) for one in spec.series]
    bars = traces(replace(spec, series=tuple(pale)))[0]
    fills = dict(zip(bars["meta"]["codes"], bars["marker"]["color"], strict=True))
    assert theme.contrast(fills["06"]) / theme.contrast(fills["07"]) > 1.5
    assert fills["06"] != traces(spec)[0]["marker"]["color"][0]


def test_our_counties_and_the_references_keep_their_colours() -> None:
    styles = looks(companions().series)
    found = {one.code: look.colour for one, look in zip(companions().series, styles, strict=True)}
    for code in ("20", "21", "17", "00"):
        assert found[code] == theme.PLACES[code].colour


def test_more_companions_are_highlighted_in_bars_than_lines_can_tell_apart() -> None:
    codes = [f"{index:02}" for index in range(30, 30 + MOST_CHOSEN + 4)]
    series = [Series(code, code, "compared", (Mark("2021", 5.0),)) for code in codes]
    bars = traces(specs.spec("ranking", [*series, *specs.ranking().series]))[0]
    assert bars["meta"]["roles"][: len(codes)] == ["compared"] * len(codes)


def test_the_home_county_has_a_ground_of_its_own() -> None:
    shapes = figure(specs.ranking())["layout"]["shapes"]
    grounds = [one for one in shapes if one["type"] == "rect"]
    assert {(one["y0"], one["y1"]) for one in grounds} == {(3.5, 4.5)}  # Dalarna is the fifth
    assert all(one["layer"] == "below" for one in grounds)


# --- margins ---------------------------------------------------------------------------------


def test_whiskers_have_a_white_line_under_them_on_the_same_values() -> None:
    (dark,), (light,) = traces(specs.ranking(), whiskers=True), traces(specs.ranking(), halo=True)
    assert (dark["x"], dark["y"]) == (light["x"], light["y"]) == ([3697.0], [3])
    assert dark["error_x"]["array"] == light["error_x"]["array"] == [120.0]
    assert light["error_x"]["thickness"] > dark["error_x"]["thickness"]


# --- groups ----------------------------------------------------------------------------------


def test_a_group_has_a_heading_in_a_row_of_its_own_or_of_its_region() -> None:
    rows = rows_of(grouped().series)
    # Riket 0, Norra Mellansverige itself 1, its counties 2 and 3, a heading 4, counties 5 and 6
    assert rows.at == (0, 1, 2, 3, 5, 6) and rows.count == 7
    assert rows.heads == ((1, "Norra Mellansverige"), (4, "Småland med öarna"))
    headings = {
        one["y"]: one["text"]
        for one in figure(grouped())["layout"]["annotations"]
        if one["text"].replace("<b>", "").replace("</b>", "") in dict(rows.heads).values()
    }
    assert headings == {1: "<b>Norra Mellansverige</b>", 4: "Småland med öarna"}


def test_a_grouped_ranking_draws_every_value_in_the_row_of_its_name() -> None:
    spec = grouped()
    bars, (words,) = traces(spec)[0], traces(spec, labels=True)
    axis = figure(spec)["layout"]["yaxis"]
    assert bars["y"] == words["y"] == axis["tickvals"] == [0, 1, 2, 3, 5, 6]
    assert bars["x"] == [5.0, 6.0, 8.0, 4.0, 7.0, None]
    assert axis["ticktext"] == ["<b>Riket</b>", "", "<b>Gävleborg</b>", "<b>Dalarna</b>",
                                "<b>Jönköping</b>", "Gotland"]  # fmt: skip
    assert words["text"][-1].strip("\u00a0") == "sekretess"
    region, county = bars["width"][1], bars["width"][2]
    assert region < county / 2
    # Norra Mellansverige is computed from its parts, and looks it
    assert bars["marker"]["color"][1] == theme.tint(theme.PLACES["SE31"].colour)


def test_a_grouped_table_says_the_region_of_every_county() -> None:
    grid = cells(grouped())
    assert grid.header("sv")[-1] == "Riksområde"
    assert [row.said for row in grid.rows] == [
        "", *["Norra Mellansverige"] * 3, *["Småland med öarna"] * 2
    ]  # fmt: skip
    assert [row.rank for row in grid.rows] == ["", "", "1", "3", "2", ""]
    html = str(table(grouped()))
    assert "Riksområde" in html and html.count("Småland med öarna") == 2
    assert not cells(specs.ranking()).said


def test_the_same_numbers_stand_in_chart_and_table(library: Library) -> None:
    asked = Selection(view="ranking", indicator="manufacturing_share", grouping="nuts2")
    spec = VIEWS["ranking"].draw(library, library.resolve(asked, ()).selection)
    bars, (words,) = traces(spec)[0], traces(spec, labels=True)
    grid = cells(spec)
    assert bars["x"] == [cell.value for cell in grid.cells]
    shown = [text.replace("<b>", "").replace("</b>", "").strip("\u00a0") for text in words["text"]]
    assert [cell.text(spec).split("\u00a0±")[0] for cell in grid.cells] == shown
    (whiskers,) = traces(spec, whiskers=True)
    assert whiskers["error_x"]["array"] == [cell.mark.margin for cell in grid.cells]


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Östra Mellansverige", "Västra Götaland", "Riket", "A" * 22])
def test_names_that_fit_are_whole(name: str) -> None:
    assert short_name(name) == name


@pytest.mark.parametrize(
    ("name", "short"),
    [("Vidurio ir vakarų Lietuvos regionas", "Vidurio ir vakarų …"),
     ("Région de Bruxelles-Capitale / Brussels", "Région de …"),
     ("Provincia Autonoma di Bolzano/Bozen", "Provincia Autonoma …")],
)  # fmt: skip
def test_long_names_are_cut_at_a_word_and_say_so(name: str, short: str) -> None:
    assert short_name(name) == short and len(short) <= NAME_LETTERS
    spec = specs.spec("ranking", [Series("LT02", name, "others", (Mark("2021", 1.0),))])
    assert figure(spec)["layout"]["yaxis"]["ticktext"] == [short]
    assert name in traces(spec)[0]["hovertext"][0]
    assert cells(spec).rows[0].name == name


# --- women and men ---------------------------------------------------------------------------


def test_women_and_men_stand_in_groups_with_companions_bold() -> None:
    series = []
    for code, name, role, said in (
        ("00", "Riket", "reference", ""),
        ("20", "Dalarna", "home", "Norra Mellansverige"),
        ("17", "Värmland", "compared", "Norra Mellansverige"),
        ("06", "Jönköping", "compared", "Småland med öarna"),
        ("09", "Gotland", "others", "Småland med öarna"),
    ):
        for sex, value in (("women", 5.0), ("men", None if code == "09" else 4.0)):
            mark = Mark("2021", value, "A" if value is not None else "Q")
            series.append(Series(code, name, role, (mark,), sex=sex, said=said))
    spec = specs.spec("ranking", series, said="Riksområde", decimals=1)
    drawn = figure(spec)
    go.Figure(drawn)
    (women,), (men,) = traces(spec, sex="women"), traces(spec, sex="men")
    # headings in rows 1 and 4
    assert women["y"] == [0, 2, 3, 5, 6] and men["y"] == [0, 2, 3, 5]
    assert men["x"] == [4.0] * 4
    (reasons,) = traces(spec, labels=True)
    assert (reasons["y"], reasons["text"]) == ([6], ["män: sekretess"])
    axis = drawn["layout"]["yaxis"]
    assert axis["tickvals"] == [0, 2, 3, 5, 6]
    assert axis["ticktext"][3:] == ["<b>Jönköping</b>", "Gotland"]
    assert {"<b>Norra Mellansverige</b>", "Småland med öarna"} <= {
        one["text"] for one in drawn["layout"]["annotations"]
    }


def test_rows_follow_each_other_without_gaps_but_headings(library: Library) -> None:
    for name in ("unemployment_bas", "manufacturing_share", "rd_per_inhabitant"):
        asked = Selection(view="ranking", indicator=name, grouping="nuts2")
        spec = VIEWS["ranking"].draw(library, library.resolve(asked, ()).selection)
        rows = rows_of(spec.series)
        assert len(rows.heads) == 8
        taken = sorted({*rows.at, *(row for row, _ in rows.heads)})
        assert taken == list(range(rows.count))
        assert all(b > a for a, b in pairwise(rows.at))
