"""The periods of a resolved selection: the nearest that exist, and where a comparison starts."""

from __future__ import annotations

from pathlib import Path

from data.geography import NORRA_MELLANSVERIGE, THE_THREE, counties, swedish_regions
from indicators import formats
from indicators.measures import default_base
from indicators.model import Indicator, Selection, changed
from indicators.phrases import phrases
from indicators.places import expanded
from indicators.spans import first_base
from indicators.transforms import crosses_break
from indicators.values import Values, reference_place
from indicators.views.model import View

WORDS = Path(__file__).with_name("words") / "notices.toml"


class Notices(list[str]):
    """What a reader must be told of a selection that was replaced, sentence by sentence."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def add(self, key: str, **fields: object) -> None:
        """Add a phrase of ``notices.toml``."""
        self.append(phrases(WORDS)(key, self.language, **fields))


def base_and_period(
    view: View,
    asked: Selection,
    indicator: Indicator,
    values: Values,
    end: str,
    notices: Notices,
) -> tuple[str | None, str]:
    """The base where view or measure has one, and the period of charts that show one period."""
    base = asked.base if asked.base in values.base_periods else None
    if view.needs_base:
        compared = changed(asked, measure="gap") if view.needs_reference else asked
        return _two_periods(compared, base, indicator, values, end, notices)
    if asked.measure not in ("index", "change"):
        base = None
    elif base is None:
        drawn = tuple(code for code, _ in expanded(asked.places, values, asked.peers))
        base = default_base(values, drawn[:5], asked.start)
    period = ranked_period(changed(asked, base=base), indicator, values, end, notices)
    return base, period


def _two_periods(
    asked: Selection,
    base: str | None,
    indicator: Indicator,
    values: Values,
    end: str,
    notices: Notices,
) -> tuple[str, str]:
    """An earlier and a later period; a base that is not earlier gives way, saying so."""
    county = indicator.level == "county"
    homes = (asked.home, *THE_THREE) if county else (NORRA_MELLANSVERIGE, *swedish_regions())
    level = frozenset(counties() if county else swedish_regions())

    def first(period: str) -> str | None:
        return first_base(values, homes, reference_place(values), level, period, asked.start or "")

    period = ranked_period(changed(asked, base=base), indicator, values, end, notices)
    if base is not None and base < period:
        return base, period
    base, language = first(period), asked.language
    if base is None:
        newest = changed(asked, base=None, period=None)
        later = ranked_period(newest, indicator, values, values.periods[-1], notices)
        words = {name: formats.period(code, language) for name, code in
                 (("period", period), ("shown", later))}  # fmt: skip
        notices.add("nothing_earlier", **words)
        found = first(later) or values.base_periods[0]
        # where hardly any two places share a period, the whole span is better than no span
        return found, later if found < later else values.periods[-1]
    if asked.base:
        notices.add("base_replaced", code=asked.base[:20], shown=formats.period(base, language))
    return base, period


def nearest_period(asked: str | None, values: Values, default: str, notices: Notices) -> str:
    """The asked period, or the nearest that exists, saying so."""
    if asked is None or asked in values.periods:
        return asked or default
    earlier = [period for period in values.periods if period <= asked]
    later = [period for period in values.periods if period > asked]
    shown = earlier[-1] if earlier else later[0] if later else default
    words = formats.period(shown, notices.language)
    notices.add("unknown_period", code=asked[:20], shown=words)
    return shown


def ranked_period(
    asked: Selection, indicator: Indicator, values: Values, end: str, notices: Notices
) -> str:
    """The period of the house chart: the newest in which most places of the level have values.

    `asked` holds the measure and base to be drawn: periods in which it cannot be had do not count.
    """
    level = frozenset(counties() if indicator.level == "county" else swedish_regions())
    counts = {
        period: count
        for period, count in values.counted(level).items()
        if period <= end and _measurable(values, asked, period)
    }
    most = max(counts.values(), default=0)
    enough = (period for period, count in counts.items() if count >= most / 2 and count)
    newest = max(enough, default=end)
    return nearest_period(asked.period, values, newest, notices)


def _measurable(values: Values, asked: Selection, period: str) -> bool:
    """Tell whether a period has a reference to be compared with, or no break back to the base."""
    if asked.measure == "gap" and reference_place(values) not in values.valued[period]:
        return False
    return asked.base is None or not crosses_break(asked.base, period, values.breaks)
