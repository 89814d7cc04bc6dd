"""Lines over time: rolling means, margins, events and periods, by data and role."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from indicators.smoothing import Window, rolling_mean
from indicators.spec import BreakLine, EventLine, Mark, Series
from layouts import theme
from layouts.exports.csv_file import table_csv
from layouts.exports.xlsx import workbook
from layouts.figures import figure
from layouts.figures.events import ROOM, lanes
from layouts.figures.scale import period_ticks
from layouts.figures.traces import paler
from layouts.tables import cells, legend
from tests.layouts import specs

THREE = Window(3, 2.0, "surveys")
MEAN = "glidande medelvärde 3\u00a0mätningar"


def with_means(spec):
    series = tuple(
        replace(one, smoothed=rolling_mean(one.marks, one.cuts, THREE)) for one in spec.series
    )
    return replace(spec, series=series, smoothing=MEAN)


def with_margins(count: int, codes=("20", "21", "00")):
    """Lines of `count` values with margins, the third of them missing."""
    made = []
    for code in codes:
        marks = tuple(
            Mark(str(2010 + year), None if year == 2 else 1.0 + year, "Q" if year == 2 else "A",
                 None if year == 2 else 1.5)
            for year in range(count + 1)
        )  # fmt: skip
        role = specs.ROLES[code]
        made.append(Series(code, specs.NAMES[code], role, marks, frozenset({3})))
    return specs.spec("over_time", made, decimals=1)


def events(*periods: str):
    return tuple(EventLine(p, f"Händelse {p}.", "https://www.example.org/x") for p in periods)


def traces(spec, **wanted):
    found = figure(spec)["data"]
    return [t for t in found if all(t["meta"].get(k) == v for k, v in wanted.items())]


def notes(spec) -> str:
    return " ".join(specs.texts(figure(spec)))


FIGURES = {
    "means": with_means(specs.over_time()),
    "bands": with_margins(8),
    "whiskers": with_margins(3),
    "events": specs.over_time(events=events("2011", "2012-03", "2017")),
    "months": specs.months(events=events("2020-03", "2022")),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_plain_json_that_plotly_accepts(name) -> None:
    drawn = figure(FIGURES[name])
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn


# --- rolling means ---------------------------------------------------------------------------


def test_the_raw_lines_are_the_same_with_means_beside_them_and_drawn_on_top() -> None:
    plain, meant = specs.over_time(), with_means(specs.over_time())
    for code in specs.VALUES:
        (before,), (after,) = traces(plain, code=code), traces(meant, code=code)
        assert before == after
    kinds = ["mean" if "mean" in t["meta"] else "raw" for t in figure(meant)["data"]]
    assert kinds == ["mean"] * 4 + ["raw"] * 4


def test_a_mean_is_thinner_and_paler_than_its_line_but_seen() -> None:
    meant = with_means(specs.over_time())
    for code in specs.VALUES:
        (mean,), (raw,) = traces(meant, mean=code), traces(meant, code=code)
        assert mean["line"]["width"] < raw["line"]["width"] / 1.4
        colour = mean["line"]["color"]
        assert theme.luminance(colour) > theme.luminance(raw["line"]["color"])
        assert theme.contrast(colour) >= 3
    assert all(theme.contrast(paler(look.colour)) >= 3 for look in theme.PLACES.values())
    assert theme.contrast(paler(theme.GREY)) >= 3


def test_a_lone_mean_is_a_stroke_and_several_make_a_line() -> None:
    meant = with_means(specs.over_time())  # a cut at 2017 leaves one mean on either side
    (mean,) = traces(meant, mean="20")
    assert [y for y in mean["y"] if y is not None] == [
        pytest.approx((3995 + 5127 + 4804) / 3), pytest.approx((4623 + 4521 + 2441) / 3)
    ]  # fmt: skip
    assert mean["mode"] == "lines+markers" and mean["marker"]["symbol"] == "line-ew"
    whole = with_means(specs.spec("over_time", [specs.line("20", dict(zip(
        specs.YEARS, specs.VALUES["20"], strict=True)))]))  # fmt: skip
    (mean,) = traces(whole, mean="20")
    assert mean["mode"] == "lines"
    assert [x for x, y in zip(mean["x"], mean["y"], strict=True) if y is not None] == [
        2013, 2015, 2017, 2019
    ]  # fmt: skip


def test_means_are_named_below_the_chart_at_an_end_and_under_the_pointer() -> None:
    meant = with_means(specs.over_time())
    said = notes(meant)
    assert "Tunt streck utan punkter" in said and "medelvärde" in said
    (mean,) = traces(meant, mean="20")
    assert f"<b>Dalarna, {MEAN}</b>" in mean["hovertext"][1]
    assert "Tunt streck" not in notes(specs.over_time())


def test_nothing_is_drawn_that_could_be_taken_for_a_mean_beyond_its_end() -> None:
    plain, meant = figure(specs.over_time()), figure(with_means(specs.over_time()))
    assert meant["layout"]["shapes"] == plain["layout"]["shapes"]


def test_places_in_the_background_have_no_mean_drawn() -> None:
    meant = with_means(specs.over_time())
    crowd = replace(
        meant,
        series=tuple(replace(one, role="others") if one.code != "20" else one
                     for one in meant.series),
    )  # fmt: skip
    assert [t["meta"]["mean"] for t in figure(crowd)["data"] if "mean" in t["meta"]] == ["20"]


def test_labels_with_a_mean_among_them_do_not_collide() -> None:
    layout = figure(with_means(specs.over_time()))["layout"]
    low, high = layout["yaxis"]["range"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    boxes = []
    for one in layout["annotations"]:
        if one.get("xanchor") == "left" and one.get("x") == layout["xaxis"]["range"][1]:
            moved = one["ay"] if one["showarrow"] else -one["yshift"]
            centre = (high - one["y"]) / (high - low) * plot + moved
            half = 8 * len(one["text"].split("<br>"))
            boxes.append((centre - half, centre + half))
    assert len(boxes) == 5
    assert all(lower[0] >= upper[1] - 0.1 for upper, lower in pairwise(sorted(boxes)))


def test_the_table_has_a_row_for_each_mean_with_the_same_numbers() -> None:
    meant = with_means(specs.over_time())
    grid = cells(meant)
    assert [row.name for row in grid.rows][:2] == ["Dalarna", f"Dalarna, {MEAN}"]
    assert [row.mean for row in grid.rows] == [False, True] * 4
    for row in grid.rows[1::2]:
        one = next(item for item in meant.series if item.code == row.code)
        assert [cell.value for cell in row.cells] == [mark.value for mark in one.smoothed]
        # a mean that cannot be had is no value that was not published
        assert {cell.text(meant) for cell in row.cells if cell.value is None} == {"."}
    assert "ej tillämpligt" in legend(meant, grid) and "d härledd" in legend(meant, grid)
    plain = cells(specs.over_time())
    assert [row for row in grid.rows if not row.mean] == [
        replace(row, cells=tuple(cell._replace(series=one) for cell in row.cells))
        for row, one in zip(plain.rows, meant.series, strict=True)
    ]


def test_files_hold_the_means_as_rows_of_their_own() -> None:
    import csv
    import io

    from openpyxl import load_workbook

    meant = with_means(specs.over_time())
    rows = list(csv.DictReader(io.StringIO(table_csv([meant], "").decode("utf-8-sig"))))
    mean = [row for row in rows if row["place"] == "Dalarna" and row["column"] == MEAN]
    assert [row["period"] for row in mean] == list(specs.YEARS)
    found = [float(row["value_decimal_point"]) for row in mean if row["value_decimal_point"]]
    assert found == [mark.value for mark in meant.series[0].smoothed if mark.value is not None]
    assert {row["status"] for row in mean} == {"M", "Z"}
    book = load_workbook(io.BytesIO(workbook([meant], "")))
    sheet = book.active
    names = [cell.value for cell in sheet["A"]]
    assert f"Dalarna, {MEAN}" in names
    (chart,) = sheet._charts
    drawn = [one.graphicalProperties.line for one in chart.series]
    widths = sorted({line.width for line in drawn if line.width is not None})
    assert widths[0] < widths[1]


# --- margins ---------------------------------------------------------------------------------


def test_many_margins_are_a_band_for_home_and_reference_only_and_the_note_says_whose() -> None:
    spec = with_margins(8)
    assert sorted(t["meta"]["band"] for t in figure(spec)["data"] if "band" in t["meta"]) == [
        "00", "20"
    ]  # fmt: skip
    assert not any("error_y" in t for t in figure(spec)["data"])
    said = notes(spec).replace("<br>", " ")
    assert "Ljust fält: osäkerhet för" in said and "Riket" in said and "tabellen" in said
    assert "Streck: osäkerhet" not in said


def test_few_margins_are_whiskers() -> None:
    spec = with_margins(3)
    assert not [t for t in figure(spec)["data"] if "band" in t["meta"]]
    (raw,) = traces(spec, code="21")
    known = [m for m in raw["error_y"]["array"] if m is not None]
    assert known == [1.5, 1.5, 1.5]
    assert "Streck: osäkerhet." in notes(spec)


def test_a_band_breaks_at_a_gap_and_never_goes_below_zero_where_values_cannot() -> None:
    (band,) = traces(with_margins(8, ("20",)), band="20")
    # 2010 and 2011, a gap, then 2013 to 2018: two closed shapes
    hole = band["x"].index(None)
    assert band["x"][:hole] == [2010, 2011, 2011, 2010, 2010]
    assert band["y"][:hole] == [2.5, 3.5, 0.5, 0.0, 2.5]
    assert set(band["x"][hole + 1 :]) == set(range(2013, 2019))
    assert band["fill"] == "toself" and band["hoverinfo"] == "skip"


# --- events and periods ----------------------------------------------------------------------


def flags(spec):
    return [a for a in figure(spec)["layout"]["annotations"] if a.get("bordercolor")]


def test_events_are_numbered_where_they_fall_and_explained() -> None:
    spec = specs.over_time(events=events("2011", "2012-03", "2017-11"))
    found = flags(spec)
    assert [(a["text"], a["x"]) for a in found] == [("1", 2011), ("2", 2012), ("3", 2017)]
    assert all(a["yref"] == "paper" and a["y"] == 0 and a["yanchor"] == "top" for a in found)
    assert "Händelse 2012-03." in found[1]["hovertext"]
    assert "Siffra i ruta" in notes(spec) and "Siffra i ruta" not in notes(specs.over_time())


def test_events_take_a_lane_between_axis_and_years_and_no_room_above() -> None:
    plain, spec = figure(specs.over_time()), figure(specs.over_time(events=events("2013")))
    assert spec["layout"]["margin"]["t"] == plain["layout"]["margin"]["t"]
    moved = [one["layout"]["xaxis"]["ticklabelstandoff"] for one in (plain, spec)]
    assert moved[1] - moved[0] >= 15
    assert spec["layout"]["margin"]["b"] > plain["layout"]["margin"]["b"]


def test_events_close_together_stand_in_lanes_of_their_own() -> None:
    spec = specs.months(events=events("2020-03", "2020-04", "2020-04", "2024-01"))
    span, width = (2020.0, 2025.0), 200.0
    found = lanes(spec, span, width)
    assert [lane for _, lane in found] == [0, 1, 2, 0]
    for (a, lane), (b, other) in pairwise(found):
        if lane == other:
            assert (b - a) / (span[1] - span[0]) * width >= ROOM


def test_a_break_label_and_an_event_never_share_a_place() -> None:
    spec = specs.over_time(
        events=events("2016"), breaks=(BreakLine("2017", "nya definitioner 2017"),)
    )
    layout = figure(spec)["layout"]
    label = next(a for a in layout["annotations"] if "definitioner" in a["text"])
    (flag,) = flags(spec)
    assert label["y"] == 1 and label["yanchor"] == "bottom"
    assert flag["y"] == 0 and flag["yanchor"] == "top"


@pytest.mark.parametrize(
    ("periods", "language", "expected"),
    [
        (["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"], "sv",
         ["kv\u00a03<br>2023", "kv\u00a04<br>2023", "kv\u00a01<br>2024", "kv\u00a02<br>2024"]),
        (["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"], "en",
         ["Q3<br>2023", "Q4<br>2023", "Q1<br>2024", "Q2<br>2024"]),
        (["2024-03", "2024-04", "2024-05"], "sv",
         ["mars<br>2024", "april<br>2024", "maj<br>2024"]),
        (["2024-03", "2024-04", "2024-05"], "en",
         ["Mar<br>2024", "Apr<br>2024", "May<br>2024"]),
    ],
)  # fmt: skip
def test_quarters_and_months_are_named_as_people_write_them(periods, language, expected) -> None:
    assert period_ticks(periods, language)[1] == expected


def test_quarters_over_years_are_named_at_the_turn_of_the_year() -> None:
    periods = [f"{year}-Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5)]
    texts = period_ticks(periods, "sv")[1]
    assert all(text.startswith("kv\u00a01<br>") for text in texts) and texts[-1].endswith("2024")


@pytest.mark.parametrize("last", ["2024-Q1", "2024-Q4"])
def test_the_turns_of_the_year_stand_apart_on_a_telephone(last: str) -> None:
    periods = [f"{year}-Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5)]
    periods = [period for period in periods if period <= last]
    layout = figure(specs.spec("over_time", [specs.line("20", dict.fromkeys(periods, 9.0))]))
    layout = layout["layout"]
    low, high = layout["xaxis"]["range"]
    room = 358 - layout["margin"]["l"] - layout["margin"]["r"]
    places = layout["xaxis"]["tickvals"]
    assert all((b - a) / (high - low) * room >= 32 for a, b in pairwise(places))
