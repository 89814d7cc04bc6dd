"""A refresh that is killed at any moment leaves whole vintages, a free lock and no half file."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from data import raw
from data.store import Store
from data.vintages import Vintage
from tests.data.postgres import Cluster
from tests.data.refresh_process import begun, start
from tests.data.services import Services, refreshed
from tests.data.test_refreshing import take

KILLS = int(os.environ.get("SOAK_KILLS", "3"))
#: of so many kills some must have hit a refresh that had kept some datasets and not yet others
MANY = 20
#: when the figures were fetched that the killed refresh replaces
EARLIER = datetime(2026, 5, 1, 8, tzinfo=UTC)
#: so many contents make the tables of SCB large enough to be killed in the middle of
CONTENTS = 5

Frames = dict[str, pd.DataFrame]


class Stage:
    """Services that have published anew since a first refresh, and both states of the figures."""

    def __init__(self, services: Services, first: Path, folder: Path) -> None:
        self.services, self.first = services, first
        with Store(f"sqlite:///{first}") as store:
            self.before = self.frames(store)
            self.told = {name: store.told(name) for name in self.before}
            self.first_releases = store.releases()
        services.publish("second", "new year")
        whole = folder / "whole.sqlite"
        shutil.copyfile(self.first, whole)
        began = time.monotonic()
        assert self.run(f"sqlite:///{whole}", folder / "whole") == 0
        #: seconds, of which some go to loading
        self.seconds = time.monotonic() - began - self.loading
        with Store(f"sqlite:///{whole}") as store:
            self.after = self.frames(store)
            self.releases = release_columns(store)
        changed = [name for name in self.before if not self.before[name].equals(self.after[name])]
        assert len(changed) == len(self.before) - 1

    def frames(self, store: Store) -> Frames:
        """What the store holds of every dataset."""
        return {name: store.observations(name) for name in self.services.datasets}

    def prepare(self, store: Store) -> None:
        """Bring an empty store to the state after the first refresh."""
        for one in self.first_releases.itertuples():
            published = date.fromisoformat(one.published)
            vintage = Vintage(EARLIER, one.origin, published)
            store.keep(one.dataset, self.before[one.dataset], vintage, self.told[one.dataset])

    def run(self, url: str, folder: Path) -> int:
        """A refresh in a process of its own, to its end; returns the exit code."""
        environment = {**self.services.environment, "DATABASE_URL": url}
        began = time.monotonic()
        process = begun(start(folder, self.services.datasets, environment))
        self.loading = time.monotonic() - began
        _, errors = process.communicate(timeout=60)
        assert not errors
        return process.returncode

    def killed(self, url: str, folder: Path, seconds: float) -> None:
        """A refresh that is killed so many seconds after it began."""
        environment = {**self.services.environment, "DATABASE_URL": url}
        process = begun(start(folder, self.services.datasets, environment))
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()


def release_columns(store: Store) -> pd.DataFrame:
    """What two stores have in common that were refreshed at different moments."""
    columns = ["dataset", "published", "origin", "partial", "embedded"]
    return store.releases()[columns].reset_index(drop=True)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The same services and states for every kill."""
    folder = tmp_path_factory.mktemp("stage")
    services = Services(contents=CONTENTS)
    with pytest.MonkeyPatch.context() as patch, services:
        for name, address in services.environment.items():
            patch.setenv(name, address)
        first = folder / "first.sqlite"
        with Store(f"sqlite:///{first}") as store:
            rows = refreshed(store, services, folder / "raw", now=lambda: EARLIER)
        assert not any(row.fault for row in rows.values())
        yield Stage(services, first, folder)


def check_files(folder: Path) -> None:
    """Every file that can be read as an answer is a whole one."""
    for path in folder.glob("*/*.json.gz"):
        record = raw.read(path)
        assert hashlib.sha256(record["body"]).hexdigest() == record["sha256"]
        assert path.name.startswith(f"{record['sha256']}-")


def check_kill(stage: Stage, url: str, folder: Path, seconds: float) -> int:
    """Kill a refresh and let the next complete it; returns how many datasets it had kept."""
    stage.killed(url, folder, seconds)
    kept = 0
    with Store(url) as store:
        take(store)
        told = {name: store.told(name)["checked"] for name in stage.before}
        for name, frame in stage.frames(store).items():
            # what is told beside the figures is of the same vintage as they are
            new = told[name] != EARLIER.isoformat()
            kept += new
            pd.testing.assert_frame_equal(frame, (stage.after if new else stage.before)[name])
        check_files(folder / "raw")
        (folder / "raw" / "wide").mkdir(parents=True, exist_ok=True)
        (folder / "raw" / "wide" / "half.json.gz.part").write_bytes(b"\x1f\x8b")
        rows = refreshed(store, stage.services, folder / "raw")
        assert not any(row.fault for row in rows.values())
        for name, frame in stage.frames(store).items():
            pd.testing.assert_frame_equal(frame, stage.after[name])
            earlier = store.observations(name, date(2026, 5, 1))
            pd.testing.assert_frame_equal(earlier, stage.before[name])
        pd.testing.assert_frame_equal(release_columns(store), stage.releases)
    check_files(folder / "raw")
    assert not list((folder / "raw").glob("*/*.part"))
    return kept


def moments(seconds: float) -> list[float]:
    """Moments of a refresh, one drawn from each of equal parts of it and a little beyond."""
    part = 1.2 * seconds / KILLS
    return [random.uniform(number * part, (number + 1) * part) for number in range(KILLS)]


def test_killed_over_sqlite(stage: Stage, tmp_path: Path) -> None:
    kept = set()
    for number, seconds in enumerate(moments(stage.seconds)):
        path = tmp_path / f"{number}.sqlite"
        shutil.copyfile(stage.first, path)
        kept.add(check_kill(stage, f"sqlite:///{path}", tmp_path / f"{number}", seconds))
    assert KILLS < MANY or len(kept) > 2


def test_killed_over_postgresql(stage: Stage, postgresql: Cluster, tmp_path: Path) -> None:
    kept = set()
    for number, seconds in enumerate(moments(stage.seconds)):
        url = postgresql.create()
        with Store(url) as store:
            stage.prepare(store)
        kept.add(check_kill(stage, url, tmp_path / f"{number}", seconds))
    assert KILLS < MANY or len(kept) > 2


def test_an_interrupt_is_told_of_and_ends_at_once(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "panel.sqlite"
    shutil.copyfile(stage.first, path)
    url = f"sqlite:///{path}"
    environment = {**stage.services.environment, "DATABASE_URL": url}
    process = begun(start(tmp_path / "run", stage.services.datasets, environment))
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    rest, errors = process.communicate(timeout=20)
    assert time.monotonic() - began < 10
    # the last dataset may have been done before the signal came
    if process.returncode != 0:
        assert process.returncode == 1
        assert errors.startswith("Avbruten.") and "Interrupted." in errors
    assert first.startswith("1/7 ") and "Dataset" in rest
    with Store(url) as store:
        take(store)
        for name, frame in stage.frames(store).items():
            assert frame.equals(stage.before[name]) or frame.equals(stage.after[name])
