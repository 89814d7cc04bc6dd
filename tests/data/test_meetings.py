"""Saved meetings: two keys, every version, limits, and other panels on the same database.

:class:`MeetingsContract` holds for every kind of database; a subclass says where one is.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from data.errors import PanelError, StoreDamaged, StoreError
from data.meetings import VERSIONS_KEPT, Meetings
from data.meetings_errors import (
    MeetingError,
    MeetingOutdated,
    MeetingsFull,
    MeetingTooLarge,
    MeetingUnknown,
    MeetingViewOnly,
)
from data.meetings_keys import KEY, key_hash, new_keys, view_key
from data.meetings_schema import earlier, meeting
from data.schema import SCHEMA_VERSION, meta
from data.schema import metadata as figures
from data.settings import MeetingLimits, meeting_limits
from data.store import Store
from data.vintages import Change
from tests.data.postgres import Cluster
from tests.data.test_store import FIRST, vintage

ROOT = Path(__file__).parents[2]
SMALL = MeetingLimits(most=3, most_bytes=10_000, keep_days=30)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


class MeetingsContract:
    """What every store of meetings does; a subclass has `store_url`, an empty database's."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def store(self, store_url: str) -> Iterator[Store]:
        with Store(store_url) as store:
            yield store

    @pytest.fixture
    def meetings(self, store: Store, clock: Clock) -> Meetings:
        return Meetings(store._engine, SMALL, clock)

    def test_what_is_saved_comes_back_with_either_key(
        self, meetings: Meetings, clock: Clock
    ) -> None:
        content = '{"title": "Å\\u0000Ö – 12\u00a0%", "n": "🙂"}'
        keys = meetings.create(content)
        for key, may_edit in ((keys.view, False), (keys.edit, True)):
            saved = meetings.read(key)
            assert (saved.content, saved.version, saved.may_edit) == (content, 1, may_edit)
            assert saved.created == saved.changed == clock.moment
            assert saved.kept_until == date(2026, 12, 24)

    def test_a_new_version_takes_the_place_of_the_one_it_was_made_from(
        self, meetings: Meetings, clock: Clock
    ) -> None:
        keys = meetings.create("one")
        clock.moment += timedelta(hours=2)
        assert meetings.replace(keys.edit, "two", 1) == 2
        saved = meetings.read(keys.view)
        assert (saved.content, saved.version) == ("two", 2)
        assert saved.changed - saved.created == timedelta(hours=2)
        assert meetings.version(keys.edit, 1) == "one"
        assert meetings.version(keys.edit, 2) == "two"
        for unknown in (3, 0, -1, 10**30):
            assert meetings.version(keys.edit, unknown) is None
        assert meetings.versions(keys.edit) == ((2, saved.changed), (1, saved.created))

    def test_content_that_is_there_already_makes_no_version(self, meetings: Meetings) -> None:
        keys = meetings.create("one")
        assert meetings.replace(keys.edit, "one", 1) == 1
        assert len(meetings.versions(keys.edit)) == 1

    def test_a_change_of_an_old_version_is_refused_with_the_one_that_stands(
        self, meetings: Meetings
    ) -> None:
        keys = meetings.create("one")
        meetings.replace(keys.edit, "hers", 1)
        for base in (1, 0, 3, -1):
            with pytest.raises(MeetingOutdated) as caught:
                meetings.replace(keys.edit, "his", base)
            assert (caught.value.version, caught.value.content) == (2, "hers")
        assert meetings.read(keys.view).content == "hers"

    def test_the_last_versions_are_kept_and_the_oldest_go(self, meetings: Meetings) -> None:
        keys, other = meetings.create("1"), meetings.create("other 1")
        meetings.replace(other.edit, "other 2", 1)
        last = VERSIONS_KEPT + 6
        for base in range(1, last):
            meetings.replace(keys.edit, str(base + 1), base)
        numbers = [number for number, _ in meetings.versions(keys.edit)]
        assert numbers == list(range(last, last - VERSIONS_KEPT - 1, -1))
        assert meetings.version(keys.edit, numbers[-1]) == str(numbers[-1])
        assert meetings.version(keys.edit, numbers[-1] - 1) is None
        assert meetings.version(other.edit, 1) == "other 1"

    def test_a_view_key_changes_nothing_and_sees_no_earlier_version(
        self, meetings: Meetings
    ) -> None:
        keys = meetings.create("one")
        meetings.replace(keys.edit, "two", 1)
        for attempt in (
            lambda: meetings.replace(keys.view, "three", 2),
            lambda: meetings.remove(keys.view),
            lambda: meetings.version(keys.view, 1),
            lambda: meetings.versions(keys.view),
        ):
            with pytest.raises(MeetingViewOnly) as caught:
                attempt()
            assert_complete(caught.value)
        assert meetings.read(keys.view).content == "two"

    @pytest.mark.parametrize("saved", [False, True])
    def test_an_unknown_key_opens_nothing(self, meetings: Meetings, saved: bool) -> None:
        if saved:
            meetings.create("one")
        wrong = (
            "",
            "x",
            new_keys().edit,
            "ä" * 32,
            "a" * 31,
            "a" * 10_000,
            "' OR 1=1 --",
            "\ud800",
        )
        for key in wrong:
            for attempt in (
                lambda key=key: meetings.read(key),
                lambda key=key: meetings.replace(key, "x", 1),
                lambda key=key: meetings.remove(key),
                lambda key=key: meetings.versions(key),
            ):
                with pytest.raises(MeetingUnknown) as caught:
                    attempt()
                assert_complete(caught.value)

    def test_what_the_database_holds_opens_nothing(self, store: Store, meetings: Meetings) -> None:
        """Of the keys only hashes are kept, and a hash is no key."""
        keys = meetings.create("one")
        with store._reading() as connection:
            row = connection.execute(select(meeting)).one()
            held = " ".join(map(str, row))
        assert keys.edit not in held and keys.view not in held
        for found in (row.edit_hash, row.view_hash, row.edit_hash[:32], row.view_hash[:32]):
            with pytest.raises(MeetingUnknown):
                meetings.read(found)

    def test_a_removed_meeting_is_gone_with_all_its_versions(
        self, store: Store, meetings: Meetings
    ) -> None:
        keys, other = meetings.create("one"), meetings.create("other")
        meetings.replace(keys.edit, "two", 1)
        meetings.replace(other.edit, "other two", 1)
        meetings.remove(keys.edit)
        for key in (keys.edit, keys.view):
            with pytest.raises(MeetingUnknown):
                meetings.read(key)
        assert meetings.version(other.edit, 1) == "other"
        with store._reading() as connection:
            assert len(connection.execute(select(earlier)).all()) == 1

    def test_a_meeting_that_is_too_large_leaves_what_was_saved(self, meetings: Meetings) -> None:
        keys = meetings.create("å" * 5_000)  # exactly as many bytes as may be
        for attempt in (
            lambda: meetings.create("å" * 5_000 + "x"),
            lambda: meetings.replace(keys.edit, "å" * 5_000 + "x", 1),
        ):
            with pytest.raises(MeetingTooLarge) as caught:
                attempt()
            assert (caught.value.size, caught.value.most) == (10_001, 10_000)
            assert_complete(caught.value)
        assert meetings.read(keys.edit).version == 1

    def test_a_full_server_takes_no_more_until_one_goes(self, meetings: Meetings) -> None:
        keys = [meetings.create(str(number)) for number in range(SMALL.most)]
        with pytest.raises(MeetingsFull) as caught:
            meetings.create("one more")
        assert caught.value.most == 3
        assert_complete(caught.value)
        assert meetings.replace(keys[0].edit, "changes are taken", 1) == 2
        meetings.remove(keys[1].edit)
        assert meetings.read(meetings.create("one more").view).content == "one more"

    def test_what_nobody_edits_or_saves_goes_after_its_days(
        self, meetings: Meetings, clock: Clock
    ) -> None:
        left, opened, saved = (meetings.create(name) for name in ("left", "opened", "saved"))
        meetings.replace(left.edit, "left 2", 1)
        clock.moment += timedelta(days=20)
        assert meetings.read(opened.edit).kept_until == date(2027, 1, 13)
        assert meetings.read(left.view).kept_until == date(2026, 12, 24)  # looking is no sign
        meetings.replace(saved.edit, "saved 2", 1)
        clock.moment += timedelta(days=10)  # the last day
        with pytest.raises(MeetingsFull):
            meetings.create("no room yet")
        assert meetings.read(left.view).content == "left 2"
        clock.moment += timedelta(days=1)
        new = meetings.create("room now")
        with pytest.raises(MeetingUnknown):
            meetings.read(left.edit)
        assert [meetings.read(keys.view).content for keys in (opened, saved, new)] == [
            "opened", "saved 2", "room now",
        ]  # fmt: skip

    def test_figures_and_meetings_leave_each_other_alone(
        self, store: Store, meetings: Meetings, store_url: str
    ) -> None:
        keys = meetings.create("one")
        before = store.revision()
        assert store.keep("synthetic", FIRST, vintage("2018-11-21")) == Change(new=3)
        assert store.revision() == before + 1
        meetings.replace(keys.edit, "two", 1)
        assert store.revision() == before + 1  # nobody reads the figures anew for a meeting
        with Store(store_url) as again:
            assert len(again.observations("synthetic")) == 3
            assert again.meetings.read(keys.view).content == "two"

    def test_an_older_panel_goes_on_with_the_same_database(
        self, store: Store, meetings: Meetings, store_url: str
    ) -> None:
        """What it checks: its three tables are there, and the version of their schema."""
        assert set(figures.tables) == {"meta", "release", "observation"}
        assert SCHEMA_VERSION == 1
        meetings.create("one")
        with store._reading() as connection:
            names = set(inspect(connection).get_table_names())
            said = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
        assert names == {*figures.tables, "panel_meeting", "panel_meeting_version"}
        assert said == "1"
        with Store(store_url) as older:
            assert older.keep("synthetic", FIRST, vintage("2018-11-21")) == Change(new=3)

    def test_nothing_is_made_before_a_meeting_is_saved(
        self, store: Store, meetings: Meetings
    ) -> None:
        with pytest.raises(MeetingUnknown):
            meetings.read(new_keys().view)
        with store._reading() as connection:
            assert set(inspect(connection).get_table_names()) == set(figures.tables)

    def test_meetings_of_a_newer_panel_are_not_touched(
        self, store: Store, meetings: Meetings
    ) -> None:
        keys = meetings.create("one")
        with store._writing() as connection:
            connection.execute(text("UPDATE meta SET value = '7' WHERE key = 'meetings'"))
        for attempt in (lambda: meetings.read(keys.view), lambda: meetings.create("two")):
            with pytest.raises(StoreError, match=r"schemaversion 7") as caught:
                attempt()
            assert not isinstance(caught.value, StoreDamaged)
        assert store.releases().empty  # the figures are read all the same

    @pytest.mark.parametrize(
        "damage",
        [
            "DROP TABLE panel_meeting",
            "DROP TABLE panel_meeting_version",
            "DELETE FROM meta WHERE key = 'meetings'",
            "UPDATE meta SET value = 'x' WHERE key = 'meetings'",
        ],
    )
    def test_tables_that_are_not_as_we_left_them_are_said_so(
        self, store: Store, meetings: Meetings, damage: str
    ) -> None:
        keys = meetings.create("one")
        with store._writing() as connection:
            connection.execute(text(damage))
        for attempt in (lambda: meetings.read(keys.view), lambda: meetings.create("two")):
            with pytest.raises(StoreDamaged):
                attempt()
        assert store.keep("synthetic", FIRST, vintage("2018-11-21")) == Change(new=3)

    def test_of_many_who_save_at_once_each_version_is_one_persons(
        self, store_url: str, meetings: Meetings
    ) -> None:
        keys = meetings.create("")
        kept: list[str] = []

        def save(name: str) -> None:
            with Store(store_url) as store:
                mine = Meetings(store._engine, SMALL)
                for number in range(5):
                    while True:
                        saved = mine.read(keys.edit)
                        content = f"{saved.content} {name}{number}"
                        try:
                            mine.replace(keys.edit, content, saved.version)
                            break
                        except MeetingOutdated:
                            continue
                    kept.append(f"{name}{number}")

        run_at_once([lambda name=name: save(name) for name in "abcd"])
        saved = meetings.read(keys.view)
        assert saved.version == 21
        assert sorted(saved.content.split()) == sorted(kept) and len(kept) == 20

    def test_of_many_who_create_at_once_no_more_are_kept_than_may_be(self, store_url: str) -> None:
        kept: list[str] = []
        full: list[MeetingsFull] = []

        def create(name: str) -> None:
            with Store(store_url) as store:
                try:
                    kept.append(Meetings(store._engine, SMALL).create(name).view)
                except MeetingsFull as error:
                    full.append(error)

        run_at_once([lambda name=name: create(name) for name in "abcdef"])
        assert len(kept) == len(set(kept)) == 3 and len(full) == 3

    def test_two_processes_may_save_the_first_meeting_at_once(self, store_url: str) -> None:
        code = (
            "import sys; from data.store import Store\n"
            "with Store(sys.argv[1]) as store: print(store.meetings.create('{}').view)"
        )
        started = [
            subprocess.Popen([sys.executable, "-c", code, store_url], cwd=ROOT, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(2)
        ]  # fmt: skip
        answers = [process.communicate() for process in started]
        assert [process.returncode for process in started] == [0, 0], answers
        with Store(store_url) as store:
            for view, _ in answers:
                assert store.meetings.read(view.strip()).content == "{}"


def run_at_once(tasks: list[object]) -> None:
    """Run every task in a thread of its own; what one raises is raised here."""
    raised: list[BaseException] = []

    def guarded(task: object) -> None:
        try:
            task()  # type: ignore[operator]
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def assert_complete(error: MeetingError) -> None:
    """What happened, what stands, what to do: in Swedish, then in English."""
    swedish, english = str(error).split("\n")
    assert swedish.count(". ") >= 2 and english.count(". ") >= 2


class TestSQLite(MeetingsContract):
    @pytest.fixture
    def store_url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'panel.sqlite'}"


class TestPostgreSQL(MeetingsContract):
    @pytest.fixture
    def store_url(self, postgresql: Cluster) -> str:
        return postgresql.create()


# --- keys --------------------------------------------------------------------------------------


def test_keys_cannot_be_guessed_nor_an_edit_key_worked_out() -> None:
    drawn = [new_keys() for _ in range(200)]
    every = [key for keys in drawn for key in (keys.view, keys.edit)]
    assert len(set(every)) == 400
    assert all(KEY.fullmatch(key) for key in every)  # 32 letters of 5 bits: 160 bits
    assert all(view_key(keys.edit) == keys.view != keys.edit for keys in drawn)
    # the view key of a view key is another meeting's: the way goes down only
    assert not {view_key(keys.view) for keys in drawn} & set(every)


def test_keys_are_not_shown_by_whatever_writes_objects_down() -> None:
    keys = new_keys()
    assert keys.edit not in repr(keys) and keys.view not in f"{keys}"


@pytest.mark.parametrize(
    "key", ["", "a" * 31, "a" * 33, "a" * 31 + "\n", "a" * 31 + "/", "é" * 32, "A" * 32]
)
def test_what_can_be_no_key_has_no_hash(key: str) -> None:
    assert key_hash(key) is None


# --- settings ----------------------------------------------------------------------------------


def test_limits_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert meeting_limits() == MeetingLimits(2_000, 1_000_000, 730)
    monkeypatch.setenv("MEETINGS_MOST", "7")
    monkeypatch.setenv("MEETING_MOST_BYTES", "20000")
    monkeypatch.setenv("MEETINGS_KEEP_DAYS", " 90 ")
    assert meeting_limits() == MeetingLimits(7, 20_000, 90)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("MEETINGS_MOST", "0"),
        ("MEETINGS_MOST", "många"),
        ("MEETINGS_MOST", "1e3"),
        ("MEETINGS_MOST", "٣"),
        ("MEETING_MOST_BYTES", "100"),
        ("MEETING_MOST_BYTES", "2000001"),
        ("MEETINGS_KEEP_DAYS", "-1"),
        ("MEETINGS_KEEP_DAYS", "9" * 5000),
    ],
)
def test_a_setting_that_makes_no_sense_is_said_so(
    monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.setenv(name, said)
    with pytest.raises(PanelError) as caught:
        meeting_limits()
    message = str(caught.value)
    assert re.search(rf"{name} är .* Inget har startats; rätta {name}", message)
    assert re.search(rf"{name} is .* Nothing was started; correct {name}", message)
    assert len(message) < 600


# --- a file alone ------------------------------------------------------------------------------


def test_a_database_that_is_being_written_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "panel.sqlite"
    clock = Clock()
    with Store(f"sqlite:///{path}", timeout=0.1) as store:
        meetings = Meetings(store._engine, SMALL, clock)
        keys = meetings.create("one")
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        clock.moment += timedelta(days=3)
        assert meetings.read(keys.edit).content == "one"  # though its opening cannot be noted
        with pytest.raises(StoreError, match="upptagen"):
            meetings.replace(keys.edit, "two", 1)
        holder.execute("ROLLBACK")
        holder.close()
        assert meetings.replace(keys.edit, "two", 1) == 2


def test_a_save_that_is_cut_keeps_the_version_before(tmp_path: Path) -> None:
    """A process that dies in the middle of saving leaves nothing half done."""
    address = f"sqlite:///{tmp_path / 'panel.sqlite'}"
    with Store(address) as store:
        keys = store.meetings.create("one")
    code = (
        "import os, sys; from data.store import Store; from data import meetings\n"
        "meetings.update = lambda *_: os._exit(9)\n"
        "Store(sys.argv[1]).meetings.replace(sys.argv[2], 'two', 1)"
    )
    done = subprocess.run([sys.executable, "-c", code, address, keys.edit], cwd=ROOT)
    assert done.returncode == 9
    with Store(address) as store:
        assert store.meetings.read(keys.edit).content == "one"
        assert len(store.meetings.versions(keys.edit)) == 1
        assert store.meetings.replace(keys.edit, "two", 1) == 2
