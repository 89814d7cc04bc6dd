"""The neutral yardstick where no goal is set: to reach Riket. It is no goal and never counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from data.geography import RIKET
from data.model import period_position
from indicators import formats
from indicators.compare import jumps
from indicators.framing import noise_of
from indicators.model import Indicator
from indicators.quadrants import rebased
from indicators.spec import Mark, Sex
from indicators.strategy.assess import FEWEST
from indicators.strategy.beside import breaks_of, clean_stretches, parts_of, say
from indicators.strategy.plausible import Shelf
from indicators.strategy.robust import Slope, theil_sen
from indicators.transforms import join_status
from indicators.values import Values

Place = Literal["at_or_better", "nearing", "leaving", "no_sure_change", "cannot"]
#: why the yardstick is refused, or cannot tell the way of the gap
Refusal = Literal[
    "extensive", "no_direction", "is_riket", "no_riket", "rebased", "points_only",
    "few", "one_firm",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A place against Riket at the newest common period, and how the gap moves.

    `gap` is the place's value less Riket's: in percentage points where `points`, else in per cent
    of Riket's value. `slope` is the change of the gap per year over the last clean stretch from
    `first` to `period`. What cannot be had is None or "".
    """

    word: Place
    reason: Refusal | None = None
    period: str = ""
    value: float | None = None
    riket: float | None = None
    gap: float | None = None
    points: bool = False
    slope: Slope | None = None
    first: str = ""
    #: how many common periods the slope rests on
    common: int = 0


def yardstick(
    library: Shelf, indicator_id: str, place: str, sex: Sex = "total", as_of: date | None = None
) -> Yardstick:
    """The yardstick for a place; "cannot" with its reason where it says nothing.

    At or better: the newest gap is not on the worse side by more than both values can err. A gap
    that is worse is nearing or leaving only where the slope's interval leaves out zero and the
    change over the stretch is more than both its ends can err. Raises KeyError for an unknown
    indicator.
    """
    indicator = library.catalogue.indicators[indicator_id]
    values = library.values(indicator_id, sex, as_of)
    refused = _refused(indicator, values, place)
    if refused:
        return Yardstick("cannot", refused)
    gaps = _last_stretch(library, indicator, values, place)
    if not gaps:
        return Yardstick("cannot", "no_riket")
    found = _level(values, place, gaps, indicator)
    sign = 1.0 if indicator.direction == "up" else -1.0
    error = gaps[-1].margin or 0.0
    assert found.gap is not None
    if sign * found.gap >= -error:
        return replace(found, word="at_or_better", slope=_slope(gaps))
    if indicator.points_only:
        return replace(found, reason="points_only")
    if len(gaps) < FEWEST:
        return replace(found, reason="few")
    if indicator.one_firm and any(jumps(_within(values, code, gaps)) for code in (place, RIKET)):
        return replace(found, reason="one_firm", slope=_slope(gaps))
    return replace(found, word=_way(gaps, sign), slope=_slope(gaps))


def _refused(indicator: Indicator, values: Values, place: str) -> Refusal | None:
    if indicator.extensive:
        return "extensive"
    if indicator.direction == "none":
        return "no_direction"
    if place == RIKET:
        return "is_riket"
    if values.latest(RIKET) is None:
        return "no_riket"
    return "rebased" if rebased(values) else None


def _last_stretch(
    library: Shelf, indicator: Indicator, values: Values, place: str
) -> tuple[Mark, ...]:
    """The gaps of the last clean stretch, as marks whose margin is the error of the gap."""
    concerned = (*parts_of(place, values), RIKET)
    awaiting = {period for geo, period in library.awaiting(indicator) if geo in concerned}
    riket = {mark.period: mark for mark in values.places.get(RIKET, ())}
    gaps = [
        _gap(mark, riket[mark.period], indicator)
        for mark in values.places.get(place, ())
        if mark.period in riket
    ]
    valued = [gap for gap in gaps if gap.value is not None and gap.period not in awaiting]
    if not valued:
        return ()
    season = valued[-1].period[4:]
    stretches = list(clean_stretches(gaps, breaks_of(concerned, values), season, awaiting))
    return stretches[-1] if stretches else ()


def _gap(own: Mark, riket: Mark, indicator: Indicator) -> Mark:
    status = join_status(own.status, riket.status)
    origin = f"{own.origin}\n{riket.origin}"
    if own.value is None or riket.value is None or not (indicator.percent or riket.value):
        return Mark(own.period, None, status, None, origin)
    noise = noise_of(indicator)
    error, other = (noise if mark.margin is None else mark.margin for mark in (own, riket))
    if indicator.percent:
        return Mark(own.period, own.value - riket.value, status, error + other, origin)
    level = abs(riket.value)
    error = 100 * (error / level + abs(own.value) * other / level**2)
    return Mark(own.period, 100 * (own.value - riket.value) / level, status, error, origin)


def _level(values: Values, place: str, gaps: Sequence[Mark], indicator: Indicator) -> Yardstick:
    period = gaps[-1].period
    own, riket = values.mark(place, period), values.mark(RIKET, period)
    assert own is not None and riket is not None
    return Yardstick(
        "cannot", None, period, own.value, riket.value, gaps[-1].value, indicator.percent,
        None, gaps[0].period, len(gaps),
    )  # fmt: skip


def _within(values: Values, code: str, gaps: Sequence[Mark]) -> list[Mark]:
    periods = {gap.period for gap in gaps}
    return [mark for mark in values.places.get(code, ()) if mark.period in periods]


def _slope(gaps: Sequence[Mark]) -> Slope | None:
    if len(gaps) < FEWEST:
        return None
    return theil_sen(
        [period_position(gap.period) for gap in gaps],
        [gap.value for gap in gaps if gap.value is not None],
    )


def _way(gaps: Sequence[Mark], sign: float) -> Place:
    slope = _slope(gaps)
    assert slope is not None
    years = period_position(gaps[-1].period) - period_position(gaps[0].period)
    band = (gaps[0].margin or 0.0) + (gaps[-1].margin or 0.0)
    if slope.low * slope.high <= 0 or abs(slope.slope) * years <= band:
        return "no_sure_change"
    return "nearing" if sign * slope.slope > 0 else "leaving"


def yardstick_word(found: Yardstick, language: str) -> str:
    """The word alone: "närmar sig Riket"."""
    return say()(f"yardstick_{found.word}", language)


def yardstick_words(found: Yardstick, language: str) -> str:
    """The word with the gap behind it, or why there is none. It is named the neutral yardstick."""
    reason = say()(f"yardstick_because_{found.reason}", language) if found.reason else ""
    if found.gap is None:
        return say()("yardstick_refused", language, reason=reason)
    symbol = say()("points" if found.points else "percent_of_riket", language)
    word = yardstick_word(found, language)
    return say()(
        "yardstick_told",
        language,
        word=f"{word} ({reason})" if reason else word,
        gap=formats.with_unit(found.gap, 1, language, symbol, signed=True),
        period=formats.period(found.period, language),
    )
