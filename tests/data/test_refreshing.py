"""The lock of a refresh: one at a time, gone with its process, and in nobody else's way."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.errors import RefreshUnderWay, StoreError
from data.store import Store
from data.vintages import Change
from tests.data.conftest import synthetic_frame
from tests.data.postgres import Cluster
from tests.data.test_store import assert_left_alone, vintage

#: holds the lock of the store at argv[1] until its standard input ends
HOLD = """
import sys
from data.errors import RefreshUnderWay
from data.store import Store
with Store(sys.argv[1]) as store:
    try:
        with store.refreshing():
            print("held", flush=True)
            sys.stdin.read()
    except RefreshUnderWay:
        print("refused", flush=True)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'panel.sqlite'}"
    server: Cluster = request.getfixturevalue("postgresql")
    return server.create()


@contextmanager
def holder(store_url: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that asked for the lock, and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, store_url],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def take(store: Store, within: float = 10.0) -> None:
    """Take the lock and give it back; a server needs a moment to notice that a process is gone."""
    until = time.monotonic() + within
    while True:
        try:
            with store.refreshing():
                return
        except RefreshUnderWay:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def test_a_second_process_is_told_at_once(store_url: str) -> None:
    with Store(store_url) as store, holder(store_url) as (process, said):
        assert said == "held"
        began = time.monotonic()
        with pytest.raises(RefreshUnderWay) as caught, store.refreshing():
            raise AssertionError("both have it")
        assert time.monotonic() - began < 2
        swedish, english = str(caught.value).split("\n")
        assert "pågår" in swedish and "försök igen" in swedish
        assert "under way" in english and "try again" in english
        assert "secret-word" not in str(caught.value)
        if store_url.startswith("postgresql"):
            assert str(process.pid) in swedish and str(process.pid) in english
        with holder(store_url) as (_, third):
            assert third == "refused"


def test_a_refresh_that_ends_frees_it_for_the_next(store_url: str) -> None:
    with Store(store_url) as store:
        with store.refreshing():
            pass
        with pytest.raises(RuntimeError, match="cut off"), store.refreshing():
            raise RuntimeError("cut off")
        with holder(store_url) as (process, said):
            assert said == "held"
            process.communicate("")
        take(store)


def test_a_killed_refresh_leaves_no_lock(store_url: str) -> None:
    with Store(store_url) as store:
        for _ in range(3):
            with holder(store_url) as (process, said):
                assert said == "held"
                process.send_signal(signal.SIGKILL)
                process.wait()
                take(store)


def test_readers_and_writers_do_not_wait_for_it(store_url: str) -> None:
    with Store(store_url, timeout=2.0) as store, holder(store_url) as (_, said):
        assert said == "held"
        frame = synthetic_frame(("20", "2017", 1.0))
        assert store.keep("synthetic", frame, vintage("2018-11-21")) == Change(new=1)
        assert len(store.observations("synthetic")) == 1


def test_threads_of_one_process_exclude_each_other(store_url: str) -> None:
    refused: list[BaseException] = []

    def try_it() -> None:
        try:
            with store.refreshing():
                pass
        except RefreshUnderWay as error:
            refused.append(error)

    with Store(store_url) as store, store.refreshing():
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
        with pytest.raises(RefreshUnderWay), store.refreshing():
            pass
    assert len(refused) == 1


def test_a_store_beside_it_has_a_lock_of_its_own(
    store_url: str, tmp_path: Path, postgresql: Cluster
) -> None:
    others = [f"sqlite:///{tmp_path / 'other.sqlite'}", postgresql.create_database()]
    for other in others:
        with Store(other) as beside, holder(store_url) as (_, said), beside.refreshing():
            assert said == "held"


def test_two_panels_in_schemas_of_one_database_do_not_share_it(postgresql: Cluster) -> None:
    one, two = postgresql.create(), postgresql.create()
    with Store(one) as first, Store(two) as second:
        first.keep("synthetic", synthetic_frame(("20", "2017", 1.0)), vintage("2018-11-21"))
        assert second.observations("synthetic").empty
        with first.refreshing(), second.refreshing():
            pass


def test_a_lock_file_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "panel.sqlite"
    with Store(f"sqlite:///{path}") as store:
        (tmp_path / "panel.sqlite.refresh").mkdir()
        with pytest.raises(StoreError, match=r"panel\.sqlite\.refresh"), store.refreshing():
            pass


def test_the_database_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "panel.sqlite"
    with Store(f"sqlite:///{path}") as store:
        before = path.read_bytes()
        with store.refreshing():
            assert path.read_bytes() == before
    (tmp_path / "panel.sqlite.refresh").unlink()
    assert_left_alone(path, before)
