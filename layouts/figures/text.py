"""Words and letters of a chart: values, status, hover texts, and how wide a text will be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from html import escape as _escape
from math import inf
from pathlib import Path

from indicators import formats
from indicators.phrases import phrases
from indicators.spec import ChartSpec, Column, Mark, Series

WORDS = Path(__file__).parents[1] / "words" / "figures.toml"
#: values that look different: provisional, estimated, derived (rule 25)
UNFIRM = "PEZ"
_UNFIRM = frozenset(UNFIRM)
#: status letters that are named beside a value, in this order
NAMED = "PEUBDZ"

_NARROW = frozenset("ijlItfr.,:;'|!()[]- \u202f\u00a0·")
_WIDE = frozenset("mwMW%@—±")


def words(key: str, language: str, **fields: object) -> str:
    """A phrase of the charts and tables."""
    return phrases(WORDS)(key, language, **fields)


def escape(text: str) -> str:
    """`text` made safe for plotly's small markup."""
    # few texts hold any of these, and thousands of texts make one chart
    return _escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


@lru_cache(maxsize=1 << 12)
def text_width(text: str, size: float = 12) -> float:
    """Pixels that `text` takes at font `size`, estimated high over the fonts of the stack."""
    units = 0.0
    for letter in text:
        if letter in _NARROW:
            units += 0.38
        elif letter in _WIDE:
            units += 0.94
        else:
            units += 0.7 if letter.isupper() else 0.6
    return units * size


def wrap(text: str, width: int, most: int = 9) -> list[str]:
    """`text` in lines of at most `width` letters where words allow; cut with … after `most`."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]


def shown(
    spec: ChartSpec, value: float | None, symbol: bool = False, column: Column | None = None
) -> str:
    """`value` as the reader sees it, with its short unit if asked; in `column`'s unit if given."""
    form = column or spec
    if not symbol or not form.symbol:
        return formats.number(value, form.decimals, spec.language, form.signed)
    return formats.with_unit(value, form.decimals, spec.language, form.symbol, form.signed)


def margin_shown(spec: ChartSpec, margin: float, column: Column | None = None) -> str:
    """A margin without sign, in the decimals of the value."""
    return formats.number(margin, (column or spec).decimals, spec.language)


def missing_letter(mark: Mark) -> str:
    """The letter that says why a value is missing; "O" (not published) where none does."""
    return next((letter for letter in "QMNLO" if letter in mark.status), "O")


def reason(mark: Mark, language: str) -> str:
    """Why a value is missing, in words."""
    return words(f"missing_{missing_letter(mark)}", language)


def has_value(mark: Mark) -> bool:
    """Tell whether there is a number to draw (NaN is none)."""
    return mark.value is not None and mark.value == mark.value


def ends(marks: Iterable[Mark]) -> list[float]:
    """The lowest and the highest end of all values' margins; [] where there are no values.

    What cannot be below zero is not drawn below it.
    """
    numbers: list[float] = []
    low, high = inf, -inf
    for mark in marks:
        if (value := mark.value) is not None and value == value:
            numbers.append(value)
            if mark.margin is not None:
                low, high = min(low, value - mark.margin), max(high, value + mark.margin)
    if not numbers:
        return []
    lowest = min(numbers)
    return [max(0.0 if lowest >= 0 else -inf, min(low, lowest)), max(high, max(numbers))]


def hollow(series: Series, mark: Mark) -> bool:
    """Tell whether a value is to look different: not firm, or computed by us."""
    return series.aggregated or (mark.status != "A" and not _UNFIRM.isdisjoint(mark.status))


def status_words(series: Series, mark: Mark, language: str, letters: str = NAMED) -> list[str]:
    """What there is to say about a value, each in a word or two."""
    if (mark.status == "A" and not series.aggregated) or not has_value(mark):
        return []
    return list(_status_words(mark.status, series.aggregated, language, letters))


@lru_cache(maxsize=1 << 10)
def _status_words(status: str, aggregated: bool, language: str, letters: str) -> tuple[str, ...]:
    found = tuple(words(f"status_{x}", language) for x in letters if x in status)
    return (*found, words("aggregated", language)) if aggregated else found


def hollow_note(key: str, series: Iterable[Series], language: str) -> list[str]:
    """The line that names what hollow points or pale bars mean here; empty if there are none."""
    found = dict.fromkeys(
        word
        for one in series
        for mark in one.marks
        if mark.status != "A" or one.aggregated  # most are firm, and have nothing to say
        for word in status_words(one, mark, language, UNFIRM)
    )
    return [words(key, language, words=", ".join(found))] if found else []


def label_name(series: Series, language: str, several_places: bool = True) -> str:
    """A series' name in the chart: the place, and the sex where it is one of two."""
    if series.sex == "total":
        return series.name
    sex = words(series.sex, language)
    if sex in series.name:
        return series.name
    return f"{series.name}, {sex}" if several_places else sex.capitalize()


def hover(spec: ChartSpec, series: Series, mark: Mark) -> str:
    """A value in words: place, period, value with unit, status, margin, place in the ranking."""
    head = hover_head(series, spec.language)
    return head + hover_value(spec, series, mark)


def hover_head(series: Series, language: str) -> str:
    """The first line of a series' hover texts."""
    return f"<b>{escape(label_name(series, language))}</b><br>"


def hover_value(spec: ChartSpec, series: Series, mark: Mark) -> str:
    """A hover text below its first line."""
    language = spec.language
    if _nothing_to_say(spec, series, mark):
        unit = spec.symbol
        return plain_hover(mark.period, mark.value, spec.decimals, language, unit, spec.signed)
    head = f"{formats.period(mark.period, language)}: " if mark.period else ""
    if not has_value(mark):
        return head + escape(reason(mark, language))
    more = status_words(series, mark, language)
    if mark.margin is not None:
        more.append(words("margin", language, margin=margin_shown(spec, mark.margin)))
    if spec.bands and (band := spec.bands.get(series.code)):
        more.append(words("band", language, band=band))
    head += escape(shown(spec, mark.value, symbol=True))
    return f"{head}<br>{escape(' · '.join(more))}" if more else head


def _nothing_to_say(spec: ChartSpec, series: Series, mark: Mark) -> bool:
    """Tell whether a value needs no words: most are firm and have no margin."""
    plain = mark.status == "A" and mark.margin is None and has_value(mark)
    return plain and not series.aggregated and not spec.bands


@lru_cache(maxsize=1 << 15)
def plain_hover(
    period: str, value: float | None, decimals: int, language: str, symbol: str, signed: bool
) -> str:
    """The hover text of a value that needs no words, the same in all views that it is part of."""
    head = f"{formats.period(period, language)}: " if period else ""
    return head + escape(formats.with_unit(value, decimals, language, symbol, signed))


def common_period(spec: ChartSpec) -> str:
    """The period most values of a ranking belong to; those that differ carry their own (rule 3)."""
    counted = Counter(mark.period for one in spec.series for mark in one.marks if has_value(mark))
    return max(counted, key=lambda period: (counted[period], period)) if counted else ""
