"""Runs a program of Visa hur against the made-up services, and what the panel shows beside it."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd

from data.store import Store
from indicators.catalogue import Catalogue
from indicators.library import Library
from indicators.model import Indicator, Selection
from indicators.rebuild import Recipe, recipe
from tests.data.services import Services
from tests.data.sources.contract import live_dataset
from tests.indicators import synthetic

#: (place, period) -> value, None where it is missing
Figures = dict[tuple[str, str], float | None]


def more_datasets(services: Services) -> None:
    """Add a dataset of two tables that overlap, and one of sums, to those of the services."""
    sexes = {"variable": "Kon", "total": "T", "women": "2", "men": "1"}
    tables = [
        {"table": name, "measures": {"m": {"ContentsCode": "01"}}, "breakdowns": sexes}
        for name in ("TAB2", "TAB1")
    ]
    services.datasets["joined"] = live_dataset("scb", {"tables": tables}, ["m"], id="joined")
    parts = live_dataset(
        "kolada",
        {"kpis": {"number": "N00002", "other": "N00003"}, "genders": ["T", "K", "M"]},
        ["number", "other", "whole"],
        id="summed",
    )
    assert parts.live is not None
    live = parts.live.model_copy(
        update={"sums": {"whole": ("number", "other")}, "sum_origin": parts.live.origin}
    )
    services.datasets["summed"] = parts.model_copy(update={"live": live})


def made_up_indicators() -> dict[str, Indicator]:
    """An indicator or two for each kind of service, made up like their figures."""

    def one(name: str, dataset: str, measure: str, method: str, **more: Any) -> Indicator:
        aggregation = {"method": method} | (
            {"reason": synthetic.WORDS} if method == "refused" else {"formula": synthetic.WORDS}
        )
        source = {"dataset": dataset, "measure": measure}
        record: dict[str, Any] = {"id": name, "source": source, "aggregation": aggregation}
        return synthetic.indicator(**(record | more))

    percent = {"symbol": {"sv": "%", "en": "%"}}
    both = {"breakdowns": ["total", "women", "men"]}
    ratio = {
        "numerator": {"dataset": "counts", "measure": "number"},
        "denominator": {"dataset": "counts", "measure": "other"},
        "scale": 1000.0,
        "formula": synthetic.WORDS,
    }
    made = [
        one("kolada_share", "shares", "share", "refused", **percent),
        one("kolada_sum", "counts", "number", "sum", **both),
        one("kolada_ratio", "counts", "number", "ratio", source=None, ratio=ratio),
        one("scb_table", "wide", "m01", "sum", **both),
        one("px_table", "by_path", "m02", "sum", **both),
        one("px_folder", "by_folder", "number", "sum"),
        one("two_tables", "joined", "m", "sum"),
        one("sum_of_two", "summed", "whole", "sum", **both),
        one("eurostat", "sectors", "all", "published", level="nuts2", europe=True, **percent),
    ]
    return {item.id: item for item in made}


def library_over(store: Store, services: Services) -> Library:
    """A library over what was fetched from the services."""
    return Library(
        Catalogue({"synthetic": synthetic.THEME}, made_up_indicators()), services.datasets, store
    )


def asked(library: Library, indicator: str, **chosen: Any) -> Recipe:
    """The recipe of a view, resolved as a page would."""
    selection = library.resolve(Selection(indicator=indicator, **chosen)).selection
    return recipe(library, selection)


def of_panel(made: Recipe) -> Figures:
    """The figures that the panel's own chart shows."""
    return {(one.code, mark.period): mark.value for one in made.spec.series for mark in one.marks}


def run_python(text: str) -> dict[str, Any]:
    """The names of a program once it has run; what it prints is under "printed"."""
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "rebuilt.py", "exec"), names)
    return names | {"printed": printed.getvalue()}


def of_series(values: pd.Series) -> Figures:
    """What a Python program came to."""
    return {
        (str(place), str(period)): None if value != value else float(value)
        for (place, period), value in values.items()
    }


#: written after a program in R, to read its result
_TELL = """
write(jsonlite::toJSON(values[c("place", "period", "value")], digits = 15, na = "null"), "{path}")
"""


def run_r(text: str, folder: Path, command: str) -> Figures:
    """What a program in R came to in its variable `values`."""
    result = folder / "result.json"
    program = folder / "rebuilt.R"
    program.write_text(text + _TELL.format(path=result), encoding="utf-8")
    done = subprocess.run([command, str(program)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    rows = json.loads(result.read_text(encoding="utf-8"))
    return {(row["place"], row["period"]): row.get("value") for row in rows}


def assert_same(found: Figures, expected: Figures) -> None:
    """Every figure that the panel shows is there, and nothing that it shows as missing."""
    wrong = {
        key: (found.get(key), value)
        for key, value in expected.items()
        if not _alike(found.get(key), value)
    }
    assert wrong == {}
    assert {key for key, value in found.items() if value is not None} <= expected.keys()


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1.0, abs(other))
