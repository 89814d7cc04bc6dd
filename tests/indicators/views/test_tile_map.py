"""Karta: where the tiles stand, who is in which class, and what the map says."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import RIKET, THE_THREE, counties
from indicators import formats
from indicators.classes import (
    CLASSES,
    class_of,
    even_classes,
    members,
    range_words,
    symmetric_classes,
)
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec
from indicators.tiles import tiles
from indicators.views import VIEWS
from layouts.exports.csv_file import table_csv
from layouts.tables import cells
from tests.indicators.published import COUNTIES, text
from tests.indicators.synthetic import break_at, indicator, library_of, rows

ALL = counties()
TYPED = {line.split()[0]: line.split()[1:] for line in COUNTIES}
#: county borders, in words that a Swede can check on a map
NEIGHBOURS = """
Norrbotten Västerbotten, Västerbotten Västernorrland, Västerbotten Jämtland,
Jämtland Västernorrland, Jämtland Dalarna, Jämtland Gävleborg, Västernorrland Gävleborg,
Gävleborg Dalarna, Gävleborg Uppsala, Gävleborg Västmanland, Dalarna Värmland, Dalarna Örebro,
Dalarna Västmanland, Värmland Örebro, Värmland Västra_Götaland, Örebro Västmanland,
Örebro Södermanland, Örebro Östergötland, Örebro Västra_Götaland, Västmanland Uppsala,
Västmanland Södermanland, Uppsala Stockholm, Stockholm Södermanland, Södermanland Östergötland,
Östergötland Västra_Götaland, Östergötland Jönköping, Östergötland Kalmar,
Västra_Götaland Halland, Västra_Götaland Jönköping, Jönköping Halland, Jönköping Kronoberg,
Jönköping Kalmar, Halland Kronoberg, Halland Skåne, Kronoberg Kalmar, Kronoberg Skåne,
Kronoberg Blekinge, Kalmar Blekinge, Kalmar Gotland, Skåne Blekinge
"""


def drawn(library: Library, name: str, **changes: object) -> ChartSpec:
    asked = Selection(view="tile_map", indicator=name, **changes)  # type: ignore[arg-type]
    resolved = library.resolve(asked)
    assert resolved.selection.view == "tile_map"
    return library.view(resolved.selection)


def made(values: dict[str, float | None], **about: object) -> ChartSpec:
    found = [(code, "2020", value, "A" if value is not None else "Q")
             for code, value in values.items()]  # fmt: skip
    library, _ = library_of(rows(*found), indicator(**about))
    chosen = Selection(view="tile_map", indicator="synthetic", period="2020", breakdown="total",
                       places=("20",))  # fmt: skip
    return library.view(chosen)


# --- the tiles -------------------------------------------------------------------------------


def test_every_county_has_one_tile_of_its_own() -> None:
    found = tiles()
    assert set(found) == set(ALL) and len(found) == 21
    assert len(set(found.values())) == 21
    # four columns, so that a name can be read on a telephone
    assert {column for _, column in found.values()} == {0, 1, 2, 3}
    assert list(found.values()) == sorted(found.values())


def test_neighbours_stay_near(library: Library) -> None:
    from data.geography import geographies

    code = {geographies()[code].short().replace(" ", "_"): code for code in ALL}
    for pair in NEIGHBOURS.replace("\n", " ").split(","):
        (row_a, column_a), (row_b, column_b) = (tiles()[code[name]] for name in pair.split())
        assert max(abs(row_a - row_b), abs(column_a - column_b)) <= 2, pair
        assert abs(row_a - row_b) + abs(column_a - column_b) <= 3, pair


def test_north_is_up_and_east_is_right() -> None:
    at = tiles()
    for north, south in pairwise(("25", "24", "22", "21", "19", "04", "08", "10")):
        assert at[north][0] < at[south][0]
    for west, east in (
        ("17", "18"),
        ("18", "19"),
        ("14", "05"),
        ("04", "01"),
        ("13", "06"),
        ("08", "09"),
        ("12", "07"),
        ("07", "10"),
        ("23", "22"),
        ("20", "21"),
    ):
        assert at[west][0] == at[east][0] and at[west][1] < at[east][1]


# --- the classes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "bounds", "sizes"),
    [
        # 21 different values: cuts at 4,2 8,4 12,6 16,8 fall at 4, 8, 13 and 17
        (range(1, 22), (1, 5, 9, 14, 18), (4, 4, 5, 4, 4)),
        (range(10), (0, 2, 4, 6, 8), (2, 2, 2, 2, 2)),
        # a tie across a cut stays together: 2 × 5 values, cuts possible only at 5
        ([1] * 5 + [2] * 5, (1, 2), (5, 5)),
        # cuts possible at 1, 6 and 9, wanted at 2, 4, 6, 8: 1, 6 (or the lower), 6, 9
        ([1, 2, 2, 2, 2, 2, 3, 3, 3, 4], (1, 2, 3, 4), (1, 5, 3, 1)),
        ([7.5], (7.5,), (1,)),
        ([3, 3, 3], (3,), (3,)),
        ([], (), ()),
    ],
)
def test_even_classes_worked_by_hand(
    values: list[float], bounds: tuple[float, ...], sizes: tuple[int, ...]
) -> None:
    found = even_classes(list(values))
    assert found == bounds
    counted = Counter(sum(value >= bound for bound in found) for value in values)
    assert tuple(counted[key] for key in sorted(counted)) == sizes


@pytest.mark.parametrize(
    ("values", "centre", "decimals", "bounds"),
    [
        # distances 1 1 2 4 5 9: the outer half begins at 4, the bound half a decimal below
        ([-1, 1, 2, -4, 5, 9], 0, 0, (-9, -3.5, 0, 3.5)),
        ([-1.0, 1.0, 2.0, -4.0], 0, 1, (-4, -1.95, 0, 1.95)),
        # an index: distances from 100
        ([99.0, 101.0, 104.0, 90.0], 100, 1, (90, 96.05, 100, 103.95)),
        # all as far away
        ([-2, 2, 2], 0, 0, (-2, 0)),
        ([0, 0], 0, 0, (0,)),
        ([0, 5], 0, 0, (-5, -4.5, 0, 4.5)),
        ([], 0, 0, ()),
    ],
)
def test_symmetric_classes_worked_by_hand(
    values: list[float], centre: float, decimals: int, bounds: tuple[float, ...]
) -> None:
    assert symmetric_classes(values, centre, decimals) == pytest.approx(bounds)


_VALUES = st.lists(st.floats(-1e4, 1e4).map(lambda value: round(value, 1)), min_size=1, max_size=21)


@given(_VALUES)
def test_equal_values_share_a_class_and_none_is_empty(values: list[float]) -> None:
    bounds = even_classes(values)
    assert 1 <= len(bounds) <= CLASSES
    assert bounds == tuple(sorted(set(bounds)))
    assert bounds[0] == min(values) and set(bounds) <= set(values)
    # a class more than there could be only if there were more different values
    assert len(bounds) <= len(set(values))
    # no bound could be moved to another cut and make its numbers more even: each is the nearest
    ordered = sorted(values)
    cuts = [i for i in range(1, len(ordered)) if ordered[i] != ordered[i - 1]]
    wanted = {
        min(cuts, key=lambda cut: (abs(cut - part * len(ordered) / CLASSES), cut))
        for part in range(1, CLASSES)
        if cuts
    }
    assert bounds == tuple(ordered[cut] for cut in sorted({0, *wanted}))


@given(_VALUES, st.sampled_from([0.0, 100.0]))
def test_differences_part_at_the_centre_and_alike_on_both_sides(
    values: list[float], centre: float
) -> None:
    bounds = symmetric_classes(values, centre, 1)
    assert centre in bounds
    inner = [bound - centre for bound in bounds[1:]]
    assert inner == pytest.approx([-bound for bound in reversed(inner)], abs=1e-6)
    away = max(abs(value - centre) for value in values)
    assert bounds[0] == pytest.approx(centre - away, abs=1e-6)
    # no printed value lies on the inner bound, so that −1,3 and +1,3 are as far from zero
    for bound in inner:
        if bound:
            assert all(abs(value - centre - bound) > 0.01 for value in values)


# --- real figures ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["unemployment_bas", "rd_per_inhabitant", "grp_per_employed",
                                  "rd_share_of_grp", "exports_goods"])  # fmt: skip
def test_the_tiles_hold_the_published_values(library: Library, name: str) -> None:
    spec = drawn(library, name)
    period, *typed = TYPED[name]
    if period != spec.periods[0]:
        spec = drawn(library, name, period=period)
    shown = {
        one.code: formats.number(one.marks[0].value, spec.decimals, "sv") for one in spec.series
    }
    assert [shown[code] for code in THE_THREE] == [text(value) for value in typed]


def test_unemployment_in_classes_as_printed(library: Library) -> None:
    spec = drawn(library, "unemployment_bas", period="2022")
    found = members(spec, ALL)
    # sorted as printed, of 21: 3,3 3,4 3,5 3,6 | 3,9 4,3 4,6 | 4,7 4,7 4,7 4,8 4,9 5,4 |
    # 5,5 5,5 5,8 6,3 | 6,6 6,8 7,2 7,5; a cut at 8 would part the three of 4,7
    assert [range_words(spec, within) for within in found] == [
        "3,3–3,6", "3,9–4,6", "4,7–5,4", "5,5–6,3", "6,6–7,5"
    ]  # fmt: skip
    assert [len(within) for within in found] == [4, 3, 6, 4, 4]
    names = {one.name for one in found[4]}
    assert names == {"Västmanland", "Skåne", "Gävleborg", "Södermanland"}
    assert "6,6–7,5: " in spec.alt and "Riket: 5,2" in spec.alt
    assert "5 klasser" in spec.alt and "mörkare ruta betyder högre värde" in spec.subtitle
    assert "lägre är bättre" in spec.subtitle
    assert "inget omdöme" in spec.explanation


def test_a_gap_parts_at_riket(library: Library) -> None:
    spec = drawn(library, "grp_per_employed", measure="gap")
    assert spec.unit == "index, Riket = 100" and 100.0 in spec.classes
    below = [one for part in members(spec, ALL)[:2] for one in part]
    assert all((one.marks[0].value or 0) < 100 for one in below)
    assert "långt under som över 100" in spec.explanation
    points = drawn(library, "unemployment_bas", measure="gap")
    assert points.signed and 0.0 in points.classes
    low, _, high = (points.classes[i] for i in (1, 2, 3))
    assert low == -high


def test_riket_is_told_but_has_no_tile_and_no_class(library: Library) -> None:
    spec = drawn(library, "unemployment_bas")
    assert RIKET in {one.code for one in spec.series}
    assert RIKET not in {one.code for part in members(spec, ALL) for one in part}
    assert sum(map(len, members(spec, ALL))) == 21


def test_only_counties_have_a_map(library: Library) -> None:
    resolved = library.resolve(Selection(view="tile_map", indicator="tertiary_education"))
    assert resolved.selection.view == "over_time"
    assert "bara för riksområden" in resolved.notices[0]
    assert VIEWS["tile_map"].settings == {"places", "period", "base", "measure"}


def test_women_and_men_together_become_women_and_it_is_said(library: Library) -> None:
    spec = drawn(library, "matching_rate", breakdown="sex")
    assert {one.sex for one in spec.series} == {"women"}
    assert "kvinnor" in spec.subtitle and "kvinnornas visas" in spec.notes[0]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_county_indicator_has_a_map(library: Library, language: str) -> None:
    for name, item in library.available().items():
        if item.level != "county":
            continue
        spec = drawn(library, name, language=language)
        assert spec.title and spec.subtitle and spec.source and spec.alt and spec.processing
        valued = [one for one in spec.series if one.code in ALL and one.marks[0].value is not None]
        assert sum(map(len, members(spec, ALL))) == len(valued)
        assert 1 <= len(spec.classes) <= CLASSES
        assert all(one.name in spec.alt for one in spec.series if one.code in ALL)
        assert ("karta" if language == "sv" else "map") in spec.file_name


# --- odd cases -------------------------------------------------------------------------------


def test_a_missing_county_is_in_no_class_and_keeps_its_reason() -> None:
    spec = made({code: 5.0 + index for index, code in enumerate(ALL)} | {"09": None})
    assert [one.code for one in spec.series if one.marks[0].value is None] == ["09"]
    assert "09" not in {one.code for part in members(spec, ALL) for one in part}
    assert spec.alt.count("Gotland") == 1 and "Utan värde: Gotland." in spec.alt
    assert any(note == "Saknar värde 2020: Gotland." for note in spec.notes)
    assert {row.code: row.cells[0].text(spec) for row in cells(spec).rows}["09"] == ".."


def test_values_printed_alike_share_a_colour_and_a_rounded_zero_has_no_side() -> None:
    spec = made(dict(zip(ALL, [1.04, 0.96, 2.0, 3.0, 4.0, 5.0, 6.0] * 3, strict=True)))
    for one in spec.series:
        for other in spec.series:
            a, b = one.marks[0].value or 0, other.marks[0].value or 0
            if formats.number(a, 1, "sv") == formats.number(b, 1, "sv"):
                assert class_of(a, spec) == class_of(b, spec)
    spec = made({"20": -0.04, "21": 0.04, "17": -3.0, "01": 3.0})
    assert class_of(-0.04, spec) == class_of(0.04, spec)


def test_a_change_does_not_cross_a_break() -> None:
    found = [
        (code, year, index + int(year) - 2000.0)
        for index, code in enumerate(ALL)
        for year in ("2018", "2019", "2020", "2021")
    ]
    library, _ = library_of(rows(*found), indicator(), breaks=[break_at("2020")])
    spec = drawn(library, "synthetic", measure="change", period="2021", base="2020")
    assert {one.marks[0].value for one in spec.series} == {1.0}
    chosen = library.resolve(Selection(view="tile_map", indicator="synthetic", measure="change",
                                       period="2021", base="2018")).selection  # fmt: skip
    marks = [one.marks[0] for one in library.view(chosen).series]
    assert chosen.period == "2021" and all(mark.value is None for mark in marks)


def test_nothing_to_draw_is_said() -> None:
    spec = made({"20": 1.0} | dict.fromkeys(ALL, None))
    assert spec.empty is not None and spec.alt == spec.empty and spec.classes == ()
    alone = made({"20": 1.0})
    assert alone.classes == (1.0,) and "alla i samma klass" in alone.alt


@given(st.data())
def test_no_number_changes_on_its_way(data: st.DataObject) -> None:
    numbers = st.none() | st.floats(-1e5, 1e5).map(lambda value: round(value, 1) + 0.0)
    values = {code: data.draw(numbers) for code in ALL[:8]} | {"25": 4.5}
    spec = made(values)
    file = csv.DictReader(table_csv([spec], "").decode("utf-8-sig").splitlines())
    told = {row["place_code"]: row["value_decimal_point"] for row in file}
    shown = {row.code: row.cells[0] for row in cells(spec).rows}
    in_class = {one.code: number for number, part in enumerate(members(spec, ALL)) for one in part}
    for one in spec.series:
        value = values.get(one.code)
        assert one.marks[0].value == value == shown[one.code].value
        if value is None:
            assert told[one.code] == "" and shown[one.code].text(spec) in ("..", "ej publ.")
            assert one.code not in in_class
        else:
            assert float(told[one.code]) == value
            assert shown[one.code].text(spec) == formats.number(value, 1, "sv")
            assert spec.classes[in_class[one.code]] <= value


def test_a_map_of_one_sex_says_so_aloud(library: Library) -> None:
    women = drawn(library, "matching_rate", breakdown="women")
    assert "Procent av anställda 20–64 år, kvinnor. 21 län" in women.alt
    both = drawn(library, "matching_rate")
    assert "kvinnor" not in both.alt


def test_a_percentage_is_told_aloud_in_the_form_of_its_language(library: Library) -> None:
    english = drawn(library, "unemployment_bas", language="en")
    assert "Sweden: 5.2%." in english.alt
    assert "Riket: 5,2\u00a0%." in drawn(library, "unemployment_bas").alt


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Värdena kan avvika med upp till omkring ±1,8; tabellen visar hur mycket"),
     ("en", "Values may be off by up to about ±1.8; the table shows by how much")],
)  # fmt: skip
def test_margins_that_tiles_have_no_room_for_are_told(
    library: Library, language: str, said: str
) -> None:
    """Employment in thousands: Gotland's 2 of 30, each to half a thousand, is the least sure."""
    spec = drawn(library, "manufacturing_share", language=language)
    assert any(note.startswith(said) for note in spec.notes), spec.notes
    largest = max(one.marks[0].margin or 0.0 for one in spec.series if one.code in ALL)
    assert largest == pytest.approx(100 * 2 / 30 * (0.5 / 2 + 0.5 / 30))
    plain = drawn(library, "unemployment_bas", language=language)
    assert not any(said[:12] in note for note in plain.notes)
