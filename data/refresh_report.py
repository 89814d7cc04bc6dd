"""What a refresh says: a progress bar on a terminal, plain lines in a log, a table at the end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data.errors import shortened
from data.query import Query
from data.vintages import Change

COLUMNS = ("Dataset", "Nya", "Ändrade", "Borttagna", "Senaste", "Publicerad", "Sekunder", "Utfall")
NUMBERS = {"Nya", "Ändrade", "Borttagna", "Sekunder"}
#: letters of an outcome in the table; a fault stands whole beside it
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one dataset. `fault` is empty where all went well."""

    dataset: str
    change: Change = field(default_factory=Change)
    newest: str = ""
    published: str = ""
    seconds: float = 0.0
    to_review: int = 0
    fault: str = ""

    @property
    def outcome(self) -> str:
        """The result in a few words."""
        if self.fault:
            return self.fault.partition("\n")[0]
        if self.to_review:
            return f"{self.to_review} att granska"
        changed = self.change.new or self.change.revised or self.change.withdrawn
        return "nytt" if changed else "oförändrat"

    def cells(self) -> tuple[str, ...]:
        """The texts of :data:`COLUMNS`."""
        counts = (self.change.new, self.change.revised, self.change.withdrawn)
        numbers = ("", "", "") if self.fault else tuple(map(str, counts))
        seconds = f"{self.seconds:.1f}".replace(".", ",")
        outcome = shortened(self.outcome, LONGEST)
        return (self.dataset, *numbers, self.newest, self.published, seconds, outcome)


class Report:
    """Follows a refresh of `total` datasets; a context in which :meth:`add` is told of each."""

    def __init__(self, total: int, console: Console | None = None) -> None:
        self._console = console or Console()
        self._total = total
        self.rows: list[Row] = []
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._progress = Progress(
            *columns,
            TimeElapsedColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task("Hämtar", total=total)

    def __enter__(self) -> Report:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
        self._say(self._table())
        for row in self.rows:
            if row.fault:
                self._say(f"\n{row.dataset}\n{row.fault}")

    @property
    def failed(self) -> int:
        """How many datasets failed."""
        return sum(bool(row.fault) for row in self.rows)

    def add(self, row: Row) -> None:
        """Tell of a dataset that is done."""
        self.rows.append(row)
        self._progress.update(self._task, advance=1, description=row.dataset)
        if not self._console.is_terminal:
            done = f"{len(self.rows)}/{self._total}"
            self._say(f"{done} {row.dataset}: {row.outcome}")

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def _table(self) -> str:
        """All rows under their columns; no cell is folded, however narrow the terminal or log."""
        cells = [COLUMNS, *(row.cells() for row in sorted(self.rows, key=lambda row: row.dataset))]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [
            "  ".join(
                cell.rjust(width) if name in NUMBERS else cell.ljust(width)
                for name, cell, width in zip(COLUMNS, line, widths, strict=True)
            ).rstrip()
            for line in cells
        ]
        return "\n".join(lines)


def planned(plans: Mapping[str, list[Query]]) -> str:
    """The requests that a refresh would make, each once, under the dataset that asks it first."""
    lines: list[str] = []
    known: set[str] = set()
    for dataset, queries in plans.items():
        lines.append(dataset)
        for query in queries:
            sent = "" if query.body is None else " " + json.dumps(query.body, ensure_ascii=False)
            if query.asked + sent not in known:
                known.add(query.asked + sent)
                lines.append(f"  {query.asked}{sent}")
    lines.append(f"{len(plans)} dataset, {len(known)} anrop / requests")
    return "\n".join(lines) + "\n"
