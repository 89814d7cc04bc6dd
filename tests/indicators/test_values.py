"""The values of indicators: proofs against what others publish, and vintages as they were known."""

from __future__ import annotations

import math
from datetime import date

import pytest

from data.geography import THE_THREE
from data.model import MISSING_STATUS
from indicators import formats
from indicators.library import Library, sexes
from indicators.model import Selection
from tests.indicators.synthetic import indicator, library_of, rows

#: Eurostat, TGS00042 (rd_e_gerdreg), Norra Mellansverige, per cent of GDP
EUROSTAT_GERD = {"2013": 1.34, "2015": 1.29, "2017": 1.21, "2019": 1.27}


def raw(library: Library, dataset: str, measure: str) -> dict[tuple[str, str], float]:
    """Rows as the store holds them, untouched by any calculation of ours."""
    found = library.rows(dataset)["total"]
    found = found[found["measure"] == measure]
    return dict(zip(zip(found["geo"], found["period"], strict=True), found["value"], strict=True))


@pytest.mark.parametrize(("year", "published"), EUROSTAT_GERD.items())
def test_county_rd_reproduces_eurostats_gerd_of_the_region(library, year, published) -> None:
    per_inhabitant = raw(library, "rd_per_inhabitant", "all_sectors")
    people = raw(library, "population_average", "persons")
    grp = raw(library, "grp", "mnkr")
    kronor = math.fsum(per_inhabitant[code, year] * people[code, year] for code in THE_THREE)
    share = kronor / (math.fsum(grp[code, year] for code in THE_THREE) * 1_000_000) * 100
    assert abs(share - published) < 0.02
    assert raw(library, "gerd", "pct_gdp")["SE31", year] == published
    own = library.values("rd_share_of_grp").mark("SE31", year)
    assert own.value is not None and abs(own.value - published) < 0.02


def test_a_weighted_mean_of_the_region_is_not_the_mean_of_three(library) -> None:
    values = library.values("rd_per_inhabitant_business")
    # kr per inhabitant × average population of 2021, summed and divided, typed from the files
    by_hand = (2441.2 * 287990 + 3819.1 * 287990 + 3697.1 * 282990) / (287990 + 287990 + 282990)
    assert values.mark("SE31", "2021").value == pytest.approx(by_hand)
    assert values.mark("SE31", "2021").value != pytest.approx((2441.2 + 3819.1 + 3697.1) / 3)


@pytest.mark.parametrize(
    ("name", "period", "by_hand"),
    [
        ("rd_business", "2019", 1302 + 1410 + 740),
        ("grp", "2020", 111634 + 113880 + 107007),
        ("ghg_industries", "2020", 1213 + 836 + 812),
        ("new_enterprises", "2021", 1748 + 1663 + 1650),
        ("ghg_intensity", "2020", (1213 + 836 + 812) / (111634 + 113880 + 107007) * 1000),
        ("exports_goods_share_of_grp", "2019",
         (46102.8 + 28142.8 + 29793.4) / (115605 + 111424 + 108014) * 100),
        ("exports_goods_per_inhabitant", "2019",
         (46102.8 + 28142.8 + 29793.4)
         / (46102.8 / 302129 + 28142.8 / 182381 + 29793.4 / 193678)),
    ],
)  # fmt: skip
def test_the_region_by_hand(library, name, period, by_hand) -> None:
    values = library.values(name)
    assert values.aggregated
    assert values.mark("SE31", period).value == pytest.approx(by_hand)
    assert "Z" in values.mark("SE31", period).status


def test_a_region_that_the_source_publishes_is_taken_as_published(library) -> None:
    for name, period, published in (
        ("population_average", "2022", 859000.0),
        ("gdp_per_inhabitant_pps_county", "2021", 32100.0),
        ("ets_emissions", "2023", 824509.0),
    ):
        values = library.values(name)
        assert not values.aggregated
        assert values.mark("SE31", period).value == published


def test_a_refused_region_has_no_value_and_a_reason(library) -> None:
    for item in library.available().values():
        if item.aggregation.method == "refused":
            assert item.aggregation.reason is not None
            for sex in item.breakdowns:
                assert library.values(item.id, sex).latest("SE31") is None, item.id


def test_riket_is_what_the_source_says_never_a_mean_of_counties(library) -> None:
    for item in library.available().values():
        if item.source is None:
            continue
        total = "total" in item.breakdowns
        held = raw(library, item.source.dataset, item.source.measure) if total else {}
        for mark in library.values(item.id, item.breakdowns[0]).places.get("00", ()):
            if mark.value is not None and held:
                assert held["00", mark.period] == mark.value, item.id


@pytest.mark.parametrize(
    ("as_of", "dalarna", "varmland"), [(date(2019, 1, 1), 1344, 850), (None, 1323, 830)]
)
def test_business_rd_of_2017_is_shown_as_it_was_known(library, as_of, dalarna, varmland) -> None:
    values = library.values("rd_business", "total", as_of)
    assert values.mark("20", "2017").value == dalarna
    assert values.mark("17", "2017").value == varmland
    chosen = library.resolve(Selection(indicator="rd_business", as_of=as_of)).selection
    spec = library.over_time(chosen)
    shown = {item.code: {mark.period: mark for mark in item.marks} for item in spec.series}
    assert shown["20"]["2017"].value == dalarna
    assert shown["SE31"]["2017"].value == dalarna + varmland + (846 if as_of else 867)
    assert ("2018-11-21" if as_of else "2020-10-29") in spec.source
    ranked = library.resolve(Selection(indicator="rd_business", as_of=as_of, period="2017"))
    assert f"{formats.number(dalarna, 0, 'sv')}\u00a0mnkr" in library.ranking(ranked.selection).alt


def test_a_value_suppressed_then_and_published_later_keeps_both_answers(library) -> None:
    then = library.values("rd_business", "total", date(2019, 1, 1)).mark("21", "2011")
    now = library.values("rd_business").mark("21", "2011")
    assert (then.value, then.status) == (None, "Q") and now.value == 635
    assert (
        library.values("rd_business", "total", date(2019, 1, 1)).mark("SE31", "2011").value is None
    )


def test_vintages_are_never_mixed_in_one_line(library) -> None:
    for code in ("20", "21", "17", "00"):
        old = library.values("rd_business", "total", date(2019, 1, 1)).places[code]
        new = library.values("rd_business").places[code]
        assert old[0].period == "2005" and new[0].period == "2007"


def test_missing_is_never_zero(library) -> None:
    checked = 0
    for item in library.available().values():
        for sex in item.breakdowns:
            for found in library.values(item.id, sex).places.values():
                for mark in found:
                    if mark.value is None:
                        checked += 1
                        assert set(mark.status) & MISSING_STATUS, item.id
                        assert formats.number(mark.value, item.decimals, "sv") == "–"
    assert checked > 100


def test_a_region_with_a_missing_part_is_missing_whatever_the_method(library) -> None:
    for item in library.available().values():
        for sex in item.breakdowns:
            values = library.values(item.id, sex)
            for mark in values.places.get("SE31", ()) if values.aggregated else ():
                parts = [values.mark(code, mark.period) for code in THE_THREE]
                if any(part is None or part.value is None for part in parts):
                    assert mark.value is None, (item.id, mark.period)


def test_synthetic_values_reach_the_chart_unchanged() -> None:
    figures = rows(("20", "2019", 1.25), ("20", "2020", None, "Q"), ("21", "2019", 3.5))
    library, _ = library_of(figures, indicator())
    values = library.values("synthetic")
    assert values.periods == ("2019",)
    assert values.latest("20").value == 1.25 and values.latest("17") is None
    assert values.mark("20", "2020").status == "Q" and values.mark("17", "2020") is None


def test_sexes_are_shown_together_only_when_asked() -> None:
    assert (
        sexes("sex") == ("women", "men") and sexes("men") == ("men",) and sexes(None) == ("total",)
    )


def test_how_figures_came_about_is_said_once(library) -> None:
    for name in library.available():
        spec = library.over_time(library.resolve(Selection(indicator=name)).selection)
        told = spec.processing.split(". ")
        assert len(told) == len(set(told)), (name, spec.processing)
