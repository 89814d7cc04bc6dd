"""JSON-stat to frame at 100 000 cells, beside a bare numpy unpacking and pyjstat, in turns.

Time is the processor's, so that a busy machine tells the same. Memory is what a fresh process grows
by at its highest: ``python -m tests.bench.jsonstat READER FILE`` prints it.
The bare unpacking reads the same bytes to the same columns without status and without one check.
pyjstat is a peer that only the bench needs: ``pip install -r requirements-bench.txt``.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from math import prod
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
import orjson
import pandas as pd

from data.jsonstat import unpack
from tests.bench.results import Result, at_least, at_most

ROUNDS = 7
BARE, PYJSTAT, MEMORY = 2.0, 10.0, 0.5
SIZES = {"Region": 25, "Alder": 10, "Kon": 2, "ContentsCode": 4, "Tid": 50}

Reader = Callable[[bytes], pd.DataFrame]


def measure(folder: Path) -> Iterator[Result]:
    """Seconds and peak memory for one dense and one sparse cube (synthetic)."""
    readers: dict[str, Reader] = {"bare": bare, "ours": ours}
    if find_spec("pyjstat"):
        readers["pyjstat"] = pyjstat
    else:
        yield Result("JSON-stat, pyjstat", "not installed: pip install -r requirements-bench.txt")
    for density in ("dense", "sparse"):
        path = folder / f"{density}.json"
        path.write_bytes(synthetic(density))
        yield from _compare(density, path, readers)


def _compare(density: str, path: Path, readers: dict[str, Reader]) -> Iterator[Result]:
    raw = path.read_bytes()
    sums = {name: round(float(read(raw)["value"].sum()), 3) for name, read in readers.items()}
    if len(set(sums.values())) != 1:
        raise AssertionError(f"the readers disagree about the {density} cube: {sums}")
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            gc.collect()
            began = time.process_time()
            read(raw)
            seconds[name].append(time.process_time() - began)
    took = {name: median(them) * 1000 for name, them in seconds.items()}
    peak = {name: _peak(name, path) for name in readers}
    what = f"JSON-stat, {prod(SIZES.values()):,} cells, {density}"

    def said(name: str) -> str:
        return f"{took[name]:.0f} ms" + (f", {peak[name]:.0f} MB" if peak[name] else "")

    yield Result(f"{what}: bare numpy", said("bare"))
    yield at_most(f"{what}", said("ours"), took["ours"] / took["bare"], BARE, "bare numpy's time")
    if "pyjstat" in readers:
        yield Result(f"{what}: pyjstat", said("pyjstat"))
        yield at_least(f"{what}", said("ours"), took["pyjstat"] / took["ours"], PYJSTAT,
                       "as fast as pyjstat")  # fmt: skip
        if peak["pyjstat"]:
            yield at_most(f"{what}", said("ours"), peak["ours"] / peak["pyjstat"], MEMORY,
                          "pyjstat's memory")  # fmt: skip


def _peak(name: str, path: Path) -> float:
    """Megabytes that a process of its own grows by; 0 where the system does not tell."""
    command = [sys.executable, "-m", "tests.bench.jsonstat", name, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(told.stdout)


def _grown(read: Reader, raw: bytes) -> float:
    read(synthetic("sparse", {"Region": 3, "Tid": 2}))  # what is loaded when first used
    before = _memory("VmRSS")
    frame = read(raw)
    return (_memory("VmHWM") - before) if len(frame) else 0.0


def _memory(which: str) -> float:
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith(which))


def ours(raw: bytes) -> pd.DataFrame:
    """What the panel does."""
    return unpack(raw, "bench").frame


def bare(raw: bytes) -> pd.DataFrame:
    """Every value of a document that is taken on trust, without status."""
    document = orjson.loads(raw)
    value, size = document["value"], document["size"]
    if isinstance(value, dict):
        positions = np.fromiter(map(int, value), dtype=np.int64, count=len(value))
        value = list(value.values())
    else:
        positions = np.arange(len(value))
    columns: dict[str, object] = {}
    for one, codes in zip(document["id"], np.unravel_index(positions, size), strict=True):
        categories = list(document["dimension"][one]["category"]["index"])
        columns[one] = pd.Categorical.from_codes(codes, categories)
    return pd.DataFrame(columns | {"value": np.array(value, dtype=np.float64)})


def pyjstat(raw: bytes) -> pd.DataFrame:
    """The same by the library that people use for it."""
    from pyjstat import pyjstat as library

    frame: pd.DataFrame = library.Dataset.read(raw.decode()).write("dataframe")
    return frame


def synthetic(density: str, sizes: dict[str, int] = SIZES) -> bytes:
    """A cube of invented figures; 1 % have a status, and a fifth is missing where it is sparse."""
    random = Random(3)
    dimension = {}
    for name, size in sizes.items():
        codes = [f"{name}{number:03d}" for number in range(size)]
        dimension[name] = {"label": name, "category": {
            "index": {code: position for position, code in enumerate(codes)},
            "label": {code: f"{code} i klartext" for code in codes},
        }}  # fmt: skip
    values = [round(random.uniform(0, 1000), 1) for _ in range(prod(sizes.values()))]
    flagged = {str(position): "e" for position in range(0, len(values), 100)}
    named = {str(position): one for position, one in enumerate(values) if position % 5}
    document = {"version": "2.0", "class": "dataset", "id": list(sizes),
                "size": list(sizes.values()), "role": {"time": ["Tid"]}, "dimension": dimension,
                "value": values if density == "dense" else named, "status": flagged}  # fmt: skip
    return orjson.dumps(document)


if __name__ == "__main__":
    reader = {"bare": bare, "ours": ours, "pyjstat": pyjstat}[sys.argv[1]]
    print(_grown(reader, Path(sys.argv[2]).read_bytes()))
