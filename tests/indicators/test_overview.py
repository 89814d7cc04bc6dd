"""The overview: published values as typed by hand, changes in words, places, cautions."""

from __future__ import annotations

import json
from datetime import date

import pytest

from data.geography import THE_THREE
from indicators import formats
from indicators.model import Selection
from indicators.overview import change, newest_common, overview_row
from indicators.spec import Mark
from indicators.transforms import crosses_break
from layouts.pages.overview_cells import standing_cell
from tests.indicators.published import COUNTIES, REGION, text
from tests.indicators.synthetic import indicator, library_of, rows

SV = Selection()


def test_every_indicator_has_values_typed_by_hand(library) -> None:
    typed = {line.split()[0] for line in (*COUNTIES, *REGION)}
    assert typed == set(library.available()) and len(typed) >= 50


@pytest.mark.parametrize("line", COUNTIES, ids=lambda line: line.split()[0])
def test_the_three_counties_read_as_published(library, line) -> None:
    name, period, *typed = line.split()
    item = library.available()[name]
    row = overview_row(library, item, None)
    assert [standing.code for standing in row.standings] == list(THE_THREE)
    for standing, expected in zip(row.standings, typed, strict=True):
        if expected == "–":
            assert standing.mark is None
            continue
        assert standing.mark.period == period
        assert formats.number(standing.mark.value, item.decimals, "sv") == text(expected)
    sex = item.breakdowns[0]
    chosen = library.resolve(
        Selection(indicator=name, places=THE_THREE, period=period, breakdown=sex)
    ).selection
    shown = {one.code: one.marks for one in library.over_time(chosen).series}
    ranked = {one.code: one for one in library.ranking(chosen).series}
    for code, expected in zip(THE_THREE, typed, strict=True):
        if expected == "–":
            assert code not in shown
            continue
        mark = next(mark for mark in shown[code] if mark.period == period)
        assert formats.number(mark.value, item.decimals, "sv") == text(expected)
        assert ranked[code].marks == (mark,)
        symbol = item.symbol["sv"] if item.symbol else ""
        last = formats.with_unit(mark.value, item.decimals, "sv", symbol)
        assert last.startswith(text(expected))
        assert last in library.over_time(chosen).alt and last in library.ranking(chosen).alt


@pytest.mark.parametrize("line", REGION, ids=lambda line: " ".join(line.split()[:2]))
def test_the_region_reads_as_published(library, line) -> None:
    name, code, *pairs = line.split()
    item = library.available()[name]
    row = overview_row(library, item, None)
    latest = row.group if code == "SE31" else row.reference
    chosen = library.resolve(Selection(indicator=name, places=(code,))).selection
    marks = {mark.period: mark for mark in library.over_time(chosen).series[0].marks}
    for period, expected in zip(pairs[::2], pairs[1::2], strict=True):
        assert formats.number(marks[period].value, item.decimals, "sv") == text(expected)
    assert latest.mark == marks[pairs[-2]]


def test_no_sparkline_or_change_crosses_a_break_and_months_meet_their_own_month(library) -> None:
    for item in library.available().values():
        row = overview_row(library, item, None)
        breaks = library.values(item.id, item.breakdowns[0]).breaks
        for standing in (*row.standings, row.group):
            if standing.change is not None:
                ends = standing.change.earlier.period, standing.change.later.period
                assert not crosses_break(*ends, breaks), item.id
                if "-" in ends[0]:
                    assert ends[0][5:] == ends[1][5:] and int(ends[0][:4]) == int(ends[1][:4]) - 1
            for index in range(1, len(standing.line)):
                before, mark = standing.line[index - 1 : index + 1]
                if crosses_break(before.period, mark.period, breaks) and mark.value is not None:
                    assert index in standing.cuts, item.id


def test_points_are_never_joined_and_have_no_change(library) -> None:
    names = [item.id for item in library.available().values() if item.points_only]
    assert {"exporting_enterprises", "exporting_enterprises_register"} <= set(names)
    # three publications with a break between each do the same
    for name in (*names, "grp_per_employed"):
        row = overview_row(library, library.available()[name], None)
        for standing in (*row.standings, row.group, *filter(None, [row.reference])):
            assert standing.cuts == frozenset(range(1, len(standing.line)))
            assert standing.change is None


def test_one_firm_is_named_where_dalarna_fell_2019_to_2021(library) -> None:
    row = overview_row(library, library.available()["rd_per_inhabitant_business"], None)
    found = row.standings[0].change
    assert (found.earlier.period, found.later.period) == ("2019", "2021")
    assert found.one_firm and found.kind == "down"
    assert found.difference == pytest.approx(2441.2 - 4521.4)
    assert "kan bero på enskilda företag" in words(row, row.standings[0])
    assert not row.standings[1].change.one_firm  # Gävleborg: −22 per cent


def test_a_row_says_which_places_it_ranks_and_out_of_how_many(library) -> None:
    row = overview_row(library, library.available()["unemployment_bas"], None)
    assert [standing.band for standing in row.standings] == ["8–10", "20", "12"]
    assert "plats 8–10 av 21" in words(row, row.standings[0])
    alone = overview_row(library, library.available()["exporting_enterprises_register"], None)
    assert alone.standings[2].mark.value == 1204 and alone.standings[2].band == ""


def test_a_row_of_an_indicator_without_direction_counts_from_the_top(library) -> None:
    row = overview_row(library, library.available()["population_average"], None)
    assert f"nr {row.standings[0].band} av 21 uppifrån" in words(row, row.standings[0])


def test_a_value_of_another_period_is_not_ranked(library) -> None:
    for item in library.available().values():
        row = overview_row(library, item, None)
        for standing in row.standings:
            if standing.mark is not None and standing.mark.period != row.period:
                assert standing.band == "", item.id


def test_the_overview_as_it_was_known(library) -> None:
    row = overview_row(library, library.available()["rd_business"], date(2019, 1, 1))
    assert row.standings[0].mark == Mark("2017", 1344.0, "B")
    assert row.standings[0].change is None  # 2017 is alone after the break


def words(row, standing) -> str:
    return json.dumps(standing_cell(row, standing, SV), ensure_ascii=False)


@pytest.mark.parametrize(
    ("before", "after", "kind", "told"),
    [
        (70.0, 70.0, "same", "oförändrat sedan 2019"),
        (70.0, 70.04, "same", "oförändrat sedan 2019"),
        (70.0, 70.1, "up", "0,1 högre än 2019"),
        (70.0, 69.9, "down", "0,1 lägre än 2019"),
    ],
)
def test_a_change_without_margin_is_seen_from_one_last_decimal(before, after, kind, told) -> None:
    library, _ = library_of(rows(("20", "2019", before), ("20", "2020", after)), indicator())
    row = overview_row(library, indicator(), None)
    assert row.standings[0].change.kind == kind
    assert told in words(row, row.standings[0])


@pytest.mark.parametrize(
    ("after", "kind", "told"),
    [
        (70.9, "same", "ingen säker förändring sedan 2019"),
        (71.0, "same", "ingen säker förändring sedan 2019"),
        (71.1, "up", "1,1 högre än 2019"),
    ],
)
def test_a_change_within_the_margins_is_no_certain_change(after, kind, told) -> None:
    figures = rows(("20", "2019", 70.0, "A", 0.5), ("20", "2020", after, "A", 0.5))
    library, _ = library_of(figures, indicator())
    row = overview_row(library, indicator(), None)
    assert row.standings[0].change.kind == kind
    assert told in words(row, row.standings[0])


def test_a_coarser_noise_is_respected() -> None:
    coarse = indicator(decimals=0, noise=2.0)
    assert change(coarse, Mark("2019", 50.0), Mark("2020", 51.0)).kind == "same"
    assert change(coarse, Mark("2019", 50.0), Mark("2020", 52.0)).kind == "up"


def test_only_one_firm_indicators_blame_one_firm() -> None:
    ends = Mark("2019", 100.0), Mark("2020", 126.0)
    assert not change(indicator(), *ends).one_firm
    assert change(indicator(one_firm=True), *ends).one_firm
    assert not change(indicator(one_firm=True), ends[0], Mark("2020", 125.0)).one_firm


def test_the_row_stands_in_the_newest_period_that_half_of_the_places_have() -> None:
    figures = rows(
        ("20", "2019", 1.0), ("21", "2019", 2.0), ("17", "2019", 3.0),
        ("20", "2020", 1.0), ("21", "2020", 2.0), ("20", "2021", 1.0),
    )  # fmt: skip
    library, _ = library_of(figures, indicator())
    assert newest_common(library.values("synthetic"), THE_THREE) == "2020"
