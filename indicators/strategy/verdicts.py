"""The analysts' verdicts beside the computed status: neither hides the other (rule 32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import TYPE_CHECKING

from indicators.strategy.beside import say
from indicators.strategy.model import Goal, Verdict
from indicators.values import used_series

if TYPE_CHECKING:
    from indicators.library import Library


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict, and whether the figures are other ones now than when it was written.

    `older` is None where that cannot be known, because no day of publication is. `newest_then` is
    the newest period with a value that the store knew of on that day, None if it knew of none.
    """

    verdict: Verdict
    older: bool | None
    newest_then: str | None


def opinions(library: Library, goal: Goal) -> tuple[Opinion, ...]:
    """The verdicts on a goal, the newest first."""
    newest_first = sorted(goal.verdicts, key=lambda verdict: verdict.on, reverse=True)
    return tuple(_opinion(library, goal, verdict) for verdict in newest_first)


def _opinion(library: Library, goal: Goal, verdict: Verdict) -> Opinion:
    now, then = _figures(library, goal), _figures(library, goal, verdict.on)
    older = False if _alike(now, then) else _published_after(library, goal, verdict.on)
    return Opinion(verdict, older, max(then, default=None))


def _figures(library: Library, goal: Goal, as_of: date | None = None) -> dict[str, float]:
    """The values that a goal rests on, by period."""
    values = library.values(goal.indicator, goal.breakdown, as_of)
    return {
        mark.period: mark.value
        for mark in values.places.get(goal.place, ())
        if mark.value is not None and mark.period >= goal.base_period
    }


def _alike(one: dict[str, float], other: dict[str, float]) -> bool:
    return one.keys() == other.keys() and all(
        isclose(value, other[period], rel_tol=1e-9, abs_tol=1e-12) for period, value in one.items()
    )


def _published_after(library: Library, goal: Goal, on: date) -> bool | None:
    """Tell whether the figures that came into the store after a day were unknown on that day.

    Figures that nobody dated count in the store as known from when they were collected, which says
    nothing of when they were published. So they are news only where the store already followed the
    dataset by then; otherwise the day of publication decides, and where there is none, nothing can
    be said.
    """
    indicator = library.catalogue.indicators[goal.indicator]
    day, answers = str(on), []
    for dataset in dict.fromkeys(ref.dataset for ref in used_series(indicator)):
        releases = library.all_releases(dataset)
        followed = any(row.get("fetched") and row["fetched"][:10] <= day for row in releases)
        for row in releases:
            if row["effective"][:10] > day:
                answers.append(True if followed else _after(row, day))
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _after(release: dict[str, str], day: str) -> bool | None:
    published = release.get("published", "")[:10]
    if not published:
        return None
    if published <= day:
        return False
    approximate = release.get("published_approximate", "").lower() in ("true", "1")
    return None if approximate else True


def opinion_words(opinion: Opinion, language: str) -> str:
    """Whether the figures are other ones now than when the verdict was written, or unknown."""
    key = {True: "older", False: "current", None: "unknown"}[opinion.older]
    return say()(f"opinion_{key}", language)
