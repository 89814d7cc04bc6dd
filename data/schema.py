"""The three tables of the store, and the check that a database holds them and not something else.

An observation is one *version* of a row: valid from the release that `opened` it until the release
that `closed` it, or until now where `closed` is null. Within a dataset, release ids grow with the
effective date, so what was known on a day is found by comparing ids.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Double,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    inspect,
    select,
)

from data.database import explained, lock_tables, on_server, place
from data.database_errors import damaged, newer

SCHEMA_VERSION = 1

metadata = MetaData()

#: compared by code point, as in SQLite and Python: a server's own collation may change with its
#: operating system, and the order of an index with it
Words = String().with_variant(String(collation="C"), "postgresql")

meta = Table(
    "meta",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
)

release = Table(
    "release",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dataset", Words, nullable=False, index=True),
    Column("published", Words),
    Column("published_approximate", Boolean, nullable=False),
    Column("effective", Words, nullable=False),
    Column("fetched", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("partial", Boolean, nullable=False),
    Column("embedded", Boolean, nullable=False),
    Column("note_sv", Words),
    Column("note_en", Words),
)

#: stored in the order of its key where SQLite keeps it: a dataset is one stretch of the file,
#: nearly in the order in which it is asked for, and needs no second index
observation = Table(
    "observation",
    metadata,
    Column("dataset", Words, primary_key=True),
    Column("measure", Words, primary_key=True),
    Column("breakdown", Words, primary_key=True),
    Column("geo", Words, primary_key=True),
    Column("period", Words, primary_key=True),
    # ids of releases; no foreign keys, because PostgreSQL would look each row up by itself, which
    # took longer than storing them, and one function alone writes both tables
    Column("opened", Integer, primary_key=True),
    Column("closed", Integer),
    Column("value", Double),
    Column("status", Words, nullable=False),
    Column("margin", Double),
    Column("origin", Words, nullable=False),
    sqlite_with_rowid=False,
)


def prepare(engine: Engine) -> None:
    """Make the tables where there are none, else check that they are ours.

    Raises :class:`StoreDamaged` for a corrupt or foreign database, :class:`StoreError` for a
    newer schema or one that cannot be used, :class:`StoreBusy` for one that is locked too long.
    Writes nothing unless the database is empty.
    """
    with explained(engine):
        with engine.connect() as connection:
            if _ours(connection):
                return
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            lock_tables(connection)
            if _ours(connection):  # another process was quicker
                return
            metadata.create_all(connection)
            rows = [("schema", str(SCHEMA_VERSION)), ("revision", "0")]
            connection.execute(insert(meta), [{"key": key, "value": text} for key, text in rows])


def _ours(connection: Connection) -> bool:
    """Tell whether our tables are there; False means empty. Raises for anything else."""
    where, server = place(connection.engine), on_server(connection.engine)
    names = set(inspect(connection).get_table_names())
    ours = names & set(metadata.tables)
    # a file belongs to us alone; a server may hold tables of others beside ours
    if not ours and (server or not names):
        return False
    if ours != set(metadata.tables):
        raise damaged(where, f"tables: {', '.join(sorted(names))}", server)
    found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    if found is None or not found.isdecimal():
        raise damaged(where, "no schema version", server)
    if int(found) != SCHEMA_VERSION:
        raise newer(where, found, SCHEMA_VERSION)
    return True
