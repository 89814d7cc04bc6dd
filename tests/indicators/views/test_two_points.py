"""Two points in time: the change of every place, what is not compared, and where it starts."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import RIKET, THE_THREE, counties
from data.model import Break
from indicators.library import Library
from indicators.model import Selection
from indicators.spans import first_base, same_season, why_no_change
from indicators.spec import ChartSpec
from indicators.values import Values
from indicators.views.two_points import refuse
from layouts.exports.csv_file import table_csv
from layouts.tables import cells
from tests.indicators import synthetic

PLACES = ("20", "21", "17", "00", "01")


def view(library: Library, name: str = "synthetic", **asked: object) -> ChartSpec:
    chosen = library.resolve(Selection(indicator=name, view="two_points", **asked)).selection  # type: ignore[arg-type]
    assert chosen.view == "two_points"
    return library.view(chosen)


def figures(**lines: list[float | None]) -> list[tuple[str, str, float | None, str]]:
    """Cells from place code (with p before it) and values from 2011 on."""
    return [
        (code[1:], str(2011 + index), value, "A" if value is not None else "Q")
        for code, values in lines.items()
        for index, value in enumerate(values)
    ]


def made(cells_: list[tuple[object, ...]], breaks: tuple[str, ...] = (), **item: object) -> Library:
    falls = [synthetic.break_at(period).model_dump() for period in breaks]
    rows = synthetic.rows(*cells_)
    return synthetic.library_of(rows, synthetic.indicator(**item), breaks=falls)[0]


def by_code(spec: ChartSpec) -> dict[str, tuple[list[float | None], list[str], str]]:
    return {
        one.code: ([m.value for m in one.marks], [m.status for m in one.marks], one.said)
        for one in spec.series
    }


# --- numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["unemployment_bas", "gdp_per_inhabitant_pps_county"])
def test_the_change_is_the_later_value_less_the_earlier(library: Library, name: str) -> None:
    spec = view(library, name)
    base, period = spec.periods
    rows = library.rows(library.catalogue.indicators[name].source.dataset)["total"]  # type: ignore[union-attr]
    measure = library.catalogue.indicators[name].source.measure  # type: ignore[union-attr]
    table = rows[rows["measure"] == measure].pivot(index="geo", columns="period", values="value")
    places = [one.code for one in spec.series]
    assert set(places) == {*counties(), RIKET}
    expected = table.loc[places, [base, period]].to_numpy()
    drawn = np.array([[mark.value for mark in one.marks] for one in spec.series], dtype=float)
    assert np.array_equal(drawn[:, :2], expected)
    assert np.allclose(drawn[:, 2], np.diff(expected, axis=1)[:, 0], rtol=0, atol=1e-9)
    # best first: fallen most where lower is better
    sign = -1 if library.catalogue.indicators[name].direction == "down" else 1
    assert (np.diff(np.round(drawn[:, 2] * sign, 9)) <= 0).all()


def test_columns_say_unit_and_period_and_the_change_of_a_percentage_is_in_points() -> None:
    percent = {"symbol": {"sv": "%", "en": "%"}, "unit": {"sv": "procent", "en": "per cent"}}
    spec = view(made(figures(p20=[1.0, 2.5]), **percent))
    assert [(c.name, c.unit, c.signed, c.period) for c in spec.columns] == [
        ("2011", "procent", False, "2011"),
        ("2012", "procent", False, "2012"),
        ("Förändring 2011–2012", "procentenheter", True, ""),
    ]
    assert by_code(spec)["20"] == ([1.0, 2.5, 1.5], ["A", "A", "Z"], "Ökning")
    assert by_code(view(made(figures(p20=[2.0, 2.5]))))["20"][2] == "Ökning (+25,0\u00a0%)"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([5.0, 5.1], "Ökning (+2,0\u00a0%)"),  # one last decimal apart: they do differ
        ([5.0, 5.09], "Ingen säker förändring"),
        ([5.0, 5.0], "Ingen säker förändring"),
        ([5.0, 4.9], "Minskning (−2,0\u00a0%)"),
        ([0.0, 0.3], "Ökning"),  # no share of nothing
        ([0.3, 0.0], "Minskning (−100,0\u00a0%)"),
    ],
)
def test_a_change_within_the_rounding_is_no_certain_change(values, said) -> None:
    assert by_code(view(made(figures(p20=values))))["20"][2] == said


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ((0.2, 0.2), "Ökning"),
        ((0.3, 0.2), "Ingen"),
        ((0.5, None), "Ingen"),
        ((None, 0.2), "Ökning"),
    ],
)
def test_margins_at_both_ends_count(margins, said) -> None:
    # the change is 0.5; without a margin a value may err by 0.05
    rows = [("20", "2011", 5.0, "A", margins[0]), ("20", "2012", 5.5, "A", margins[1])]
    (one,) = (s for s in view(made(rows)).series if s.code == "20")
    assert one.said.startswith(said)
    both = None not in margins
    assert one.marks[2].margin == (pytest.approx(sum(margins)) if both else None)


def test_a_jump_of_one_firm_is_flagged_and_never_called_progress() -> None:
    library = made(figures(p20=[100.0, 130.0, 90.0], p21=[100.0, 110.0, 120.0]), one_firm=True)
    spec = view(library)
    assert by_code(spec)["20"][2].endswith("kan bero på enskilda företag")
    assert "företag" not in by_code(spec)["21"][2]
    assert any("25 procent" in note and "Dalarna" in note for note in spec.notes)
    assert not any("Gävleborg" in note for note in spec.notes if "25 procent" in note)


# --- what is not compared --------------------------------------------------------------------


def test_nothing_is_compared_across_a_break_and_the_nearest_that_can_be_is_named() -> None:
    cells_ = figures(p20=[1.0, 2.0, 3.0, 4.0, 5.0], p21=[5.0, 4.0, 3.0, 2.0, 1.0])
    spec = view(made(cells_, ("2013",)), base="2011", period="2014")
    assert by_code(spec)["20"] == ([1.0, 4.0, None], ["A", "A", "M"], "Brott däremellan")
    assert any("Närmast jämförbart: 2013 och 2014." in note for note in spec.notes)
    assert [one.period for one in spec.breaks] == ["2013"]
    assert "sorterat efter värdet 2014" in spec.subtitle and spec.series[0].code == "20"
    assert "Brott däremellan" in spec.alt and "saknar 21 jämförbar" in spec.alt
    first = view(made(cells_, ("2013",)), base="2011", period="2013")
    assert any("Närmast jämförbart: 2013 och 2015." in note for note in first.notes)
    clean = view(made(cells_, ("2013",)))
    assert clean.periods == ("2013", "2015") and not clean.breaks


def test_a_place_with_a_break_of_its_own_has_no_change_and_is_named() -> None:
    rows = [*figures(p20=[1.0, 2.0, 3.0], p21=[1.0, None, 3.0]),
            ("17", "2011", 1.0), ("17", "2012", 2.0, "B"), ("17", "2013", 3.0)]  # fmt: skip
    spec = view(made(rows))
    found = by_code(spec)
    assert found["17"] == ([1.0, 3.0, None], ["A", "A", "M"], "Eget brott däremellan")
    assert found["21"][0] == [1.0, 3.0, 2.0]
    assert any("Värmland" in note and "eget brott" in note for note in spec.notes)
    assert spec.series[0].code in ("20", "21") and spec.series[2].code == "17"


def test_a_break_in_the_base_itself_lies_before_the_change() -> None:
    rows = [("20", "2011", 1.0, "B"), ("20", "2012", 3.0)]
    assert by_code(view(made(rows)))["20"][:2] == ([1.0, 3.0, 2.0], ["B", "A", "Z"])


def test_a_missing_value_keeps_its_reason_and_stands_last() -> None:
    spec = view(made(figures(p20=[1.0, 2.0], p21=[None, 9.0], p17=[1.0, None])))
    found = by_code(spec)
    assert found["21"] == ([None, 9.0, None], ["Q", "A", "Q"], "Värde saknas")
    assert found["17"] == ([1.0, None, None], ["A", "Q", "Q"], "Värde saknas")
    assert found["01"] == ([None, None, None], ["O", "O", "O"], "Värde saknas")
    assert [one.code for one in spec.series][:2] == ["20", "21"]
    by_level = view(made(figures(p20=[1.0, 2.0], p21=[None, 9.0], p17=[1.0, None])), order="level")
    assert [one.code for one in by_level.series][:2] == ["21", "20"]


def test_values_of_two_publications_are_not_compared() -> None:
    rows = synthetic.rows(*figures(p20=[1.0, 2.0], p21=[1.0, 2.0]))
    rows.loc[(rows["geo"] == "20") & (rows["period"] == "2012"), "origin"] = "b"
    compiled = {"reference": "table", "processing": "compiled", "method": synthetic.WORDS}
    library, _ = synthetic.library_of(
        rows, synthetic.indicator(), origins={"a": compiled, "b": compiled}
    )
    found = by_code(view(library))
    assert found["20"] == ([1.0, 2.0, None], ["A", "A", "M"], "Olika publiceringar")
    assert found["21"][0] == [1.0, 2.0, 1.0]


def test_lower_is_better_puts_the_largest_fall_first() -> None:
    cells_ = figures(p20=[5.0, 4.0], p21=[5.0, 6.0], p17=[5.0, 1.0])
    assert [one.code for one in view(made(cells_, direction="down")).series][:3] == [
        "17", "20", "21"
    ]  # fmt: skip
    level = view(made(cells_, direction="down"), order="level")
    assert [one.code for one in level.series][:3] == ["17", "20", "21"]
    assert "lägst först" in level.subtitle
    assert view(made(cells_, direction="none")).series[0].code == "21"


def test_with_both_sexes_women_are_shown_and_it_is_said(library: Library) -> None:
    spec = view(library, "matching_rate", breakdown="sex")
    women = view(library, "matching_rate", breakdown="women")
    assert by_code(spec) == by_code(women)
    assert {one.sex for one in spec.series} == {"women"} and "kvinnor" in spec.subtitle
    assert any("Här visas kvinnor" in note for note in spec.notes)
    assert not any("Här visas kvinnor" in note for note in women.notes)
    men = view(library, "matching_rate", breakdown="men")
    assert {one.sex for one in men.series} == {"men"} and "män" in men.subtitle
    assert by_code(men) != by_code(women)


def test_different_months_are_said_to_be_different() -> None:
    rows = [("20", f"{year}-{month:02}", float(month)) for year in (2020, 2021) for month in
            range(1, 13)]  # fmt: skip
    library = made(rows)
    assert view(library).periods == ("2020-12", "2021-12")
    assert not any("årstiden" in note for note in view(library).notes)
    assert any("årstiden" in note for note in view(library, base="2020-03").notes)
    assert same_season("2020-03", "2021-03") and not same_season("2020-03", "2021-04")
    assert same_season("2019", "2020")


# --- where it starts, and when it is refused --------------------------------------------------


def resolved(library: Library, **asked: object) -> tuple[str | None, str | None, int]:
    found = library.resolve(Selection(indicator="synthetic", view="two_points", **asked))  # type: ignore[arg-type]
    return found.selection.base, found.selection.period, len(found.notices)


def test_the_comparison_starts_where_home_can_be_compared_from() -> None:
    cells_ = figures(p20=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], p21=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    library = made(cells_, ("2014",))
    assert resolved(library) == ("2014", "2016", 0)
    assert resolved(library, period="2013") == ("2011", "2013", 0)
    assert resolved(library, base="2011") == ("2011", "2013", 0)
    assert resolved(library, base="2012", period="2016") == ("2012", "2016", 0)
    # the period after a break has nothing before it in its stretch
    assert resolved(library, period="2014") == ("2012", "2014", 0)
    # a base that is not earlier, and a period that is the first of all, give way
    assert resolved(library, base="2015", period="2012") == ("2011", "2012", 1)
    assert resolved(library, period="2011") == ("2014", "2016", 1)
    assert resolved(library, base="1999") == ("2014", "2016", 1)


def test_a_base_with_values_for_few_places_is_passed_over() -> None:
    lines = {f"p{code}": [None, 1.0, 2.0] for code in counties()} | {"p20": [1.0, 2.0, 3.0]}
    assert resolved(made(figures(**lines))) == ("2012", "2013", 0)


@pytest.mark.parametrize(
    ("item", "values", "breaks", "why"),
    [
        ({}, [1.0], (), "refused_one_period"),
        ({"points_only": True}, [1.0, 2.0], (), "refused_points_only"),
        ({}, [1.0, 2.0], ("2012",), "refused_no_clean_stretch"),
        ({}, [1.0, 2.0], (), None),
    ],
)
def test_two_comparable_periods_are_needed(item, values, breaks, why) -> None:
    library = made(figures(p20=values), breaks, **item)
    found = refuse(synthetic.indicator(**item), library.values("synthetic"))
    assert found == why


# --- properties ------------------------------------------------------------------------------


@given(
    lines=st.fixed_dictionaries({code: synthetic.marks() for code in PLACES}),
    breaks=synthetic.breaks,
    order=st.sampled_from(["change", "level"]),
    direction=st.sampled_from(["up", "down", "none"]),
)
def test_no_number_is_made_up_or_changed(lines, breaks, order, direction) -> None:
    rows = [
        (code, mark.period, mark.value, mark.status, mark.margin)
        for code, marks in lines.items()
        for mark in marks
    ]
    item = synthetic.indicator(direction=direction)
    falls = [one.model_dump() for one in breaks]
    library, _ = synthetic.library_of(synthetic.rows(*rows), item, breaks=falls)
    if not library.available() or refuse(item, library.values("synthetic")):
        return
    spec = view(library, order=order)
    base, period = spec.periods
    assert base < period
    for one in spec.series:
        truth = {mark.period: mark for mark in lines.get(one.code, ())}
        for mark, when in zip(one.marks, (base, period), strict=False):
            assert mark.value == (truth[when].value if when in truth else None)
        first, last, change = one.marks
        crossed = synthetic.crosses(tuple(truth.values()), base, period, breaks)
        if first.value is None or last.value is None or crossed:
            assert change.value is None and change.status != "A" and one.said
        else:
            assert change.value == last.value - first.value
    grid = cells(spec)
    assert [row.code for row in grid.rows] == [one.code for one in spec.series]
    for row, one in zip(grid.rows, spec.series, strict=True):
        assert [cell.value for cell in row.cells] == [mark.value for mark in one.marks]
        assert row.said == one.said
    written = csv.DictReader(io.StringIO(table_csv([spec], "x").decode("utf-8-sig")))
    in_file = [row["value_decimal_point"] for row in written]
    assert [float(text) if text else None for text in in_file] == [
        mark.value for one in spec.series for mark in one.marks
    ]


@given(synthetic.marks(), synthetic.breaks)
def test_what_may_be_compared_agrees_with_a_rule_written_anew(line, breaks: tuple[Break, ...]):
    by_period = {mark.period: {"20": mark} for mark in line}
    periods = tuple(mark.period for mark in line if mark.value is not None)
    values = Values({"20": line}, by_period, periods, breaks, False, frozenset())
    for base in periods:
        for period in periods:
            if base < period:
                crossed = synthetic.crosses(line, base, period, breaks)
                assert bool(why_no_change(values, "20", base, period)) == crossed
    for period in periods[1:]:
        found = first_base(values, ("20",), None, frozenset({"20"}), period)
        clean = [
            base for base in values.base_periods
            if base < period and not synthetic.crosses(line, base, period, breaks)
        ]  # fmt: skip
        if clean:
            assert found == clean[0]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_indicator_that_can_be_compared_is_drawn(library: Library, language: str) -> None:
    drawn = 0
    for name, item in library.available().items():
        if refuse(item, library.values(name, item.breakdowns[0])) is not None:
            continue
        drawn += 1
        spec = view(library, name, language=language)
        base, period = spec.periods
        assert base[:4] in spec.title and period[:4] in spec.title and spec.empty is None
        assert {one.code for one in spec.series} >= (
            set(THE_THREE) if item.level == "county" else {"SE31"}
        )
        assert len(spec.columns) == 3 and all(len(one.marks) == 3 for one in spec.series)
        assert all(one.said for one in spec.series) and spec.said
        assert spec.title in spec.alt and not any("{" in note for note in spec.notes)
        assert spec.file_name.isascii() and spec.source and "Omställningspanelen" in spec.processing
    assert drawn > 30


def test_a_sample_without_margins_neither_rises_nor_falls(library: Library) -> None:
    spec = view(library, "sme_growth_willingness")
    words = {one.said.split(" ")[0] for one in spec.series}
    assert words == {"Högre", "Lägre", "Oförändrat", "Värde"}  # Riket lacks a value in 2017
    assert "Av 21 platser har 11 ett högre värde, 9 ett lägre och 1 ett oförändrat" in spec.alt
    assert "säker" not in spec.alt.lower()
    assert "Störst ökning" not in spec.alt
    assert "ingen säker förändring" not in spec.explanation.lower()
    register = view(library, "unemployment_bas")
    assert {one.said for one in register.series} == {"Minskning"}


def test_the_error_that_is_assumed_is_told_as_a_round_number(library: Library) -> None:
    spec = view(library, "gdp_per_inhabitant_pps")
    assert "antas kunna vara fel med 50 (PPS" in spec.explanation
