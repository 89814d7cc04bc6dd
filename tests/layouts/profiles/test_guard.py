"""Profilvakt: every rule in both directions, and every mend mends what it stands beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indicators.meeting.content import SlideContent, content
from indicators.meeting.model import Meeting, Slide
from layouts.elements import to_html
from layouts.profile import DEFAULT, Profile
from layouts.profile_guard import guard, remarks, told
from layouts.profile_guard_words import lines

TODAY = date(2026, 11, 24)
FOUND = "?indikator=exports_goods_per_inhabitant"
THREE = "&platser=20,21,17,SE31,00"
SIX = "&platser=20,21,17,SE31,00,06"
MESSAGE = "Dalarna ligger under Riket."


def slide(library, query: str = FOUND + THREE, **changes: object) -> SlideContent:
    """A slide of Jämför as the meeting shows it."""
    values = {"path": "/jamfor", "message": MESSAGE} | changes
    one = Slide.model_validate({"id": "a", "query": query, **values})
    return content(library, Meeting(slides=(one,)), one, TODAY)


def keys(found: SlideContent, profile: Profile = DEFAULT) -> list[str]:
    return [remark.key for remark in guard(found, profile)]


def test_a_plain_slide_of_every_view_is_left_in_peace(library):
    for view in ("utveckling", "smadiagram", "rangordning", "tva_tidpunkter", "karta"):
        found = slide(library, f"{FOUND}{THREE}&vy={view}")
        assert found.chart is not None
        assert keys(found) == [], view


def test_a_title_of_its_own(library):
    assert keys(replace(slide(library), title=" ")) == ["no_title"]
    section = SlideContent(Slide(id="a", kind="section"), "")
    assert keys(section) == ["no_title"]
    assert keys(replace(section, title="Innovation")) == []


def test_a_title_longer_than_two_lines_gives_way_to_the_view_s(library):
    long = slide(library, title="Företagens utgifter för forskning och utveckling " * 3)
    [remark] = guard(long, DEFAULT)
    assert remark.key == "long_title"
    assert remark.mend is not None
    assert remark.mend.change == {"title": ""}
    assert keys(slide(library, **remark.mend.change)) == []
    # the view's own title has no shorter one to give way to
    own = replace(slide(library), title="Företagens utgifter för forskning och utveckling " * 3)
    [remark] = guard(own, DEFAULT)
    assert remark.mend is not None
    assert remark.mend.change is None


def test_lines_are_counted_by_words():
    assert lines("") == lines("Kort") == 1
    assert lines("ett ord " * 40) > lines("ett ord " * 15) > 1
    assert lines("x" * 500) == 1


def test_a_missing_message_is_offered_a_tested_sentence(library):
    found = slide(library, message="")
    assert found.chart is not None
    [remark] = guard(found, DEFAULT)
    assert remark.key == "no_message"
    assert remark.mend is not None
    assert remark.mend.change == {"message": found.chart.findings[0].text}
    mended = slide(library, **remark.mend.change)
    assert mended.message == found.chart.findings[0].text
    assert keys(mended) == []
    bare = replace(found, chart=replace(found.chart, findings=()))
    assert guard(bare, DEFAULT)[0].mend is None


def test_a_message_of_forty_words_is_fine_and_one_more_is_not(library):
    assert keys(slide(library, message="ord " * 40)) == []
    [remark] = guard(slide(library, message="ord " * 41), DEFAULT)
    assert "41 ord" in remark.text
    # a section needs no message
    assert keys(SlideContent(Slide(id="a", kind="text"), "Rubrik", message="ord " * 90)) == []


@pytest.mark.parametrize(
    ("message", "hit"),
    [
        ("Den röda linjen är Dalarna.", True),
        ("Titta på de gröna staplarna!", True),
        ("Grön omställning tar fart.", False),
        ("Linjen för Dalarna sjunker.", False),
        ("Svarta siffror i år.", False),
    ],
)
def test_words_that_point_at_a_colour(library, message, hit):
    assert ("colour_words" in keys(slide(library, message=message))) is hit


def test_words_for_colours_in_english(library):
    found = replace(slide(library), message="The red line is Dalarna.")
    assert [one.key for one in guard(found, DEFAULT, "en")] == ["colour_words"]


def test_a_chart_without_words_and_numbers_without_a_unit(library):
    found = slide(library)
    assert found.chart is not None
    [remark] = guard(replace(found, alt=""), DEFAULT)
    assert (remark.key, remark.mend and remark.mend.change) == ("no_alt", {"part": "table"})
    assert keys(replace(slide(library, part="table"), alt="")) == []
    assert keys(replace(found, chart=replace(found.chart, unit=" "))) == ["no_unit"]
    pairs = slide(library, f"{FOUND}{THREE}&vy=tva_tidpunkter").chart
    assert pairs is not None
    first, *rest = pairs.columns
    bare = replace(pairs, columns=(replace(first, unit=""), *rest))
    assert "no_unit" in keys(replace(found, chart=bare))


def test_six_lines_are_one_too_many_and_the_mend_leaves_five(library):
    [remark] = guard(slide(library, FOUND + SIX), DEFAULT)
    assert remark.key == "many_lines"
    assert remark.text.startswith("6 linjer; högst 5")
    assert remark.mend is not None
    assert remark.mend.change is not None
    mended = slide(library, **remark.mend.change)
    assert mended.chart is not None
    # ours and what they are measured against stay, the place that was only chosen goes
    assert {one.code for one in mended.chart.series} == {"20", "21", "17", "SE31", "00"}
    assert keys(mended) == []
    assert keys(slide(library, FOUND + SIX, part="table")) == []


def test_a_crowd_of_grey_lines_counts_as_none(library):
    found = slide(library, f"{FOUND}&platser=20,00,lan")
    assert found.chart is not None
    assert len(found.chart.series) > 20
    assert "many_lines" not in keys(found)


def test_women_and_men_are_two_lines_a_place(library):
    found = slide(library, FOUND + "&platser=20,21,00")
    assert found.chart is not None
    pairs = tuple(replace(one, sex=sex) for one in found.chart.series for sex in ("women", "men"))
    assert len(pairs) == 6
    [remark] = guard(replace(found, chart=replace(found.chart, series=pairs)), DEFAULT)
    assert remark.key == "many_lines"
    assert remark.mend is not None
    # two places in two lines each; the home county and Riket stay
    assert "platser=20,00" in (remark.mend.change or {})["query"]


def test_lines_that_only_colour_tells_apart(library):
    query = f"{FOUND}&platser=20,06,07"
    [remark] = guard(slide(library, query), DEFAULT)
    assert remark.key == "colour_alone"
    assert "Jönköping" in remark.text or "Kronoberg" in remark.text
    assert remark.mend is not None
    assert keys(slide(library, **(remark.mend.change or {}))) == []
    assert keys(slide(library, f"{FOUND}&platser=20,06")) == []
    # a ranking names every bar
    assert keys(slide(library, query + "&vy=rangordning")) == []


def test_values_that_are_not_printed(library):
    for view in ("niva_forandring", "samband"):
        query = f"{FOUND}{THREE}&vy={view}"
        remark = next(one for one in guard(slide(library, query), DEFAULT))
        assert remark.key == "no_values"
        assert remark.mend is not None
        assert keys(slide(library, query, **(remark.mend.change or {}))) == []
    ranking = slide(library, f"{FOUND}&vy=rangordning").chart
    assert ranking is not None
    assert len(ranking.series) <= 40
    one = next(one for one in ranking.series if one.role == "others")
    crowd = replace(ranking, series=(*ranking.series, *[one] * 30))
    assert keys(replace(slide(library), chart=crowd)) == ["no_values"]


def test_bars_that_do_not_start_at_zero(library):
    found = slide(library, f"{FOUND}&vy=rangordning")
    assert found.chart is not None
    assert keys(replace(found, chart=replace(found.chart, from_zero=False))) == ["cut_bars"]
    assert keys(found) == []


def test_colours_of_the_profile_against_white(library):
    found = slide(library)
    pale = Profile("a", DEFAULT.name, colours={"20": "#F2C14E"})
    [remark] = guard(found, pale)
    assert remark.key == "contrast"
    assert "Dalarna: färgen har kontrasten 1,7 mot vitt" in remark.text
    assert remark.mend is not None
    assert keys(slide(library, part="table"), pale) == []
    middling = Profile("a", DEFAULT.name, colours={"21": "#2E9E85"})
    [remark] = guard(found, middling)
    assert remark.key == "text_contrast"
    assert "3,3" in remark.text
    # a place that is not in the chart does not matter
    assert keys(slide(library, f"{FOUND}&platser=20,00"), middling) == []


def test_a_slide_that_cannot_show_its_view_says_so_itself(library):
    assert keys(slide(library, "?indikator=borta", message="")) == []


def test_the_list_as_json_and_as_elements(library):
    found = slide(library, FOUND + SIX, message="")
    for language in ("sv", "en"):
        asked = told(found, DEFAULT, language)
        assert [one["key"] for one in asked] == ["no_message", "many_lines"]
        html = to_html(remarks(found, DEFAULT, language))
        assert html.count("<li>") == html.count("data-change") == 2
        assert asked[1]["label"] in html
    assert remarks(slide(library), DEFAULT) == []
    assert told(replace(found, title=""), DEFAULT)[0] | {"text": ""} == {
        "key": "no_title",
        "text": "",
        "label": None,
        "change": None,
    }


@pytest.mark.parametrize("light", [True, False])
def test_the_moete_page_is_told_with_every_slide(library, light):
    from layouts.meeting.routes_drawn import slides_drawn

    slides = (
        Slide(id="a", path="/jamfor", query=FOUND + SIX, message=MESSAGE),
        Slide(id="b", kind="section", title="Export"),
    )
    [first, second] = slides_drawn(library, Meeting(slides=slides), TODAY, light=light)["slides"]
    assert [one["key"] for one in first["guard"]] == ["many_lines"]
    assert second["guard"] == []


def test_under_a_chart_being_built_only_another_address_is_offered(library):
    from indicators.selection import from_query
    from layouts.profile_guard import beside_view

    def under(query, profile=DEFAULT):
        chosen = library.resolve(*from_query(query)).selection
        return to_html(beside_view(library.view(chosen), profile, chosen))

    assert under(FOUND + THREE) == ""
    assert under(FOUND + THREE + "&vy=niva_forandring") == ""
    html = under(FOUND + SIX)
    assert "Profilvakt (1)" in html
    assert 'href="/jamfor?' in html
    assert "platser=20,21,17,SE31,00" in html
    pale = under(FOUND + THREE, Profile("a", DEFAULT.name, colours={"20": "#F2C14E"}))
    # the table stands below the chart as it is
    assert "kontrasten" in pale
    assert "<a " not in pale


def test_jamfor_shows_the_list_where_there_is_one(library):
    import json

    from indicators.selection import from_query
    from layouts.pages.compare_view import outputs, parts

    for query, shown in ((FOUND + SIX, True), (FOUND + THREE, False)):
        told = json.dumps(outputs(parts(library, *from_query(query))), default=str)
        assert ("Profilvakt" in told) is shown
