"""What Jämför's page sends when a control changes, made from what the panel says of itself."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from indicators.library import Library
from indicators.model import Selection
from indicators.selection import to_query
from layouts.pages.compare_house import key
from tests.bench.load import post
from tests.bench.serving import Server

PATH = "/_dash-update-component"
CONTROL, HOUSE = "compare-places", "compare-house"
#: the indicator most looked at, with every county as a line: R&D per inhabitant
INDICATOR = "rd_per_inhabitant"
LAN = ("20", "21", "17", "00", "lan")
ANALYSTS = 8
#: what an analyst can change, and the component that then asks; a short choice is a link
CONTROLS = {
    "indicator": "compare-indicator",
    "places": "compare-places",
    "start": "compare-start",
    "end": "compare-end",
    "period": "compare-period",
    "measure": "compare-address",
    "breakdown": "compare-address",
}


class Jamfor:
    """The bodies of the page's two callbacks: the view, and its house chart."""

    def __init__(self, panel: Server) -> None:
        callbacks = json.loads(panel.ask("/_dash-dependencies"))
        self._view, self._house = (
            next(
                item
                for item in callbacks
                if any(one["id"] == name and one["property"] == prop for one in item["inputs"])
            )
            for name, prop in ((CONTROL, "value"), (HOUSE, "data"))
        )

    def request(self, selection: Selection, control: str = CONTROL, shown: str = "") -> bytes:
        """The request that a page at the address of `selection` sends once `control` has changed.

        The control carries its value in `selection`; the others carry theirs too, as a page does.
        `shown` is the address of the house chart on the page.
        """
        changed = f"{control}.{'search' if control == 'compare-address' else 'value'}"
        values = {
            "compare-address": to_query(selection),
            "compare-indicator": selection.indicator,
            "compare-places": list(selection.places),
            "compare-start": selection.start,
            "compare-end": selection.end,
            "compare-period": selection.period,
            "compare-base": selection.base,
        }
        return _body(self._view, values, {"pathname": "/jamfor", "data": shown}, changed)

    def house(self, library: Library, selection: Selection) -> bytes:
        """The request for the house chart of a view."""
        address = key(library.resolve(selection).selection)
        return _body(self._house, {HOUSE: address}, {}, f"{HOUSE}.data")


def _body(
    callback: dict[str, Any], values: dict[str, Any], states: dict[str, Any], changed: str
) -> bytes:
    told = callback["output"].strip(".").split("...")
    outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in told]
    body: dict[str, Any] = {
        "output": callback["output"],
        "outputs": outputs,
        "inputs": [{**one, "value": values[one["id"]]} for one in callback["inputs"]],
        "changedPropIds": [changed],
        "parsedChangedPropsIds": [changed],
        "state": [{**one, "value": states[one["property"]]} for one in callback["state"]],
    }
    return post(PATH, json.dumps(body).encode())


def usual(library: Library) -> Selection:
    """The selection that is asked for again and again: one indicator, all counties as lines."""
    indicator = INDICATOR if INDICATOR in library.available() else next(iter(library.available()))
    return Selection(indicator=indicator, places=LAN)


def distinct(library: Library, seed: int = 1) -> Iterator[tuple[Selection, str, str]]:
    """Views without end, none asked for twice, as the arguments of :meth:`Jamfor.request`.

    As a callback is asked on Jämför: several analysts in turn, each changing one thing in the view
    before them, now and then the indicator.
    """
    chance = random.Random(seed)
    seen: set[Selection] = set()
    at = [_first(library, chance) for _ in range(ANALYSTS)]
    while True:
        for place, before in enumerate(at):
            chosen, control = _changed(library, before, chance)
            at[place] = chosen
            if chosen not in seen:
                seen.add(chosen)
                yield chosen, control, key(library.resolve(before).selection)


def _first(library: Library, chance: random.Random) -> Selection:
    item = chance.choice(list(library.available().values()))
    return Selection(indicator=item.id, home=chance.choice(("20", "21", "17")))


def _changed(library: Library, before: Selection, chance: random.Random) -> tuple[Selection, str]:
    """One step from a view: what the page's controls offer, every control as likely as any."""
    item = library.available()[before.indicator or ""]
    breakdown = before.breakdown or item.breakdowns[0]
    values = library.values(item.id, item.breakdowns[0] if breakdown == "sex" else breakdown)
    control = chance.choice(tuple(CONTROLS))
    if control == "indicator":
        kept = replace(_first(library, chance), places=before.places, home=before.home)
        return replace(kept, measure=before.measure), CONTROLS[control]
    if control == "places":
        some = chance.sample(list(values.places), min(chance.randint(3, 8), len(values.places)))
        group = ("lan",) if item.level == "county" and chance.random() < 0.3 else ()
        return replace(before, places=(*some, *group)), CONTROLS[control]
    if control == "measure":
        measure = chance.choice(("value", "index", "gap", "change"))
        return replace(before, measure=measure, base=None), CONTROLS[control]
    options = item.breakdowns if control == "breakdown" else values.periods
    return replace(before, **{control: chance.choice(options)}), CONTROLS[control]


def every_indicator(library: Library) -> Iterator[Selection]:
    """Each indicator in each of its breakdowns, with and without its groups, in both languages."""
    for item in library.available().values():
        for breakdown in item.breakdowns:
            plain = Selection(indicator=item.id, breakdown=breakdown)
            yield plain
            yield replace(plain, language="en", places=("SE31", "00", "lan", "riksomraden"))
            if item.europe:
                yield replace(plain, places=("SE31", "00", "europa"))
