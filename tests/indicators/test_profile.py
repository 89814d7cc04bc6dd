"""The county profile: places, distances, changes and lists against tables worked by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import InputFault
from data.geography import RIKET, counties
from data.model import period_position
from indicators.compare import JUMP
from indicators.overview import Change
from indicators.profile import profile
from indicators.profile import rules as rules_module
from indicators.profile.change import Move, Moved, changes_of, moved
from indicators.profile.lists import in_best, in_worst, leaning, picked, standing, turns
from indicators.profile.rows import Level, ProfileRow, profile_row, region_row, sexes_of
from indicators.profile.rules import rules
from indicators.profile.spread import beyond, spread_of
from indicators.spec import Mark
from indicators.values import Values
from tests.indicators import synthetic
from tests.indicators.synthetic import (
    break_at,
    crosses,
    indicator,
    library_of,
    rows,
    series,
)

#: 1 to 21 in SCB's order of the counties: Dalarna (20) is the 16th, Gävleborg the 17th
LADDER = {code: float(number) for number, code in enumerate(counties(), start=1)}
#: quartiles of 1 … 21 are 6 and 16
LADDER_SPREAD = 10 / 1.349


def ladder(*extra, period="2020"):
    """Rows of all counties with 1 to 21, Riket at 11, and `extra` rows."""
    cells = [(code, period, value) for code, value in LADDER.items()]
    return rows(*cells, (RIKET, period, 11.0), *extra)


def row_of(figures, code="20", item=None, **about) -> ProfileRow:
    item = item or indicator()
    library, _ = library_of(figures, item, **about)
    return profile_row(library, item, sexes_of(item)[0], code, None)


def values_of(marks, breaks=(), code="20") -> Values:
    by_period = {mark.period: {code: mark} for mark in marks}
    valued = tuple(mark.period for mark in marks if mark.value is not None)
    return Values({code: tuple(marks)}, by_period, valued, tuple(breaks), False, frozenset())


# --- the distribution, the place, the distance -----------------------------------------------


def test_a_table_worked_by_hand() -> None:
    row = row_of(ladder())
    assert row.period == "2020" and row.mark == Mark("2020", 16.0, "A", None, "")
    assert dict(row.distribution) == LADDER and row.band == "6"
    assert row.level.against == "riket" and row.level.compared == 11.0
    assert row.level.spread == pytest.approx(LADDER_SPREAD)
    assert row.level.distance == pytest.approx(5 / LADDER_SPREAD) and row.level.apart
    assert standing(row) == "strength"
    assert row.moved == Moved(missing="short") and row.latest is None


def test_the_order_turns_round_where_lower_is_better() -> None:
    row = row_of(ladder(), item=indicator(direction="down"))
    assert row.band == "16" and row.level.distance == pytest.approx(5 / LADDER_SPREAD)
    assert standing(row) == "weakness"


def test_without_a_value_for_riket_the_median_of_the_counties_is_named() -> None:
    figures = ladder()
    row = row_of(figures[figures["geo"] != RIKET], code="25")
    assert row.riket is None and row.level.against == "median" and row.level.compared == 11.0
    assert row.level.distance == pytest.approx(10 / LADDER_SPREAD)


def test_one_county_far_away_does_not_set_the_scale() -> None:
    figures = ladder()
    figures.loc[figures["geo"] == "25", "value"] = 1e6
    assert row_of(figures).level.spread == pytest.approx(LADDER_SPREAD)


@given(st.lists(st.floats(-1e6, 1e6), min_size=11, max_size=21))
def test_the_spread_is_the_quartiles_distance_of_a_normal_distribution(values) -> None:
    ordered = sorted(values)

    def quartile(share: float) -> float:
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (place - low) * (ordered[high] - ordered[low])

    expected = (quartile(0.75) - quartile(0.25)) / 1.349
    found = spread_of(values)
    if found is None:
        assert expected <= 1e-9 * max(1.0, abs(quartile(0.75)), expected) * 1.001
    else:
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_the_spread_of_normal_values_is_their_standard_deviation() -> None:
    drawn = np.random.default_rng(20).normal(100.0, 15.0, 200_000)
    assert spread_of(list(drawn)) == pytest.approx(15.0, rel=0.01)


def test_without_spread_there_is_no_distance() -> None:
    figures = ladder()
    figures.loc[~figures["geo"].isin(["20", "21", "17", RIKET]), "value"] = 5.0
    row = row_of(figures)
    assert row.level is None and row.band != "" and standing(row) == "no_spread"


@pytest.mark.parametrize(("count", "ranked"), [(10, False), (11, True)])
def test_too_few_counties_are_no_distribution(count: int, ranked: bool) -> None:
    codes = ["20", *[code for code in counties() if code != "20"]][:count]
    figures = rows(*((code, "2020", float(n)) for n, code in enumerate(codes)), (RIKET, "2020", 3))
    row = row_of(figures)
    assert (row.band != "") is ranked and (row.level is not None) is ranked
    assert (standing(row) == "few") is not ranked


def test_a_number_that_grows_with_the_county_has_a_place_but_no_distance() -> None:
    row = row_of(ladder(), item=indicator(extensive=True))
    assert row.band == "6" and row.level is None and standing(row) == "size"


def test_each_row_is_of_the_period_that_the_counties_share() -> None:
    newer = [(code, "2021", 3.0) for code in ("20", "21", "17")]
    row = row_of(ladder(*newer))
    assert row.period == "2020" and row.mark.value == 16.0
    assert row.latest == Mark("2021", 3.0, "A", None, "")


def test_what_is_missing_stays_missing_with_its_reason() -> None:
    figures = ladder()
    figures.loc[figures["geo"] == "20", ["value", "status"]] = [None, "Q"]
    row = row_of(figures)
    assert row.mark.value is None and row.mark.status == "Q"
    assert row.level is None and row.band == "" and "20" not in row.distribution
    assert standing(row) == "missing" and row.moved.missing == "missing"


def test_a_difference_within_the_margins_is_not_apart() -> None:
    for margin, apart in ((2.4, True), (2.5, False), (2.6, False)):
        figures = ladder()
        figures.loc[figures["geo"].isin(["20", RIKET]), "margin"] = margin
        row = row_of(figures)
        assert row.level.apart is apart, margin
        # the margin makes the place a band that reaches out of the best third
        assert row.band.startswith("4–") and standing(row) == "between"


def test_floats_that_are_alike_are_not_apart() -> None:
    assert not beyond(0.1 + 0.2 - 0.3, 0.0)
    assert not beyond(0.3 - 0.1, 0.2) and beyond(0.3 - 0.1, 0.19)


def test_women_and_men_where_no_total_is_published(library) -> None:
    found = [r for r in profile(library, "20").rows if r.indicator.id == "education_3plus"]
    assert [row.sex for row in found] == ["women", "men"]
    assert [row.mark.value for row in found] == [28.6, 14.9]


# --- the stated rules ------------------------------------------------------------------------

BASE = row_of(ladder())


def levelled(distance: float, band: str, direction="up", apart=True, of=21) -> ProfileRow:
    values = {str(number): float(number) for number in range(of)}
    return replace(
        BASE,
        indicator=indicator(direction=direction),
        distribution=values,
        band=band,
        level=Level("riket", 0.0, 1.0, distance, apart),
    )


@pytest.mark.parametrize(
    ("distance", "band", "direction", "expected"),
    [
        (0.49, "1", "up", "between"),
        (0.5, "1", "up", "strength"),
        (0.51, "5–7", "up", "strength"),
        (0.51, "5–8", "up", "between"),
        (0.51, "8", "up", "between"),
        (-0.49, "21", "up", "between"),
        (-0.5, "21", "up", "weakness"),
        (-0.51, "15–18", "up", "weakness"),
        (-0.51, "14–18", "up", "between"),
        (-0.5, "1", "down", "strength"),
        (0.5, "15", "down", "weakness"),
        # far from Riket, but on the wrong side among the counties
        (-3.0, "7", "up", "between"),
        (3.0, "15", "up", "between"),
        (9.0, "1", "none", "no_direction"),
        (-9.0, "21", "none", "no_direction"),
    ],
)
def test_strength_and_weakness_at_and_around_their_limits(
    distance, band, direction, expected
) -> None:
    assert standing(levelled(distance, band, direction)) == expected


def test_a_difference_within_the_noise_is_neither() -> None:
    assert standing(levelled(2.0, "1", apart=False)) == "between"
    assert standing(levelled(-2.0, "21", apart=False)) == "between"


@pytest.mark.parametrize(
    ("of", "best", "not_best", "worst", "not_worst"),
    [(21, "7", "8", "15", "14"), (19, "6", "7", "14", "13"), (11, "3", "4", "9", "8")],
)
def test_thirds_are_equally_large(of, best, not_best, worst, not_worst) -> None:
    assert in_best(best, of) and not in_best(not_best, of)
    assert in_worst(worst, of) and not in_worst(not_worst, of)
    counted = [str(place) for place in range(1, of + 1)]
    assert sum(in_best(p, of) for p in counted) == sum(in_worst(p, of) for p in counted) == of // 3


def test_what_nobody_knows_the_error_of_is_named_apart() -> None:
    survey = replace(levelled(2.0, "1"), margin_unpublished=True)
    marked = replace(levelled(2.0, "1"), mark=BASE.mark._replace(status="U"))
    plain = replace(levelled(0.1, "1"), margin_unpublished=True)
    for row in (survey, marked):
        assert standing(row) == "unsure" and leaning(row) == "strength"
    found = picked([survey, marked, plain], "strength")
    assert found.shown == () and found.open == (survey, marked)
    assert picked([survey], "weakness").open == ()


def test_a_value_that_awaits_review_is_in_no_list() -> None:
    row = replace(levelled(2.0, "1"), unreviewed=True, moved=Moved(move(3.0)))
    assert standing(row) == "unreviewed"
    assert picked([row], "strength").shown == turns([row]).shown == turns([row]).open == ()


def test_a_value_awaits_review_where_the_store_says_so() -> None:
    library, figures = library_of(ladder(), indicator())
    waits = {"key": ["number", "total", "20", "2020"]}
    figures.beside["synthetic"] = {"review": json.dumps([waits])}
    waiting = [profile_row(library, indicator(), "total", code, None) for code in ("20", "21")]
    assert [row.unreviewed for row in waiting] == [True, False]


def move(distance: float | None, years=5.0, apart=True, kind="up", status="A", **more) -> Move:
    ends = Mark("2015", 1.0, status), Mark("2020", 2.0)
    return Move(Change(*ends, 1.0, kind, False), years, 0.0, distance, apart, **{
        "one_firm": False, **more
    })  # fmt: skip


@pytest.mark.parametrize(
    ("found", "turned"),
    [
        (move(0.99), False),
        (move(1.0), True),
        (move(-1.0), True),
        (move(-0.99), False),
        (move(5.0, apart=False), False),
        (move(None), False),
        (move(5.0, years=2.0), False),
        (move(5.0, years=3.0), True),
        (move(5.0, one_firm=True), True),
    ],
)
def test_a_turn_at_and_around_its_limits(found: Move, turned: bool) -> None:
    row = replace(BASE, moved=Moved(found))
    assert bool(turns([row]).shown) is turned


def test_a_turn_from_an_uncertain_value_is_named_apart() -> None:
    row = replace(BASE, moved=Moved(move(4.0, status="U")))
    assert turns([row]).shown == () and turns([row]).open == (row,)


def test_lists_are_sorted_short_and_say_what_they_left_out() -> None:
    def of(number: int, distance: float) -> ProfileRow:
        source = {"dataset": f"d{number}", "measure": "number"}
        row = levelled(distance, "1")
        return replace(row, indicator=indicator(id=f"i{number}", source=source))

    many = [of(number, 1.0 + number) for number in range(7)]
    found = picked(many, "strength")
    assert [entry.row.indicator.id for entry in found.shown] == ["i6", "i5", "i4", "i3", "i2"]
    assert [entry.row.indicator.id for entry in found.left] == ["i1", "i0"]


def test_measures_of_one_subject_stand_together() -> None:
    near, far = levelled(0.6, "1"), levelled(0.9, "2")
    other = replace(levelled(0.7, "3"), indicator=indicator(exclusive="rivals"))
    found = picked([near, far, other], "strength").shown
    assert [entry.row for entry in found] == [far, other]
    assert found[0].also == (near,) and found[1].also == ()
    # up and down are two turns, also within one subject
    up, down = (replace(BASE, moved=Moved(move(size))) for size in (2.0, -3.0))
    assert [entry.row for entry in turns([up, down]).shown] == [down, up]


def test_every_rule_is_stated_with_its_reason_and_nothing_else() -> None:
    assert {rule.id for rule in rules().rule} == set(rules_module.NAMES)
    for rule in rules().rule:
        assert "{value}" in rule.reason.sv and "{value}" in rule.reason.en
    assert rules()["counties"] > 21 / 2


@pytest.mark.parametrize(
    "text",
    [
        "version = 1\nrule = []",
        "version = ",
        'version = "one"',
        "rule = 3",
        "version = 1\nmore = 2",
    ],
)
def test_a_faulty_file_of_rules_is_refused(tmp_path, monkeypatch, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(rules_module, "PATH", path)
    with pytest.raises(InputFault) as refused:
        rules_module.rules.__wrapped__()
    assert "rules.toml" in str(refused.value)


# --- change ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("periods", "base"),
    [
        (["2010", "2014", "2015", "2016", "2020"], "2015"),
        (["2013", "2017", "2020"], "2017"),
        (["2013", "2016", "2020"], "2016"),
        # four and six years are equally near: the later
        (["2014", "2016", "2020"], "2016"),
        (["2013", "2020"], "2013"),
        (["2012", "2020"], None),
        (["2019", "2020"], "2019"),
        (["2020"], None),
    ],
)
def test_the_change_starts_nearest_to_five_years_earlier(periods, base) -> None:
    marks = [Mark(period, float(number)) for number, period in enumerate(periods)]
    found = moved(values_of(marks), indicator(), "20", marks[-1])
    if base is None:
        assert found == Moved(missing="short")
    else:
        assert found.move.change.earlier.period == base
        assert found.move.years == 2020 - int(base)


def test_months_meet_their_own_month() -> None:
    marks = [Mark("2018-12", 1.0), Mark("2019-01", 2.0), Mark("2019-02", 3.0), Mark("2024-01", 5.0)]
    found = moved(values_of(marks), indicator(), "20", marks[-1]).move
    assert found.change.earlier.period == "2019-01" and found.years == 5
    marks = [Mark("2023-12", 2.0), Mark("2024-01", 5.0)]
    assert moved(values_of(marks), indicator(), "20", marks[-1]).missing == "short"


def test_no_change_crosses_a_break() -> None:
    marks = series(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)  # 2011–2016
    last = marks[-1]
    clean = moved(values_of(marks, [break_at("2013")]), indicator(), "20", last).move
    assert clean.change.earlier.period == "2013" and clean.years == 3
    found = moved(values_of(marks, [break_at("2013"), break_at("2016")]), indicator(), "20", last)
    assert found == Moved(missing="break", broken="2016")
    own = (*marks[:-1], last._replace(status="B"))
    assert moved(values_of(own), indicator(), "20", own[-1]) == Moved(
        missing="break", broken="2016"
    )


def test_no_change_joins_two_publications_or_single_points() -> None:
    marks = [Mark("2015", 1.0, origin="a"), Mark("2020", 2.0, origin="b")]
    assert moved(values_of(marks), indicator(), "20", marks[-1]).missing == "origin"
    alone = indicator(points_only=True)
    assert moved(values_of(series(1.0, 2.0)), alone, "20", Mark("2012", 2.0)).missing == "points"


@given(synthetic.marks(), synthetic.breaks)
def test_no_drawn_series_has_a_change_across_a_break(marks, breaks) -> None:
    for last in marks:
        found = moved(values_of(marks, breaks), indicator(), "20", last)
        assert (found.move is None) == (found.missing is not None)
        if found.move is not None:
            earlier, later = found.move.change.earlier, found.move.change.later
            assert later == last and earlier in marks and earlier.value is not None
            assert not crosses(marks, earlier.period, later.period, breaks)
            assert 1 <= found.move.years <= 7
            assert found.move.change.difference == last.value - earlier.value
        if found.missing == "break":
            reachable = [m for m in marks if m.value is not None and m.period < last.period]
            assert all(
                crosses(marks, m.period, last.period, breaks)
                for m in reachable
                if 1 <= period_position(last.period) - period_position(m.period) <= 7
            )


def ladder_of_changes(own: float = 31.0) -> list[tuple]:
    """2015: 10 everywhere; 2020: 10 more 1 … 21, but Dalarna gains `own`."""
    cells = [(code, "2015", 10.0) for code in counties()]
    gains = {**LADDER, "20": own}
    return [*cells, *((code, "2020", 10.0 + gain) for code, gain in gains.items())]


def test_a_change_is_held_against_those_of_all_counties() -> None:
    found = row_of(rows(*ladder_of_changes())).moved.move
    gains = [31.0, *(gain for code, gain in LADDER.items() if code != "20")]
    low, high = np.percentile(gains, (25, 75))
    assert found.typical == median(gains) == 11.0
    assert found.distance == pytest.approx((31.0 - 11.0) / ((high - low) / 1.349))
    assert found.apart and found.change.kind == "up" and not found.one_firm


def test_a_change_like_that_of_the_others_is_not_apart() -> None:
    figures = rows(*ladder_of_changes(12.0))
    figures["margin"] = 0.4
    assert row_of(figures).moved.move.apart
    figures["margin"] = 0.5
    found = row_of(figures).moved.move
    assert not found.apart and found.change.kind == "up"


def test_a_change_within_the_margins_is_no_turn() -> None:
    figures = rows(*ladder_of_changes())
    figures["margin"] = 15.5
    found = row_of(figures)
    assert found.moved.move.change.kind == "same" and not found.moved.move.apart
    assert turns([found]).shown == ()


def test_too_few_changes_are_no_measure() -> None:
    figures = rows(*ladder_of_changes())
    early = [code for code in counties() if code != "20"][:11]
    gone = (figures["period"] == "2015") & figures["geo"].isin(early)
    found = row_of(figures[~gone]).moved.move
    assert found.typical is None and found.distance is None and not found.apart
    assert found.change.difference == 31.0


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ((100.0, 101.0, 102.0), False),
        ((100.0, 125.0, 150.0), True),  # the ends differ by half
        ((100.0, 126.0, 101.0), True),  # up and down again
        ((100.0, 112.0, 125.0), False),  # exactly at the set size
        ((100.0, 80.0, 74.0), True),
    ],
)
def test_a_change_with_a_jump_may_be_one_firms(values, flagged: bool) -> None:
    assert JUMP == 0.25
    marks = [Mark(str(2015 + 2 * n), value) for n, value in enumerate(values)]
    firm = indicator(one_firm=True)
    assert moved(values_of(marks), firm, "20", marks[-1]).move.one_firm is flagged
    assert not moved(values_of(marks), indicator(), "20", marks[-1]).move.one_firm


# --- the embedded figures --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "measure", "period", "earlier"),
    [
        ("unemployment_bas", "unemployment_bas", None, "2022", "2020"),
        ("exports_goods_per_inhabitant", "exports_goods", None, "2019", "2014"),
        ("grp_per_employed", "grp_per_employed", None, "2020", None),
        ("gdp_per_inhabitant_pps_county", "gdp_per_inhabitant_county", None, "2022", "2017"),
    ],
)
@pytest.mark.parametrize("code", ["20", "21", "17", "09"])
def test_real_figures_against_numpy(library, name, data, measure, period, earlier, code) -> None:
    item = library.available()[name]
    frame = library.rows(data)["total"]
    frame = frame[frame["measure"] == item.source.measure]
    table = frame.pivot(index="geo", columns="period", values="value")
    now = table.loc[list(counties()), period].to_numpy()
    row = profile_row(library, item, "total", code, None)
    own, riket = table.loc[code, period], table.loc[RIKET, period]
    spread = np.subtract(*np.quantile(now, [0.75, 0.25], method="linear")) / 1.349
    assert row.period == period and row.mark.value == own
    assert row.level.distance == pytest.approx((own - riket) / spread)
    first = 1 + sum(now > own) if item.direction == "up" else 1 + sum(now < own)
    last = first + sum(now == own) - 1
    assert row.band == (str(first) if first == last else f"{first}–{last}")
    if earlier is None:
        assert row.moved == Moved(missing="break", broken="2020")
        return
    change = now - table.loc[list(counties()), earlier].to_numpy()
    mine = own - table.loc[code, earlier]
    scale = np.subtract(*np.quantile(change, [0.75, 0.25], method="linear")) / 1.349
    found = row.moved.move
    assert found.change.earlier.period == earlier
    assert found.change.difference == pytest.approx(mine)
    assert found.typical == pytest.approx(np.median(change))
    assert found.distance == pytest.approx((mine - np.median(change)) / scale)


@pytest.mark.parametrize("code", counties())
def test_no_list_says_more_than_its_rules(library, code: str) -> None:
    found = profile(library, code)
    assert sum(found.counts.values()) == len(found.rows)
    for wanted, listed in (("strength", found.strengths), ("weakness", found.weaknesses)):
        entries = [row for e in (*listed.shown, *listed.left) for row in (e.row, *e.also)]
        assert len(entries) == found.counts.get(wanted, 0)
        assert len(listed.shown) <= 5
        sizes = [abs(entry.row.level.distance) for entry in (*listed.shown, *listed.left)]
        assert sizes == sorted(sizes, reverse=True)
        for row in (*entries, *listed.open):
            assert row.indicator.direction != "none" and not row.indicator.extensive
            sign = 1 if (row.indicator.direction == "up") == (wanted == "strength") else -1
            assert sign * row.level.distance >= 0.5 and row.level.apart
            ends = [int(end) for end in row.band.split("–")]
            third = len(row.distribution) / 3
            inside = ends[-1] <= third if wanted == "strength" else ends[0] > 2 * third
            assert inside and row.unsure == (row in listed.open)
    for row in (*(e.row for e in found.turns.shown), *found.turns.open):
        assert abs(row.moved.move.distance) >= 1 and row.moved.move.years >= 3
        assert not row.indicator.extensive and row.moved.move.change.kind != "same"


@pytest.mark.parametrize("code", ["20", "21", "17", "10"])
def test_no_real_change_crosses_a_break_or_invents_a_value(library, code: str) -> None:
    for row in profile(library, code).rows:
        values = library.values(row.indicator.id, row.sex)
        marks = values.places.get(code, ())
        assert row.mark.value == (
            mark.value if (mark := values.mark(code, row.period)) is not None else None
        )
        found = row.moved.move
        if found is None:
            continue
        earlier, later = found.change.earlier, found.change.later
        assert later == row.mark and earlier in marks
        assert not crosses(marks, earlier.period, later.period, values.breaks), row.indicator.id
        span = [m.value for m in marks if earlier.period <= m.period <= later.period if m.value]
        steps = [*pairwise(span), (span[0], span[-1])]
        jumped = any(abs(b - a) > 0.25 * abs(a) for a, b in steps)
        assert found.one_firm is (row.indicator.one_firm and jumped)


def test_suppressed_values_of_counties_stay_suppressed(library) -> None:
    """Two counties have no business R&D in SEK million for 2019."""
    item = library.available()["rd_business"]
    values = library.values("rd_business")
    gone = [code for code in counties() if values.mark(code, "2019").value is None]
    assert len(gone) == 2
    for code in gone:
        row = profile_row(library, item, "total", code, None)
        assert row.mark.value is None and row.mark.status == values.mark(code, "2019").status
        assert row.band == "" and row.level is None and len(row.distribution) == 19


def test_the_region_stands_apart_with_its_own_periods(library) -> None:
    found = profile(library, "21")
    assert {row.indicator.level for row in found.rows} == {"county"}
    assert {row.indicator.level for row in found.regional} == {"nuts2"}
    by_name = {row.indicator.id: row for row in found.regional}
    gerd = by_name["gerd"]
    values = library.values("gerd")
    assert gerd.mark == values.latest("SE31") and gerd.reference == RIKET
    assert gerd.reference_mark == values.mark(RIKET, gerd.mark.period)
    assert by_name["ris_innovation_index"].reference == "EU27_2020"
    assert by_name["employment_lfs"].reference is None
    assert by_name["gdp_per_inhabitant_pps"].band == "8" == str(by_name["gerd"].of)
    assert by_name["unemployment_lfs"].margin_unpublished
    abroad = region_row(library, library.available()["gerd"], "total", "ES13", None)
    assert abroad.band == "" and abroad.of == 8


def test_a_profile_is_computed_once_until_the_figures_change(library) -> None:
    assert profile(library, "20") is profile(library, "20")


def test_an_earlier_day_knows_less(library) -> None:
    then = profile(library, "20", date(2019, 1, 1))
    assert len(then.rows) < len(profile(library, "20").rows)
    row = next(row for row in then.rows if row.indicator.id == "rd_business")
    assert row.period == "2017" and row.mark.value == 1344.0


def test_counties_that_changed_publication_are_not_among_the_changes() -> None:
    library, _ = library_of(rows(*ladder_of_changes()), indicator())
    values = library.values("synthetic")
    assert len(changes_of(values, "2015", "2020")) == 21
    places = dict(values.places)
    first, last = places["01"]
    by_period = {
        "2015": {**values.by_period["2015"], "01": first._replace(origin="x")},
        "2020": values.by_period["2020"],
    }
    mixed = replace(values, by_period=by_period)
    assert last.value is not None and "01" not in changes_of(mixed, "2015", "2020")
    assert len(changes_of(mixed, "2015", "2020")) == 20


def test_counties_beyond_a_break_of_their_own_are_not_among_the_changes() -> None:
    cells = [(*cell, "B") if cell[:2] == ("01", "2020") else cell for cell in ladder_of_changes()]
    library, _ = library_of(rows(*cells), indicator())
    values = library.values("synthetic")
    assert set(counties()) - set(changes_of(values, "2015", "2020")) == {"01"}
    broken = replace(values, breaks=(break_at("2020"),))
    assert changes_of(broken, "2015", "2020") == {}
    assert len(changes_of(replace(values, breaks=(break_at("2015"),)), "2015", "2020")) == 20


def test_surveys_without_margins_are_marked() -> None:
    row = row_of(ladder(), item=indicator(), kind="survey")
    assert row.margin_unpublished and row.unsure and standing(row) == "unsure"
    assert not row_of(ladder(), kind="survey", margin_published=True).unsure
    assert leaning(row) == "strength"
