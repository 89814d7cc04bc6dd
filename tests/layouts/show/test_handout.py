"""The file: whole, closed to the network, and unharmed by whatever people write into a meeting."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Text
from indicators.meeting.content import SlideContent, contents
from indicators.meeting.model import Meeting, Slide, clean
from layouts.meeting.drawn import drawn
from layouts.profile import Profile
from layouts.show import scripts
from layouts.show.document import document
from layouts.show.handout import handout
from tests.layouts.show.conftest import TODAY, embedded, made, read
from tests.layouts.show.meetings import twelve

NAME = Text(sv="Region Exempel", en="Region Example")
HEADER = """/**
* plotly.js (cartesian - minified) v{version}
* Licensed under the MIT license
*/"""
HOSTILE = "</script><script>alert(1)</script><!--<script>\u2028]]>\\u003c&lt;\"'"


def test_every_slide_is_in_the_file_as_it_is_drawn(file: bytes, shown) -> None:
    found = embedded(file)["slides"]
    assert len(found) == len(shown) == 12
    for slide, content in zip(found, shown, strict=True):
        wanted = json.loads(json.dumps(drawn(content)))
        address = wanted.pop("address")
        assert slide.pop("address") == (f"https://p.example{address}" if address else "")
        assert slide == wanted


def test_the_file_is_small_enough_and_fetches_nothing(file: bytes) -> None:
    found = read(file)
    assert len(file) <= 6_000_000
    assert found.fetched == []
    assert "default-src 'none'" in found.policy and "http" not in found.policy
    text = file.decode()
    own = text.replace(scripts.plotly()[0], "").replace(found.data, "")
    # the name of SVG, which is no address to fetch from
    assert set(re.findall(r"https?://[^\"')\s]+", own)) == {"http://www.w3.org/2000/svg"}


def test_the_policy_allows_the_two_scripts_and_no_other(file: bytes) -> None:
    found = read(file)
    assert len(found.scripts) == 2
    for text in found.scripts:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in found.policy
    assert found.policy.count("'sha256-") == 2
    assert "script-src" in found.policy and "unsafe-eval" not in found.policy


def test_the_file_says_which_day_it_shows_and_that_it_is_not_live(file: bytes) -> None:
    found = embedded(file)
    assert found["made"] == TODAY.isoformat() and found["live"] is False
    assert "{date}" in found["words"]["sv"]["made"]
    assert "offer" not in found and "prefix" not in found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_is_in_the_meetings_language(library, language: str) -> None:
    meeting = twelve(language)
    found = made(contents(library, meeting, TODAY), meeting)
    assert read(found).language == language and read(found).title == "Styrgruppsmöte"
    assert list(embedded(found)["words"]) == [language]
    assert embedded(found)["slides"][1]["title"].startswith(
        "Arbetslöshet" if language == "sv" else "Unemployment"
    )


def test_what_people_write_stays_text() -> None:
    slide = Slide(id="a", kind="text", title=HOSTILE, message=HOSTILE, notes=HOSTILE)
    meeting = Meeting(title=HOSTILE, slides=(slide,))
    found = made((SlideContent(slide, HOSTILE, message=HOSTILE),), meeting)
    assert len(read(found).scripts) == 2
    assert embedded(found)["slides"][0]["title"] == HOSTILE
    assert embedded(found)["meeting"]["title"] == clean(HOSTILE)
    assert read(found).title == clean(HOSTILE)


@given(st.text())
def test_any_text_survives_the_way_into_the_document(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    data = {"language": "sv", "meeting": {"title": "t"}, "text": text}
    whole = document(data, head="", style="", scripts="<script>own</script>")
    assert embedded(whole)["text"] == text
    assert read(whole).scripts == ["own"]


@pytest.mark.parametrize("base", ["https://p.example", "https://p.example/", "http://h:1/panel/"])
def test_addresses_are_joined_with_one_slash(shown, meeting, base: str) -> None:
    found = embedded(made(shown, meeting, base))["slides"][1]["address"]
    assert found == base.rstrip("/") + "/jamfor?indikator=unemployment_bas"


def test_the_regions_colours_and_office_are_used(shown, meeting) -> None:
    own = Profile("egen", NAME, office=NAME, colours={"20": "#123456"})
    found = embedded(handout(shown, meeting, own, "https://p.example", TODAY))
    assert found["office"] == "Region Exempel"
    assert "#123456" in json.dumps(found["slides"][1]["figure"])
    # and only while that file is made
    assert "#123456" not in json.dumps(drawn(shown[1])["figure"])


def test_a_meeting_without_slides_or_title_is_a_file_too() -> None:
    found = made((), Meeting())
    assert embedded(found)["slides"] == [] and read(found).title == "Möte utan namn"


def test_writing_a_file_does_not_import_plotly() -> None:
    code = (
        "import sys; from layouts.show import handout, scripts; scripts.plotly(); "
        "scripts.script(); print('plotly' in sys.modules, 'dash' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_smaller_script_is_used_where_it_is_of_the_right_version(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(scripts.slim, "FOLDER", tmp_path)
    ordinary = scripts.plotly_path()
    assert ordinary.name == "plotly.min.js" and ordinary.is_file()
    smaller = tmp_path / scripts.slim.FILE
    smaller.write_text(HEADER.format(version="0.0.1"))
    assert scripts.plotly_path() == ordinary
    smaller.write_text(HEADER.format(version=scripts.slim.expected_version()))
    assert scripts.plotly_path() == smaller
