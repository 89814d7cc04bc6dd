"""TOML files as records: malformed files and refused keys become faults that a person can act on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.errors import Fault


def read_toml(path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The tables of a TOML file; what is wrong with it is added to `faults`, and nothing raised."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        words, _, where = str(error).partition(" (at ")
        faults.append(
            Fault(path.name, where.rstrip(")") or "TOML", f"expected valid TOML: {words}")
        )
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, f"byte {error.start}", "expected UTF-8 text"))
    except OSError as error:
        faults.append(Fault(path.name, "file", f"cannot be read: {error.strerror}"))
    return {}
