"""The store: what is known now, what was known on any day, and what a bad database does to it.

:class:`StoreContract` holds for every kind of database; a subclass says where one is.
"""

from __future__ import annotations

import math
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from data.errors import StoreBusy, StoreDamaged, StoreError
from data.model import OBSERVATION_DTYPES, Text
from data.store import Store
from data.vintages import Change, Vintage
from tests.data.conftest import synthetic_frame
from tests.data.postgres import Cluster

TODAY = date(2026, 11, 23)
NOTE = Text(sv="omräknad", en="re-estimated")


def vintage(published: str | None, partial: bool = False, fetched: date | None = None) -> Vintage:
    """A release fetched on the day it was published, unless told otherwise."""
    day = date.fromisoformat(published) if published else None
    when = fetched or day or TODAY
    return Vintage(when, "http://127.0.0.1/table", published=day, partial=partial, note=NOTE)


def values(frame: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {(row.geo, row.period): row.value for row in frame.itertuples()}


FIRST = synthetic_frame(("20", "2017", 1344.0), ("21", "2011", None, "Q"), ("17", "2017", 850.0))
SECOND = synthetic_frame(("20", "2017", 1323.0), ("21", "2011", 635.0), ("20", "2019", 1400.0))


class StoreContract:
    """What every store does; a subclass has the fixture `store_url`, an empty database's."""

    @pytest.fixture
    def store(self, store_url: str) -> Iterator[Store]:
        with Store(store_url) as store:
            yield store

    @pytest.fixture
    def revised(self, store: Store) -> Store:
        """A store with two synthetic releases: 2018-11-21 and 2020-10-29."""
        store.keep("synthetic", FIRST, vintage("2018-11-21"))
        store.keep("synthetic", SECOND, vintage("2020-10-29"))
        return store

    def test_an_empty_store_gives_empty_frames_of_the_right_shape(self, store: Store) -> None:
        frame = store.observations("synthetic")
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == OBSERVATION_DTYPES
        assert frame.empty
        assert store.releases().empty and "effective" in store.releases()
        assert store.history("synthetic", "number", "total", "20", "2017").empty

    def test_a_release_comes_back_exactly_sorted_by_key(self, store: Store) -> None:
        frame = synthetic_frame(
            ("20", "2018", 0.1 + 0.2),
            ("20", "2017", None, "Q"),
            ("Ö1", "2017", 1e-300, "EP", 0.05, "b"),
            ("a1", "2017", -0.0),
            ("B1", "2017", 3.0),
        )
        shuffled = frame.sample(frac=1, random_state=1)
        assert store.keep("synthetic", shuffled, vintage(None)) == Change(new=5)
        pd.testing.assert_frame_equal(store.observations("synthetic"), frame)

    def test_changes_are_counted(self, store: Store) -> None:
        assert store.keep("synthetic", FIRST, vintage("2018-11-21")) == Change(new=3)
        second = pd.concat([SECOND, synthetic_frame(("17", "2015", 2.0))], ignore_index=True)
        assert store.keep("synthetic", second, vintage("2020-10-29")) == Change(2, 2, 1, 0)
        assert store.keep("synthetic", SECOND, vintage("2021-10-29")) == Change(0, 0, 1, 3)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2018, 11, 20), {}),
            (date(2018, 11, 21), {("20", "2017"): 1344.0, ("17", "2017"): 850.0}),
            (date(2019, 1, 1), {("20", "2017"): 1344.0, ("17", "2017"): 850.0}),
            (date(2020, 10, 28), {("20", "2017"): 1344.0, ("17", "2017"): 850.0}),
            (date(2020, 10, 29), values(SECOND)),
            (date.max, values(SECOND)),
            (None, values(SECOND)),
        ],
    )
    def test_any_day_shows_what_was_known_on_it(
        self, revised: Store, day: date | None, expected: dict[tuple[str, str], float]
    ) -> None:
        found = values(revised.observations("synthetic", day))
        assert {key: value for key, value in found.items() if not math.isnan(value)} == expected

    def test_a_release_of_the_same_day_is_known_at_the_end_of_it(self, store: Store) -> None:
        morning = Vintage(datetime(2026, 11, 23, 8, 0), "http://127.0.0.1/table")
        evening = Vintage(datetime(2026, 11, 23, 17, 30), "http://127.0.0.1/table")
        store.keep("synthetic", FIRST, morning)
        store.keep("synthetic", SECOND, evening)
        assert store.observations("synthetic", date(2026, 11, 22)).empty
        assert values(store.observations("synthetic", TODAY)) == values(SECOND)
        history = store.history("synthetic", "number", "total", "20", "2017")
        assert history["effective"].tolist() == ["2026-11-23T08:00:00", "2026-11-23T17:30:00"]

    def test_keeping_the_same_again_changes_nothing(self, revised: Store) -> None:
        before, releases = revised.revision(), revised.releases()
        unchanged = Change(unchanged=3)
        assert revised.keep("synthetic", SECOND.copy(), vintage("2021-05-01")) == unchanged
        assert revised.revision() == before
        pd.testing.assert_frame_equal(revised.releases(), releases)

    def test_a_missing_value_equals_a_missing_value(self, store: Store) -> None:
        store.keep("synthetic", FIRST, vintage("2018-11-21"))
        again = store.keep("synthetic", store.observations("synthetic"), vintage("2019-11-21"))
        assert again == Change(unchanged=3)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (("20", "2017", 1.0, "P"), ("20", "2017", 1.0, "A")),
            (("20", "2017", 1.0, "A", 0.5), ("20", "2017", 1.0, "A", 0.6)),
            (("20", "2017", 1.0, "A", 0.5), ("20", "2017", 1.0, "A")),
            (("20", "2017", None, "Q"), ("20", "2017", None, "M")),
            (("20", "2017", None, "Q"), ("20", "2017", 0.0)),
        ],
    )
    def test_a_new_status_or_margin_is_a_revision(
        self, store: Store, before: tuple[object, ...], after: tuple[object, ...]
    ) -> None:
        store.keep("synthetic", synthetic_frame(before), vintage("2018-11-21"))
        change = store.keep("synthetic", synthetic_frame(after), vintage("2020-10-29"))
        assert change == Change(revised=1)
        earlier = store.observations("synthetic", date(2019, 1, 1))
        pd.testing.assert_frame_equal(earlier, synthetic_frame(before))
        pd.testing.assert_frame_equal(store.observations("synthetic"), synthetic_frame(after))

    def test_a_new_origin_alone_is_kept_but_is_no_revision(self, store: Store) -> None:
        after = synthetic_frame(("20", "2017", 1.0, "A", None, "b"))
        store.keep("synthetic", synthetic_frame(("20", "2017", 1.0)), vintage("2018-11-21"))
        assert store.keep("synthetic", after, vintage("2020-10-29")) == Change(unchanged=1)
        pd.testing.assert_frame_equal(store.observations("synthetic"), after)

    def test_a_partial_release_withdraws_nothing(self, store: Store) -> None:
        store.keep("synthetic", FIRST, vintage("2018-11-21"))
        part = synthetic_frame(("20", "2017", 1323.0), ("20", "2021", 5.0))
        change = store.keep("synthetic", part, vintage("2020-10-29", partial=True))
        assert change == Change(new=1, revised=1)
        found = values(store.observations("synthetic"))
        assert found[("17", "2017")] == 850.0 and found[("20", "2017")] == 1323.0
        assert store.releases("synthetic")["partial"].tolist() == [False, True]

    def test_a_withdrawn_row_can_come_back(self, store: Store) -> None:
        one, both = (
            synthetic_frame(("20", "2017", 1.0)),
            synthetic_frame(("20", "2017", 1.0), ("21", "2017", 2.0)),
        )
        for frame, day in ((both, "2018-01-01"), (one, "2019-01-01"), (both, "2020-01-01")):
            store.keep("synthetic", frame, vintage(day))
        assert [len(store.observations("synthetic", date(year, 6, 1))) for year in
                (2017, 2018, 2019, 2020)] == [0, 2, 1, 2]  # fmt: skip
        history = store.history("synthetic", "number", "total", "21", "2017")
        assert history["effective"].tolist() == ["2018-01-01", "2020-01-01"]
        assert history["until"].tolist() == ["2019-01-01", ""]

    def test_history_tells_every_vintage_oldest_first(self, revised: Store) -> None:
        history = revised.history("synthetic", "number", "total", "20", "2017")
        assert history["value"].tolist() == [1344.0, 1323.0]
        assert history["published"].tolist() == ["2018-11-21", "2020-10-29"]
        assert history["effective"].tolist() == ["2018-11-21", "2020-10-29"]
        assert history["fetched"].tolist() == ["2018-11-21", "2020-10-29"]
        assert history["note_sv"].tolist() == [NOTE.sv, NOTE.sv]
        suppressed = revised.history("synthetic", "number", "total", "21", "2011")
        assert suppressed["status"].tolist() == ["Q", "A"]
        assert math.isnan(suppressed["value"].iloc[0])

    def test_what_was_superseded_is_told_series_by_series(self, revised: Store) -> None:
        """Replaced and withdrawn versions, without what is valid and what never changed."""
        revised.keep("other", FIRST, vintage("2019-01-01"))
        found = revised.superseded("synthetic", "number", "total")
        told = found.set_index(["geo", "period"])["value"].to_dict()
        assert told.pop(("20", "2017")) == 1344.0
        assert told.pop(("17", "2017")) == 850.0
        assert math.isnan(told.pop(("21", "2011")))
        assert told == {}
        assert set(found["effective"]) == {"2018-11-21"}
        assert set(found["until"]) == {"2020-10-29"}
        assert revised.superseded("synthetic", "number", "women").empty
        assert revised.superseded("other", "number", "total").empty

    def test_releases_say_when_and_from_where(self, revised: Store) -> None:
        revised.keep("other", FIRST, vintage(None))
        releases = revised.releases()
        assert releases["dataset"].tolist() == ["other", "synthetic", "synthetic"]
        assert releases["published"].tolist() == ["", "2018-11-21", "2020-10-29"]
        assert releases["effective"].tolist() == ["2026-11-23", "2018-11-21", "2020-10-29"]
        assert releases["origin"].unique().tolist() == ["http://127.0.0.1/table"]
        assert releases["note_en"].tolist() == [NOTE.en] * 3
        assert revised.releases("other")["dataset"].tolist() == ["other"]

    def test_another_dataset_is_never_touched(self, revised: Store) -> None:
        before = revised.observations("synthetic")
        revised.keep("other", FIRST, vintage("2022-01-01"))
        revised.keep("other", SECOND, vintage("2023-01-01"))
        pd.testing.assert_frame_equal(revised.observations("synthetic"), before)
        assert len(revised.releases("synthetic")) == 2

    def test_a_fetch_of_an_older_publication_counts_from_the_day_it_was_fetched(
        self, store: Store
    ) -> None:
        store.keep("synthetic", FIRST, vintage(None, fetched=date(2026, 3, 1)))
        store.keep("synthetic", SECOND, vintage("2025-12-01", fetched=date(2026, 6, 1)))
        assert values(store.observations("synthetic")) == values(SECOND)
        assert store.releases()["effective"].tolist() == ["2026-03-01", "2026-06-01"]
        assert store.releases()["published"].tolist() == ["", "2025-12-01"]

    def test_the_revision_grows_with_every_kept_change(self, store: Store) -> None:
        seen = [store.revision()]
        for frame, day in ((FIRST, "2018-11-21"), (SECOND, "2020-10-29"), (FIRST, "2021-10-29")):
            store.keep("synthetic", frame, vintage(day))
            seen.append(store.revision())
        assert seen == sorted(set(seen))

    def test_another_store_on_the_same_database_sees_what_was_kept(
        self, store: Store, store_url: str
    ) -> None:
        with Store(store_url) as other:
            before = other.revision()
            store.keep("synthetic", FIRST, vintage("2018-11-21"))
            assert other.revision() > before
            pd.testing.assert_frame_equal(other.observations("synthetic"), FIRST)

    @pytest.mark.parametrize(
        "frame",
        [
            FIRST.drop(columns="margin"),
            FIRST.iloc[:0],
            pd.concat([FIRST, FIRST], ignore_index=True),
        ],
        ids=["columns", "empty", "twice"],
    )
    def test_a_frame_of_another_shape_is_refused(self, revised: Store, frame: pd.DataFrame) -> None:
        before = revised.revision()
        with pytest.raises(ValueError):
            revised.keep("synthetic", frame, vintage("2022-01-01"))
        assert revised.revision() == before
        assert values(revised.observations("synthetic")) == values(SECOND)

    def test_a_fault_half_way_keeps_nothing(
        self, revised: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before, releases = revised.revision(), revised.releases()

        def fail(*_: object) -> None:
            raise RuntimeError("cut off")

        monkeypatch.setattr("data.store.raise_revision", fail)
        with pytest.raises(RuntimeError, match="cut off"):
            revised.keep("synthetic", FIRST, vintage("2022-01-01"))
        monkeypatch.undo()
        assert revised.revision() == before
        pd.testing.assert_frame_equal(revised.releases(), releases)
        assert values(revised.observations("synthetic")) == values(SECOND)
        assert revised.keep("synthetic", FIRST, vintage("2022-01-01")) == Change(1, 2, 1, 0)

    def test_threads_may_read_and_keep_at_once(self, store: Store) -> None:
        sizes: set[int] = set()
        errors: list[BaseException] = []
        frames = [synthetic_frame(*(("20", str(2000 + n), float(n)) for n in range(50)))] * 4

        def work(number: int) -> None:
            try:
                store.keep(f"synthetic_{number}", frames[number], vintage("2018-11-21"))
                for other in range(4):
                    sizes.add(len(store.observations(f"synthetic_{other}")))
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert sizes <= {0, 50}
        assert len(store.releases()) == 4


class TestSqliteStore(StoreContract):
    """The default: one file."""

    @pytest.fixture
    def store_url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'var' / 'panel.sqlite'}"


class TestPostgresqlStore(StoreContract):
    """A server, whose own collation is Swedish."""

    @pytest.fixture
    def store_url(self, postgresql: Cluster) -> str:
        return postgresql.create()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one synthetic dataset, closed."""
    path = tmp_path / "panel.sqlite"
    rows = [("20", str(year), float(year)) for year in range(1000, 2000)]
    with Store(f"sqlite:///{path}") as store:
        store.keep("synthetic", synthetic_frame(*rows), vintage("2018-11-21"))
    return path


def not_a_database(path: Path) -> None:
    path.write_bytes(b"measure,breakdown,geo\n" * 500)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def first_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)


def run(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


def foreign(path: Path) -> None:
    path.unlink()
    run("CREATE TABLE invoices (id INTEGER, amount REAL)", "INSERT INTO invoices VALUES (1, 2)")(
        path
    )


def foreign_with_our_names(path: Path) -> None:
    path.unlink()
    names = ("meta", "release", "observation")
    run(*(f"CREATE TABLE {name} (id INTEGER)" for name in names))(path)


DAMAGES = [
    not_a_database,
    truncated,
    first_bytes,
    overwritten,
    foreign,
    foreign_with_our_names,
    run("DROP TABLE observation"),
    run("DELETE FROM meta"),
    run("UPDATE meta SET value = 'x' WHERE key = 'schema'"),
]


def assert_left_alone(path: Path, before: bytes) -> None:
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def assert_complete(message: str, path: Path) -> None:
    """What happened, what stands, what to do: in Swedish, then in English."""
    swedish, english = message.split("\n")
    assert str(path) in swedish and str(path) in english
    assert "Databasen" in swedish and "The database" in english
    assert swedish.count(". ") >= 2 and english.count(". ") >= 2


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_or_foreign_file_is_said_so_and_left_as_it_was(
    file: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    before = file.read_bytes()
    with pytest.raises(StoreDamaged) as caught, Store(f"sqlite:///{file}") as store:
        store.observations("synthetic")
    assert_complete(str(caught.value), file)
    assert_left_alone(file, before)


def test_a_damaged_page_is_found_when_a_release_is_kept(file: Path) -> None:
    with Store(f"sqlite:///{file}") as store:
        store.close()
        overwritten(file)
        before = file.read_bytes()
        with pytest.raises(StoreDamaged):
            store.keep("synthetic", SECOND, vintage("2020-10-29"))
    assert_left_alone(file, before)


def test_a_store_of_a_newer_panel_is_not_touched(file: Path) -> None:
    run("UPDATE meta SET value = '99' WHERE key = 'schema'")(file)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="schemaversion 99") as caught:
        Store(f"sqlite:///{file}")
    assert not isinstance(caught.value, StoreDamaged)
    assert_complete(str(caught.value), file)
    assert_left_alone(file, before)


def test_a_locked_store_is_said_so_and_left_as_it_was(file: Path) -> None:
    before = file.read_bytes()
    holder = sqlite3.connect(file, isolation_level=None)
    with Store(f"sqlite:///{file}", timeout=0.1) as store:
        holder.execute("BEGIN EXCLUSIVE")
        for attempt in (
            store.revision,
            lambda: store.keep("synthetic", SECOND, vintage("2020-10-29")),
            lambda: Store(f"sqlite:///{file}", timeout=0.1),
        ):
            with pytest.raises(StoreBusy) as caught:
                attempt()
            assert_complete(str(caught.value), file)
        holder.execute("ROLLBACK")
        assert len(store.observations("synthetic")) == 1000
    holder.close()
    assert_left_alone(file, before)


def test_readers_go_on_while_another_process_writes(file: Path) -> None:
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    holder.execute("DELETE FROM observation")
    with Store(f"sqlite:///{file}", timeout=0.1) as store:
        assert len(store.observations("synthetic")) == 1000
    holder.execute("ROLLBACK")
    holder.close()


def test_a_place_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "panel.sqlite", tmp_path / "folder"):
        with pytest.raises(StoreError) as caught:
            Store(f"sqlite:///{path}")
        assert not isinstance(caught.value, StoreDamaged | StoreBusy)
        assert_complete(str(caught.value), path)
    assert (tmp_path / "file").read_text() == "not a folder"


def test_a_full_disk_keeps_what_was_there(file: Path) -> None:
    with Store(f"sqlite:///{file}") as store:
        with store._engine.connect() as connection:
            # stands in for the disk: SQLite may not grow the file
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        rows = [("20", str(year), float(year)) for year in range(1000, 9999)]
        with pytest.raises(StoreError, match="disken"):
            store.keep("other", synthetic_frame(*rows), vintage("2020-10-29"))
        assert len(store.observations("synthetic")) == 1000
        assert store.observations("other").empty


@pytest.mark.parametrize(
    "address", ["", "panel.sqlite", "sqlite://", "sqlite:///:memory:", "nosuch://127.0.0.1/panel"]
)
def test_an_address_that_is_none_is_said_so(address: str) -> None:
    with pytest.raises(StoreError, match=r"sqlite:///|driver"):
        Store(address)


def test_a_password_is_never_repeated() -> None:
    for address in ("nosuch://ann:secret@127.0.0.1/panel", "postgresql+nosuch://ann:secret@h/p"):
        with pytest.raises(StoreError) as caught:
            Store(address)
        assert "secret" not in str(caught.value)


def test_a_copied_file_is_a_whole_store(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy.sqlite"
    copy.parent.mkdir()
    shutil.copyfile(file, copy)
    with Store(f"sqlite:///{copy}") as store:
        assert len(store.observations("synthetic")) == 1000
