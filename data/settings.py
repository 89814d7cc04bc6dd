"""Settings from the environment that the panel and the refresh must read alike."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from data.errors import PanelError

ROOT = Path(__file__).parents[1]
DATABASE = ROOT / "var" / "panelen.sqlite"


def database_address() -> str:
    """``DATABASE_URL``, or a SQLite file under ``var/``, whose folder is made."""
    if address := os.environ.get("DATABASE_URL"):
        return address
    DATABASE.parent.mkdir(exist_ok=True)
    return f"sqlite:///{DATABASE}"


@dataclass(frozen=True, slots=True)
class MeetingLimits:
    """How much the server keeps of saved meetings."""

    #: meetings at once
    most: int = 2_000
    #: bytes of one meeting as JSON, in UTF-8
    most_bytes: int = 1_000_000
    #: days since a meeting was saved, or opened with its edit link, until it may be removed
    keep_days: int = 730


#: setting -> its field, and the smallest and largest number that makes sense; the largest size is
#: that of a file that can be opened, see indicators/meeting/file_json.py
MEETING_SETTINGS = {
    "MEETINGS_MOST": ("most", 1, 1_000_000),
    "MEETING_MOST_BYTES": ("most_bytes", 10_000, 2_000_000),
    "MEETINGS_KEEP_DAYS": ("keep_days", 1, 36_500),
}


def meeting_limits() -> MeetingLimits:
    """``MEETINGS_MOST``, ``MEETING_MOST_BYTES`` and ``MEETINGS_KEEP_DAYS``.

    Raises :class:`PanelError` for anything but whole numbers within reason.
    """
    found = {}
    for name, (field, least, most) in MEETING_SETTINGS.items():
        said = os.environ.get(name, "").strip()
        if not said:
            continue
        known = said.isascii() and said.isdigit() and len(said) < 10
        if not known or not least <= int(said) <= most:
            raise PanelError(
                f"{name} är ”{said[:40]}”, men ska vara ett heltal mellan {least} och {most}. "
                f"Inget har startats; rätta {name} och starta igen. / "
                f"{name} is “{said[:40]}” but must be a whole number from {least} to {most}. "
                f"Nothing was started; correct {name} and start again."
            )
        found[field] = int(said)
    return MeetingLimits(**found)
