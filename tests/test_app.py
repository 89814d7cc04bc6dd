"""The panel as a whole, asked as a browser asks: pages, callbacks, files, bad input, starting."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app import create_app
from indicators.library import Library
from indicators.model import Selection
from indicators.selection import to_query
from layouts import routing
from layouts.pages import PAGES, compare_house, compare_view
from tests.conftest import SOAK

ROOT = Path(__file__).parents[1]
LANGUAGES = ("sv", "en")
UPDATE = "_dash-update-component"
HEADINGS = {
    ("/", "sv"): "Läget i Norra Mellansverige",
    ("/", "en"): "Where North Middle Sweden stands",
    ("/jamfor", "sv"): "FoU-utgifter, andel av BRP i Norra Mellansverige",
    ("/jamfor", "en"): "R&D expenditure, share of GRP in North Middle Sweden",
    ("/county/21", "sv"): "Gävleborg: länsprofil",
    ("/county/21", "en"): "Gävleborg: county profile",
    ("/data", "sv"): "Data och källor",
    ("/data", "en"): "Data and sources",
    ("/om", "sv"): "Om panelen",
    ("/om", "en"): "About",
}


@pytest.fixture(scope="module")
def panel(library: Library) -> Dash:
    return create_app(library)


@pytest.fixture(scope="module")
def client(panel: Dash) -> FlaskClient:
    return panel.server.test_client()


def layout(client: FlaskClient, address: str, prefix: str = "/") -> dict[str, Any]:
    """The first layout for a browser that stands on `address`."""
    answer = client.get(f"{prefix}_dash-layout", headers={"Referer": f"http://localhost{address}"})
    assert answer.status_code == 200
    return json.loads(answer.data)


def find(tree: Any, name: str) -> Any:
    """The properties of the component with an id."""
    if isinstance(tree, dict):
        if tree.get("props", {}).get("id") == name:
            return tree["props"]
        tree = list(tree.values())
    if isinstance(tree, list):
        return next(filter(None, (find(part, name) for part in tree)), None)
    return None


def words(tree: Any) -> str:
    """All text of a layout, one piece after the other."""
    if isinstance(tree, dict):
        properties = tree.get("props", tree)
        inert = re.sub(r"<[^>]*>", " ", properties.get("data-html", ""))
        return words(properties.get("children")) + unescape(inert)
    if isinstance(tree, list):
        return " ".join(words(part) for part in tree)
    return str(tree or "").replace("\u2060", "")


def every(tree: Any, *names: str) -> Iterator[str]:
    """Every text under a property of one of these names."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in names and isinstance(value, str):
                yield value
            if key == "data-html":
                for name in names:
                    yield from map(unescape, re.findall(rf' {name}="([^"]*)"', value))
            yield from every(value, *names)
    elif isinstance(tree, list):
        for part in tree:
            yield from every(part, *names)


def status(client: FlaskClient, address: str) -> tuple[int, str]:
    """Status and media type of an address, its file closed again."""
    answer = client.get(address)
    answer.close()
    return answer.status_code, answer.mimetype


# --- pages -----------------------------------------------------------------------------------


def test_any_number_of_panels_live_in_one_process(library: Library) -> None:
    plain, prefixed = create_app(library), create_app(library, "/panel/")
    assert plain.server is not prefixed.server
    assert plain.callback_map is not prefixed.callback_map
    assert plain.callback_map.keys() == prefixed.callback_map.keys()
    assert plain.server.test_client().get("/").status_code == 200
    assert prefixed.server.test_client().get("/panel/").status_code == 200
    assert plain.server.test_client().get("/panel/_dash-layout").status_code == 200
    assert prefixed.server.test_client().get("/_dash-layout").status_code == 404


def test_all_pages_stand_in_the_menu_in_their_order(client: FlaskClient) -> None:
    menu = find(layout(client, "/"), "header")
    paths = [path for path in every(menu, "href") if "?" not in path]
    named = [routing.page_at(PAGES, path) for path in dict.fromkeys(paths)]
    assert named == [page for page in PAGES if getattr(page, "IN_MENU", True)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_answers_in_its_language_with_its_title(client, page, language) -> None:
    answer = client.get(page.PATH + to_query(Selection(language=language)))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200 and answer.mimetype == "text/html"
    assert f'<html lang="{language}">' in text
    assert f"<title>{page.title(language)} – " in text
    assert text.count("<title>") == text.count('name="viewport"') == 1
    assert "Loading..." not in text and ("Läser in …" in text) == (language == "sv")
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


@pytest.mark.parametrize(("path", "language"), HEADINGS)
def test_a_pages_text_is_there_before_any_callback(client, path, language) -> None:
    found = layout(client, path + to_query(Selection(language=language)))
    assert HEADINGS[path, language] in words(find(found, "page"))
    assert find(found, "route")["data"] == find(found, "drawn")["data"]
    current = [part for part in every(find(found, "header"), "aria-current") if part == "page"]
    assert current == ["page"]


def test_the_published_numbers_are_on_the_overview_before_any_callback(client) -> None:
    text = words(find(layout(client, "/"), "page"))
    for number in (
        "2\u202f441",
        "3\u202f819",
        "3\u202f697",
        "75,5",
        "74,2",
        "82,1",
        "302\u202f129",
    ):
        assert number in text


def test_without_a_referer_the_overview_is_drawn(client: FlaskClient) -> None:
    for headers in ({}, {"Referer": "http://[nonsense"}, {"Referer": ""}):
        answer = client.get("/_dash-layout", headers=headers)
        assert answer.status_code == 200
        assert HEADINGS["/", "sv"] in words(find(json.loads(answer.data), "page"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_path_gives_a_plain_page(client: FlaskClient, language: str) -> None:
    query = to_query(Selection(language=language))
    assert client.get(f"/utveckling{query}").status_code == 200
    page = find(layout(client, f"/utveckling{query}"), "page")
    plain = {"sv": "Sidan finns inte", "en": "The page does not exist"}[language]
    assert plain in words(page) and "/utveckling" in words(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_behind_a_proxy_every_address_stands_under_the_prefix(library, page) -> None:
    prefix = "/panel/"
    client = create_app(library, prefix).server.test_client()
    path = prefix + page.PATH.lstrip("/")
    document = client.get(path).get_data(as_text=True)
    assert f"<title>{page.title('sv')} – " in document
    addresses = re.findall(r'(?:src|href)="([^"]+)"', document)
    assert addresses and all(address.startswith(prefix) for address in addresses)
    for address in addresses:
        assert status(client, address)[0] == 200, address
    found = layout(client, path, prefix)
    for address in every(find(found, "page"), "href", "src"):
        assert address.startswith((prefix, "#", "https://", "http://", "data:", "mailto:")), address
    for address in every(find(found, "header"), "href", "src"):
        assert address.startswith(prefix), address


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
def test_links_within_the_panel_lead_somewhere(client: FlaskClient, page) -> None:
    inner = {
        address.partition("#")[0]
        for address in every(layout(client, page.PATH), "href", "src")
        if address.startswith("/")
    }
    for address in inner:
        owner = routing.page_at(PAGES, address.partition("?")[0])
        found, media = status(client, address)
        assert found == 200 and (owner is not None) == (media == "text/html"), address


# --- callbacks -------------------------------------------------------------------------------


def callbacks(client: FlaskClient) -> list[dict[str, Any]]:
    """The callbacks that the server answers; the browser answers the others by itself."""
    return [one for one in client.get("/_dash-dependencies").get_json()
            if one["clientside_function"] is None]  # fmt: skip


def post(client: FlaskClient, callback: dict[str, Any], given: dict[str, Any], changed: str) -> Any:
    """Ask a callback as the browser does; returns its answer, or None for no update."""
    parts = callback["output"].strip(".").split("...")
    outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in parts]

    def filled(kind: str) -> list[dict[str, Any]]:
        return [one | {"value": given.get(f"{one['id']}.{one['property']}")}
                for one in callback[kind]]  # fmt: skip

    body = {
        "output": callback["output"],
        "outputs": outputs,
        "inputs": filled("inputs"),
        "state": filled("state"),
        "changedPropIds": [changed],
    }
    answer = client.post(f"/{UPDATE}", json=body)
    assert answer.status_code in (200, 204), answer.status_code
    return answer.get_json()["response"] if answer.status_code == 200 else None


def ask(client: FlaskClient, query: str, control: str | None = None, value: Any = None) -> Any:
    """Jämför after a control was set to a value, or after the address became `query`.

    Returns {component: {property: value}}, the address and the house chart included.
    """
    given = {"adress": query}
    if control:
        given |= {"val": control, "varde": json.dumps(value)}
    found = fetched(client, "jamfor", given)
    address, *values = found["outputs"]
    answer: dict[str, Any] = {
        "compare-address": {"search": address}, "compare-chart": {"figure": found["figure"]}
    }  # fmt: skip
    for (name, prop), value in zip(compare_view.OUTPUTS, values, strict=True):
        answer.setdefault(name, {})[prop] = value
    address = answer["compare-house"]["data"]
    return answer | (house(client, address) if address else {})


def fetched(client: FlaskClient, name: str, given: dict[str, str]) -> dict[str, Any]:
    answer = client.get(f"/vy/{name}", query_string=given)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.get_json()


def house(client: FlaskClient, address: str) -> Any:
    """The house chart that the page asks for once its address has changed."""
    found = fetched(client, "lan", {"adress": address})
    values = zip(compare_house.OUTPUTS, found["outputs"], strict=True)
    answer = {name: {prop: value} for (name, prop), value in values}
    return answer | {"compare-rank": {"figure": found["figure"]}}


def test_dash_is_asked_for_whole_pages_and_the_parts_of_the_strategy_alone(
    client: FlaskClient,
) -> None:
    page, strategy = (one["output"] for one in callbacks(client))
    assert "drawn.data" in page and strategy.startswith("..strategy-")


@pytest.mark.parametrize(
    ("query", "same"),
    [("platser=20,00", True), ("fran=2005", True), ("period=2010", False), ("matt=index", False)],
)
def test_few_changes_concern_the_house_chart(client, query, same) -> None:
    shown = ask(client, "?indikator=exports_goods")["compare-house"]["data"]
    changed = ask(client, f"?indikator=exports_goods&{query}")["compare-house"]["data"]
    assert (changed == shown) is same


@pytest.mark.parametrize("address", ["", "?indikator=removed&period=1066", "💥"])
def test_any_address_gives_a_house_chart_that_names_itself(client, library, address) -> None:
    answer = house(client, address)
    shown = words(answer["compare-rank-head"]["children"])
    assert any(item.name.sv in shown for item in library.available().values())
    assert answer["compare-rank"]["figure"]["data"]


def test_the_same_view_is_drawn_once_until_the_figures_change(client, library, monkeypatch) -> None:
    drawn = []
    draw = compare_view.parts
    monkeypatch.setattr(compare_view, "parts", lambda *given: drawn.append(1) or draw(*given))
    for _ in range(3):
        ask(client, "?indikator=exports_goods&fran=2003")
    assert len(drawn) == 1
    monkeypatch.setattr(library, "_revision", library.revision + 1)
    ask(client, "?indikator=exports_goods&fran=2003")
    assert len(drawn) == 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.NAME)
@pytest.mark.parametrize("language", LANGUAGES)
def test_moving_to_a_page_draws_what_loading_it_draws(client, page, language) -> None:
    draw = next(one for one in callbacks(client) if "drawn.data" in one["output"])
    query = to_query(Selection(language=language))
    given = {"route.data": "x", "url.pathname": page.PATH, "url.search": query}
    answer = post(client, draw, given, "route.data")
    first = layout(client, page.PATH + query)
    assert answer["page"]["children"] == find(first, "page")["children"]
    assert answer["header"]["children"] == find(first, "header")["children"]
    assert answer["drawn"]["data"] == find(first, "route")["data"]


@pytest.mark.parametrize(
    ("control", "value", "expected"),
    [
        ("compare-indicator", "unemployment_bas", "?indikator=unemployment_bas"),
        ("compare-places", ["20", "00"], "?indikator=exports_goods&platser=20,00"),
        ("compare-places", [], "?indikator=exports_goods"),
        ("compare-start", "2005", "?indikator=exports_goods&fran=2005"),
        ("compare-end", "2015", "?indikator=exports_goods&till=2015"),
        ("compare-period", "2010", "?indikator=exports_goods&period=2010"),
        ("compare-base", "2005", "?indikator=exports_goods&bas=2005"),
    ],
)
def test_each_control_of_jamfor_moves_the_address_and_the_view(client, control, value, expected):
    answer = ask(client, "?indikator=exports_goods", control, value)
    assert answer["compare-address"]["search"] == expected
    alone = ask(client, expected)
    assert answer == alone
    first = layout(client, f"/jamfor{expected}")
    assert find(first, "compare-chart")["figure"] == alone["compare-chart"]["figure"]
    assert find(first, "compare-rank")["figure"] == alone["compare-rank"]["figure"]


@pytest.mark.parametrize(
    "query",
    ["?indikator=removed", "?platser=xx,yy", "?indikator=gerd&period=1066", "?dag=1999-01-01",
     "?matt=langd&sprak=en", "?uppdelning=kon&indikator=gerd"],
)  # fmt: skip
def test_what_the_panel_does_not_know_gives_a_plain_notice(client, query) -> None:
    answer = ask(client, query)
    assert len(words(answer["compare-notices"]["children"])) > 20
    assert answer["compare-chart"]["figure"]["data"]


@pytest.mark.parametrize("control", ["compare-indicator", "compare-start", "compare-base"])
@pytest.mark.parametrize("value", [None, "", "removed", "💥", "\ud800"])
def test_nonsense_from_a_control_is_not_an_error(client, control, value) -> None:
    assert ask(client, "", control, value)["compare-chart"]["figure"]


@pytest.mark.parametrize("value", ["not JSON", '{"a": 1}', "[1, null]", "7", '"\\ud800"'])
@pytest.mark.parametrize("control", ["compare-places", "compare-start", "unknown"])
def test_nonsense_in_a_request_is_not_an_error(client, control, value) -> None:
    given = {"adress": "?indikator=gerd", "val": control, "varde": value}
    assert fetched(client, "jamfor", given)


def test_every_indicator_answers_in_both_languages(client: FlaskClient, library: Library) -> None:
    for name, language in itertools.product(library.available(), LANGUAGES):
        query = to_query(Selection(indicator=name, language=language))
        answer = ask(client, query)
        item = library.available()[name]
        assert item.name[language] in words(answer["compare-head"]["children"])
        assert answer["compare-rank"]["figure"]["data"], name


# --- files -----------------------------------------------------------------------------------

KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_can_be_taken_along_as_a_file(client, kind, language) -> None:
    query = to_query(Selection(indicator="rd_per_inhabitant_business", language=language))
    answer = client.get(f"/ladda-ner/{kind}{query}")
    assert (answer.status_code, answer.mimetype) == (200, KINDS[kind])
    name = re.search(r'attachment; filename="([\w.-]+)"', answer.headers["Content-Disposition"])
    assert name is not None and name[1].endswith(f"2011-2021.{kind}") and name[1].isascii()
    if kind == "xlsx":
        assert zipfile.ZipFile(io.BytesIO(answer.data)).testzip() is None
    else:
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
        assert any("2441" in "".join(row) for row in rows)


def test_a_file_of_an_unknown_kind_does_not_exist(client: FlaskClient) -> None:
    assert client.get("/ladda-ner/exe").status_code == 404


def test_the_downloads_of_jamfor_lead_to_files(client: FlaskClient) -> None:
    found = find(layout(client, "/jamfor?indikator=gerd&sprak=en"), "compare-downloads")
    addresses = list(every(found, "href"))
    files = [address for address in addresses if address.startswith("/ladda-ner/")]
    assert len(files) == 2
    for address in files:
        assert "indikator=gerd" in address and "sprak=en" in address
        assert "attachment" in client.get(address).headers["Content-Disposition"]


# --- bad input -------------------------------------------------------------------------------

PATHS = [page.PATH for page in PAGES]
QUERIES = st.binary(max_size=80).map(quote) | st.text(max_size=60).map(
    lambda text: quote(text, errors="replace")
)


@settings(max_examples=300 if SOAK else 40)
@given(
    query=QUERIES, page=st.sampled_from([*(page.PATH for page in PAGES), "/county/20", "/saknas"])
)
def test_no_address_is_an_error(client: FlaskClient, query: str, page: str) -> None:
    for text in (query, f"indikator={query}", f"platser={query}&dag={query}&sok={query}"):
        assert client.get(f"{page}?{text}").status_code == 200
        layout(client, f"{page}?{text}")


@settings(max_examples=300 if SOAK else 40)
@given(query=QUERIES)
def test_no_query_breaks_a_callback_or_a_file(client: FlaskClient, query: str) -> None:
    for text in (f"?{query}", f"?indikator=gerd&platser={query}&fran={query}&period={query}"):
        assert ask(client, text)["compare-chart"]["figure"]
        assert client.get(f"/ladda-ner/csv{text}").status_code == 200


def test_a_very_long_address_is_not_an_error(client: FlaskClient) -> None:
    for text in ("x" * 100_000, "platser=" + ",".join(str(n) for n in range(20_000)),
                 "&".join(f"a{n}=b" for n in range(5_000))):  # fmt: skip
        assert client.get(f"/jamfor?{text}").status_code == 200
        layout(client, f"/jamfor?{text}")
        assert ask(client, f"?{text}")["compare-chart"]["figure"]


# --- starting --------------------------------------------------------------------------------


def environment(**settings: str) -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8", **settings}


@pytest.mark.parametrize(
    "content", [b"This is not a database.\n" * 50, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_database_is_told_of_and_left_as_it_was(tmp_path, content) -> None:
    path = tmp_path / "panel.sqlite"
    path.write_bytes(content)
    found = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, capture_output=True, timeout=60,
        env=environment(DATABASE_URL=f"sqlite:///{path}"),
    )  # fmt: skip
    said = found.stderr.decode()
    assert found.returncode == 1
    assert "panel.sqlite" in said and "Traceback" not in said
    assert re.search(r"\b(är|inte)\b", said) and re.search(r"\b(is|not)\b", said)
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["panel.sqlite"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", ""])
def test_a_port_that_is_no_port_is_told_of(port) -> None:
    found = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, capture_output=True, timeout=60,
        env=environment(PORT=port),
    )  # fmt: skip
    said = found.stderr.decode()
    assert found.returncode == 1
    assert "PORT" in said and "65535" in said and "Traceback" not in said


def test_a_port_that_is_taken_is_told_of(seeded: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        found = subprocess.run(
            [sys.executable, "app.py"], cwd=ROOT, capture_output=True, timeout=60,
            env=environment(PORT=port, DATABASE_URL=f"sqlite:///{seeded}"),
        )  # fmt: skip
    said = found.stderr.decode()
    assert found.returncode == 1
    assert port in said and "Traceback" not in said


def test_the_panel_is_served_where_it_is_told_to(seeded: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=environment(HOST="127.0.0.1", PORT=str(port), URL_PREFIX="/panel/",
                        DATABASE_URL=f"sqlite:///{seeded}"),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        assert f"http://127.0.0.1:{port}/panel/" in line
        until = time.monotonic() + 30
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/panel/", timeout=5) as answer:
                    assert answer.status == 200 and "Server" not in answer.headers
                    break
            except OSError:
                assert process.poll() is None and time.monotonic() < until
                time.sleep(0.1)
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/panel/_dash-layout", headers={"Accept-Encoding": "gzip"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()
