"""Läget om data: announced and expected stand apart, no day is made up, links are plain."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from data.registry import load_datasets
from indicators.library import Library
from indicators.model import Selection
from indicators.selection import from_query
from indicators.strategy.load import load_strategy
from indicators.timeliness import Coming, timeliness
from layouts.elements import to_html
from layouts.pages import (
    sources,
    timeliness_calendar,
    timeliness_said,
    timeliness_table,
    timeliness_words,
)
from layouts.pages import timeliness as page
from layouts.pages.timeliness_csv import COLUMNS, timeliness_csv
from tests.indicators import synthetic
from tests.layouts.goal.pages import example

TODAY = date(2026, 11, 23)
LANGUAGES = ("sv", "en")


def shown(library: Library, query: str = "", today: date = TODAY) -> str:
    selection, unknown = from_query(query)
    parts = page.layout(library, selection, unknown, today)
    return unescape("".join(part["props"].get("data-html") or to_html(part) for part in parts))


def rows(html: str) -> list[str]:
    """The names of the indicators in the big tables, in order."""
    tables = "".join(re.findall(r'<table class="timeliness".*?</table>', html))
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>(.*?)</a>', tables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_stands_once(library: Library, language: str) -> None:
    names = rows(shown(library, f"sprak={language}"))
    expected = [item.name[language] for item in library.available().values()]
    assert sorted(names) == sorted(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_expected_publication_has_a_month_and_never_a_day(
    library: Library, language: str
) -> None:
    for fact in timeliness(library, TODAY):
        if fact.coming.state == "expected":
            text = timeliness_words.coming(fact.coming, language, TODAY)
            assert not re.search(r"\d{4}-\d{2}-\d{2}", text)
            assert not re.search(r"\b\d{1,2} [a-zA-Z]{3}", text)
    html = shown(library, f"sprak={language}")
    words = {"sv": "väntas omkring nov\u00a02026", "en": "expected around Nov\u00a02026"}
    assert words[language] in html
    assert not re.search(r"\b(None|nan)\b", html)


def test_the_words_of_a_known_case() -> None:
    say = timeliness_words.coming
    day = date(2026, 2, 1)
    assert say(Coming("announced", date(2026, 6, 10)), "sv", day) == "2026-06-10, utannonserad"
    late = Coming("expected", date(2026, 1, 20), "2024", 300, 1)
    assert say(late, "sv", day) == "väntades omkring jan\u00a02026"
    most = replace(late, day=date(2027, 3, 2), at_most=True)
    assert say(most, "sv", day) == "väntas senast omkring mars\u00a02027"
    assert say(Coming("one_off"), "en", day) == "nothing expected: a single value"


def test_what_should_have_come_is_said_with_care(library: Library) -> None:
    html = shown(library)
    assert "2021 och 2023 skulle ha kommit, att döma av vanlig eftersläpning" in html
    assert "men finns inte hos oss (kan hämtas)" in html
    assert html.count("skulle ha kommit, att döma") == 2  # rd_business and grp_per_employed


def test_the_calendar_holds_eighteen_months_by_quarter(library: Library) -> None:
    facts = timeliness(library, TODAY)
    months = timeliness_calendar.by_month(facts, TODAY)
    assert (next(iter(months)), len(months), list(months)[-1]) == ("2026-11", 18, "2028-04")
    found = {month: [fact.indicator.id for fact in some] for month, some in months.items() if some}
    assert found == {
        "2026-11": ["rd_business"],
        "2026-12": ["grp_per_employed"],
        "2028-02": ["gerd"],
    }
    assert timeliness_calendar.quarter_of("2027-03") == "2027-Q1"
    assert timeliness_calendar.quarter_of("2027-04") == "2027-Q2"
    html = shown(library)
    table = re.search(r'<table class="coming">.*?</table>', html)[0]  # type: ignore[index]
    assert "<caption>" in table and table.count('scope="col"') == 3
    assert re.findall(r"Kvartal (\d \d{4})", table)[0] == "4 2026"
    assert table.count("<tbody>") == 7  # November 2026 to April 2028 touches seven quarters


def test_what_was_expected_just_now_stands_in_this_month(library: Library) -> None:
    day = date(2026, 12, 5)  # expected on 10 November, not overdue until 10 December
    facts = [fact for fact in timeliness(library, day) if fact.indicator.id == "rd_business"]
    months = timeliness_calendar.by_month(facts, day)
    assert [fact.coming.month for fact in months["2026-12"]] == ["2026-11"]
    html = to_html(timeliness_calendar.calendar(facts, Selection(), day))
    assert "</a>, väntades omkring nov\u00a02026</li>" in html


def test_an_announced_day_stands_in_its_own_column(library: Library) -> None:
    fact = timeliness(library, TODAY)[0]
    announced = replace(fact, coming=Coming("announced", date(2027, 1, 19)))
    html = to_html(timeliness_calendar.calendar([announced], Selection(), TODAY))
    row = re.search(r"<tr><th[^>]*>jan\u00a02027</th>(.*?)</tr>", html)[1]  # type: ignore[index]
    first, second = re.findall(r"<td.*?</td>", row)
    assert "● </span>" in first and "</a>, den 2027-01-19" in first
    assert fact.indicator.name.sv not in second
    soon = timeliness_said.soon([announced], TODAY, "sv")
    assert soon.startswith("Till och med maj\u00a02027 kommer nya siffror enligt")


def test_the_sentences_count_what_they_say(library: Library) -> None:
    facts = timeliness(library, TODAY)
    fresh = sum(fact.latest >= "2024" for fact in facts)
    first = timeliness_said.fresh(facts, TODAY, "sv")
    assert first.startswith(f"{fresh} av {len(facts)} indikatorer har värden för 2024 eller")
    assert first.endswith("den äldsta serien slutar 2016.")  # exporting_enterprises
    soon = timeliness_said.soon(facts, TODAY, "sv")
    assert soon == (
        "Till och med maj\u00a02027 är ingen publicering utannonserad, men nya siffror "
        "väntas för 2: Företagens FoU, miljoner kronor och BRP per sysselsatt."
    )
    count = sum(fact.coming.state == "unknown" for fact in facts)
    assert f"För {count} av {len(facts)} går" in timeliness_said.cannot(facts, "sv")


def test_without_goals_it_says_so_and_with_them_in_order(library: Library) -> None:
    assert "Inget mål satt" in shown(library)
    folder = Path(__file__).parents[2] / "docs" / "examples" / "strategi"
    strategy = load_strategy(library.catalogue, folder)
    assert strategy.goals
    with_goals = Library(library.catalogue, load_datasets(), library._store, strategy)
    html = shown(with_goals)
    assert "Inget mål satt" not in html and "Strategin som visas är ett exempel." in html
    facts = {fact.indicator.id: fact for fact in timeliness(library, TODAY)}
    goals = [goal for goal in strategy.goals.values()
             if goal.indicator in facts and facts[goal.indicator].coming.day]  # fmt: skip
    places = [html.index(f"{goal.name.sv}</a> (") for goal in
              sorted(goals, key=lambda goal: str(facts[goal.indicator].coming.day))]  # fmt: skip
    assert places == sorted(places) and places
    rest = len(strategy.goals) - len(goals)
    assert f"För {rest} av {len(strategy.goals)} mål går det inte" in html


def test_orders_and_challenges_are_plain_links(library: Library) -> None:
    html = shown(library)
    assert 'href="/lage-data?filter=sort:next#alla"' in html
    by_next = rows(shown(library, "filter=sort:next"))
    assert by_next[:3] == [
        library.catalogue.indicators[code].name.sv
        for code in ("rd_business", "grp_per_employed", "gerd")
    ]
    assert rows(shown(library, "filter=sort:latest"))[0] == (
        library.catalogue.indicators["exporting_enterprises"].name.sv
    )
    section = library.sections()[0]
    one = rows(shown(library, f"filter=challenge:{section.id}"))
    assert one == [library.catalogue.indicators[code].name.sv for code in section.indicators
                   if code in library.available()]  # fmt: skip
    both = shown(library, f"filter=challenge:{section.id},sort:lag")
    assert sorted(rows(both)) == sorted(one) and both.count('aria-current="true"') == 2


def test_a_choice_that_does_not_exist_is_said(library: Library) -> None:
    html = shown(library, "filter=sort:colour")
    assert "Urvalet ”sort:colour” finns inte på den här sidan." in html
    assert rows(html) == rows(shown(library))


def test_an_earlier_day_is_shown_as_it_was(library: Library) -> None:
    html = shown(library, "dag=2020-10-28")
    assert "Så här såg det ut den 2020-10-28." in html
    assert len(rows(html)) == 2
    assert "väntas omkring nov\u00a02020" in html
    assert page.day_of(Selection(as_of=date(2999, 1, 1)), TODAY) == TODAY


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_store_is_said_plainly(language: str) -> None:
    library, _ = synthetic.library_of(synthetic.rows(), synthetic.indicator())
    html = shown(library, f"sprak={language}")
    assert page.say()("nothing", language) in html and "<table" not in html


def test_the_file_has_a_row_an_indicator_and_no_day_for_the_expected(library: Library) -> None:
    facts = timeliness(library, TODAY)
    text = timeliness_csv(library, facts, "sv", str(TODAY), "http://x/lage-data").decode(
        "utf-8-sig"
    )
    found = list(csv.DictReader(io.StringIO(text)))
    assert tuple(found[0]) == COLUMNS and len(found) == len(facts)
    row: dict[str, Any] = next(row for row in found if row["indicator"] == "rd_business")
    assert row["latest_published"] == "2020-10-29" and row["lag_days"] == "303"
    assert (row["next_announced_day"], row["next_expected_month"]) == ("", "2026-11")
    assert row["overdue_periods"] == "2021 2023" and row["source"].startswith("SCB")


def test_the_page_can_be_sent_as_json_and_is_reached_from_the_sources(library: Library) -> None:
    json.dumps(page.layout(library, Selection(), (), TODAY))
    html = "".join(to_html(part) for part in sources.layout(library, Selection(), ())
                   if part["type"] == "P")  # fmt: skip
    assert 'href="/lage-data"' in html
    assert timeliness_table.ANCHOR in shown(library)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_challenge_folds_on_a_telephone_with_its_number_of_indicators(
    library: Library, language: str
) -> None:
    html = shown(library, f"?sprak={language}")
    found = re.findall(r'<details open="True" data-fold-below="800"[^>]*>(.*?)</details>', html)
    assert len(found) == html.count('<table class="timeliness"') or len(found) > 4
    total = 0
    for part in found:
        summary, table = part.split("</summary>")
        [count] = re.findall(r">(\d+) (?:indikator|indicator)", summary)
        assert "<h3>" in summary
        assert table.count('scope="row"') == int(count)
        total += int(count)
    assert total == len(library.available())


def test_an_order_across_challenges_is_one_list_that_does_not_fold(library: Library) -> None:
    assert "data-fold-below" not in shown(library, "?filter=sort:latest")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_and_the_feet_of_the_pages_lead_here(library: Library, language: str) -> None:
    from layouts import shell
    from layouts.elements import to_html
    from layouts.pages import PAGES, overview, strategy

    selection = Selection(language=language, home="21")  # type: ignore[arg-type]
    header = to_html(shell.header(PAGES, "/lage-data", selection))
    [marked] = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', header)
    assert marked.startswith("/data?")
    to, goals = shell.address("/lage-data", selection), example(library)
    for parts in (overview.layout(goals, selection, ()), strategy.layout(goals, selection, ())):
        # the foot is HTML within HTML
        assert f'href="{to}"' in unescape(unescape(to_html(parts)))
