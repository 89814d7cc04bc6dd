"""Slides as the Möte page asks for them: right numbers, drawn once, every fault in words."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import formats
from indicators.library import Library
from indicators.meeting import content as contents_module
from indicators.meeting.model import Confirmed, Meeting, Slide
from indicators.views import VIEWS
from layouts.meeting import routes_drawn
from layouts.meeting.pictures import slide_picture
from layouts.meeting.received import MOST
from tests.conftest import SOAK

TODAY = date(2026, 11, 24)
PUBLISHED = Path(__file__).parents[3] / "data" / "published"
RATES = "?indikator=unemployment_bas"


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[FlaskClient]:
    server = Flask("meeting")
    routes_drawn.register(server, library, "/panel/")
    with server.test_client() as found:
        yield found


def meeting(*slides: Slide, **settings: Any) -> Meeting:
    return Meeting(slides=slides, **settings)


def drawn(library: Library, *slides: Slide, **settings: Any) -> list[dict[str, Any]]:
    found = routes_drawn.slides_drawn(library, meeting(*slides, **settings), TODAY, light=True)
    return list(found["slides"])


def post(client: FlaskClient, body: Any, query: str = "") -> tuple[int, dict[str, Any]]:
    text = body if isinstance(body, bytes) else body.model_dump_json().encode()
    answer = client.post(f"/panel/mote/rita{query}", data=text)
    assert answer.mimetype == "application/json", answer.data[:300]
    return answer.status_code, json.loads(answer.data)


def published(file: str, geo: str, period: str, **match: str) -> float:
    with (PUBLISHED / file).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            same = all(row[name] == value for name, value in match.items())
            if row["geo"] == geo and row["period"] == period and same:
                return float(row["value"])
    raise LookupError((file, geo, period))


@pytest.mark.parametrize("geo", ["20", "21", "17"])
def test_a_field_says_the_published_number(library: Library, geo: str) -> None:
    slide = Slide(id="a", path="/jamfor", query=RATES, message="{värde:" + geo + ":2022}")
    value = published("unemployment_bas.csv", geo, "2022", breakdown="total")
    found = drawn(library, slide)[0]
    assert found["faults"] == []
    assert found["message"].startswith(formats.number(value, 1, "sv")), found["message"]


def test_only_the_slides_asked_for_are_drawn_and_without_figures(client: FlaskClient) -> None:
    slides = [Slide(id=name, path="/jamfor", query=RATES) for name in "abc"]
    status, found = post(client, meeting(*slides), "?bilder=c,a&figur=0")
    assert status == 200
    assert [one["id"] for one in found["slides"]] == ["a", "c"]
    assert "figure" not in found["slides"][0] and "table" not in found["slides"][0]
    _, whole = post(client, meeting(*slides))
    assert [one["id"] for one in whole["slides"]] == ["a", "b", "c"]
    assert whole["slides"][0]["figure"]["data"] and "<table" in whole["slides"][0]["table"]


def test_writing_one_message_draws_one_slide(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = contents_module.content

    def counted(library: Library, meeting: Meeting, slide: Slide, today: date) -> Any:
        asked.append(slide.message)
        return real(library, meeting, slide, today)

    monkeypatch.setattr(contents_module, "content", counted)
    slides = [
        Slide(id=f"s{number}", path="/jamfor", query=f"{RATES}&period=20{number}", message="kvar")
        for number in (20, 21, 22)
    ]
    drawn(library, *slides)
    asked.clear()
    slides[1] = slides[1].model_copy(update={"message": "nytt", "notes": "anteckning"})
    found = drawn(library, *slides)
    assert asked == ["nytt"]
    assert [one["message"] for one in found] == ["kvar", "nytt", "kvar"]
    assert [one["notes"] for one in found] == ["", "anteckning", ""]
    assert [one["id"] for one in found] == ["s20", "s21", "s22"]


def test_a_slide_with_notes_of_its_own_is_not_handed_anothers(library: Library) -> None:
    one = Slide(id="a", path="/jamfor", query=RATES, notes="den enas")
    other = Slide(id="b", path="/jamfor", query=RATES, notes="den andras")
    found = drawn(library, one, other)
    assert [(slide["id"], slide["notes"]) for slide in found] == [
        ("a", "den enas"), ("b", "den andras")
    ]  # fmt: skip


def test_a_message_read_against_another_number_is_stale_until_it_is_read(
    library: Library,
) -> None:
    slide = Slide(id="a", path="/jamfor", query=RATES, message="{värde:20}")
    first = drawn(library, slide)[0]
    assert first["stale"] == [] and len(first["rewritten"]) == 1
    kept = Confirmed.model_validate(first["rewritten"][0])
    old = kept.model_copy(update={"said": "9,9 procent", "value": 9.9})
    stale = drawn(library, slide.model_copy(update={"confirmed": (old,)}))[0]
    assert len(stale["stale"]) == 1 and stale["stale"][0]["said"].startswith("9,9")
    assert stale["stale"][0]["now"].startswith("4,7")
    # an edit alone leaves it so; reading it does not
    assert [one["value"] for one in stale["rewritten"]] == [9.9]
    read = tuple(Confirmed.model_validate(one) for one in stale["confirmed"])
    assert drawn(library, slide.model_copy(update={"confirmed": read}))[0]["stale"] == []


def test_language_and_home_are_the_meetings(library: Library) -> None:
    slide = Slide(id="a", path="/jamfor", query=RATES)
    swedish = drawn(library, slide)[0]
    english = drawn(library, slide, language="en", home="17")[0]
    assert swedish["title"].startswith("Arbetslöshet") and english["title"].startswith("Unempl")


def test_what_the_panel_does_not_have_keeps_its_place(library: Library) -> None:
    found = drawn(
        library,
        Slide(id="a", path="/jamfor", query="?indikator=finns_inte", message="mina ord"),
        Slide(id="b", path="/finns/inte"),
        Slide(id="c", kind="section", title="Rubrik"),
    )
    assert "finns_inte" in found[0]["missing"] and found[0]["message"] == "mina ord"
    assert found[1]["missing"]
    assert found[2]["title"] == "Rubrik" and found[2]["missing"] == ""


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 400, "tom"),
        (b"{", 400, "inget möte"),
        (b"[1]", 400, "inget möte"),
        (b'"' + b"x" * MOST, 413, "2 MB"),
        (b'{"slides": [{"id": "A B"}]}', 400, "bild 1, ”id”"),
        (b'{"slides": [{"id": "a", "message": "' + b"x" * 2001 + b'"}]}', 400, "bild 1, budskap"),
        (b'{"slides": [{}]}', 400, "saknas"),
        (b'{"nytt": 1}', 400, "”nytt”"),
        (b'{"title": "' + b"\xff\xfe" + b'"}', 400, ""),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    client: FlaskClient, body: bytes, status: int, said: str
) -> None:
    found = post(client, body)
    assert found[0] == status and said in found[1]["faults"][0], found
    _, english = post(client, body, "?sprak=en")
    assert english["faults"] != found[1]["faults"] and "Traceback" not in str(found)


def test_many_faults_are_told_in_short(client: FlaskClient) -> None:
    slides = ",".join('{"id": "?"}' for _ in range(30))
    _, found = post(client, f'{{"slides": [{slides}]}}'.encode())
    assert len(found["faults"]) == 9 and "22" in found["faults"][-1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
PARTS = st.fixed_dictionaries(
    {},
    optional={
        name: JSON
        for name in ("title", "slides", "showings", "home", "as_of", "language", "on", "beside")
    },
)


@settings(max_examples=3000 if SOAK else 150)
@given(body=st.binary(max_size=60) | PARTS.map(lambda found: json.dumps(found).encode()))
def test_no_body_makes_the_server_fail(client: FlaskClient, body: bytes) -> None:
    status, found = post(client, body)
    assert status in (200, 400) and isinstance(found["faults"], list)
    assert status == 200 or found["faults"]


@settings(max_examples=600 if SOAK else 40)
@given(
    path=st.sampled_from(["/jamfor", "/county/20", "/mal/x", "/strategi", "/", "/%", "/a/../"]),
    query=st.text(max_size=60) | st.sampled_from([RATES, "?indikator=rd_business&vy=karta"]),
    message=st.text(max_size=40) | st.sampled_from(["{", "{värde}", "{värde:20:x}", "{}{{", "}"]),
)
def test_no_slide_makes_the_server_fail(
    client: FlaskClient, path: str, query: str, message: str
) -> None:
    slide = Slide(id="a", path=path, query=query, message=message)
    status, found = post(client, meeting(slide), "?figur=0")
    assert status == 200 and found["slides"][0]["picture"].startswith("data:image/svg+xml,")


def svg(address: str) -> ElementTree.Element:
    return ElementTree.fromstring(unquote(address.removeprefix("data:image/svg+xml,")))


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_small_picture_within_its_frame(library: Library, view: str) -> None:
    from indicators.model import Selection
    from indicators.selection import to_query

    known = list(library.available())
    for indicator in known if SOAK else known[::4]:
        query = to_query(Selection(indicator=indicator, view=view, against="grp"))  # type: ignore[arg-type]
        slide = Slide(id="a", path="/jamfor", query=query)
        found = contents_module.content(library, meeting(slide), slide, TODAY)
        picture = svg(slide_picture(found))
        marks = list(picture)[1:]
        assert marks, (indicator, view)
        for mark in marks:
            if mark.tag.endswith("circle"):
                assert 0 <= float(mark.get("cx", "-1")) <= 160, indicator
                assert 0 <= float(mark.get("cy", "-1")) <= 90, indicator
            elif mark.tag.endswith("rect"):
                x, wide = float(mark.get("x", "-1")), float(mark.get("width", "-1"))
                assert x >= -0.1 and wide >= 0 and x + wide <= 160.1, indicator
            else:
                assert all(-0.1 <= one <= 160.1 for one in numbers(mark.get("d", ""))), indicator


def test_the_picture_of_a_ranking_has_its_bars_in_the_order_of_the_values(
    library: Library,
) -> None:
    slide = Slide(id="a", path="/jamfor", query=f"{RATES}&vy=rangordning")
    found = contents_module.content(library, meeting(slide), slide, TODAY)
    assert found.chart is not None
    bars = [one for one in svg(slide_picture(found)) if one.tag.endswith("rect")]
    values = [one.marks[0].value for one in found.chart.series if one.marks[0].value is not None]
    assert len(bars) == len(values) == 22
    wide = [float(bar.get("width", "0")) for bar in bars]
    unit = wide[-1] / values[-1]  # type: ignore[operator]
    for bar, value in zip(wide, values, strict=True):
        assert bar == pytest.approx(unit * value, abs=0.1)  # type: ignore[operator]
