"""Två tidpunkter: every place's value in two periods and the change between them, sorted."""

from __future__ import annotations

from dataclasses import replace

from indicators.cautions import margin_unpublished
from indicators.findings import findings
from indicators.framing import series_of
from indicators.material import Material
from indicators.model import Indicator, Selection
from indicators.places import expanded
from indicators.spans import change_between, value_in
from indicators.spec import ChartSpec, Mark, Series
from indicators.telling.spans import of_one_sex, span_frame
from indicators.telling.targets import with_targets
from indicators.telling.two_points import change_error, columns, complete, direction_of, said
from indicators.transforms import difference
from indicators.values import Values
from indicators.views.model import Shelf, View


def draw(library: Shelf, selection: Selection) -> ChartSpec:
    """The places of the indicator's level in the base and the period of a resolved selection.

    A mark each for the earlier value, the later value and the change. Places sorted by change or
    by the later value, best first, those without it last; women alone where both sexes were asked
    for, which is said.
    """
    shown = of_one_sex(selection)
    material = library.material(shown)
    values, indicator = material.any, material.indicator
    named = dict(expanded(shown.places, values, shown.peers))
    found = [
        _series(material, shown, code, named.get(code, False))
        for code in library.ranked_places(shown)
    ]
    ordered = tuple(sorted(found, key=lambda item: _key(item, shown, indicator)))
    sides = {
        item.code: direction_of(
            item.marks[2], change_error(values, item.code, shown, indicator), indicator.decimals
        )
        for item in ordered
        if item.marks[2].value is not None
    }
    spec = span_frame(material, shown, "two_points", ordered)
    spec = replace(spec, columns=columns(indicator, shown))
    spec = complete(spec, material, shown, shown is not selection, sides)
    spec = replace(spec, findings=findings(spec, material, shown))
    return with_targets(spec, material, shown)


def _series(material: Material, selection: Selection, code: str, named: bool) -> Series:
    sex, values = next(iter(material.values.items()))
    base, period = selection.base or "", selection.period or ""
    earlier, later = value_in(values, code, base), value_in(values, code, period)
    change = change_between(values, code, base, period, difference)
    if change.value is not None and earlier.margin is not None and later.margin is not None:
        change = change._replace(margin=earlier.margin + later.margin)
    marks: tuple[Mark, ...] = (earlier, later, change)
    series = series_of(material, selection, code, sex, marks, frozenset(), named)
    unsure = margin_unpublished(material.indicator, material.datasets)
    words = said(values, code, change, selection, material.indicator, unsure)
    return replace(series, said=words)


def _key(
    item: Series, selection: Selection, indicator: Indicator
) -> tuple[bool, float, bool, float, str]:
    """By the change, then the later value; or by the later value alone."""
    sign = 1.0 if indicator.direction == "down" else -1.0
    _, later, change = item.marks
    first = change.value if selection.order == "change" else later.value
    # differences that print alike must not be told apart by the dust of floats
    first = None if first is None else round(first, 9)
    return (
        first is None,
        sign * (first or 0.0),
        later.value is None,
        sign * (later.value or 0.0),
        item.name,
    )


def refuse(indicator: Indicator, values: Values) -> str | None:
    """Two periods are needed that may be compared at all."""
    if indicator.points_only:
        return "refused_points_only"
    if len(values.periods) < 2:
        return "refused_one_period"
    return None if values.base_periods else "refused_no_clean_stretch"


VIEW = View(
    "two_points",
    draw,
    frozenset({"places", "period", "base", "order"}),
    refuse,
    measures=("value",),
    needs_base=True,
)
