"""The county profile: one county on every indicator, against the other counties and Riket.

Every measure is taken in the newest period that enough counties share; distances are in the
indicator's own spread; a change stays within one clean stretch. All thresholds stand in
``rules.toml`` with their reasons.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data.geography import geographies
from indicators.profile.lists import Picked, Standing, picked, standing, turns
from indicators.profile.rows import ProfileRow, RegionRow, profile_row, region_row, sexes_of

if TYPE_CHECKING:
    from indicators.library import Library


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is said of a county; `counts` is how many rows are of each standing."""

    code: str
    rows: tuple[ProfileRow, ...]
    regional: tuple[RegionRow, ...]
    strengths: Picked
    weaknesses: Picked
    turns: Picked
    counts: dict[Standing, int]


def profile(library: Library, code: str, as_of: date | None = None) -> Profile:
    """The profile of a county as it was known on a day, computed once until the figures change."""
    return library.keep(
        ("profile", code, as_of), lambda: _profile(library, code, as_of), lasting=as_of is None
    )


def _profile(library: Library, code: str, as_of: date | None) -> Profile:
    measures = [
        (item, sex)
        for theme in library.catalogue.themes
        for item in library.catalogue.of_theme(theme)
        if item.id in library.available()
        for sex in sexes_of(item)
        if library.values(item.id, sex, as_of).periods
    ]
    region = geographies()[code].parent
    rows = tuple(
        profile_row(library, item, sex, code, as_of)
        for item, sex in measures
        if item.level == "county"
    )
    return Profile(
        code,
        rows,
        tuple(
            region_row(library, item, sex, region, as_of)
            for item, sex in measures
            if item.level == "nuts2"
        ),
        picked(rows, "strength"),
        picked(rows, "weakness"),
        turns(rows),
        dict(Counter(standing(row) for row in rows)),
    )
