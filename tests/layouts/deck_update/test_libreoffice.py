"""A real round trip through LibreOffice, where it is installed; only with many examples."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from indicators.library import Library
from tests.conftest import SOAK
from tests.layouts.deck_update import edits
from tests.layouts.deck_update.newer import REVISED
from tests.layouts.deck_update.test_update import LINES, MAP, TABLE, run

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(not (SOAK and SOFFICE), reason="LibreOffice, and only with SOAK")
def test_a_deck_saved_by_libreoffice_is_updated(
    deck_made: bytes, later: Library, tmp_path: Path
) -> None:
    (tmp_path / "a.pptx").write_bytes(deck_made)
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "pptx", "--outdir", str(tmp_path / "out"), str(tmp_path / "a.pptx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    data = (tmp_path / "out" / "a.pptx").read_bytes()
    assert not any(name.startswith("ppt/tags/") for name in edits.members(data))
    after = edits.opened(run(data, later).deck)
    slide = after.slides[LINES]
    assert edits.part(slide, "title").text_frame.text.endswith("2023")
    frame = edits.part(slide, "chart")
    assert edits.numbers(frame)["Dalarna"]["2021"] == REVISED
    assert edits.workbook(frame)["Dalarna", "2021"] == REVISED
    assert edits.has(after.slides[MAP], "map") and edits.has(after.slides[TABLE], "table")
