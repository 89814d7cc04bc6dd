"""The store: every observation of every dataset, with every vintage of it, in one database.

A SQLite file by default, a PostgreSQL server by its address. A release is kept in
one transaction: unchanged rows are not touched, changed rows are closed and opened anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Connection, select

from data.database import explained, open_engine, refresh_lock, snapshots
from data.ledger import (
    Embedded,
    append,
    columns_where,
    effective_dates,
    fingerprints_held,
    hold_fingerprints,
    raise_revision,
    release_record,
    replay,
    revision,
    tell,
    told_of,
    valid_at,
)
from data.schema import meta, observation, prepare, release
from data.vintages import Change, Vintage, to_frame, to_rows

if TYPE_CHECKING:
    from data.meetings import Meetings


class Store:
    """All vintages of all datasets in the database at `url`; makes its tables in an empty one.

    `timeout` is how many seconds to wait for another process that is writing. Every method raises
    :class:`StoreDamaged`, :class:`StoreBusy` or :class:`StoreError` when the database fails; what
    was in it then still stands. One store serves many threads.
    """

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        self._engine = open_engine(url, timeout)
        try:
            prepare(self._engine)
        except BaseException:
            self._engine.dispose()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the next use would open new ones."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self._engine), snapshots(self._engine).connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that no other writer can overlap; nothing is kept if it raises."""
        with explained(self._engine):
            engine = self._engine.execution_options(writing=True)
            with engine.begin() as connection:
                # Where beginning takes no lock, this row is the one that writers wait for
                row = select(meta.c.value).where(meta.c.key == "revision").with_for_update()
                connection.execute(row)
                yield connection

    @contextmanager
    def refreshing(self) -> Iterator[None]:
        """Hold the lock of a refresh: one at a time, across processes and machines.

        Neither readers nor writers wait for it. It ends with the process that holds it, however
        that ends. Raises :class:`RefreshUnderWay` at once where it is held.
        """
        with refresh_lock(self._engine):
            yield

    @cached_property
    def meetings(self) -> Meetings:
        """The saved meetings in the same database, within the limits of the settings.

        Raises :class:`PanelError` where a setting cannot be read.
        """
        from data.meetings import Meetings
        from data.settings import meeting_limits

        return Meetings(self._engine, meeting_limits())

    def revision(self) -> int:
        """Return a number that grows with every kept change: ask it to see if there is news."""
        with self._reading() as connection:
            return revision(connection)

    def keep(
        self,
        dataset_id: str,
        frame: pd.DataFrame,
        vintage: Vintage,
        told: Mapping[str, str] | None = None,
    ) -> Change:
        """Keep a release that was fetched just now, and return what it changed.

        `frame` is a checked observation frame. A release that changes nothing leaves no trace. One
        that does counts from the moment it was fetched, or from that of the newest release held.
        `told` is written down in the same transaction, see :meth:`told`. Raises ValueError for a
        frame of another shape, or one without rows unless it is partial.
        """
        rows = to_rows(frame)
        if not rows.keys and not vintage.partial:
            raise ValueError(f"{dataset_id}: an empty release would withdraw every row")
        with self._writing() as connection:
            known = [day for _, day in effective_dates(connection, dataset_id)]
            effective = max(vintage.effective, *known, "")
            before = told_of(connection, dataset_id).get(dataset_id, {})
            changed, change = append(connection, dataset_id, rows, vintage, effective)
            tell(connection, dataset_id, told or {})
            # readers look again when there is news; that we have looked is none
            if changed or (before | dict(told or {}, checked="")) != (before | {"checked": ""}):
                raise_revision(connection)
        return change

    def told(self, dataset_id: str) -> dict[str, str]:
        """Return what was written down when a dataset was fetched last, by name; empty before.

        ``units``, ``notes`` and ``review`` are JSON: the service's own words for units by measure
        and on the figures, and the values that await review. ``next_release`` is a day in ISO
        format or "", ``checked`` when the service was asked last.
        """
        with self._reading() as connection:
            return told_of(connection, dataset_id).get(dataset_id, {})

    def embedded(self) -> dict[str, str]:
        """Return, for each dataset, the fingerprint of the embedded files that were kept."""
        with self._reading() as connection:
            return fingerprints_held(connection)

    def keep_embedded(
        self,
        fingerprints: Mapping[str, str],
        read: Callable[[list[str]], Mapping[str, Embedded]],
    ) -> dict[str, list[Change]]:
        """Keep the embedded releases of the datasets whose fingerprints are not those we hold.

        `read` is called with their ids, once the lock is ours, and gives each one's vintages. They
        take the place of the dataset's earlier embedded vintages; fetched vintages stay, in their
        place by effective date. All or nothing: one transaction. Returns the changes by dataset,
        one a release, empty if another process was quicker.
        """
        with self._writing() as connection:
            new = dict(fingerprints.items() - fingerprints_held(connection).items())
            if not new:
                return {}
            vintages = read(sorted(new))
            changes = {name: replay(connection, name, vintages[name]) for name in sorted(new)}
            hold_fingerprints(connection, new)
            raise_revision(connection)
        return changes

    def observations(self, dataset_id: str, as_of: date | None = None) -> pd.DataFrame:
        """Return the rows valid now, or as they were known at the end of the day `as_of`.

        Columns and dtypes as in :data:`OBSERVATION_DTYPES`, sorted by key; no rows for a dataset
        that is not there or was not known by then.
        """
        with self._reading() as connection:
            if as_of is None:
                return to_frame(
                    columns_where(connection, dataset_id, observation.c.closed.is_(None))
                )
            day = date(as_of.year, as_of.month, as_of.day).isoformat()
            known = (
                key for key, known in effective_dates(connection, dataset_id) if known[:10] <= day
            )
            return to_frame(columns_where(connection, dataset_id, valid_at(max(known, default=0))))

    def releases(self, dataset_id: str | None = None) -> pd.DataFrame:
        """Return the releases of one dataset or all, each dataset's oldest first.

        Columns: id, dataset, published, published_approximate, effective, fetched, origin,
        partial, embedded, note_sv, note_en. Dates are ISO texts; "" where there is none.
        """
        query = select(release).order_by(release.c.id)
        if dataset_id is not None:
            query = query.where(release.c.dataset == dataset_id)
        with self._reading() as connection:
            found = [release_record(row) for row in connection.execute(query).mappings()]
        found.sort(key=lambda record: str(record["dataset"]))
        return pd.DataFrame(found, columns=[column.name for column in release.c])

    def history(
        self, dataset_id: str, measure: str, breakdown: str, geo: str, period: str
    ) -> pd.DataFrame:
        """Return every vintage of one observation, oldest first.

        Columns: value, status, margin, origin, published, effective, fetched, note_sv, note_en as
        in :meth:`releases`, and until: the effective date of the release that replaced or
        withdrew it, "" while it is valid.
        """
        row, closing = observation.c, release.alias("closing")
        query = (
            select(row.value, row.status, row.margin, row.origin, release.c.published)
            .add_columns(release.c.effective, release.c.fetched)
            .add_columns(release.c.note_sv, release.c.note_en, closing.c.effective.label("until"))
            .join_from(observation, release, row.opened == release.c.id)
            .join(closing, row.closed == closing.c.id, isouter=True)
            .where(row.dataset == dataset_id, row.measure == measure, row.breakdown == breakdown)
            .where(row.geo == geo, row.period == period)
            .order_by(row.opened)
        )
        with self._reading() as connection:
            found = [release_record(row) for row in connection.execute(query).mappings()]
        frame = pd.DataFrame(found, columns=[column.name for column in query.selected_columns])
        return frame.astype({"value": "float64", "margin": "float64"})

    def superseded(self, dataset_id: str, measure: str, breakdown: str) -> pd.DataFrame:
        """Return every version in a series that a later release replaced or withdrew.

        Columns: geo, period, value, status, and effective and until of the releases that brought
        and ended it; oldest first. What is valid now is not among them.
        """
        row, closing = observation.c, release.alias("closing")
        query = (
            select(row.geo, row.period, row.value, row.status, release.c.effective)
            .add_columns(closing.c.effective.label("until"))
            .join_from(observation, release, row.opened == release.c.id)
            .join(closing, row.closed == closing.c.id)
            .where(row.dataset == dataset_id, row.measure == measure, row.breakdown == breakdown)
            .order_by(row.opened, row.geo, row.period)
        )
        with self._reading() as connection:
            found = [tuple(one) for one in connection.execute(query)]
        frame = pd.DataFrame(found, columns=[column.name for column in query.selected_columns])
        return frame.astype({"value": "float64"})
