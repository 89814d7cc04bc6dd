"""The embedded figures: ``data/published/*.csv``, one file a release, in our own format.

Each file has exactly the columns of an observation frame, in UTF-8 with a decimal point; an empty
value is missing and its status says why. With these files a clone needs no network.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pandas as pd

from data.errors import Fault, InputFault
from data.model import OBSERVATION_DTYPES, Dataset, Release, check_observations

FOLDER = Path(__file__).parents[1] / "published"
COLUMNS = list(OBSERVATION_DTYPES)
NUMBERS = [name for name, dtype in OBSERVATION_DTYPES.items() if dtype == "float64"]


def read_release(dataset: Dataset, release: Release, folder: Path = FOLDER) -> pd.DataFrame:
    """Return the rows of one release as a checked observation frame, sorted by key.

    Raises :class:`InputFault` with every fault found: a missing file, wrong columns, text that is
    not UTF-8, a cell that is not a number, or rows that :func:`check_observations` refuses.
    """
    path = folder / release.file
    try:
        frame = _frame(path.name, path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _fault(path.name, "file", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _fault(path.name, f"byte {error.start}", "expected UTF-8 text") from error
    return check_observations(frame, dataset, path.name)


def read_all(
    datasets: Mapping[str, Dataset], folder: Path = FOLDER
) -> dict[str, list[pd.DataFrame]]:
    """Return for every dataset its frames, in the order of ``dataset.releases``.

    Raises :class:`InputFault` with the faults of all files together.
    """
    frames: dict[str, list[pd.DataFrame]] = {}
    faults: list[Fault] = []
    for name, dataset in datasets.items():
        frames[name] = []
        for release in dataset.releases:
            try:
                frames[name].append(read_release(dataset, release, folder))
            except InputFault as error:
                faults.extend(error.faults)
    if faults:
        raise InputFault(faults)
    return frames


def _frame(file: str, text: str) -> pd.DataFrame:
    try:
        # Only an empty number is missing: "NA" is a text
        return _parse(file, text, OBSERVATION_DTYPES)
    except pd.errors.EmptyDataError as error:
        raise _fault(file, "columns", f"expected {COLUMNS}, got an empty file") from error
    except pd.errors.ParserError as error:
        raise _fault(file, "rows", f"expected {len(COLUMNS)} cells a row: {error}") from error
    except ValueError as error:
        # pandas says which value it refuses, but not where it stands
        cells = _parse(file, text, dict.fromkeys(COLUMNS, "str"))
        raise InputFault(_unreadable_numbers(file, cells)) from error


def _parse(file: str, text: str, dtypes: dict[str, str]) -> pd.DataFrame:
    frame = pd.read_csv(
        StringIO(text),
        dtype=dtypes,
        keep_default_na=False,
        na_values={name: [""] for name in NUMBERS},
        skip_blank_lines=False,  # faults name rows, so blank ones count
    )
    if list(frame.columns) == COLUMNS and not isinstance(frame.index, pd.RangeIndex):
        # where all rows are too long, pandas takes their first cells for an index
        raise _fault(file, "rows", f"expected {len(COLUMNS)} cells a row, got more")
    return frame


def _unreadable_numbers(file: str, cells: pd.DataFrame) -> list[Fault]:
    return [
        Fault(file, f"row {row}, {name}", f"expected a number with a point, got {cell!r}")
        for name in NUMBERS
        if name in cells
        for row, cell in enumerate(cells[name].fillna(""), start=2)
        if not _is_number(cell)
    ] or [Fault(file, "numbers", "expected numbers with a point")]


def _is_number(cell: str) -> bool:
    try:
        return not cell or (float(cell) == float(cell) and "_" not in cell)
    except ValueError:
        return False


def _fault(file: str, where: str, problem: str) -> InputFault:
    return InputFault([Fault(file, where, problem)])
