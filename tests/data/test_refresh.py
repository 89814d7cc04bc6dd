"""A whole refresh: every service, every way to fail, and what the command says and returns."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from data import raw, refresh
from data.conversation import FETCHED, Fetched
from data.fetching import Outcome, fetch_all
from data.model import Dataset
from data.refresh_report import Report, Row
from data.store import Store
from data.vintages import Change
from tests.conftest import SOAK
from tests.data.conftest import synthetic_dataset
from tests.data.services import PATHS, Services, refreshed
from tests.data.sources.contract import PAGE, assert_same
from tests.data.sources.drive import Said
from tests.data.sources.kolada_service import CODES
from tests.data.standin import Call, Reply, error, resets, says

ALL = ["by_folder", "by_path", "counts", "narrow", "sectors", "shares", "wide"]
#: service -> its datasets
OF = {
    "kolada": {"shares", "counts"},
    "scb": {"wide", "narrow"},
    "scb_v1": {"by_path"},
    "tillvaxtanalys": {"by_folder"},
    "eurostat": {"sectors"},
}

#: what a service that fails replies to every call
FAULTS = {
    "error 500": error(500),
    "gone": error(404, b"Not Found", "text/plain"),
    "a page with status 200": says(PAGE, "text/html"),
    "a page that says it is JSON": says(PAGE),
    "cut": says(b'{"values": [', "application/json"),
    "reset": resets(),
}
#: each service with two of the faults, and each fault with a service or two; in a soak all of them
CASES = [
    (service, what)
    for first, service in enumerate(PATHS)
    for second, what in enumerate(FAULTS)
    if SOAK or (first + second) % 3 == 0
]


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    """Services without a wire, found by data.sources."""
    made = Services()
    find(made, monkeypatch)
    return made


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The same on loopback."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Services() as made:
        find(made, monkeypatch)
        yield made


def find(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, address in services.environment.items():
        monkeypatch.setenv(name, address)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'panel.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as store:
        yield store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the raw answers go."""
    return tmp_path / "raw"


def assert_held(store: Store, services: Services, *names: str) -> None:
    """The store holds exactly what the services publish of the named datasets, or of all."""
    for name in names or ALL:
        frame = store.observations(name)
        assert set(frame["origin"]) == {"a"}
        assert_same(frame[list(FETCHED)], services.expected(name))


class TestOverTheLoopback:
    """Through the client, with all services at once."""

    def test_every_service_is_fetched_and_kept(
        self, wired: Services, store: Store, folder: Path
    ) -> None:
        rows = refreshed(store, wired, folder)
        assert sorted(rows) == ALL
        assert not [row.fault for row in rows.values() if row.fault]
        assert_held(store, wired)
        for name, row in rows.items():
            assert row.change == Change(new=len(store.observations(name)))
        assert (rows["counts"].newest, rows["counts"].published) == ("2024", "2026-06-09")
        assert rows["by_folder"].newest == "2024-Q1"
        # pages of Kolada follow each other
        pages = [dict(call.params).get("page") for call in wired.stand_ins["kolada"].calls]
        assert {"2", "3"} <= set(pages)
        # a service is asked for its limits once, whatever the number of its datasets
        asked = [call.path for call in wired.stand_ins["scb"].calls]
        assert asked.count("/api/v2/config") == 1

        before = store.revision()
        again = refreshed(store, wired, folder)
        assert {row.outcome for row in again.values()} == {"oförändrat"}
        assert store.revision() == before
        assert len(store.releases()) == len(ALL)

        wired.publish("more", "new year")
        changed = refreshed(store, wired, folder)
        assert_held(store, wired)
        assert changed["shares"].change.new and changed["shares"].change.revised
        assert changed["shares"].change.withdrawn and changed["shares"].newest == "2025"
        assert changed["by_folder"].outcome == "oförändrat"

    @pytest.mark.parametrize(("service", "what"), CASES)
    def test_a_service_that_fails_stops_no_other(
        self, wired: Services, store: Store, folder: Path, service: str, what: str
    ) -> None:
        # one service before it and one after: all of them would only take longer
        others = [name for name in PATHS if name != service][:1]
        names = sorted(OF[service].union(*(OF[name] for name in others)))
        refreshed(store, wired, folder, names)
        earlier = {name: store.observations(name) for name in OF[service]}
        wired.publish("later")
        wired.faults[service] = lambda call: FAULTS[what]
        client = wired.client(retries=1)
        rows = refreshed(store, wired, folder, names, client)
        assert {name for name, row in rows.items() if row.fault} == OF[service]
        for name in OF[service]:
            assert "127.0.0.1" in rows[name].fault
            assert "står kvar" in rows[name].fault and "remain" in rows[name].fault
            assert store.observations(name).equals(earlier[name])
        assert_held(store, wired, *(set(names) - OF[service]))

    def test_a_storm_that_passes_is_waited_out(
        self, wired: Services, store: Store, folder: Path
    ) -> None:
        left = {name: 3 for name in PATHS}

        def storm(name: str, call: Call) -> Reply | None:
            left[name] -= 1
            return error(503) if left[name] >= 0 else None

        wired.faults = {name: partial(storm, name) for name in PATHS}
        rows = refreshed(store, wired, folder)
        assert not any(row.fault for row in rows.values())
        assert_held(store, wired)

    def test_services_that_ask_us_to_slow_down_are_obeyed(
        self, wired: Services, store: Store, folder: Path
    ) -> None:
        for service in wired.stand_ins.values():
            service.limit(1, 5)
        began = wired.clock.now
        rows = refreshed(store, wired, folder)
        assert not any(row.fault for row in rows.values())
        assert_held(store, wired)
        most = max(len(service.calls) for service in wired.stand_ins.values())
        assert most > 5 and wired.clock.now - began > 5

    def test_the_raw_answers_are_kept_with_hash_and_address(
        self, wired: Services, store: Store, folder: Path
    ) -> None:
        refreshed(store, wired, folder)
        records = {path: raw.read(path) for path in folder.glob("*/*.json.gz")}
        assert {path.parent.name for path in records} == set(ALL)
        assert not list(folder.glob("*/*.part"))
        addresses = set()
        for path, record in records.items():
            assert hashlib.sha256(record["body"]).hexdigest() == record["sha256"]
            assert path.name.startswith(f"{record['sha256']}-")
            json.loads(record["body"])
            addresses.add((record["method"], record["address"]))
        calls = [
            (call.method, one.url(call.path))
            for one in wired.stand_ins.values()
            for call in one.calls
        ]
        assert len(addresses) == len(records) == len(calls)
        assert {(method, unquote(url)) for method, url in calls} == {
            (method, unquote(address.partition("?")[0])) for method, address in addresses
        }
        # figures and their release say where they came from
        origins = dict(store.releases()[["dataset", "origin"]].itertuples(index=False, name=None))
        assert set(origins.values()) <= {address for _, address in addresses}
        assert origins["wide"].endswith("/tables/TAB1/data?lang=sv&outputFormat=json-stat2")


class TestFaults:
    """What is refused, what is kept and marked, and what a fault leaves as it was."""

    def test_a_code_that_is_gone_is_named_and_only_its_dataset_fails(
        self, services: Services, store: Store, folder: Path
    ) -> None:
        refreshed(store, services, folder)
        earlier = store.observations("shares")
        del services.kolada.records["N00001"]
        del services.tables["TAB2"]
        rows = refreshed(store, services, folder)
        assert {name for name, row in rows.items() if row.fault} == {"shares", "narrow"}
        assert "N00001" in rows["shares"].fault
        assert "Non-existent table" in rows["narrow"].fault
        assert store.observations("shares").equals(earlier)

    def test_a_value_far_outside_its_history_is_kept_and_marked(
        self, services: Services, store: Store, folder: Path
    ) -> None:
        figure = newest_figure(services)
        usual = figure["value"] = 2500.0
        refreshed(store, services, folder, ["shares"])
        assert marks(store) == []
        figure["value"] = 1e6
        row = refreshed(store, services, folder, ["shares"])["shares"]
        assert row.outcome == "1 att granska" and row.change.revised == 1
        assert 1e6 in set(store.observations("shares")["value"])
        assert marks(store) == [1e6]
        # it stays while the value does, and while another that is as far takes its place
        before = store.revision()
        assert refreshed(store, services, folder, ["shares"])["shares"].to_review == 1
        assert marks(store) == [1e6] and store.revision() == before
        figure["value"] = 2e6
        assert refreshed(store, services, folder, ["shares"])["shares"].to_review == 1
        assert marks(store) == [2e6]
        # it goes with the value, and with a person's word
        figure["value"] = usual
        assert refreshed(store, services, folder, ["shares"])["shares"].to_review == 0
        assert marks(store) == []
        figure["value"] = -1e6
        assert refreshed(store, services, folder, ["shares"])["shares"].to_review == 1
        accepted = refreshed(store, services, folder, ["shares"], accept=frozenset(["shares"]))
        assert accepted["shares"].to_review == 0 and marks(store) == []
        assert refreshed(store, services, folder, ["shares"])["shares"].to_review == 0

    def test_an_answer_that_lost_most_values_is_refused_until_it_is_accepted(
        self, services: Services, store: Store, folder: Path
    ) -> None:
        refreshed(store, services, folder, ["shares", "counts"])
        earlier = store.observations("shares")
        lost = [row for row in services.kolada.rows
                if row["kpi"] == "N00001" and row["period"] < 2023]  # fmt: skip
        services.kolada.rows = [row for row in services.kolada.rows if row not in lost]
        for row in services.kolada.rows:
            if row["kpi"] == "N00001" and row["municipality"] != "0020":
                row["values"] = [dict(row["values"][0], value=None, status="Missing")]
        refused = refreshed(store, services, folder, ["shares", "counts"])
        assert "--accept shares" in refused["shares"].fault and not refused["counts"].fault
        assert store.observations("shares").equals(earlier)
        accept = frozenset(["shares"])
        assert not refreshed(store, services, folder, ["shares"], accept=accept)["shares"].fault
        assert_held(store, services, "shares")

    def test_a_unit_that_changed_is_refused_until_it_is_accepted(
        self, services: Services, store: Store, folder: Path
    ) -> None:
        refreshed(store, services, folder, ["shares"])
        earlier = store.observations("shares")
        services.kolada.records["N00001"]["title"] = "Påhittat belopp, tkr"
        services.publish("in thousands")
        row = refreshed(store, services, folder, ["shares"])["shares"]
        assert "”Påhittad andel, (%)” till ”Påhittat belopp, tkr”" in row.fault
        assert store.observations("shares").equals(earlier)
        accept = frozenset(["shares"])
        for accepted in (accept, frozenset[str]()):
            row = refreshed(store, services, folder, ["shares"], accept=accepted)["shares"]
            assert not row.fault
        assert_held(store, services, "shares")
        assert "tkr" in json.loads(store.told("shares")["units"])["share"]

    def test_an_answer_without_any_value_may_be_accepted(
        self, services: Services, store: Store, folder: Path
    ) -> None:
        for row in services.kolada.rows:
            for value in row["values"]:
                value |= {"value": None, "status": "Missing"}
        assert "inga värden" in refreshed(store, services, folder, ["shares"])["shares"].fault
        accept = frozenset(["shares"])
        row = refreshed(store, services, folder, ["shares"], accept=accept)["shares"]
        assert not row.fault and row.newest == ""
        assert_held(store, services, "shares")

    def test_an_answer_without_a_row_is_refused_even_then(
        self, services: Services, store: Store, folder: Path
    ) -> None:
        refreshed(store, services, folder, ["shares"])
        nothing = Fetched(services.expected("shares").iloc[:0])
        outcome = Outcome(services.datasets["shares"], nothing, None, "http://127.0.0.1/", 0.0)
        row = refresh._kept(store, outcome, datetime.now(UTC), accepted=True)
        assert "inga värden" in row.fault
        assert_held(store, services, "shares")

    def test_a_fault_in_the_code_is_not_taken_for_one_of_a_service(
        self, services: Services, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def faulty(call: Call) -> Said:
            raise ZeroDivisionError

        monkeypatch.setattr(services, "answer", faulty)
        with pytest.raises(ZeroDivisionError):
            refreshed(store, services, folder, ["shares"])
        monkeypatch.undo()
        with store.refreshing():
            assert store.observations("shares").empty

    def test_whoever_takes_no_more_ends_the_asking(
        self, services: Services, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, two = services.datasets["wide"], services.datasets["narrow"]
        answer, taken = services.answer, threading.Event()

        def held(call: Call) -> Said:
            assert "TAB2" not in call.path or taken.wait(10)
            return answer(call)

        monkeypatch.setattr(services, "answer", held)
        before = set(threading.enumerate())
        third = one.model_copy(update={"id": "third"})
        with services.unwired() as client:
            outcomes = fetch_all([one, two, third], client, raw.Archive(folder))
            assert next(outcomes).dataset is one
            outcomes.close()
            taken.set()
            for thread in set(threading.enumerate()) - before:
                thread.join(10)
        assert (folder / "narrow").exists() and not (folder / "third").exists()

    def test_a_store_that_is_busy_for_one_dataset_takes_the_others(
        self, services: Services, url: str, store: Store, folder: Path
    ) -> None:
        class Held(Store):
            """Somebody else writes whenever wide is to be kept."""

            def keep(self, dataset_id: str, *given: Any, **named: Any) -> Change:
                if dataset_id != "wide":
                    return super().keep(dataset_id, *given, **named)
                with store._writing():
                    return super().keep(dataset_id, *given, **named)

        with Held(url, timeout=0.1) as held:
            rows = refreshed(held, services, folder, ["wide", "narrow", "shares"])
        assert {name for name, row in rows.items() if row.fault} == {"wide"}
        assert str(folder.parent) in rows["wide"].fault
        assert store.observations("wide").empty and store.told("wide") == {}
        assert_held(store, services, "narrow", "shares")

    def test_raw_answers_that_cannot_be_kept_are_told_of(
        self, services: Services, store: Store, folder: Path
    ) -> None:
        folder.mkdir()
        (folder / "wide").write_text("a file where the folder should be")
        rows = refreshed(store, services, folder, ["wide", "narrow"])
        assert str(folder) in rows["wide"].fault and "kunde inte sparas" in rows["wide"].fault
        assert store.observations("wide").empty
        assert_held(store, services, "narrow")


def newest_figure(services: Services) -> dict[str, Any]:
    """Dalarna's figure of the KPI behind shares for its newest year, to be changed in place."""
    rows = [row for row in services.kolada.rows
            if row["kpi"] == "N00001" and CODES.get(row["municipality"]) == "20"]  # fmt: skip
    found: dict[str, Any] = next(
        value for value in max(rows, key=lambda row: row["period"])["values"]
        if value["gender"] == "T" and not value["isdeleted"]
    )  # fmt: skip
    return found


def marks(store: Store) -> list[float]:
    """The values of shares that await review."""
    return [review["value"] for review in json.loads(store.told("shares")["review"])]


class TestCommand:
    """``python -m data.refresh``: what it takes, says and returns."""

    @pytest.fixture(autouse=True)
    def panel(
        self, services: Services, monkeypatch: pytest.MonkeyPatch, url: str, folder: Path
    ) -> None:
        """The command over the services, a store and a folder of this test."""
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setattr(refresh, "load_datasets", lambda: services.datasets)
        monkeypatch.setattr(refresh, "Client", services.unwired)
        monkeypatch.setattr(refresh, "Archive", partial(raw.Archive, folder))

    def test_all_well_is_0(
        self, services: Services, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert refresh.main([]) == 0
        said = capsys.readouterr()
        assert all(name in said.out for name in ALL) and said.err == ""
        with Store(url) as store:
            assert_held(store, services)

    def test_some_failed_is_1_and_the_others_are_kept(
        self, services: Services, url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        del services.tables["TAB1"]
        assert refresh.main(["wide", "narrow"]) == 1
        assert "Non-existent table" in capsys.readouterr().out
        with Store(url) as store:
            assert_held(store, services, "narrow")
            assert store.releases()["dataset"].tolist() == ["narrow"]

    def test_named_datasets_alone_are_fetched(self, url: str) -> None:
        assert refresh.main(["shares"]) == 0
        assert refresh.main(["--accept", "narrow"]) == 0
        with Store(url) as store:
            assert store.releases()["dataset"].tolist() == ["narrow", "shares"]

    def test_a_name_that_is_none_is_2(self, capsys: pytest.CaptureFixture[str], url: str) -> None:
        assert refresh.main(["share", "wide"]) == 2
        swedish, english = capsys.readouterr().err.splitlines()
        assert "share (shares?)" in swedish and "share (shares?)" in english
        assert "Inget har hämtats" in swedish and "Nothing was fetched" in english
        assert not Path(url.removeprefix("sqlite:///")).exists()

    def test_a_dataset_that_is_only_embedded_is_2(
        self,
        services: Services,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        known: dict[str, Dataset] = {"by_hand": synthetic_dataset("by_hand"), **services.datasets}
        monkeypatch.setattr(refresh, "load_datasets", lambda: known)
        assert refresh.main(["by_hand"]) == 2
        assert "by_hand hämtas inte" in capsys.readouterr().err
        assert "by_hand" not in refresh.choose(known, [])

    @pytest.mark.parametrize(
        "address", ["hej", "mysql://a/b", "postgresql+psycopg://x:y@127.0.0.1:1/z"]
    )
    def test_a_wrong_database_address_is_2(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", address)
        assert refresh.main([]) == 2
        assert "DATABASE_URL" in capsys.readouterr().err

    def test_another_refresh_under_way_is_2(
        self, store: Store, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with store.refreshing():
            assert refresh.main([]) == 2
        assert "pågår" in capsys.readouterr().err
        assert store.releases().empty and not folder.exists()
        assert refresh.main(["shares"]) == 0

    def test_a_dry_run_asks_nothing_and_opens_no_database(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        folder: Path,
        socket_disabled: None,
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", "not an address")
        for name in ("Store", "Client", "Archive"):
            monkeypatch.delattr(refresh, name)
        assert refresh.main(["--dry-run"]) == 0
        said = capsys.readouterr().out
        assert all(f"\n{name}\n" in f"\n{said}" for name in ALL)
        assert said.count("/api/v2/config") == 1
        assert "POST https://tjanst.example/api/v2/tables/TAB2/data" in said
        asked = [line for line in said.splitlines() if line.startswith("  ")]
        assert said.endswith(f"7 dataset, {len(asked)} anrop / requests\n")
        assert not folder.exists()

    def test_the_plan_is_what_is_asked_but_for_pages(
        self, services: Services, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        services.kolada.per_page = 5000
        refresh.main(["--dry-run"])
        planned = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
        assert refresh.main([]) == 0
        assert len(list(folder.glob("*/*.json.gz"))) == len(planned)

    def test_an_interrupted_refresh_keeps_what_is_done(
        self,
        services: Services,
        url: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        class Interrupted(Report):
            def add(self, row: Row) -> None:
                super().add(row)
                if len(self.rows) == 3:
                    raise KeyboardInterrupt

        monkeypatch.setattr(refresh, "Report", Interrupted)
        assert refresh.main([]) == 1
        said = capsys.readouterr()
        swedish, english = said.err.splitlines()
        assert "Avbruten" in swedish and "Interrupted" in english
        monkeypatch.undo()
        with Store(url) as store:
            done = store.releases()["dataset"].tolist()
            assert len(done) == 3 and all(f" {name}: " in said.out for name in done)
            for name in done:
                frame = store.observations(name)[list(FETCHED)]
                assert_same(frame, services.expected(name))
            with store.refreshing():
                pass
