"""Several people save the same meeting, turn by turn and at once: everybody's words are there."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.meetings import VERSIONS_KEPT, Meetings
from data.settings import MeetingLimits
from data.store import Store
from indicators.meeting.file import read
from indicators.meeting.model import Meeting, Slide
from layouts.meeting.saved import kept, save
from tests.conftest import SOAK
from tests.data.postgres import Cluster

ROOT = Path(__file__).parents[3]
#: as many as fit the fields of a meeting; the soak does it all again and again
EDITS, TIMES = 200, 20 if SOAK else 1
START = Meeting(title="Styrgrupp", slides=tuple(Slide(id=f"s{number}") for number in range(4)))


class Client:
    """Someone with the meeting open: a copy of their own, and the version it came from."""

    def __init__(self, name: str, meetings: Meetings, key: str) -> None:
        self.name, self._meetings, self._key = name, meetings, key
        self.written: list[str] = []
        saved = meetings.read(key)
        found = read(saved.content.encode()).meeting
        assert found is not None
        self.mine, self.version = found, saved.version

    def write(self, chance: random.Random) -> None:
        """Write one word that nobody else has, somewhere; now and then move or add a slide."""
        word = f"{self.name}{len(self.written)}"
        self.written.append(word)
        slides = list(self.mine.slides)
        what = chance.random()
        if what < 0.1:
            self.mine = self.mine.model_copy(update={"title": f"{self.mine.title} {word}"})
            return
        if what < 0.15 and len(slides) < 40:
            slides.insert(chance.randrange(len(slides) + 1), Slide(id=word, title=word))
        else:
            at = chance.randrange(len(slides))
            field = chance.choice(("title", "message", "notes"))
            text = f"{getattr(slides[at], field)} {word}".strip()
            slides[at] = slides[at].model_copy(update={field: text})
            if what > 0.9:
                chance.shuffle(slides)
        self.mine = self.mine.model_copy(update={"slides": tuple(slides)})

    def save(self) -> None:
        """Save as the page does, and go on from what then stands."""
        self.version, merged = save(self._meetings, self._key, self.mine, self.version)
        self.mine = merged.meeting


def words(meeting: Meeting) -> set[str]:
    """Every word that stands anywhere in a meeting, and those kept beside."""
    return set(
        re.findall(r"[a-z]+\d+", meeting.model_dump_json(exclude={"slides": {"__all__": {"id"}}}))
    )


class Together:
    """What holds for every kind of database; a subclass has the fixture `store_url`."""

    @pytest.fixture
    def meetings(self, store_url: str) -> Iterator[Meetings]:
        with Store(store_url) as store:
            yield Meetings(store._engine, MeetingLimits(most_bytes=2_000_000))

    def test_two_hundred_edits_by_turns_lose_nothing(self, meetings: Meetings) -> None:
        """Each writes, and saves now and then, seldom knowing what the other has saved since."""
        for seed in range(TIMES):
            chance = random.Random(seed)
            key = meetings.create(kept(START)).edit
            clients = [Client(name, meetings, key) for name in ("anna", "bo")]
            for _ in range(EDITS):
                one = chance.choice(clients)
                one.write(chance)
                if chance.random() < 0.6:
                    one.save()
            for one in clients:
                one.save()
            self.assert_all_there(meetings, key, clients)

    def test_two_hundred_edits_at_once_lose_nothing(
        self, meetings: Meetings, store_url: str
    ) -> None:
        for seed in range(TIMES):
            self.all_at_once(meetings, store_url, seed)

    def all_at_once(self, meetings: Meetings, store_url: str, seed: int) -> None:
        """Two threads, each with connections of its own."""
        key = meetings.create(kept(START)).edit
        with Store(store_url) as second:
            own = (meetings, Meetings(second._engine, meetings.limits))
            clients = [Client(name, *pair) for name, pair in
                       zip(("anna", "bo"), ((one, key) for one in own), strict=True)]  # fmt: skip
            failed: list[BaseException] = []

            def work(client: Client) -> None:
                try:
                    chance = random.Random(f"{client.name} {seed}")
                    for _ in range(EDITS // 2):
                        client.write(chance)
                        client.save()
                except BaseException as error:
                    failed.append(error)

            threads = [threading.Thread(target=work, args=(one,)) for one in clients]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert failed == []
        assert sum(len(one.written) for one in clients) == EDITS
        self.assert_all_there(meetings, key, clients)
        assert len(meetings.versions(key)) == VERSIONS_KEPT + 1

    def test_processes_that_save_at_once_lose_nothing(
        self, meetings: Meetings, store_url: str
    ) -> None:
        key = meetings.create(kept(START)).edit
        code = (
            "import random, sys\n"
            "from data.store import Store\n"
            "from tests.layouts.meeting.test_saved_together import Client\n"
            "url, key, name, count = sys.argv[1:]\n"
            "with Store(url) as store:\n"
            "    client, chance = Client(name, store.meetings, key), random.Random(name)\n"
            "    for _ in range(int(count)):\n"
            "        client.write(chance)\n"
            "        client.save()\n"
            "print(*client.written)"
        )
        count = str(EDITS // 2 if SOAK else 20)
        started = [
            subprocess.Popen([sys.executable, "-c", code, store_url, key, name, count], cwd=ROOT,
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for name in ("anna", "bo")
        ]  # fmt: skip
        answers = [process.communicate() for process in started]
        assert [process.returncode for process in started] == [0, 0], answers
        stands = read(meetings.read(key).content.encode()).meeting
        assert stands is not None
        written = [word for out, _ in answers for word in out.split()]
        assert len(written) == 2 * int(count) and set(written) <= words(stands)

    def assert_all_there(self, meetings: Meetings, key: str, clients: list[Client]) -> None:
        found = read(meetings.read(key).content.encode())
        assert found.meeting is not None and found.faults == ()
        for one in clients:
            assert set(one.written) - words(found.meeting) == set()


class TestSQLite(Together):
    @pytest.fixture
    def store_url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'panel.sqlite'}"


class TestPostgreSQL(Together):
    @pytest.fixture
    def store_url(self, postgresql: Cluster) -> str:
        return postgresql.create()


def test_the_words_are_looked_for_where_people_read_them() -> None:
    """An id is no text: a word that stands nowhere else is missed."""
    meeting = Meeting(title="anna1", slides=(Slide(id="bo2", notes="anna3"),))
    assert words(meeting) == {"anna1", "anna3"}
