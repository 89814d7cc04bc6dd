"""What the store does inside a transaction: read rows, keep a release, build a dataset anew.

Functions of a connection; :class:`data.store.Store` opens it, locks and commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from data.database import insert_rows
from data.model import KEY, Text
from data.schema import meta, observation, release
from data.vintages import COLUMNS, Change, Rows, Vintage, as_columns, difference, to_rows

EMBEDDED = "embedded:"
TOLD = "told:"
Embedded = list[tuple[Vintage, pd.DataFrame]]


def revision(connection: Connection) -> int:
    """Return the count of kept changes."""
    return int(connection.scalar(select(meta.c.value).where(meta.c.key == "revision")) or 0)


def raise_revision(connection: Connection) -> None:
    """Tell every process that watches :func:`revision` that there is news."""
    values = {"value": str(revision(connection) + 1)}
    connection.execute(update(meta).where(meta.c.key == "revision").values(values))


def fingerprints_held(connection: Connection) -> dict[str, str]:
    """Return the fingerprint of the embedded files kept for each dataset."""
    found = connection.execute(select(meta).where(meta.c.key.startswith(EMBEDDED)))
    return {row.key.removeprefix(EMBEDDED): row.value for row in found}


def hold_fingerprints(connection: Connection, fingerprints: Mapping[str, str]) -> None:
    """Write down which embedded files were kept for some datasets."""
    rows = [{"key": EMBEDDED + name, "value": text} for name, text in fingerprints.items()]
    connection.execute(delete(meta).where(meta.c.key.in_([row["key"] for row in rows])))
    connection.execute(insert(meta), rows)


def told_of(connection: Connection, dataset: str | None = None) -> dict[str, dict[str, str]]:
    """Return what was written down beside the figures, by dataset and name."""
    found: dict[str, dict[str, str]] = {}
    prefix = TOLD if dataset is None else f"{TOLD}{dataset}:"
    for row in connection.execute(select(meta).where(meta.c.key.startswith(prefix))):
        name, _, what = row.key.removeprefix(TOLD).partition(":")
        found.setdefault(name, {})[what] = row.value
    return found


def tell(connection: Connection, dataset: str, told: Mapping[str, str]) -> None:
    """Write `told` down beside the figures of `dataset`, in place of what has the same names."""
    rows = [{"key": f"{TOLD}{dataset}:{name}", "value": text} for name, text in told.items()]
    if rows:
        connection.execute(delete(meta).where(meta.c.key.in_([row["key"] for row in rows])))
        connection.execute(insert(meta), rows)


def effective_dates(connection: Connection, dataset: str) -> list[tuple[int, str]]:
    """Return (id, effective) of the releases of `dataset`.

    Callers compare the dates in Python, as databases differ in how they sort text.
    """
    query = select(release.c.id, release.c.effective).where(release.c.dataset == dataset)
    return [(row.id, row.effective) for row in connection.execute(query)]


def valid_at(last: int) -> ColumnElement[bool]:
    """Select the rows that were valid once release `last`, and none after it, was kept."""
    closed = observation.c.closed
    return and_(observation.c.opened <= last, or_(closed.is_(None), closed > last))


def rows_where(connection: Connection, dataset: str, *conditions: ColumnElement[bool]) -> Rows:
    """Return the rows of `dataset` that meet the conditions."""
    return Rows.of(as_columns(columns_where(connection, dataset, *conditions)))


def columns_where(
    connection: Connection, dataset: str, *conditions: ColumnElement[bool]
) -> list[list[Any]]:
    """Return the same as lists, in the order of OBSERVATION_DTYPES."""
    columns: list[list[Any]] = [[] for _ in COLUMNS]
    # in parts: ten thousands of row objects at once set off the garbage collector again and
    # again, which took as long as the reading itself (measured with 30 000 rows, 2026-11-23)
    for part in connection.execute(_observations(dataset, conditions)).partitions(1000):
        for column, cells in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(cells)
    return columns


def _observations(dataset: str, conditions: Iterable[ColumnElement[bool]]) -> Select[Any]:
    columns = [observation.c[name] for name in COLUMNS]
    return select(*columns).where(observation.c.dataset == dataset, *conditions)


def append(
    connection: Connection, dataset: str, rows: Rows, vintage: Vintage, effective: str
) -> tuple[bool, Change]:
    """Keep `rows` on top of what is there; tell whether any was opened or closed, and the count."""
    held = rows_where(connection, dataset, observation.c.closed.is_(None))
    found = difference(held, rows, vintage.partial)
    changed = bool(len(found.opened) or len(found.closed))
    if changed:
        values = _release_values(vintage) | {"dataset": dataset, "effective": effective}
        number = connection.execute(insert(release).values(values).returning(release.c.id))
        identity = number.scalar_one()
        _close(connection, dataset, held.take(KEY, found.closed), identity)
        opened = rows.take(COLUMNS, found.opened)
        names = [*COLUMNS, "dataset", "opened"]
        insert_rows(connection, observation, names, ((*row, dataset, identity) for row in opened))
    return changed, found.change


def _close(
    connection: Connection, dataset: str, keys: Iterable[tuple[object, ...]], number: int
) -> None:
    names = [f"key_{name}" for name in KEY]
    values = [dict(zip(names, key, strict=True)) for key in keys]
    if values:
        row = observation.c
        close = (
            update(observation)
            .where(row.dataset == dataset, row.closed.is_(None))
            .where(*(row[name] == bindparam(f"key_{name}") for name in KEY))
            .values(closed=number)
        )
        connection.execute(close, values)


def replay(connection: Connection, dataset: str, embedded: Embedded) -> list[Change]:
    """Build `dataset` anew from `embedded` and the fetched vintages that are there.

    A complete fetched release is taken again as it stood; a partial one as the rows it changed.
    Returns the changes of the embedded vintages.
    """
    releases: list[tuple[str, Vintage, Rows]] = [
        (vintage.effective, vintage, to_rows(frame)) for vintage, frame in embedded
    ]
    fetched = select(release).where(release.c.dataset == dataset, release.c.embedded.is_(False))
    for row in connection.execute(fetched.order_by(release.c.id)).all():
        brought = observation.c.opened == row.id if row.partial else valid_at(row.id)
        releases.append((row.effective, _vintage(row), rows_where(connection, dataset, brought)))
    connection.execute(delete(observation).where(observation.c.dataset == dataset))
    connection.execute(delete(release).where(release.c.dataset == dataset))
    changes = []
    for effective, vintage, rows in sorted(releases, key=lambda item: item[0]):
        _, change = append(connection, dataset, rows, vintage, effective)
        if vintage.embedded:
            changes.append(change)
    return changes


def _release_values(vintage: Vintage) -> dict[str, object]:
    return {
        "published": vintage.published and vintage.published.isoformat(),
        "published_approximate": vintage.published_approximate,
        "fetched": vintage.fetched.isoformat(),
        "origin": vintage.origin,
        "partial": vintage.partial,
        "embedded": vintage.embedded,
        "note_sv": vintage.note and vintage.note.sv,
        "note_en": vintage.note and vintage.note.en,
    }


def _vintage(row: Row[Any]) -> Vintage:
    fetched = date if len(row.fetched) == len("2026-11-23") else datetime
    return Vintage(
        fetched=fetched.fromisoformat(row.fetched),
        origin=row.origin,
        published=date.fromisoformat(row.published) if row.published else None,
        published_approximate=row.published_approximate,
        partial=row.partial,
        embedded=row.embedded,
        note=Text(sv=row.note_sv, en=row.note_en) if row.note_sv else None,
    )


def release_record(row: RowMapping) -> dict[str, object]:
    """Return a row about a release with "" for an unknown date and an absent note."""
    texts = ("published", "until", "note_sv", "note_en")
    return {key: value or "" if key in texts else value for key, value in row.items()}
