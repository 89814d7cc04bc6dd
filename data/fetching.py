"""Fetching many datasets: each service in a thread of its own, so that the paces are what we wait
for and not each other. What is fetched is handed over as it comes; keeping it is the caller's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Thread

from data.conversation import Fetched, Source
from data.errors import PanelError, SourceError
from data.http import Client
from data.model import Dataset
from data.query import Answer, Query
from data.raw import Archive
from data.sources import base, module


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking for one dataset: figures, or the fault that came instead.

    `address` is where the last question went, `seconds` how long all of them took.
    """

    dataset: Dataset
    fetched: Fetched | None
    fault: PanelError | None
    address: str
    seconds: float


def sources(datasets: Iterable[Dataset]) -> dict[str, tuple[Source, list[Dataset]]]:
    """The services that datasets are fetched from, each with its source and its datasets."""
    wanted: dict[str, list[Dataset]] = {}
    for dataset in datasets:
        if dataset.live is not None:
            wanted.setdefault(dataset.live.source, []).append(dataset)
    return {name: (module(name).Source(base(name), found), found) for name, found in wanted.items()}


def plan(datasets: Iterable[Dataset]) -> dict[str, list[Query]]:
    """The requests that fetching each dataset would make, by its id; nothing is asked."""
    return {
        dataset.id: source.plan(dataset)
        for source, found in sources(datasets).values()
        for dataset in found
    }


def fetch_all(
    datasets: Iterable[Dataset],
    client: Client,
    archive: Archive,
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[Outcome, None, None]:
    """Ask for all datasets and yield each as it is done, in the order they come.

    A dataset that fails does not stop the others. An error that is none of the panel's own is a
    fault in the code, and raised here. Whoever takes no more outcomes ends the asking: each service
    is asked to the end of the dataset it is at.
    """
    done: SimpleQueue[Outcome | BaseException] = SimpleQueue()
    left = Event()
    services = sources(datasets)
    for source, found in services.values():
        asking = _Asking(source, client, archive, sleep)
        Thread(target=_service, args=(asking, found, done, left), daemon=True).start()
    try:
        for _ in range(sum(len(found) for _, found in services.values())):
            outcome = done.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome
    finally:
        left.set()


def _service(
    asking: _Asking,
    datasets: list[Dataset],
    done: SimpleQueue[Outcome | BaseException],
    left: Event,
) -> None:
    try:
        for dataset in datasets:
            if left.is_set():
                return
            done.put(asking.ask(dataset))
    except BaseException as fault:
        done.put(fault)


class _Asking:
    """Speaks to one service as its source says, and keeps what it answers."""

    def __init__(
        self, source: Source, client: Client, archive: Archive, sleep: Callable[[float], None]
    ) -> None:
        self._source, self._client, self._archive, self._sleep = source, client, archive, sleep
        self._paces: dict[str, tuple[int, float]] = {}

    def ask(self, dataset: Dataset) -> Outcome:
        began = time.monotonic()
        self._address = ""
        fetched: Fetched | None = None
        fault: PanelError | None = None
        try:
            fetched = self._converse(dataset)
        except PanelError as error:
            fault = error
        return Outcome(dataset, fetched, fault, self._address, time.monotonic() - began)

    def _converse(self, dataset: Dataset) -> Fetched:
        conversation = self._source.ask(dataset)
        reply: Answer | SourceError | None = None
        while True:
            try:
                if isinstance(reply, SourceError):
                    query = conversation.throw(reply)
                else:
                    # a generator is sent None first; its type cannot say so
                    query = conversation.send(reply)  # type: ignore[arg-type]
            except StopIteration as end:
                fetched: Fetched = end.value
                return fetched
            try:
                reply = self._answer(dataset, query)
            except SourceError as error:
                reply = error

    def _answer(self, dataset: Dataset, query: Query) -> Answer:
        self._keep_pace(self._source.paces)
        if query.after:
            self._sleep(query.after)
        self._address = query.address
        answer = self._client.fetch(query, "json")
        try:
            self._archive.keep(dataset.id, query, answer)
        except OSError as error:
            where = self._archive.folder
            raise PanelError(
                f"Svaret kunde inte sparas i {where} ({error.strerror}). De tidigare siffrorna "
                "står kvar. Kontrollera att mappen går att skriva i och att disken inte är full.\n"
                f"The answer could not be kept in {where} ({error.strerror}). The earlier figures "
                "remain. See that the folder can be written and that the disk is not full."
            ) from error
        return answer

    def _keep_pace(self, paces: Mapping[str, tuple[int, float]]) -> None:
        for url, pace in paces.items():
            if self._paces.get(url) != pace:
                self._client.pace.set(url, *pace)
                self._paces[url] = pace
