"""What is fetched gets its origin, and sums that no table prints are added."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.conversation import FETCHED
from data.errors import InputFault
from data.model import OBSERVATION_DTYPES, Live
from data.registry import load_datasets
from data.sums import with_sums

LIVE = Live(
    source="kolada",
    origin="live",
    question={},
    sums={"all": ("one", "two", "three")},
    sum_origin="live_sum",
)
PLAIN = Live(source="kolada", origin="live", question={})


def frame(*rows: tuple[str, str, str, float | None, str]) -> pd.DataFrame:
    """Rows of (measure, geo, period, value, status), both sexes together."""
    whole = [(m, "total", geo, period, value, s, None) for m, geo, period, value, s in rows]
    return pd.DataFrame(whole, columns=FETCHED).astype({"value": "float64", "margin": "float64"})


def sums_of(found: pd.DataFrame) -> list[tuple[str, str, float | None, str, str]]:
    rows = found[found["measure"] == "all"]
    return [
        (row.geo, row.period, None if row.value != row.value else row.value, row.status, row.origin)
        for row in rows.itertuples()
    ]


def test_rows_get_the_origin_of_the_fetch() -> None:
    found = with_sums(frame(("one", "20", "2023", 1.0, "A")), PLAIN)
    assert list(found.columns) == list(OBSERVATION_DTYPES)
    assert found["origin"].tolist() == ["live"]


def test_a_sum_is_added_as_derived_with_an_origin_of_its_own() -> None:
    found = with_sums(
        frame(
            ("one", "20", "2023", 0.1, "A"),
            ("two", "20", "2023", 0.2, "P"),
            ("three", "20", "2023", 0.3, "A"),
        ),
        LIVE,
    )
    assert sums_of(found) == [("20", "2023", 0.6, "PZ", "live_sum")]
    assert len(found) == 4 and found["margin"].isna().all()


def test_a_sum_with_a_missing_part_is_missing_with_its_reason() -> None:
    found = with_sums(
        frame(
            ("one", "20", "2023", 1.0, "A"),
            ("two", "20", "2023", None, "Q"),
            ("three", "20", "2023", 3.0, "A"),
            ("one", "21", "2023", 1.0, "A"),
        ),
        LIVE,
    )
    assert sums_of(found) == [
        ("20", "2023", None, "Q", "live_sum"),
        ("21", "2023", None, "O", "live_sum"),
    ]


def test_nothing_fetched_stays_nothing() -> None:
    found = with_sums(frame(), LIVE)
    assert found.empty and list(found.columns) == list(OBSERVATION_DTYPES)


RECORD = """
id = "a"
name = { sv = "Namn", en = "Name" }
producer = { sv = "SCB", en = "Statistics Sweden" }
licence = { sv = "CC0", en = "CC0" }
frequency = "annual"
kind = "survey"

[measures]
one = { label = "one", unit = "number" }
two = { label = "two", unit = "number" }
all = { label = "all", unit = "number" }

[origins]
live = { reference = "Kolada", processing = "as_published" }
live_sum = { reference = "Kolada", processing = "derived", method = { sv = "1+1", en = "1+1" } }

[live]
source = "kolada"
origin = "live"
sum_origin = "live_sum"

[live.sums]
all = ["one", "two"]

[live.question]
kpis = { one = "N00001", two = "N00002" }

[[breaks]]
period = "2020"
origins = ["live"]
text = { sv = "brott", en = "break" }
"""


def test_a_dataset_that_is_only_fetched_needs_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(RECORD, encoding="utf-8")
    dataset = load_datasets(tmp_path)["a"]
    assert dataset.collected is None and dataset.releases == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('sum_origin = "live_sum"\n', "", "live.sum_origin: expected one of this file's origins"),
        ('all = ["one", "two"]', 'whole = ["one", "two"]', "live.sums.whole: expected a measure"),
        ('all = ["one", "two"]', 'one = ["one", "two"]', "live.sums.one: expected a measure that"),
        ('["one", "two"]', '["one", "six"]', "live.sums.all: expected measures that are fetched"),
        ('["one", "two"]', '["one"]', "live.sums.all: expected tuple should have at least 2"),
        ('origins = ["live"]', 'origins = ["b"]', "breaks[1].origins: expected one of this file's"),
        ('two = "N00002"', 'six = "N00002"', "live.question: expected a measure of this file"),
        ('origin = "live"\n', 'origin = "x"\n', "live.origin: expected one of this file's origins"),
        ('source = "kolada"', 'source = "post"', "live.source: expected one of kolada, scb"),
        ("kpis =", "keys =", "live.question.keys: unknown key"),
    ],
)
def test_a_fault_in_what_is_fetched_is_named(
    tmp_path: Path, before: str, after: str, expected: str
) -> None:
    assert before in RECORD
    (tmp_path / "a.toml").write_text(RECORD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputFault) as caught:
        load_datasets(tmp_path)
    assert any(str(fault).startswith(f"a.toml: {expected}") for fault in caught.value.faults), [
        str(fault) for fault in caught.value.faults
    ]
