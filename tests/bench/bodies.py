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
from tests.bench.load import post
from tests.bench.serving import Server

PATH = "/_dash-update-component"
CONTROL = "compare-places"
#: the indicator most looked at, with every county as a line: R&D per inhabitant
INDICATOR = "rd_per_inhabitant"
LAN = ("20", "21", "17", "00", "lan")


class Jamfor:
    """The bodies of the page's own callback."""

    def __init__(self, panel: Server) -> None:
        callbacks = json.loads(panel.ask("/_dash-dependencies"))
        self._callback = next(
            item
            for item in callbacks
            if any(one["id"] == CONTROL and one["property"] == "value" for one in item["inputs"])
        )

    def request(self, selection: Selection, control: str = CONTROL) -> bytes:
        """The request that a page at the address of `selection` sends once `control` has changed.

        The control carries its value in `selection`; the others carry theirs too, as a page does.
        """
        values = {
            "compare-address": to_query(selection),
            "compare-indicator": selection.indicator,
            "compare-places": list(selection.places),
            "compare-start": selection.start,
            "compare-end": selection.end,
            "compare-period": selection.period,
            "compare-base": selection.base,
        }
        told = self._callback["output"].strip(".").split("...")
        outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in told]
        body: dict[str, Any] = {
            "output": self._callback["output"],
            "outputs": outputs,
            "inputs": [{**one, "value": values[one["id"]]} for one in self._callback["inputs"]],
            "changedPropIds": [f"{control}.value"],
            "parsedChangedPropsIds": [f"{control}.value"],
            "state": [{**one, "value": "/jamfor"} for one in self._callback["state"]],
        }
        return post(PATH, json.dumps(body).encode())


def usual(library: Library) -> Selection:
    """The selection that is asked for again and again: one indicator, all counties as lines."""
    indicator = INDICATOR if INDICATOR in library.available() else next(iter(library.available()))
    return Selection(indicator=indicator, places=LAN)


def distinct(library: Library, seed: int = 1) -> Iterator[Selection]:
    """Selections without end, no two alike in indicator, places, periods, measure and home."""
    chance = random.Random(seed)
    seen: set[Selection] = set()
    items = list(library.available().values())
    while True:
        item = chance.choice(items)
        breakdown = chance.choice(item.breakdowns)
        values = library.values(item.id, breakdown)
        places = list(values.places)
        some = chance.sample(places, min(chance.choice((3, 4, 5, 6, 8)), len(places)))
        group = item.level == "county" and chance.random() < 0.3
        first, last = sorted(chance.choices(values.periods, k=2))
        chosen = Selection(
            indicator=item.id,
            places=(*some, "lan") if group else tuple(some),
            start=first,
            end=last,
            measure=chance.choice(("value", "value", "index", "gap", "change")),
            breakdown=breakdown,
            home=chance.choice(("20", "21", "17")),
        )
        if chosen not in seen:
            seen.add(chosen)
            yield chosen


def every_indicator(library: Library) -> Iterator[Selection]:
    """Each indicator in each of its breakdowns, with and without its groups, in both languages."""
    for item in library.available().values():
        for breakdown in item.breakdowns:
            plain = Selection(indicator=item.id, breakdown=breakdown)
            yield plain
            yield replace(plain, language="en", places=("SE31", "00", "lan", "riksomraden"))
            if item.europe:
                yield replace(plain, places=("SE31", "00", "europa"))
