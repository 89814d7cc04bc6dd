"""Files opened again and compared with the spec, cell by cell."""

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from indicators.spec import Mark
from layouts.exports.csv_file import COLUMNS, table_csv
from layouts.exports.xlsx import HEADER_ROW, workbook
from layouts.exports.xlsx_lines import stretches
from layouts.exports.xlsx_table import reference
from layouts.tables import cells
from tests.layouts import specs

ADDRESS = "https://panelen.example/jamfor?indikator=fou"
SPECS = {
    "lines": specs.over_time(),
    "gaps": specs.gaps(),
    "months": specs.months(),
    "bars": specs.ranking(),
    "differences": specs.changes_ranking(),
    "pairs": specs.by_sex(),
    "dense": specs.europe(),
    "english": specs.ranking(language="en"),
    "nothing": specs.spec("over_time", []),
}


def opened(*given):
    return openpyxl.load_workbook(io.BytesIO(workbook(given, ADDRESS)))


def parts(*given):
    with zipfile.ZipFile(io.BytesIO(workbook(given, ADDRESS))) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


@pytest.mark.parametrize("name", SPECS)
def test_the_sheet_equals_the_spec_cell_by_cell(name):
    spec = SPECS[name]
    sheet, grid = opened(spec).worksheets[0], cells(spec)
    first = len(grid.header(spec.language)) - len(grid.columns) + 1
    assert sheet.cell(1, 1).value == spec.title
    for number, row in enumerate(grid.rows, start=HEADER_ROW + 2):
        for column, cell in enumerate(row.cells, start=first):
            found = sheet.cell(number, column)
            if cell.value is None:
                assert found.value == cell.symbol(spec.language)
                assert found.data_type == "s"
                assert found.alignment.horizontal == "right"
            else:
                assert found.data_type == "n"
                assert found.value == pytest.approx(cell.value, rel=1e-14)


def test_numbers_have_the_decimals_of_the_spec_a_true_minus_and_their_status():
    sheet = opened(specs.gaps()).worksheets[0]
    shown = sheet.cell(HEADER_ROW + 2, 2).number_format
    assert shown == "#,##0.0;−#,##0.0;#,##0.0"
    assert '" ub"' in sheet.cell(HEADER_ROW + 2, 5).number_format
    signed = opened(specs.changes_ranking()).worksheets[0]
    assert signed.cell(HEADER_ROW + 2, 2).number_format.startswith("+#,##0.0;−")
    # −0.01 rounds to zero and shows no sign
    assert signed.cell(HEADER_ROW + 5, 2).number_format == "#,##0.0;#,##0.0"


def test_everything_a_reader_needs_stands_in_the_sheet():
    spec = specs.gaps()
    said = "\n".join(str(row[0].value) for row in opened(spec).worksheets[0].iter_rows())
    for text in (
        spec.subtitle,
        spec.notes[0],
        f"Källa: {spec.source}",
        "Bearbetning: ",
        "Diagramförklaring: ",
        ADDRESS,
        "p preliminär",
        "Felmarginal",
        "Enhet: procent",
    ):
        assert text in said  # fmt: skip


def test_margins_stand_as_numbers_below():
    rows = [[cell.value for cell in row] for row in opened(specs.gaps()).worksheets[0].iter_rows()]
    at = next(i for i, row in enumerate(rows) if row[0] and "Felmarginal" in str(row[0]))
    assert rows[at + 1][:6] == ["Dalarna", 0.8, 0.8, None, None, 0.5]


def test_a_sheet_a_chart_with_frozen_header_and_properties():
    book = opened(specs.over_time(), specs.ranking(), specs.ranking())
    assert book.sheetnames == ["Utveckling", "Rangordning", "Rangordning (2)"]
    assert [sheet.freeze_panes for sheet in book.worksheets] == ["B5", "C5", "C5"]
    assert all(len(sheet._charts) == 1 for sheet in book.worksheets)
    assert book.properties.title == specs.over_time().title
    assert opened(specs.over_time(language="en")).sheetnames == ["Development"]


def test_a_line_is_one_series_a_stretch_named_once_in_the_legend():
    found = parts(specs.over_time())["xl/charts/chart1.xml"]
    assert found.count("<c:ser>") == 8
    assert found.count("<c:legendEntry>") == 4
    assert "Utveckling!$B$5:$D$5" in found.replace("'", "")
    assert "Utveckling!$E$5:$G$5" in found.replace("'", "")
    for colour in ("0072B2", "C44E00", "00795C", "6A3D9A"):
        assert colour in found


def test_no_chart_points_at_a_missing_value():
    row = cells(specs.gaps()).rows[0]
    assert list(stretches(row)) == [[0, 1], [3, 4]]
    # a year that the series does not have lies between two surveys and does not cut the line
    series = specs.line("20", {"2011": 1.0, "2013": 2.0})
    other = specs.line("00", {"2011": 1.0, "2012": 1.0, "2013": 2.0})
    rows = cells(specs.spec("over_time", [series, other])).rows
    assert list(stretches(rows[0])) == [[0, 2]]
    assert reference("A b", [4], [1, 3]) == "=('A b'!$B$5,'A b'!$D$5)"


def test_bars_leave_out_places_without_a_value():
    found = parts(specs.ranking())["xl/charts/chart1.xml"].replace("'", "")
    assert "Rangordning!$C$5:$C$10" in found
    assert "$C$11" not in found


def test_the_same_figures_give_the_same_bytes_and_no_macro():
    assert workbook([specs.gaps()], ADDRESS) == workbook([specs.gaps()], ADDRESS)
    assert not any("vba" in name.lower() for name in parts(specs.gaps()))


def test_a_workbook_of_nothing_opens():
    assert opened().sheetnames


def read(*given):
    raw = table_csv(given, ADDRESS)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", SPECS)
def test_the_csv_reads_back_as_the_spec(name):
    spec = SPECS[name]
    for row, cell in zip(read(spec), cells(spec).cells, strict=True):
        assert tuple(row) == COLUMNS
        assert row["place_code"] == cell.series.code
        assert row["period"] == cell.mark.period
        assert row["status"] == cell.mark.status
        assert row["source"] == spec.source
        assert row["address"] == ADDRESS
        if cell.value is None:
            assert row["value_decimal_point"] == ""
            assert row["status_in_words"]
        else:
            assert float(row["value_decimal_point"]) == cell.value


def test_the_csv_is_for_machines():
    rows = read(specs.gaps())
    assert rows[0]["value_decimal_point"] == "71.26"
    assert rows[0]["margin_decimal_point"] == "0.8"
    assert rows[3]["status_in_words"] == "osäker, brott i tidsserien"


def test_numbers_of_any_size_survive():
    values = {"2019": 1e-9, "2020": 1234567.123456789, "2021": -0.1}
    found = [float(row["value_decimal_point"]) for row in
             read(specs.spec("over_time", [specs.line("20", values)]))]  # fmt: skip
    assert found == list(values.values())


def test_nan_is_missing_in_every_file():
    one = specs.line("20", {"2020": 1.0})
    spec = specs.spec("over_time", [replace(one, marks=(Mark("2020", float("nan"), "Q"),))])
    assert read(spec)[0]["value_decimal_point"] == ""
    assert opened(spec).worksheets[0].cell(HEADER_ROW + 2, 2).value == ".."


def test_a_crowd_of_lines_stays_within_what_excel_can_draw():
    values = {"2020": 1.0, "2021": 2.0}
    crowd = [specs.line(f"R{i}", values, "others") for i in range(240)]
    found = parts(specs.spec("over_time", [specs.line("20", values), *crowd]))
    assert found["xl/charts/chart1.xml"].count("<c:ser>") == 1
    few = parts(specs.spec("over_time", [specs.line("20", values), *crowd[:5]]))
    assert few["xl/charts/chart1.xml"].count("<c:ser>") == 6
    assert few["xl/charts/chart1.xml"].count("<c:legendEntry>") == 5
