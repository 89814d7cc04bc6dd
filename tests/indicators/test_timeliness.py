"""How fresh the figures are: typed from the datasets' files, and reckoned a second way."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from indicators.catalogue import Catalogue
from indicators.library import Library
from indicators.period_ends import following, in_months, last_day, month_later
from indicators.timeliness import Timeliness, timeliness
from tests.indicators import synthetic

TODAY = date(2026, 11, 23)
COLLECTED = date(2026, 11, 23)


@pytest.fixture(scope="module")
def facts(library: Library) -> dict[str, Timeliness]:
    return {fact.indicator.id: fact for fact in timeliness(library, TODAY)}


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-Q1", date(2024, 3, 31)),
        ("2025-Q4", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 28)),
        ("2023-12", date(2023, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, end: date) -> None:
    assert last_day(period) == end


@pytest.mark.parametrize(
    ("period", "step", "after"),
    [
        ("2024", 12, "2025"),
        ("2023", 24, "2025"),
        ("2024-Q3", 3, "2024-Q4"),
        ("2024-Q4", 3, "2025-Q1"),
        ("2024-11", 1, "2024-12"),
        ("2024-12", 1, "2025-01"),
    ],
)
def test_the_next_period_keeps_the_kind(period: str, step: int, after: str) -> None:
    assert following(period, step) == after


def test_a_month_later_is_never_beyond_the_month() -> None:
    assert month_later(date(2026, 1, 31)) == date(2026, 2, 28)
    assert month_later(date(2026, 12, 5)) == date(2027, 1, 5)
    assert [in_months(days) for days in (0, 15, 16, 31, 303, 365, 730)] == [0, 0, 1, 1, 10, 12, 24]


# indicator: latest period of the counties or the region, its end, the day of publication and how
# far it is known, what is next; typed from data/datasets/*.toml and data/published/*.csv
EMBEDDED: dict[str, tuple[str, date, date | None, str, str]] = {
    "rd_business": ("2019", date(2019, 12, 31), date(2020, 10, 29), "known", "expected"),
    "gerd": ("2023", date(2023, 12, 31), date(2026, 2, 28), "approximate", "expected"),
    "grp_per_employed": ("2020", date(2020, 12, 31), date(2022, 12, 31), "approximate",
                         "expected"),
    "ris_innovation_index": ("2023", date(2023, 12, 31), date(2023, 12, 31), "approximate",
                             "edition"),
    "unemployment_bas": ("2022", date(2022, 12, 31), None, "unknown", "unknown"),
    "unemployment_bas_monthly": ("2024-01", date(2024, 1, 31), None, "unknown", "unknown"),
    "exports_goods": ("2019", date(2019, 12, 31), None, "unknown", "unknown"),
    "rd_share_of_grp": ("2021", date(2021, 12, 31), None, "unknown", "unknown"),
    "reglab_innovation_index": ("2021", date(2021, 12, 31), None, "unknown", "irregular"),
    "sme_skills_shortage": ("2020", date(2020, 12, 31), None, "unknown", "one_off"),
    "ghg_intensity": ("2020", date(2020, 12, 31), None, "unknown", "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("code", EMBEDDED)
def test_the_facts_of_the_embedded_figures(code: str, facts: dict[str, Timeliness]) -> None:
    latest, ended, published, certainty, state = EMBEDDED[code]
    fact = facts[code]
    assert (fact.latest, fact.ended) == (latest, ended)
    assert (fact.brought.day, fact.brought.certainty) == (published, certainty)
    assert fact.coming.state == state
    assert fact.days == (TODAY - ended).days
    assert fact.lag == ((published or COLLECTED) - ended).days


def test_the_last_publication_may_be_later_than_the_one_that_brought_the_period(
    facts: dict[str, Timeliness],
) -> None:
    assert facts["gerd"].last.day == date(2026, 5, 31)
    assert facts["gerd"].last.certainty == "approximate"


def test_an_expectation_is_the_next_end_plus_the_median_of_the_known_lags(
    facts: dict[str, Timeliness],
) -> None:
    # the survey of 2017 came 2018-11-21, that of 2019 came 2020-10-29: 325 and 303 days
    days = [(date(2018, 11, 21) - date(2017, 12, 31)).days,
            (date(2020, 10, 29) - date(2019, 12, 31)).days]  # fmt: skip
    assert days == [325, 303]
    one = facts["rd_business"].coming
    assert (one.lag, one.known, one.at_most) == (314, 2, False)
    assert (one.period, one.day, one.month) == ("2025", date(2026, 11, 10), "2026-11")
    # 2020 came some time in 2022: at most two years; the waiting was as long before
    one = facts["grp_per_employed"].coming
    assert (one.lag, one.at_most, one.period, one.month) == (730, True, "2024", "2026-12")
    one = facts["gerd"].coming
    assert (one.period, one.month, one.at_most) == ("2025", "2028-02", True)


def test_overdue_is_what_should_have_come_more_than_a_month_ago(
    facts: dict[str, Timeliness], library: Library
) -> None:
    assert facts["rd_business"].overdue == ("2021", "2023")
    assert facts["grp_per_employed"].overdue == ("2021", "2022", "2023")
    # expected on 2026-11-10: within a month of that it is still only expected
    for day, late in ((date(2026, 12, 10), False), (date(2026, 12, 11), True)):
        found = next(f for f in timeliness(library, day) if f.indicator.id == "rd_business")
        assert ("2025" in found.overdue) == late
        assert found.coming.period == ("2027" if late else "2025")


def test_nothing_is_overdue_where_no_day_of_publication_is_known(
    facts: dict[str, Timeliness],
) -> None:
    for fact in facts.values():
        if fact.coming.state != "expected":
            assert fact.overdue == () and fact.coming.day is None, fact.indicator.id
    assert facts["unemployment_bas"].since == ("2023", "2024", "2025")
    assert facts["rd_share_of_grp"].since == ("2023", "2025")


def test_no_expectation_is_in_the_past_by_more_than_a_month(library: Library) -> None:
    for months in range(0, 60, 7):
        day = date(2022 + months // 12, months % 12 + 1, 15)
        for fact in timeliness(library, day):
            if fact.coming.day is not None:
                assert month_later(fact.coming.day) >= day


def test_an_earlier_day_knows_only_what_was_known(library: Library) -> None:
    day = date(2020, 10, 28)
    found = {fact.indicator.id: fact for fact in timeliness(library, day, day)}
    assert set(found) == {"rd_business", "grp_per_employed"}
    fact = found["rd_business"]
    assert (fact.latest, fact.brought.day) == ("2017", date(2018, 11, 21))
    assert fact.lag == 325
    # 2019 + 325 days is 20 November 2020
    assert (fact.coming.period, fact.coming.month) == ("2019", "2020-11")


# what follows is synthetic: made-up figures in a store held in memory


class Published(synthetic.Figures):
    """Synthetic figures whose releases have days: (published, fetched, the periods it brought)."""

    def __init__(
        self,
        frames: dict[str, pd.DataFrame],
        releases: dict[str, list[tuple[str, str, tuple[str, ...]]]],
    ) -> None:
        super().__init__(frames)
        self.dated = releases

    def releases(self, dataset_id: str | None = None) -> pd.DataFrame:
        names = ["dataset", "published", "effective", "fetched", "note_sv", "note_en"]
        cells = [(dataset_id, day, fetched, fetched, "", "")
                 for day, fetched, _ in self.dated[dataset_id or ""]]  # fmt: skip
        return pd.DataFrame(cells, columns=names)

    def history(
        self, dataset_id: str, measure: str, breakdown: str, geo: str, period: str
    ) -> pd.DataFrame:
        cells = [
            (1.0, day, fetched, fetched)
            for day, fetched, periods in self.dated[dataset_id]
            if period in periods
        ]
        return pd.DataFrame(cells, columns=["value", "published", "effective", "fetched"])


def one(
    periods: tuple[str, ...],
    releases: list[tuple[str, str, tuple[str, ...]]],
    today: date,
    told: dict[str, str] | None = None,
    as_of: date | None = None,
    **about: Any,
) -> Timeliness:
    """The facts of one synthetic indicator with the given periods and releases."""
    figures = synthetic.rows(*(("20", period, 1.0) for period in periods))
    held = Published({"synthetic": figures}, {"synthetic": releases})
    held.beside["synthetic"] = told or {}
    catalogue = Catalogue({"synthetic": synthetic.THEME}, {"synthetic": synthetic.indicator()})
    library = Library(catalogue, {"synthetic": synthetic.dataset(**about)}, held)
    (fact,) = timeliness(library, today, as_of)
    return fact


@pytest.mark.parametrize(
    ("frequency", "periods", "lag", "period"),
    [
        ("annual", ("2023", "2024"), 160, "2025"),
        ("biennial", ("2021", "2023"), 305, "2025"),
        ("quarterly", ("2026-Q1", "2026-Q2"), 45, "2026-Q3"),
        ("monthly", ("2026-08", "2026-09"), 40, "2026-10"),
    ],
)
def test_every_frequency_is_expected_by_its_own_step(
    frequency: str, periods: tuple[str, ...], lag: int, period: str
) -> None:
    year, *rest = (int(part.strip("Q")) for part in periods[-1].split("-"))
    month = 12 if not rest else rest[0] * 3 if "Q" in periods[-1] else rest[0]
    end = date(year, month, monthrange(year, month)[1])
    came = str(end + timedelta(days=lag))
    fact = one(periods, [(came, came, periods)], end + timedelta(days=lag), frequency=frequency)
    assert fact.lag == fact.coming.lag == lag
    assert fact.coming.state == "expected" and fact.coming.period == period
    step = {"annual": 12, "biennial": 24, "quarterly": 3, "monthly": 1}[frequency]
    year, month = divmod(year * 12 + month - 1 + step, 12)
    end = date(year, month + 1, monthrange(year, month + 1)[1])
    assert fact.coming.day == end + timedelta(days=lag)


def test_a_revision_says_nothing_of_the_lag() -> None:
    releases = [
        ("2024-06-10", "2024-06-11", ("2022", "2023")),
        ("2025-06-20", "2025-06-21", ("2024",)),
        ("2026-02-01", "2026-02-02", ()),
    ]
    fact = one(("2022", "2023", "2024"), releases, date(2026, 3, 1))
    assert fact.brought.day == date(2025, 6, 20) and fact.last.day == date(2026, 2, 1)
    # (2024-06-10 − 2023-12-31) and (2025-06-20 − 2024-12-31): 162 and 171 days
    assert (fact.coming.lag, fact.coming.known) == (166, 2)


def test_an_announced_day_goes_before_an_expectation_and_a_past_one_does_not_count() -> None:
    releases = [("2025-06-20", "2025-06-21", ("2024",))]
    told = {
        "next_release": "2026-06-10",
        "checked": "2026-01-05T04:00:00",
        "review": json.dumps([]),
    }
    fact = one(("2024",), releases, date(2026, 2, 1), told)
    assert (fact.coming.state, fact.coming.day) == ("announced", date(2026, 6, 10))
    fact = one(("2024",), releases, date(2026, 6, 11), told)
    assert (fact.coming.state, fact.coming.month) == ("expected", "2026-06")
    # what was told on 5 January 2026 was not known the day before
    for day, state in ((date(2026, 1, 4), "expected"), (date(2026, 1, 5), "announced")):
        assert one(("2024",), releases, day, told, as_of=day).coming.state == state


def test_an_irregular_series_is_expected_only_when_it_is_announced() -> None:
    releases = [("2025-06-20", "2025-06-21", ("2020", "2024"))]
    told = {"next_release": "2027-01-10"}
    for periods, state in ((("2020", "2024"), "irregular"), (("2024",), "one_off")):
        fact = one(periods, releases, TODAY, frequency="irregular")
        assert (fact.coming.state, fact.coming.day, fact.overdue) == (state, None, ())
        assert one(periods, releases, TODAY, told, frequency="irregular").coming.month == "2027-01"


def ratio(
    came: list[tuple[str, str, tuple[str, ...]]], periods: tuple[str, ...], **told: str
) -> Timeliness:
    """The facts of a synthetic ratio whose numerator came within 100 days, to 2024."""
    item = synthetic.indicator(
        source=None,
        ratio={
            "numerator": {"dataset": "top", "measure": "number"},
            "denominator": {"dataset": "bottom", "measure": "number"},
            "formula": synthetic.WORDS,
        },
    )
    frames = {"top": synthetic.rows(("20", "2023", 1.0), ("20", "2024", 1.0)),
              "bottom": synthetic.rows(*(("20", period, 2.0) for period in periods))}  # fmt: skip
    top = [("2025-04-10", "2025-04-11", ("2023", "2024"))]
    held = Published(frames, {"top": top, "bottom": came})
    held.beside = {name: {"next_release": day} for name, day in told.items()}
    catalogue = Catalogue({"synthetic": synthetic.THEME}, {item.id: item})
    datasets = {name: synthetic.dataset(name) for name in frames}
    (fact,) = timeliness(Library(catalogue, datasets, held), date(2025, 5, 1))
    return fact


def test_a_ratio_waits_for_the_latest_of_its_parts() -> None:
    # 2023 came 400 days after its end: 2024 is expected on 2024-12-31 + 400 days
    fact = ratio([("2025-02-03", "2025-02-04", ("2023",))], ("2023",))
    assert (fact.latest, fact.coming.period) == ("2023", "2024")
    assert fact.coming.day == date(2024, 12, 31) + timedelta(days=400) == date(2026, 2, 4)
    assert fact.brought.day == date(2025, 4, 10)
    unknown = ratio([("", "2025-02-04", ("2023",))], ("2023",))
    assert (unknown.coming.state, unknown.brought.certainty) == ("unknown", "unknown")
    # the numerator of 2024 is there: only the denominator's announcement counts
    fact = ratio([("", "2025-02-04", ("2023",))], ("2023",), bottom="2025-09-01", top="2026-01-01")
    assert (fact.coming.state, fact.coming.day) == ("announced", date(2025, 9, 1))
    # of the numerator of 2025, announced, and its denominator, expected, the later one decides
    came = [("2025-02-03", "2025-02-04", ("2023", "2024"))]
    fact = ratio(came, ("2023", "2024"), top="2025-09-01")
    assert (fact.coming.state, fact.coming.month) == ("expected", "2026-02")
    fact = ratio(came, ("2023", "2024"), top="2026-09-01")
    assert (fact.coming.state, fact.coming.month) == ("announced", "2026-09")


def test_an_empty_store_has_no_facts() -> None:
    library, _ = synthetic.library_of(synthetic.rows(), synthetic.indicator())
    assert timeliness(library, TODAY) == ()
