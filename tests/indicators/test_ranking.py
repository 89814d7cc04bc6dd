"""The house chart: who is highlighted, groups, ranks, quartiles, and what its key depends on."""

from __future__ import annotations

import statistics
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import EU27, RIKET, counties, geographies, swedish_regions
from indicators.depends import house_chart
from indicators.library import Library
from indicators.model import Indicator, Selection
from indicators.ranking import one_edition
from indicators.spec import ChartSpec, Series
from indicators.views import VIEWS
from tests.indicators.synthetic import indicator, library_of, rows


def drawn(library: Library, **asked: object) -> ChartSpec:
    chosen = library.resolve(Selection(view="ranking", **asked), ()).selection  # type: ignore[arg-type]
    return VIEWS["ranking"].draw(library, chosen)


def made_up(*cells: tuple[object, ...], **changes: object) -> tuple[Library, Indicator]:
    item = indicator(**changes)
    return library_of(rows(*cells), item)[0], item


def roles(spec: ChartSpec) -> dict[str, str]:
    return {item.code: item.role for item in spec.series}


def values(spec: ChartSpec) -> dict[tuple[str, str], object]:
    return {(item.code, item.sex): item.marks[0] for item in spec.series}


#: counties of four regions; Gotland and Värmland are confidential, all others not published
CELLS = (
    ("01", "2020", 5.0),  # Stockholm
    ("12", "2020", 9.0), ("10", "2020", 1.0),  # Sydsverige
    ("06", "2020", 7.0), ("07", "2020", 6.0), ("09", "2020", None, "Q"),  # Småland med öarna
    ("20", "2020", 4.0), ("21", "2020", 8.0), ("17", "2020", None, "Q"),  # Norra Mellansverige
    ("00", "2020", 5.5),
)  # fmt: skip
#: the order by hand: regions by their highest county, 9, 8, 7, 5; missing ones last by name
BY_COUNTY = [RIKET, "12", "10", "21", "20", "17", "06", "07", "09", "08", "01"]


# --- who is highlighted ----------------------------------------------------------------------


def test_named_counties_are_companions_and_the_rest_are_others(library: Library) -> None:
    found = roles(drawn(library, indicator="unemployment_bas", places=("20", "06", "25", "00")))
    assert found["20"] == "home"
    assert {code for code, role in found.items() if role == "compared"} == {"06", "25", "21", "17"}
    assert found[RIKET] == "reference"
    assert sum(role == "others" for role in found.values()) == 21 - 5


def test_groups_name_nobody(library: Library) -> None:
    plain = roles(drawn(library, indicator="unemployment_bas"))
    assert roles(drawn(library, indicator="unemployment_bas", places=("20", "lan"))) == plain


def test_the_pilots_and_peers_of_a_ranking_are_companions(library: Library) -> None:
    resolved = library.resolve(
        Selection(view="ranking", indicator="ris_business_rd", places=("europa", "piloter")), ()
    ).selection
    found = roles(VIEWS["ranking"].draw(library, resolved))
    assert {"ITC1", "ES13", "BE3"} <= {code for code, role in found.items() if role == "compared"}
    peers = replace(resolved, places=("europa", "lika"), peers=("DK02", "FI19"))
    named = roles(VIEWS["ranking"].draw(library, peers))
    assert {code for code, role in named.items() if role == "compared"} == {"DK02", "FI19"}
    assert named["SE31"] == "group" and named[EU27] == "reference"


def test_regions_from_abroad_join_the_swedish_ones_without_a_rank(library: Library) -> None:
    spec = drawn(library, indicator="unemployment_lfs", places=("SE31", "DK02", "FI19"))
    assert set(roles(spec)) == {*swedish_regions(), "DK02", "FI19"}
    assert set(spec.bands) == set(swedish_regions())
    alone = drawn(library, indicator="unemployment_lfs", places=("SE31",))
    assert spec.bands == alone.bands and "DK02" not in roles(alone)
    assert "Sveriges riksområden och valda regioner" in spec.title
    assert "Sveriges riksområden 2" in alone.title
    assert "utan plats" in spec.explanation and "utan plats" not in alone.explanation
    found = [item.marks[0].value for item in spec.series]
    assert found == sorted(found)  # lower is better


def test_a_companion_without_a_value_stands_last_with_its_reason(library: Library) -> None:
    asked = {"indicator": "gerd", "period": "2017"}
    held = library.values("gerd")
    gone = next(code for code in ("DK02", *held.places) if code not in held.valued["2017"]
                and geographies()[code].level == "nuts2" and held.latest(code))  # fmt: skip
    spec = drawn(library, **asked, places=("SE31", gone))
    last = next(item for item in spec.series if item.code == gone)
    assert last.marks[0].value is None and last.marks[0].status in "QMLNO"
    assert spec.series.index(last) >= sum(item.marks[0].value is not None for item in spec.series)


def test_the_house_chart_is_drawn_anew_only_where_it_highlights_others() -> None:
    plain = Selection(indicator="x", places=("20", "21", "17", "SE31", "00"))
    same = (
        {"places": ("20",)}, {"places": ("lan", "00")}, {"places": ()}, {"start": "2011"},
        {"end": "2020"}, {"smoothing": "3"}, {"order": "level"}, {"axis": "own"},
        {"against": "y"}, {"weights": ("density:2",)}, {"view": "panels"}, {"search": "fou"},
    )  # fmt: skip
    for changes in same:
        assert house_chart(replace(plain, **changes)) == house_chart(plain), changes
    other = (
        {"places": ("20", "06")}, {"places": ("lika",)}, {"places": ("piloter",)},
        {"places": ("europa",)}, {"period": "2011"}, {"measure": "index"}, {"home": "21"},
        {"grouping": "nuts2"}, {"breakdown": "women"}, {"language": "en"},
    )  # fmt: skip
    keys = [house_chart(replace(plain, **changes)) for changes in other]
    assert len({house_chart(plain), *keys}) == 1 + len(other)
    assert house_chart(replace(plain, places=("06", "25"))) == house_chart(
        replace(plain, places=("25", "20", "06"))
    )
    peers = replace(plain, places=("lika",))
    assert house_chart(replace(peers, weights=("density:2",))) != house_chart(peers)


# --- groups ----------------------------------------------------------------------------------


def test_counties_stand_within_their_regions_best_first() -> None:
    library, _ = made_up(*CELLS)
    spec = drawn(library, indicator="synthetic", grouping="nuts2")
    assert [item.code for item in spec.series][: len(BY_COUNTY)] == BY_COUNTY
    assert all(item.marks[0].value is None for item in spec.series[len(BY_COUNTY) :])
    said = {item.code: item.said for item in spec.series}
    assert said["20"] == said["17"] == "Norra Mellansverige"
    assert said["09"] == "Småland med öarna" and said[RIKET] == ""
    assert spec.said == "Riksområde" and spec.subtitle.endswith(", inom varje riksområde.")
    assert "högsta länsvärdet" in spec.explanation and "högsta länsvärdet" in spec.alt
    assert "Först Skåne med 9,0, sist Blekinge med 1,0." in spec.alt


def test_where_lower_is_better_the_region_with_the_lowest_county_stands_first() -> None:
    library, _ = made_up(*CELLS, direction="down")
    spec = drawn(library, indicator="synthetic", grouping="nuts2", language="en")
    valued = [item.code for item in spec.series if item.marks[0].value is not None]
    assert valued == [RIKET, "10", "12", "20", "21", "01", "07", "06"]
    assert "lowest county value" in spec.explanation
    assert "within each NUTS 2 region" in spec.subtitle


def test_a_region_with_a_value_heads_its_counties_but_is_not_held_against_a_best_county() -> None:
    library, _ = made_up(*CELLS, ("SE31", "2020", 6.0), aggregation={"method": "published"})
    spec = drawn(library, indicator="synthetic", grouping="nuts2")
    codes = [item.code for item in spec.series]
    # its own 6.0 would put it behind Småland's 7.0, which is a county and no region
    assert codes[1:7] == ["12", "10", "SE31", "21", "20", "17"]
    head = spec.series[3]
    assert (head.said, head.role, head.marks[0].value) == ("Norra Mellansverige", "group", 6.0)
    assert "SE31" not in spec.bands
    assert "SE31" not in {i.code for i in drawn(library, indicator="synthetic").series}


def test_regions_that_all_have_values_stand_in_their_own_order() -> None:
    own = (("SE11", 5.0), ("SE22", 4.0), ("SE21", 6.5), ("SE31", 6.0))
    library, _ = made_up(
        *CELLS, *((code, "2020", value) for code, value in own), aggregation={"method": "published"}
    )
    spec = drawn(library, indicator="synthetic", grouping="nuts2")
    heads = [item for item in spec.series if item.code.startswith("SE")]
    assert [item.code for item in heads] == ["SE21", "SE31", "SE11", "SE22"]
    assert [item.name for item in heads][::2] == ["Småland med öarna (riksområde)",
                                                  "Stockholm (riksområde)"]  # fmt: skip
    assert "sina egna värden" in spec.explanation


def test_a_number_that_grows_with_the_place_has_no_region_beside_its_counties() -> None:
    library, _ = made_up(
        *CELLS, ("SE31", "2020", 60.0), aggregation={"method": "published"}, extensive=True
    )
    spec = drawn(library, indicator="synthetic", grouping="nuts2")
    assert {item.code for item in spec.series} == set(counties())
    assert spec.said


def test_regions_are_never_grouped_under_themselves(library: Library) -> None:
    spec = drawn(library, indicator="unemployment_lfs", grouping="nuts2")
    assert spec == drawn(library, indicator="unemployment_lfs") and not spec.said


@pytest.mark.parametrize("breakdown", ["sex", "women"])
def test_women_and_men_are_grouped_too(library: Library, breakdown: str) -> None:
    asked = {"indicator": "education_3plus", "breakdown": breakdown}
    flat, grouped = drawn(library, **asked), drawn(library, **asked, grouping="nuts2")
    assert values(grouped) == values(flat)
    assert grouped.bands == flat.bands and bool(flat.bands) is (breakdown == "women")
    pairs = [item.sex for item in grouped.series]
    assert pairs == (["women", "men"] * 22 if breakdown == "sex" else ["women"] * 22)


def test_grouping_changes_no_number_no_rank_and_no_place(library: Library) -> None:
    for item in library.available().values():
        for measure in ("value", "change") if item.level == "county" else ():
            asked = {"indicator": item.id, "measure": measure}
            flat, grouped = drawn(library, **asked), drawn(library, **asked, grouping="nuts2")
            heads = {one.code for one in grouped.series} - {one.code for one in flat.series}
            assert heads <= set(swedish_regions()), item.id
            assert {k: m for k, m in values(grouped).items() if k[0] not in heads} == values(flat)
            assert grouped.bands == flat.bands
            held = library.values(item.id, item.breakdowns[0])
            for one in grouped.series:
                if one.code in heads and measure == "value":
                    assert one.marks[0] == held.mark(one.code, grouped.periods[0])


def test_the_formula_stands_where_the_computed_region_does(library: Library) -> None:
    asked = {"indicator": "rd_per_inhabitant", "places": ("20", "21", "17", "SE31")}
    assert "Norra Mellansverige =" in drawn(library, **asked, grouping="nuts2").processing
    assert "Norra Mellansverige =" not in drawn(library, **asked).processing


COUNTY_VALUES = st.lists(st.none() | st.integers(-3, 3).map(float), min_size=21, max_size=21)


@given(COUNTY_VALUES, st.sampled_from(["up", "down", "none"]))
def test_no_grouping_turns_missing_into_a_value_or_mixes_the_order(found, direction) -> None:
    if all(value is None for value in found):
        found = [1.0, *found[1:]]
    cells = [(code, "2020", value, "A" if value is not None else "Q")
             for code, value in zip(counties(), found, strict=True)]  # fmt: skip
    library, _ = made_up(*cells, direction=direction)
    spec = drawn(library, indicator="synthetic", grouping="nuts2")
    assert {item.code: item.marks[0].value for item in spec.series} == dict(
        zip(counties(), found, strict=True)
    )
    groups: dict[str, list[Series]] = {}
    for item in spec.series:
        assert item.said not in groups or list(groups)[-1] == item.said  # each stands together
        groups.setdefault(item.said, []).append(item)
    firsts = []
    for name, items in groups.items():
        inside = [item.marks[0].value for item in items]
        present = [value for value in inside if value is not None]
        assert inside == sorted(present, reverse=direction != "down") + [None] * (
            len(inside) - len(present)
        )
        assert {geographies()[geographies()[item.code].parent].short() for item in items} == {name}
        firsts.append(inside[0])
    present = [value for value in firsts if value is not None]
    assert firsts[: len(present)] == sorted(present, reverse=direction != "down")


# --- ranks and quartiles ---------------------------------------------------------------------


def test_values_within_each_others_margins_share_a_band() -> None:
    cells = (("01", "2020", 9.0, "A", 0.5), ("03", "2020", 8.4, "A", 0.5),
             ("04", "2020", 6.0, "A", 0.1), ("05", "2020", 5.0, "A", 0.1))  # fmt: skip
    library, _ = made_up(*cells)
    spec = drawn(library, indicator="synthetic")
    # 9.0 ± 0.5 and 8.4 ± 0.5 overlap; 6.0 ± 0.1 and 5.0 ± 0.1 do not
    assert spec.bands == {"01": "1–2", "03": "1–2", "04": "3", "05": "4"}


def test_every_region_of_europe_is_ranked_that_is_drawn(library: Library) -> None:
    for name in ("ris_business_rd", "unemployment_lfs"):
        spec = drawn(library, indicator=name, places=("SE31", "europa"))
        regions = {item.code for item in spec.series if item.marks[0].value is not None
                   and item.role != "reference"}  # fmt: skip
        assert set(spec.bands) == regions and len(regions) > 200
        assert spec.facts["n"] == len(regions)


@pytest.mark.parametrize("name", ["ris_business_rd", "unemployment_lfs", "tertiary_education"])
@pytest.mark.parametrize("measure", ["value", "change"])
def test_quartiles_are_those_of_the_regions_drawn(library: Library, name, measure) -> None:
    spec = drawn(library, indicator=name, measure=measure, places=("SE31", "europa"))
    found = [item.marks[0].value for item in spec.series if item.code in spec.bands]
    expected = statistics.quantiles(found, n=4, method="inclusive")  # type: ignore[type-var]
    names = ("lower_quartile", "median", "upper_quartile")
    assert [spec.facts[name] for name in names] == pytest.approx(expected)
    assert "linjär interpolation" in spec.processing and "oviktade" in spec.processing
    assert not spec.processing.startswith("Ingen")
    assert "median" in spec.alt


def test_a_short_ranking_has_no_quartiles(library: Library) -> None:
    assert not drawn(library, indicator="unemployment_bas").facts
    assert not drawn(library, indicator="unemployment_lfs", places=("SE31", "DK02")).facts


def test_the_home_region_and_its_companions_are_told_aloud(library: Library) -> None:
    spec = drawn(library, indicator="ris_business_rd", places=("SE31", "europa", "ITC1"))
    for code in ("SE31", "ITC1"):
        name = next(item.name for item in spec.series if item.code == code)
        assert f"{name}: " in spec.alt
        assert f"plats {spec.bands[code]} av {len(spec.bands)}." in spec.alt


def test_no_ground_is_ranked_twice(library: Library) -> None:
    # Scotland is quoted in the editions of 2013 and of 2016 at once
    spec = drawn(library, indicator="gerd", period="2015", places=("SE31", "europa"))
    codes = {item.code for item in spec.series}
    assert {"UKM7", "UKM8", "UKM9", "UKC1"} <= codes
    assert {"UKM2", "UKM3"} <= library.values("gerd").by_period["2015"].keys()
    assert not {"UKM2", "UKM3"} & codes


def test_countries_of_one_edition_are_left_alone() -> None:
    held = tuple(code for code in ("SE11", "SE31", "TR10", "TR21", "UKC1", "UKM2", "UKM3")
                 if code in geographies())  # fmt: skip
    assert one_edition(held) == held
    assert one_edition((*held, "UKM7")) == tuple(
        code for code in (*held, "UKM7") if code not in ("UKM2", "UKM3")
    )
