"""The catalogue: themes and indicators from ``definitions/*.toml``, checked against the datasets.

All faults of all files are reported at once, with file, table and key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from data.errors import Fault, InputFault
from data.model import Dataset
from data.records import listed_records
from indicators.model import Indicator, SeriesRef, Theme

FOLDER = Path(__file__).with_name("definitions")
THEMES = "themes.toml"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Themes and indicators by id, in the order of the files' themes and of their tables."""

    themes: dict[str, Theme]
    indicators: dict[str, Indicator]

    def of_theme(self, theme: str) -> list[Indicator]:
        """The indicators whose first theme this is, the leading ones first."""
        mine = [item for item in self.indicators.values() if item.themes[0] == theme]
        return sorted(mine, key=lambda item: not item.leading)


def may_share_chart(one: Indicator, other: Indicator) -> bool:
    """Tell whether two indicators may stand in one chart.

    Never where their units differ, nor where they are different definitions of one thing, such as
    the three of unemployment (``exclusive``).
    """
    if one.id == other.id:
        return True
    rivals = one.exclusive is not None and one.exclusive == other.exclusive
    return not rivals and one.unit == other.unit


def load_catalogue(datasets: dict[str, Dataset], folder: Path = FOLDER) -> Catalogue:
    """Read and cross-check the definitions. Raises :class:`InputFault` with every fault."""
    faults: list[Fault] = []
    themes: dict[str, Theme] = {}
    for where, theme in listed_records(folder / THEMES, "theme", Theme, faults):
        if theme.id in themes:
            faults.append(Fault(THEMES, where, f"id {theme.id} stands twice"))
        themes[theme.id] = theme
    indicators: dict[str, Indicator] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == THEMES:
            continue
        for where, indicator in listed_records(path, "indicator", Indicator, faults):
            if indicator.id in indicators:
                faults.append(Fault(path.name, where, f"id {indicator.id} stands twice"))
            problems = _problems(indicator, themes, datasets)
            faults.extend(Fault(path.name, f"{where} {indicator.id}", text) for text in problems)
            indicators[indicator.id] = indicator
    if faults:
        raise InputFault(faults)
    order = {theme: number for number, theme in enumerate(themes)}
    ordered = sorted(indicators.values(), key=lambda item: order[item.themes[0]])
    return Catalogue(themes, {item.id: item for item in ordered})


Record = TypeVar("Record", Theme, Indicator)


def _problems(
    indicator: Indicator, themes: dict[str, Theme], datasets: dict[str, Dataset]
) -> Iterator[str]:
    for theme in indicator.themes:
        if theme not in themes:
            yield f"themes: unknown theme {theme!r}, expected one of {', '.join(themes)}"
    if (indicator.source is None) == (indicator.ratio is None):
        yield "source, ratio: expected exactly one of the two"
    for key, ref in _references(indicator):
        if ref.dataset not in datasets:
            yield f"{key}: unknown dataset {ref.dataset!r}"
        elif ref.measure not in datasets[ref.dataset].measures:
            known = ", ".join(datasets[ref.dataset].measures)
            yield f"{key}: {ref.dataset} has no measure {ref.measure!r}, expected one of {known}"
    yield from _aggregation_problems(indicator)


def _references(indicator: Indicator) -> Iterator[tuple[str, SeriesRef]]:
    if indicator.source is not None:
        yield "source", indicator.source
    if indicator.ratio is not None:
        yield "ratio.numerator", indicator.ratio.numerator
        yield "ratio.denominator", indicator.ratio.denominator
    if indicator.aggregation.numerator is not None:
        yield "aggregation.numerator", indicator.aggregation.numerator
    for number, ref in enumerate(indicator.aggregation.weights):
        yield f"aggregation.weights[{number}]", ref


def _aggregation_problems(indicator: Indicator) -> Iterator[str]:
    how = indicator.aggregation
    if how.method == "refused":
        if how.reason is None:
            yield "aggregation.reason: a refusal needs its reason"
    elif how.method != "published" and how.formula is None:
        yield f"aggregation.formula: {how.method} needs its formula in words"
    if (how.method == "weighted_mean") != bool(how.weights):
        yield "aggregation.weights: needed by weighted_mean, and only by it"
    if (how.method == "implied_denominator") != (how.numerator is not None):
        yield "aggregation.numerator: needed by implied_denominator, and only by it"
    if how.method == "ratio" and indicator.ratio is None:
        yield "aggregation.method: ratio needs an indicator with a ratio"
