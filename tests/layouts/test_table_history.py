"""A table says which number stands where, so that each can lead to its history."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from indicators.selection import from_query
from indicators.spec import Column, Mark
from layouts.elements import to_html
from layouts.table_history import SEX_WORDS, WITH_HISTORY
from layouts.tables import table
from tests.layouts import specs

QUERY = "?indikator=rd_business"


def heads(html: str) -> list[str]:
    """The periods or sexes that the column heads name, "" where a column names none."""
    found = re.findall(r"<th([^>]*)scope=.col.([^>]*)>", html)
    return [
        next(iter(re.findall(r'data-(?:period|sex)="([^"]+)"', "".join(one))), "") for one in found
    ]


def named(html: str) -> list[str]:
    return re.findall(r"<tr class=\"role-\w+\"([^>]*)>", html)


def test_without_an_address_nothing_is_said() -> None:
    html = to_html(table(specs.over_time()))
    assert "data-" not in html


def test_over_time_a_row_names_its_place_and_a_column_its_period() -> None:
    spec = specs.over_time()
    html = to_html(table(spec, QUERY))
    assert f'data-history="{QUERY}"' in html
    assert heads(html) == ["", *spec.periods]
    assert named(html) == [f' data-code="{one.code}"' for one in spec.series]


def test_in_a_ranking_a_row_names_place_and_period() -> None:
    spec = specs.ranking()
    late = replace(spec.series[0], marks=(Mark("2019", 7418.0),))
    html = to_html(table(replace(spec, series=(late, *spec.series[1:])), QUERY))
    assert named(html)[0] == f' data-code="{late.code}" data-period="2019"'
    assert set(heads(html)) == {""}


def test_women_and_men_are_told_by_row_or_by_column() -> None:
    spec = specs.by_sex()
    html = to_html(table(spec, QUERY))
    if spec.kind == "ranking":
        assert heads(html)[-2:] == ["kvinnor", "man"]
    else:
        assert {"kvinnor", "man"} <= set(re.findall(r'data-sex="(\w+)"', html))


def test_the_words_for_sexes_are_those_of_the_address() -> None:
    for sex, word in SEX_WORDS.items():
        assert from_query(f"?uppdelning={word}")[0].breakdown == sex


@pytest.mark.parametrize(("kind", "count"), WITH_HISTORY.items())
def test_a_change_or_a_distance_has_no_history(kind: str, count: int) -> None:
    columns = tuple(
        Column(f"kolumn {number}", "kr", "kr", 0, period=f"20{10 + number}") for number in range(3)
    )
    one = replace(specs.over_time().series[0],
                  marks=tuple(Mark(column.period, 1.0) for column in columns))  # fmt: skip
    spec = replace(specs.over_time(), kind=kind, columns=columns, series=(one,), periods=())
    html = to_html(table(spec, QUERY))
    wanted = [column.period if number < count else "" for number, column in enumerate(columns)]
    assert heads(html) == ["", *wanted]


def test_a_rolling_mean_leads_nowhere() -> None:
    spec = specs.over_time()
    means = tuple(mark._replace(value=1.0) for mark in spec.series[0].marks)
    smoothed = replace(spec.series[0], smoothed=means)
    html = to_html(table(replace(spec, series=(smoothed,), smoothing="3"), QUERY))
    rows = named(html)
    assert len(rows) == 2
    assert rows[1] == ""
