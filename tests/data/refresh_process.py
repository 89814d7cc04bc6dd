"""``python -m data.refresh`` in a process of its own, over datasets that a test made up.

Arguments: the folder for raw answers, a file with a list of dataset records as JSON, and those of
the command. The services and the store are those of the environment. It says ``begin`` when
everything is loaded, so that a test can kill it at any moment of the refresh itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from data import refresh
from data.http import Client
from data.model import Dataset
from data.raw import Archive
from data.sources import SERVICES, module


def start(
    folder: Path, datasets: Mapping[str, Dataset], environment: Mapping[str, str], *arguments: str
) -> subprocess.Popen[str]:
    """Start a refresh of `datasets`; `folder` takes its raw answers in ``raw``."""
    folder.mkdir(parents=True, exist_ok=True)
    records = folder / "datasets.json"
    records.write_text(json.dumps([one.model_dump(mode="json") for one in datasets.values()]))
    command = [sys.executable, "-m", "tests.data.refresh_process", folder / "raw", records]
    proxies = {"HTTP_PROXY": "", "http_proxy": "", "NO_PROXY": "127.0.0.1"}
    return subprocess.Popen(
        [*command, *arguments],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **proxies, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def begun(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
    """The process, once all it needs is loaded."""
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n", process.communicate()[1]
    return process


def main(folder: str, records: str, arguments: Iterable[str]) -> int:
    """What the command returns, over these datasets."""
    made = [Dataset.model_validate(one) for one in json.loads(Path(records).read_text())]
    refresh.load_datasets = lambda: {one.id: one for one in made}  # type: ignore[assignment]
    refresh.Archive = partial(Archive, Path(folder))  # type: ignore[assignment, misc]
    refresh.Client = partial(Client, pace=(1000, 0.001))  # type: ignore[assignment, misc]
    for name in SERVICES:
        module(name)
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    return refresh.main(list(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
