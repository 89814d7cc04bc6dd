"""Små diagram: a panel for each place, the reference a thin line in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.geography import NORRA_MELLANSVERIGE, THE_THREE
from indicators.lines import completed, lines
from indicators.material import Material
from indicators.model import Indicator, Selection
from indicators.places import expanded
from indicators.smoothing import say
from indicators.spec import ChartSpec, Series
from indicators.values import Values, reference_place
from indicators.views.model import Shelf, View

#: panels that a reader can take in, and a telephone draw
MOST = 40


def draw(library: Shelf, selection: Selection) -> ChartSpec:
    """The panels of a resolved selection."""
    return panels(library.material(selection), selection)


def panels(material: Material, selection: Selection) -> ChartSpec:
    """A series a place (and sex) in the panels' order, the reference last where it is in them all.

    The order is home, the other two of the three, Norra Mellansverige, then the others by name,
    those in Sweden first. The reference has a panel of its own, as any other place, where the
    number grows with the place, for it would flatten all others; where women and men are shown,
    for four lines are too many in a panel; and where it stands alone.
    """
    named = dict(expanded(selection.places, material.any, selection.peers))
    reference = _line_in_all(material, named)
    if reference is not None:
        named.setdefault(reference, True)
    spec = lines(material, selection, "panels", named)
    others = [_own_panel(one) for one in spec.series if one.code != reference]
    codes = _in_order(others, selection.home)
    kept = dict.fromkeys(codes[:MOST])
    last = [one for one in spec.series if one.code == reference]
    series = (*(one for code in kept for one in others if one.code == code), *last)
    own = selection.axis == "own"
    spec = replace(spec, series=series, own_axes=own)
    spec = completed(spec, material, selection, {one.code for one in series})
    if len(codes) > MOST:
        left = say()("note_most_panels", spec.language, most=MOST, count=len(codes) - MOST)
        spec = replace(spec, notes=(left, *spec.notes))
    return spec


def _line_in_all(material: Material, named: Mapping[str, bool]) -> str | None:
    """The place that is a thin line in every panel, if there is one."""
    reference = reference_place(material.any)
    if material.indicator.extensive or len(material.values) > 1 or set(named) <= {reference}:
        return None
    return reference


def _own_panel(one: Series) -> Series:
    return replace(one, role="compared") if one.role == "reference" else one


def _in_order(series: list[Series], home: str) -> list[str]:
    """The codes of `series` in the order of their panels."""
    near = (home, *THE_THREE, NORRA_MELLANSVERIGE)

    def key(one: Series) -> tuple[int, bool, str]:
        swedish = one.code.isdigit() or one.code.startswith("SE")
        place = near.index(one.code) if one.code in near else len(near)
        return place, not swedish, _alphabetical(one.name)

    return list(dict.fromkeys(one.code for one in sorted(series, key=key)))


def _alphabetical(name: str) -> str:
    """`name` as it sorts in Swedish: å, ä, ö after z, and other accents as their letters."""
    return name.casefold().translate(str.maketrans("åäöéèüáó", "{|}eeuao"))


def refuse(_indicator: Indicator, values: Values) -> str | None:
    """A panel over time needs time."""
    return "refused_one_period" if len(values.periods) < 2 else None


VIEW = View(
    "panels",
    draw,
    frozenset({"places", "start", "end", "base", "measure", "axis", "smoothing"}),
    refuse=refuse,
)
