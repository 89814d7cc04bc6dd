"""The first start: all or nothing, once, whoever comes first and whenever it is killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.errors import InputFault
from data.model import OBSERVATION_DTYPES, Dataset
from data.registry import load_datasets
from data.seed import ensure_seeded
from data.store import Store
from data.vintages import Change, Vintage
from tests.data.conftest import synthetic_dataset, synthetic_frame
from tests.data.postgres import Cluster

OLD = synthetic_frame(("20", "2017", 1344.0), ("20", "2005", 7.0))
NEW = synthetic_frame(("20", "2017", 1323.0), ("20", "2019", 8.0))
RELEASES = [
    {"file": "old.csv", "published": "2018-11-21"},
    {"file": "new.csv", "published": "2020-10-29"},
]

#: seeds the store at argv[1] as `python app.py` would, and says when it begins and what it did
SEED = """
import sys
from data import Store, ensure_seeded, load_datasets
datasets = load_datasets()
print("begin", flush=True)
with Store(sys.argv[1]) as store:
    print(len(ensure_seeded(store, datasets)), flush=True)
"""


def start(store_url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SEED, store_url],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_it_begins(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"


def finish(process: subprocess.Popen[str]) -> str:
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return out.split()[-1]


def values(frame: pd.DataFrame) -> dict[str, float]:
    return dict(zip(frame["period"], frame["value"], strict=True))


def with_figures() -> dict[str, Dataset]:
    """The datasets that come with figures; others are only fetched."""
    return {name: one for name, one in load_datasets().items() if one.releases}


class SeedContract:
    """What seeding does on every kind of database.

    A subclass has the fixture `store_url`, the address of an empty database, and says where
    ``another`` one is.
    """

    @pytest.fixture
    def store(self, store_url: str) -> Iterator[Store]:
        with Store(store_url) as store:
            yield store

    @pytest.fixture
    def folder(self, published: Callable[..., Path]) -> Path:
        published("old.csv", OLD)
        return published("new.csv", NEW)

    @pytest.fixture
    def datasets(self) -> dict[str, Dataset]:
        return {"synthetic": synthetic_dataset(releases=RELEASES)}

    def test_releases_go_in_by_effective_date(
        self, store: Store, datasets: dict[str, Dataset], folder: Path
    ) -> None:
        changes = ensure_seeded(store, datasets, folder)
        assert changes == {"synthetic": [Change(new=2), Change(1, 1, 1, 0)]}
        pd.testing.assert_frame_equal(store.observations("synthetic", date(2019, 1, 1)), OLD)
        pd.testing.assert_frame_equal(store.observations("synthetic"), NEW)
        releases = store.releases()
        assert releases["effective"].tolist() == ["2018-11-21", "2020-10-29"]
        assert releases["fetched"].tolist() == ["2026-03-01", "2026-03-01"]
        assert releases["embedded"].all()

    def test_a_release_without_a_date_counts_from_the_day_it_was_collected(
        self, store: Store, folder: Path
    ) -> None:
        dataset = synthetic_dataset(releases=[{"file": "new.csv"}])
        ensure_seeded(store, {"synthetic": dataset}, folder)
        assert store.observations("synthetic", date(2026, 2, 28)).empty
        pd.testing.assert_frame_equal(store.observations("synthetic", date(2026, 3, 1)), NEW)

    def test_later_starts_read_no_rows_and_change_nothing(
        self,
        store: Store,
        datasets: dict[str, Dataset],
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        ensure_seeded(store, datasets, folder)
        before = store.revision()
        # the same content written again, as in another clone, is the same
        for path in folder.iterdir():
            path.write_bytes(path.read_bytes())
            os.utime(path, (0, 0))
        monkeypatch.delattr("data.seed.read_all")
        assert ensure_seeded(store, datasets, folder) == {}
        assert store.revision() == before

    def test_a_new_release_in_a_new_version_of_the_panel_is_kept(
        self, store: Store, datasets: dict[str, Dataset], folder: Path
    ) -> None:
        first = {"synthetic": synthetic_dataset(releases=RELEASES[:1])}
        ensure_seeded(store, first | {"other": synthetic_dataset("other", releases=[RELEASES[1]])},
                      folder)  # fmt: skip
        before, other = store.revision(), store.observations("other")
        assert list(ensure_seeded(store, datasets, folder)) == ["synthetic"]
        assert store.revision() > before
        pd.testing.assert_frame_equal(store.observations("synthetic", date(2019, 1, 1)), OLD)
        pd.testing.assert_frame_equal(store.observations("synthetic"), NEW)
        pd.testing.assert_frame_equal(store.observations("other"), other)

    def test_a_corrected_file_takes_the_place_of_the_faulty_one(
        self, store: Store, datasets: dict[str, Dataset], published: Callable[..., Path],
        folder: Path,
    ) -> None:  # fmt: skip
        ensure_seeded(store, datasets, folder)
        corrected = synthetic_frame(("20", "2017", 1345.0), ("20", "2005", 7.0))
        published("old.csv", corrected)
        ensure_seeded(store, datasets, folder)
        pd.testing.assert_frame_equal(store.observations("synthetic", date(2019, 1, 1)), corrected)
        pd.testing.assert_frame_equal(store.observations("synthetic"), NEW)
        history = store.history("synthetic", "number", "total", "20", "2017")
        assert history["value"].tolist() == [1345.0, 1323.0]
        assert len(store.releases()) == 2

    def test_fetched_releases_stay_when_the_embedded_ones_change(
        self, store: Store, datasets: dict[str, Dataset], folder: Path
    ) -> None:
        ensure_seeded(store, {"synthetic": synthetic_dataset(releases=RELEASES[:1])}, folder)
        full = synthetic_frame(("20", "2017", 1300.0), ("20", "2021", 9.0))
        part = synthetic_frame(("20", "2021", 9.5))
        store.keep("synthetic", full, Vintage(date(2026, 5, 1), "http://127.0.0.1/table"))
        store.keep(
            "synthetic", part, Vintage(date(2026, 6, 1), "http://127.0.0.1/table", partial=True)
        )
        ensure_seeded(store, datasets, folder)
        known = {
            date(2019, 1, 1): {"2005": 7.0, "2017": 1344.0},
            date(2021, 1, 1): {"2017": 1323.0, "2019": 8.0},
            date(2026, 5, 1): {"2017": 1300.0, "2021": 9.0},
            date(2026, 6, 1): {"2017": 1300.0, "2021": 9.5},
        }
        for day, expected in known.items():
            assert values(store.observations("synthetic", day)) == expected
        releases = store.releases()
        assert releases["embedded"].tolist() == [True, True, False, False]
        assert releases["partial"].tolist() == [False, False, False, True]

    def test_faulty_files_are_all_named_and_nothing_is_kept(
        self, store: Store, datasets: dict[str, Dataset], folder: Path
    ) -> None:
        (folder / "new.csv").write_text("measure;breakdown\n")
        (folder / "old.csv").unlink()
        before = store.revision()
        with pytest.raises(InputFault) as caught:
            ensure_seeded(store, datasets, folder)
        assert [fault.file for fault in caught.value.faults] == ["new.csv", "old.csv"]
        assert store.revision() == before
        assert store.releases().empty
        assert store.embedded() == {}

    def test_faulty_new_files_leave_the_figures_that_were_there(
        self, store: Store, datasets: dict[str, Dataset], folder: Path
    ) -> None:
        ensure_seeded(store, datasets, folder)
        (folder / "new.csv").write_text("measure;breakdown\n")
        with pytest.raises(InputFault):
            ensure_seeded(store, datasets, folder)
        pd.testing.assert_frame_equal(store.observations("synthetic"), NEW)

    def test_two_at_once_one_does_it_and_the_other_finds_it_done(self, store_url: str) -> None:
        both = [start(store_url), start(store_url)]
        done = [int(finish(process)) for process in both]
        assert sorted(done) == [0, len(with_figures())]

    def test_both_wait_for_a_third_that_writes(self, store: Store, store_url: str) -> None:
        with store._writing():
            both = [start(store_url), start(store_url)]
            for process in both:
                wait_until_it_begins(process)
            time.sleep(0.3)
            assert [process.poll() for process in both] == [None, None]
        done = [int(finish(process)) for process in both]
        assert sorted(done) == [0, len(with_figures())]

    def test_killed_at_any_moment_the_next_start_completes_it(
        self, store_url: str, tmp_path: Path
    ) -> None:
        datasets = with_figures()
        began = time.monotonic()
        with Store(f"sqlite:///{tmp_path / 'whole.sqlite'}") as whole:
            ensure_seeded(whole, datasets)
            needed = time.monotonic() - began
            expected = {name: whole.observations(name) for name in datasets}
            releases = whole.releases()
        for number in range(int(os.environ.get("SOAK_KILLS", "3"))):
            url = self.another(store_url, number)
            process = start(url)
            wait_until_it_begins(process)
            time.sleep(random.uniform(0, 1.3 * needed))
            process.kill()
            process.communicate()
            with Store(url) as store:
                held = store.embedded()
                assert held == {} or set(held) == set(datasets)
                assert len(store.releases()) == (len(releases) if held else 0)
                ensure_seeded(store, datasets)
                for name, frame in expected.items():
                    pd.testing.assert_frame_equal(store.observations(name), frame)
                columns = ["dataset", "effective", "origin"]
                pd.testing.assert_frame_equal(store.releases()[columns], releases[columns])


class TestSqliteSeed(SeedContract):
    """The default: one file."""

    @pytest.fixture
    def store_url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'var' / 'panel.sqlite'}"

    def another(self, store_url: str, number: int) -> str:
        return f"{store_url}.{number}"

    def test_nothing_is_left_beside_the_file(self, store_url: str, tmp_path: Path) -> None:
        assert int(finish(start(store_url)))
        assert [path.name for path in (tmp_path / "var").iterdir()] == ["panel.sqlite"]


class TestPostgresqlSeed(SeedContract):
    """A server that many processes share."""

    @pytest.fixture(autouse=True)
    def server(self, postgresql: Cluster) -> None:
        self.postgresql = postgresql

    @pytest.fixture
    def store_url(self) -> str:
        return self.postgresql.create()

    def another(self, store_url: str, number: int) -> str:
        return self.postgresql.create()


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the figures that come with the panel."""
    with Store(f"sqlite:///{tmp_path_factory.mktemp('var') / 'panel.sqlite'}") as store:
        ensure_seeded(store, load_datasets())
        yield store


class TestEmbeddedFigures:
    """The figures that come with the panel, as published."""

    @pytest.mark.parametrize(
        ("geo", "period", "day", "expected"),
        [
            # SCB, table published 2018-11-21 and re-estimated 2020-10-29
            ("20", "2017", date(2019, 1, 1), 1344.0),
            ("20", "2017", None, 1323.0),
            ("17", "2017", date(2019, 1, 1), 850.0),
            ("17", "2017", None, 830.0),
            ("21", "2011", date(2019, 1, 1), None),
            ("21", "2011", None, 635.0),
        ],
    )
    def test_business_rd_shows_what_was_published_by_then(
        self, embedded: Store, geo: str, period: str, day: date | None, expected: float | None
    ) -> None:
        frame = embedded.observations("rd_business", day)
        row = frame[(frame["geo"] == geo) & (frame["period"] == period)]
        assert len(row) == 1
        if expected is None:
            assert row["value"].isna().all() and row["status"].str.contains("Q").all()
        else:
            assert row["value"].item() == expected

    def test_its_history_has_both_vintages(self, embedded: Store) -> None:
        history = embedded.history("rd_business", "mnkr", "total", "20", "2017")
        assert history["value"].tolist() == [1344.0, 1323.0]
        assert history["published"].tolist() == ["2018-11-21", "2020-10-29"]

    def test_every_dataset_has_rows_in_the_exact_shape(self, embedded: Store) -> None:
        for name in with_figures():
            frame = embedded.observations(name)
            assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == (
                OBSERVATION_DTYPES
            )
            assert frame["value"].notna().any(), name
