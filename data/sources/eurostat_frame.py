"""Eurostat's answers in our codes: what was asked is there, and every flag is understood. Pure.

Flags: https://ec.europa.eu/eurostat/data/database/information, "flags"; letters after a bar tell of
confidentiality. They arrive joined and in any order, as in ``ep`` or ``b|C``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd

from data.errors import SourceBroken
from data.geography import geographies
from data.jsonstat import Cube
from data.jsonstat_document import said
from data.model import KEY, MISSING_STATUS, period_position
from data.sources.eurostat_question import Question

#: flag -> our letter; r (revised) says nothing that the vintages do not
FLAGS = {
    "b": "B", "c": "Q", "d": "D", "e": "E", "f": "E", "i": "E", "m": "M", "n": "U", "p": "P",
    "r": "", "s": "E", "u": "U", "z": "M", "|": "",
}  # fmt: skip
#: level of the question -> level of the place
LEVELS = {"aggregate": "eu", "country": "country", "nuts1": "nuts1", "nuts2": "nuts2",
          "nuts3": "county"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: what was asked and when, and the figures."""

    asked: str
    fetched: date
    cube: Cube


def broken(asked: str, swedish: str, english: str) -> SourceBroken:
    """The error for an answer that says something else than expected."""
    return SourceBroken(asked, (swedish, english))


@cache
def places(level: str) -> dict[str, str]:
    """Code at Eurostat -> our code, for the places we know at one level of a question."""
    return {
        place.nuts or code: code
        for code, place in geographies().items()
        if place.level == LEVELS[level]
    }


def level_frame(question: Question, level: str, told: Sequence[Told]) -> pd.DataFrame:
    """The figures that the answers for one level hold, in our codes, columns as FETCHED.

    Places that we do not know are left out, except that a Swedish one is an error. Raises
    SourceBroken for a code that is not there, a dimension that is not told apart, no figures at
    all, or a flag that we do not know.
    """
    for one in told:
        _check_dimensions(question, one)
    _check_codes(question, told)
    frame = pd.concat([_in_our_codes(question, level, one) for one in told], ignore_index=True)
    if frame.empty:
        raise broken(
            told[0].asked,
            f"gav inga värden alls (nivå {level}).",
            f"gave no figures at all (level {level}).",
        )
    double = frame[frame.duplicated(KEY)]
    if len(double):
        key = "/".join(double.iloc[0][KEY])
        raise broken(told[0].asked, f"gav {key} två gånger.", f"gave {key} twice.")
    return frame


def _check_dimensions(question: Question, one: Told) -> None:
    """Raise SourceBroken unless the answer is of the dataset, in dimensions that we told apart."""
    there = one.cube.about.dimensions
    name = one.cube.about.extension.get("id")
    if isinstance(name, str) and name.casefold() != question.dataset:
        raise broken(one.asked, f"svarade med en annan tabell ({said(name)}).",
                     f"answered with another table ({said(name)}).")  # fmt: skip
    lacking = sorted({"geo", "time", *question.codes()} - there.keys())
    if lacking:
        raise broken(
            one.asked,
            f"har ingen dimension {lacking[0]!r}; där finns {', '.join(there)}.",
            f"has no dimension {lacking[0]!r}; there are {', '.join(there)}.",
        )
    for dimension in there.values():
        if dimension.id in question.codes() or dimension.id in ("geo", "time"):
            continue
        if len(dimension.codes) > 1:
            codes = ", ".join(dimension.codes[:10])
            raise broken(
                one.asked,
                f"har dimensionen {dimension.id!r}, som frågan inte väljer i; där finns {codes}.",
                f"has the dimension {dimension.id!r}, which the question does not choose from; "
                f"there are {codes}.",
            )


def _check_codes(question: Question, told: Sequence[Told]) -> None:
    """Raise SourceBroken that names the codes which were asked for and are in no answer."""
    for dimension, codes in question.codes().items():
        there = {code: None for one in told for code in one.cube.about.dimensions[dimension].codes}
        absent = ", ".join(code for code in codes if code not in there)
        if absent:
            some = ", ".join(list(there)[:10]) or "–"
            raise broken(
                told[0].asked,
                f"känner inte {dimension} {absent} i {question.dataset}; svaret har {some}.",
                f"does not know {dimension} {absent} in {question.dataset}; the answer has {some}.",
            )


def _in_our_codes(question: Question, level: str, one: Told) -> pd.DataFrame:
    """The figures of one answer that were asked for, at places that we know."""
    _check_swedish(level, one)
    known = places(level)
    rows = one.cube.frame
    rows = rows[rows["geo"].isin(known)]
    series = _series(question)
    chosen = [series.get(key) for key in zip(*(rows[it] for it in question.codes()), strict=True)]
    kept = np.array([one is not None for one in chosen], dtype=bool)
    rows, names = rows[kept], [it for it in chosen if it is not None]
    pairs = list(zip(rows["status"], rows["value"].isna(), strict=True))
    letters = {pair: _letters(*pair, one.asked) for pair in set(pairs)}
    return pd.DataFrame(
        {
            "measure": [measure for measure, _ in names],
            "breakdown": [breakdown for _, breakdown in names],
            "geo": rows["geo"].astype("str").map(known).to_numpy(),
            "period": _periods(rows["time"], one.asked).to_numpy(),
            "value": rows["value"].to_numpy(),
            "status": [letters[pair] for pair in pairs],
            "margin": float("nan"),
        }
    )


def _series(question: Question) -> dict[tuple[str, ...], tuple[str, str]]:
    """The codes of all dimensions of the question, in its order -> measure and breakdown."""
    series = {}
    for measure in question.measures:
        for breakdown, sex in question.breakdowns():
            codes = {**question.codes_of(measure)} | ({"sex": sex} if sex else {})
            series[tuple(codes[one] for one in question.codes())] = (measure, breakdown)
    return series


def _periods(times: pd.Series, asked: str) -> pd.Series:
    """The times as periods. Raises SourceBroken for one that is none, such as a half-year."""
    periods = times.astype("str")
    for period in periods.unique():
        try:
            period_position(period)
        except ValueError as fault:
            raise broken(
                asked,
                f"har en tid som inte går att läsa: {said(period)}.",
                f"has a time that cannot be read: {said(period)}.",
            ) from fault
    return periods


def _letters(flags: str, missing: bool, asked: str) -> str:
    """Our status letters for the flags of one figure, sorted. Raises SourceBroken."""
    unknown = sorted(set(flags.casefold()) - FLAGS.keys())
    letters = set("".join(FLAGS.get(flag, "") for flag in flags.casefold()))
    if unknown or (letters & MISSING_STATUS and not missing):
        raise broken(
            asked,
            f"märkte ett värde med {said(flags)}, som panelen inte kan tolka.",
            f"marked a value with {said(flags)}, which the panel cannot read.",
        )
    if missing and not letters & MISSING_STATUS:
        letters.add("O")
    return "".join(sorted(letters)) or "A"


def _check_swedish(level: str, one: Told) -> None:
    """Raise SourceBroken for a place in Sweden that we do not know.

    SEZ and its like are of no place at all, and the three NUTS 1 regions nobody uses.
    """
    letters = {"nuts2": 4, "nuts3": 5}.get(level)
    strange = [
        code
        for code in one.cube.about.dimensions["geo"].codes
        if len(code) == letters and re.fullmatch(r"SE[1-9]\d*", code, re.ASCII)
        if code not in places(level)
    ]
    if strange:
        raise broken(
            one.asked,
            f"har svenska områden som panelen inte känner: {', '.join(strange[:10])}.",
            f"has Swedish places that the panel does not know: {', '.join(strange[:10])}.",
        )


def updated(told: Iterable[Told]) -> date | None:
    """The latest day that an answer says its figures were updated. Raises SourceBroken."""
    days = []
    for one in told:
        text = one.cube.about.updated
        if not text:
            continue
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            day = date.max
        if day > one.fetched + timedelta(days=1):
            raise broken(
                one.asked,
                f"uppger en uppdateringsdag som inte kan stämma: {said(text)}.",
                f"states a day of update that cannot be right: {said(text)}.",
            )
        days.append(min(day, one.fetched))  # in Brussels the day may have turned already
    return max(days, default=None)
