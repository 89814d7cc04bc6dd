"""Made-up charts of the 21 counties and Riket, with the findings on them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from data.geography import RIKET, counties
from indicators.findings import findings
from indicators.library import Library
from indicators.material import Material
from indicators.model import Selection
from indicators.spec import ChartSpec, Finding
from tests.indicators import synthetic

#: 21 values around 50 whose 6th and 16th, the quartiles (type 7: 20 ÷ 4 = 5 steps up), lie 13.49
#: apart, so that the robust spread is 10 by hand; Dalarna has the middle one, 50
VALUES = (20.0, 25.0, 30.0, 35.0, 40.0, 43.255, 44.0, 45.0, 46.0, 47.0, 50.0,
          53.0, 54.0, 55.0, 56.0, 56.745, 60.0, 65.0, 70.0, 75.0, 80.0)  # fmt: skip
SPREAD = 10.0

Cell = tuple[Any, ...]


def spread_out(period: str = "2020", riket: float | None = 50.0) -> list[Cell]:
    """The counties in one period with a robust spread of 10, Dalarna at 50, and Riket."""
    others = [code for code in counties() if code != "20"]
    rest = [value for value in VALUES if value != 50.0]
    cells: list[Cell] = [("20", period, 50.0)]
    cells += [(code, period, value) for code, value in zip(others, rest, strict=True)]
    return cells if riket is None else [*cells, (RIKET, period, riket)]


def library(cells: list[Cell], about: dict[str, Any] | None = None, **changes: Any) -> Library:
    """A library over `cells`; `changes` are the indicator's, `about` the dataset's."""
    item = synthetic.indicator(**changes)
    return synthetic.library_of(synthetic.rows(*cells), item, **(about or {}))[0]


def chart(shelf: Library, **asked: Any) -> tuple[ChartSpec, Material, Selection]:
    """The chart of a selection, with what it is made of."""
    chosen = Selection(indicator="synthetic", **asked)
    selection = shelf.resolve(chosen).selection
    return shelf.view(selection), shelf.material(selection), selection


def said(shelf: Library, **asked: Any) -> dict[str, Finding]:
    """The findings of a chart by rule."""
    return {found.rule: found for found in findings(*chart(shelf, **asked))}


def with_peers(shelf: Library, peers: tuple[str, ...], **asked: Any) -> dict[str, Finding]:
    """The findings of a chart over time in which peers were asked for."""
    _, material, selection = chart(shelf, **asked)
    selection = replace(selection, places=(*selection.places, "lika"), peers=peers)
    return {found.rule: found for found in findings(shelf.view(selection), material, selection)}


def number(finding: Finding, name: str) -> float:
    """One of a finding's numbers, by name."""
    return dict(finding.numbers)[name]


def of(finding: Finding) -> str:
    """A finding's text with plain spaces, as one types it."""
    return finding.text.replace("\u00a0", " ").replace("\u202f", " ")
