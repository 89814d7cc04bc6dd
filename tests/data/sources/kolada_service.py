"""A stand-in for Kolada v3, answering from a cube made up here and as strict as the service.

Unknown ids give an empty list and status 200, as there; more than 25 ids in a part of the path,
an unknown path or parameter and a page that is none are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from data.conversation import FETCHED
from data.geography import geographies
from tests.data.sources.drive import Said, written
from tests.data.standin import Call

BASE = "/v3"
MOST_IDS = 25
WORDS = {"T": "total", "K": "women", "M": "men"}
#: Kolada's word for a missing value -> ours, as the cube uses them
MISSING = {"Missing": "O", "Private": "Q", "": "O"}
CODES = {place.kolada: code for code, place in geographies().items() if place.kolada}


@dataclass
class KoladaService:
    """KPIs with titles, figures for the 22 regions and two municipalities, pages of `per_page`."""

    kpis: dict[str, str]
    by_gender: bool = True
    years: range = range(2019, 2025)
    per_page: int = 5000
    host: str = "https://tjanst.example"
    published: str | None = "2026-06-09"
    records: dict[str, dict[str, Any]] = field(init=False)
    rows: list[dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.records = {
            kpi: {
                "id": kpi,
                "title": title,
                "description": f"{title}. Påhittat.",
                "is_divided_by_gender": self.by_gender,
                "municipality_type": "A",
                "prel_publication_date": None,
                "publication_date": self.published,
                "publ_period": str(self.years[-1]),
                "has_ou_data": False,
            }
            for kpi, title in self.kpis.items()
        }
        random = Random("kolada")
        units = [*CODES, "0180", "2080"]
        self.rows = [
            {"kpi": kpi, "period": year, "municipality": unit, "values": self._values(random)}
            for kpi, year, unit in product(self.kpis, self.years, units)
            if random.random() < 0.95
        ]

    def _values(self, random: Random) -> list[dict[str, Any]]:
        """One value for each gender; now and then missing, and a deleted one before it."""
        values = []
        for gender in "TKM" if self.by_gender else "T":
            value = {"gender": gender, "count": 1, "status": "", "isdeleted": False}
            value["value"] = random.choice((round(random.uniform(-5, 5000), 8), 17))
            if random.random() < 0.05:
                values.append(value | {"value": -1.0, "isdeleted": True})
            if random.random() < 0.1:
                value |= {"value": None, "status": random.choice(list(MISSING))}
            values.append(value)
        return values

    def expected(
        self, measures: dict[str, str], genders: str = "T", since: int = 0
    ) -> pd.DataFrame:
        """The figures of `measures` (measure -> KPI) as they are to come out."""
        names = {kpi: measure for measure, kpi in measures.items()}
        found = []
        for row in self.rows:
            if row["kpi"] not in names or row["municipality"] not in CODES or row["period"] < since:
                continue
            for one in row["values"]:
                if one["isdeleted"] or one["gender"] not in genders:
                    continue
                value = one["value"]
                status = MISSING[one["status"]] if value is None else "A"
                place = CODES[row["municipality"]]
                key = (names[row["kpi"]], WORDS[one["gender"]], place, str(row["period"]))
                found.append((*key, float("nan") if value is None else value, status, None))
        return pd.DataFrame(found, columns=list(FETCHED))

    def answer(self, call: Call) -> Said:
        """What the service says to one call."""
        path = call.path.removeprefix(BASE)
        params = dict(call.params)
        if call.method != "GET" or path == call.path or set(params) - {"page", "per_page"}:
            return written({"detail": "Not Found"}, 404)
        if found := re.fullmatch(r"/kpi/([^/]+)", path):
            kpis = found[1].split(",")
            records = [self.records[kpi] for kpi in dict.fromkeys(kpis) if kpi in self.records]
            return self._page(call, params, records, kpis)
        parts = re.fullmatch(r"/data/kpi/([^/]+)/municipality/([^/]+)(?:/year/([^/]+))?", path)
        if parts is None:
            return written({"detail": "Not Found"}, 404)
        kpis, units = parts[1].split(","), parts[2].split(",")
        years = parts[3].split(",") if parts[3] else []
        rows = [
            row
            for row in self.rows
            if row["kpi"] in kpis
            and row["municipality"] in units
            and (not years or str(row["period"]) in years)
        ]
        return self._page(call, params, rows, kpis, units, years)

    def _page(
        self, call: Call, params: dict[str, str], all_of_it: list[dict[str, Any]], *parts: list[str]
    ) -> Said:
        if any(len(part) > MOST_IDS for part in parts):
            return written({"detail": f"At most {MOST_IDS} ids are allowed"}, 400)
        number, size = int(params.get("page", 1)), int(params.get("per_page", self.per_page))
        if number < 1 or not 1 <= size <= 5000:
            return written({"detail": "Input should be greater than or equal to 1"}, 422)
        rows = all_of_it[(number - 1) * size : number * size]

        def address(page: int) -> str:
            host = f"http://{call.headers['host']}" if "host" in call.headers else self.host
            return f"{host}{call.path}?{urlencode({'page': page, 'per_page': size})}"

        more = number * size < len(all_of_it)
        return written(
            {
                "values": rows,
                "next_url": address(number + 1) if more else None,
                "previous_url": address(number - 1) if number > 1 else None,
                "count": len(rows),
            }
        )
