"""Every error the data layer raises, and what each one means.

::

    PanelError                  something a person must read; str(error) is complete as it stands
    ├── InputFault              files we read are wrong; carries every fault, not only the first
    ├── StoreError              the database cannot be used
    │   ├── StoreDamaged        it is not a database of ours, or its file is corrupt
    │   └── StoreBusy           another process holds it longer than we wait
    └── SourceError             an agency's service did not give what was asked for
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class PanelError(Exception):
    """Something a person must read; the text says what happened, what stands and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in one file: where it stands and what was expected there."""

    file: str
    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.problem}"


class InputFault(PanelError):
    """Files that the panel reads are wrong; lists every fault with file, place and expectation."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(
            f"{len(self.faults)} fel i indata / faults in the input files:\n{lines}\n"
            "Inget har ändrats. Rätta filerna och starta igen. / "
            "Nothing was changed. Correct the files and start again."
        )


class StoreError(PanelError):
    """The database cannot be used."""


class StoreDamaged(StoreError):
    """The database is not one of ours, or its file is corrupt; it was left as it was."""


class StoreBusy(StoreError):
    """Another process has held the database longer than we are willing to wait."""


class SourceError(PanelError):
    """An agency's service did not give what was asked for; carries the server's own words."""
