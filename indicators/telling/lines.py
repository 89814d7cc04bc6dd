"""What lines over time say beyond their values: rolling means, panels and their axes, aloud."""

from __future__ import annotations

from collections.abc import Callable

from indicators import formats
from indicators.smoothing import say
from indicators.spec import ChartSpec, Mark, Series


def subtitle_words(spec: ChartSpec) -> list[str]:
    """What the subtitle adds: what the thin line is, and that every panel has its own axis."""
    found = []
    if spec.own_axes:
        found.append(say()("own_axes", spec.language))
    if spec.smoothing:
        found.append(say()("smoothing_subtitle", spec.language, smoothing=spec.smoothing))
    return found


def panels_told(spec: ChartSpec) -> list[str]:
    """The panels as a whole, before they are told one by one."""
    own = formats.sentence(say()("own_axes", spec.language))
    return [
        say()("alt_panels", spec.language, title=spec.title, unit=spec.unit),
        own if spec.own_axes else say()("alt_shared_axis", spec.language),
    ]


def one_by_one(spec: ChartSpec, most: int) -> list[Series]:
    """The series that are told one by one: the first ones, and the reference that is in all panels.

    The reference stands last in the spec of panels, and would be the first to be left out.
    """
    first = list(spec.series[:most])
    rest = [one for one in spec.series[most:] if one.role == "reference"]
    return first + rest if spec.kind == "panels" else first


def more_told(spec: ChartSpec, told: list[Series]) -> list[str]:
    """How many panels are not told one by one; lines in the background of one chart are a crowd."""
    left = len({one.code for one in spec.series} - {one.code for one in told})
    if spec.kind != "panels" or not left:
        return []
    return [say()("alt_more", spec.language, count=left)]


def mean_told(spec: ChartSpec, one: Series, shown: Callable[[Mark, ChartSpec], str]) -> str:
    """The rolling mean of a series, after the series itself; `shown` writes a value."""
    valued = [mark for mark in one.smoothed if mark.value is not None]
    first, last = valued[0], valued[-1]
    fields = {
        "smoothing": formats.sentence(spec.smoothing).rstrip("."),
        "last": shown(last, spec),
        "last_period": formats.period(last.period, spec.language),
    }
    if len(valued) == 1:
        return say()("alt_mean_single", spec.language, **fields)
    fields |= {
        "first": shown(first, spec),
        "first_period": formats.period(first.period, spec.language),
    }
    return say()("alt_mean", spec.language, **fields)
