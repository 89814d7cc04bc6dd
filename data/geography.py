"""Places: one table where SCB's, Kolada's and Eurostat's codes and names meet.

Swedish counties carry SCB's two-digit code, Riket is ``00``, the EU is ``EU27_2020``; riksområden
and all other European regions carry their NUTS code (rule 9 of the statistics rules).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from data.errors import Fault, InputFault

PATH = Path(__file__).with_name("geography.csv")
RIKET = "00"
NORRA_MELLANSVERIGE = "SE31"
EU27 = "EU27_2020"
#: the three counties in the order the panel names them
THE_THREE = ("20", "21", "17")

Level = Literal["county", "nuts2", "nuts1", "country", "eu"]
COLUMNS = ("code", "level", "name_sv", "name_en", "short_sv", "short_en", "parent", "kolada",
           "nuts", "valid")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Geography:
    """One place. `parent` is the code of the place it belongs to, or empty for the EU."""

    code: str
    level: Level
    name_sv: str
    name_en: str
    short_sv: str
    short_en: str
    parent: str
    kolada: str
    nuts: str
    #: NUTS editions in which the code exists, e.g. "2016 2021 2024"; empty where not applicable
    valid: str

    def name(self, language: str = "sv") -> str:
        """The full name: "Dalarnas län", "Norra Mellansverige"."""
        return self.name_en if language == "en" else self.name_sv

    def short(self, language: str = "sv") -> str:
        """The name used in charts and running text: "Dalarna", "Riket"."""
        return self.short_en if language == "en" else self.short_sv


@cache
def geographies() -> dict[str, Geography]:
    """All places by code, in the order of the file. Raises :class:`InputFault`."""
    places: dict[str, Geography] = {}
    faults: list[Fault] = []
    with PATH.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise InputFault([Fault(PATH.name, "header", f"expected {','.join(COLUMNS)}")])
        for number, row in enumerate(reader, start=2):
            if row["code"] in places:
                faults.append(Fault(PATH.name, f"row {number}", f"{row['code']} stands twice"))
            places[row["code"]] = Geography(**row)  # type: ignore[arg-type]
    for code, place in places.items():
        if place.parent and place.parent not in places:
            faults.append(Fault(PATH.name, code, f"unknown parent {place.parent}"))
    if faults:
        raise InputFault(faults)
    return places


@cache
def counties() -> tuple[str, ...]:
    """The codes of the 21 Swedish counties, in SCB's order."""
    return tuple(code for code, place in geographies().items() if place.level == "county")


@cache
def swedish_regions() -> tuple[str, ...]:
    """The codes of the eight Swedish riksområden (NUTS 2)."""
    return tuple(
        code
        for code, place in geographies().items()
        if place.level == "nuts2" and place.parent == RIKET
    )
