"""Nivå och förändring: each place's level and change against Riket's, over a clean stretch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from data.geography import RIKET
from indicators.cautions import margin_unpublished
from indicators.findings import findings
from indicators.framing import series_of
from indicators.material import Material
from indicators.model import Direction, Indicator, Selection
from indicators.places import expanded
from indicators.quadrants import (
    change_error,
    excess,
    in_points,
    level_error,
    quadrant_word,
    rebased,
    visible,
)
from indicators.spans import change_between, has_jump, value_in
from indicators.spec import ChartSpec, Mark, Series
from indicators.telling.quadrant import (
    BETTER,
    POINTS,
    columns,
    complete,
    verdict_direction,
    why_no_point,
    word_text,
)
from indicators.telling.spans import of_one_sex, span_frame
from indicators.telling.targets import with_targets
from indicators.transforms import against, difference
from indicators.values import Values, reference_place
from indicators.views.model import Shelf, View
from indicators.views.two_points import refuse as refuse_two_points

Compute = Callable[[float, float], float | None]


@dataclass(frozen=True, slots=True)
class _Held:
    """What every place is held against, and how: the same for all places of a chart."""

    reference: str
    change: Mark
    compute: Compute
    decimals: int
    direction: Direction


def draw(library: Shelf, selection: Selection) -> ChartSpec:
    """The places of the indicator's level held against Riket (the EU where Riket is missing).

    A mark each for the value, the level against the reference, the change since the base, and
    that less the reference's change. A place whose span crosses a break has no change and says
    why; the reference stands among the series, where the axes cross.
    """
    shown = of_one_sex(selection)
    material = library.material(shown)
    values, indicator = material.any, material.indicator
    reference = reference_place(values)
    assert reference is not None
    base, period = shown.base or "", shown.period or ""
    heads = columns(indicator, shown, reference)
    compute: Compute = difference if in_points(indicator) else excess
    held = _Held(
        reference,
        change_between(values, reference, base, period, compute),
        compute,
        heads[1].decimals,
        verdict_direction(material),
    )
    named = dict(expanded(shown.places, values, shown.peers))
    codes = dict.fromkeys((reference, *library.ranked_places(shown)))
    series = tuple(_series(material, shown, code, held, named.get(code, False)) for code in codes)
    better = {"up": 1.0, "down": -1.0, "none": 0.0}[held.direction]
    spec = span_frame(material, shown, "quadrant", series)
    points = float(in_points(indicator))
    spec = replace(spec, columns=heads, facts={BETTER: better, POINTS: points})
    spec = complete(spec, material, shown, shown is not selection)
    spec = replace(spec, findings=findings(spec, material, shown))
    return with_targets(spec, material, shown)


def _series(
    material: Material, selection: Selection, code: str, held: _Held, named: bool
) -> Series:
    sex, values = next(iter(material.values.items()))
    indicator, base, period = material.indicator, selection.base or "", selection.period or ""
    first, own = (value_in(values, code, when) for when in (base, period))
    other_first, other = (value_in(values, held.reference, when) for when in (base, period))
    error = level_error(own, other, indicator)
    (level,) = against((own,), {period: other}, held.compute)
    level = _with_margin(level, error, (own, other))
    changed = change_error(values, code, selection, indicator)
    change = change_between(values, code, base, period, held.compute)
    (ahead,) = against((change,), {"": held.change}, difference)
    change = _with_margin(change, changed, (first, own))
    changed += change_error(values, held.reference, selection, indicator)
    ahead = _with_margin(ahead, changed, (first, own, other_first, other))
    marks = (own, level, change, ahead)
    series = series_of(material, selection, code, sex, marks, frozenset(), named)
    if code == held.reference:
        return series
    if level.value is None or ahead.value is None:
        return replace(series, said=_large(why_no_point(values, code, held.reference, selection)))
    word = quadrant_word(
        level.value,
        ahead.value,
        visible(error, held.decimals),
        visible(changed, held.decimals),
        held.direction,
    )
    jumped = indicator.one_firm and has_jump(values, code, base, period)
    unsure = margin_unpublished(indicator, material.datasets)
    text = word_text(word, jumped, held.reference, selection.language, unsure)
    return replace(series, said=text)


def _with_margin(mark: Mark, error: float, parts: tuple[Mark, ...]) -> Mark:
    """`mark` with its error, where every value it came from has a margin of its own."""
    known = mark.value is not None and all(part.margin is not None for part in parts)
    return mark._replace(margin=error) if known else mark


def refuse(indicator: Indicator, values: Values) -> str | None:
    """A reference is needed, levels that can be held against it, and two periods of it."""
    reference = reference_place(values)
    if indicator.extensive:
        return "refused_extensive"
    if reference is None or (indicator.level == "county" and reference != RIKET):
        return "refused_no_reference"
    if (why := refuse_two_points(indicator, values)) is not None:
        return why
    if rebased(values):
        return "refused_rebased"
    valued = [mark for mark in values.places[reference] if mark.value is not None]
    pairs = ((a.period, b.period) for a, b in pairwise(valued))
    if any(change_between(values, reference, *pair, difference).value is not None
           for pair in pairs):  # fmt: skip
        return None
    return "refused_reference_once"


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


VIEW = View(
    "quadrant",
    draw,
    frozenset({"places", "period", "base"}),
    refuse,
    measures=("value",),
    needs_base=True,
    needs_reference=True,
)
