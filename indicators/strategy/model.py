"""What a strategy consists of: challenges, areas, plans, goals, milestones, activities.

All are ``[[tables]]`` of TOML files, many-to-many throughout: one indicator may serve several
challenges and areas. Nothing here knows any particular strategy.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from data.model import Code, Strict, Text, Words, period_position
from indicators.model import Direction

#: analysts' verdicts and computed status share these classes, the best first; see ``assess.py``
StatusClass = Literal[
    "reached", "on_track", "too_slow", "far_too_slow", "no_sure_change", "wrong_way", "cannot"
]
STATUS_CLASSES: tuple[StatusClass, ...] = (
    "reached", "on_track", "too_slow", "far_too_slow", "no_sure_change", "wrong_way", "cannot"
)  # fmt: skip
#: default thresholds: at least so much of the needed pace is on track, and is not far too slow
ON_TRACK, SLOW = 0.95, 0.60


def _both(value: Any) -> Any:
    """The regions write in Swedish: one text stands for both languages until English is added."""
    return {"sv": value, "en": value} if isinstance(value, str) else value


def _period(code: str) -> str:
    period_position(code)
    return code


#: words of a region, in Swedish alone or in both languages
OwnText = Annotated[Text, BeforeValidator(_both)]
Period = Annotated[str, AfterValidator(_period)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.\S+$")]
Share = Annotated[float, Field(gt=0, le=1.5)]


class About(Strict):
    """``[strategy]``: what the folder holds. An `example` says so on every page that shows it."""

    name: OwnText
    lead: OwnText
    example: bool = False
    #: what the regions have still to fill in
    notes: tuple[OwnText, ...] = ()


class Challenge(Strict):
    """What the strategy is to meet: its indicators are those of `themes` and those named."""

    id: Code
    number: int | None = None
    name: OwnText
    lead: OwnText
    #: said in place of figures where no statistic measures it
    empty: OwnText | None = None
    themes: tuple[Code, ...] = ()
    indicators: tuple[Code, ...] = ()


class Area(Strict):
    """A priority (insatsområde), with the names that other documents give it."""

    id: Code
    name: OwnText
    aliases: tuple[Words, ...] = ()
    challenges: tuple[Code, ...] = ()
    indicators: tuple[Code, ...] = ()
    source: Address | None = None


class Plan(Strict):
    """The joint strategy's plan or a county's: `places` are the places that it speaks of."""

    id: Code
    name: OwnText
    places: Annotated[tuple[str, ...], Field(min_length=1)]
    #: areas that the plan takes up; all of them where none is named
    areas: tuple[Code, ...] = ()
    document: Address | None = None


class PathPoint(Strict):
    """A value to be reached on the way to the target."""

    period: Period
    value: float


class Thresholds(Strict):
    """Shares of the needed pace: `on_track` and above, and below `slow` far too slow."""

    on_track: Share = ON_TRACK
    slow: Share = SLOW


class Verdict(Strict):
    """An analyst's own assessment, signed and dated, beside the computed one (rule 32)."""

    on: date
    office: Words
    verdict: StatusClass
    motive: OwnText


class Goal(Strict):
    """A decided target: what, where, from which year's value, to which value and year.

    `base_value` is the base year's value as it was when the goal was decided, for the record: the
    status is computed from the value as published. `direction` is the indicator's own unless said.
    """

    id: Code
    plan: Code
    name: OwnText
    indicator: Code
    breakdown: Literal["total", "women", "men"] = "total"
    place: str
    base_period: Period
    base_value: float | None = None
    target_period: Period
    target_value: float
    direction: Direction | None = None
    path: tuple[PathPoint, ...] = ()
    thresholds: Thresholds = Thresholds()
    areas: tuple[Code, ...] = ()
    challenges: tuple[Code, ...] = ()
    decided_by: Words
    decided_on: date
    document: Words
    link: Address | None = None
    verdicts: tuple[Verdict, ...] = ()


class Milestone(Strict):
    """What no statistic measures: done or not, by a day or at some time."""

    id: Code
    plan: Code
    name: OwnText
    due: date | None = None
    done: bool = False
    done_on: date | None = None
    owner: Words | None = None
    areas: tuple[Code, ...] = ()
    challenges: tuple[Code, ...] = ()
    decided_by: Words
    decided_on: date
    note: OwnText | None = None


class Activity(Strict):
    """What is done, by whom, where and when: context beside indicators, never a cause (rule 33)."""

    id: Code
    plan: Code
    name: OwnText
    owner: Words
    places: tuple[str, ...] = ()
    start: Period
    end: Period | None = None
    state: Literal["planned", "ongoing", "done", "cancelled"]
    #: SEK, only where public
    money: Annotated[float, Field(ge=0)] | None = None
    areas: tuple[Code, ...] = ()
    indicators: tuple[Code, ...] = ()
    link: Address | None = None
