"""Level: against Riket, the EU, a median, peers, and women against men."""

from __future__ import annotations

import pandas as pd
import pytest

from data.geography import EU27, RIKET, counties
from data.model import OBSERVATION_DTYPES
from indicators.findings import findings
from indicators.findings.case import spread_of
from indicators.library import Library
from tests.indicators import synthetic
from tests.indicators.findings.made import (
    SPREAD,
    VALUES,
    chart,
    library,
    number,
    of,
    said,
    spread_out,
    with_peers,
)

PERCENT = {"symbol": {"sv": "%", "en": "%"}}


def test_the_made_up_counties_have_the_spread_worked_by_hand() -> None:
    assert spread_of(VALUES) == pytest.approx((56.745 - 43.255) / 1.349) == pytest.approx(SPREAD)


def test_no_spread_where_half_of_the_values_are_alike() -> None:
    assert spread_of([1.0, 5.0, 5.0, 5.0, 5.0, 9.0]) is None


@pytest.mark.parametrize(
    ("riket", "text"),
    [
        # Dalarna has 50.0; the printed decimal makes both err by 0.05 together 0.1
        (50.0, "Dalarna låg 2020 i nivå med Riket: 50,0 % mot 50,0 %."),
        (50.9, "Dalarna låg 2020 i nivå med Riket: 50,0 % mot 50,9 %."),
        (51.0, "Dalarna låg 2020 något lägre än Riket: 50,0 % mot 51,0 % (−1,0 procentenheter)."),
        (55.0, "Dalarna låg 2020 något lägre än Riket: 50,0 % mot 55,0 % (−5,0 procentenheter)."),
        (55.1, "Dalarna låg 2020 lägre än Riket: 50,0 % mot 55,1 % (−5,1 procentenheter)."),
        (60.0, "Dalarna låg 2020 lägre än Riket: 50,0 % mot 60,0 % (−10,0 procentenheter)."),
        (60.1, "Dalarna låg 2020 klart lägre än Riket: 50,0 % mot 60,1 % (−10,1 procentenheter)."),
        (45.0, "Dalarna låg 2020 något högre än Riket: 50,0 % mot 45,0 % (+5,0 procentenheter)."),
        (44.9, "Dalarna låg 2020 högre än Riket: 50,0 % mot 44,9 % (+5,1 procentenheter)."),
        (39.9, "Dalarna låg 2020 klart högre än Riket: 50,0 % mot 39,9 % (+10,1 procentenheter)."),
    ],
)  # fmt: skip
def test_the_level_against_riket_at_and_around_every_threshold(riket: float, text: str) -> None:
    found = said(library(spread_out(riket=riket), **PERCENT))
    (level,) = (item for rule, item in found.items() if rule.startswith("level"))
    assert of(level) == text
    assert number(level, "value") == 50.0
    assert number(level, "other") == riket
    assert number(level, "spread") == pytest.approx(SPREAD)
    assert number(level, "error") == pytest.approx(0.1, abs=1e-4)


@pytest.mark.parametrize(("riket", "rule"), [(79.9, "level_unsure"), (80.1, "level_sure")])
def test_within_the_noise_no_difference_is_sure(riket: float, rule: str) -> None:
    found = said(library(spread_out(riket=riket), noise=30.0, **PERCENT))
    assert rule in found
    if rule == "level_unsure":
        text = "Det fanns ingen säker skillnad mellan Dalarna och Riket 2020: 50,0 % mot 79,9 %."
        assert of(found[rule]) == text


def test_margins_of_both_count() -> None:
    cells = [cell for cell in spread_out() if cell[0] not in ("20", RIKET)]
    near = [*cells, ("20", "2020", 50.0, "A", 3.0), (RIKET, "2020", 54.0, "A", 1.0)]
    apart = [*cells, ("20", "2020", 50.0, "A", 3.0), (RIKET, "2020", 54.1, "A", 1.0)]
    assert number(said(library(near))["level_unsure"], "error") == pytest.approx(4.0)
    assert "level_sure" in said(library(apart))


def test_what_is_printed_alike_is_never_called_different() -> None:
    cells = [cell for cell in spread_out() if cell[0] not in ("20", RIKET)]
    cells += [("20", "2020", 50.04, "A", 0.001), (RIKET, "2020", 49.96, "A", 0.001)]
    found = said(library(cells, noise=0.001))
    assert "level_even" in found


def test_the_difference_is_in_per_cent_where_numbers_have_a_natural_zero() -> None:
    found = said(library(spread_out(riket=40.0)))["level_sure"]
    assert of(found) == "Dalarna låg 2020 högre än Riket: 50,0 mot 40,0 (+25,0 procent)."
    assert number(found, "difference in per cent") == pytest.approx(25.0)


def test_the_difference_of_scores_is_in_their_own_unit() -> None:
    found = said(library(spread_out(riket=40.0), no_index=True))["level_sure"]
    assert of(found) == "Dalarna låg 2020 högre än Riket: 50,0 mot 40,0 (+10,0)."


def test_english_says_the_same() -> None:
    found = said(library(spread_out(riket=60.1), **PERCENT), language="en")["level_sure"]
    text = "In 2020, Dalarna was well below Sweden: 50.0% against 60.1% (−10.1 percentage points)."
    assert of(found) == text


def test_without_enough_counties_no_degree_is_claimed() -> None:
    cells = [("20", "2020", 50.0), ("21", "2020", 10.0), (RIKET, "2020", 4.0)]
    found = said(library(cells))["level_sure"]
    assert "låg 2020 högre än Riket" in of(found)
    assert "spread" not in dict(found.numbers)


def test_more_than_half_of_the_counties_make_a_spread() -> None:
    codes = [code for code in counties() if code != "20"]

    def cells(count: int) -> list[tuple[object, ...]]:
        others = [(code, "2020", 10.0 * index) for index, code in enumerate(codes[: count - 1])]
        return [("20", "2020", 50.0), *others, (RIKET, "2020", 4.0)]

    assert "spread" not in dict(said(library(cells(10)))["level_sure"].numbers)
    assert "spread" in dict(said(library(cells(11)))["level_sure"].numbers)


def test_the_latest_period_that_both_share_is_spoken_of() -> None:
    cells = [*spread_out("2019", riket=40.0), *spread_out("2020", riket=None)]
    assert "Dalarna låg 2019 högre än Riket" in of(said(library(cells))["level_sure"])


def test_no_level_of_a_number_that_grows_with_the_place() -> None:
    found = said(library(spread_out(riket=900.0), extensive=True), view="ranking")
    assert not [rule for rule in found if rule.startswith("level")]


def test_a_value_that_awaits_review_is_not_used() -> None:
    shelf = library(spread_out(riket=40.0))
    spec, material, selection = chart(shelf)
    waiting = type(material)(
        material.indicator, material.values, material.datasets, material.dated, "sv",
        frozenset({("20", "2020")}),
    )  # fmt: skip
    found = findings(spec, waiting, selection)
    assert [item.rule for item in found] == ["caution_review"]
    assert "Dalarna 2020 ligger långt utanför sin egen historia" in of(found[0])


@pytest.mark.parametrize(
    ("status", "rule"), [("U", "caution_unreliable"), ("D", "caution_definition")]
)
def test_a_doubted_value_carries_no_degree_word(status: str, rule: str) -> None:
    cells = [cell for cell in spread_out(riket=40.0) if cell[0] != "20"]
    found = said(library([*cells, ("20", "2020", 50.0, status)]))
    assert of(found["level_plain"]) == "Dalarna låg 2020 på 50,0, Riket på 40,0 (+25,0 procent)."
    assert rule in found


def test_a_survey_without_a_margin_carries_no_degree_word() -> None:
    found = said(library(spread_out(riket=40.0), about={"kind": "survey"}))
    assert set(found) == {"level_plain", "caution_margin"}
    with_margin = {"kind": "survey", "margin_published": True}
    assert "level_sure" in said(library(spread_out(riket=40.0), about=with_margin))


def test_equal_values_of_a_survey_are_said_to_be_equal() -> None:
    found = said(library(spread_out(riket=50.0), about={"kind": "survey"}))["level_equal"]
    assert of(found) == "Dalarna och Riket låg 2020 på samma värde, 50,0."


def test_without_riket_the_median_of_the_counties_is_called_that() -> None:
    cells = [cell for cell in spread_out(riket=None) if cell[0] != "20"]
    found = said(library([*cells, ("20", "2020", 90.0)]))["level_median_sure"]
    # 20 others and 90: the 11th of 21 is 53
    assert of(found) == (
        "Dalarna låg 2020 klart högre än medianen för 21 län: 90,0 mot 53,0 (+69,8 procent)."
    )
    assert number(found, "places") == 21


def test_the_eu_stands_in_where_riket_has_no_value_as_late() -> None:
    cells = [("SE31", "2020", 50.0), ("SE31", "2021", 55.0), (EU27, "2020", 40.0),
             (EU27, "2021", 41.0), (RIKET, "2020", 48.0)]  # fmt: skip
    found = said(library(cells, level="nuts2", aggregation={"method": "published"}))
    assert "Norra Mellansverige låg 2021 högre än EU27: 55,0 mot 41,0" in of(found["level_sure"])


def test_against_riket_the_spread_is_that_of_swedish_regions() -> None:
    swedish = ["SE11", "SE12", "SE21", "SE22", "SE23", "SE31", "SE32", "SE33"]
    abroad = ["AT11", "AT12", "AT13", "AT21", "AT22", "AT31", "AT32", "AT33", "AT34"]
    cells = [(code, "2020", 50.0 + index) for index, code in enumerate(swedish)]
    cells += [(code, "2020", 100.0 * index) for index, code in enumerate(abroad)]
    shelf = library([*cells, (RIKET, "2020", 60.0)], level="nuts2", europe=True,
                    aggregation={"method": "published"})  # fmt: skip
    at_home = said(shelf)["level_sure"]
    # eight values one apart: quartiles 1.75 and 5.25 steps up
    assert number(at_home, "spread") == pytest.approx(3.5 / 1.349)
    shelf = library([*cells, (EU27, "2020", 60.0)], level="nuts2", europe=True,
                    aggregation={"method": "published"})  # fmt: skip
    found = said(shelf)
    (level,) = (item for rule, item in found.items() if rule.startswith("level"))
    assert number(level, "spread") > 100


def test_riket_comes_before_the_eu_where_both_have_a_value() -> None:
    cells = [("SE31", "2020", 50.0), (EU27, "2020", 40.0), (RIKET, "2020", 48.0)]
    found = said(library(cells, level="nuts2", aggregation={"method": "published"}))
    assert "högre än Riket" in of(found["level_sure"])


# --- the other measures ----------------------------------------------------------------------


def test_a_gap_says_only_itself() -> None:
    found = said(library(spread_out(riket=44.9), **PERCENT), measure="gap")["level_sure"]
    assert of(found) == "Dalarna låg 2020 högre än Riket (+5,1 procentenheter)."


def test_a_relative_gap_is_said_with_riket_as_100() -> None:
    found = said(library(spread_out(riket=40.0)), measure="gap")["level_sure"]
    assert of(found) == "Dalarna låg 2020 högre än Riket: 125,0 där Riket är 100."
    # errors of half a last decimal, as per cent of Riket's 40, at both
    assert number(found, "error") == pytest.approx(2 * 0.049999 / 40 * 100, rel=1e-3)


def test_an_index_says_what_it_starts_from() -> None:
    cells = [(code, "2019", 100.0) for code in (*counties(), RIKET)]
    found = said(library([*cells, *spread_out(riket=44.9)]), measure="index")["level_sure"]
    assert (
        of(found) == "Index för Dalarna låg 2020 på 50,0 (2019 = 100), något högre än Riket (44,9)."
    )


def test_a_change_is_held_against_rikets() -> None:
    cells = [(code, "2019", 30.0) for code in (*counties(), RIKET)]
    shelf = library([*cells, *spread_out(riket=20.0)], **PERCENT)
    found = said(shelf, measure="change")["level_sure"]
    assert of(found) == (
        "Från 2019 till 2020 var förändringen +20,0 procentenheter för Dalarna, "
        "klart högre än Riket (−10,0 procentenheter)."
    )


def test_the_level_of_an_index_that_starts_alike_everywhere_is_called_an_index() -> None:
    cells = [(code, "2015", 100.0) for code in (*counties(), RIKET)]
    found = said(library([*cells, *spread_out(riket=60.1)]))["level_sure"]
    assert (
        of(found) == "Index för Dalarna låg 2020 på 50,0 (påhittad), klart lägre än Riket (60,1)."
    )


def test_a_jump_since_the_base_forbids_the_index_of_one_firm() -> None:
    cells = [(code, "2019", 30.0) for code in (*counties(), RIKET)]
    cells += spread_out(riket=20.0)
    found = said(library(cells, one_firm=True), measure="index")
    assert set(found) == {"caution_firm"}
    assert "level_sure" in said(library(cells, one_firm=False), measure="index")


# --- peers -----------------------------------------------------------------------------------


def test_peers_are_a_median_of_those_with_a_value() -> None:
    codes = [code for code in counties() if code != "20"]
    shelf = library(spread_out(riket=None))
    # the first three others have 20, 25 and 30
    found = with_peers(shelf, (codes[0], codes[1], codes[2], "SE31"))["peers_sure"]
    assert of(found) == (
        "Dalarna låg 2020 klart högre än medianen för 3 lika län: 50,0 mot 25,0 (+100,0 procent)."
    )


def test_fewer_than_three_peers_are_no_median() -> None:
    codes = [code for code in counties() if code != "20"]
    assert "peers_sure" not in with_peers(library(spread_out()), (codes[0], codes[1], "SE31"))


def test_nothing_is_said_of_peers_that_nobody_asked_for() -> None:
    assert not [rule for rule in said(library(spread_out())) if rule.startswith("peers")]


# --- women and men ---------------------------------------------------------------------------


def by_sex(women: dict[str, float], men: dict[str, float], **changes: object) -> Library:
    rows = [
        ("number", sex, code, "2020", value, "A", None, "a")
        for sex, cells in (("women", women), ("men", men))
        for code, value in cells.items()
    ]
    frame = pd.DataFrame(rows, columns=list(OBSERVATION_DTYPES)).astype(OBSERVATION_DTYPES)
    item = synthetic.indicator(breakdowns=["women", "men"], **changes)
    return synthetic.library_of(frame, item)[0]


def test_women_are_held_against_men_in_the_place_and_in_riket() -> None:
    women = dict.fromkeys(counties(), 0.0) | {c: v for c, _, v in spread_out(riket=70.0)}
    shelf = by_sex(women, {code: 40.0 for code in women}, **PERCENT)
    found = said(shelf, breakdown="sex")
    assert of(found["sexes_sure"]) == (
        "Kvinnor i Dalarna låg 2020 högre än män: 50,0 % mot 40,0 % (+10,0 procentenheter)."
    )
    assert "Kvinnor i Riket låg 2020 klart högre än män" in of(found["sexes_reference_sure"])
    english = said(shelf, breakdown="sex", language="en")["sexes_sure"]
    assert of(english).startswith("In 2020, women in Dalarna were above men: 50.0% against 40.0%")


def test_numbers_that_add_up_are_said_as_parts() -> None:
    shelf = by_sex({"20": 25.0}, {"20": 75.0}, extensive=True, decimals=0)
    found = said(shelf, breakdown="sex")["sexes_parts"]
    assert of(found) == (
        "I Dalarna 2020 var värdet 25 för kvinnor och 75 för män; "
        "kvinnornas del av summan är 25,0 procent."
    )


def test_one_sex_alone_is_not_held_against_the_other() -> None:
    shelf = by_sex({"20": 25.0, RIKET: 20.0}, {"20": 75.0, RIKET: 20.0})
    found = said(shelf, breakdown="women")
    assert not [rule for rule in found if rule.startswith("sexes")]
    assert "level_sure" in found


def test_the_higher_of_two_falls_is_called_the_smaller_fall() -> None:
    cells = [(code, "2019", 90.0) for code in (*counties(), RIKET)]
    shelf = library([*cells, *spread_out(riket=40.0)], **PERCENT)
    less = said(shelf, measure="change")["level_less"]
    assert of(less) == (
        "Från 2019 till 2020 var förändringen −40,0 procentenheter för Dalarna, "
        "en mindre minskning än för Riket (−50,0 procentenheter)."
    )
    shelf = library([*cells, *spread_out(riket=60.0)], **PERCENT)
    assert "en större minskning än för Riket (−30,0" in of(
        said(shelf, measure="change")["level_more"]
    )


def test_an_index_and_a_change_in_current_prices_say_so() -> None:
    cells = [(code, "2019", 30.0) for code in (*counties(), RIKET)]
    unit = {"sv": "kronor, löpande priser", "en": "SEK, current prices"}
    shelf = library([*cells, *spread_out(riket=40.0)], unit=unit)
    index = said(shelf, measure="index")["level_sure"]
    assert "(2019 = 100, löpande priser)" in of(index)
    change = said(shelf, measure="change")["level_sure"]
    assert of(change).endswith("Riket (+10,0 i löpande priser).")
    english = said(shelf, measure="index", language="en")["level_sure"]
    assert "(2019 = 100, current prices)" in of(english)
    plain = said(library([*cells, *spread_out(riket=40.0)]), measure="index")["level_sure"]
    assert "(2019 = 100)" in of(plain)


@pytest.mark.parametrize(("view", "measure"), [("over_time", "change"), ("ranking", "index")])
def test_a_base_in_another_season_is_cautioned_against(view: str, measure: str) -> None:
    cells = [
        (code, period, value)
        for code in (*counties(), RIKET)
        for period, value in (("2019-01", 40.0), ("2019-07", 30.0), ("2020-01", 44.0))
    ]
    shelf = library(cells, about={"frequency": "monthly"})
    found = said(shelf, view=view, measure=measure, base="2019-07")["caution_season"]
    assert of(found) == (
        "Perioderna juli 2019 och jan 2020 är från olika delar av året, "
        "och en del av förändringen kan bero på årstiden."
    )
    assert "caution_season" not in said(shelf, view=view, measure=measure, base="2019-01")
