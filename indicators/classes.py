"""Classes of a map: where they part, who is in each, and what to call them.

Values are taken as printed, rounded to the decimals shown, so that two counties with the same
number on their tiles can never have two colours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from indicators import formats
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec, Series

WORDS = Path(__file__).with_name("words") / "classes.toml"
#: classes of a plain value; of a difference, two on either side of its centre
CLASSES = 5


def even_classes(values: Sequence[float], count: int = CLASSES) -> tuple[float, ...]:
    """Lower bounds of `count` classes with as even numbers of places as equal values allow.

    The sorted values are cut as near each i × n ÷ `count` as two different neighbours permit, the
    lower cut where two are as near. A bound is the smallest value of its class. Fewer classes
    where there are not enough different values; none where there are no values.
    """
    ordered = sorted(values)
    cuts = _cuts(ordered)
    found = {_nearest(cuts, part * len(ordered) / count) for part in range(1, count) if cuts}
    return tuple(ordered[cut] for cut in sorted({0, *found})) if ordered else ()


def symmetric_classes(values: Sequence[float], centre: float, decimals: int) -> tuple[float, ...]:
    """Lower bounds of four classes, as far below `centre` as above it, `centre` being a bound.

    The inner pair holds as near half of the places as equal distances allow. The bound between
    lies half of the last decimal shown below the smallest outer distance, and so never on a value.
    Two classes where all are as far away, one where all lie at the centre.
    """
    away = sorted(round(abs(value - centre), decimals) for value in values)
    if not away or not away[-1]:
        return (centre,) if away else ()
    cuts = [cut for cut in _cuts(away) if away[cut] > 0]
    bounds = [-away[-1], 0.0]
    if cuts:
        inner = away[_nearest(cuts, len(away) / 2)] - 0.5 * 10.0**-decimals
        bounds = [-away[-1], -inner, 0.0, inner]
    return tuple(round(centre + bound, decimals + 1) for bound in bounds)


def class_of(value: float, spec: ChartSpec) -> int:
    """The class of a value in a map, 0 being the lowest."""
    return max(0, bisect_right(spec.classes, round(value, spec.decimals)) - 1)


def members(spec: ChartSpec, codes: Sequence[str]) -> list[list[Series]]:
    """The series of each class, the lowest class first; only places among `codes`."""
    found: list[list[Series]] = [[] for _ in spec.classes]
    for one in spec.series:
        value = one.marks[0].value
        if one.code in codes and value is not None:
            found[class_of(value, spec)].append(one)
    return found


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def range_words(spec: ChartSpec, within: Sequence[Series]) -> str:
    """The lowest and the highest value of a class as printed: "12,3–14,5" or "−2 till +1"."""
    values = [value for one in within if (value := one.marks[0].value) is not None]
    if not values:
        return say()("none", spec.language)
    low, high = (
        formats.number(value, spec.decimals, spec.language, spec.signed)
        for value in (min(values), max(values))
    )
    if low == high:
        return low
    if spec.signed or min(values) < 0:
        return say()("range", spec.language, low=low, high=high)
    return f"{low}–{high}"


def _cuts(ordered: Sequence[float]) -> list[int]:
    """Where sorted values can be parted: indices whose value differs from the one before."""
    return [index for index in range(1, len(ordered)) if ordered[index] != ordered[index - 1]]


def _nearest(cuts: Sequence[int], wanted: float) -> int:
    return min(cuts, key=lambda cut: (abs(cut - wanted), cut))
