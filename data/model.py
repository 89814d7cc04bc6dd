"""The shapes everything else is made of: observations, periods, datasets, releases.

An observation frame has exactly the columns of :data:`OBSERVATION_DTYPES`; metadata stand beside
it in a :class:`Dataset`, never on the frame. Status letters are those of SDMX ``CL_OBS_STATUS``
(https://registry.sdmx.org, ESTAT/SDMX CL_OBS_STATUS 2.2), joined and sorted, with one extension
of our own, ``Z``, for values computed or decoded by us or by the one who collected them.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from data.errors import Fault, InputFault

KEY = ["measure", "breakdown", "geo", "period"]
OBSERVATION_DTYPES = {
    "measure": "str",
    "breakdown": "str",
    "geo": "str",
    "period": "str",
    "value": "float64",
    "status": "str",
    "margin": "float64",
    "origin": "str",
}

#: status letter -> what it says; the words for people stand in indicators/locales
STATUS = {
    "A": "normal",
    "B": "time series break",
    "D": "definition differs",
    "E": "estimated",
    "P": "provisional",
    "U": "low reliability",
    "Z": "derived: computed or decoded, not printed by the producer (extension)",
    "Q": "missing: suppressed or confidential",
    "M": "missing: cannot exist, not applicable",
    "L": "missing: exists but was not collected",
    "N": "missing: nothing to report",
    "O": "missing: not published",
}
MISSING_STATUS = frozenset("QMLNO")
BREAKDOWNS = ("total", "women", "men")

_PERIOD = re.compile(r"^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$")


@lru_cache(maxsize=4096)
def period_position(period: str) -> float:
    """Where a period starts on a time axis, in years: ``2024-Q2`` is 2024.25.

    Raises ValueError for anything but ``YYYY``, ``YYYY-Qn`` or ``YYYY-MM`` (SDMX time formats).
    """
    match = _PERIOD.match(period)
    if match is None:
        raise ValueError(f"not a period: {period!r} (expected YYYY, YYYY-Qn or YYYY-MM)")
    year, quarter, month = match.groups()
    if quarter:
        return int(year) + (int(quarter) - 1) / 4
    if month:
        return int(year) + (int(month) - 1) / 12
    return float(year)


class Strict(BaseModel):
    """A record read from a file: unknown keys are refused, and nothing changes it afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Text(Strict):
    """The same words in Swedish and English."""

    sv: Words
    en: Words

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.sv


Frequency = Literal["annual", "biennial", "monthly", "quarterly", "irregular"]


class Break(Strict):
    """Values from `period` on are not comparable with those before it."""

    period: Annotated[str, StringConstraints(pattern=_PERIOD.pattern)]
    text: Text
    measures: tuple[Code, ...] = ()
    #: the break falls only where rows of these origins are shown, as between embedded publications
    origins: tuple[Code, ...] = ()
    link: str | None = None

    def concerns(self, measure: str, origins: frozenset[str] = frozenset()) -> bool:
        """Tell whether the break falls in `measure`, shown from rows of the given origins.

        Without a list of its own it falls in all measures, and in rows of any origin.
        """
        where = not self.origins or bool(origins & set(self.origins))
        return where and (not self.measures or measure in self.measures)


class Origin(Strict):
    """Where rows with one origin key were read, and how far we or the collector processed them."""

    reference: Words
    processing: Literal["as_published", "derived", "compiled"]
    #: formula or recipe; required unless the value stands as published
    method: Text | None = None


class Measure(Strict):
    """One column of numbers within a dataset."""

    label: Words
    #: unit as the producer writes it; the reader sees the indicator's unit
    unit: Words
    #: half of the unit the source rounds to (0.5 where it prints whole thousands), in the unit
    rounding: float | None = None


class Release(Strict):
    """One publication of a dataset, as a file of rows."""

    file: Words
    published: date | None = None
    #: True where only a month or year of publication is known; `published` is then its last day
    published_approximate: bool = False
    #: a partial release replaces the rows it holds and withdraws none
    partial: bool = False
    note: Text | None = None


class Live(Strict):
    """Where a dataset is fetched: the module of ``data/sources`` and what it is to ask."""

    source: Code
    #: key in `origins` of the rows that are fetched
    origin: Code
    #: checked by the source's own model ``Question``
    question: dict[str, Any]
    #: measure -> the fetched measures that it is the sum of; see ``data/sums.py``
    sums: dict[Code, Annotated[tuple[Code, ...], Field(min_length=2)]] = {}
    #: key in `origins` of the sums
    sum_origin: Code | None = None


class Dataset(Strict):
    """One slice of what a producer publishes: who, how, under what licence, with what caveats."""

    id: Code
    name: Text
    producer: Text
    route: Text | None = None
    licence: Text
    landing_page: Annotated[str, StringConstraints(pattern=r"^https?://")] | None = None
    table: str | None = None
    #: the day the embedded files were collected; only a dataset without any has none
    collected: date | None = None
    frequency: Frequency
    kind: Literal["survey", "register", "accounts", "model", "composite", "compiled"]
    margin_published: bool = False
    custodian: Text | None = None
    measures: Annotated[dict[Code, Measure], Field(min_length=1)]
    origins: Annotated[dict[Code, Origin], Field(min_length=1)]
    #: the embedded files, oldest first; none where figures come from `live` alone
    releases: tuple[Release, ...] = ()
    live: Live | None = None
    breaks: tuple[Break, ...] = ()
    caveats: tuple[Text, ...] = ()
    missing: Text | None = None


def check_observations(frame: pd.DataFrame, dataset: Dataset, file: str) -> pd.DataFrame:
    """Return `frame` with exact columns and dtypes, sorted by key, or raise with every fault.

    Takes and returns one row an observation, columns as in :data:`OBSERVATION_DTYPES`. A missing
    value must carry a status saying why; a value must not. Raises :class:`InputFault`.
    """
    faults = []
    if list(frame.columns) != list(OBSERVATION_DTYPES):
        raise InputFault(
            [
                Fault(
                    file,
                    "columns",
                    f"expected {list(OBSERVATION_DTYPES)}, got {list(frame)}",
                )
            ]
        )
    frame = frame.astype({name: dtype for name, dtype in OBSERVATION_DTYPES.items()})

    def row(mask: pd.Series, problem: str) -> None:
        for index in frame.index[mask][:5]:
            key = "/".join(str(frame.at[index, name]) for name in KEY)
            faults.append(Fault(file, f"row {index + 2} ({key})", problem))

    missing = frame["value"].isna()
    why = frame["status"].map(lambda status: bool(set(status) & MISSING_STATUS))
    row(
        missing & ~why,
        f"empty value without a reason, expected one of {sorted(MISSING_STATUS)}",
    )
    row(~missing & why, "a value with a status that says it is missing")
    row(
        ~frame["status"].map(lambda s: bool(s) and set(s) <= set(STATUS)),
        "unknown status",
    )
    row(
        ~frame["measure"].isin(list(dataset.measures)),
        "measure not in the dataset's TOML",
    )
    row(~frame["origin"].isin(list(dataset.origins)), "origin not in the dataset's TOML")
    row(~frame["breakdown"].isin(BREAKDOWNS), f"breakdown, expected one of {BREAKDOWNS}")
    row(~frame["period"].str.match(_PERIOD), "period, expected YYYY, YYYY-Qn or YYYY-MM")
    row(frame.duplicated(KEY, keep=False), "the same key twice")
    row(frame["value"].abs() == float("inf"), "infinite value")
    row(frame["margin"] < 0, "negative margin")
    if faults:
        raise InputFault(faults)
    return frame.sort_values(KEY, ignore_index=True)
