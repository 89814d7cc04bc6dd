"""What pages other than Jämför show on a slide: profile, goals, strategy, Läget, any other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.registry import load_datasets
from indicators.catalogue import load_catalogue
from indicators.library import Library
from indicators.meeting.content import SlideContent, contents
from indicators.meeting.model import Meeting, Slide
from indicators.profile import profile
from indicators.strategy.counts import goal_status
from indicators.strategy.load import load_strategy
from indicators.strategy.projection import projection
from tests.conftest import SOAK
from tests.indicators.meeting.drawn import printed

TODAY = date(2026, 11, 24)
EXAMPLE = Path(__file__).parents[3] / "docs/examples/strategi"


@pytest.fixture(scope="module")
def with_goals(library: Library) -> Library:
    """The library with the example strategy."""
    catalogue = load_catalogue(load_datasets())
    return Library(catalogue, library.datasets, library._store, load_strategy(catalogue, EXAMPLE))


def shown(library: Library, path: str, query: str = "", **changes: object) -> SlideContent:
    """A slide of a page."""
    own = {key: changes.pop(key) for key in ("part", "title") if key in changes}
    slide = Slide(id="a", path=path, query=query, **own)  # type: ignore[arg-type]
    meeting = Meeting(slides=(slide,), **changes)  # type: ignore[arg-type]
    return contents(library, meeting, TODAY)[0]


def said(content: SlideContent) -> str:
    """Every word of a slide."""
    tables = [
        text for table in content.tables for row in (table.header, *table.rows) for text in row
    ]
    return "\n".join(
        (content.title, content.subtitle, *content.lines, *content.cautions, *tables,
         content.source, content.processing, content.explanation, *content.background,
         content.missing, *content.notices)
    )  # fmt: skip


def cell(content: SlideContent, row: str, column: str) -> str:
    """The cell of a table that has both."""
    for table in content.tables:
        if column in table.header:
            for found in table.rows:
                if found[0].startswith(row):
                    return found[table.header.index(column)]
    raise AssertionError((row, column))


# --- a county's profile ----------------------------------------------------------------------


def test_a_profile_has_the_lists_of_the_page_with_published_numbers(library: Library) -> None:
    found, slide = profile(library, "20"), shown(library, "/county/20")
    assert [table.caption for table in slide.tables] == [
        "Styrkor", "Svagheter", "Största förändringar"
    ]  # fmt: skip
    for table, picked in zip(
        slide.tables, (found.strengths, found.weaknesses, found.turns), strict=True
    ):
        assert [row[0].split(",")[0] for row in table.rows] == [
            entry.row.indicator.name["sv"].split(",")[0] for entry in picked.shown
        ]
    # by hand from the files
    assert printed("unemployment_bas_monthly.csv", "20", "2024-01") == 4.6
    assert cell(slide, "Arbetslöshet per månad", "Dalarna") == "4,6\u00a0% (jan\u00a02024)"
    assert printed("unemployment_bas_monthly.csv", "00", "2024-01") == 5.5
    assert cell(slide, "Arbetslöshet per månad", "Riket") == "5,5\u00a0%"
    assert printed("matching.csv", "20", "2020") == 68.9
    assert cell(slide, "Anställda vars yrke matchar", "Dalarna") == "68,9\u00a0% (2020)"
    assert cell(slide, "Anställda vars yrke matchar", "Riket") == "ej publicerat"


def test_a_profile_says_denominator_sources_and_what_single_firms_may_do(library: Library) -> None:
    slide = shown(library, "/county/20")
    assert slide.lines[0].startswith("Av 32 mått för län kan 14 bedömas: styrkor 3, svagheter 5")
    assert "Kan bero på enskilda företag: Varuexport i procent av BRP" in "\n".join(slide.cautions)
    assert "SCB" in slide.source and slide.processing and slide.address == "/county/20"
    assert {fact.code for fact in slide.facts} >= {"unemployment_bas_monthly", "matching_rate"}


def test_as_a_table_a_profile_has_every_measure_once(library: Library) -> None:
    found, slide = profile(library, "21"), shown(library, "/county/21", part="table")
    rows = [row for table in slide.tables for row in table.rows]
    assert len(rows) == len(found.rows) + len(found.regional)
    assert cell(slide, "Arbetslöshet, register (BAS)", "Gävleborg") == "7,2\u00a0% (2022)"
    assert "osäkerhet ej redovisad" in cell(slide, "Småföretag som vill växa", "Gävleborg")
    for table in slide.tables:
        assert all(len(row) == len(table.header) for row in table.rows)


def test_a_profile_of_an_earlier_day_or_of_no_county_says_so(library: Library) -> None:
    early = shown(library, "/county/20", as_of=date(1990, 1, 1))
    assert early.missing == "Inga länsvärden var publicerade 1990-01-01." and not early.tables
    then = shown(library, "/county/20", as_of=date(2026, 11, 23))
    assert "Länet som det var känt 2026-11-23." in then.cautions
    for path in ("/county/99", "/county/20/x", "/county/../20", "/county/SE31"):
        gone = shown(library, path, title="Egen rubrik")
        assert gone.missing and gone.title == "Egen rubrik" and not gone.tables
    assert shown(library, "/county", home="17").title == "Värmland: länsprofil"


def test_in_english_a_profile_is_english(library: Library) -> None:
    slide = shown(library, "/county/20", language="en")
    assert slide.tables[0].caption == "Strengths"
    assert cell(slide, "Monthly unemployment", "Dalarna") == "4.6% (Jan\u00a02024)"
    assert "Styrkor" not in said(slide) and "  " not in said(slide)


# --- goals -----------------------------------------------------------------------------------


def test_a_goal_has_its_chart_with_path_and_fan_and_its_status_in_parts(
    with_goals: Library,
) -> None:
    slide = shown(with_goals, "/mal/dalarna_unemployment")
    spec, status = slide.chart, goal_status(with_goals, "dalarna_unemployment")
    assert spec is not None and spec.targets[0].goal == "dalarna_unemployment"
    assert spec.targets[0].path == (("2020", 5.9), ("2027", 4.0))
    assert spec.fan == projection(status) and spec.fan
    assert slide.lines[0] == "Status: ▲ på väg (vilar på bara 3 värden)."
    assert printed("unemployment_bas.csv", "20", "2022") == 4.7
    assert slide.lines[1].startswith("Nivå: 4,7\u00a0% (2022); målet är 4,0\u00a0% till 2027.")
    # −0,7 points from 4,7 to 4,0; (4,0 − 5,9) / 7 years of path; (4,7 − 5,9) / 2 years so far
    assert "−0,7\u00a0procentenheter" in slide.lines[1]
    assert "−0,60\u00a0procentenheter per år" in slide.lines[2]
    assert "behövs −0,27\u00a0procentenheter" in slide.lines[3]
    assert slide.lines[4].startswith("Rimlighet: 21 av 21 län har klarat den takten.")
    assert slide.lines[5] == spec.targets[0].told and spec.targets[0].told not in slide.cautions
    assert any(text.startswith("Exempel.") for text in slide.cautions)
    assert any("ingen prognos" in text for text in slide.cautions)
    assert any(text.startswith("Basvärde: 2020: 5,9") for text in slide.background)
    assert (
        slide.facts[0].code == "unemployment_bas" and slide.address == "/mal/dalarna_unemployment"
    )


def test_a_goal_that_cannot_be_assessed_says_why_and_gives_no_pace(with_goals: Library) -> None:
    slide = shown(with_goals, "/mal/dalarna_productivity")
    assert slide.lines[0] == "Status: ○ kan inte bedömas än (tidsseriebrott 2020)."
    assert not any(line.startswith(("Riktning", "Takt")) for line in slide.lines)


def test_what_one_firm_may_stand_behind_is_called_neither_way(with_goals: Library) -> None:
    for name in with_goals.strategy.goals:
        if goal_status(with_goals, name).question.jumped:
            lines = "\n".join(shown(with_goals, f"/mal/{name}").lines)
            assert "mot målet" not in lines and "Takten hittills" not in lines


def test_an_analysts_own_verdict_stands_beside_the_computed_one(with_goals: Library) -> None:
    told = "\n".join(shown(with_goals, "/mal/dalarna_unemployment").background)
    assert "Eget omdöme 2026-03-12, Exempelorganisation A, analysenheten: på väg" in told


def test_an_unknown_goal_stays_as_a_named_placeholder(with_goals: Library) -> None:
    gone = shown(with_goals, "/mal/finns_inte", title="Min rubrik")
    assert gone.missing == "Målet finns_inte finns inte i planerna" and gone.title == "Min rubrik"
    assert shown(with_goals, "/mal/dalarna_unemployment/x").missing


def test_a_goal_younger_than_the_figures_says_so(with_goals: Library) -> None:
    slide = shown(with_goals, "/mal/dalarna_unemployment", as_of=date(2019, 1, 1))
    assert any("beslutades 2021-06-15" in text for text in slide.cautions)


def test_the_list_of_goals_has_each_once_with_the_denominator(with_goals: Library) -> None:
    slide = shown(with_goals, "/mal")
    (table,) = slide.tables
    assert len(table.rows) == len(with_goals.strategy.goals) == 16
    assert slide.lines == (
        "Mål: 3 av 16 på väg (varav 1 nått), 6 kan inte bedömas, 2 vilar på bara 3 värden.",
    )
    assert cell(slide, "Exempelmål: arbetslösheten i Dalarna", "Senaste värde") == (
        "4,7\u00a0% (2022)"
    )


def test_without_goals_the_list_says_that_none_is_set(library: Library) -> None:
    empty = Library(library.catalogue, library.datasets, library._store)
    assert shown(empty, "/mal").missing == "Inget mål är satt i planerna."
    assert shown(empty, "/strategi").missing == "Ingen strategi är inlagd."
    assert shown(empty, "/").tables  # the indicators stand without any strategy


def test_a_comparison_tells_the_speaker_of_the_goal_of_the_home_place(
    with_goals: Library,
) -> None:
    query = "?indikator=unemployment_bas"
    told = shown(with_goals, "/jamfor", query).background
    goal = "Exempelmål: arbetslösheten i Dalarna är högst 4 procent"
    assert told[-1] == f"{goal}: ▲ på väg (vilar på bara 3 värden)"
    assert "Värmland" in shown(with_goals, "/jamfor", query, home="17").background[-1]
    women = shown(with_goals, "/jamfor", "?indikator=education_3plus&uppdelning=man").background
    assert not any("Exempelmål" in text for text in women)


# --- strategy and Läget ----------------------------------------------------------------------


def test_the_strategy_counts_goals_by_challenge_and_plan(with_goals: Library) -> None:
    slide = shown(with_goals, "/strategi")
    (table,) = slide.tables
    assert len(table.rows) == 5 and len(table.header) == 1 + len(with_goals.strategy.plans)
    dalarna = cell(slide, "2. Matchning", "Exempel: handlingsplan för Dalarna")
    assert dalarna.startswith("1 av 1 på väg")
    assert cell(slide, "5. Strategisk", "Exempel: handlingsplan för Dalarna") == "Inget mål satt"
    assert slide.lines[0].startswith("Mål: 3 av 16 på väg")
    assert any("räknas i var och en" in text for text in slide.cautions)
    assert len(slide.background) == 16


def test_the_filters_of_an_address_hold_on_the_slide(with_goals: Library) -> None:
    slide = shown(with_goals, "/strategi", "?filter=visa:tabell,plan:dalarna,fel:x")
    (table,) = slide.tables
    # a challenge without any area belongs to no plan
    assert {row[2] for row in table.rows} == {"Exempel: handlingsplan för Dalarna", "–"}
    assert slide.subtitle == "Urval: Exempel: handlingsplan för Dalarna"
    assert slide.notices == ("Urvalet ”fel:x” finns inte i strategin och har hoppats över.",)
    assert "5 av 16 mål" in slide.lines[1]
    assert slide.address == "/strategi?filter=visa:tabell,plan:dalarna,fel:x"
    as_table = shown(with_goals, "/strategi", "?filter=plan:dalarna", part="table")
    assert as_table.tables == slide.tables


def test_laget_has_each_value_with_its_own_period(with_goals: Library, library: Library) -> None:
    slide = shown(with_goals, "/")
    assert slide.tables[0].caption == "Mål och milstolpar: utmaning och plats"
    assert cell(slide, "Företagens FoU per invånare", "Värmland") == "3\u202f697\u00a0kr (2021)"
    assert cell(slide, "Småföretag som vill växa", "Gävleborg") == "64\u00a0% (2020)"
    group = cell(slide, "Arbetslöshet, register (BAS)", "Norra Mellansverige")
    assert group == "räknas inte"
    assert cell(slide, "Eftergymnasialt utbildade", "Dalarna") == "bara riksområden"
    leading = sum(len(table.rows) for table in shown(library, "/").tables)
    every = sum(len(table.rows) for table in shown(library, "/", part="table").tables)
    assert every > leading


# --- anything else ---------------------------------------------------------------------------

PARTS = st.sampled_from(
    ["", "jamfor", "county", "mal", "strategi", "20", "99", "dalarna_unemployment", "..", "%00",
     "lika", "kallor", "mal/", "\u202e", "x" * 90]
)  # fmt: skip
QUERIES = st.sampled_from(
    ["", "?", "?indikator=", "?indikator=gerd", "?indikator=gerd&vy=karta", "?vy=samband&mot=x",
     "?indikator=matching_rate&vy=samband&mot=grp", "?dag=2019-01-01", "?dag=0001-01-01",
     "?filter=plan:dalarna,status:late", "?filter=agare:-", "?hem=17&sprak=en", "?fran=2030",
     "?indikator=unemployment_bas&platser=,,,&period=abc", "?sok=\ud800", "?filter=lan:SE31,lan:x"]
) | st.text(max_size=40)  # fmt: skip


#: before, among and after the days of publication
DAYS = (date(1, 1, 1), date(2019, 6, 1), date(2026, 11, 23), date(9999, 12, 31))


@settings(max_examples=1500 if SOAK else 100)
@given(
    st.lists(PARTS, max_size=3), QUERIES, st.sampled_from(["chart", "table"]),
    st.sampled_from(["sv", "en"]), st.sampled_from(["17", "20", "21"]),
    st.sampled_from([None, *DAYS]),
)  # fmt: skip
def test_no_path_and_no_query_ever_breaks_a_meeting(
    with_goals: Library, parts: list[str], query: str, part: str, language: str, home: str,
    as_of: date | None,
) -> None:  # fmt: skip
    path = "/" + "/".join(parts)
    try:
        slide = Slide(id="a", path=path[:200], query=query, part=part)  # type: ignore[arg-type]
    except ValueError:
        return  # refused where it is received
    meeting = Meeting(slides=(slide,), language=language, home=home, as_of=as_of)  # type: ignore[arg-type]
    (content,) = contents(with_goals, meeting, TODAY)
    # something is always shown, and what cannot be is named
    assert content.title and content.slide == slide
    assert content.missing or content.chart is not None or content.tables or content.lines
    for table in content.tables:
        assert all(len(row) == len(table.header) for row in table.rows)
