"""SQLite: one file, opened so that writers queue and readers never see half of a change."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from data.database_errors import busy, damaged, unusable
from data.errors import StoreError

#: primary SQLite result codes, https://www.sqlite.org/rescode.html (2026-11-23)
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
UNUSABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
}


def open_sqlite(url: URL, timeout: float) -> Engine:
    """Return an engine for the file at `url`, whose folder is made. Raises :class:`StoreError`."""
    # The rollback journal stays on (no WAL): the store is one file that can be copied and that may
    # lie on a network drive, and pages read from frames in memory, so readers seldom come here.
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise unusable(str(url), "expected the path of a file, as in sqlite:///var/panel.sqlite")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(url.database, str(error)) from error
    engine = create_engine(url, connect_args={"timeout": timeout})

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not where sqlite3 guesses
        # a spilling cache would shut readers out before the commit
        connection.execute("PRAGMA cache_spill = OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer must own the lock before it reads what it is about to change
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def explain(error: DBAPIError, where: str) -> StoreError:
    """What SQLite complains of, for people."""
    words = str(error.orig)
    if not isinstance(error.orig, sqlite3.Error):
        return unusable(where, words)
    code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in BUSY:
        return busy(where)
    if code in UNUSABLE:
        return unusable(where, words)
    # all statements are our own and tested: any other complaint is about what the file holds
    return damaged(where, words)
