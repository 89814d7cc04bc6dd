"""Drives a source by hand: questions go to a stand-in's own function, and no network is used.

::

    service = drive.Direct(stand_in.answer)
    fetched = drive.drive(source.ask(dataset), service)
    assert [query.asked for query in service.asked] == [...]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from data.conversation import Conversation, Fetched
from data.errors import SourceError, SourceRefused
from data.query import Answer, Query, own_words
from tests.data.standin import Call, Reply, says

#: no dataset needs as many questions; a source that asks more goes round in circles
MOST = 200
#: when the stand-ins answer, unless a test says otherwise
FETCHED_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """What a stand-in service answers to one call."""

    body: bytes
    status: int = 200
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)

    def reply(self) -> Reply:
        """The same for ``StandIn.otherwise``, which speaks it on loopback."""
        return says(self.body, self.content_type, self.headers, self.status)


#: a stand-in service: a function of the call, so that a test needs no socket for it
Service = Callable[[Call], Said]


def written(document: object, status: int = 200) -> Said:
    """A document as JSON, in UTF-8."""
    return Said(json.dumps(document, ensure_ascii=False).encode(), status)


def drive(conversation: Conversation, answer_for: Callable[[Query], Answer]) -> Fetched:
    """Send the answers, and throw what `answer_for` raises, until the conversation is over."""
    reply: Answer | SourceError | None = None
    for _ in range(MOST):
        try:
            if isinstance(reply, SourceError):
                query = conversation.throw(reply)
            else:
                query = next(conversation) if reply is None else conversation.send(reply)
        except StopIteration as end:
            assert isinstance(end.value, Fetched)
            return end.value
        try:
            reply = answer_for(query)
        except SourceError as fault:
            reply = fault
    raise AssertionError("the source asks on and on")


@dataclass
class Direct:
    """Answers each query from a service at once, or raises as the client does; keeps both."""

    service: Service
    #: what to make of the answer with a number, counted from 0
    changes: dict[int, Callable[[Said], Said]] = field(default_factory=dict)
    asked: list[Query] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def __call__(self, query: Query) -> Answer:
        said = self.service(call_of(query))
        said = self.changes.get(len(self.asked), lambda same: same)(said)
        self.asked.append(query)
        self.said.append(said)
        if said.status >= 400:
            words = own_words(said.body)
            raise SourceRefused(query.asked, said.status, words, said.body)
        sha256 = hashlib.sha256(said.body).hexdigest()
        return Answer(200, said.content_type, said.body, query.address, FETCHED_AT, sha256)


def call_of(query: Query) -> Call:
    """The query as it would arrive at a service."""
    address = urlsplit(query.address)
    params = tuple(parse_qsl(address.query, keep_blank_values=True))
    body = b"" if query.body is None else json.dumps(query.body).encode()
    headers = {name.lower(): value for name, value in query.headers}
    return Call(query.method, unquote(address.path), params, headers, body, 0.0)
