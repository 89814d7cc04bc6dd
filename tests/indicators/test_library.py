"""The library: computed once per release, dropped when the figures change, safe between threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from indicators import library as module
from indicators.depends import chart_alone
from indicators.library import Library
from indicators.model import Selection
from tests.indicators.synthetic import indicator, library_of, rows

FIGURES = rows(("20", "2019", 1.0), ("20", "2020", 2.0))


def test_what_is_computed_is_kept() -> None:
    library, held = library_of(FIGURES, indicator())
    chosen = library.resolve(Selection(indicator="synthetic")).selection
    assert library.over_time(chosen) == library.over_time(chosen)
    assert library.values("synthetic") is library.values("synthetic")
    assert held.asked == 1


def test_new_figures_are_seen_and_old_answers_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHECK_EVERY", -1.0)
    library, held = library_of(FIGURES, indicator())
    assert library.values("synthetic").latest("20").value == 2.0
    held.frames["synthetic"] = rows(("20", "2021", 3.0))
    assert library.values("synthetic").latest("20").value == 2.0
    held.news += 1
    assert library.values("synthetic").latest("20").value == 3.0
    assert library.revision == 2


def test_the_store_is_not_asked_for_its_revision_at_every_turn() -> None:
    library, held = library_of(FIGURES, indicator())
    held.news += 1
    assert library.revision == 1


def test_only_so_many_views_are_kept_and_what_lasts_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VIEWS_KEPT", 3)
    library, _ = library_of(FIGURES, indicator())
    made = []

    def ask(number: int, lasting: bool = False) -> None:
        library.keep((number,), lambda: made.append(number) or number, lasting=lasting)

    ask(0, lasting=True)
    for number in (1, 2, 3, 4, 4, 1):
        ask(number)
    ask(0, lasting=True)
    assert made == [0, 1, 2, 3, 4, 1]


def test_threads_compute_a_thing_once() -> None:
    library, held = library_of(FIGURES, indicator())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: library.values("synthetic"), range(64)))
    assert all(one is found[0] for one in found) and held.asked == 1


def test_an_indicator_without_values_is_not_offered() -> None:
    empty = indicator(id="empty", source={"dataset": "synthetic", "measure": "other"})
    library, _ = library_of(FIGURES, indicator(), empty)
    assert list(library.available()) == ["synthetic"]
    found = library.resolve(Selection(indicator="empty"))
    assert found.selection.indicator == "synthetic" and found.notices


def test_two_dates_are_told_and_the_day_of_the_page_is_neither(library: Library) -> None:
    chosen = library.resolve(Selection(indicator="rd_business")).selection
    source = library.over_time(chosen).source
    assert "publicerad 2020-10-29, hämtad 2026-11-23" in source.lower()
    assert str(date.today()) not in source or str(date.today()) == "2026-11-23"


def test_a_release_that_was_not_out_yet_is_not_told_of(library: Library) -> None:
    assert library.release("rd_business", date(2019, 1, 1))["published"] == "2018-11-21"
    assert library.release("rd_business")["published"] == "2020-10-29"
    assert library.release("rd_business", date(2001, 1, 1)) is None


def test_the_ranked_places_are_those_of_the_level(library: Library) -> None:
    def ranked(**asked):
        chosen = library.resolve(Selection(**asked)).selection
        return library.ranked_places(chosen)

    assert len(ranked(indicator="unemployment_bas")) == 22
    assert len(ranked(indicator="matching_rate")) == 21
    assert set(ranked(indicator="unemployment_lfs")) >= {"SE31", "SE11"}
    assert len(ranked(indicator="unemployment_lfs", places=("SE31", "europa"))) > 200


def test_a_step_of_the_house_chart_leaves_the_lines_as_they_are(library) -> None:
    """What the page keeps for the lines alone is the same whatever period stands beside them."""
    for code, item in library.available().items():
        periods = library.values(code, item.breakdowns[0]).periods
        for measure in ("value", "gap", "index", "change"):
            drawn = {}
            for period in (periods[0], periods[len(periods) // 2], periods[-1]):
                asked = Selection(indicator=code, measure=measure, period=period)
                chosen = library.resolve(asked).selection
                spec = library.view(chosen)
                assert drawn.setdefault(chart_alone(chosen), spec) == spec
            assert measure in ("index", "change") or len(drawn) == 1
