"""What every part of Strategi draws from: the strategy, its items, the filters and the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators import formats
from indicators.model import Indicator, Selection
from indicators.selection import settings, to_query
from indicators.strategy.counts import goal_status
from indicators.strategy.model import STATUS_CLASSES, Goal
from indicators.strategy.narrowed import Narrowed, choices, kept, narrowed
from indicators.strategy.overview import Item, ItemKind, Row, items, rows
from indicators.strategy.relations import activities_without_goal
from indicators.strategy.words import SYMBOLS, class_word
from layouts.elements import Element, h, link
from layouts.pages.overview_milestones import SYMBOLS as MILESTONE_SYMBOLS
from layouts.pages.strategy import PATH, say

if TYPE_CHECKING:
    from indicators.library import Library
    from indicators.strategy.load import Strategy
    from indicators.strategy.status import Status

#: filters that look at single items: what they leave out is not missing from the strategy
OF_ITEMS = ("lan", "agare", "status")


@dataclass(frozen=True, slots=True)
class View:
    """The page for one address and day."""

    library: Library
    selection: Selection
    today: date
    items: tuple[Item, ...]
    known: Mapping[str, tuple[str, ...]]
    asked: Narrowed
    shown: frozenset[tuple[str, str]]
    plans: tuple[str, ...]
    rows: tuple[Row, ...]
    #: activities that stand beside no goal
    loose: frozenset[str]

    @property
    def strategy(self) -> Strategy:
        """The strategy of the library."""
        return self.library.strategy

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.selection.language

    def of(self, kind: ItemKind) -> tuple[Item, ...]:
        """The items of a kind that are shown, in the order of the files."""
        return tuple(
            item for item in self.items if item.kind == kind and (kind, item.id) in self.shown
        )

    def count(self, kind: ItemKind) -> int:
        """How many items of a kind there are, shown or not."""
        return sum(item.kind == kind for item in self.items)

    def item(self, kind: str, code: str) -> Item:
        """One item by kind and id."""
        return next(item for item in self.items if (item.kind, item.id) == (kind, code))

    def status(self, goal: Goal) -> Status:
        """The status of a goal with the figures of the page's day."""
        return goal_status(self.library, goal.id, self.selection.as_of)

    def indicator(self, code: str) -> Indicator:
        """An indicator of the catalogue."""
        return self.library.catalogue.indicators[code]

    def address(self, **filters: tuple[str, ...]) -> str:
        """This page with some kinds of filters changed."""
        changed = replace(self.selection, filters=self.asked.filters(**filters))
        return PATH + to_query(changed)


def build(library: Library, selection: Selection, today: date) -> View:
    """The view of an address; whatever its filters hold, something is shown."""
    strategy = library.strategy

    def status_of(goal: Goal) -> Status:
        return goal_status(library, goal.id, selection.as_of)

    everything = items(strategy, library.catalogue, status_of, selection.as_of or today)
    known = choices(strategy, everything)
    asked = narrowed(selection.filters, known)
    shown = kept(everything, asked.chosen)
    plans = asked.chosen.get("plan", tuple(strategy.plans))
    blanks = not any(kind in asked.chosen for kind in OF_ITEMS)
    areas = asked.chosen.get("omrade", ())
    return View(
        library,
        replace(settings(selection), filters=selection.filters),
        selection.as_of or today,
        everything,
        known,
        asked,
        shown,
        tuple(plan for plan in strategy.plans if plan in plans),
        rows(strategy, everything, shown, plans, areas, blanks),
        frozenset(item.id for item in activities_without_goal(strategy)),
    )


def place_names(codes: tuple[str, ...], language: str) -> str:
    """The short names of places, in a row."""
    return formats.listing([geographies()[code].short(language) for code in codes], language)


def goal_link(view: View, goal: Goal) -> Element:
    """A goal's name, leading to its page."""
    from layouts.pages.goal_words import name_of  # not needed before the first goal

    address = f"/mal/{goal.id}" + to_query(settings(view.selection))
    return link(name_of(goal, view.language), address)


def indicator_link(view: View, code: str) -> Element:
    """An indicator's name, leading to its comparison; plain words where nothing is to compare."""
    name = view.indicator(code).name[view.language]
    if code not in view.library.available():
        return h("span", name)
    return link(name, "/jamfor" + to_query(replace(settings(view.selection), indicator=code)))


def area_link(view: View, area: str) -> Element:
    """An area's name, leading to this page with that area alone."""
    current = {"aria_current": "true"} if view.asked.chosen.get("omrade") == (area,) else {}
    name = view.strategy.areas[area].name[view.language]
    return link(name, view.address(omrade=(area,)), **current)


def anchored(view: View, kind: ItemKind, code: str) -> Element:
    """A milestone's or an activity's name, leading to its line in the list below."""
    record = getattr(view.strategy, "milestones" if kind == "milestone" else "activities")[code]
    return h("a", record.name[view.language], href=f"#{anchor(kind, code)}")


def anchor(kind: ItemKind, code: str) -> str:
    """Where in the lists a milestone or an activity stands."""
    return f"{'milstolpe' if kind == 'milestone' else 'aktivitet'}-{code}"


def aliases(view: View, area: str) -> Element | None:
    """What other documents call an area."""
    names = view.strategy.areas[area].aliases
    if not names:
        return None
    words = say()("also_called", view.language, names=formats.listing(names, view.language))
    return h("span", words, cls="sub")


def target(view: View, goal: Goal) -> str:
    """A goal's year and value, "2030: 4 000 kr", and the sex where it is of one."""
    language, indicator = view.language, view.indicator(goal.indicator)
    symbol = indicator.symbol[language] if indicator.symbol else ""
    value = formats.with_unit(goal.target_value, indicator.decimals, language, symbol)
    period = formats.period(goal.target_period, language)
    words = say()("target", language, period=period, value=value)
    if goal.breakdown == "total":
        return words
    return say()("target_sex", language, target=words, sex=say()(f"sex_{goal.breakdown}", language))


def status_word(code: str, language: str) -> str:
    """The word of a goal's class or a milestone's state."""
    if code in STATUS_CLASSES:
        return class_word(code, language)  # type: ignore[arg-type]
    return say()(f"state_{code}", language)


def mark(code: str, language: str) -> Element:
    """A status as its symbol and its word."""
    symbol = {**SYMBOLS, **MILESTONE_SYMBOLS}[code]  # type: ignore[dict-item, index]
    return h(
        "span",
        h("span", symbol, cls="strategy-symbol", aria_hidden="true"),
        h("span", status_word(code, language)),
        cls="strategy-status",
    )
