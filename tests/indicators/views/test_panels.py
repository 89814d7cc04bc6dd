"""Small multiples as data: who has a panel, in which order, what is in all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import RIKET, counties
from indicators.library import Library
from indicators.model import OVER_TIME, Selection
from indicators.views import VIEWS
from indicators.views.panels import MOST
from tests.indicators import synthetic
from tests.indicators.synthetic import indicator


def chart(library: Library, **asked):
    chosen = library.resolve(Selection(**({"view": "panels"} | asked))).selection
    assert chosen.view == "panels"
    return library.view(chosen)


def codes(spec) -> list[str]:
    return list(dict.fromkeys(one.code for one in spec.series))


def test_home_comes_first_then_its_companions_then_all_others_by_name(library: Library) -> None:
    spec = chart(library, indicator="rd_per_inhabitant", places=("lan", "SE31"), home="21")
    found = codes(spec)
    assert found[:4] == ["21", "20", "17", "SE31"]
    assert set(found) == {*counties(), "SE31"}
    names = [one.name for one in spec.series[4:]]
    # å, ä, ö stand last in Swedish, in this order
    order = {letter: index for index, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}
    keys = [[order.get(letter, -1) for letter in name.lower()] for name in names]
    assert keys == sorted(keys)
    assert names[-2:] == ["Örebro", "Östergötland"]


def test_riket_is_a_line_in_all_panels_and_has_none_of_its_own(library: Library) -> None:
    spec = chart(library, indicator="manufacturing_share", places=("20", "17"))
    assert codes(spec) == ["20", "17", RIKET]
    assert [one.code for one in spec.series if one.role == "reference"] == [RIKET]


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "grp", "places": ("20", RIKET)},
        {"indicator": "matching_rate", "breakdown": "sex", "places": ("20", RIKET)},
    ],
)
def test_riket_has_a_panel_where_it_would_flatten_or_crowd_the_others(library, asked) -> None:
    spec = chart(library, **asked)
    assert codes(spec) == ["20", RIKET]
    assert not any(one.role == "reference" for one in spec.series)
    alone = chart(library, **(asked | {"places": (RIKET,)}))
    assert codes(alone) == [RIKET]


def test_the_panels_hold_the_same_marks_breaks_and_cautions_as_one_chart(library: Library) -> None:
    for name in ("rd_per_inhabitant_business", "new_enterprises", "manufacturing_share"):
        asked = {"indicator": name, "places": ("20", "21", "17", "01")}
        panels, lines = chart(library, **asked), chart_of_lines(library, **asked)
        drawn = {one.code: one.marks for one in panels.series}
        assert drawn.items() >= {one.code: one.marks for one in lines.series}.items()
        assert panels.breaks == lines.breaks and panels.notes == lines.notes
        assert panels.source == lines.source and panels.periods == lines.periods
        assert {one.code: one.cuts for one in panels.series}.items() >= {
            one.code: one.cuts for one in lines.series
        }.items()


def chart_of_lines(library: Library, **asked):
    return library.view(library.resolve(Selection(**asked)).selection)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axes_of_their_own_are_said_in_the_subtitle_and_aloud(library: Library, language) -> None:
    asked = {"indicator": "manufacturing_share", "language": language}
    own, shared = chart(library, **asked, axis="own"), chart(library, **asked)
    words = "varje ruta har sin egen axel" if language == "sv" else "every panel has its own axis"
    assert own.own_axes and words in own.subtitle and words in own.alt.lower()
    assert not shared.own_axes and words not in shared.subtitle + shared.alt.lower()
    assert ("samma axel" if language == "sv" else "share one axis") in shared.alt


def test_the_reference_is_told_however_many_panels_there_are(library: Library) -> None:
    spec = chart(library, indicator="manufacturing_share", places=("20", "lan"))
    assert "Riket: från" in spec.alt and "Dalarna: från" in spec.alt
    # 21 counties and Riket, of which twelve counties and Riket are told one by one
    assert "Ytterligare 9 platser" in spec.alt


def test_more_places_than_a_page_holds_are_left_out_and_counted(library: Library) -> None:
    spec = chart(library, indicator="gdp_per_inhabitant_pps", places=("SE31", "00", "europa"))
    inner = [code for code in codes(spec) if code != RIKET]
    assert len(inner) == MOST and inner[0] == "SE31"
    # the other Swedish regions before any abroad
    assert all(code.startswith("SE") for code in inner[:8])
    values = library.values("gdp_per_inhabitant_pps")
    regions = [c for c in values.places if c in library_regions() and values.latest(c)]
    assert f"{len(regions) - MOST} platser är utelämnade" in spec.notes[0]


def library_regions() -> set[str]:
    from indicators.places import european_regions

    return set(european_regions())


def test_one_period_makes_no_panels(library: Library) -> None:
    view = VIEWS["panels"]
    for name, item in library.available().items():
        values = library.values(name, item.breakdowns[0])
        assert (view.refuse(item, values) is None) == (len(values.periods) > 1)
    resolved = library.resolve(Selection(indicator="ets_emissions", view="panels"))
    assert resolved.selection.view == "over_time"
    assert "bara värden för en period" in resolved.notices[0]


def test_both_views_of_lines_are_known_as_such() -> None:
    assert set(OVER_TIME) <= set(VIEWS)


@given(
    st.lists(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=4, max_size=4),
             min_size=2, max_size=6)
)  # fmt: skip
def test_panels_never_turn_a_missing_value_into_a_number(table) -> None:
    places = sorted(counties())[: len(table)]
    cells = [
        (place, str(2011 + year), value, "A" if value is not None else "Q")
        for place, numbers in zip(places, table, strict=True)
        for year, value in enumerate(numbers)
    ]
    library, _ = synthetic.library_of(synthetic.rows(*cells), indicator())
    periods = [str(2011 + year) for year in range(4)]
    if len(library.values("synthetic").periods if library.available() else ()) < 2:
        return
    spec = chart(library, indicator="synthetic", places=tuple(places), smoothing="3")
    for one in spec.series:
        truth = dict(zip(periods, table[places.index(one.code)], strict=True))
        assert all(mark.value == truth[mark.period] for mark in one.marks)
        for mark in one.smoothed:
            near = [truth.get(str(int(mark.period) + shift)) for shift in (-1, 0, 1)]
            assert (mark.value is None) == (None in near)
