"""Since the last meeting: periods, revisions, ranks, status and sentences between two showings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from indicators.library import Library
from indicators.meeting.change_model import Change, shown_last
from indicators.meeting.changes import MOST_ROWS, changes, since_last
from indicators.meeting.content import contents
from indicators.meeting.model import Meeting, Showing, Slide
from indicators.meeting.watch import confirmed
from indicators.strategy.load import Strategy
from indicators.strategy.model import Goal
from tests.data.conftest import synthetic_frame
from tests.indicators.meeting.drawn import PLAIN, TODAY, draw, printed, published, slide

QUERY = "?indikator=synthetic&platser=20,21,17,00"
#: the day of the first, of the second and of the third publication
ONE, TWO, THREE = (date(2024, 1, day) for day in (1, 2, 3))
OLD = (
    ("20", "2019", 4.0), ("20", "2020", 4.7), ("21", "2019", 5.0), ("21", "2020", 5.1, "P"),
    ("17", "2019", 6.0), ("17", "2020", 6.2), ("00", "2019", 5.5), ("00", "2020", 5.6),
)  # fmt: skip


def but(cells: tuple[tuple[object, ...], ...], *others: tuple[object, ...]) -> pd.DataFrame:
    """The frame of `cells` with others of the same place and period in their place."""
    merged = {cell[:2]: cell for cell in (*cells, *others)}
    return synthetic_frame(*merged.values())  # type: ignore[arg-type]


def meeting(*slides: Slide, on: date | None = ONE, **about: object) -> Meeting:
    showings = (Showing(on=on),) if on else ()
    return Meeting(slides=slides, showings=showings, **about)  # type: ignore[arg-type]


def plain(found: tuple[Change, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (one.kind, one.about.translate(PLAIN), one.old.translate(PLAIN), one.new.translate(PLAIN))
        for one in found
    ]


VIEW = slide(QUERY)
SINCE = Slide(id="since", kind="since")


@pytest.fixture
def revised(tmp_path: Path) -> Iterator[Library]:
    """Two publications: values of Dalarna and Gävleborg were revised, the latter became final."""
    with published(
        tmp_path, but(OLD), but(OLD, ("20", "2020", 6.9), ("21", "2020", 5.3))
    ) as library:
        yield library


# --- one kind at a time ------------------------------------------------------------------------


def test_nothing_changed_is_said_plainly(tmp_path: Path) -> None:
    with published(tmp_path, but(OLD)) as library:
        held = meeting(VIEW, SINCE)
        assert changes(library, held, TODAY) == ()
        told = contents(library, held, TODAY)[1]
        assert told.title == "Sedan förra mötet den 1 januari 2024"
        assert told.lines == ("Ingenting av det som mötet visar har ändrats sedan dess.",)
        assert told.tables == () and "den 1 januari 2024" in told.explanation


def test_a_meeting_that_was_never_shown_says_so(revised: Library) -> None:
    told = contents(revised, meeting(VIEW, SINCE, on=None), TODAY)[1]
    assert told.title == "Sedan förra mötet" and "inte visats före i dag" in told.lines[0]
    assert changes(revised, meeting(VIEW, on=None), TODAY) == ()
    english = contents(revised, meeting(VIEW, SINCE, on=None, language="en"), TODAY)[1]
    assert "not been shown before today" in english.lines[0]


def test_revised_values_are_told_with_the_sources_reason(revised: Library) -> None:
    found = [one for one in changes(revised, meeting(VIEW), TODAY) if one.kind == "revision"]
    assert plain(tuple(found)) == [
        ("revision", "Dalarna 2020", "4,7", "6,9"),
        ("revision", "Gävleborg 2020", "5,1", "5,3"),
    ]
    assert [one.reason for one in found] == [
        "Revidering utan angiven orsak.", "Preliminärt värde blev slutligt."
    ]  # fmt: skip
    assert {one.slide for one in found} == {"s"}


def test_a_rank_is_told_only_where_the_bands_no_longer_overlap(revised: Library) -> None:
    found = [one for one in changes(revised, meeting(VIEW), TODAY) if one.kind == "rank"]
    # Dalarna was last of three and is first; Gävleborg was second and is last; Värmland 1 and 2
    assert plain(tuple(found)) == [
        ("rank", "Dalarna", "plats 3 av 3 (2020)", "plats 1 av 3 (2020)"),
        ("rank", "Gävleborg", "plats 2 av 3 (2020)", "plats 3 av 3 (2020)"),
        ("rank", "Värmland", "plats 1 av 3 (2020)", "plats 2 av 3 (2020)"),
    ]


def test_ranks_whose_bands_overlap_are_the_same(tmp_path: Path) -> None:
    def frame(dalarna: float) -> pd.DataFrame:
        return synthetic_frame(
            ("20", "2020", dalarna, "A", 0.5),
            ("21", "2020", 5.0, "A", 0.5),
            ("17", "2020", 9.0, "A", 0.5),
        )

    with published(tmp_path, frame(4.8), frame(5.9), frame(6.5)) as library:
        assert [one.kind for one in changes(library, meeting(VIEW, as_of=TWO), TODAY)] == [
            "revision"
        ]
        later = changes(library, meeting(VIEW), TODAY)
        # alone in second place now, 2–3 before: still one of those it may have been
        assert [one.kind for one in later] == ["revision"]


def test_a_new_period_is_told_once_a_view(tmp_path: Path) -> None:
    new = [(code, "2021", value) for code, value in (("20", 4.7), ("21", 5.1), ("17", 6.2))]
    with published(tmp_path, but(OLD), but(OLD, *new)) as library:
        found = changes(library, meeting(VIEW), TODAY)
        assert plain(found) == [("period", "påhittad", "2020", "2021")]
        fixed = slide(f"{QUERY}&vy=rangordning&period=2020")
        assert changes(library, meeting(fixed), TODAY) == ()
        ranking = slide(f"{QUERY}&vy=rangordning")
        assert plain(changes(library, meeting(ranking), TODAY))[0][2:] == ("2020", "2021")


def test_what_was_not_published_then_is_new(tmp_path: Path) -> None:
    with published(tmp_path, but(OLD)) as library:
        found = changes(library, meeting(VIEW, on=ONE - timedelta(1)), TODAY)
        assert plain(found) == [("period", "påhittad", "fanns inte i panelen", "2020")]


def test_a_value_that_came_and_one_that_went_are_told(tmp_path: Path) -> None:
    first = but(OLD, ("20", "2019", None, "Q"))
    second = but(OLD, ("21", "2019", None, "Q"))
    with published(tmp_path, first, second) as library:
        found = changes(library, meeting(VIEW), TODAY)
        assert plain(found) == [
            ("revision", "Dalarna 2019", "sekretess", "4,0"),
            ("revision", "Gävleborg 2019", "5,0", "sekretess"),
        ]
        assert "sekretess" in found[0].reason


def test_a_revision_that_nobody_can_see_is_none(tmp_path: Path) -> None:
    with published(tmp_path, but(OLD), but(OLD, ("20", "2020", 4.71))) as library:
        assert changes(library, meeting(VIEW), TODAY) == ()


GOAL = Goal.model_validate(
    {"id": "more", "plan": "plan", "name": "Mer", "indicator": "synthetic", "place": "20",
     "base_period": "2016", "target_period": "2026", "target_value": 10.0, "decided_by": "nämnden",
     "decided_on": date(2020, 1, 1), "document": "beslut"}
)  # fmt: skip


def pace(step: float) -> pd.DataFrame:
    cells = [("20", str(2016 + year), 5.0 + step * year) for year in range(5)]
    return synthetic_frame(*cells, ("21", "2020", 5.0))


def test_a_goal_whose_class_changed_is_told_once(tmp_path: Path) -> None:
    strategy = Strategy(goals={"more": GOAL})
    with published(tmp_path, pace(0.5), pace(0.1), strategy=strategy) as library:
        page = slide("", path="/mal/more")
        found = changes(library, meeting(VIEW, page.model_copy(update={"id": "g"})), TODAY)
        status = [one for one in found if one.kind == "status"]
        assert plain(tuple(status)) == [("status", "Mer", "på väg", "alldeles för långsamt")]
        same = changes(library, meeting(page, on=TWO), TODAY)
        assert same == ()
    young = GOAL.model_copy(update={"decided_on": date(2024, 2, 1)})
    (tmp_path / "b").mkdir()
    strategy = Strategy(goals={"more": young})
    with published(tmp_path / "b", pace(0.5), strategy=strategy) as library:
        found = changes(library, meeting(page), TODAY)
        assert plain(found) == [("status", "Mer", "inte beslutat", "på väg")]


def test_a_message_to_read_again_is_among_the_changes(tmp_path: Path) -> None:
    one = slide(QUERY, "Dalarna har {värde:20}, Gävleborg 5,1.")
    (tmp_path / "a").mkdir()
    with published(tmp_path / "a", but(OLD)) as library:
        kept = confirmed(one, draw(library, one), library, "sv")
    one = one.model_copy(update={"confirmed": kept})
    with published(tmp_path, but(OLD), but(OLD, ("20", "2020", 4.9))) as library:
        found = changes(library, meeting(one), TODAY)
        assert plain(found)[-1] == (
            "sentence", "Dalarna har 4,9, Gävleborg 5,1.", "4,7 (2020)", "4,9 (2020)"
        )  # fmt: skip
        told = contents(library, meeting(one, SINCE), TODAY)[1]
        assert told.tables[-1].caption == "Att läsa om"


def test_a_slide_that_can_no_longer_be_shown_is_told(revised: Library) -> None:
    gone = slide("?indikator=nothing")
    assert changes(revised, meeting(gone), TODAY) == ()
    assert contents(revised, meeting(gone, SINCE), TODAY)[1].lines[0].startswith("Ingenting")


# --- which days are compared -------------------------------------------------------------------


def test_the_showing_under_way_is_held_against_the_one_before() -> None:
    held = Meeting(showings=(Showing(on=ONE), Showing(on=TWO)))
    assert shown_last(held, TWO) == ONE
    assert shown_last(held, THREE) == TWO
    assert shown_last(held, ONE) is None


def test_a_frozen_meeting_is_compared_up_to_its_own_day(tmp_path: Path) -> None:
    frames = [but(OLD, ("20", "2020", value)) for value in (4.7, 4.9, 5.0)]
    with published(tmp_path, *frames) as library:
        frozen = meeting(VIEW, SINCE, as_of=TWO)
        (one,) = changes(library, frozen, TODAY)
        assert (one.old, one.new) == ("4,7", "4,9")
        told = contents(library, frozen, TODAY)[1]
        assert "fryst" in told.lines[-1] and "den 2 januari 2024" in told.lines[-1]
        # shown later than it was frozen: it never had any other figures
        assert changes(library, meeting(VIEW, on=THREE, as_of=TWO), TODAY) == ()
        (one,) = changes(library, meeting(VIEW, on=TWO), TODAY)
        assert (one.old, one.new) == ("4,9", "5,0")


# --- the slide ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "line", "caption"),
    [("sv", "Sedan förra mötet den 1 januari 2024", "2 värden som visades har ändrats.",
      "Ändrade värden"),
     ("en", "Since the last meeting on 1 January 2024",
      "2 values that were shown have been revised.", "Revised values")],
)  # fmt: skip
def test_the_slide_counts_and_lists(
    revised: Library, language: str, title: str, line: str, caption: str
) -> None:
    told = contents(revised, meeting(VIEW, SINCE, language=language), TODAY)[1]
    assert told.title == title and line in told.lines and told.slide == SINCE
    tables = {one.caption: one for one in told.tables}
    rows = tables[caption].rows
    assert [row[0] for row in rows] == ["Dalarna 2020", "Gävleborg 2020"]
    assert all(len(row) == len(tables[caption].header) for row in rows)
    assert tables[caption].numbers == {2, 3} and told.alt.startswith(title)


def test_a_single_change_is_counted_in_the_singular(tmp_path: Path) -> None:
    with published(tmp_path, but(OLD), but(OLD, ("20", "2020", 4.9))) as library:
        told = contents(library, meeting(VIEW, SINCE), TODAY)[1]
        assert told.lines == ("Ett värde som visades har ändrats.",)


def test_long_lists_are_cut_and_the_rest_counted(tmp_path: Path) -> None:
    def frame(more: float) -> pd.DataFrame:
        return synthetic_frame(
            *((code, str(year), year / 100 + more) for code in ("20", "21") for year in
              range(2001, 2011))
        )  # fmt: skip

    with published(tmp_path, frame(0), frame(1)) as library:
        told = since_last(library, meeting(VIEW), SINCE, TODAY)
        assert len(told.tables[-1].rows) == MOST_ROWS
        assert any("12 till visas inte" in line for line in told.lines)


def test_a_long_list_leaves_out_no_slide(tmp_path: Path) -> None:
    def frame(more: float) -> pd.DataFrame:
        return synthetic_frame(
            *(("20", str(year), year / 100 + more) for year in range(2001, 2021))
        )

    with published(tmp_path, frame(0), frame(1)) as library:
        views = [VIEW.model_copy(update={"id": name, "title": name}) for name in "abc"]
        rows = since_last(library, meeting(*views), SINCE, TODAY).tables[-1].rows
        assert [row[1] for row in rows] == list("aaabbbcc")
        assert all(row[-1] for row in rows)


def test_the_analysts_own_title_stands(revised: Library) -> None:
    own = SINCE.model_copy(update={"title": "Vad har hänt?"})
    assert contents(revised, meeting(VIEW, own), TODAY)[1].title == "Vad har hänt?"


def test_comparing_again_asks_the_store_nothing(
    revised: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = meeting(VIEW, SINCE)
    first = contents(revised, held, TODAY)

    def forbidden(*_: object) -> None:
        raise AssertionError("the store was asked again")

    for name in ("observations", "history", "releases", "superseded"):
        monkeypatch.setattr(revised._store, name, forbidden)
    assert contents(revised, held, TODAY) == first


# --- real publications -------------------------------------------------------------------------


def test_the_revision_of_2020_is_told_as_published(library: Library) -> None:
    held = meeting(slide("?indikator=rd_business"), on=date(2019, 5, 1))
    found = {one.about: one for one in changes(library, held, TODAY) if one.kind == "revision"}
    for geo, name, old in (("20", "Dalarna", 1344), ("17", "Värmland", 850)):
        assert printed("rd_business_2018.csv", geo, "2017") == old
        one = found[f"{name} 2017"]
        new = printed("rd_business_2020.csv", geo, "2017")
        digits = [int("".join(filter(str.isdigit, text))) for text in (one.old, one.new)]
        assert digits == [old, new]
        assert "2007–2017 omräknade med metoden från 2019" in one.reason
    assert (found["Gävleborg 2011"].old, printed("rd_business_2020.csv", "21", "2011")) == (
        "sekretess", 635
    )  # fmt: skip
    periods = [one for one in changes(library, held, TODAY) if one.kind == "period"]
    assert [(one.old, one.new) for one in periods] == [("2017", "2019")]


def test_the_revision_of_may_2026_is_the_only_one(library: Library) -> None:
    query = "?indikator=gerd&platser=SE31,SE32&fran=2019"
    (one,) = changes(library, meeting(slide(query), on=date(2026, 3, 20)), TODAY)
    assert (one.old.translate(PLAIN), one.new.translate(PLAIN)) == ("1,03 %", "1,09 %")
    assert one.about == "Mellersta Norrland 2023"


def test_every_page_can_be_compared(library: Library) -> None:
    pages = [slide("", path=path) for path in ("/county/20", "/strategi", "/mal", "/", "/nothing")]
    held = meeting(*pages, SINCE, on=date(2026, 3, 20))
    told = contents(library, held, TODAY)[-1]
    assert any("tabeller" in line for line in told.lines)
    assert changes(library, meeting(*pages, on=date(2026, 11, 23)), TODAY) == ()
