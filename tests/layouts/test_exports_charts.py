"""What stands beside the table of each kind in the workbook: native charts over its own cells."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from indicators.model import VIEW_IDS
from indicators.spec import ChartSpec, Column, EventLine, Finding, Mark, Role, Series
from indicators.tiles import tiles
from indicators.views.model import say as view_words
from layouts import theme
from layouts.exports.csv_file import table_csv
from layouts.exports.xlsx import workbook
from layouts.exports.xlsx_chart import CHARTS
from layouts.exports.xlsx_lines import MOST_SERIES, pieces
from layouts.figures.tiles_legend import SHADES
from layouts.tables import cells
from tests.layouts import specs

ADDRESS = "https://panelen.example/jamfor"


def opened(spec: ChartSpec) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook([spec], ADDRESS))).worksheets[0]


def chart(spec: ChartSpec) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook([spec], ADDRESS))) as archive:
        return archive.read("xl/charts/chart1.xml").decode()


def series(spec: ChartSpec) -> list[str]:
    return re.findall("<c:ser>.*?</c:ser>", chart(spec))


def said(spec: ChartSpec) -> str:
    return "\n".join(str(cell.value) for row in opened(spec).iter_rows() for cell in row)


def two_points(*rows: tuple[str, Role, float | None, float | None, float | None]) -> ChartSpec:
    columns = (
        Column("2015", "procent", "%", 1, period="2015"),
        Column("2020", "procent", "%", 1, period="2020"),
        Column("Förändring 2015–2020", "procentenheter", "procentenheter", 1, True),
    )
    found = [
        Series(code, specs.NAMES.get(code, code), role, tuple(
            Mark(column.period, value, "A" if value is not None else "Q")
            for column, value in zip(columns, values, strict=True)
        ), said="ökning")
        for code, role, *values in rows
    ]  # fmt: skip
    return specs.spec("two_points", found, columns=columns, said="Förändring i ord")


PAIRS = two_points(
    ("06", "others", 9.0, 12.0, 3.0),
    ("20", "home", 11.0, 10.0, -1.0),
    ("07", "others", 8.0, 8.5, None),
    ("09", "others", None, 7.0, None),
)


def points(kind: str, **changes: Any) -> ChartSpec:
    """Four counties, Riket at the origin of a quadrant, one county without a point."""
    rows: list[tuple[str, Role, tuple[float | None, ...]]] = [
        ("00", "reference", (10.0, 0.0, 1.0, 0.0)),
        ("20", "home", (12.0, 2.0, 1.5, 0.5)),
        ("21", "compared", (9.0, -1.0, 0.2, -0.8)),
        ("06", "others", (8.0, -2.0, 2.0, 1.0)),
        ("07", "others", (7.0, -3.0, 1.0, 0.0)),
        ("09", "others", (None, None, None, None)),
    ]
    names = ("2020", "Nivå 2020 mot Riket", "Förändring 2015–2020", "Mot Rikets förändring")
    columns = tuple(
        Column(name, "procent", "%", 1, bool(index)) for index, name in enumerate(names)
    )
    if kind == "scatter":
        columns = (
            Column("Utbildning", "procent", "%", 1, period="2020"),
            Column("Digitala färdigheter", "index", "", 0, period="2020"),
        )
    found = [
        Series(code, specs.NAMES[code], role, tuple(
            Mark(column.period, value, "A" if value is not None else "Q")
            for column, value in zip(columns, values, strict=False)
        ))
        for code, role, values in rows
    ]  # fmt: skip
    return specs.spec(kind, found, columns=columns, **changes)


def tile_map(**changes: Any) -> ChartSpec:
    """All counties with the values 0–20, Gotland missing."""
    found = []
    for value, code in enumerate(sorted(tiles())):
        role: Role = "home" if code == "20" else "others"
        missing = code == "09"
        mark = Mark("2020", None if missing else float(value), "Q" if missing else "A")
        found.append(Series(code, specs.NAMES.get(code, f"Län {code}"), role, (mark,)))
    return specs.spec("tile_map", found, classes=(0.0, 4.0, 8.0, 12.0, 16.0), **changes)


def test_every_kind_has_a_chart_of_its_own_or_is_the_map() -> None:
    assert {*CHARTS, "tile_map"} == set(VIEW_IDS)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_excel_takes_the_names_of_all_sheets(language: str) -> None:
    for kind in VIEW_IDS:
        name = view_words()(f"name_{kind}", language)
        # " (2)" must find room too
        assert 0 < len(name) <= 31 - 4 and not re.search(r"[\[\]:*?/\\']", name)


def test_panels_are_one_chart_of_lines() -> None:
    spec = replace(specs.over_time(), kind="panels")
    assert chart(spec).count("<c:scatterChart>") == 1
    assert len(series(spec)) == 8
    assert openpyxl.load_workbook(io.BytesIO(workbook([spec], ADDRESS))).sheetnames == [
        "Små diagram"
    ]


def test_two_points_are_two_rows_of_dots_joined_by_the_change() -> None:
    found = series(PAIRS)
    assert len(found) == 2
    earlier, later = (re.findall(r"<c:val>.*?<c:f>(.*?)</c:f>", one)[0] for one in found)
    # Gotland lacks a value, and is in neither row
    assert earlier == "'Två tidpunkter'!$B$6:$B$8" and later == "'Två tidpunkter'!$C$6:$C$8"
    bars = re.findall(r"<c:errBars>.*?</c:errBars>", found[1])[0]
    assert "<c:minus>" in bars and "'Två tidpunkter'!$D$6:$D$8" in bars
    assert '<c:errBarType val="minus"/>' in bars and "errBars" not in found[0]
    # where a break lies between the cell holds no number, and so nothing is joined
    sheet = opened(PAIRS)
    assert [sheet.cell(row, 4).value for row in (6, 7, 8)] == [3.0, -1.0, ".."]


def test_the_later_dot_is_filled_and_the_earlier_is_pale() -> None:
    home = theme.PLACES["20"].colour
    earlier, later = series(PAIRS)
    assert theme.tint(home)[1:] in earlier and f'<a:srgbClr val="{home[1:]}"/>' in later
    assert theme.tint(home)[1:] not in later


def test_a_change_that_no_place_has_joins_nothing() -> None:
    spec = two_points(("20", "home", 1.0, 2.0, None), ("06", "others", 2.0, 3.0, None))
    assert len(series(spec)) == 2 and "errBars" not in chart(spec)


def test_columns_have_their_units_below_their_headings() -> None:
    sheet = opened(PAIRS)
    heads, units = ([cell.value for cell in sheet[row]][:5] for row in (4, 5))
    assert heads == ["Plats", "2015", "2020", "Förändring 2015–2020", "Förändring i ord"]
    assert units[:4] == ["Enhet", "procent", "procent", "procentenheter"]
    assert sheet.freeze_panes == "B6"
    assert [sheet.cell(6, column).number_format for column in (2, 4)] == [
        "#,##0.0;−#,##0.0;#,##0.0",
        "+#,##0.0;−#,##0.0;#,##0.0",
    ]


def test_what_the_chart_leaves_out_is_told() -> None:
    assert "Står i tabellen men inte i filens diagram: Gotland." in said(PAIRS)
    whole = two_points(("20", "home", 1.0, 2.0, 1.0), ("09", "others", None, None, None))
    assert "filens diagram" not in said(whole)


def test_a_quadrant_is_level_and_change_with_axes_through_riket() -> None:
    spec = points("quadrant")
    found = series(spec)
    # the grey ones together, then Riket, Gävleborg and, on top, Dalarna
    names = [re.findall(r"<c:v>([^<]+)</c:v></c:pt></c:strCache>", one) for one in found]
    assert names == [[], ["Riket"], ["Gävleborg"], ["Dalarna"]]
    assert "'Nivå och förändring'!$C$9:$C$10" in found[0]
    assert "'Nivå och förändring'!$E$9:$E$10" in found[0]
    assert [('<c:showSerName val="1"/>' in one) for one in found] == [False, True, True, True]
    assert (
        chart(spec).count('<c:crossesAt val="0"/>')
        + chart(spec).count('<c:crosses val="autoZero"/>')
        == 2
    )
    assert "Nivå 2020 mot Riket, procent" in chart(spec)
    assert f'<a:srgbClr val="{theme.PLACES["00"].colour[1:]}"/>' in found[1]


def test_a_scatter_has_its_indicators_as_titles_and_no_place_without_both_values() -> None:
    spec = points("scatter", facts={"n": 4.0})
    assert "Utbildning, procent" in chart(spec) and "Digitala färdigheter, index" in chart(spec)
    assert "$B$11" not in chart(spec) and "$B$10" in chart(spec)
    assert "trendline" not in chart(spec)


def test_the_trend_is_excels_own_over_the_places_of_the_correlation() -> None:
    spec = points("scatter", facts={"n": 4.0, "slope": 1.0, "intercept": 0.0})
    (line,) = re.findall("<c:ser>(?:(?!</c:ser>).)*trendline.*?</c:ser>", chart(spec))
    assert '<c:trendlineType val="linear"/>' in line
    assert "$B$7:$B$10" in line and "$B$6" not in line
    # were it over other places than the correlation it would be another line
    assert "trendline" not in chart(replace(spec, facts=dict(spec.facts) | {"n": 3.0}))


def test_the_map_is_coloured_cells_with_names_and_values() -> None:
    spec = tile_map()
    sheet = opened(spec)
    grounds, left = {}, 4
    for code, (row, column) in tiles().items():
        name = sheet.cell(5 + 2 * row, left + column)
        value = sheet.cell(6 + 2 * row, left + column)
        one = next(item for item in spec.series if item.code == code)
        assert name.value == one.name
        ground = f"#{value.fill.fgColor.rgb[2:]}"
        if code == "09":
            assert value.value == ".." and value.data_type == "s"
        else:
            assert value.value == one.marks[0].value
            ink = f"#{value.font.color.rgb[2:]}"
            assert theme.contrast(ink, ground) >= 4.5
            assert ground == f"#{name.fill.fgColor.rgb[2:]}"
            grounds[one.marks[0].value] = ground
    ordered = [SHADES.index(grounds[value]) for value in sorted(grounds)]
    assert ordered == sorted(ordered) and set(ordered) == {0, 1, 2, 3, 4}
    assert grounds[3.0] != grounds[4.0] and grounds[4.0] == grounds[5.0]


def test_the_home_county_has_a_thick_frame_on_the_map() -> None:
    sheet = opened(tile_map())
    row, column = tiles()["20"]
    name, value = sheet.cell(5 + 2 * row, 4 + column), sheet.cell(6 + 2 * row, 4 + column)
    assert {name.border.top.style, name.border.left.style, value.border.bottom.style} == {"thick"}
    # an edge is shared, and the neighbour does not draw its own over it
    assert sheet.cell(7 + 2 * row, 4 + column).border.top.style == "thick"


def test_the_map_explains_its_classes_from_dark_to_light() -> None:
    sheet = opened(tile_map())
    legend = [(sheet.cell(row, 9), sheet.cell(row, 10).value) for row in range(5, 12)]
    assert legend[0][0].value == "Klass (antal län)"
    colours = [f"#{cell.fill.fgColor.rgb[2:]}" for cell, _ in legend[1:6]]
    assert colours == list(reversed(SHADES))
    assert legend[1][1] == "16–20 (5)"
    assert legend[6][1] == "utan värde"


def test_a_wide_table_has_its_chart_below() -> None:
    assert opened(specs.over_time())._charts[0].anchor._from.row == 3
    wide = opened(specs.months())._charts[0].anchor._from
    assert wide.col == 0 and wide.row > 5


def test_single_values_are_one_series_and_excel_is_never_asked_for_too_many() -> None:
    years = [str(year) for year in range(1995, 2025)]
    lines = [
        specs.line(f"R{i}", dict.fromkeys(years, 1.0), "others", cuts=range(1, 30))
        for i in range(20)
    ]
    spec = specs.spec("over_time", lines)
    assert [pieces(row) for row in cells(spec).rows] == [[(list(range(30)), False)]] * 20
    assert len(series(spec)) == 20
    # every third year missing: ten stretches a line
    gappy = {year: None if i % 3 == 2 else 1.0 for i, year in enumerate(years)}
    many = [specs.line(f"R{i}", gappy, "others") for i in range(30)]
    crowd = specs.spec("over_time", [specs.line("20", gappy), *many])
    assert len(series(crowd)) == 10 <= MOST_SERIES
    assert "30 platser står i tabellen men inte i filens diagram." in said(crowd)


def test_nothing_to_draw_is_said_and_not_drawn() -> None:
    spec = points("quadrant", empty="Ingen plats kan jämföras.")
    assert "Ingen plats kan jämföras." in said(spec)
    assert not opened(spec)._charts


def test_findings_and_the_sources_of_events_are_in_both_files() -> None:
    spec = specs.over_time(
        findings=(Finding("Dalarna låg lägst.", "level"),),
        events=(EventLine("2017", "Ett bruk lades ned.", "https://exempel.example/bruk"),),
    )
    assert "Dalarna låg lägst." in said(spec)
    assert "Källor till händelserna: 1 https://exempel.example/bruk" in said(spec)
    row = read(spec)[0]
    assert row["findings"] == "Dalarna låg lägst."
    assert row["events"] == "2017: Ett bruk lades ned. (https://exempel.example/bruk)"


def read(spec: ChartSpec) -> list[dict[str, str]]:
    text = table_csv([spec], ADDRESS).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_csv_says_what_every_value_is() -> None:
    rows = read(PAIRS)
    assert [row["column"] for row in rows[:3]] == ["2015", "2020", "Förändring 2015–2020"]
    assert [row["unit"] for row in rows[:3]] == ["procent", "procent", "procentenheter"]
    assert {row["said"] for row in rows} == {"ökning"}
    assert {row["column"] for row in read(specs.ranking())} == {"Värde"}
    assert [row["rank"] for row in read(specs.ranking())[:4]] == ["1", "2–3", "", "2–3"]


def test_rolling_means_are_rows_of_their_own_and_marked_as_such() -> None:
    one = specs.line("20", {"2020": 1.0, "2021": 3.0, "2022": 2.0})
    means = (Mark("2020", None, "M"), Mark("2021", 2.0, "Z"), Mark("2022", None, "M"))
    spec = specs.spec(
        "over_time", [replace(one, smoothed=means)], smoothing="glidande medelvärde 3 år"
    )
    rows = [row for row in read(spec) if row["column"] == "glidande medelvärde 3 år"]
    assert [row["value_decimal_point"] for row in rows] == ["", "2", ""]
    assert {row["place"] for row in rows} == {"Dalarna"}
    sheet = opened(spec)
    assert sheet.cell(6, 1).value == "Dalarna, glidande medelvärde 3 år"
    assert [sheet.cell(6, column).value for column in (2, 3, 4)] == [".", 2.0, "."]
    # a mean of its own is a dash, not a line
    assert len(series(spec)) == 2 and "dash" in series(spec)[1]
