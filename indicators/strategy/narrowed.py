"""What of a strategy is shown: the filters of an address, and what each of them would leave.

In an address ``filter=plan:dalarna,status:on_track``. Values of one kind widen (either), kinds
narrow each other (both).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.strategy.load import Strategy
from indicators.strategy.model import STATUS_CLASSES
from indicators.strategy.overview import ITEM_KINDS, MILESTONE_STATES, Item

#: kinds as they stand in addresses, in the order in which the page lists them
KINDS = ("plan", "lan", "omrade", "agare", "status")
#: the kind that says how the strategy is seen, and its values
SEEN, PICTURE, TABLE = "visa", "bild", "tabell"

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What an address asks for: values by kind, how it is seen, and what was not understood."""

    chosen: Chosen
    seen: str
    unknown: tuple[str, ...]

    def filters(self, **changes: tuple[str, ...]) -> tuple[str, ...]:
        """The same as the filters of an address, with the values of some kinds changed."""
        merged = {**self.chosen, SEEN: (self.seen,), **changes}
        return tuple(
            f"{kind}:{value}"
            for kind in (*KINDS, SEEN)
            for value in merged.get(kind, ())
            if (kind, value) != (SEEN, PICTURE)
        )


def slug(name: str) -> str:
    """A name as a code for addresses: "Exempelorganisation Å" -> "exempelorganisation-a"."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "-"


def owners(everything: tuple[Item, ...]) -> dict[str, str]:
    """Code -> name of everyone who answers for something, by name; no two share a code."""
    found: dict[str, str] = {}
    for name in sorted({item.owner for item in everything if item.owner}):
        code, number = slug(name), 1
        while code in found:
            number += 1
            code = f"{slug(name)}-{number}"
        found[code] = name
    return found


def choices(strategy: Strategy, everything: tuple[Item, ...]) -> dict[str, tuple[str, ...]]:
    """The values that each kind of filter can have."""
    places = [place for plan in strategy.plans.values() for place in plan.places]
    places += [place for item in everything for place in item.places]
    had = {item.status for item in everything if item.kind != "activity"}
    return {
        "plan": tuple(strategy.plans),
        "lan": tuple(dict.fromkeys(places)),
        "omrade": tuple(strategy.areas),
        "agare": tuple(owners(everything)),
        "status": tuple(code for code in (*STATUS_CLASSES, *MILESTONE_STATES) if code in had),
    }


def narrowed(filters: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> Narrowed:
    """The filters of an address, held against the values there are; never raises."""
    chosen: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    seen = PICTURE
    for text in filters:
        kind, _, value = text.partition(":")
        # a class that no goal has now is no mistake: tomorrow's figures may bring it
        possible = (*STATUS_CLASSES, *MILESTONE_STATES) if kind == "status" else known.get(kind, ())
        if kind == SEEN and value in (PICTURE, TABLE):
            seen = value
        elif value in possible:
            chosen[kind] = tuple(dict.fromkeys((*chosen.get(kind, ()), value)))
        else:
            unknown.append(text)
    return Narrowed(chosen, seen, tuple(unknown))


def kept(everything: tuple[Item, ...], chosen: Chosen) -> frozenset[tuple[str, str]]:
    """The (kind, id) of every item that the filters let through.

    A status is a goal's or a milestone's; an activity has none, so it is shown where it stands
    beside a goal that is.
    """
    names = owners(everything)
    wanted = {names[code] for code in chosen.get("agare", ()) if code in names}
    passed = [item for item in everything if _passes(item, chosen, wanted)]
    status = chosen.get("status", ())
    if not status:
        return frozenset((item.kind, item.id) for item in passed)
    goals = {item.id for item in everything if item.kind == "goal" and item.status in status}
    return frozenset(
        (item.kind, item.id)
        for item in passed
        if (goals & set(item.beside) if item.kind == "activity" else item.status in status)
    )


def _passes(item: Item, chosen: Chosen, owners_wanted: set[str]) -> bool:
    """Tell whether an item passes all filters but that of the status."""
    return (
        ("plan" not in chosen or item.plan in chosen["plan"])
        and ("lan" not in chosen or bool(set(item.places) & set(chosen["lan"])))
        and (
            "omrade" not in chosen
            or any(area in chosen["omrade"] for _, area in item.stands if area)
        )
        and ("agare" not in chosen or item.owner in owners_wanted)
    )


def count(found: frozenset[tuple[str, str]]) -> dict[str, int]:
    """How many goals, milestones and activities there are among (kind, id)."""
    return {kind: sum(1 for one, _ in found if one == kind) for kind in ITEM_KINDS}
