"""What a chart is made of."""

from __future__ import annotations

from dataclasses import dataclass

from data.model import Dataset
from indicators.model import Indicator, Sex
from indicators.values import Values


@dataclass(frozen=True, slots=True)
class Material:
    """What a chart is made of: the indicator, its values by sex, and where they come from."""

    indicator: Indicator
    values: dict[Sex, Values]
    datasets: tuple[Dataset, ...]
    #: "published 2020-10-29, collected 2026-11-23", in the selection's language
    dated: str

    @property
    def any(self) -> Values:
        """The values of the first sex at hand."""
        return next(iter(self.values.values()))
