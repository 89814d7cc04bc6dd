"""Among places: rank bands, classes, two points in time, quadrants and correlations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from data.geography import RIKET, counties
from indicators.findings import findings
from indicators.findings.case import case_of
from indicators.findings.rank import alike_with
from indicators.library import Library
from indicators.model import Selection
from indicators.spec import ChartSpec, Column, Finding, Mark, Series
from tests.indicators.findings.made import Cell, chart, library, number, of, said, spread_out

ROW = {"view": "ranking"}


def ranked(*values: float, period: str = "2020") -> list[Cell]:
    """Dalarna first, then as many counties as there are values."""
    codes = ["20", *(code for code in counties() if code != "20")]
    return [(code, period, value) for code, value in zip(codes, values, strict=False)]


# --- rank ------------------------------------------------------------------------------------


def test_a_place_alone_has_one_rank() -> None:
    found = said(library(ranked(5.0, 9.0, 7.0, 3.0)), **ROW)["rank"]
    assert of(found) == "Dalarna låg 2020 på plats 3 av 4, räknat från högsta värde."
    assert (number(found, "first place"), number(found, "last place")) == (3, 3)


def test_the_lowest_is_first_where_lower_is_better() -> None:
    found = said(library(ranked(5.0, 9.0, 7.0, 3.0), direction="down"), **ROW)["rank"]
    assert of(found) == "Dalarna låg 2020 på plats 2 av 4, räknat från lägsta värde."


def test_those_who_cannot_be_told_apart_are_named() -> None:
    # with a noise of 2 each value errs by 1: 5 is alike 7 and 3, not 9 or 2.9
    found = said(library(ranked(5.0, 9.0, 6.9, 3.1, 2.9), noise=2.0), **ROW)["rank"]
    assert of(found) == (
        "Dalarna låg 2020 på plats 2–4 av 5, räknat från högsta värde, "
        "utan säker skillnad mot Uppsala och Södermanland."
    )
    assert number(found, "alike") == 2


def test_many_who_are_alike_are_counted() -> None:
    found = said(library(ranked(5.0, 5.1, 5.2, 5.3, 4.9, 4.8), noise=2.0), **ROW)["rank"]
    assert "plats 1–6 av 6" in of(found)
    assert of(found).endswith("utan säker skillnad mot 5 andra län.")


def test_the_band_is_as_wide_as_those_who_are_alike() -> None:
    rng = np.random.default_rng(7)
    for _ in range(20):
        values = rng.normal(50, 3, 21).round(1)
        spec, material, selection = chart(library(ranked(*values), noise=1.0), **ROW)
        case = case_of(spec, material, selection)
        assert case is not None
        bounds = [int(part) for part in spec.bands["20"].split("–")]
        assert bounds[-1] - bounds[0] == len(alike_with(case, "2020"))


def test_a_rank_by_change_or_index_says_so() -> None:
    earlier = ranked(*[4.0] * 5, period="2019")
    shelf = library([*earlier, *ranked(5.0, 9.0, 7.0, 3.0, 2.0)])
    assert "räknat från största ökning" in of(said(shelf, measure="change", **ROW)["rank"])
    assert "räknat från högsta index" in of(said(shelf, measure="index", **ROW)["rank"])


def test_a_jump_of_one_firm_is_no_rank_by_change() -> None:
    earlier = ranked(*[4.0] * 5, period="2019")
    shelf = library([*earlier, *ranked(6.0, 9.0, 7.0, 3.0, 2.0)], one_firm=True)
    assert "rank" not in said(shelf, measure="change", **ROW)
    assert "rank" in said(shelf, **ROW)


def test_a_survey_without_margins_has_no_rank_and_says_why() -> None:
    found = said(library(ranked(5.0, 9.0, 7.0), about={"kind": "survey"}), **ROW)
    assert "rank" not in found
    assert "vilka platser i rangordningen som är säkra" in of(found["caution_margin"])


def test_a_place_without_a_value_has_nothing_said_of_it() -> None:
    cells = [*ranked(5.0, 9.0, 7.0)[1:], ("20", "2020", None, "Q")]
    assert said(library(cells), **ROW) == {}


def of_many(count: int, place: int) -> Finding | None:
    """The rank of Norra Mellansverige at `place` among `count` made-up regions."""
    spec, material, selection = chart(library(ranked(5.0, 9.0)), **ROW)
    bands = {f"X{index}": str(index) for index in range(1, count)} | {"20": str(place)}
    found = findings(replace(spec, bands=bands), material, selection)
    return next((item for item in found if item.rule.startswith("rank")), None)


@pytest.mark.parametrize(
    ("count", "place", "quarter"),
    [
        (240, 60, "högst"),
        (240, 61, ""),
        (240, 180, ""),
        (240, 181, "lägst"),
        (40, 10, "högst"),
        (40, 11, ""),
        (39, 1, ""),
    ],
)
def test_a_quarter_is_named_only_where_all_of_the_band_lies_in_it(
    count: int, place: int, quarter: str
) -> None:
    found = of_many(count, place)
    assert found is not None
    named = f"hör till den fjärdedel som har {quarter} värden"
    assert (named in of(found)) if quarter else ("fjärdedel" not in of(found))


def test_a_band_across_a_quarter_names_none() -> None:
    spec, material, selection = chart(library(ranked(5.0, 9.0)), **ROW)
    bands = {f"X{index}": str(index) for index in range(1, 240)} | {"20": "59–61"}
    found = findings(replace(spec, bands=bands), material, selection)
    assert "fjärdedel" not in of(found[0])


# --- the map ---------------------------------------------------------------------------------


def as_map(shelf: Library, classes: tuple[float, ...]) -> tuple[Finding, ...]:
    spec, material, selection = chart(shelf, **ROW)
    return findings(replace(spec, kind="tile_map", classes=classes), material, selection)


def test_the_places_of_the_highest_and_lowest_class_are_named() -> None:
    found = as_map(library(ranked(5.0, 9.0, 7.0, 3.0)), (3.0, 5.0, 7.0))
    (classes,) = (item for item in found if item.rule == "classes")
    assert of(classes) == (
        "I den högsta klassen (från 7,0) finns Stockholm och Uppsala, "
        "i den lägsta (under 5,0) Södermanland."
    )


def test_classes_of_many_are_counted() -> None:
    found = as_map(library(spread_out()), (20.0, 50.0))
    (classes,) = (item for item in found if item.rule == "classes")
    assert of(classes).endswith("(från 50,0) finns 11 län, i den lägsta (under 50,0) 10 län.")


# --- two points ------------------------------------------------------------------------------


def two_points(shelf: Library, **asked: object) -> dict[str, Finding]:
    return said(shelf, view="two_points", **asked)


def pair(*pairs: tuple[float | None, float | None]) -> list[Cell]:
    codes = ["20", *(code for code in counties() if code != "20")]
    cells: list[Cell] = []
    for code, values in zip(codes, pairs, strict=False):
        for period, value in zip(("2019", "2020"), values, strict=True):
            cells.append((code, period, value, "A" if value is not None else "O"))
    return cells


def test_two_points_count_rises_and_falls_that_are_sure() -> None:
    # the error of a change is 0.1: 0.1 up is sure, since printed figures show it
    cells = pair((40.0, 48.0), (40.0, 40.1), (40.0, 39.9), (40.0, 40.0), (40.0, None))
    found = two_points(library(cells))
    count = found["two_points_count"]
    assert of(count) == (
        "Mellan 2019 och 2020 fördelade sig 4 län så här: "
        "ökning i 2, minskning i 1 och ingen säker förändring i 1."
    )
    assert "har värdet för Dalarna ökat, från 40,0 till 48,0 (+20,0 procent)" in of(
        found["two_points_sure"]
    )


def test_what_all_places_do_is_said_of_all() -> None:
    found = two_points(library(pair((40.0, 48.0), (40.0, 41.0), (40.0, 42.0))))
    assert of(found["two_points_count"]) == "Mellan 2019 och 2020 visar alla 3 län en ökning."


def test_noise_counts_as_no_change() -> None:
    cells = pair((40.0, 41.0), (40.0, 42.0), (40.0, 41.9))
    found = two_points(library(cells, noise=2.0))
    assert "ökning i 1 och ingen säker förändring i 2" in of(found["two_points_count"])
    assert of(found["two_points_none"]).startswith(
        "Mellan 2019 och 2020 finns ingen säker förändring för Dalarna"
    )


def test_two_points_never_carry_the_strongest_word() -> None:
    found = two_points(library(pair((40.0, 400.0), (40.0, 41.0), (40.0, 42.0)), extensive=True))
    assert "har värdet för Dalarna ökat, från" in of(found["two_points_sure"])
    weak = two_points(library(pair((400.0, 401.0), (40.0, 41.0), (40.0, 42.0)), extensive=True))
    assert "har värdet för Dalarna ökat något, från" in of(weak["two_points_sure"])


def test_a_jump_of_one_firm_between_two_points_is_not_worded() -> None:
    cells = pair((40.0, 60.0), (40.0, 41.0), (40.0, 42.0))
    found = two_points(library(cells, one_firm=True))
    assert "two_points_sure" not in found
    assert "caution_firm" in found


# --- quadrants -------------------------------------------------------------------------------


def quadrant(*words: str) -> tuple[Finding, ...]:
    cells = [(code, year, 50.0) for code in (*counties(), RIKET) for year in ("2018", "2020")]
    _, material, selection = chart(library(cells))
    selection = replace(selection, base="2018", period="2020")
    codes = ["20", *(code for code in counties() if code != "20")]
    columns = tuple(
        Column(name, "procent", symbol, 1, signed, period)
        for name, symbol, signed, period in (
            ("2020", "%", False, "2020"), ("nivå", "procentenheter", True, "2020"),
            ("förändring", "procentenheter", True, ""), ("mot", "procentenheter", True, ""),
        )
    )  # fmt: skip
    marks = tuple(Mark(when, value) for when, value in (("2020", 50.0), ("2020", -0.5),
                                                        ("", -1.0), ("", 0.3)))  # fmt: skip
    series = [
        Series(code, code, "home" if code == "20" else "others", marks, said=word)
        for code, word in zip(codes, words, strict=False)
    ]
    series.append(Series(RIKET, "Riket", "reference", marks))
    spec = ChartSpec(
        "quadrant", "sv", "", "", "procent", "%", 1, False, ("2018", "2020"), tuple(series),
        columns=columns,
    )  # fmt: skip
    return findings(spec, material, selection)


def test_the_quadrant_is_the_charts_own_word_with_its_numbers() -> None:
    found = quadrant("Kommer ikapp", "Drar ifrån", "Kommer ikapp", "Halkar efter")
    assert of(found[0]) == (
        "Dalarna: kommer ikapp. Skillnaden mot Riket är −0,5 procentenheter i nivå 2020 "
        "och +0,3 procentenheter i förändring sedan 2018."
    )
    assert of(found[1]) == ("Så fördelar sig 4 län: 2 kommer ikapp; 1 drar ifrån; 1 halkar efter.")


def test_rare_quadrants_are_counted_together() -> None:
    found = quadrant("a1x", "b1x", "c1x", "d1x", "e1x", "f1x")
    assert of(found[1]).endswith("; 2 i andra lägen.")
    assert number(found[1], "places") == 6


def test_a_place_without_a_quadrant_has_none_said() -> None:
    assert [item.rule for item in quadrant("", "Drar ifrån", "Drar ifrån", "Drar ifrån")] == [
        "quadrant_count"
    ]


# --- correlation -----------------------------------------------------------------------------


def scatter(xs: list[float], ys: list[float]) -> tuple[Finding, ...]:
    _, material, selection = chart(library(spread_out()))
    count = len(xs)
    r = float(stats.pearsonr(xs, ys).statistic)
    interval = stats.pearsonr(xs, ys).confidence_interval(0.95)
    facts = {"r": r, "low": float(interval.low), "high": float(interval.high), "n": float(count)}
    columns = (Column("Arbetslöshet", "procent", "%", 1), Column("BRP per invånare", "kr", "kr", 0))
    codes = ["20", *(code for code in counties() if code != "20")]
    series = tuple(
        Series(code, code, "home" if code == "20" else "others",
               (Mark("2020", x), Mark("2020", y)))
        for code, x, y in zip(codes, xs, ys, strict=False)
    )  # fmt: skip
    spec = ChartSpec(
        "scatter", "sv", "", "", "", "", 1, False, ("2020",), series, columns=columns, facts=facts
    )
    return findings(spec, material, replace(selection, view="scatter"))


def test_a_strong_correlation_is_called_strong_and_no_cause() -> None:
    xs = [float(index) for index in range(21)]
    ys = [x + (1.5 if index % 2 else -1.5) for index, x in enumerate(xs)]
    (found,) = scatter(xs, ys)
    assert of(found).startswith(
        "Sambandet mellan arbetslöshet och BRP per invånare i 21 län är starkt positivt (r = 0,97, "
    )
    assert of(found).endswith("Det visar inte att det ena är orsak till det andra.")
    assert number(found, "places") == 21


def test_an_interval_across_zero_is_no_correlation() -> None:
    rng = np.random.default_rng(1)
    found = scatter(list(rng.normal(size=21)), list(rng.normal(size=21)))
    assert found[0].rule == "correlation_none"
    assert of(found[0]).startswith("Det finns inget säkert samband mellan arbetslöshet och BRP")


def test_the_place_that_carries_a_correlation_is_named() -> None:
    # twenty places without any correlation, and one far out that makes it
    xs = [50.0, *[float(index % 5) for index in range(20)]]
    ys = [50.0, *[float(index // 5) for index in range(20)]]
    found = scatter(xs, ys)
    assert found[0].rule == "correlation_sure"
    assert of(found[1]) == "Utan 20 vore slutsatsen om sambandet en annan."


def test_without_a_correlation_nothing_is_said() -> None:
    _, material, selection = chart(library(spread_out()))
    columns = (Column("a", "", "", 1), Column("b", "", "", 1))
    series = (Series("20", "Dalarna", "home", (Mark("2020", 1.0), Mark("2020", 1.0))),)
    spec = ChartSpec(
        "scatter", "sv", "", "", "", "", 1, False, ("2020",), series, columns=columns,
        facts={"n": 1.0},
    )  # fmt: skip
    assert findings(spec, material, selection) == ()


def test_a_chart_without_a_place_to_speak_of_says_nothing() -> None:
    spec, material, _ = chart(library(spread_out()))
    riket = replace(spec, series=tuple(item for item in spec.series if item.code == RIKET))
    assert findings(riket, material, Selection(indicator="synthetic")) == ()
    assert findings(replace(spec, empty="Inga värden."), material, Selection()) == ()
