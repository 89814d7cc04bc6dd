"""Strengths, weaknesses and biggest changes of a county, picked by the stated rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from indicators.profile.rows import ProfileRow
from indicators.profile.rules import rules
from indicators.values import used_series

#: what a level is: a strength, a weakness, neither, or why it cannot be said
Standing = Literal[
    "strength", "weakness", "between",
    "no_direction", "size", "missing", "few", "no_spread", "unsure", "unreviewed",
]  # fmt: skip
ASSESSED: tuple[Standing, ...] = ("strength", "weakness", "between")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: the measure farthest out, and others of the same dataset."""

    row: ProfileRow
    also: tuple[ProfileRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """A list, the farthest out first; `left` are those beyond the stated number of entries.

    `open` meet every condition but one: how uncertain the figures are has not been published.
    """

    shown: tuple[Entry, ...]
    left: tuple[Entry, ...]
    open: tuple[ProfileRow, ...]


def standing(row: ProfileRow) -> Standing:
    """What the level of a row is by the stated rules, or the first reason why none can be said."""
    hindrances: tuple[tuple[Standing, bool], ...] = (
        ("missing", row.mark.value is None),
        ("no_direction", row.indicator.direction == "none"),
        ("size", row.indicator.extensive),
        ("few", row.band == ""),
        ("no_spread", row.level is None),
        ("unreviewed", row.unreviewed),
        ("unsure", row.unsure),
    )
    for reason, holds in hindrances:
        if holds:
            return reason
    return leaning(row)


def leaning(row: ProfileRow) -> Standing:
    """Strength, weakness or neither, by distance, rank band and noise alone.

    Never more than "between" where the indicator has no direction or there is no distance.
    """
    level, direction = row.level, row.indicator.direction
    if level is None or direction == "none" or not level.apart or not row.band:
        return "between"
    better = level.distance if direction == "up" else -level.distance
    if better >= rules()["distance"] and in_best(row.band, len(row.distribution)):
        return "strength"
    if better <= -rules()["distance"] and in_worst(row.band, len(row.distribution)):
        return "weakness"
    return "between"


def in_best(band: str, of: int) -> bool:
    """Whether a rank band lies wholly in the best third of `of` places."""
    return int(band.split("–")[-1]) * rules()["third"] <= of


def in_worst(band: str, of: int) -> bool:
    """Whether a rank band lies wholly in the worst third of `of` places."""
    return (of - int(band.split("–")[0]) + 1) * rules()["third"] <= of


def picked(rows: Sequence[ProfileRow], wanted: Literal["strength", "weakness"]) -> Picked:
    """The strengths or the weaknesses of a county."""
    chosen = [row for row in rows if standing(row) == wanted]
    unsure = [row for row in rows if standing(row) == "unsure" and leaning(row) == wanted]
    return _picked(chosen, unsure, _level_size)


def turns(rows: Sequence[ProfileRow]) -> Picked:
    """The changes that stand out most from those of the other counties, up as well as down.

    Whether a change was for the better is not said: level and change are two things (rule 30), and
    a jump may be the work of one firm (rule 10).
    """
    chosen = [row for row in rows if _turned(row) and not row.unreviewed]
    return _picked(
        [row for row in chosen if not _move_unsure(row)],
        [row for row in chosen if _move_unsure(row)],
        _move_size,
    )


def _move_unsure(row: ProfileRow) -> bool:
    move = row.moved.move
    return row.unsure or (move is not None and "U" in move.change.earlier.status)


def _turned(row: ProfileRow) -> bool:
    move = row.moved.move
    if move is None or move.distance is None or not move.apart:
        return False
    if move.years < rules()["turn_years"] - 0.01:
        return False
    return abs(move.distance) >= rules()["turn"]


def _level_size(row: ProfileRow) -> float:
    return row.level.distance if row.level else 0.0


def _move_size(row: ProfileRow) -> float:
    move = row.moved.move
    return move.distance or 0.0 if move else 0.0


def _picked(
    chosen: Iterable[ProfileRow], unsure: Iterable[ProfileRow], size: Callable[[ProfileRow], float]
) -> Picked:
    def farthest(rows: Iterable[ProfileRow]) -> list[ProfileRow]:
        return sorted(rows, key=lambda row: -abs(size(row)))

    groups: dict[tuple[str, bool], list[ProfileRow]] = {}
    for row in farthest(chosen):
        groups.setdefault((_subject(row), size(row) > 0), []).append(row)
    entries = [Entry(rows[0], tuple(rows[1:])) for rows in groups.values()]
    most = int(rules()["shown"])
    return Picked(tuple(entries[:most]), tuple(entries[most:]), tuple(farthest(unsure)))


def _subject(row: ProfileRow) -> str:
    """Measures of one subject stand together: rival definitions, or series of one dataset."""
    return row.indicator.exclusive or used_series(row.indicator)[0].dataset
