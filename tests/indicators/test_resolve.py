"""The nearest view that exists: plain notices, and no selection that cannot be drawn."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geography import THE_THREE, geographies
from indicators.library import Library
from indicators.measures import measured
from indicators.model import BREAKDOWN_CHOICES, MEASURES, Selection
from indicators.selection import from_query
from tests.conftest import SOAK

PERIODS = st.sampled_from([
    *(str(year) for year in range(1995, 2027)), "2023-05", "2020-01", "2024-Q1", "x", "-", "9999",
])  # fmt: skip
PLACES = st.sampled_from([
    *THE_THREE, "SE31", "00", "EU27_2020", "lan", "riksomraden", "europa", "xx", "<b>", "01",
]) | st.sampled_from(list(geographies()))  # fmt: skip


def selections(names: list[str]) -> st.SearchStrategy[Selection]:
    return st.builds(
        Selection,
        indicator=st.none() | st.sampled_from([*names, "removed"]),
        places=st.lists(PLACES, unique=True, max_size=6).map(tuple),
        start=st.none() | PERIODS,
        end=st.none() | PERIODS,
        period=st.none() | PERIODS,
        measure=st.sampled_from(MEASURES),
        base=st.none() | PERIODS,
        breakdown=st.none() | st.sampled_from(BREAKDOWN_CHOICES),
        language=st.sampled_from(["sv", "en"]),
        home=st.sampled_from(THE_THREE),
        as_of=st.none() | st.none() | st.dates(date(2010, 1, 1), date(2027, 1, 1)),
        search=st.just(""),
    )


@settings(max_examples=5000 if SOAK else 300)
@given(data=st.data())
def test_whatever_is_asked_for_is_drawn_or_said(library: Library, data: st.DataObject) -> None:
    asked = data.draw(selections(list(library.available())))
    resolved = library.resolve(asked, ())
    chosen = resolved.selection
    item = library.available()[chosen.indicator]
    assert all(resolved.notices)
    assert library.resolve(chosen).selection == chosen
    again = library.resolve(chosen).notices
    assert chosen.as_of is not None or again == ()
    assert all(str(chosen.as_of) in notice for notice in again)
    for spec in (library.over_time(chosen), library.ranking(chosen)):
        assert spec.title and spec.source and spec.alt and spec.unit and spec.processing
        assert spec.series or spec.empty
        for one in spec.series:
            values = library.values(item.id, one.sex, chosen.as_of)
            truth = {mark.period: mark for mark in measured(values, one.code, chosen, item)}
            for mark in one.marks:
                assert mark == truth.get(mark.period, mark)
                assert mark.period in truth or mark.value is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_indicator_that_was_removed_gives_the_nearest_and_says_so(library, language) -> None:
    found = library.resolve(Selection(indicator="removed", language=language))
    assert "research" in library.available()[found.selection.indicator].themes
    assert len(found.notices) == 1 and "removed" in found.notices[0]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?indikator=gerd&farg=rod", "farg=rod"),
        ("?indikator=gerd&platser=SE31,atlantis", "Platskoden atlantis finns inte"),
        ("?indikator=gerd&platser=20,21", "publiceras bara för riksområden"),
        ("?indikator=rd_business&platser=20,SE11", "saknas för Stockholm"),
        (
            "?indikator=exports_goods&period=2020",
            "Perioden 2020 finns inte i serien. I stället visas 2019",
        ),
        ("?indikator=gerd&uppdelning=kvinnor", "Uppdelningen kvinnor finns inte"),
        ("?indikator=rd_per_inhabitant&matt=mot_riket", "går inte att räkna ut"),
        ("?indikator=gerd&dag=2001-01-01", "Inget av detta var publicerat 2001-01-01"),
    ],
)
def test_what_had_to_be_replaced_is_said_plainly(library, query, words) -> None:
    notices = library.resolve(*from_query(query)).notices
    assert any(words in notice for notice in notices), notices


def test_without_wishes_the_three_the_region_and_riket_are_shown(library) -> None:
    chosen = library.resolve(Selection(indicator="exports_goods_per_inhabitant")).selection
    assert chosen.places == (*THE_THREE, "SE31", "00")
    assert (chosen.start, chosen.end, chosen.period) == ("1997", "2019", "2019")
    assert library.resolve(Selection(indicator="exports_goods_per_inhabitant")).notices == ()


def test_start_and_end_may_come_in_either_order(library) -> None:
    asked = Selection(indicator="gerd", start="2021", end="2013")
    chosen = library.resolve(asked).selection
    assert (chosen.start, chosen.end) == ("2013", "2021")


def test_an_index_starts_after_the_last_break_unless_told_otherwise(library) -> None:
    asked = Selection(indicator="rd_per_inhabitant_business", measure="index")
    assert library.resolve(asked).selection.base == "2017"


def test_a_gap_is_ranked_in_the_newest_period_that_riket_has(library) -> None:
    asked = Selection(indicator="tertiary_education", measure="gap")
    assert library.resolve(asked).selection.period == "2019"
    assert library.ranking(library.resolve(asked).selection).empty is None


def test_an_early_base_is_ranked_before_the_break(library) -> None:
    asked = Selection(indicator="rd_per_inhabitant_business", measure="change", base="2011")
    chosen = library.resolve(asked).selection
    assert chosen.period == "2015"
    assert library.ranking(chosen).empty is None
