"""From values and a selection to lines over time.

Pure: the same values and the same selection give the same :class:`ChartSpec`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from data.geography import NORRA_MELLANSVERIGE, RIKET, geographies, swedish_regions
from data.model import Break, period_position
from indicators import telling
from indicators.events import events_shown
from indicators.framing import chart_frame, series_of
from indicators.material import Material
from indicators.measures import measured
from indicators.model import Selection, ViewId, changed
from indicators.places import expanded
from indicators.smoothing import smoothed, window_of
from indicators.spec import ChartSpec, Mark, Series, Sex
from indicators.telling.targets import with_targets
from indicators.transforms import crosses_break
from indicators.values import Values, reference_place

#: years between neighbouring values that a line may join, by how often the source publishes
STEP = {"annual": 1.0, "biennial": 2.0, "quarterly": 0.25, "monthly": 1 / 12, "irregular": 99.0}


def over_time(material: Material, selection: Selection) -> ChartSpec:
    """Lines over time of the selection's places, in its measure, from its start to its end.

    `selection` is resolved: its places have values, its periods exist.
    """
    named = dict(expanded(selection.places, material.any, selection.peers))
    if len(material.values) > 1:
        named = _few(named, selection, material.any)
    spec = lines(material, selection, "over_time", named)
    near = {item.code for item in spec.series if item.role != "others"}
    return completed(spec, material, selection, near)


def lines(
    material: Material, selection: Selection, kind: ViewId, named: Mapping[str, bool]
) -> ChartSpec:
    """The chart of `named` places (code -> chosen by itself) without its words and events."""
    periods = tuple(
        period
        for period in material.any.periods
        if (selection.start or "") <= period <= (selection.end or "9999")
    )
    series = [
        _line(material, selection, code, sex, periods, shown)
        for code, shown in named.items()
        for sex in material.values
    ]
    shown = tuple(item for item in series if any(mark.value is not None for mark in item.marks))
    within = {mark.period for item in shown for mark in item.marks if mark.value is not None}
    first, last = (min(within), max(within)) if within else ("", "9999")
    axis = tuple(period for period in periods if first <= period <= last)
    return chart_frame(material, selection, kind, axis, shown)


def completed(
    spec: ChartSpec, material: Material, selection: Selection, near: Collection[str]
) -> ChartSpec:
    """`spec` with the means, the events and the targets of the places in `near`, and its words."""
    language, window = selection.language, window_of(selection.smoothing, material.datasets)
    series = smoothed(spec.series, material.indicator, window, near)
    found = any(item.smoothed for item in series)
    spec = changed(
        spec,
        series=series,
        smoothing=window.words("smoothing", language) if window and found else "",
        events=events_shown(material.indicator.id, near, spec.periods, language),
    )
    spec = telling.complete(spec, material, selection)
    if not material.goals:
        return spec
    ours = tuple(dict.fromkeys(item.code for item in series if item.code in near))
    return with_targets(spec, material, selection, ours) if ours else spec


def line_cuts(marks: Sequence[Mark], breaks: Sequence[Break], step: float) -> frozenset[int]:
    """Indices before which a line is not joined: a break, a gap, another origin.

    `step` is the distance in years between two values in an unbroken series. Returns indices into
    `marks`, which hold the missing values too.
    """
    cuts = set()
    previous: Mark | None = None
    before = 0.0
    for index, mark in enumerate(marks):
        if mark.value is None:
            previous = None
            continue
        position = period_position(mark.period)
        if (
            previous is None
            or position - before > step * 1.01
            or "B" in mark.status
            or mark.origin != previous.origin
            or (breaks and crosses_break(previous.period, mark.period, breaks))
        ):
            cuts.add(index)
        previous, before = mark, position
    return frozenset(cuts - {0})


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
    return series_of(material, selection, code, sex, marks, cuts, named)
