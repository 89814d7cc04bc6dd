"""Fields in messages: every grammatical form in both languages, on the embedded figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.registry import load_datasets
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.meeting.field_asked import KINDS, NAMES, Asked, fields_in, understood
from indicators.meeting.field_words import say
from indicators.meeting.fields import completions, filled
from indicators.spec import Sex
from indicators.strategy.load import load_strategy
from tests.conftest import SOAK
from tests.indicators.meeting.drawn import MINUS, NBSP, THIN, draw, fill, printed, said, slide

RD = "?indikator=rd_per_inhabitant_business"
MONTHLY = "?indikator=unemployment_bas_monthly"
MATCHING = "?indikator=matching_rate"


@pytest.fixture(scope="module")
def with_goals(library: Library) -> Library:
    """The library with the example strategy."""
    catalogue = load_catalogue(load_datasets())
    from pathlib import Path

    folder = Path(__file__).parents[3] / "docs/examples/strategi"
    return Library(catalogue, library.datasets, library._store, load_strategy(catalogue, folder))


# --- values ----------------------------------------------------------------------------------


def test_a_value_is_the_published_one_in_running_text(library: Library) -> None:
    told = fill(library, MONTHLY, "{värde:20}")
    assert told.text == f"4,6{NBSP}procent"
    assert said(library, RD, "{värde:21}") == "3 819 kr"
    assert fill(library, RD, "{värde:21}").text == f"3{THIN}819{NBSP}kr"
    # by hand from the files: Dalarna 1 323 mnkr in 2017, and 830 in Värmland
    assert printed("rd_business_2020.csv", "20", "2017") == 1323
    assert said(library, "?indikator=rd_business", "{värde:20:2017}") == "1 323 mnkr (skattat)"
    assert printed("rd_business_2020.csv", "17", "2017") == 830
    assert said(library, "?indikator=rd_business", "{värde:17:2017}") == "830 mnkr (skattat)"
    assert printed("gerd_2026_05.csv", "SE32", "2023") == 1.09
    shown = said(library, "?indikator=gerd&platser=SE32", "{värde:SE32:2023}")
    assert shown.startswith("1,09 procent")


def test_english_has_its_own_numbers_and_units(library: Library) -> None:
    assert said(library, MONTHLY, "{value:20}", "en") == "4.6 per cent"
    assert said(library, RD, "{value:21}", "en") == "3,819 SEK"
    assert said(library, RD, "{värde:21} {namn:00} {period}", "en") == "3,819 SEK Sweden 2021"


@pytest.mark.parametrize(
    "written",
    ["{värde:20}", "{Värde : 20}", "{ VARDE:20 }", "{värde:Dalarna}", "{värde:dalarnas län}",
     "{value:Dalarna County}", "{värde}", "{värde:SE312}", "{värde:0020}", "{värde:20:2024-01}",
     "{värde:januari 2024:20}", "{värde:20:jan 2024}", "{värde:20:totalt}"],
)  # fmt: skip
def test_a_place_has_many_names_and_spaces_are_forgiven(library: Library, written: str) -> None:
    assert said(library, MONTHLY, written) == "4,6 procent"


@pytest.mark.parametrize("written", ["{riket}", "{Sverige}", "{sweden}", "{värde:00}",
                                     "{värde:Riket}", "{value:Sweden}"])  # fmt: skip
def test_riket_has_a_field_of_its_own(library: Library, written: str) -> None:
    assert said(library, MONTHLY, written) == "5,5 procent"


def test_a_value_follows_the_measure_of_the_view(library: Library) -> None:
    index = said(library, f"{MONTHLY}&matt=mot_riket", "{värde:20} {värde:21}")
    assert index == f"{MINUS}0,9 procentenheter +1,7 procentenheter"
    plain = said(library, f"{RD}&matt=index", "{värde:20}")
    assert re.fullmatch(r"\d{2,3},\d", plain)


def test_women_and_men_are_asked_for_where_both_are_shown(library: Library) -> None:
    query = f"{MATCHING}&uppdelning=kon"
    women, men = (
        library.values("matching_rate", sex).mark("20", "2020") for sex in ("women", "men")
    )
    assert women is not None and men is not None
    text = said(library, query, "{värde:20:kvinnor} {värde:20:2020:män} {value:20:men}")
    words = [f"{mark.value:.1f}".replace(".", ",") + " procent" for mark in (women, men, men)]
    assert text == " ".join(words)
    (fault,) = fill(library, query, "{värde:20}").faults
    assert "kvinnor och män" in fault and "{värde:20:kvinnor}" in fault


def test_norra_mellansverige_computed_by_us_is_said_to_be(library: Library) -> None:
    assert said(library, RD, "{värde:SE31}").endswith("kr (beräknat)")
    assert said(library, RD, "{value:SE31}", "en").endswith("SEK (computed)")


def test_a_unit_that_the_text_goes_on_with_is_not_told_twice(library: Library) -> None:
    assert said(library, MONTHLY, "{värde:20} %") == "4,6 %"
    assert said(library, MONTHLY, "{värde:20}%, {riket} procent.") == "4,6%, 5,5 procent."
    assert said(library, MONTHLY, "{värde:20} procentuellt") == "4,6 procent procentuellt"
    assert said(library, RD, "{värde:21} kronor per invånare") == "3 819 kronor per invånare"
    assert said(library, MONTHLY, "{skillnad:20} procentenheter") == f"{MINUS}0,9 procentenheter"
    twice = "{förändring:20} sedan jan 2020, lägre"
    assert said(library, MONTHLY, twice) == f"{MINUS}0,7 procentenheter sedan jan 2020, lägre"
    other = "{förändring:20} sedan 2019"
    assert said(library, MONTHLY, other).endswith("sedan jan 2020 sedan 2019")


# --- ranks, changes, gaps --------------------------------------------------------------------


def test_a_rank_is_the_band_of_the_house_chart(library: Library) -> None:
    content = draw(library, slide(f"{MATCHING}&vy=rangordning"))
    assert content.chart is not None
    bands = content.chart.bands
    for code in ("20", "21", "17"):
        told = said(library, f"{MATCHING}&vy=rangordning", f"{{rang:{code}}}")
        assert told == f"Plats {bands[code]} av {len(bands)}"
    assert said(library, MATCHING, "{rang:20}") == "Plats 16 av 21"
    assert said(library, MATCHING, "{rank:20}", "en") == "Place 16 of 21"
    goal = said(library, "?indikator=unemployment_bas", "{rang:20}")
    assert goal == "Plats 8–10 av 21"


def test_a_rank_without_a_direction_says_which_end_it_is_counted_from(library: Library) -> None:
    query = "?indikator=exporting_enterprises&vy=rangordning"
    assert said(library, query, "{rang:20}") == "Plats 4 av 5 från högsta värdet"
    assert said(library, query, "{rank:20}", "en") == "Place 4 of 5 from the highest value"


def test_a_rank_is_refused_where_nobody_knows_the_margin(library: Library) -> None:
    found = fill(library, RD, "Dalarna: {rang:20}.")
    assert found.text == "Dalarna: {rang:20}."
    assert "osäkerheten i urvalsundersökningen är inte redovisad" in found.faults[0]


def test_a_change_is_in_points_with_its_sign_and_says_since_when(library: Library) -> None:
    told = said(library, MONTHLY, "{förändring:20}")
    assert told == f"{MINUS}0,7 procentenheter sedan jan 2020"
    said_en = said(library, MONTHLY, "{change:20}", "en")
    assert said_en == f"{MINUS}0.7 percentage points since Jan 2020"
    given = said(library, MONTHLY, "{förändring:20:2020-01-2024-01}")
    assert given == f"{MINUS}0,7 procentenheter"


def test_a_change_in_current_prices_and_of_single_firms_says_so(library: Library) -> None:
    told = said(library, RD, "{förändring:20:2017-2021}")
    assert told == (
        f"{MINUS}2 182 kr i löpande priser (kan bero på enskilda företag, osäkerhet ej redovisad)"
    )
    share = said(library, RD, "{förändring:20:2017–2021:procent}")
    assert share.startswith(f"{MINUS}47,2 procent i löpande priser")
    assert "in current prices (may be due" in said(library, RD, "{change:20:2017-2021}", "en")


def test_a_change_never_crosses_a_break(library: Library) -> None:
    found = fill(library, RD, "{förändring:20:2015-2021}")
    assert found.text == "{förändring:20:2015-2021}"
    assert "brott 2017" in found.faults[0] and "samma sida om brottet" in found.faults[0]
    assert "sedan 2017" in said(library, RD, "{förändring:20}")


def test_a_change_of_two_seasons_says_so(library: Library) -> None:
    told = said(library, MONTHLY, "{förändring:20:2020-01-2023-07}")
    assert told.endswith("procentenheter (olika delar av året)")


def test_a_gap_is_to_riket_and_only_where_that_says_something(library: Library) -> None:
    assert said(library, MONTHLY, "{skillnad:20}") == f"{MINUS}0,9 procentenheter"
    assert said(library, MONTHLY, "{gap:21}", "en") == "+1.7 percentage points"
    assert (
        "växer med platsens storlek" in fill(library, "?indikator=grp", "{skillnad:20}").faults[0]
    )
    assert "Riket jämförs inte" in fill(library, MONTHLY, "{skillnad:00}").faults[0]
    assert "inget värde för Riket 2021" in fill(library, RD, "{skillnad:20}").faults[0]


def test_values_that_may_not_be_compared_have_no_change(library: Library) -> None:
    query = "?indikator=exporting_enterprises&vy=rangordning"
    assert "får inte jämföras" in fill(library, query, "{förändring:20}").faults[0]
    points = fill(library, MONTHLY, "{förändring:20:procent}").faults[0]
    assert "inte i procent" in points


# --- views -----------------------------------------------------------------------------------


def test_two_points_start_where_the_view_does(library: Library) -> None:
    query = f"{MONTHLY}&vy=tva_tidpunkter&bas=2022-01&period=2024-01"
    content = draw(library, slide(query))
    assert content.chart is not None
    mark = next(one for one in content.chart.series if one.code == "20").marks[2]
    assert mark.value is not None
    told = said(library, query, "{förändring:20}")
    assert told.endswith("procentenheter sedan jan 2022")
    assert f"{abs(mark.value):.1f}".replace(".", ",") in told


def test_a_chosen_period_is_the_slides(library: Library) -> None:
    query = f"{MATCHING}&vy=rangordning&period=2019"
    assert said(library, query, "{period}") == "2019"
    mark = library.values("matching_rate").mark("20", "2019")
    assert mark is not None and mark.value is not None
    assert said(library, query, "{värde:20}") == f"{mark.value:.1f} procent".replace(".", ",")


def test_of_two_indicators_the_second_is_asked_for(library: Library) -> None:
    query = "?indikator=matching_rate&mot=manufacturing_share&vy=samband"
    content = draw(library, slide(query))
    assert content.chart is not None and content.chart.kind == "scatter"
    one = next(one for one in content.chart.series if one.code == "20")
    words = [f"{mark.value:.1f} procent".replace(".", ",") for mark in one.marks]
    assert said(library, query, "{värde:20} {värde:20:mot}").startswith(" ".join(words))
    assert "bara en indikator" in fill(library, MATCHING, "{värde:20:mot}").faults[0]


def test_a_place_without_the_slides_period_says_which_period_it_is_of(library: Library) -> None:
    content = draw(library, slide(MONTHLY))
    assert content.chart is not None
    shorter = content.chart.periods[:-1]
    series = tuple(one for one in content.chart.series if one.code != "00")
    earlier = replace(content, chart=replace(content.chart, periods=shorter, series=series))
    assert filled("{period}", earlier, library, "sv").text == "Dec" + NBSP + "2023"


def test_a_page_of_many_indicators_asks_which(library: Library) -> None:
    about = {"path": "/county/17"}
    told = said(library, "", "{värde:17:matching_rate}", **about)
    assert told == said(library, MATCHING, "{värde:17}")
    assert said(library, "", "{värde:matching_rate}", **about) == told
    assert said(library, "", "{värde:matching_rate}", path="/county/20") != told
    assert "flera indikatorer" in fill(library, "", "{värde:17}", **about).faults[0]


def test_a_frozen_meeting_has_the_figures_of_its_day(library: Library) -> None:
    one = slide("?indikator=rd_business", "{värde:20:2017}")
    then = draw(library, one, as_of=date(2019, 1, 1))
    assert filled(one.message, then, library, "sv").text == f"1{THIN}344{NBSP}mnkr"
    assert printed("rd_business_2018.csv", "20", "2017") == 1344
    profile = draw(library, slide("", path="/county/20"), as_of=date(2019, 1, 1))
    told = filled("{värde:20:2017:rd_business}", profile, library, "sv").text
    assert told == f"1{THIN}344{NBSP}mnkr"
    later = filled("{värde:20:unemployment_bas_monthly}", profile, library, "sv")
    assert "inga siffror" in later.faults[0]


# --- goals -----------------------------------------------------------------------------------


def test_a_goals_target_and_status_are_those_of_its_page(with_goals: Library) -> None:
    about = {"path": "/mal/dalarna_unemployment"}
    told = said(with_goals, "", "{mål} {status} {mål:dalarna_unemployment}", **about)
    target = "4,0 procent till 2027 (exempelmål)"
    assert told == f"{target} på väg (exempelmål) {target}"
    english = said(with_goals, "", "{goal} {status:dalarna_unemployment}", "en", **about)
    assert english == "4.0 per cent by 2027 (example target) on track (example target)"
    assert said(with_goals, "", "{värde}", **about) == "4,7 procent"


def test_a_status_that_cannot_be_assessed_says_why(with_goals: Library) -> None:
    told = said(with_goals, f"{MATCHING}&uppdelning=kvinnor", "Målet: {status}")
    assert told == "Målet: kan inte bedömas än (färre än tre jämförbara värden, exempelmål)"


def test_the_goal_of_another_sex_is_not_the_slides(with_goals: Library) -> None:
    assert "inget mål" in fill(with_goals, MATCHING, "{mål}").faults[0]
    women = said(with_goals, f"{MATCHING}&uppdelning=kvinnor", "{mål} {mål:17}")
    assert women == " ".join(["75,0 procent till 2030 (exempelmål)"] * 2)
    assert "inget mål" in fill(with_goals, f"{MATCHING}&uppdelning=kvinnor", "{mål:20}").faults[0]


def test_a_slide_without_a_view_tells_no_status(with_goals: Library) -> None:
    """Nobody knows of which day it would be: the meeting may be frozen."""
    about = {"path": "", "kind": "text"}
    found = fill(with_goals, "", "{status:dalarna_unemployment}", **about)
    assert found.text == "{status:dalarna_unemployment}" and "ingen vy" in found.faults[0]


def test_a_field_that_starts_a_sentence_has_a_large_letter(library: Library) -> None:
    message = "{rang:20}. {rang:20}, {rang:20}\n{rang:20}"
    told = said(library, MATCHING, message)
    assert told == "Plats 16 av 21. Plats 16 av 21, plats 16 av 21\nPlats 16 av 21"


def test_an_unknown_goal_is_none(with_goals: Library) -> None:
    found = fill(with_goals, MATCHING, "{mål:nothing}")
    assert found.text == "{mål:nothing}" and "heter ”nothing”" in found.faults[0]
    assert "inget mål" in fill(with_goals, MONTHLY, "{status}").faults[0]


def test_a_goal_decided_later_is_not_told_of_a_day_before(with_goals: Library) -> None:
    goal = with_goals.strategy.goals["dalarna_unemployment"]
    one = slide("", "{mål:dalarna_unemployment}", path="/mal/dalarna_unemployment")
    day = date(goal.decided_on.year - 1, 1, 1)
    found = filled(one.message, draw(with_goals, one, as_of=day), with_goals, "sv")
    assert found.text == one.message and "inte beslutat" in found.faults[0]


# --- faults ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "why"),
    [("{foo}", "känner inte"), ("{}", "känner inte"), ("{värde:Narnia}", "Narnia"),
     ("{värde:20:1950}", "ingen period 1950"), ("{värde:20:2015}", "ingen period 2015"),
     ("{värde:20:2020-01-2024-01}", "en period"), ("{värde:20:kvinnor}", "kvinnor"),
     ("{värde:20:2024-13}", "ingen period 2024-13"), ("{värde:SE31}", "saknar värde"),
     ("{rang:00}", "ingår inte i rangordningen"), ("{mål}", "inget mål")],
)  # fmt: skip
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_cannot_be_filled_in_stays_as_written(
    library: Library, field: str, why: str, language: str
) -> None:
    found = fill(library, MONTHLY, f"a {field} b", language)  # type: ignore[arg-type]
    assert found.text == f"a {field} b"
    (fault,) = found.faults
    assert field in fault and fault.count(". ") >= 2 and fault.endswith(".")
    assert why in fault or language == "en"


def test_a_slide_without_a_view_has_no_fields(library: Library) -> None:
    found = fill(library, "", "{värde:20}", path="", kind="text")
    assert found.text == "{värde:20}" and "ingen vy" in found.faults[0]


def test_every_reason_can_be_said_in_both_languages() -> None:
    reasons = {key.removeprefix("why_") for key in say() if key.startswith("why_")}
    from indicators.meeting.field_words import _DO

    for reason in reasons:
        assert f"do_{_DO.get(reason, reason)}" in say()


# --- completions -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "query", [MONTHLY, RD, f"{MATCHING}&uppdelning=kon", f"{MATCHING}&vy=rangordning",
              "?indikator=grp_per_employed&vy=tva_tidpunkter", "?indikator=ris_innovation_index"]
)  # fmt: skip
def test_a_completion_says_what_the_field_becomes(
    library: Library, query: str, language: str
) -> None:
    content = draw(library, slide(query), language)  # type: ignore[arg-type]
    offered = completions(content, library, language)
    assert offered
    for one in offered:
        found = filled(one.insert, content, library, language)
        assert found.faults == () and found.text.casefold() == one.says.casefold(), one
        assert one.label and "{" not in one.label
    assert len({one.insert for one in offered}) == len(offered)


def test_the_home_county_is_offered_first(with_goals: Library) -> None:
    inserts = [
        one.insert for one in completions(draw(with_goals, slide(MONTHLY)), with_goals, "sv")
    ]
    assert inserts[:5] == [
        "{värde:20}", "{rang:20}", "{förändring:20}", "{skillnad:20}", "{period}"
    ]  # fmt: skip
    goal = draw(with_goals, slide("", path="/mal/dalarna_unemployment"))
    first = completions(goal, with_goals, "sv")[:2]
    assert [one.insert for one in first] == [
        "{mål:dalarna_unemployment}", "{status:dalarna_unemployment}"
    ]  # fmt: skip
    page = completions(draw(with_goals, slide("", path="/county/17")), with_goals, "sv")
    assert page and all(":17:" in one.insert for one in page)


# --- every indicator, and properties ----------------------------------------------------------


def test_every_indicator_can_be_told_without_a_wrong_number(library: Library) -> None:
    checked = 0
    for code in library.available():
        content = draw(library, slide(f"?indikator={code}"))
        assert content.chart is not None
        found = filled("{värde} {period}", content, library, "sv")
        if found.faults:
            continue
        checked += 1
        number = found.text.replace(THIN, "").replace(MINUS, "-").replace(",", ".").split(NBSP)[0]
        shown = float(number.split()[0])
        values = [mark.value for one in content.chart.series for mark in one.marks]
        near = 0.5000001 * 10.0**-content.chart.decimals
        assert any(value is not None and abs(value - shown) <= near for value in values), code
    assert checked > 40


@given(st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=80))
def test_a_message_without_fields_is_left_as_it_is(library: Library, text: str) -> None:
    assert fill(library, MONTHLY, text) == filled(
        text, draw(library, slide(MONTHLY)), library, "sv"
    )
    assert fill(library, MONTHLY, text).text == text


WORDS = ["värde", "rang", "förändring", "skillnad", "period", "namn", "riket", "mål", "status",
         "20", "Dalarna", "00", "SE31", "2015", "2015-2021", "2024-01", "kvinnor", "procent", "mot",
         "matching_rate", "", " ", ":", "{", "}", "\n", "x"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=24 if SOAK else 12))
def test_whatever_is_written_is_filled_in_or_told(library: Library, words: list[str]) -> None:
    message = "".join(words)
    found = fill(library, MONTHLY, "{" + ":".join(words[:4]) + "} " + message)
    left = [field.raw for field in fields_in(found.text)]
    assert len(set(left)) <= len(found.faults)


@given(
    st.sampled_from(KINDS),
    st.sampled_from(["", "20", "SE31", "00", "EU27_2020"]),
    st.sampled_from(["", "2015", "2024-Q2", "2024-01"]),
    st.sampled_from(["", "2021", "2025-Q2", "2025-01"]),
    st.sampled_from(["", "women", "men", "total"]),
    st.sampled_from(["", "matching_rate", "*"]),
    st.booleans(),
)
def test_a_fields_key_names_the_field(
    kind: str, place: str, first: str, last: str, sex: Sex, indicator: str, percent: bool
) -> None:
    asked = Asked(kind, place, first, last if first else "", sex, indicator, percent)  # type: ignore[arg-type]
    assert Asked.of(asked.key) == asked


def test_every_kind_has_a_name_in_both_languages() -> None:
    for kind in KINDS:
        for name in NAMES[kind]:
            (field,) = fields_in("{" + name + "}")
            assert understood(field, (), (), "sv").kind == kind


def test_places_that_share_a_name_are_the_same_ground() -> None:
    from data.geography import geographies

    named: dict[str, list[str]] = {}
    for code, place in geographies().items():
        for name in {place.name_sv, place.name_en, place.short_sv, place.short_en}:
            named.setdefault(name.casefold(), []).append(code)
    for codes in named.values():
        first = codes[0]
        nested = all(code.startswith(first) or first.startswith(code) for code in codes)
        assert nested or sorted(codes) == ["01", "SE11"], codes


def test_a_period_that_is_not_there_is_answered_with_those_that_are(library: Library) -> None:
    found = fill(library, "?indikator=grp_per_employed", "{värde:20:2019}").faults[0]
    held = library.values("grp_per_employed").periods
    assert "ingen period 2019" in found and all(period in found for period in held)
    assert "Serien har jan 2020 – jan 2024." in fill(library, MONTHLY, "{värde:20:1950}").faults[
        0
    ].replace(NBSP, " ")
