"""Kolada's figures in our codes: measures, places, breakdowns, and why a value is missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pandas as pd

from data.conversation import FETCHED
from data.errors import shortened
from data.geography import geographies
from data.model import KEY
from data.sources.kolada_answers import BREAKDOWNS, Figure, broken
from data.sources.kolada_question import Question

#: how the words for a missing value begin -> what they say; all others say "not published"
MISSING = {"priv": "Q", "sekret": "Q", "conf": "Q", "not app": "M", "ej till": "M", "under": "L"}
NOT_PUBLISHED = "O"


@cache
def places() -> dict[str, str]:
    """Kolada's id of a region (type L), or of the country -> our code; 22 in all."""
    return {place.kolada: code for code, place in geographies().items() if place.kolada}


def frame_of(asked: str, question: Question, figures: Iterable[Figure]) -> pd.DataFrame:
    """The figures in our codes. Raises SourceBroken for a stranger, a double or nothing at all."""
    measures = {kpi: measure for measure, kpi in question.kpis.items()}
    rows = []
    for figure in figures:
        measure, geo = measures.get(figure.kpi), places().get(figure.place)
        if measure is None or geo is None:
            odd = figure.kpi if measure is None else figure.place
            raise broken(asked, f"svarade med {odd}, som ingen frågat efter.",
                         f"answered with {odd}, which nobody asked for.")  # fmt: skip
        if figure.gender in question.genders and int(figure.period) >= (question.since or 0):
            value = float("nan") if figure.value is None else figure.value
            breakdown = BREAKDOWNS[figure.gender]
            rows.append((measure, breakdown, geo, figure.period, value, letter(figure)))
    frame = pd.DataFrame(rows, columns=list(FETCHED[:-1])).assign(margin=float("nan"))
    there = set(zip(frame["measure"], frame["breakdown"], strict=True))
    for measure, kpi in question.kpis.items():
        for gender in question.genders:
            if (measure, BREAKDOWNS[gender]) not in there:
                raise broken(asked, f"har inga värden för {kpi} ({gender}) i länen.",
                             f"has no figures for {kpi} ({gender}) in the counties.")  # fmt: skip
    double = frame[frame.duplicated(KEY)]
    if len(double):
        key = "/".join(double.iloc[0][KEY])
        raise broken(asked, f"gav {key} två gånger.", f"gave {key} twice.")
    return frame


def notes_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The service's own words on figures, each once, for whoever wants to know what they say."""
    return tuple(sorted({f"status: {shortened(one.status, 80)}" for one in figures if one.status}))


def letter(figure: Figure) -> str:
    """The status of a figure: A for a value, and for a missing one the reason Kolada gives."""
    if figure.value is not None:
        return "A"
    told = figure.status.casefold()
    return next((code for start, code in MISSING.items() if told.startswith(start)), NOT_PUBLISHED)
