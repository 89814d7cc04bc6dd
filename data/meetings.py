"""Saved meetings: kept under keys that nobody can guess, with what they were before.

Nothing is known here of what a meeting holds: `content` is a text. A change is taken only from
whoever has read the version that stands (:class:`MeetingOutdated` otherwise), and what it takes the
place of is kept, so that nobody's words are lost. Why so: the decision on saved meetings in
``docs/decisions``.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from data.database import explained, snapshots
from data.errors import StoreError
from data.meetings_errors import (
    MeetingOutdated,
    MeetingsFull,
    MeetingTooLarge,
    MeetingUnknown,
    MeetingViewOnly,
)
from data.meetings_keys import Keys, key_hash, new_keys
from data.meetings_schema import KEY, earlier, make, meeting, there
from data.schema import meta
from data.settings import MeetingLimits

#: versions before the one that stands that are kept of each meeting
VERSIONS_KEPT = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved meeting. `kept_until` is the day before which nothing removes it."""

    content: str
    version: int
    may_edit: bool
    created: datetime
    changed: datetime
    kept_until: date


def _now() -> datetime:
    return datetime.now(UTC)


class Meetings:
    """All saved meetings of the database behind `engine`; safe to share between threads.

    Every method raises the errors of :class:`data.store.Store` when the database fails; what was
    in it then still stands. Processes share one database: a change is one transaction.
    """

    def __init__(
        self,
        engine: Engine,
        limits: MeetingLimits | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._engine, self._now = engine, now
        self.limits = limits or MeetingLimits()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection for reading. Raises :class:`MeetingUnknown` where no meeting is saved."""
        with explained(self._engine), snapshots(self._engine).connect() as connection:
            if not there(connection):
                raise MeetingUnknown
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that keeps all or nothing; the tables are there."""
        with explained(self._engine):
            engine = self._engine.execution_options(writing=True)
            with engine.begin() as connection:
                if not there(connection):
                    make(connection)
                yield connection

    def create(self, content: str) -> Keys:
        """Keep a new meeting as version 1. Raises MeetingTooLarge or MeetingsFull."""
        packed, keys, moment = self._packed(content), new_keys(), self._now().isoformat()
        with self._writing() as connection:
            # where beginning takes no lock, those who create wait here: two must not share a place
            connection.execute(select(meta.c.value).where(meta.c.key == KEY).with_for_update())
            self._remove_old(connection)
            count = connection.scalar(select(func.count()).select_from(meeting)) or 0
            if count >= self.limits.most:
                raise MeetingsFull(self.limits.most)
            values = {
                "view_hash": key_hash(keys.view),
                "edit_hash": key_hash(keys.edit),
                "version": 1,
                "content": packed,
                "created": moment,
                "changed": moment,
                "opened": moment,
            }
            connection.execute(insert(meeting).values(values))
        return keys

    def read(self, key: str) -> Saved:
        """The meeting that a view or an edit key opens. Raises :class:`MeetingUnknown`.

        Opening it with the edit key counts: it is then kept as long as one saved today.
        """
        with self._reading() as connection:
            row = _row(connection, key)
        may_edit = row.edit_hash == key_hash(key)
        opened = datetime.fromisoformat(row.opened)
        if may_edit and opened.date() < self._now().date():
            opened = self._now()
            # a meeting can be read while the database is being written or is full
            with suppress(StoreError), self._writing() as connection:
                values = {"opened": opened.isoformat()}
                connection.execute(update(meeting).where(meeting.c.id == row.id).values(values))
        return Saved(
            _unpacked(row.content),
            row.version,
            may_edit,
            datetime.fromisoformat(row.created),
            datetime.fromisoformat(row.changed),
            self._kept_until(opened),
        )

    def version(self, edit: str, version: int) -> str | None:
        """The content of a version, None where it is not kept.

        Raises :class:`MeetingUnknown` or :class:`MeetingViewOnly`.
        """
        with self._reading() as connection:
            row = _editable(connection, edit)
            if row.version == version:
                return _unpacked(row.content)
            if not 0 < version < row.version:  # or no number that a database takes
                return None
            query = select(earlier.c.content).where(earlier.c.meeting == row.id)
            found = connection.scalar(query.where(earlier.c.version == version))
        return None if found is None else _unpacked(found)

    def versions(self, edit: str) -> tuple[tuple[int, datetime], ...]:
        """Every version that is kept and when it was saved, newest first.

        Raises :class:`MeetingUnknown` or :class:`MeetingViewOnly`.
        """
        with self._reading() as connection:
            row = _editable(connection, edit)
            query = select(earlier.c.version, earlier.c.changed).where(earlier.c.meeting == row.id)
            found = connection.execute(query.order_by(earlier.c.version.desc())).all()
        told = [(row.version, row.changed), *found]
        return tuple((number, datetime.fromisoformat(moment)) for number, moment in told)

    def replace(self, edit: str, content: str, base: int) -> int:
        """Keep `content`, made from version `base`, and return its version.

        What it takes the place of is kept. Content that is there already makes no version. Raises
        :class:`MeetingOutdated` where another version stands, MeetingTooLarge, MeetingUnknown or
        MeetingViewOnly.
        """
        packed = self._packed(content)
        with self._writing() as connection:
            row = _editable(connection, edit, lock=True)
            held = _unpacked(row.content)
            if row.version != base:
                raise MeetingOutdated(base, row.version, held)
            if held == content:
                return base
            moment = self._now().isoformat()
            before = {"meeting": row.id, "version": base, "content": row.content}
            connection.execute(insert(earlier).values(before | {"changed": row.changed}))
            old = earlier.c.version <= base - VERSIONS_KEPT
            connection.execute(delete(earlier).where(earlier.c.meeting == row.id, old))
            values = {"version": base + 1, "content": packed, "changed": moment, "opened": moment}
            connection.execute(update(meeting).where(meeting.c.id == row.id).values(values))
        return base + 1

    def remove(self, edit: str) -> None:
        """Remove a meeting and all its versions. Raises MeetingUnknown or MeetingViewOnly."""
        with self._writing() as connection:
            row = _editable(connection, edit, lock=True)
            _delete(connection, meeting.c.id == row.id)

    def kept_from_now(self) -> date:
        """The day before which nothing removes a meeting that is saved now."""
        return self._kept_until(self._now())

    def _remove_old(self, connection: Connection) -> None:
        """Remove what nobody has saved or opened to edit for as long as the settings say."""
        until = (self._now() - timedelta(days=self.limits.keep_days)).date().isoformat()
        # a moment's text begins with its day, and a day sorts before its moments
        _delete(connection, meeting.c.opened < until)

    def _kept_until(self, opened: datetime) -> date:
        return opened.date() + timedelta(days=self.limits.keep_days)

    def _packed(self, content: str) -> bytes:
        encoded = content.encode()
        if len(encoded) > self.limits.most_bytes:
            raise MeetingTooLarge(len(encoded), self.limits.most_bytes)
        return zlib.compress(encoded)


def _unpacked(content: bytes) -> str:
    return zlib.decompress(content).decode()


def _row(connection: Connection, key: str, lock: bool = False) -> Row[Any]:
    """The meeting that either key opens. Raises :class:`MeetingUnknown`."""
    hashed = key_hash(key)
    if hashed is None:
        raise MeetingUnknown
    query = select(meeting).where(or_(meeting.c.view_hash == hashed, meeting.c.edit_hash == hashed))
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise MeetingUnknown
    return row


def _editable(connection: Connection, edit: str, lock: bool = False) -> Row[Any]:
    row = _row(connection, edit, lock)
    if row.edit_hash != key_hash(edit):
        raise MeetingViewOnly
    return row


def _delete(connection: Connection, which: ColumnElement[bool]) -> None:
    # the meetings first: one that somebody is just opening is waited for, and stays
    ids = list(connection.scalars(delete(meeting).where(which).returning(meeting.c.id)))
    if ids:
        connection.execute(delete(earlier).where(earlier.c.meeting.in_(ids)))
