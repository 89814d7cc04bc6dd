"""What a PxWeb table says of itself: its variables, and which of their codes are what we look for.

The same for PxWebApi 2 and PxWeb v1, which only write it differently. A place is told by what its
label says and not by its code alone: some services number their places from 0, and then 20 is not
Dalarna.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from data.errors import SourceBroken
from data.geography import (
    NORRA_MELLANSVERIGE,
    RIKET,
    THE_THREE,
    counties,
    geographies,
    swedish_regions,
)

Level = Literal["county", "nuts2"]
#: how a selector says that it names a category by its label
BY_LABEL = "label:"
#: how many of the codes there are an error names
SHOWN = 10

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_PERIOD = re.compile(r"([0-9]{4})(?:-?[KQ]([1-4])|[M-](0[1-9]|1[0-2]))?", re.IGNORECASE)
#: "20 Dalarnas län" and "SE31 Norra Mellansverige", normalised
_NUMBERED = re.compile(r"(?:([0-9]{2}|se[0-9]{2,3}) )?(.*)")


def plain(text: str) -> str:
    """The text as labels are compared: no case, one kind of dash, one kind and number of spaces."""
    return " ".join(text.translate(_DASHES).casefold().split())


def as_period(text: str) -> str | None:
    """A period as we write it, of a year, ``2024K2``, ``2024Q2`` or ``2024M03``; else None."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        return None
    year, quarter, month = match.groups()
    return f"{year}-Q{quarter}" if quarter else f"{year}-{month}" if month else year


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its code, its label, and code -> label of its categories in their order."""

    code: str
    label: str
    labels: Mapping[str, str]
    #: True where a question that does not name it is refused
    mandatory: bool
    #: the category that stands for all of them, where the service says which
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """A table's variables; `asked` and `dataset` name in errors where they came from."""

    asked: str
    dataset: str
    variables: tuple[Variable, ...]

    def wrong(self, swedish: str, english: str) -> SourceBroken:
        """The error for a table that is not what the dataset's file says."""
        return SourceBroken(
            self.asked,
            (
                f"har en tabell som inte passar datasetet {self.dataset}: {swedish}.",
                f"has a table that does not fit the dataset {self.dataset}: {english}.",
            ),
        )

    def variable(self, name: str) -> Variable:
        """The variable of that code, or whatever its case, else of that label.

        Raises SourceBroken that names it and those there are.
        """
        exact = [one for one in self.variables if one.code == name]
        codes = [one for one in self.variables if plain(one.code) == plain(name)]
        labels = [one for one in self.variables if plain(one.label) == plain(name)]
        for found in (exact, codes, labels):
            if len(found) == 1:
                return found[0]
        there = _listed((one.code, one.label) for one in self.variables)
        raise self.wrong(
            f"variabeln {name!r} finns inte (det finns {there})",
            f"there is no variable {name!r} (there are {there})",
        )

    def code(self, name: str, selector: str) -> tuple[str, str]:
        """The codes of the variable `name` and of the category that `selector` names.

        A selector is a code, or ``label:words``: the category with that label, else the only one
        whose label contains the words. Raises SourceBroken that names what is not there.
        """
        variable = self.variable(name)
        if not selector.startswith(BY_LABEL):
            if selector in variable.labels:
                return variable.code, selector
            there = _listed(variable.labels.items())
            raise self.wrong(
                f"koden {selector!r} finns inte i {variable.code} (det finns {there})",
                f"there is no code {selector!r} in {variable.code} (there are {there})",
            )
        words = plain(selector.removeprefix(BY_LABEL))
        equal = [code for code, label in variable.labels.items() if plain(label) == words]
        found = equal or [code for code, label in variable.labels.items() if words in plain(label)]
        if len(found) == 1:
            return variable.code, found[0]
        there = _listed((code, variable.labels[code]) for code in found or variable.labels)
        raise self.wrong(
            f"{len(found)} kategorier i {variable.code} heter {words!r}, det ska vara en ({there})",
            f"{len(found)} categories of {variable.code} are named {words!r}, expected one "
            f"({there})",
        )

    def places(self, name: str, level: Level) -> dict[str, str]:
        """Code -> our code of the places of that level there are, and of Riket where it is there.

        Raises SourceBroken where Norra Mellansverige, or one of its counties, is not among them.
        """
        variable = self.variable(name)
        found: dict[str, list[str]] = {}
        for code, label in variable.labels.items():
            place = _place(code, label, level)
            if place:
                found.setdefault(place, []).append(code)
        needed = THE_THREE if level == "county" else (NORRA_MELLANSVERIGE,)
        if missing := [place for place in needed if place not in found]:
            names = ", ".join(f"{place} {geographies()[place].name()}" for place in missing)
            there = _listed(variable.labels.items())
            raise self.wrong(
                f"{variable.code} saknar {names} (det finns {there})",
                f"{variable.code} has no {names} (there are {there})",
            )
        return {self._only(variable, place, codes): place for place, codes in found.items()}

    def _only(self, variable: Variable, place: str, codes: list[str]) -> str:
        """The code of a place: the only one, or the one that is ours too."""
        if len(codes) == 1 or place in codes:
            return place if place in codes else codes[0]
        there = _listed((code, variable.labels[code]) for code in codes)
        raise self.wrong(
            f"flera koder i {variable.code} är {place}: {there}",
            f"several codes of {variable.code} are {place}: {there}",
        )

    def periods(self, name: str, since: str | None) -> dict[str, str]:
        """Code -> period as we write it, told by the codes or else by the labels; from `since` on.

        Raises SourceBroken where they are no periods, or one of them stands twice.
        """
        variable = self.variable(name)
        told = {code: as_period(code) for code in variable.labels}
        if None in told.values():
            told = {code: as_period(label) for code, label in variable.labels.items()}
        periods = {code: period for code, period in told.items() if period is not None}
        if len(periods) < len(told) or len(set(periods.values())) < len(periods):
            there = _listed(variable.labels.items())
            raise self.wrong(
                f"{variable.code} är inte år, kvartal eller månader, var och en gång ({there})",
                f"{variable.code} is not years, quarters or months, each of them once ({there})",
            )
        chosen = {code: period for code, period in periods.items() if period >= (since or "")}
        if not chosen:
            last = max(periods.values(), default="-")
            raise self.wrong(
                f"inga perioder från {since}, den sista är {last}",
                f"no periods from {since} on, the last is {last}",
            )
        return chosen


def _listed(categories: Iterable[tuple[str, str]]) -> str:
    """Codes and labels as an error lists them, the first of many."""
    every = [code if code == label else f"{code} = {label}" for code, label in categories]
    return ", ".join(every[:SHOWN]) + (f" … {len(every)}" if len(every) > SHOWN else "")


@cache
def _names(level: Level) -> dict[str, str]:
    """Full name, normalised -> code of every place of the level, and of Riket."""
    level_codes = counties() if level == "county" else swedish_regions()
    names = {"hela riket": RIKET}
    for code in (*level_codes, RIKET):
        place = geographies()[code]
        names |= {plain(place.name_sv): code, plain(place.name_en): code}
    return names


def _place(code: str, label: str, level: Level) -> str | None:
    """The place of a category, or None where it is none of that level."""
    match = _NUMBERED.fullmatch(plain(label))
    number, name = match.groups() if match else (None, plain(label))
    place = _names(level).get(name)
    stated = (number or code).upper()
    if place is None and stated in _names(level).values():
        # "Dalarna" with the code 20
        known = geographies()[stated]
        place = stated if name.startswith((plain(known.short_sv), plain(known.short_en))) else None
    if place is None or (number and stated not in (place, geographies()[place].nuts)):
        return None
    # a county or a municipality named Stockholm is not the riksområde of that name
    if level == "nuts2" and place != RIKET and code.isdigit() and number is None:
        return None
    return place
