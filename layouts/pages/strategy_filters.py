"""The filters of Strategi as lists of links, each with what it would leave, and the count line."""

from __future__ import annotations

from collections import Counter

from data.geography import geographies
from indicators import formats
from indicators.strategy.model import STATUS_CLASSES
from indicators.strategy.narrowed import KINDS, PICTURE, SEEN, TABLE, kept, owners
from layouts.elements import Element, h, link
from layouts.pages.strategy import say
from layouts.pages.strategy_view import OF_ITEMS, View, mark, status_word


def filters(view: View) -> list[Element]:
    """A list of links for every kind of filter that has more than one value."""
    language = view.language
    # where nothing is entered yet, only whole plans and areas can be chosen
    kinds = [kind for kind in KINDS if view.items or kind not in OF_ITEMS]
    groups = [_group(view, kind) for kind in kinds if len(view.known[kind]) > 1]
    return [
        *([h("p", say()("filters_note", language), cls="small")] if view.items else []),
        h("div", *groups, cls="strategy-filters"),
    ]


def seen(view: View) -> Element:
    """The two ways to see the strategy."""
    links = [
        h(
            "li",
            link(
                say()(f"seen_{way}", view.language),
                view.address(**{SEEN: (way,)}),
                data_filter=f"{SEEN}:{way}",
                **({"aria_current": "true"} if way == view.asked.seen else {}),
            ),
        )
        for way in (PICTURE, TABLE)
    ]
    label = say()("seen", view.language)
    return h("nav", h("ul", *links, cls="segments"), aria_label=label, cls="strategy-seen")


def _group(view: View, kind: str) -> Element:
    name = say()(f"filter_{kind}", view.language)
    links = [_link(view, kind, value) for value in view.known[kind]]
    return h(
        "div",
        h("p", name, cls="choice-head", id=f"urval-{kind}"),
        h("ul", *links, cls="sets", aria_labelledby=f"urval-{kind}"),
    )


def _link(view: View, kind: str, value: str) -> Element:
    """One value; following the one that is chosen already lets go of it."""
    chosen = view.asked.chosen.get(kind, ())
    on = value in chosen
    left = tuple(one for one in chosen if one != value) if on else (value,)
    count = len(kept(view.items, {**view.asked.chosen, kind: (value,)}))
    label = _name(view, kind, value)
    if view.items:
        number = formats.number(count, 0, view.language)
        label = say()("filter_value", view.language, name=label, count=number)
    current = {"aria_current": "true"} if on else {}
    address = view.address(**{kind: left})
    return h("li", link(label, address, data_filter=f"{kind}:{value}", **current))


def _name(view: View, kind: str, value: str) -> str:
    language = view.language
    if kind == "plan":
        return view.strategy.plans[value].name[language]
    if kind == "omrade":
        return view.strategy.areas[value].name[language]
    if kind == "lan":
        return geographies()[value].short(language)
    return owners(view.items)[value] if kind == "agare" else status_word(value, language)


def counted(view: View) -> str:
    """How much is shown of how much (rule 34), and what it is narrowed to."""
    language = view.language
    numbers = {
        name: formats.number(number, 0, language)
        for kind, name in (("goal", "goals"), ("milestone", "milestones"),
                           ("activity", "activities"))
        for name, number in ((name, len(view.of(kind))), (f"all_{name}", view.count(kind)))
    }  # fmt: skip
    words = say()("count", language, **numbers)
    if not view.items:
        areas = formats.number(len(view.strategy.areas), 0, language)
        plans = formats.number(len(view.strategy.plans), 0, language)
        words = say()("count_none", language, areas=areas, plans=plans)
    names = [
        _name(view, kind, value) for kind in KINDS for value in view.asked.chosen.get(kind, ())
    ]
    return f"{words} {say()('chosen', language, names='; '.join(names))}" if names else words


def clear(view: View) -> Element | None:
    """The way back to everything, where something is left out."""
    if not view.asked.chosen:
        return None
    nothing: dict[str, tuple[str, ...]] = {kind: () for kind in KINDS}
    return h(
        "p", link(say()("show_all", view.language), view.address(**nothing)), cls="strategy-all"
    )


def statuses(view: View) -> Element | None:
    """The classes of the goals shown, with symbol, word and denominator: the map's legend."""
    goals = view.of("goal")
    if not goals:
        return None
    language, found = view.language, Counter(item.status for item in goals)
    total = formats.number(len(goals), 0, language)
    items = [
        h("li", mark(code, language), h("b", formats.number(found[code], 0, language)))
        for code in STATUS_CLASSES
        if found[code]
    ]
    key = "status_head_one" if len(goals) == 1 else "status_head"
    head = say()(key, language, **({} if len(goals) == 1 else {"count": total}))
    return h("div", h("p", head, cls="choice-head", id="status-antal"),
             h("ul", *items, aria_labelledby="status-antal"), cls="strategy-statuses")  # fmt: skip
