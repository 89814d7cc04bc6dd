"""What Jämför's page asks for when a control changes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from indicators.library import Library
from indicators.model import Selection
from indicators.selection import to_query
from layouts.pages.compare import ATTRIBUTES
from layouts.pages.compare_house import key

VIEW, HOUSE = "/vy/jamfor", "/vy/lan"
CONTROL = "compare-places"
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


def request(selection: Selection, control: str = CONTROL) -> str:
    """What a page at the address of `selection` asks for once `control` has changed.

    A control carries its value in `selection`; a short choice is a link and carries none.
    """
    parameters = {"adress": to_query(selection)}
    if control in ATTRIBUTES:
        value = getattr(selection, ATTRIBUTES[control])
        parameters |= {"val": control, "varde": json.dumps(value)}
    return f"{VIEW}?{urlencode(parameters)}"


def house(library: Library, selection: Selection) -> str:
    """What is asked for the house chart of a view."""
    return f"{HOUSE}?{urlencode({'adress': key(library.resolve(selection).selection)})}"


def usual(library: Library) -> Selection:
    """The selection that is asked for again and again: one indicator, all counties as lines."""
    indicator = INDICATOR if INDICATOR in library.available() else next(iter(library.available()))
    return Selection(indicator=indicator, places=LAN)


def distinct(library: Library, seed: int = 1) -> Iterator[str]:
    """Requests for views without end, none asked for twice.

    As they come from Jämför: several analysts in turn, each changing one thing in the view
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
                yield request(chosen, control)


def houses(library: Library, seed: int = 1) -> Iterator[str]:
    """Requests for house charts without end, none asked for twice."""
    chance = random.Random(seed)
    seen = set()
    before = _first(library, chance)
    while True:
        before, _ = _changed(library, before, chance)
        asked = house(library, before)
        if asked not in seen:
            seen.add(asked)
            yield asked


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
