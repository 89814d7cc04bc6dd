"""A stand-in for Eurostat's dissemination API, answering from a cube made up here, and as strict.

An unknown dataset, dimension or parameter is refused with the service's own bodies; an unknown code
gives 200 and an empty ``value``; above `at_once` cells it answers asynchronously, in both forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from math import prod
from random import Random
from typing import Any, Literal

import pandas as pd

from data.conversation import FETCHED
from data.geography import geographies
from tests.data.sources.drive import Said, written
from tests.data.standin import Call

BASE = "/eurostat/api/dissemination/statistics/1.0/data"
GEOS = {
    "aggregate": ["EA20", "EU27_2020"],
    "country": ["AT", "EL", "SE", "XX"],
    "nuts1": ["SE1", "SE2", "SE3"],
    "nuts2": ["AT11", "DE11", "SE11", "SE31", "SE32", "SEZZ"],
    "nuts3": ["DE111", "SE311", "SE312", "SE313", "SE110"],
}
OURS = {place.nuts or place.code: place.code for place in geographies().values()}
#: flags as the service joins them -> ours, for a value and for none
FLAGS = {"": "A", "p": "P", "ep": "EP", "b": "B", "bu": "BU", "d": "D", "s": "E", "n": "U"}
NONE = {"": "O", "|C": "Q", "b|C": "BQ", "c": "Q", "m": "M", "u": "OU"}
ASYNCHRONOUS = (
    "ASYNCHRONOUS_RESPONSE. Your request will be treated asynchronously. Please try again later."
)


def refused(status: int, label: str, kind: Literal["list", "object"] = "list") -> Said:
    """An error as the service writes it, of which both forms have been seen."""
    one = {"status": status, "id": 100, "label": label}
    return written({"error": [one] if kind == "list" else one}, status)


@dataclass
class EurostatService:
    """A dataset with `dimensions` (id -> codes) over the places of all levels and `times`."""

    dimensions: dict[str, list[str]]
    times: list[str] = field(default_factory=lambda: [str(year) for year in range(2015, 2025)])
    name: str = "rd_e_gerdreg"
    #: cells that are answered at once, and how the service says that others are not
    at_once: int = 500_000
    form: Literal["warning", "error"] = "warning"
    #: so many times it asks for patience; None for always
    patience: int | None = None
    updated: str = "2026-03-18T23:00:00+0100"
    figures: dict[tuple[str, ...], tuple[float | None, str]] = field(init=False)

    def __post_init__(self) -> None:
        random = Random("eurostat")
        geos = [geo for level in GEOS.values() for geo in level]
        self.figures = {}
        for key in product(*self.dimensions.values(), geos, self.times[:-1]):
            drawn = random.random()
            if drawn < 0.8:
                flag = random.choice(list(FLAGS)) if drawn < 0.3 else ""
                self.figures[key] = (round(random.uniform(-3, 900), 2), flag)
            elif drawn < 0.9:
                self.figures[key] = (None, random.choice(list(NONE)[0 if drawn < 0.82 else 1 :]))

    def expected(
        self,
        measures: dict[str, dict[str, str]],
        sexes: dict[str, str],
        levels: list[str],
        since: str,
    ) -> pd.DataFrame:
        """What is to come out for measures (measure -> dimension -> code of every dimension)."""
        rows = []
        geos = [geo for level in levels for geo in GEOS[level]]
        known = [geo for geo in geos if geo in OURS and geo not in ("EA20", "DE111")]
        for (measure, codes), (breakdown, sex), geo, time in product(
            measures.items(), sexes.items(), known, self.times
        ):
            chosen = codes | ({"sex": sex} if sex else {})
            key = (
                *(chosen.get(one, codes_[0]) for one, codes_ in self.dimensions.items()),
                geo,
                time,
            )
            if key not in self.figures or time < since:
                continue
            value, flag = self.figures[key]
            status = FLAGS[flag] if value is not None else NONE[flag]
            number = float("nan") if value is None else value
            rows.append((measure, breakdown, OURS[geo], time, number, status, None))
        return pd.DataFrame(rows, columns=list(FETCHED))

    def answer(self, call: Call) -> Said:
        """What the service says to one call."""
        if call.method != "GET" or not call.path.startswith(f"{BASE}/"):
            return Said(b"<html><title>404 Not Found</title></html>", 404, "text/html")
        name = call.path.removeprefix(f"{BASE}/")
        if name.casefold() != self.name:
            return refused(404, f"ERR_NOT_FOUND_4: {name.upper()} is not available.")
        if len(call.path) + sum(len(one) + len(two) + 2 for one, two in call.params) > 2000:
            return Said(b"<html><title>400 Bad Request</title></html>", 400, "text/html")
        asked: dict[str, list[str]] = {}
        for one, value in call.params:
            asked.setdefault(one, []).append(value)
        if asked.pop("format", None) != ["JSON"] or asked.pop("lang", ["EN"]) != ["EN"]:
            return refused(400, "INVALID_FORMAT")
        if fault := self._fault(asked):
            return refused(400, fault, "object")
        chosen = self._chosen(asked)
        cells = prod(map(len, chosen.values()))
        if cells > 10 * self.at_once:
            return refused(413, "EXTRACTION_TOO_BIG: The requested extraction is too big")
        if cells > self.at_once and self.patience != 0:
            self.patience = None if self.patience is None else self.patience - 1
            if self.form == "error":
                return refused(413, ASYNCHRONOUS)
            return written({"warning": {"status": 413, "label": ASYNCHRONOUS}})
        return written(self._document(chosen))

    def _fault(self, asked: dict[str, list[str]]) -> str:
        """What is wrong with the parameters, or nothing."""
        more = {"geo", "geoLevel", "time", "sinceTimePeriod", "untilTimePeriod", "lastTimePeriod"}
        for one in asked:
            if one not in more and one not in self.dimensions:
                return f"INVALID_QUERY_DIMENSION: {one} is not a dimension"
        if {"geo", "geoLevel"} <= asked.keys():
            return "INVALID_QUERY: geo and geoLevel exclude each other"
        if any(level not in GEOS for level in asked.get("geoLevel", [])):
            return f"INVALID_QUERY_PARAMETER: geoLevel {asked['geoLevel']}"
        if "time" in asked and any("Time" in one for one in asked):
            return "INVALID_QUERY: several ways to name times"
        for bound in ("sinceTimePeriod", "untilTimePeriod"):
            for time in asked.get(bound, []):
                # a bound is written as the dataset's own periods are, or as a year
                if not re.fullmatch(r"\d{4}", time) and len(time) != len(self.times[0]):
                    return f"INVALID_QUERY_PARAMETER: {bound} {time}"
        return ""

    def _chosen(self, asked: dict[str, list[str]]) -> dict[str, list[str]]:
        """Dimension -> the codes that are there of those that are asked for."""
        since, until = (asked.get(name, [""])[0] for name in ("sinceTimePeriod", "untilTimePeriod"))
        geos = [geo for level in asked.get("geoLevel", GEOS) for geo in GEOS[level]]
        full = {**self.dimensions, "geo": geos}
        chosen = {
            name: [code for code in codes if code in asked.get(name, codes)]
            for name, codes in full.items()
        }
        times = [
            one for one in self.times if since <= one and (not until or one[: len(until)] <= until)
        ]
        return chosen | {"time": times}

    def _document(self, chosen: dict[str, list[str]]) -> dict[str, Any]:
        keys = list(product(*chosen.values()))
        known = {at: self.figures[key] for at, key in enumerate(keys) if key in self.figures}
        value: Any = {str(at): one for at, (one, _) in known.items() if one is not None}
        value |= {str(at): None for at, figure in known.items() if figure == (None, "")}
        empty = [geo for geo in chosen["geo"] if not any(geo in keys[at] for at in known)]
        return {
            "version": "2.0",
            "class": "dataset",
            "label": "Made up",
            "source": "ESTAT",
            "updated": self.updated,
            "value": value,
            "status": {str(at): flag for at, (_, flag) in known.items() if flag},
            "id": list(chosen),
            "size": [len(codes) for codes in chosen.values()],
            "dimension": {
                name: {
                    "label": name,
                    "category": {
                        "index": {code: at for at, code in enumerate(codes)},
                        "label": {code: f"label of {code}" for code in codes},
                    },
                }
                for name, codes in chosen.items()
            },
            "extension": {
                "lang": "EN",
                "id": self.name.upper(),
                "agencyId": "ESTAT",
                "status": {"label": {"b": "break in time series", "|C": "|confidential"}},
                "positions-with-no-data": {"geo": empty},
            },
        }
