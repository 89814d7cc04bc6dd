"""The show's addresses: one page for any meeting, and a script that browsers keep."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask import Flask

from data.geography import geographies
from indicators.selection import GROUPS
from layouts.meeting import routes_show
from layouts.show import scripts
from layouts.show.offer import offer
from tests.layouts.show.conftest import embedded, read


@pytest.fixture(params=["/", "/panel/"])
def client(library, request):
    server = Flask(__name__)
    routes_show.register(server, library, request.param)
    return server.test_client(), request.param


def test_the_page_holds_words_in_both_languages_and_no_slides(client) -> None:
    browser, prefix = client
    answer = browser.get(f"{prefix}mote/visa")
    found = embedded(answer.data)
    assert answer.status_code == 200 and found["slides"] is None and found["live"] is True
    assert set(found["words"]) == set(found["offer"]) == {"sv", "en"}
    assert found["prefix"] == prefix
    assert read(answer.data).language == "sv"
    assert read(browser.get(f"{prefix}mote/visa?sprak=en").data).language == "en"


def test_the_page_asks_this_server_alone_and_tells_nobody_its_key(client) -> None:
    browser, prefix = client
    answer = browser.get(f"{prefix}mote/visa?nyckel=hemlig-nyckel")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy
    assert "http" not in policy and "unsafe-eval" not in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert b"hemlig-nyckel" not in answer.data
    assert all(address.startswith(prefix) for address in read(answer.data).fetched)


def test_the_script_is_named_by_its_content_and_kept_for_good(client) -> None:
    browser, prefix = client
    page = browser.get(f"{prefix}mote/visa").data.decode()
    address = re.search(r'src="([^"]*visa\.js\?\w+)"', page)
    assert address is not None
    answer = browser.get(address[1])
    assert answer.data.decode() == scripts.script()
    assert address[1].endswith(scripts.fingerprint(scripts.script()))
    assert answer.cache_control.max_age and answer.cache_control.max_age > 10_000_000
    assert browser.get(f"{prefix}mote/visa/nagot.js").status_code == 404


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_indicator_and_every_place_can_be_asked_for(library, language: str) -> None:
    found = offer(library, language)
    codes = [one["code"] for one in found["indicators"]]
    assert sorted(codes) == sorted(library.available())
    places = [one["code"] for one in found["places"]]
    assert places[:5] == ["20", "21", "17", "SE31", "00"]
    assert len(places) == len(set(places))
    assert set(places) <= {*geographies(), *GROUPS}
    counties = {code for code, place in geographies().items() if place.level == "county"}
    assert counties <= set(places)
    # the same group is never named twice: the list has a heading where the group changes
    for part in ("indicators", "places"):
        groups = [one["group"] for one in found[part]]
        changes = sum(one != other for one, other in pairwise(groups))
        assert changes == len(set(groups)) - 1, part


def test_a_place_is_found_by_its_name(library) -> None:
    names = {one["code"]: one["name"] for one in offer(library, "sv")["places"]}
    assert names["06"] == "Jönköping" and names["00"] == "Riket"
