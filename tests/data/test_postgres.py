"""What only a server can do to the store: wrong addresses, rights, restarts, waiting and crowds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection

from data.errors import StoreBusy, StoreDamaged, StoreError
from data.store import Store
from data.vintages import Change, Vintage
from tests.data.conftest import synthetic_frame
from tests.data.postgres import PASSWORD, USER, Cluster, _free_port, cluster
from tests.data.test_store import FIRST, SECOND, values, vintage

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store_url(postgresql: Cluster) -> str:
    """The address of an empty store."""
    return postgresql.create()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store with one synthetic release."""
    with Store(store_url, timeout=5.0) as store:
        store.keep("synthetic", FIRST, vintage("2018-11-21"))
        yield store


def as_user(address: str, user: str, password: str = PASSWORD) -> str:
    """The same address for another user."""
    return address.replace(f"{USER}:{PASSWORD}@", f"{user}:{password}@")


#: cuts the connections of this process
CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    f"WHERE application_name LIKE 'omstallningspanelen % {os.getpid()}'"
)


def connect(address: str) -> psycopg.Connection:
    """A connection of another program."""
    return psycopg.connect(address.replace("+psycopg", ""))


# --- an address that is wrong names the part ---------------------------------------------------


def told(address: str, timeout: float = 5.0) -> tuple[str, str]:
    """What is said of an address, in Swedish and in English; complete, and without the password."""
    with pytest.raises(StoreError) as caught, Store(address, timeout) as store:
        store.revision()
    message = str(caught.value)
    swedish, english = message.split("\n")
    assert PASSWORD not in message and "tell-nobody" not in message
    assert "Databasen" in swedish and "Inget har ändrats" in swedish
    assert "The database" in english and "Nothing was changed" in english
    assert swedish.count(". ") >= 2 and english.count(". ") >= 2
    return swedish, english


@pytest.mark.parametrize(
    ("address", "swedish", "english"),
    [
        ("mysql://ann:tell-nobody@127.0.0.1/panel", "drivrutin för mysql", "driver for mysql"),
        ("postgres://ann:tell-nobody@h/panel", "drivrutin för postgres", "driver for postgres"),
        ("postgresql+psycopg2://ann:tell-nobody@h/p", "drivrutinen psycopg2", "driver psycopg2"),
        ("postgresql+psycopg://ann:tell-nobody@h:port/p", "går inte att läsa", "cannot be read"),
        ("postgresql+psycopg://ann:tell-nobody@h", "databasens namn", "name of the database"),
    ],
    ids=["scheme", "short scheme", "driver", "port", "no database"],
)
def test_an_address_that_cannot_be_read(address: str, swedish: str, english: str) -> None:
    said = told(address)
    assert swedish in said[0] and english in said[1]
    assert all("postgresql+psycopg://user:password@host:5432/database" in text for text in said)


@pytest.mark.parametrize("host", ["no..such..host", "a" * 64, "nosuchhost"])
def test_a_host_that_is_not_there(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # no name server is asked
    said = told(f"postgresql+psycopg://ann:tell-nobody@{host}/panel")
    assert f"värddatorn {host} hittas inte" in said[0]
    assert f"the host {host} was not found" in said[1]


@pytest.mark.parametrize("port", [None, 99999])
def test_a_port_where_nothing_answers(port: int | None) -> None:
    port = port or _free_port()
    said = told(f"postgresql+psycopg://ann:tell-nobody@127.0.0.1:{port}/panel")
    assert f"ingenting svarar på port {port} hos 127.0.0.1" in said[0]
    assert f"nothing answers on port {port} of 127.0.0.1" in said[1]


@pytest.mark.parametrize(
    ("user", "password"), [("panel", "tell-nobody"), ("nobody-there", PASSWORD), ("panel", "")]
)
def test_a_user_who_is_not_let_in(store_url: str, user: str, password: str) -> None:
    said = told(as_user(store_url, user, password))
    assert "servern släpper inte in användaren" in said[0]
    assert "does not let the user in" in said[1]


def test_a_password_among_the_settings_is_not_repeated(store_url: str) -> None:
    bare = store_url.replace(f":{PASSWORD}@", "@")
    said = told(f"{bare}&password=tell-nobody")
    assert "servern släpper inte in användaren" in said[0]
    with Store(f"{bare}&password={PASSWORD}") as store:
        assert store.releases().empty


def test_a_database_that_is_not_there(postgresql: Cluster) -> None:
    said = told(postgresql.url("no_such_place"))
    assert "databasen no_such_place saknas" in said[0] and "createdb" in said[0]
    assert "the database no_such_place does not exist" in said[1]


@pytest.mark.parametrize("setting", ["sslmode=perhaps", "nosuch=1", "connect_timeout=soon"])
def test_a_setting_that_is_wrong(store_url: str, setting: str) -> None:
    said = told(f"{store_url}&{setting}")
    assert "en inställning i adressen är fel" in said[0]
    assert "a setting in the address is wrong" in said[1]


def test_tables_that_the_user_may_not_make_or_touch(postgresql: Cluster) -> None:
    store_url, role = postgresql.create_database(), "guest"
    postgresql.run(
        store_url,
        f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    )
    address = as_user(store_url, role)
    empty = told(address)
    with Store(store_url) as store:
        store.keep("synthetic", FIRST, vintage("2018-11-21"))
        filled = told(address)
        postgresql.run(store_url, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        with Store(address) as guest:
            assert len(guest.observations("synthetic")) == 3
            with pytest.raises(StoreError, match="saknar rätt till tabellerna"):
                guest.keep("synthetic", SECOND, vintage("2020-10-29"))
        assert values(store.observations("synthetic"))[("20", "2017")] == 1344.0
    for said in (empty, filled):
        assert "saknar rätt till tabellerna" in said[0]
        assert "lacks rights to the tables" in said[1]


def test_a_schema_that_is_not_there(postgresql: Cluster) -> None:
    said = told(f"{postgresql.url('postgres')}?options=-csearch_path%3Dno_such_schema")
    assert "saknar rätt till tabellerna" in said[0] and "lacks rights to the tables" in said[1]


# --- a database that is not ours ---------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE observation",
        "ALTER TABLE observation DROP COLUMN margin",
        "DELETE FROM meta",
        "UPDATE meta SET value = 'x' WHERE key = 'schema'",
    ],
)
def test_tables_that_are_not_as_we_left_them(
    postgresql: Cluster, store: Store, store_url: str, statement: str
) -> None:
    postgresql.run(store_url, statement)
    with pytest.raises(StoreDamaged) as caught, Store(store_url) as other:
        other.observations("synthetic")
    assert "Filen" not in str(caught.value) and "the file" not in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_tables_of_others_may_stand_beside_ours(postgresql: Cluster, store_url: str) -> None:
    postgresql.run(store_url, "CREATE TABLE invoices (id integer)")
    with Store(store_url) as store:
        assert store.keep("synthetic", FIRST, vintage("2018-11-21")) == Change(new=3)


def test_a_store_of_a_newer_panel_is_not_touched(
    postgresql: Cluster, store: Store, store_url: str
) -> None:
    postgresql.run(store_url, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(StoreError, match="schemaversion 99"):
        Store(store_url)
    assert len(store.observations("synthetic")) == 3


# --- waiting -----------------------------------------------------------------------------------


def test_a_writer_that_waits_too_long_says_so_and_changes_nothing(
    store: Store, store_url: str
) -> None:
    before = store.revision()
    with Store(store_url, timeout=0.2) as hasty, store._writing():
        with pytest.raises(StoreBusy) as caught:
            hasty.keep("synthetic", SECOND, vintage("2020-10-29"))
        assert len(hasty.observations("synthetic")) == 3  # readers go on
    assert "upptagen" in str(caught.value) and "held by another" in str(caught.value)
    assert store.revision() == before


def test_a_reader_does_not_wait_for_ever_for_a_table_that_is_locked(
    store: Store, store_url: str
) -> None:
    with connect(store_url) as other, Store(store_url, timeout=0.2) as hasty:
        other.execute("LOCK TABLE observation IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreBusy):
            hasty.observations("synthetic")


def test_a_writer_that_waited_sees_what_the_other_kept(store: Store, store_url: str) -> None:
    found: list[Change] = []

    def keep() -> None:
        with Store(store_url) as other:
            found.append(other.keep("synthetic", SECOND, vintage("2020-10-29")))

    before = store.revision()
    thread = threading.Thread(target=keep)
    with store._writing() as connection:
        thread.start()
        thread.join(0.3)
        assert thread.is_alive() and found == []
        connection.exec_driver_sql("UPDATE meta SET value = '70' WHERE key = 'revision'")
        connection.exec_driver_sql("UPDATE observation SET value = 1323 WHERE geo = '20'")
    thread.join()
    assert before < 70 and store.revision() == 71
    assert found == [Change(new=1, revised=1, withdrawn=1, unchanged=1)]


def test_a_reader_sees_one_moment_even_in_two_statements(store: Store) -> None:
    with store._reading() as connection:
        count = "SELECT count(*) FROM release"
        assert connection.exec_driver_sql(count).scalar() == 1
        store.keep("synthetic", SECOND, vintage("2020-10-29"))
        assert connection.exec_driver_sql(count).scalar() == 1
    assert len(store.releases()) == 2


def test_readers_never_see_half_of_a_release(store: Store, store_url: str) -> None:
    years = range(1000, 1400)
    seen: list[tuple[int, set[float]]] = []
    stop = threading.Event()

    def read() -> None:
        with Store(store_url) as reader:
            while not stop.is_set():
                for day in (None, date.max):
                    frame = reader.observations("other", day)
                    seen.append((len(frame), set(frame["value"])))

    thread = threading.Thread(target=read)
    thread.start()
    for number in range(12):
        frame = synthetic_frame(*(("20", str(year), float(number)) for year in years))
        store.keep("other", frame, Vintage(date(2026, 1, 1 + number), "http://127.0.0.1/table"))
    stop.set()
    thread.join()
    assert {size for size, _ in seen} <= {0, len(years)}
    assert all(len(numbers) <= 1 for _, numbers in seen)
    assert len(seen) > 10


def test_two_processes_may_make_the_tables_at_once(postgresql: Cluster) -> None:
    code = "import sys; from data.store import Store; Store(sys.argv[1]).close()"
    for _ in range(2):
        address = postgresql.create()
        started = [
            subprocess.Popen(
                [sys.executable, "-c", code, address], cwd=ROOT, stderr=subprocess.PIPE
            )
            for _ in range(3)
        ]
        errors = [process.communicate()[1] for process in started]
        assert [process.returncode for process in started] == [0] * 3, errors


# --- a server that comes and goes --------------------------------------------------------------


def test_a_server_that_restarts_is_found_again_and_one_that_is_gone_is_said_so() -> None:
    with cluster() as server:
        address = server.create()
        with Store(address, timeout=2.0) as store:
            store.keep("synthetic", FIRST, vintage("2018-11-21"))
            server.stop()
            with pytest.raises(StoreError, match=f"ingenting svarar på port {server.port}"):
                store.revision()
            server.start()
            assert len(store.observations("synthetic")) == 3
            server.stop()
            server.start()
            assert store.keep("synthetic", SECOND, vintage("2020-10-29")).new == 1


def test_a_connection_that_is_cut_keeps_nothing(
    postgresql: Cluster, store: Store, store_url: str
) -> None:
    before = store.revision()
    with pytest.raises(StoreError) as caught, store._writing() as connection:
        connection.exec_driver_sql("DELETE FROM observation")
        postgresql.run(store_url, CUT)
        connection.exec_driver_sql("DELETE FROM release")
    assert "kan inte användas" in str(caught.value) and "lösenord" not in str(caught.value)
    assert len(store.observations("synthetic")) == 3 and store.revision() == before


def test_a_refresh_that_ends_lets_the_next_begin_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock of a closed connection goes when the server notices: here it never does."""
    left: list[Connection] = []
    with monkeypatch.context() as patched:
        patched.setattr(Connection, "close", lambda self: left.append(self))
        with store.refreshing():
            pass
    assert len(left) == 1
    with store.refreshing():
        pass
    left[0].close()


def test_a_refresh_whose_lock_is_cut_goes_on_and_ends_quietly(
    postgresql: Cluster, store: Store, store_url: str
) -> None:
    with store.refreshing():
        postgresql.run(store_url, CUT)
        assert store.keep("synthetic", SECOND, vintage("2020-10-29")).new == 1
    with store.refreshing():
        assert len(store.observations("synthetic")) == 3


def test_a_server_that_is_full_says_that_it_is_busy(postgresql: Cluster, store_url: str) -> None:
    role = "crowd"
    postgresql.run(store_url, f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1 PASSWORD '{PASSWORD}'")
    address = as_user(store_url, role)
    with connect(address), pytest.raises(StoreBusy):
        Store(address, timeout=2.0)


# --- what it costs those who do not use it -----------------------------------------------------


def test_the_driver_and_the_lock_are_loaded_only_when_they_are_asked_for(tmp_path: Path) -> None:
    code = (
        "import sys, app; from data.store import Store; Store(sys.argv[1]).close(); "
        "print([name for name in ('psycopg', 'filelock') if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, f"sqlite:///{tmp_path / 'panel.sqlite'}"],
        cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ,
    )  # fmt: skip
    assert found.stdout.strip() == "[]"
