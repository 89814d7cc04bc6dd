"""Native charts of odd cases: gaps, breaks, margins, uncertain values, targets, crowds."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from indicators.spec import BreakLine, ChartSpec, FanPoint, Mark, Series, TargetLine
from layouts import theme
from layouts.exports.deck import chart_part
from layouts.exports.deck.chart_table import ChartSeries, chart_data, panel_specs
from layouts.exports.deck.chart_xml import Size
from layouts.exports.deck.charts import drawing_of, native_chart
from layouts.exports.deck.number_forms import axis_form
from layouts.exports.deck.table_lines import time_axis
from layouts.figures.text import text_width
from layouts.profile import DEFAULT
from tests.layouts import specs
from tests.layouts.deck import reading
from tests.layouts.deck.package import C, Package


def _series(spec: ChartSpec) -> dict[str, ChartSeries]:
    table = chart_data(spec)
    assert table is not None
    return {one.key: one for one in table.series}


def _drawn(spec: ChartSpec) -> dict[str, Any]:
    """Key -> the series' node of the chart part."""
    part = chart_part(spec, DEFAULT)
    assert part is not None
    nodes = [*etree.fromstring(part[0]).iter(f"{{{C}}}ser")]
    return dict(zip(_series(spec), nodes, strict=True))


def _xml(node: Any) -> str:
    return etree.tostring(node).decode()


def test_a_line_is_not_joined_over_a_break() -> None:
    found = _series(specs.over_time())
    assert found["20"].values == (3995, 5127, 4804, None, None, None)
    assert found["20/2"].values == (None, None, None, 4623, 4521, 2441)
    assert found["20"].name == "Dalarna 2011–2015"
    assert found["20/2"].name == "Dalarna"
    assert found["break:2017"].name == "brott 2017"
    assert [value is not None for value in found["break:2017"].values].index(True) == 3


def test_a_suppressed_year_parts_the_line_and_has_no_point() -> None:
    nodes = _drawn(specs.gaps())
    table = chart_data(specs.gaps())
    assert table is not None and not table.joined
    # 2021 follows a missing year: the empty row parts the line, no series of its own is needed
    assert "20/2" not in nodes
    points = [int(one.get("idx")) for one in nodes["20"].find(f"{{{C}}}val").iter(f"{{{C}}}pt")]
    assert points == [0, 1, 3, 4]
    part = chart_part(specs.gaps(), DEFAULT)
    assert part is not None and b'<c:dispBlanksAs val="gap"/>' in part[0]


def test_a_survey_every_second_year_is_joined_and_still_parted_at_its_break() -> None:
    years = {str(year): 40.0 + year % 7 for year in range(2011, 2022)}
    survey = dict(zip(specs.YEARS, specs.VALUES["20"], strict=True))
    spec = specs.spec("over_time", [specs.line("20", survey, cuts=(3,)), specs.line("00", years)])
    table, found = chart_data(spec), _series(spec)
    assert table is not None and table.joined
    assert table.codes == tuple(str(year) for year in range(2011, 2022))
    assert found["20"].values[:5] == (3995, None, 5127, None, 4804)
    assert found["20/2"].values[6:] == (4623, None, 4521, None, 2441)
    part = chart_part(spec, DEFAULT)
    assert part is not None and b'<c:dispBlanksAs val="span"/>' in part[0]


def test_years_that_nobody_has_are_rows_so_that_time_is_even() -> None:
    spec = specs.spec("over_time", [specs.line("20", {"2004": 1, "2007": 2, "2010": 3, "2011": 4})])
    assert time_axis(spec, spec.series) == [str(year) for year in range(2004, 2012)]
    spec = specs.spec("over_time", [specs.line("20", {"2011": 1, "2013": 2, "2017": 3})])
    assert time_axis(spec, spec.series) == ["2011", "2013", "2015", "2017"]
    spec = specs.spec("over_time", [specs.line("20", {"2020-Q3": 1, "2021-Q1": 2, "2021-Q2": 3})])
    assert time_axis(spec, spec.series) == ["2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2"]


def test_months_are_named_as_people_write_them() -> None:
    table = chart_data(specs.months())
    assert table is not None
    assert table.categories[:3] == ("jan\u00a02020", "feb\u00a02020", "mars\u00a02020")
    xml = chart_part(specs.months(), DEFAULT)
    assert xml is not None
    assert int(re.findall(rb'tickLblSkip val="(\d+)"', xml[0])[0]) % 12 == 0


def test_values_that_are_not_firm_are_pale_points() -> None:
    nodes = _drawn(specs.gaps())
    pale = [int(one.find(f"{{{C}}}idx").get("val")) for one in nodes["20"].iter(f"{{{C}}}dPt")]
    assert pale == [4]
    derived = _drawn(specs.over_time())["SE31/2"]
    assert len([*derived.iter(f"{{{C}}}dPt")]) == 3
    assert theme.tint(theme.PLACES["SE31"].colour)[1:] in _xml(derived)


def test_margins_are_error_bars_with_their_numbers_in_the_workbook() -> None:
    found = _series(specs.gaps())["20"]
    assert found.margins == (0.8, 0.8, None, None, 0.5)
    node = _drawn(specs.gaps())["20"].find(f"{{{C}}}errBars")
    assert [pt.findtext(f"{{{C}}}v") for pt in node.find(f"{{{C}}}plus").iter(f"{{{C}}}pt")] == [
        "0.8", "0.8", "0.5"
    ]  # fmt: skip
    blob = reading.made([reading.content(specs.gaps())])
    frame = next(reading.chart_shapes(reading.opened(blob)))
    sheet = Package(blob).workbook("/ppt/charts/" + str(frame.chart.part.partname).split("/")[-1])
    header = [cell.value for cell in sheet["Data"][1]]
    assert header == ["Period", "Riket", "Dalarna", "Dalarna, felmarginal ±"]
    assert Package(blob).faults() == []


def test_every_line_is_named_at_its_end_with_its_value_and_no_legend() -> None:
    part = chart_part(specs.over_time(), DEFAULT, (880, 300))
    assert part is not None and b"<c:legend>" not in part[0]
    labels = [*_drawn(specs.over_time())["20/2"].iter(f"{{{C}}}dLbl")]
    assert len(labels) == 1
    assert labels[0].find(f"{{{C}}}idx").get("val") == "5"
    for shown in ("showVal", "showSerName"):
        assert labels[0].find(f"{{{C}}}{shown}").get("val") == "1"
    # the older stretch has no name of its own at its end
    assert not [*_drawn(specs.over_time())["20"].iter(f"{{{C}}}dLbl")]


def test_lines_look_as_on_screen() -> None:
    nodes = _drawn(specs.over_time())
    for key, dash, symbol in (("20/2", "dash", "square"), ("21/2", "sysDot", "diamond"),
                              ("SE31/2", "lgDash", "triangle")):  # fmt: skip
        look = theme.PLACES[key.partition("/")[0]]
        xml = _xml(nodes[key])
        assert look.colour[1:] in xml
        assert f'<a:prstDash val="{dash}"' in xml
        assert f'symbol val="{symbol}"' in xml


def test_a_region_draws_in_its_own_colour() -> None:
    profile = replace(DEFAULT, colours={"20": "#B01C2E"})
    part = chart_part(specs.over_time(), profile)
    assert part is not None
    assert b"B01C2E" in part[0] and theme.PLACES["20"].colour[1:].encode() not in part[0]
    plain = chart_part(specs.over_time(), DEFAULT)
    assert plain is not None and b"B01C2E" not in plain[0]


def test_bars_start_at_zero_and_home_alone_has_a_colour() -> None:
    part = chart_part(specs.ranking(), DEFAULT)
    assert part is not None
    root = etree.fromstring(part[0])
    assert [one.get("val") for one in root.iter(f"{{{C}}}min")] == ["0.0"]
    bars = {one.find(f"{{{C}}}idx").get("val"): _xml(one) for one in root.iter(f"{{{C}}}dPt")}
    table = chart_data(specs.ranking())
    assert table is not None
    row = str(table.codes.index("20"))
    assert theme.PLACES["20"].colour[1:] in bars[row]
    assert str(table.codes.index("06")) not in bars, "the others are grey, all alike"


def test_a_place_without_value_stands_in_the_ranking_with_its_reason() -> None:
    table = chart_data(specs.ranking())
    assert table is not None
    assert table.categories[-2:] == ("Gotland (sekretess)", "Jämtland (ej publicerat)")
    assert table.series[0].values[-2:] == (None, None)
    assert table.categories[1] == "Gävleborg\u00a0\u00a0\u00a02–3"


def test_differences_go_both_ways_and_what_rounds_to_zero_has_no_sign() -> None:
    part = chart_part(specs.changes_ranking(), DEFAULT)
    assert part is not None
    root = etree.fromstring(part[0])
    low = float(next(root.iter(f"{{{C}}}min")).get("val"))
    assert low == -8.1
    forms = {
        one.find(f"{{{C}}}idx").get("val"): one.find(f"{{{C}}}numFmt").get("formatCode")
        for one in root.iter(f"{{{C}}}dLbl")
    }
    table = chart_data(specs.changes_ranking())
    assert table is not None
    for code, signed in (("17", False), ("00", False), ("20", True), ("21", True)):
        assert ("\u2212" in forms[str(table.codes.index(code))]) is signed, code


def test_the_zero_of_an_axis_has_no_sign_whatever_a_program_adds_up_to() -> None:
    ticks = [-0.4, -0.2, 0.0, 0.2]
    assert axis_form(ticks, True, "sv") == (
        '[>=0.1][$-41D]+#,##0.0;[<=-0.1][$-41D]\u2212#,##0.0;"0,0"'
    )
    assert axis_form([0.0, 10.0], False, "en") == "[$-809]#,##0;[$-809]\u2212#,##0;[$-809]#,##0"


def test_hundreds_of_regions_are_a_crowd_with_ours_and_the_swedish_ones_named() -> None:
    spec = specs.europe()
    table = chart_data(spec)
    assert table is not None
    assert len(table.codes) == 240
    assert table.left_out == ("Mayotte",)
    part = chart_part(spec, DEFAULT, (880, 300))
    assert part is not None
    root = etree.fromstring(part[0])
    named = [int(one.find(f"{{{C}}}idx").get("val")) for one in root.iter(f"{{{C}}}dLbl")]
    assert {table.codes[row] for row in named} == {
        code for code in table.codes if code.startswith("SE")
    }
    downs = [float(one.get("val")) for one in root.iterfind(f".//{{{C}}}dLbl//{{{C}}}y")]
    wanted = [(row + 0.5) / 240 * 294 + down * 300 for row, down in zip(named, downs, strict=True)]
    gaps = [after - before for before, after in itertools.pairwise(wanted)]
    assert min(gaps) > 8, "no name covers another"


def test_two_points_are_joined_by_the_charts_own_lines_unless_a_break_lies_between(
    library: Any,
) -> None:
    from indicators.model import Selection

    asked = Selection(indicator="rd_per_inhabitant_business", view="two_points", home="20")
    spec = library.view(library.resolve(asked).selection)
    part = chart_part(spec, DEFAULT)
    assert part is not None and b"<c:hiLowLines>" in part[0]
    first = replace(spec.series[0], marks=(*spec.series[0].marks[:2], Mark("", None, "M")))
    part = chart_part(replace(spec, series=(first, *spec.series[1:])), DEFAULT)
    assert part is not None and b"<c:hiLowLines>" not in part[0]
    later = _series(replace(spec, series=(first, *spec.series[1:])))["later"]
    assert later.margins[0] is None and later.margins[1] is not None


def _with_target(**changes: Any) -> ChartSpec:
    path = (("2019", 4521.0), ("2025", 5000.0), ("2030", 6000.0))
    target = TargetLine("fou", "20", "Dalarna", path, "Målet i ord.", "mål 2030: 6 000 kr")
    fan = tuple(FanPoint(str(year), 2441 + 10 * (year - 2021), 2000, 3000) for year in
                range(2021, 2031))  # fmt: skip
    return specs.over_time(targets=(target,), fan=fan, **changes)


def test_targets_and_fan_are_dashed_and_the_axis_reaches_to_them() -> None:
    spec = _with_target()
    table, found, nodes = chart_data(spec), _series(spec), _drawn(spec)
    assert table is not None and table.codes[-1] == "2030"
    target = found["target:fou/Dalarna"]
    known = {
        table.codes[row]: value for row, value in enumerate(target.values) if value is not None
    }
    assert known == {"2019": 4521.0, "2025": 5000.0, "2030": 6000.0}
    assert 'prstDash val="dash"' in _xml(nodes["target:fou/Dalarna"])
    assert 'prstDash val="sysDot"' in _xml(nodes["fan"])
    assert found["fan/low"].values[-1] == 2000 and found["fan/high"].values[-1] == 3000
    high = max(float(one.get("val")) for one in etree.fromstring(
        chart_part(spec, DEFAULT)[0]).iter(f"{{{C}}}max"))  # type: ignore[index]  # fmt: skip
    assert high >= 6000
    assert found["20/2"].values[table.codes.index("2030")] is None, "a target is no outcome"


def test_a_crowd_of_lines_stays_within_what_powerpoint_draws_and_says_so() -> None:
    series = [
        specs.line(f"XX{number:03}", {"2019": 1.0, "2020": float(number)}, role="others")
        for number in range(300)
    ]
    spec = specs.spec("over_time", [specs.line("20", {"2019": 5.0, "2020": 6.0}), *series])
    table = chart_data(spec)
    assert table is not None
    assert len(table.series) <= 255
    assert len(table.left_out) == 301 - len(table.series)
    assert table.series[-1].key == "20", "ours is never left out, and lies on top"
    text = reading.text_of(reading.opened(reading.made([reading.content(spec)])).slides[0])
    assert f"Visas inte i diagrammet: {len(table.left_out)} platser." in text


def test_small_multiples_are_a_chart_a_place_on_one_axis() -> None:
    spec = replace(specs.over_time(), kind="panels")
    assert chart_data(spec) is None
    assert [code for code, _ in panel_specs(spec)] == ["20", "21", "17", "SE31"]
    presentation = reading.opened(reading.made([reading.content(spec)]))
    frames = list(reading.chart_shapes(presentation))
    assert len(frames) == 4
    axes = {(frame.chart.value_axis.minimum_scale, frame.chart.value_axis.maximum_scale)
            for frame in frames}  # fmt: skip
    assert len(axes) == 1
    own = replace(spec, own_axes=True)
    frames = list(reading.chart_shapes(reading.opened(reading.made([reading.content(own)]))))
    assert len({frame.chart.value_axis.maximum_scale for frame in frames}) > 1


def test_women_and_men_have_their_own_colours() -> None:
    nodes = _drawn(specs.by_sex())
    for sex in ("women", "men"):
        assert theme.SEXES[sex].colour[1:] in _xml(nodes[sex])
    table = chart_data(specs.by_sex())
    assert table is not None
    assert table.categories[-1] == "Gävleborg (män: sekretess)"
    assert table.series[1].values[-1] is None


def _published(code: str, year: str) -> float:
    path = Path("data/published/rd_per_inhabitant.csv")
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["measure"] == "business"]
    return next(float(row["value"]) for row in rows if (row["geo"], row["period"]) == (code, year))


@pytest.mark.parametrize(("code", "year"), [("20", "2019"), ("21", "2017"), ("17", "2021")])
def test_the_numbers_are_those_that_were_published(library: Any, code: str, year: str) -> None:
    from indicators.model import Selection

    asked = Selection(indicator="rd_per_inhabitant_business", view="over_time", home="20")
    spec = library.view(library.resolve(asked).selection)
    blob = reading.made([reading.content(spec)])
    found = reading.figures(next(reading.chart_shapes(reading.opened(blob))), spec)
    assert found[f"{code}/", year] == pytest.approx(_published(code, year), rel=1e-12)


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=8),
        min_size=1,
        max_size=4,
    ),
    st.frozensets(st.integers(1, 7), max_size=3),
    st.booleans(),
)
def test_any_lines_keep_their_figures_and_their_breaks(
    rows: Sequence[Sequence[float | None]], cuts: frozenset[int], uneven: bool
) -> None:
    codes = ("20", "21", "17", "00")
    series = []
    for code, values in zip(codes, rows, strict=False):
        step = 2 if uneven and code != "00" else 1
        marks = tuple(
            Mark(str(2000 + step * at), value, "A" if value is not None else "Q")
            for at, value in enumerate(values)
        )
        series.append(Series(code, specs.NAMES[code], specs.ROLES[code], marks,
                             frozenset(cut for cut in cuts if cut < len(marks))))  # fmt: skip
    periods = tuple(sorted({mark.period for one in series for mark in one.marks}))
    spec = specs.spec("over_time", series, periods=periods,
                      breaks=(BreakLine("2003", "ny metod"),))  # fmt: skip
    table = chart_data(spec)
    if all(value is None for row in rows for value in row):
        assert table is None
        return
    assert table is not None
    for one in series:
        own = [item for item in table.series if item.of is one]
        found = {}
        for item in own:
            for period, value in zip(table.codes, item.values, strict=True):
                if value is not None:
                    assert period not in found, "one value in two series"
                    found[period] = value
        assert found == {mark.period: mark.value for mark in one.marks if mark.value is not None}
        for item in own:
            _not_joined_over_a_cut(table.codes, item, one, table.joined)


def _not_joined_over_a_cut(
    periods: Sequence[str], item: ChartSeries, one: Series, joined: bool
) -> None:
    """No two neighbours that the chart joins lie on either side of a cut or a missing value."""
    at = {mark.period: index for index, mark in enumerate(one.marks)}
    rows = [row for row, value in enumerate(item.values) if value is not None]
    for before, after in itertools.pairwise(rows):
        if after - before > 1 and not joined:
            continue
        first, last = at[periods[before]], at[periods[after]]
        assert last == first + 1, "a missing value between"
        assert last not in one.cuts, "a break between"


def test_targets_of_a_ranking_come_first_in_words() -> None:
    """A native bar has no mark for a target, and a long ranking has little room for words."""
    target = TargetLine("a", "20", "Dalarna", (("2020", 1.0), ("2030", 4000.0)),
                        "Mål för Dalarna: 4 000 kr 2030", "mål 2030: 4 000 kr")  # fmt: skip
    table = chart_data(spec := specs.ranking(targets=(target,)))
    assert table is not None
    notes = drawing_of(spec, table, Size(800, 300)).notes
    assert notes[0] == "Beslutade mål: Dalarna: mål 2030: 4 000 kr."


@pytest.mark.parametrize("width", [400, 620])
def test_the_key_and_the_periods_have_room_of_their_own_below_the_plot(width: int) -> None:
    """A key that takes more rows than are kept for it would lie upon the years."""
    name = "Region med ett mycket långt namn i Norra Mellansverige"
    spec = specs.over_time()
    long = replace(
        spec, series=tuple(replace(one, name=f"{name} {one.code}") for one in spec.series)
    )
    part = chart_part(long, DEFAULT, (width, 320))
    assert part is not None and b"<c:legend>" in part[0]
    low = re.search(rb'<c:y val="([0-9.]+)"/><c:w val="[0-9.]+"/><c:h val="([0-9.]+)"', part[0])
    assert low is not None
    below = 320 * (1 - float(low[1]) - float(low[2]))
    rows = -(-4 // max(1, int(width * 0.9 / (text_width(f"{name} SE31", 9) + 40))))
    assert below >= 9 * 2.4 + rows * 9 * 1.5


def test_names_at_the_ends_are_smaller_before_there_is_a_key() -> None:
    """The charts of goals: "Dalarna, mål 2030: 1 000 tkr" is better read at its line."""
    spec = specs.over_time()
    longer = replace(spec, series=tuple(replace(one, name=one.name + " " * 3 + "x" * 14)
                                        for one in spec.series))  # fmt: skip
    part = chart_part(longer, DEFAULT, (460, 300))
    assert part is not None and b"<c:legend>" not in part[0]
    assert b'sz="774"' in part[0]


def test_a_panel_names_its_newest_value_and_no_target() -> None:
    """A target's name is as wide as the panel, and a key would take half of its height."""
    target = TargetLine("a", "20", "Dalarna", (("2017", 4623.0), ("2029", 8000.0)),
                        "Mål för Dalarna: 8 000 kr 2029", "mål 2029: 8 000 kr")  # fmt: skip
    panels = panel_specs(replace(specs.over_time(targets=(target,)), kind="panels"))
    _, panel = panels[0]
    table = chart_data(panel)
    assert table is not None and any(one.part == "target" for one in table.series)
    found = native_chart(panel, Size(280, 150, 9), title="Dalarna", small=True)
    assert found is not None and b"<c:legend>" not in found.xml
    named = [node for node in etree.fromstring(found.xml).iter(f"{{{C}}}dLbl")]
    assert len(named) == 1
