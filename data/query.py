"""A question to a service and its answer, and what can be told of them without a network."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from data.errors import SourceBroken, shortened

#: a title further down than this is not a page's own
FIRST_PART = 8 * 1024


@dataclass(frozen=True, slots=True)
class Query:
    """One read-only question: `params` may repeat a name, `body` is sent as JSON.

    `after` is how many seconds to wait before it is asked, where a service asked for patience.
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    method: Literal["GET", "POST"] = "GET"
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()
    after: float = 0

    @property
    def address(self) -> str:
        """The full address, parameters percent-encoded."""
        if not self.params:
            return self.url
        joint = "&" if "?" in self.url else "?"
        return self.url + joint + urlencode(self.params, quote_via=quote)

    @property
    def asked(self) -> str:
        """Method and full address, as errors name the question."""
        return f"{self.method} {self.address}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: `body` unpacked, `url` where it came from in the end, `sha256` of `body`."""

    status: int
    content_type: str
    body: bytes
    url: str
    fetched: datetime
    sha256: str


def check_json(asked: str, answer: Answer) -> None:
    """Raise SourceBroken unless the body looks like a whole JSON text, whatever its type says."""
    body = answer.body.removeprefix(b"\xef\xbb\xbf").strip()
    if (body[:1], body[-1:]) in ((b"{", b"}"), (b"[", b"]")):
        return
    kind = answer.content_type or "?"
    said = shortened(own_words(body[:FIRST_PART]), 200)
    swedish, english = (f"”{said}”", f"“{said}”") if said else ("tomt", "empty")
    raise SourceBroken(
        asked,
        (
            f"gav något annat än JSON, eller bara en del ({kind}): {swedish}.",
            f"gave something other than JSON, or only a part ({kind}): {english}.",
        ),
    )


def own_words(body: bytes) -> str:
    """What a body says to people: the title of a page, else its text without tags."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        cut = fault.reason == "unexpected end of data"  # within its last letter
        text = body.decode("utf-8-sig", "ignore") if cut else body.decode("latin-1")
    title = re.search(r"<title[^<>]*>([^<]*)", text[:FIRST_PART], re.IGNORECASE)
    if title is None and text.lstrip()[:1] == "<":
        text = re.sub(r"<[^<>]*>", " ", text)
    return html.unescape(title[1] if title else text).strip()


def same_service(here: str, there: str) -> bool:
    """Tell whether a redirect stays with the service: the same host, or with https its family."""
    old, new = urlsplit(here), urlsplit(there)
    family = old.scheme == "https"
    usual = 443 if family else 80
    if (old.scheme, old.port or usual) != (new.scheme, new.port or usual):
        return False
    return _family(old.hostname, family) == _family(new.hostname, family)


def _family(host: str | None, family: bool) -> str:
    """The last two names of a host; the whole of it for an IP address or without `family`."""
    names = (host or "").lower().split(".")
    return ".".join(names[-2:] if family and names[-1].isalpha() else names)
