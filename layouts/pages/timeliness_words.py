"""How the facts of Läget om data are said; the same words on the page and in its file."""

from __future__ import annotations

from datetime import date

from indicators import formats
from indicators.period_ends import in_months, last_day
from indicators.timeliness import Coming, Publication, Timeliness
from layouts.pages.timeliness import say

#: a shape for each, told apart without colour
SYMBOLS = {"announced": "●", "expected": "○"}


def months(days: int, language: str) -> str:
    """Days as months: ``10 månader``."""
    count = abs(in_months(days))
    if count < 2:
        return say()("months_one" if count else "months_none", language)
    return say()("months", language, count=count)


def lag(fact: Timeliness, language: str) -> tuple[str, str]:
    """The lag of the latest period, and from what to what it was counted."""
    how = say()(f"lag_{fact.brought.certainty}", language)
    if fact.lag is None:
        return formats.MISSING, say()("how_unknown", language)
    words = months(fact.lag, language)
    if in_months(fact.lag) < 0:
        words = say()("months_before", language, months=words)
    elif fact.brought.certainty != "known" and in_months(fact.lag):
        words = say()("months_most", language, months=words)
    return words, how


def published(publication: Publication, language: str) -> tuple[str, str]:
    """When something was published, and how far that is known."""
    collected = ""
    if publication.collected:
        collected = say()("collected", language, day=publication.collected)
    if publication.certainty == "unknown":
        return say()("published_unknown", language), collected
    if publication.certainty == "approximate":
        words = say()("published_approximate", language, day=publication.day)
        return words, say()("published_approximate_how", language)
    return str(publication.day), collected


def coming(one: Coming, language: str, day: date) -> str:
    """What is known of the next publication, in words; of an expected one the month alone."""
    if one.state == "announced":
        return say()("next_announced", language, day=one.day)
    if one.state != "expected" or one.day is None:
        return say()(f"next_{one.state}", language)
    key = "next_expected_most" if one.at_most else "next_expected"
    if one.day < day and one.month < str(day)[:7]:
        key = "next_expected_past"
    return say()(key, language, month=formats.period(one.month, language))


def how(fact: Timeliness, language: str) -> str:
    """How the expectation was reckoned, or why there is none; "" where there is no more to say."""
    one = fact.coming
    if one.state == "expected" and one.lag is not None:
        known = say()("known", language, count=one.known) if one.known > 1 else ""
        lagging = months(one.lag, language)
        if one.at_most:
            lagging = say()("months_most", language, months=lagging)
        return say()(
            "how_expected",
            language,
            period=formats.period(one.period, language),
            end=last_day(one.period),
            months=lagging,
            known=known or say()("known_one", language),
        )
    if one.state == "unknown" and fact.since:
        return say()("how_unknown_since", language, periods=periods(fact.since, language))
    key = f"how_{one.state}"
    return say()(key, language) if key in say() else ""


def overdue(fact: Timeliness, language: str) -> str:
    """The periods that should have come, and whether a refresh can bring them; "" without any."""
    if not fact.overdue:
        return ""
    words = say()("overdue", language, periods=periods(fact.overdue, language))
    return f"{words} ({say()('can_fetch' if fact.fetched else 'cannot_fetch', language)})"


def periods(codes: tuple[str, ...], language: str) -> str:
    """``2021 och 2023``; more than three are said by the first and the last."""
    if len(codes) > 3:
        return formats.period_range(codes[0], codes[-1], language)
    return formats.listing([formats.period(code, language) for code in codes], language)
