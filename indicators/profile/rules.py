"""The stated rules of the county profile: thresholds with their reasons, read from one file."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from data.errors import Fault, InputFault
from data.model import Code, Strict, Text
from data.records import whole_file

PATH = Path(__file__).with_name("rules.toml")
#: what the computation asks for; the file must hold exactly these
NAMES = ("counties", "distance", "third", "years", "shortest", "longest", "turn", "turn_years",
         "shown")  # fmt: skip


class Rule(Strict):
    """One threshold; `reason` is a sentence for people, with the value where ``{value}`` stands."""

    id: Code
    value: float
    reason: Text


class Rules(Strict):
    """All thresholds of the profile. `version` rises with every change (rule 31)."""

    version: int
    rule: tuple[Rule, ...]

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    @cached_property
    def _values(self) -> dict[str, float]:
        return {rule.id: rule.value for rule in self.rule}


@cache
def rules() -> Rules:
    """The rules of the file, read at first use. Raises :class:`InputFault` with every fault."""
    found = whole_file(PATH, Rules)
    held = [rule.id for rule in found.rule]
    if sorted(held) != sorted(NAMES):
        raise InputFault([Fault(PATH.name, "rule", f"expected {NAMES}, got {held}")])
    return found
