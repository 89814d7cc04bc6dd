"""Synthetic datasets and frames: small, made up, and called so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.model import OBSERVATION_DTYPES, Dataset

WORDS = {"sv": "påhittad", "en": "synthetic"}

#: (geo, period, value[, status[, margin[, origin]]]) of the measure "number" in total
Row = tuple[Any, ...]


def synthetic_frame(*rows: Row) -> pd.DataFrame:
    """An observation frame of the given rows, sorted by key."""
    complete = []
    for geo, period, value, *rest in rows:
        status, margin, origin = (*rest, *("A", None, "a")[len(rest) :])
        complete.append(("number", "total", geo, period, value, status, margin, origin))
    frame = pd.DataFrame(complete, columns=list(OBSERVATION_DTYPES)).astype(OBSERVATION_DTYPES)
    return frame.sort_values(["geo", "period"], ignore_index=True)


def synthetic_dataset(name: str = "synthetic", **changes: Any) -> Dataset:
    """A dataset record with one measure, two origins and one release unless told otherwise."""
    record: dict[str, Any] = {
        "id": name,
        "name": WORDS,
        "producer": WORDS,
        "licence": WORDS,
        "collected": date(2026, 3, 1),
        "frequency": "annual",
        "kind": "register",
        "measures": {"number": {"label": "number", "unit": "number"}},
        "origins": {
            "a": {"reference": "table A", "processing": "as_published"},
            "b": {"reference": "table B", "processing": "as_published"},
        },
        "releases": [{"file": f"{name}.csv"}],
    }
    return Dataset.model_validate(record | changes)


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Path]:
    """Write a frame as an embedded file and return the folder it lies in."""
    folder = tmp_path / "published"
    folder.mkdir()

    def write(file: str, frame: pd.DataFrame) -> Path:
        frame.to_csv(folder / file, index=False, lineterminator="\n")
        return folder

    return write
