"""The lists below the map: white spots, milestones, activities, and goals by responsible body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indicators import formats
from indicators.strategy.model import STATUS_CLASSES
from indicators.strategy.overview import WhiteSpots, white_spots
from layouts.elements import Child, Element, h
from layouts.pages.strategy import say
from layouts.pages.strategy_view import (
    View,
    anchor,
    anchored,
    area_link,
    goal_link,
    indicator_link,
    mark,
    place_names,
)


def lists(view: View) -> list[Element]:
    """Every list that has something to say."""
    parts = (_white(view), _owners(view), _milestones(view), _activities(view))
    return [part for part in parts if part is not None]


def _section(key: str, view: View, *parts: Child) -> Element:
    head = h("h2", say()(f"heading_{key}", view.language), id=f"strategi-{key}")
    labelled = f"strategi-{key}"
    return h("section", head, *parts, aria_labelledby=labelled, cls="strategy-list")


def _white(view: View) -> Element:
    """Every white spot of the whole strategy with its denominator."""
    language, strategy = view.language, view.strategy
    found = white_spots(strategy, view.library.catalogue, view.status)
    spots: list[tuple[str, int, int, list[Child]]] = [
        ("empty", len(found.empty), found.taken_up, _empty(view, found)),
        ("without_data", len(found.without_data), len(strategy.goals),
         [goal_link(view, strategy.goals[code]) for code in found.without_data]),
        ("loose", len(found.loose), len(strategy.activities),
         [anchored(view, "activity", code) for code in found.loose]),
        ("unmeasured", len(found.unmeasured), len(strategy.challenges),
         [strategy.challenges[code].name[language] for code in found.unmeasured]),
        ("without_area", len(found.without_area), len(strategy.challenges),
         [strategy.challenges[code].name[language] for code in found.without_area]),
    ]  # fmt: skip
    items = [
        h(
            "li",
            h("p", say()(f"white_{key}", language, count=formats.number(count, 0, language),
                         all=formats.number(total, 0, language)), cls="strategy-white-head"),
            h("ul", *(h("li", name) for name in names)) if names else None,
        )
        for key, count, total, names in spots
        if total
    ]  # fmt: skip
    lead = h("p", say()("white_lead", language), cls="small")
    return _section("white", view, lead, h("ul", *items, cls="strategy-spots"))


def _empty(view: View, found: WhiteSpots) -> list[Child]:
    """The areas without a goal, each with the plans in which it has none."""
    plans: dict[str, list[str]] = {}
    for area, plan in found.empty:
        plans.setdefault(area, []).append(view.strategy.plans[plan].name[view.language])
    return [
        [area_link(view, area), ": " + formats.listing(plans[area], view.language)]
        for area in view.strategy.areas
        if area in plans
    ]


def _table(caption: str, heads: Sequence[str], lines: Sequence[Element], cls: str) -> Element:
    """A table that can be scrolled by keyboard where it is wider than the screen."""
    cells = [h("th", name, scope="col") for name in heads]
    table = h("table", h("caption", caption), h("thead", h("tr", *cells)), h("tbody", *lines),
              cls=f"t strategy-table {cls}")  # fmt: skip
    return h("div", table, cls="scroll", tabIndex="0", role="region", aria_label=caption)


def _caption(view: View, key: str, count: int, total: int) -> str:
    language = view.language
    return say()(f"caption_{key}", language, count=formats.number(count, 0, language),
                 all=formats.number(total, 0, language))  # fmt: skip


def _owners(view: View) -> Element | None:
    """The goals shown, by who decided them and by class."""
    goals, language = view.of("goal"), view.language
    if not goals:
        return None
    classes = [code for code in STATUS_CLASSES if any(item.status == code for item in goals)]
    lines = []
    for owner in sorted({item.owner for item in goals}):
        found = Counter(item.status for item in goals if item.owner == owner)
        counts = [found[code] for code in classes]
        cells = [h("td", formats.number(count, 0, language)) for count in (*counts, sum(counts))]
        lines.append(h("tr", h("th", owner, scope="row"), *cells))
    heads = [h("th", say()("column_owner", language), scope="col")]
    heads += [h("th", mark(code, language), scope="col") for code in classes]
    heads.append(h("th", say()("column_all", language), scope="col"))
    caption = _caption(view, "owners", len(goals), view.count("goal"))
    table = h("table", h("caption", caption), h("thead", h("tr", *heads)), h("tbody", *lines),
              cls="t strategy-owners")  # fmt: skip
    lead = h("p", say()("owners_lead", language), cls="small")
    scroll = h("div", table, cls="scroll", tabIndex="0", role="region", aria_label=caption)
    return _section("owners", view, lead, scroll)


def _milestones(view: View) -> Element | None:
    shown, language = view.of("milestone"), view.language
    if not shown:
        return None
    lines = []
    for item in shown:
        record = view.strategy.milestones[item.id]
        done = record.done_on.isoformat() if record.done_on and item.status == "done" else "–"
        if item.status == "done" and not record.done_on:
            done = say()("day_unknown", language)
        note = h("span", record.note[language], cls="sub") if record.note else None
        lines.append(
            h(
                "tr",
                h("th", record.name[language], note, scope="row"),
                h("td", mark(item.status, language)),
                h("td", record.due.isoformat() if record.due else "–"),
                h("td", done),
                h("td", item.owner),
                h("td", view.strategy.plans[item.plan].name[language]),
                h("td", _areas(view, record.areas)),
                id=anchor("milestone", item.id),
            )
        )
    names = ("milestone", "state", "due", "done", "owner", "plan", "areas")
    heads = [say()(f"column_{name}", language) for name in names]
    caption = _caption(view, "milestones", len(shown), view.count("milestone"))
    lead = h("p", say()("milestones_lead", language, date=view.today.isoformat()), cls="small")
    return _section("milestones", view, lead, _table(caption, heads, lines, "milestone-table"))


def _activities(view: View) -> Element | None:
    shown, language = view.of("activity"), view.language
    if not shown:
        return None
    names = ("activity", "activity_owner", "places", "period", "state", "money", "areas",
             "indicators")  # fmt: skip
    heads = [say()(f"column_{name}", language) for name in names]
    caption = _caption(view, "activities", len(shown), view.count("activity"))
    lines = [_activity(view, item.id) for item in shown]
    lead = h("p", say()("activities_lead", language), cls="strategy-context")
    return _section("activities", view, lead, _table(caption, heads, lines, "activity-table"))


def _activity(view: View, code: str) -> Element:
    language, record = view.language, view.strategy.activities[code]
    name: list[Child] = [record.name[language]]
    if record.link:
        label = say()("activity_link", language)
        name += [" ", h("a", label, href=record.link, rel="noreferrer")]
    period = say()("from_period", language, period=formats.period(record.start, language))
    if record.end:
        period = formats.period_range(record.start, record.end, language)
    links = [h("li", indicator_link(view, one)) for one in record.indicators]
    return h(
        "tr",
        h("th", *name, h("span", view.strategy.plans[record.plan].name[language], cls="sub"),
          scope="row"),
        h("td", record.owner),
        h("td", place_names(view.item("activity", code).places, language)),
        h("td", period),
        h("td", say()(f"activity_{record.state}", language)),
        h("td", money(record.money, language), cls="number-cell"),
        h("td", _areas(view, record.areas)),
        h("td", h("ul", *links) if links else "–"),
        id=anchor("activity", code),
    )  # fmt: skip


def money(amount: float | None, language: str) -> str:
    """An amount in whole SEK; one that is not public is said to be so."""
    if amount is None:
        return say()("money_none", language)
    return formats.with_unit(amount, 0, language, say()("money", language))


def _areas(view: View, areas: tuple[str, ...]) -> Child:
    if not areas:
        return "–"
    return h("ul", *(h("li", area_link(view, area)) for area in areas))
