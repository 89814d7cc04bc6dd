"""Two people change one meeting: everything that either has written is there afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.meeting.merge import Change, Conflict, TooMuch, changed, merge
from indicators.meeting.merge_order import merged_order
from indicators.meeting.model import Beside, Confirmed, Meeting, Showing, Slide
from tests.indicators.meeting.strategies import close, meetings


def meeting(*slides: Slide, **fields: object) -> Meeting:
    return Meeting.model_validate({**fields, "slides": slides})


def slide(name: str, **fields: object) -> Slide:
    return Slide.model_validate({"id": name, "path": "/jamfor", **fields})


def order(found: Meeting) -> str:
    return "".join(one.id for one in found.slides)


BASE = meeting(
    slide("a", title="A", message="Läget är oförändrat."),
    slide("b", title="B"),
    slide("c", title="C"),
    title="Styrgrupp",
)


def with_slide(found: Meeting, name: str, **fields: object) -> Meeting:
    """The meeting with some fields of one slide changed."""
    slides = tuple(
        Slide.model_validate({**one.model_dump(), **fields}) if one.id == name else one
        for one in found.slides
    )
    return found.model_copy(update={"slides": slides})


# --- by example --------------------------------------------------------------------------------


def test_changes_in_different_places_are_joined() -> None:
    hers = with_slide(BASE, "a", message="Dalarna ligger på 1,4 procent.").model_copy(
        update={"home": "21"}
    )
    his = with_slide(with_slide(BASE, "a", notes="Säg något om Riket."), "c", title="Ny")
    found = merge(BASE, hers, his)
    a, _, c = found.meeting.slides
    assert (a.message, a.notes) == ("Dalarna ligger på 1,4 procent.", "Säg något om Riket.")
    assert c.title == "Ny" and found.meeting.home == "21"
    assert found.conflicts == () and found.meeting.beside == ()
    assert found.theirs == (
        Change("changed", "", "home", "20", "21"),
        Change("changed", "a", "message", "Läget är oförändrat.", "Dalarna ligger på 1,4 procent."),
    )


def test_where_both_have_written_mine_stands_and_hers_is_beside() -> None:
    hers, his = (with_slide(BASE, "a", message=text) for text in ("Det vänder.", "Det sjunker."))
    found = merge(BASE, hers, his)
    assert found.meeting.slides[0].message == "Det sjunker."
    assert found.meeting.beside == (Beside(slide="a", field="message", text="Det vänder."),)
    assert found.conflicts == (Conflict("a", "message", "Det sjunker.", "Det vänder."),)
    assert found.theirs == ()


@pytest.mark.parametrize(
    ("old", "hers", "his", "stands", "beside"),
    [
        ("", "Det vänder", "Det vänder i Dalarna.", "Det vänder i Dalarna.", ()),
        ("", "Det vänder i Dalarna.", "Det vänder", "Det vänder i Dalarna.", ()),
        ("Ja. Nej.", "Ja.", "Ja. Nej. Kanske.", "Ja. Nej. Kanske.", ("Ja.",)),
        ("", "ja", "januari", "januari", ("ja",)),  # half a word is another word
        ("Ja", "", "Nej", "Nej", ()),
        ("Ja", "Nej", "", "", ("Nej",)),
    ],
)
def test_who_writes_on_where_the_other_stopped_has_all_of_it(
    old: str, hers: str, his: str, stands: str, beside: tuple[str, ...]
) -> None:
    start, one, other = (with_slide(BASE, "a", message=text) for text in (old, hers, his))
    found = merge(start, one, other).meeting
    assert found.slides[0].message == stands
    assert tuple(note.text for note in found.beside) == beside


def test_a_note_gives_way_to_the_one_that_says_it_all() -> None:
    start = with_slide(BASE, "a", title="x").model_copy(
        update={"beside": (Beside(slide="a", field="title", text="ja"),)}
    )
    hers, his = with_slide(start, "a", title="ja då"), with_slide(start, "a", title="nej")
    found = merge(start, hers, his).meeting
    assert [one.text for one in found.beside] == ["ja då"]


def test_the_meetings_own_fields_can_conflict_too() -> None:
    hers = BASE.model_copy(update={"as_of": date(2026, 3, 1), "title": "Styrgrupp i mars"})
    his = BASE.model_copy(update={"as_of": date(2026, 6, 1)})
    found = merge(BASE, hers, his)
    assert found.meeting.title == "Styrgrupp i mars"
    assert found.meeting.as_of == date(2026, 6, 1)
    assert found.conflicts == (Conflict("", "as_of", "2026-06-01", "2026-03-01"),)
    assert found.meeting.beside == (Beside(field="as_of", text="2026-03-01"),)


def test_the_same_change_by_both_is_one_change() -> None:
    same = with_slide(BASE, "b", title="Samma")
    found = merge(BASE, same, same)
    assert found.meeting == same and found.conflicts == () and found.theirs == ()


def test_a_view_is_never_half_of_each() -> None:
    """The path of one and the query of the other would be a view that nobody has chosen."""
    hers = with_slide(BASE, "a", path="/mal/ett", query="?sprak=en")
    his = with_slide(BASE, "a", query="?indikator=fou")
    found = merge(BASE, hers, his)
    first = found.meeting.slides[0]
    assert (first.path, first.query) == ("/jamfor", "?indikator=fou")
    assert found.meeting.beside[0].text == "/mal/ett?sprak=en"
    alone = merge(BASE, hers, BASE).meeting.slides[0]
    assert (alone.path, alone.query) == ("/mal/ett", "?sprak=en")


def test_a_slide_that_one_has_removed_and_the_other_changed_stays() -> None:
    removed = meeting(*BASE.slides[1:], title=BASE.title)
    edited = with_slide(BASE, "a", message="Nya ord.")
    for hers, his in ((removed, edited), (edited, removed)):
        found = merge(BASE, hers, his)
        assert order(found.meeting) == "abc"
        assert found.meeting.slides[0].message == "Nya ord."
        assert found.theirs == (Change("kept", "a"),)
    assert order(merge(BASE, removed, BASE).meeting) == "bc"
    assert order(merge(BASE, BASE, removed).meeting) == "bc"


def test_what_the_other_has_brought_is_listed() -> None:
    hers = meeting(slide("n", title="Ny bild"), BASE.slides[2], BASE.slides[0], title="Styrgrupp")
    found = merge(BASE, hers, BASE)
    assert found.meeting == hers
    assert found.theirs == (
        Change("added", "n", after="Ny bild"),
        Change("removed", "b", before="B"),
        Change("moved"),
    )


def test_words_that_one_has_chosen_from_are_gone_and_the_others_stay() -> None:
    old = [Beside(slide="a", field="title", text=text) for text in ("ett", "två", "tre")]
    base = BASE.model_copy(update={"beside": (old[0], old[1])})
    hers = BASE.model_copy(update={"beside": (old[1],)})
    his = BASE.model_copy(update={"beside": (old[0], old[1], old[2])})
    assert merge(base, hers, his).meeting.beside == (old[1], old[2])
    assert merge(base, his, hers).meeting.beside == (old[1], old[2])


def test_showings_of_both_are_remembered_oldest_first() -> None:
    days = [Showing(on=date(2026, month, 1)) for month in (1, 2, 3)]
    base, hers, his = (BASE.model_copy(update={"showings": tuple(found)})
                       for found in (days[:1], [days[0], days[2]], days[:2]))  # fmt: skip
    assert merge(base, hers, his).meeting.showings == tuple(days)
    assert merge(base, his, hers).meeting.showings == tuple(days)


def test_confirmed_numbers_are_joined_by_key() -> None:
    def one(key: str, said: str) -> Confirmed:
        return Confirmed(key=key, said=said)

    base = with_slide(BASE, "a", confirmed=(one("värde:20", "1,2"), one("rang:20", "4")))
    hers = with_slide(BASE, "a", confirmed=(one("värde:20", "1,4"), one("rang:20", "4")))
    his = with_slide(BASE, "a", confirmed=(one("värde:20", "1,2"), one("värde:00", "3,4")))
    found = merge(base, hers, his).meeting.slides[0].confirmed
    assert found == (one("värde:20", "1,4"), one("värde:00", "3,4"))
    both = with_slide(BASE, "a", confirmed=(one("värde:20", "1,5"),))
    assert merge(base, hers, both).meeting.slides[0].confirmed[0].said == "1,5"


def test_without_the_version_both_started_from_nothing_counts_as_removed() -> None:
    hers = meeting(slide("a", message="hennes"), slide("b"), title="Hennes")
    his = meeting(slide("a", message="hans"), slide("c"))
    found = merge(None, hers, his)
    assert sorted(order(found.meeting)) == ["a", "b", "c"]
    assert found.meeting.title == "Hennes"  # he has left it as it is from the start
    assert found.meeting.slides[0].message == "hans"
    assert [one.text for one in found.meeting.beside] == ["hennes"]


def test_what_does_not_fit_is_said_and_not_cut() -> None:
    hers = meeting(*(slide(f"a{number}") for number in range(150)))
    his = meeting(*(slide(f"b{number}") for number in range(51)))
    with pytest.raises(TooMuch) as caught:
        merge(Meeting(), hers, his)
    assert caught.value.what == "slides"
    full = tuple(Beside(field="title", text=str(number)) for number in range(500))
    crowded = with_slide(BASE, "a", title="hennes").model_copy(update={"beside": full})
    with pytest.raises(TooMuch) as caught:
        merge(BASE, crowded, with_slide(BASE, "a", title="hans"))
    assert caught.value.what == "beside"


# --- order -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ("abc", "abc", "cab", "cab"),
        ("abc", "cab", "abc", "cab"),
        ("abcde", "bacde", "abced", "baced"),  # each has moved something else
        ("abc", "axbc", "abyc", "axbyc"),
        ("abc", "abcx", "abcy", "abcyx"),
        ("abc", "xabc", "yabc", "yxabc"),
        ("", "xy", "z", "zxy"),
        ("abc", "cabx", "abc", "cabx"),  # a new slide follows the one it was put after
        ("abc", "xabc", "cab", "xcab"),
        ("abcd", "dabc", "bacd", "dbac"),
    ],
)
def test_both_orders_are_heeded(base: str, theirs: str, mine: str, expected: str) -> None:
    found = merged_order(base, theirs, mine, set(theirs) | set(mine))
    assert "".join(found) == expected


def test_wishes_that_go_round_in_a_circle_end_in_my_order() -> None:
    # he wants b before a, she c before b, and both leave a before c
    found = merged_order("abc", "acb", "bac", set("abc"))
    assert found == list("bac")
    assert merged_order("abc", found, "bac", set("abc")) == found


@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_an_order_that_only_one_has_changed_holds(one: list[str], other: list[str]) -> None:
    assert merged_order(one, other, one, set(one)) == other
    assert merged_order(one, one, other, set(one)) == other


# --- what always holds -------------------------------------------------------------------------


@given(meetings, meetings)
def test_who_has_changed_nothing_takes_what_the_other_made(base: Meeting, made: Meeting) -> None:
    made = once(made)
    assert merge(base, made, base).meeting == made
    assert merge(base, base, made).meeting == made
    assert merge(base, made, made).meeting == made
    assert merge(base, base, made).theirs == ()
    assert merge(base, made, base).conflicts == merge(base, base, made).conflicts == ()


@given(close, close, close)
def test_every_word_of_both_is_there_afterwards(
    base: Meeting, theirs: Meeting, mine: Meeting
) -> None:
    found = merge(base, theirs, mine)
    kept: dict[tuple[str, str], list[str]] = {}
    for one in found.meeting.beside:
        kept.setdefault((one.slide, one.field), []).append(one.text)
    stands = fields(found.meeting)
    old, in_base = fields(base), {"", *(one.id for one in base.slides)}
    for made in (theirs, mine):
        other = mine if made is theirs else theirs
        removed = {one.id for one in base.slides} - {one.id for one in other.slides}
        for (name, field), text in fields(made).items():
            if text in ("", "chart" if name not in in_base else old[name, field]):
                continue  # nobody's new words
            places = [stands.get((name, field), ""), *kept.get((name, field), ())]
            # word for word: alone, or within what the other has made of it
            assert any(f" {text} " in f" {place} " for place in places), (name, field)
            assert name not in removed or name in {one.id for one in found.meeting.slides}


@given(close, close, close)
def test_saving_the_same_again_changes_nothing(
    base: Meeting, theirs: Meeting, mine: Meeting
) -> None:
    """As when the answer was lost on the way and the browser tries again."""
    once = merge(base, theirs, mine).meeting
    again = merge(base, once, mine)
    assert again.meeting == once
    assert merge(once, once, once).meeting == once


@given(close, close, close)
def test_who_comes_first_makes_no_difference_to_what_only_one_has_changed(
    base: Meeting, theirs: Meeting, mine: Meeting
) -> None:
    one, other = merge(base, theirs, mine), merge(base, mine, theirs)
    places = {(conflict.slide, conflict.field) for conflict in one.conflicts}
    assert places == {(conflict.slide, conflict.field) for conflict in other.conflicts}
    left, right = fields(one.meeting), fields(other.meeting)
    assert left.keys() == right.keys()
    assert {key for key in left if left[key] != right[key]} <= places


@given(close, close, close)
def test_what_is_listed_is_all_that_differs_from_what_was_sent(
    base: Meeting, theirs: Meeting, mine: Meeting
) -> None:
    found = merge(base, theirs, mine)
    told = {(one.slide, one.field) for one in found.theirs if one.what == "changed"}
    mine_now, now = fields(mine), fields(found.meeting)
    differs = {key for key in mine_now if key in now and mine_now[key] != now[key]}
    assert told == differs
    brought = {one.slide for one in found.theirs if one.what in ("added", "kept")}
    assert {key[0] for key in now} - {key[0] for key in mine_now} <= brought
    gone = {one.slide for one in found.theirs if one.what == "removed"}
    assert gone == {one.id for one in mine.slides} - {one.id for one in found.meeting.slides}


@given(close, close, close)
def test_each_slide_stands_once(base: Meeting, theirs: Meeting, mine: Meeting) -> None:
    names = [one.id for one in merge(base, theirs, mine).meeting.slides]
    assert len(names) == len(set(names))


def once(found: Meeting) -> Meeting:
    """A meeting whose showings are all different, as a list of what has happened is."""
    return found.model_copy(update={"showings": tuple(dict.fromkeys(found.showings))})


def fields(found: Meeting) -> dict[tuple[str, str], str]:
    """Everything of a meeting that people choose or write, by slide and field."""
    told = {("", change.field): change.after for change in changed(NOTHING, found)
            if not change.slide and change.field}  # fmt: skip
    for one in found.slides:
        blank = meeting(Slide(id=one.id))
        only = meeting(one)
        told |= {(one.id, "title"): "", (one.id, "message"): "", (one.id, "part"): "chart",
                 (one.id, "view"): "view"}  # fmt: skip
        told |= {(change.slide, change.field): change.after for change in changed(blank, only)}
    return {("", "title"): "", ("", "home"): "21", **told}


NOTHING = Meeting(home="21")


def test_the_lists_of_the_tests_see_every_field() -> None:
    told = fields(meeting(slide("p", title="a", part="table"), title="b", home="17"))
    assert told == {
        ("", "title"): "b", ("", "home"): "17", ("p", "title"): "a", ("p", "message"): "",
        ("p", "part"): "table", ("p", "view"): "/jamfor",
    }  # fmt: skip
