"""What a chart is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from data.model import Dataset
from indicators.model import Indicator
from indicators.spec import Sex
from indicators.values import Values

if TYPE_CHECKING:
    from indicators.strategy.model import Goal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Material:
    """What the charts of an indicator in one breakdown and one language are made of."""

    indicator: Indicator
    values: dict[Sex, Values]
    datasets: tuple[Dataset, ...]
    #: "published 2020-10-29, collected 2026-11-23", in `language`
    dated: str
    language: str
    #: places and periods whose values await review
    awaiting: frozenset[tuple[str, str]] = frozenset()
    #: the goals that the indicator has, in any plan
    goals: tuple[Goal, ...] = ()
    #: the goals are those of an example strategy, which is said with each
    example: bool = False
    _told: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def any(self) -> Values:
        """The values of the first sex at hand."""
        return next(iter(self.values.values()))

    def once(self, name: str, compute: Callable[[], T]) -> T:
        """What follows from the material alone, and so is the same in every chart made of it."""
        if name not in self._told:
            self._told[name] = compute()
        found: T = self._told[name]
        return found
