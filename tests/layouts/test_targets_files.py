"""Decided targets in table, sheet and machine file: the same numbers as in the chart."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import openpyxl
import pytest

from indicators.spec import Column, Mark, Series
from layouts.exports.csv_file import COLUMNS, table_csv
from layouts.exports.xlsx import workbook
from layouts.tables import table
from tests.layouts import specs
from tests.layouts.targets import target

TARGET = target(path=(("2011", 3995.0), ("2025", 5000.0), ("2030", 6000.0)))
HEADS = {
    "sv": ["Mål", "Basperiod", "Basvärde", "Målperiod", "Målvärde", "Beslutsdag", "Beslutat av"],
    "en": ["Target", "Base period", "Base value", "Target period", "Target value", "Decided on",
           "Decided by"],
}  # fmt: skip


def two_points(**changes):
    """A chart whose columns have units of their own."""
    columns = (
        Column("2019", "kr", "kr", 1, period="2019"),
        Column("2021", "kr", "kr", 1),
        Column("Förändring", "kr", "kr", 1, signed=True),
    )
    marks = (Mark("2019", 4521.0), Mark("2021", 2441.0), Mark("", -2080.0))
    return specs.spec("two_points", [Series("20", "Dalarna", "home", marks)], columns=columns,
                      **changes)  # fmt: skip


def html(element) -> str:
    if isinstance(element, str):
        return element
    if isinstance(element, list):
        return "".join(map(html, element))
    props = element["props"]
    said = " ".join(f"{k}={v}" for k, v in props.items() if k != "children")
    return f"<{element['type']} {said}>{html(props.get('children', ''))}"


@pytest.mark.parametrize("make", [specs.over_time, specs.ranking, two_points])
def test_the_table_has_a_row_for_each_target_across_its_columns(make):
    spec = make(targets=(TARGET,))
    whole = table(spec)
    body = [part for part in whole["props"]["children"] if "targets" in str(part.get("props"))][-1]
    row = body["props"]["children"]
    cells = row["props"]["children"]
    head = next(cell for cell in cells if cell["type"] == "Th")
    assert head["props"]["scope"] == "row" and head["props"]["children"] == "Mål: Dalarna"
    assert cells[-1]["props"]["children"] == TARGET.told
    columns = whole["props"]["children"][1]["props"]["children"]["props"]["children"]
    assert sum(cell["props"].get("colSpan", 1) for cell in cells) == len(columns)
    assert "targets" not in html(table(make()))


def block(spec):
    """The rows of the targets on the sheet, as {heading: cell}."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([spec], "https://x.example/"))).worksheets[0]
    heads = HEADS[spec.language]
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        if heads[1] in values:
            start = values.index(heads[1]) - 1
            assert values[start : start + len(heads)] == heads
            number = row[0].row
            return [
                dict(zip(heads, sheet[number + below][start : start + len(heads)], strict=True))
                for below in (1, 2)
            ]
    raise AssertionError("no block of targets")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("make", [specs.over_time, specs.ranking, two_points])
def test_the_sheet_has_the_targets_as_numbers(make, language):
    heads = HEADS[language]
    spec = make(targets=(TARGET,), language=language)
    whole, step = block(spec)
    told = [whole[head].value for head in heads]
    assert told == ["Dalarna", 2011, 3995, 2030, 6000, datetime(2026, 6, 12), "Påhittade nämnden"]
    assert whole[heads[4]].data_type == "n"
    decimals = ".0" if make is two_points else ""
    assert whole[heads[4]].number_format == f"#,##0{decimals};−#,##0{decimals};#,##0{decimals}"
    assert whole[heads[5]].number_format == "yyyy-mm-dd"
    assert (step[heads[3]].value, step[heads[4]].value) == (2025, 5000)


def test_a_month_stands_in_the_sheet_in_words():
    month = target(path=(("2020-01", 6.0), ("2027-12", 3.0)))
    (whole, _) = block(specs.months(targets=(month,)))
    assert whole["Målperiod"].value == "dec\u00a02027" and whole["Målvärde"].value == 3


def test_a_target_without_a_base_leaves_its_cells_empty():
    (whole, _) = block(specs.over_time(targets=(target(path=(("2030", 6000.0),)),)))
    assert whole["Basperiod"].value is None and whole["Basvärde"].value is None
    assert whole["Målvärde"].value == 6000


def test_the_machine_file_is_data_only_and_tells_its_targets_with_the_notes():
    bare = specs.over_time()
    spec = specs.over_time(targets=(TARGET,), notes=(*bare.notes, TARGET.told))
    with_it = list(csv.reader(io.StringIO(table_csv([spec], "x").decode("utf-8-sig"))))
    without = list(csv.reader(io.StringIO(table_csv([bare], "x").decode("utf-8-sig"))))
    at = COLUMNS.index("notes")
    assert len(with_it) == len(without)
    assert [row[:at] + row[at + 1 :] for row in with_it] == [
        row[:at] + row[at + 1 :] for row in without
    ]
    assert all(row[at].endswith(TARGET.told) for row in with_it[1:])


def test_without_targets_the_sheet_has_no_block():
    with pytest.raises(AssertionError, match="no block"):
        block(specs.over_time())
