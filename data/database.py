"""The one place that tells one kind of database from another: opening, locking, what went wrong.

Everything else speaks SQLAlchemy Core, so another database is another address. Readers take no
lock. A writer takes one that ends with its transaction, and so with its process: a crash leaves
nothing to clean up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError

from data.errors import StoreBusy, StoreDamaged, StoreError

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


def open_engine(address: str, timeout: float) -> Engine:
    """Return an engine for `address`; nothing is read yet. `timeout` is in seconds.

    Raises :class:`StoreError` where the address cannot be understood or its folder not be made.
    """
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            return _open_sqlite(url, timeout)
        return create_engine(url, pool_pre_ping=True)
    except ArgumentError as error:
        # the address itself is not repeated: it may hold a password
        raise unusable("DATABASE_URL", "not a database address, expected sqlite:///path") from error
    except (NoSuchModuleError, ImportError) as error:
        raise unusable("DATABASE_URL", f"no driver is installed: {error}") from error


def _open_sqlite(url: URL, timeout: float) -> Engine:
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
        connection.execute("PRAGMA foreign_keys = ON")
        # a spilling cache would shut readers out before the commit
        connection.execute("PRAGMA cache_spill = OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer must own the lock before it reads what it is about to change
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def place(engine: Engine) -> str:
    """Where the database is, as said to people: a path, or an address without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn what the driver raises within into a :class:`StoreError` that a person can act on."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error, place(engine)) from error
    except TimeoutError as error:  # all connections of this process are in use
        raise busy(place(engine)) from error


def _explain(error: DBAPIError, where: str) -> StoreError:
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


def damaged(where: str, words: str) -> StoreDamaged:
    """The error for a file that is corrupt or holds something else than our store."""
    return StoreDamaged(
        f"Databasen {where} är skadad eller inte en av panelens ({words}). "
        "Filen har lämnats precis som den var, och de inbyggda siffrorna är oskadda. "
        "Flytta undan filen, eller lägg tillbaka en säkerhetskopia, och starta igen: "
        "saknas filen byggs en ny av de inbyggda siffrorna; det som hämtats sedan dess "
        "finns bara i den gamla filen.\n"
        f"The database {where} is damaged or not one of the panel's ({words}). "
        "The file was left exactly as it was, and the embedded figures are unharmed. "
        "Move the file away, or restore a backup, and start again: "
        "without a file a new one is built from the embedded figures; what was fetched since "
        "is only in the old file."
    )


def newer(where: str, found: str, known: int) -> StoreError:
    """The error for a store whose tables this version of the panel does not know."""
    return StoreError(
        f"Databasen {where} har schemaversion {found}; den här panelen kan version {known}. "
        "Inget har ändrats i den. Starta den nyare panelen som skapade den, eller ange en annan "
        "databas i DATABASE_URL.\n"
        f"The database {where} has schema version {found}; this panel knows version {known}. "
        "Nothing in it was changed. Start the newer panel that made it, or name another database "
        "in DATABASE_URL."
    )


def busy(where: str) -> StoreBusy:
    """The error for a database that another process has held for too long."""
    return StoreBusy(
        f"Databasen {where} är upptagen av ett annat program. "
        "Inget har ändrats; det som fanns i den finns kvar. "
        "Vänta tills det andra programmet är klart, eller stäng det, och försök igen.\n"
        f"The database {where} is held by another program. "
        "Nothing was changed; what was in it still stands. "
        "Wait until the other program is done, or close it, and try again."
    )


def unusable(where: str, words: str) -> StoreError:
    """The error for a database that cannot be reached, opened or written."""
    return StoreError(
        f"Databasen {where} kan inte användas ({words}). "
        "Inget har ändrats; det som fanns i den finns kvar. "
        "Kontrollera adressen, att mappen går att skriva i och att disken inte är full, "
        "och försök igen.\n"
        f"The database {where} cannot be used ({words}). "
        "Nothing was changed; what was in it still stands. "
        "Check the address, that the folder can be written and that the disk is not full, "
        "and try again."
    )
