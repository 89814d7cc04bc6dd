"""What a refresh says: lines in a log, a bar on a terminal, and the table that closes both."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from data.query import Query
from data.refresh_report import COLUMNS, Report, Row, planned
from data.vintages import Change

ROWS = [
    Row("grp", Change(new=21, revised=3, unchanged=400), "2025", "2026-06-08", 12.345),
    Row("ghg", Change(withdrawn=2, revised=1), "2024", "", 0.04, to_review=3),
    Row("rd_business", Change(unchanged=80), "2023", "2026-01-15", 1.0),
    Row("matching", seconds=60.5, fault="scb.se svarade med fel 500 [/b] [1].\nscb.se answered."),
]


def said(rows: list[Row], terminal: bool = False, width: int = 50) -> str:
    """What a console is told of these rows."""
    file = StringIO()
    console = Console(file=file, force_terminal=terminal, width=width)
    with Report(len(rows), console) as report:
        for row in rows:
            report.add(row)
    assert report.failed == sum(bool(row.fault) for row in rows)
    return file.getvalue()


def test_a_log_has_a_line_for_each_dataset_as_it_is_done() -> None:
    lines = said(ROWS).splitlines()
    assert lines[:4] == [
        "1/4 grp: nytt",
        "2/4 ghg: 3 att granska",
        "3/4 rd_business: oförändrat",
        "4/4 matching: scb.se svarade med fel 500 [/b] [1].",
    ]
    assert "\x1b" not in said(ROWS)


def test_the_table_closes_it_sorted_by_dataset() -> None:
    lines = said(ROWS).splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("Dataset"))
    assert tuple(lines[head].split()) == COLUMNS
    table = [" ".join(line.split()) for line in lines[head + 1 : head + 5]]
    assert table == [
        "ghg 0 1 2 2024 0,0 3 att granska",
        "grp 21 3 0 2025 2026-06-08 12,3 nytt",
        "matching 60,5 scb.se svarade med fel 500 [/b] [1].",
        "rd_business 0 0 0 2023 2026-01-15 1,0 oförändrat",
    ]


def test_a_fault_is_told_whole_after_the_table() -> None:
    text = said(ROWS)
    assert text.endswith(f"\nmatching\n{ROWS[-1].fault}\n")
    assert said(ROWS[:3]).count("grp") == 2


def test_the_log_of_a_refresh_is_not_folded(capsys: pytest.CaptureFixture[str]) -> None:
    fault = "Tjänsten svarade inte i tid " * 12
    with Report(1) as report:
        report.add(Row("employed_by_industry", fault=fault))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert lines[2].startswith("employed_by_industry ") and lines[2].endswith("…")
    assert lines[0] == f"1/1 employed_by_industry: {fault}"
    assert lines[-1] == fault


def test_a_terminal_shows_a_bar_and_no_lines() -> None:
    text = said(ROWS, terminal=True)
    assert "\x1b" in text
    assert "4/4" in text and "matching" in text
    assert "1/4 grp: nytt" not in text
    assert "Dataset" in text and "att granska" in text


def test_a_refresh_of_nothing_says_so_with_an_empty_table() -> None:
    assert said([]).split() == list(COLUMNS)


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (Row("a", Change(new=1)), "nytt"),
        (Row("a", Change(revised=1)), "nytt"),
        (Row("a", Change(withdrawn=1)), "nytt"),
        (Row("a", Change(unchanged=9)), "oförändrat"),
        (Row("a", Change(new=1), to_review=2), "2 att granska"),
        (Row("a", fault="Först.\nThen."), "Först."),
    ],
)
def test_the_outcome_is_a_few_words(row: Row, outcome: str) -> None:
    assert row.outcome == outcome


def test_a_plan_lists_each_request_once() -> None:
    shared = Query("https://example.org/config")
    plans = {
        "a": [shared, Query("https://example.org/1", method="POST", body={"å": 1})],
        "b": [shared, Query("https://example.org/1", method="POST", body={"å": 2})],
    }
    assert planned(plans) == (
        "a\n  GET https://example.org/config\n"
        '  POST https://example.org/1 {"å": 1}\n'
        'b\n  POST https://example.org/1 {"å": 2}\n'
        "2 dataset, 3 anrop / requests\n"
    )
