"""PxWeb v1, as SCB (https://api.scb.se) and Tillväxtanalys (statistik.tillvaxtanalys.se) serve it.

A table is named by its path, or by a folder and words of its text where the service changes the
names of its files without notice.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import BaseModel, Field, StrictStr, model_validator

from data.conversation import Fetched
from data.errors import SourceBroken, SourceRefused, shortened
from data.model import Dataset, Words
from data.query import Answer, Query
from data.sources import px_question
from data.sources.px_folder import TABLE, Entry, fitting_files, newest_file
from data.sources.px_frame import with_riket
from data.sources.px_metadata import SHOWN, Metadata, Variable
from data.sources.px_service import Codes, Limit, Pace, Reads, read_record, read_slice, stricter
from data.sources.px_source import PxSource

#: while a service has not said, and the pace and the size that SCB publishes
FIRST_PACE: Pace = (10, 10)
PUBLISHED_PACE: Pace = (30, 10)
#: cells at a time where a service does not say
USUAL_CELLS = 100_000


class Table(px_question.Table):
    """A table by its path, or by the folder it is in and words that are all in its text."""

    path: Words | None = None
    folder: Words | None = None
    title: Words | None = None
    #: "sum" adds Riket as the sum of the counties, where the service has no such row
    riket: Literal["sum"] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Table:
        """Raise ValueError unless it is clear which table is meant."""
        if (self.path is None) == (self.folder is None):
            raise ValueError("expected path, or folder and title")
        if (self.folder is None) != (self.title is None):
            raise ValueError("expected folder and title together")
        return self


class Question(px_question.Question[Table]):
    """The tables of one dataset."""


class _Config(BaseModel):
    """What ``?config`` says; servers differ in what they call the largest size."""

    maxValues: Limit | None = None
    maxCells: Limit | None = None
    maxCalls: Limit
    timeWindow: Limit


class _Variable(BaseModel):
    """A variable as a table's metadata tell of it."""

    code: StrictStr
    text: StrictStr = ""
    values: list[StrictStr]
    valueTexts: list[StrictStr]
    elimination: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> _Variable:
        """Raise ValueError where codes and labels cannot be told apart or paired."""
        if len(self.values) != len(self.valueTexts) or len(set(self.values)) != len(self.values):
            raise ValueError(f"the values of {self.code} do not pair with their texts, once each")
        return self


class TableInfo(BaseModel):
    """What PxWeb v1 says of a table: its variables, with their codes and texts."""

    variables: Annotated[list[_Variable], Field(min_length=1)]


class Source(PxSource[Table]):
    """One conversation with one such service; see ``data/conversation.py``."""

    first_pace = FIRST_PACE

    def plan(self, dataset: Dataset) -> list[Query]:
        """The configuration if not yet read, then folder, metadata and figures of each table.

        Codes are not known before the metadata, nor the file before the folder, where ``*`` stands
        for its name.
        """
        queries = [] if self._most else [self._config()]
        for table in self._question(dataset).tables:
            if table.folder is not None:
                queries.append(self._at(table.folder))
            where = self._at(table.path or f"{table.folder}/*.px")
            queries += [where, _data(where, {})]
        return queries

    def _question(self, dataset: Dataset) -> Question:
        return Question.model_validate(dataset.live.question if dataset.live else {})

    def _learn(self) -> Generator[Query, Answer, None]:
        query = self._config()
        self._most = USUAL_CELLS
        try:
            config = read_record(_Config, query.asked, (yield query))
        except (SourceRefused, SourceBroken):
            return  # not every server tells; then the usual limits hold
        stated = (config.maxCalls, float(config.timeWindow))
        self.paces[self._base] = stricter(stated, PUBLISHED_PACE)
        sizes = [size for size in (config.maxValues, config.maxCells) if size]
        self._most = min(sizes, default=USUAL_CELLS)

    def _table(self, dataset: Dataset, table: Table) -> Generator[Query, Answer, Fetched]:
        path = table.path or (yield from self._find(dataset, table))
        query = self._at(path)
        info = read_record(TableInfo, query.asked, (yield from read_path(query, path)))
        found = yield from read_slice(
            Metadata(query.asked, dataset.id, variables(info)),
            table,
            self._most or 1,
            lambda codes: _data(query, codes),
            _read,
            lambda refused: refused.status == 403,
        )
        return with_riket(found) if table.riket else found

    def _find(self, dataset: Dataset, table: Table) -> Generator[Query, Answer, str]:
        """The path of the file in the folder whose text has all the words of the title."""
        folder, title = table.folder or "", table.title or ""
        query = self._at(folder)
        entries = read_record(list[Entry], query.asked, (yield from read_path(query, folder)))
        fitting = fitting_files(entries, title)
        newest = newest_file(fitting)
        if newest is None:
            there = [entry.text for entry in fitting or entries if entry.type == TABLE]
            more = f" … {len(there)}" if len(there) > SHOWN else ""
            listed = "; ".join(there[:SHOWN]) + more
            raise Metadata(query.asked, dataset.id, ()).wrong(
                f"{len(fitting)} filer i {folder} heter {title!r}, det ska vara en ({listed})",
                f"{len(fitting)} files in {folder} are named {title!r}, expected one ({listed})",
            )
        return f"{folder.strip('/')}/{newest.id}"

    def _config(self) -> Query:
        return Query(f"{self._base}?config")

    def _at(self, path: str) -> Query:
        return Query(f"{self._base}/{quote(path.strip('/'), safe='/*')}")


def variables(info: TableInfo) -> tuple[Variable, ...]:
    """The variables of a table, as its description states them."""
    return tuple(
        Variable(
            one.code,
            one.text or one.code,
            dict(zip(one.values, one.valueTexts, strict=True)),
            mandatory=not one.elimination,
        )
        for one in info.variables
    )


def _data(where: Query, codes: Codes) -> Query:
    """The question for figures; lists of codes, as the other filters mean different things."""
    query = [
        {"code": variable, "selection": {"filter": "item", "values": list(chosen)}}
        for variable, chosen in codes.items()
    ]
    return Query(where.url, (), "POST", {"query": query, "response": {"format": "json-stat2"}})


def _read(query: Query) -> Reads:
    return (yield query)


def read_path(query: Query, path: str) -> Reads:
    """Ask for what lies at a path; a refusal says that nothing does, as the service's words do not.

    A table that was withdrawn or moved is "Bad Request" at SCB (seen August 2026).
    """
    try:
        return (yield query)
    except SourceRefused as refused:
        if refused.status not in (400, 404, 410):
            raise
        words = (
            f"{shortened(refused.words, 80)} – tabellen har tagits bort eller flyttats / "
            f"the table has been withdrawn or moved: {path}"
        )
        raise SourceRefused(query.asked, refused.status, words, refused.body) from refused
