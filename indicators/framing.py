"""What all charts share: the part a place plays, its series, and the chart without its words."""

from __future__ import annotations

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE
from indicators import naming
from indicators.material import Material
from indicators.model import OVER_TIME, Indicator, Selection, ViewId
from indicators.spec import BreakLine, ChartSpec, Mark, Role, Series, Sex
from indicators.values import reference_place

#: a hair less than half, because two printed values that differ by one last decimal do differ
HALF = 0.49999


def role_of(code: str, selection: Selection, reference: str | None, named: bool) -> Role:
    """The part a place plays in the chart; colour and line follow from it and from the code.

    `named` says that the user chose the place itself, not a group that it belongs to.
    """
    if code == selection.home:
        return "home"
    if code == NORRA_MELLANSVERIGE:
        return "group"
    if code in (RIKET, reference):
        return "reference"
    return "compared" if code in THE_THREE or named else "others"


def noise_of(indicator: Indicator) -> float:
    """The error of a single value: half the smallest difference that the figures can carry."""
    smallest = 10.0**-indicator.decimals if indicator.noise is None else indicator.noise
    return HALF * smallest


def series_of(
    material: Material,
    selection: Selection,
    code: str,
    sex: Sex,
    marks: tuple[Mark, ...],
    cuts: frozenset[int],
    named: bool,
) -> Series:
    """The series of a place and sex; `named` says that the user chose the place itself."""
    values = material.values[sex]
    return Series(
        code=code,
        name=naming.place_name(code, selection.language, material.indicator),
        role=role_of(code, selection, reference_place(values), named),
        marks=marks,
        cuts=cuts,
        aggregated=values.aggregated and code == NORRA_MELLANSVERIGE,
        sex=sex,
    )


def chart_frame(
    material: Material,
    selection: Selection,
    kind: ViewId,
    periods: tuple[str, ...],
    series: tuple[Series, ...],
) -> ChartSpec:
    """The chart without its words, which :mod:`indicators.telling` adds."""
    breaks = tuple(
        BreakLine(item.period, item.text[selection.language])
        for item in material.any.breaks
        if kind in OVER_TIME and periods and periods[0] < item.period <= periods[-1]
    )
    return ChartSpec(
        kind=kind,
        language=selection.language,
        title="",
        subtitle="",
        unit="",
        symbol="",
        decimals=naming.decimals(material.indicator, selection.measure),
        signed=naming.is_difference(material.indicator, selection.measure),
        periods=periods,
        series=series,
        breaks=breaks,
    )
