"""Writing a new dataset and its indicator: whole or not at all, and nothing is written over."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data.add.asking import wrong
from data.add.toml import dataset_toml, indicator_toml
from data.errors import Fault, InputFault
from data.model import Dataset
from data.records import read_toml
from data.registry import FOLDER, load_datasets
from data.settings import ROOT
from data.sources.about import Both

DEFINITIONS = ROOT / "indicators" / "definitions"
THEMES = "themes.toml"
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders that are read and written in."""

    datasets: Path = FOLDER
    definitions: Path = DEFINITIONS


def themes(definitions: Path) -> dict[str, Both]:
    """Theme -> its name, from the file of themes. Raises InputFault where it cannot be read."""
    faults: list[Fault] = []
    tables = read_toml(definitions / THEMES, faults)
    if faults:
        raise InputFault(faults)
    return {one["id"]: Both(one["name"]["sv"], one["name"]["en"]) for one in tables["theme"]}


def check_free(name: str, folders: Folders) -> str:
    """Return `name`, or raise PanelError where a dataset or an indicator has it, or it is no id."""
    if not name[:1].isalpha() or not set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_"):
        raise wrong(
            f"{name!r} är inget id: små bokstäver a–z, siffror och _, först en bokstav.",
            f"{name!r} is no id: small letters a–z, digits and _, a letter first.",
        )
    taken = [f"{name}.toml"] if (folders.datasets / f"{name}.toml").exists() else []
    for path in sorted(folders.definitions.glob("*.toml")):
        found = read_toml(path, []).get("indicator", [])
        taken += [path.name for one in found if isinstance(one, Mapping) and one.get("id") == name]
    if taken:
        raise wrong(
            f"{name} finns redan ({taken[0]}), och inget skrivs över. Välj ett annat id med --id.",
            f"{name} is there already ({taken[0]}), and nothing is written over. Choose another id "
            "with --id.",
        )
    return name


def write(
    dataset: Mapping[str, Any], indicator: Mapping[str, Any], folders: Folders
) -> tuple[Path, Path]:
    """Write the dataset's file and add the indicator to that of its theme; return both paths.

    The dataset is checked as the panel checks it when it starts. Raises InputFault for what would
    not pass, and PanelError for an id that is taken or a folder that cannot be written in; then
    neither file has changed.
    """
    name = check_free(str(dataset["id"]), folders)
    checked(dataset)
    record = dataset_toml(dataset)
    first = folders.datasets / f"{name}.toml"
    second = folders.definitions / f"{indicator['themes'][0]}.toml"
    try:
        text = _with_indicator(second, indicator)
        parts = [_beside(first, record.encode()), _beside(second, text)]
        try:
            parts[0].replace(first)
            try:
                parts[1].replace(second)
            except OSError:
                first.unlink()  # the one without the other would be half of it
                raise
        finally:
            for part in parts:
                part.unlink(missing_ok=True)
    except OSError as fault:
        raise wrong(
            f"Filerna gick inte att skriva: {first} och {second} ({fault.strerror}).",
            f"The files could not be written: {first} and {second} ({fault.strerror}).",
        ) from fault
    return first, second


def checked(record: Mapping[str, Any]) -> Dataset:
    """The dataset that its file would be read as. Raises InputFault where it would be refused."""
    name = str(record["id"])
    with TemporaryDirectory() as folder:
        path = Path(folder)
        (path / f"{name}.toml").write_text(dataset_toml(record), encoding="utf-8")
        return load_datasets(path)[name]


def _with_indicator(path: Path, indicator: Mapping[str, Any]) -> bytes:
    """The bytes of a theme's file with one indicator more; what stood there stands as it was."""
    before = path.read_bytes() if path.exists() else b""
    line = b"\r\n" if b"\r\n" in before else b"\n"
    added = indicator_toml(indicator).encode().replace(b"\n", line)
    whole = (before.rstrip() + line + line if before.strip() else b"") + added
    tomllib.loads(whole.decode("utf-8"))
    return whole


def _beside(path: Path, content: bytes) -> Path:
    """A file beside `path` with the content, on the disk before it takes its place."""
    part = path.with_name(path.name + UNFINISHED)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return part
