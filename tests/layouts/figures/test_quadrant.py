"""The chart of level and change: points around Riket, four words in the corners, free names."""

from __future__ import annotations

import json
from itertools import combinations

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import RIKET
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Column, Mark, Role, Series
from indicators.telling.quadrant import corners
from indicators.views.quadrant import refuse
from layouts import theme
from layouts.figures import figure
from layouts.figures.quadrant import HEIGHT, LEAST_SIDE
from layouts.figures.quadrant_labels import WIDTHS, Point, Spot, _around, _box, placed
from tests.layouts import specs


def place(
    code: str, level: float | None, ahead: float | None, role: Role | None = None, **of: object
) -> Series:
    """A place `level` above the reference of 10 and `ahead` of its change of 1."""
    why = "A" if level is not None else "Q"
    ahead_why = "Z" if ahead is not None else "M"
    margin: float | None = of.get("margin")  # type: ignore[assignment]
    marks = (
        Mark("2021", None if level is None else 10 + level, str(of.get("status", why))),
        Mark("2021", level, why, margin),
        Mark("", None if ahead is None else 1 + ahead, ahead_why, margin),
        Mark("", ahead, ahead_why, margin),
    )
    found = role or specs.ROLES.get(code, "others")
    return Series(code, specs.NAMES.get(code, code), found, marks, said="Drar ifrån")


def chart(*rows: Series, better: float = 1.0, **changes: object) -> ChartSpec:
    points = ("procentenheter", "procentenheter", 1, True)
    columns = (
        Column("2021", "procent", "%", 1, period="2021"),
        Column("Nivå 2021 mot Riket", *points, period="2021"),
        Column("Förändring 2011–2021", *points),
        Column("Förändring 2011–2021 mot Rikets", *points),
    )
    return specs.spec(
        "quadrant", (place("00", 0.0, 0.0), *rows), columns=columns, said="Läge mot Riket",
        periods=("2011", "2021"), facts={"better": better}, **changes,
    )  # fmt: skip


ROWS = (place("20", 2.0, 1.0), place("06", -3.0, 2.0), place("07", 1.0, -2.0))


def traces(drawn: dict, **wanted: object) -> list[dict]:
    return [t for t in drawn["data"] if all(t["meta"].get(k) == v for k, v in wanted.items())]


def texts(drawn: dict) -> list[str]:
    return specs.texts(drawn)


def test_points_stand_at_level_and_change_against_the_reference() -> None:
    drawn = figure(chart(*ROWS))
    (home,), (others,) = traces(drawn, role="home"), traces(drawn, role="others")
    assert (home["x"], home["y"]) == ([2.0], [1.0])
    assert home["marker"]["color"] == [theme.PLACES["20"].colour]
    assert home["marker"]["symbol"] == [theme.PLACES["20"].symbol]
    assert dict(zip(others["meta"]["codes"], zip(others["x"], others["y"], strict=True),
                    strict=True)) == {"06": (-3.0, 2.0), "07": (1.0, -2.0)}  # fmt: skip
    (riket,) = traces(drawn, role="reference")
    assert (riket["x"], riket["y"]) == ([0.0], [0.0])
    assert riket["marker"]["color"] == [theme.PLACES[RIKET].colour]
    assert drawn["data"][-1] is home  # on top
    for axis in ("xaxis", "yaxis"):
        assert drawn["layout"][axis]["zeroline"] is True


@pytest.mark.parametrize(
    ("better", "wanted"),
    [
        (1.0, ("Kommer ikapp", "Drar ifrån", "Halkar efter", "Tappar fart")),
        (-1.0, ("Tappar fart", "Halkar efter", "Drar ifrån", "Kommer ikapp")),
    ],
)
def test_the_words_stand_in_their_corners(better, wanted) -> None:
    drawn = figure(chart(*ROWS, better=better))
    found = {}
    for one in drawn["layout"]["annotations"]:
        plain = one["text"].replace("<b>", "").replace("</b>", "")
        if plain in wanted:
            found[plain] = (one["x"], one["y"], one["yanchor"], one["xanchor"])
    assert [found[word] for word in wanted] == [
        (0, 1, "bottom", "left"), (1, 1, "bottom", "right"),
        (0, 0, "top", "left"), (1, 0, "top", "right"),
    ]  # fmt: skip


def test_without_a_verdict_the_corners_tell_higher_from_lower() -> None:
    spec = chart(*ROWS, better=0.0)
    drawn = " ".join(texts(figure(spec))).replace("<br>", " ").replace("</b> <b>", " ")
    for word in corners(spec):
        assert word in drawn
    assert "Drar" not in drawn


def test_a_place_without_a_change_has_no_point() -> None:
    drawn = figure(chart(*ROWS, place("09", 1.0, None), place("23", None, None)))
    codes = [code for t in drawn["data"] for code in t["meta"]["codes"]]
    assert sorted(codes) == ["00", "06", "07", "20"]


def test_each_field_keeps_room_for_its_word() -> None:
    one_side = figure(chart(place("20", 50.0, 30.0), place("06", 40.0, 20.0)))
    for name in ("xaxis", "yaxis"):
        low, high = one_side["layout"][name]["range"]
        assert low < 0 < high and -low / (high - low) == pytest.approx(LEAST_SIDE, abs=0.001)
    nothing = figure(chart())
    assert nothing["layout"]["xaxis"]["range"][0] < 0 < nothing["layout"]["xaxis"]["range"][1]


def test_ours_have_whiskers_where_margins_exist_and_values_not_firm_are_hollow() -> None:
    drawn = figure(chart(place("20", 2.0, 1.0, margin=0.5, status="P"), ROWS[1]))
    (home,), (others,) = traces(drawn, role="home"), traces(drawn, role="others")
    assert home["error_x"]["array"] == [0.5] and home["error_y"]["array"] == [0.5]
    assert home["marker"]["color"] == [theme.WHITE] and "error_x" not in others
    assert others["marker"]["color"] == [theme.GREY]  # its level is derived, its value is not
    assert any("preliminär" in text for text in texts(drawn))
    assert not any("härledd" in text for text in texts(drawn))


def test_ours_are_always_named_and_a_crowd_is_not() -> None:
    rows = [place(f"DE{n:03}", n % 17 - 8.0, n % 13 - 6.0) for n in range(240)]
    drawn = figure(chart(place("SE31", 1.0, 1.0), place("SE11", -8.5, -6.5), *rows))
    said = " ".join(texts(drawn))
    assert "Norra Mellansverige" in said and "Riket" in said and "SE11" in said
    assert "DE0" not in said and "se tabellen" in said
    crowd, swedish = traces(drawn, role="others")
    assert len(crowd["x"]) == 240 and swedish["meta"]["codes"] == ["SE11"]
    assert swedish["marker"]["color"] == [theme.INK]


def test_hover_says_all_four_numbers_and_the_word() -> None:
    said = traces(figure(chart(*ROWS)), role="home")[0]["hovertext"][0]
    for part in ("Dalarna", "2021: 12,0\u00a0%", "Nivå 2021 mot Riket: +2,0", "+1,0",
                 "Förändring 2011–2021: +2,0", "Drar ifrån"):  # fmt: skip
        assert part in said


# --- names -----------------------------------------------------------------------------------

points = st.lists(
    st.builds(
        Point,
        st.floats(0.02, 0.98),
        st.floats(0.02, 0.98),
        st.floats(20, 110),
        st.sampled_from([13.0, 15.0]),
        st.booleans(),
    ),
    min_size=1,
    max_size=22,
)


@given(points)
def test_names_never_cover_each_other_or_a_point_unless_they_must(found: list[Point]) -> None:
    spots = placed(found, HEIGHT)
    for width in WIDTHS:
        boxes = {
            index: _box(point, spot, width, HEIGHT)
            for index, (point, spot) in enumerate(zip(found, spots, strict=True))
            if spot is not None
        }
        for first, second in combinations(boxes, 2):
            if not found[second].must:  # the later of the two had to give way
                assert not overlap(boxes[first], boxes[second])
        for index, box in boxes.items():
            if not found[index].must:
                assert box[0] >= 0 and box[2] <= width + 6
                for number, point in enumerate(found):
                    if number != index:
                        assert not overlap(box, _around(point, width, HEIGHT))
    assert all(spot is not None for point, spot in zip(found, spots, strict=True) if point.must)


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_name_keeps_off_lines_if_it_can() -> None:
    line = (0.0, 0.5, 1.0, 0.5)
    (free,) = placed([Point(0.5, 0.5, 60.0)], HEIGHT)
    (moved,) = placed([Point(0.5, 0.5, 60.0)], HEIGHT, [line])
    assert free == Spot(39.0, 0) and moved is not None and not moved.far
    assert abs(moved.dy) > 7 + 1


def test_a_name_that_must_stand_is_led_to_where_there_is_room() -> None:
    ring = [Point(0.5 + dx / 100, 0.5 + dy / 100) for dx in range(-6, 7) for dy in range(-4, 5)]
    home = Point(0.5, 0.5, 60.0, must=True)
    spots = placed([home, *ring], HEIGHT)
    assert spots[0] is not None and spots[1:] == [None] * len(ring)
    assert placed([Point(0.5, 0.5, 60.0), *ring], HEIGHT)[0] is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_indicator_is_drawn_with_its_own_numbers(library: Library, language) -> None:
    for name, item in library.available().items():
        if refuse(item, library.values(name, item.breakdowns[0])) is not None:
            continue
        asked = Selection(indicator=name, view="quadrant", language=language)
        spec = library.view(library.resolve(asked).selection)
        drawn = figure(spec)
        go.Figure(drawn)
        assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
        truth = {one.code: (one.marks[1].value, one.marks[3].value) for one in spec.series}
        seen = {}
        for trace in drawn["data"]:
            pairs = zip(trace["x"], trace["y"], strict=True)
            seen |= dict(zip(trace["meta"]["codes"], pairs, strict=True))
        assert seen == {code: pair for code, pair in truth.items() if None not in pair}
        named = " ".join(texts(drawn))
        for one in spec.series:
            if one.role != "others" and one.code in seen:
                assert f"<b>{one.name}</b>" in named
