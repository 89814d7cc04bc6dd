"""One measured thing against its budget, and the table of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the table. `ok` is None where no budget was set for what was measured."""

    name: str
    value: str
    budget: str = ""
    ratio: float | None = None
    ok: bool | None = None

    @property
    def verdict(self) -> str:
        """What the last column says."""
        return "" if self.ok is None else "ok" if self.ok else "OVER"


def at_least(name: str, value: str, ratio: float, least: float, what: str) -> Result:
    """A ratio that must not fall below `least`."""
    return Result(name, value, f">= {least:g} x {what}", ratio, ratio >= least)


def at_most(name: str, value: str, ratio: float, most: float, what: str) -> Result:
    """A ratio that must not rise above `most`."""
    return Result(name, value, f"<= {most:g} x {what}", ratio, ratio <= most)


def amount(name: str, value: float, most: float, unit: str) -> Result:
    """An amount with an absolute budget."""
    return Result(name, f"{value:,.1f} {unit}", f"<= {most:g} {unit}", value / most, value <= most)


def table(results: Iterable[Result]) -> str:
    """The results as text in columns."""
    rows = [("measure", "value", "budget", "ratio", "")]
    for item in results:
        ratio = "" if item.ratio is None else f"{item.ratio:.2f}"
        rows.append((item.name, item.value, item.budget, ratio, item.verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
             for row in rows]  # fmt: skip
    return "\n".join([lines[0], "-" * (sum(widths) + 8), *lines[1:]])
