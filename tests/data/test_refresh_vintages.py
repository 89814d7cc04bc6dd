"""Whatever is revised, added or withdrawn, an earlier day shows what was shown on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import OBSERVATION_DTYPES, Dataset
from data.seed import ensure_seeded
from data.store import Store
from tests.conftest import SOAK
from tests.data.services import Services, refreshed
from tests.data.sources.contract import live_dataset

#: (geo, year) -> value, or None for one that is missing
Figures = dict[tuple[str, int], float | None]

OLD: Figures = {("20", 2013): 1.0, ("20", 2014): 2.0, ("21", 2014): 3.0, ("17", 2012): None}
NEW: Figures = {("20", 2013): 1.5, ("20", 2014): 2.0, ("20", 2018): 4.0, ("21", 2019): 5.0}
#: what a later version of the panel brings
LATER: Figures = {("20", 2013): 1.75, ("17", 2020): 6.0}
RELEASES = [
    {"file": "old.csv", "published": "2018-11-21"},
    {"file": "new.csv", "published": "2020-10-29"},
    {"file": "later.csv", "published": "2022-05-05"},
]
FIRST = date(2026, 5, 1)

figures = st.dictionaries(
    st.tuples(st.sampled_from(["20", "21", "17"]), st.integers(2012, 2018)),
    st.one_of(st.none(), st.sampled_from([1.0, 1.5, 2.0, 3.25, 80.0, 1e6])),
    min_size=1,
)
#: days since the refresh before, whether it is accepted as it is, and what the service publishes
steps = st.lists(st.tuples(st.integers(0, 2), st.booleans(), figures), min_size=1, max_size=5)


def dataset(releases: int) -> Dataset:
    """Embedded figures with origin b, and what is fetched with origin a."""
    question = {"kpis": {"share": "N00001"}}
    given_ = {"releases": RELEASES[:releases], "collected": date(2026, 3, 1)}
    return live_dataset("kolada", question, ["share"], id="shares", **given_)


def embedded(folder: Path) -> None:
    """Write the embedded files."""
    for one, rows in zip(RELEASES, (OLD, NEW, LATER), strict=True):
        frame_of({key: (value, "b") for key, value in rows.items()}).to_csv(
            folder / one["file"], index=False, lineterminator="\n"
        )


def frame_of(rows: dict[tuple[str, int], tuple[float | None, str]]) -> pd.DataFrame:
    """The observations of (geo, year) -> (value, origin)."""
    records = [
        ("share", "total", geo, str(year), value, "A" if value is not None else "O", None, origin)
        for (geo, year), (value, origin) in sorted(rows.items())
    ]
    return pd.DataFrame(records, columns=list(OBSERVATION_DTYPES)).astype(OBSERVATION_DTYPES)


def publish(services: Services, rows: Figures) -> None:
    """Make these the only figures of the KPI."""
    services.kolada.rows = [
        {"kpi": "N00001", "period": year, "municipality": f"00{geo}", "values": [value_of(value)]}
        for (geo, year), value in rows.items()
    ]


def value_of(value: float | None) -> dict[str, Any]:
    status = "Missing" if value is None else ""
    return {"gender": "T", "count": 1, "status": status, "isdeleted": False, "value": value}


def after(held: pd.DataFrame, fetched: Figures) -> pd.DataFrame:
    """What is to be held: what was fetched, and embedded rows outside its years, as a model."""
    rows: dict[tuple[str, int], tuple[float | None, str]] = {
        key: (value, "a") for key, value in fetched.items()
    }
    for row in held[held["origin"] == "b"].itertuples():
        years = [year for geo, year in fetched if geo == row.geo]
        if not years or not min(years) <= int(row.period) <= max(years):
            value = None if pd.isna(row.value) else row.value
            rows[row.geo, int(row.period)] = (value, "b")
    return frame_of(rows)


@pytest.fixture(scope="module")
def services() -> Services:
    return Services()


@given(steps)
@settings(max_examples=500 if SOAK else 15)
def test_an_earlier_day_shows_what_was_shown_on_it(
    services: Services, steps: list[tuple[int, bool, Figures]]
) -> None:
    with TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patch:
        folder = Path(temporary)
        for name, address in services.environment.items():
            patch.setenv(name, address)
        embedded(folder)
        services.datasets["shares"] = dataset(2)
        with Store(f"sqlite:///{folder / 'panel.sqlite'}") as store:
            ensure_seeded(store, {"shares": dataset(2)}, folder)
            shown = refresh_day_by_day(store, services, folder, steps)
            check_days(store, shown)
            # a new version of the panel brings another publication from before the first refresh
            ensure_seeded(store, {"shares": dataset(3)}, folder)
            fetched = store.releases("shares")["embedded"].eq(False)
            first = store.releases("shares")["effective"][fetched].min()
            check_days(store, {day: frame for day, frame in shown.items()
                               if day.isoformat() >= str(first)[:10]})  # fmt: skip


def refresh_day_by_day(
    store: Store, services: Services, folder: Path, steps: list[tuple[int, bool, Figures]]
) -> dict[date, pd.DataFrame]:
    """Refresh at each step, compare with the model, and return what each day showed at its end."""
    shown: dict[date, pd.DataFrame] = {}
    day, hour, held = FIRST, 0, store.observations("shares")
    for days, accepted, rows in steps:
        day, hour = day + timedelta(days), hour + 1
        moment = datetime.combine(day, time(hour), UTC)
        publish(services, rows)
        count = len(store.releases("shares"))
        row = refreshed(
            store, services, folder / "raw", ["shares"],
            accept=frozenset(["shares"] if accepted else []), now=lambda at=moment: at,
        )["shares"]  # fmt: skip
        if row.fault:
            assert "--accept shares" in row.fault and not accepted
            expected = held
        else:
            expected = after(held, rows)
        held = store.observations("shares")
        pd.testing.assert_frame_equal(held, expected)
        changed = row.change.new or row.change.revised or row.change.withdrawn
        assert len(store.releases("shares")) >= count + bool(changed)
        shown[day] = held
    return shown


def check_days(store: Store, shown: dict[date, pd.DataFrame]) -> None:
    """Each day, and those until the next, show what was shown then."""
    for day, frame in shown.items():
        pd.testing.assert_frame_equal(store.observations("shares", day), frame)
        if day + timedelta(1) not in shown:
            tomorrow = store.observations("shares", day + timedelta(1))
            pd.testing.assert_frame_equal(tomorrow, frame)


def test_embedded_and_fetched_vintages_stand_in_order(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, address in services.environment.items():
        monkeypatch.setenv(name, address)
    embedded(tmp_path)
    services.datasets["shares"] = dataset(2)
    published: list[Figures] = [
        {("20", 2013): 1.5, ("20", 2014): 2.5, ("21", 2014): 3.0},  # revised and added
        {("20", 2013): 1.5, ("20", 2014): 2.5, ("21", 2014): 3.0},  # the same again
        {("20", 2014): 2.5, ("20", 2015): 2.75, ("21", 2014): None},  # withdrawn and added
    ]
    with Store(f"sqlite:///{tmp_path / 'panel.sqlite'}") as store:
        ensure_seeded(store, {"shares": dataset(2)}, tmp_path)
        counts = []
        for number, rows in enumerate(published):
            publish(services, rows)
            moment = datetime(2026, 5, 1 + number, 8, tzinfo=UTC)
            row = refreshed(store, services, tmp_path / "raw", ["shares"],
                            now=lambda at=moment: at)["shares"]  # fmt: skip
            counts.append((row.change.new, row.change.revised, row.change.withdrawn))
        assert counts == [(1, 1, 0), (0, 0, 0), (1, 1, 1)]
        effective = store.releases("shares")["effective"].str[:10].tolist()
        assert effective == ["2018-11-21", "2020-10-29", "2026-05-01", "2026-05-03"]
        known = {
            date(2018, 11, 20): {},
            date(2019, 1, 1): {("20", 2013): 1.0, ("20", 2014): 2.0, ("21", 2014): 3.0},
            date(2026, 4, 30): {("20", 2013): 1.5, ("20", 2014): 2.0},
            date(2026, 5, 2): {("20", 2013): 1.5, ("20", 2014): 2.5, ("21", 2014): 3.0},
            date(2026, 5, 3): {("20", 2014): 2.5, ("20", 2015): 2.75},
        }
        for day, values in known.items():
            frame = store.observations("shares", day)
            there = {(row.geo, int(row.period)): row.value for row in frame.itertuples()
                     if int(row.period) < 2018 and not pd.isna(row.value)}  # fmt: skip
            assert there == values, day
        # embedded rows that the service says nothing of stand to this day
        kept = store.observations("shares").query("origin == 'b'")
        assert kept[["geo", "period"]].to_numpy().tolist() == [["20", "2018"], ["21", "2019"]]
        history = store.history("shares", "share", "total", "20", "2013")
        assert history["value"].tolist() == [1.0, 1.5, 1.5]
        assert history["until"].str[:10].tolist() == ["2020-10-29", "2026-05-01", "2026-05-03"]
