"""Every view of Jämför, not cached: milliseconds on the server over synthetic figures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from statistics import median

import numpy as np
from orjson import dumps

from data.geography import EU27, NORRA_MELLANSVERIGE, RIKET, counties, geographies
from indicators.library import Library
from indicators.model import Selection
from indicators.places import european_regions
from indicators.selection import EUROPE, to_query
from indicators.views import VIEWS
from layouts.pages import compare
from tests.bench.results import Result, amount
from tests.indicators.synthetic import indicator, library_of, rows

COUNTIES_MS, EUROPE_MS = 25.0, 120.0
REGIONS = 350
ROUNDS = 24


def measure() -> Iterator[Result]:
    """The median of each view at 21 counties × 30 years and at 350 regions × 12 years."""
    for where, library, most, places in (
        ("21 counties × 30 years (synthetic)", _counties(), COUNTIES_MS, ("20", RIKET, "lan")),
        (f"{REGIONS} regions × 12 years (synthetic)", _europe(), EUROPE_MS,
         (NORRA_MELLANSVERIGE, EU27, EUROPE)),
    ):  # fmt: skip
        for view in VIEWS.values():
            first = library.catalogue.indicators["one"]
            if view.refuse(first, library.values("one")) is not None:
                yield Result(f"{view.id}, {where}", "refused for this level")
                continue
            asked = Selection(indicator="one", view=view.id, places=places)
            yield amount(f"{view.id}, {where}", _median(library, asked), most, "ms")


def _median(library: Library, asked: Selection) -> float:
    """The median time of views that differ in what they show, none asked for twice."""
    found = []
    for chosen in islice(_different(library, asked), ROUNDS):
        began = time.perf_counter()
        dumps(compare.drawn(library, {"adress": to_query(chosen)}))
        if VIEWS[chosen.view].beside_ranking:
            resolved = library.resolve(chosen).selection
            compare.house.house(library, resolved).outputs()
        found.append((time.perf_counter() - began) * 1000)
    return median(found[2:])  # the first ones read the figures


def _different(library: Library, asked: Selection) -> Iterator[Selection]:
    from dataclasses import replace

    periods = library.values("one").periods
    for home in ("20", "21", "17"):
        for period in reversed(periods[2:]):
            yield replace(asked, home=home, period=period, end=period)


def _counties() -> Library:
    places = (*counties(), RIKET)
    years = [str(year) for year in range(1995, 2025)]
    return _library(places, years, "county", europe=False)


def _europe() -> Library:
    others = [code for code in european_regions() if geographies()[code].level == "nuts2"]
    regions = [code for code in others if code != NORRA_MELLANSVERIGE][: REGIONS - 1]
    years = [str(year) for year in range(2013, 2025)]
    return _library((NORRA_MELLANSVERIGE, *regions, RIKET, EU27), years, "nuts2", europe=True)


def _library(places: tuple[str, ...], years: list[str], level: str, europe: bool) -> Library:
    chance = np.random.default_rng(1)
    start = chance.uniform(20, 60, len(places))
    walk = chance.normal(0.2, 1.0, (len(places), len(years))).cumsum(axis=1) + start[:, None]
    other = walk + chance.normal(0, 5, walk.shape)
    frames = [
        rows(
            *(
                (place, year, float(round(table[i, j], 1)))
                for i, place in enumerate(places)
                for j, year in enumerate(years)
            ),
            measure=measure,
        )
        for measure, table in (("number", walk), ("other", other))
    ]
    import pandas as pd

    how = {"method": "published"}
    items = [
        indicator(id=name, level=level, europe=europe, aggregation=how,
                  source={"dataset": "synthetic", "measure": measure})
        for name, measure in (("one", "number"), ("two", "other"))
    ]  # fmt: skip
    return library_of(pd.concat(frames), *items)[0]
