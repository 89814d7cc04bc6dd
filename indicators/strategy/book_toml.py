"""A strategy as one TOML file, and that file put in the place of those that a folder held.

One file, because one file can be replaced at once: a reader sees the earlier strategy or the new
one, never half of each.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from data.errors import PanelError
from indicators.catalogue import Catalogue
from indicators.strategy.book import say
from indicators.strategy.load import FOLDER, TABLES, Strategy, load_strategy
from indicators.strategy.model import Thresholds, Verdict

FILE = "strategi.toml"
_INDENT = "  "


def strategy_toml(strategy: Strategy) -> str:
    """The text of a file that :func:`load_strategy` reads as `strategy`. Pure."""
    blocks = [f"# {say()('file_head', 'sv')}\n# {say()('file_head', 'en')}\n"]
    if strategy.about is not None:
        blocks.append(_block("[strategy]", strategy.about))
    for table, (_, name) in TABLES.items():
        for record in getattr(strategy, name).values():
            blocks.append(_block(f"[[{table}]]", record))
    return "\n".join(blocks)


def _block(heading: str, record: BaseModel, indent: str = "") -> str:
    lines = [f"{indent}{heading}"]
    after: list[str] = []
    for key, value in _fields(record).items():
        if value and isinstance(value, tuple) and isinstance(value[0], Verdict):
            after += ["\n" + _block("[[goal.verdicts]]", one, _INDENT) for one in value]
        else:
            lines.append(f"{indent}{key} = {_value(value)}")
    return "\n".join(lines) + "\n" + "".join(after)


def _fields(record: BaseModel) -> dict[str, Any]:
    """The fields that say something: those that differ from what is meant without them."""
    fields = type(record).model_fields
    return {
        key: value
        for key, value in record
        if fields[key].is_required() or value != fields[key].default
    }


def _value(value: Any) -> str:
    """A value on one line; several records or words of two languages on a line each."""
    import tomlkit  # only an import writes TOML

    if isinstance(value, BaseModel):
        plain = _fields(value)
        if set(plain) == {"sv", "en"} and plain["sv"] == plain["en"]:
            return _value(plain["sv"])
        shown = plain if not isinstance(value, Thresholds) else dict(value)
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in shown.items()) + " }"
    if isinstance(value, tuple):
        if any(isinstance(one, BaseModel) for one in value):
            return "[\n" + "".join(f"{_INDENT}{_value(one)},\n" for one in value) + "]"
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return str(tomlkit.item(value).as_string())


def put_in_folder(strategy: Strategy, folder: Path, catalogue: Catalogue) -> Path | None:
    """Write `strategy` to `folder` and tell where the files that were there before are kept.

    The new file is first written elsewhere and read back. Raises :class:`PanelError`, with
    the folder as it was, where that is not the same strategy or the folder cannot be written.
    """
    folder = folder.resolve()
    if folder == FOLDER.resolve():
        raise told("refuse_own")
    text = strategy_toml(strategy)
    try:
        with tempfile.TemporaryDirectory() as name:
            _write(Path(name) / FILE, text)
            if load_strategy(catalogue, Path(name)) != strategy:
                raise told("refuse_same", folder=folder)
        folder.mkdir(exist_ok=True)
        before = sorted(folder.glob("*.toml"))
        kept = _keep(before, folder)
        # within the folder, which may be a disk of its own; a name that the loader does not read
        new = folder / f"{FILE}.new"
        try:
            _write(new, text)
            new.replace(folder / FILE)
        finally:
            new.unlink(missing_ok=True)
        for path in before:
            if path.name != FILE:
                path.unlink()
    except OSError as error:
        raise told("refuse_write", file=folder, reason=error.strerror or error) from error
    return kept


def _keep(files: list[Path], folder: Path) -> Path | None:
    """Copies of files in a folder beside, named by the time."""
    if not files:
        return None
    kept = _free(folder.with_name(f"{folder.name}-{datetime.now():%Y-%m-%d-%H%M%S}"))
    kept.mkdir()
    for path in files:
        shutil.copy2(path, kept / path.name)
    return kept


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def told(key: str, **fields: object) -> PanelError:
    """An error in both languages from the workbook's words."""
    return PanelError("\n".join(say()(key, language, **fields) for language in ("sv", "en")))


def counts(strategy: Strategy) -> Mapping[str, int]:
    """How many goals, milestones and activities: the fields of what the command says."""
    return {
        "goals": len(strategy.goals),
        "milestones": len(strategy.milestones),
        "activities": len(strategy.activities),
    }
