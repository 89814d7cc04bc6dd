"""Charts as data: every indicator in every form, what may not be joined, and synthetic lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import RIKET, THE_THREE, counties, geographies, swedish_regions
from data.model import period_position
from indicators.catalogue import may_share_chart
from indicators.framing import noise_of, role_of
from indicators.library import Library
from indicators.lines import line_cuts
from indicators.measures import measured
from indicators.model import MEASURES, Indicator, Selection
from indicators.resolve import breakdown_choices
from indicators.spec import ChartSpec
from tests.indicators.published import COUNTIES, REGION
from tests.indicators.synthetic import break_at, breaks, crosses, indicator, marks, series

LANGUAGES = ("sv", "en")
#: how codes of places outside Sweden begin
ABROAD = {code[:2] for code in geographies() if code.isalnum() and code[:2].isalpha()} - {"SE"} | {
    "EU"
}


def views(library: Library, item: Indicator) -> Iterator[tuple[Selection, ChartSpec, ChartSpec]]:
    """Every breakdown, measure and language of an indicator, as (selection, lines, bars)."""
    for breakdown in breakdown_choices(item):
        for measure in MEASURES:
            for language in LANGUAGES:
                asked = Selection(
                    indicator=item.id, breakdown=breakdown, measure=measure, language=language
                )
                chosen = library.resolve(asked).selection
                yield chosen, library.over_time(chosen), library.ranking(chosen)


def names_of(library: Library) -> list[str]:
    return list(library.available())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test an indicator, so that a fault names it."""
    if "name" in metafunc.fixturenames:
        # all that have figures: test_overview.py holds this list to the library
        names = [line.split()[0] for line in (*COUNTIES, *REGION)]
        metafunc.parametrize("name", list(dict.fromkeys(names)))


def test_an_indicator_is_drawn_in_every_form(library: Library, name: str) -> None:
    item = library.available()[name]
    for chosen, lines, bars in views(library, item):
        for spec in (lines, bars):
            assert spec.series and spec.empty is None, (chosen, spec.kind)
            assert spec.title and spec.subtitle and spec.unit and spec.source and spec.processing
            assert spec.alt and spec.title in spec.alt and spec.file_name.isascii()
            assert spec.periods[0][:4] in spec.title and spec.periods[-1][:4] in spec.title
            assert item.name[chosen.language] in spec.title
            for dataset in library.material(chosen).datasets:
                assert dataset.producer[chosen.language] in spec.source
                if dataset.route is not None:
                    assert not spec.source.startswith(dataset.route[chosen.language])
                    assert f"(via {dataset.route[chosen.language]})" in spec.source


def test_no_number_differs_between_values_and_charts(library: Library, name: str) -> None:
    item = library.available()[name]
    for chosen, lines, bars in views(library, item):
        for spec in (lines, bars):
            for one in spec.series:
                values = library.values(name, one.sex, chosen.as_of)
                truth = {mark.period: mark for mark in measured(values, one.code, chosen, item)}
                for mark in one.marks:
                    if mark.period in truth:
                        assert mark == truth[mark.period]
                    else:
                        assert mark.value is None
                    if chosen.measure == "value" and mark.value is not None:
                        assert mark == values.mark(one.code, mark.period)


def test_what_was_derived_says_how(library: Library, name: str) -> None:
    for chosen, lines, bars in views(library, library.available()[name]):
        none = "ingen, " if chosen.language == "sv" else "none, "
        for spec in (lines, bars):
            derived = any(
                mark.value is not None and "Z" in mark.status
                for one in spec.series
                for mark in one.marks
            )
            if derived:
                assert not spec.processing.lower().startswith(none), (chosen, spec.kind)


def test_every_break_within_the_chart_is_drawn_told_and_cuts_the_lines(library, name) -> None:
    item = library.available()[name]
    falls = {one.period for one in library.values(name, item.breakdowns[0]).breaks}
    for chosen, lines, _ in views(library, item):
        drawn = {one.period for one in lines.breaks}
        assert drawn == {fall for fall in falls if lines.periods[0] < fall <= lines.periods[-1]}
        for one in lines.breaks:
            assert one.text in lines.alt and one.text in lines.explanation
            assert any(one.text in note for note in lines.notes)
        for one in lines.series:
            for index, (before, mark) in enumerate(pairwise(one.marks), start=1):
                if mark.value is not None and before.value is not None:
                    crossed = any(before.period < fall <= mark.period for fall in falls)
                    # a dataset's breaks are those of Swedish statistics
                    if one.code == RIKET or one.code[:2] not in ABROAD:
                        assert (index in one.cuts) >= crossed, (chosen, one.code)
                    if chosen.measure in ("index", "change"):
                        assert not crossed


def test_the_house_chart_holds_all_places_of_the_level_best_first(library, name) -> None:
    item = library.available()[name]
    for _, _, bars in views(library, item):
        level = counties() if item.level == "county" else swedish_regions()
        assert set(level) <= {one.code for one in bars.series}
        assert bars.from_zero and all(len(one.marks) == 1 for one in bars.series)
        if len({one.sex for one in bars.series}) == 1:
            values = [one.marks[0].value for one in bars.series]
            present = [value for value in values if value is not None]
            assert present == sorted(present, reverse=item.direction != "down")
            assert values[len(present) :] == [None] * (len(values) - len(present))
        ranked = {one.code for one in bars.series if one.code in bars.bands}
        assert all(geographies()[code].level == item.level for code in ranked)
        assert RIKET not in ranked


def test_with_women_and_men_a_chart_has_at_most_four_lines(library: Library) -> None:
    for item in library.available().values():
        if "sex" in breakdown_choices(item):
            chosen = library.resolve(Selection(indicator=item.id, breakdown="sex")).selection
            assert 2 <= len(library.over_time(chosen).series) <= 4


def test_series_published_in_three_vintages_are_points_alone(library: Library) -> None:
    chosen = library.resolve(Selection(indicator="grp_per_employed")).selection
    spec = library.over_time(chosen)
    assert spec.periods == ("2013", "2015", "2020")
    assert {one.code for one in spec.series} >= {*THE_THREE, RIKET}
    for one in spec.series:
        assert one.cuts == frozenset(range(1, len(one.marks)))
    assert [item.text for item in spec.breaks] == ["annan publicering"] * 2
    for measure in ("index", "change"):
        asked = Selection(indicator="grp_per_employed", measure=measure)
        resolved = library.resolve(asked)
        assert resolved.selection.measure == "value" and resolved.notices


def test_points_only_cuts_everywhere(library: Library) -> None:
    for item in library.available().values():
        if item.points_only:
            chosen = library.resolve(Selection(indicator=item.id)).selection
            for one in library.over_time(chosen).series:
                assert one.cuts == frozenset(range(1, len(one.marks))), item.id


def test_two_indicators_share_a_chart_only_with_one_unit_and_no_rival_definition(library) -> None:
    found = library.available()
    rivals = [item for item in found.values() if item.exclusive == "unemployment"]
    assert len(rivals) >= 3
    for one in found.values():
        assert may_share_chart(one, one)
        for other in found.values():
            may = may_share_chart(one, other)
            assert may == may_share_chart(other, one)
            if one.unit != other.unit and one is not other:
                assert not may
            if one in rivals and other in rivals and one is not other:
                assert not may, (one.id, other.id)
    same = indicator(), indicator(id="other")
    assert may_share_chart(*same)
    assert not may_share_chart(
        indicator(exclusive="group"), indicator(id="other", exclusive="group")
    )
    assert may_share_chart(indicator(exclusive="one"), indicator(id="other", exclusive="two"))


def test_a_chart_holds_one_indicator_so_rivals_never_meet(library: Library) -> None:
    for item in library.available().values():
        if item.exclusive:
            chosen = library.resolve(Selection(indicator=item.id)).selection
            assert library.material(chosen).indicator is item
            assert len(library.material(chosen).datasets) == 1


@pytest.mark.parametrize(
    ("code", "named", "expected"),
    [("20", True, "home"), ("SE31", True, "group"), ("00", True, "reference"),
     ("21", False, "compared"), ("01", True, "compared"), ("01", False, "others"),
     ("EU27_2020", True, "reference")],
)  # fmt: skip
def test_a_place_has_its_part(code, named, expected) -> None:
    assert role_of(code, Selection(home="20"), "EU27_2020", named) == expected


def test_noise_is_half_the_last_decimal_or_half_of_what_is_stated() -> None:
    assert noise_of(indicator(decimals=1)) == pytest.approx(0.05, abs=1e-5)
    assert noise_of(indicator(decimals=0)) == pytest.approx(0.5, abs=1e-4)
    assert noise_of(indicator(noise=2.0)) == pytest.approx(1.0, abs=1e-4)


# --- synthetic lines -------------------------------------------------------------------------


def test_a_line_is_cut_at_a_gap_and_at_a_break() -> None:
    line = series(1.0, 2.0, None, 4.0, 5.0, 6.0)
    assert line_cuts(line, (break_at("2015"),), 1.0) == {3, 4}


def test_a_biennial_line_is_joined_over_its_own_step_only() -> None:
    assert line_cuts(series(1.0, 2.0, 3.0, step=2), (), 2.0) == frozenset()
    assert line_cuts(series(1.0, 2.0, 3.0, step=2), (), 1.0) == {1, 2}


@given(marks(), breaks, st.sampled_from([1.0, 2.0, 99.0]))
def test_a_line_never_joins_over_a_gap_or_a_break(line, breaks, step) -> None:
    cuts = line_cuts(line, breaks, step)
    assert cuts <= set(range(1, len(line)))
    for index, (before, mark) in enumerate(pairwise(line), start=1):
        if mark.value is None:
            continue
        far = period_position(mark.period) - period_position(before.period) > step
        broken = crosses(line, before.period, mark.period, breaks)
        assert (index in cuts) == (before.value is None or far or broken) or not any(
            earlier.value is not None for earlier in line[:index]
        )
