"""Whatever a meeting holds, it can be written to every kind of file and opened again."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
from hypothesis import given, settings

from indicators.library import Library
from indicators.meeting.model import Meeting
from layouts.exports.meeting_xlsx import workbook
from layouts.exports.meeting_zip import archive
from layouts.exports.word import document
from tests.conftest import SOAK
from tests.indicators.meeting.strategies import meetings
from tests.layouts.meeting_files.made import BASE, OFFICE, TODAY, drawn


@settings(max_examples=600 if SOAK else 15)
@given(meetings)
def test_any_meeting_can_be_written_and_opened_again(with_goals: Library, one: Meeting) -> None:
    found = drawn(with_goals, one)
    book = openpyxl.load_workbook(io.BytesIO(workbook(found, one, OFFICE, BASE, TODAY)))
    sheets = [slide for slide in one.slides if slide.kind in ("view", "since")]
    assert len(book.worksheets) == len(sheets) + 2
    assert not any(cell.data_type == "f" for sheet in book.worksheets
                   for row in sheet.iter_rows() for cell in row)  # fmt: skip
    text = "\n".join(
        p.text
        for p in docx.Document(io.BytesIO(document(found, one, OFFICE, BASE, TODAY))).paragraphs
    )
    for content in found:
        for line in content.message.split("\n"):
            assert line.strip() in text
    with zipfile.ZipFile(io.BytesIO(archive(found, one, OFFICE, BASE, TODAY))) as packed:
        charts = [name for name in packed.namelist() if name.endswith(".csv")]
    assert len(charts) == sum(content.chart is not None and not content.missing
                              for content in found)  # fmt: skip
