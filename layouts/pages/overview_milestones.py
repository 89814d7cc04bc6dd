"""Milestones on the overview: what no statistic measures, done or not, by a day or at some time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.phrases import Phrases, phrases
from indicators.strategy.model import Milestone, Plan
from indicators.strategy.relations import MilestoneState, milestone_state, milestones_in
from layouts.elements import Element, h

if TYPE_CHECKING:
    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "overview.toml"

#: a shape for each state, told apart without colour, and in none of those of a goal's status
SYMBOLS: dict[MilestoneState, str] = {"done": "■", "late": "!", "waiting": "□", "undated": "–"}


def say() -> Phrases:
    """The phrases of the overview, read at first use."""
    return phrases(WORDS)


def of_challenge(library: Library, challenge: str | None) -> tuple[Milestone, ...]:
    """The milestones of a challenge, those with a day first; none of what is no challenge."""
    strategy = library.strategy
    if challenge is None:
        return ()
    found = milestones_in(strategy.challenges[challenge], strategy, library.catalogue)
    return tuple(sorted(found, key=lambda item: item.due or date.max))


def milestone_list(
    found: tuple[Milestone, ...], plans: Mapping[str, Plan], day: date, language: str
) -> Element:
    """The milestones under their heading, with how many of all are done (rule 34)."""
    return h(
        "div",
        h("h3", say()("milestones", language)),
        h("p", counted([milestone_state(item, day) for item in found], language), cls="small"),
        h("ul", *(_item(item, plans, day, language) for item in found)),
        cls="milestones",
    )


def counted(states: Iterable[MilestoneState], language: str) -> str:
    """How many of all stand how, e.g. "1 av 4 klar, 1 försenad, 2 väntar"."""
    found = list(states)
    done, late = found.count("done"), found.count("late")
    key = "milestones_done_one" if done == 1 else "milestones_done"
    parts = [say()(key, language, count=done, all=len(found))]
    if late:
        parts.append(
            say()("milestones_late_one" if late == 1 else "milestones_late", language, count=late)
        )
    parts += [
        say()(f"milestones_{one}", language, count=found.count(one))
        for one in ("waiting", "undated")
        if one in found
    ]
    return ", ".join(parts)


def _item(item: Milestone, plans: Mapping[str, Plan], day: date, language: str) -> Element:
    how = milestone_state(item, day)
    mark = h("span", SYMBOLS[how], aria_hidden="true", cls="mark")
    note = h("span", item.note[language], cls="note") if item.note else None
    about = [_when(item, how, language), item.owner or say()("no_owner", language)]
    plan = plans[item.plan].name[language]
    return h(
        "li",
        h("span", mark, h("span", say()(f"state_{how}", language)), cls=f"state {how}"),
        h(
            "span",
            h("b", item.name[language]),
            h("span", " · ".join([*about, plan]), cls="about"),
            note,
            cls="what",
        ),
    )


def _when(item: Milestone, how: MilestoneState, language: str) -> str:
    if how == "done":
        key = "done_on" if item.done_on else "done_unknown"
        return say()(key, language, date=item.done_on)
    if item.due is None:
        return say()("no_due", language)
    return say()("due", language, date=item.due)
