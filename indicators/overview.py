"""The overview: where the three counties stand on every indicator, one row each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from data.geography import (
    EU27,
    NORRA_MELLANSVERIGE,
    RIKET,
    THE_THREE,
    counties,
    geographies,
    swedish_regions,
)
from data.model import Break
from indicators.cautions import margin_unpublished
from indicators.compare import JUMP, rank_bands
from indicators.framing import noise_of
from indicators.lines import STEP, line_cuts
from indicators.measures import change_before
from indicators.model import Indicator
from indicators.places import european_regions
from indicators.spec import Mark
from indicators.transforms import last_stretch
from indicators.values import Values, reference_place, used_series

if TYPE_CHECKING:
    from indicators.library import Library


@dataclass(frozen=True, slots=True)
class Change:
    """The change between the two last values of a clean stretch.

    `kind` is ``same`` where the difference is no larger than the figures can carry. `one_firm`
    marks a jump that single firms may account for; it is never called better or worse.
    """

    earlier: Mark
    later: Mark
    difference: float
    kind: Literal["up", "down", "same"]
    one_firm: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one place stands: newest value, the line behind it, its place among the counties."""

    code: str
    mark: Mark | None
    line: tuple[Mark, ...]
    cuts: frozenset[int]
    change: Change | None
    #: "7" or "7–9", with `of` places ranked; empty where the value is of another period
    band: str
    of: int
    #: the newest value, or a part of it, is far outside its history and nobody has looked yet
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One indicator. `strip` are all places of its level in `period`, `europe` those abroad."""

    indicator: Indicator
    standings: tuple[Standing, ...]
    group: Standing
    reference: Standing | None
    period: str
    strip: dict[str, float]
    europe: tuple[float, ...]
    last_break: Break | None
    margin_unpublished: bool


def overview_row(library: Library, indicator: Indicator, as_of: date | None) -> OverviewRow:
    """Compute the row of an indicator that has values on that day."""
    sex = "total" if "total" in indicator.breakdowns else indicator.breakdowns[0]
    values = library.values(indicator.id, sex, as_of)
    level = counties() if indicator.level == "county" else swedish_regions()
    period = newest_common(values, level)
    ranked = {
        code: mark
        for code in level
        if (mark := values.mark(code, period)) and mark.value is not None
    }
    bands = rank_bands(ranked, indicator.direction != "down", noise_of(indicator))
    datasets = tuple(library.datasets[ref.dataset] for ref in used_series(indicator))
    monthly = any(dataset.frequency == "monthly" for dataset in datasets)
    step = max(STEP[dataset.frequency] for dataset in datasets)

    awaiting = library.awaiting(indicator)

    def standing(code: str) -> Standing:
        found = _standing(values, indicator, code, (period, bands, monthly, step))
        parts = THE_THREE if values.aggregated and code == NORRA_MELLANSVERIGE else (code,)
        when = found.mark.period if found.mark else ""
        return replace(found, unreviewed=any((part, when) in awaiting for part in parts))

    reference = reference_place(values)
    shown = {mark.period for code in THE_THREE if (mark := values.latest(code))}
    last = max(shown or {period})
    breaks = [item for item in values.breaks if values.periods[0] < item.period <= last]
    return OverviewRow(
        indicator,
        tuple(standing(code) for code in THE_THREE) if indicator.level == "county" else (),
        standing(NORRA_MELLANSVERIGE),
        standing(reference) if reference else None,
        period,
        _strip(values, (*level, *_beside(indicator, reference)), period),
        _abroad(values, period) if indicator.level == "nuts2" else (),
        breaks[-1] if breaks else None,
        margin_unpublished(indicator, datasets),
    )


def _beside(indicator: Indicator, reference: str | None) -> tuple[str, ...]:
    """The reference belongs on the places' axis only where the number does not grow with size."""
    if reference not in (RIKET, EU27) or indicator.extensive:
        return ()
    return (reference,)


def newest_common(values: Values, level: tuple[str, ...]) -> str:
    """The newest period in which at least half of the places that ever had a value have one."""
    counts = {period: len(values.valued[period].intersection(level)) for period in values.periods}
    return max(period for period, count in counts.items() if count * 2 >= max(counts.values()))


def _standing(
    values: Values,
    indicator: Indicator,
    code: str,
    shared: tuple[str, dict[str, str], bool, float],
) -> Standing:
    period, bands, monthly, step = shared
    marks = values.places.get(code, ())
    latest = values.latest(code)
    line = marks[: marks.index(latest) + 1] if latest else ()
    cuts = (
        frozenset(range(1, len(line)))
        if indicator.points_only
        else line_cuts(line, values.breaks, step)
    )
    stretch = () if indicator.points_only else last_stretch(marks, values.breaks)
    pair = change_before(stretch, monthly)
    ranked = latest is not None and latest.period == period
    return Standing(
        code,
        latest,
        line,
        cuts,
        change(indicator, *pair) if pair else None,
        bands.get(code, "") if ranked else "",
        len(bands),
    )


def change(indicator: Indicator, earlier: Mark, later: Mark) -> Change:
    """The change between two values that both exist, judged against what the figures can carry."""
    assert earlier.value is not None and later.value is not None
    difference = later.value - earlier.value
    noise = noise_of(indicator)
    error = sum(noise if mark.margin is None else mark.margin for mark in (earlier, later))
    unseen = round(difference, indicator.decimals) == 0
    if unseen or abs(difference) <= error:
        return Change(earlier, later, difference, "same", False)
    jump = indicator.one_firm and abs(difference) > JUMP * abs(earlier.value)
    return Change(earlier, later, difference, "up" if difference > 0 else "down", jump)


def _strip(values: Values, codes: tuple[str, ...], period: str) -> dict[str, float]:
    marks = {code: values.mark(code, period) for code in codes}
    return {code: mark.value for code, mark in marks.items() if mark and mark.value is not None}


def _abroad(values: Values, period: str) -> tuple[float, ...]:
    marks = (
        values.mark(code, period)
        for code in european_regions()
        if geographies()[code].parent != RIKET
    )
    return tuple(sorted(mark.value for mark in marks if mark and mark.value is not None))
