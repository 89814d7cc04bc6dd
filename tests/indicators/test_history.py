"""Siffrans historia: the vintages of a number, and reasons that only repeat what a source says."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Text
from data.sources.published import FOLDER
from data.store import Store
from data.vintages import Vintage
from indicators.catalogue import Catalogue
from indicators.history import History, Version, history
from indicators.history.neighbours import revised
from indicators.history.words import decimals, difference, percent, reason, reasons, sentence
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import Sex
from tests.data.conftest import synthetic_dataset, synthetic_frame
from tests.indicators import synthetic

NBSP, THIN, MINUS = "\u00a0", "\u202f", "\u2212"


def told(
    library: Library, indicator: str, geo: str, period: str, sex: Sex = "total",
    as_of: date | None = None,
) -> History:  # fmt: skip
    return history(library, Selection(indicator=indicator, as_of=as_of), geo, period, sex)


def keys(version: Version) -> list[str]:
    return [one.key for one in version.reasons]


# --- the real case: SCB's county business R&D -------------------------------------------------


def printed(file: str, geo: str, period: str) -> float | None:
    """A value as it stands in an embedded file, read without the panel."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if (row["geo"], row["period"]) == (geo, period):
                return float(row["value"]) if row["value"] else None
    raise AssertionError(f"{geo} {period} is not in {file}")


@pytest.mark.parametrize(
    ("geo", "period", "first", "last"),
    [("20", "2017", 1344, 1323), ("17", "2017", 850, 830), ("21", "2011", None, 635)],
)
def test_business_rd_was_published_twice(
    library: Library, geo: str, period: str, first: float | None, last: float
) -> None:
    assert printed("rd_business_2018.csv", geo, period) == first
    assert printed("rd_business_2020.csv", geo, period) == last
    one, other = told(library, "rd_business", geo, period).versions
    assert (one.value, one.published, one.fetched) == (first, "2018-11-21", "2026-11-23")
    assert (other.value, other.published) == (last, "2020-10-29")
    assert other.change == (None if first is None else last - first)
    assert "uppdaterad 2018-11-21" in one.reference
    assert "uppdaterad 2020-10-29" in other.reference


def test_dalarna_2017_is_told_in_a_sentence_and_with_the_releases_own_note(
    library: Library,
) -> None:
    found = told(library, "rd_business", "20", "2017")
    assert sentence(found, "sv") == (
        f"Dalarna 2017 var 1{THIN}344{NBSP}mnkr enligt publiceringen 2018-11-21 och är "
        f"1{THIN}323{NBSP}mnkr enligt publiceringen 2020-10-29. "
        f"Skillnaden är {MINUS}21{NBSP}mnkr ({MINUS}1,6{NBSP}%)."
    )
    assert found.versions[1].percent == pytest.approx(-21 / 1344 * 100)
    said = reasons(found.versions[1], "sv")
    assert "Märks nu som skattat värde." in said
    assert "2007–2017 omräknade med metoden från 2019" in said
    assert "utan angiven orsak" not in said


def test_a_break_between_periods_is_no_reason_for_a_revision(library: Library) -> None:
    """The definitions of 2017 held in both publications."""
    dataset = library.datasets["rd_business"]
    assert [item.period for item in dataset.breaks] == ["2017"]
    for one in told(library, "rd_business", "20", "2017").versions:
        assert "method" not in keys(one)


def test_gavleborg_2011_was_suppressed_first(library: Library) -> None:
    found = told(library, "rd_business", "21", "2011")
    assert found.versions[0].value is None
    assert keys(found.versions[1])[0] == "published_now"
    assert "Redovisades inte tidigare (sekretess)." in reasons(found.versions[1], "sv")
    assert sentence(found, "sv").startswith("Gävleborg 2011 saknade värde (sekretess) enligt")
    assert "0" not in sentence(found, "en").split("(suppressed)")[0].replace("2011", "")


def test_a_value_that_a_publication_left_out_is_told_as_such(library: Library) -> None:
    found = told(library, "rd_business", "20", "2005")
    one, other = found.versions
    assert (one.value, one.gone, other.value, other.gone) == (673, False, None, True)
    assert keys(other)[0] == "withdrawn"
    assert sentence(found, "sv").endswith("ingår inte längre enligt publiceringen 2020-10-29.")


def test_a_day_only_partly_known_is_told_as_by(library: Library) -> None:
    one, other = told(library, "gerd", "SE32", "2023").versions
    assert (one.value, other.value, one.approximate) == (1.03, 1.09, True)
    found = told(library, "gerd", "SE32", "2023")
    assert "enligt en publicering som kom senast 2026-02-28" in sentence(found, "sv")
    assert f"+0,06{NBSP}procentenheter" in sentence(found, "sv")
    # percentage points are not told in per cent as well
    assert "(" not in sentence(found, "sv")


def test_an_earlier_day_knows_nothing_of_later_publications(library: Library) -> None:
    found = told(library, "rd_business", "20", "2017", as_of=date(2019, 6, 1))
    assert [one.value for one in found.versions] == [1344]
    assert told(library, "rd_business", "20", "2017", as_of=date(2018, 1, 1)).versions == ()


def test_a_number_that_never_was_has_no_history(library: Library) -> None:
    found = told(library, "rd_business", "20", "1999")
    assert found.versions == ()
    assert sentence(found, "sv") == ""


# --- computed numbers -------------------------------------------------------------------------


def test_norra_mellansverige_is_told_day_by_day_from_its_counties(library: Library) -> None:
    found = told(library, "rd_business", "SE31", "2017")
    sums = [
        sum(printed(file, geo, "2017") or 0 for geo in ("20", "21", "17"))
        for file in ("rd_business_2018.csv", "rd_business_2020.csv")
    ]
    assert [one.value for one in found.versions] == sums
    assert found.computed
    assert found.aggregated
    assert {part.geo for part in found.parts} == {"20", "21", "17"}
    assert set(keys(found.versions[1])) == {"part_value"}
    assert "Nytt värde för Dalarna." in reasons(found.versions[1], "sv")
    assert found.versions[0].published == ""
    assert "räknat på det som var känt 2018-11-21" in sentence(found, "sv")


def test_norra_mellansverige_2011_could_not_be_computed_at_first(library: Library) -> None:
    one, other = told(library, "rd_business", "SE31", "2011").versions
    assert one.value is None
    assert other.value == sum(
        printed("rd_business_2020.csv", geo, "2011") or 0 for geo in ("20", "21", "17")
    )


def test_a_ratio_has_its_numerator_and_its_denominator(library: Library) -> None:
    found = told(library, "ghg_intensity", "21", "2019")
    assert [part.role for part in found.parts] == ["numerator", "denominator"]
    top, bottom = (part.versions[-1].value for part in found.parts)
    assert top is not None
    assert bottom is not None
    assert found.versions[-1].value == pytest.approx(top / bottom * 1000)


def test_a_weighted_region_names_its_weights(library: Library) -> None:
    found = told(library, "rd_per_inhabitant", "SE31", "2019")
    weights = [part for part in found.parts if part.role == "weight"]
    assert {part.dataset.id for part in weights} == {"population_average"}
    shown = library.values("rd_per_inhabitant").mark("SE31", "2019")
    assert shown is not None
    assert found.versions[-1].value == shown.value


# --- the rules, on made-up publications -------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """A library over publications of one synthetic observation, a day after the other."""
    stores = []

    def keep(*frames: pd.DataFrame, notes: dict[int, Text] | None = None, **about: Any) -> Library:
        store = Store(f"sqlite:///{tmp_path}/{len(stores)}.sqlite")
        stores.append(store)
        dataset = synthetic_dataset(**about)
        for number, frame in enumerate(frames):
            day = date(2024, 1, number + 1)
            note = (notes or {}).get(number)
            store.keep("synthetic", frame, Vintage(day, "file", published=day, note=note))
        indicator = synthetic.indicator()
        catalogue = Catalogue({"synthetic": synthetic.THEME}, {"synthetic": indicator})
        return Library(catalogue, {"synthetic": dataset}, store)

    yield keep
    for store in stores:
        store.close()


def observed(*cells: tuple[Any, ...]) -> list[pd.DataFrame]:
    """A publication for each (value, status[, margin[, origin]]) of Dalarna 2020."""
    return [synthetic_frame(("20", "2020", *cell), ("21", "2020", 1.0)) for cell in cells]


def last_reasons(library: Library) -> list[str]:
    return keys(told(library, "synthetic", "20", "2020").versions[-1])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([(1.0, "P"), (2.0, "A")], ["final"]),
        ([(1.0, "P"), (1.0, "A")], ["final_same"]),
        ([(1.0, "E"), (2.0, "A")], ["no_estimate"]),
        ([(1.0, "A"), (2.0, "A")], ["unstated"]),
        ([(1.0, "A"), (2.0, "P")], ["marked", "unstated"]),
        ([(1.0, "A"), (2.0, "BE")], ["marked", "unstated"]),
        ([(None, "Q"), (2.0, "A")], ["published_now"]),
        ([(2.0, "A"), (None, "Q")], ["missing_now"]),
        ([(None, "Q"), (None, "O")], ["missing_otherwise"]),
        ([(1.0, "A", None, "a"), (1.0, "A", None, "b")], ["unchanged"]),
        ([(1.0, "A", 0.2), (1.0, "A", 0.3)], ["margin"]),
    ],
)
def test_a_reason_is_what_the_source_says(
    kept: Callable[..., Library], cells: list[tuple[Any, ...]], expected: list[str]
) -> None:
    assert last_reasons(kept(*observed(*cells))) == expected


def test_a_change_of_method_is_a_break_that_came_with_the_new_rows(
    kept: Callable[..., Library],
) -> None:
    item = {"period": "2019", "origins": ["b"], "text": {"sv": "ny metod", "en": "new method"}}
    cells = observed((1.0, "A", None, "a"), (2.0, "A", None, "b"))
    library = kept(*cells, breaks=[item])
    assert last_reasons(library) == ["method"]
    version = told(library, "synthetic", "20", "2020").versions[-1]
    assert reasons(version, "sv") == "Metodbyte: ny metod."
    # one that lies later, or concerns rows of any origin, says nothing of this revision
    for other in (item | {"period": "2021"}, {**item, "origins": []}):
        assert last_reasons(kept(*cells, breaks=[other])) == ["unstated"]


def test_the_publications_own_note_is_quoted(kept: Callable[..., Library]) -> None:
    note = Text(sv="Rättad tabell.", en="Corrected table.")
    library = kept(*observed((1.0, "A"), (2.0, "A")), notes={1: note})
    version = told(library, "synthetic", "20", "2020").versions[-1]
    assert reasons(version, "sv") == "Anmärkning till publiceringen: Rättad tabell."
    assert reasons(version, "en") == "Note on the publication: Corrected table."


def test_a_number_that_comes_back_is_told_with_its_absence(kept: Callable[..., Library]) -> None:
    first, last = observed((1.0, "A"), (3.0, "A"))
    library = kept(first, synthetic_frame(("21", "2020", 1.0)), last)
    found = told(library, "synthetic", "20", "2020").versions
    assert [one.value for one in found] == [1.0, None, 3.0]
    assert [keys(one)[0] for one in found] == ["first", "withdrawn", "returned"]
    assert [one.change for one in found] == [None, None, None]
    assert "Däremellan finns en uppgift till" in sentence(
        told(library, "synthetic", "20", "2020"), "sv"
    )


def test_a_change_from_zero_has_no_per_cent(kept: Callable[..., Library]) -> None:
    library = kept(*observed((0.0, "A"), (2.0, "A")))
    version = told(library, "synthetic", "20", "2020").versions[-1]
    assert (version.change, version.percent) == (2.0, None)
    assert percent(version, "sv") == ""


def test_every_reason_has_words_in_both_languages(library: Library) -> None:
    for indicator in ("rd_business", "gerd", "ghg_intensity", "rd_per_inhabitant"):
        for geo in ("20", "SE31", "SE32"):
            for period in ("2005", "2017", "2019", "2023"):
                for version in told(library, indicator, geo, period).versions:
                    for one in version.reasons:
                        assert reason(one, "sv") != reason(one, "en")
                        assert "{" not in reason(one, "sv")


# --- neighbours -------------------------------------------------------------------------------


def test_neighbours_are_the_numbers_whose_values_differ_between_the_files(
    library: Library,
) -> None:
    selection = Selection(indicator="rd_business")
    found = revised(library, selection, told(library, "rd_business", "20", "2017"))

    def read(file: str) -> dict[tuple[str, str], str]:
        with (FOLDER / file).open(encoding="utf-8", newline="") as rows:
            return {(row["geo"], row["period"]): row["value"] for row in csv.DictReader(rows)}

    old, new = read("rd_business_2018.csv"), read("rd_business_2020.csv")
    expected = {key for key, value in old.items() if new.get(key) != value}
    assert {(one.geo, one.period) for one in found if one.geo != "SE31"} == expected
    dalarna = [one for one in found if one.geo == "20" and one.period == "2013"]
    assert [(one.before.value, one.now.value) for one in dalarna if one.before and one.now] == [
        (1405, 1422)
    ]
    assert [one.period for one in found if one.geo == "20" and one.gone] == ["2005"]


def test_neighbours_of_an_earlier_day_are_those_known_then(library: Library) -> None:
    day = date(2019, 6, 1)
    selection = Selection(indicator="rd_business", as_of=day)
    assert revised(library, selection, told(library, "rd_business", "20", "2017", as_of=day)) == ()


def test_a_number_read_anew_without_a_change_is_no_revision(
    kept: Callable[..., Library],
) -> None:
    library = kept(*observed((1.0, "A", None, "a"), (1.0, "P", None, "b")))
    selection = Selection(indicator="synthetic")
    assert revised(library, selection, told(library, "synthetic", "20", "2020")) == ()


# --- words ------------------------------------------------------------------------------------


def test_as_many_decimals_as_were_published_and_a_change_is_never_nought() -> None:
    assert decimals([8.44, 8.36], 1) == 2
    assert decimals([1344.0, None], 0) == 0
    assert decimals([1 / 3], 1) == 1
    assert decimals([1 / 3, 1 / 3 + 0.004], 1) == 2
    assert decimals([], 2) == 2


@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 3)), min_size=1, max_size=5))
def test_published_values_show_unchanged(values: list[float]) -> None:
    places = decimals(values, 0)
    assert [round(value, places) for value in values] == values


def test_a_change_has_sign_and_unit(library: Library) -> None:
    crowns = library.catalogue.indicators["rd_business"]
    share = library.catalogue.indicators["gerd"]
    assert difference(-21, 0, "sv", crowns) == f"{MINUS}21{NBSP}mnkr"
    assert difference(0.06, 2, "en", share) == f"+0.06{NBSP}percentage points"


@given(st.lists(st.none() | st.floats(1, 9), max_size=4))
def test_no_history_turns_missing_into_a_number(values: list[float | None]) -> None:
    """The sentence holds decimals of the first and the last value alone, and of their change."""
    made = tuple(
        Version(value, "Q" if value is None else "A", "2024-01-01", "2024-01-01")
        for value in values
    )
    found = History(synthetic.indicator(), "20", "2020", "total", made, (), False, False)
    text = sentence(found, "sv")
    assert (text == "") == (not values)
    ends = [value for value in (values[:1] + values[1:][-1:]) if value is not None]
    same = len(set(ends)) < 2 <= len(values)
    wanted = len(ends) if not (same and len(ends) == 2) else 1
    assert len(re.findall(r"\d,\d", text.split("Skillnaden")[0])) == wanted
    assert ("Skillnaden" in text) == (len(ends) == 2 and not same)
