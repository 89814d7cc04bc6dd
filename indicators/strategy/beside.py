"""What the modules that stand beside a status share: their words, and stretches of clean values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from data.geography import NORRA_MELLANSVERIGE, THE_THREE
from indicators import formats
from indicators.model import Indicator
from indicators.phrases import Phrases, phrases
from indicators.spec import Mark
from indicators.values import Values

#: Sen's interval holds the true slope 67 times of 100 with three points and 92 with four
#: (1 - 2/n!, Kendall), so with fewer than these it must not be called one of 95 %
FEWEST_95 = 5
WORDS = Path(__file__).parents[1] / "words" / "strategy_beside.toml"


def say() -> Phrases:
    """The phrases of what stands beside a status, read at first use."""
    return phrases(WORDS)


def parts_of(place: str, values: Values) -> tuple[str, ...]:
    """The place, and its counties where we computed its values from them."""
    if place == NORRA_MELLANSVERIGE and values.aggregated:
        return (place, *THE_THREE)
    return (place,)


def breaks_of(places: Collection[str], values: Values) -> frozenset[str]:
    """The periods in which a break falls: the dataset's, or one of some places' own."""
    falls = {item.period for item in values.breaks}
    for place in places:
        falls |= set(values.own_breaks.get(place, {}))
    return frozenset(falls)


def clean_stretches(
    marks: Sequence[Mark], falls: Collection[str], season: str, awaiting: Collection[str] = ()
) -> Iterator[tuple[Mark, ...]]:
    """The stretches of values that may be compared, in time order (rules 6 and 8).

    Clean as in :mod:`indicators.strategy.status`: with a value, of one `season` (what follows the
    year in the period), defined as the newest value is, reviewed (`awaiting` holds the periods
    that are not). A stretch ends before every period of `falls`, see :func:`breaks_of`, and where
    the origin changes.
    """
    differs = ["D" in mark.status for mark in marks if mark.value is not None][-1:]
    stretch: list[Mark] = []
    for mark in marks:
        if mark.value is None or mark.period[4:] != season or mark.period in awaiting:
            continue
        if ["D" in mark.status] != differs:
            continue
        before = stretch[-1] if stretch else None
        if before is not None and (
            mark.origin != before.origin
            or any(before.period < period <= mark.period for period in falls)
        ):
            yield tuple(stretch)
            stretch = []
        stretch.append(mark)
    if stretch:
        yield tuple(stretch)


def years_words(years: float, language: str) -> str:
    """A length of time: "1 år", "4,5 år"."""
    decimals = 0 if abs(years - round(years)) < 0.005 else 2 if abs(years * 2 % 1) > 0.01 else 1
    key = "year" if abs(years - 1) < 0.005 else "years"
    return say()(key, language, n=formats.number(years, decimals, language))


def written(value: float, indicator: Indicator, language: str, more: int = 0) -> str:
    """A value of an indicator with its short unit; `more` decimals than its figures carry."""
    symbol = indicator.symbol[language] if indicator.symbol else ""
    return formats.with_unit(value, indicator.decimals + more, language, symbol)
