"""A workbook is looked through as hostile: it costs little, runs nothing and changes nothing."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from indicators.strategy import book_guard
from indicators.strategy.book_faults import BookFaults
from indicators.strategy.book_read import read_book
from indicators.strategy.load import Strategy
from tests.conftest import SOAK
from tests.indicators.strategy_book.books import (
    ROOT,
    catalogue,
    example_book,
    faults,
    part,
    with_named,
)

GOALS = "xl/worksheets/sheet7.xml"
NOT_A_BOOK = ["filen är ingen Excelarbetsbok (.xlsx), eller är skadad."]
UNPACKED = ["filen blir orimligt stor när den packas upp och läses därför inte."]
DECLARED = ["filen har en dokumenttyp (DOCTYPE), som inga arbetsböcker har, och läses därför inte."]
MACROS = ["arbetsboken har makron. Spara den som .xlsx, utan makron."]


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["filen är tom."]),
        (b"kod;namn\n1;2\n", NOT_A_BOOK),
        (b"PK\x03\x04" + b"\0" * 200, NOT_A_BOOK),
        (zipped(a=b"b"), NOT_A_BOOK),
        (zipped(**{"[Content_Types].xml": b"<Types/>"}), NOT_A_BOOK),
        (zipped(**{"[Content_Types].xml": b"not xml"}), NOT_A_BOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000,
         ["filen är skyddad med lösenord eller i det äldre formatet .xls. Spara den som .xlsx "
          "utan lösenord."]),
        (b"\0" * (book_guard.MOST_BYTES + 1), ["filen är större än 10 MB."]),
    ],
    ids=["empty", "csv", "cut", "another zip", "no workbook", "no xml", "encrypted", "large"],
)  # fmt: skip
def test_what_is_no_workbook(content: bytes, said: list[str]) -> None:
    assert faults(content) == said


@pytest.mark.parametrize("length", [10, 100, 1000, 20_000, -1])
def test_a_file_cut_short(length: int) -> None:
    assert faults(example_book()[:length]) == NOT_A_BOOK


def test_macros_are_refused_in_words() -> None:
    assert faults(with_named({"xl/vbaProject.bin": b"\xd0\xcf"})) == MACROS
    types = part("[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert faults(with_named({"[Content_Types].xml": types})) == MACROS


BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "name", [GOALS, "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml", "xl/other.bin"]
)
def test_entities_are_refused_in_every_part(name: str, encoding: str) -> None:
    assert faults(with_named({name: BILLION.decode().encode(encoding)})) == DECLARED
    outer = '<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>'.encode(encoding)
    assert faults(with_named({name: outer})) == DECLARED


def test_a_zip_bomb_is_refused_by_its_size() -> None:
    assert faults(with_named({"xl/media/a.png": b"\0" * 61_000_000})) == UNPACKED
    crowd = {f"xl/media/{number}.png": b"" for number in range(600)}
    assert faults(with_named(crowd)) == UNPACKED


def test_a_part_with_countless_elements_is_refused() -> None:
    styles = part("xl/styles.xml").replace(b"</cellXfs>", b"<xf/>" * 70_000 + b"</cellXfs>")
    assert faults(with_named({"xl/styles.xml": styles})) == UNPACKED
    rows = b"<row>" + b"<c/>" * 1_510_000 + b"</row>"
    sheet = part(GOALS).replace(b"<sheetData>", b"<sheetData>" + rows)
    assert faults(with_named({GOALS: sheet})) == UNPACKED


def test_a_hundred_thousand_rows_are_one_fault() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>a</t></is></c></row>' % (number, number)
        for number in range(100, 100_100)
    )
    sheet = part(GOALS).replace(b"</sheetData>", rows + b"</sheetData>")
    found = faults(with_named({GOALS: sheet}))
    assert "Mål, rad 100099: det står något efter de 5000 rader som läses." in found
    assert not any(line.startswith("Mål, rad 2") for line in found)


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    for size in (b"A1:XFD1048576", b"A1", b"A1:B2"):
        sheet = part(GOALS).replace(b'ref="A1:T17"', b'ref="' + size + b'"')
        assert sheet != part(GOALS)
        assert faults(with_named({GOALS: sheet})) == []


def test_links_to_other_files_are_left_aside() -> None:
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    assert faults(with_named({"xl/externalLinks/externalLink1.xml": link})) == []


def test_a_workbook_of_something_else_is_told_of_by_its_sheets() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kommun", "2024"])
    stream = io.BytesIO()
    book.save(stream)
    found = faults(stream.getvalue())
    assert "Sheet: okänt blad. Ta bort det, eller ge det ett av namnen i mallen." in found
    assert sum("bladet saknas" in line for line in found) == 10


MEASURE = """
import sys
from pathlib import Path
from data.registry import load_datasets
from indicators.catalogue import load_catalogue
from indicators.strategy.book_read import read_book
from indicators.strategy.book_faults import BookFaults
import openpyxl
catalogue = load_catalogue(load_datasets())
content = Path(sys.argv[1]).read_bytes()
def most():
    # getrusage would count the parent's memory from before exec
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
before = most()
try:
    read_book(content, catalogue)
except BookFaults as error:
    assert error.faults
print(most() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measured as Linux does")
def test_a_large_workbook_costs_bounded_memory(tmp_path: Any) -> None:
    cells = b"".join(
        b'<c r="%c#" t="s"><v>1</v></c>' % letter for letter in b"ABCDEFGHIJKLMNOPQRST"
    )
    rows = b"".join(
        b'<row r="%d">%s</row>' % (number, cells.replace(b"#", b"%d" % number))
        for number in range(20, 1500)
    )
    sheet = part(GOALS).replace(b"</sheetData>", rows + b"</sheetData>")
    strings = part("xl/sharedStrings.xml").replace(
        b"</sst>", b"<si><t>a</t></si>" * 100_000 + b"</sst>"
    )
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_named({GOALS: sheet, "xl/sharedStrings.xml": strings}))
    found = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], cwd=ROOT, capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT)}, check=True,
    )  # fmt: skip
    kilobytes = int(found.stdout)
    assert 1_000 < kilobytes < 300_000


# --- any file at all -------------------------------------------------------------------------


def change(text: bytearray, draw: random.Random) -> None:
    """One change somewhere in a part: a byte, a piece gone or doubled, a value, a cell's type."""
    at, what = draw.randrange(len(text) or 1), draw.randrange(5)
    if what == 0:
        text[at : at + 1] = bytes([draw.randrange(256)])
    elif what == 1:
        del text[at : at + draw.randint(1, 60)]
    elif what == 2:
        text[at:at] = text[at : at + draw.randint(1, 200)]
    elif what == 3:
        start = text.find(b'"', at)
        end = text.find(b'"', start + 1)
        if 0 <= start < end:
            values = [b"-1", b"1e999", b"999999999999", b"", b"NaN", b"x", b"0"]
            text[start + 1 : end] = draw.choice(values)
    elif (cell := text.find(b"<c ", at)) >= 0:
        text[cell + 3 : cell + 3] = b't="%c" ' % draw.choice(b"sbedn")


def mutated(draw: random.Random) -> bytes:
    """The example's workbook with something in one of its parts, or in its bytes, changed."""
    if draw.random() < 0.3:
        content = bytearray(example_book())
        for _ in range(draw.randint(1, 20)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        return bytes(content)
    with zipfile.ZipFile(io.BytesIO(example_book())) as book:
        name = draw.choice([one for one in book.namelist() if one.endswith((".xml", ".rels"))])
        text = bytearray(book.read(name))
    for _ in range(draw.randint(1, 6)):
        change(text, draw)
    return with_named({name: bytes(text)})


@pytest.mark.parametrize("part_of_many", range(100 if SOAK else 1))
def test_a_damaged_workbook_is_read_or_told_of_and_never_a_traceback(part_of_many: int) -> None:
    draw = random.Random(part_of_many)
    outcomes = set()
    # one in sixteen can still be read, so that fifty in a row may all be told of; then it goes on
    # until one is read, or 500 have not been
    for number in range(500):
        if number >= 50 and outcomes == {Strategy, BookFaults}:
            break
        content = mutated(draw)
        try:
            outcomes.add(type(read_book(content, catalogue())))
        except BookFaults as error:
            outcomes.add(type(error))
            assert error.faults
            assert "Inget har ändrats" in str(error)
    assert outcomes == {Strategy, BookFaults}
