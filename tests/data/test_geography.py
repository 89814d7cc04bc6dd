"""The table of places: codes, parents and the crosswalk SCB / Kolada / NUTS."""

import csv
from pathlib import Path

import pytest

from data.geography import (
    EU27,
    NORRA_MELLANSVERIGE,
    RIKET,
    THE_THREE,
    counties,
    geographies,
    swedish_regions,
)

PUBLISHED = Path(__file__).parents[2] / "data" / "published"

#: written by hand from SCB's and Eurostat's lists, not from the file under test:
#: riksområde -> county code, short name, NUTS 3 code
COUNTIES_OF = {
    "SE11": [("01", "Stockholm", "SE110")],
    "SE12": [
        ("03", "Uppsala", "SE121"),
        ("04", "Södermanland", "SE122"),
        ("05", "Östergötland", "SE123"),
        ("18", "Örebro", "SE124"),
        ("19", "Västmanland", "SE125"),
    ],
    "SE21": [
        ("06", "Jönköping", "SE211"),
        ("07", "Kronoberg", "SE212"),
        ("08", "Kalmar", "SE213"),
        ("09", "Gotland", "SE214"),
    ],
    "SE22": [("10", "Blekinge", "SE221"), ("12", "Skåne", "SE224")],
    "SE23": [("13", "Halland", "SE231"), ("14", "Västra Götaland", "SE232")],
    "SE31": [("17", "Värmland", "SE311"), ("20", "Dalarna", "SE312"), ("21", "Gävleborg", "SE313")],
    "SE32": [("22", "Västernorrland", "SE321"), ("23", "Jämtland", "SE322")],
    "SE33": [("24", "Västerbotten", "SE331"), ("25", "Norrbotten", "SE332")],
}
#: the other 26 members of the EU
MEMBERS = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SI SK"


def test_every_place_of_the_embedded_figures_is_known():
    unknown = set()
    for path in PUBLISHED.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            unknown |= {row["geo"] for row in csv.DictReader(file)} - set(geographies())
    assert unknown == set()


def test_the_twenty_one_counties_stand_in_the_order_of_scb():
    assert len(counties()) == 21
    assert list(counties()) == sorted(counties())


def test_the_eight_riksområden_belong_to_riket():
    assert swedish_regions() == tuple(COUNTIES_OF)
    assert geographies()[RIKET].parent == EU27
    assert geographies()[EU27].parent == ""
    assert geographies()[NORRA_MELLANSVERIGE].short() == "Norra Mellansverige"


@pytest.mark.parametrize("region", COUNTIES_OF)
def test_each_county_has_its_riksområde_name_and_codes(region):
    children = [code for code in counties() if geographies()[code].parent == region]
    assert children == [code for code, _, _ in COUNTIES_OF[region]]
    for code, short, nuts in COUNTIES_OF[region]:
        place = geographies()[code]
        assert (place.short_sv, place.nuts, place.kolada) == (short, nuts, f"00{code}")
        assert place.name_sv.endswith(" län")
        assert place.name_en == f"{short} County"


def test_the_three_counties_are_those_of_norra_mellansverige():
    assert {geographies()[code].parent for code in THE_THREE} == {NORRA_MELLANSVERIGE}
    assert geographies()["20"].name_sv == "Dalarnas län"
    assert geographies()[RIKET].kolada == "0000"


def test_the_countries_of_the_eu_are_its_twenty_seven_members():
    countries = [place for place in geographies().values() if place.level == "country"]
    inside = {place.code for place in countries if place.parent == EU27}
    assert " ".join(sorted(inside - {RIKET})) == MEMBERS
    assert RIKET in inside
    assert {"UK", "NO", "CH"} <= {place.code for place in countries if not place.parent}


def test_each_european_region_belongs_to_the_country_of_its_code():
    for place in geographies().values():
        if place.level in ("nuts1", "nuts2") and place.parent != RIKET:
            assert place.parent == place.code[:2]
            assert geographies()[place.parent].level == "country"
            assert len(place.code) == (3 if place.level == "nuts1" else 4)


def test_every_place_has_names_in_both_languages():
    for place in geographies().values():
        assert all((place.name_sv, place.name_en, place.short_sv, place.short_en)), place.code


def test_the_editions_of_nuts_are_told_apart():
    valid = {code: place.valid for code, place in geographies().items()}
    assert (valid["FR22"], valid["FRE2"]) == ("2013", "2016 2021 2024")
    assert (valid["NL31"], valid["NL35"]) == ("2013 2016 2021", "2024")
    assert {edition for text in valid.values() for edition in text.split()} == {
        "2013", "2016", "2021", "2024"
    }  # fmt: skip
