"""Statistics Sweden's PxWebApi 2 (https://statistikdatabasen.scb.se/api/v2).

Every code is looked up in the table's metadata, every variable is named, and nothing is asked that
the service's own limits would refuse.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from data.conversation import Fetched
from data.errors import SourceRefused
from data.jsonstat import describe
from data.jsonstat_document import Description
from data.model import Dataset
from data.query import Answer, Query
from data.sources import px_question
from data.sources.px_metadata import Metadata, Variable
from data.sources.px_service import Codes, Limit, Pace, Reads, read_record, read_slice, stricter
from data.sources.px_source import PxSource

#: before the service has said anything, and what its own pages state (August 2026)
FIRST_PACE: Pace = (3, 1)
PUBLISHED_PACE: Pace = (30, 10)
#: how the service's own words begin where a selection is larger than it gives at a time
TOO_LARGE = "Too many cells selected"
#: more of an error than this was not written for people
MOST_WORDS = 64 * 1024


class Table(px_question.Table):
    """A table by its identifier, such as TAB6366."""

    table: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]


class Question(px_question.Question[Table]):
    """The tables of one dataset."""


class _Config(BaseModel):
    """What of ``/config`` matters here."""

    maxDataCells: Limit
    maxCallsPerTimeWindow: Limit
    timeWindow: Limit


class Source(PxSource[Table]):
    """One conversation with the service; see ``data/conversation.py``."""

    first_pace = FIRST_PACE

    def plan(self, dataset: Dataset) -> list[Query]:
        """The configuration if not yet read, then metadata and figures of each table.

        The codes of the last are not known before the metadata, so they stand here without any.
        """
        queries = [] if self._most else [self._config()]
        for table in self._question(dataset).tables:
            queries += [self._metadata(table), self._data(table, {})]
        return queries

    def _question(self, dataset: Dataset) -> Question:
        return Question.model_validate(dataset.live.question if dataset.live else {})

    def _learn(self) -> Generator[Query, Answer, None]:
        query = self._config()
        config = read_record(_Config, query.asked, (yield from read(query)))
        stated = (config.maxCallsPerTimeWindow, float(config.timeWindow))
        self.paces[self._base] = stricter(stated, PUBLISHED_PACE)
        self._most = config.maxDataCells

    def _table(self, dataset: Dataset, table: Table) -> Generator[Query, Answer, Fetched]:
        query = self._metadata(table)
        answer = yield from read(query)
        about = describe(answer.body, query.asked)
        metadata = Metadata(query.asked, dataset.id, tuple(variables(about)))
        return (
            yield from read_slice(
                metadata,
                table,
                self._most or 1,
                lambda codes: self._data(table, codes),
                read,
                lambda refused: refused.words.startswith(TOO_LARGE),
            )
        )

    def _config(self) -> Query:
        return Query(f"{self._base}/config")

    def _metadata(self, table: Table) -> Query:
        return Query(f"{self._base}/tables/{table.table}/metadata", (("lang", "sv"),))

    def _data(self, table: Table, codes: Codes) -> Query:
        selection = [
            {"variableCode": variable, "valueCodes": list(chosen)}
            for variable, chosen in codes.items()
        ]
        return Query(
            f"{self._base}/tables/{table.table}/data",
            (("lang", "sv"), ("outputFormat", "json-stat2")),
            "POST",
            {"selection": selection},
        )


def variables(about: Description) -> Iterator[Variable]:
    """The variables of a table, as its description states them."""
    for one in about.dimensions.values():
        whole = one.extension.get("eliminationValueCode")
        yield Variable(
            one.id,
            one.label,
            one.labels,
            mandatory=one.extension.get("elimination") is not True,
            whole=whole if isinstance(whole, str) and whole in one.labels else None,
        )


def read(query: Query) -> Reads:
    """Ask, and raise a refusal with the words of the Problem that the service sent with it."""
    try:
        return (yield query)
    except SourceRefused as refused:
        raise _in_own_words(query, refused) from refused


def _in_own_words(query: Query, refused: SourceRefused) -> SourceRefused:
    """The refusal as its body tells it: the status within may be another than that of the answer.

    An unknown table is HTTP 400 with status 404 within (seen August 2026).
    """
    problem = _problem(refused.body)
    words = [problem[key] for key in ("title", "detail") if isinstance(problem.get(key), str)]
    if not words:
        return refused
    status = problem.get("status")
    if type(status) is not int or not 400 <= status < 600:
        status = refused.status
    told = ": ".join(dict.fromkeys(words))
    return SourceRefused(query.asked, status, told, refused.body, refused.retry_after)


def _problem(body: bytes) -> Mapping[str, Any]:
    """The Problem in a body; empty where it is none."""
    try:
        problem = json.loads(body[:MOST_WORDS])
    except (ValueError, RecursionError):
        return {}
    return problem if isinstance(problem, dict) else {}
