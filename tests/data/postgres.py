"""A PostgreSQL of our own: made in a temporary folder, on a free port of 127.0.0.1, then removed.

It needs the server's programs (Debian's package ``postgresql``); without them it fails and says so.
Its default collation is Swedish, so that nothing of ours may rest on how a server sorts text.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

USER, PASSWORD = "panel", "secret-word"
START_WITHIN = 30.0  # seconds
#: what makes a server quick that nobody will miss
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
}


def programs() -> Path:
    """The folder of the newest PostgreSQL that is installed. Raises RuntimeError without one."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    numbers = {path: float(re.sub(r"[^\d.]", "", path.parent.name) or 0) for path in found}
    return max(found, key=lambda path: numbers[path]) if found else Path(str(on_path)).parent


def ordinary_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root. None is whoever we are."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd  # not on Windows

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass(slots=True)
class Cluster:
    """A running server; :meth:`create` makes empty stores in it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    _number: Iterator[int] = field(default_factory=count)

    def url(self, database: str, user: str = USER, password: str = PASSWORD) -> str:
        """The address of a database as the panel takes it."""
        return f"postgresql+psycopg://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> str:
        """The address of a new, empty schema: a store of its own, made in no time."""
        address = self.url("postgres")
        name = f"panel_{next(self._number)}"
        self.run(address, f"CREATE SCHEMA {name}")
        return f"{address}?options=-csearch_path%3D{name}"

    def create_database(self) -> str:
        """The address of a new, empty database."""
        name = f"panel_{next(self._number)}"
        self.run(self.url("postgres"), f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, address: str, *statements: str) -> None:
        """Run statements at an address, each on its own."""
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def start(self) -> None:
        """Start the server and wait until it answers. Raises RuntimeError with its log."""
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        log = self.folder / "log"
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [programs() / "postgres", "-D", self.folder / "data", "-p", str(self.port),
                 *settings],
                stdout=file, stderr=file, cwd="/", user=ordinary_user(),
            )  # fmt: skip
        until = time.monotonic() + START_WITHIN
        ready = [programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.02)

    def stop(self, for_good: bool = False) -> None:
        """Stop the server, whoever is connected; `for_good` writes nothing more to the disk."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT if for_good else signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new server, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="panel-postgresql-"))
    user = ordinary_user()
    made = Cluster(folder, _free_port())
    try:
        word = folder / "password"
        word.write_text(PASSWORD)
        if user is not None:
            for path in (folder, word):
                shutil.chown(path, user)
        told = subprocess.run(
            [programs() / "initdb", "-D", folder / "data", "-U", USER, "--pwfile", word, "-A",
             "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu",
             "--icu-locale=sv-SE", "--no-sync"],
            capture_output=True, text=True, cwd="/", user=user,
        )  # fmt: skip
        if told.returncode != 0:
            raise RuntimeError(f"initdb: {told.stdout}{told.stderr}")
        made.start()
        yield made
    finally:
        made.stop(for_good=True)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
