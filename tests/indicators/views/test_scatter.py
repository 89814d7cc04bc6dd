"""Samband: points, correlation, reasons for missing points, and what is said of both indicators."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, counties, swedish_regions
from indicators import formats
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Series
from indicators.telling.scatter import in_text
from indicators.views import VIEWS
from layouts.exports.csv_file import table_csv
from layouts.tables import cells
from tests.indicators.published import COUNTIES, text
from tests.indicators.synthetic import break_at, indicator, library_of, rows

ALL = counties()
CAUSE = "Samband är inte orsak"
#: values typed by hand from the producers' figures, as (Dalarna, Gävleborg, Värmland)
TYPED = {line.split()[0]: line.split()[1:] for line in COUNTIES}


def drawn(library: Library, a: str, b: str, **changes: object) -> ChartSpec:
    asked = Selection(view="scatter", indicator=a, against=b, **changes)  # type: ignore[arg-type]
    resolved = library.resolve(asked)
    assert resolved.selection.view == "scatter"
    assert resolved.selection.against == b, resolved.notices
    return library.view(resolved.selection)


def held(
    xs: Mapping[str, float | None], ys: Mapping[str, float | None], **about: object
) -> Library:
    """Two synthetic indicators in 2020, one number a county; None is suppressed."""
    a = indicator(id="a", name={"sv": "Ena", "en": "One"}, **about)
    other = {"dataset": "synthetic", "measure": "other"}
    b = indicator(id="b", name={"sv": "Andra", "en": "Other"}, source=other)
    figures = pd.concat(
        rows(*((geo, "2020", value, "A" if value is not None else "Q")
               for geo, value in found.items()), measure=measure)
        for measure, found in (("number", xs), ("other", ys))
    )  # fmt: skip
    return library_of(figures, a, b)[0]


#: what every library of :func:`held` is asked for, where there is enough to be shown
CHOSEN = Selection(
    view="scatter", indicator="a", against="b", places=("20",), period="2020", breakdown="total"
)


def made(xs: Mapping[str, float | None], ys: Mapping[str, float | None]) -> ChartSpec:
    """The chart of two synthetic indicators, as an address would get it."""
    library = held(xs, ys)
    chosen = library.resolve(replace(CHOSEN, period=None)).selection
    assert (chosen.view, chosen.against, chosen.period) == ("scatter", "b", "2020")
    return library.view(chosen)


def points(spec: ChartSpec) -> list[Series]:
    return [one for one in spec.series if all(mark.value is not None for mark in one.marks)]


def values(spec: ChartSpec, code: str) -> tuple[float | None, float | None]:
    one = next(one for one in spec.series if one.code == code)
    return one.marks[0].value, one.marks[1].value


# --- real figures ----------------------------------------------------------------------------


def test_the_points_are_the_published_values(library: Library) -> None:
    spec = drawn(library, "gdp_per_inhabitant_pps_county", "unemployment_bas")
    assert spec.periods == ("2022",)
    for name, index in (("gdp_per_inhabitant_pps_county", 0), ("unemployment_bas", 1)):
        period, *typed = TYPED[name]
        assert period == "2022"
        decimals = spec.columns[index].decimals
        shown = [
            formats.number(values(spec, code)[index], decimals, "sv") for code in THE_THREE
        ]  # fmt: skip
        assert shown == [text(value) for value in typed]


def test_the_latest_period_in_common_is_drawn_and_said(library: Library) -> None:
    spec = drawn(library, "rd_share_of_grp", "grp_per_employed")
    # R&D every second year to 2021, GRP per employed in 2013, 2015 and 2020
    assert spec.periods == ("2015",)
    assert spec.title.endswith("i Sveriges län 2015")
    assert "Senaste gemensamma period: 2015." in spec.subtitle
    earlier = drawn(library, "rd_share_of_grp", "grp_per_employed", period="2013")
    assert "Vald period: 2013, senaste gemensamma är 2015." in earlier.subtitle
    assert {mark.period for one in earlier.series for mark in one.marks} == {"2013"}


def test_the_correlation_is_that_of_scipy_over_the_counties(library: Library) -> None:
    spec = drawn(library, "unemployment_bas", "matching_rate", period="2020")
    pairs = [values(spec, code) for code in ALL]
    theirs = stats.pearsonr([x for x, _ in pairs], [y for _, y in pairs])
    low, high = theirs.confidence_interval()
    assert spec.facts["n"] == 21
    assert spec.facts["r"] == pytest.approx(theirs.statistic)
    assert (spec.facts["low"], spec.facts["high"]) == pytest.approx((low, high))


def test_riket_and_norra_mellansverige_are_beside_and_not_counted(library: Library) -> None:
    pair = ("gdp_per_inhabitant_pps_county", "unemployment_bas")
    whole = drawn(library, *pair, places=("20", NORRA_MELLANSVERIGE, RIKET))
    without = drawn(library, *pair, places=("20",))
    assert whole.facts == without.facts
    roles = {one.code: one.role for one in whole.series}
    assert roles[RIKET] == "reference" and roles["20"] == "home"
    beside = {one.code for one in whole.series} - set(ALL)
    assert RIKET in beside
    assert "Visas men ingår inte i korrelationen: Riket" in whole.explanation
    both = drawn(library, "rd_per_inhabitant", "exports_goods_per_inhabitant",
                 places=("20", NORRA_MELLANSVERIGE))  # fmt: skip
    region = next((one for one in both.series if one.code == NORRA_MELLANSVERIGE), None)
    assert region is not None and region.role == "group" and region.aggregated
    assert both.facts["n"] == sum(one.code in ALL for one in points(both))


def test_it_is_said_why_norra_mellansverige_is_not_there(library: Library) -> None:
    places = ("20", NORRA_MELLANSVERIGE)
    spec = drawn(library, "gdp_per_inhabitant_pps_county", "unemployment_bas", places=places)
    assert NORRA_MELLANSVERIGE not in {one.code for one in spec.series}
    start = "Arbetslöshet, register (BAS): Norra Mellansverige räknas inte: "
    assert any(note.startswith(start) for note in spec.notes)
    spec = drawn(library, "gdp_per_inhabitant_pps_county", "unemployment_bas", places=("20",))
    assert not any("räknas inte" in note for note in spec.notes)


def test_among_regions_norra_mellansverige_is_one_of_the_eight(library: Library) -> None:
    spec = drawn(library, "ris_innovation_index", "tertiary_education", places=("SE31",))
    assert {one.code for one in points(spec)} - {RIKET} == set(swedish_regions())
    assert spec.facts["n"] == 8
    assert "8 regioner" in spec.subtitle and "Sveriges riksområden" in spec.title
    europe = drawn(library, "ris_innovation_index", "tertiary_education",
                   places=("SE31", "europa"))  # fmt: skip
    assert europe.facts["n"] > 150 and "Europas regioner" in europe.title
    chosen = drawn(library, "ris_innovation_index", "tertiary_education", places=("DK01",))
    assert chosen.facts["n"] == 9
    assert "Sveriges riksområden och valda regioner" in chosen.title


def test_both_sources_are_cited_with_both_dates(library: Library) -> None:
    spec = drawn(library, "rd_share_of_grp", "grp_per_employed")
    assert "FoU-utgifter, andel av BRP: SCB (via Kolada)" in spec.source
    assert "BRP per sysselsatt: SCB (via Regionfakta och Kolada)" in spec.source
    assert spec.source.lower().count("hämtad") == 2
    assert spec.source.lower().count("publicer") >= 2
    assert "Pearsons r" in spec.processing and "Fishers z" in spec.processing
    same = drawn(library, "ris_trademarks", "ris_designs", places=("SE31",))
    assert same.source.lower().count("hämtad") == 1


def test_units_stand_with_both_indicators(library: Library) -> None:
    spec = drawn(library, "rd_share_of_grp", "grp_per_employed")
    assert [column.unit for column in spec.columns] == [
        "procent av BRP", "tusen kronor per sysselsatt, löpande priser"
    ]  # fmt: skip
    assert [column.symbol for column in spec.columns] == ["%", "tkr"]
    for column in spec.columns:
        assert column.unit in spec.unit
        assert column.unit.lower() in spec.subtitle.lower()
        assert column.period == "2015"


def test_a_common_number_is_a_caution(library: Library) -> None:
    spec = drawn(library, "rd_share_of_grp", "grp_per_employed")
    assert any("räknas med bruttoregionprodukten" in note for note in spec.notes)
    spec = drawn(library, "unemployment_bas", "matching_rate")
    assert not any("bruttoregionprodukten" in note for note in spec.notes)


def test_women_and_men_together_become_women_and_it_is_said(library: Library) -> None:
    spec = drawn(library, "matching_rate", "unemployment_bas", breakdown="sex")
    women = library.values("matching_rate", "women")
    for code in THE_THREE:
        mark = women.mark(code, spec.periods[0])
        assert mark is not None and values(spec, code)[0] == mark.value
    assert spec.columns[0].name.endswith("(kvinnor)")
    assert spec.columns[1].name == "Arbetslöshet, register (BAS)"
    assert any("kvinnornas visas" in note for note in spec.notes)
    assert len({one.code for one in spec.series}) == len(spec.series)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_pair_is_complete(library: Library, language: str) -> None:
    for name in library.available():
        resolved = library.resolve(Selection(view="scatter", indicator=name, language=language))  # type: ignore[arg-type]
        if resolved.selection.view != "scatter":
            continue
        spec = library.view(resolved.selection)
        assert spec.title and spec.subtitle and spec.source and spec.alt and spec.processing
        assert spec.notes[0].startswith(CAUSE if language == "sv" else "Correlation is not cause")
        level = counties() if library.available()[name].level == "county" else swedish_regions()
        assert spec.facts["n"] == sum(one.code in level for one in points(spec))
        assert spec.file_name.isascii() and " " not in spec.file_name


# --- what may be said ------------------------------------------------------------------------

CLOUD = dict(zip(ALL, [1.0, 2.0, 3.0] * 7, strict=True))
NOISE = dict(zip(ALL, [float(i * 7 % 5) for i in range(21)], strict=True))
RISING = dict(zip(ALL, [float(i) for i in range(21)], strict=True))
NEARLY = dict(zip(ALL, [float(i + (3 if i % 2 else -3)) for i in range(21)], strict=True))


def test_no_direction_and_no_trend_where_the_interval_holds_zero() -> None:
    spec = made(CLOUD, NOISE)
    assert spec.facts["low"] < 0 < spec.facts["high"]
    assert "inget säkert samband" in spec.subtitle and "inget säkert samband" in spec.alt
    assert "slope" not in spec.facts and "rendlinje" not in spec.alt + spec.processing
    assert spec.notes[0].startswith(CAUSE)


@pytest.mark.parametrize(("sign", "said"), [(1, "positivt samband"), (-1, "negativt samband")])
def test_a_direction_comes_with_a_trend_and_the_same_caution(sign: int, said: str) -> None:
    spec = made(RISING, {code: sign * value for code, value in NEARLY.items()})
    xs, ys = list(RISING.values()), [sign * value for value in NEARLY.values()]
    theirs = stats.linregress(xs, ys)
    assert spec.facts["slope"] == pytest.approx(theirs.slope)
    assert spec.facts["intercept"] == pytest.approx(theirs.intercept)
    assert said in spec.subtitle
    assert ("uppåt" if sign > 0 else "nedåt") in spec.alt
    assert spec.notes[0].startswith(CAUSE)


def test_the_numbers_told_are_those_of_the_facts() -> None:
    spec = made(RISING, NEARLY)
    r, low, high = (formats.number(spec.facts[name], 2, "sv") for name in ("r", "low", "high"))
    assert f"Korrelation r = {r} (95-procentigt intervall {low} till {high}), 21 län" in (
        spec.subtitle
    )


def test_a_place_that_carries_the_result_is_named() -> None:
    spec = made(CLOUD | {"01": 60.0}, NOISE | {"01": 60.0})
    note = next(note for note in spec.notes if "enskilda platser" in note)
    rest = [code for code in ALL if code != "01"]
    without = stats.pearsonr([CLOUD[code] for code in rest], [NOISE[code] for code in rest])
    assert f"utan Stockholm är r = {formats.number(without.statistic, 2, 'sv')}" in note
    assert "inget säkert samband" in note
    rank = stats.spearmanr([(CLOUD | {"01": 60.0})[c] for c in ALL],
                           [(NOISE | {"01": 60.0})[c] for c in ALL]).statistic  # fmt: skip
    assert f"Rangkorrelationen för alla är {formats.number(rank, 2, 'sv')}." in note
    assert not any("enskilda platser" in note for note in made(RISING, NEARLY).notes)


def test_a_place_without_a_value_stands_in_the_table_with_its_reason() -> None:
    spec = made(RISING | {"09": None}, NEARLY | {"23": None})
    assert {one.code for one in spec.series} == set(ALL)
    assert spec.facts["n"] == 19
    marks = {one.code: [mark.status for mark in one.marks] for one in spec.series}
    assert marks["09"] == ["Q", "A"] and marks["23"] == ["A", "Q"]
    rows_ = {row.code: [cell.text(spec) for cell in row.cells] for row in cells(spec).rows}
    assert rows_["09"][0] == ".." and rows_["23"][1] == ".."
    assert rows_["09"][1] == "10,0" and "Ena: Saknar värde 2020: Gotland." in spec.notes
    assert "Andra: Saknar värde 2020: Jämtland." in spec.notes
    assert "Utan punkt, för att ett värde saknas: Gotland och Jämtland." in spec.alt
    # those without a point stand last
    assert {one.code for one in spec.series[-2:]} == {"09", "23"}


def test_a_place_that_neither_series_holds_is_not_published() -> None:
    rest = {code: value for code, value in RISING.items() if code != "09"}
    spec = made(rest, {code: NEARLY[code] for code in rest})
    gotland = next(one for one in spec.series if one.code == "09")
    assert [(mark.value, mark.status) for mark in gotland.marks] == [(None, "O")] * 2


def test_values_that_do_not_vary_have_no_correlation() -> None:
    spec = made(RISING, dict.fromkeys(ALL, 5.0))
    assert spec.facts == {"n": 21}
    assert "ingen korrelation" in spec.subtitle and spec.notes[0].startswith(CAUSE)
    assert "Pearson" not in spec.processing


def test_three_places_have_no_correlation_and_none_is_said_to_be_empty() -> None:
    few = {code: RISING[code] for code in THE_THREE}
    spec = held(few, few).view(CHOSEN)
    assert spec.facts == {"n": 3} and "för få för en korrelation" in spec.subtitle
    spec = held(few, {"01": 1.0}).view(CHOSEN)
    assert spec.empty is not None and spec.empty == spec.alt
    assert spec.notes[0].startswith(CAUSE)


def test_sizes_have_no_riket_to_be_held_against() -> None:
    xs, ys = RISING | {RIKET: 210.0}, NEARLY | {RIKET: 20.0}
    assert {one.code for one in held(xs, ys).view(CHOSEN).series} == {*ALL, RIKET}
    assert {one.code for one in held(xs, ys, extensive=True).view(CHOSEN).series} == set(ALL)


def test_a_break_between_other_periods_changes_nothing_within_one() -> None:
    a = indicator(id="a")
    b = indicator(id="b", source={"dataset": "synthetic", "measure": "other"})
    cells_ = [(code, year, RISING[code] + int(year)) for code in ALL for year in ("2019", "2020")]
    figures = pd.concat([rows(*cells_), rows(*cells_, measure="other")])
    library, _ = library_of(figures, a, b, breaks=[break_at("2020")])
    chosen = library.resolve(Selection(view="scatter", indicator="a", against="b")).selection
    for period in ("2019", "2020"):
        spec = library.view(replace(chosen, period=period))
        assert {mark.period for one in spec.series for mark in one.marks} == {period}
        assert spec.facts["r"] == 1


@given(data=st.data())
def test_no_number_changes_on_its_way(data: st.DataObject) -> None:
    numbers = st.none() | st.floats(-1e5, 1e5).map(lambda value: round(value, 1) + 0.0)
    # two places with both values, so that there is something to draw
    xs = {code: data.draw(numbers) for code in ALL[:6]} | {"24": 1.5, "25": -2.0}
    ys = {code: data.draw(numbers) for code in ALL[:6]} | {"24": 0.0, "25": 3.5}
    spec = held(xs, ys).view(CHOSEN)
    grid = cells(spec)
    for one, row in zip(spec.series, grid.rows, strict=True):
        two = (xs.get(one.code), ys.get(one.code))
        assert tuple(mark.value for mark in one.marks) == two
        assert tuple(cell.value for cell in row.cells) == two
        for value, cell in zip(two, row.cells, strict=True):
            shown = cell.symbol("sv") if value is None else formats.number(value, 1, "sv")
            assert cell.text(spec) == shown
            assert value is not None or shown in ("..", "ej publ.")
    both = points(spec)
    assert spec.facts["n"] == len(both)
    assert (spec.empty is None) == bool(both)
    file = csv.DictReader(table_csv([spec], "").decode("utf-8-sig").splitlines())
    told = {(row["place_code"], row["column"]): row["value_decimal_point"] for row in file}
    for column, found in (("Ena", xs), ("Andra", ys)):
        for code in ALL:
            written, value = told[code, column], found.get(code)
            assert written == "" if value is None else float(written) == value


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Arbetslöshet, register (BAS)", "arbetslöshet, register (BAS)"),
        ("BRP per sysselsatt", "BRP per sysselsatt"),
        ("FoU-utgifter, andel av BRP", "FoU-utgifter, andel av BRP"),
        ("IKT-specialister (RIS)", "IKT-specialister (RIS)"),
        ("R&D expenditure", "R&D expenditure"),
        ("Små företag", "små företag"),
    ],
)
def test_a_name_within_a_sentence_keeps_its_abbreviations(name: str, said: str) -> None:
    assert in_text(name) == said


def test_the_view_has_the_settings_of_two_indicators() -> None:
    view = VIEWS["scatter"]
    assert view.settings == {"places", "period", "against"}
    assert tuple(view.measures) == ("value",)
