"""The one place that tells one kind of database from another: opening, locking, what went wrong.

Everything else speaks SQLAlchemy Core; what each kind needs stands in ``database_sqlite.py`` and
``database_postgresql.py``. Readers take no lock. A writer takes one that ends with its transaction,
and so with its process: a crash leaves nothing to clean up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError

from data import database_postgresql, database_sqlite
from data.database_errors import busy, not_an_address, unusable
from data.errors import RefreshUnderWay, shortened

#: rows handed to SQLite at once: few enough to be gone before the garbage collector looks at them
AT_ONCE = 2000


def open_engine(address: str, timeout: float) -> Engine:
    """Return an engine for `address`; nothing is read yet. `timeout` is in seconds.

    Raises :class:`StoreError` where the address cannot be understood or its folder not be made.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        # the address itself is not repeated: it may hold a password
        raise not_an_address(("den går inte att läsa", "it cannot be read")) from error
    kind = shortened(url.drivername.split("+")[0], 40)
    try:
        if kind == "sqlite":
            return database_sqlite.open_sqlite(url, timeout)
        if kind == "postgresql":
            return database_postgresql.open_postgresql(url, timeout)
    except ArgumentError as error:
        raise not_an_address(("den går inte att läsa", "it cannot be read")) from error
    except (NoSuchModuleError, ImportError) as error:
        raise unusable("DATABASE_URL", f"no driver is installed: {error}") from error
    raise not_an_address(
        (
            f"panelen har ingen drivrutin för {kind}",
            f"the panel has no driver for {kind}",
        )
    )


def place(engine: Engine) -> str:
    """Where the database is, as said to people: a path, or an address without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return database_postgresql.place(engine.url)


def on_server(engine: Engine) -> bool:
    """Tell whether the database is one of many in a server, and not a file of ours alone."""
    return engine.dialect.name == "postgresql"


def snapshots(engine: Engine) -> Engine:
    """The same engine for readers: all that one transaction reads was true at one moment."""
    if on_server(engine):
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def lock_tables(connection: Connection) -> None:
    """Wait until no other process makes the tables; a SQLite writer has the whole file already."""
    if on_server(connection.engine):
        database_postgresql.lock_tables(connection)


def insert_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert many rows of the columns `names`, the quickest way that the database has."""
    if on_server(connection.engine):
        database_postgresql.copy_rows(connection, table, names, rows)
        return
    format_name = connection.dialect.identifier_preparer
    columns = ", ".join(format_name.quote(name) for name in names)
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {format_name.format_table(table)} ({columns}) VALUES ({marks})"
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        connection.exec_driver_sql(statement, part)


@contextmanager
def refresh_lock(engine: Engine) -> Iterator[None]:
    """Hold the one lock of a refresh; it is gone when the process is, however that ended.

    Raises :class:`RefreshUnderWay` at once where another process, or thread, holds it.
    """
    if not on_server(engine):
        with _file_lock(engine):
            yield
        return
    with explained(engine):
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with explained(engine):
            connection.detach()  # closed at the end and not used again: the lock goes with it
            if not database_postgresql.try_to_refresh(connection):
                who = database_postgresql.who_refreshes(connection)
                raise RefreshUnderWay(place(engine), who)
        try:
            yield
        finally:
            database_postgresql.end_refresh(connection)
    finally:
        connection.close()


@contextmanager
def _file_lock(engine: Engine) -> Iterator[None]:
    # imported here: only a refresh has use for it. A lock of SQLite's own would hold up commits.
    from filelock import FileLock, Timeout

    path = f"{place(engine)}.refresh"
    # a lock that is the mere existence of a file would outlive a crash
    lock = FileLock(path, timeout=0, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise RefreshUnderWay(place(engine)) from error
    except OSError as error:
        raise unusable(path, str(error)) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn what the driver raises within into a :class:`StoreError` that a person can act on."""
    try:
        yield
    except DBAPIError as error:
        if on_server(engine):
            raise database_postgresql.explain(error, engine) from error
        raise database_sqlite.explain(error, place(engine)) from error
    except TimeoutError as error:  # all connections of this process are in use
        raise busy(place(engine)) from error
