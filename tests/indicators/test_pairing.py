"""Which two indicators may be set against each other, why not, and what is shown instead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import counties, geographies, swedish_regions
from indicators.kin import bound_by, kin, shared_number, unfit
from indicators.library import Library
from indicators.model import Indicator, Selection
from indicators.pairing import (
    FEWEST,
    common_periods,
    compared_places,
    nearest,
    paired_places,
    periods_of_pair,
    possible_against,
    refusal,
    sex_of,
)
from tests.indicators.synthetic import indicator, library_of, rows

ALL = counties()


def pair_of(library: Library, a: str, b: str | None, **changes: object) -> Selection:
    asked = Selection(view="scatter", indicator=a, against=b, **changes)  # type: ignore[arg-type]
    return library.resolve(asked, ()).selection


def told(library: Library, a: str, b: str, language: str = "sv") -> str:
    found = library.available()
    asked = Selection(language=language)  # type: ignore[arg-type]
    refused = refusal(library, found[a], found[b], asked)
    assert refused is not None
    return refused.reason


# --- what never goes together ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "key"),
    [
        ("unemployment_bas", "unemployment_bas", "against_same"),
        ("unemployment_bas", "unemployment_lfs", "against_exclusive"),
        ("unemployment_bas", "unemployment_bas_monthly", "against_exclusive"),
        ("rd_per_inhabitant", "tertiary_education", "against_only_regions"),
        ("tertiary_education", "rd_per_inhabitant", "against_only_counties"),
        ("ghg_intensity", "grp", "against_computed"),
        ("grp", "ghg_intensity", "against_computed"),
        ("exports_goods_share_of_grp", "exports_goods", "against_computed"),
        ("gdp_per_inhabitant_pps_county", "gdp_per_inhabitant_eur_county", "against_alike"),
        ("rd_share_of_grp", "rd_per_inhabitant_business", "against_alike"),
        ("ris_innovation_index", "ris_trademarks", "against_alike"),
        ("ris_trademarks", "ris_innovation_index", "against_alike"),
        ("population_average", "ets_emissions", "against_size"),
        ("rd_per_inhabitant_business", "rd_per_inhabitant_public", None),
        ("ris_trademarks", "ris_designs", None),
        ("unemployment_bas", "population_average", None),
        ("rd_share_of_grp", "grp_per_employed", None),
    ],
)
def test_what_follows_from_the_arithmetic_is_refused(
    library: Library, a: str, b: str, key: str | None
) -> None:
    found = library.catalogue.indicators
    assert unfit(found[a], found[b]) == key


def test_all_three_definitions_of_unemployment_are_kept_apart(library: Library) -> None:
    found = [one for one in library.catalogue.indicators.values() if one.exclusive]
    assert len(found) >= 3
    assert {unfit(a, b) for a in found for b in found if a.id != b.id} == {"against_exclusive"}


def test_refusal_does_not_depend_on_the_order(library: Library) -> None:
    found = list(library.catalogue.indicators.values())
    for a in found:
        for b in found:
            assert (unfit(a, b) is None) == (unfit(b, a) is None), (a.id, b.id)
            assert (shared_number(a, b) is None) == (shared_number(b, a) is None), (a.id, b.id)


def test_the_table_names_only_indicators_that_exist(library: Library) -> None:
    known = library.catalogue.indicators
    for name, group in kin().items():
        named = [*group.alike, *group.parts, *group.shared]
        assert set(named) <= set(known), name
        assert len(set(named)) == len(named) > 1, name


def test_a_common_number_is_no_refusal_but_is_known(library: Library) -> None:
    found = library.catalogue.indicators
    both = found["rd_share_of_grp"], found["grp_per_employed"]
    assert unfit(*both) is None
    why = shared_number(*both)
    assert why is not None and "bruttoregionprodukten" in why.sv
    both = found["enterprise_birth_rate"], found["manufacturing_women_share"]
    assert shared_number(*both) is None
    # two ratios whose denominator is one and the same series, which no table needs to name
    both = found["foreign_owned_share"], found["manufacturing_share_bas"]
    assert shared_number(*both) is not None and bound_by(*both) is None
    assert shared_number(found["unemployment_bas"], found["matching_rate"]) is None


# --- the sentence and the alternative --------------------------------------------------------


def test_a_refusal_says_why_and_names_the_nearest_honest_alternative(library: Library) -> None:
    found = library.available()
    asked = Selection(language="sv")
    refused = refusal(library, found["rd_per_inhabitant"], found["tertiary_education"], asked)
    assert refused is not None and refused.alternative is not None
    assert refused.reason == (
        "Eftergymnasialt utbildade 25–64 år publiceras bara för riksområden, inte för län, "
        "och kan inte ställas mot FoU-utgifter per invånare."
    )
    # the counties' own figure of the same matter
    assert refused.alternative.id == "education_3plus"
    assert "two definitions of the same thing" in told(
        library, "unemployment_bas", "unemployment_lfs", "en"
    )
    assert told(library, "gdp_per_inhabitant_pps_county", "gdp_per_inhabitant_eur_county").endswith(
        "ställs inte mot varandra: det är samma belopp i två enheter."
    )
    assert "ingen gemensam period" in told(library, "new_enterprises_per_1000", "unemployment_bas")


def test_an_alternative_can_itself_be_shown(library: Library) -> None:
    found = library.available()
    for a in found.values():
        possible = {one.id for one in possible_against(library, a)}
        for b in found.values():
            refused = refusal(library, a, b, Selection())
            assert (refused is None) == (b.id in possible), (a.id, b.id)
            if refused is not None and possible:
                assert refused.alternative is not None
                assert refused.alternative.id in possible


def test_the_nearest_shares_words_before_themes() -> None:
    def one(code: str, name: str, theme: str) -> Indicator:
        return indicator(id=code, name={"sv": name, "en": name}, themes=[theme])

    wanted = one("wanted", "Utbildade i industrin", "skills")
    word = one("word", "Andel utbildade", "research")
    theme = one("theme", "Lediga jobb", "skills")
    neither = one("neither", "Konkurser", "research")
    assert nearest([neither, theme, word], wanted) == word
    assert nearest([neither, theme], wanted) == theme
    assert nearest([], wanted) is None


# --- periods and places ----------------------------------------------------------------------


def made(*cells: tuple[object, ...], **changes: object) -> Library:
    """Two synthetic indicators: `number` and `other`; cells are (measure, geo, period, value)."""
    import pandas as pd

    a = indicator(id="a", **changes)
    b = indicator(id="b", source={"dataset": "synthetic", "measure": "other"}, **changes)
    figures = pd.concat(
        [
            rows(*(cell[1:] for cell in cells if cell[0] == measure), measure=measure)
            for measure in ("number", "other")
        ]
    )
    return library_of(figures, a, b)[0]


def grid(measure: str, period: str, places: tuple[str, ...]) -> list[tuple[object, ...]]:
    return [(measure, code, period, float(int(code))) for code in places]


def test_a_period_needs_both_values_for_enough_places() -> None:
    library = made(
        *grid("number", "2019", ALL), *grid("other", "2019", ALL),
        *grid("number", "2020", ALL), *grid("other", "2020", ALL[:11]),
        *grid("number", "2021", ALL), *grid("other", "2021", ALL[:10]),
        *grid("number", "2022", ALL),
        *grid("other", "2023", ALL),
    )  # fmt: skip
    a, b = library.values("a"), library.values("b")
    # half of the 21 of the best period is ten and a half
    assert common_periods(a, b, ALL) == ("2019", "2020")
    assert paired_places(a, b, "2021", ALL) == list(ALL[:10])
    assert paired_places(a, b, "2022", ALL) == []
    chosen = pair_of(library, "a", "b")
    assert (chosen.period, periods_of_pair(library, chosen)) == ("2020", ("2019", "2020"))


def test_fewer_places_than_an_interval_needs_are_no_pair() -> None:
    few = ALL[: FEWEST - 1]
    library = made(*grid("number", "2020", few), *grid("other", "2020", few))
    assert possible_against(library, library.available()["a"]) == ()
    enough = ALL[:FEWEST]
    library = made(*grid("number", "2020", enough), *grid("other", "2020", enough))
    assert [one.id for one in possible_against(library, library.available()["a"])] == ["b"]


def test_a_missing_value_is_no_value() -> None:
    cells = [("other", code, "2020", None, "Q") for code in ALL]
    library = made(*grid("number", "2020", ALL), *cells, *grid("other", "2019", ALL))
    assert possible_against(library, library.available()["a"]) == ()


def test_europe_is_compared_only_where_both_hold_it_and_it_is_asked_for(library: Library) -> None:
    found = library.available()
    both = found["ris_innovation_index"], found["tertiary_education"]
    values = library.values(both[0].id)
    assert compared_places(*both, values, Selection(places=("SE31",))) == list(swedish_regions())
    asked = Selection(places=("SE31", "europa"))
    europe = compared_places(*both, values, asked)
    assert len(europe) > 200 and europe[:8] == list(swedish_regions())
    chosen = Selection(places=("SE31", "DK01", "12", "00"))
    assert compared_places(*both, values, chosen) == [*swedish_regions(), "DK01"]
    swedish = found["gdp_real_index"]
    assert compared_places(both[0], swedish, values, asked) == list(swedish_regions())


def test_the_same_ground_counts_once(library: Library) -> None:
    found = library.available()
    both = found["ris_innovation_index"], found["ris_trademarks"]
    a, b = (library.values(one.id) for one in both)
    asked = Selection(places=("europa",))
    for period in a.periods:
        places = paired_places(a, b, period, compared_places(*both, a, asked))
        assert len(set(places)) == len(places) > 100
        parents = {geographies()[code].parent for code in places}
        assert parents.isdisjoint(places)


def test_the_breakdown_is_that_of_both_or_said(library: Library) -> None:
    found = library.available()
    both, women_only = found["matching_rate"], found["education_3plus"]
    total = found["unemployment_bas"]
    assert [sex_of(both, one) for one in ("total", "women", "men", "sex")] == [
        "total", "women", "men", "women"
    ]  # fmt: skip
    assert [sex_of(total, one) for one in (None, "women", "men", "sex")] == ["total"] * 4
    assert [sex_of(women_only, one) for one in (None, "total", "men")] == ["women", "women", "men"]


# --- the address -----------------------------------------------------------------------------


def test_an_unknown_second_indicator_is_replaced_and_said(library: Library) -> None:
    asked = Selection(view="scatter", indicator="unemployment_bas", against="removed")
    resolved = library.resolve(asked)
    assert resolved.selection.against in library.available()
    assert "Indikatorn ”removed” finns inte." in resolved.notices[0]
    assert "ställs i stället mot" in resolved.notices[0]


def test_an_unfit_second_indicator_is_replaced_and_said(library: Library) -> None:
    asked = Selection(view="scatter", indicator="unemployment_bas", against="unemployment_lfs")
    resolved = library.resolve(asked)
    other = library.available()[resolved.selection.against or ""]
    assert resolved.notices == (
        "Arbetslöshet 15–74 år (AKU) och Arbetslöshet, register (BAS) är två definitioner av samma "
        "sak och ställs inte mot varandra. Arbetslöshet, register (BAS) ställs i stället mot "
        f"{other.name.sv}.",
    )


def test_a_period_that_both_do_not_have_is_replaced_and_said(library: Library) -> None:
    asked = Selection(
        view="scatter", indicator="unemployment_bas", against="gdp_per_inhabitant_pps_county",
        period="2010",
    )  # fmt: skip
    resolved = library.resolve(asked)
    assert resolved.selection.period == "2020"
    assert resolved.notices == (
        "Båda indikatorerna har inte värden för tillräckligt många platser 2010. "
        "I stället visas 2020.",
    )
    later = library.resolve(replace(asked, period="2021"))
    assert (later.selection.period, later.notices) == ("2021", ())


def test_without_any_partner_development_is_shown(library: Library) -> None:
    asked = Selection(view="scatter", indicator="unemployment_bas_monthly")
    resolved = library.resolve(asked)
    assert resolved.selection.view == "over_time"
    assert "Vyn Samband går inte att visa" in resolved.notices[0]


def test_other_views_leave_the_second_indicator_alone(library: Library) -> None:
    asked = Selection(view="ranking", indicator="unemployment_bas", against="removed")
    resolved = library.resolve(asked)
    assert (resolved.selection.against, resolved.notices) == ("removed", ())


@given(data=st.data())
def test_whatever_two_are_asked_for_are_drawn_or_said(
    library: Library, data: st.DataObject
) -> None:
    names = [*library.available(), "removed"]
    asked = Selection(
        view="scatter",
        indicator=data.draw(st.sampled_from(names)),
        against=data.draw(st.none() | st.sampled_from(names)),
        places=data.draw(st.sampled_from([(), ("20", "SE31"), ("europa",), ("piloter",), ("00",)])),
        period=data.draw(st.none() | st.sampled_from(["2015", "2020", "2021", "x"])),
        breakdown=data.draw(st.none() | st.sampled_from(["total", "women", "men", "sex"])),
        language=data.draw(st.sampled_from(["sv", "en"])),
    )
    resolved = library.resolve(asked)
    chosen = resolved.selection
    again = library.resolve(chosen)
    assert (again.selection, again.notices) == (chosen, ())
    if chosen.view != "scatter":
        assert resolved.notices
        return
    found = library.available()
    assert unfit(found[chosen.indicator or ""], found[chosen.against or ""]) is None
    assert chosen.period in periods_of_pair(library, chosen)
    assert chosen.against == asked.against or asked.against is None or resolved.notices
