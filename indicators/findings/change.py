"""Change: which way the place has gone over the longest clean stretch of the chart."""

from __future__ import annotations

from data.model import period_position
from indicators import formats
from indicators.findings.case import Case, in_current_prices
from indicators.findings.stretch import Stretch, clean_stretch, jumps_in
from indicators.findings.trend import trend
from indicators.findings.words import (
    change_word,
    degree_word,
    is_great,
    limit,
    plain_from,
    plain_word,
    say,
)
from indicators.spec import Finding, Mark, Sex


def change(case: Case) -> list[Finding]:
    """What may be said of the change of the place's value; for women and men one sentence each."""
    if case.selection.measure != "value" or case.indicator.points_only:
        return []
    if len(case.material.values) == 1:
        return _change(case, None, case.label)
    return [
        found
        for sex in case.material.values
        for found in _change(case, sex, say()(f"{sex}_in", case.language, place=case.label))
    ]


def _change(case: Case, sex: Sex | None, label: str) -> list[Finding]:
    stretch = clean_stretch(case, sex)
    marks = stretch.marks
    blocked = (
        len(marks) < limit("shortest")
        or bool(jumps_in(case, sex))
        or any(case.awaits(case.subject, mark.period) for mark in marks)
    )
    if blocked:
        return []
    first, last = marks[0], marks[-1]
    assert first.value is not None and last.value is not None
    error = case.error(case.subject, first.period, sex) + case.error(case.subject, last.period, sex)
    points = [(period_position(m.period), m.value) for m in marks if m.value is not None]
    found = trend(points, error)
    numbers: tuple[tuple[str, float], ...] = (
        ("first", first.value),
        ("last", last.value),
        ("difference", found.total),
        ("error", error),
        ("slope", found.slope),
        ("agreement", found.agreement),
        ("periods", float(len(marks))),
    )
    if case.unsure or {"U", "D"} & set(first.status + last.status):
        return [_sentence(case, stretch, label, "plain", numbers)]
    if found.way == "varies":
        return [_varying(case, stretch, label, numbers)]
    if found.way == "none":
        return [_sentence(case, stretch, label, "none", numbers)]
    spread = change_spread(case, last.period, sex)
    if spread is not None:
        numbers += (("spread", spread),)
    shown = abs(found.total) - error
    word = word_for(case, found.size, found.way == "up", abs(first.value), spread, shown=shown)
    return [_sentence(case, stretch, label, found.way, numbers, word)]


def word_for(
    case: Case,
    size: float,
    rising: bool,
    base: float,
    spread: float | None,
    capped: bool = False,
    shown: float = 0.0,
) -> str:
    """The word for a sure change of `size` from `base`.

    Current prices rise by themselves, and are never said to have risen sharply. `shown` is the
    sure part of the change that the sentence writes out, where `size` is a more robust one: no
    reader who sees a great share of the base is told that it is slight.
    """
    language = case.language
    capped = capped or in_current_prices(case)
    if _relative(case) and base:
        if is_great(shown, base):
            size = max(size, plain_from("change_relative") * base)
        return degree_word("change_relative", size / base, rising, language, capped)
    if spread is None:
        return plain_word("change", rising, language)
    natural = case.indicator.percent or not case.indicator.no_index
    return change_word(size, spread, base, rising, language, natural, capped, shown)


def change_spread(case: Case, period: str, sex: Sex | None = None) -> float | None:
    """The spread between places that a change is measured by, None where it is by its start."""
    return None if _relative(case) else case.spread(period, sex)


def _relative(case: Case) -> bool:
    """Tell whether a change is measured by its start, because the spread between places is not one.

    So for a number that grows with the place, and for an index, whose spread is one of growth.
    """
    return case.indicator.extensive or case.rebased


def _sentence(
    case: Case,
    stretch: Stretch,
    label: str,
    way: str,
    numbers: tuple[tuple[str, float], ...],
    word: str = "",
) -> Finding:
    first, last = stretch.marks[0], stretch.marks[-1]
    assert first.value is not None and last.value is not None
    apart, more = case.apart(last.value - first.value, first.value)
    still = way == "plain" and case.own(first.value) == case.own(last.value)
    key = "change_still" if still else "change_sure" if way in ("up", "down") else f"change_{way}"
    if in_current_prices(case):
        apart = say()("current_prices", case.language, apart=apart)
    return case.finding(
        key,
        f"change_{way}",
        numbers + tuple(item for item in more if item not in numbers),
        **_span(case, stretch, label, ends=still),
        word=word,
        first=case.own(first.value),
        last=case.own(last.value),
        apart=apart,
    )


def _varying(
    case: Case, stretch: Stretch, label: str, numbers: tuple[tuple[str, float], ...]
) -> Finding:
    def value(mark: Mark) -> float:
        return mark.value or 0.0

    low, high = min(stretch.marks, key=value), max(stretch.marks, key=value)
    return case.finding(
        "change_varies",
        "change_varies",
        (*numbers, ("lowest", value(low)), ("highest", value(high))),
        **_span(case, stretch, label),
        low=case.own(low.value),
        low_period=formats.period(low.period, case.language),
        high=case.own(high.value),
        high_period=formats.period(high.period, case.language),
    )


def _span(case: Case, stretch: Stretch, label: str, ends: bool = False) -> dict[str, str]:
    """Which periods are spoken of, the break that they come after, and the season they are of.

    `ends` says that the sentence ends there.
    """
    language = case.language
    broken = (
        say()("after_break", language, period=formats.period(stretch.after, language))
        if stretch.after
        else ""
    )
    # only the last one's own season is held against it: other months may be lower or higher
    season = _season(stretch.marks[-1].period, language)
    after = (broken.removesuffix(",") + season) if season else broken
    return {
        "place": label,
        "from_period": formats.period(stretch.marks[0].period, language),
        "to_period": formats.period(stretch.marks[-1].period, language),
        "after": after.removesuffix(",") if ends else after,
    }


def _season(period: str, language: str) -> str:
    """That only the same month or quarter of each year is compared; "" for whole years."""
    if "-" not in period:
        return ""
    return say()("same_quarter" if "Q" in period else "same_month", language)
