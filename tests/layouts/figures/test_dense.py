"""Hundreds of regions as drawn: names that do not collide, quartiles where their values are."""

from __future__ import annotations

import json
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from data.geography import EU27, swedish_regions
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Mark, Series
from indicators.views import VIEWS
from layouts import theme
from layouts.figures import MOST_NAMED, figure
from layouts.figures.dense import MANY_PLACES, QUARTILES, dense
from layouts.figures.frame import LINE
from layouts.figures.text import shown
from tests.layouts import specs

NAMES = ("ris_business_rd", "unemployment_lfs", "tertiary_education")
PLACES = (("SE31", "europa"), ("SE31", "europa", "piloter"), ("europa", "lika", "piloter"))


def drawn_spec(library: Library, name: str, places: tuple[str, ...], **asked: object) -> ChartSpec:
    chosen = Selection(view="ranking", indicator=name, places=places, **asked)  # type: ignore[arg-type]
    return VIEWS["ranking"].draw(library, library.resolve(chosen, ()).selection)


def by_meta(drawn: dict, name: str) -> dict:
    (found,) = [t for t in drawn["data"] if t.get("meta", {}).get(name)]
    return found


def labels(drawn: dict) -> list[dict]:
    return [one for one in drawn["layout"]["annotations"] if one.get("yref") != "paper"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("places", PLACES)
def test_names_at_the_edge_never_collide(library: Library, name: str, places) -> None:
    drawn = figure(drawn_spec(library, name, places))
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
    layout = drawn["layout"]
    height = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    count = layout["yaxis"]["range"][0] + 0.5
    boxes = []
    for one in labels(drawn):
        centre = (one["y"] + 0.5) / count * height
        centre += one["ay"] if one["showarrow"] else -one["yshift"]
        size = LINE * (one["text"].count("<br>") + 1)
        boxes.append((centre - size / 2, centre + size / 2))
    boxes.sort()
    assert len(boxes) >= 8
    assert all(lower[0] >= upper[1] - 0.1 for upper, lower in pairwise(boxes))
    assert boxes[0][0] >= -layout["margin"]["t"] and boxes[-1][1] <= height + 20


@pytest.mark.parametrize("name", NAMES)
def test_ours_the_chosen_and_the_swedish_are_named_with_their_values(library, name) -> None:
    spec = drawn_spec(library, name, ("SE31", "europa", "piloter"))
    drawn = figure(spec)
    wanted = [one for one in spec.series if one.marks[0].value is not None
              and (one.role != "others" or one.code in swedish_regions())]  # fmt: skip
    said = [one["text"] for one in labels(drawn)]
    assert len(said) == len(wanted)
    for one in wanted:
        value = f"<b>{shown(spec, one.marks[0].value)}</b>"
        first = one.name.split(" ")[0]
        assert any(value in text and first in text for text in said), one.name
    bars = by_meta(drawn, "ours")
    assert sorted(bars["x"]) == sorted(one.marks[0].value for one in wanted)
    rows = by_meta(drawn, "codes")
    assert all(rows["x"][row] == value for row, value in zip(bars["y"], bars["x"], strict=True))


def test_the_home_region_says_its_rank_among_all(library: Library) -> None:
    spec = drawn_spec(library, "unemployment_lfs", ("SE31", "europa"))
    home = next(one["text"] for one in labels(figure(spec)) if "Norra" in one["text"])
    assert home.endswith(f"plats {spec.bands['SE31']} av {len(spec.bands)}")
    assert sum("plats" in one["text"] for one in labels(figure(spec))) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("measure", ["value", "change"])
def test_the_quartile_lines_cut_the_contour_at_the_quartiles(library, name, measure) -> None:
    spec = drawn_spec(library, name, ("SE31", "europa"), measure=measure)
    drawn = figure(spec)
    lines = sorted(one["y0"] for one in drawn["layout"]["shapes"]
                   if one.get("line", {}).get("dash") == "dot")  # fmt: skip
    assert len(lines) == 3
    found = [one for one in spec.series if one.marks[0].value is not None]
    ranked = [row for row, one in enumerate(found) if one.code in spec.bands]
    down = spec.facts["upper_quartile"] > spec.facts["lower_quartile"] and (
        found[ranked[0]].marks[0].value > found[ranked[-1]].marks[0].value
    )
    names = [key for key, _ in QUARTILES]
    for line, key in zip(lines, names if down else names[::-1], strict=True):
        before = max(row for row in ranked if row <= line + 1e-9)
        after = min(row for row in ranked if row >= line - 1e-9)
        ends = sorted(found[row].marks[0].value for row in (before, after))
        assert ends[0] - 1e-9 <= spec.facts[key] <= ends[1] + 1e-9
    axis = drawn["layout"]["yaxis"]
    assert axis["tickvals"][1:-1] == lines
    assert axis["ticktext"][0] == "1" and axis["ticktext"][-1] == str(len(ranked))
    for text, key in zip(axis["ticktext"][1:-1], names if down else names[::-1], strict=True):
        assert text.endswith(f"<b>{shown(spec, spec.facts[key])}</b>")
    said = " ".join(specs.texts(drawn))
    assert f"för {len(ranked)}" in said and "interpolation" in said


def test_references_are_no_regions() -> None:
    series = [Series(f"DE{index:03}", f"Region {index}", "others", (Mark("2023", 100.0 - index),))
              for index in range(50)]  # fmt: skip
    series.insert(25, Series(EU27, "EU27", "reference", (Mark("2023", 75.5),)))
    facts = {"n": 50.0, "lower_quartile": 63.25, "median": 75.5, "upper_quartile": 87.75}
    bands = {one.code: "1" for one in series if one.code != EU27}
    drawn = figure(specs.spec("ranking", series, facts=facts, bands=bands))
    ticks = dict(
        zip(drawn["layout"]["yaxis"]["ticktext"], drawn["layout"]["yaxis"]["tickvals"], strict=True)
    )
    # the 25th and 26th of 50 regions stand in rows 24 and 26, EU27 between them
    assert ticks["median<br><b>76</b>"] == 25.0
    assert ticks["1"] == 0 and ticks["50"] == 50
    assert by_meta(drawn, "chosen")["marker"]["color"] == [theme.PLACES["00"].colour]


def test_missing_regions_are_counted_and_ours_named_with_the_reason() -> None:
    spec = specs.europe()
    gone = Series("SE31", "Norra Mellansverige", "group", (Mark("2023", None, "Q"),))
    series = tuple(one for one in spec.series if one.code != "SE31")
    said = " ".join(specs.texts(figure(specs.spec("ranking", [*series, gone]))))
    assert "Utan värde: Norra Mellansverige (sekretess), 1" in said


def test_as_many_companions_as_a_set_has_are_named() -> None:
    assert MOST_NAMED >= 40 and MANY_PLACES == 40
    series = [Series(f"DE{index:03}", f"Region {index}", "compared" if index < 40 else "others",
                     (Mark("2023", 400.0 - index),)) for index in range(350)]  # fmt: skip
    drawn = figure(specs.spec("ranking", series))
    assert len(labels(drawn)) == 40
    assert drawn["layout"]["height"] >= 40 * LINE
    assert len(by_meta(dense(specs.spec("ranking", series)), "codes")["x"]) == 350
