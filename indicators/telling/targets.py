"""The decided targets of a chart in its words: under it, and aloud."""

from __future__ import annotations

from dataclasses import replace

from indicators.material import Material
from indicators.model import Selection
from indicators.spec import ChartSpec


def with_targets(
    spec: ChartSpec, material: Material, selection: Selection, codes: tuple[str, ...] | None = None
) -> ChartSpec:
    """`spec` with the targets of `codes`, by default of all its places, and with their words.

    Each target is told whole under the chart and aloud. Where the chart shows another measure
    than plain values, a note says that there are targets which it cannot show.
    """
    if not material.goals or spec.empty:
        return spec
    from indicators.strategy.targets import targets_of, unshown

    within = codes or tuple(dict.fromkeys(one.code for one in spec.series))
    targets = targets_of(material, selection, within)
    if targets:
        told = tuple(target.told for target in targets)
        return replace(spec, targets=targets, notes=(*spec.notes, *told), alt=aloud(spec, told))
    note = unshown(material, selection, within)
    return replace(spec, notes=(*spec.notes, note)) if note else spec


def aloud(spec: ChartSpec, told: tuple[str, ...] | None = None) -> str:
    """The spoken text of `spec` with its targets (or `told`) at the end."""
    said = tuple(target.told for target in spec.targets) if told is None else told
    return " ".join([spec.alt, *said])
