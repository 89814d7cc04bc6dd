"""A meeting of twelve slides of every kind over the embedded figures, and its file."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from indicators.library import Library
from indicators.meeting.content import SlideContent, contents
from indicators.meeting.model import Meeting
from layouts.profile import DEFAULT
from layouts.show.handout import handout
from tests.layouts.show.meetings import twelve

TODAY = date(2026, 11, 24)


class Read(HTMLParser):
    """What a browser makes of a document: its scripts, its policy, what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.data = ""
        self.policy = ""
        self.title = ""
        self.language = ""
        self.fetched: list[str] = []
        self._within = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._within = tag
        if tag == "html":
            self.language = found["lang"] or ""
        if tag == "script":
            self._within = "data" if found.get("type") == "application/json" else "script"
            if self._within == "script" and "src" not in found:
                self.scripts.append("")
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""
        address = found.get("src") or (found.get("href") if tag == "link" else None)
        if address and not address.startswith("data:"):
            self.fetched.append(address)

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "script":
            self.scripts[-1] += data
        elif self._within == "data":
            self.data += data
        elif self._within == "title":
            self.title += data


def read(document: bytes | str) -> Read:
    text = document.decode() if isinstance(document, bytes) else document
    return Read(text)


def embedded(document: bytes | str) -> dict[str, Any]:
    """The data that the document's script finds."""
    found: dict[str, Any] = json.loads(read(document).data)
    return found


def made(found: tuple[SlideContent, ...], meeting: Meeting, address: str = "https://p.example/"):
    return handout(found, meeting, DEFAULT, address, TODAY)


@pytest.fixture(scope="session")
def meeting() -> Meeting:
    return twelve("sv")


@pytest.fixture(scope="session")
def shown(library: Library, meeting: Meeting) -> tuple[SlideContent, ...]:
    return contents(library, meeting, TODAY)


@pytest.fixture(scope="session")
def file(shown: tuple[SlideContent, ...], meeting: Meeting) -> bytes:
    return made(shown, meeting)


WORD = re.compile(r'word\(\s*"(\w+)"')
