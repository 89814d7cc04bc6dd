"""Rolling means, drawn beside the raw line and never in its stead (rule 13).

The mean is centred: it is drawn at the middle of the values that it is the mean of, so that its
turns stand where those of the raw line do. A trailing mean would show every turn a year or two too
late, and run below all that rises. The price is paid openly: it ends before the raw line does, and
is never extrapolated.

Three or five values are the window of yearly and biennial series. A series of months or quarters
has seasons, which a mean over three or five of them leaves in; there every choice is a mean over
one year. Such an even window has no middle, so one value more is taken and the two outermost count
half: the "2 × 12" moving average (Hyndman and Athanasopoulos 2021, Forecasting: Principles and
Practice, 3rd ed., section 3.3).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import fsum
from pathlib import Path
from typing import Literal

from data.model import Dataset, period_position
from indicators.model import OVER_TIME, Indicator, Language, Selection, Smoothing
from indicators.phrases import Phrases, phrases
from indicators.spec import ChartSpec, Mark, Series
from indicators.transforms import join_status

WORDS = Path(__file__).with_name("words") / "over_time.toml"
Unit = Literal["years", "surveys", "months", "quarters"]
#: how often a source publishes -> values to a year's mean, years between them, what they are called
SEASONAL: dict[str, tuple[int, float, Unit]] = {
    "monthly": (12, 1 / 12, "months"),
    "quarterly": (4, 1 / 4, "quarters"),
}
#: how often a source publishes -> years between values, and what they are called
PLAIN: dict[str, tuple[float, Unit]] = {"annual": (1.0, "years"), "biennial": (2.0, "surveys")}


@dataclass(frozen=True, slots=True)
class Window:
    """`count` values, each `step` years after the one before, and what they are called."""

    count: int
    step: float
    unit: Unit

    @property
    def weights(self) -> tuple[float, ...]:
        """The weight of every value, an odd number of them; together they are one."""
        if self.count % 2:
            return (1 / self.count,) * self.count
        half = 0.5 / self.count
        return (half, *((1 / self.count,) * (self.count - 1)), half)

    def words(self, kind: str, language: str) -> str:
        """What the mean is called, as "smoothing", or what the window is called, as "choice"."""
        return say()(f"{kind}_{self.unit}", language, count=self.count)


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def window_of(asked: Smoothing, datasets: Sequence[Dataset]) -> Window | None:
    """The window that `asked` means for series of these datasets; None where there can be none.

    An irregular series has none: its values would stand for stretches of different length.
    """
    frequencies = {dataset.frequency for dataset in datasets}
    if asked == "none" or "irregular" in frequencies:
        return None
    for often, (step, unit) in reversed(PLAIN.items()):
        if often in frequencies:
            return Window(int(asked), step, unit)
    for often, (count, step, unit) in reversed(SEASONAL.items()):
        if often in frequencies:
            return Window(count, step, unit)
    return None


def choices(
    indicator: Indicator, datasets: Sequence[Dataset], language: Language
) -> tuple[tuple[Smoothing, str], ...]:
    """What a reader may choose for an indicator, each with its words; "none" is always first."""
    asked: tuple[Smoothing, ...] = () if indicator.points_only else ("3", "5")
    found = {one: window for one in asked if (window := window_of(one, datasets)) is not None}
    names: dict[str, Smoothing] = {}
    for one, window in found.items():
        names.setdefault(window.words("choice", language), one)
    return (("none", say()("choice_none", language)), *((one, name) for name, one in names.items()))


def rolling_mean(marks: Sequence[Mark], cuts: frozenset[int], window: Window) -> tuple[Mark, ...]:
    """The centred mean at each of `marks`, in their unit; missing (M) where it cannot be had.

    It can be had where all values of the window exist, evenly `window.step` years apart, with none
    of the `cuts` (indices before which a line is not joined) between them. A mean is derived (Z)
    and as unsure as its least sure value; it has no margin, for values of a survey that are
    neighbours in time need not be independent of each other.
    """
    weights = window.weights
    reach = len(weights) // 2
    found = []
    for index, mark in enumerate(marks):
        part = marks[max(0, index - reach) : index + reach + 1]
        joined = not any(cut in cuts for cut in range(index - reach + 1, index + reach + 1))
        if len(part) == len(weights) and joined and _complete(part, window.step):
            value = fsum(w * (m.value or 0.0) for w, m in zip(weights, part, strict=True))
            found.append(Mark(mark.period, value, _status(part), origin=mark.origin))
        else:
            found.append(Mark(mark.period, None, "M"))
    return tuple(found)


def _complete(part: Sequence[Mark], step: float) -> bool:
    """Tell whether all values exist (NaN is none) and follow each other at the same distance."""
    return all(mark.value is not None and mark.value == mark.value for mark in part) and all(
        abs(period_position(later.period) - period_position(earlier.period) - step) < step * 0.01
        for earlier, later in pairwise(part)
    )


def _status(part: Sequence[Mark]) -> str:
    # a break is no quality of the mean: the window never reaches across one
    return join_status(*(mark.status.replace("B", "") for mark in part), derived=True)


def smoothed(
    series: Sequence[Series], indicator: Indicator, window: Window | None, near: Collection[str]
) -> tuple[Series, ...]:
    """`series`, those of the places in `near` with their rolling means."""
    if window is None or indicator.points_only:
        return tuple(series)
    return tuple(_with_mean(one, window) if one.code in near else one for one in series)


def _with_mean(one: Series, window: Window) -> Series:
    means = rolling_mean(one.marks, one.cuts, window)
    return replace(one, smoothed=means) if has_mean(means) else one


def has_mean(means: Sequence[Mark]) -> bool:
    """Tell whether there is a mean anywhere."""
    return any(mark.value is not None for mark in means)


def mean_series(one: Series, smoothing: str) -> Series:
    """The rolling mean of a series as a series of its own, with a name that says what it is."""
    return replace(one, name=f"{one.name}, {smoothing}", marks=one.smoothed, smoothed=())


def processing_words(spec: ChartSpec, window: Window | None) -> list[str]:
    """How the means of a chart were computed, for its "Bearbetning"."""
    if not spec.smoothing or window is None:
        return []
    key = "processing_mean" if window.count % 2 else "processing_mean_year"
    fields: dict[str, object] = {"smoothing": spec.smoothing}
    fields["count" if window.count % 2 else "more"] = len(window.weights)
    return [say()(key, spec.language, **fields)]


def mean_notes(
    spec: ChartSpec, indicator: Indicator, window: Window | None, selection: Selection
) -> list[str]:
    """What must be said of the means, or why there are none where they were asked for."""
    language = spec.language
    if selection.smoothing == "none" or spec.kind not in OVER_TIME:
        return []
    if spec.smoothing:
        margins = any(
            mark.margin is not None for one in spec.series if one.smoothed for mark in one.marks
        )
        return [say()("note_mean_margin", language)] if margins else []
    if indicator.points_only:
        return [say()("note_mean_points", language)]
    if window is None:
        return [say()("note_mean_irregular", language)]
    return [say()("note_mean_never", language, more=len(window.weights))]
