"""What a conversation with either PxWeb service is: limits learnt once, then table after table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable
from typing import ClassVar, Generic

from data.conversation import Conversation, Fetched
from data.model import Dataset
from data.query import Answer, Query
from data.sources.px_frame import joined
from data.sources.px_question import AnyTable, Question
from data.sources.px_service import Pace


class PxSource(ABC, Generic[AnyTable]):
    """A service for the length of one refresh; a subclass says how it learns and reads a table."""

    #: calls and seconds until the service has told its own
    first_pace: ClassVar[Pace]

    def __init__(self, base: str, datasets: Iterable[Dataset] = ()) -> None:
        self._base = base.rstrip("/")
        #: cells that one answer may hold, once the service has been asked
        self._most: int | None = None
        self.paces: dict[str, Pace] = {self._base: self.first_pace}

    def ask(self, dataset: Dataset) -> Conversation:
        """Read the tables of `dataset` and join them; raises SourceError."""
        if self._most is None:
            yield from self._learn()
        found = []
        for table in self._question(dataset).tables:
            found.append((yield from self._table(dataset, table)))
        return joined(found)

    @abstractmethod
    def _question(self, dataset: Dataset) -> Question[AnyTable]:
        """What the dataset's file asks for."""

    @abstractmethod
    def _learn(self) -> Generator[Query, Answer, None]:
        """Ask the service for its limits."""

    @abstractmethod
    def _table(self, dataset: Dataset, table: AnyTable) -> Generator[Query, Answer, Fetched]:
        """Ask for the figures of one table."""
