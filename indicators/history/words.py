"""The history of a number in words: its values, its dates, the reasons, and one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from data.geography import geographies
from indicators import formats
from indicators.history import History, Version
from indicators.history.reasons import TOLD, Reason
from indicators.model import Indicator
from indicators.naming import place_name
from indicators.naming import say as chart_say
from indicators.phrases import Phrases, phrases
from indicators.transforms import missing_status

WORDS = Path(__file__).parents[1] / "words" / "history.toml"
#: more decimals than the first no source prints; more than the second nobody can read
PRINTED_DECIMALS, MOST_DECIMALS = 3, 6


def say() -> Phrases:
    """The phrases of this module, read at first use."""
    return phrases(WORDS)


def decimals(values: Iterable[float | None], least: int) -> int:
    """How many decimals show the values as they were published, and every difference as one.

    At least those of the indicator. A value that was computed has no end of decimals: for those,
    the fewest at which values that differ still look different.
    """
    known = [value for value in values if value is not None]
    for number in range(least, PRINTED_DECIMALS + 1):
        if all(abs(round(value, number) - value) <= 1e-9 * max(1.0, abs(value)) for value in known):
            return number
    apart = len(set(known))
    for number in range(least, MOST_DECIMALS + 1):
        if len({round(value, number) for value in known}) == apart:
            return number
    return MOST_DECIMALS


def missing(status: str, language: str) -> str:
    """Why a value is missing, in words."""
    return chart_say()(f"status_{missing_status(status)[0]}", language)


def marks(status: str, language: str) -> str:
    """What a status tells about a value, in words; "" where there is nothing to tell."""
    letters = [letter for letter in TOLD + "Z" if letter in status]
    return ", ".join(chart_say()(f"status_{letter}", language) for letter in letters)


def difference(value: float, places: int, language: str, indicator: Indicator) -> str:
    """A change with its sign and unit: percentage points for what is counted in per cent."""
    text = formats.number(value, places, language, signed=True)
    symbol = indicator.symbol[language] if indicator.symbol else ""
    if indicator.percent:
        symbol = chart_say()("symbol_points", language)
    return f"{text}{formats.NBSP}{symbol}" if symbol else text


def percent(version: Version, language: str) -> str:
    """The change as a share of the version before: "−1,6 %"; "" where there is none to tell."""
    if version.percent is None:
        return ""
    # a change that is there is not written as 0,0
    places = next((n for n in (1, 2, 3) if round(version.percent, n)), 3) if version.change else 1
    text = formats.number(version.percent, places, language, signed=True)
    return f"{text}%" if language == "en" else f"{text}{formats.NBSP}%"


def published(version: Version, language: str) -> str:
    """When a version was published: "2018-11-21", "senast 2026-02-28", "ej angiven"."""
    if not version.published:
        return chart_say()("published_unknown", language)
    key = "published_about" if version.approximate else "published"
    return chart_say()(key, language, date=version.published)


def reason(one: Reason, language: str) -> str:
    """A reason as a clause without a full stop."""
    about = one.about
    if one.key in ("published_now", "missing_now", "missing_otherwise"):
        about = missing(about, language)
    elif one.key == "marked":
        about = marks(about, language)
    elif about in geographies():
        about = geographies()[about].short(language)
    fields = {"about": about, "text": one.text[language].rstrip(".") if one.text else ""}
    return say()(f"reason_{one.key}", language, **fields)


def reasons(version: Version, language: str) -> str:
    """All reasons of a version, each a sentence."""
    return " ".join(formats.sentence(reason(one, language)) for one in version.reasons)


def sentence(history: History, language: str) -> str:
    """The number's way from its first version to its last, in one or two sentences.

    "" for a number without versions. It says what was published and when, and no more.
    """
    if not history.versions:
        return ""
    first, last = history.versions[0], history.versions[-1]
    indicator = history.indicator
    places = decimals((one.value for one in history.versions), indicator.decimals)
    symbol = indicator.symbol[language] if indicator.symbol else ""
    fields = {
        "place": place_name(history.geo, language, indicator),
        "period": formats.period(history.period, language),
    }
    if len(history.versions) == 1:
        told = {"when": _when(first, history, language)}
        if first.value is None:
            told["reason"] = missing(first.status, language)
            return say()("sentence_one_missing", language, **fields, **told)
        value = formats.with_unit(first.value, places, language, symbol)
        return say()("sentence_one", language, **fields, **told, value=value)
    fields |= {
        "first": formats.with_unit(first.value, places, language, symbol),
        "last": formats.with_unit(last.value, places, language, symbol),
        "first_when": _when(first, history, language),
        "last_when": _when(last, history, language),
        "reason": missing((first if first.value is None else last).status, language),
        "change": "",
    }
    if first.value is not None and last.value is not None:
        fields["change"] = _change(first.value, last.value, places, language, indicator)
    text = say()(_key(first, last), language, **fields)
    between = len(history.versions) - 2
    if between:
        key = "sentence_between_one" if between == 1 else "sentence_between"
        text += " " + say()(key, language, **({"count": between} if between > 1 else {}))
    return text


def _key(first: Version, last: Version) -> str:
    """Which sentence tells the way from the first version to the last."""
    if last.gone:
        return "sentence_gone" if first.value is not None else "sentence_gone_missing"
    if first.value is None:
        return "sentence_published" if last.value is not None else "sentence_still_missing"
    if last.value is None:
        return "sentence_missing"
    return "sentence_same" if first.value == last.value else "sentence_changed"


def _change(
    first: float, last: float, places: int, language: str, indicator: Indicator
) -> str:  # fmt: skip
    text = difference(last - first, places, language, indicator)
    share = Version(None, "A", "", change=last - first,
                    percent=(last - first) / abs(first) * 100 if first else None)  # fmt: skip
    said = "" if indicator.percent else percent(share, language)
    return f"{text} ({said})" if said else text


def _when(version: Version, history: History, language: str) -> str:
    """By which publication a version stands."""
    if history.computed:
        return say()("when_known", language, date=version.known)
    if not version.published:
        return say()("when_fetched", language, date=version.fetched)
    key = "when_published_about" if version.approximate else "when_published"
    return say()(key, language, date=version.published)
