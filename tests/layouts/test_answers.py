"""Answers kept: the same request is answered without asking again, until the figures change."""

from __future__ import annotations

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from layouts import answers

PREFIX = "/panel/"
ADDRESS = f"{PREFIX}_dash-update-component"


class Figures:
    """What :mod:`layouts.answers` needs of the library."""

    def __init__(self) -> None:
        self.revision = 1
        self.held: dict[tuple[object, ...], object] = {}

    def kept(self, key):
        return self.held.get((self.revision, *key))

    def keep(self, key, compute):
        return self.held.setdefault((self.revision, *key), compute())


@pytest.fixture
def served() -> tuple[FlaskClient, Figures, list[bytes]]:
    """A server whose callback says whether its answer may be kept, and the calls it got."""
    server, figures, calls = Flask(__name__), Figures(), []

    @server.post(ADDRESS)
    def callback() -> tuple[str, int]:
        asked = request.get_data()
        if asked != b"private":
            answers.may_be_kept(figures)
        calls.append(asked)
        if asked == b"news":
            figures.revision += 1
        return f"answer {len(calls)}", 500 if asked == b"fault" else 200

    answers.register(server, figures, PREFIX)
    return server.test_client(), figures, calls


def test_the_same_request_is_answered_without_calling_again(served) -> None:
    client, _, calls = served
    first, again = client.post(ADDRESS, data=b"a"), client.post(ADDRESS, data=b"a")
    assert first.data == again.data == b"answer 1"
    assert again.mimetype == "application/json"
    client.post(ADDRESS, data=b"b")
    assert calls == [b"a", b"b"]


def test_new_figures_are_asked_for_anew(served) -> None:
    client, figures, _ = served
    client.post(ADDRESS, data=b"a")
    figures.revision += 1
    assert client.post(ADDRESS, data=b"a").data == b"answer 2"


@pytest.mark.parametrize("asked", [b"private", b"fault", b"news"])
def test_what_may_change_is_not_kept(served, asked: bytes) -> None:
    client, figures, calls = served
    client.post(ADDRESS, data=asked)
    client.post(ADDRESS, data=asked)
    assert len(calls) == 2 and not figures.held
