"""What the rules ask to be said of a number in a sentence, on made-up figures."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from indicators.library import Library
from indicators.meeting.fields import filled
from indicators.model import Language
from tests.indicators import synthetic
from tests.indicators.meeting.drawn import MINUS, PLAIN, draw, slide

QUERY = "?indikator=synthetic&platser=20,21,17,00"
PERCENT = {"symbol": {"sv": "%", "en": "%"}}


def told(
    figures: pd.DataFrame,
    message: str,
    query: str = QUERY,
    language: Language = "sv",
    item: dict[str, Any] | None = None,
    **about: Any,
) -> tuple[str, tuple[str, ...]]:
    library, _ = synthetic.library_of(figures, synthetic.indicator(**(item or {})), **about)
    return of(library, message, query, language)


def of(
    library: Library, message: str, query: str = QUERY, language: Language = "sv"
) -> tuple[str, tuple[str, ...]]:
    found = filled(message, draw(library, slide(query), language), library, language)
    return found.text.translate(PLAIN), found.faults


def grid(*places: tuple[str, tuple[float | None, ...]], first: int = 2018) -> pd.DataFrame:
    """Values of places year by year; None is missing because of secrecy."""
    return synthetic.rows(
        *(
            (code, str(first + number), value, "A" if value is not None else "Q")
            for code, values in places
            for number, value in enumerate(values)
        )
    )


def test_a_value_of_an_earlier_period_than_the_slides_says_which() -> None:
    figures = grid(("20", (1.0, 2.0, 3.0)), ("21", (4.0, 5.0, None)), ("00", (6.0, 7.0, 8.0)))
    assert told(figures, "{värde:20} {värde:21} {riket}")[0] == "3,0 5,0 (2019) 8,0"
    assert told(figures, "{förändring:21}")[0] == "+1,0 sedan 2018 (2019)"
    assert told(figures, "{skillnad:21}")[0] == f"{MINUS}2,0 (2019)"
    assert told(figures, "{period} {period:21}")[0] == "2020 2019"


def test_all_places_are_told_for_the_period_of_the_home_county() -> None:
    figures = grid(("20", (1.0, 2.0, None)), ("21", (4.0, 5.0, 6.0)), ("00", (6.0, 7.0, 8.0)))
    assert told(figures, "{period}: {värde:20}, {värde:21}, {riket}")[0] == "2019: 2,0, 5,0, 7,0"


@pytest.mark.parametrize(
    ("status", "sv", "en"),
    [("P", "preliminärt", "provisional"), ("E", "skattat", "estimated"),
     ("U", "osäkert", "low reliability"), ("D", "avvikande definition", "definition differs"),
     ("EP", "preliminärt, skattat", "provisional, estimated")],
)  # fmt: skip
def test_a_value_that_is_not_firm_says_so(status: str, sv: str, en: str) -> None:
    figures = synthetic.rows(("20", "2019", 1.0), ("20", "2020", 2.5, status))
    assert told(figures, "{värde:20}")[0] == f"2,5 ({sv})"
    assert told(figures, "{value:20}", language="en")[0] == f"2.5 ({en})"
    assert f"({sv})" in told(figures, "{förändring:20}")[0]
    assert told(figures, "{värde:20:2019}")[0] == "1,0"


def test_a_survey_value_carries_its_margin() -> None:
    figures = synthetic.rows(("20", "2019", 4.0, "A", 0.5), ("20", "2020", 4.4, "A", 0.5))
    about = {"kind": "survey", "margin_published": True}
    assert told(figures, "{värde:20}", item=PERCENT, **about)[0] == "4,4 procent (±0,5)"
    change = told(figures, "{förändring:20}", item=PERCENT, **about)[0]
    assert change == "+0,4 procentenheter sedan 2019 (ingen säker skillnad)"


def test_a_difference_within_the_noise_is_no_sure_one() -> None:
    figures = synthetic.rows(("20", "2020", 4.4, "A", 0.3), ("00", "2020", 4.0, "A", 0.3))
    assert told(figures, "{skillnad:20}")[0] == "+0,4 (ingen säker skillnad)"
    clear = synthetic.rows(("20", "2020", 4.7, "A", 0.3), ("00", "2020", 4.0, "A", 0.3))
    assert told(clear, "{skillnad:20}")[0] == "+0,7"


def test_a_survey_without_margins_ranks_nobody_and_says_so_of_differences() -> None:
    figures = synthetic.rows(("20", "2020", 4.4), ("21", "2020", 9.0), ("00", "2020", 4.0))
    text, faults = told(figures, "{rang:20} {skillnad:20}", kind="survey")
    assert text == "{rang:20} +0,4 (osäkerhet ej redovisad)"
    assert len(faults) == 1 and "inte redovisad" in faults[0]


def test_a_missing_value_says_why() -> None:
    figures = grid(("20", (1.0, None, 3.0)), ("00", (1.0, 2.0, 3.0)))
    text, faults = told(figures, "{värde:20:2019}")
    assert text == "{värde:20:2019}" and "Dalarna saknar värde 2019 (sekretess)" in faults[0]
    english = told(figures, "{value:20:2019}", language="en")[1][0]
    assert "Dalarna has no value in 2019 (suppressed)" in english


def test_a_places_own_break_forbids_a_change_there_alone() -> None:
    figures = synthetic.rows(
        ("20", "2018", 1.0), ("20", "2019", 2.0, "B"), ("20", "2020", 3.0),
        ("21", "2018", 1.0), ("21", "2019", 2.0), ("21", "2020", 3.0),
    )  # fmt: skip
    text, faults = told(figures, "{förändring:20:2018-2020} {förändring:21:2018-2020}")
    assert text == "{förändring:20:2018-2020} +2,0"
    assert "brott 2019" in faults[0]
    assert told(figures, "{förändring:20}")[0] == "+1,0 sedan 2019"


def test_the_datasets_break_is_where_a_change_starts() -> None:
    figures = grid(("20", (1.0, 2.0, 3.5)))
    breaks = [{"period": "2019", "text": {"sv": "ny metod", "en": "new method"}}]
    text, faults = told(figures, "{förändring:20} {förändring:20:2018-2020}", breaks=breaks)
    assert text.startswith("+1,5 sedan 2019 {") and "brott 2019" in faults[0]
    last = [{"period": "2020", "text": {"sv": "ny metod", "en": "new method"}}]
    alone = told(figures, "{förändring:20}", breaks=last)[1][0]
    assert "inget tidigare värde som 2020 kan jämföras med" in alone


def test_what_awaits_review_says_so_and_has_no_rank() -> None:
    figures = grid(("20", (1.0, 9.0)), ("21", (1.0, 2.0)))
    library, held = synthetic.library_of(figures, synthetic.indicator())
    held.beside["synthetic"] = {"review": '[{"key": ["number", "total", "20", "2019"]}]'}
    text, faults = of(library, "{värde:20} {rang:20} {rang:21}")
    assert text == "9,0 (ännu inte granskat) {rang:20} plats 2 av 2"
    assert "inte granskat" in faults[0]


def test_ranks_that_cannot_be_told_apart_are_a_band() -> None:
    figures = synthetic.rows(
        ("20", "2020", 5.0, "A", 0.5), ("21", "2020", 5.4, "A", 0.5), ("17", "2020", 9.0, "A", 0.5),
        ("01", "2020", 1.0, "A", 0.5), ("03", "2020", None, "Q"),
    )  # fmt: skip
    text = told(figures, "{rang:17} {rang:20} {rang:21} {rang:01}")[0]
    assert text == "Plats 1 av 4 plats 2–3 av 4 plats 2–3 av 4 plats 4 av 4"
    down = told(figures, "{rang:17}", item={"direction": "down"})[0]
    assert down == "Plats 4 av 4"
    assert "ingår inte" in told(figures, "{rang:20}", item={"level": "nuts2"})[1][0]


def test_one_firm_may_stand_behind_a_change() -> None:
    figures = grid(("20", (1.0, 5.0)), ("00", (1.0, 5.0)))
    text = told(figures, "{förändring:20} {förändring:00}", item={"one_firm": True})[0]
    assert text == "+4,0 sedan 2018 (kan bero på enskilda företag) +4,0 sedan 2018"


def test_one_percentage_point_is_singular() -> None:
    figures = grid(("20", (1.0, 2.0)))
    item = PERCENT | {"decimals": 0}
    assert told(figures, "{förändring:20:2018-2019}", item=item)[0] == "+1 procentenhet"
    english = told(figures, "{change:20:2018-2019}", item=item, language="en")[0]
    assert english == "+1 percentage point"
    assert told(figures, "{förändring:20} procentenheter", item=item)[0] == (
        "+1 procentenheter sedan 2018"
    )


def test_no_change_is_written_without_a_sign() -> None:
    figures = grid(("20", (2.0, 2.0)))
    assert told(figures, "{förändring:20}")[0] == "0,0 sedan 2018 (ingen säker skillnad)"


def test_quarters_and_months_are_named() -> None:
    figures = synthetic.rows(("20", "2023-Q4", 1.0), ("20", "2024-Q1", 2.0), ("20", "2023-Q1", 4.0))
    about = {"frequency": "quarterly"}
    assert told(figures, "{period} {värde:20:kv 4 2023}", **about)[0] == "Kv 1 2024 1,0"
    assert told(figures, "{värde:20:2023-K4} {värde:20:Q4 2023}", **about)[0] == "1,0 1,0"
    # the same quarter of another year is where a change starts
    assert told(figures, "{förändring:20}", **about)[0] == f"{MINUS}2,0 sedan kv 1 2023"
