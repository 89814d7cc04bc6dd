"""Figures by data and role: what is drawn, never what it looks like as a picture."""

import json
import math
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.spec import BreakLine, Mark, Series
from layouts import theme
from layouts.figures import MOST_CHOSEN, figure, graph_config
from layouts.figures.scale import nice_ticks, period_ticks, spread, tick_texts, value_range
from layouts.figures.text import wrap
from tests.layouts import specs

SPECS = {
    "lines": specs.over_time(),
    "gaps": specs.gaps(),
    "months": specs.months(),
    "bars": specs.ranking(),
    "differences": specs.changes_ranking(),
    "pairs": specs.by_sex(),
    "dense": specs.europe(),
    "english": specs.over_time(language="en"),
    "nothing": specs.spec("over_time", []),
    "empty": specs.spec("ranking", [], empty="Inga länsvärden <finns>."),
    "all missing": specs.spec("over_time", [specs.line("20", {"2020": None})]),
    "one point": specs.spec("over_time", [specs.line("20", {"2020": 0.0})]),
}


def traces(spec, **wanted):
    found = figure(spec)["data"]
    return [t for t in found if all(t["meta"].get(k) == v for k, v in wanted.items())]


def trace(spec, **wanted):
    (found,) = traces(spec, **wanted)
    return found


def texts(spec):
    return specs.texts(figure(spec))


@pytest.mark.parametrize("name", SPECS)
def test_figures_are_plain_json_that_plotly_accepts(name):
    drawn = figure(SPECS[name])
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
    assert drawn["layout"]["template"] == {}
    assert drawn["layout"]["showlegend"] is False


def test_drawing_loads_no_plotly():
    import subprocess
    import sys

    code = "import sys, layouts.figures; sys.exit('plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_shared_config_offers_no_upload_and_carries_swedish():
    config = graph_config("sv")
    assert config["showSendToCloud"] is False
    assert config["displayModeBar"] is False
    assert config["locales"]["sv"]["format"]["decimal"] == ","
    assert config["locales"]["sv"]["format"]["thousands"] == "\u202f"


def test_lines_have_the_colour_of_their_place():
    for code in ("20", "21", "17", "SE31"):
        drawn = trace(specs.over_time(), code=code)
        assert drawn["line"]["color"] == theme.PLACES[code].colour
        assert drawn["line"]["dash"] == theme.PLACES[code].dash
        assert drawn["marker"]["symbol"] == theme.PLACES[code].symbol


def test_a_cut_leaves_a_gap_and_markers_stand_at_real_periods():
    drawn = trace(specs.over_time(), code="20")
    assert drawn["x"] == [2011, 2013, 2015, None, 2017, 2019, 2021]
    assert drawn["y"] == [3995, 5127, 4804, None, 4623, 4521, 2441]
    assert drawn["connectgaps"] is False


def test_a_missing_value_is_a_gap_and_never_zero():
    drawn = trace(specs.gaps(), code="20")
    values = dict(zip(drawn["x"], drawn["y"], strict=True))
    assert values[2020] is None
    assert values[2022] == 0.0


def test_unfirm_and_computed_values_are_hollow_and_named():
    drawn = trace(specs.over_time(), code="SE31")
    points = zip(drawn["y"], drawn["marker"]["color"], strict=True)
    assert {colour for y, colour in points if y is not None} == {theme.WHITE}
    drawn = trace(specs.gaps(), code="20")
    hollow = [x for x, c in zip(drawn["x"], drawn["marker"]["color"], strict=True)
              if c == theme.WHITE]  # fmt: skip
    assert hollow == [2022]
    assert "Ihålig punkt: preliminär." in texts(specs.gaps())
    assert "Ihålig punkt: beräknad ur delarna." in texts(specs.over_time())


def test_margins_are_whiskers():
    assert trace(specs.gaps(), code="20")["error_y"]["array"] == [0.8, 0.8, None, None, None, 0.5]
    assert "error_y" not in trace(specs.over_time(), code="20")


def test_a_break_is_drawn_between_its_periods_and_named():
    spec = specs.over_time()
    (line,) = [s for s in figure(spec)["layout"]["shapes"] if s["line"].get("dash") == "dot"]
    assert line["x0"] == line["x1"] == 2016
    assert "nya definitioner 2017" in texts(spec)


def test_several_break_labels_stand_on_rows_of_their_own():
    breaks = tuple(BreakLine(year, f"brott {year}") for year in ("2013", "2017", "2019"))
    found = [a for a in figure(specs.over_time(breaks=breaks))["layout"]["annotations"]
             if a["text"].startswith("brott")]  # fmt: skip
    rows = sorted(a["yshift"] for a in found)
    assert len(rows) == 3
    assert all(upper - lower >= 14 for lower, upper in pairwise(rows))


def test_a_break_outside_the_axis_is_not_drawn():
    spec = specs.over_time(breaks=(BreakLine("2011", "a"), BreakLine("2030", "b")))
    assert not [s for s in figure(spec)["layout"]["shapes"] if s["line"].get("dash") == "dot"]


def test_lines_are_named_at_their_end_with_the_last_value():
    assert "Dalarna <b>2\u202f441</b>" in texts(specs.over_time())
    assert "Norra<br>Mellansverige <b>3\u202f317</b>" in texts(specs.over_time())


def test_a_line_that_ends_early_says_when():
    assert "Riket 2020 <b>75,0</b>" in texts(specs.gaps())


def test_other_places_are_one_grey_trace_without_names_drawn_first():
    base = specs.over_time()
    others = [
        Series(f"R{i}", f"Län {i}", "others", (Mark("2011", 1.0), Mark("2013", None, "Q")))
        for i in range(5)
    ]
    spec = replace(base, series=(*base.series, *others))
    first = figure(spec)["data"][0]
    assert first["meta"] == {"role": "others", "codes": [one.code for one in others]}
    assert first["y"].count(1.0) == 5
    assert set(first["y"]) == {1.0, None}
    assert not any("Län" in text for text in texts(spec))
    assert any("Län 3" in text for text in first["hovertext"])


def test_too_many_chosen_places_become_background():
    base = specs.over_time()
    chosen = [specs.line(f"R{i}", {"2011": 1.0, "2013": 2.0}) for i in range(MOST_CHOSEN + 1)]
    spec = replace(base, series=(*base.series, *chosen))
    assert len(traces(spec, role="others")[0]["meta"]["codes"]) == MOST_CHOSEN + 1
    assert len(traces(spec, role="compared")) == 2  # Gävleborg and Värmland keep their names


def test_hover_says_place_period_value_status_and_margin():
    said = trace(specs.gaps(), code="20")["hovertext"][-1]
    for part in ("Dalarna", "2022", "0,0\u00a0%", "preliminär", "± 0,5"):
        assert part in said


def test_markup_in_titles_and_names_is_escaped():
    spec = specs.ranking()
    odd = replace(spec.series[0], name="<b>A&B</b>")
    drawn = figure(replace(spec, series=(odd, *spec.series[1:])))
    assert drawn["layout"]["yaxis"]["ticktext"][0] == "&lt;b&gt;A&amp;B&lt;/b&gt;"
    assert "&lt;finns&gt;" in texts(SPECS["empty"])[0]


def test_axis_numbers_are_swedish_and_english():
    assert "5\u202f000" in figure(specs.over_time())["layout"]["yaxis"]["ticktext"]
    assert "5,000" in figure(specs.over_time(language="en"))["layout"]["yaxis"]["ticktext"]
    assert figure(specs.months())["layout"]["xaxis"]["ticktext"][0] == "jan<br>2020"


def test_a_cut_axis_says_so():
    assert any("inte vid noll" in text for text in texts(specs.months()))
    assert not any("inte vid noll" in text for text in texts(specs.months(from_zero=True)))


@pytest.mark.parametrize("spec", [specs.ranking(), specs.changes_ranking(), specs.europe()])
def test_bars_start_at_zero(spec):
    drawn = figure(spec)
    bars = next(one for one in drawn["data"] if one["type"] == "bar")
    low, high = drawn["layout"]["xaxis"]["range"]
    assert bars["base"] == 0
    assert low <= 0 <= high


def test_bars_stand_in_the_order_of_the_spec_and_missing_ones_give_their_reason():
    spec = specs.ranking()
    bars, words = traces(spec)[0], trace(spec, labels=True)
    assert bars["x"] == [7418, 3819, 3800, 3697, 2441, 0, None, None]
    assert [text.strip("\u00a0") for text in words["text"][-3:]] == [
        "0", "sekretess", "ej publicerat"
    ]  # fmt: skip
    low, high = figure(spec)["layout"]["yaxis"]["range"]
    assert low > high  # the first row is the uppermost


def test_bars_have_the_colours_of_places_and_pale_ones_are_named():
    bars = traces(specs.ranking())[0]
    colours = dict(zip(bars["meta"]["codes"], bars["marker"]["color"], strict=True))
    assert colours["20"] == "#C44E00"
    assert colours["00"] == "#1A1A1A"
    assert colours["06"] == theme.GREY
    assert colours["21"] == theme.tint("#00795C")
    assert "Ljus stapel: preliminär." in texts(specs.ranking())


def test_only_known_margins_have_whiskers():
    assert trace(specs.ranking(), whiskers=True)["error_x"]["array"] == [120.0]
    assert not traces(specs.changes_ranking(), whiskers=True)


def test_negative_values_are_written_to_the_left_and_rounded_zero_without_sign():
    words = trace(specs.changes_ranking(), labels=True)
    said = [text.strip("\u00a0").replace("<b>", "").replace("</b>", "").strip("\u00a0")
            for text in words["text"]]  # fmt: skip
    assert said == ["+4,2", "+0,3", "0,0", "0,0", "−2,5", "−8,1"]
    assert words["textposition"] == ["middle right"] * 4 + ["middle left"] * 2


def test_a_place_with_another_period_says_which():
    spec = specs.ranking()
    late = replace(spec.series[0], marks=(Mark("2019", 7418.0),))
    labels = figure(replace(spec, series=(late, *spec.series[1:])))["layout"]["yaxis"]["ticktext"]
    assert labels[0] == "Jönköping 2019"
    assert labels[1] == "<b>Gävleborg</b>"


def test_women_and_men_are_two_markers_a_place():
    spec = specs.by_sex()
    women, men = trace(spec, sex="women"), trace(spec, sex="men")
    assert women["x"] == [74.5, 73.1, 72.9]
    assert men["x"] == [70.2, 73.1]
    assert women["marker"]["symbol"] != men["marker"]["symbol"]
    assert women["marker"]["color"][0] == theme.SEXES["women"].colour
    assert trace(spec, labels=True)["text"] == ["män: sekretess"]


def test_hundreds_of_regions_name_only_the_swedish():
    spec = specs.europe()
    bars = traces(spec)[0]
    assert len(bars["x"]) == 240
    named = [text for text in texts(spec) if "<b>" in text]
    assert len(named) == 8
    assert any("Norra" in text for text in named)
    assert any("Utan värde: 1 till." in text for text in texts(spec))


def test_the_picture_can_carry_everything():
    spec = specs.over_time()
    meta = figure(spec)["layout"]["meta"]
    for key in ("title", "subtitle", "unit", "source", "processing", "explanation", "file_name"):
        assert meta[key] == getattr(spec, key)


@given(
    st.lists(st.tuples(st.floats(0, 300), st.sampled_from([16.0, 32.0])), min_size=1, max_size=15)
)
def test_labels_never_overlap_and_stay_within_bounds_in_their_order(wishes):
    wanted, sizes = [w for w, _ in wishes], [s for _, s in wishes]
    high = max(300.0, sum(sizes))
    centres = spread(wanted, sizes, 0, high)
    boxes = sorted((c - s / 2, c + s / 2) for c, s in zip(centres, sizes, strict=True))
    assert all(lower[0] >= upper[1] - 1e-6 for upper, lower in pairwise(boxes))
    assert boxes[0][0] >= -1e-6
    assert boxes[-1][1] <= high + 1e-6
    for a in range(len(wanted)):
        for b in range(len(wanted)):
            if wanted[a] - sizes[a] / 2 < wanted[b] - sizes[b] / 2 and sizes[a] == sizes[b]:
                assert centres[a] < centres[b]


def test_labels_with_room_stand_where_they_wish():
    assert spread([200, 50], [16, 16], 0, 300) == [200, 50]


@given(st.floats(-1e7, 1e7), st.floats(0, 1e7))
def test_ticks_are_even_and_hold_the_values(low, width):
    ticks = nice_ticks(low, low + width)
    assert 2 <= len(ticks) <= 12
    room = (ticks[1] - ticks[0]) * 1e-6
    assert ticks[0] <= low + room
    assert ticks[-1] >= low + width - room
    assert len(set(tick_texts(ticks, "sv"))) == len(ticks)


def test_the_axis_takes_in_zero_when_it_is_near():
    assert value_range([3, 10], zero=False) == (0, 10, False)
    assert value_range([60, 70], zero=False) == (60, 70, True)
    assert value_range([60, 70], zero=True) == (0, 70, False)


def test_time_ticks_end_at_the_last_period_and_are_few():
    years = [str(year) for year in range(2000, 2018)]
    places, words = period_ticks(years, "sv")
    assert words[-1] == "2017"
    assert len(places) <= 7


@pytest.mark.parametrize("last", ["Dalarna", "Norra Mellansverige", "Östergötlands län, kvinnor"])
@pytest.mark.parametrize("years", [range(2007, 2020, 2), range(2011, 2022, 2), range(2000, 2021)])
def test_years_under_the_axis_stand_apart_on_a_telephone(years, last):
    line = specs.line("20", {str(year): 40_000.0 + year for year in years})
    layout = figure(specs.spec("over_time", [replace(line, name=last)]))["layout"]
    low, high = layout["xaxis"]["range"]
    room = 358 - layout["margin"]["l"] - layout["margin"]["r"]
    places = layout["xaxis"]["tickvals"]
    # four digits of 12 pixels are 27 pixels wide
    assert all((b - a) / (high - low) * room >= 27 for a, b in pairwise(places))


def test_wrapped_words_are_all_there():
    said = "nya definitioner och omräkning publicerad oktober 2020"
    assert " ".join(wrap(said, 12)) == said
    assert len(wrap(said, 12, 2)) == 2


VALUES = st.one_of(st.none(), st.just(math.nan), st.floats(-1e6, 1e6))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_missing_value_is_ever_drawn(table):
    rows = [
        Series(f"R{i}", f"R{i}", "compared",
               tuple(Mark(str(2000 + j), v, "A" if v is not None and v == v else "Q")
                     for j, v in enumerate(values)))
        for i, values in enumerate(table)
    ]  # fmt: skip
    real = sorted(v for values in table for v in values if v is not None and v == v)
    drawn = figure(specs.spec("over_time", rows))
    json.dumps(drawn, allow_nan=False)
    assert sorted(y for t in drawn["data"] for y in t["y"] if y is not None) == real
    first = [replace(one, marks=one.marks[:1]) for one in rows]
    bars = figure(specs.spec("ranking", first))
    real = [v[0] for v in table if v[0] is not None and v[0] == v[0]]
    assert [x for t in bars["data"] if t["type"] == "bar" for x in t["x"] if x is not None] == real
