"""The strategy as a real table, drawn from the same rows as the map."""

from __future__ import annotations

from indicators.strategy.overview import Row
from indicators.strategy.words import say as status_words
from layouts.elements import Child, Element, h, link
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

COLUMNS = ("challenge", "area", "plan", "goal", "indicator", "place", "target", "status",
           "activities")  # fmt: skip


def table(view: View) -> list[Element]:
    """One line for each row; where an item stands in several places, one line for each."""
    language = view.language
    caption = say()("caption", language)
    heads = [h("th", say()(f"column_{name}", language), scope="col") for name in COLUMNS]
    lines = [_line(view, row) for row in view.rows]
    return [
        h("h2", say()("heading_table", language), cls="tables-head"),
        h(
            "div",
            h(
                "table",
                h("caption", caption),
                h("thead", h("tr", *heads)),
                h("tbody", *lines),
                cls="t strategy-table",
            ),
            cls="scroll",
            tabIndex="0",
            role="region",
            aria_label=say()("heading_table", language),
        ),
    ]


def _line(view: View, row: Row) -> Element:
    language = view.language
    cells = _cells(view, row)
    plan = view.strategy.plans[row.plan].name[language] if row.plan else "–"
    return h(
        "tr",
        h("td", _challenge(view, row.challenge)),
        h("td", *_area(view, row)),
        h("td", plan),
        h("th", cells["goal"], scope="row"),
        *(h("td", cells.get(name, "–")) for name in COLUMNS[4:]),
        cls=f"row-{row.kind}",
    )


def _challenge(view: View, code: str) -> Child:
    if not code:
        return say()("no_challenge", view.language)
    record = view.strategy.challenges[code]
    number = f"{record.number}. " if record.number else ""
    there = address("/", view.selection) + f"#tema-{code}"
    return link(number + record.name[view.language], there)


def _area(view: View, row: Row) -> list[Child]:
    if row.kind == "no_area":
        return [_white(say()("no_areas", view.language))]
    if not row.area:
        return [say()("no_area", view.language)]
    return [area_link(view, row.area), aliases(view, row.area)]


def _cells(view: View, row: Row) -> dict[str, Child]:
    language = view.language
    if row.kind == "goal":
        return _goal(view, row.id)
    if row.kind == "milestone":
        item = view.item("milestone", row.id)
        kind = h("span", say()("milestone", language), cls="strategy-kind")
        name = [kind, anchored(view, "milestone", row.id)]
        places = place_names(item.places, language)
        return {"goal": name, "place": places, "status": mark(item.status, language)}
    if row.kind == "activity":
        return _activity(view, row.id)
    if row.kind == "no_goal":
        return {"goal": _white(status_words()("no_goal", language))}
    if row.kind == "no_area":
        return {"goal": _white(status_words()("no_goal", language))}
    return {"goal": h("span", say()(f"row_{row.kind}", language), cls="strategy-empty")}


def _goal(view: View, code: str) -> dict[str, Child]:
    language, goal = view.language, view.strategy.goals[code]
    item = view.item("goal", code)
    beside = [one for one in item.beside if ("activity", one) in view.shown]
    status: list[Child] = [mark(item.status, language)]
    if view.status(goal).assessment.reason == "not_published":
        status.append(_white(say()("no_data", language)))
    found: dict[str, Child] = {
        "goal": goal_link(view, goal),
        "indicator": indicator_link(view, goal.indicator),
        "place": place_names((goal.place,), language),
        "target": target(view, goal),
        "status": status,
    }
    if beside:
        found["activities"] = h("ul", *(h("li", anchored(view, "activity", one)) for one in beside))
    return found


def _activity(view: View, code: str) -> dict[str, Child]:
    language, record = view.language, view.strategy.activities[code]
    kind = f"{say()('activity', language)}, {say()(f'activity_{record.state}', language)}"
    name: list[Child] = [
        h("span", kind, cls="strategy-kind"),
        h("span", anchored(view, "activity", code)),
    ]
    if code in view.loose:
        name.append(_white(say()("loose", language)))
    found: dict[str, Child] = {
        "goal": name,
        "place": place_names(view.item("activity", code).places, language),
    }
    if record.indicators:
        links = [h("li", indicator_link(view, one)) for one in record.indicators]
        found["indicator"] = h("ul", *links)
    return found


def _white(words: str) -> Element:
    return h("span", words, cls="strategy-white")
