"""In which order slides stand when two people have moved them about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet


def merged_order(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str], stay: AbstractSet[str]
) -> list[str]:
    """The slides of `stay`, each of which is in `theirs` or `mine`, in an order that suits both.

    Of two slides that were there from the start, the one that I have moved before the other stands
    before it, else the one that stands first for the other. Where such wishes go round in a circle
    my order holds. New slides stand after the one they were put after.
    """
    old = [name for name in base if name in stay]
    first, mine_first, theirs_first = ({name: i for i, name in enumerate(names)}
                                       for names in (base, mine, theirs))  # fmt: skip

    def before(one: str, other: str) -> bool:
        places = theirs_first if one in theirs_first and other in theirs_first else mine_first
        if one in mine_first and other in mine_first:
            moved = (mine_first[one] < mine_first[other]) != (first[one] < first[other])
            places = mine_first if moved else places
        if one not in places or other not in places:  # each has removed one of the two
            places = first
        return places[one] < places[other]

    # when everybody has met everybody and nobody's wins go round, no two have won equally often
    wins = {one: sum(before(one, other) for other in old if other != one) for one in old}
    if len(set(wins.values())) == len(old):
        order = sorted(old, key=lambda name: -wins[name])
    else:
        order = [name for name in mine if name in old]
        _put(order, [name for name in theirs if name in old])
    _put(order, [name for name in theirs if name in stay])
    _put(order, [name for name in mine if name in stay])
    return order


def _put(order: list[str], others: Iterable[str]) -> None:
    """Put those of `others` that are missing into `order`, each after the one before it there."""
    before = None
    for name in others:
        if name not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, name)
        before = name
