"""From values and a selection to a chart: lines over time and the house chart, all places sorted.

Pure: the same values and the same selection give the same :class:`ChartSpec`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.geography import NORRA_MELLANSVERIGE, RIKET, THE_THREE, geographies, swedish_regions
from data.model import Break, period_position
from indicators import naming, telling
from indicators.compare import rank_bands
from indicators.material import Material
from indicators.measures import error_of, measured, measured_in
from indicators.model import BreakLine, ChartSpec, Indicator, Mark, Role, Selection, Series, Sex
from indicators.resolve import expanded
from indicators.transforms import crosses_break
from indicators.values import Values, reference_place

#: years between neighbouring values that a line may join, by how often the source publishes
STEP = {"annual": 1.0, "biennial": 2.0, "quarterly": 0.25, "monthly": 1 / 12, "irregular": 99.0}


def over_time(material: Material, selection: Selection) -> ChartSpec:
    """Lines over time of the selection's places, in its measure, from its start to its end.

    `selection` is resolved: its places have values, its periods exist.
    """
    values = material.any
    periods = tuple(
        period
        for period in values.periods
        if (selection.start or "") <= period <= (selection.end or "9999")
    )
    named = dict(expanded(selection.places, values))
    if len(material.values) > 1:
        named = _few(named, selection, values)
    series = [
        _line(material, selection, code, sex, periods, shown)
        for code, shown in named.items()
        for sex in material.values
    ]
    shown = tuple(item for item in series if any(mark.value is not None for mark in item.marks))
    within = {mark.period for item in shown for mark in item.marks if mark.value is not None}
    first, last = (min(within), max(within)) if within else ("", "9999")
    axis = tuple(period for period in periods if first <= period <= last)
    spec = _frame(material, selection, "over_time", axis, shown)
    return telling.complete(spec, material, selection)


def ranking(material: Material, selection: Selection, places: Sequence[str]) -> ChartSpec:
    """The house chart: all `places` in one period, the best first, those without a value last."""
    assert selection.period is not None
    descending = material.indicator.direction != "down"
    pairs = [(code, sex) for code in places for sex in material.values]
    bars = [_bar(material, selection, code, sex) for code, sex in pairs]
    key = _order(bars, descending)
    ordered = sorted(
        bars, key=lambda item: (key[item.code], item.name if item.sex == "total" else item.sex)
    )
    if len(material.values) > 1:
        ordered = sorted(bars, key=lambda item: (key[item.code], item.sex != "women"))
    bands: dict[str, str] = {}
    if len(material.values) == 1:
        noise = noise_of(material.indicator)
        asked = (selection, material.indicator, noise)
        ranked = {
            item.code: Mark(
                mark.period, mark.value, mark.status, error_of(material.any, item.code, *asked)
            )
            for item in bars
            for mark in item.marks
            if geographies()[item.code].level == material.indicator.level
        }
        bands = rank_bands(ranked, descending, noise)
    spec = _frame(material, selection, "ranking", (selection.period,), tuple(ordered))
    return telling.complete(replace(spec, bands=bands, from_zero=True), material, selection)


def noise_of(indicator: Indicator) -> float:
    """The error of a single value: half the smallest difference that the figures can carry.

    A hair less than half, because two printed values that differ by one last decimal do differ.
    """
    smallest = 10.0**-indicator.decimals if indicator.noise is None else indicator.noise
    return 0.49999 * smallest


def line_cuts(marks: Sequence[Mark], breaks: Sequence[Break], step: float) -> frozenset[int]:
    """Indices before which a line is not joined: a break, a gap, another origin.

    `step` is the distance in years between two values in an unbroken series. Returns indices into
    `marks`, which hold the missing values too.
    """
    cuts = set()
    previous: Mark | None = None
    for index, mark in enumerate(marks):
        if mark.value is None:
            previous = None
            continue
        if previous is None:
            cuts.add(index)
        else:
            distance = period_position(mark.period) - period_position(previous.period)
            if (
                distance > step * 1.01
                or "B" in mark.status
                or mark.origin != previous.origin
                or crosses_break(previous.period, mark.period, breaks)
            ):
                cuts.add(index)
        previous = mark
    return frozenset(cuts - {0})


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


def _few(named: dict[str, bool], selection: Selection, values: Values) -> dict[str, bool]:
    """With women and men together only the home county and its reference: four lines, no more."""
    wanted = (selection.home, NORRA_MELLANSVERIGE, reference_place(values))
    chosen = [code for code in wanted if code in named and values.latest(code) is not None]
    return {code: True for code in [*chosen, *named][:2]}


def _line(
    material: Material,
    selection: Selection,
    code: str,
    sex: Sex,
    periods: tuple[str, ...],
    named: bool,
) -> Series:
    values = material.values[sex]
    span = (periods[0], periods[-1]) if periods else ("9999", "")
    marks = measured(values, code, selection, material.indicator, *span)
    step = max(STEP[dataset.frequency] for dataset in material.datasets)
    if material.indicator.points_only:
        cuts = frozenset(range(1, len(marks)))
    else:
        # a dataset's breaks are facts of Swedish statistics; other countries flag their own (B)
        swedish = code == RIKET or geographies()[code].parent in (RIKET, *swedish_regions())
        cuts = line_cuts(marks, values.breaks if swedish else (), step)
    return _series(material, selection, code, sex, marks, cuts, named)


def _bar(material: Material, selection: Selection, code: str, sex: Sex) -> Series:
    period = selection.period or ""
    found = measured_in(period, material.values[sex], code, selection, material.indicator)
    mark = found or Mark(period, None, "O")
    return _series(material, selection, code, sex, (mark,), frozenset(), False)


def _series(
    material: Material,
    selection: Selection,
    code: str,
    sex: Sex,
    marks: tuple[Mark, ...],
    cuts: frozenset[int],
    named: bool,
) -> Series:
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


def _order(bars: Sequence[Series], descending: bool) -> dict[str, tuple[bool, float, str]]:
    """The sort key of each place: by its first value (the women's), missing ones last by name."""
    key: dict[str, tuple[bool, float, str]] = {}
    for item in bars:
        value = item.marks[0].value
        if item.code in key and not key[item.code][0]:
            continue
        signed = 0.0 if value is None else -value if descending else value
        key[item.code] = (value is None, signed, item.name)
    return key


def _frame(
    material: Material,
    selection: Selection,
    kind: str,
    periods: tuple[str, ...],
    series: tuple[Series, ...],
) -> ChartSpec:
    """The chart without its words, which :mod:`indicators.telling` adds."""
    breaks = tuple(
        BreakLine(item.period, item.text[selection.language])
        for item in material.any.breaks
        if kind == "over_time" and periods and periods[0] < item.period <= periods[-1]
    )
    return ChartSpec(
        kind=kind,  # type: ignore[arg-type]
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
