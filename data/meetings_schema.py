"""The two tables of saved meetings, made beside those of the figures when a meeting is first saved.

They have a version of their own (``meetings`` in the table ``meta``): the tables of the figures and
their version are untouched by them, so that an older panel goes on with the same database.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
    select,
)

from data.database import lock_tables, on_server, place
from data.database_errors import damaged, newer
from data.schema import Words, meta

MEETINGS_VERSION = 1
KEY = "meetings"

metadata = MetaData()

#: one row a meeting, as it stands now. Of the keys only hashes are kept: whoever reads the database
#: can read the meetings but not open them in anybody's name. Moments are ISO texts in UTC.
meeting = Table(
    "panel_meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("view_hash", Words, nullable=False, unique=True),
    Column("edit_hash", Words, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created", Words, nullable=False),
    Column("changed", Words, nullable=False),
    #: with the edit link, to the day
    Column("opened", Words, nullable=False, index=True),
)

#: what a meeting was before: one row for each version that another took the place of
earlier = Table(
    "panel_meeting_version",
    metadata,
    Column("meeting", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    Column("changed", Words, nullable=False),
)


def there(connection: Connection) -> bool:
    """Tell whether the tables are there; False where no meeting was ever saved.

    Raises :class:`StoreDamaged` where only a part of them is, or a foreign table of that name, and
    :class:`StoreError` where a newer panel has made them otherwise.
    """
    where, server = place(connection.engine), on_server(connection.engine)
    found = connection.scalar(select(meta.c.value).where(meta.c.key == KEY))
    names = set(inspect(connection).get_table_names()) & set(metadata.tables)
    if found is None and not names:
        return False
    if found is not None and found.isdecimal() and int(found) > MEETINGS_VERSION:
        raise newer(where, f"{found} ({KEY})", MEETINGS_VERSION)
    if found != str(MEETINGS_VERSION) or names != set(metadata.tables):
        raise damaged(where, f"tables of meetings: {', '.join(sorted(names)) or '–'}", server)
    return True


def make(connection: Connection) -> None:
    """Make the tables unless another process was quicker. Needs a transaction that may write."""
    lock_tables(connection)
    if not there(connection):
        metadata.create_all(connection)
        connection.execute(insert(meta), [{"key": KEY, "value": str(MEETINGS_VERSION)}])
