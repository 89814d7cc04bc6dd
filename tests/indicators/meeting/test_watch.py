"""Watched numbers: what is recognised in a message, and what makes it stale."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geography import geographies
from indicators import formats
from indicators.library import Library
from indicators.meeting.field_match import matched
from indicators.meeting.field_reading import Reading
from indicators.meeting.field_typed import periods_in, places_in, typed_in
from indicators.meeting.fields import completions, readings
from indicators.meeting.model import Confirmed, Slide
from indicators.meeting.watch import Watched, confirmed, rewritten, watched
from indicators.model import Language
from tests.data.conftest import synthetic_frame
from tests.indicators.meeting.drawn import MINUS, NBSP, PLAIN, THIN, draw, printed, published, slide

QUERY = "?indikator=synthetic&platser=20,21,17,00"
MONTHLY = "?indikator=unemployment_bas_monthly"
RD = "?indikator=rd_business"


def seen(library: Library, one: Slide, language: Language = "sv") -> tuple[Watched, ...]:
    return watched(one, draw(library, one, language), library, language)


def read(library: Library, one: Slide, language: Language = "sv") -> Slide:
    """The slide as it is kept when someone has read its message."""
    kept = confirmed(one, draw(library, one, language), library, language)
    return one.model_copy(update={"confirmed": kept})


def keys(library: Library, message: str, query: str = MONTHLY) -> dict[str, str]:
    """How each typed number reads -> what it is bound to."""
    found = seen(library, slide(query, message))
    return {one.said.split(" (")[0]: one.key.removeprefix("typed|") for one in found}


# --- which numbers there are in a text ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "raw"),
    [("låg på 4,7 procent.", ["4,7"]), ("4.7", ["4.7"]), ("(4,7 %)", ["4,7"]),
     ("1 234 kr", ["1 234"]), (f"1{THIN}234{NBSP}kr", [f"1{THIN}234"]), ("1.234,5", ["1.234,5"]),
     ("1,234.5", ["1,234.5"]), ("-0,3 och –0,4 och −0,5 och +6", ["-0,3", "–0,4", "−0,5", "+6"]),
     ("plats 7–9 av 21", ["7–9"]), ("7:e plats", ["7"]), ("the 7th place", ["7"]),
     ("2021", []), ("2015–2021", []), ("år 2015", []), ("2015 kr", ["2015"]), ("jan 2024", []),
     ("kv 2 2024", []), ("3 september", []), ("av 21 län", []), ("EU27", []), ("NUTS 2", []),
     ("2024-03-12", []), ("12.30.45", []), ("SE31", []), ("{värde:20} 4,7", ["4,7"]),
     ("2021 4,7", ["4,7"]), ("4,7, 4,8; 4,9", ["4,7", "4,8", "4,9"]), ("1 234 567", ["1 234 567"]),
     ("bild 7", []), ("x4,7", []), ("4,7x", []), ("5,5 % 2021", ["5,5"])],
)  # fmt: skip
def test_numbers_are_found_and_years_are_not(text: str, raw: list[str]) -> None:
    assert [one.raw for one in typed_in(text)] == raw


def test_periods_and_places_are_found_in_both_languages() -> None:
    assert periods_in("Från 2015 till 2021, kv 2 2024 och januari 2024") == (
        "2015", "2021", "2024", "2024-01", "2024-Q2"
    )  # fmt: skip
    named = [code for _, code in places_in("Dalarnas och Gävleborgs län, Sweden’s {värde:17}")]
    assert named == ["20", "21", "00", "17"]


@given(
    st.floats(-1e7, 1e7, allow_nan=False),
    st.integers(0, 3),
    st.sampled_from(["sv", "en"]),
    st.sampled_from(["procent", "%", "kr", "procentenheter", ""]),
    st.booleans(),
)
def test_a_number_written_by_the_panel_is_recognised_as_that_number(
    value: float, decimals: int, language: str, unit: str, signed: bool
) -> None:
    text = formats.with_unit(value, decimals, language, unit, signed)
    found = list(typed_in(f"Dalarna låg på {text} i år"))
    year = unit == "" and 1900 <= abs(round(value)) < 2100 and decimals == 0
    if year and not found:
        return
    if unit == "" and decimals == 0 and not found:
        pytest.fail(text)
    (one,) = found
    assert one.is_said_of(value, decimals)
    far = value + 3 * 10.0**-decimals
    assert not one.is_said_of(far, decimals)


@given(st.floats(0, 1e6, allow_nan=False), st.integers(0, 2))
def test_either_way_of_rounding_a_five_is_understood(value: float, decimals: int) -> None:
    half = round(value, decimals) + 0.5 * 10.0**-decimals
    for shown in (round(half, decimals), round(half + 1e-7, decimals)):
        text = f"{shown:.{decimals}f}".replace(".", ",")
        (one,) = typed_in(f"{text} %")
        assert one.is_said_of(half, decimals) or abs(half - shown) > 0.51 * 10.0**-decimals


# --- what a typed number is bound to ------------------------------------------------------------


def test_typed_numbers_are_bound_to_the_slides_data(library: Library) -> None:
    message = (
        "Dalarna låg på 4,6 procent i januari 2024, Riket på 5,5 %. Gävleborg: 7.2, plats 6 av 21. "
        "Skillnaden mot Riket är −0,9 procentenheter för Dalarna och 99,9 finns inte."
    )
    found = keys(library, message)
    assert found["4,6"].split(";")[0] == "value.20.n.total"
    assert found["5,5"] == "value.00.n.total" and found["7.2"] == "value.21.n.total"
    assert found["6"].startswith("rank.20.n") and found["−0,9"].startswith("gap.20.n")
    assert "99,9" not in found and len(found) == 5


def test_published_numbers_typed_by_hand_are_recognised(library: Library) -> None:
    assert printed("rd_business_2020.csv", "20", "2017") == 1323
    assert printed("rd_business_2020.csv", "17", "2017") == 830
    assert printed("rd_business_2020.csv", "21", "2011") == 635
    found = keys(library, "Dalarna 1 323 mnkr 2017, Värmland 830 och Gävleborg 635 år 2011.", RD)
    assert found == {
        "1 323": "value.20.2017.total",
        "830": "value.17.2017.total",
        "635": "value.21.2011.total",
    }


def test_a_number_of_another_year_is_only_watched_where_the_year_is_named(
    library: Library,
) -> None:
    assert keys(library, "Dalarna: 1 323 mnkr", RD) == {}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "query", [MONTHLY, RD, "?indikator=rd_per_inhabitant_business", "?indikator=matching_rate",
              "?indikator=grp_per_employed&vy=rangordning", f"{MONTHLY}&matt=mot_riket",
              "?indikator=manufacturing_share&vy=tva_tidpunkter",
              "?indikator=matching_rate&uppdelning=kon&vy=rangordning"]
)  # fmt: skip
def test_what_a_field_says_is_recognised_when_it_is_typed(
    library: Library, query: str, language: Language
) -> None:
    content = draw(library, slide(query), language)
    offered = [one for one in completions(content, library, language)
               if not one.insert.startswith(("{period", "{n"))]  # fmt: skip
    assert offered
    for one in offered:
        (_, field) = next(iter(readings(one.insert, content, library, language)))
        assert isinstance(field, Reading)
        place = geographies()[field.place].short(language)
        found = matched(f"{place}: {one.says}", content, library, language)
        assert found, one
        assert field.key in {now.key for now in found[0][1]}, one


def test_an_ambiguous_number_is_bound_to_the_place_named_nearest_before(tmp_path: Path) -> None:
    frame = synthetic_frame(("20", "2020", 4.7), ("21", "2020", 4.7), ("17", "2020", 5.1))
    with published(tmp_path, frame) as library:
        nearest = keys(library, "Dalarna och Gävleborg: 4,7. Värmland 5,1.", QUERY)
        assert nearest == {"4,7": "value.21.n.total", "5,1": "value.17.n.total"}
        open_to_all = keys(library, "Värmland: 4,7 i dag.", QUERY)
        assert open_to_all == {"4,7": "value.20.n.total;value.21.n.total"}
        other = keys(library, "Dalarna är bra. Nu 4,7.", QUERY)
        assert other == {"4,7": "value.20.n.total;value.21.n.total"}


def test_a_correlation_and_a_target_are_numbers_of_their_slides(library: Library) -> None:
    query = "?indikator=matching_rate&mot=manufacturing_share&vy=samband"
    content = draw(library, slide(query))
    assert content.chart is not None
    r = formats.number(content.chart.facts["r"], 2, "sv")
    assert keys(library, f"Sambandet är r = {r}.", query) == {r: "fact.r"}


def test_the_entries_of_a_page_of_tables_are_watched(library: Library) -> None:
    one = slide("", path="/county/20")
    content = draw(library, one)
    (row, *_) = content.tables[0].rows
    number = row[1].split(NBSP)[0]
    message = f"{row[0]}: {number} i Dalarna, plats {row[3].split()[0]}."
    found = seen(library, one.model_copy(update={"message": message}))
    assert any(item.key.endswith(row[0]) for item in found)
    assert len(found) == 2


# --- staleness ----------------------------------------------------------------------------------

FIRST = (("20", "2019", 4.0), ("20", "2020", 4.7), ("21", "2019", 5.0), ("21", "2020", 5.1),
         ("17", "2019", 6.0), ("17", "2020", 6.2), ("00", "2019", 5.5),
         ("00", "2020", 5.6))  # fmt: skip
REVISED = tuple(("20", "2020", 4.9) if cell[:2] == ("20", "2020") else cell for cell in FIRST)
LATER = (*FIRST, ("20", "2021", 4.7), ("21", "2021", 5.3), ("17", "2021", 6.2), ("00", "2021", 5.6))
MESSAGE = "Dalarna {värde:20}, {rang:20}, {förändring:20:2019-2020}; Gävleborg 5,1 och Dalarna 4,7."


@pytest.fixture
def before(tmp_path: Path) -> Slide:
    """The slide as read when only the first publication was there."""
    (tmp_path / "a").mkdir()
    with published(tmp_path / "a", synthetic_frame(*FIRST)) as library:
        one = read(library, slide(QUERY, MESSAGE))
        assert [item.stale for item in seen(library, one)] == [False] * 5
        return one


def test_a_revised_number_is_stale_with_old_and_new(tmp_path: Path, before: Slide) -> None:
    with published(tmp_path, synthetic_frame(*FIRST), synthetic_frame(*REVISED)) as library:
        found = {one.key: one for one in seen(library, before)}
        value, typed = found["value.20.n"], found["typed|value.20.n.total"]
        assert (value.said, value.now, value.stale) == ("4,7 (2020)", "4,9 (2020)", True)
        assert (typed.said, typed.now, typed.stale) == ("4,7 (2020)", "4,9 (2020)", True)
        change = found["change.20.2019-2020"]
        assert (change.said, change.now, change.stale) == ("+0,7", "+0,9", True)
        assert not found["typed|value.21.n.total"].stale and not found["rank.20.n"].stale
        assert [one.stale for one in seen(library, before)] == [True] * 3 + [False] * 2


def test_a_new_period_makes_stale_even_where_the_number_is_the_same(
    tmp_path: Path, before: Slide
) -> None:
    with published(tmp_path, synthetic_frame(*LATER)) as library:
        found = {one.key: one for one in seen(library, before)}
        assert found["value.20.n"].stale and found["value.20.n"].now == "4,7 (2021)"
        typed = found["typed|value.20.n.total"]
        assert typed.stale and (typed.said, typed.now) == ("4,7 (2020)", "4,7 (2021)")
        assert found["typed|value.21.n.total"].now == "5,3 (2021)"
        # what the message itself dates stays true
        assert not found["change.20.2019-2020"].stale


def test_a_message_just_read_is_never_stale(tmp_path: Path, before: Slide) -> None:
    for number, frame in enumerate((FIRST, REVISED, LATER)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with published(folder, synthetic_frame(*frame)) as library:
            assert not any(one.stale for one in seen(library, read(library, before)))


def test_editing_a_stale_message_does_not_read_it(tmp_path: Path, before: Slide) -> None:
    with published(tmp_path, synthetic_frame(*FIRST), synthetic_frame(*REVISED)) as library:
        edited = before.model_copy(update={"message": MESSAGE + " Värmland 6,2."})
        kept = rewritten(edited, draw(library, edited), library, "sv")
        after = seen(library, edited.model_copy(update={"confirmed": kept}))
        assert sum(one.stale for one in after) == 3 and len(after) == 6
        less = before.model_copy(update={"message": "Gävleborg 5,1."})
        kept = rewritten(less, draw(library, less), library, "sv")
        assert [one.key for one in kept] == ["typed|value.21.n.total@2020"]


def test_a_number_that_can_no_longer_be_had_is_stale(tmp_path: Path, before: Slide) -> None:
    gone = tuple(cell for cell in FIRST if cell[0] != "20")
    with published(tmp_path, synthetic_frame(*gone)) as library:
        found = {one.key: one for one in seen(library, before)}
        value = found["value.20.n"]
        assert value.stale and value.said == "4,7 (2020)" and value.now == "–"
        assert found["typed|value.20.n.total"].now == "–"


def test_an_ambiguous_number_is_stale_when_none_of_the_places_has_it(tmp_path: Path) -> None:
    def frame(dalarna: float, gavleborg: float) -> object:
        return synthetic_frame(("20", "2020", dalarna), ("21", "2020", gavleborg))

    cases = ((4.7, 4.7), (4.9, 4.7), (4.9, 5.0))
    libraries = []
    one = slide(QUERY, "Det blev 4,7.")
    for number, (dalarna, gavleborg) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        with published(folder, frame(dalarna, gavleborg)) as library:  # type: ignore[arg-type]
            one = read(library, one) if number == 0 else one
            libraries.append([(item.stale, item.now) for item in seen(library, one)])
    assert libraries == [
        [(False, "4,7 (2020)")],
        [(False, "4,7 (2020)")],
        [(True, "4,9 (2020) (och 1 till)")],
    ]


def test_the_language_of_the_meeting_makes_nothing_stale(library: Library) -> None:
    one = read(library, slide(MONTHLY, "{värde:20} {rang:20} {förändring:20} {period} 4,6"))
    assert len(one.confirmed) == 5
    assert not any(item.stale for item in seen(library, one, "en"))


def test_a_name_is_no_number(library: Library) -> None:
    assert seen(library, slide(MONTHLY, "{namn:20} {foo} hej")) == ()


def test_what_was_never_read_is_not_stale(library: Library) -> None:
    found = seen(library, slide(MONTHLY, "{värde:20} 4,6"))
    assert len(found) == 2 and not any(one.stale for one in found)
    assert found[0].said == found[0].now == f"4,6{NBSP}procent (jan{NBSP}2024)"


def test_an_entry_from_elsewhere_is_left_aside(library: Library) -> None:
    odd = tuple(Confirmed(key=key, said="4,6") for key in
                ("", "@", "typed|", "typed|;@x", "value", "x.y.z@2020", "typed|cell.9.9.a@now",
                 "typed|value.20.n.total"))  # fmt: skip
    one = slide(MONTHLY, "{värde:20} 4,6", confirmed=odd)
    found = seen(library, one)
    assert [one.key for one in found if one.key == "value.20.n"]


@given(
    st.lists(
        st.sampled_from(
            ["Dalarna", "4,6", "5,5 %", "plats 6", "{värde:20}", "{rang:21}", "{värde:XX}", "7,2",
             "−0,9 procentenheter", "2024", "1 234", "Riket.", "{förändring:20}", "{period}", "99"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_any_message_confirmed_is_not_stale_and_can_be_kept(
    library: Library, words: list[str]
) -> None:
    one = read(library, slide(MONTHLY, " ".join(words)))
    assert len({item.key for item in one.confirmed}) == len(one.confirmed)
    found = seen(library, one)
    assert not any(item.stale for item in found)
    assert {item.key for item in found} == {item.key.partition("@")[0] for item in one.confirmed}
    again = rewritten(one, draw(library, one), library, "sv")
    assert again == one.confirmed
    assert all(item.said.translate(PLAIN).replace(MINUS, "-") for item in found)
