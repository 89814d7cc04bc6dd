"""The variables of structure as cards: where the home stands, period, source, and the weight."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators import formats, naming
from indicators.model import Selection
from indicators.peers import Comparison, parsed_weights
from indicators.phrases import Phrases, phrases
from indicators.selection import to_query
from indicators.structure import Column, Variable, variables
from layouts import small_charts
from layouts.elements import Element, h, link

if TYPE_CHECKING:
    from indicators.library import Library

WORDS = Path(__file__).parents[1] / "words" / "peers.toml"
#: what a link may set a weight to
CHOICES = (0.0, 1.0, 2.0)
#: status letters of values that a reader is told about
TOLD = "EPUDZ"


def say() -> Phrases:
    """The phrases of the page, read at first use."""
    return phrases(WORDS)


def cards(library: Library, found: Comparison, selection: Selection, anchor: str) -> Element:
    """A card a variable that the store holds, in the order of ``structure.toml``."""
    language = selection.language
    items = []
    for variable in variables(found.level):
        held = [column for column in found.columns if column.variable.id == variable.id]
        if held:
            card = f"vikt-{anchor}-{variable.id}"
            body = [_measure(library, found, column, language) for column in held]
            items.append(
                h(
                    "li",
                    h("h4", variable.name[language]),
                    h("p", variable.why[language], cls="sub"),
                    *body,
                    h("p", _source(library, held, found, selection), cls="sub"),
                    _weight(found, variable, selection, card),
                    id=card,
                )
            )
    home = geographies()[found.home].short(language)
    peers = say()(f"the_peers_{found.level}", language)
    return h(
        "div",
        h("p", say()("strip_key", language, home=home, peers=peers), cls="small"),
        h("ul", *items, cls="structure"),
    )


def _measure(library: Library, found: Comparison, column: Column, language: str) -> Element:
    """One column: what is measured, the home's value, and everyone compared on one axis."""
    value = column.marks[found.home].value
    symbol = column.symbol[language] if column.symbol else ""
    unit = column.unit[language]
    if column.breakdown != "total":
        unit += f", {naming.say()(column.breakdown, language)}"
    number = formats.with_unit(value, column.decimals, language, symbol)
    return h(
        "div",
        h(
            "p",
            h("b", f"{column_name(column, language)},"),
            f" {unit}, {formats.period(column.period, language)}",
            cls="unit",
        ),
        h("p", h("span", geographies()[found.home].short(language) + " ", cls="sub"),
          h("b", number)),
        _strip(found, column, language),
        cls="measure",
    )  # fmt: skip


def column_name(column: Column, language: str) -> str:
    """The name of what a column measures, as its source calls it."""
    return column.name[language]


def _strip(found: Comparison, column: Column, language: str) -> Element | None:
    """The home by its shape, its peers as long ticks, the others as short light ones."""
    compared = {found.home, *(one.code for one in found.ranked)}
    held = {code: at for code, at in column.positions.items() if code in compared}
    if len(held) < 2:
        return None
    near = {code: at for code, at in held.items() if code in {found.home, *found.peers}}
    others = [at for code, at in held.items() if code not in near]
    order = sorted(held, key=lambda code: (held[code], code))
    svg = small_charts.strip(near, {found.home: "home"}, others)
    low, high = order[0], order[-1]
    words = say()(
        "strip_alt",
        language,
        name=column_name(column, language),
        count=len(held),
        kind=say()(f"kind_{found.level}", language),
        period=formats.period(column.period, language),
        low=_number(column, low, language),
        low_place=geographies()[low].short(language),
        high=_number(column, high, language),
        high_place=geographies()[high].short(language),
        home=geographies()[found.home].short(language),
        value=_number(column, found.home, language),
    )
    middle = say()("log_scale", language) if column.variable.scale == "log" else ""
    ends = [
        f"{_number(column, low, language)} {geographies()[low].short(language)}",
        middle,
        f"{_number(column, high, language)} {geographies()[high].short(language)}",
    ]
    return h(
        "div",
        h("img", src=small_charts.picture(svg), alt=words, cls="strip",
          width=small_charts.STRIP_WIDTH, height=small_charts.STRIP_HEIGHT),
        h("div", *(h("span", text) for text in ends), cls="ends", aria_hidden="true"),
    )  # fmt: skip


def _number(column: Column, code: str, language: str) -> str:
    return formats.number(column.marks[code].value, column.decimals, language)


def _source(library: Library, held: list[Column], found: Comparison, selection: Selection) -> str:
    """Producer, route, dates, how many places have a value, and what is not a firm value."""
    language = selection.language
    texts = []
    for name in dict.fromkeys(name for column in held for name in column.datasets):
        dataset = library.datasets[name]
        producer = dataset.producer[language]
        if dataset.route:
            producer += f" (via {dataset.route[language]})"
        dated = library.dated(name, replace(selection, as_of=None))
        texts.append(f"{producer}, {dataset.table or dataset.name[language]}, {dated}")
    compared = [found.home, *(one.code for one in found.ranked)]
    marks = [column.marks[code] for column in held for code in compared if code in column.marks]
    letters = {letter for mark in marks if mark.value is not None for letter in mark.status}
    words = [say()(f"status_{letter}", language) for letter in TOLD if letter in letters]
    source = formats.sentence(say()("source", language, source="; ".join(texts)))
    parts = [source]
    count = min(sum(code in column.positions for code in compared) for column in held)
    parts.append(
        say()(
            "held_by",
            language,
            count=count,
            all=len(compared),
            kind=say()(f"kind_{found.level}", language),
        )
    )
    if words:
        parts.append(say()("statuses", language, words=formats.listing(words, language)))
    return " ".join(parts)


def _weight(found: Comparison, variable: Variable, selection: Selection, anchor: str) -> Element:
    """The weight as links, the one that holds marked; where it is another, it is said."""
    language = selection.language
    now = found.weights[variable.id]
    links = [
        h(
            "li",
            link(
                say()(f"weight_{choice:.0f}", language),
                weighted(selection, variable.id, choice) + f"#{anchor}",
                **({"aria_current": "true"} if choice == now else {}),
            ),
        )
        for choice in CHOICES
    ]
    other = None
    if now not in CHOICES:
        words = formats.number(now, 2, language)
        other = h("p", say()("weight_other", language, weight=words), cls="small")
    label = say()("weight", language, name=variable.name[language])
    return h("div", h("ul", *links, cls="segments"), other, role="group", aria_label=label)


def weighted(selection: Selection, variable: str, weight: float) -> str:
    """The page's address with one weight set; the weight 1 is the default and stands nowhere."""
    weights = parsed_weights(selection.weights)[0] | {variable: weight}
    texts = tuple(f"{name}:{number:g}" for name, number in weights.items() if number != 1)
    return "/lika" + to_query(replace(selection, weights=texts))
