"""Samband told aloud, and what its words rest on: the two indicators, each with its material."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indicators import formats
from indicators.material import Material
from indicators.model import Selection
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec, Column, Series

WORDS = Path(__file__).parents[1] / "words" / "scatter.toml"
#: places without a point that are told by name
MOST_MISSING = 12
#: the parts places play that are told by name, in this order
ROLES = ("home", "compared", "group", "reference")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two indicators: its material, the selection as it concerns it, its column."""

    material: Material
    selection: Selection
    column: Column


Sides = tuple[Side, Side]


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def alternative(
    spec: ChartSpec,
    sides: Sides,
    level: Sequence[Series],
    points: Sequence[Series],
    correlation: str,
) -> list[str]:
    """The chart in words, a sentence each: both axes with their ends, the correlation, our places.

    `level` are the places compared, `points` those of them with both values.
    """
    if not points:
        return []
    language = spec.language
    lines = [say()("alt", language, title=spec.title)]
    for index, (side, key) in enumerate(zip(sides, ("alt_axis_x", "alt_axis_y"), strict=True)):
        ordered = sorted(points, key=lambda one: one.marks[index].value or 0.0)
        ends = {"low": ordered[0], "high": ordered[-1]}
        told = {name: _value(one, index, side.column, language) for name, one in ends.items()}
        told |= {"lowest": ordered[0].name, "highest": ordered[-1].name}
        lines.append(say()(key, language, name=side.column.name, unit=side.column.unit, **told))
    lines.append(formats.sentence(correlation))
    if "slope" in spec.facts:
        lines.append(
            say()("alt_trend_up" if spec.facts["slope"] > 0 else "alt_trend_down", language)
        )
    named = [one for one in spec.series if one.role in ROLES]
    named.sort(key=lambda one: ROLES.index(one.role))
    for one in named[:12]:
        if all(mark.value is not None for mark in one.marks):
            a, b = (_value(one, i, side.column, language) for i, side in enumerate(sides))
            lines.append(say()("alt_place", language, place=one.name, a=a, b=b))
    missing = [one.name for one in level if one not in points]
    if missing:
        if len(missing) > MOST_MISSING:
            more = say()("more_places", language, count=len(missing) - MOST_MISSING)
            missing = [*missing[:MOST_MISSING], more]
        names = formats.listing(missing, language)
        lines.append(say()("alt_missing", language, places=names))
    return lines


def _value(one: Series, index: int, column: Column, language: str) -> str:
    return formats.with_unit(one.marks[index].value, column.decimals, language, column.symbol)
