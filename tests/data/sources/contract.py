"""What every live source does, whatever its service says: inherit :class:`SourceContract`.

::

    class TestKolada(SourceContract):
        @pytest.fixture
        def case(self) -> Case:
            return Case(Source, dataset, service.answer, expected, path="/v3")
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pandas as pd
import pytest

from data.conversation import FETCHED, Fetched, Source
from data.errors import SourceError, SourceRefused
from data.http import Client
from data.model import KEY, OBSERVATION_DTYPES, Dataset, check_observations
from data.query import Query
from tests.conftest import SOAK
from tests.data.conftest import synthetic_dataset
from tests.data.sources.drive import Direct, Said, Service, drive
from tests.data.sources.mutate import mutated
from tests.data.standin import Call, StandIn

#: damaged answers of each source
COUNT = 10_000 if SOAK else 100
PAGE = (
    b"<!doctype html><html><title>Driftstopp</title><body>Vi \xc3\xa4r snart tillbaka</body></html>"
)
#: what may come in the place of any answer, with status 200
HOSTILE: dict[str, Callable[[Said], Said]] = {
    "cut in the middle": lambda said: replace(said, body=said.body[: len(said.body) // 2]),
    "cut at the end": lambda said: replace(said, body=said.body.rstrip()[:-1]),
    "a page": lambda said: replace(said, body=PAGE, content_type="text/html; charset=utf-8"),
    "a page that says it is JSON": lambda said: replace(said, body=PAGE),
    "a table": lambda said: replace(said, body=b'"a";"b"\r\n1;2\r\n', content_type="text/csv"),
    "bytes": lambda said: replace(said, body=bytes(range(256)), content_type="image/png"),
    "nothing": lambda said: replace(said, body=b""),
    "spaces": lambda said: replace(said, body=b" \r\n "),
    "null": lambda said: replace(said, body=b"null"),
    "a text": lambda said: replace(said, body=b'"hej"'),
    "a number": lambda said: replace(said, body=b"17"),
    "an empty object": lambda said: replace(said, body=b"{}"),
    "an empty list": lambda said: replace(said, body=b"[]"),
    "a list of lists": lambda said: replace(said, body=b"[[[]]]"),
    "a list of nulls": lambda said: replace(said, body=b"[null, null]"),
    "members of wrong kinds": lambda said: replace(
        said, body=b'{"values": 7, "value": "x", "dimension": [], "id": {}, "variables": null}'
    ),
    "deep": lambda said: replace(said, body=b'{"values": ' + b"[" * 5000 + b"]" * 5000 + b"}"),
}


@dataclass(frozen=True)
class Case:
    """A source, a dataset of it, a service that answers from a generated cube, and that cube."""

    source: Callable[[str, list[Dataset]], Source]
    dataset: Dataset
    service: Service
    #: columns FETCHED, in any order of rows
    expected: pd.DataFrame
    #: of the service's base address
    path: str = ""

    def fresh(self, base: str | None = None) -> Source:
        """A source that has not asked anything yet."""
        return self.source(base or f"https://tjanst.example{self.path}", [self.dataset])

    def run(self, **changes: Any) -> tuple[Fetched, Direct]:
        """Drive a fresh source by hand; `changes` are those of :class:`Direct`."""
        direct = Direct(self.service, **changes)
        return drive(self.fresh().ask(self.dataset), direct), direct


def remembered(service: Service) -> Service:
    """The service, each of its answers made only once; for one that keeps no count of calls."""
    known: dict[tuple[object, ...], Said] = {}

    def answer(call: Call) -> Said:
        key = (call.method, call.path, call.params, call.body)
        if key not in known:
            known[key] = service(call)
        return known[key]

    return answer


def live_dataset(
    source: str, question: dict[str, Any], measures: list[str], **changes: Any
) -> Dataset:
    """A made-up dataset that is fetched from `source`, its measures in no particular unit."""
    record = {
        "measures": {code: {"label": code, "unit": "number"} for code in measures},
        "live": {"source": source, "origin": "a", "question": question},
        "releases": [],
        "collected": None,
    }
    return synthetic_dataset(**(record | changes))


def checked(frame: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The frame as the store would take it; raises InputFault where it would not."""
    assert list(frame.columns) == list(FETCHED)
    assert dataset.live is not None
    return check_observations(frame.assign(origin=dataset.live.origin), dataset, "fetched")


def assert_same(frame: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Both hold the same observations, in any order."""
    dtypes = {name: OBSERVATION_DTYPES[name] for name in FETCHED}
    one, other = (
        frame.astype(dtypes).sort_values(KEY, ignore_index=True) for frame in (frame, expected)
    )
    pd.testing.assert_frame_equal(one, other)


class SourceContract:
    """The tests themselves; a subclass gives the fixture `case`, and changes what differs."""

    #: a refusal in the service's own form, and the words of it that people are to read
    refusal: tuple[bytes, str] = (b'{"title": "made-up fault"}', "made-up fault")

    #: damaged answers of each case; a class with several shares COUNT among them
    count: int = COUNT

    @pytest.fixture(autouse=True)
    def own_way(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """No proxy between a test and the loopback."""
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.upper(), raising=False)
        yield

    def optional(self, query: Query) -> bool:
        """Tell whether the figures come out right even where this question is not answered."""
        return False

    def test_the_figures_are_those_of_the_service(self, case: Case, socket_disabled: None) -> None:
        fetched, _ = case.run()
        assert len(case.expected)
        assert_same(fetched.frame, case.expected)
        checked(fetched.frame, case.dataset)

    def test_the_plan_is_what_is_asked(self, case: Case) -> None:
        planned = [query.asked for query in case.fresh().plan(case.dataset)]
        _, direct = case.run()
        assert planned == [query.asked for query in direct.asked]
        assert all(query.after == 0 for query in direct.asked)

    def test_the_same_question_gives_the_same_twice(self, case: Case) -> None:
        source = case.fresh()
        first, second = (drive(source.ask(case.dataset), Direct(case.service)) for _ in range(2))
        third, _ = case.run()
        for other in (second, third):
            pd.testing.assert_frame_equal(first.frame, other.frame)
            assert first.published == other.published
            assert dict(first.units) == dict(other.units)
            assert first.notes == other.notes
            assert first.next_release == other.next_release

    def test_the_paces_are_calls_and_seconds(self, case: Case) -> None:
        source = case.fresh()
        drive(source.ask(case.dataset), Direct(case.service))
        for address, (calls, seconds) in source.paces.items():
            assert address.startswith("https://")
            assert calls >= 1 and seconds > 0

    @pytest.mark.parametrize("what", HOSTILE)
    def test_an_answer_that_is_none_is_an_error(self, case: Case, what: str) -> None:
        case = replace(case, service=remembered(case.service))
        _, good = case.run()
        for number, query in enumerate(good.asked):
            changes = {number: HOSTILE[what]}
            if self.optional(query):
                assert_same(case.run(changes=changes)[0].frame, case.expected)
                continue
            with pytest.raises(SourceError) as caught:
                case.run(changes=changes)
            assert "tjanst.example" in str(caught.value), query.asked

    def test_a_right_body_of_a_wrong_type_is_right_or_an_error(self, case: Case) -> None:
        _, good = case.run()
        for number in range(len(good.asked)):
            changes = {number: lambda said: replace(said, content_type="text/html")}
            try:
                fetched, _ = case.run(changes=changes)
            except SourceError:
                continue
            assert_same(fetched.frame, case.expected)

    @pytest.mark.parametrize("status", [400, 404, 500])
    @pytest.mark.parametrize("worded", [True, False])
    def test_a_refusal_is_told_in_the_words_of_the_service(
        self, case: Case, status: int, worded: bool
    ) -> None:
        body, words = self.refusal if worded else (b"", "")
        case = replace(case, service=remembered(case.service))
        _, good = case.run()
        for number, query in enumerate(good.asked):
            changes = {number: lambda said: replace(said, body=body, status=status)}
            if self.optional(query):
                assert_same(case.run(changes=changes)[0].frame, case.expected)
                continue
            with pytest.raises(SourceRefused) as caught:
                case.run(changes=changes)
            assert caught.value.status == status
            assert words in str(caught.value)

    def test_over_the_loopback_it_is_the_same(self, case: Case) -> None:
        with StandIn() as service, Client(pace=(1000, 0.001)) as client:
            service.otherwise = lambda call: case.service(call).reply()
            source = case.fresh(service.url(case.path))
            fetched = drive(source.ask(case.dataset), client.fetch)
        assert_same(fetched.frame, case.expected)

    def test_a_service_that_asks_us_to_slow_down_is_obeyed(self, case: Case) -> None:
        now = [1000.0]

        def sleep(seconds: float) -> None:
            now[0] += seconds

        with (
            StandIn(clock=lambda: now[0]) as service,
            Client(pace=(1000, 0.001), clock=lambda: now[0], sleep=sleep) as client,
        ):
            service.otherwise = lambda call: case.service(call).reply()
            service.limit(1, 5)
            source = case.fresh(service.url(case.path))
            for _ in range(2):
                fetched = drive(source.ask(case.dataset), client.fetch)
        assert_same(fetched.frame, case.expected)
        assert now[0] > 1000.0

    def test_damaged_answers_give_a_checked_frame_or_an_error(self, case: Case) -> None:
        case = replace(case, service=remembered(case.service))
        _, good = case.run()
        bodies = [said.body for said in good.said]
        accepted = 0
        for seed in range(self.count):
            random = Random(f"{type(self).__name__} {seed}")
            number = random.randrange(len(bodies))
            body = mutated(bodies[number], random)
            began = time.perf_counter()
            try:
                fetched, _ = case.run(changes={number: lambda said, b=body: replace(said, body=b)})
            except SourceError as error:
                assert str(error), seed
            else:
                accepted += 1
                checked(fetched.frame, case.dataset)
            assert time.perf_counter() - began < 10, seed
        assert accepted > self.count / 50
