"""A county's profile in words: levels, places, distances and changes, each bound to its numbers.

The same sentences stand on the county's page, on a slide and in files.
"""

from __future__ import annotations

from pathlib import Path

from data.geography import RIKET, geographies
from indicators import formats, naming
from indicators.findings.case import CURRENT_PRICES
from indicators.model import Indicator
from indicators.phrases import Phrases, phrases
from indicators.profile import Profile
from indicators.profile.lists import ASSESSED, Standing
from indicators.profile.rows import ProfileRow
from indicators.spec import Mark, Sex

WORDS = Path(__file__).parents[1] / "words" / "profile.toml"
#: the order in which it is said why a measure cannot be assessed
REASONS: tuple[Standing, ...] = (
    "unsure", "no_direction", "size", "missing", "few", "no_spread", "unreviewed"
)  # fmt: skip


def say() -> Phrases:
    """The phrases of a profile, read at first use."""
    return phrases(WORDS)


def figure(value: float | None, indicator: Indicator, language: str) -> str:
    """A value with its short unit."""
    symbol = indicator.symbol[language] if indicator.symbol else ""
    return formats.with_unit(value, indicator.decimals, language, symbol)


def difference(value: float, indicator: Indicator, language: str) -> str:
    """A difference with its sign and unit; between percentages it is percentage points."""
    text = formats.number(value, indicator.decimals, language, signed=True)
    symbol = indicator.symbol[language] if indicator.symbol else ""
    if indicator.percent:
        symbol = naming.say()("symbol_points", language)
    return f"{text}{formats.NBSP}{symbol}".rstrip(formats.NBSP)


def measure_name(indicator: Indicator, sex: Sex, language: str) -> str:
    """The indicator's name, and the sex where no total is published."""
    name = indicator.name[language]
    return name if sex == "total" else f"{name}, {naming.say()(sex, language)}"


def counted(found: Profile, language: str) -> str:
    """How many measures are strengths, weaknesses or neither, of how many (rule 34)."""
    counts = found.counts
    known = {name: counts.get(name, 0) for name in ASSESSED}
    assessed = sum(known.values())
    text = say()("counted", language, all=len(found.rows), assessed=assessed, **known)
    rest = len(found.rows) - assessed
    if not rest:
        return text
    reasons = [say()(f"why_{name}", language, count=counts[name])
               for name in REASONS if counts.get(name)]  # fmt: skip
    return f"{text} {say()('not_counted', language, count=rest, reasons=', '.join(reasons))}"


def level_words(row: ProfileRow, language: str) -> str:
    """The level of a strength or weakness, in figures."""
    indicator, level = row.indicator, row.level
    assert level is not None
    riket = geographies()[RIKET].short(language)
    known = level.against == "riket"
    return say()(
        "entry_level",
        language,
        value=figure(row.mark.value, indicator, language),
        period=formats.period(row.period, language),
        reference=riket if known else say()("median", language),
        reference_in=riket if known else say()("median_short", language),
        other=figure(level.compared, indicator, language),
        place=say()("same_place", language, band=row.band, count=len(row.distribution)),
        distance=size(level.distance, language),
        side=say()("over" if level.distance > 0 else "under", language),
        direction=naming.say()(f"direction_{indicator.direction}", language),
    )


def turn_words(row: ProfileRow, language: str) -> str:
    """A change in figures: both ends, the difference, and that of the other counties."""
    indicator, move = row.indicator, row.moved.move
    assert move is not None and move.typical is not None and move.distance is not None
    earlier, later = move.change.earlier, move.change.later
    priced = CURRENT_PRICES in indicator.unit.sv  # part of such a change is inflation (rule 19)
    return say()(
        "entry_turn",
        language,
        prices=" " + say()("in_current_prices", language) if priced else "",
        first=figure(earlier.value, indicator, language),
        first_period=formats.period(earlier.period, language),
        last=figure(later.value, indicator, language),
        last_period=formats.period(later.period, language),
        difference=difference(move.change.difference, indicator, language),
        typical=difference(move.typical, indicator, language),
        distance=size(move.distance, language),
    )


def reason(mark: Mark, language: str) -> str:
    """Why a value is missing, in words."""
    letter = next((letter for letter in mark.status if letter in "QMLN"), "O")
    return naming.say()(f"status_{letter}", language)


def riket_words(row: ProfileRow, language: str) -> str:
    """Riket's value of the row's period, or that it is not published."""
    if row.riket is None or row.riket.value is None:
        return say()("missing_riket", language)
    return figure(row.riket.value, row.indicator, language)


def place_words(band: str, of: int, indicator: Indicator, language: str) -> str:
    """A place in the ranking; without a better end it is counted from the top."""
    if not band:
        return formats.MISSING
    key = "place_top" if indicator.direction == "none" else "place"
    return say()(key, language, band=band, count=of)


def distance_words(row: ProfileRow, language: str) -> str:
    """How far the level lies from Riket or the median, or why that cannot be said."""
    level = row.level
    if level is None:
        return _no_distance(row, language)
    if not level.apart:
        return say()("distance_none", language)
    side = "over" if level.distance > 0 else "under"
    key = f"distance_{side}" if level.against == "riket" else f"distance_{side}_median"
    return say()(key, language, distance=size(level.distance, language))


def size(distance: float, language: str) -> str:
    """How many standard deviations, without their side; a small one is not said to be none."""
    if abs(distance) < 0.05:
        return say()("distance_small", language, least=formats.number(0.1, 1, language))
    return formats.number(abs(distance), 1, language)


def _no_distance(row: ProfileRow, language: str) -> str:
    if row.mark.value is None:
        return say()("no_distance_missing", language)
    if not row.band:
        return say()("no_distance_few", language, count=len(row.distribution))
    return say()("no_distance_size" if row.indicator.extensive else "no_distance_spread", language)


def change_words(row: ProfileRow, language: str) -> str:
    """The change over about five years, or why there is none to speak of."""
    move, missing = row.moved.move, row.moved.missing
    if move is None:
        key = f"no_change_{missing}"
        fields = {}
        if missing == "break":
            fields["period"] = formats.period(row.moved.broken, language)
        return say()(key, language, **fields)
    found, period = move.change, formats.period(move.change.earlier.period, language)
    if found.kind == "same":
        exact = round(found.difference, row.indicator.decimals) == 0
        return say()("change_same" if exact else "change_unsure", language, period=period)
    text = difference(found.difference, row.indicator, language)
    return say()("change_since", language, difference=text, period=period)


def one_firm(row: ProfileRow, of_change: bool, language: str) -> str:
    """One firm can be the county, also where a level is high or low (rule 10); else ""."""
    move = row.moved.move
    told = (move is not None and move.one_firm) if of_change else row.indicator.one_firm
    return say()("one_firm", language) if told else ""
