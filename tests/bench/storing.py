"""Keeping half a million observations (synthetic) of which 1 % are revised, beside a bare insert.

The bare insert puts the same rows into a table of the same columns and key, one statement and one
transaction, and compares nothing: by SQLite's own ``executemany``, and by PostgreSQL's COPY.
"""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import psycopg

from data.model import OBSERVATION_DTYPES
from data.store import Store
from data.vintages import Change, Vintage
from tests.bench.results import Result, at_most
from tests.data.postgres import Cluster, cluster

ROWS, REVISED = 500_000, 100  # one row in a hundred is revised
ROUNDS = 3
MOST = 3.0
NAMES = [*OBSERVATION_DTYPES, "dataset", "opened", "closed"]
TABLE = """CREATE TABLE plain (
    dataset {text}, measure {text}, breakdown {text}, geo {text}, period {text}, opened integer,
    closed integer, value double precision, status {text}, margin double precision, origin {text},
    PRIMARY KEY (dataset, measure, breakdown, geo, period, opened))"""


def measure(folder: Path) -> Iterator[Result]:
    """Seconds to keep a first release and one that revises 1 %, as ratios to the bare insert."""
    first, second = synthetic(1), synthetic(2)
    yield from _compare("SQLite", first, second,
                        lambda number: f"sqlite:///{folder / f'storing{number}.sqlite'}",
                        lambda rows: insert_sqlite(folder / "plain.sqlite", rows))  # fmt: skip
    with cluster() as server:
        yield from _compare("PostgreSQL", first, second, lambda _: server.create(),
                            lambda rows: copy_postgresql(server, rows))  # fmt: skip


def _compare(
    name: str,
    first: pd.DataFrame,
    second: pd.DataFrame,
    address: Callable[[int], str],
    insert: Callable[[list[tuple[object, ...]]], float],
) -> Iterator[Result]:
    rows = list(second.astype(object).where(second.notna(), None).itertuples(index=False))
    plain = [(*row, "synthetic", 1, None) for row in rows]
    took: dict[str, list[float]] = {"bare": [], "first": [], "revised": []}
    for number in range(ROUNDS):
        took["bare"].append(insert(plain))
        with Store(address(number)) as store:
            took["first"].append(_keep(store, first, 2024, Change(new=ROWS)))
            change = Change(revised=ROWS // REVISED, unchanged=ROWS - ROWS // REVISED)
            took["revised"].append(_keep(store, second, 2025, change))
    bare, new, revised = (median(them) for them in took.values())
    what = f"{ROWS:,} rows (synthetic), {name}"
    yield Result(f"{what}: bare insert", f"{bare:.2f} s")
    yield at_most(f"{what}: all new", f"{new:.2f} s", new / bare, MOST, "the bare insert")
    yield at_most(f"{what}: 1 % revised", f"{revised:.2f} s", revised / bare, MOST,
                  "the bare insert")  # fmt: skip


def _keep(store: Store, frame: pd.DataFrame, year: int, expected: Change) -> float:
    gc.collect()
    began = time.perf_counter()
    change = store.keep("synthetic", frame, Vintage(date(year, 3, 1), "http://127.0.0.1/table"))
    seconds = time.perf_counter() - began
    if change != expected:
        raise AssertionError(f"{change} is not {expected}")
    return seconds


def insert_sqlite(path: Path, rows: list[tuple[object, ...]]) -> float:
    """Seconds of one executemany into a new file."""
    path.unlink(missing_ok=True)
    marks = ", ".join("?" * len(NAMES))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(TABLE.format(text="text") + " WITHOUT ROWID")
        gc.collect()
        began = time.perf_counter()
        with connection:
            connection.executemany(f"INSERT INTO plain ({', '.join(NAMES)}) VALUES ({marks})", rows)
        return time.perf_counter() - began


def copy_postgresql(server: Cluster, rows: list[tuple[object, ...]]) -> float:
    """Seconds of one COPY into a new database."""
    with psycopg.connect(server.create().replace("+psycopg", "")) as connection:
        connection.execute(TABLE.format(text='text COLLATE "C"'))
        connection.commit()
        gc.collect()
        began = time.perf_counter()
        with connection.cursor().copy(f"COPY plain ({', '.join(NAMES)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        connection.commit()
        return time.perf_counter() - began


def synthetic(release: int) -> pd.DataFrame:
    """Invented figures for 25 measures, 2 breakdowns, 400 places and 25 years; some are missing."""
    sizes = (25, 2, 400, 25)
    words = ("measure_", "part_", "G", "2")
    codes = [
        np.array([f"{word}{number:03d}" for number in range(size)], dtype=object)
        for word, size in zip(words, sizes, strict=True)
    ]
    places = np.unravel_index(np.arange(ROWS), sizes)
    value = np.random.default_rng(7).uniform(0, 1000, ROWS).round(1)
    value[::50] = np.nan
    if release > 1:
        value[REVISED // 2 - 1 :: REVISED] += 1
    cells = [one[place] for one, place in zip(codes, places, strict=True)]
    status = np.where(np.isnan(value), "Q", "A")
    margin = np.full(ROWS, np.nan)
    columns = [*cells, value, status, margin, np.full(ROWS, "a", dtype=object)]
    frame = pd.DataFrame(dict(zip(OBSERVATION_DTYPES, columns, strict=True)))
    return frame.astype(OBSERVATION_DTYPES)
