"""The strategy on a slide: challenge by plan with counts of goals, or its rows one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators import formats
from indicators.meeting.content import SlideContent, SlideTable, say
from indicators.meeting.content_county import source
from indicators.meeting.content_goal import dated, example, summed
from indicators.meeting.facts import facts
from indicators.meeting.goal_lines import status_words
from indicators.meeting.model import Slide
from indicators.model import Selection
from indicators.selection import settings, to_query
from indicators.strategy.counts import Cell, cell_words, goal_status
from indicators.strategy.model import STATUS_CLASSES, Goal, StatusClass
from indicators.strategy.narrowed import TABLE, Chosen, choices, kept, narrowed, owners
from indicators.strategy.overview import Item, Row, items, rows
from indicators.strategy.status import Status
from indicators.strategy.words import class_word, name_of, rests_on_few
from indicators.strategy.words import say as strategy_words

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.strategy.load import Strategy

#: filters that look at single items: what they leave out is not missing from the strategy
OF_ITEMS = ("lan", "agare", "status")


@dataclass(frozen=True, slots=True)
class _View:
    """The strategy as an address asks for it: its items, and which of them are shown."""

    library: Library
    asked: Selection
    items: tuple[Item, ...]
    shown: frozenset[tuple[str, str]]
    chosen: Chosen
    plans: tuple[str, ...]

    @property
    def strategy(self) -> Strategy:
        return self.library.strategy

    @property
    def language(self) -> str:
        return self.asked.language

    def status(self, goal: str) -> Status:
        return goal_status(self.library, goal, self.asked.as_of)

    def of(self, kind: str) -> list[Item]:
        """The items of a kind that are shown."""
        return [one for one in self.items if one.kind == kind and (kind, one.id) in self.shown]


def strategy(library: Library, slide: Slide, asked: Selection, today: date) -> SlideContent:
    """What Strategi shows at the slide's address: a table of counts, or of rows."""
    language = asked.language
    if slide.path.strip("/") != "strategi":
        text = say()("missing_page", language, path=slide.path[:80])
        return SlideContent(slide, text, missing=text)
    chosen = replace(settings(asked), filters=asked.filters)
    title, address = say()("strategy_title", language), "/strategi" + to_query(chosen)
    if not library.strategy.challenges:
        text = say()("strategy_none", language)
        return SlideContent(slide, title, missing=text, address=address)
    view, seen, unknown = _view(library, asked, today)
    in_rows = slide.part == "table" or seen == TABLE
    about = facts(library, [library.strategy.goals[one.id].indicator
                            for one in view.of("goal")], asked)  # fmt: skip
    return SlideContent(
        slide,
        title,
        subtitle=_filters(view),
        tables=(_rows(view),) if in_rows else (_matrix(view),),
        lines=_lines(view),
        cautions=_cautions(view, in_rows),
        source=source(about, language),
        processing=say()("status_processing", language) if about else "",
        alt=say()("strategy_alt", language),
        background=_background(view),
        address=address,
        notices=tuple(say()("strategy_unknown", language, text=text[:40]) for text in unknown),
        file_name="strategi",
        facts=about,
    )


def _view(library: Library, asked: Selection, today: date) -> tuple[_View, str, tuple[str, ...]]:
    """The view, how the address wants it seen, and the filters that were not understood."""
    found = library.strategy

    def status_of(goal: Goal) -> Status:
        return goal_status(library, goal.id, asked.as_of)

    everything = items(found, library.catalogue, status_of, asked.as_of or today)
    read = narrowed(asked.filters, choices(found, everything))
    plans = read.chosen.get("plan", tuple(found.plans))
    view = _View(
        library, asked, everything, kept(everything, read.chosen), read.chosen,
        tuple(plan for plan in found.plans if plan in plans),
    )  # fmt: skip
    return view, read.seen, read.unknown


def _cell(view: _View, goals: Sequence[Item], milestones: Sequence[Item]) -> Cell:
    found = [view.status(one.id) for one in goals]
    classes: Counter[StatusClass] = Counter(one.assessment.verdict for one in found)
    states = Counter(one.status for one in milestones)
    return Cell(
        "", tuple(one.id for one in goals), classes,
        tuple(one.id for one in milestones), states["done"], states["late"],
        sum(map(rests_on_few, found)),
    )  # fmt: skip


def _matrix(view: _View) -> SlideTable:
    """A row a challenge, a column a plan; each cell with its denominator (rule 34)."""
    language, known = view.language, view.strategy
    counted = [*view.of("goal"), *view.of("milestone")]
    challenges = [*known.challenges]
    if any(challenge == "" for one in counted for challenge, _ in one.stands):
        challenges.append("")
    heads = (say()("column_challenge", language),
             *(known.plans[plan].name[language] for plan in view.plans))  # fmt: skip
    found = []
    for challenge in challenges:
        here = [one for one in counted if challenge in {name for name, _ in one.stands}]
        cells = []
        for plan in view.plans:
            mine = [one for one in here if one.plan == plan]
            cell = _cell(view, [one for one in mine if one.kind == "goal"],
                         [one for one in mine if one.kind == "milestone"])  # fmt: skip
            cells.append(_sentence(cell_words(cell, language)))
        found.append((_challenge(known, challenge, language), *cells))
    return SlideTable(say()("strategy_matrix", language), heads, tuple(found))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _challenge(known: Strategy, code: str, language: str) -> str:
    if not code:
        return say()("no_challenge", language)
    record = known.challenges[code]
    number = f"{record.number}. " if record.number else ""
    return number + record.name[language]


def _rows(view: _View) -> SlideTable:
    """The rows of the page's own table, one for each place where an item stands."""
    language = view.language
    blanks = not any(kind in view.chosen for kind in OF_ITEMS)
    found = rows(view.strategy, view.items, view.shown, view.plans,
                 view.chosen.get("omrade", ()), blanks)  # fmt: skip
    heads = tuple(say()(f"column_{name}", language) for name in
                  ("challenge", "area", "plan", "item", "where", "target", "status"))  # fmt: skip
    return SlideTable(
        say()("strategy_rows", language), heads, tuple(_row(view, one) for one in found),
        frozenset({5}),
    )  # fmt: skip


def _row(view: _View, row: Row) -> tuple[str, ...]:
    language, known = view.language, view.strategy
    area = known.areas[row.area].name[language] if row.area else say()("no_area", language)
    plan = known.plans[row.plan].name[language] if row.plan else formats.MISSING
    return (_challenge(known, row.challenge, language), area, plan, *_item(view, row))


def _item(view: _View, row: Row) -> tuple[str, str, str, str]:
    """Name, place, target and status; a white spot says what is missing."""
    language, known = view.language, view.strategy
    if row.kind == "goal":
        goal, found = known.goals[row.id], view.status(row.id)
        target = dated(goal.target_value, goal.target_period, found.indicator, language)
        place = geographies()[goal.place].short(language)
        return name_of(goal, language), place, target, status_words(found, language)
    if row.kind in ("milestone", "activity"):
        held = known.milestones if row.kind == "milestone" else known.activities
        item = next(one for one in view.items if (one.kind, one.id) == (row.kind, row.id))
        places = [geographies()[code].short(language) for code in item.places]
        kind = "milestone" if row.kind == "milestone" else "activity"
        name = say()(f"named_{kind}", language, name=held[row.id].name[language])
        state = say()(f"{kind}_{item.status}", language)
        return name, formats.listing(places, language), formats.MISSING, state
    words = strategy_words()("no_goal", language)
    if row.kind in ("elsewhere", "outside"):
        words = say()(f"row_{row.kind}", language)
    return words, formats.MISSING, formats.MISSING, formats.MISSING


def _filters(view: _View) -> str:
    """What the strategy is narrowed to, by names."""
    language, known = view.language, view.strategy
    named = {
        "plan": lambda code: known.plans[code].name[language],
        "lan": lambda code: geographies()[code].short(language),
        "omrade": lambda code: known.areas[code].name[language],
        "agare": lambda code: owners(view.items)[code],
        "status": lambda code: _status_name(code, language),
    }
    parts = [
        formats.listing([named[kind](code) for code in codes], language)
        for kind, codes in view.chosen.items()
    ]
    return say()("strategy_filters", language, names="; ".join(parts)) if parts else ""


def _status_name(code: str, language: str) -> str:
    if code in STATUS_CLASSES:
        return class_word(code, language)
    return say()(f"milestone_{code}", language)


def _lines(view: _View) -> tuple[str, ...]:
    """Every goal counted once, with the denominator; how many items the filters leave."""
    language, goals = view.language, view.of("goal")
    told = [summed(_cell(view, goals, ()), language)]
    if view.chosen:
        all_of = Counter(one.kind for one in view.items)
        told.append(
            say()(
                "strategy_shown", language,
                goals=len(goals), all_goals=all_of["goal"],
                milestones=len(view.of("milestone")), all_milestones=all_of["milestone"],
                activities=len(view.of("activity")), all_activities=all_of["activity"],
            )
        )  # fmt: skip
    return tuple(told)


def _cautions(view: _View, in_rows: bool) -> tuple[str, ...]:
    language, day = view.language, view.asked.as_of
    told = [example(view.library, language)]
    if day is not None:
        told.append(say()("goals_as_of", language, date=day))
    told.append(say()("strategy_twice_rows" if in_rows else "strategy_twice", language))
    if any(one.kind == "activity" for one in view.items) and in_rows:
        told.append(say()("strategy_context", language))
    return tuple(text for text in told if text)


def _background(view: _View) -> tuple[str, ...]:
    """Where each goal shown stands, for the speaker."""
    language = view.language
    return tuple(
        say()(
            "goal_of", language,
            goal=name_of(view.strategy.goals[one.id], language),
            status=status_words(view.status(one.id), language),
        )
        for one in view.of("goal")
    )  # fmt: skip
