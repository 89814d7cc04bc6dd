"""Processes to measure: started on a free port of 127.0.0.1, asked, and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
START_WITHIN = 60.0  # seconds
LOOK_EVERY = 0.01


@dataclass(frozen=True, slots=True)
class Server:
    """A running contestant. `started_in` is the time to its first 200 on ``/``, in seconds."""

    pid: int
    port: int
    started_in: float

    def ask(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """The answer to one GET, or to one POST of JSON; raises RuntimeError unless it is a 200."""
        connection = HTTPConnection(HOST, self.port, timeout=60)
        try:
            method = "GET" if body is None else "POST"
            kind = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, path, body, {**kind, **(headers or {})})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content

    @property
    def resident(self) -> float | None:
        """Resident memory in MB, or None where the system does not tell it in /proc."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return None
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=START_WITHIN)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def serving(command: list[str], settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Python run with `command`, told its port by ``PORT``; stopped, by its pid, at the end."""
    port = _free_port()
    environment = os.environ | {"HOST": HOST, "PORT": str(port)} | dict(settings or {})
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        while not _answers(port):
            late = time.perf_counter() - began > START_WITHIN
            if process.poll() is not None or late:
                process.kill()
                said = process.communicate()[1].decode(errors="replace")
                raise RuntimeError(f"{' '.join(command)} did not start:\n{said}")
            time.sleep(LOOK_EVERY)
        yield Server(process.pid, port, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@contextmanager
def panel(store: Path) -> Iterator[Server]:
    """The panel as users start it, over the store at `store`."""
    with serving(["app.py"], {"DATABASE_URL": f"sqlite:///{store}"}) as server:
        yield server


@contextmanager
def peer(name: str, *arguments: str) -> Iterator[Server]:
    """One of the apps of :mod:`tests.bench.peers`."""
    with serving(["-m", "tests.bench.peers", name, *arguments]) as server:
        yield server
