"""Places alike in structure: the weighted distance between standardised variables.

Peers are chosen on structure, never on performance, with the distance shown (rule 16). Method:
z-scores and the Euclidean distance, OECD/JRC *Handbook on Constructing Composite Indicators*
(2008), steps 4 and 5, https://doi.org/10.1787/9789264043466-en. That structure alone may count:
Navarro et al., *Regional benchmarking in the smart specialisation process: Identification of
reference regions based on structural similarity* (S3 Working Paper 03/2014, JRC89819),
https://publications.jrc.ec.europa.eu/repository/handle/JRC89819 (its weights and scaling differ).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, sqrt

from indicators.structure import (
    LEVELS,
    Column,
    Level,
    Shelf,
    columns,
    home_of,
    places,
    variable_ids,
    variables,
)

#: how many places are peers, nearest first
COUNT: dict[Level, int] = {"county": 5, "nuts2": 10}
#: a place must have more than this part of the weight to be compared: the few sides of a place of
#: which little is known lie close by chance
NEEDED = 0.5
#: a weight in the address lies between 0, which leaves the variable out, and this
HEAVIEST = 10.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """A place beside the home: `distance` in standard deviations, from `shared` of the weight.

    `differences` are the place's z-score minus the home's, one a column, None where either lacks
    a value; those of columns that weigh nothing are there too, to be read.
    """

    code: str
    distance: float
    shared: float
    differences: tuple[float | None, ...]


@dataclass(frozen=True)
class Comparison:
    """The home among the places of its level.

    `ranked` holds the places compared, nearest first; `left_out` those that lack too much, with
    the part of the weight that they have; `absent` are variables that the store cannot fill.
    """

    level: Level
    home: str
    weights: Mapping[str, float]
    columns: tuple[Column, ...]
    ranked: tuple[Likeness, ...]
    left_out: tuple[tuple[str, float], ...]
    absent: tuple[str, ...]

    @property
    def peers(self) -> tuple[str, ...]:
        """The codes of the nearest places."""
        return tuple(one.code for one in self.ranked[: COUNT[self.level]])


def parsed_weights(weights: tuple[str, ...]) -> tuple[dict[str, float], tuple[str, ...]]:
    """Weights by variable from "variable:weight", the last word counts; and what is not one."""
    found: dict[str, float] = {}
    unknown: list[str] = []
    for text in weights:
        name, _, number = text.partition(":")
        try:
            weight = float(number)
        except ValueError:
            weight = -1.0
        if name in variable_ids() and isfinite(weight) and 0 <= weight <= HEAVIEST:
            found[name] = weight
        else:
            unknown.append(text)
    return found, tuple(unknown)


def unknown_weights(weights: tuple[str, ...]) -> tuple[str, ...]:
    """What among `weights` is malformed or for a variable that does not exist."""
    return parsed_weights(weights)[1]


def peer_codes(library: Shelf, level: str, home: str, weights: tuple[str, ...]) -> tuple[str, ...]:
    """The structural peers of a home county, or of its region for "nuts2", nearest first.

    Empty where there is no level of that name, or where no variable counts.
    """
    found = next((one for one in LEVELS if one == level), None)
    return comparison(library, found, home, weights).peers if found else ()


def comparison(
    library: Shelf, level: Level, home: str, weights: tuple[str, ...] = ()
) -> Comparison:
    """The home county (or its region) beside all other places of the level."""
    held = columns(library, level, home)
    return compare(level, home_of(level, home), held, parsed_weights(weights)[0], places(level))


def compare(
    level: Level,
    home: str,
    held: tuple[Column, ...],
    weights: Mapping[str, float],
    compared: tuple[str, ...],
) -> Comparison:
    """Distances from `home` to the places `compared`, over the columns `held`.

    With z the scores over all places compared (population standard deviation) and w the weights,
    the distance is √(Σ w (z − z_home)² ÷ Σ w), both sums over the columns that both places have.
    Columns of one variable share its weight. A place that has no more than :data:`NEEDED` of the
    weight is left out before anything is standardised. Equal distances stand by code.
    """
    own = [_column_weight(column, held, weights, home) for column in held]
    total = sum(own)
    share = {
        code: sum(w for w, column in zip(own, held, strict=True) if code in column.positions)
        for code in compared
    }
    parts = {code: part / total if total else 0.0 for code, part in share.items()}
    kept = [code for code in compared if code == home or parts[code] > NEEDED]
    scores = [_standardised(column, kept) for column in held]
    ranked = [
        _likeness(code, home, scores, own, parts[code]) for code in kept if code != home and total
    ]
    # sums of the same differences in another order may differ in their last digits
    ranked.sort(key=lambda one: (round(one.distance, 12), one.code))
    known = {column.variable.id for column in held}
    return Comparison(
        level=level,
        home=home,
        weights={one.id: weights.get(one.id, 1.0) for one in variables(level)},
        columns=held,
        ranked=tuple(ranked),
        left_out=tuple((code, parts[code]) for code in compared if code not in kept),
        absent=tuple(one.id for one in variables(level) if one.id not in known),
    )


def _column_weight(
    column: Column, held: tuple[Column, ...], weights: Mapping[str, float], home: str
) -> float:
    """The column's part of its variable's weight; none where the home cannot be placed in it."""
    if home not in column.positions:
        return 0.0
    variable = column.variable.id
    return weights.get(variable, 1.0) / sum(one.variable.id == variable for one in held)


def _standardised(column: Column, kept: list[str]) -> dict[str, float]:
    """z-scores of the places that have a value; all 0 where they do not differ at all."""
    held = {code: column.positions[code] for code in kept if code in column.positions}
    if not held:
        return {}
    mean = sum(held.values()) / len(held)
    spread = sqrt(sum((value - mean) ** 2 for value in held.values()) / len(held))
    return {code: (value - mean) / spread if spread else 0.0 for code, value in held.items()}


def _likeness(
    code: str, home: str, scores: list[dict[str, float]], weights: list[float], shared: float
) -> Likeness:
    differences = tuple(
        column[code] - column[home] if code in column and home in column else None
        for column in scores
    )
    pairs = [(w, d) for w, d in zip(weights, differences, strict=True) if d is not None]
    weight = sum(w for w, _ in pairs)
    squares = sum(w * d**2 for w, d in pairs)
    return Likeness(code, sqrt(squares / weight), shared, differences)
