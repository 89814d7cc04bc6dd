"""The map of the strategy: challenge, area, the plans side by side, goal, indicator, activity."""

from __future__ import annotations

from indicators.strategy.overview import Row, groups
from indicators.strategy.sections import indicators_of
from indicators.strategy.words import say as status_words
from layouts.elements import Element, h, link
from layouts.pages.strategy import say
from layouts.pages.strategy_view import (
    View,
    aliases,
    anchored,
    area_link,
    goal_link,
    indicator_link,
    mark,
    place_names,
    target,
)
from layouts.shell import address


def picture(view: View) -> list[Element]:
    """The map, drawn from the same rows as the table."""
    language = view.language
    return [
        h("h2", say()("heading_map", language), cls="unseen"),
        h(
            "div",
            _heads(view),
            *(_challenge(view, code, areas) for code, areas in groups(view.rows)),
            cls=f"strategy-map plans-{min(len(view.plans), 6)}",
        ),
    ]


def _heads(view: View) -> Element:
    """The plans seen once, above all; each cell has its plan's name for those who listen."""
    cells = [h("span", *_plan(view, plan)) for plan in view.plans]
    first = h("span", say()("column_area", view.language))
    return h("div", first, *cells, cls="strategy-heads", aria_hidden="true")


def _plan(view: View, plan: str) -> list[Element]:
    record = view.strategy.plans[plan]
    places = place_names(record.places, view.language)
    return [h("b", record.name[view.language]), h("span", places, cls="sub")]


def _challenge(view: View, code: str, areas: dict[str, dict[str, list[Row]]]) -> Element:
    language = view.language
    name, lead, number = say()("no_challenge", language), None, None
    if code:
        record = view.strategy.challenges[code]
        there = address("/", view.selection) + f"#tema-{code}"
        name = link(record.name[language], there)
        lead = h("p", record.lead[language], cls="section-lead")
        if record.number:
            number = h("span", str(record.number), cls="number")
    boxes = [_area(view, code, area, plans) for area, plans in areas.items()]
    return h(
        "section",
        h("h3", number, h("span", name)),
        lead,
        _unmeasured(view, code),
        h("div", *boxes, cls="strategy-areas"),
        id=f"utmaning-{code}" if code else None,
        cls="strategy-challenge",
    )


def _unmeasured(view: View, code: str) -> Element | None:
    """A challenge that no statistic measures says so."""
    if not code or indicators_of(code, view.library.catalogue, view.strategy):
        return None
    return h("p", _blank(say()("measured_none", view.language)), cls="strategy-note")


def _area(view: View, challenge: str, area: str, plans: dict[str, list[Row]]) -> Element:
    language = view.language
    if plans.keys() == {""}:
        return h("div", _blank(say()("no_areas", language)), cls="strategy-area alone")
    name = area_link(view, area) if area else h("span", say()("no_area", language))
    about = h(
        "div",
        h("h4", name),
        aliases(view, area) if area else None,
        _indicators(view, challenge, area) if area else None,
        cls="strategy-node",
    )
    cells = [_cell(view, plan, plans.get(plan, [])) for plan in view.plans]
    return h("div", about, *cells, cls="strategy-area")


def area_indicators(view: View, challenge: str, area: str) -> tuple[str, ...]:
    """The indicators of an area: its own, else those of the challenge that it stands under."""
    own = view.strategy.areas[area].indicators
    if own or not challenge:
        return own
    return indicators_of(challenge, view.library.catalogue, view.strategy)


def _indicators(view: View, challenge: str, area: str) -> Element | None:
    codes = area_indicators(view, challenge, area)
    if not codes:
        return None
    key = "measured_one" if len(codes) == 1 else "measured"
    fields = {} if len(codes) == 1 else {"count": len(codes)}
    links = [h("li", indicator_link(view, code)) for code in codes]
    summary = h("summary", say()(key, view.language, **fields))
    return h("details", summary, h("ul", *links), cls="strategy-indicators")


def _cell(view: View, plan: str, found: list[Row]) -> Element:
    """What one plan has in one area; an empty cell says why."""
    head = h("p", *_plan(view, plan), cls="strategy-cell-head")
    nodes = [h("li", *_node(view, row), cls=f"strategy-{row.kind}") for row in found]
    if not nodes:
        words = say()("filtered", view.language) if view.asked.chosen else "–"
        return h("div", head, h("p", words, cls="strategy-empty"), cls="strategy-cell none-here")
    return h("div", head, h("ul", *nodes, cls="strategy-nodes"), cls="strategy-cell")


def _node(view: View, row: Row) -> list[Element | None]:
    language = view.language
    if row.kind == "goal":
        return _goal(view, row.id)
    if row.kind == "milestone":
        item = view.item("milestone", row.id)
        kind = h("span", say()("milestone", language), cls="strategy-kind")
        return [kind, h("p", anchored(view, "milestone", row.id)), mark(item.status, language)]
    if row.kind == "activity":
        return _activity(view, row.id)
    if row.kind == "no_goal":
        return [_blank(status_words()("no_goal", language))]
    return [h("span", say()(f"row_{row.kind}", language), cls="strategy-empty")]


def _goal(view: View, code: str) -> list[Element | None]:
    """A goal's card, below it the indicator and the activities on it."""
    language, goal = view.language, view.strategy.goals[code]
    item = view.item("goal", code)
    beside = [one for one in item.beside if ("activity", one) in view.shown]
    activities = [h("li", anchored(view, "activity", one)) for one in beside]
    no_data = view.status(goal).assessment.reason == "not_published"
    below = h("ul", *activities, cls="strategy-activities") if activities else None
    return [
        h("p", goal_link(view, goal), cls="strategy-goal-name"),
        h("p", f"{place_names((goal.place,), language)} · {target(view, goal)}", cls="sub"),
        mark(item.status, language),
        _blank(say()("no_data", language)) if no_data else None,
        h("ul", h("li", indicator_link(view, goal.indicator), below), cls="strategy-below"),
    ]


def _activity(view: View, code: str) -> list[Element | None]:
    """An activity that hangs on no goal's indicator in this plan's list, or on none at all."""
    language = view.language
    state = view.strategy.activities[code].state
    kind = f"{say()('activity', language)}, {say()(f'activity_{state}', language)}"
    loose = code in view.loose
    return [
        h("span", kind, cls="strategy-kind"),
        h("p", anchored(view, "activity", code)),
        _blank(say()("loose", language)) if loose else None,
    ]


def _blank(words: str) -> Element:
    """A white spot, told by its shape and its words."""
    return h("span", words, cls="strategy-white")
