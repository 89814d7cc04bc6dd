"""Places that stand for many: peers, the pilots, and what they become in a chart."""

from __future__ import annotations

import pytest

from data.geography import geographies
from indicators.library import Library
from indicators.model import Selection
from indicators.places import companions, expanded, place_sets, set_held, set_members
from indicators.selection import PEERS, PILOTS, from_query
from indicators.spec import Mark
from indicators.values import Values

#: the regions of the Commission's pilot as the issue names them
PILOT_REGIONS = {
    "North Middle Sweden", "Cantabria", "Centre-Val de Loire", "East and North Finland",
    "Grand Est", "Greater Manchester", "Hauts-de-France", "Lithuania", "Piedmont", "Saxony",
    "Slovenia", "Wallonia",
}  # fmt: skip


def values(**marks: float | None) -> Values:
    """A series of 2022 with these places; None is a gap with its reason."""
    held = {
        code: (Mark("2022", value, "A" if value is not None else "Q"),)
        for code, value in marks.items()
    }
    by_period = {"2022": {code: found[0] for code, found in held.items()}}
    return Values(held, by_period, ("2022",), (), False, frozenset())


def test_the_pilots_are_the_twelve_of_the_commission() -> None:
    found = place_sets()[PILOTS].places
    assert {place.name.en for place in found} == PILOT_REGIONS
    assert len(found) == len({place.code for place in found}) == 12


def test_every_code_of_a_set_lies_in_its_region() -> None:
    """Parts are codes of the table of geographies and begin as their region's code does."""
    for place in place_sets()[PILOTS].places:
        codes = [place.code] if place.code in geographies() else []
        for part in place.parts:
            assert part in geographies()
            assert part.startswith(place.code) or place.code.startswith(part)
        assert codes or place.parts


def test_a_region_held_whole_is_not_split_into_its_parts() -> None:
    held = values(FRE=1.0, FRE1=2.0, FRE2=3.0)
    assert set_members(PILOTS, held) == ("FRE",)


def test_a_region_not_held_whole_stands_as_the_parts_that_have_values() -> None:
    held = values(FRE=None, FRE1=2.0, FRE2=None, DED2=1.0, DED4=2.0, DED5=3.0)
    assert set_members(PILOTS, held) == ("FRE1", "DED2", "DED4", "DED5")


def test_a_region_without_any_value_stays_without() -> None:
    found = {place.code: codes for place, codes in set_held(PILOTS, values(SE31=1.0))}
    assert found["SE31"] == ("SE31",)
    assert found["UKD3"] == ()
    assert len(found) == 12


def test_companions_are_the_peers_and_pilots_that_the_series_holds_once_each() -> None:
    held = values(SE31=1.0, ES13=2.0, BE33=3.0)
    found = companions((PEERS, PILOTS), held, ("BE33", "ES13", "EE00"))
    assert found == ("BE33", "ES13", "SE31")


def test_peers_that_were_not_asked_for_are_not_drawn() -> None:
    assert companions(("SE31",), values(SE31=1.0, BE33=3.0), ("BE33",)) == ()


def test_companions_are_drawn_by_name_after_the_chosen_places() -> None:
    held = values(SE31=1.0, BE33=3.0, ES12=2.0)
    assert expanded(("SE31", PEERS), held, ("BE33", "ES12")) == (
        ("SE31", True),
        ("BE33", True),
        ("ES12", True),
    )


# Through the library, as an address asks


def drawn(library: Library, query: str) -> tuple[Selection, list[str]]:
    chosen = library.resolve(*from_query(query)).selection
    return chosen, [item.code for item in library.view(chosen).series]


@pytest.mark.parametrize("weights", ["", "&vikter=befolkning:0,industri:2"])
def test_similar_counties_are_drawn_with_the_home_and_riket(library: Library, weights: str) -> None:
    query = f"?indikator=exports_goods_per_inhabitant&platser=20,lika,00{weights}"
    chosen, codes = drawn(library, query)
    expected = library.peers("county", "20", chosen.weights)
    assert chosen.peers == expected and len(expected) == 5
    assert sorted(codes) == sorted({"20", "00", *expected})


def test_weights_in_the_address_change_the_peers_drawn(library: Library) -> None:
    plain = drawn(library, "?indikator=rd_per_inhabitant&platser=20,lika")[1]
    only_size = "&vikter=bruttoregionprodukt:0,industri:0,utbildning:0"
    assert drawn(library, f"?indikator=rd_per_inhabitant&platser=20,lika{only_size}")[1] != plain


def test_similar_regions_are_drawn_for_an_indicator_of_regions(library: Library) -> None:
    chosen, codes = drawn(library, "?indikator=gdp_per_inhabitant_pps&platser=SE31,lika")
    assert chosen.peers == library.peers("nuts2", "20", ())
    assert set(codes) == {"SE31", *chosen.peers}


def test_the_pilots_are_drawn_whole_or_in_parts(library: Library) -> None:
    _, codes = drawn(library, "?indikator=gdp_per_inhabitant_pps&platser=SE31,piloter")
    members = set_members(PILOTS, library.values("gdp_per_inhabitant_pps"))
    assert set(codes) == {"SE31", *members}
    assert {"SE31", "ES13", "ITC1", "LT", "SI", "FI1D"} <= set(codes)
    assert "UKD3" not in codes  # the series holds no British region


def test_the_home_county_decides_whose_peers_they_are(library: Library) -> None:
    found = {
        home: drawn(library, f"?indikator=rd_per_inhabitant&platser={home},lika&hem={home}")[
            0
        ].peers
        for home in ("20", "21", "17")
    }
    assert len(set(found.values())) == 3
    assert all(home not in peers for home, peers in found.items())
