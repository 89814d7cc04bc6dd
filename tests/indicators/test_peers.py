"""Structural distance: scipy on real figures, a hand-worked table, and the stated rules."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp, inf, isclose, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import euclidean
from scipy.stats import zscore

from data.geography import counties, geographies
from data.model import Text
from indicators import structure
from indicators.library import Library
from indicators.peers import (
    COUNT,
    Comparison,
    compare,
    comparison,
    parsed_weights,
    peer_codes,
    unknown_weights,
)
from indicators.spec import Mark
from indicators.structure import Column, Variable, columns, lacking, places, variables

WORDS = Text(sv="påhittad", en="synthetic")


def variable(name: str, scale: str = "plain") -> Variable:
    return Variable.model_validate(
        {"id": name, "level": "county", "scale": scale, "name": WORDS.model_dump(),
         "why": WORDS.model_dump(), "sources": [{"indicator": "population_average"}]}
    )  # fmt: skip


def column(name: str, values: dict[str, float | None], **changes: object) -> Column:
    marks = {
        code: Mark("2022", value, "A" if value is not None else "O")
        for code, value in values.items()
    }
    positions = {code: value for code, value in values.items() if value is not None}
    made = Column(variable(name), "total", WORDS, WORDS, None, 0, (), "2022", marks, positions)
    return replace(made, **changes)  # type: ignore[arg-type]


def distances(found: Comparison) -> dict[str, float]:
    return {one.code: one.distance for one in found.ranked}


# The method, worked by hand


def test_a_table_worked_by_hand() -> None:
    """Two variables of four places. a: 0, 2, 4, 2 has mean 2 and standard deviation √2;
    b: 10, 10, 10, 30 has mean 15 and standard deviation √75."""
    a = column("a", {"h": 0, "x": 2, "y": 4, "z": 2})
    b = column("b", {"h": 10, "x": 10, "y": 10, "z": 30})
    found = compare("county", "h", (a, b), {}, ("h", "x", "y", "z"))
    # x: differences 2/√2 and 0, so √((2 + 0) / 2) = 1; y: 4/√2 and 0, so √(8 / 2) = 2
    # z: 2/√2 and 20/√75, so √((2 + 400/75) / 2) = √(11/3)
    assert [one.code for one in found.ranked] == ["x", "z", "y"]
    assert distances(found) == pytest.approx({"x": 1.0, "z": sqrt(11 / 3), "y": 2.0})
    assert found.ranked[1].differences == pytest.approx((2 / sqrt(2), 20 / sqrt(75)))


def test_a_weight_counts_within_the_root_and_in_the_divisor() -> None:
    a = column("a", {"h": 0, "x": 2, "y": 4, "z": 2})
    b = column("b", {"h": 10, "x": 10, "y": 10, "z": 30})
    found = compare("county", "h", (a, b), {"a": 3.0}, ("h", "x", "y", "z"))
    # z: √((3 · 2 + 400/75) / 4)
    assert distances(found)["z"] == pytest.approx(sqrt((6 + 400 / 75) / 4))


def test_a_weight_of_zero_leaves_the_variable_out_but_keeps_it_readable() -> None:
    a = column("a", {"h": 0, "x": 2, "y": 4, "z": 2})
    b = column("b", {"h": 10, "x": 10, "y": 10, "z": 30})
    found = compare("county", "h", (a, b), {"a": 0.0}, ("h", "x", "y", "z"))
    assert distances(found) == pytest.approx({"x": 0.0, "y": 0.0, "z": 20 / sqrt(75)})
    assert found.ranked[0].differences[0] == pytest.approx(sqrt(2))


def test_columns_of_one_variable_share_its_weight() -> None:
    values = {"h": 0.0, "x": 1.0, "y": 5.0}
    single = column("a", values)
    women = column("a", values, breakdown="women")
    men = column("a", values, breakdown="men")
    other = column("b", {"h": 3.0, "x": 9.0, "y": 4.0})
    once = compare("county", "h", (single, other), {"a": 2.0}, ("h", "x", "y"))
    twice = compare("county", "h", (women, men, other), {"a": 2.0}, ("h", "x", "y"))
    assert distances(twice) == pytest.approx(distances(once))


def test_without_any_weight_there_is_no_distance_and_no_peer() -> None:
    a = column("a", {"h": 0, "x": 2})
    found = compare("county", "h", (a,), {"a": 0.0}, ("h", "x"))
    assert found.ranked == () and found.peers == ()


def test_equal_distances_stand_by_code() -> None:
    a = column("a", {"h": 0.0, "q": 1.0, "c": -1.0, "k": 1.0})
    found = compare("county", "h", (a,), {}, ("q", "h", "k", "c"))
    assert [one.code for one in found.ranked] == ["c", "k", "q"]


def test_a_variable_in_which_no_places_differ_adds_nothing() -> None:
    a = column("a", {"h": 5.0, "x": 5.0, "y": 5.0})
    b = column("b", {"h": 0.0, "x": 2.0, "y": 4.0})
    found = compare("county", "h", (a, b), {}, ("h", "x", "y"))
    assert [one.differences[0] for one in found.ranked] == [0.0, 0.0]
    assert all(np.isfinite(one.distance) for one in found.ranked)


# What is missing


def test_a_place_with_a_gap_is_measured_on_what_both_have() -> None:
    names = ("a", "b", "c")
    full = {"h": 0.0, "x": 1.0, "y": 3.0}
    held = tuple(column(name, full | ({"x": None} if name == "c" else {})) for name in names)
    found = compare("county", "h", held, {}, ("h", "x", "y"))
    x = next(one for one in found.ranked if one.code == "x")
    assert x.shared == pytest.approx(2 / 3)
    assert x.differences[2] is None
    # a and b alike: their standardised difference itself, with no part from c
    z = zscore([0.0, 1.0, 3.0])
    assert x.distance == pytest.approx(z[1] - z[0])


def test_a_missing_value_is_not_a_zero() -> None:
    """With the gap read as zero, x would stand where the home stands in c."""
    held = (
        column("a", {"h": 0.0, "x": 1.0, "y": 3.0}),
        column("b", {"h": 0.0, "x": 1.0, "y": 3.0}),
        column("c", {"h": 0.0, "x": None, "y": 3.0}),
    )
    read_as_zero = (*held[:2], column("c", {"h": 0.0, "x": 0.0, "y": 3.0}))
    gap = distances(compare("county", "h", held, {}, ("h", "x", "y")))
    zero = distances(compare("county", "h", read_as_zero, {}, ("h", "x", "y")))
    assert gap["x"] > zero["x"]


@pytest.mark.parametrize(("weight", "compared"), [(0.99, False), (1.0, False), (1.01, True)])
def test_half_of_the_weight_is_not_enough(weight: float, compared: bool) -> None:
    held = (
        column("a", {"h": 0.0, "x": 1.0, "y": 3.0}),
        column("b", {"h": 0.0, "x": None, "y": 3.0}),
    )
    found = compare("county", "h", held, {"a": weight}, ("h", "x", "y"))
    assert ("x" in distances(found)) is compared
    assert ("x" in dict(found.left_out)) is not compared


def test_who_is_left_out_does_not_sway_the_standard_deviations() -> None:
    held = (
        column("a", {"h": 0.0, "x": 1.0, "y": 3.0, "far": 1e9}),
        column("b", {"h": 0.0, "x": 1.0, "y": 3.0, "far": None}),
        column("c", {"h": 0.0, "x": 1.0, "y": 3.0, "far": None}),
    )
    with_it = compare("county", "h", held, {}, ("h", "x", "y", "far"))
    without = compare("county", "h", held, {}, ("h", "x", "y"))
    assert distances(with_it) == distances(without)
    assert dict(with_it.left_out) == {"far": pytest.approx(1 / 3)}


def test_a_variable_that_the_home_lacks_weighs_nothing() -> None:
    held = (
        column("a", {"h": 0.0, "x": 1.0, "y": 3.0}),
        column("b", {"h": None, "x": 7.0, "y": 3.0}),
    )
    found = compare("county", "h", held, {}, ("h", "x", "y"))
    assert all(one.shared == 1.0 for one in found.ranked)
    assert distances(found)["x"] == pytest.approx(zscore([0.0, 1.0, 3.0])[1] - zscore([0, 1, 3])[0])


# Weights from the address


def test_weights_are_read_and_the_rest_is_told() -> None:
    good = ("befolkning:2", "industri:0", "utbildning:0.5")
    bad = ("FoU:1", "industri", "befolkning:-1", "befolkning:nan", "befolkning:inf",
           "befolkning:11", "befolkning:två", ":2", "")  # fmt: skip
    words = good + bad
    found, unknown = parsed_weights(words)
    assert found == {"befolkning": 2.0, "industri": 0.0, "utbildning": 0.5}
    assert unknown == bad
    assert unknown_weights(words) == bad


def test_the_last_weight_of_a_variable_counts() -> None:
    assert parsed_weights(("industri:0", "industri:2"))[0] == {"industri": 2.0}


@given(st.lists(st.text(max_size=20), max_size=5))
def test_no_weight_in_an_address_breaks_anything(words: list[str]) -> None:
    found, unknown = parsed_weights(tuple(words))
    assert all(0 <= weight <= 10 for weight in found.values())
    assert set(unknown) <= set(words)


# Real figures


@pytest.mark.parametrize("home", ["20", "21", "17"])
@pytest.mark.parametrize("weights", [(), ("befolkning:2", "industri:0")])
def test_the_counties_against_scipy(library: Library, home: str, weights: tuple[str, ...]) -> None:
    """An independent computation from the observations themselves."""

    def held(dataset: str, measure: str, breakdown: str, period: str) -> np.ndarray:
        rows = library.rows(dataset)[breakdown]
        rows = rows[(rows["measure"] == measure) & (rows["period"] == period)]
        return rows.set_index("geo")["value"].reindex(list(counties())).to_numpy(dtype=float)

    table = np.column_stack([
        np.log(held("population_average", "persons", "total", "2022")),
        np.log(held("gdp_per_inhabitant_county", "pps", "total", "2022")),
        held("manufacturing_na", "thousand_manufacturing", "total", "2017")
        / held("manufacturing_na", "thousand_all", "total", "2017"),
        held("education_3plus", "share", "women", "2021"),
        held("education_3plus", "share", "men", "2021"),
    ])  # fmt: skip
    weighted = np.array([2, 1, 0, 0.5, 0.5] if weights else [1, 1, 1, 0.5, 0.5])
    scores = zscore(table, axis=0)
    own = scores[counties().index(home)]
    expected = {
        code: euclidean(own, scores[number], w=weighted / weighted.sum())
        for number, code in enumerate(counties())
        if code != home
    }
    found = comparison(library, "county", home, weights)
    assert distances(found) == pytest.approx(expected)
    nearest = tuple(sorted(expected, key=lambda code: expected[code]))[:5]
    assert found.peers == peer_codes(library, "county", home, weights) == nearest


def test_the_european_regions_against_scipy(library: Library) -> None:
    """Gaps and all: a region with a gap is measured on the rest with scipy too."""
    found = comparison(library, "nuts2", "20")
    order = [found.home, *distances(found)]
    table = pd.DataFrame(
        {number: pd.Series(one.positions) for number, one in enumerate(found.columns)}
    ).reindex(order)
    scores = table.apply(lambda one: zscore(one, nan_policy="omit"))
    home = scores.iloc[0].to_numpy()
    for one in found.ranked:
        other = scores.loc[one.code].to_numpy()
        both = ~np.isnan(other)
        assert one.shared == pytest.approx(both.mean())
        expected = euclidean(home[both], other[both], w=np.full(both.sum(), 1 / both.sum()))
        assert one.distance == pytest.approx(expected)
    assert found.peers == peer_codes(library, "nuts2", "20", ()) and len(found.peers) == 10


def test_dalarna_is_likened_to_the_counties_that_its_figures_say(library: Library) -> None:
    assert peer_codes(library, "county", "20", ()) == ("21", "17", "18", "08", "04")


def test_all_three_counties_share_the_peers_of_their_region(library: Library) -> None:
    found = {peer_codes(library, "nuts2", home, ()) for home in ("20", "21", "17")}
    assert len(found) == 1
    assert all(geographies()[code].level == "nuts2" for code in found.pop())


def test_every_county_is_compared_and_the_home_is_not_its_own_peer(library: Library) -> None:
    for home in ("20", "21", "17"):
        found = comparison(library, "county", home)
        assert {one.code for one in found.ranked} == set(counties()) - {home}
        assert len(found.peers) == COUNT["county"] and home not in found.peers


def test_a_level_that_does_not_exist_has_no_peers(library: Library) -> None:
    assert peer_codes(library, "kommun", "20", ()) == ()


def test_no_variable_counts_no_peers(library: Library) -> None:
    words = tuple(f"{one.id}:0" for one in variables("county"))
    assert peer_codes(library, "county", "20", words) == ()


@given(st.tuples(*(st.sampled_from((0.0, 0.5, 1.0, 2.0, 10.0)) for _ in range(4))))
def test_distances_are_numbers_and_in_order(library: Library, chosen: tuple[float, ...]) -> None:
    names = [one.id for one in variables("county")][:4]
    words = tuple(f"{name}:{weight}" for name, weight in zip(names, chosen, strict=True))
    found = comparison(library, "county", "17", words)
    values = [one.distance for one in found.ranked]
    assert all(0 <= value < inf for value in values)
    assert all(a <= b or isclose(a, b, abs_tol=1e-9) for a, b in pairwise(values))
    assert bool(found.ranked) == any(chosen)


@given(st.sampled_from((0.25, 3.0)))
def test_scaling_all_weights_alike_changes_nothing(library: Library, factor: float) -> None:
    words = tuple(f"{one.id}:{factor}" for one in variables("nuts2"))
    plain = comparison(library, "nuts2", "20")
    scaled = comparison(library, "nuts2", "20", words)
    assert distances(scaled) == pytest.approx(distances(plain))


# The variables


def test_every_source_is_in_the_catalogue_at_its_level(library: Library) -> None:
    for level in structure.LEVELS:
        for one in variables(level):
            for source in one.sources:
                if source.indicator is not None:
                    item = library.catalogue.indicators[source.indicator]
                    assert item.level == level
                    assert set(source.breakdowns) <= set(item.breakdowns)
                else:
                    assert source.series is not None
                    dataset = library.datasets[source.series.dataset]
                    assert source.series.measure in dataset.measures


def test_no_outcome_is_a_variable(library: Library) -> None:
    """Every source is of the structure theme, or education, which the issue counts as structure."""
    for level in structure.LEVELS:
        for one in variables(level):
            for source in one.sources:
                if source.indicator is not None and one.id != "utbildning":
                    assert library.catalogue.indicators[source.indicator].themes == ("structure",)


def test_what_the_data_lack_is_said_in_both_languages() -> None:
    for level in structure.LEVELS:
        assert all(text["sv"] != text["en"] for text in lacking(level))
    said = " ".join(text.sv for text in lacking("county"))
    assert "täthet" in said and "65 år" in said


def test_a_column_is_the_latest_period_that_the_home_and_most_share(library: Library) -> None:
    periods = {
        (one.variable.id, one.breakdown): one.period for one in columns(library, "county", "20")
    }
    assert periods == {
        ("befolkning", "total"): "2022",
        ("bruttoregionprodukt", "total"): "2022",
        ("industri", "total"): "2017",
        ("utbildning", "women"): "2021",
        ("utbildning", "men"): "2021",
    }
    europe = {one.variable.id: one.period for one in columns(library, "nuts2", "20")}
    assert europe == {
        "bruttoregionprodukt": "2023",
        "industrisysselsatta": "2022",
        "hogteknologi": "2022",
        "utbildning": "2024",
    }


def test_the_positions_are_the_values_or_their_logarithms(library: Library) -> None:
    for level in structure.LEVELS:
        for one in columns(library, level, "21"):
            for code, at in one.positions.items():
                value = one.marks[code].value
                assert (
                    at == value
                    if one.variable.scale == "plain"
                    else exp(at) == pytest.approx(value)
                )
            assert set(one.positions) <= set(places(level))


class Shelf:
    """A library of one indicator's marks, in place of the store."""

    def __init__(self, marks: dict[str, dict[str, float | None]], library: Library) -> None:
        self.marks, self.catalogue, self.datasets = marks, library.catalogue, library.datasets

    def values(self, indicator: str, sex: str = "total") -> object:
        held = {
            geo: tuple(Mark(period, value, "A" if value is not None else "O")
                       for period, value in by.items())
            for geo, by in self.marks.items()
        } if indicator == "dependency_ratio" else {}  # fmt: skip
        return type("Held", (), {"places": held})()

    def rows(self, dataset: str) -> dict[str, pd.DataFrame]:
        return {"": pd.DataFrame()}


def shelf(library: Library, **late: dict[str, float | None]) -> Shelf:
    """Every county has a value for 2022; those in `late` have what is said after it."""
    marks = {
        code: {"2022": 1.0 + number} | late.get(f"c{code}", {})
        for number, code in enumerate(counties())
    }
    return Shelf(marks, library)


def found_periods(held: Shelf) -> list[str]:
    return [one.period for one in columns(held, "county", "20")]  # type: ignore[arg-type]


def test_a_variable_that_a_refresh_brings_is_used(library: Library) -> None:
    found = columns(shelf(library), "county", "20")  # type: ignore[arg-type]
    assert [(one.variable.id, one.period) for one in found] == [("forsorjningskvot", "2022")]


def test_a_period_needs_three_quarters_of_the_places(library: Library) -> None:
    """21 counties have 2022; 15 of them are too few for 2023, 16 are enough."""
    newer = {f"c{code}": {"2023": 5.0} for code in counties() if code != "20"}
    fifteen = dict(list(newer.items())[:14]) | {"c20": {"2023": 5.0}}
    sixteen = dict(list(newer.items())[:15]) | {"c20": {"2023": 5.0}}
    assert found_periods(shelf(library, **fifteen)) == ["2022"]
    assert found_periods(shelf(library, **sixteen)) == ["2023"]


def test_a_period_that_the_home_lacks_is_not_used(library: Library) -> None:
    newer: dict[str, dict[str, float | None]] = {
        f"c{code}": {"2023": None if code == "20" else 5.0} for code in counties()
    }
    assert found_periods(shelf(library, **newer)) == ["2022"]


def test_a_source_with_too_few_places_is_not_used(library: Library) -> None:
    few = Shelf({code: {"2022": 1.0} for code in ("20", *counties()[:9])}, library)
    assert found_periods(few) == []
    enough = Shelf({code: {"2022": 1.0} for code in ("20", *counties()[:10])}, library)
    assert found_periods(enough) == ["2022"]
