"""Change: over the clean stretch alone, with no more than its numbers carry."""

from __future__ import annotations

from typing import Any

import pytest

from data.geography import counties
from indicators.findings import findings
from tests.indicators import synthetic
from tests.indicators.findings.made import (
    SPREAD,
    Cell,
    chart,
    library,
    number,
    of,
    said,
    spread_out,
)

PERCENT = {"symbol": {"sv": "%", "en": "%"}}


def series(*values: float | None, start: int = 2018, code: str = "20") -> list[Cell]:
    """Yearly values of a place; None is missing."""
    return [
        (code, str(start + index), value, "A" if value is not None else "O")
        for index, value in enumerate(values)
    ]


def dalarna(*values: float | None) -> list[Cell]:
    """Dalarna's values up to 2020, where all counties have one and their spread is 10."""
    others = [cell for cell in spread_out(riket=None) if cell[0] != "20"]
    return [*series(*values, start=2021 - len(values)), *others]


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        # both ends together err by 0.1, and the spread between places is 10
        (49.8, 50.2, "ökat något"),
        (47.5, 52.5, "ökat något"),
        (47.4, 52.5, "ökat"),
        (45.0, 55.0, "ökat"),
        # the strongest word needs a quarter of the first value as well
        (40.1, 50.2, "ökat"),
        (40.0, 50.0, "ökat"),
        (40.0, 50.1, "ökat kraftigt"),
        (52.5, 47.5, "minskat något"),
        (52.5, 47.4, "minskat"),
        (55.0, 45.0, "minskat"),
        (60.0, 45.0, "minskat"),
        (60.0, 44.9, "minskat kraftigt"),
    ],
)
def test_the_change_at_and_around_every_threshold(first: float, last: float, word: str) -> None:
    found = said(library(dalarna(first, (first + last) / 2, last), **PERCENT))
    (change,) = (item for rule, item in found.items() if rule.startswith("change"))
    assert f"har värdet för Dalarna {word}, från" in of(change)
    assert number(change, "spread") == pytest.approx(SPREAD)
    assert number(change, "error") == pytest.approx(0.1, abs=1e-4)


def test_a_great_share_is_never_called_slight() -> None:
    # a spread of 10 or more makes half a unit little, but it is a quarter of 2.0
    for first, last, word in ((2.0, 2.6, "ökat"), (2.0, 2.5, "ökat något")):
        found = said(library(dalarna(first, (first + last) / 2, last)))["change_up"]
        assert f"har värdet för Dalarna {word}, från" in of(found)
        assert number(found, "spread") > 10


def test_a_score_without_a_natural_zero_is_measured_by_the_spread_alone() -> None:
    found = said(library(dalarna(44.9, 50.0, 55.0), no_index=True))["change_up"]
    assert "har värdet för Dalarna ökat kraftigt, från" in of(found)
    # but a quarter is never slight
    great = said(library(dalarna(2.0, 2.3, 2.6), no_index=True))["change_up"]
    assert "har värdet för Dalarna ökat, från" in of(great)


def test_the_sentence_names_both_ends_and_the_difference() -> None:
    found = said(library(dalarna(40.0, 44.0, 48.0), **PERCENT))["change_up"]
    assert of(found) == (
        "Mellan 2018 och 2020 har värdet för Dalarna ökat, "
        "från 40,0 % till 48,0 % (+8,0 procentenheter)."
    )
    assert number(found, "first") == 40.0
    assert number(found, "last") == 48.0
    assert number(found, "slope") == pytest.approx(4.0)
    english = said(library(dalarna(40.0, 44.0, 48.0), **PERCENT), language="en")["change_up"]
    assert of(english) == (
        "Between 2018 and 2020 the value for Dalarna rose, "
        "from 40.0% to 48.0% (+8.0 percentage points)."
    )


def test_a_change_within_the_noise_is_none() -> None:
    found = said(library(dalarna(50.0, 50.0, 50.0)))["change_none"]
    assert of(found) == (
        "Mellan 2018 och 2020 finns ingen säker förändring för Dalarna: 50,0 och 50,0."
    )
    # one last decimal is the smallest difference that the figures show
    assert "change_up" in said(library(dalarna(50.0, 50.0, 50.1)))


def test_ups_and_downs_are_no_direction() -> None:
    found = said(library(dalarna(50.0, 58.0, 41.0, 51.0)))["change_varies"]
    assert of(found) == (
        "Mellan 2017 och 2020 har värdet för Dalarna gått både upp och ner utan tydlig riktning, "
        "som lägst 41,0 (2019) och som högst 58,0 (2018)."
    )


def test_two_values_make_no_development() -> None:
    assert not [rule for rule in said(library(dalarna(40.0, 50.0))) if "change" in rule]


def test_nothing_is_said_across_a_break() -> None:
    about = {"breaks": (synthetic.break_at("2017"),)}
    found = said(library(dalarna(90.0, 80.0, 40.0, 44.0, 48.0, 50.0), about=about))["change_up"]
    assert of(found).startswith("Mellan 2017 och 2020, efter brottet i serien 2017, har värdet")
    assert number(found, "first") == 40.0


@pytest.mark.parametrize(
    ("period", "rule", "count"), [("2019", "two", "två"), ("2020", "one", "ett")]
)
def test_too_few_values_after_a_break_are_said_to_be(period: str, rule: str, count: str) -> None:
    about = {"breaks": (synthetic.break_at(period),)}
    found = said(library(dalarna(90.0, 80.0, 40.0, 44.0), about=about))
    assert not [name for name in found if name.startswith("change")], rule
    caution = of(found["caution_short"])
    assert caution.startswith(f"Efter brottet i serien {period} finns bara {count} värde")
    assert caution.endswith("så utvecklingen kan inte bedömas än.")


def test_a_break_outside_the_chart_is_not_spoken_of() -> None:
    about = {"breaks": (synthetic.break_at("2016"),)}
    shelf = library(dalarna(90.0, 80.0, 40.0, 44.0, 48.0), about=about)
    assert "brott" not in of(said(shelf, start="2018")["change_up"])


def test_a_places_own_break_counts_for_it_alone() -> None:
    cells = [*series(90.0, 80.0), ("20", "2020", 40.0, "B"), ("20", "2021", 44.0),
             ("20", "2022", 48.0)]  # fmt: skip
    found = said(library(cells))["change_up"]
    assert "efter brottet i serien 2020" in of(found)
    assert number(found, "first") == 40.0


def test_missing_values_are_left_out_and_never_zero() -> None:
    found = said(library(dalarna(40.0, None, 44.0, 48.0)))["change_up"]
    assert number(found, "periods") == 3
    assert number(found, "first") == 40.0


def test_a_jump_of_one_firm_is_never_called_a_change() -> None:
    cells = dalarna(40.0, 42.0, 60.0)
    found = said(library(cells, one_firm=True))
    assert not [rule for rule in found if rule.startswith("change")]
    assert of(found["caution_firm"]) == (
        "Språng för Dalarna (2019–2020) kan bero på enskilda företag, "
        "så inget sägs om utvecklingen där."
    )
    assert "change_up" in said(library(cells))
    # a quarter exactly is no jump yet
    assert "change_up" in said(library(dalarna(32.0, 40.0, 50.0), one_firm=True))


def test_a_survey_without_a_margin_says_only_the_two_values() -> None:
    found = said(library(dalarna(40.0, 44.0, 48.0), about={"kind": "survey"}, **PERCENT))
    assert of(found["change_plain"]) == (
        "Mellan 2018 och 2020 gick värdet för Dalarna från 40,0 % till 48,0 % "
        "(+8,0 procentenheter)."
    )
    still = said(library(dalarna(40.0, 44.0, 40.0), about={"kind": "survey"}, **PERCENT))
    assert of(still["change_plain"]) == "Värdet för Dalarna var 40,0 % både 2018 och 2020."


def test_a_value_that_awaits_review_says_nothing_of_the_change() -> None:
    spec, material, selection = chart(library(dalarna(40.0, 44.0, 48.0)))
    waiting = type(material)(
        material.indicator, material.values, material.datasets, material.dated, "sv",
        frozenset({("20", "2019")}),
    )  # fmt: skip
    rules = [item.rule for item in findings(spec, waiting, selection)]
    assert "caution_review" in rules
    assert not [rule for rule in rules if rule.startswith("change")]


def test_current_prices_are_said_to_be_and_never_rise_sharply() -> None:
    unit = {"sv": "kronor, löpande priser", "en": "SEK, current prices"}
    found = said(library(dalarna(20.0, 40.0, 90.0), unit=unit))["change_up"]
    assert of(found) == (
        "Mellan 2018 och 2020 har värdet för Dalarna ökat, från 20,0 till 90,0 "
        "(+350,0 procent i löpande priser)."
    )


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ((1000.0, 1025.0, 1050.0), "ökat något"),  # 50 less the error of 0.1 is under 5 per cent
        ((1000.0, 1025.0, 1050.1), "ökat"),
        ((1000.0, 1125.0, 1250.0), "ökat"),
        ((1000.0, 1125.0, 1250.1), "ökat kraftigt"),
        ((1000.0, 975.0, 950.0), "minskat något"),
        ((1000.0, 975.0, 949.9), "minskat"),
        ((1000.0, 875.0, 749.9), "minskat kraftigt"),
    ],
)
def test_a_number_that_grows_with_the_place_is_measured_by_its_start(
    values: tuple[float, ...], word: str
) -> None:
    found = said(library(dalarna(*values), extensive=True))
    (change,) = (item for rule, item in found.items() if rule.startswith("change"))
    assert f"har värdet för Dalarna {word}, från 1 000,0 till" in of(change)
    assert "spread" not in dict(change.numbers)


def test_months_are_compared_with_the_same_month() -> None:
    def months(year: int, winter: float, summer: float) -> list[Cell]:
        return [("20", f"{year}-01", winter), ("20", f"{year}-07", summer)]

    cells = [*months(2019, 40.0, 80.0), *months(2020, 44.0, 70.0), ("20", "2021-01", 48.0)]
    found = said(library(cells, about={"frequency": "monthly"}))["change_up"]
    expected = (
        "Mellan jan 2019 och jan 2021, jämfört samma månad varje år, har värdet för Dalarna ökat"
    )
    assert of(found).startswith(expected)
    assert number(found, "periods") == 3


def test_quarters_are_worded_as_quarters() -> None:
    cells = [("20", f"{year}-Q2", value) for year, value in ((2019, 40.0), (2020, 44.0),
                                                             (2021, 48.0))]  # fmt: skip
    found = said(library(cells, about={"frequency": "quarterly"}))["change_up"]
    expected = "Mellan kv 2 2019 och kv 2 2021, jämfört samma kvartal varje år, har värdet"
    assert of(found).startswith(expected)


def test_periods_that_may_not_be_joined_say_nothing_of_change() -> None:
    found = said(library(dalarna(40.0, 44.0, 48.0), points_only=True))
    assert not [rule for rule in found if rule.startswith("change")]


def test_values_of_another_publication_are_left_out() -> None:
    figures = synthetic.rows(*dalarna(90.0, 40.0, 44.0, 48.0))
    old = (figures["geo"] == "20") & (figures["period"] == "2017")
    figures.loc[old, "origin"] = "b"
    origins: dict[str, Any] = {
        "a": {"reference": "table A", "processing": "as_published"},
        "b": {"reference": "table B", "processing": "compiled", "method": {"sv": "x", "en": "x"}},
    }
    shelf = synthetic.library_of(figures, synthetic.indicator(), origins=origins)[0]
    found = said(shelf)["change_up"]
    assert number(found, "first") == 40.0
    assert number(found, "periods") == 3


@pytest.mark.parametrize("measure", ["index", "change", "gap"])
def test_only_the_values_own_chart_speaks_of_its_change(measure: str) -> None:
    cells = [(code, year, value) for code in (*counties(), "00")
             for year, value in (("2018", 40.0), ("2019", 44.0), ("2020", 48.0))]  # fmt: skip
    found = said(library(cells), measure=measure)
    assert not [rule for rule in found if rule.startswith("change")]


@pytest.mark.parametrize(
    ("status", "text"),
    [("P", "Värdet för Dalarna 2020 är preliminärt och kan komma att ändras."),
     ("E", "Värdet för Dalarna 2020 är skattat.")],
)  # fmt: skip
def test_an_unfinished_last_value_is_said_to_be(status: str, text: str) -> None:
    cells = [*series(40.0, 44.0), ("20", "2020", 48.0, status)]
    found = said(library(cells))
    assert "change_up" in found
    assert text in {of(item) for item in found.values()}


def test_the_lowest_of_one_season_is_not_called_the_lowest_of_all_months() -> None:
    # July is lower than any January that is compared
    cells = [("20", f"{year}-{month}", value) for year, month, value in (
        (2019, "01", 50.0), (2019, "07", 30.0), (2020, "01", 58.0), (2020, "07", 31.0),
        (2021, "01", 41.0), (2021, "07", 32.0), (2022, "01", 51.0))]  # fmt: skip
    found = said(library(cells, about={"frequency": "monthly"}))["change_varies"]
    assert of(found).startswith("Mellan jan 2019 och jan 2022, jämfört samma månad varje år, har")
    assert "som lägst 41,0 (jan 2021)" in of(found)


def test_a_season_after_a_break_is_said_with_one_comma_between() -> None:
    cells = [("20", f"{year}-01", value) for year, value in (
        (2018, 90.0), (2019, 40.0), (2020, 44.0), (2021, 48.0))]  # fmt: skip
    about = {"frequency": "monthly", "breaks": (synthetic.break_at("2019-01"),)}
    found = said(library(cells, about=about))["change_up"]
    start = "Mellan jan 2019 och jan 2021, efter brottet i serien jan 2019, jämfört samma månad"
    assert of(found).startswith(start)
    assert ",," not in of(found)


def test_a_great_change_as_written_is_never_called_slight_though_most_years_lay_still() -> None:
    # 60 to 40 is a third; the median slope is a twentieth of that
    values = (60.0, 43.0, 42.5, 42.0, 41.5, 41.0, 40.5, 40.0)
    found = said(library(dalarna(*values), no_index=True))["change_down"]
    assert "har värdet för Dalarna minskat, från 60,0 till 40,0" in of(found)
    slight = said(library(dalarna(*(90.0 + value / 10 for value in values)), no_index=True))
    assert "har värdet för Dalarna minskat något, från" in of(slight["change_down"])


def test_values_without_known_errors_are_in_current_prices_too() -> None:
    unit = {"sv": "kronor, löpande priser", "en": "SEK, current prices"}
    about = {"kind": "survey"}
    found = said(library(dalarna(40.0, 44.0, 48.0), about=about, unit=unit))["change_plain"]
    assert of(found).endswith("från 40,0 till 48,0 (+20,0 procent i löpande priser).")
    between = said(library(dalarna(40.0, 44.0, 48.0), about=about, unit=unit), view="two_points")[
        "two_points_plain"
    ]
    assert of(between).endswith("från 40,0 till 48,0 (+20,0 procent i löpande priser).")


def test_an_unchanged_value_after_a_break_ends_in_one_full_stop() -> None:
    about = {"kind": "survey", "breaks": (synthetic.break_at("2018"),)}
    found = said(library(dalarna(90.0, 50.0, 51.0, 50.0), about=about))["change_plain"]
    assert of(found) == (
        "Värdet för Dalarna var 50,0 både 2018 och 2020, efter brottet i serien 2018."
    )
