"""Settings from the environment that the panel and the refresh must read alike."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATABASE = ROOT / "var" / "panelen.sqlite"


def database_address() -> str:
    """``DATABASE_URL``, or a SQLite file under ``var/``, whose folder is made."""
    if address := os.environ.get("DATABASE_URL"):
        return address
    DATABASE.parent.mkdir(exist_ok=True)
    return f"sqlite:///{DATABASE}"
