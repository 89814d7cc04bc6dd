"""The address: what was chosen survives it, and nothing that stands in one can break it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import THE_THREE, geographies
from indicators.model import BREAKDOWN_CHOICES, MEASURES, Selection, changed
from indicators.selection import GROUPS, from_query, settings, to_query

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
codes = st.sampled_from([*geographies(), *GROUPS]) | words.filter(lambda text: "," not in text)
selections = st.builds(
    Selection,
    indicator=st.none() | words,
    places=st.lists(codes, unique=True, max_size=6).map(tuple),
    start=st.none() | words,
    end=st.none() | words,
    period=st.none() | words,
    measure=st.sampled_from(MEASURES),
    base=st.none() | words,
    breakdown=st.none() | st.sampled_from(BREAKDOWN_CHOICES),
    language=st.sampled_from(["sv", "en"]),
    home=st.sampled_from(THE_THREE),
    as_of=st.none() | st.dates(),
    search=st.just("") | words,
)


@given(selections)
def test_a_selection_comes_back_from_its_address(selection: Selection) -> None:
    query = to_query(selection)
    assert from_query(query) == (selection, ())
    assert query.isascii() and (query == "" or query.startswith("?"))


@given(st.text() | st.lists(st.tuples(st.sampled_from(
    ["indikator", "platser", "matt", "dag", "sprak", "hem", "uppdelning", "sok", "x"]), st.text()
)).map(lambda pairs: "?" + "&".join(f"{name}={value}" for name, value in pairs)))  # fmt: skip
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    selection, unknown = from_query(text)
    assert from_query(to_query(selection))[0] == selection
    assert all(isinstance(part, str) for pair in unknown for part in pair)


def test_only_what_differs_from_the_default_stands_in_the_address() -> None:
    assert to_query(Selection()) == ""
    chosen = Selection(
        indicator="gerd", places=("SE31", "riksomraden"), measure="change", base="2017",
        breakdown="sex", language="en", home="17", as_of=date(2019, 1, 1), search="fou åäö",
    )  # fmt: skip
    assert to_query(chosen) == (
        "?indikator=gerd&platser=SE31,riksomraden&matt=forandring&bas=2017&uppdelning=kon"
        "&sprak=en&hem=17&dag=2019-01-01&sok=fou%20%C3%A5%C3%A4%C3%B6"
    )


def test_what_is_not_understood_is_handed_back() -> None:
    query = "?matt=hojd&sprak=fi&hem=01&dag=igår&farg=rod&indikator=gerd"
    selection, unknown = from_query(query)
    assert selection == Selection(indicator="gerd")
    assert unknown == (
        ("matt", "hojd"), ("sprak", "fi"), ("hem", "01"), ("dag", "igår"), ("farg", "rod"),
    )  # fmt: skip


def test_the_same_place_twice_is_one_place() -> None:
    assert from_query("?platser=20,21,,20")[0].places == ("20", "21")


def test_settings_follow_from_page_to_page_and_nothing_else_does() -> None:
    chosen = Selection(indicator="gerd", language="en", home="21", as_of=date(2020, 5, 1))
    assert settings(chosen) == Selection(language="en", home="21", as_of=date(2020, 5, 1))


def test_half_a_character_is_replaced() -> None:
    assert to_query(Selection(search="a\ud800")) == "?sok=a%3F"
    assert from_query("?sok=\ud800")[0].search == "?"


def test_a_changed_selection_is_the_one_that_dataclasses_make() -> None:
    before = Selection(indicator="grp", places=("20", "00"), as_of=date(2026, 1, 2))
    changes = {"start": "2011", "places": ("21",), "as_of": None, "filters": ("lan:20",)}
    assert changed(before, **changes) == replace(before, **changes)
    assert changed(before) == before
    with pytest.raises(KeyError):
        changed(before, colour="red")
