"""The embedded files: what is read, and how every fault is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.errors import InputFault
from data.model import OBSERVATION_DTYPES, Release
from data.sources.published import read_all, read_release
from tests.data.conftest import synthetic_dataset, synthetic_frame

HEADER = "measure,breakdown,geo,period,value,status,margin,origin\n"
ROW = "number,total,20,2019,1.5,A,,a\n"
FILE = "synthetic.csv"


def faults(folder: Path, content: str | bytes) -> list[str]:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / FILE).write_bytes(data)
    with pytest.raises(InputFault) as caught:
        read_release(synthetic_dataset(), Release(file=FILE), folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_file_comes_back_as_it_was_written(published: Callable[..., Path]) -> None:
    frame = synthetic_frame(
        ("20", "2017", 0.1 + 0.2),
        ("20", "2018", None, "Q"),
        ("21", "2017", 0.0, "EP", 1.25, "b"),
        ("NA", "2017", -3.0),
    )
    folder = published(FILE, frame)
    read = read_release(synthetic_dataset(), Release(file=FILE), folder)
    pd.testing.assert_frame_equal(read, frame)
    assert {name: str(dtype) for name, dtype in read.dtypes.items()} == OBSERVATION_DTYPES


def test_a_code_keeps_its_leading_zero(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(HEADER + ROW.replace("20,", "00,", 1))
    read = read_release(synthetic_dataset(), Release(file=FILE), tmp_path)
    assert read["geo"].tolist() == ["00"]


@pytest.mark.parametrize("cell", ["1 344", "1.344.5", "x", "nan", "NaN", "NA", "1_000", "0x1A"])
def test_a_cell_that_is_no_number_is_named_by_row_and_column(tmp_path: Path, cell: str) -> None:
    found = faults(tmp_path, HEADER + ROW + ROW.replace("2019", "2020").replace("1.5", cell))
    assert found == [
        f"{FILE}: row 3, value: expected a number with a point, got {cell!r}",
    ]


def test_every_such_cell_is_named(tmp_path: Path) -> None:
    found = faults(tmp_path, HEADER + ROW.replace("1.5", '"1,5"') + ROW.replace("A,,", "A,±2,"))
    assert found == [
        f"{FILE}: row 2, value: expected a number with a point, got '1,5'",
        f"{FILE}: row 3, margin: expected a number with a point, got '±2'",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "columns: expected ['measure', "),
        (HEADER.replace("geo", "region") + ROW, "columns: expected ['measure', "),
        (HEADER.replace(",", ";") + ROW.replace(",", ";"), "columns: expected ['measure', "),
        (HEADER + ROW + ROW.replace("\n", ",more\n"), "rows: expected 8 cells a row"),
        (HEADER + ROW.replace("\n", ",more\n"), "rows: expected 8 cells a row, got more"),
        (HEADER + "number,total,20,2019,1.5,A\n", "row 2 (number/total/20/2019): origin not in"),
        (HEADER + "\n" + ROW, "row 2 (///): "),
        (HEADER + ROW[:-2] + '"a\n', "rows: expected 8 cells a row"),
        ((HEADER + ROW).encode() + b"\xe5\n", f"byte {len(HEADER + ROW)}: expected UTF-8 text"),
        ((HEADER + ROW).encode("utf-16"), "byte 0: expected UTF-8 text"),
        (HEADER + ROW.replace("1.5", ""), "row 2 (number/total/20/2019): empty value without"),
        (HEADER + ROW.replace("1.5", "inf"), "row 2 (number/total/20/2019): infinite value"),
        (HEADER + ROW + ROW, "row 3 (number/total/20/2019): the same key twice"),
    ],
)
def test_a_malformed_file_is_a_fault(tmp_path: Path, content: str | bytes, expected: str) -> None:
    found = faults(tmp_path, content)
    assert any(fault.startswith(f"{FILE}: {expected}") for fault in found), found


def test_the_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(HEADER + ROW.replace("1.5", "x"))
    (tmp_path / "two.csv").write_text(HEADER + ROW)
    datasets = {name: synthetic_dataset(name) for name in ("one", "two", "three")}
    with pytest.raises(InputFault) as caught:
        read_all(datasets, tmp_path)
    assert [fault.file for fault in caught.value.faults] == ["one.csv", "three.csv"]
    assert "cannot be read" in str(caught.value)


def test_frames_come_in_the_order_of_the_releases(published: Callable[..., Path]) -> None:
    published("old.csv", synthetic_frame(("20", "2017", 1344.0)))
    folder = published("new.csv", synthetic_frame(("20", "2017", 1323.0)))
    dataset = synthetic_dataset(
        releases=[{"file": "old.csv", "published": "2018-11-21"}, {"file": "new.csv"}]
    )
    frames = read_all({"synthetic": dataset}, folder)["synthetic"]
    assert [frame["value"].item() for frame in frames] == [1344.0, 1323.0]
