"""A verdict written on other figures than today's is marked; the unknown is called unknown."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from indicators.catalogue import Catalogue
from indicators.library import Library
from indicators.strategy.model import Goal
from indicators.strategy.verdicts import Opinion, opinion_words, opinions
from tests.indicators import synthetic
from tests.indicators.strategy_beside import made


class Vintages(synthetic.Figures):
    """Releases held in memory: (effective, published, approximate, fetched, figures)."""

    def __init__(self, *held: tuple[str, str, bool, str, pd.DataFrame]) -> None:
        super().__init__({"synthetic": held[-1][-1]})
        self.held = held

    def observations(self, dataset_id: str, as_of: date | None = None) -> pd.DataFrame:
        known = [row for row in self.held if as_of is None or row[0] <= str(as_of)]
        return known[-1][-1] if known else self.frames[dataset_id].iloc[:0]

    def releases(self, dataset_id: str | None = None) -> pd.DataFrame:
        names = ["effective", "published", "published_approximate", "fetched"]
        rows = [(*row[:4], dataset_id, "", "") for row in self.held]
        return pd.DataFrame(rows, columns=[*names, "dataset", "note_sv", "note_en"])


def signed(*days: str) -> Goal:
    verdicts = [
        {"on": date.fromisoformat(day), "office": "Kontoret", "verdict": "on_track", "motive": "m"}
        for day in days
    ]
    return made.goal(verdicts=verdicts)


def of(goal: Goal, *held: tuple[str, str, bool, str, pd.DataFrame]) -> tuple[Opinion, ...]:
    catalogue = Catalogue({"synthetic": synthetic.THEME}, {"synthetic": synthetic.indicator()})
    library = Library(
        catalogue, {"synthetic": synthetic.dataset()}, Vintages(*held), made.strategy(goal)
    )
    return opinions(library, goal)


FIRST = made.yearly({"20": [10, 11, 12], "21": [1, 1, 1]})
LONGER = made.yearly({"20": [10, 11, 12, 13], "21": [1, 1, 1]})
REVISED = made.yearly({"20": [10, 11, 12.5], "21": [1, 1, 1]})
ELSEWHERE = made.yearly({"20": [10, 11, 12], "21": [1, 1, 7]})
TWO = (("2014-06-01", "2014-06-01", False, "2026-03-01", FIRST),)


@pytest.mark.parametrize("later", [LONGER, REVISED])
def test_a_new_period_or_a_revised_value_makes_a_verdict_older(later: pd.DataFrame) -> None:
    held = (*TWO, ("2015-06-01", "2015-06-01", False, "2026-03-01", later))
    before, after = reversed(of(signed("2015-05-31", "2015-06-01"), *held))
    assert (before.older, before.newest_then) == (True, "2013")
    assert after.older is False


def test_news_of_another_place_does_not() -> None:
    held = (*TWO, ("2015-06-01", "2015-06-01", False, "2026-03-01", ELSEWHERE))
    assert of(signed("2015-05-31"), *held)[0].older is False


def test_a_revision_of_the_years_before_the_base_does_not() -> None:
    longer = {"20": [9.0, 10, 11, 12]}
    earlier = made.yearly(longer, first=2010)
    longer["20"][0] = 8.0
    held = (("2014-06-01", "2014-06-01", False, "2026-03-01", earlier),)
    revised = ("2015-06-01", "2015-06-01", False, "2026-03-01", made.yearly(longer, first=2010))
    assert of(signed("2015-05-31"), *held, revised)[0].older is False


def test_the_newest_verdict_stands_first() -> None:
    found = of(signed("2014-07-01", "2016-01-01", "2015-01-01"), *TWO)
    assert [str(opinion.verdict.on) for opinion in found] == [
        "2016-01-01",
        "2015-01-01",
        "2014-07-01",
    ]
    assert of(made.goal(), *TWO) == ()


def test_figures_that_nobody_dated_leave_it_unknown() -> None:
    undated = ("2026-03-01", "", False, "2026-03-01", FIRST)
    found = of(signed("2025-01-01"), undated)[0]
    assert (found.older, found.newest_then) == (None, None)
    assert of(signed("2026-03-01"), undated)[0].older is False


def test_before_the_first_publication_the_figures_were_surely_unknown() -> None:
    assert of(signed("2014-05-31"), *TWO)[0].older is True


def test_a_day_known_only_as_a_month_leaves_it_unknown() -> None:
    held = (*TWO, ("2015-06-30", "2015-06-30", True, "2026-03-01", LONGER))
    assert of(signed("2015-06-10"), *held)[0].older is None


def test_what_the_panel_fetched_after_the_verdict_is_news_if_it_followed_the_figures() -> None:
    first = ("2026-03-01", "", False, "2026-03-01", FIRST)
    fetched = ("2026-09-01", "", False, "2026-09-01", LONGER)
    assert of(signed("2026-05-01"), first, fetched)[0].older is True


def test_figures_published_before_the_verdict_but_fetched_after_are_not_news() -> None:
    fetched = ("2026-09-01", "2026-02-01", False, "2026-09-01", FIRST)
    assert of(signed("2026-05-01"), fetched)[0].older is False


def test_the_words() -> None:
    opinion = of(signed("2014-05-31"), *TWO)[0]
    assert opinion_words(opinion, "sv") == "skrivet på äldre siffror"
    unknown = Opinion(opinion.verdict, None, None)
    assert opinion_words(unknown, "en").startswith("unknown")


def test_real_business_rd_was_revised_in_october_2020(library: Library) -> None:
    """Dalarna 2017: 1 344 mnkr as published 2018-11-21, 1 323 as published 2020-10-29."""
    verdicts = [
        {"on": on, "office": "Kontoret", "verdict": "on_track", "motive": "m"}
        for on in (date(2019, 5, 1), date(2021, 1, 1))
    ]
    goal = made.goal(
        indicator="rd_business", base_period="2015", target_period="2030", verdicts=verdicts
    )
    then = library.values("rd_business", "total", date(2019, 5, 1)).mark("20", "2017")
    now = library.values("rd_business").mark("20", "2017")
    assert then is not None and now is not None
    assert (then.value, now.value) == (1344, 1323)
    after, before = opinions(library, goal)
    assert (before.older, before.newest_then) == (True, "2017")
    assert after.older is False
